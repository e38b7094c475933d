//! What is wrong with a bad price list or certificate, and where.

use super::*;

/// Faults as `prices.csv:2 (id)`.
fn faults(files: Files, prices: &str, certificate: &Value) -> Vec<String> {
    let event = small_event(files);
    let verdict = Checker::new(&event).certify(prices.as_bytes(), certificate, &[(0, 0), (0, 0), (100, 100)]);
    assert_eq!(verdict.bound.is_none(), !verdict.faults.is_empty());
    assert!(verdict.faults.is_empty() || verdict.certified == [false; 3]);
    assert!(verdict.faults.iter().all(|f| !f.en.is_empty() && f.ko.chars().any(|c| c >= '가')), "{:?}", verdict.faults);
    verdict.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_bad_price_is_named() {
    let certificate = json!({
        "scale": 2, "n_musts": 0, "groups": { "A": ["T1", "T2"], "I": ["I1"] },
        "rows": { "r": { "at_most": 9, "pairs": [["S1", "B1"]], "because": "search" } }
    });
    let files: Files =
        &[ONE, ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n"), ("buyers.csv", "buyer_id,name\nB1,Kim\nS2,Same\n")];
    let good = "party S1 - - 0 0 1\nparty_day S1 13 - 0 0 1\nparty_slot S1 13 10:00 0 0 1\nplaces A 13 10:00 0 0 1\n\
        interpreters I 13 10:00 0 0 1\nminimum S1 - - 0 1 0\nrow r - - 0 0 1\nparty sme:S2 - - 0 0 1\nparty buyer:S2 - - 0 0 1\n\
        minimum B1 - - 0 2 0\nminimum sme:S2 - - 0 1 9";
    assert_eq!(faults(files, &prices_csv(good), &certificate), [""; 0]);
    for (row, column) in [
        ("partys S1 - - 0 0 1", "kind"),
        ("- S1 - - 0 0 1", "kind"),
        ("party S9 - - 0 0 1", "id"),
        ("party S2 - - 0 0 1", "id"),
        ("party - - - 0 0 1", "id"),
        ("party S1 13 - 0 0 1", "date"),
        ("party S1 - 10:00 0 0 1", "start"),
        ("minimum S1 13 - 0 0 1", "date"),
        ("party_day S1 - - 0 0 1", "date"),
        ("party_day S1 15 - 0 0 1", "date"),
        ("party_day S1 13 10:00 0 0 1", "start"),
        ("party_slot S1 13 - 0 0 1", "start"),
        ("party_slot S1 13 10:01 0 0 1", "start"),
        ("party_slot S1 14 10:00 0 0 1", "start"),
        ("party_slot S1 15 10:00 0 0 1", "date"),
        ("places B 13 10:00 0 0 1", "id"),
        ("places I 13 10:00 0 0 1", "id"),
        ("places A 13 10:01 0 0 1", "start"),
        ("interpreters A 13 10:00 0 0 1", "id"),
        ("interpreters B 13 10:00 0 0 1", "id"),
        ("interpreters I 14 10:00 0 0 1", "start"),
        ("org S1/City - - 0 0 1", "id"),
        ("org S1/ - - 0 0 1", "id"),
        ("row s - - 0 0 1", "id"),
        ("row r 13 - 0 0 1", "date"),
        ("party S1 - - 0 0 -1", "value"),
        ("party S1 - - 0 -1 9", "value"),
        ("party S1 - - -1 9 9", "value"),
        ("minimum S1 - - 0 2 1", "shortfall"),
        ("minimum S1 - - 1 0 0", "shortfall"),
        ("minimum S1 - - 0 0 -1", "value"),
        ("party S1 - - 0 0 1.5", "value"),
        ("party S1 - - 0 0 -", "value"),
        ("party S1 - - 0 x 1", "shortfall"),
        ("party S1 - - 1e3 0 1", "must"),
        ("party S1 - - 0 0 99999999999999999999", "value"),
    ] {
        assert_eq!(faults(files, &prices_csv(row), &certificate), [format!("prices.csv:2 ({column})")], "{row}");
    }
    for row in good.lines() {
        let twice = format!("{row}\n{row}");
        assert_eq!(faults(files, &prices_csv(&twice), &certificate), ["prices.csv:3 (id)"], "{twice}");
    }
    assert_eq!(faults(files, "kind,id,date,must,shortfall,value\n", &certificate), ["prices.csv:1 (start)"]);
    assert_eq!(faults(files, "", &certificate).len(), 7);
    let once: Files = &[TWO, ("event.toml", "[rules]\nonce_per_org = true\n")];
    let plain = json!({ "n_musts": 0 });
    assert_eq!(faults(once, &prices_csv("org S1/City - - 0 0 1"), &plain), [""; 0]);
    assert_eq!(faults(once, &prices_csv("org S1/City 13 - 0 0 1"), &plain), ["prices.csv:2 (date)"]);
    assert_eq!(faults(once, &prices_csv("org S2/City - - 0 0 1"), &plain), ["prices.csv:2 (id)"]);
    let huge = "party S1 - - 9000000000000000000 0 0";
    assert_eq!(faults(&[ONE], &prices_csv(huge), &json!({ "scale": 9_000_000_000_000_000_000_i64, "n_musts": 0 })), [""; 0]);
}

#[test]
fn a_bad_certificate_is_named() {
    let check = |certificate: Value, wanted: &[&str]| {
        let wanted: Vec<String> = wanted.iter().map(|at| format!("summary.json (/certificate{at})")).collect();
        assert_eq!(
            faults(&[TWO, ("interpreters.csv", "interpreter_id,languages\nI1,ko\n")], HEADER, &certificate),
            wanted,
            "{certificate}"
        );
    };
    let row = |pairs: Value, because: &str| json!({ "n_musts": 0, "rows": { "r": { "at_most": 2, "pairs": pairs, "because": because } } });
    let group = |ids: Value| json!({ "n_musts": 0, "groups": { "g": ids } });
    check(json!({ "n_musts": 0 }), &[]);
    check(json!({ "n_musts": 0, "bound": { "must": 0, "shortfall": 0, "value": 190 } }), &[]);
    check(json!({ "n_musts": 0, "bound": { "must": 0, "shortfall": 0, "value": 189 } }), &["/bound"]);
    check(json!({ "n_musts": 0, "bound": { "must": 0, "shortfall": 1, "value": 0 } }), &[]);
    check(json!({ "n_musts": 0, "bound": { "must": 0, "shortfall": -1, "value": 999 } }), &["/bound"]);
    check(json!({ "n_musts": 1 }), &["/n_musts"]);
    check(json!({ "n_musts": 0, "scale": 0 }), &["/scale"]);
    check(json!({ "n_musts": 0, "scale": -1 }), &["/scale"]);
    check(json!({}), &[""]);
    check(json!(null), &[""]);
    check(json!({ "n_musts": 0, "scale": 1.5 }), &[""]);
    check(group(json!(["T1", "T2"])), &[]);
    check(group(json!(["I1"])), &[]);
    check(group(json!(["T1", "T1"])), &["/groups/g"]);
    check(group(json!(["T9"])), &["/groups/g"]);
    check(group(json!(["T1", "I1"])), &["/groups/g"]);
    check(json!({ "n_musts": 0, "groups": { "g": ["T1"], " g": ["T2"] } }), &["/groups/g"]);
    // An unknown member is named; of known ones that do not go together all are.
    let interpreters = ("interpreters.csv", "interpreter_id,languages\nI1,ko\n");
    for (ids, named) in [(json!(["T1", "I1"]), "T1, I1"), (json!(["T1", "T9", "I1"]), "T9"), (json!(["T1", "T1"]), "T1")] {
        let verdict = Checker::new(&small_event(&[TWO, interpreters])).certify(HEADER.as_bytes(), &group(ids), &[]);
        assert_eq!(verdict.faults[0].value, named);
    }
    check(row(json!([["S1", "B1"], ["S1", "B2"]]), "search"), &[]);
    check(row(json!([["S1", "B1"], ["S1", "B1"]]), "search"), &[]);
    check(row(json!([["S1", "B1"], ["S1", "B3"]]), "search"), &["/rows/r"]);
    check(row(json!([["S1", "B9"]]), "search"), &["/rows/r"]);
    check(row(json!([["B1", "S1"]]), "search"), &["/rows/r"]);
    check(row(json!([["S1", "B1"]]), "trust me"), &["/rows/r"]);
    check(row(json!([["S1"]]), "search"), &[""]);
}

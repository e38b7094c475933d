//! `koppex verify` on a folder with a price list.

use super::*;
use std::path::Path;
use std::process::Command;

const EVENT: &str = "[event]\nname = \"Tight\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2022-04-13\"\n\
    sessions = [\"10:00-10:30\"]\n[[hall]]\nid = \"A\"\ntables = 1\n";

/// One table for two slots and three wishes, worth 100, 90 and 80.
fn write_folder(dir: &Path, prices: Option<&str>, value_bound: i64, certified: bool) {
    let level = |ix: i64, name: &str, value: i64, bound: i64| {
        let status = if value == bound { "proved optimal" } else { "within gap" };
        json!({ "level": ix, "name": name, "value": value, "bound": bound, "status": status, "certified": certified })
    };
    let levels = [level(1, "must_unheld", 0, 0), level(2, "shortfall", 0, 0), level(3, "value", 190, value_bound)];
    let summary = json!({ "levels": levels, "certificate": { "n_musts": 0, "groups": { "t": ["A-T01"] } } });
    let meetings = "sme_id,buyer_id,date,start,place_id\nS1,B1,2022-04-13,10:00,A-T01\nS1,B2,2022-04-13,10:15,A-T01\n";
    std::fs::create_dir_all(dir.join("out")).unwrap();
    for (name, text) in [
        ("event.toml", EVENT),
        ("smes.csv", "sme_id,name\nS1,One\n"),
        ("buyers.csv", "buyer_id,name\nB1,Kim\nB2,Lee\nB3,Park\n"),
        ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS1,B2,2\nS1,B3,3\n"),
        ("out/meetings.csv", meetings),
        ("out/summary.json", &summary.to_string()),
    ] {
        std::fs::write(dir.join(name), text).unwrap();
    }
    if let Some(prices) = prices {
        std::fs::write(dir.join("out/prices.csv"), prices_csv(prices)).unwrap();
    }
}

/// Exit code and words of `koppex verify DIR ARGS`.
fn verify(dir: &Path, args: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_koppex")).arg("verify").arg(dir).args(args).output().unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap())
}

#[test]
fn verify_says_which_bounds_the_prices_prove() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path();
    let prices = "places t 13 10:00 0 0 90\nplaces t 13 10:15 0 0 90";
    let check = |args: &[&str], code: i32, words: &[&str]| {
        let (found, text) = verify(dir, args);
        assert_eq!(found, Some(code), "{text}");
        words.iter().for_each(|word| assert!(text.contains(word), "{word}: {text}"));
    };
    write_folder(dir, Some(prices), 190, true);
    check(&[], 0, &["clean", "level 1 must_unheld", "level 3 value: the bound 190 is certified by prices.csv"]);
    check(&["--lang", "ko"], 0, &["3단계 value: 한계 190은(는) prices.csv로 증명됨"]);
    check(&["--json"], 0, &["\"certified\": true"]);
    // A bound that a lower price would need, and one that the prices do not give.
    write_folder(dir, Some(&prices.replace("90", "91")), 190, true);
    check(&[], 1, &["summary.json (/levels/2/certified)", "value: the bound 190 is not certified"]);
    write_folder(dir, Some(&prices.replace("90", "91")), 190, false);
    check(&[], 0, &["value: the bound 190 is not certified"]);
    write_folder(dir, Some(&prices.replace("90", "91")), 192, true);
    check(&[], 0, &["value: the bound 192 is certified"]);
    write_folder(dir, Some(&prices.replace("90", "-90")), 190, true);
    check(&[], 1, &["prices.csv:2 (value)", "summary.json (/levels/0/certified)", "not certified"]);
    check(&["--lang", "ko"], 1, &["증명되지 않음", "작을 수 없음"]);
    std::fs::remove_file(dir.join("out/prices.csv")).unwrap();
    write_folder(dir, None, 190, true);
    check(&[], 1, &["summary.json (/levels/2/certified)"]);
}

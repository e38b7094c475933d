//! Which printed bounds follow from a price list.

use super::*;

/// One table, two slots; S2 comes for the second. S1 - B1 is worth 100, S1 - B2 90, S2 - B1 50 and must.
const TIGHT: Files = &[
    ("places.csv", "place_id,hall,kind\nT1,A,table\n"),
    ("windows.csv", "party_id,date,start,end,kind\nT1,2022-04-13,10:00,10:30,available\nS2,2022-04-13,10:00,10:15,busy\n"),
    ("preferences.csv", "from_id,to_id,rank,kind\nS1,B1,1,\nS1,B2,2,\nS2,B1,,must\n"),
];

const TIGHT_PRICES: &str = "places tables 13 10:00 0 0 100\nplaces tables 13 10:15 0 0 100";

fn tight(scale: i64, prices: &str, levels: &[(i64, i64)]) -> CertificateVerdict {
    let event = small_event(TIGHT);
    let certificate = json!({ "scale": scale, "n_musts": 1, "groups": { "tables": ["T1"] } });
    Checker::new(&event).certify(prices_csv(prices).as_bytes(), &certificate, levels)
}

/// Printed (value, bound) of levels 1 to 3, and which of them are certified.
type Printed<'a> = (&'a [(i64, i64)], [bool; 3]);

#[test]
fn a_level_is_certified_where_its_bound_follows() {
    let cases: &[Printed] = &[
        (&[(0, 0), (0, 0), (150, 150)], [true, true, true]),
        (&[(0, 0), (0, 0), (140, 150)], [true, true, true]),
        (&[(0, 0), (0, 0), (140, 149)], [true, true, false]),
        (&[(0, 0), (0, 0), (140, 151)], [true, true, true]),
        (&[(0, 0), (1, 0), (150, 150)], [true, true, false]),
        (&[(0, 0), (1, 1), (150, 150)], [true, false, false]),
        (&[(1, 0), (0, 0), (150, 150)], [true, false, false]),
        (&[(1, 1), (0, 0), (150, 150)], [false, false, false]),
        (&[(1, -1), (0, 0), (150, 150)], [true, false, false]),
        (&[(0, 0), (0, 0)], [true, true, false]),
        (&[(0, 0)], [true, false, false]),
        (&[], [false; 3]),
    ];
    for (levels, certified) in cases {
        let verdict = tight(1, TIGHT_PRICES, levels);
        assert_eq!((numbers(&verdict), verdict.certified), ([1, 0, 150], *certified), "{levels:?}");
    }
    // A list may prove nothing of what is missing; less than nothing is never missing.
    let verdict = tight(1, "party S1 - - 0 2 0", &[(0, 0), (0, 0)]);
    assert!(numbers(&verdict)[1] > 0 && verdict.certified == [true, true, false], "{verdict:?}");
    // Better than possible: someone is wrong.
    for levels in [&[(0, 0), (0, 0), (151, 151)][..], &[(-1, -1), (0, 0), (0, 0)], &[(0, 0), (-1, -1), (0, 0)]] {
        let verdict = tight(1, TIGHT_PRICES, levels);
        assert_eq!((verdict.bound, verdict.certified, verdict.faults.len()), (None, [false; 3], 1), "{levels:?}");
        assert!(verdict.faults[0].en.contains("(1, 0, 150)"), "{}", verdict.faults[0].en);
    }
}

/// The second opinion on printed levels.
type Certify<'a> = &'a dyn Fn(&[(i64, i64)]) -> CertificateVerdict;

/// The list with one number one higher or lower, or one member of a group more or less: it has a fault, or what it proves is true.
#[test]
fn a_changed_list_falls_or_stays_true() {
    let event = small_event(
        &[
            TIGHT,
            &[
                ("buyers.csv", "buyer_id,name,org\nB1,Kim,City\nB2,Lee,City\n"),
                ("event.toml", "[rules]\nonce_per_org = true\nmin_meetings_sme = 1\n"),
            ],
        ]
        .concat(),
    );
    // The best: S1 meets B1 at 10:00 and S2 meets B1 at 10:15; S3 and S4 meet nobody.
    let rows = [
        "places,tables,2022-04-13,10:00",
        "places,tables,2022-04-13,10:15",
        "org,S1/City,,",
        "minimum,S1,,",
        "minimum,S2,,",
        "minimum,S3,,",
        "minimum,S4,,",
        "party_slot,B1,2022-04-13,10:15",
        "row,r,,",
    ];
    let prices = [[0, 0, 50], [0, 0, 50], [0, 1, 50], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]];
    let truth = [(0, 0), (2, 2), (150, 150)];
    let certify = |prices: &[[i64; 3]], group: &[&str], at_most: i64, pairs: &[[&str; 2]], levels: &[(i64, i64)]| {
        let body: String = rows.iter().zip(prices).map(|(row, [a, b, c])| format!("{row},{a},{b},{c}\n")).collect();
        let row = json!({ "at_most": at_most, "pairs": pairs, "because": "search" });
        let certificate = json!({ "n_musts": 1, "groups": { "tables": group }, "rows": { "r": row } });
        Checker::new(&event).certify(format!("{HEADER}{body}").as_bytes(), &certificate, levels)
    };
    let pairs = [["S1", "B1"], ["S1", "B2"], ["S2", "B1"]];
    let (table, all) = (["T1"], &pairs[..]);
    let verdict = certify(&prices, &table, 2, all, &truth);
    assert_eq!((numbers(&verdict), verdict.certified), ([1, -2, 150], [true; 3]));
    let stays_true = |what: String, certify: Certify| {
        let bound = certify(&[]).bound;
        assert!(bound.is_none_or(|b| [b.must, b.shortfall, b.value] >= [1, -2, 150]), "{what}: {bound:?}");
        for (level, step) in [(0, 1), (1, 1), (2, -1)] {
            let mut levels = truth;
            levels[level].1 += step;
            assert!(!certify(&levels).certified[level], "{what}: {levels:?}");
        }
    };
    for row in 0..rows.len() {
        for (number, step) in (0..3).flat_map(|number| [-1, 1, -50, 50].map(|step| (number, step))) {
            let mut changed = prices;
            changed[row][number] += step;
            stays_true(format!("{} {number} {step}", rows[row]), &|levels| certify(&changed, &table, 2, all, levels));
        }
    }
    for group in [&[][..], &["T1", "T1"], &["T9"], &["S1"]] {
        stays_true(format!("{group:?}"), &|levels| certify(&prices, group, 2, all, levels));
    }
    let mut dear = prices;
    dear[8] = [0, 0, 40];
    for at_most in -1..4 {
        for pairs in [&pairs[..], &pairs[1..], &pairs[..2], &pairs[..1], &[]] {
            stays_true(format!("{at_most} {pairs:?}"), &|levels| certify(&dear, &table, at_most, pairs, levels));
        }
    }
}

/// In thirds of a unit: what lies between two whole numbers proves the lower one, and nothing of later levels.
#[test]
fn fractions_are_rounded_to_what_is_proved() {
    let thirds = "places tables 13 10:00 0 0 300\nplaces tables 13 10:15 0 0 300";
    let all = [(0, 0), (0, 0), (150, 150)];
    let verdict = tight(3, thirds, &all);
    assert_eq!((numbers(&verdict), verdict.scale, verdict.certified), ([3, 0, 450], 3, [true; 3]));
    let more = |price: &str| tight(3, &format!("{thirds}\n{price}"), &all);
    let verdict = more("party_slot S3 13 10:00 0 0 2");
    assert_eq!((numbers(&verdict), verdict.certified), ([3, 0, 452], [true; 3]));
    let verdict = more("party_slot S3 13 10:00 0 0 3");
    assert_eq!((numbers(&verdict), verdict.certified), ([3, 0, 453], [true, true, false]));
    let verdict = more("party_slot S3 13 10:00 0 1 0");
    assert_eq!((numbers(&verdict), verdict.certified), ([3, 1, 450], [true, true, false]));
    let verdict = more("party_slot S3 13 10:00 2 0 0");
    assert_eq!((numbers(&verdict), verdict.certified), ([5, 0, 450], [true, false, false]));
    assert_eq!(more("party_slot S3 13 10:00 3 0 0").certified, [true, false, false], "two of one must wish is all of it");
    // A minimum that nobody can reach: in thirds, a reward of one whole meeting is 3.
    let least = ("smes.csv", "sme_id,name,min_meetings\nS1,One,2\nS2,Two,\n");
    let event = small_event(&[ONE, least]);
    let certify = |reward: i64, levels| {
        let certificate = json!({ "scale": 3, "n_musts": 0 });
        Checker::new(&event).certify(prices_csv(&format!("minimum S1 - - 0 {reward} 0")).as_bytes(), &certificate, levels)
    };
    let levels = &[(0, 0), (1, 1), (100, 100)];
    assert_eq!((numbers(&certify(3, levels)), certify(3, levels).certified), ([0, -3, 300], [true; 3]));
    assert_eq!((numbers(&certify(2, levels)), certify(2, levels).certified), ([0, -2, 300], [true, true, false]));
    assert_eq!(certify(4, levels).faults.len(), 1);
}

/// What is said of a published folder: the levels certified, and where summary.json is wrong. `None` without a certificate.
fn published(prices: Option<&str>, summary: &Value) -> Option<(Vec<bool>, Vec<String>)> {
    let event = small_event(TIGHT);
    let prices = prices.map(prices_csv);
    let summary = summary.to_string();
    let opinion = Checker::new(&event).certify_published(prices.as_deref().map(str::as_bytes), summary.as_bytes())?;
    let certified = opinion.levels.iter().map(|level| level.is_certified).collect();
    Some((certified, opinion.wrong.iter().map(ToString::to_string).collect()))
}

#[test]
fn a_published_level_is_certified_or_named() {
    let certificate = json!({ "n_musts": 1, "groups": { "tables": ["T1"] } });
    let level = |ix: usize, name: &str, value: i64, bound: i64, certified: bool| json!({ "level": ix, "name": name, "value": value, "bound": bound, "certified": certified });
    let summary = |bound: i64, certified: [bool; 3]| {
        let levels = [
            level(1, "must_unheld", 0, 0, certified[0]),
            level(2, "shortfall", 0, 0, certified[1]),
            level(3, "value", 150, bound, certified[2]),
            level(4, "quality", 10, 0, false),
        ];
        json!({ "levels": levels, "certificate": certificate })
    };
    let yes = |n: usize| [vec![true; n], vec![false; 3 - n]].concat();
    let wrong = |levels: &[usize]| levels.iter().map(|ix| format!("summary.json (/levels/{ix}/certified)")).collect::<Vec<_>>();
    let prices = Some(TIGHT_PRICES);
    assert_eq!(published(prices, &summary(150, [true; 3])), Some((yes(3), wrong(&[]))));
    assert_eq!(published(prices, &summary(150, [false; 3])), Some((yes(3), wrong(&[]))));
    assert_eq!(published(prices, &summary(149, [true; 3])), Some((yes(2), wrong(&[2]))));
    assert_eq!(published(prices, &summary(149, [true, true, false])), Some((yes(2), wrong(&[]))));
    assert_eq!(published(None, &summary(150, [true; 3])), Some((yes(0), wrong(&[0, 1, 2]))));
    assert_eq!(published(Some("party S9 - - 0 0 1"), &summary(150, [true; 3])), Some((yes(0), wrong(&[0, 1, 2]))));
    assert_eq!(published(Some("party S9 - - 0 0 1"), &summary(150, [false; 3])), Some((yes(0), wrong(&[]))));
    let without = |claimed: bool| json!({ "levels": [level(1, "must_unheld", 0, 0, claimed)] });
    assert_eq!(published(None, &without(false)), None);
    assert_eq!(published(None, &without(true)), Some((vec![false], wrong(&[0]))));
    assert_eq!(published(prices, &without(false)), Some((vec![false], wrong(&[]))));
    let quality = json!({ "levels": [summary(150, [true; 3])["levels"][0], level(2, "shortfall", 0, 0, true), {}, level(4, "quality", 0, 0, true)], "certificate": certificate });
    assert_eq!(published(prices, &quality), Some((vec![true, true], wrong(&[3]))));
    assert_eq!(published(prices, &json!({})), Some((vec![], wrong(&[]))));
}

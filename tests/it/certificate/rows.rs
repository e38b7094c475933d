//! Rows of a certificate: confirmed by trying all ways to hold their pairs, or not.

use super::*;

/// Whether a row is confirmed that says these pairs hold at most `at_most` meetings; pairs as `S1 B1`.
fn holds_at_most(event: &Event, pairs: &str, at_most: i64) -> bool {
    let pairs: Vec<Vec<&str>> = pairs.lines().map(|pair| pair.split_whitespace().collect()).collect();
    let certificate = certificate(event, json!({}), json!({ "r": { "at_most": at_most, "pairs": pairs, "because": "search" } }));
    let verdict = Checker::new(event).certify(HEADER.as_bytes(), &certificate, &[]);
    verdict.faults.is_empty()
}

/// The fewest meetings that a row can say.
fn most_held(event: &Event, pairs: &str) -> i64 {
    let most = (0..20).find(|at_most| holds_at_most(event, pairs, *at_most)).expect("a row that is true");
    assert!(holds_at_most(event, pairs, most + 1), "and with more room");
    assert!(!holds_at_most(event, pairs, -1));
    most
}

/// Three SMEs wish three buyers.
const NINE: (&str, &str) = ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\nS2,B1\nS2,B2\nS2,B3\nS3,B1\nS3,B2\nS3,B3\n");

#[test]
fn rows_are_confirmed_by_trying_all_ways() {
    let (walk, far) = (("event.toml", "[walk]\n\"A-B\" = 10\n"), ("event.toml", "[walk]\n\"A-B\" = 20\n"));
    let third_hall = "[[hall]]\nid = \"C\"\n[walk]\n\"A-B\" = 20\n\"A-C\" = 1\n";
    let (near, remote) = (format!("{third_hall}\"B-C\" = 1\n"), format!("{third_hall}\"B-C\" = 5\n"));
    let (by_a_third, as_far) = (("event.toml", near.as_str()), ("event.toml", remote.as_str()));
    let halls = ("buyers.csv", "buyer_id,name,hall,org\nB1,Kim,A,City\nB2,Lee,B,City\nB3,Park,A,Port\n");
    let (all, s1) = ("S1 B1\nS1 B2\nS1 B3", "S1 B1\nS1 B2");
    let windows = |rows: &str| format!("party_id,date,start,end,kind\n{rows}");
    let three_slots = windows("S1,2022-04-13,10:00,10:45,available\n");
    let two_slots = windows("S1,2022-04-13,10:00,10:30,available\n");
    let (morning, apart) = (
        windows("S1,2022-04-13,10:00,11:00,available\n"),
        windows("S1,2022-04-13,10:00,10:15,available\nS1,2022-04-13,10:30,10:45,available\n"),
    );
    let at_ten_and_after = windows(
        "B1,2022-04-13,10:00,10:15,available\nB2,2022-04-13,10:15,10:30,available\nS1,2022-04-13,10:00,10:30,available\n",
    );
    let buyers_apart = ("windows.csv", at_ten_and_after.as_str());
    let three = ("windows.csv", three_slots.as_str());
    let (two, four, apart) =
        (("windows.csv", two_slots.as_str()), ("windows.csv", morning.as_str()), ("windows.csv", apart.as_str()));
    let smes = |columns: &str, cells: &str| format!("sme_id,name,{columns}\nS1,One,{cells}\nS2,Two,\nS3,Three,\n");
    let (most, daily, rest) = (smes("max_meetings", "2"), smes("max_per_day", "1"), smes("max_in_a_row", "1"));
    let teams = smes("delegates", "2");
    let one_table = ("places.csv", "place_id,hall,kind\nT1,A,table\n");
    let once = ("event.toml", "[rules]\nonce_per_org = true\n");
    let order = ("order.csv", "first_sme,first_buyer,then_sme,then_buyer\nS1,B1,S1,B2\n");
    let b2_first = windows("B2,2022-04-13,10:00,10:15,available\nB1,2022-04-13,10:15,11:00,available\n");
    let (pair_b2_first, at_ten) = (("windows.csv", b2_first.as_str()), windows("side:sme,2022-04-13,10:00,10:15,available\n"));
    let at_ten = ("windows.csv", at_ten.as_str());
    let speakers = ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n");
    let languages = ("buyers.csv", "buyer_id,name,languages\nB1,Kim,en\nB2,Lee,en\nB3,Park,ko\n");
    let korean = ("smes.csv", "sme_id,name,languages\nS1,One,ko\nS2,Two,ko\nS3,Three,ko\n");
    let fix = ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n");
    let cases: &[(&str, Files, &str, i64)] = &[
        ("nothing stands in the way", &[], all, 3),
        ("two slots", &[two], all, 2),
        ("two slots, two delegates", &[two, ("smes.csv", &teams)], all, 3),
        ("max_meetings", &[("smes.csv", &most)], all, 2),
        ("max_per_day", &[("smes.csv", &daily)], all, 2),
        ("max_in_a_row", &[four, ("smes.csv", &rest)], all, 2),
        ("max_in_a_row, but a break", &[("smes.csv", &rest)], all, 3),
        ("no time to walk", &[two, walk, halls], s1, 1),
        ("time to walk while it is not free", &[apart, walk, halls], s1, 2),
        ("no time to walk, and nobody can be met on the way", &[apart, far, halls], s1, 1),
        ("no time to walk, but a meeting may lie on the way", &[four, far, halls], s1, 2),
        ("no time to walk, but a meeting may lie in the one slot between", &[three, by_a_third, halls], s1, 2),
        ("no time to walk, and no hall lies on the way", &[three, far, halls], s1, 1),
        ("no time to walk, and the third hall is no shorter way", &[three, as_far, halls], s1, 1),
        ("the third hall is a shorter way, but there is no slot between", &[two, by_a_third, halls], s1, 1),
        ("time to walk", &[four, walk, halls], s1, 2),
        ("one after the other in one hall", &[two, walk, halls], "S1 B1\nS1 B3", 2),
        ("a delegate for each hall", &[two, walk, halls, ("smes.csv", &teams)], s1, 2),
        ("a delegate for each hall, one after the other", &[buyers_apart, walk, halls, ("smes.csv", &teams)], s1, 2),
        ("one delegate for both halls, one after the other", &[buyers_apart, walk, halls], s1, 1),
        ("an organization", &[once, halls], all, 2),
        ("an organization, two SMEs", &[once, halls], "S1 B1\nS2 B2", 2),
        ("one table at ten", &[one_table, at_ten], "S1 B1\nS2 B2\nS3 B3", 1),
        ("three tables at ten", &[at_ten], "S1 B1\nS2 B2\nS3 B3", 3),
        ("one buyer at ten", &[at_ten], "S1 B1\nS2 B1\nS3 B1", 1),
        ("in the wrong order", &[pair_b2_first, order], s1, 1),
        ("in the right order", &[order], s1, 2),
        ("in the wrong order for the second", &[pair_b2_first, order], "S1 B2\nS1 B1", 1),
        (
            "the order of others",
            &[pair_b2_first, ("order.csv", "first_sme,first_buyer,then_sme,then_buyer\nS1,B1,S1,B3\n")],
            s1,
            2,
        ),
        ("at the same time is not before", &[at_ten, order, ("smes.csv", &teams)], s1, 1),
        ("one interpreter at ten", &[at_ten, speakers, languages, korean], "S1 B1\nS2 B2\nS3 B3", 2),
        ("nobody interprets", &[at_ten, languages, korean], "S1 B1\nS2 B2\nS3 B3", 1),
        ("a fixed meeting", &[two, fix], all, 2),
        ("pairs that cannot meet at all", &[("smes.csv", "sme_id,name,bonus\nS1,One,-200\nS2,Two,\nS3,Three,\n")], s1, 0),
    ];
    for (name, files, pairs, wanted) in cases {
        assert_eq!(most_held(&small_event(&[&[NINE], *files].concat()), pairs), *wanted, "{name}");
    }
    let mut often = small_event(&[NINE, two]);
    often.wishes.iter_mut().for_each(|wish| wish.times = 3);
    assert_eq!(most_held(&often, "S1 B1"), 2, "different slots");
    let mut often_and_fixed = small_event(&[NINE, two, fix]);
    often_and_fixed.wishes.iter_mut().for_each(|wish| wish.times = 3);
    assert_eq!(most_held(&often_and_fixed, "S1 B1"), 2, "a fixed meeting and another");
    often.parties[0].capacity = 2;
    assert_eq!(most_held(&often, "S1 B1"), 2, "different slots, whatever the delegates");
    assert_eq!(most_held(&often, s1), 4);
    often.parties[4].capacity = 2;
    assert_eq!(most_held(&often, "S1 B1"), 2, "the two of them once in a slot, whatever both can hold");
    often_and_fixed.parties[0].capacity = 2;
    often_and_fixed.parties[4].capacity = 2;
    assert_eq!(most_held(&often_and_fixed, "S1 B1"), 2, "and not in the slot of a fixed one");
}

/// S1 sends two delegates and wants to meet B1, who has two desks, twice. B2 and B3 come at a quarter past ten alone and take both delegates: at ten, the two of
/// them could meet twice at once, which is no second meeting.
#[test]
fn two_meetings_of_a_pair_are_not_at_the_same_time() {
    let windows = "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:30,available\nB2,2022-04-13,10:15,10:30,available\n\
        B3,2022-04-13,10:15,10:30,available\n";
    let mut event = small_event(&[
        ("smes.csv", "sme_id,name,delegates\nS1,One,2\n"),
        ("buyers.csv", "buyer_id,name,desks\nB1,Kim,2\nB2,Lee,\nB3,Park,\n"),
        ("windows.csv", windows),
        ("preferences.csv", "from_id,to_id,times\nS1,B1,2\nS1,B2,1\nS1,B3,1\n"),
    ]);
    assert_eq!(event.parties.iter().map(|party| party.capacity).collect::<Vec<_>>(), [2, 2, 1, 1]);
    assert_eq!(most_held(&event, "S1 B1\nS1 B2\nS1 B3"), 3);
    event.parties[0].capacity = 3;
    assert_eq!(most_held(&event, "S1 B1\nS1 B2\nS1 B3"), 4);
}

/// Rows that are true only because of two parties at once, neither of which alone leaves a meeting out.
#[test]
fn rows_are_confirmed_that_bind_two_parties_at_once() {
    let pairs = "S1 B1\nS1 B2\nS2 B1\nS2 B2";
    let smes = |column: &str| format!("sme_id,name,{column}\nS1,One,1\nS2,Two,1\nS3,Three,\n");
    let (most, daily, rest) = (smes("max_meetings"), smes("max_per_day"), smes("max_in_a_row"));
    let two_slots = "party_id,date,start,end,kind\nside:sme,2022-04-13,10:00,10:30,available\n";
    // B2 comes at ten only and S2 at a quarter past: of S1 - B1 nothing is left once both have met.
    let chain = "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:30,available\nB2,2022-04-13,10:00,10:15,available\n\
        S2,2022-04-13,10:15,10:30,available\n";
    let (two_slots, chain) = (("windows.csv", two_slots), ("windows.csv", chain));
    let cases: &[(&str, Files, &str, i64)] = &[
        ("nothing stands in the way", &[NINE], pairs, 4),
        ("max_meetings", &[NINE, ("smes.csv", &most)], pairs, 2),
        ("max_per_day", &[NINE, ("smes.csv", &daily)], pairs, 4),
        ("max_per_day on one day", &[NINE, two_slots, ("smes.csv", &daily)], pairs, 2),
        ("max_in_a_row", &[NINE, two_slots, ("smes.csv", &rest)], pairs, 2),
        ("one meeting at a time", &[NINE, chain], "S1 B1\nS1 B2\nS2 B1", 2),
    ];
    for (name, files, pairs, wanted) in cases {
        assert_eq!(most_held(&small_event(files), pairs), *wanted, "{name}");
    }
}

/// Twelve pairs in eight slots have too many ways to try one by one: what a party can hold in all must be seen.
#[test]
fn rows_of_many_pairs_are_confirmed_by_what_their_party_can_hold() {
    let ids: Vec<String> = (1..=12).map(|i| format!("B{i}")).collect();
    let lines = |head: &str, line: &dyn Fn(&String) -> String| head.to_string() + &ids.iter().map(line).collect::<String>();
    let buyers = lines("buyer_id,name\n", &|id| format!("{id},{id}\n"));
    let wishes = lines("from_id,to_id\n", &|id| format!("S1,{id}\n"));
    let pairs = lines("", &|id| format!("S1 {id}\n"));
    for (column, limit, wanted) in
        [("delegates", 1, 8), ("max_meetings", 3, 3), ("max_per_day", 2, 2 + 2), ("max_in_a_row", 1, 2 + 1 + 1)]
    {
        let sme = format!("sme_id,name,{column}\nS1,One,{limit}\n");
        let event = small_event(&[("smes.csv", &sme), ("buyers.csv", &buyers), ("preferences.csv", &wishes)]);
        assert!(holds_at_most(&event, &pairs, wanted), "{column}");
        assert!(!holds_at_most(&event, &pairs, wanted - 1), "{column}");
    }
}

/// A row gives back the steps that it does not take.
#[test]
fn many_rows_are_confirmed_one_after_the_other() {
    let one_slot = ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:15,available\n");
    let event = small_event(&[NINE, one_slot]);
    let row = json!({ "at_most": 1, "pairs": [["S1", "B1"], ["S1", "B2"]], "because": "search" });
    let rows: serde_json::Map<String, Value> = (0..200).map(|i| (format!("r{i}"), row.clone())).collect();
    let verdict = Checker::new(&event).certify(HEADER.as_bytes(), &certificate(&event, json!({}), rows.into()), &[]);
    assert_eq!(verdict.faults, []);
}

#[test]
fn a_place_that_a_fixed_meeting_of_others_takes_is_none() {
    let one_table = ("places.csv", "place_id,hall,kind\nT1,A,table\n");
    let at_ten = ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:15,available\n");
    let fix = |pair: &str| format!("sme_id,buyer_id,date,start,place,action\n{pair},2022-04-13,10:00,T1,fix\n");
    let (others, own) = (fix("S2,B2"), fix("S1,B1"));
    assert_eq!(most_held(&small_event(&[NINE, one_table, at_ten]), "S1 B1"), 1);
    assert_eq!(most_held(&small_event(&[NINE, one_table, at_ten, ("pins.csv", &others)]), "S1 B1"), 0);
    assert_eq!(most_held(&small_event(&[NINE, one_table, at_ten, ("pins.csv", &own)]), "S1 B1"), 1);
}

#[test]
fn a_row_with_a_price_is_paid_by_its_pairs() {
    let event = small_event(&[TWO, ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:15,available\n")]);
    let row = json!({ "r": { "at_most": 1, "pairs": [["S1", "B1"], ["S1", "B2"]], "because": "search" } });
    let certify = |prices: &str| {
        Checker::new(&event).certify(prices_csv(prices).as_bytes(), &certificate(&event, json!({}), row.clone()), &[])
    };
    assert_eq!(numbers(&certify("")), [0, 0, 190]);
    assert_eq!(numbers(&certify("row r - - 0 0 95")), [0, 0, 95 + 5]);
    assert_eq!(numbers(&certify("row r - - 0 0 10")), [0, 0, 10 + 90 + 80]);
}

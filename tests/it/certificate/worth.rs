//! What a price list proves, worked out by hand: capacities, and what is left of a pair.

use super::*;
use koppex::event::{HallId, OrgWish, PartyId, Registration};

/// Name, files of the small event to replace, prices, the bound's value where nothing else is at stake.
fn check_values(groups: &Value, cases: &[(&str, Files, &str, i128)]) {
    for (name, files, prices, value) in cases {
        assert_eq!(bound(&small_event(files), prices, groups.clone()), [0, 0, *value], "{name}");
    }
}

#[test]
fn what_a_party_can_hold() {
    let smes = |columns: &str, cells: &str| format!("sme_id,name,{columns}\nS1,One,{cells}\n");
    let (most, daily, both) = (smes("max_meetings", "3"), smes("max_per_day", "1"), smes("max_per_day,delegates", "5,2"));
    let (few, teams) = (smes("max_meetings", "20"), smes("delegates", "2"));
    let busy = ("windows.csv", "party_id,date,start,end\nS1,2022-04-13,10:00,10:20\n");
    check_values(
        &json!({}),
        &[
            ("nothing has a price", &[ONE], "", 100),
            ("two pairs", &[TWO], "", 190),
            ("eight slots", &[ONE], "party S1 - - 0 0 30", 8 * 30 + 70),
            ("the price is too high for the pair", &[ONE], "party S1 - - 0 0 101", 8 * 101),
            ("both parties pay", &[ONE], "party S1 - - 0 0 30\nparty B1 - - 0 0 20", 8 * 50 + 50),
            ("a buyer's price for two of its pairs", &[TWO], "party B1 - - 0 0 20", 8 * 20 + 80 + 90),
            ("max_meetings", &[ONE, ("smes.csv", &most)], "party S1 - - 0 0 30", 3 * 30 + 70),
            ("max_meetings above the slots", &[ONE, ("smes.csv", &few)], "party S1 - - 0 0 30", 8 * 30 + 70),
            ("max_per_day", &[ONE, ("smes.csv", &daily)], "party S1 - - 0 0 30", 2 * 30 + 70),
            ("two delegates", &[ONE, ("smes.csv", &teams)], "party S1 - - 0 0 30", 16 * 30 + 70),
            ("two delegates, max_per_day 5", &[ONE, ("smes.csv", &both)], "party S1 - - 0 0 30", (5 + 4) * 30 + 70),
            ("busy in two slots", &[ONE, busy], "party S1 - - 0 0 30", 6 * 30 + 70),
            ("a day", &[ONE], "party_day S1 13 - 0 0 10", 6 * 10 + 100),
            ("both days", &[ONE], "party_day S1 13 - 0 0 10\nparty_day S1 14 - 0 0 20", 60 + 40 + 90),
            ("max_per_day of a day", &[ONE, ("smes.csv", &daily)], "party_day S1 13 - 0 0 10", 10 + 100),
            ("a day of two delegates", &[ONE, ("smes.csv", &both)], "party_day S1 14 - 0 0 10", 4 * 10 + 100),
            ("a slot", &[ONE], "party_slot S1 13 10:00 0 0 10", 10 + 100),
            ("the only slot", &[ONE, AT_TEN], "party_slot S1 13 10:00 0 0 10", 10 + 90),
            ("the only slot, from both", &[ONE, AT_TEN], "party_slot S1 13 10:00 0 0 10\nparty_slot B1 13 10:00 0 0 20", 30 + 70),
            ("the only slot and its day", &[ONE, AT_TEN], "party_slot S1 13 10:00 0 0 10\nparty_day S1 13 - 0 0 1", 16 + 89),
            ("a slot of two delegates", &[ONE, AT_TEN, ("smes.csv", &teams)], "party_slot S1 13 10:00 0 0 10", 20 + 90),
            ("a slot in which it is busy", &[ONE, busy], "party_slot S1 13 10:00 0 0 10", 100),
        ],
    );
}

#[test]
fn what_places_can_hold() {
    let groups = json!({ "all": ["T1", "T2", "T3"], "A": ["T1", "T2"], "T1": ["T1"], "V": ["V1", "V2"], "none": [] });
    let closed =
        ("windows.csv", "party_id,date,start,end,kind\nB1,2022-04-13,10:00,10:15,available\nT1,2022-04-13,10:10,10:11,busy\n");
    let buyers = |columns: &str, cells: &str| format!("buyer_id,name,{columns}\nB1,Kim,{cells}\n");
    let (in_a, in_b, fixed) = (buyers("hall", "A"), buyers("hall", "B"), buyers("place", "T1"));
    let online = buyers("mode,timezone", "online,Asia/Tokyo");
    let in_a_twice = buyers("hall,place", "A,T1");
    let reserved =
        ("places.csv", "place_id,hall,kind,reserved_for\nT1,A,table,B1\nT2,A,table,\nT3,B,table,B9\nV1,A,video,\nV2,B,video,\n");
    let nine = ("buyers.csv", "buyer_id,name\nB1,Kim\nB9,Nine\n");
    let own = (
        "places.csv",
        "place_id,hall,kind,reserved_for\nT1,A,table,B1\nT2,A,table,B9\nT3,B,table,B9\nV1,A,video,\nV2,B,video,\n",
    );
    let pin = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:00,T1,fix\n");
    let pinned = ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n");
    let tables_of_others = "S2,B2,2022-04-13,10:00,T2,fix\nS3,B3,2022-04-13,10:00,T3,fix\n";
    let others = format!("sme_id,buyer_id,date,start,place,action\n{tables_of_others}");
    let three = ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS2,B2,\nS3,B3,\n");
    check_values(
        &groups,
        &[
            ("in another slot", &[ONE], "places all 13 10:00 0 0 10", 30 + 100),
            ("in the only slot", &[ONE, AT_TEN], "places all 13 10:00 0 0 10", 30 + 90),
            ("a table is left that costs nothing", &[ONE, AT_TEN], "places A 13 10:00 0 0 10", 20 + 100),
            ("a table in two groups", &[ONE, AT_TEN], "places all 13 10:00 0 0 10\nplaces T1 13 10:00 0 0 5", 35 + 90),
            ("a closed table", &[ONE, closed], "places all 13 10:00 0 0 10", 20 + 90),
            ("a table of its own and no other", &[ONE, AT_TEN, own, nine], "", 100),
            (
                "its own costs less than nobody's",
                &[ONE, AT_TEN, reserved, nine],
                "places all 13 10:00 0 0 10\nplaces T1 13 10:00 0 0 5",
                35 + 90,
            ),
            ("a group of none", &[ONE, AT_TEN], "places none 13 10:00 0 0 10", 100),
            ("rooms for a meeting on site", &[ONE, AT_TEN], "places V 13 10:00 0 0 10", 20 + 100),
            ("rooms for one online", &[ONE, AT_TEN, ("buyers.csv", &online)], "places V 13 10:00 0 0 10", 20 + 90),
            ("in hall A", &[ONE, AT_TEN, ("buyers.csv", &in_a)], "places A 13 10:00 0 0 10", 20 + 90),
            ("in hall B", &[ONE, AT_TEN, ("buyers.csv", &in_b)], "places A 13 10:00 0 0 10", 20 + 100),
            ("at its own table", &[ONE, AT_TEN, ("buyers.csv", &fixed)], "places T1 13 10:00 0 0 10", 10 + 90),
            ("in its hall at its own table", &[ONE, AT_TEN, ("buyers.csv", &in_a_twice)], "places T1 13 10:00 0 0 10", 10 + 90),
            ("its own table is closed", &[ONE, closed, ("buyers.csv", &fixed)], "", 0),
            ("a reserved table too", &[ONE, AT_TEN, reserved, nine], "places A 13 10:00 0 0 10", 20 + 90),
            (
                "the reserved one is cheaper",
                &[ONE, AT_TEN, reserved, nine],
                "places A 13 10:00 0 0 10\nplaces T1 13 10:00 0 0 5",
                25 + 90,
            ),
            ("one reserved for another is no way out", &[ONE, AT_TEN, reserved, nine], "places all 13 10:00 0 0 10", 30 + 90),
            ("at the pinned table", &[ONE, pin], "places T1 13 10:00 0 0 10", 10 + 90),
            ("in the pinned slot", &[ONE, pinned], "places A 13 10:00 0 0 10", 20 + 100),
            (
                "fixed meetings take the other tables",
                &[three, AT_TEN, ("pins.csv", &others)],
                "places T1 13 10:00 0 0 10",
                10 + 90 + 50 + 50,
            ),
        ],
    );
}

#[test]
fn what_interpreters_can_hold() {
    let groups = json!({ "both": ["I1", "I2"], "first": ["I1"] });
    let smes = ("smes.csv", "sme_id,name,languages\nS1,One,ko\n");
    let speakers = ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\nI2,ko;en\nI3,ko;zh\n");
    let english = |rest: &str| format!("buyer_id,name,languages\nB1,Kim,{rest}\n");
    let (en, koen, zh, fr) = (english("en"), english("ko;en"), english("en;zh"), english("fr"));
    let busy =
        ("windows.csv", "party_id,date,start,end,kind\nB1,2022-04-13,10:00,10:15,available\nI2,2022-04-13,10:10,10:11,busy\n");
    let only_one = "interpreters both 13 10:00 0 0 10";
    check_values(
        &groups,
        &[
            ("in the only slot", &[ONE, AT_TEN, smes, speakers, ("buyers.csv", &en)], only_one, 20 + 90),
            ("in another slot", &[ONE, smes, speakers, ("buyers.csv", &en)], only_one, 20 + 100),
            (
                "one costs nothing",
                &[ONE, AT_TEN, smes, speakers, ("buyers.csv", &en)],
                "interpreters first 13 10:00 0 0 10",
                10 + 100,
            ),
            (
                "the other is busy",
                &[ONE, busy, smes, speakers, ("buyers.csv", &en)],
                "interpreters first 13 10:00 0 0 10",
                10 + 90,
            ),
            ("busy ones are none", &[ONE, busy, smes, speakers, ("buyers.csv", &en)], only_one, 10 + 90),
            ("a language in common", &[ONE, AT_TEN, smes, speakers, ("buyers.csv", &koen)], only_one, 20 + 100),
            ("another who costs nothing", &[ONE, AT_TEN, smes, speakers, ("buyers.csv", &zh)], only_one, 20 + 100),
            ("nobody speaks it", &[ONE, AT_TEN, smes, speakers, ("buyers.csv", &fr)], "", 0),
            ("no languages named", &[ONE, AT_TEN, speakers], only_one, 20 + 100),
            ("the SME alone names one", &[ONE, AT_TEN, smes, speakers], only_one, 20 + 100),
            ("the buyer alone names one", &[ONE, AT_TEN, speakers, ("buyers.csv", &en)], only_one, 20 + 100),
            (
                "place and interpreter",
                &[ONE, AT_TEN, smes, speakers, ("buyers.csv", &en)],
                "interpreters both 13 10:00 0 0 10\nparty_slot S1 13 10:00 0 0 1",
                21 + 89,
            ),
        ],
    );
}

#[test]
fn pairs_that_may_not_meet_are_worth_nothing() {
    let prefs = |rows: &str| format!("from_id,to_id,rank,kind,not_before,not_after\n{rows}");
    let (blocked, backwards) = (prefs("S1,B1,1,,,\nB1,S1,,block,,\n"), prefs("B1,S1,1,,,\n"));
    let (late, over) = (prefs("S1,B1,1,,2022-04-13 10:15,\n"), prefs("S1,B1,1,,,2022-04-13 10:29\n"));
    let offline = ("smes.csv", "sme_id,name,online\nS1,One,no\n");
    let online = ("buyers.csv", "buyer_id,name,mode,timezone\nB1,Kim,online,Asia/Seoul\n");
    let worthless = ("smes.csv", "sme_id,name,bonus\nS1,One,-100\n");
    let forbid = |cells: &str| format!("sme_id,buyer_id,date,start,action\nS1,B1,{cells},forbid\n");
    let (never, then, that_day) = (forbid(","), forbid("2022-04-13,10:00"), forbid("2022-04-13,"));
    let (fill, nobody) = (("event.toml", "[value]\nfill_points = 7\n"), ("preferences.csv", "from_id,to_id\nS9,B1\n"));
    let categories = ("smes.csv", "sme_id,name,category\nS1,One,IT\nS2,Two,IT\nS9,Nine,\n");
    let tables = ("places.csv", "place_id,hall,kind\nV1,A,video\n");
    let ten = "party_slot S1 13 10:00 0 0 10";
    check_values(
        &json!({}),
        &[
            ("wished by the buyer", &[("preferences.csv", &backwards)], "", 100),
            ("blocked", &[("preferences.csv", &blocked)], "", 0),
            ("online = no", &[ONE, offline, online], "", 0),
            ("online = no, on site", &[ONE, offline], "", 100),
            ("a value of 0", &[ONE, worthless], "", 0),
            ("never", &[ONE, ("pins.csv", &never)], "", 0),
            ("not then", &[ONE, AT_TEN, ("pins.csv", &then)], "", 0),
            ("not that day", &[ONE, AT_TEN, ("pins.csv", &that_day)], "", 0),
            ("not then, but else", &[ONE, ("pins.csv", &then)], "", 100),
            ("not before", &[("preferences.csv", &late), AT_TEN], "", 0),
            (
                "ends by not_after: 10:00 or 10:15",
                &[("preferences.csv", &over)],
                "party_slot S1 13 10:00 0 0 10\nparty_slot S1 13 10:15 0 0 20",
                30 + 90,
            ),
            ("starts at not_before", &[("preferences.csv", &late)], ten, 10 + 100),
            ("no table", &[ONE, tables], "", 0),
            ("pairs that nobody wished, with fill", &[nobody, fill, categories], "", 50 + 7 + 7),
            ("without fill", &[nobody, categories], "", 50),
        ],
    );
}

#[test]
fn fixed_meetings_stand_in_every_timetable() {
    let pins = |rows: &str| format!("sme_id,buyer_id,date,start,action\n{rows}");
    let (first, both) = (pins("S1,B1,2022-04-13,10:00,fix\n"), pins("S1,B1,2022-04-13,10:00,fix\nS1,B2,2022-04-13,10:15,fix\n"));
    let twice = pins("S1,B1,2022-04-13,10:00,fix\nS1,B1,2022-04-13,10:00,fix\n");
    let twice_at =
        "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:00,,fix\nS1,B1,2022-04-13,10:00,T1,fix\n".to_string();
    let others = ("windows.csv", "party_id,date,start,end,kind\nB2,2022-04-13,10:00,10:15,available\n");
    let teams = ("smes.csv", "sme_id,name,delegates\nS1,One,2\n");
    let worth_little = ("smes.csv", "sme_id,name,bonus\nS1,One,-130\n");
    let impossible = ("windows.csv", "party_id,date,start,end\nB1,2022-04-13,10:00,10:15\n");
    let ten = "party_slot S1 13 10:00 0 0 95";
    check_values(
        &json!({ "T1": ["T1"] }),
        &[
            ("it fills the slot of others", &[TWO, others, ("pins.csv", &first)], "", 100),
            ("a delegate is left", &[TWO, others, teams, ("pins.csv", &first)], "", 190),
            ("it pays for its slot alone", &[TWO, ("pins.csv", &first)], ten, 95 + 5 + 90),
            (
                "it adds nothing where it costs more than it is worth",
                &[TWO, ("pins.csv", &first)],
                "party_slot S1 13 10:00 0 0 101",
                101 + 90,
            ),
            ("fixed twice in one slot, it is one", &[ONE, ("pins.csv", &twice)], "party_slot S1 13 10:00 0 0 95", 95 + 5),
            ("fixed twice, once with its place", &[ONE, ("pins.csv", &twice_at)], "places T1 13 10:00 0 0 95", 95 + 5),
            ("two", &[TWO, ("pins.csv", &both)], "party_slot S1 13 10:15 0 0 95", 95 + 100),
            ("a value below nothing adds nothing", &[TWO, worth_little, ("pins.csv", &first)], "", 0),
            ("where it is impossible nothing is possible", &[ONE, impossible, ("pins.csv", &first)], "", 0),
        ],
    );
}

/// The wish says when the meeting may begin and by when it ends, to the minute.
#[test]
fn the_hours_of_a_wish_hold_a_meeting_that_fills_them() {
    let held = |before: &str, after: &str| {
        let wishes = format!("from_id,to_id,rank,not_before,not_after\nS1,B1,1,2022-04-13 {before},2022-04-13 {after}\n");
        bound(&small_event(&[("preferences.csv", &wishes)]), "", json!({}))[2]
    };
    assert_eq!(held("10:00", "10:14"), 100);
    assert_eq!([held("10:01", "10:28"), held("10:00", "10:13"), held("10:01", "10:29")], [0, 0, 100]);
}

#[test]
fn walks_from_a_session_rule_out_places() {
    let walk = ("event.toml", "[walk]\n\"A-B\" = 10\n");
    let in_a = ("buyers.csv", "buyer_id,name,hall\nB1,Kim,A\n");
    let groups = || json!({ "B": ["T3"], "A": ["T1", "T2"] });
    let with = |files: Files, party: u32| {
        let mut event = small_event(files);
        let at = |time: &str| chrono::NaiveDateTime::parse_from_str(&format!("2022-04-13 {time}"), "%Y-%m-%d %H:%M").unwrap();
        event.registrations = vec![Registration {
            party: PartyId(party),
            session: "X".into(),
            hall: Some(HallId(1)),
            start: at("10:20"),
            end: at("10:30"),
            title: "Tour".into(),
            line: 2,
        }];
        event
    };
    // Six minutes from the meeting at 10:00 to the session: hall B only; as many as needed are enough.
    let six = ("event.toml", "[walk]\n\"A-B\" = 6\n");
    assert_eq!(bound(&with(&[ONE, AT_TEN, six], 0), "places B 13 10:00 0 0 10", groups()), [0, 0, 10 + 100]);
    let dear = "places B 13 10:00 0 0 10";
    let cheap = "places A 13 10:00 0 0 10";
    assert_eq!(bound(&with(&[ONE, AT_TEN, walk], 0), dear, groups()), [0, 0, 10 + 90]);
    assert_eq!(bound(&with(&[ONE, AT_TEN, walk], 0), cheap, groups()), [0, 0, 20 + 100]);
    assert_eq!(bound(&with(&[ONE, AT_TEN, walk], 4), dear, groups()), [0, 0, 10 + 90], "the buyer walks too");
    assert_eq!(bound(&with(&[ONE, AT_TEN, walk], 1), dear, groups()), [0, 0, 10 + 100], "someone else");
    assert_eq!(bound(&with(&[ONE, AT_TEN], 0), dear, groups()), [0, 0, 10 + 100], "no walk");
    assert_eq!(bound(&with(&[ONE, AT_TEN, walk, in_a], 0), "", groups()), [0, 0, 0]);
    let teams = ("smes.csv", "sme_id,name,delegates\nS1,One,2\n");
    assert_eq!(bound(&with(&[ONE, AT_TEN, walk, teams], 0), dear, groups()), [0, 0, 10 + 100], "two delegates");
}

#[test]
fn organizations_minimums_and_musts() {
    let once = ("event.toml", "[rules]\nonce_per_org = true\n");
    let orgs = |event: &Event| bound(event, "org S1/City - - 0 0 100", json!({}));
    assert_eq!(orgs(&small_event(&[TWO, once])), [0, 0, 100]);
    let mut event = small_event(&[TWO]);
    event.org_wishes = vec![OrgWish { from: PartyId(0), org: "City".into(), must_times: 0, named: Vec::new() }];
    assert_eq!(orgs(&event), [0, 0, 100]);
    event.wishes[1].times = 2;
    assert_eq!(orgs(&event), [0, 0, 200], "one buyer, who may be met twice");
    assert_eq!(bound(&event, "org S1/City - - 0 0 40", json!({})), [0, 0, 80 + 60 + 50 + 50]);
    assert_eq!(bound(&event, "", json!({})), [0, 0, 280], "each meeting has a value");

    let least = ("smes.csv", "sme_id,name,min_meetings\nS1,One,3\n");
    let minimum = small_event(&[TWO, least]);
    assert_eq!(bound(&minimum, "", json!({})), [0, 0, 190]);
    assert_eq!(bound(&minimum, "minimum S1 - - 0 1 0", json!({})), [0, -1, 190]);
    assert_eq!(bound(&minimum, "minimum S1 - - 0 0 10", json!({})), [0, 0, 190 - 30 + 20]);
    assert_eq!(bound(&small_event(&[TWO]), "minimum S1 - - 0 1 0", json!({})), [0, 2, 190], "of no use without a minimum");

    let musts =
        ("preferences.csv", "from_id,to_id,rank,kind\nS1,B1,1,must\nB1,S1,1,must\nS1,B2,2,want\nS1,B3,2,must\nB3,S1,,block\n");
    let mut event = small_event(&[musts]);
    assert_eq!(bound(&event, "", json!({})), [2, 0, 250 + 90]);
    assert_eq!(bound(&event, "party S1 - - 1 0 0", json!({})), [8 + 1, 0, 250]);
    event.wishes[1].times = 2;
    assert_eq!(bound(&event, "", json!({})), [3, 0, 250 + 250 + 90], "the second meeting serves one wish");
    assert_eq!(bound(&event, "party S1 - - 1 0 0", json!({})), [8 + 1, 0, 250 + 250]);
    assert_eq!(bound(&event, "party S1 - - 1 0 1", json!({})), [8 + 1, 0, 8 + 249 + 249]);
}

/// A party that plays both sides pays once for each of its meetings.
#[test]
fn peers_pay_for_each_meeting_once() {
    let peers = ("event.toml", "[rules]\npeers = true\nmin_meetings_sme = 1\n");
    let wishes = ("preferences.csv", "from_id,to_id,score\nS1,S2,100\nS3,S1,50\n");
    let event = small_event(&[peers, wishes]);
    assert_eq!(bound(&event, "party S1 - - 0 0 10", json!({})), [0, 0, 80 + 90 + 40]);
    assert_eq!(bound(&event, "minimum S1 - - 0 1 0", json!({})), [0, 1, 150]);
    assert_eq!(bound(&event, "minimum S1 - - 0 1 0\nminimum S4 - - 0 1 0", json!({})), [0, 0, 150]);
}

//! Values and quality units as the second opinion recomputes them, on examples worked by hand.

use crate::support::{small_event, verdict};
use koppex::event::{Event, OrgWish, PartyId, QualityPart};

type Files<'a> = &'a [(&'a str, &'a str)];

/// Files of the small event to replace; rows of the timetable; the four values.
fn check_values(cases: &[(&str, Files, &str, [i64; 4])]) {
    for (name, files, rows, wanted) in cases {
        assert_eq!(verdict(&small_event(files), rows).score.levels(), *wanted, "{name}");
    }
}

/// The same with the units: gaps, hall changes, avoided, table changes. What is waited has a test of its own.
fn check_units(cases: &[(&str, Files, &str, [i64; 4])]) {
    for (name, files, rows, wanted) in cases {
        let units = verdict(&small_event(files), rows).units.total;
        let parts = [QualityPart::Gap, QualityPart::HallChange, QualityPart::Avoid, QualityPart::TableChange];
        assert_eq!(parts.map(|part| units[part]), *wanted, "{name}");
    }
}

#[test]
fn points_of_a_wish() {
    for (cells, points) in
        [("1,", 100), ("2,", 90), ("10,", 10), ("11,", 10), ("500,", 10), (",80", 80), (",100", 100), (",", 50), ("1,30", 30)]
    {
        let wishes = format!("from_id,to_id,rank,score\nS1,B1,{cells}\n");
        let event = small_event(&[("preferences.csv", &wishes)]);
        assert_eq!(verdict(&event, "S1 B1 13 10:00 T1").score.value, points, "{cells}");
    }
}

#[test]
fn value_of_a_pair() {
    let both = ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nB1,S1,3\nS2,B1,2\nB2,S1,2\n");
    let weights =
        ("event.toml", "[value]\nsme_weight = 2\nbuyer_weight = 3\nmutual_bonus = 7\n[value.tags]\nyouth = 10\nnew = 5\n");
    let tags = ("smes.csv", "sme_id,name,tags,bonus\nS1,One,youth; new;youth;old,4\nS2,Two,,-1\n");
    let bonus = ("buyers.csv", "buyer_id,name,bonus,category\nB1,Kim,1,youth\nB2,Lee,0,\n");
    let fill = ("event.toml", "[value]\nfill_points = 5\n[value.tags]\nyouth = 10\n");
    let fill_smes = ("smes.csv", "sme_id,name,category,tags,bonus\nS4,Four,IT,youth,100\n");
    let nobody = ("preferences.csv", "from_id,to_id\n");
    let block_back = ("preferences.csv", "from_id,to_id,kind\nS1,B1,want\nB1,S1,block\n");
    let peers = ("event.toml", "[rules]\npeers = true\n[value]\nsme_weight = 1\nbuyer_weight = 10\n");
    let peer_wishes = ("preferences.csv", "from_id,to_id,score\nS2,S1,1\nS1,S2,2\n");
    let unwished_pin = ("pins.csv", "sme_id,buyer_id,date,start,action\nS4,B3,2022-04-13,10:00,fix\n");
    check_values(&[
        ("one wish", &[both], "S2 B1 13 10:00 T1", [0, 0, 90, 0]),
        ("the buyer's wish", &[both], "S1 B2 13 10:00 T1", [0, 0, 90, 0]),
        ("both, with the usual bonus", &[both], "S1 B1 13 10:00 T1", [0, 0, 100 + 80 + 50, 0]),
        (
            "weights, tags once each, bonuses",
            &[both, weights, tags, bonus],
            "S1 B1 13 10:00 T1",
            [0, 0, 200 + 240 + 7 + 15 + 4 + 1, 0],
        ),
        ("no tags, a negative bonus", &[both, weights, tags, bonus], "S2 B1 13 10:00 T1", [0, 0, 180 - 1 + 1, 0]),
        ("a fill is worth fill_points and nothing else", &[fill, fill_smes, nobody], "S4 B1 13 10:00 T1", [0, 0, 5, 0]),
        ("a refusal is no wish", &[block_back], "S1 B1 13 10:00 T1", [0, 0, 50, 0]),
        ("peers: from plays the SME", &[peers, peer_wishes], "S2 S1 13 10:00 T1", [0, 0, 1 + 20 + 50, 0]),
        ("fixed and wished by nobody", &[unwished_pin], "S4 B3 13 10:00 T1", [0, 0, 0, 0]),
        ("each meeting counts", &[both], "S2 B1 13 10:00 T1\nS2 B1 13 10:15 T1", [0, 0, 180, 0]),
    ]);
}

#[test]
fn must_wishes_and_shortfall() {
    let musts = (
        "preferences.csv",
        "from_id,to_id,kind,score\nS1,B1,must,0\nB1,S1,must,0\nS2,B1,must,0\nS2,B2,want,0\nS3,B2,must,0\nB2,S3,block,\n",
    );
    let least = ("event.toml", "[rules]\nmin_meetings_sme = 1\nmin_meetings_buyer = 2\n");
    check_values(&[
        ("a mutual must counts twice, a blocked one too", &[musts], "", [4, 0, 0, 0]),
        ("held", &[musts], "S1 B1 13 10:00 T1", [2, 0, 50, 0]),
        ("a want is no must", &[musts], "S2 B2 13 10:00 T1", [4, 0, 0, 0]),
        ("four SMEs miss one each, four buyers two", &[least], "", [0, 4 + 8, 0, 0]),
        ("more than the least helps nobody", &[least], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1", [0, 3 + 1 + 1 + 2 + 2, 190, 0]),
    ]);
}

#[test]
fn gaps() {
    let busy = ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:20,10:25,busy\n");
    let busy_twice = ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:20,10:35,busy\n");
    let available = (
        "windows.csv",
        "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:20,available\nS1,2022-04-13,10:25,11:00,available\n",
    );
    let idle = ("event.toml", "[quality]\nbusy_is_idle = true\n");
    let session = ("event.toml", "[quality]\ngap_scope = \"session\"\n");
    let event = ("event.toml", "[quality]\ngap_scope = \"event\"\n");
    let teams = ("smes.csv", "sme_id,name,delegates\nS1,One,2\nS2,Two,\nS3,Three,\n");
    let over_a_slot = "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1";
    let over_two = "S1 B1 13 10:00 T1\nS1 B2 13 10:45 T1";
    let over_the_break = "S1 B1 13 10:45 T1\nS1 B2 13 16:00 T1";
    let before_the_break = "S1 B1 13 10:30 T1\nS1 B2 13 16:00 T1";
    let over_the_night = "S1 B1 13 16:15 T1\nS1 B2 14 16:00 T1";
    let before_the_night = "S1 B1 13 16:00 T1\nS1 B2 14 16:00 T1";
    check_units(&[
        ("one after the other", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1", [0; 4]),
        ("a slot between", &[], over_a_slot, [1, 0, 0, 0]),
        ("two slots between count once", &[], over_two, [1, 0, 0, 0]),
        ("busy between", &[busy], over_a_slot, [0; 4]),
        ("busy between, and busy is idle", &[busy, idle], over_a_slot, [1, 0, 0, 0]),
        ("busy in one of two", &[busy], over_two, [1, 0, 0, 0]),
        ("busy in both", &[busy_twice], over_two, [0; 4]),
        ("not available between", &[available], over_a_slot, [0; 4]),
        ("the other's gap stays: B1 waits too", &[], "S1 B1 13 10:00 T1\nS2 B1 13 10:30 T1\nS2 B2 13 10:00 T2", [2, 0, 0, 0]),
        ("a break is no gap", &[], over_the_break, [0; 4]),
        ("a slot before the break", &[], before_the_break, [1, 0, 0, 0]),
        ("each session for itself", &[session], before_the_break, [0; 4]),
        ("each session for itself, a gap inside", &[session], over_a_slot, [1, 0, 0, 0]),
        ("each day for itself", &[], before_the_night, [0; 4]),
        ("the event as one: a night is no gap", &[event], over_the_night, [0; 4]),
        ("the event as one: a slot before the night", &[event], before_the_night, [1, 0, 0, 0]),
        ("two gaps on a day", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS1 B3 13 16:00 T1", [2, 0, 0, 0]),
        ("two delegates wait together", &[teams], "S1 B1 13 10:00 T1\nS1 B2 13 10:00 T2\nS1 B3 13 10:30 T1", [1, 0, 0, 0]),
        ("one of two delegates is at work", &[teams], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T2\nS1 B3 13 10:30 T1", [0; 4]),
    ]);
}

#[test]
fn hall_and_table_changes() {
    check_units(&[
        ("the SME changes halls", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T3", [0, 1, 0, 0]),
        ("the buyer changes halls, and tables", &[], "S1 B1 13 10:00 T1\nS2 B1 13 10:15 T3", [0, 1, 0, 1]),
        ("the buyer changes tables", &[], "S1 B1 13 10:00 T1\nS2 B1 13 10:15 T2", [0, 0, 0, 1]),
        ("not over the night", &[], "S1 B1 13 16:15 T1\nS2 B1 14 16:00 T3", [0; 4]),
        ("over the break", &[], "S1 B1 13 10:45 T1\nS2 B1 13 16:00 T2", [0, 0, 0, 1]),
        ("there and back", &[], "S1 B1 13 10:00 T1\nS2 B1 13 10:15 T2\nS3 B1 13 10:30 T1", [0, 0, 0, 2]),
    ]);
}

/// Two slots that follow each other: the fewer meetings of the two, less what both have in common.
#[test]
fn changes_of_parties_with_several_desks() {
    let files = [
        ("buyers.csv", "buyer_id,name,desks\nB1,Kim,3\n"),
        ("smes.csv", "sme_id,name,delegates\nS1,One,2\nS2,Two,2\nS3,Three,2\nS4,Four,2\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\nS2,B1\nS3,B1\nS4,B1\n"),
        ("places.csv", "place_id,hall,kind\nT1,A,table\nT2,A,table\nT3,B,table\nT4,B,table\n"),
    ];
    let desks = &files[..];
    check_units(&[
        ("two halls at once, then one of them", desks, "S1 B1 13 10:00 T3\nS2 B1 13 10:00 T1\nS3 B1 13 10:15 T1", [0; 4]),
        ("two tables at once, then a third", desks, "S1 B1 13 10:00 T1\nS2 B1 13 10:00 T2\nS3 B1 13 10:15 T3", [0, 1, 0, 1]),
        (
            "one table stays, one changes within its hall",
            desks,
            "S1 B1 13 10:00 T1\nS2 B1 13 10:00 T3\nS3 B1 13 10:15 T1\nS4 B1 13 10:15 T4",
            [0, 0, 0, 1],
        ),
        (
            "a hall counts as often as it occurs in both",
            desks,
            "S1 B1 13 10:00 T1\nS2 B1 13 10:00 T2\nS3 B1 13 10:15 T2\nS4 B1 13 10:15 T3",
            [0, 1, 0, 1],
        ),
        (
            "three, then one of the three",
            desks,
            "S1 B1 13 10:00 T1\nS2 B1 13 10:00 T2\nS3 B1 13 10:00 T3\nS4 B1 13 10:45 T2",
            [1, 0, 0, 0],
        ),
        ("not over the night", desks, "S1 B1 13 16:15 T1\nS2 B1 13 16:15 T2\nS3 B1 14 16:00 T3", [0; 4]),
        ("an SME has no table of its own", desks, "S1 B1 13 10:00 T1\nS1 B1 13 10:15 T2", [0, 0, 0, 1]),
        ("a meeting without a place is nowhere", desks, "S1 B1 13 10:00 T1\nS2 B1 13 10:15 -\nS3 B1 13 10:30 T3", [0; 4]),
    ]);
}

#[test]
fn every_slot_of_a_gap_in_which_the_party_is_free_is_waited() {
    let busy = ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:20,10:25,busy\n");
    let idle = ("event.toml", "[quality]\nbusy_is_idle = true\n");
    let session = ("event.toml", "[quality]\ngap_scope = \"session\"\n");
    let priced = ("event.toml", "[quality]\ngap = 100\nwait = 7\n");
    let over_two = "S1 B1 13 10:00 T1\nS1 B2 13 10:45 T1";
    let cases: &[(&str, Files, &str, i64)] = &[
        ("no gap", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1", 0),
        ("a slot", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", 1),
        ("two slots", &[], over_two, 2),
        ("busy in one of them", &[busy], over_two, 1),
        ("busy is idle", &[busy, idle], over_two, 2),
        ("a slot before the break and one after it", &[], "S1 B1 13 10:30 T1\nS1 B2 13 16:15 T1", 2),
        ("each session for itself", &[session], "S1 B1 13 10:30 T1\nS1 B2 13 16:15 T1", 0),
        ("two people", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS2 B2 13 10:00 T2", 2),
        ("two gaps", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS1 B3 13 16:00 T1", 2),
    ];
    for (name, files, rows, waits) in cases {
        assert_eq!(verdict(&small_event(files), rows).units.total[QualityPart::Wait], *waits, "{name}");
    }
    check_values(&[("priced", &[priced], over_two, [0, 0, 190, 100 + 14])]);
}

/// A must that asks for several meetings, and one for an organization.
#[test]
fn musts_are_counted_by_the_meetings_they_ask_for() {
    let wishes = ("preferences.csv", "from_id,to_id,kind,score\nS1,B1,must,10\nS1,B2,must,20\nS2,B3,must,30\nB1,S1,must,0\n");
    let rows = ["", "S1 B1 13 10:00 T1", "S1 B2 13 10:00 T1\nS1 B2 13 10:30 T1", "S2 B3 13 10:00 T1\nS2 B3 13 10:15 T1"];
    let unheld = |event: &Event| rows.map(|rows| verdict(event, rows).score.must_unheld);
    let mut event = small_event(&[wishes]);
    assert_eq!(unheld(&event), [4, 2, 3, 3]);
    event.wishes[2].times = 3;
    assert_eq!(unheld(&event), [6, 4, 5, 4]);
    event.org_wishes = vec![OrgWish { from: PartyId(0), org: "City".into(), must_times: 0, named: Vec::new() }];
    event.wishes[0].org_wish = Some(0);
    event.wishes[1].org_wish = Some(0);
    assert_eq!(unheld(&event), [5, 3, 4, 3]);
    event.wishes[1].times = 2;
    assert_eq!(unheld(&event), [6, 4, 4, 4]);
    assert_eq!(verdict(&event, rows[2]).score.value, 40);
}

#[test]
fn unwanted_hours() {
    let avoid = (
        "windows.csv",
        "party_id,date,start,end,kind\nS1,2022-04-13,10:05,10:10,avoid\nB1,2022-04-13,09:00,10:01,avoid\nB1,2022-04-13,10:10,10:15,avoid\n",
    );
    let zoned = ("windows.csv", "party_id,date,start,end,kind,timezone\nS1,2022-04-13,09:00,09:10,avoid,Europe/Paris\n");
    check_units(&[
        ("both would rather not, and B1 has two reasons for one meeting", &[avoid], "S1 B1 13 10:00 T1", [0, 0, 2, 0]),
        ("only one of them", &[avoid], "S1 B2 13 10:00 T1", [0, 0, 1, 0]),
        ("afterwards", &[avoid], "S1 B1 13 10:15 T1", [0; 4]),
        ("in the row's own zone: 16:00 in Seoul", &[zoned], "S1 B1 13 16:00 T1", [0, 0, 1, 0]),
        ("and not at 09:10", &[zoned], "S1 B1 13 16:15 T1", [0; 4]),
    ]);
}

#[test]
fn quality_cost_is_the_sum_of_units_at_their_price() {
    let prices = ("event.toml", "[quality]\ngap = 1000\nhall_change = 100\navoid = 10\ntable_change = 1\n");
    let avoid = ("windows.csv", "party_id,date,start,end,kind\nB1,2022-04-13,10:00,10:50,avoid\n");
    let rows = "S1 B1 13 10:00 T1\nS2 B1 13 10:30 T3";
    check_values(&[
        ("priced", &[prices, avoid], rows, [0, 0, 200, 1000 + 100 + 20 + 1 + 1]),
        ("usual prices", &[], rows, [0, 0, 200, 10 + 3 + 1 + 1]),
    ]);
}

#[test]
fn the_worst_party_is_the_first_with_the_most_gaps() {
    let event = small_event(&[]);
    let rows = "S2 B1 13 10:00 T1\nS2 B2 13 10:30 T1\nS2 B3 13 16:00 T1\nS1 B3 13 10:00 T2\nS1 B2 13 10:45 T2";
    let units = verdict(&event, rows).units;
    assert_eq!(units.worst.map(|p| event.party(p).id.as_str()), Some("S2"));
    assert_eq!(verdict(&event, "S1 B1 13 10:00 T1").units.worst, None);
}

/// Meetings at 16:00 in Seoul, 07:00 UTC: 09:00 in Paris after the clocks changed on the last Sunday of March, 08:00 before;
/// at 23:00, 14:00 UTC: 10:00 in New York after they changed on the second Sunday of March, 09:00 before.
#[test]
fn local_hours_follow_daylight_saving() {
    let online_in = |zone: &str, hours: &str, date: &str, session: &str| {
        let buyers = format!("buyer_id,name,mode,timezone\nB1,Kim,online,{zone}\n");
        let toml = format!(
            "[event]\nname = \"Dst\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"{date}\"\nsessions = [\"{session}\"]\n\
             [[hall]]\nid = \"A\"\nvideo_rooms = 1\n[online]\nlocal_hours = \"{hours}\"\n"
        );
        let files = [
            ("event.toml", toml),
            ("smes.csv", "sme_id,name\nS1,One\n".into()),
            ("buyers.csv", buyers),
            ("preferences.csv", "from_id,to_id\nS1,B1\n".into()),
        ];
        crate::support::decisions(&crate::support::event(&files)).len()
    };
    for (zone, hours, date, session, n_slots) in [
        ("Europe/Paris", "09:00-09:15", "2022-03-26", "16:00-16:15", 0),
        ("Europe/Paris", "08:00-08:15", "2022-03-26", "16:00-16:15", 1),
        ("Europe/Paris", "09:00-09:15", "2022-03-27", "16:00-16:15", 1),
        ("Europe/Paris", "08:00-08:15", "2022-03-27", "16:00-16:15", 0),
        ("America/New_York", "09:00-09:15", "2022-03-12", "23:00-23:15", 1),
        ("America/New_York", "09:00-09:15", "2022-03-13", "23:00-23:15", 0),
        ("America/New_York", "10:00-10:15", "2022-03-13", "23:00-23:15", 1),
    ] {
        assert_eq!(online_in(zone, hours, date, session), n_slots, "{zone} {date} {hours}");
    }
    // Hours may end at midnight.
    assert_eq!(online_in("Asia/Tokyo", "22:00-24:00", "2022-03-27", "22:00-24:00"), 8);
    assert_eq!(online_in("Asia/Tokyo", "22:00-00:00", "2022-03-27", "22:00-24:00"), 8);
    assert_eq!(online_in("Asia/Tokyo", "22:00-23:58", "2022-03-27", "22:00-24:00"), 7);
    // Hours that begin at a time the clocks skip begin when they jump: 02:30 in Paris is 10:00 in Seoul.
    assert_eq!(online_in("Europe/Paris", "02:30-03:15", "2022-03-27", "09:45-10:30"), 1);
    // Hours from 01:00 to 03:05 are 65 minutes that day: four meetings and no fifth at 03:00.
    assert_eq!(online_in("Europe/Paris", "01:00-03:05", "2022-03-27", "09:00-10:30"), 4);
    // The clocks show 02:00 to 03:00 twice: hours to 03:00 are those to its only moment, 10:00 UTC+1, three hours after 01:00.
    assert_eq!(online_in("Europe/Paris", "01:00-03:00", "2022-10-30", "08:00-11:00"), 12);
    // 10:00 in Seoul on the 27th is 02:00 in Paris; the clocks go from 02:00 to 03:00 at that moment.
    assert_eq!(online_in("Europe/Paris", "03:00-03:15", "2022-03-27", "10:00-10:15"), 1);
    assert_eq!(online_in("Europe/Paris", "01:00-03:05", "2022-03-27", "09:45-10:15"), 1);
}

/// 02:30 does not exist in Berlin that day: the window begins at 03:00, 10:00 in Seoul.
#[test]
fn a_window_that_begins_in_a_skipped_hour_begins_after_the_jump() {
    let slots = |window: &str| {
        let files = [
            ("event.toml", "[event]\nname = \"x\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2027-03-28\"\nsessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"1\"\nvideo_rooms = 1\n[online]\nlocal_hours = \"00:00-24:00\"\n".to_string()),
            ("smes.csv", "sme_id,name\nS1,One\n".into()),
            ("buyers.csv", "buyer_id,name,timezone,mode\nB1,Kim,Europe/Berlin,online\n".into()),
            ("preferences.csv", "from_id,to_id\nS1,B1\n".into()),
            ("windows.csv", format!("party_id,date,start,end,kind,timezone\nB1,2027-03-28,{window},Europe/Berlin\n")),
        ];
        let decisions = crate::support::decisions(&crate::support::event(&files));
        decisions.iter().map(|(_, _, slot)| slot.0).collect::<Vec<_>>()
    };
    assert_eq!(slots("02:30,03:30,available"), [0, 1]);
    assert_eq!(slots("02:30,03:15,available"), [0]);
    assert_eq!(slots("02:30,03:15,busy"), [1, 2, 3]);
}

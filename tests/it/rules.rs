//! Every hard rule on small texts: cases that break it, with who is blamed and when, and neighbour cases that must not.

use crate::support::{blamed, event, small_event, verdict};
use chrono::NaiveDateTime;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, HallId, OrgWish, PartyId, PlaceId, Registration, SlotId};

/// Files of the small event to replace; rows of the timetable; what is blamed.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a [&'a str]);

fn check_cases(cases: &[Case]) {
    for (name, changes, rows, wanted) in cases {
        let event = small_event(changes);
        let verdict = verdict(&event, rows);
        assert_eq!(blamed(&verdict), *wanted, "{name}: {:#?}", verdict.violations);
    }
}

/// The same on an event that has been changed by hand.
fn check_rows(event: &Event, cases: &[(&str, &str, &[&str])]) {
    for (name, rows, wanted) in cases {
        let verdict = verdict(event, rows);
        assert_eq!(blamed(&verdict), *wanted, "{name}: {:#?}", verdict.violations);
    }
}

/// One SME, buyers in the halls A and B, two tables in each, meetings of 14 minutes; sessions as given, walks of 10 minutes.
fn two_halls(zone: &str, changeover_min: u32, days: &[(&str, &str)]) -> Event {
    let mut toml = format!(
        "[event]\nname = \"W\"\ntimezone = \"{zone}\"\nlanguage = \"en\"\n[meeting]\nchangeover_minutes = {changeover_min}\n"
    );
    days.iter().for_each(|(date, sessions)| toml += &format!("[[day]]\ndate = \"{date}\"\nsessions = [{sessions}]\n"));
    toml += "[[hall]]\nid = \"A\"\n[[hall]]\nid = \"B\"\n[walk]\n\"A-B\" = 10\n";
    event(&[
        ("event.toml", toml.as_str()),
        ("smes.csv", "sme_id,name\nS1,One\nS2,Two\n"),
        ("buyers.csv", "buyer_id,name\nB1,Kim\nB2,Lee\nB3,Park\n"),
        ("places.csv", "place_id,hall,kind\nT1,A,table\nT2,A,table\nT3,B,table\nT4,B,table\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\nS2,B1\nS2,B2\n"),
    ])
}

#[test]
fn r01_one_at_a_time() {
    let two_teams = ("smes.csv", "sme_id,name,category,delegates\nS1,One,IT,2\nS2,Two,IT,\nS3,Three,Bio,\n");
    let desks = ("buyers.csv", "buyer_id,name,desks\nB1,Kim,2\nB2,Lee,1\nB3,Park,1\nB4,Petit,1\n");
    check_cases(&[
        ("an SME twice at once", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:00 T2", &["R01 S1 13 10:00"]),
        ("a buyer twice at once", &[], "S1 B1 13 10:15 T1\nS2 B1 13 10:15 T2", &["R01 B1 13 10:15"]),
        ("next slot, same table", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1", &[]),
        ("same time, other day", &[], "S1 B1 13 16:00 T1\nS1 B2 14 16:00 T1", &[]),
        ("two delegates", &[two_teams], "S1 B1 13 10:00 T1\nS1 B2 13 10:00 T2", &[]),
        (
            "three meetings of two delegates",
            &[two_teams],
            "S1 B1 13 10:00 T1\nS1 B2 13 10:00 T2\nS1 B3 13 10:00 T3",
            &["R01 S1 13 10:00"],
        ),
        ("two desks", &[desks], "S1 B1 13 10:00 T1\nS2 B1 13 10:00 T2", &[]),
        ("three at two desks", &[desks], "S1 B1 13 10:00 T1\nS2 B1 13 10:00 T2\nS3 B1 13 10:00 T3", &["R01 B1 13 10:00"]),
    ]);
}

#[test]
fn r02_availability_windows() {
    const HEAD: &str = "party_id,date,start,end,kind\n";
    let at_ten = "S1 B1 13 10:00 T1";
    let cases = [
        ("busy in the middle", "S1,2022-04-13,10:05,10:06,busy\n", &["R02 S1 13 10:00"][..]),
        ("busy is the default kind", "B1,2022-04-13,10:05,10:06,\n", &["R02 B1 13 10:00"]),
        ("busy on the last minute", "S1,2022-04-13,10:13,11:00,busy\n", &["R02 S1 13 10:00"]),
        ("busy from the end", "S1,2022-04-13,10:14,11:00,busy\n", &[]),
        ("busy to the start", "S1,2022-04-13,09:00,10:00,busy\n", &[]),
        ("busy on the other day", "S1,2022-04-14,10:00,11:00,busy\n", &[]),
        ("someone else is busy", "S2,2022-04-13,10:00,11:00,busy\n", &[]),
        ("available exactly", "S1,2022-04-13,10:00,10:14,available\n", &[]),
        ("available too short", "S1,2022-04-13,10:00,10:13,available\n", &["R02 S1 13 10:00"]),
        ("available too late", "S1,2022-04-13,10:01,11:00,available\n", &["R02 S1 13 10:00"]),
        ("available elsewhere", "S1,2022-04-14,16:00,17:00,available\n", &["R02 S1 13 10:00"]),
        ("two windows that touch", "S1,2022-04-13,10:00,10:07,available\nS1,2022-04-13,10:07,10:20,available\n", &[]),
        (
            "two windows a minute apart",
            "S1,2022-04-13,10:00,10:07,available\nS1,2022-04-13,10:08,10:20,available\n",
            &["R02 S1 13 10:00"],
        ),
        ("busy beats available", "S1,2022-04-13,10:00,12:00,available\nS1,2022-04-13,10:10,10:20,busy\n", &["R02 S1 13 10:00"]),
        ("avoid does not forbid", "S1,2022-04-13,10:00,12:00,avoid\n", &[]),
        ("everybody busy", "*,2022-04-13,10:00,10:10,busy\n", &["R02 S1 13 10:00", "R02 B1 13 10:00"]),
        ("all SMEs busy", "side:sme,2022-04-13,10:00,10:10,busy\n", &["R02 S1 13 10:00"]),
    ];
    for (name, rows, wanted) in cases {
        // A window of everybody also takes the places.
        let verdict = verdict(&small_event(&[("windows.csv", &format!("{HEAD}{rows}"))]), at_ten);
        let blamed: Vec<String> = blamed(&verdict).into_iter().filter(|b| b.starts_with("R02")).collect();
        assert_eq!(blamed, wanted, "{name}: {:#?}", verdict.violations);
    }
}

#[test]
fn r02_registrations_and_wish_times() {
    let sessions = ("sessions.csv", "session_id,title,date,start,end,hall\nL1,Seminar,2022-04-13,10:10,10:40,A\n");
    let registered = ("registrations.csv", "session_id,party_id\nL1,S1\n");
    let early = ("preferences.csv", "from_id,to_id,not_before,not_after\nS1,B1,2022-04-13 10:15,2022-04-13 10:29\nB1,S1,,\n");
    let buyers_wish = ("preferences.csv", "from_id,to_id,not_before,not_after\nS1,B1,,\nB1,S1,2022-04-14 00:00,\n");
    check_cases(&[
        ("registered", &[sessions, registered], "S1 B1 13 10:00 T1", &["R02 S1 13 10:00"]),
        ("registered, in the seminar", &[sessions, registered], "S1 B1 13 10:30 T1", &["R02 S1 13 10:30"]),
        ("registered, after the seminar", &[sessions, registered], "S1 B1 13 10:45 T1", &[]),
        ("not registered", &[sessions, registered], "S2 B1 13 10:00 T1", &[]),
        ("before not_before", &[early], "S1 B1 13 10:00 T1", &["R02 S1 13 10:00"]),
        ("starts at not_before, ends at not_after", &[early], "S1 B1 13 10:15 T1", &[]),
        ("after not_after", &[early], "S1 B1 13 10:30 T1", &["R02 S1 13 10:30"]),
        ("the buyer's not_before counts too", &[buyers_wish], "S1 B1 13 16:15 T1", &["R02 B1 13 16:15"]),
        ("from then on", &[buyers_wish], "S1 B1 14 16:00 T1", &[]),
    ]);
}

#[test]
fn r02_local_hours_of_online_buyers() {
    let available = ("windows.csv", "party_id,date,start,end,kind,timezone\nB4,2022-04-13,03:00,04:00,available,Europe/Paris\n");
    let narrow = ("event.toml", "[online]\nlocal_hours = \"09:00-09:14\"\n");
    let night = ("event.toml", "[online]\nlocal_hours = \"22:00-03:14\"\n");
    check_cases(&[
        ("03:00 in Paris", &[], "S1 B4 13 10:00 V1", &["R02 B4 13 10:00"]),
        ("09:00 in Paris", &[], "S1 B4 13 16:00 V1", &[]),
        ("the hours' first and last minute", &[narrow], "S1 B4 13 16:00 V1", &[]),
        ("a slot too late", &[narrow], "S1 B4 13 16:15 V1", &["R02 B4 13 16:15"]),
        ("hours past midnight", &[night], "S1 B4 13 10:00 V1", &[]),
        ("hours past midnight are over", &[night], "S1 B4 13 10:15 V1", &["R02 B4 13 10:15"]),
        ("available rows stand instead, in their own zone", &[available], "S1 B4 13 10:00 V1", &[]),
        ("and nothing beside them", &[available], "S1 B4 13 16:00 V1", &["R02 B4 13 16:00"]),
        ("buyers on site have no local hours", &[narrow], "S1 B1 13 10:00 T1", &[]),
    ]);
}

#[test]
fn r03_once() {
    let peers = [("event.toml", "[rules]\npeers = true\n"), ("preferences.csv", "from_id,to_id\nS1,S2\nS2,S1\n")];
    check_cases(&[
        ("twice on a day", &[], "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T1", &["R03 S1+B1 13 10:00"]),
        ("twice on two days", &[], "S1 B1 13 16:00 T1\nS1 B1 14 16:00 T1", &["R03 S1+B1 13 16:00"]),
        ("the same SME and other buyers", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", &[]),
        ("once in one slot each", &[], "S1 B1 13 10:00 T1\nS2 B1 13 10:15 T1", &[]),
        ("once in each direction", &peers, "S1 S2 13 10:00 T1\nS2 S1 13 10:30 T1", &["R03 S1+S2 13 10:00", "R06 S2+S1 13 10:30"]),
    ]);
}

#[test]
fn r03_as_often_as_wished() {
    let both_with_two = [
        ("smes.csv", "sme_id,name,delegates\nS1,One,2\nS2,Two,2\nS3,Three,\n"),
        ("buyers.csv", "buyer_id,name,desks\nB1,Kim,2\nB2,Lee,2\nB3,Park,1\n"),
        ("preferences.csv", "from_id,to_id,kind\nS1,B1,want\nB1,S1,must\nS1,B2,want\nB2,S1,block\n"),
    ];
    let mut event = small_event(&both_with_two);
    event.wishes[0].times = 2;
    // A refusal asks for nothing.
    event.wishes[3].times = 2;
    let twice = "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T2";
    check_rows(
        &event,
        &[
            ("twice", twice, &[]),
            ("three times", &format!("{twice}\nS1 B1 14 16:00 T1"), &["R03 S1+B1 13 10:00"]),
            ("twice at once", "S1 B1 13 10:00 T1\nS1 B1 13 10:00 T2", &["R03 S1+B1 13 10:00"]),
            (
                "another pair, which wishes it once",
                "S1 B2 13 10:00 T1\nS1 B2 13 10:30 T2",
                &["R03 S1+B2 13 10:00", "R06 S1+B2 13 10:00", "R06 S1+B2 13 10:30"],
            ),
        ],
    );
    event.wishes[1].times = 3;
    check_rows(&event, &[("the greater number of the two counts", &format!("{twice}\nS1 B1 14 16:00 T1"), &[])]);
}

#[test]
fn r04_places() {
    let in_hall_b = ("buyers.csv", "buyer_id,name,hall\nB1,Kim,B\nB2,Lee,\nB3,Park,\nB4,Petit,\n");
    let fixed = ("buyers.csv", "buyer_id,name,place\nB1,Kim,T2\nB2,Lee,\nB3,Park,\nB4,Petit,\n");
    let reserved = ("places.csv", "place_id,hall,kind,reserved_for\nT1,A,table,B1\nT2,A,table,\nT3,B,table,\nV1,A,video,\n");
    let closed =
        ("windows.csv", "party_id,date,start,end,kind\nT1,2022-04-13,10:20,10:31,busy\nT2,2022-04-13,10:00,10:20,available\n");
    let sme_hall = ("smes.csv", "sme_id,name,hall\nS1,One,B\nS2,Two,\nS3,Three,\n");
    check_cases(&[
        ("an on-site meeting in a video room", &[], "S1 B1 13 10:00 V1", &["R04 S1+B1 13 10:00"]),
        ("an online meeting at a table", &[], "S1 B4 13 16:00 T1", &["R04 S1+B4 13 16:00"]),
        ("no place", &[], "S1 B1 13 10:00 -", &["R04 S1+B1 13 10:00"]),
        ("one table, two meetings", &[], "S1 B1 13 10:00 T1\nS2 B2 13 10:00 T1", &["R04 S1+B1+S2+B2 13 10:00"]),
        ("one table, next slot", &[], "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T1", &[]),
        ("not in the buyer's hall", &[in_hall_b], "S1 B1 13 10:00 T1", &["R04 S1+B1 13 10:00"]),
        ("in the buyer's hall", &[in_hall_b], "S1 B1 13 10:00 T3", &[]),
        ("the SME's hall binds nobody", &[sme_hall], "S1 B1 13 10:00 T1", &[]),
        ("not at the buyer's fixed place", &[fixed], "S1 B1 13 10:00 T1", &["R04 S1+B1 13 10:00"]),
        ("at the buyer's fixed place", &[fixed], "S1 B1 13 10:00 T2", &[]),
        ("another buyer at a fixed place that is unused", &[fixed], "S1 B2 13 10:00 T2", &[]),
        ("at a table reserved for another", &[reserved], "S1 B2 13 10:00 T1", &["R04 S1+B2 13 10:00"]),
        ("at the table reserved for it", &[reserved], "S1 B1 13 10:00 T1", &[]),
        ("elsewhere although one is reserved for it", &[reserved], "S1 B1 13 10:00 T2", &[]),
        ("the place is closed in the slot", &[closed], "S1 B1 13 10:15 T1", &["R04 S1+B1 13 10:15"]),
        ("the place is closed in the next slot", &[closed], "S1 B1 13 10:30 T1", &["R04 S1+B1 13 10:30"]),
        ("the place is open again", &[closed], "S1 B1 13 10:45 T1", &[]),
        ("the place is not available then", &[closed], "S1 B1 13 10:15 T2", &["R04 S1+B1 13 10:15"]),
        ("the place is available then", &[closed], "S1 B1 13 10:00 T2", &[]),
    ]);
}

#[test]
fn r05_limits() {
    let limits = ("smes.csv", "sme_id,name,max_meetings,max_per_day\nS1,One,2,\nS2,Two,,2\nS3,Three,,\n");
    let default = ("event.toml", "[rules]\nmax_meetings_buyer = 1\n");
    check_cases(&[
        ("two of two", &[limits], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", &[]),
        ("three of two", &[limits], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS1 B3 14 16:00 T1", &["R05 S1 14 16:00"]),
        ("two on one day and one on the other", &[limits], "S2 B1 13 10:00 T1\nS2 B2 13 10:30 T1\nS2 B3 14 16:00 T1", &[]),
        (
            "three on a day, over two sessions",
            &[limits],
            "S2 B1 13 10:00 T1\nS2 B2 13 10:30 T1\nS2 B3 13 16:00 T1",
            &["R05 S2 13 16:00"],
        ),
        ("no limit", &[limits], "S3 B1 13 10:00 T1\nS3 B2 13 10:30 T1\nS3 B3 13 16:00 T1", &[]),
        ("the default of the rules", &[default], "S1 B1 13 10:00 T1\nS2 B1 13 10:30 T1", &["R05 B1 13 10:30"]),
    ]);
}

#[test]
fn r06_blocked() {
    let block = ("preferences.csv", "from_id,to_id,kind\nS1,B1,want\nB1,S1,block\nS2,B1,must\nB2,S2,block\n");
    let fill = ("event.toml", "[value]\nfill_points = 5\n");
    let category = ("smes.csv", "sme_id,name,category\nS1,One,IT\nS2,Two,\nS3,Three,\nS4,Four,IT\n");
    let offline = ("smes.csv", "sme_id,name,online\nS1,One,no\nS2,Two,yes\nS3,Three,\n");
    let bonus = ("smes.csv", "sme_id,name,bonus\nS1,One,-100\nS2,Two,-99\nS3,Three,\n");
    let pin = ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n");
    let peers = ("event.toml", "[rules]\npeers = true\n");
    let peer_wishes = ("preferences.csv", "from_id,to_id\nS2,S1\nS1,S3\nS3,S1\nB1,B2\n");
    check_cases(&[
        ("blocked by the buyer", &[block], "S1 B1 13 10:00 T1", &["R06 S1+B1 13 10:00"]),
        ("wished by one side", &[block], "S2 B1 13 10:00 T1", &[]),
        ("blocked by one side, wished by nobody", &[block], "S2 B2 13 10:00 T1", &["R06 S2+B2 13 10:00", "R06 S2+B2 13 10:00"]),
        ("no one wished", &[], "S4 B1 13 10:00 T1", &["R06 S4+B1 13 10:00"]),
        ("fill, same category", &[fill, category], "S4 B1 13 10:00 T1", &[]),
        ("fill, no category", &[fill], "S4 B2 13 10:00 T1", &["R06 S4+B2 13 10:00"]),
        ("fill, other category", &[fill, category], "S4 B3 13 10:00 T1", &["R06 S4+B3 13 10:00"]),
        ("same category without fill", &[category], "S4 B1 13 10:00 T1", &["R06 S4+B1 13 10:00"]),
        ("online = no, online buyer", &[offline], "S1 B4 13 16:00 V1", &["R06 S1+B4 13 16:00"]),
        ("online = yes, online buyer", &[offline], "S2 B4 13 16:00 V1", &[]),
        ("online is yes by default", &[offline], "S3 B4 13 16:00 V1", &[]),
        ("online = no, buyer on site", &[offline], "S1 B1 13 10:00 T1", &[]),
        ("a value of 0", &[bonus], "S1 B1 13 10:00 T1", &["R06 S1+B1 13 10:00"]),
        ("a value of 1", &[bonus], "S2 B1 13 10:00 T1", &[]),
        ("a value of 0, fixed", &[bonus, pin], "S1 B1 13 10:00 T1", &[]),
        ("wished within one side", &[peers, peer_wishes], "S2 S1 13 10:00 T1\nB1 B2 13 10:00 T2", &[]),
        ("the other way round", &[peers, peer_wishes], "S1 S2 13 10:00 T1", &["R06 S1+S2 13 10:00"]),
        ("a mutual wish: the first in the file plays the SME", &[peers, peer_wishes], "S1 S3 13 10:00 T1", &[]),
        ("a mutual wish, the other way round", &[peers, peer_wishes], "S3 S1 13 10:00 T1", &["R06 S3+S1 13 10:00"]),
        ("one side without peers", &[], "S1 S2 13 10:00 T1", &["R06 S1+S2 13 10:00"]),
    ]);
}

/// A timetable that was not read from a file may hold two of one side, too.
#[test]
fn r06_within_one_side() {
    let meeting = |sme, buyer| WrittenMeeting {
        sme: PartyId(sme),
        buyer: PartyId(buyer),
        slot: SlotId(0),
        place: Some(PlaceId(0)),
        interpreter: None,
        line: 0,
    };
    let event = small_event(&[]);
    let said = |sme, buyer| Checker::new(&event).check(&[meeting(sme, buyer)]).violations.into_iter().map(|v| v.en);
    let one_side = "both stand on one side";
    assert!(said(0, 1).any(|sentence| sentence.contains(one_side)), "{:?}", said(0, 1).collect::<Vec<_>>());
    assert_eq!(said(0, 4).count(), 0);
}

#[test]
fn r07_pins() {
    let fix = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:15,,fix\n");
    let at_place = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:15,T2,fix\n");
    let never = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,,,,forbid\n");
    let not_that_day = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,,,forbid\n");
    let not_then = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:15,,forbid\n");
    let unwished = ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS4,B1,2022-04-13,10:15,,fix\n");
    check_cases(&[
        ("as fixed", &[fix], "S1 B1 13 10:15 T1", &[]),
        ("another time", &[fix], "S1 B1 13 10:00 T1", &["R07 S1+B1 13 10:15"]),
        ("not held", &[fix], "S1 B2 13 10:15 T1", &["R07 S1+B1 13 10:15"]),
        ("as fixed, with its place", &[at_place], "S1 B1 13 10:15 T2", &[]),
        ("another place", &[at_place], "S1 B1 13 10:15 T1", &["R07 S1+B1 13 10:15"]),
        ("a fixed meeting that no one wished", &[unwished], "S4 B1 13 10:15 T1", &["R06 S4+B1 13 10:15"]),
        ("never", &[never], "S1 B1 14 16:00 T1", &["R07 S1+B1 14 16:00"]),
        ("never with another", &[never], "S2 B1 14 16:00 T1", &[]),
        ("not on that day", &[not_that_day], "S1 B1 13 16:15 T1", &["R07 S1+B1 13 16:15"]),
        ("on the other day", &[not_that_day], "S1 B1 14 16:00 T1", &[]),
        ("not then", &[not_then], "S1 B1 13 10:15 T1", &["R07 S1+B1 13 10:15"]),
        ("next to it", &[not_then], "S1 B1 13 10:30 T1", &[]),
    ]);
}

#[test]
fn r08_walk() {
    let one_minute = ("event.toml", "[walk]\n\"A-B\" = 1\n");
    let two_minutes = ("event.toml", "[walk]\n\"A-B\" = 2\n");
    let sixteen = ("event.toml", "[walk]\n\"B-A\" = 16\n");
    let two_teams = ("smes.csv", "sme_id,name,delegates\nS1,One,2\nS2,Two,\nS3,Three,\n");
    let there = "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T3";
    check_cases(&[
        ("no walk given", &[], there, &[]),
        ("as many minutes as there are", &[one_minute], there, &[]),
        ("a minute short", &[two_minutes], there, &["R08 S1 13 10:15"]),
        ("and back", &[two_minutes], "S1 B1 13 10:00 T3\nS1 B2 13 10:15 T1", &["R08 S1 13 10:15"]),
        ("a buyer walks too", &[two_minutes], "S1 B1 13 10:00 T1\nS2 B1 13 10:15 T3", &["R08 B1 13 10:15"]),
        ("same hall", &[two_minutes], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T2", &[]),
        ("a slot between", &[two_minutes], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T3", &[]),
        ("16 minutes in a slot between", &[sixteen], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T3", &[]),
        (
            "17 minutes in a slot between",
            &[("event.toml", "[walk]\n\"A-B\" = 17\n")],
            "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T3",
            &["R08 S1 13 10:30"],
        ),
        ("over the break", &[sixteen], "S1 B1 13 10:45 T1\nS1 B2 13 16:00 T3", &[]),
        ("with two delegates", &[two_minutes, two_teams], there, &[]),
        ("two people", &[two_minutes], "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T3", &[]),
    ]);
}

/// Lines are those of a file; a timetable that was never in one has none.
#[test]
fn a_violation_names_the_lines_of_a_file_and_no_others() {
    let event = small_event(&[("event.toml", "[walk]\n\"A-B\" = 2\n")]);
    let rows = "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T3\nS2 B2 13 10:15 T3";
    let written: Vec<Vec<u32>> = verdict(&event, rows).violations.iter().map(|v| v.lines.clone()).collect();
    assert!(written.contains(&vec![2, 3]) && written.contains(&vec![3, 4]), "{written:?}");
    let unwritten = koppex::check::check(&event, &crate::support::timetable(&event, rows)).violations;
    assert_eq!(unwritten.len(), written.len());
    assert!(unwritten.iter().all(|v| v.lines.is_empty()), "{unwritten:?}");
}

/// Minutes are those that pass: over midnight, from one session to the next, over an hour that the clocks leave out.
#[test]
fn r08_walk_over_every_border() {
    let (there, same_hall) = ("S1 B1 13 23:45 T1\nS1 B2 14 00:00 T3", "S1 B1 13 23:45 T1\nS1 B2 14 00:00 T2");
    let night = two_halls("Asia/Seoul", 1, &[("2022-04-13", "\"23:30-24:00\""), ("2022-04-14", "\"00:00-00:30\"")]);
    check_rows(
        &night,
        &[
            ("a minute at midnight", there, &["R08 S1 14 00:00"]),
            ("the same hall", same_hall, &[]),
            ("16 minutes over midnight", "S1 B1 13 23:30 T1\nS1 B2 14 00:00 T3", &[]),
            ("a buyer over midnight", "S1 B1 13 23:45 T1\nS2 B1 14 00:00 T3", &["R08 B1 14 00:00"]),
            (
                "a meeting between in the first hall",
                "S1 B1 13 23:30 T1\nS1 B2 13 23:45 T2\nS1 B3 14 00:00 T4",
                &["R08 S1 14 00:00"],
            ),
        ],
    );
    let touching = two_halls("Asia/Seoul", 1, &[("2022-04-13", "\"10:00-10:14\", \"10:14-10:28\", \"10:38-10:52\"")]);
    check_rows(
        &touching,
        &[
            ("sessions that touch", "S1 B1 13 10:00 T1\nS1 B2 13 10:14 T3", &["R08 S1 13 10:14"]),
            ("sessions that touch, one hall", "S1 B1 13 10:00 T1\nS1 B2 13 10:14 T2", &[]),
            ("just as long as the walk", "S1 B1 13 10:14 T1\nS1 B2 13 10:38 T3", &[]),
        ],
    );
    // In Berlin 02:00 to 03:00 does not exist: from 01:55 to 03:00 five minutes pass.
    let jump = two_halls("Europe/Berlin", 0, &[("2022-03-27", "\"01:41-01:55\", \"03:00-03:14\", \"03:24-03:38\"")]);
    let rows =
        |then: &str| format!("sme_id,buyer_id,date,start,place_id\nS1,B1,2022-03-27,01:41,T1\nS1,B2,2022-03-27,{then},T3\n");
    let checker = koppex::check::Checker::new(&jump);
    for (then, wanted) in [("03:00", &["R08 S1 27 03:00"][..]), ("03:24", &[])] {
        assert_eq!(
            blamed(&checker.check_read(&checker.read_meetings(rows(then).as_bytes()).expect("readable"))),
            wanted,
            "{then}"
        );
    }
}

#[test]
fn r08_walk_from_and_to_a_session_with_a_hall() {
    let seminar = |start: &str, end: &str| {
        let at = |time: &str| NaiveDateTime::parse_from_str(&format!("2022-04-13 {time}"), "%Y-%m-%d %H:%M").unwrap();
        Registration {
            party: PartyId(0),
            session: "X".into(),
            hall: Some(HallId(1)),
            start: at(start),
            end: at(end),
            title: "Seminar".into(),
            line: 2,
        }
    };
    let with = |registrations: &[Registration]| {
        let mut event = two_halls("Asia/Seoul", 1, &[("2022-04-13", "\"10:00-12:00\"")]);
        event.registrations = registrations.to_vec();
        event
    };
    check_rows(
        &with(&[seminar("10:05", "10:30")]),
        &[
            ("from the seminar", "S1 B1 13 10:30 T1", &["R08 S1 13 10:30"]),
            ("from the seminar, in its hall", "S1 B1 13 10:30 T3", &[]),
            ("15 minutes later", "S1 B1 13 10:45 T1", &[]),
            ("someone else", "S2 B1 13 10:30 T1", &[]),
            ("a meeting during it is R02's", "S1 B1 13 10:15 T1", &[]),
            ("no place, no walk", "S1 B1 13 10:30 -", &["R04 S1+B1 13 10:30"]),
        ],
    );
    check_rows(
        &with(&[seminar("10:53", "10:54")]),
        &[
            ("to the seminar, nine minutes", "S1 B1 13 10:30 T1", &["R08 S1 13 10:30"]),
            ("to the seminar, a slot before", "S1 B1 13 10:15 T1", &[]),
            ("a meeting between mends nothing", "S1 B1 13 10:30 T1\nS1 B2 13 11:15 T4", &["R08 S1 13 10:30"]),
        ],
    );
    check_rows(
        &with(&[seminar("10:54", "11:05"), seminar("11:10", "11:14")]),
        &[
            ("just as long as the walk", "S1 B1 13 10:30 T1", &[]),
            ("just as long as the walk back", "S1 B1 13 11:15 T1", &["R08 S1 13 11:15"]),
            ("between two", "S1 B1 13 10:30 T1\nS1 B2 13 11:30 T1", &[]),
        ],
    );
    let mut two_teams = with(&[seminar("10:05", "10:30")]);
    two_teams.parties[0].capacity = 2;
    check_rows(&two_teams, &[("with two delegates", "S1 B1 13 10:30 T1", &[])]);
}

#[test]
fn r09_rest() {
    let two = ("smes.csv", "sme_id,name,max_in_a_row,delegates\nS1,One,2,1\nS2,Two,1,2\nS3,Three,,\n");
    let default = ("event.toml", "[rules]\nmax_in_a_row = 1\n");
    check_cases(&[
        ("two in a row", &[two], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1", &[]),
        ("three in a row", &[two], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1\nS1 B3 13 10:30 T1", &["R09 S1 13 10:00"]),
        ("two, a rest, one", &[two], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1\nS1 B3 13 10:45 T1", &[]),
        ("over the break", &[two], "S1 B1 13 10:30 T1\nS1 B2 13 10:45 T1\nS1 B3 13 16:00 T1", &[]),
        ("over the night", &[default], "S1 B1 13 16:15 T1\nS1 B2 14 16:00 T1", &[]),
        ("two delegates at once are one slot", &[two], "S2 B1 13 10:00 T1\nS2 B2 13 10:00 T2", &[]),
        ("two delegates, one after the other", &[two], "S2 B1 13 10:00 T1\nS2 B2 13 10:15 T2", &["R09 S2 13 10:00"]),
        ("the default of the rules, for buyers too", &[default], "S1 B1 13 10:00 T1\nS2 B1 13 10:15 T1", &["R09 B1 13 10:00"]),
        ("no limit", &[two], "S3 B1 13 10:00 T1\nS3 B2 13 10:15 T1\nS3 B3 13 10:30 T1", &[]),
    ]);
}

#[test]
fn r10_interpreter() {
    let smes = ("smes.csv", "sme_id,name,languages\nS1,One,ko\nS2,Two,ko;en\nS3,Three,\n");
    let buyers = ("buyers.csv", "buyer_id,name,languages\nB1,Kim,en\nB2,Lee,fr;EN\nB3,Park,ko\nB4,Petit,\n");
    let speakers = ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\nI2,ko;zh\n");
    let busy = ("windows.csv", "party_id,date,start,end,kind\nI1,2022-04-13,10:00,10:10,busy\n");
    let (all, with_busy) = (&[smes, buyers, speakers][..], &[smes, buyers, speakers, busy][..]);
    check_cases(&[
        ("needed and there", all, "S1 B1 13 10:00 T1 I1", &[]),
        ("needed and missing", all, "S1 B1 13 10:00 T1", &["R10 S1+B1 13 10:00"]),
        ("needed, speaks one side only", all, "S1 B1 13 10:00 T1 I2", &["R10 S1+B1 13 10:00"]),
        ("a language in common, in any case", all, "S2 B2 13 10:00 T1", &[]),
        ("one side names none", all, "S3 B1 13 10:00 T1\nS1 B4 13 10:15 T1", &[]),
        ("two meetings at once", all, "S1 B1 13 10:00 T1 I1\nS2 B2 13 10:00 T2 I1", &["R10 S1+B1+S2+B2 13 10:00"]),
        ("two meetings one after the other", all, "S1 B1 13 10:00 T1 I1\nS1 B2 13 10:15 T1 I1", &[]),
        ("busy then", with_busy, "S1 B1 13 10:00 T1 I1", &["R10 S1+B1 13 10:00"]),
        ("free again", with_busy, "S1 B1 13 10:15 T1 I1", &[]),
    ]);
}

#[test]
fn r11_org() {
    let once = ("event.toml", "[rules]\nonce_per_org = true\n");
    let no_orgs = ("buyers.csv", "buyer_id,name,org\nB1,Kim,\nB2,Lee,\nB3,Park,\nB4,Petit,\n");
    check_cases(&[
        ("two buyers of an org", &[once], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", &["R11 S1+B1+B2 13 10:00"]),
        ("buyers of two orgs", &[once], "S1 B1 13 10:00 T1\nS1 B3 13 10:30 T1", &[]),
        ("two SMEs and an org", &[once], "S1 B1 13 10:00 T1\nS2 B2 13 10:30 T1", &[]),
        ("no orgs", &[once, no_orgs], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", &[]),
        ("without the rule", &[], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", &[]),
    ]);
}

#[test]
fn r11_by_a_wish_for_the_organization() {
    let mut event = small_event(&[]);
    event.org_wishes = vec![OrgWish { from: PartyId(1), org: "City".into(), must_times: 0, named: Vec::new() }];
    check_rows(
        &event,
        &[
            ("two buyers of the org", "S2 B1 13 10:00 T1\nS2 B2 13 10:30 T1", &["R11 S2+B1+B2 13 10:00"]),
            ("one buyer of it and another", "S2 B1 13 10:00 T1\nS2 B3 13 10:30 T1", &[]),
            ("an SME that did not wish the org", "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1", &[]),
            ("two SMEs and the org", "S2 B1 13 10:00 T1\nS3 B2 13 10:30 T1", &[]),
        ],
    );
    event.wishes.iter_mut().for_each(|wish| wish.times = 2);
    check_rows(&event, &[("one buyer twice", "S2 B1 13 10:00 T1\nS2 B1 13 10:30 T1", &[])]);
}

/// Who plays the SME is bound, not who stands in the SMEs' file.
#[test]
fn r11_goes_by_role() {
    let peers = ("event.toml", "[rules]\npeers = true\n");
    let wishes = ("preferences.csv", "from_id,to_id\nB3,B1\nB3,B2\nB4,B3\nB3,S1\n");
    let mut event = small_event(&[peers, wishes]);
    event.parties[7].mode = koppex::event::Mode::Onsite;
    let two = "B3 B1 13 10:00 T1\nB3 B2 13 10:30 T1";
    check_rows(&event, &[("without a wish for the org", two, &[])]);
    event.org_wishes = vec![OrgWish { from: PartyId(6), org: "City".into(), must_times: 0, named: Vec::new() }];
    check_rows(&event, &[("a buyer that wishes an org", two, &["R11 B3+B1+B2 13 10:00"])]);
    event.org_wishes = vec![OrgWish { from: PartyId(4), org: "Port".into(), must_times: 0, named: Vec::new() }];
    check_rows(&event, &[("B1 is met by a Port buyer, and meets none", two, &[])]);
}

#[test]
fn r12_order() {
    let order = ("order.csv", "first_sme,first_buyer,then_sme,then_buyer\nS1,B1,S2,B2\n");
    check_cases(&[
        ("in order", &[order], "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T1", &[]),
        ("at once", &[order], "S1 B1 13 10:00 T1\nS2 B2 13 10:00 T2", &["R12 S1+B1+S2+B2 13 10:00"]),
        ("the wrong way round", &[order], "S1 B1 14 16:00 T1\nS2 B2 13 10:00 T2", &["R12 S1+B1+S2+B2 14 16:00"]),
        ("only the second", &[order], "S2 B2 13 10:00 T2", &[]),
        ("other pairs", &[order], "S1 B2 13 10:15 T1\nS2 B1 13 10:00 T2", &[]),
    ]);
    let mut often = small_event(&[order]);
    often.wishes.iter_mut().for_each(|wish| wish.times = 2);
    check_rows(
        &often,
        &[
            (
                "both of the first before both of the second",
                "S1 B1 13 10:00 T1\nS1 B1 13 10:15 T1\nS2 B2 13 10:30 T1\nS2 B2 13 10:45 T1",
                &[],
            ),
            (
                "one of the first too late",
                "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T1\nS2 B2 13 10:15 T1",
                &["R12 S1+B1+S2+B2 13 10:30"],
            ),
            (
                "one of the second too early",
                "S1 B1 13 10:15 T1\nS2 B2 13 10:00 T1\nS2 B2 13 10:30 T1",
                &["R12 S1+B1+S2+B2 13 10:15"],
            ),
        ],
    );
}

#[test]
fn r13_even_gaps() {
    let none = ("event.toml", "[rules]\nmax_gap_difference = 0\n");
    let one = ("event.toml", "[rules]\nmax_gap_difference = 1\n");
    let gap = "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1";
    let two_gaps = "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS1 B3 13 16:00 T1";
    check_cases(&[
        ("without the rule", &[], two_gaps, &[]),
        ("a gap against none", &[none], gap, &["R13 S1+S2 -"]),
        ("a gap against none, one allowed", &[one], gap, &[]),
        ("two gaps against none", &[one], two_gaps, &["R13 S1+S2 -"]),
        ("no gaps", &[none], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1", &[]),
    ]);
    let alone = [
        ("smes.csv", "sme_id,name\nS1,One\n"),
        ("buyers.csv", "buyer_id,name\nB1,Kim\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\n"),
    ];
    let mut both = small_event(&[none, alone[0], alone[1], alone[2]]);
    both.wishes[0].times = 2;
    check_rows(&both, &[("one gap of each", "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T1", &[])]);
}

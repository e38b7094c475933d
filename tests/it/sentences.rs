//! What is said of each broken rule, in both languages: the sentence, the lines of meetings.csv and the place. The expected sentences stand in
//! sentences.txt; `KOPPEX_BLESS=1` writes them anew.

use crate::support::{small_event, verdict};
use koppex::event::{Event, HallId, Lang, OrgWish, PartyId, Registration};
use std::fmt::Write;

/// A title, files of the small event to replace, rows of the timetable.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const CASES: &[Case] = &[
    ("a buyer twice at once", &[], "S1 B1 13 10:15 T1\nS2 B1 13 10:15 T2"),
    (
        "busy",
        &[("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:05,10:06,busy\n")],
        "S1 B2 13 10:30 T1\nS1 B1 13 10:00 T1",
    ),
    (
        "not available",
        &[("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:00,10:13,available\n")],
        "S1 B1 13 10:00 T1",
    ),
    (
        "in a seminar",
        &[
            ("sessions.csv", "session_id,title,date,start,end,hall\nL1,Seminar,2022-04-13,10:10,10:40,A\n"),
            ("registrations.csv", "session_id,party_id\nL1,S1\n"),
        ],
        "S1 B1 13 10:00 T1",
    ),
    ("outside the local hours", &[], "S1 B4 13 10:00 V1"),
    (
        "before not_before and after not_after",
        &[("preferences.csv", "from_id,to_id,not_before,not_after\nS1,B1,2022-04-13 10:15,\nS1,B2,,2022-04-13 10:15\n")],
        "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1",
    ),
    ("a pair twice", &[], "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T1"),
    ("a pair twice at once", &[], "S1 B1 13 10:00 T1\nS1 B1 13 10:00 T2"),
    ("a meeting on site in a video room", &[], "S1 B1 13 10:00 V1"),
    ("an online meeting at a table", &[], "S1 B4 13 16:00 T1"),
    ("no place", &[], "S1 B1 13 10:00 -"),
    ("one table, two meetings", &[], "S1 B1 13 10:00 T1\nS2 B2 13 10:00 T1"),
    (
        "not in the buyer's hall",
        &[("buyers.csv", "buyer_id,name,hall\nB1,Kim,B\nB2,Lee,\nB3,Park,\nB4,Petit,\n")],
        "S1 B1 13 10:00 T1",
    ),
    (
        "not at the buyer's place",
        &[("buyers.csv", "buyer_id,name,place\nB1,Kim,T2\nB2,Lee,\nB3,Park,\nB4,Petit,\n")],
        "S1 B1 13 10:00 T1",
    ),
    (
        "reserved for another",
        &[("places.csv", "place_id,hall,kind,reserved_for\nT1,A,table,B1\nT2,A,table,\nT3,B,table,\nV1,A,video,\n")],
        "S1 B2 13 10:00 T1",
    ),
    (
        "a place that is closed",
        &[("windows.csv", "party_id,date,start,end,kind\nT1,2022-04-13,10:20,10:31,busy\n")],
        "S1 B1 13 10:15 T1",
    ),
    (
        "too many in all and on a day",
        &[("smes.csv", "sme_id,name,max_meetings,max_per_day\nS1,One,2,\nS2,Two,,2\nS3,Three,,\n")],
        "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS1 B3 14 16:00 T1\nS2 B2 13 10:00 T2\nS2 B3 13 10:30 T2\nS2 B1 13 16:00 T2",
    ),
    (
        "blocked by one and wished by nobody",
        &[("preferences.csv", "from_id,to_id,kind\nS2,B1,must\nB2,S2,block\n")],
        "S2 B2 13 10:00 T1",
    ),
    ("online = no", &[("smes.csv", "sme_id,name,online\nS1,One,no\nS2,Two,yes\nS3,Three,\n")], "S1 B4 13 16:00 V1"),
    ("a value of 0", &[("smes.csv", "sme_id,name,bonus\nS1,One,-100\nS2,Two,-99\nS3,Three,\n")], "S1 B1 13 10:00 T1"),
    ("two of one side", &[], "S1 S2 13 10:00 T1"),
    (
        "fixed, and at another time or place or not held",
        &[(
            "pins.csv",
            "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:15,,fix\nS2,B2,2022-04-13,10:00,T2,fix\nS3,B3,2022-04-13,10:00,,fix\n",
        )],
        "S1 B1 13 10:00 T1\nS2 B2 13 10:00 T3",
    ),
    (
        "forbidden",
        &[("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:15,,forbid\n")],
        "S1 B1 13 10:15 T1",
    ),
    ("a walk too long", &[("event.toml", "[walk]\n\"A-B\" = 2\n")], "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T3"),
    (
        "no rest",
        &[("smes.csv", "sme_id,name,max_in_a_row\nS1,One,2\nS2,Two,1\nS3,Three,\n")],
        "S1 B1 13 10:00 T1\nS1 B2 13 10:15 T1\nS1 B3 13 10:30 T1",
    ),
    (
        "no interpreter, one who does not speak it, one who is busy, one in two places",
        &[
            ("smes.csv", "sme_id,name,languages\nS1,One,ko\nS2,Two,ko\nS3,Three,\n"),
            ("buyers.csv", "buyer_id,name,languages\nB1,Kim,en\nB2,Lee,fr;EN\nB3,Park,ko\nB4,Petit,\n"),
            ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\nI2,ko;zh\n"),
            ("windows.csv", "party_id,date,start,end,kind\nI1,2022-04-13,10:30,10:40,busy\n"),
        ],
        "S1 B1 13 10:00 T1\nS2 B2 13 10:00 T2 I2\nS2 B1 13 10:30 T1 I1\nS1 B1 13 10:45 T1 I1\nS2 B2 13 10:45 T2 I1",
    ),
    ("two of an organization", &[("event.toml", "[rules]\nonce_per_org = true\n")], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1"),
    (
        "the wrong way round",
        &[("order.csv", "first_sme,first_buyer,then_sme,then_buyer\nS1,B1,S2,B2\n")],
        "S1 B1 14 16:00 T1\nS2 B2 13 10:00 T2",
    ),
    ("gaps", &[("event.toml", "[rules]\nmax_gap_difference = 0\n")], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1"),
    (
        "numbers that both sides use, and names that are none",
        &[
            ("smes.csv", "sme_id,name\nX1,X1\nX2,Two\n"),
            ("buyers.csv", "buyer_id,name\nX1,Kim\nX3,X3\n"),
            ("preferences.csv", "from_id,to_id\nsme:X1,buyer:X1\nsme:X1,X3\nX2,X3\n"),
        ],
        "sme:X1 buyer:X1 13 10:15 T1\nsme:X1 X3 13 10:15 T2\nX2 X3 13 10:30 -",
    ),
];

/// The small event with a seminar of S1 in hall B, ten minutes from hall A.
fn seminar() -> Event {
    let mut event = small_event(&[("event.toml", "[walk]\n\"A-B\" = 10\n")]);
    let at = |time: &str| format!("2022-04-13T{time}:00").parse().unwrap();
    let (start, end) = (at("10:05"), at("10:30"));
    let (session, title) = ("X".to_string(), "Seminar".to_string());
    event.registrations = vec![Registration { party: PartyId(0), session, hall: Some(HallId(1)), start, end, title, line: 2 }];
    event
}

fn said(text: &mut String, title: &str, event: &Event, rows: &str) {
    writeln!(text, "{title}").unwrap();
    for violation in verdict(event, rows).violations {
        let lines: Vec<String> = violation.lines.iter().map(u32::to_string).collect();
        let place = violation.place.as_deref().unwrap_or("-");
        let (rule, lines) = (violation.rule.code(), lines.join("+"));
        writeln!(text, "  {rule}, lines {lines}, place {place}").unwrap();
        for lang in [Lang::En, Lang::Ko] {
            writeln!(text, "    {}", violation.sentence(lang)).unwrap();
        }
    }
}

#[test]
fn every_sentence_about_a_broken_rule() {
    let mut text = String::new();
    for (title, changes, rows) in CASES {
        said(&mut text, title, &small_event(changes), rows);
    }
    said(&mut text, "too near to a seminar", &seminar(), "S1 B1 13 10:30 T1");
    let mut often = small_event(&[]);
    often.wishes.iter_mut().for_each(|wish| wish.times = 2);
    said(&mut text, "more often than wished", &often, "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T1\nS1 B1 14 16:00 T1");
    let mut org = small_event(&[]);
    org.org_wishes = vec![OrgWish { from: PartyId(1), org: "City".into(), must_times: 0, named: Vec::new() }];
    said(&mut text, "a wish for an organization", &org, "S2 B1 13 10:00 T1\nS2 B2 13 10:30 T1");

    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/sentences.txt");
    if std::env::var_os("KOPPEX_BLESS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(file).unwrap(), "KOPPEX_BLESS=1 writes sentences.txt anew");
}

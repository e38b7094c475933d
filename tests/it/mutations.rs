//! A clean timetable broken in one way breaks exactly the rule that this way concerns.

use crate::support::{blamed, small_event, verdict};
use koppex::event::Event;

/// A timetable of the event below that breaks nothing.
const CLEAN: &str = "
    S1 B1 13 10:00 T1 I1
    S2 B2 13 10:00 T2
    S1 B2 13 10:30 T2
    S2 B1 13 10:45 T1 -
    S3 B3 13 10:15 T3
    S3 B4 13 16:00 V1
    S1 B4 14 16:15 V1";

/// Every rule has something to say about this event.
fn eventful() -> Event {
    small_event(&[
        ("event.toml", "[walk]\n\"A-B\" = 2\n[rules]\nonce_per_org = true\nmax_gap_difference = 2\n"),
        (
            "smes.csv",
            "sme_id,name,languages,max_meetings,max_per_day,max_in_a_row\nS1,One,ko,3,,2\nS2,Two,en,,2,\nS3,Three,,,,1\nS4,Four,,,,\n",
        ),
        (
            "buyers.csv",
            "buyer_id,name,org,languages,mode,timezone,hall,place\nB1,Kim,City,en,,,A,T1\nB2,Lee,Port,,,,,\nB3,Park,City,,,,B,\nB4,Petit,Paris,,online,Europe/Paris,,\n",
        ),
        ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\nI2,ko;fr\n"),
        (
            "windows.csv",
            "party_id,date,start,end,kind\nS1,2022-04-13,16:00,17:00,busy\nI1,2022-04-13,10:40,11:00,busy\nT2,2022-04-13,10:15,10:20,busy\n",
        ),
        (
            "pins.csv",
            "sme_id,buyer_id,date,start,place,action\nS3,B4,2022-04-13,16:00,,fix\nS2,B1,2022-04-13,10:15,,forbid\nS2,B4,2022-04-14,16:00,,forbid\n",
        ),
        ("order.csv", "first_sme,first_buyer,then_sme,then_buyer\nS1,B1,S2,B1\n"),
        (
            "preferences.csv",
            "from_id,to_id,kind\nS1,B1,\nS1,B2,\nS1,B3,\nS1,B4,\nS2,B1,\nS2,B2,\nS2,B3,\nS2,B4,\nS3,B1,\nS3,B2,\nS3,B3,\nS3,B4,\nB2,S3,block\n",
        ),
    ])
}

/// Replaces a row of the clean timetable.
fn with(old: &str, new: &str) -> String {
    assert!(CLEAN.contains(old), "{old}");
    CLEAN.replace(old, new)
}

#[test]
fn the_timetable_is_clean() {
    assert_eq!(blamed(&verdict(&eventful(), CLEAN)), [""; 0]);
}

#[test]
fn each_mutation_breaks_its_rule() {
    let event = eventful();
    let mutations: &[(&str, String, &[&str])] = &[
        (
            "moved onto another meeting of the SME",
            with("S1 B2 13 10:30 T2", "S1 B2 13 10:00 T3"),
            &["R01 S1 13 10:00", "R01 B2 13 10:00"],
        ),
        ("moved into a busy time", with("S1 B4 14 16:15 V1", "S1 B4 13 16:15 V1"), &["R02 S1 13 16:15"]),
        (
            "moved out of the local hours",
            format!("{CLEAN}\n S2 B4 13 10:15 V1").replace("S2 B1 13 10:45 T1 -", ""),
            &["R02 B4 13 10:15"],
        ),
        ("held a second time", format!("{CLEAN}\n S2 B2 14 16:15 T2"), &["R03 S2+B2 13 10:00"]),
        ("to a table that another meeting has", with("S2 B2 13 10:00 T2", "S2 B2 13 10:00 T1"), &["R04 S1+B1+S2+B2 13 10:00"]),
        (
            "away from the fixed table",
            with("S1 B1 13 10:00 T1 I1", "S1 B1 13 10:00 T3 I1"),
            &["R04 S1+B1 13 10:00", "R04 S1+B1 13 10:00"],
        ),
        ("out of the buyer's hall", with("S3 B3 13 10:15 T3", "S3 B3 13 10:15 T1"), &["R04 S3+B3 13 10:15"]),
        ("to a table that is closed", with("S1 B2 13 10:30 T2", "S1 B2 13 10:15 T2"), &["R04 S1+B2 13 10:15"]),
        ("an online meeting to a table", with("S3 B4 13 16:00 V1", "S3 B4 13 16:00 T3"), &["R04 S3+B4 13 16:00"]),
        ("one more than max_per_day", format!("{CLEAN}\n S2 B4 13 16:15 V1"), &["R05 S2 13 16:15"]),
        ("blocked by the buyer", format!("{CLEAN}\n S3 B2 14 16:00 T2"), &["R06 S3+B2 14 16:00"]),
        ("wished by nobody", format!("{CLEAN}\n S4 B2 14 16:00 T2"), &["R06 S4+B2 14 16:00"]),
        ("a fixed meeting moved", with("S3 B4 13 16:00 V1", "S3 B4 13 16:15 V1"), &["R07 S3+B4 13 16:00"]),
        ("a fixed meeting dropped", with("S3 B4 13 16:00 V1", ""), &["R07 S3+B4 13 16:00"]),
        ("a forbidden meeting", format!("{CLEAN}\n S2 B4 14 16:00 V1"), &["R07 S2+B4 14 16:00"]),
        ("into another hall without time to walk", with("S2 B1 13 10:45 T1 -", "S2 B4 13 16:15 V2"), &["R08 B4 13 16:15"]),
        (
            "a table across the hall border in the next slot",
            with("S1 B2 13 10:30 T2", "S1 B2 13 10:15 T3"),
            &["R04 S1+B2+S3+B3 13 10:15", "R08 S1 13 10:15", "R08 B2 13 10:15"],
        ),
        ("no rest", with("S3 B3 13 10:15 T3", "S3 B3 13 16:15 T3"), &["R08 S3 13 16:15", "R09 S3 13 16:00"]),
        ("the interpreter dropped", with("S1 B1 13 10:00 T1 I1", "S1 B1 13 10:00 T1 -"), &["R10 S1+B1 13 10:00"]),
        ("the wrong interpreter", with("S1 B1 13 10:00 T1 I1", "S1 B1 13 10:00 T1 I2"), &["R10 S1+B1 13 10:00"]),
        ("the interpreter at two meetings", with("S2 B2 13 10:00 T2", "S2 B2 13 10:00 T2 I1"), &["R10 S1+B1+S2+B2 13 10:00"]),
        ("an interpreter who is away", with("S2 B1 13 10:45 T1 -", "S2 B1 13 10:45 T1 I1"), &["R10 S2+B1 13 10:45"]),
        ("two buyers of one org", with("S1 B4 14 16:15 V1", "S1 B3 14 16:15 T3"), &["R11 S1+B1+B3 13 10:00"]),
        ("the later one first", with("S1 B1 13 10:00 T1 I1", "S1 B1 14 16:00 T1 I1"), &["R12 S1+B1+S2+B1 14 16:00"]),
    ];
    for (name, rows, wanted) in mutations {
        let verdict = verdict(&event, rows);
        assert_eq!(blamed(&verdict), *wanted, "{name}: {:#?}", verdict.violations);
    }
}

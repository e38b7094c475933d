//! Events that once went wrong, whole: from their files to the timetable that is right.

use crate::support::event;
use koppex::candidates::Candidates;
use koppex::check::{Checker, check};
use koppex::event::Event;
use koppex::outcome::Status;
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, Solved, solve};
use koppex::stop::Stop;
use std::fs;
use std::process::Command;

type Files = &'static [(&'static str, &'static str)];

fn solved(event: &Event) -> Solved {
    let options = SolveOptions { levels: 4, seed: 1, threads: 1, solver: SolverChoice::Auto };
    let candidates = Candidates::new(event);
    let solved =
        solve(Problem::new(event, &candidates), Run::quiet(options, &Stop::never().within(20.0))).expect("there is a timetable");
    assert!(check(event, &solved.timetable).is_clean(), "{:?}", check(event, &solved.timetable).violations);
    solved
}

/// `S1-B1 10:00 1-T01` of every meeting.
fn meetings(event: &Event, solved: &Solved) -> Vec<String> {
    let row = |m: &koppex::timetable::Meeting| {
        let (sme, buyer, place) = (&event.party(m.sme).id, &event.party(m.buyer).id, &event.places[m.place.0 as usize].id);
        let minutes = event.slot(m.slot).start_min;
        format!("{sme}-{buyer} {:02}:{:02} {place}", minutes / 60, minutes % 60)
    };
    solved.timetable.meetings().iter().map(row).collect()
}

const HALF_HOUR: &str = "[event]\nname = \"x\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[meeting]\npresent_minutes = 7\nanswer_minutes = 7\n\
    changeover_minutes = 1\n[[day]]\ndate = \"2027-04-14\"\nsessions = [\"10:00-10:30\"]\n";

/// A party that can play both roles has one minimum, not one in each role.
#[test]
fn the_minimum_of_a_peer_counts_once() {
    let toml = format!("{HALF_HOUR}[[hall]]\nid = \"1\"\ntables = 1\n[rules]\npeers = true\nmin_meetings_sme = 1\n");
    let four = event(&[
        ("event.toml", toml.as_str()),
        ("smes.csv", "sme_id,name\nS1,a\nS2,b\nS3,c\nS4,d\n"),
        ("buyers.csv", "buyer_id,name\n"),
        ("preferences.csv", "from_id,to_id,score\nS1,S2,100\nS1,S3,100\nS2,S3,1\n"),
    ]);
    let answer = solved(&four);
    assert_eq!(answer.levels.iter().map(|l| (l.value, l.bound)).take(3).collect::<Vec<_>>(), [(0, 0), (1, 1), (200, 200)]);

    let toml = format!("{HALF_HOUR}[[hall]]\nid = \"1\"\ntables = 2\n[rules]\npeers = true\n");
    let five = event(&[
        ("event.toml", toml.as_str()),
        ("smes.csv", "sme_id,name,min_meetings\nP0,a,0\nP1,b,2\nP2,c,0\nP3,d,2\nP4,e,0\n"),
        ("buyers.csv", "buyer_id,name\n"),
        (
            "preferences.csv",
            "from_id,to_id,score,kind\nP2,P1,10,want\nP1,P0,20,must\nP4,P2,50,want\nP2,P4,20,want\nP1,P4,100,want\nP4,P3,10,want\n",
        ),
    ]);
    let answer = solved(&five);
    let (value, status) = (answer.levels[2], answer.levels[2].status);
    assert_eq!((value.value, value.bound, status), (160, 160, Status::ProvedOptimal), "130 was once called proved");
}

#[test]
fn two_fixed_meetings_stand_in_the_hall_that_both_can_use() {
    for halls in [["1", "2"], ["2", "1"]] {
        let toml = format!(
            "{HALF_HOUR}[[hall]]\nid = \"{}\"\ntables = 1\n[[hall]]\nid = \"{}\"\ntables = 1\n[walk]\n\"1-2\" = 5\n",
            halls[0], halls[1]
        );
        let fixed = event(&[
            ("event.toml", toml.as_str()),
            ("smes.csv", "sme_id,name\nS1,a\n"),
            ("buyers.csv", "buyer_id,name,hall\nB1,x,\nB2,y,1\n"),
            ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\n"),
            ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2027-04-14,10:00,fix\nS1,B2,2027-04-14,10:15,fix\n"),
        ]);
        assert_eq!(meetings(&fixed, &solved(&fixed)), ["S1-B1 10:00 1-T01", "S1-B2 10:15 1-T01"], "{halls:?}");
    }
}

/// The sessions touch at 10:45, where nobody can leave one hall and be in the other: of B1, who is there until then, and B2, who is there from
/// then on, S1 meets one; with the other two there are three meetings.
#[test]
fn nobody_is_in_two_halls_where_one_session_follows_another_without_a_break() {
    let toml = "[event]\nname = \"x\"\ntimezone = \"Asia/Seoul\"\n[meeting]\npresent_minutes = 10\nanswer_minutes = 10\nchangeover_minutes = 5\n[[day]]\n\
        date = \"2027-04-14\"\nsessions = [\"10:00-10:45\", \"10:45-11:30\"]\n[[hall]]\nid = \"3\"\ntables = 1\n[[hall]]\nid = \"4\"\ntables = 1\n\
        [walk]\n\"3-4\" = 4\n";
    let touching = event(&[
        ("event.toml", toml),
        ("smes.csv", "sme_id,name\nS1,a\n"),
        ("buyers.csv", "buyer_id,name,hall\nB1,k,3\nB2,l,4\nB3,m,3\nB4,n,4\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\nS1,B4\n"),
        (
            "windows.csv",
            "party_id,date,start,end,kind\nB1,2027-04-14,10:25,10:45,available\nB2,2027-04-14,10:45,11:05,available\n",
        ),
    ]);
    let answer = solved(&touching);
    assert_eq!((answer.timetable.len(), answer.levels[2].value, answer.levels[2].bound), (3, 150, 150));
}

/// 02:30 does not exist in Berlin on that day: the window begins at 03:00, which is 10:00 in Seoul.
#[test]
fn a_window_that_begins_in_a_skipped_hour_begins_after_it() {
    let files: Files = &[
        (
            "event.toml",
            "[event]\nname = \"x\"\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2027-03-28\"\nsessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"1\"\nvideo_rooms = 1\n",
        ),
        ("smes.csv", "sme_id,name\nS1,a\n"),
        ("buyers.csv", "buyer_id,name,timezone,mode\nB1,k,Europe/Berlin,online\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\n"),
        ("windows.csv", "party_id,date,start,end,kind,timezone\nB1,2027-03-28,02:30,03:30,available,Europe/Berlin\n"),
    ];
    let (skipped, faults) = koppex::validate::event_from(files).expect("a valid event");
    assert_eq!(
        faults.iter().map(|f| (f.code, f.at.to_string())).collect::<Vec<_>>(),
        [("N606", "windows.csv:2 (start)".to_string())]
    );
    let held = meetings(&skipped, &solved(&skipped));
    assert!(held == ["S1-B1 10:00 1-V01"] || held == ["S1-B1 10:15 1-V01"], "10:00 to 10:30 in Seoul: {held:?}");
    let busy = files.iter().map(|(name, text)| (*name, text.replace("03:30", "03:14"))).collect::<Vec<_>>();
    let (short, _) = koppex::validate::event_from(&busy).expect("a valid event");
    assert_eq!(meetings(&short, &solved(&short)), ["S1-B1 10:00 1-V01"], "14 minutes from 03:00 on");
}

/// Both sides are numbered from 1, and pairs that nobody wished may be used: whoever reads the timetable back knows who is who from the columns.
#[test]
fn the_same_numbers_on_both_sides_are_read_back_as_they_were_written() {
    let files: [Files; 2] = [
        &[
            (
                "event.toml",
                "[event]\ntimezone = \"Europe/Berlin\"\n[[day]]\ndate = \"2027-01-04\"\nsessions = [\"00:00-24:00\"]\n[[hall]]\nid = \"A-1\"\n[[hall]]\nid = \"A\"\n\
                 tables = 2\n[value]\nfill_points = 5\n",
            ),
            ("smes.csv", "sme_id,name,category\n4,a,\n6,b,기계\n"),
            ("buyers.csv", "buyer_id,name,category\n4,x,기계\n6,y,\n"),
            ("preferences.csv", "from_id,to_id\nbuyer:6,sme:4\n"),
        ],
        &[
            (
                "event.toml",
                "[event]\nname = \"small\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[meeting]\npresent_minutes = 5\nanswer_minutes = 5\nchangeover_minutes = 5\n\
                 [[day]]\ndate = \"2027-03-14\"\nsessions = [\"09:30-10:45\"]\n[[hall]]\nid = \"3\"\n[[hall]]\nid = \"4\"\ntables = 2\nvideo_rooms = 1\n\
                 [rules]\nonce_per_org = true\n[value]\nfill_points = 60\n[online]\nlocal_hours = \"06:00-22:00\"\n",
            ),
            (
                "smes.csv",
                "sme_id,name,category,online,wishes\n1,가,,yes,\n2,나,건설,,\n3,다,건설,no,\"1,2\"\n6,바,건설,yes,\"1,2\"\n7,사,건설,,\n8,아,,no,2、1\n",
            ),
            (
                "buyers.csv",
                "buyer_id,name,org,timezone,mode,hall,desks,category,wishes\n1,담당1,기관1,America/New_York,online,,2,건설,3\n2,담당2,기관1,Asia/Seoul,online,3,2,건설,\n",
            ),
            (
                "preferences.csv",
                "from_id,to_id,kind\nsme:1,buyer:2,\nsme:1,buyer:1,\nsme:2,buyer:2,block\nsme:7,buyer:2,\nbuyer:2,sme:8,\n",
            ),
            ("places.csv", "place_id,hall,kind\nP1,3,video\n자리 2,4,table\nP3,4,\nP4,4,video\n"),
        ],
    ];
    for files in files {
        let temp = tempfile::tempdir().unwrap();
        files.iter().for_each(|(name, text)| fs::write(temp.path().join(name), text).unwrap());
        for command in ["schedule", "verify"] {
            let made = Command::new(env!("CARGO_BIN_EXE_koppex")).arg(command).arg(temp.path()).output().unwrap();
            let said = [&made.stdout[..], &made.stderr[..]].concat();
            assert_eq!(made.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&said));
        }
    }
}

/// A row that a person typed for two who never wished to meet is judged as those two, although the same numbers the other way round did wish it.
#[test]
fn a_row_typed_by_hand_is_judged_as_the_companies_it_names() {
    let toml = HALF_HOUR.replace("10:30", "12:00") + "[[hall]]\nid = \"1\"\ntables = 3\n";
    let numbered = event(&[
        ("event.toml", toml.as_str()),
        ("smes.csv", "sme_id,name\n1,Alpha Ltd\n2,Beta Ltd\n"),
        ("buyers.csv", "buyer_id,name,org\n1,Mr One,City One\n2,Ms Two,City Two\n"),
        ("preferences.csv", "from_id,to_id\nsme:2,buyer:1\n"),
    ]);
    let checker = Checker::new(&numbered);
    let typed = checker.read_meetings(b"sme_id,buyer_id,date,start,place_id\n1,2,2027-04-14,10:00,1-T01\n").expect("read");
    let said: Vec<String> = checker.check_read(&typed).violations.iter().map(|v| format!("{:?} {}", v.rule, v.en)).collect();
    assert_eq!(said, ["Blocked sme:1 Alpha Ltd and buyer:2 Ms Two meet at 2027-04-14 10:00: no one wished it"]);
}

/// What once took exponential time, or time by the square of a length.
#[test]
fn names_of_any_length_are_compared_in_no_time() {
    let started = std::time::Instant::now();
    let toml = format!("{HALF_HOUR}[[hall]]\nid = \"1\"\ntables = 1\n");
    let glued = format!("from_id,to_id\nA,{}!\n", "A".repeat(79));
    let long = format!("from_id,to_id\nA,{}\n", "B".repeat(30_000));
    for preferences in [&glued, &long] {
        let files = [
            ("event.toml", toml.as_str()),
            ("smes.csv", "sme_id,name\nA,a\nAA,b\n"),
            ("buyers.csv", "buyer_id,name\nB,x\nBB,y\n"),
            ("preferences.csv", preferences.as_str()),
        ];
        let faults = koppex::validate::event_from(&files).map(|(e, _)| e.name).expect_err("no such party");
        assert_eq!(faults.iter().map(|f| f.code).collect::<Vec<_>>(), ["E309"]);
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

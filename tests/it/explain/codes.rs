//! One small event for each code in which it must be given, and its nearest neighbour in which it must not. The pair asked about is S1 - B1.

use super::against_checker::{levels_of, written};
use super::judged::Judged;
use crate::support::{event, timetable};
use koppex::candidates::Candidates;
use koppex::check::Checker;
use koppex::event::{Event, Lang};
use koppex::explain::unmet;
use koppex::outcome::{ReasonCode, Status, Unmet};
use koppex::problem::Problem;

const EVENT: &str = "[event]\nname = \"Tiny\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[meeting]\npresent_minutes = 7\nanswer_minutes = 7\n\
    changeover_minutes = 1\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-10:30\"]\n[[hall]]\nid = \"A\"\n[[hall]]\nid = \"B\"\n";

/// Three SMEs wish two buyers; two slots and two tables in hall A.
const FILES: [(&str, &str); 5] = [
    ("event.toml", EVENT),
    ("smes.csv", "sme_id,name\nS1,One\nS2,Two\nS3,Three\n"),
    ("buyers.csv", "buyer_id,name\nB1,Kim\nB2,Lee\n"),
    ("places.csv", "place_id,hall,kind\nT1,A,table\nT2,A,table\n"),
    ("preferences.csv", WISHES),
];
const WISHES: &str = "from_id,to_id,score\nS1,B1,50\nS1,B2,50\nS2,B1,50\nS2,B2,50\nS3,B1,50\nS3,B2,50\n";

/// Files to replace (event.toml: to append), and the meetings held.
type World<'a> = (&'a [(&'a str, &'a str)], &'a str);

fn tiny(changes: &[(&str, &str)]) -> Event {
    let mut files: Vec<(&str, String)> = FILES.map(|(name, text)| (name, text.to_string())).into();
    for (name, text) in changes {
        match files.iter_mut().find(|(file, _)| file == name) {
            Some((_, old)) if *name == "event.toml" => old.push_str(text),
            Some((_, old)) => *old = text.to_string(),
            None => files.push((name, text.to_string())),
        }
    }
    event(&files)
}

/// What is said about S1 - B1 where the levels have the values of the timetable held, level 3 with this status.
fn said((changes, rows): World, of_value: Status, lang: Lang) -> Unmet {
    let mut event = tiny(changes);
    event.language = lang;
    let (candidates, checker, held) = (Candidates::new(&event), Checker::new(&event), timetable(&event, rows));
    let unmet = unmet(Problem::new(&event, &candidates), &held, &levels_of(&checker, &held, of_value));
    let found = unmet.into_iter().find(|u| [u.sme, u.buyer].map(|p| event.party(p).id.as_str()) == ["S1", "B1"]);
    let found = found.expect("S1 wishes B1 and does not meet it");
    let judged = Judged::new(&checker, (found.sme, found.buyer)).reason(&written(&held), of_value == Status::ProvedOptimal);
    assert_eq!(found.reason, judged, "{changes:?}\n{rows:?}");
    found
}

/// The code is given, proved or not, and to the neighbour it is not.
fn check_code(code: ReasonCode, name: &str, given: World, neighbour: World) {
    for status in [Status::ProvedOptimal, Status::WithinGap] {
        let (there, here) = (said(given, status, Lang::En), said(neighbour, status, Lang::En));
        assert_eq!(there.reason, code, "{name}: {}", there.detail);
        assert_ne!(here.reason, code, "{name}, neighbour: {}", here.detail);
    }
}

/// Windows in which the parties named are busy on 2022-04-13 in a slot.
fn busy(slots: &[(&str, &str)]) -> String {
    let row =
        |(who, start): &(&str, &str)| format!("{who},2022-04-13,{start},{}\n", start.replace(":00", ":14").replace(":15", ":29"));
    format!("party_id,date,start,end\n{}", slots.iter().map(row).collect::<String>())
}

#[test]
fn what_keeps_a_pair_apart_whatever_the_timetable() {
    use ReasonCode::*;
    let block = |from: &str, to: &str| format!("from_id,to_id,kind\nS1,B1,\n{from},{to},block\n");
    check_code(
        Blocked,
        "the buyer blocks",
        (&[("preferences.csv", &block("B1", "S1"))], ""),
        (&[("preferences.csv", &block("B1", "S2"))], ""),
    );
    check_code(
        Blocked,
        "the SME's own wish blocked",
        (&[("preferences.csv", &block("B1", "S1"))], ""),
        (&[("preferences.csv", &block("B2", "S1"))], ""),
    );
    let online = ("buyers.csv", "buyer_id,name,mode\nB1,Kim,online\nB2,Lee,\n");
    let room = ("places.csv", "place_id,hall,kind\nT1,A,table\nV1,A,video\n");
    check_code(
        Mode,
        "the SME does not meet online",
        (&[online, room, ("smes.csv", "sme_id,name,online\nS1,One,no\nS2,Two,\nS3,Three,\n")], ""),
        (&[online, room, ("smes.csv", "sme_id,name,online\nS1,One,yes\nS2,Two,\nS3,Three,\n")], ""),
    );
    check_code(
        NoCommonTime,
        "one is busy when the other is free",
        (&[("windows.csv", &busy(&[("S1", "10:00"), ("B1", "10:15")]))], ""),
        (&[("windows.csv", &busy(&[("S1", "10:00"), ("B1", "10:00")]))], ""),
    );
    let until = |end: &str| format!("from_id,to_id,not_after\nS1,B1,2022-04-13 {end}\n");
    check_code(
        NoCommonTime,
        "a wish that ends too early",
        (&[("preferences.csv", &until("10:13"))], ""),
        (&[("preferences.csv", &until("10:14"))], ""),
    );
    let speak = [
        ("smes.csv", "sme_id,name,languages\nS1,One,ko\nS2,Two,ko\nS3,Three,\n"),
        ("buyers.csv", "buyer_id,name,languages\nB1,Kim,en\nB2,Lee,en\n"),
    ];
    check_code(
        Language,
        "no interpreter speaks both",
        (&[speak[0], speak[1], ("interpreters.csv", "interpreter_id,languages\nI1,ko;fr\n")], ""),
        (&[speak[0], speak[1], ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n")], ""),
    );
    let interpreter = ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n");
    let away = |slots: &[(&str, &str)]| busy(slots);
    check_code(
        NoInterpreter,
        "the interpreter is away whenever both are free",
        (&[speak[0], speak[1], interpreter, ("windows.csv", &away(&[("I1", "10:00"), ("S1", "10:15")]))], ""),
        (&[speak[0], speak[1], interpreter, ("windows.csv", &away(&[("I1", "10:00"), ("S1", "10:00")]))], ""),
    );
    let one_table = ("places.csv", "place_id,hall,kind\nT1,A,table\n");
    check_code(
        NoPlace,
        "the only table is closed whenever both are free",
        (&[one_table, ("windows.csv", &away(&[("T1", "10:00"), ("S1", "10:15")]))], ""),
        (&[one_table, ("windows.csv", &away(&[("T1", "10:00"), ("S1", "10:00")]))], ""),
    );
    let pin = |start: &str| format!("sme_id,buyer_id,date,start,action\nS1,B1,{start},forbid\n");
    check_code(PinnedAway, "forbidden", (&[("pins.csv", &pin(","))], ""), (&[("pins.csv", &pin("2022-04-13,10:00"))], ""));
    let seminar = [
        ("registrations.csv", "session_id,party_id\nL1,S1\n"),
        ("sessions.csv", "session_id,title,date,start,end,hall\nL1,Talk,2022-04-13,10:14,10:30,B\n"),
    ];
    check_code(
        Walk,
        "a seminar in another hall right after",
        (&[seminar[0], seminar[1], ("event.toml", "[walk]\n\"A-B\" = 1\n")], ""),
        (&[seminar[0], seminar[1], ("event.toml", "[walk]\n\"A-B\" = 0\n")], ""),
    );
    let bonus = |points: i32| format!("sme_id,name,bonus\nS1,One,{points}\nS2,Two,\nS3,Three,\n");
    assert_eq!(said((&[("smes.csv", &bonus(-50))], ""), Status::WithinGap, Lang::En).reason, Outranked, "worth nothing");
    assert_eq!(said((&[("smes.csv", &bonus(-49))], ""), Status::WithinGap, Lang::En).reason, NotProved, "worth a point");
}

#[test]
fn what_every_way_breaks_as_the_timetable_stands() {
    use ReasonCode::*;
    let b1_early = busy(&[("B1", "10:15")]);
    let early = ("windows.csv", b1_early.as_str());
    check_code(SmeFull, "the SME is elsewhere", (&[early], "S1 B2 13 10:00 T1"), (&[early], "S1 B2 13 10:15 T1"));
    check_code(BuyerFull, "the buyer is elsewhere", (&[early], "S2 B1 13 10:00 T1"), (&[early], "S2 B2 13 10:00 T1"));
    let all_day = "S2 B1 13 10:00 T1\nS3 B1 13 10:15 T1\nS1 B2 13 10:00 T2";
    check_code(BuyerFull, "and the SME as well in one slot", (&[], all_day), (&[], "S2 B1 13 10:00 T1\nS1 B2 13 10:15 T2"));
    let most = |n: u32| format!("sme_id,name,max_meetings\nS1,One,{n}\nS2,Two,\nS3,Three,\n");
    check_code(
        SmeLimit,
        "max_meetings",
        (&[("smes.csv", &most(1))], "S1 B2 13 10:00 T1"),
        (&[("smes.csv", &most(2))], "S1 B2 13 10:00 T1"),
    );
    let daily = |n: u32| format!("buyer_id,name,max_per_day\nB1,Kim,{n}\nB2,Lee,\n");
    check_code(
        BuyerLimit,
        "max_per_day",
        (&[("buyers.csv", &daily(1))], "S2 B1 13 10:00 T1"),
        (&[("buyers.csv", &daily(2))], "S2 B1 13 10:00 T1"),
    );
    let one_table = ("places.csv", "place_id,hall,kind\nT1,A,table\n");
    let taken = "S2 B2 13 10:00 T1\nS3 B2 13 10:15 T1";
    check_code(NoPlace, "the only table is in use", (&[one_table], taken), (&[], taken));
    let speak = [
        ("smes.csv", "sme_id,name,languages\nS1,One,ko\nS2,Two,ko\nS3,Three,\n"),
        ("buyers.csv", "buyer_id,name,languages\nB1,Kim,en\nB2,Lee,en\n"),
        early,
    ];
    let served = "S2 B2 13 10:00 T1 I1";
    check_code(
        NoInterpreter,
        "the only interpreter serves another meeting",
        (&[speak[0], speak[1], speak[2], ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n")], served),
        (&[speak[0], speak[1], speak[2], ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\nI2,ko;en\n")], served),
    );
    let once = ("event.toml", "[rules]\nonce_per_org = true\n");
    let of = |org: &str| format!("buyer_id,name,org\nB1,Kim,City\nB2,Lee,{org}\n");
    check_code(
        OrgAlreadyMet,
        "a colleague is met",
        (&[once, ("buyers.csv", &of("City"))], "S1 B2 13 10:00 T1"),
        (&[once, ("buyers.csv", &of("Port"))], "S1 B2 13 10:00 T1"),
    );
    let halls = [
        ("buyers.csv", "buyer_id,name,hall\nB1,Kim,A\nB2,Lee,B\n"),
        ("places.csv", "place_id,hall,kind\nT1,A,table\nT2,B,table\n"),
    ];
    let b1_late = busy(&[("B1", "10:00")]);
    let late = ("windows.csv", b1_late.as_str());
    let walk = |min: &str| format!("[walk]\n\"A-B\" = {min}\n");
    let next_hall = "S1 B2 13 10:00 T2";
    check_code(
        Walk,
        "two minutes in one",
        (&[halls[0], halls[1], late, ("event.toml", &walk("2"))], next_hall),
        (&[halls[0], halls[1], late, ("event.toml", &walk("1"))], next_hall),
    );
    let rest = |n: u32| format!("sme_id,name,max_in_a_row\nS1,One,{n}\nS2,Two,\nS3,Three,\n");
    check_code(
        Rest,
        "two in a row",
        (&[late, ("smes.csv", &rest(1))], "S1 B2 13 10:00 T1"),
        (&[late, ("smes.csv", &rest(2))], "S1 B2 13 10:00 T1"),
    );
    let order = |row: &str| format!("first_sme,first_buyer,then_sme,then_buyer\n{row}\n");
    check_code(
        PinnedAway,
        "to be earlier than the first slot",
        (&[("order.csv", &order("S1,B1,S1,B2"))], "S1 B2 13 10:00 T1"),
        (&[("order.csv", &order("S1,B2,S1,B1"))], "S1 B2 13 10:00 T1"),
    );
    let even = |difference: &str| {
        let rule = THIRD_SLOT.replace("difference = 0", difference);
        said((&[("event.toml", &rule), ("windows.csv", LAST_SLOT)], "S1 B2 14 10:00 T1"), Status::ProvedOptimal, Lang::En)
    };
    let (uneven, even) = (even("difference = 0"), even("difference = 1"));
    assert_eq!(uneven.reason, NotProved, "a gap that nobody else has: {}", uneven.detail);
    assert!(uneven.detail.contains("max_gap_difference"), "{}", uneven.detail);
    assert_ne!(even.reason, NotProved, "{}", even.detail);
}

/// A second day of three slots, of which B1 has the last one only; nobody may have a gap more than another.
const THIRD_SLOT: &str = "[[day]]\ndate = \"2022-04-14\"\nsessions = [\"10:00-10:45\"]\n[rules]\nmax_gap_difference = 0\n";
const LAST_SLOT: &str = "party_id,date,start,end\nB1,2022-04-13,10:00,11:00\nB1,2022-04-14,10:00,10:29\n";

/// S1 is elsewhere in one slot and B1 in the other.
const CROSSED: &str = "S1 B2 13 10:00 T1\nS2 B1 13 10:15 T1";

#[test]
fn outranked_is_said_only_of_a_timetable_whose_level_3_is_proved() {
    check_proof(&[], CROSSED);
    assert_eq!(said((&[], "S1 B2 13 10:00 T1"), Status::WithinGap, Lang::En).reason, ReasonCode::NotProved, "a slot is left");
    let full = "S1 B2 13 10:00 T1\nS2 B1 13 10:15 T1\nS3 B1 13 10:00 T2";
    assert_eq!(said((&[], full), Status::ProvedOptimal, Lang::En).reason, ReasonCode::BuyerFull, "what a rule says comes first");
}

fn check_proof(changes: &[(&str, &str)], rows: &str) {
    let of = |status| said((changes, rows), status, Lang::En).reason;
    assert_eq!(of(Status::ProvedOptimal), ReasonCode::Outranked);
    assert_eq!([Status::WithinGap, Status::BestFound].map(of), [ReasonCode::NotProved; 2]);
    // What was proved of another timetable, or of fewer levels, is not claimed of this one.
    let event = tiny(changes);
    let (candidates, checker, held) = (Candidates::new(&event), Checker::new(&event), timetable(&event, rows));
    let proved = levels_of(&checker, &held, Status::ProvedOptimal);
    for (level, by) in [(0, 1), (1, 1), (2, 1), (2, -1)] {
        let mut of_another = proved.clone();
        of_another[level].value += by;
        of_another[level].bound += by;
        check_not_proved(&unmet(Problem::new(&event, &candidates), &held, &of_another));
    }
    check_not_proved(&unmet(Problem::new(&event, &candidates), &held, &proved[..2]));
    check_not_proved(&unmet(Problem::new(&event, &candidates), &held, &proved[2..]));
    check_not_proved(&unmet(Problem::new(&event, &candidates), &held, &[]));
}

fn check_not_proved(rows: &[Unmet]) {
    assert!(rows.iter().any(|row| row.reason == ReasonCode::NotProved));
    assert!(rows.iter().all(|row| row.reason != ReasonCode::Outranked && !row.detail.contains("level 3 is proved")), "{rows:?}");
}

#[test]
fn the_words_say_what_stands_in_the_way_and_what_is_proved() {
    let early = busy(&[("B1", "10:15")]);
    let even: World = (&[("event.toml", THIRD_SLOT), ("windows.csv", LAST_SLOT)], "S1 B2 14 10:00 T1");
    let cases: [(World, Status, &str, &str); 7] = [
        (
            (&[("windows.csv", &early)], "S1 B2 13 10:00 T1"),
            Status::ProvedOptimal,
            "in the only slot in which the two could meet, the SME is in another meeting",
            "두 참가자가 만날 수 있는 하나뿐인 시간대에 기업이 다른 상담 중",
        ),
        (
            (&[], "S2 B1 13 10:00 T1\nS3 B1 13 10:15 T1"),
            Status::ProvedOptimal,
            "in all 2 slots in which the two could meet, the buyer is in another meeting",
            "두 참가자가 만날 수 있는 시간대 2개 모두에서 바이어가 다른 상담 중",
        ),
        (
            even,
            Status::WithinGap,
            "in the only slot in which the two could meet, the numbers of gaps would differ too much (max_gap_difference)",
            "두 참가자가 만날 수 있는 하나뿐인 시간대에 참가자 사이의 빈 시간 수 차이가 너무 커짐(max_gap_difference)",
        ),
        (
            (&[], CROSSED),
            Status::ProvedOptimal,
            "2 slots in which the two could meet: the SME is in another meeting in 1, the buyer is in another meeting in 1; no timetable that loses \
             no more must wishes and minimum meetings is worth more (level 3 is proved optimal)",
            "두 참가자가 만날 수 있는 시간대 2개: 기업이 다른 상담 중 1개, 바이어가 다른 상담 중 1개; 필수 희망과 최소 상담 수를 이만큼 지키면서 \
             총점이 더 높은 시간표는 없음(3단계 최적 증명됨)",
        ),
        (
            (&[], CROSSED),
            Status::WithinGap,
            "2 slots in which the two could meet: the SME is in another meeting in 1, the buyer is in another meeting in 1; a timetable worth more \
             that holds it is not ruled out",
            "두 참가자가 만날 수 있는 시간대 2개: 기업이 다른 상담 중 1개, 바이어가 다른 상담 중 1개; 이 상담을 넣고 총점이 더 높은 시간표가 없다고는 \
             증명되지 않음",
        ),
        (
            (&[], "S1 B2 13 10:00 T1"),
            Status::WithinGap,
            "2 slots in which the two could meet: the SME is in another meeting in 1, nothing stands in the way in 1; a timetable worth more that \
             holds it is not ruled out",
            "두 참가자가 만날 수 있는 시간대 2개: 기업이 다른 상담 중 1개, 걸리는 것이 없음 1개; 이 상담을 넣고 총점이 더 높은 시간표가 없다고는 \
             증명되지 않음",
        ),
        (
            (&[("smes.csv", "sme_id,name,max_meetings\nS1,One,1\nS2,Two,\nS3,Three,\n")], "S1 B2 13 10:00 T1"),
            Status::ProvedOptimal,
            "One already holds as many meetings as it may: 1",
            "One의 최대 상담 수 1건이 찼음",
        ),
    ];
    for (world, status, en, ko) in cases {
        assert_eq!(said(world, status, Lang::En).detail, en);
        assert_eq!(said(world, status, Lang::Ko).detail, ko);
    }
}

const CODES: [ReasonCode; 16] = [
    ReasonCode::Blocked,
    ReasonCode::Mode,
    ReasonCode::NoCommonTime,
    ReasonCode::Language,
    ReasonCode::SmeFull,
    ReasonCode::BuyerFull,
    ReasonCode::SmeLimit,
    ReasonCode::BuyerLimit,
    ReasonCode::NoPlace,
    ReasonCode::NoInterpreter,
    ReasonCode::OrgAlreadyMet,
    ReasonCode::Walk,
    ReasonCode::Rest,
    ReasonCode::PinnedAway,
    ReasonCode::Outranked,
    ReasonCode::NotProved,
];

#[test]
fn the_readme_says_what_each_code_means() {
    let readme = include_str!("../../../src/explain/README.md");
    let rows: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()).skip(1).collect();
    assert_eq!(rows, CODES.map(ReasonCode::name));
}

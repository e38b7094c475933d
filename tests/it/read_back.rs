//! meetings.csv as it is read back: every row that says something impossible is a violation of the rule that fits, every cell that says
//! something else than the facts is named by line and column.

use crate::support::{blamed, event, small_event};
use koppex::check::Unread;
use koppex::check::{Checker, Published};
use koppex::event::PartyId;

const HEADER: &str = "meeting_id,sme_id,sme_name,buyer_id,buyer_name,org,date,start,answer_start,end,hall,place_id,mode,interpreter,value,wished_by,pinned";
const ROW: &str = "M-S1-B1,S1,One,B1,Kim,City,2022-04-13,10:00,10:07,10:14,A,T1,onsite,,100,sme,no";

/// Violations and wrong cells of a file, as `R02 S1 13 10:00` and `2 end`; or what cannot be read, as `unread E304 2 date`.
fn read(csv: &str) -> Vec<String> {
    let event = small_event(&[("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n")]);
    let checker = Checker::new(&event);
    match checker.read_meetings(csv.as_bytes()) {
        Ok(back) => {
            let faults = back.faults.iter().map(|f| format!("{} {}", f.line, f.column));
            blamed(&checker.check_read(&back)).into_iter().chain(faults).collect()
        }
        Err(Unread(faults)) => {
            let errors = faults.iter().filter(|fault| fault.is_error());
            errors.map(|fault| format!("unread {} {} {}", fault.code, fault.at.line, fault.at.column)).collect()
        }
    }
}

fn with_cell(column: &str, cell: &str) -> String {
    let ix = HEADER.split(',').position(|c| c == column).unwrap();
    let mut cells: Vec<&str> = ROW.split(',').collect();
    cells[ix] = cell;
    format!("{HEADER}\n{}\n", cells.join(","))
}

#[test]
fn a_file_as_written_is_clean() {
    let nothing: [&str; 0] = [];
    assert_eq!(read(&format!("{HEADER}\n{ROW}\n")), nothing);
    assert_eq!(read(&format!("\u{feff}{HEADER}\r\n{ROW}\r\n\r\n")), nothing);
    assert_eq!(read(HEADER), nothing);
    assert_eq!(read(&format!("{HEADER}\n{ROW}\n").replace(',', ";")), nothing);
}

/// Whoever moves only the start reads what the other two times must be, and that they may be left empty.
#[test]
fn a_moved_start_says_what_the_times_behind_it_must_be() {
    let event = small_event(&[("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n")]);
    let back = Checker::new(&event).read_meetings(with_cell("start", "10:15").as_bytes()).expect("read");
    let said: Vec<(&str, &str)> = back.faults.iter().map(|fault| (fault.column.as_str(), fault.en.as_str())).collect();
    let expected = [
        ("answer_start", "`10:07` stands where a meeting that starts at 10:15 has `10:22`; correct this cell or leave it empty"),
        ("end", "`10:14` stands where a meeting that starts at 10:15 has `10:29`; correct this cell or leave it empty"),
    ];
    assert_eq!(said, expected);
    assert_eq!(back.faults[1].ko, "10:15에 시작하는 상담은 `10:29`인데 `10:14`라고 되어 있음. 이 칸을 고치거나 비우세요");
    let emptied = with_cell("start", "10:15").replace("10:07,10:14", ",");
    assert_eq!(read(&emptied), Vec::<String>::new());
}

/// What unmet.csv says would help is read back for those rows that say it whole.
#[test]
fn fixes_are_read_by_the_two_parties() {
    let event = small_event(&[]);
    let unmet =
        "sme_id,buyer_id,fix,fix_gain\nS1,B1,One more table,30\nS1,B2,,\nS2,B1,Half,\nS2,B2,,5\nS9,B1,Gone,1\nS3,B3,\"A, B\",0\n";
    let fixes = Checker::new(&event).published_fixes(unmet.as_bytes());
    let pair = |sme: u32, buyer: u32| (PartyId(sme), PartyId(buyer));
    let wanted = [(pair(0, 4), ("One more table".to_string(), 30)), (pair(2, 6), ("A, B".to_string(), 0))];
    assert_eq!(fixes, wanted.into());
}

/// What is said of a cell that names nobody.
#[test]
fn an_id_that_nobody_has_says_what_it_may_have_been() {
    let event = small_event(&[
        ("smes.csv", "sme_id,name\nS1,One\n007,Bond\n0042,Two\n042,Three\nS5,Same\nS6,Same\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\n"),
        ("interpreters.csv", "interpreter_id,languages\nI1,ko;en\n"),
    ]);
    let zeros = |id: &str| format!("did a spreadsheet remove the zeros? Write `{id}`");
    let near = |id: &str| format!("did you mean `{id}`?");
    let lost = "write an id of the event's tables, or delete the row; a spreadsheet may have made a number or a date of the id";
    let cases = [
        ("sme_id", "One", "this is a name; write the id `S1`".to_string()),
        ("sme_id", "Same", lost.into()),
        ("sme_id", "Kim", lost.into()),
        ("sme_id", "7", zeros("007")),
        ("sme_id", "7.0", zeros("007")),
        ("sme_id", "S11", near("S1")),
        ("sme_id", "2022-04-13", lost.into()),
        ("buyer_id", "Kim", "this is a name; write the id `B1`".into()),
        ("buyer_id", "City", lost.into()),
        ("buyer_id", "Paris", "this is a name; write the id `B4`".into()),
        ("place_id", "T11", near("T1")),
        ("interpreter", "I11", near("I1")),
    ];
    for (column, cell, wanted) in cases {
        let Err(Unread(faults)) = Checker::new(&event).read_meetings(with_cell(column, cell).as_bytes()) else {
            panic!("{column} {cell} was read")
        };
        let said: Vec<(&str, &str)> =
            faults.iter().filter(|f| f.is_error()).map(|f| (f.at.column.as_str(), f.help.en.as_str())).collect();
        assert_eq!(said, [(column, wanted.as_str())], "{cell}");
    }
}

#[test]
fn a_hand_edited_cell_is_read_as_it_is_meant_or_named() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("start", "9:60", &["unread E305 2 start"]),
        ("start", "10:00:00", &[]),
        ("start", "10:05", &["R02 S1+B1 13 10:05"]),
        ("start", "", &["unread E301 2 start"]),
        ("start", "10:15", &["2 answer_start", "2 end"]),
        ("date", "2022. 4. 13.", &[]),
        ("date", "2022/4/13", &[]),
        ("date", "2022-04-13 00:00:00", &[]),
        ("date", "4/13/2022", &[]),
        ("date", "4월 13일(수)", &[]),
        ("date", "4/13(목)", &["unread E304 2 date"]),
        ("date", "2022-04-13(목)", &["unread E304 2 date"]),
        ("date", "Wed 4/13/2022", &[]),
        ("date", "44664", &[]),
        ("date", "4/20/2022", &["unread E304 2 date"]),
        ("start", "오전 10:00", &[]),
        ("start", "10:00 AM", &[]),
        ("start", "10 AM", &[]),
        ("start", "2022-04-13 10:00:00", &[]),
        ("start", "2022-04-14 10:00:00", &["unread E305 2 start"]),
        ("start", "0.416666667", &["unread E305 2 start"]),
        ("date", "2022-04-20", &["R02 S1+B1 20 10:00"]),
        ("date", "soon", &["unread E304 2 date"]),
        ("date", "13 Apr 2022", &[]),
        ("date", "13 2022 Apr", &["unread E304 2 date"]),
        ("date", "about 4/13/2022", &["unread E304 2 date"]),
        ("date", "000002022-4-13", &["unread E304 2 date"]),
        ("sme_id", "S9", &["unread E309 2 sme_id"]),
        ("sme_id", "sme:S1", &["2 meeting_id"]),
        ("buyer_id", "", &["unread E301 2 buyer_id"]),
        ("place_id", "T9", &["unread E313 2 place_id"]),
        ("place_id", "", &["R04 S1+B1 13 10:00"]),
        ("place_id", "T3", &["2 hall"]),
        ("interpreter", "I9", &["unread E309 2 interpreter"]),
        ("interpreter", "I1", &[]),
        ("answer_start", "10:08", &["2 answer_start"]),
        ("end", "10:15", &["2 end"]),
        ("end", "noon", &["2 end"]),
        ("end", "", &[]),
        ("hall", "B", &["2 hall"]),
        ("mode", "online", &["2 mode"]),
        ("value", "99", &["2 value"]),
        ("value", "100.0", &[]),
        ("pinned", "FALSE", &[]),
        ("pinned", "아니오", &[]),
        ("pinned", "예", &["2 pinned"]),
        ("mode", "ONSITE", &[]),
        ("sme_id", "s1", &["2 meeting_id"]),
        ("place_id", "ｔ1", &[]),
        ("end", "오전 10:14", &[]),
        ("wished_by", "both", &["2 wished_by"]),
        ("pinned", "yes", &["2 pinned"]),
        ("sme_name", "Two", &["2 sme_name"]),
        ("buyer_name", "Lee", &["2 buyer_name"]),
        ("org", "Town", &["2 org"]),
        ("meeting_id", "M-S1-B2", &["2 meeting_id"]),
    ];
    for (column, cell, wanted) in cases {
        assert_eq!(read(&with_cell(column, cell)), *wanted, "{column} = {cell}");
    }
}

/// In a file of Korean Windows a question mark stands for what CP949 does not have, two for a character beyond the basic plane; in others it is a question mark.
#[test]
fn spaces_do_not_count_and_question_marks_only_where_characters_were_lost() {
    let event = small_event(&[("smes.csv", "sme_id,name\nS1,가람 é𠮷\nS2,Two\nS3,Three\nS4,Four\n")]);
    let checker = Checker::new(&event);
    let faults = |name: &str, is_korean: bool| -> Vec<String> {
        let csv = with_cell("sme_name", name);
        let bytes = if is_korean { encoding_rs::EUC_KR.encode(&csv).0.into_owned() } else { csv.into_bytes() };
        checker.read_meetings(&bytes).expect("read").faults.iter().map(|f| format!("{} {}", f.line, f.column)).collect()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(faults("가람   é𠮷", false), nothing);
    assert_eq!(faults("가람 ???", false), ["2 sme_name"]);
    assert_eq!(faults("가람 ???", true), nothing);
    assert_eq!(faults("가람  ???", true), nothing);
    assert_eq!(faults("가람 ??", true), ["2 sme_name"]);
    assert_eq!(faults("가나 ???", true), ["2 sme_name"]);
    assert_eq!(faults("", true), nothing);
}

#[test]
fn a_total_or_a_remark_is_left_out_with_a_word_and_what_names_a_meeting_is_not() {
    let event = small_event(&[]);
    let checker = Checker::new(&event);
    let empty = |first: &str| format!("{first}{}", ",".repeat(HEADER.matches(',').count()));
    let with_row = |row: &str| format!("{HEADER}\n{ROW}\n{row}\n");
    for row in
        [empty("합계 1건"), empty("※ 변경될 수 있음"), empty("Total: 1"), empty(",합계"), format!(",Note{}", ",".repeat(15))]
    {
        let back = checker.read_meetings(with_row(&row).as_bytes()).unwrap_or_else(|unread| panic!("{row}: {unread:?}"));
        assert_eq!((back.held.len(), back.faults.len()), (1, 0), "{row}");
        let said: Vec<_> = back.notes.iter().map(|note| (note.at.line, note.cause.en.as_str(), note.help.en.as_str())).collect();
        assert_eq!(said, [(3, "this row is a total or a remark, no meeting; it is left out", "delete the row")], "{row}");
    }
    for row in [empty("M-1"), empty("S1"), empty(",S1")] {
        let Err(Unread(faults)) = checker.read_meetings(with_row(&row).as_bytes()) else { panic!("{row} was left out") };
        assert!(faults.iter().any(|fault| fault.is_error() && fault.at.line == 3), "{row}: {faults:?}");
    }
    let meeting = "합계,S1,,B2,,,2022-04-13,10:15,,,,T1,,,,,";
    assert_eq!(checker.read_meetings(with_row(meeting).as_bytes()).expect("it names a meeting").held.len(), 2);
}

/// Half of a file is no timetable: whoever it leaves out would be cancelled.
#[test]
fn a_file_that_ends_within_a_row_is_unread() {
    let second = ROW
        .replace("S1", "S2")
        .replace("One", "Two")
        .replace("10:00", "10:15")
        .replace("10:07", "10:22")
        .replace("10:14", "10:29");
    let whole = format!("{HEADER}\n{ROW}\n{second}\n");
    let cut = &whole[..whole.len() - 12];
    assert_eq!(read(cut), ["unread E301 3 value"]);
    assert!(
        !read(&format!("{cut}\n")).iter().any(|fault| fault.starts_with("unread")),
        "a row that a person ended is short, not cut"
    );
    assert!(!read(whole.trim_end()).iter().any(|fault| fault.starts_with("unread")), "the last line needs no end");
}

/// Of two meetings of a pair one is fixed.
#[test]
fn a_meeting_is_pinned_where_a_pin_fixes_it_and_nowhere_else() {
    let event = small_event(&[
        ("preferences.csv", "from_id,to_id,times\nS1,B1,2\n"),
        ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\nS1,B1,2022-04-13,10:30,forbid\n"),
    ]);
    let pinned = |start: &str, cell: &str| {
        let csv = format!("sme_id,buyer_id,date,start,place_id,pinned\nS1,B1,2022-04-13,{start},T1,{cell}\n");
        Checker::new(&event).read_meetings(csv.as_bytes()).expect("read").faults.is_empty()
    };
    for (start, is_fixed) in [("10:00", true), ("10:15", false), ("10:30", false)] {
        assert_eq!([pinned(start, "yes"), pinned(start, "no")], [is_fixed, !is_fixed], "{start}");
    }
}

/// S1 and B1 may meet twice, S2 and B2 once.
#[test]
fn every_meeting_of_a_pair_has_an_id_of_its_own() {
    let event = small_event(&[("preferences.csv", "from_id,to_id,times\nS1,B1,2\nS2,B2,1\n")]);
    let checker = Checker::new(&event);
    let faults = |ids: [&str; 3]| -> Vec<String> {
        let [first, second, other] = ids;
        let csv = format!(
            "meeting_id,sme_id,buyer_id,date,start,place_id\n{first},S1,B1,2022-04-13,10:00,T1\n\
             {second},S1,B1,2022-04-13,10:15,T1\n{other},S2,B2,2022-04-13,10:15,T2\n"
        );
        checker
            .read_meetings(csv.as_bytes())
            .expect("readable")
            .faults
            .iter()
            .map(|f| format!("{} {} {}", f.line, f.column, f.value))
            .collect()
    };
    let right: [[&str; 3]; 4] = [
        ["M-S1-B1", "M-S1-B1#2", "M-S2-B2"],
        ["M-S1-B1#2", "M-S1-B1", ""],
        ["M-sme:S1-buyer:B1#2", "M-sme:S1-buyer:B1", "M-sme:S2-buyer:B2"],
        ["", "", ""],
    ];
    right.into_iter().for_each(|ids| assert_eq!(faults(ids), [""; 0], "{ids:?}"));
    let wrong: [([&str; 3], &str); 6] = [
        (["M-S1-B1", "M-S1-B1", "M-S2-B2"], "3 meeting_id M-S1-B1"),
        (["M-S1-B1", "M-S1-B1#3", "M-S2-B2"], "3 meeting_id M-S1-B1#3"),
        (["M-S1-B1", "M-S1-B1#1", "M-S2-B2"], "3 meeting_id M-S1-B1#1"),
        (["M-S1-B1", "M-S1-B1#02", "M-S2-B2"], "3 meeting_id M-S1-B1#02"),
        (["M-S1-B1", "M-S1-B1-2", "M-S2-B2"], "3 meeting_id M-S1-B1-2"),
        (["M-S1-B1", "M-S1-B1#2", "M-S2-B2#2"], "4 meeting_id M-S2-B2#2"),
    ];
    wrong.into_iter().for_each(|(ids, fault)| assert_eq!(faults(ids), [fault], "{ids:?}"));
}

#[test]
fn a_file_without_a_needed_column_says_so() {
    assert_eq!(read("sme_id,buyer_id,date,start\nS1,B1,2022-04-13,10:00\n"), ["unread E106 1 "]);
    assert_eq!(read("").len(), 5, "an empty file is not an empty timetable");
}

#[test]
fn ids_that_look_like_formulas_and_ids_of_both_sides_are_read_back() {
    let event = event(&[
        (
            "event.toml",
            "[event]\nname = \"F\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"A\"\ntables = 2\n[rules]\npeers = true\n",
        ),
        ("smes.csv", "sme_id,name\n=1+1,'Quoted\nX,Ex\n"),
        ("buyers.csv", "buyer_id,name\n-5,@home\nX,Why\n"),
        ("preferences.csv", "from_id,to_id\n=1+1,-5\nsme:X,buyer:X\nbuyer:X,-5\n"),
    ]);
    let checker = Checker::new(&event);
    let csv = "sme_id,sme_name,buyer_id,buyer_name,date,start,place_id\n\
        '=1+1,'Quoted,'-5,'@home,2022-04-13,10:00,A-T01\n\
        X,Ex,X,Why,2022-04-13,10:15,A-T01\n\
        buyer:X,Why,-5,@home,2022-04-13,10:30,A-T01\n";
    let back = checker.read_meetings(csv.as_bytes()).expect("readable");
    assert_eq!(back.faults, []);
    assert_eq!(blamed(&checker.check_read(&back)), [""; 0]);
    let ids: Vec<(u32, u32)> = back.held.iter().map(|h| (h.sme.0, h.buyer.0)).collect();
    assert_eq!(ids, [(0, 2), (1, 3), (3, 2)]);
    assert_eq!(back.timetable(&event).len(), 3);
}

/// The columns say who is who: a row is never turned round, whatever the two wish.
#[test]
fn a_row_means_the_sides_of_its_columns() {
    let files = |peers: bool| {
        [
            (
                "event.toml",
                format!(
                    "[event]\nname = \"X\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-12:00\"]\n[[hall]]\nid = \"1\"\ntables = 3\n[rules]\npeers = {peers}\n"
                ),
            ),
            ("smes.csv", "sme_id,name\n1,Alpha\n2,Beta\nS,Gamma\n".into()),
            ("buyers.csv", "buyer_id,name\n1,Mr One\n2,Ms Two\nB,Mx Bee\n".into()),
            ("preferences.csv", "from_id,to_id\nsme:2,buyer:1\n".into()),
        ]
    };
    let read = |peers: bool, sme: &str, buyer: &str| {
        let event = event(&files(peers));
        let checker = Checker::new(&event);
        let csv = format!("sme_id,buyer_id,date,start,place_id\n{sme},{buyer},2022-04-13,10:00,1-T01\n");
        match checker.read_meetings(csv.as_bytes()) {
            Ok(back) => {
                let sentences: Vec<String> = back.violations.iter().map(|v| v.en.clone()).collect();
                (back.held.first().map(|h| (h.sme.0, h.buyer.0)), sentences.join("; "))
            }
            Err(Unread(faults)) => (None, faults.iter().map(|fault| format!("{} {}", fault.value, fault.cause.en)).collect()),
        }
    };
    let read_as = |peers, sme, buyer, parties: (u32, u32)| {
        assert_eq!(read(peers, sme, buyer), (Some(parties), String::new()), "{sme} {buyer}")
    };
    let refused = |peers, sme, buyer, word: &str| {
        let (held, said) = read(peers, sme, buyer);
        assert!(held.is_none() && said.contains(word), "{sme} {buyer}: {held:?} {said}");
    };
    for peers in [false, true] {
        read_as(peers, "1", "2", (0, 4));
        read_as(peers, "2", "1", (1, 3));
        read_as(peers, "sme:1", "buyer:2", (0, 4));
        read_as(peers, "S", "B", (2, 5));
        refused(peers, "9", "2", "9 no party has this id");
        refused(peers, "1", "", "may not be empty");
    }
    refused(false, "B", "S", "sme_id names a buyer, `B`");
    refused(false, "S", "S", "buyer_id names an SME, `S`");
    refused(false, "buyer:1", "2", "sme_id names a buyer, `buyer:1`");
    read_as(true, "B", "S", (5, 2));
    read_as(true, "buyer:1", "2", (3, 4));
    read_as(true, "1", "sme:2", (0, 1));
    read_as(true, "S", "sme:1", (2, 0));
    refused(true, "S", "S", "a party meets itself, `S`");
}

/// The published figures of a timetable with one meeting, and what is said when one of them is changed.
#[test]
fn published_figures_are_compared() {
    let wishes = ("preferences.csv", "from_id,to_id,rank,kind\nS1,B1,1,\nB1,S1,1,\nS1,B2,2,must\nS2,B1,,\nB1,S2,,block\n");
    let event = small_event(&[wishes, ("event.toml", "[rules]\nmin_meetings_sme = 1\n")]);
    let checker = Checker::new(&event);
    let back = checker.read_meetings(b"sme_id,buyer_id,date,start,place_id\nS1,B1,2022-04-13,10:00,T1\n").expect("readable");
    let summary = r#"{"levels": [{"level": 1, "name": "must_unheld", "value": 1, "bound": 0, "status": "within gap"},
        {"level": 2, "name": "shortfall", "value": 3, "bound": 3, "status": "proved optimal"},
        {"level": 3, "name": "value", "value": 250, "bound": 250, "status": "proved optimal"}],
        "meetings": {"total": 1, "online": 0}, "unmet": {"pairs": 2}}"#;
    let unmet = "sme_id,buyer_id,wished_by,kind,value,reason_code\nS1,B2,sme,must,90,OUTRANKED\nS2,B1,sme,want,50,BLOCKED\n";
    let parties = "party_id,side,name,wishes,wished_by_others,meetings,mutual,value,gaps,first,last,min_meetings,shortfall\n\
        S1,sme,One,2,1,1,1,250,0,2022-04-13 10:00,2022-04-13 10:00,1,0\nS2,sme,Two,1,0,0,0,0,0,,,1,1\nS3,sme,Three,0,0,0,0,0,0,,,1,1\n\
        S4,sme,Four,0,0,0,0,0,0,,,1,1\nB1,buyer,Kim,1,2,1,1,250,0,2022-04-13 10:00,2022-04-13 10:00,0,0\n\
        B2,buyer,Lee,0,1,0,0,0,0,,,0,0\nB3,buyer,Park,0,0,0,0,0,0,,,0,0\nB4,buyer,Petit,0,0,0,0,0,0,,,0,0\n";
    let compare = |summary: &str, unmet: &str, parties: &str| -> Vec<String> {
        let published = Published {
            summary_json: Some(summary.as_bytes()),
            unmet_csv: Some(unmet.as_bytes()),
            parties_csv: Some(parties.as_bytes()),
        };
        checker.compare_published(&back, &published).iter().map(ToString::to_string).collect()
    };
    assert_eq!(compare(summary, unmet, parties), [""; 0]);
    let changes: &[(&str, &str, &[&str])] = &[
        (r#""value": 250, "bound": 250"#, r#""value": 249, "bound": 250"#, &["summary.json (/levels/2/value)"]),
        (r#""bound": 250"#, r#""bound": 249"#, &["summary.json (/levels/2/bound)", "summary.json (/levels/2/status)"]),
        (
            r#""bound": 0, "status": "within gap""#,
            r#""bound": 0, "status": "proved optimal""#,
            &["summary.json (/levels/0/status)"],
        ),
        (r#""level": 2"#, r#""level": 3"#, &["summary.json (/levels/1/level)"]),
        (r#""total": 1"#, r#""total": 2"#, &["summary.json (/meetings/total)"]),
        ("S2,B1,sme,want,50,BLOCKED\n", "", &["unmet.csv (sme_id)"]),
        ("S2,B1,sme,want,50,BLOCKED\n", "S2,B1,sme,want,50,BLOCKED\nS2,B1,sme,want,50,BLOCKED\n", &["unmet.csv (sme_id)"]),
        ("S2,B1,sme,want,50,BLOCKED\n", "S2,B1,sme,want,50,BLOCKED\nS1,B1,both,want,250,WALK\n", &["unmet.csv (sme_id)"]),
        ("S1,B2,sme,must,90", "S1,B2,both,want,91", &["unmet.csv:2 (wished_by)", "unmet.csv:2 (kind)", "unmet.csv:2 (value)"]),
        ("S3,sme,Three,0", "S3,sme,Three,1", &["parties.csv:4 (wishes)"]),
        ("0,,,1,1\nB1", "0,,,1,0\nB1", &["parties.csv:5 (shortfall)"]),
        ("B4,buyer,Petit,0,0,0,0,0,0,,,0,0\n", "", &["parties.csv (party_id)"]),
    ];
    for (old, new, wanted) in changes {
        let swap = |text: &str| text.replacen(old, new, 1);
        assert_eq!(compare(&swap(summary), &swap(unmet), &swap(parties)), *wanted, "{old} -> {new}");
    }
    let says = |old: &str, new: &str, meant: &str| {
        let summary = summary.replacen(old, new, 1);
        let published = Published { summary_json: Some(summary.as_bytes()), unmet_csv: None, parties_csv: None };
        let faults = checker.compare_published(&back, &published);
        assert!(matches!(&faults[..], [fault] if fault.en.contains(meant)), "{meant}: {faults:?}");
    };
    says(r#""level": 2"#, r#""level": 3"#, "`2`");
    says(r#""bound": 0, "status": "within gap""#, r#""bound": 0, "status": "proved optimal""#, "within gap / best found");
    says(r#""bound": 3, "status": "proved optimal""#, r#""bound": 3, "status": "within gap""#, "`proved optimal`");
}

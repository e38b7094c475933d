//! A hundred cells as people write them: each is read right, or reported at its place with a help line.

use super::shown;
use koppex::diagnostic::Diagnostic;
use koppex::event::{Event, Lang, PartyId};
use koppex::validate::event_from;
use rust_xlsxwriter::{Format, Workbook};

const EVENT: &str = "[event]\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-12:00\"]\n[[hall]]\nid = \"3\"\ntables = 2\nvideo_rooms = 1\n[value]\nfill_points = 1\n";
/// S1 and Ｓ1-like ids, a name twice, one name that is a prefix of another, an id both sides use.
const SMES: &str = "sme_id,name,name_en\nS1,㈜한빛소프트,Hanbit Soft Inc.\nS2,\"가온전자\",\"Acme Co., Ltd.\"\nS3,다솜,\nS4,다솜,\nS5,다솜건설,\n7,나래,\nO1,오일,\n";
const BUYERS: &str =
    "buyer_id,name,org\nB1,김민수,한국전력공사\nB2,이서연,한국전력공사\nB3,박지훈,누리그룹\n7,Zoë,Café Export\nB10,최,하늘\n";

/// What must come of a cell: its value as text, or the code of a fault at the cell.
enum Want {
    Reads(&'static str),
    Faults(&'static str),
}
use Want::{Faults, Reads};

type Files = Vec<(String, Vec<u8>)>;

fn folder(more: &[(&str, &str)]) -> Files {
    let mut files =
        vec![("event.toml", EVENT), ("smes.csv", SMES), ("buyers.csv", BUYERS), ("preferences.csv", "from_id,to_id\n")];
    for (name, text) in more {
        files.retain(|(n, _)| n != name);
        files.push((name, text));
    }
    files.into_iter().map(|(n, t)| (n.to_string(), t.as_bytes().to_vec())).collect()
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// Checks one cell: `place` is where a fault must stand.
fn check_cell(files: &Files, cell: &str, want: &Want, place: &str, read: impl Fn(&Event) -> String) {
    match (event_from(files), want) {
        (Ok((event, _)), Reads(value)) => assert_eq!(read(&event), *value, "{cell:?}"),
        (Ok((event, faults)), Faults(code)) => {
            let fault = faults.iter().find(|d| d.code == *code);
            let fault = fault.unwrap_or_else(|| panic!("{cell:?} was read as {} without {code}", read(&event)));
            assert_at(fault, place, cell);
        }
        (Err(faults), Faults(code)) => {
            let fault = faults.iter().find(|d| d.code == *code);
            let fault = fault.unwrap_or_else(|| panic!("{cell:?} wants {code}:\n{}", shown(&faults, Lang::En)));
            assert_at(fault, place, cell);
            let errors: Vec<_> = faults.iter().filter(|d| d.is_error()).collect();
            assert!(errors.iter().all(|d| d.code == *code), "{cell:?} has other faults too:\n{}", shown(&faults, Lang::En));
        }
        (Err(faults), Reads(value)) => panic!("{cell:?} should read as {value}:\n{}", shown(&faults, Lang::En)),
    }
}

fn assert_at(fault: &Diagnostic, place: &str, cell: &str) {
    assert_eq!(fault.at.to_string(), place, "{cell:?}");
    assert!(!fault.help.en.is_empty() && !fault.help.ko.is_empty(), "{cell:?} has no help: {fault:?}");
}

fn label(event: &Event, id: PartyId) -> String {
    let party = event.party(id);
    format!("{}{}", if party.id == "7" { ["sme:", "buyer:"][party.side as usize] } else { "" }, party.id)
}

#[test]
fn numbers() {
    let cells = [
        ("", Reads("-")),
        ("0", Reads("-")),
        ("6", Reads("6")),
        (" 6 ", Reads("6")),
        ("６", Reads("6")),
        ("6.0", Reads("6")),
        ("06", Reads("6")),
        ("\u{a0}6", Reads("6")),
        ("+6", Reads("6")),
        ("'6", Faults("E302")),
        ("6.5", Faults("E302")),
        ("6건", Faults("E302")),
        ("six", Faults("E302")),
        ("1,000", Faults("E302")),
        ("-1", Faults("E303")),
        ("1e3", Faults("E302")),
        ("99999999999", Faults("E303")),
        ("6 7", Faults("E302")),
        ("-", Faults("E302")),
    ];
    for (cell, want) in cells {
        let smes = format!("sme_id,name,max_meetings\nS1,x,{}\n", quoted(cell));
        check_cell(&folder(&[("smes.csv", &smes)]), cell, &want, "smes.csv:2 (max_meetings)", |e| {
            e.parties[0].max_meetings.map_or("-".into(), |n| n.to_string())
        });
    }
}

#[test]
fn dates() {
    let cells = [
        ("2022-04-13", Reads("2022-04-13")),
        ("2022/04/13", Reads("2022-04-13")),
        ("2022. 4. 13.", Reads("2022-04-13")),
        ("2022.4.13", Reads("2022-04-13")),
        ("2022년 4월 13일", Reads("2022-04-13")),
        ("20220413", Reads("2022-04-13")),
        ("２０２２-０４-１３", Reads("2022-04-13")),
        ("2022-04-13 (수)", Reads("2022-04-13")),
        ("2022-04-13(화)", Faults("E304")),
        ("13/04/2022", Faults("E304")),
        ("04-13", Faults("E304")),
        ("22-04-13", Faults("E304")),
        ("44664", Faults("E304")),
        ("2022-02-30", Faults("E304")),
        ("첫째 날", Faults("E304")),
        ("2022-04-20", Faults("W503")),
        ("2022-04-13T10:00", Faults("E304")),
    ];
    for (cell, want) in cells {
        let windows = format!("party_id,date,start,end\nS1,{},10:00,11:00\n", quoted(cell));
        check_cell(&folder(&[("windows.csv", &windows)]), cell, &want, "windows.csv:2 (date)", |e| {
            e.windows.iter().map(|w| w.start.date().to_string()).collect()
        });
    }
}

#[test]
fn times() {
    let cells = [
        ("9:30", Reads("09:30")),
        ("09:30", Reads("09:30")),
        ("09:30:00", Reads("09:30")),
        ("오전 9:30", Reads("09:30")),
        ("9:30 AM", Reads("09:30")),
        ("９：３０", Reads("09:30")),
        ("9시 30분", Reads("09:30")),
        ("9시", Reads("09:00")),
        ("12:00 AM", Reads("00:00")),
        ("9.30", Faults("E305")),
        ("0930", Faults("E305")),
        ("25:00", Faults("E305")),
        ("9:61", Faults("E305")),
        ("09:30:15", Faults("E305")),
        ("0.3958", Faults("E305")),
        ("아침", Faults("E305")),
        ("9:30-10:00", Faults("E305")),
    ];
    for (cell, want) in cells {
        let windows = format!("party_id,date,start,end\nS1,2022-04-13,{},11:00\n", quoted(cell));
        check_cell(&folder(&[("windows.csv", &windows)]), cell, &want, "windows.csv:2 (start)", |e| {
            e.windows.iter().map(|w| w.start.format("%H:%M").to_string()).collect()
        });
    }
}

#[test]
fn references() {
    let cells = [
        ("S1", Reads("S1")),
        (" S1\u{3000}", Reads("S1")),
        ("\u{feff}S1", Reads("S1")),
        ("Ｓ１", Reads("S1")),
        ("sme:S1", Reads("S1")),
        ("SME: S1", Reads("S1")),
        ("㈜한빛소프트", Reads("S1")),
        ("(주)한빛소프트", Reads("S1")),
        ("주식회사 한빛 소프트", Reads("S1")),
        ("한빛소프트（주）", Reads("S1")),
        ("(株)한빛소프트", Reads("S1")),
        ("hanbit soft", Reads("S1")),
        ("HANBIT SOFT, INC", Reads("S1")),
        ("ＡＣＭＥ", Reads("S2")),
        ("Acme Co.,Ltd", Reads("S2")),
        ("가온전자", Reads("S2")),
        ("sme:7", Reads("sme:7")),
        ("나래", Reads("sme:7")),
        ("다솜건설(주)", Reads("S5")),
        ("s1", Reads("S1")),
        ("S01", Faults("E309")),
        ("01", Faults("E309")),
        ("S 9", Faults("E309")),
        ("한빛소프트웨어", Faults("E309")),
        ("=S1", Faults("E309")),
        ("nobody", Faults("E309")),
        ("S1S2", Faults("E315")),
        ("다솜", Faults("E310")),
        ("(주)다솜", Faults("E310")),
        ("7", Faults("E310")),
        ("B1", Faults("E402")),
        ("", Faults("E301")),
        ("S1\nS2", Faults("E308")),
    ];
    for (cell, want) in cells {
        let preferences = format!("from_id,to_id\nB3,S3\nB3,{}\n", quoted(cell));
        check_cell(&folder(&[("preferences.csv", &preferences)]), cell, &want, "preferences.csv:3 (to_id)", |e| {
            label(e, e.wishes[1].to)
        });
    }
}

#[test]
fn wide_wishes() {
    let cells = [
        ("B1,B2", Reads("B1 B2")),
        ("B2; B1", Reads("B2 B1")),
        ("B1、B3", Reads("B1 B3")),
        ("B1\nB3\n", Reads("B1 B3")),
        (",B1,,", Reads("B1")),
        ("누리그룹, B1", Reads("B3 B1")),
        ("박지훈", Reads("B3")),
        ("7", Reads("buyer:7")),
        ("Cafe\u{301} Export", Reads("buyer:7")),
        ("한국전력공사 이서연", Reads("B2")),
        ("B1B2", Faults("E315")),
        ("B1 B2", Faults("E315")),
        ("B1/B2", Faults("E315")),
        ("B1~B3", Faults("E315")),
        ("1) B1, 2) 누리그룹", Reads("B1 B3")),
        ("① 누리그룹", Reads("B3")),
        ("누리그룹(B3)", Reads("B3")),
        ("B3 누리그룹", Reads("B3")),
        ("누리그룹(B1)", Faults("E309")),
        ("- 누리그룹\n- 하늘", Reads("B3 B10")),
        ("한국전력공사", Reads("B1 B2")),
        ("한국전력공사, B1", Reads("B1 B2")),
        ("B1,S2", Faults("E402")),
        ("B1,S1", Faults("E401")),
        ("B1,B1", Faults("W502")),
        ("B11", Faults("E309")),
        ("없음", Reads("")),
        ("B1, 없음", Reads("B1")),
        ("-", Reads("")),
        ("해당 없음", Reads("")),
        ("N/A", Reads("")),
        ("n.a.", Reads("")),
        ("x", Reads("")),
    ];
    for (cell, want) in cells {
        let smes = format!("sme_id,name,희망기관\nS1,㈜한빛소프트,{}\nS2,나,\n7,나래,\n", quoted(cell));
        check_cell(&folder(&[("smes.csv", &smes)]), cell, &want, "smes.csv:2 (희망기관)", |e| {
            e.wishes.iter().map(|w| label(e, w.to)).collect::<Vec<_>>().join(" ")
        });
    }
}

#[test]
fn ids_and_words() {
    let cells = [
        ("sme_id", "=1+1", Reads("=1+1/true")),
        ("sme_id", "'=1+1", Reads("=1+1/true")),
        ("sme_id", "../x", Reads("../x/true")),
        ("sme_id", "가\u{1}", Faults("E308")),
        ("sme_id", "S9", Faults("E311")),
        ("online", "예", Reads("S1/true")),
        ("online", "NO", Reads("S1/false")),
        ("online", "ｎｏ", Reads("S1/false")),
        ("online", "아니요", Reads("S1/false")),
        ("online", "maybe", Faults("E306")),
    ];
    for (column, cell, want) in cells {
        let (id, online) = if column == "sme_id" { (cell, "") } else { ("S1", cell) };
        let smes = format!("sme_id,name,online\nS9,first,\n{},x,{}\n", quoted(id), quoted(online));
        check_cell(&folder(&[("smes.csv", &smes)]), cell, &want, &format!("smes.csv:3 ({column})"), |e| {
            format!("{}/{}", e.parties[1].id, e.parties[1].may_meet_online)
        });
    }
}

/// Of one SME, as a person may have pasted its name.
#[test]
fn characters_that_no_document_holds_and_cells_beyond_a_spreadsheet() {
    let name = |event: &Event| event.parties[0].name.clone();
    let check = |cell: &str, want: Want| {
        let smes = format!("sme_id,name\nS1,{}\n", quoted(cell));
        check_cell(&folder(&[("smes.csv", &smes)]), &cell.chars().take(20).collect::<String>(), &want, "smes.csv:2 (name)", name);
    };
    for cell in ["a\u{1}b", "a\u{7f}b", "a\u{b}b", "\u{8}", "가\u{1}", "가\u{85}", "a\u{ffff}"] {
        check(cell, Faults("E308"));
    }
    check("a b", Reads("a b"));
    for cell in ["#N/A", "#REF!", "#DIV/0!", " #VALUE! ", "###", "########"] {
        check(cell, Faults("E110"));
    }
    check("##", Reads("##"));
    check("#1 Soft", Reads("#1 Soft"));
    for letter in ["x", "가"] {
        check(&letter.repeat(32_768), Faults("E111"));
        let smes = format!("sme_id,name\nS1,{}\n", letter.repeat(32_767));
        assert_eq!(
            name(&event_from(&folder(&[("smes.csv", &smes)])).expect("it is as long as a cell may be").0).chars().count(),
            32_767
        );
    }
}

/// A printed list has its titles on every page, and a list that was pasted below another one its own.
#[test]
fn titles_that_come_again_are_no_companies() {
    for (again, is_title) in [
        ("sme_id,name,booth", true),
        ("SME_ID, Name ,Booth", true),
        ("sme_id,name,", true),
        (",name,", true),
        ("번호,기업명,부스", true),
        ("번호,기업명,", true),
        ("S2,Two,booth 7", false),
    ] {
        let smes = format!("sme_id,name,booth\nS1,One,\n{again}\nS3,Three,\n");
        let ids = match event_from(&folder(&[("smes.csv", &smes)])) {
            Ok((event, faults)) => {
                let told = faults
                    .iter()
                    .filter(|fault| fault.at.to_string() == "smes.csv:3" && fault.cause.en.contains("header"))
                    .count();
                assert_eq!(told, usize::from(is_title), "{again}");
                event.parties.iter().take(event.n_smes).map(|sme| sme.id.clone()).collect::<Vec<_>>()
            }
            Err(faults) => panic!("{again}: {}", shown(&faults, Lang::En)),
        };
        assert_eq!(ids.len(), if is_title { 2 } else { 3 }, "{again}: {ids:?}");
    }
}

#[test]
fn bytes_of_several_encodings_in_one_file_are_placed() {
    let mut files = folder(&[]);
    let korean = encoding_rs::EUC_KR.encode("나래상사").0.into_owned();
    let mixed = ["sme_id,name\nS1,한빛소프트\nS2,".as_bytes(), &korean, "\nS3,가온전자 주식회사\n".as_bytes()].concat();
    files[1].1 = mixed;
    let faults = event_from(&files).unwrap_err();
    assert_eq!(faults.iter().map(|d| (d.code, d.at.to_string())).collect::<Vec<_>>(), [("E102", "smes.csv:3".to_string())]);
}

/// A workbook with one sheet `windows`, written by a function of (workbook, sheet).
fn sheet(write: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Files {
    let mut files = folder(&[]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("windows").unwrap();
    for (c, header) in ["party_id", "date", "start", "end"].iter().enumerate() {
        sheet.write_string(0, c as u16, *header).unwrap();
    }
    sheet.write_string(1, 0, "S1").unwrap().write_string(1, 3, "11:00").unwrap();
    write(sheet);
    files.push(("windows.xlsx".into(), workbook.save_to_buffer().unwrap()));
    files
}

#[test]
fn spreadsheet_cells() {
    let start = |e: &Event| e.windows.iter().map(|w| w.start.to_string()).collect::<String>();
    let ten = 10.0 / 24.0;
    let general = |day: f64, time: f64| {
        sheet(|s| {
            s.write_number(1, 1, day).unwrap().write_number(1, 2, time).unwrap();
        })
    };
    check_cell(&general(44664.0, ten), "serial", &Reads("2022-04-13 10:00:00"), "", start);
    check_cell(&general(44664.5, ten), "date with time", &Faults("E304"), "windows.xlsx[windows]:2 (date)", start);
    check_cell(&general(44664.0, 1.4), "time above a day", &Faults("E305"), "windows.xlsx[windows]:2 (start)", start);
    let text = sheet(|s| {
        s.write_string(1, 1, "2022-04-13").unwrap().write_string(1, 2, "오전 10:00").unwrap();
    });
    check_cell(&text, "text", &Reads("2022-04-13 10:00:00"), "", start);
    let formatted = sheet(|s| {
        s.write_number_with_format(1, 1, 44664.0, &Format::new().set_num_format("mm/dd")).unwrap();
        s.write_number_with_format(1, 2, ten, &Format::new().set_num_format("AM/PM h:mm")).unwrap();
    });
    check_cell(&formatted, "formats", &Reads("2022-04-13 10:00:00"), "", start);
    let formula = sheet(|s| {
        let formula = |f: &str, result: &str| rust_xlsxwriter::Formula::new(f).set_result(result);
        s.write_formula(1, 1, formula("=DATE(2022,4,13)", "44664"))
            .unwrap()
            .write_formula(1, 2, formula("=10/24", "0.416666666666667"))
            .unwrap();
    });
    check_cell(&formula, "formulas", &Reads("2022-04-13 10:00:00"), "", start);
    let merged = sheet(|s| {
        s.write_string(2, 0, "S2")
            .unwrap()
            .write_string(2, 2, "10:00")
            .unwrap()
            .write_string(2, 3, "11:00")
            .unwrap()
            .write_string(1, 2, "10:00")
            .unwrap();
        s.merge_range(1, 1, 2, 1, "2022-04-13", &Format::new()).unwrap();
    });
    check_cell(&merged, "merged", &Faults("E109"), "windows.xlsx[windows]:2 (date)", start);
    let number_id = sheet(|s| {
        s.write_number(1, 0, 7.0).unwrap().write_string(1, 1, "2022-04-13").unwrap().write_string(1, 2, "10:00").unwrap();
    });
    check_cell(&number_id, "number as id", &Faults("E310"), "windows.xlsx[windows]:2 (party_id)", start);
}

//! What is read is what a person sees: workbooks with formats, hidden parts and several sheets, files of other names, headers as people write them.

use super::shown;
use crate::fuzz::found::spreadsheet;
use koppex::diagnostic::Diagnostic;
use koppex::event::{Event, Lang};
use koppex::validate::event_from;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::io::{Cursor, Read, Write};

const EVENT: &str = "[event]\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"1\"\ntables = 3\nvideo_rooms = 1\n\
    [value]\nfill_points = 1\n";
const SMES: &str = "sme_id,name\nS1,가람빛소프트\nS2,두레온조명\n";
const BUYERS: &str = "buyer_id,name,org\nB1,윤주호,가람시청\nB2,오태진,바다공사\n";

pub type File = (String, Vec<u8>);

pub fn read(more: Vec<File>) -> Result<(Event, Vec<Diagnostic>), Vec<Diagnostic>> {
    let text = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
    let mut files = vec![
        text("event.toml", EVENT),
        text("smes.csv", SMES),
        text("buyers.csv", BUYERS),
        text("preferences.csv", "from_id,to_id\nS1,B1\n"),
    ];
    let stem = |name: &str| name.split('.').next().unwrap().to_string();
    for file in more {
        files.retain(|(n, _)| stem(n) != stem(&file.0));
        files.push(file);
    }
    event_from(&files)
}

pub fn event(more: Vec<File>) -> (Event, Vec<&'static str>) {
    let (event, faults) = read(more).unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::En)));
    (event, faults.iter().map(|d| d.code).filter(|c| *c != "W505").collect())
}

fn errors(more: Vec<File>) -> Vec<&'static str> {
    let faults = read(more).map(|(e, _)| e.name).unwrap_err();
    faults.iter().filter(|d| d.is_error()).map(|d| d.code).collect()
}

fn csv(name: &str, text: &str) -> Vec<File> {
    vec![(name.to_string(), text.as_bytes().to_vec())]
}

fn rows(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(r as u32, c as u16, *cell).unwrap();
        }
    }
}

/// Name of a sheet, and what fills it.
type Filled<'a> = (&'a str, &'a dyn Fn(&mut Worksheet));

/// A workbook of sheets as (name, how it is filled).
fn book(name: &str, sheets: &[Filled]) -> Vec<File> {
    let mut workbook = Workbook::new();
    for (name, fill) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    vec![(name.to_string(), workbook.save_to_buffer().unwrap())]
}

#[test]
fn numbers_and_dates_are_read_as_the_sheet_shows_them() {
    let fill = |s: &mut Worksheet| {
        rows(s, &[&["sme_id", "name", "phone", "booth", "max_meetings"]]);
        let number = |s: &mut Worksheet, c, x: f64, format: &str| {
            s.write_number_with_format(1, c, x, &Format::new().set_num_format(format)).unwrap();
        };
        number(s, 0, 1.0, "000");
        s.write_string(1, 1, "가람").unwrap();
        number(s, 2, 1_000_000_001.0, "000-0000-0000");
        number(s, 3, 44_627.0, "m\\-d");
        number(s, 4, 6.0, "0\"건\"");
    };
    let files = [book("smes.xlsx", &[("smes", &fill)]), csv("preferences.csv", "from_id,to_id\n001,B1\n")].concat();
    let (event, codes) = event(files);
    let sme = &event.parties[0];
    assert_eq!(
        (sme.id.as_str(), sme.phone.as_str(), sme.booth.as_str(), sme.max_meetings),
        ("001", "010-0000-0001", "3-7", Some(6))
    );
    assert_eq!(codes, ["W513"]);
    let files = [book("smes.xlsx", &[("smes", &fill)]), csv("preferences.csv", "from_id,to_id\n1,B1\n")].concat();
    let faults = read(files).unwrap_err();
    assert!(faults.iter().any(|d| d.code == "E309" && d.help.en.contains("`001`")), "{}", shown(&faults, Lang::En));
}

#[test]
fn hidden_rows_are_counted_and_hidden_sheets_are_no_data() {
    let fill = |s: &mut Worksheet| {
        rows(s, &[&["sme_id", "name"], &["S1", "가람"], &["S2", "취소"], &["S3", "티움"]]);
        s.set_row_hidden(2).unwrap();
    };
    let old = |s: &mut Worksheet| {
        rows(s, &[&["sme_id", "name"], &["S9", "옛"]]);
        s.set_hidden(true);
    };
    let (event, codes) = event(book("smes.xlsx", &[("명단", &fill), ("작년", &old)]));
    assert_eq!((event.n_smes, codes), (3, vec!["W514"]));
}

#[test]
fn hidden_and_filtered_rows_and_hidden_columns_of_an_ods_file_are_named() {
    let cell = |text: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>");
    let row = |more: &str, cells: [&str; 3]| format!("<table:table-row{more}>{}</table:table-row>", cells.map(cell).concat());
    let rows = [
        "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>"
            .to_string(),
        row("", ["sme_id", "name", "category"]),
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>".into(),
        row("", ["S1", "가람", "IT"]),
        row(" table:visibility=\"collapse\"", ["S2", "취소", "IT"]),
        row(" table:visibility=\"filter\"", ["S3", "티움", "IT"]),
        row("", ["S4", "나래", "IT"]),
    ];
    let (event, faults) = read(vec![("smes.ods".into(), spreadsheet(&rows.concat()))]).unwrap();
    let causes: Vec<&str> = faults.iter().filter(|d| d.code == "W514").map(|d| d.cause.en.as_str()).collect();
    let expected = ["2 hidden or filtered rows are read like the others: 6, 7", "hidden, but read like the others: `category`"];
    assert_eq!((event.n_smes, causes), (4, expected.to_vec()));
}

#[test]
fn sheets_that_leave_a_choice_are_an_error() {
    let day = |id: &'static str| move |s: &mut Worksheet| rows(s, &[&["sme_id", "name"], &[id, "가람"]]);
    let note = |s: &mut Worksheet| rows(s, &[&["작성 방법"]]);
    assert_eq!(errors(book("smes.xlsx", &[("1일차", &day("S1")), ("2일차", &day("S2"))])), ["E113"]);
    assert_eq!(errors(book("smes.xlsx", &[("smes", &day("S1")), ("2일차", &day("S2"))])), ["E113"]);
    assert_eq!(event(book("smes.xlsx", &[("기업", &day("S1")), ("안내", &note)])).1, ["W515"]);
    assert_eq!(event(book("smes.xlsx", &[("아무 이름", &day("S1"))])).1, Vec::<&str>::new());
}

#[test]
fn every_file_with_the_name_of_a_table_is_read_or_named() {
    let rows = "party_id\tdate\tstart\tend\nB1\t2022-04-13\t10:00\t11:00\n";
    for name in ["windows.tsv", "windows.txt", "windows.csv", "시간창.csv"] {
        assert_eq!(event(csv(name, rows)).0.windows.len(), 1, "{name}");
    }
    for name in ["windows.xls", "windows.xlsb", "windows.ods", "windows.xlsx"] {
        assert_eq!(errors(csv(name, rows)), ["E108"], "{name}");
    }
    for name in ["windows.numbers", "windows.hwp", "windows.pdf"] {
        assert_eq!(errors(csv(name, rows)), ["E112"], "{name}");
    }
    for name in [
        "windows (1).csv",
        "windows - 복사본.csv",
        "windows_최종.xlsx",
        "Windows copy 2.csv",
        "시간창 v2.csv",
        "windows_final(3).xls",
    ] {
        assert_eq!(event(csv(name, rows)).1, ["W516"], "{name}");
    }
    assert_eq!(event(csv("visitors.csv", rows)).1, ["N602"]);
    assert_eq!(event(csv("readme.txt", rows)).1, Vec::<&str>::new());
    let fill = |s: &mut Worksheet| self::rows(s, &[&["party_id", "date"], &["B1", "2022-04-13"]]);
    assert_eq!(event(book("windows.xlsm", &[("windows", &fill)])).0.windows.len(), 1);
}

#[test]
fn dates_and_times_in_columns_of_times() {
    let start = |day: f64, format: &'static str| {
        move |s: &mut Worksheet| {
            rows(s, &[&["party_id", "date", "start", "end"], &["B1", "2022-04-13"]]);
            s.write_number_with_format(1, 2, day + 10.0 / 24.0, &Format::new().set_num_format(format)).unwrap();
        }
    };
    for (day, format) in [(44_664.0, "yyyy-mm-dd hh:mm"), (1.0, "h:mm"), (44_664.0, "h:mm")] {
        let (event, codes) = event(book("windows.xlsx", &[("windows", &start(day, format))]));
        assert_eq!((event.windows[0].start.to_string().as_str(), codes), ("2022-04-13 10:00:00", vec!["N607"]), "{day}");
    }
    let faults = read(book("windows.xlsx", &[("windows", &start(44_665.0, "h:mm"))])).unwrap_err();
    assert_eq!((faults[0].code, faults[0].value.as_str()), ("E305", "2022-04-14 10:00"));
}

#[test]
fn headers_on_two_rows_below_a_title_and_decorated() {
    let two = "2022 상담회, 참가기업\n*연번,기업정보,,상담희망기관,,담당자,\n,기업명(국문),부스번호,1순위,2순위,성명,연락처\nS1,가람,A-1,가람시청,B2,김,010\nS2,두레,A-2,,없음,이,011\n";
    let (event, codes) = event([csv("smes.csv", two), csv("preferences.csv", "from_id,to_id\n")].concat());
    let sme = &event.parties[0];
    let facts = [&sme.name, &sme.booth, &sme.contact, &sme.phone].map(String::as_str);
    assert_eq!((event.n_smes, facts), (2, ["가람", "A-1", "김", "010"]));
    let ranks: Vec<_> = event.wishes.iter().map(|w| (w.to.0, w.rank)).collect();
    assert_eq!(ranks, [(2, Some(1)), (3, Some(2))]);
    assert!(codes.contains(&"N604") && !codes.contains(&"W511"), "{codes:?}");
    for text in [
        "2022 상담회, 참가기업\n연번;기업명\nS1;가람\n",
        "명단, 2022년\n연번\t기업명\nS1\t가람\n",
        "sep=;\n연번;기업명\nS1;가람\n",
    ] {
        assert_eq!(self::event(csv("smes.csv", text)).0.parties[0].name, "가람", "{text}");
    }
}

#[test]
fn rows_that_are_no_data_are_no_parties() {
    let (event, codes) = event(csv("smes.csv", "연번,기업명\nS1,가람\n연번,기업명\nS2,두레\n"));
    assert_eq!((event.n_smes, codes), (2, vec!["W512"]));
    for row in ["합계,2개사", "(예시),㈜예시기업", "[기계 분야],", "※ 변경될 수 있음,", "비고,", "Total,2", "연번,이름"]
    {
        assert_eq!(errors(csv("smes.csv", &format!("연번,기업명\nS1,가람\n{row}\n"))), ["E318"], "{row}");
    }
    for row in ["(주)가온,가온", "[A]1,가온", "계양전기,계양전기"] {
        assert_eq!(self::event(csv("smes.csv", &format!("연번,기업명\nS1,가람\n{row}\n"))).0.n_smes, 2, "{row}");
    }
    assert_eq!(self::event(csv("smes.csv", "연번,기업명\nS1,가람\nS2,\n")).1, ["W517"]);
    assert_eq!(self::event(csv("smes.csv", "연번,업종\nS1,가람\n")).1, ["N601", "W517"]);
}

#[test]
fn a_column_that_sounds_like_wishes_or_times_is_not_ignored_in_silence() {
    let code = |header: &str| event(csv("smes.csv", &format!("연번,기업명,{header}\nS1,가람,무엇\n"))).1;
    for header in ["상담희망시간", "참가요일", "불참 시간대", "available time", "선호 분야"] {
        assert_eq!(code(header), ["W511"], "{header}");
    }
    for header in ["홈페이지", "타임스탬프", "등록일시", "대표자"] {
        assert_eq!(code(header), ["N601"], "{header}");
    }
}

#[test]
fn words_mean_what_they_say() {
    let online =
        |cell: &str| event(csv("smes.csv", &format!("연번,기업명,온라인\nS1,가람,{cell}\n"))).0.parties[0].may_meet_online;
    for cell in ["○", "ㅇ", "●", "유", "V", "O", "예"] {
        assert!(online(cell), "{cell}");
    }
    for cell in ["×", "X", "무", "불참", "아니오"] {
        assert!(!online(cell), "{cell}");
    }
    let help = |file: &str, text: &str| read(csv(file, text)).unwrap_err()[0].help.en.clone();
    for cell in ["오프", "off", "비온라인", "un-online"] {
        let help = help("buyers.csv", &format!("buyer_id,name,방식\nB1,윤,{cell}\n"));
        assert!(!help.contains("did you mean"), "{cell}: {help}");
    }
    assert!(help("buyers.csv", "buyer_id,name,방식\nB1,윤,onlnie\n").contains("`online`"));
    let language =
        |cell: &str| event(csv("smes.csv", &format!("연번,기업명,languages\nS1,가람,{cell}\n"))).0.parties[0].languages.join(" ");
    for (cell, want) in [("kor", "ko"), ("Korean", "ko"), ("ko/en", "ko en"), ("한국어·영어", "ko en"), ("ko-KR", "ko")] {
        assert_eq!(language(cell), want, "{cell}");
    }
    assert!(help("smes.csv", "연번,기업명,languages\nS1,가람,kr\n").contains("`ko`"));
    assert!(help("buyers.csv", "buyer_id,name,timezone\nB1,윤,GMT+9\n").contains("Asia/Seoul"));
}

#[test]
fn an_online_buyer_without_a_zone_is_told() {
    let codes = |rows: &str| event(csv("buyers.csv", &format!("buyer_id,name,country,mode,timezone\n{rows}\n"))).1;
    assert_eq!(codes("B1,Kim,USA,online,"), ["W518"]);
    assert_eq!(codes("B1,김,한국,online,"), Vec::<&str>::new());
    assert_eq!(codes("B1,Kim,USA,online,America/New_York"), Vec::<&str>::new());
}

#[test]
fn characters_that_no_document_holds_are_refused_at_their_place() {
    for c in ['\u{fffe}', '\u{ffff}', '\u{1}', '\u{1b}', '\u{7f}', '\u{85}'] {
        let faults = read(csv("smes.csv", &format!("sme_id,name\nS1,가{c}람\nS2,x\n"))).unwrap_err();
        let at: Vec<_> = faults.iter().map(|d| (d.code, d.at.to_string())).collect();
        assert_eq!(at, [("E308", "smes.csv:2 (name)".to_string())], "{c:?}");
    }
}

/// The workbook with one of its parts rewritten.
fn rewritten(book: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == part { change(text) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_lies_about_its_size_costs_nothing() {
    let fill = |s: &mut Worksheet| rows(s, &[&["sme_id", "name"], &["S1", "가람"]]);
    let plain = book("smes.xlsx", &[("smes", &fill)]).remove(0).1;
    let lies = rewritten(&plain, "xl/sharedStrings.xml", |t| {
        t.replace("count=\"4\" uniqueCount=\"4\"", "count=\"4000000000\" uniqueCount=\"4000000000\"")
    });
    assert_eq!(event(vec![("smes.xlsx".to_string(), lies)]).0.n_smes, 1);
    let far = |s: &mut Worksheet| {
        rows(s, &[&["sme_id", "name"], &["S1", "가람"]]);
        s.write_string(1_048_575, 16_383, " ").unwrap();
        s.write_string(50_000, 701, " ").unwrap();
    };
    assert_eq!(event(book("smes.xlsx", &[("smes", &far)])).0.n_smes, 1);
    let beyond = rewritten(&plain, "xl/worksheets/sheet1.xml", |t| t.replace("<row r=\"2\"", "<row r=\"4000000\""));
    assert_eq!(errors(vec![("smes.xlsx".to_string(), beyond)]), ["E108"]);
    let long = |s: &mut Worksheet| rows(s, &[&["sme_id", "name"], &["S1", "가람"]]);
    let long = rewritten(&book("smes.xlsx", &[("smes", &long)])[0].1, "xl/sharedStrings.xml", |t| {
        t.replace("가람", &"가".repeat(40_000))
    });
    assert_eq!(errors(vec![("smes.xlsx".to_string(), long)]), ["E111"]);
}

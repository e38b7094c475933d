//! Settings as sheets or CSV tables in place of event.toml: the same event, faults at their cells, one workbook alone.

use super::shown;
use crate::support::facts;
use koppex::diagnostic::Diagnostic;
use koppex::event::{Event, Lang};
use koppex::validate::event_from;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const EVENT: &str = r#"
[event]
name = "조달 \"박람회\""
timezone = "Asia/Seoul"
language = "en"
[meeting]
present_minutes = 6
[[day]]
date = "2022-04-13"
sessions = ["10:00-12:00", "13:00-17:00"]
[[day]]
date = "2022-04-14"
sessions = ["10:00-12:00"]
[[hall]]
id = "3"
tables = 2
video_rooms = 1
[[hall]]
id = "4"
[walk]
"3-4" = 4
[rules]
once_per_org = true
[value.tags]
youth = 10
[quality]
gap_scope = "session"
"#;

type Rows = &'static [&'static [&'static str]];

const SETTINGS: Rows = &[
    &["항목", "값", "설명"],
    &["행사명", "조달 \"박람회\"", ""],
    &["event.timezone", "Asia/Seoul", "시간대"],
    &["안내 언어", "영어", ""],
    &["발표 시간(분)", "6", ""],
    &["기관당 한 번만", "예", ""],
    &["gap_scope", "세션", ""],
    &["quality.wait", "", "비우면 기본값"],
];
const DAYS: Rows = &[
    &["date", "start", "end"],
    &["2022-04-13", "10:00", "12:00"],
    &["2022-04-14", "10:00", "12:00"],
    &["2022. 4. 13.", "13:00", "17:00"],
];
const HALLS: Rows = &[&["관", "상담석", "화상상담실"], &["3", "2", "1"], &["4", "", ""]];
const WALKS: Rows = &[&["출발", "도착", "분"], &["3", "4", "4"]];
const TAGS: Rows = &[&["구분", "점수"], &["youth", "10"]];
const SMES: Rows = &[&["연번", "기업명", "구분"], &["1", "가람", "youth"], &["2", "두레", ""]];
const BUYERS: Rows = &[&["buyer_id", "name", "희망기업"], &["B1", "김", "1, 2"]];

const SHEETS: &[(&str, Rows)] =
    &[("설정", SETTINGS), ("일정", DAYS), ("관", HALLS), ("이동", WALKS), ("가점", TAGS), ("기업", SMES), ("바이어", BUYERS)];

fn csv(rows: Rows) -> String {
    let cell = |c: &&str| format!("\"{}\"", c.replace('"', "\"\""));
    rows.iter().map(|r| r.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}

/// Numbers as numbers, dates and times as Excel holds them.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in SHEETS {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (r, row) in rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let (r, c) = (r as u32, c as u16);
                let format = Format::new().set_num_format(if c == 0 { "yyyy-mm-dd" } else { "h:mm" });
                match (cell.parse::<f64>(), ExcelDateTime::parse_from_str(cell)) {
                    (Ok(number), _) => sheet.write_number(r, c, number).unwrap(),
                    (_, Ok(at)) if !cell.is_empty() => sheet.write_datetime_with_format(r, c, at, &format).unwrap(),
                    _ => sheet.write_string(r, c, *cell).unwrap(),
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn read<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> (Event, Vec<Diagnostic>) {
    event_from(files).unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::En)))
}

#[test]
fn settings_in_sheets_are_the_event_that_they_are_as_toml() {
    let toml = [("event.toml", EVENT.to_string()), ("smes.csv", csv(SMES)), ("buyers.csv", csv(BUYERS))];
    let (want, _) = read(&toml);
    let tables: Vec<(String, String)> = SHEETS.iter().map(|(name, rows)| (format!("{name}.csv"), csv(rows))).collect();
    let (tables, faults) = read(&tables);
    assert_eq!(facts(&tables), facts(&want));
    assert!(faults.is_empty(), "{}", shown(&faults, Lang::En));
    let (book, faults) = read(&[("expo.xlsx", workbook())]);
    assert_eq!(facts(&book), facts(&want));
    assert!(faults.is_empty(), "{}", shown(&faults, Lang::En));
}

#[test]
fn faults_stand_at_the_cells_of_the_sheets() {
    let check = |name: &str, text: &str, code: &str, at: &str| {
        let mut files: Vec<(String, String)> = SHEETS.iter().map(|(name, rows)| (format!("{name}.csv"), csv(rows))).collect();
        files.retain(|(n, _)| n.as_str() != name);
        files.push((name.to_string(), text.to_string()));
        let faults = event_from(&files).map(|(e, _)| e.name).unwrap_err();
        let fault = faults.iter().find(|d| d.code == code).unwrap_or_else(|| panic!("{}", shown(&faults, Lang::En)));
        assert_eq!(fault.at.to_string(), at, "{text}");
        assert!(!fault.help.ko.is_empty());
    };
    let settings = |rows: &str| format!("key,value\nevent.timezone,Asia/Seoul\n{rows}\n");
    check("설정.csv", &settings("meeting.presents,7"), "E202", "설정.csv:3 (key)");
    check("설정.csv", &settings("발표 시간(분),칠"), "E204", "설정.csv:3 (value)");
    check("설정.csv", &settings("quality.gap,-1"), "E205", "설정.csv:3 (value)");
    check("설정.csv", &settings("시간대,UTC"), "E311", "설정.csv:3 (key)");
    check("설정.csv", "key,value\nevent.timezone,KST\n", "E206", "설정.csv:2 (value)");
    check("일정.csv", "date,start,end\n2022-04-13,10:00,12:00\n2022-04-13,11:00,13:00\n", "E208", "일정.csv:3 (start)");
    check("일정.csv", "date,start,end\n2022-04-13,12:00,10:00\n", "E207", "일정.csv:2 (start)");
    check("일정.csv", "date,start,end\n2022-04-13,,10:00\n", "E301", "일정.csv:2 (start)");
    check("일정.csv", "date,start,end\n4/13,10:00,11:00\n", "E304", "일정.csv:2 (date)");
    check("관.csv", "hall,tables\n3,2\n3,1\n", "E210", "관.csv:3 (hall)");
    check("이동.csv", "from,to,minutes\n3,5,4\n", "E210", "이동.csv:2 (minutes)");
    check("이동.csv", "from,to,minutes\n3,4,4\n3,4,5\n", "E311", "이동.csv:3 (from)");
    check("가점.csv", "tag,points\nyouth,1\nyouth,2\n", "E311", "가점.csv:3 (tag)");
    check("event.toml", EVENT, "E105", "설정.csv");
}

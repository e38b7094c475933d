//! One event as UTF-8, as Excel on Korean Windows saves it, as UTF-16 and as a workbook: the same event.

use super::shown;
use crate::support::facts;
use koppex::event::{Event, Lang};
use koppex::validate::event_from;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const EVENT: &str = r#"
[event]
name = "조달 박람회"
timezone = "Asia/Seoul"

[[day]]
date = "2022-04-13"
sessions = ["10:00-12:00", "13:00-17:00"]

[[hall]]
id = "3"
tables = 2
video_rooms = 1
"#;

/// File stem and rows; the first row is the header.
const TABLES: &[(&str, &[&[&str]])] = &[
    (
        "smes",
        &[
            &["연번", "기업명", "구분", "가점", "온라인", "부스번호"],
            &["1", "㈜똠방소프트", "youth;innovation", "5", "예", "A-01"],
            &["2", "펲시전자, 주식회사", "", "", "no", "A-02"],
        ],
    ),
    (
        "buyers",
        &[
            &["buyer_id", "담당자", "기관명", "mode", "timezone", "희망기업"],
            &["B1", "김민수", "한국가온공사", "onsite", "", "1, 2"],
            &["B2", "Zoë", "Acme \"X\"", "online", "Europe/London", ""],
        ],
    ),
    ("preferences", &[&["from_id", "to_id", "rank", "not_before"], &["1", "B1", "1", "2022-04-13 10:30"], &["1", "B2", "2", ""]]),
    (
        "windows",
        &[
            &["party_id", "date", "start", "end", "kind", "reason"],
            &["B1", "2022-04-13", "12:30", "24:00", "busy", "line\nbreak"],
            &["2", "2022-04-13", "10:00", "10:15", "avoid", ""],
        ],
    ),
];

fn csv_text(rows: &[&[&str]], delimiter: char, end: &str) -> String {
    let quoted = |cell: &str| {
        let special = cell.contains([delimiter, '"', '\n']);
        if special { format!("\"{}\"", cell.replace('"', "\"\"").replace('\n', end)) } else { cell.to_string() }
    };
    rows.iter().map(|r| r.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(&delimiter.to_string()) + end).collect()
}

fn csv_files(delimiter: char, end: &str, encode: impl Fn(&str) -> Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let tables = TABLES.iter().map(|(stem, rows)| (format!("{stem}.csv"), encode(&csv_text(rows, delimiter, end))));
    [("event.toml".to_string(), EVENT.as_bytes().to_vec())].into_iter().chain(tables).collect()
}

fn utf16_le(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Without the characters that CP949 does not have.
fn cp949(text: &str) -> Vec<u8> {
    let (bytes, _, failed) = encoding_rs::EUC_KR.encode(text);
    assert!(!failed);
    bytes.into_owned()
}

/// Numbers, dates and times as Excel holds them.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let date_format = Format::new().set_num_format("yyyy-mm-dd");
    let time_format = Format::new().set_num_format("[h]:mm");
    let both_format = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (name, rows) in TABLES {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (r, row) in rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let (r, c) = (r as u32, c as u16);
                let header = rows[0][usize::from(c)];
                let moment = if *cell == "24:00" { None } else { ExcelDateTime::parse_from_str(cell).ok() };
                match (header, moment) {
                    ("date", Some(at)) => sheet.write_datetime_with_format(r, c, at, &date_format).unwrap(),
                    ("start" | "end", Some(at)) => sheet.write_datetime_with_format(r, c, at, &time_format).unwrap(),
                    ("end", None) if *cell == "24:00" => sheet.write_number_with_format(r, c, 1.0, &time_format).unwrap(),
                    ("not_before", Some(at)) if r > 0 => sheet.write_datetime_with_format(r, c, at, &both_format).unwrap(),
                    _ => match cell.parse::<f64>() {
                        Ok(number) => sheet.write_number(r, c, number).unwrap(),
                        Err(_) => sheet.write_string(r, c, *cell).unwrap(),
                    },
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn event<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Event {
    event_from(files).unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::En))).0
}

#[test]
fn csv_in_every_encoding_and_a_workbook_make_the_same_event() {
    let utf8 = event(&csv_files(',', "\n", |t| t.as_bytes().to_vec()));
    assert_eq!((utf8.n_smes, utf8.parties.len(), utf8.wishes.len(), utf8.windows.len()), (2, 4, 4, 2));
    assert_eq!(utf8.parties[1].name, "펲시전자, 주식회사");
    assert_eq!(utf8.windows[0].reason, "line\nbreak");
    let facts_utf8 = facts(&utf8);
    let with_mark = csv_files(',', "\r\n", |t| ["\u{feff}", t].concat().into_bytes());
    assert_eq!(facts(&event(&with_mark)), facts_utf8);
    assert_eq!(facts(&event(&csv_files('\t', "\r", utf16_le))), facts_utf8);
    let book = vec![("event.toml", EVENT.as_bytes().to_vec()), ("event.xlsx", workbook())];
    assert_eq!(facts(&event(&book)), facts_utf8);
}

#[test]
fn korean_windows_with_semicolons_reads_like_utf8() {
    let korean_only = |t: &str| t.replace('ë', "e");
    let utf8 = event(&csv_files(',', "\n", |t| korean_only(t).into_bytes()));
    let excel = event(&csv_files(';', "\r\n", |t| cp949(&korean_only(t))));
    assert_eq!(facts(&excel), facts(&utf8));
}

#[test]
fn macos_hangul_in_pieces_is_the_same_text() {
    use unicode_normalization::UnicodeNormalization;
    let pieces = |t: &str| t.nfd().collect::<String>();
    let utf8 = event(&csv_files(',', "\n", |t| t.as_bytes().to_vec()));
    let macos: Vec<(String, Vec<u8>)> = csv_files(',', "\n", |t| pieces(t).into_bytes());
    assert_eq!(facts(&event(&macos)), facts(&utf8));
}

#[test]
fn a_trade_exchange_is_read_whole() {
    let (n_smes, n_buyers, n_wishes) = (1500_usize, 700, 98_000);
    let rows = |n: usize, row: &dyn Fn(usize) -> String| (0..n).map(row).collect::<String>();
    let files = [
        ("event.toml", EVENT.to_string()),
        ("smes.csv", format!("sme_id,name\n{}", rows(n_smes, &|i| format!("S{i:04},㈜기업{i}\n")))),
        ("buyers.csv", format!("buyer_id,name,org\n{}", rows(n_buyers, &|i| format!("B{i:03},담당{i},기관{i}\n")))),
        (
            "preferences.csv",
            format!(
                "from_id,to_id,rank\n{}",
                rows(n_wishes, &|i| format!("S{:04},B{:03},{}\n", i % n_smes, (i / n_smes + i) % n_buyers, i % 30 + 1))
            ),
        ),
    ];
    let started = std::time::Instant::now();
    let event = event(&files);
    assert_eq!((event.n_smes, event.parties.len(), event.wishes.len()), (n_smes, n_smes + n_buyers, n_wishes));
    eprintln!("{n_wishes} wishes read in {:.3} s", started.elapsed().as_secs_f64());
}

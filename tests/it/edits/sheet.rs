//! A meetings.csv as a table that is edited and saved: what people and spreadsheets do to it, and what damages it.

use super::event::DAYS;
use chrono::{Datelike, NaiveDate};
use rand::RngExt;
use rand_pcg::Pcg64;

/// The table, its header first, and what was done to it.
pub struct Sheet {
    pub rows: Vec<Vec<String>>,
    pub done: Vec<&'static str>,
    /// Lines that stand above the header.
    pub titles: Vec<Vec<String>>,
}

impl Sheet {
    pub fn of(csv: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let rows = reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect();
        Self { rows, done: Vec::new(), titles: Vec::new() }
    }

    pub fn column(&self, name: &str) -> usize {
        self.rows[0].iter().position(|header| header == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    fn cells(&mut self, name: &str) -> impl Iterator<Item = &mut String> {
        let column = self.column(name);
        self.rows.iter_mut().skip(1).map(move |row| &mut row[column])
    }
}

/// Something done to a table.
pub type Edit = (&'static str, fn(&mut Sheet, &mut Pcg64));

/// Edits that keep what the table says; later ones do not look for headers as koppex writes them.
pub const HARMLESS: &[Edit] = &[
    ("dates", dates),
    ("times", times),
    ("numbers", |sheet, _| sheet.cells("value").for_each(|cell| cell.push_str(".0"))),
    ("booleans", |sheet, _| {
        sheet.cells("pinned").for_each(|cell| *cell = if cell == "yes" { "TRUE" } else { "FALSE" }.into());
    }),
    ("rows in another order", |sheet, random| {
        for i in (2..sheet.rows.len()).rev() {
            sheet.rows.swap(i, random.random_range(1..=i));
        }
    }),
    ("columns in another order", |sheet, random| {
        for i in (1..sheet.rows[0].len()).rev() {
            let j = random.random_range(0..=i);
            sheet.rows.iter_mut().for_each(|row| row.swap(i, j));
        }
    }),
    ("columns deleted", |sheet, _| {
        for name in ["value", "wished_by", "answer_start"] {
            let column = sheet.column(name);
            sheet.rows.iter_mut().for_each(|row| _ = row.remove(column));
        }
    }),
    ("a column of remarks", |sheet, _| {
        let notes = ["비고", "", "확인함, 4/12", "\"VIP\""];
        sheet.rows.iter_mut().zip(notes.iter().cycle()).for_each(|(row, note)| row.push(note.to_string()));
    }),
    ("headers", |sheet, random| {
        let korean = [
            ("sme_id", "기업코드"),
            ("sme_name", "*기업명"),
            ("buyer_id", "기관코드"),
            ("org", "기관명"),
            ("date", "상담일"),
            ("start", "시작 시간"),
            ("end", "종료"),
            ("place_id", "상담석"),
        ];
        let upper = random.random_bool(0.5);
        for header in &mut sheet.rows[0] {
            match korean.iter().find(|(name, _)| name == header) {
                Some((_, ko)) if !upper => *header = ko.to_string(),
                _ => *header = header.to_uppercase().replace('_', " "),
            }
        }
    }),
    ("blank rows", |sheet, random| {
        for _ in 0..3 {
            let at = random.random_range(1..=sheet.rows.len());
            sheet.rows.insert(at, vec![String::new(); sheet.rows[0].len()]);
        }
    }),
    ("a repeated header", |sheet, random| {
        let at = random.random_range(2..=sheet.rows.len());
        sheet.rows.insert(at, sheet.rows[0].clone());
    }),
    ("a total", |sheet, random| {
        let mut row = vec![String::new(); sheet.rows[0].len()];
        row[0] = ["합계", "Total", "※ 변경될 수 있음"][random.random_range(0..3)].into();
        sheet.rows.push(row);
    }),
    ("titles", |sheet, _| {
        sheet.titles =
            vec![vec!["2022 상담 시간표".into()], vec![String::new()], vec!["출력일: 2022-04-10".into(), "담당: 김".into()]];
    }),
];

/// Damage after which no one could say what the table means, or only a person.
pub const HARMFUL: &[Edit] = &[
    ("zeros lost", |sheet, _| sheet.cells("sme_id").for_each(|cell| *cell = cell.trim_start_matches('0').into())),
    ("cells merged", |sheet, _| {
        let mut last = String::new();
        sheet.cells("date").for_each(|cell| if *cell == last { cell.clear() } else { last.clone_from(cell) });
    }),
    ("a cell emptied", |sheet, random| {
        let column = sheet.column(["sme_id", "buyer_id", "date", "start"][random.random_range(0..4)]);
        some_row(sheet, random)[column].clear();
    }),
    ("a remark in a cell", |sheet, random| {
        let column = sheet.column(["sme_id", "buyer_id", "date", "start", "place_id"][random.random_range(0..5)]);
        some_row(sheet, random)[column] = ["취소", "미정", "?", "#REF!"][random.random_range(0..4)].into();
    }),
    ("a time as a fraction", |sheet, random| {
        let column = sheet.column("start");
        some_row(sheet, random)[column] = "0.416666667".into();
    }),
    ("a date of which only the day is left", |sheet, random| {
        let column = sheet.column("date");
        some_row(sheet, random)[column] = "13".into();
    }),
    ("a place that became a date", |sheet, random| {
        let column = sheet.column("place_id");
        some_row(sheet, random)[column] = "01월 01일".into();
    }),
    ("no header", |sheet, _| _ = sheet.rows.remove(0)),
    ("a header cell overwritten", |sheet, random| {
        let column = sheet.column(["sme_id", "buyer_id", "date", "start", "place_id"][random.random_range(0..5)]);
        sheet.rows[0][column] = "열1".into();
    }),
    ("a comma that nobody quoted", |sheet, random| some_row(sheet, random).extend(["x".into(), "y".into()])),
    ("a column twice", |sheet, _| {
        let column = sheet.column("start");
        sheet.rows.iter_mut().for_each(|row| row.push(row[column].clone()));
    }),
    ("nothing left", |sheet, _| sheet.rows.clear()),
];

fn some_row<'s>(sheet: &'s mut Sheet, random: &mut Pcg64) -> &'s mut Vec<String> {
    let last = sheet.rows.len();
    &mut sheet.rows[random.random_range(1..last)]
}

fn dates(sheet: &mut Sheet, random: &mut Pcg64) {
    let form = random.random_range(0..13);
    sheet.cells("date").for_each(|cell| *cell = date_as(cell.parse().unwrap(), form));
}

fn date_as(date: NaiveDate, form: u32) -> String {
    assert!(DAYS.contains(&date.to_string().as_str()));
    let (y, m, d) = (date.year(), date.month(), date.day());
    match form {
        0 => format!("{y}/{m}/{d}"),
        1 => format!("{y}.{m}.{d}"),
        2 => format!("{y}. {m}. {d}."),
        3 => format!("{date} 00:00:00"),
        4 => format!("{date} 오전 12:00:00"),
        5 => format!("{y}년 {m}월 {d}일"),
        6 => format!("{m}/{d}/{y}"),
        7 => format!("{d:02}.{m:02}.{y}"),
        8 => date.format("%d-%b-%y").to_string(),
        9 => format!("{m}월 {d}일"),
        10 => format!("{m}/{d}"),
        11 => date.format("%Y%m%d").to_string(),
        _ => (date - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days().to_string(),
    }
}

fn times(sheet: &mut Sheet, random: &mut Pcg64) {
    let form = random.random_range(0..6);
    let date = sheet.column("date");
    for name in ["start", "answer_start", "end"] {
        let column = sheet.column(name);
        for row in sheet.rows.iter_mut().skip(1) {
            let with_date = row[date].len() == 10 && row[date].starts_with("2022-");
            row[column] = time_as(&row[column], form, with_date.then_some(&row[date]));
        }
    }
}

fn time_as(time: &str, form: u32, date: Option<&String>) -> String {
    let (hour, minute) = time.split_once(':').unwrap();
    let hour: u32 = hour.parse().unwrap();
    let (half_ko, half_en) = if hour < 12 { ("오전", "AM") } else { ("오후", "PM") };
    let of_half = (hour + 11) % 12 + 1;
    match (form, date) {
        (0, _) => format!("{hour}:{minute}"),
        (1, _) => format!("{time}:00"),
        (2, _) => format!("{half_ko} {of_half}:{minute}"),
        (3, _) => format!("{of_half}:{minute}:00 {half_en}"),
        (4, Some(date)) => format!("{date} {time}:00"),
        (4, None) => format!("1899-12-30 {time}:00"),
        _ => format!("{hour}시 {minute}분"),
    }
}

//! Workbook sheets to rows: dates, times and numbers as text, merged and broken cells reported.

use super::columns::{CellKind, TableKind};
use super::delimited::Cell;
use super::table::{self, Source, Table};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use calamine::{Data, Dimensions, Range, Reader, Xlsx};
use chrono::{Duration, NaiveDate};
use std::io::Cursor;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The tables of a workbook: `only` that one from the sheet of its name (or the first sheet), else every sheet with the name of a table.
pub fn read(file: &str, only: Option<TableKind>, bytes: &[u8], faults: &mut Findings) -> Vec<Table> {
    let mut workbook: Workbook = match Xlsx::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => {
            faults.push(unreadable(file, &error.to_string()));
            return Vec::new();
        }
    };
    let names = workbook.sheet_names();
    let sheets: Vec<(String, TableKind)> = match only {
        Some(kind) => {
            let named = names.iter().find(|n| TableKind::named(n) == Some(kind)).or(names.first());
            named.map(|n| (n.clone(), kind)).into_iter().collect()
        }
        None => names.iter().filter_map(|n| TableKind::named(n).map(|kind| (n.clone(), kind))).collect(),
    };
    if only.is_none() {
        let unknown = names.iter().filter(|n| TableKind::named(n).is_none());
        faults.extend(unknown.map(|n| table::unknown_file(&format!("{file}[{n}]"))));
    }
    sheets.into_iter().filter_map(|(name, kind)| read_sheet(file, &mut workbook, &name, kind, faults)).collect()
}

fn read_sheet(file: &str, workbook: &mut Workbook, name: &str, kind: TableKind, faults: &mut Findings) -> Option<Table> {
    let range = match workbook.worksheet_range(name) {
        Ok(range) => range,
        Err(error) => {
            faults.push(unreadable(file, &error.to_string()));
            return None;
        }
    };
    let at = format!("{file}[{name}]");
    let is_1904 = workbook.has_1904_epoch();
    let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    let formulas = workbook.worksheet_formula(name).unwrap_or_default();
    let rows = rows_of(&range, kind, is_1904);
    let table = table::build(at, kind, Source::Sheet, rows, faults);
    report_merged(&table, &merged, faults);
    report_broken(&table, &range, &formulas, faults);
    Some(table)
}

/// Every row of the sheet as text. Columns count from the first sheet column, whatever the range.
fn rows_of(range: &Range<Data>, kind: TableKind, is_1904: bool) -> Vec<Vec<Cell>> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut kinds: Option<Vec<CellKind>> = None;
    let mut rows = Vec::new();
    for (i, data) in range.rows().enumerate() {
        let line = first_row + i as u32 + 1;
        let kind_of = |column: usize| kinds.as_ref().and_then(|k| k.get(column)).copied().unwrap_or(CellKind::Text);
        let lead = (0..first_column).map(|_| Cell { text: String::new(), line });
        let cells: Vec<Cell> = lead
            .chain(
                data.iter()
                    .enumerate()
                    .map(|(c, d)| Cell { text: text_of(d, kind_of(c + first_column as usize), is_1904), line }),
            )
            .collect();
        if kinds.is_none() && cells.iter().any(|c| kind.spec().column(&c.text).is_some_and(|c| c.required)) {
            kinds = Some(cells.iter().map(|c| kind.spec().column(&c.text).map_or(CellKind::Text, |c| c.kind)).collect());
        }
        rows.push(cells);
    }
    rows
}

/// A cell as a person reads it on the screen: 1.0 is "1", a serial date in a date column is that date.
fn text_of(data: &Data, kind: CellKind, is_1904: bool) -> String {
    match data {
        Data::String(text) => text.clone(),
        Data::Int(n) => number_text(*n as f64, kind, is_1904),
        Data::Float(x) => number_text(*x, kind, is_1904),
        Data::DateTime(t) => {
            let x = t.as_f64();
            let shown = if kind != CellKind::Text {
                kind
            } else if (0.0..1.0).contains(&x) {
                CellKind::Time
            } else if x.fract() == 0.0 {
                CellKind::Date
            } else {
                CellKind::DateTime
            };
            serial_text(x, shown, is_1904)
                .or_else(|| serial_text(x, CellKind::DateTime, is_1904))
                .unwrap_or_else(|| x.to_string())
        }
        Data::Bool(b) => if *b { "yes" } else { "no" }.to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.replace('T', " "),
        // An error is reported as such; read as empty it is no second fault.
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn number_text(x: f64, kind: CellKind, is_1904: bool) -> String {
    match kind {
        CellKind::Text => x.to_string(),
        _ => serial_text(x, kind, is_1904).unwrap_or_else(|| x.to_string()),
    }
}

/// An Excel serial number as date, time or both; `None` if it is no such thing. Day 1 is 1900-01-01 (with Excel's 29 February 1900), or
/// day 0 is 1904-01-01.
pub fn serial_text(serial: f64, kind: CellKind, is_1904: bool) -> Option<String> {
    const MAX_SERIAL: f64 = 2_958_466.0;
    if !(0.0..MAX_SERIAL).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let time = |seconds: i64| match seconds % 60 {
        0 => format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60),
        s => format!("{:02}:{:02}:{s:02}", seconds / 3600, seconds / 60 % 60),
    };
    let base = if is_1904 { NaiveDate::from_ymd_opt(1904, 1, 1)? } else { NaiveDate::from_ymd_opt(1899, 12, 30)? };
    let date = base + Duration::days(seconds / 86_400);
    match kind {
        CellKind::Time if seconds <= 86_400 => Some(time(seconds)),
        CellKind::Date if seconds % 86_400 == 0 && serial >= 61.0 => Some(date.to_string()),
        CellKind::DateTime if serial >= 61.0 => Some(format!("{date} {}", time(seconds % 86_400))),
        _ => None,
    }
}

fn unreadable(file: &str, error: &str) -> Diagnostic {
    Diagnostic::new(
        &codes::WORKBOOK_UNREADABLE,
        Location { file: file.to_string(), ..Location::default() },
        "",
        Text::new(
            format!("this is no .xlsx workbook that can be read: {error}"),
            format!("읽을 수 있는 .xlsx 파일이 아닙니다: {error}"),
        ),
        Text::new("save it again as .xlsx without a password, or as CSV", "암호 없이 .xlsx로 다시 저장하거나 CSV로 저장하세요"),
    )
}

/// Merged cells at or below the header: only the first of them holds the value, the others would read as empty.
fn report_merged(table: &Table, merged: &[Dimensions], faults: &mut Findings) {
    let mut merged: Vec<_> = merged.iter().filter(|m| m.start != m.end && m.end.0 + 1 >= table.header_line).collect();
    merged.sort_by_key(|m| m.start);
    for area in merged {
        let (line, column) = (area.start.0 + 1, area.start.1 as usize);
        let value = table.rows.iter().find(|r| r.line == line).and_then(|r| r.cells.get(column)).map_or("", |c| &c.text);
        let name = format!("{}:{}", cell_name(area.start), cell_name(area.end));
        faults.push(Diagnostic::new(
            &codes::MERGED_CELLS,
            Location { file: table.file.clone(), line, column: table.headers.get(column).cloned().unwrap_or_default() },
            value,
            Text::new(
                format!("the cells {name} are merged; only the first holds the value"),
                format!("{name} 셀이 병합되어 있어 첫 셀에만 값이 있습니다"),
            ),
            Text::new("unmerge them and fill in every cell", "병합을 풀고 모든 셀을 채우세요"),
        ));
    }
}

/// Cells with an Excel error, and formulas that were never calculated.
fn report_broken(table: &Table, range: &Range<Data>, formulas: &Range<String>, faults: &mut Findings) {
    let (row0, column0) = range.start().unwrap_or_default();
    let errors = range.used_cells().filter_map(|(r, c, data)| match data {
        Data::Error(error) => Some((r as u32 + row0, c as u32 + column0, error.to_string())),
        _ => None,
    });
    let (row0, column0) = formulas.start().unwrap_or_default();
    let uncalculated = formulas.used_cells().filter_map(|(r, c, formula)| {
        let at = (r as u32 + row0, c as u32 + column0);
        let empty = range.get_value(at).is_none_or(|d| *d == Data::Empty);
        (empty && !formula.is_empty()).then(|| (at.0, at.1, format!("={formula}")))
    });
    let mut broken: Vec<_> = errors.chain(uncalculated).filter(|(row, ..)| row + 1 >= table.header_line).collect();
    broken.sort();
    for (row, column, value) in broken {
        let header = table.headers.get(column as usize).cloned().unwrap_or_default();
        if table.kind.spec().column(&header).is_none() {
            continue;
        }
        faults.push(Diagnostic::new(
            &codes::ERROR_CELL,
            Location { file: table.file.clone(), line: row + 1, column: header },
            &value,
            Text::new(
                "this cell holds an Excel error or a formula without a result",
                "엑셀 오류 또는 결과가 없는 수식이 든 셀입니다",
            ),
            Text::new(
                "correct the formula in Excel and save, or write the value itself",
                "엑셀에서 수식을 고쳐 저장하거나 값을 직접 적으세요",
            ),
        ));
    }
}

/// `B7` for (6, 1).
fn cell_name((row, column): (u32, u32)) -> String {
    let (mut letters, mut n) = (String::new(), column + 1);
    while n > 0 {
        letters.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_in_both_date_systems() {
        let read = |x, kind, is_1904| serial_text(x, kind, is_1904).unwrap_or_default();
        assert_eq!(read(44_664.0, CellKind::Date, false), "2022-04-13");
        assert_eq!(read(43_202.0, CellKind::Date, true), "2022-04-13");
        assert_eq!(read(44_664.0 + 10.5 / 24.0, CellKind::DateTime, false), "2022-04-13 10:30");
        assert_eq!(read(0.416_666_666_666_667, CellKind::Time, false), "10:00");
        assert_eq!(read(1.0, CellKind::Time, false), "24:00");
        assert_eq!(read(44_664.5, CellKind::Date, false), "");
        assert_eq!(read(-1.0, CellKind::Date, false), "");
    }
}

//! Tables that are read by themselves: the timetable, which koppex wrote and a person may have edited since, and the file of changes, however they
//! were saved; any other file that koppex wrote as plain rows.

use super::columns::TableKind;
use super::delimited::{self, Cell};
use super::table::Table;
use super::text::read_csv;
use super::{decode, sheet, table};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::event::limits;

/// First bytes of .xlsx and .ods, and of .xls: what a spreadsheet saves, whatever the name of the file.
const WORKBOOK_MARKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// The table of a meetings.csv, and every fault of it. There is no table if one of them is an error: what cannot be read is not empty.
pub fn meetings(file: &str, bytes: &[u8]) -> (Option<Table>, Vec<Diagnostic>) {
    alone(file, TableKind::Meetings, bytes)
}

/// The table of a file of changes, and every fault of it; `file` as in faults. There is no table if one of them is an error.
pub fn changes(file: &str, bytes: &[u8]) -> (Option<Table>, Vec<Diagnostic>) {
    alone(file, TableKind::Changes, bytes)
}

fn alone(file: &str, kind: TableKind, bytes: &[u8]) -> (Option<Table>, Vec<Diagnostic>) {
    let mut faults = Findings::default();
    let table = if !limits::FILE_BYTES.allows(bytes.len()) {
        faults.push(table::beyond(&limits::FILE_BYTES, bytes.len(), Location { file: file.to_string(), ..Location::default() }));
        None
    } else if WORKBOOK_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        sheet::read(file, Some(kind), bytes, &mut faults).into_iter().find(|t| t.kind == kind)
    } else {
        let table = read_csv(file, kind, bytes, &mut faults);
        faults.extend(cut_off(&table, bytes));
        Some(table)
    };
    (table.filter(|_| !faults.any_error()), faults.finish())
}

/// Says that a file ends within a row: it was not written to its end, and rows may be missing after it.
fn cut_off(table: &Table, bytes: &[u8]) -> Option<Diagnostic> {
    let (last, others) = table.rows.split_last()?;
    let n = table.headers.len();
    let ends = decode::decode(bytes).text.ends_with(['\n', '\r']);
    let is_cut = !ends && last.cells.len() < n && !others.is_empty() && others.iter().all(|row| row.cells.len() >= n);
    is_cut.then(|| {
        Diagnostic::new(
            &codes::CELL_EMPTY,
            Location { file: table.file.clone(), line: last.line, column: table.headers[last.cells.len()].clone() },
            "",
            Text::new(
                "the file ends within this row; it was cut off, and more rows may be missing",
                "파일이 이 행 중간에서 끝납니다. 파일이 잘렸으며 뒤의 행도 없을 수 있습니다",
            ),
            Text::new("take the whole file, or complete the row", "온전한 파일을 쓰거나 이 행을 마저 채우세요"),
        )
    })
}

/// The rows of a text that hold anything, the header first, as cells that know their line.
pub fn rows(bytes: &[u8]) -> Vec<Vec<Cell>> {
    let rows = delimited::parse(&decode::decode(bytes).text, |_| false).rows;
    rows.into_iter().filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty())).collect()
}

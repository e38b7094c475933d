//! Tables that are read by themselves: the timetable, which koppex wrote and a person may have edited since, and the file of changes, however they
//! were saved; any other file that koppex wrote as plain rows.

use super::columns::TableKind;
use super::delimited::{self, Cell};
use super::table::Table;
use super::text::read_csv;
use super::{decode, sheet, table};
use crate::diagnostic::{Diagnostic, Findings, Location};
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
        Some(read_csv(file, kind, bytes, &mut faults))
    };
    (table.filter(|_| !faults.any_error()), faults.finish())
}

/// The rows of a text that hold anything, the header first, as cells that know their line.
pub fn rows(bytes: &[u8]) -> Vec<Vec<Cell>> {
    let rows = delimited::parse(&decode::decode(bytes).text, |_| false).rows;
    rows.into_iter().filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty())).collect()
}

//! Cells of the published files that say something else than the meetings give.

use crate::check::WrittenMeeting;
use crate::check::judged::JudgedTimetable;
use crate::check::read::{CellFault, Row};

/// `value` stands where `wanted` should.
pub(super) fn differs(file: &'static str, line: u32, column: &str, value: String, wanted: &str) -> CellFault {
    CellFault {
        file,
        line,
        column: column.to_string(),
        en: format!("`{value}` stands where the meetings give `{wanted}`"),
        ko: format!("상담에서 계산하면 `{wanted}`인데 `{value}`라고 되어 있음"),
        value,
    }
}

/// The cells of a row that differ from what they should say; a column that is missing says nothing.
pub(super) fn differing_cells(file: &'static str, row: Row, wanted: &[(&str, String)]) -> Vec<CellFault> {
    let wrong = wanted.iter().filter(|(column, text)| row.has(column) && row.cell(column) != text.trim());
    wrong.map(|(column, text)| differs(file, row.line, column, row.cell(column), text)).collect()
}

/// When a meeting begins; empty if there is none.
pub(super) fn start_of(judged: &JudgedTimetable, held: Option<&WrittenMeeting>) -> String {
    held.map_or(String::new(), |h| judged.time(h.slot))
}

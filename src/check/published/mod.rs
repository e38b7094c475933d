//! The figures that a run published beside meetings.csv, against the recomputed ones: summary.json, unmet.csv, parties.csv.

mod parties;
mod summary;
mod unmet;

use super::judged::JudgedTimetable;
use super::read::{CellFault, ReadBack, Row};
use super::{Checker, WrittenMeeting};

/// Bytes of the files beside meetings.csv, as far as they are there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Published<'a> {
    pub summary_json: Option<&'a [u8]>,
    pub unmet_csv: Option<&'a [u8]>,
    pub parties_csv: Option<&'a [u8]>,
}

impl Checker<'_> {
    /// Every figure that differs from what the meetings read back give.
    pub fn compare_published(&self, back: &ReadBack, published: &Published) -> Vec<CellFault> {
        let judged = JudgedTimetable::new(&self.derived, &back.held);
        let mut faults = Vec::new();
        if let Some(bytes) = published.summary_json {
            faults.extend(summary::faults(&judged, bytes));
        }
        if let Some(bytes) = published.unmet_csv {
            faults.extend(unmet::faults(&judged, bytes));
        }
        if let Some(bytes) = published.parties_csv {
            faults.extend(parties::faults(&judged, bytes));
        }
        faults
    }
}

/// `value` stands where `wanted` should.
fn differs(file: &'static str, line: u32, column: &str, value: String, wanted: &str) -> CellFault {
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
fn differing_cells(file: &'static str, row: Row, wanted: &[(&str, String)]) -> Vec<CellFault> {
    let wrong = wanted.iter().filter(|(column, text)| row.has(column) && row.cell(column) != text.trim());
    wrong.map(|(column, text)| differs(file, row.line, column, row.cell(column), text)).collect()
}

fn start_of(judged: &JudgedTimetable, held: Option<&WrittenMeeting>) -> String {
    held.map_or(String::new(), |h| judged.time(h.slot))
}

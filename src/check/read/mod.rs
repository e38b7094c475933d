//! meetings.csv as koppex wrote it or as a person edited and saved it, back to meetings. A file, row or cell that cannot be read makes the
//! whole unread; a row that says something impossible becomes a violation of the rule that fits; a cell that says something else than the
//! facts becomes a fault. Nothing is repaired.

mod back;
mod cells;
mod fault;
mod gone;
mod ids;
mod meant;
mod names;
mod row;
mod table;
mod when;

pub(super) use crate::load::values::{date as parse_date, time_min as parse_time};
pub use back::{ReadBack, Unread};
pub(super) use cells::CellWords;
pub use fault::CellFault;
pub use gone::Gone;
pub(super) use names::Names;
pub(super) use table::{Row, Table};

use super::{Checker, Verdict, Violation};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::load;
use crate::published::PublishedMeeting;
use back::FILE;
use chrono::NaiveDateTime;
use row::Rows;
use std::collections::HashMap;

impl Checker<'_> {
    /// Reads a meetings.csv, whatever a spreadsheet has made of it.
    ///
    /// # Errors
    /// If anything of it cannot be read; the faults name all that is wrong.
    pub fn read_meetings(&self, bytes: &[u8]) -> Result<ReadBack, Unread> {
        self.read(bytes, &Gone::default())
    }

    /// Reads the meetings.csv of an earlier run, in file order. What only that run knew may stand in it.
    ///
    /// # Errors
    /// If anything of it cannot be read, or a row is no meeting; the faults name all that is wrong.
    pub fn read_published(&self, bytes: &[u8], gone: &Gone) -> Result<Vec<PublishedMeeting>, Unread> {
        let back = self.read(bytes, gone)?;
        let impossible: Vec<Diagnostic> = back.violations.iter().map(impossible).chain(repeated(&back.published)).collect();
        if impossible.is_empty() { Ok(back.published) } else { Err(Unread(impossible)) }
    }

    fn read(&self, bytes: &[u8], gone: &Gone) -> Result<ReadBack, Unread> {
        let (table, faults) = load::meetings(FILE, bytes);
        let Some(table) = table else { return Err(Unread(faults)) };
        let mut findings = Findings::default();
        findings.extend(faults);
        let mut rows = Rows::of(&self.derived, gone, &mut findings);
        Table::of(table).rows().for_each(|row| rows.read(row));
        let mut back = rows.back;
        let said = findings.finish();
        if said.iter().any(Diagnostic::is_error) {
            return Err(Unread(said));
        }
        back.notes = said;
        Ok(back)
    }

    /// Judges what was read: the rows that say something impossible, and every rule on the others.
    pub fn check_read(&self, back: &ReadBack) -> Verdict {
        let mut verdict = self.check(&back.held);
        verdict.violations.extend(back.violations.iter().cloned());
        verdict.violations.sort_by_key(|v| (v.rule, v.when));
        verdict
    }
}

/// Rows that say once more what another has said: a timetable holds every meeting once.
fn repeated(published: &[PublishedMeeting]) -> Vec<Diagnostic> {
    let mut first: HashMap<(&str, &str, NaiveDateTime), u32> = HashMap::new();
    let mut faults = Vec::new();
    for meeting in published {
        let key = (meeting.sme_id.as_str(), meeting.buyer_id.as_str(), meeting.starts_at());
        let line = *first.entry(key).or_insert(meeting.line);
        if line == meeting.line {
            continue;
        }
        let at = Location { file: FILE.to_string(), line: meeting.line, column: String::new() };
        let value = format!("{} {} {}", meeting.sme_id, meeting.buyer_id, meeting.starts_at().format("%Y-%m-%d %H:%M"));
        let cause =
            Text::new(format!("this is the meeting of line {line} once more"), format!("{line}번째 줄의 상담과 같습니다"));
        let help = Text::new("delete one of the two rows", "두 행 중 하나를 지우세요");
        faults.push(Diagnostic::new(&codes::ID_TWICE, at, &value, cause, help));
    }
    faults
}

/// A row that says something impossible, as a fault of the file.
fn impossible(violation: &Violation) -> Diagnostic {
    let at = Location { file: FILE.to_string(), line: violation.lines.first().copied().unwrap_or(0), column: String::new() };
    let help = Text::new("mend the row, or delete it", "이 행을 고치거나 지우세요");
    Diagnostic::new(&codes::NO_SUCH_SLOT, at, "", Text::new(&violation.en, &violation.ko), help)
}

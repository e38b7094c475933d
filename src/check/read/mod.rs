//! meetings.csv as koppex wrote it or as a person edited and saved it, back to meetings. A file, row or cell that cannot be read makes the
//! whole unread; a row that says something impossible becomes a violation of the rule that fits; a cell that says something else than the
//! facts becomes a fault. Nothing is repaired.

mod back;
mod cells;
mod fault;
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
pub(super) use names::Names;
pub(super) use table::{Row, Table};

use super::{Checker, Verdict};
use crate::diagnostic::{Diagnostic, Findings};
use crate::load;
use back::FILE;
use row::Rows;

impl Checker<'_> {
    /// Reads a meetings.csv, whatever a spreadsheet has made of it.
    ///
    /// # Errors
    /// If anything of it cannot be read; the faults name all that is wrong.
    pub fn read_meetings(&self, bytes: &[u8]) -> Result<ReadBack, Unread> {
        let (table, faults) = load::meetings(FILE, bytes);
        let Some(table) = table else { return Err(Unread(faults)) };
        let mut findings = Findings::default();
        findings.extend(faults);
        let mut rows = Rows::of(&self.derived, &mut findings);
        Table::of(&table).rows().for_each(|row| rows.read(row));
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

//! All that can be wrong with a new timetable as it changes a published one.

use super::judge::ChangeJudge;
use super::written;
use crate::check::read::CellFault;
use crate::published::PublishedMeeting;

impl ChangeJudge<'_> {
    /// What is wrong with the new timetable, read back, or with the moves.csv and the counts beside it.
    pub fn faults(&self, now: &[PublishedMeeting], moves_csv: &[u8], summary_json: &[u8]) -> Vec<CellFault> {
        let changes = self.compare(now);
        let mut faults = self.frozen_faults(now);
        faults.extend(written::move_faults(&changes, moves_csv));
        faults.extend(written::count_faults(&changes, summary_json));
        faults
    }
}

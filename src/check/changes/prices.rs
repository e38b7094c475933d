//! Why no timetable drops fewer published meetings, or moves fewer of as many held: prices at which those that count pay for what they use, as in the
//! certificate of levels 1 to 3, but with 1 for each that is held and, on the last level, 1 for each that is held in its slot.

use super::judge::ChangeJudge;
use serde_json::Value;

/// What prices prove of all timetables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeastChanges {
    /// At least as many published meetings are dropped.
    pub dropped: i64,
    /// At least as many move, where no more than `dropped` are dropped.
    pub moved: i64,
}

impl ChangeJudge<'_> {
    /// Adds the prices up. `None` if they have faults, or state less than they add up to.
    pub fn least_changes(&self, prices_csv: &[u8], certificate_json: &Value) -> Option<LeastChanges> {
        let can_meet = |parties: Option<_>| parties.is_some_and(|parties| self.can_meet(parties));
        let counted = self.published.iter().filter(|old| can_meet(old.parties));
        let stood: Vec<_> = counted.filter_map(|old| self.stood(old)).collect();
        let (bound, scale) = self.checker.published_bound(&stood, prices_csv, certificate_json)?;
        let held = bound.must.div_euclid(scale);
        let dropped = (stood.len() as i128 - held).max(0);
        // Only where as many are held as the bound allows, in whole numbers, does it say how many of them are in their slots.
        let is_whole = bound.must == held * scale && held <= stood.len() as i128;
        let moved = if is_whole { (held - bound.value.div_euclid(scale)).max(0) } else { 0 };
        Some(LeastChanges { dropped: i64::try_from(dropped).ok()?, moved: i64::try_from(moved).ok()? })
    }
}

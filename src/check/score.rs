//! The four values of the objective, recomputed from the meetings held.

use super::judged::JudgedTimetable;
use super::{PartyUnits, musts};

/// Values of the objective; lexicographically smaller in [`Score::key`] is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Meetings that `must` wishes ask for and that are not held; a mutual must counts twice, one for an organization once.
    pub must_unheld: i64,
    /// Sum over parties of the meetings missing to `min_meetings`.
    pub shortfall: i64,
    /// Total value of the meetings held, in points.
    pub value: i64,
    /// Total quality cost, in points.
    pub quality: i64,
}

impl Score {
    pub(super) fn of(judged: &JudgedTimetable, units: &PartyUnits) -> Self {
        let event = judged.event;
        let must_unheld = musts::of(event).iter().map(|must| i64::from(must.times) - must.n_held(judged)).sum();
        let shortfall = event
            .party_ids()
            .map(|p| i64::from(event.party(p).min_meetings) - judged.of_party(p).len() as i64)
            .filter(|missing| *missing > 0)
            .sum();
        let value = judged.held.iter().map(|h| judged.derived.pair(h.sme, h.buyer).value).sum();
        Self { must_unheld, shortfall, value, quality: units.cost(&event.quality) }
    }

    /// Every component so that smaller is better: the value negated.
    pub fn key(&self) -> [i64; 4] {
        [self.must_unheld, self.shortfall, -self.value, self.quality]
    }

    /// In order of the levels.
    pub fn levels(&self) -> [i64; 4] {
        [self.must_unheld, self.shortfall, self.value, self.quality]
    }
}

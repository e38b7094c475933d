//! What the second opinion says: violations by rule, party and time, and the recomputed values.

use super::{PartyUnits, Score, Violation};
use crate::rule::RuleId;

/// The second opinion on one timetable.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// In order of rule, then time.
    pub violations: Vec<Violation>,
    /// The four values of the objective, recomputed.
    pub score: Score,
    /// Units of the quality cost behind `score.quality`, by party.
    pub units: PartyUnits,
}

impl Verdict {
    /// No hard rule is broken.
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// The rules that are broken, each once, in order.
    pub fn broken_rules(&self) -> Vec<RuleId> {
        let mut rules: Vec<RuleId> = self.violations.iter().map(|v| v.rule).collect();
        rules.sort();
        rules.dedup();
        rules
    }
}

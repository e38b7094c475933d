//! What the second opinion says: violations by rule, party and time, and the recomputed values.

use super::{PartyUnits, Score};
use crate::event::Lang;
use crate::rule::RuleId;
use chrono::NaiveDateTime;

/// A hard rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub rule: RuleId,
    /// Ids of the parties concerned, as in the files; `sme:` or `buyer:` in front where both sides use the id.
    pub parties: Vec<String>,
    /// Start of the meeting concerned (the first of several), event-local.
    pub when: Option<NaiveDateTime>,
    /// Id of the place concerned.
    pub place: Option<String>,
    /// Lines of meetings.csv, if the timetable was read from it.
    pub lines: Vec<u32>,
    pub en: String,
    pub ko: String,
}

/// The second opinion on one timetable.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// In order of rule, then time.
    pub violations: Vec<Violation>,
    pub score: Score,
    pub units: PartyUnits,
}

impl Violation {
    pub fn sentence(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }
}

impl Verdict {
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

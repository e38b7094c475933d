//! A hard rule that does not hold: which, whose, when and where, in both languages.

use crate::event::Lang;
use crate::rule::RuleId;
use chrono::NaiveDateTime;

/// A hard rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule that is broken.
    pub rule: RuleId,
    /// Ids of the parties concerned, as in the files; `sme:` or `buyer:` in front where both sides use the id.
    pub parties: Vec<String>,
    /// Start of the meeting concerned (the first of several), event-local.
    pub when: Option<NaiveDateTime>,
    /// Id of the place concerned.
    pub place: Option<String>,
    /// Lines of meetings.csv, if the timetable was read from it.
    pub lines: Vec<u32>,
    /// What is wrong, as one English sentence that names parties, time and place.
    pub en: String,
    /// The same in Korean.
    pub ko: String,
}

impl Violation {
    /// What is wrong, in the reader's language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.ko, &self.en)
    }
}

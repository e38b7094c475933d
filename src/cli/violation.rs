//! How a violation of a rule is shown: as text.

use crate::check::Violation;
use crate::event::{Lang, date_and_clock};

/// `R02 availability | S001 | 2022-04-13 10:00 | meetings.csv:12` and the sentence below it.
pub fn violation_text(violation: &Violation, lang: Lang) -> String {
    let mut head = vec![violation.rule.to_string(), violation.parties.join(", ")];
    head.extend(violation.when.map(date_and_clock));
    if !violation.lines.is_empty() {
        let lines: Vec<String> = violation.lines.iter().map(u32::to_string).collect();
        head.push(format!("meetings.csv:{}", lines.join(",")));
    }
    format!("{}\n    {}", head.join(" | "), violation.sentence(lang))
}

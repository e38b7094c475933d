//! Collects faults: at most twenty of a kind, the rest as a count.

use super::codes::Code;
use super::{Diagnostic, Location, Text};
use std::collections::BTreeMap;

/// How many faults of one code are shown.
pub const MAX_PER_CODE: usize = 20;

/// Faults in the order in which they were found.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, usize>,
    /// Where those are that are not shown, by code.
    dropped: BTreeMap<&'static str, Vec<Location>>,
}

impl Findings {
    pub fn add(&mut self, code: &Code, at: Location, value: &str, cause: Text, help: Text) {
        self.push(Diagnostic::new(code, at, value, cause, help));
    }

    pub fn push(&mut self, fault: Diagnostic) {
        let count = self.counts.entry(fault.code).or_default();
        *count += 1;
        if *count <= MAX_PER_CODE {
            self.list.push(fault);
        } else {
            self.dropped.entry(fault.code).or_default().extend(std::iter::once(fault.at).chain(fault.also));
        }
    }

    /// False once enough of the code are shown, so that costly help need not be worked out.
    pub fn wants(&self, code: &Code) -> bool {
        self.counts.get(code.id).is_none_or(|n| *n < MAX_PER_CODE)
    }

    pub fn any_error(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// All that is shown; where more than [`MAX_PER_CODE`] of a code were found, a line after them counts the rest.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        for (id, places) in self.dropped {
            let more = self.counts[id] - MAX_PER_CODE;
            let code = Code::find(id).expect("only codes of the list are reported");
            let last = list.iter().rposition(|d| d.code == id).expect("twenty of this code are shown");
            let cause = Text::new(
                format!("{more} more of this kind: {}", code.title_en),
                format!("같은 종류가 {more}건 더 있습니다: {}", code.title_ko),
            );
            let help = Text::new("the first of them stands here", "그중 첫 번째가 이 자리입니다");
            let first = places.first().cloned().unwrap_or_default();
            list.insert(last + 1, Diagnostic { also: places, stands_for: more, ..Diagnostic::new(code, first, "", cause, help) });
        }
        list
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, faults: I) {
        faults.into_iter().for_each(|f| self.push(f));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::super::codes::{NOT_A_DATE, UNKNOWN_ID};
    use super::*;

    #[test]
    fn after_twenty_of_a_kind_the_rest_is_counted_in_one_line() {
        let mut findings = Findings::default();
        for line in 1..=23 {
            let at = Location { file: "smes.csv".into(), line, column: String::new() };
            findings.add(&UNKNOWN_ID, at, "", Text::new("x", "x"), Text::default());
        }
        assert!(!findings.wants(&UNKNOWN_ID) && findings.wants(&NOT_A_DATE));
        let at = Location { file: "smes.csv".into(), line: 30, column: String::new() };
        findings.add(&NOT_A_DATE, at, "", Text::new("x", "x"), Text::default());
        let list = findings.finish();
        assert_eq!(list.len(), 22);
        assert!(list[20].cause.en.starts_with("3 more of this kind"), "{:?}", list[20]);
        assert_eq!((list[20].code, list[20].at.line), ("E309", 21));
        assert_eq!(list[20].also.iter().map(|at| at.line).collect::<Vec<_>>(), [21, 22, 23]);
        assert_eq!(list[21].code, "E304");
        assert_eq!(Diagnostic::count(&list, Severity::Error), 24, "those that are only counted are errors too");
    }
}

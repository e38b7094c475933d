//! A fault in the user's input: code, place, cause, action. Knows how one looks, not how any is found.

pub(crate) mod codes;
mod findings;

use crate::event::Lang;
pub use crate::event::Text;
pub use codes::{CODES, Code, Severity};
pub(crate) use findings::Findings;

use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Where in the input folder a fault stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// File name inside the folder, e.g. `smes.csv` or `event.xlsx[smes]`.
    pub file: String,
    /// 1-based line of the file (row of a sheet); 0 = the file as a whole.
    pub line: u32,
    /// Column header as the user wrote it, or the key of event.toml; empty = the row as a whole.
    pub column: String,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `E101`, `W201`, `N301` ...: the row of the error index in `src/validate/README.md`.
    pub code: &'static str,
    /// Whether it stops the run; follows from the first letter of `code`.
    pub severity: Severity,
    /// Where the faulty value stands.
    pub at: Location,
    /// The value as it stands in the input; empty if none.
    pub value: String,
    /// What is wrong and why.
    pub cause: Text,
    /// What to do about it.
    pub help: Text,
    /// Every place of the faults that a count stands for; empty for a single fault.
    pub also: Vec<Location>,
    /// How many faults it stands for: one, or those that a count says.
    pub stands_for: usize,
}

impl Diagnostic {
    /// A fault of a known code; its severity is that of the code.
    pub fn new(code: &Code, at: Location, value: &str, cause: Text, help: Text) -> Self {
        Self {
            code: code.id,
            severity: code.severity(),
            at,
            value: value.to_string(),
            cause,
            help,
            also: Vec::new(),
            stands_for: 1,
        }
    }

    /// How many faults of a severity a list of diagnostics tells of, those that are only counted included.
    pub fn count(list: &[Self], severity: Severity) -> usize {
        list.iter().filter(|d| d.severity == severity).map(|d| d.stands_for).sum()
    }

    /// Whether it stops the run (exit code 3).
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// As shown to a person: `error[E301]: cause`, ` --> smes.csv:12 (name)`, the value, ` = help: ...`. Ends with a newline.
    pub fn render(&self, lang: Lang) -> String {
        let (kind, value, help) = match (lang, self.severity) {
            (Lang::En, Severity::Error) => ("error", "value", "help"),
            (Lang::En, Severity::Warning) => ("warning", "value", "help"),
            (Lang::En, Severity::Note) => ("note", "value", "help"),
            (Lang::Ko, Severity::Error) => ("오류", "값", "해결"),
            (Lang::Ko, Severity::Warning) => ("경고", "값", "해결"),
            (Lang::Ko, Severity::Note) => ("알림", "값", "해결"),
        };
        let mut out = format!("{kind}[{}]: {}\n --> {}\n", self.code, self.cause.of(lang), self.at);
        if !self.value.is_empty() {
            out.push_str(&format!("  = {value}: {}\n", shown(&self.value)));
        }
        if !self.help.of(lang).is_empty() {
            out.push_str(&format!("  = {help}: {}\n", self.help.of(lang)));
        }
        out
    }
}

/// A value on one line: control characters escaped, long ones cut.
fn shown(value: &str) -> String {
    const MAX_CHARS: usize = 120;
    let mut out = String::new();
    for c in value.chars().take(MAX_CHARS) {
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    if value.chars().count() > MAX_CHARS {
        out.push('…');
    }
    format!("`{out}`")
}

impl fmt::Display for Location {
    /// `smes.csv:12 (booth)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, " ({})", self.column.replace(['\n', '\r'], " "))?;
        }
        Ok(())
    }
}

/// Up to three of `known` that `text` may be a slip of, nearest first. Case, space and width do not count as different.
pub fn nearest<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    const SHOWN: usize = 3;
    // Longer texts are not slips of anything, and comparing them takes time quadratic in their length.
    const MAX_CHARS: usize = 64;
    let fold = |s: &str| -> String { s.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect() };
    if text.chars().take(MAX_CHARS + 1).count() > MAX_CHARS {
        return Vec::new();
    }
    let text = fold(text);
    let n_chars = text.chars().count();
    let allowed = (n_chars / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|k| {
            // Four bytes a character at most: what is far longer is not even folded.
            if k.len() > 4 * (n_chars + allowed) + 8 {
                return None;
            }
            let known = fold(k);
            if known.chars().count().abs_diff(n_chars) > allowed {
                return None;
            }
            let distance = strsim::osa_distance(&text, &known);
            (distance <= allowed).then_some((distance, k))
        })
        .collect();
    near.sort();
    near.dedup();
    // What differs in case or width alone is meant and nothing else.
    if near.first().is_some_and(|(distance, _)| *distance == 0) {
        near.retain(|(distance, _)| *distance == 0);
    }
    near.into_iter().take(SHOWN).map(|(_, k)| k).collect()
}

/// Up to three of `known` that differ from `text` as slips of the hand do: by a letter or two. Hangul counts letter by letter (`온라인` has seven), since
/// a word that differs by a whole syllable is another word: `중소기업` is not `중견기업`.
pub fn misspelled<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let is_hangul = |c: char| ('가'..='힣').contains(&c);
    let letters = |s: &str| -> String { s.nfkd().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect() };
    let slips = |near: &&str| {
        let hangul = text.chars().any(is_hangul) && near.chars().any(is_hangul);
        let max = text.chars().filter(|c| is_hangul(*c)).count().saturating_sub(2).min(2);
        !hangul || strsim::osa_distance(&letters(text), &letters(near)) <= max
    };
    nearest(text, known).into_iter().filter(slips).collect()
}

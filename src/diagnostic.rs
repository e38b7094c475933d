//! A fault in the user's input: code, place, cause, action. Knows how one looks, not how any is found.

use std::fmt;

/// Errors stop the run, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

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
    pub severity: Severity,
    pub at: Location,
    /// The value as it stands in the input; empty if none.
    pub value: String,
    /// What is wrong and why.
    pub cause: String,
    /// What to do about it.
    pub help: String,
}

impl Diagnostic {
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Location {
    /// `smes.csv:12 (booth)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, " ({})", self.column)?;
        }
        Ok(())
    }
}

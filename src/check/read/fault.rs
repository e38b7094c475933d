//! How a cell of a written file that says something else than the facts is shown. Reads nothing.

use crate::event::Lang;
use std::fmt;

/// A cell of a written file that says something else than the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    pub file: &'static str,
    /// 0 = the file as a whole.
    pub line: u32,
    pub column: String,
    pub value: String,
    pub en: String,
    pub ko: String,
}

impl CellFault {
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.ko, &self.en)
    }
}

impl fmt::Display for CellFault {
    /// `meetings.csv:12 (end)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, " ({})", self.column)?;
        }
        Ok(())
    }
}

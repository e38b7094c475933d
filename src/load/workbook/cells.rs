//! Sheets as sparse rows of cells, and the names of cells.

use super::formats::{self, Looks};
use crate::event::limits;

/// A sheet of a workbook.
#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// In order of their lines.
    pub rows: Vec<SheetRow>,
    pub merged: Vec<Area>,
    /// `[first, end)`, from 0.
    pub hidden_columns: Vec<(u32, u32)>,
}

#[derive(Debug)]
pub struct SheetRow {
    /// As the sheet counts, from 1.
    pub line: u32,
    pub hidden: bool,
    /// Column, from 0, and value; empty cells are left out.
    pub cells: Vec<(u32, Value)>,
    /// Columns of cells that are struck through, as far as the format of the file is read.
    pub struck: Vec<u32>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Bool(bool),
    /// An Excel error such as `#N/A`.
    Error(String),
    /// A formula that was never calculated.
    Uncalculated(String),
    Number(Number),
}

/// A number and what its format makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub x: f64,
    pub looks: Looks,
    pub is_1904: bool,
    /// As the sheet shows it, where that is not the plain number.
    pub shown: Option<String>,
}

impl Value {
    pub fn number(x: f64, format: &str, is_1904: bool) -> Self {
        let looks = formats::looks(format);
        let shown = if looks == Looks::Number { formats::show(x, format) } else { formats::show_date(x, format, is_1904) };
        Value::Number(Number { x, looks, is_1904, shown })
    }
}

/// A rectangle of cells, both ends within, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl Area {
    /// `A1:B2`.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':')?;
        Some(Self { first: cell_of(first)?, last: cell_of(last)? })
    }
}

/// (row, column) of `B7`, from 0.
fn cell_of(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let row: u32 = name[digits..].parse().ok()?;
    Some((row.checked_sub(1)?, column_of(name)?))
}

/// The column of `B7`, from 0.
pub fn column_of(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(8).try_fold(0_u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1));
    number?.checked_sub(1)
}

/// What the texts of a workbook's cells may take: many cells may share one text, so that a small file would fill any memory.
pub struct Budget {
    left: usize,
}

impl Budget {
    /// As much as a file of text may hold.
    pub fn new() -> Self {
        Self { left: limits::FILE_BYTES.size() }
    }

    /// Takes so many bytes for a cell.
    pub fn spend(&mut self, bytes: usize) -> Result<(), String> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| {
            format!("its cells hold more than {} bytes of text, more than a file of text may", limits::FILE_BYTES.max)
        })?;
        Ok(())
    }
}

/// Why a workbook cannot be read.
#[derive(Debug)]
pub enum Unreadable {
    /// With a password.
    Locked,
    /// A text (or web page) that only its name calls a workbook.
    IsText,
    /// In the reader's words.
    Broken(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_by_their_names() {
        assert_eq!(cell_of("B7"), Some((6, 1)));
        assert_eq!(column_of("XFD1"), Some(16_383));
        assert_eq!(column_of("AAAAAAAAAAAA1"), None);
        assert_eq!(Area::parse("A1:C3"), Some(Area { first: (0, 0), last: (2, 2) }));
        assert_eq!(cell_of("A0"), None);
    }
}

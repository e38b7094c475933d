//! Rows and columns to the bytes of a CSV file that Excel shows as they are: byte order mark, CRLF, and no cell that becomes a formula.

use crate::event::is_like_formula;
use anyhow::bail;

/// How CSV files are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvEncoding {
    /// UTF-8 with a byte order mark.
    #[default]
    Utf8,
    /// CP949, for programs of Korean Windows that know nothing else. Not every character has a place in it.
    Cp949,
}

/// A cell. Only text can be mistaken for a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
}

/// A table with a header.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<Cell>>,
}

impl Cell {
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => guarded(text),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// The text with an apostrophe in front if a spreadsheet could take it for a formula. Text that already has such apostrophes gets one
/// more, so that taking one off always gives the text back.
pub fn guarded(text: &str) -> String {
    let bare = text.trim_start_matches('\'');
    if is_like_formula(bare) || bare.starts_with(['\t', '\r']) { format!("'{text}") } else { text.into() }
}

impl Table {
    pub fn new(header: &[&str]) -> Self {
        Self { rows: vec![header.iter().map(|h| Cell::text(h)).collect()] }
    }

    pub fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.rows[0].len(), "a row has as many cells as the header");
        self.rows.push(row);
    }

    /// The header, then the rows.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The file's bytes. `path` is for messages.
    ///
    /// # Errors
    /// A character that the encoding does not have, with its cell.
    pub fn to_bytes(&self, path: &str, encoding: CsvEncoding) -> anyhow::Result<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for (i, row) in self.rows.iter().enumerate() {
            let texts: Vec<String> = row.iter().map(Cell::written).collect();
            if encoding == CsvEncoding::Cp949 {
                fits_cp949(path, i + 1, &texts, &self.rows[0])?;
            }
            writer.write_record(&texts)?;
        }
        let utf8 = String::from_utf8(writer.into_inner()?)?;
        Ok(match encoding {
            CsvEncoding::Utf8 => format!("\u{feff}{utf8}").into_bytes(),
            CsvEncoding::Cp949 => encoding_rs::EUC_KR.encode(&utf8).0.into_owned(),
        })
    }
}

fn fits_cp949(path: &str, row: usize, texts: &[String], header: &[Cell]) -> anyhow::Result<()> {
    for (text, column) in texts.iter().zip(header) {
        let Some(c) = text.chars().find(|c| encoding_rs::EUC_KR.encode(c.encode_utf8(&mut [0; 4])).2) else { continue };
        let column = column.written();
        bail!(
            "{path}, row {row}, column {column}: CP949 has no `{c}` (of `{text}`)\nhelp: leave out --encoding cp949, Excel reads the UTF-8 files too"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_csv(cells: &[Cell], expected: &str) {
        let mut table = Table::new(&["a", "b"]);
        table.push(cells.to_vec());
        let bytes = table.to_bytes("x.csv", CsvEncoding::Utf8).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("\u{feff}a,b\r\n{expected}\r\n"));
    }

    #[test]
    fn no_text_becomes_a_formula_and_numbers_stay_numbers() {
        check_csv(&[Cell::text("=1+1"), Cell::Number(-5)], "'=1+1,-5");
        check_csv(&[Cell::text("-5"), Cell::text("@x")], "'-5,'@x");
        check_csv(&[Cell::text("＝1+1"), Cell::text("＠x")], "'＝1+1,'＠x");
        check_csv(&[Cell::text("＋1"), Cell::text("－1")], "'＋1,'－1");
        check_csv(&[Cell::text("\tx"), Cell::text("+82 2")], "'\tx,'+82 2");
        check_csv(&[Cell::text("a=b"), Cell::text("'s Heeren Loo")], "a=b,'s Heeren Loo");
        check_csv(&[Cell::text("a,\"b\""), Cell::text("한글")], "\"a,\"\"b\"\"\",한글");
    }

    #[test]
    fn taking_one_apostrophe_off_gives_the_text_back() {
        for text in ["=x", "'=x", "''-x", "＝x", "'＋x", "'x", "x"] {
            let written = guarded(text);
            let guarded = is_like_formula(written.trim_start_matches('\''));
            let read = if guarded { written.strip_prefix('\'').unwrap() } else { &written };
            assert_eq!(read, text);
        }
    }

    #[test]
    fn what_cp949_cannot_hold_is_named_with_its_cell() {
        let mut table = Table::new(&["id", "name"]);
        table.push(vec![Cell::text("B1"), Cell::text("똠방각하 ㈜")]);
        assert!(table.to_bytes("x.csv", CsvEncoding::Cp949).is_ok());
        table.push(vec![Cell::text("B2"), Cell::text("Zoë")]);
        let error = table.to_bytes("x.csv", CsvEncoding::Cp949).unwrap_err().to_string();
        assert!(error.starts_with("x.csv, row 3, column name: CP949 has no `ë` (of `Zoë`)"), "{error}");
    }
}

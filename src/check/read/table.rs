//! A CSV file that koppex wrote, perhaps edited and saved by Excel since: encoding, separator, header by name, apostrophes. Knows no column.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The rows of a file; cells by column name.
pub(crate) struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<(u32, csv::StringRecord)>,
}

/// One row, cells by column name.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    /// Line of the file at which the row begins.
    pub line: u32,
    record: &'a csv::StringRecord,
}

impl Table {
    pub fn parse(bytes: &[u8]) -> Self {
        let text = decode(bytes);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator(&text)).flexible(true).has_headers(false).from_reader(text.as_bytes());
        let mut lines = Lines { text: &text, byte: 0, line: 1 };
        // The text is UTF-8 and rows may have any length, so no record can fail.
        let mut records = reader.records().filter_map(Result::ok).map(|record| {
            let byte = record.position().map_or(0, csv::Position::byte);
            (lines.of_row_after(usize::try_from(byte).unwrap_or(usize::MAX)), record)
        });
        let mut columns = HashMap::new();
        for (ix, name) in records.next().map(|(_, header)| header).unwrap_or_default().iter().enumerate() {
            columns.entry(folded(name)).or_insert(ix);
        }
        let rows = records.filter(|(_, record)| record.iter().any(|cell| !cell.trim().is_empty())).collect();
        Self { columns, rows }
    }

    pub fn has_column(&self, name: &str) -> bool {
        self.columns.contains_key(&folded(name))
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }
}

impl Row<'_> {
    pub fn has(&self, column: &str) -> bool {
        self.table.has_column(column)
    }

    /// The cell as data: trimmed, NFC, without the apostrophe that keeps Excel from calculating; empty if the column is missing.
    pub fn cell(&self, column: &str) -> String {
        let ix = self.table.columns.get(&folded(column));
        let cell = ix.and_then(|ix| self.record.get(*ix)).unwrap_or("");
        unescaped(cell).trim().nfc().collect()
    }
}

/// Counts lines up to the rows of a text, in order.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the row that begins at a byte, after the line ends and empty lines that stand there.
    fn of_row_after(&mut self, byte: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let empty = bytes.iter().skip(byte).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let row = (byte + empty).min(bytes.len()).max(self.byte);
        let passed = bytes[self.byte..row].iter().filter(|b| **b == b'\n').count();
        self.line += u32::try_from(passed).unwrap_or(0);
        self.byte = row;
        self.line
    }
}

/// Takes one leading apostrophe off if the writer put it there: before `=`, `+`, `-`, `@`, tab or carriage return.
fn unescaped(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    if bare.starts_with(['=', '+', '-', '@', '\t', '\r']) { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

/// UTF-8 or UTF-16 by their marks, else UTF-8 if it is, else CP949.
fn decode(bytes: &[u8]) -> String {
    let (text, _, broken) = encoding_rs::UTF_8.decode(bytes);
    if broken { encoding_rs::EUC_KR.decode(bytes).0.into_owned() } else { text.into_owned() }
}

/// The separator that stands most often in the header.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |separator: u8| header.bytes().filter(|b| *b == separator).count();
    [b';', b'\t', b','].into_iter().max_by_key(|s| count(*s)).unwrap_or(b',')
}

fn folded(name: &str) -> String {
    name.trim_start_matches('\u{feff}').chars().filter(|c| !c.is_whitespace() && *c != '_').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8], columns: &[&str]) -> Vec<(u32, Vec<String>)> {
        Table::parse(bytes).rows().map(|row| (row.line, columns.iter().map(|c| row.cell(c)).collect())).collect()
    }

    #[test]
    fn a_table_reads_the_same_however_it_was_saved() {
        let text = "sme_id,Place ID,name\r\nS1,T1,\"가, 나\"\r\n\r\nS2,,다\r\n";
        let wanted =
            vec![(2, vec!["S1".into(), "T1".into(), "가, 나".into()]), (4, vec!["S2".into(), String::new(), "다".into()])];
        let columns = ["sme_id", "place_id", "name"];
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let excel = text
            .replace("Place ID,", "Place ID;")
            .replace("sme_id,", "sme_id;")
            .replace("S1,T1,", "S1;T1;")
            .replace("S2,,", "S2;;");
        assert_eq!(cells(text.as_bytes(), &columns), wanted);
        assert_eq!(cells(format!("\u{feff}{text}").as_bytes(), &columns), wanted);
        assert_eq!(cells(&encoding_rs::EUC_KR.encode(text).0, &columns), wanted);
        assert_eq!(cells(&utf16, &columns), wanted);
        assert_eq!(cells(excel.as_bytes(), &columns), wanted);
    }

    #[test]
    fn one_apostrophe_is_taken_off_before_a_sign_of_a_formula_and_no_other() {
        let read = cells(b"a,b,c,d\n'=1+1,'name,''=x,'-5\n", &["a", "b", "c", "d"]);
        assert_eq!(read[0].1, ["=1+1", "'name", "'=x", "-5"]);
    }

    #[test]
    fn a_row_that_is_too_short_has_empty_cells() {
        assert_eq!(cells(b"a,b\nx\n", &["a", "b", "c"])[0].1, ["x", "", ""]);
    }
}

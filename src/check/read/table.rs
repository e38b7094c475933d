//! A table that koppex wrote, perhaps edited since: cells by the name of their column. Knows no column.

use crate::load;
use crate::load::values::clean;
use std::collections::HashMap;

/// The rows of a file; cells by column name.
pub(crate) struct Table {
    /// Position of each column, and its header as it is written.
    columns: HashMap<String, (usize, String)>,
    /// The columns that go by the name of the documentation, by that name: what is asked for in every row needs no folding.
    documented: Vec<(&'static str, usize)>,
    rows: Vec<(u32, Vec<String>)>,
    /// Saved in an encoding that has no sign for many characters: where one stood, there may be a question mark.
    is_narrow: bool,
}

/// One row, cells by column name.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    /// Line of the file at which the row begins.
    pub line: u32,
    cells: &'a [String],
}

impl Table {
    /// A file of which nobody but koppex is expected to have written the header: it stands first.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut rows = load::rows(bytes).into_iter().map(|row| {
            let line = row.first().map_or(0, |cell| cell.line);
            (line, row.into_iter().map(|cell| cell.text).collect::<Vec<String>>())
        });
        let (_, headers) = rows.next().unwrap_or_default();
        let mut columns = HashMap::new();
        for (ix, name) in headers.into_iter().enumerate() {
            columns.entry(folded(&name)).or_insert((ix, name));
        }
        Self { columns, documented: Vec::new(), rows: rows.collect(), is_narrow: false }
    }

    /// A table whose header was found; its columns go by the names of the documentation.
    pub fn of(table: load::Table) -> Self {
        let found = table.kind.spec().columns.iter().filter_map(|column| Some((column.name, table.column(column.field)?)));
        let documented: Vec<(&'static str, usize)> = found.collect();
        let columns = documented.iter().map(|(name, ix)| (folded(name), (*ix, table.headers[*ix].clone()))).collect();
        let is_narrow = matches!(table.source, load::Source::Delimited { charset: load::Charset::Cp949, .. });
        let rows = table.rows.into_iter().map(|row| (row.line, row.cells.into_iter().map(|cell| cell.text).collect()));
        Self { columns, documented, rows: rows.collect(), is_narrow }
    }

    pub fn has_column(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    fn position(&self, column: &str) -> Option<usize> {
        let documented = self.documented.iter().find(|(name, _)| *name == column);
        documented.map(|(_, ix)| *ix).or_else(|| self.columns.get(&folded(column)).map(|(ix, _)| *ix))
    }

    /// The headers as written, in the order in which they stand.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        let mut headers: Vec<&(usize, String)> = self.columns.values().collect();
        headers.sort_unstable();
        headers.into_iter().map(|(_, header)| header.as_str())
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl Row<'_> {
    pub fn has(&self, column: &str) -> bool {
        self.table.has_column(column)
    }

    /// The cell as data: without what nobody sees at its ends, NFC, without the apostrophe that keeps Excel from calculating; empty if the
    /// column is missing.
    pub fn cell(&self, column: &str) -> String {
        let ix = self.table.position(column);
        clean(ix.and_then(|ix| self.cells.get(ix)).map_or("", String::as_str)).into_owned()
    }

    /// The header of a column as the file writes it.
    pub fn header(&self, column: &str) -> String {
        self.table.columns.get(&folded(column)).map_or_else(|| column.to_string(), |(_, header)| header.clone())
    }

    /// The cells that hold anything, also those of unknown columns.
    pub fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// A character of the facts may stand here as a question mark.
    pub fn is_narrow(&self) -> bool {
        self.table.is_narrow
    }
}

fn folded(name: &str) -> String {
    load::folded(name)
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

//! A table whose columns are known: header row found, columns named, ragged and blank rows dealt with.

use super::columns::{Column, Field, N_FIELDS, TABLES, TableKind, TableSpec};
use super::decode::Charset;
use super::delimited::Cell;
use super::ranked::{self, WishColumn};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};

/// What a table was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Delimited { charset: Charset, delimiter: char },
    Sheet,
}

/// A row with any text in it.
#[derive(Clone, Debug)]
pub struct Row {
    /// 1-based line of the file or row of the sheet.
    pub line: u32,
    pub cells: Vec<Cell>,
}

/// An input table: text as written, columns by [`Field`].
#[derive(Clone, Debug)]
pub struct Table {
    pub kind: TableKind,
    /// As in [`Location::file`].
    pub file: String,
    pub source: Source,
    pub header_line: u32,
    /// As written, known and unknown.
    pub headers: Vec<String>,
    pub rows: Vec<Row>,
    /// No row was lost in an open quote.
    pub whole: bool,
    /// By rank; one column alone lists wishes and has none.
    pub wish_columns: Vec<WishColumn>,
    position: [Option<u16>; N_FIELDS],
}

impl Row {
    /// The cell as written; empty if it is missing.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |c| &c.text)
    }
}

impl Table {
    /// What the column of an index holds; `None` if it is ignored.
    pub fn field_at(&self, column: usize) -> Option<&'static Column> {
        let of = |field: Field| self.kind.spec().columns.iter().find(|c| c.field == field);
        if self.wish_columns.iter().any(|w| w.column == column) {
            return of(Field::Wishes);
        }
        let spec = self.kind.spec().columns.iter();
        spec.filter(|c| c.field != Field::Wishes).find(|c| self.column(c.field) == Some(column))
    }

    /// Index of the column that holds a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.position[field as usize].map(usize::from)
    }

    /// The cell as written; empty if the column or the cell is missing.
    pub fn text<'t>(&self, row: &'t Row, field: Field) -> &'t str {
        self.column(field).and_then(|i| row.cells.get(i)).map_or("", |c| &c.text)
    }

    /// The place of a cell, or of the row if the table has no such column.
    pub fn at(&self, row: &Row, field: Field) -> Location {
        match self.column(field) {
            Some(column) => self.at_column(row, column),
            None => self.at_row(row),
        }
    }

    /// The place of a cell by the index of its column.
    pub fn at_column(&self, row: &Row, column: usize) -> Location {
        let line = row.cells.get(column).map_or(row.line, |c| c.line);
        Location { file: self.file.clone(), line, column: self.headers[column].clone() }
    }

    /// The place of a whole row.
    pub fn at_row(&self, row: &Row) -> Location {
        Location { file: self.file.clone(), line: row.line, column: String::new() }
    }
}

/// How many rows may stand above the header.
const MAX_TITLE_ROWS: usize = 10;

/// Names the columns of raw rows and reports what does not fit.
pub fn build(file: String, kind: TableKind, source: Source, raw: Vec<Vec<Cell>>, faults: &mut Findings) -> Table {
    let mut rows = raw.into_iter().filter(|r| r.iter().any(|c| !c.text.trim().is_empty())).collect::<Vec<_>>();
    let header = header_row(kind.spec(), &rows);
    let skipped: Vec<_> = rows.drain(..header.min(rows.len())).collect();
    let mut rows = rows.into_iter();
    let header_cells = rows.next().unwrap_or_default();
    let mut table = Table {
        kind,
        file,
        source,
        header_line: header_cells.first().map_or(0, |c| c.line),
        headers: header_cells.iter().map(|c| c.text.trim().trim_start_matches('\u{feff}').to_string()).collect(),
        rows: rows.map(|cells| Row { line: cells[0].line, cells }).collect(),
        whole: true,
        wish_columns: Vec::new(),
        position: [None; N_FIELDS],
    };
    if let Some(cell) = skipped.iter().filter_map(|r| r.iter().find(|c| !c.text.trim().is_empty())).next() {
        let at = Location { file: table.file.clone(), line: cell.line, column: String::new() };
        faults.push(title_rows(at, cell.text.trim(), table.header_line));
    }
    table.name_columns(faults);
    table.report_ragged(faults);
    table
}

/// The first row that names a required column; else the first row.
fn header_row(spec: &TableSpec, rows: &[Vec<Cell>]) -> usize {
    let names_key = |row: &[Cell]| row.iter().any(|c| spec.column(&c.text).is_some_and(|c| c.required));
    rows.iter().take(MAX_TITLE_ROWS).position(|r| names_key(r)).unwrap_or(0)
}

impl Table {
    fn name_columns(&mut self, faults: &mut Findings) {
        let spec = self.kind.spec();
        let mut wishes = Vec::new();
        for (i, header) in self.headers.iter().enumerate() {
            let at = Location { file: self.file.clone(), line: self.header_line, column: header.clone() };
            match spec.column(header) {
                Some(column) if column.field == Field::Wishes => wishes.push((i, None)),
                Some(column) => match self.position[column.field as usize] {
                    Some(first) => faults.push(column_twice(at, column.name, &self.headers[usize::from(first)])),
                    None => self.position[column.field as usize] = u16::try_from(i).ok(),
                },
                None if header.is_empty() => {}
                None => match ranked::rank_of(spec, header) {
                    Some(rank) => wishes.push((i, Some(rank))),
                    None => faults.push(unknown_column(at, spec, header)),
                },
            }
        }
        self.place_wishes(&wishes, faults);
        for column in spec.columns.iter().filter(|c| c.required && self.column(c.field).is_none()) {
            let at = Location { file: self.file.clone(), line: self.header_line, column: String::new() };
            faults.push(column_missing(at, spec, column.name, column.aliases));
        }
    }

    fn place_wishes(&mut self, columns: &[(usize, Option<u32>)], faults: &mut Findings) {
        let (ranked, twice) = ranked::ranked(columns);
        for column in twice {
            let at = Location { file: self.file.clone(), line: self.header_line, column: self.headers[column].clone() };
            faults.push(column_twice(at, "wishes", &self.headers[column].clone()));
        }
        self.position[Field::Wishes as usize] = ranked.first().and_then(|w| u16::try_from(w.column).ok());
        self.wish_columns = ranked;
    }

    fn report_ragged(&mut self, faults: &mut Findings) {
        let n_columns = self.headers.len();
        for row in &self.rows {
            if let Some(extra) = row.cells.iter().skip(n_columns).find(|c| !c.text.trim().is_empty()) {
                let at = Location { file: self.file.clone(), line: extra.line, column: String::new() };
                faults.push(too_many_cells(at, &extra.text, row.cells.len(), n_columns));
            } else if row.cells.len() < n_columns {
                let at = Location { file: self.file.clone(), line: row.line, column: String::new() };
                faults.push(too_few_cells(at, row.cells.len(), n_columns));
            }
        }
    }
}

fn title_rows(at: Location, value: &str, header_line: u32) -> Diagnostic {
    Diagnostic::new(
        &codes::TITLE_ROWS,
        at,
        value,
        Text::new(
            format!("the header is on line {header_line}; what stands above it is ignored"),
            format!("제목 행은 {header_line}번째 줄입니다. 그 위의 내용은 무시합니다"),
        ),
        Text::default(),
    )
}

fn column_twice(at: Location, name: &str, first: &str) -> Diagnostic {
    let header = at.column.clone();
    Diagnostic::new(
        &codes::COLUMN_TWICE,
        at,
        &header,
        Text::new(
            format!("both `{first}` and `{header}` are the column {name}"),
            format!("`{first}`과(와) `{header}` 모두 {name} 열입니다"),
        ),
        Text::new("rename or remove one of the two", "둘 중 하나의 이름을 바꾸거나 지우세요"),
    )
}

fn unknown_column(at: Location, spec: &TableSpec, header: &str) -> Diagnostic {
    let names = spec.columns.iter().flat_map(|c| c.aliases.iter().chain([&c.name])).copied();
    let help = match crate::diagnostic::nearest(header, names).first() {
        Some(near) => Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?")),
        None => {
            let names: Vec<_> = spec.columns.iter().map(|c| c.name).collect();
            Text::new(format!("known columns: {}", names.join(", ")), format!("쓸 수 있는 열: {}", names.join(", ")))
        }
    };
    Diagnostic::new(
        &codes::UNKNOWN_COLUMN,
        at,
        header,
        Text::new(
            format!("{} has no such column; it is ignored", spec.name),
            format!("{} 표에 없는 열이므로 무시합니다", spec.name),
        ),
        help,
    )
}

fn column_missing(at: Location, spec: &TableSpec, name: &str, aliases: &[&str]) -> Diagnostic {
    let also = if aliases.is_empty() { String::new() } else { format!(" ({})", aliases.join(", ")) };
    Diagnostic::new(
        &codes::COLUMN_MISSING,
        at,
        "",
        Text::new(format!("{} needs the column {name}", spec.name), format!("{} 표에 {name} 열이 필요합니다", spec.name)),
        Text::new(
            format!("name one column of the header row `{name}`{also}"),
            format!("제목 행의 한 열을 `{name}`{also}(으)로 적으세요"),
        ),
    )
}

fn too_many_cells(at: Location, value: &str, n_cells: usize, n_columns: usize) -> Diagnostic {
    Diagnostic::new(
        &codes::RAGGED_ROW,
        at,
        value,
        Text::new(
            format!("this row has {n_cells} cells, the header {n_columns}"),
            format!("제목 행은 {n_columns}칸인데 이 행은 {n_cells}칸입니다"),
        ),
        Text::new("put cells that contain the delimiter in double quotes", "구분 기호가 들어 있는 칸은 큰따옴표로 감싸세요"),
    )
}

fn too_few_cells(at: Location, n_cells: usize, n_columns: usize) -> Diagnostic {
    Diagnostic::new(
        &codes::SHORT_ROW,
        at,
        "",
        Text::new(
            format!("this row has {n_cells} cells, the header {n_columns}; the missing ones are read as empty"),
            format!("제목 행은 {n_columns}칸인데 이 행은 {n_cells}칸입니다. 없는 칸은 빈 칸으로 읽습니다"),
        ),
        Text::new("check that no delimiter is missing", "빠진 구분 기호가 없는지 확인하세요"),
    )
}

/// The note that no table has the name of this file.
pub fn unknown_file(file: &str) -> Diagnostic {
    let names: Vec<&str> = TABLES.iter().map(|t| t.name).collect();
    Diagnostic::new(
        &codes::UNKNOWN_FILE,
        Location { file: file.to_string(), ..Location::default() },
        "",
        Text::new("no table of this name is known; it is ignored", "이 이름의 표는 없으므로 무시합니다"),
        Text::new(format!("tables are {}", names.join(", ")), format!("쓸 수 있는 표: {}", names.join(", "))),
    )
}

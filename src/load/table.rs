//! A table whose columns are known: header row found, columns named, ragged and blank rows dealt with.

use super::columns::{Column, Field, N_FIELDS, TABLES, TableKind, TableSpec, folded};
use super::decode::Charset;
use super::delimited::{Cell, MAX_TITLE_ROWS};
use super::other_titles::{self, decides};
use super::ranked::{self, WishColumn};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::event::limits::{self, Limit};

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
    /// Last line of the header, which may have two.
    pub header_end: u32,
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

/// Where the header of raw rows stands, and its texts.
pub struct Header {
    /// Index of its first row.
    pub first: usize,
    /// One or two.
    pub n_rows: usize,
    pub texts: Vec<String>,
}

/// The row among the first that names most columns, a required one among them; else the first row. A second row belongs to the header if it
/// names columns where the first names groups of them.
pub fn find_header(spec: &TableSpec, rows: &[Vec<Cell>]) -> Header {
    let known = |row: &[Cell]| row.iter().filter_map(|c| spec.column(&c.text)).collect::<Vec<_>>();
    let mut best = (0, 0);
    for (i, row) in rows.iter().take(MAX_TITLE_ROWS).enumerate() {
        let columns = known(row);
        let has_key = columns.iter().any(|c| c.required) || columns.len() > 1 && row.iter().any(|c| names_key(spec, &c.text));
        if columns.len() > best.1 && has_key {
            best = (i, columns.len());
        }
    }
    let plain = |c: &Cell| c.text.trim().trim_start_matches('\u{feff}').trim().to_string();
    let first = best.0;
    let upper: Vec<String> = rows.get(first).map(|r| r.iter().map(plain).collect()).unwrap_or_default();
    let lower: Option<Vec<String>> = rows.get(first + 1).map(|r| r.iter().map(plain).collect());
    if let Some(texts) = lower.and_then(|lower| two_rows(spec, &upper, &lower)) {
        return Header { first, n_rows: 2, texts };
    }
    let n = upper.iter().rposition(|t| !t.is_empty()).map_or(0, |i| i + 1);
    Header { first, n_rows: usize::from(!rows.is_empty()), texts: upper[..n].to_vec() }
}

/// Whether a title that lists from elsewhere use stands for a required column.
fn names_key(spec: &TableSpec, header: &str) -> bool {
    other_titles::column_of(spec, header).is_some_and(|(column, _)| column.required)
}

/// The headers of two rows: `희망기관` over `1순위`, `2순위`; `담당자` over `성명`, `연락처`. `None` if the second row is data.
fn two_rows(spec: &TableSpec, upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let at = |row: &[String], i: usize| row.get(i).cloned().unwrap_or_default();
    let is_key = |text: &str| spec.column(text).is_some_and(|c| c.required);
    let key = upper.iter().position(|t| is_key(t))?;
    if !at(lower, key).is_empty() || lower.iter().all(String::is_empty) {
        return None;
    }
    let n = upper.len().max(lower.len());
    let (mut group, mut texts, mut n_known, mut n_lower) = (String::new(), Vec::new(), 0, 0);
    for i in 0..n {
        let (up, low) = (at(upper, i), at(lower, i));
        if !up.is_empty() {
            group.clone_from(&up);
        }
        if low.is_empty() {
            texts.push(up);
            continue;
        }
        n_lower += 1;
        let joined = format!("{group} {low}");
        let means = |text: &str| spec.column(text).is_some() || ranked::rank_of(spec, text).is_some();
        let is_name = ["성명", "이름", "성함", "name"].contains(&folded(&low).as_str());
        let text = [joined, low, group.clone()].into_iter().take(if is_name { 3 } else { 2 }).find(|t| means(t));
        n_known += usize::from(text.is_some());
        texts.push(text.unwrap_or_else(|| at(lower, i)));
    }
    let n = texts.iter().rposition(|t| !t.is_empty()).map_or(0, |i| i + 1);
    texts.truncate(n);
    (2 * n_known >= n_lower && n_known > 0).then_some(texts)
}

/// Names the columns of raw rows and reports what does not fit.
pub fn build(file: String, kind: TableKind, source: Source, raw: Vec<Vec<Cell>>, faults: &mut Findings) -> Table {
    let rows = raw.into_iter().filter(|r| r.iter().any(|c| !c.text.trim().is_empty())).collect::<Vec<_>>();
    let header = find_header(kind.spec(), &rows);
    let line = |i: usize| rows.get(i).and_then(|r| r.first()).map_or(0, |c| c.line);
    let (header_line, header_end) = (line(header.first), line((header.first + header.n_rows).saturating_sub(1)));
    let title = rows[..header.first].iter().find_map(|r| r.iter().find(|c| !c.text.trim().is_empty())).cloned();
    let mut table = Table {
        kind,
        file,
        source,
        header_line,
        header_end,
        headers: header.texts,
        rows: rows.into_iter().skip(header.first + header.n_rows).map(|cells| Row { line: cells[0].line, cells }).collect(),
        whole: true,
        wish_columns: Vec::new(),
        position: [None; N_FIELDS],
    };
    if let Some(cell) = title {
        let at = Location { file: table.file.clone(), line: cell.line, column: String::new() };
        faults.push(title_rows(at, cell.text.trim(), table.header_line));
    }
    table.name_columns(faults);
    table.drop_repeated_headers(faults);
    table.report_ragged(faults);
    table.report_cells(faults);
    table
}

impl Table {
    fn name_columns(&mut self, faults: &mut Findings) {
        let spec = self.kind.spec();
        let (mut wishes, mut unknown) = (Vec::new(), Vec::new());
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
                    None => unknown.push(i),
                },
            }
        }
        for i in self.unplaced(&unknown, &mut wishes) {
            let at = Location { file: self.file.clone(), line: self.header_line, column: self.headers[i].clone() };
            faults.push(self.unknown_column(at, i));
        }
        self.place_wishes(&wishes, faults);
        for column in spec.columns.iter().filter(|c| c.required && self.column(c.field).is_none()) {
            let at = Location { file: self.file.clone(), line: self.header_line, column: String::new() };
            faults.push(column_missing(at, spec, column.name, column.aliases));
        }
    }

    /// Gives columns without a title of the table to those that are still missing and have such a title elsewhere; returns the rest.
    fn unplaced(&mut self, unknown: &[usize], wishes: &mut Vec<(usize, Option<u32>)>) -> Vec<usize> {
        let spec = self.kind.spec();
        let mut best: Vec<(Field, usize, usize)> = Vec::new();
        for &i in unknown {
            let Some((column, place)) = other_titles::column_of(spec, &self.headers[i]) else { continue };
            let taken = match column.field {
                Field::Wishes => !wishes.is_empty(),
                field => self.position[field as usize].is_some(),
            };
            if !taken {
                best.push((column.field, place, i));
            }
        }
        // Which of two columns holds the ids is not for koppex to decide.
        let is_key = |field: Field| spec.columns.iter().any(|c| c.field == field && c.required);
        let n_of = |field: Field| best.iter().filter(|(f, ..)| *f == field).count();
        let unclear: Vec<Field> = best.iter().map(|b| b.0).filter(|f| is_key(*f) && n_of(*f) > 1).collect();
        best.retain(|(field, ..)| !unclear.contains(field));
        best.sort_by_key(|(field, place, i)| (*field as usize, *place, *i));
        best.dedup_by_key(|(field, ..)| *field);
        for &(field, _, i) in &best {
            match field {
                Field::Wishes => wishes.push((i, None)),
                field => self.position[field as usize] = u16::try_from(i).ok(),
            }
        }
        unknown.iter().copied().filter(|i| best.iter().all(|(.., taken)| taken != i)).collect()
    }

    /// An ignored column: a note, or a warning if it holds something that would change the timetable.
    fn unknown_column(&self, at: Location, column: usize) -> Diagnostic {
        let header = &self.headers[column];
        let is_empty = self.rows.iter().all(|r| r.text(column).trim().is_empty());
        match !is_empty && decides(header) {
            true => ignored_column(at, self.kind.spec(), header),
            false => unknown_column(at, self.kind.spec(), header),
        }
    }

    /// Leaves out rows that repeat the header, as printed lists do.
    fn drop_repeated_headers(&mut self, faults: &mut Findings) {
        let headers: Vec<String> = self.headers.iter().map(|h| folded(h)).collect();
        let repeats = |row: &Row| {
            let texts = row.cells.iter().enumerate().filter(|(_, c)| !c.text.trim().is_empty());
            let mut n = 0;
            texts.inspect(|_| n += 1).all(|(i, c)| headers.get(i).is_some_and(|h| *h == folded(&c.text))) && n > 0
        };
        // Of another list, with other titles for the same columns.
        let means = |text: &str| self.kind.spec().column(text).map(|c| c.field);
        let retitles = |row: &Row| {
            let texts = row.cells.iter().enumerate().filter(|(_, c)| !c.text.trim().is_empty());
            let mut n = 0;
            let same = |(i, c): (usize, &Cell)| means(&c.text).is_some_and(|f| self.field_at(i).is_some_and(|at| at.field == f));
            texts.inspect(|_| n += 1).all(same) && n > 1
        };
        let lines: Vec<u32> = self.rows.iter().filter(|r| repeats(r) || retitles(r)).map(|r| r.line).collect();
        self.rows.retain(|r| !lines.contains(&r.line));
        for line in lines {
            let at = Location { file: self.file.clone(), line, column: String::new() };
            faults.push(header_again(at));
        }
    }

    /// Reports characters that no document may hold, and cells too long for a spreadsheet.
    fn report_cells(&self, faults: &mut Findings) {
        for row in &self.rows {
            for (i, cell) in row.cells.iter().enumerate().filter(|(_, c)| {
                !c.text.is_ascii() || c.text.len() > 30_000 || has_control(&c.text) || c.text.trim_start().starts_with('#')
            }) {
                let at = || Location {
                    file: self.file.clone(),
                    line: cell.line,
                    column: self.headers.get(i).cloned().unwrap_or_default(),
                };
                if self.field_at(i).is_some_and(|c| c.field != Field::Wishes) && is_error(&cell.text) {
                    faults.push(error_cell(at(), &cell.text));
                }
                if let Some(c) = cell.text.chars().find(|c| is_forbidden(*c)) {
                    faults.push(forbidden_character(at(), &cell.text, c));
                }
                if cell.text.len() > limits::CELL_CHARS.size() && !limits::CELL_CHARS.allows(cell.text.chars().count()) {
                    faults.push(beyond(&limits::CELL_CHARS, cell.text.chars().count(), at()));
                }
            }
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
            } else if row.cells.len() < n_columns && self.source != Source::Sheet {
                let at = Location { file: self.file.clone(), line: row.line, column: String::new() };
                faults.push(too_few_cells(at, row.cells.len(), n_columns));
            }
        }
    }
}

/// What a spreadsheet writes into a text file for an error, and for a value that does not fit its column.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"];
    let text = text.trim();
    ERRORS.contains(&text) || text.len() > 2 && text.bytes().all(|b| b == b'#')
}

/// Says that a cell holds no value but an error.
pub fn error_cell(at: Location, value: &str) -> Diagnostic {
    Diagnostic::new(
        &codes::ERROR_CELL,
        at,
        value,
        Text::new(
            "this cell holds an Excel error or a formula without a result",
            "엑셀 오류 또는 결과가 없는 수식이 든 셀입니다",
        ),
        Text::new(
            "correct the formula in Excel and save, or write the value itself",
            "엑셀에서 수식을 고쳐 저장하거나 값을 직접 적으세요",
        ),
    )
}

fn has_control(text: &str) -> bool {
    text.bytes().any(|b| b < 0x20 || b == 0x7f)
}

/// Characters that XML, and with it every workbook and most programs, cannot hold, and controls that move a terminal.
pub fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Says which character a text may not hold.
fn forbidden_character(at: Location, value: &str, c: char) -> Diagnostic {
    let code = c as u32;
    Diagnostic::new(
        &codes::CONTROL_CHARACTER,
        at,
        value,
        Text::new(
            format!("this cell contains the character U+{code:04X}, which documents must not contain"),
            format!("문서에 쓸 수 없는 문자(U+{code:04X})가 들어 있습니다"),
        ),
        Text::new("delete the character; typing the text again removes it", "그 문자를 지우세요. 글을 새로 입력하면 없어집니다"),
    )
}

/// Says that a file is larger than what is read.
pub fn beyond(limit: &Limit, n: usize, at: Location) -> Diagnostic {
    Diagnostic::new(
        &codes::FILE_TOO_LARGE,
        at,
        &n.to_string(),
        Text::new(
            format!("{}: {n}, at most {} are read", limit.en, limit.max),
            format!("{}: {n}, 최대 {}까지 읽습니다", limit.ko, limit.max),
        ),
        Text::new("shorten the file, or check that it is the right one", "파일을 줄이거나 맞는 파일인지 확인하세요"),
    )
}

fn ignored_column(at: Location, spec: &TableSpec, header: &str) -> Diagnostic {
    let mut fault = unknown_column(at.clone(), spec, header);
    fault = Diagnostic::new(&codes::COLUMN_IGNORED, at, header, fault.cause, fault.help);
    fault.cause = Text::new(
        format!("the table {} has no such column; what it says about wishes, days or times is ignored", spec.name),
        format!("{} 표에 없는 열입니다. 희망이나 날짜, 시간을 적은 것 같지만 무시합니다", spec.name),
    );
    fault
}

fn header_again(at: Location) -> Diagnostic {
    Diagnostic::new(
        &codes::NO_DATA_ROW,
        at,
        "",
        Text::new("this row repeats the header; it is left out", "제목 행을 되풀이한 행이므로 뺍니다"),
        Text::new("delete the row", "이 행을 지우세요"),
    )
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
            format!("both `{first}` and `{header}` are headers of the column {name}"),
            format!("`{first}`과(와) `{header}` 모두 {name} 열입니다"),
        ),
        Text::new("rename or remove one of the two", "둘 중 하나의 이름을 바꾸거나 지우세요"),
    )
}

fn unknown_column(at: Location, spec: &TableSpec, header: &str) -> Diagnostic {
    let names = spec.columns.iter().flat_map(|c| c.aliases.iter().chain([&c.name])).copied();
    // Of two letters one that differs says nothing.
    let near = if folded(header).chars().count() > 2 { crate::diagnostic::misspelled(header, names) } else { Vec::new() };
    let help = match near.first() {
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
            format!("the table {} has no such column; it is ignored", spec.name),
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
            format!("this row has {n_cells} cells, but the header has {n_columns}"),
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
            format!("this row has {n_cells} cells, but the header has {n_columns}; the missing ones are read as empty"),
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
        Text::new("there is no table of this name; it is ignored", "이 이름의 표는 없으므로 무시합니다"),
        Text::new(format!("tables are {}", names.join(", ")), format!("쓸 수 있는 표: {}", names.join(", "))),
    )
}

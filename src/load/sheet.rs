//! Workbook sheets to tables: which sheets are read, numbers and dates as text, merged, broken and hidden cells reported.

use super::columns::{CellKind, Field, TableKind, folded};
use super::delimited::Cell;
use super::table::{self, Source, Table};
use super::workbook::{self, Area, Looks, Number, Sheet, SheetRow, Unreadable, Value, moment};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};

/// First cell of the sheet that explains a workbook of `koppex init`, in Korean and English.
pub const GUIDE_TITLES: [&str; 2] = ["koppex 행사 자료", "An event of koppex"];

/// The tables of a workbook: `only` that one, from the sheet of its name or the one sheet with data, or else every sheet with the name of a
/// table. Hidden sheets are not data.
pub fn read(file: &str, only: Option<TableKind>, bytes: &[u8], faults: &mut Findings) -> Vec<Table> {
    let mut sheets = match workbook::read(bytes) {
        Ok(sheets) => sheets,
        Err(error) => {
            faults.push(unreadable(file, &error));
            return Vec::new();
        }
    };
    sheets.retain(|s| !s.rows.iter().all(|r| r.cells.is_empty()));
    for sheet in sheets.iter().filter(|s| s.hidden && named(&s.name, only).is_some()) {
        faults.push(sheet_unread(file, &sheet.name, "is hidden", "숨겨져 있어"));
    }
    sheets.retain(|s| !s.hidden);
    let chosen: Vec<(&Sheet, TableKind)> = match only {
        Some(kind) => choose(file, &sheets, kind, faults),
        None => {
            for sheet in sheets.iter().filter(|s| TableKind::named(&s.name).is_none() && !is_guide(s)) {
                let looks_like_one = [TableKind::Smes, TableKind::Buyers, TableKind::Preferences, TableKind::Windows];
                faults.push(match looks_like_one.iter().any(|kind| holds(sheet, *kind)) {
                    true => sheet_unread(file, &sheet.name, "does not have the name of a table", "표 이름이 아니어서"),
                    false => table::unknown_file(&format!("{file}[{}]", sheet.name)),
                });
            }
            sheets.iter().filter_map(|s| TableKind::named(&s.name).map(|kind| (s, kind))).collect()
        }
    };
    chosen.into_iter().map(|(sheet, kind)| read_sheet(file, sheet, kind, faults)).collect()
}

/// The table that a sheet's name means; `only` is looked for first.
fn named(sheet: &str, only: Option<TableKind>) -> Option<TableKind> {
    only.filter(|kind| kind.spec().is_named(&folded(sheet))).or_else(|| TableKind::named(sheet))
}

/// The sheet that explains a workbook of `koppex init` and says of itself that it is not read.
fn is_guide(sheet: &Sheet) -> bool {
    let title = rows_of(sheet, &[]).first().and_then(|row| row.first()).map(|cell| cell.text.trim().to_string());
    title.is_some_and(|title| GUIDE_TITLES.contains(&title.as_str()))
}

/// The sheets of a workbook that is named as one table.
fn choose<'s>(file: &str, sheets: &'s [Sheet], kind: TableKind, faults: &mut Findings) -> Vec<(&'s Sheet, TableKind)> {
    if let [only] = sheets {
        return vec![(only, kind)];
    }
    let is_named = |s: &Sheet| named(&s.name, Some(kind));
    let named: Vec<(&Sheet, TableKind)> = sheets.iter().filter_map(|s| is_named(s).map(|kind| (s, kind))).collect();
    if named.iter().filter(|(_, k)| *k == kind).count() != 1 && !sheets.is_empty() {
        let names: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).collect();
        faults.push(sheet_choice(file, &names, kind));
        return Vec::new();
    }
    for sheet in sheets.iter().filter(|s| is_named(s).is_none()) {
        if holds(sheet, kind) {
            faults.push(sheet_choice(file, &[named[0].0.name.as_str(), sheet.name.as_str()], kind));
        } else {
            faults.push(sheet_unread(file, &sheet.name, "does not have the name of a table", "표 이름이 아니어서"));
        }
    }
    named
}

/// Whether a sheet has the header of a table, and rows below it.
fn holds(sheet: &Sheet, kind: TableKind) -> bool {
    let rows = rows_of(sheet, &[]);
    let spec = kind.spec();
    let header = table::find_header(spec, &rows);
    let known = header.texts.iter().filter_map(|h| spec.column(h));
    let (n, any_key) = known.fold((0, false), |(n, key), column| (n + 1, key || column.required));
    any_key && n > 1 && rows.len() > header.first + header.n_rows
}

fn read_sheet(file: &str, sheet: &Sheet, kind: TableKind, faults: &mut Findings) -> Table {
    let at = format!("{file}[{}]", sheet.name);
    let spec = kind.spec();
    let shown = rows_of(sheet, &[]);
    let filled: Vec<Vec<Cell>> = shown.into_iter().filter(|r| r.iter().any(|c| !c.text.trim().is_empty())).collect();
    let header = table::find_header(spec, &filled);
    let kinds: Vec<CellKind> = header.texts.iter().map(|h| spec.column(h).map_or(CellKind::Text, |c| c.kind)).collect();
    let first_data = filled.get(header.first + header.n_rows).map_or(u32::MAX, |r| r[0].line);
    let mut rows = rows_of(sheet, &kinds);
    // Header and titles stand as shown, whatever the kinds of their columns.
    let n_head = rows.iter().take_while(|r| r.first().is_some_and(|c| c.line < first_data)).count();
    rows.splice(..n_head, rows_of(sheet, &[]).into_iter().take(n_head));
    let table = table::build(at, kind, Source::Sheet, rows, faults);
    report_merged(&table, &sheet.merged, faults);
    report_broken(&table, sheet, faults);
    report_hidden(&table, sheet, faults);
    report_struck(&table, sheet, faults);
    report_dates(&table, sheet, faults);
    table
}

/// Every row of the sheet as text, as wide as its last cell. Columns without a kind are texts.
fn rows_of(sheet: &Sheet, kinds: &[CellKind]) -> Vec<Vec<Cell>> {
    let row = |row: &SheetRow| {
        let n = row.cells.iter().map(|(c, _)| *c as usize + 1).max().unwrap_or(0);
        let mut cells = vec![Cell { text: String::new(), line: row.line }; n];
        for (column, value) in &row.cells {
            let kind = kinds.get(*column as usize).copied().unwrap_or(CellKind::Text);
            cells[*column as usize].text = text_of(value, kind);
        }
        cells
    };
    sheet.rows.iter().filter(|r| !r.cells.is_empty()).map(row).collect()
}

/// A cell as a person reads it on the screen; in a column of dates, times or counts the value itself, however it is shown.
fn text_of(value: &Value, kind: CellKind) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Bool(b) => if *b { "yes" } else { "no" }.to_string(),
        // An error is reported as such; read as empty, it does not become a second fault.
        Value::Error(_) | Value::Uncalculated(_) => String::new(),
        Value::Number(number) => number_text(number, kind),
    }
}

fn number_text(number: &Number, kind: CellKind) -> String {
    let plain = || number.x.to_string();
    let is_number = number.looks == Looks::Number;
    let whole = || moment_text(number).unwrap_or_else(plain);
    match kind {
        CellKind::Text => match &number.shown {
            Some(shown) => shown.clone(),
            None if is_number => plain(),
            None => whole(),
        },
        CellKind::Number if is_number => plain(),
        CellKind::Number => number.shown.clone().unwrap_or_else(whole),
        CellKind::Date if is_number && !(61.0..2_958_466.0).contains(&number.x) => plain(),
        CellKind::Time if is_number && number.x > 1.0 => plain(),
        CellKind::Time => clock_text(number.x).unwrap_or_else(whole),
        CellKind::Date | CellKind::DateTime => whole(),
    }
}

/// `10:30` of a part of a day, to 24:00.
fn clock_text(x: f64) -> Option<String> {
    let seconds = (x * 86_400.0).round() as i64;
    (0.0..=1.0).contains(&x).then(|| match seconds % 60 {
        0 => format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60),
        s => format!("{:02}:{:02}:{s:02}", seconds / 3600, seconds / 60 % 60),
    })
}

/// A serial number as date, as time or as both, whichever it holds.
fn moment_text(number: &Number) -> Option<String> {
    if number.x < 1.0 {
        return clock_text(number.x);
    }
    let at = moment(number.x, number.is_1904)?;
    let text = at.format("%Y-%m-%d %H:%M:%S").to_string();
    let text = text.strip_suffix(":00").unwrap_or(&text);
    Some(if number.x.fract() == 0.0 { at.date().to_string() } else { text.to_string() })
}

fn unreadable(file: &str, error: &Unreadable) -> Diagnostic {
    let (cause, help) = match error {
        Unreadable::Locked => (
            Text::new("this workbook has a password", "암호가 걸린 엑셀 파일입니다"),
            Text::new("save it without a password", "암호를 풀고 다시 저장하세요"),
        ),
        Unreadable::IsText => (
            Text::new(
                "this file is a text or a web page with the file name of a workbook",
                "이름만 엑셀이고 내용은 글이나 웹 페이지인 파일입니다",
            ),
            Text::new(
                "open it in Excel and save it as .xlsx, or rename it to .csv if it is one",
                "엑셀에서 열어 .xlsx로 저장하거나, CSV라면 이름을 .csv로 바꾸세요",
            ),
        ),
        Unreadable::Broken(error) => (
            Text::new(format!("this workbook cannot be read: {error}"), format!("읽을 수 있는 엑셀 파일이 아닙니다: {error}")),
            Text::new(
                "save it again as .xlsx without a password, or as CSV",
                "암호 없이 .xlsx로 다시 저장하거나 CSV로 저장하세요",
            ),
        ),
    };
    Diagnostic::new(&codes::WORKBOOK_UNREADABLE, Location { file: file.to_string(), ..Location::default() }, "", cause, help)
}

fn sheet_choice(file: &str, names: &[&str], kind: TableKind) -> Diagnostic {
    let (names, table) = (names.join("`, `"), kind.spec().name);
    Diagnostic::new(
        &codes::SHEET_CHOICE,
        Location { file: file.to_string(), ..Location::default() },
        "",
        Text::new(
            format!("which sheet is the table {table}: `{names}`?"),
            format!("어느 시트가 {table} 표인지 알 수 없습니다: `{names}`"),
        ),
        Text::new(
            format!("put all rows into one sheet, or name the right one `{table}` and hide or delete the others"),
            format!("모든 행을 한 시트에 모으거나, 맞는 시트의 이름을 `{table}`로 바꾸고 나머지는 숨기거나 지우세요"),
        ),
    )
}

fn sheet_unread(file: &str, sheet: &str, en: &str, ko: &str) -> Diagnostic {
    Diagnostic::new(
        &codes::SHEET_UNREAD,
        Location { file: format!("{file}[{sheet}]"), ..Location::default() },
        "",
        Text::new(format!("the sheet `{sheet}` {en}; it is not read"), format!("`{sheet}` 시트는 {ko} 읽지 않습니다")),
        Text::new(
            "unhide it or give it the name of a table if its rows count",
            "필요한 시트라면 숨김을 풀거나 표 이름을 붙이세요",
        ),
    )
}

/// Merged cells: only the first of them holds the value, the others would read as empty. Within a header of two rows they are usual.
fn report_merged(table: &Table, merged: &[Area], faults: &mut Findings) {
    let in_two = |m: &Area| table.header_end > table.header_line && m.last.0 < table.header_end;
    let mut merged: Vec<_> =
        merged.iter().filter(|m| m.first != m.last && m.last.0 + 1 >= table.header_line && !in_two(m)).collect();
    merged.sort();
    for area in merged {
        let (line, column) = (area.first.0 + 1, area.first.1 as usize);
        let value = table.rows.iter().find(|r| r.line == line).map_or("", |r| r.text(column));
        let name = format!("{}:{}", cell_name(area.first), cell_name(area.last));
        faults.push(Diagnostic::new(
            &codes::MERGED_CELLS,
            Location { file: table.file.clone(), line, column: table.headers.get(column).cloned().unwrap_or_default() },
            value,
            Text::new(
                format!("the cells {name} are merged; only the first holds the value"),
                format!("{name} 셀이 병합되어 있어 첫 셀에만 값이 있습니다"),
            ),
            Text::new("unmerge them and fill in every cell", "병합을 풀고 모든 셀을 채우세요"),
        ));
    }
}

/// The cells below the header in columns that are read.
fn data_cells<'s>(table: &'s Table, sheet: &'s Sheet) -> impl Iterator<Item = (u32, usize, &'s Value)> {
    let rows = sheet.rows.iter().filter(|r| r.line > table.header_end);
    let cells = rows.flat_map(|r| r.cells.iter().map(|(c, value)| (r.line, *c as usize, value)));
    cells.filter(|(_, column, _)| table.field_at(*column).is_some())
}

/// Cells with an Excel error, and formulas that were never calculated.
fn report_broken(table: &Table, sheet: &Sheet, faults: &mut Findings) {
    for (line, column, value) in data_cells(table, sheet) {
        let (Value::Error(text) | Value::Uncalculated(text)) = value else { continue };
        let at = Location { file: table.file.clone(), line, column: table.headers[column].clone() };
        faults.push(table::error_cell(at, text));
    }
}

/// Rows and columns that nobody sees but that are read.
fn report_hidden(table: &Table, sheet: &Sheet, faults: &mut Findings) {
    let is_row = |line: &u32| table.rows.binary_search_by_key(line, |r| r.line).is_ok();
    let lines: Vec<u32> = sheet.rows.iter().filter(|r| r.hidden).map(|r| r.line).filter(is_row).collect();
    let at = |line: u32| Location { file: table.file.clone(), line, column: String::new() };
    let (n, list) = (lines.len(), listed(&lines));
    if n > 0 {
        faults.push(hidden_cells(
            at(lines[0]),
            Text::new(
                match n {
                    1 => format!("the hidden row {list} is read like the others"),
                    _ => format!("{n} hidden or filtered rows are read like the others: {list}"),
                },
                format!("숨기거나 필터로 가린 행 {n}개도 읽습니다: {list}"),
            ),
        ));
    }
    let is_hidden = |i: usize| sheet.hidden_columns.iter().any(|(a, b)| (*a as usize..*b as usize).contains(&i));
    let columns = (0..table.headers.len()).filter(|i| is_hidden(*i) && table.field_at(*i).is_some());
    let columns: Vec<&str> = columns.map(|i| table.headers[i].as_str()).collect();
    if !columns.is_empty() {
        let names = columns.join("`, `");
        faults.push(hidden_cells(
            at(table.header_line),
            Text::new(format!("hidden, but read like the others: `{names}`"), format!("숨긴 열 `{names}`도 읽습니다")),
        ));
    }
}

/// The first of some lines.
fn listed(lines: &[u32]) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(u32::to_string).collect();
    format!("{}{}", shown.join(", "), if lines.len() > SHOWN { ", ..." } else { "" })
}

/// Rows with a cell that is struck through, as people mark what is cancelled.
fn report_struck(table: &Table, sheet: &Sheet, faults: &mut Findings) {
    let is_row = |line: u32| table.rows.binary_search_by_key(&line, |r| r.line).is_ok();
    let is_read = |row: &&SheetRow| is_row(row.line) && row.struck.iter().any(|c| table.field_at(*c as usize).is_some());
    let lines: Vec<u32> = sheet.rows.iter().filter(is_read).map(|r| r.line).collect();
    let Some(first) = lines.first() else { return };
    let list = listed(&lines);
    faults.push(Diagnostic::new(
        &codes::HIDDEN_CELLS,
        Location { file: table.file.clone(), line: *first, column: String::new() },
        "",
        Text::new(
            format!("struck through, but read like the others: {} {list}", if lines.len() == 1 { "row" } else { "rows" }),
            format!("취소선을 그은 행도 읽습니다: {list}"),
        ),
        Text::new("delete what should not count, or remove the line", "빼야 할 것이면 지우고, 아니면 취소선을 없애세요"),
    ));
}

fn hidden_cells(at: Location, cause: Text) -> Diagnostic {
    let help = Text::new("delete it if it should not count, or unhide it", "빼야 할 것이면 지우고, 아니면 숨김을 푸세요");
    Diagnostic::new(&codes::HIDDEN_CELLS, at, "", cause, help)
}

/// Dates where a text is expected: Excel has turned `3-7` into the seventh of March.
fn report_dates(table: &Table, sheet: &Sheet, faults: &mut Findings) {
    for (line, column, value) in data_cells(table, sheet) {
        let Value::Number(number) = value else { continue };
        let is_text = table.field_at(column).is_some_and(|c| {
            c.kind == CellKind::Text && ![Field::Days, Field::Note, Field::Reason, Field::Title].contains(&c.field)
        });
        if number.looks == Looks::Number || !is_text {
            continue;
        }
        let text = text_of(value, CellKind::Text);
        faults.push(Diagnostic::new(
            &codes::DATE_IN_TEXT,
            Location { file: table.file.clone(), line, column: table.headers[column].clone() },
            &text,
            Text::new(
                format!("this cell holds a date, which Excel makes of texts such as 3-7; it is read as `{text}`"),
                format!("날짜가 든 셀입니다. 엑셀은 3-7 같은 글을 날짜로 바꿉니다. `{text}`(으)로 읽었습니다"),
            ),
            Text::new("format the column as text and type the cell again", "열의 표시 형식을 텍스트로 바꾸고 다시 입력하세요"),
        ));
    }
}

/// `B7` for (6, 1).
fn cell_name((row, column): (u32, u32)) -> String {
    let (mut letters, mut n) = (String::new(), column + 1);
    while n > 0 {
        letters.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_have_the_names_that_a_spreadsheet_gives_them() {
        for (at, name) in
            [((0, 0), "A1"), ((0, 25), "Z1"), ((6, 26), "AA7"), ((9, 701), "ZZ10"), ((0, 702), "AAA1"), ((0, 16_383), "XFD1")]
        {
            assert_eq!(cell_name(at), name);
        }
    }
}

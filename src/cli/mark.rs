//! `koppex check --mark OUT.xlsx`: the input as a workbook in which every faulty cell is coloured and carries what is wrong as a comment. Every
//! cell stands in the row of its line; a first sheet lists all faults.

use super::in_place;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::event::{Lang, is_like_formula};
use crate::load::{Folder, Table, is_forbidden};
use anyhow::Context;
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Most characters of a cell or comment of a workbook.
const MAX_CHARS: usize = 32_000;

/// Writes the workbook; never over a file.
pub fn write(out: &Path, rows: &Folder, faults: &[Diagnostic], lang: Lang) -> anyhow::Result<()> {
    let bytes = workbook(rows, faults, lang).with_context(|| format!("cannot make {}", out.display()))?;
    let shown = || format!("cannot write {}\nhelp: name a new file", out.display());
    // The name is taken first, so that nobody else's file is replaced.
    drop(fs::File::create_new(out).with_context(shown)?);
    let written = in_place::replace_file(out, &bytes);
    if written.is_err() {
        let _ = fs::remove_file(out);
    }
    written
}

/// A cell by row and column of a sheet.
type Spot = (u32, u16);

/// Where a place of a file stands on its sheet.
type SpotOf<'a> = dyn Fn(&Location) -> Option<Spot> + 'a;

/// What is wrong with a cell.
struct Mark {
    severity: Severity,
    text: String,
}

fn workbook(rows: &Folder, faults: &[Diagnostic], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    list(workbook.add_worksheet(), faults, (&looks, lang))?;
    for table in &rows.tables {
        let mut marks: BTreeMap<Spot, Mark> = BTreeMap::new();
        let spot = |at: &Location| spot_in(table, at);
        faults.iter().for_each(|fault| mark(&mut marks, fault, (&spot, lang)));
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.kind.spec().name)?.set_freeze_panes(table.header_end, 0)?;
        sheet_of(sheet, &cells_of(table), &marks, &looks)?;
    }
    if let Some(toml) = &rows.event_toml {
        let mut marks: BTreeMap<Spot, Mark> = BTreeMap::new();
        let spot = |at: &Location| (at.file == toml.file && at.line > 0).then(|| (at.line - 1, 0));
        faults.iter().for_each(|fault| mark(&mut marks, fault, (&spot, lang)));
        let cells = (0u32..).zip(toml.text.lines()).map(|(row, line)| ((row, 0), line.to_string())).collect();
        let sheet = workbook.add_worksheet();
        sheet.set_name("event.toml")?;
        sheet_of(sheet, &cells, &marks, &looks)?;
    }
    workbook.save_to_buffer()
}

/// Adds the comment of a fault to every cell that has it.
fn mark(marks: &mut BTreeMap<Spot, Mark>, fault: &Diagnostic, (spot, lang): (&SpotOf, Lang)) {
    let help = fault.help.of(lang);
    let own = format!("[{}] {}{}{help}", fault.code, fault.cause.of(lang), if help.is_empty() { "" } else { "\n" });
    let places = std::iter::once((&fault.at, own)).filter(|_| fault.also.is_empty());
    let others = fault.also.iter().map(|at| (at, format!("[{}] {}", fault.code, title(fault, lang))));
    for (at, text) in places.chain(others) {
        let Some(spot) = spot(at) else { continue };
        let mark = marks.entry(spot).or_insert(Mark { severity: fault.severity, text: String::new() });
        mark.severity = mark.severity.min(fault.severity);
        if !mark.text.is_empty() {
            mark.text.push_str("\n\n");
        }
        mark.text.push_str(&text);
    }
}

/// The kind of a fault of which only the place is kept.
fn title(fault: &Diagnostic, lang: Lang) -> String {
    let said = fault.cause.of(lang);
    said.split_once(": ").map_or(said, |(_, title)| title).to_string()
}

/// Where a place of a table's file stands on its sheet: the cell of a column, or the first cell of a row.
fn spot_in(table: &Table, at: &Location) -> Option<Spot> {
    if at.file != table.file || at.line == 0 {
        return None;
    }
    let column = table.headers.iter().position(|header| *header == at.column).unwrap_or(0);
    // A line within a cell of several lines belongs to the row that began before it.
    let row = table.rows.iter().map(|row| row.line).take_while(|line| *line <= at.line).last();
    let line = row.filter(|_| at.line > table.header_end).unwrap_or(at.line);
    Some((line - 1, u16::try_from(column).ok()?))
}

fn cells_of(table: &Table) -> BTreeMap<Spot, String> {
    let header = (0u16..).zip(&table.headers).map(|(c, text)| ((table.header_line.max(1) - 1, c), text.clone()));
    let rows = table.rows.iter().flat_map(|row| (0u16..).zip(&row.cells).map(|(c, cell)| ((row.line - 1, c), cell.text.clone())));
    header.chain(rows).collect()
}

struct Looks {
    plain: Format,
    head: Format,
    error: Format,
    warning: Format,
    note: Format,
}

impl Looks {
    fn new() -> Self {
        let base = || Format::new().set_num_format("@").set_align(FormatAlign::Top);
        Self {
            plain: base(),
            head: base().set_bold(),
            error: base().set_background_color(Color::RGB(0xFFC7CE)),
            warning: base().set_background_color(Color::RGB(0xFFEB9C)),
            note: base().set_background_color(Color::RGB(0xDDEBF7)),
        }
    }

    fn of(&self, severity: Severity) -> &Format {
        match severity {
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Note => &self.note,
        }
    }
}

fn sheet_of(
    sheet: &mut Worksheet,
    cells: &BTreeMap<Spot, String>,
    marks: &BTreeMap<Spot, Mark>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (spot, text) in cells {
        let look = marks.get(spot).map_or(&looks.plain, |mark| looks.of(mark.severity));
        string(sheet, *spot, text, look)?;
    }
    for (spot, mark) in marks {
        if cells.get(spot).is_none_or(String::is_empty) {
            sheet.write_blank(spot.0, spot.1, looks.of(mark.severity))?;
        }
        sheet.insert_note(spot.0, spot.1, &Note::new(written(&mark.text)).set_width(360).set_height(110))?;
    }
    Ok(())
}

/// All faults, also those that stand in no cell.
fn list(sheet: &mut Worksheet, faults: &[Diagnostic], (looks, lang): (&Looks, Lang)) -> Result<(), XlsxError> {
    let (name, heads) = match lang {
        Lang::Ko => ("점검", ["코드", "자리", "값", "원인", "해결"]),
        Lang::En => ("faults", ["code", "where", "value", "cause", "help"]),
    };
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for ((c, head), width) in (0u16..).zip(heads).zip([8.0, 30.0, 24.0, 70.0, 70.0]) {
        sheet.set_column_width(c, width)?;
        string(sheet, (0, c), head, &looks.head)?;
    }
    for (r, fault) in (1u32..).zip(faults) {
        let at = fault.at.to_string();
        let cells = [fault.code, &at, &fault.value, fault.cause.of(lang), fault.help.of(lang)];
        for (c, text) in (0u16..).zip(cells) {
            string(sheet, (r, c), text, if c == 0 { looks.of(fault.severity) } else { &looks.plain })?;
        }
    }
    Ok(())
}

/// A text as text, also where it looks like a formula.
fn string(sheet: &mut Worksheet, (row, column): Spot, text: &str, look: &Format) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    let guarded = look.clone().set_quote_prefix();
    let look = if is_like_formula(text) { &guarded } else { look };
    sheet.write_string_with_format(row, column, written(text), look).map(|_| ())
}

/// What a workbook can hold of a text.
fn written(text: &str) -> String {
    text.chars().take(MAX_CHARS).map(|c| if is_forbidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

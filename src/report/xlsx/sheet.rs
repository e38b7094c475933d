//! How a sheet looks, and the only way a cell is written: text as text, numbers as numbers. Knows nothing of meetings.

use crate::event::{Lang, is_like_formula};
use crate::report::table::Cell;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

const A4: u8 = 9;

/// The formats of the workbook.
pub struct Looks {
    pub text: Format,
    /// A text that Excel would read as a formula when its cell is edited.
    pub guarded: Format,
    pub head: Format,
    pub title: Format,
    pub number: Format,
    /// A number that stands below or beside words.
    pub figure: Format,
    /// A slot in which the party is not free.
    pub busy: Format,
    /// A meeting in the grid.
    pub held: Format,
}

impl Looks {
    pub fn new(lang: Lang) -> Self {
        let base = || {
            let font = lang.pick("맑은 고딕", "Calibri");
            Format::new().set_font_name(font).set_font_size(10).set_align(FormatAlign::VerticalCenter)
        };
        let small = || base().set_font_size(8).set_text_wrap().set_align(FormatAlign::Top);
        let (ink, paper) = (Color::RGB(0x1F3A5F), Color::RGB(0xE8EEF5));
        Self {
            text: base(),
            guarded: base().set_quote_prefix(),
            head: base().set_bold().set_font_color(ink).set_background_color(paper).set_border_bottom(FormatBorder::Thin),
            title: base().set_bold().set_font_size(16).set_font_color(ink),
            number: base().set_num_format("#,##0"),
            figure: base().set_num_format("#,##0").set_align(FormatAlign::Left),
            busy: small().set_background_color(Color::RGB(0xE4E4E4)),
            held: small().set_background_color(Color::RGB(0xDCEBDC)),
        }
    }
}

/// Writes a text as text. An empty one leaves the cell empty.
pub fn text(sheet: &mut Worksheet, at: (u32, u16), text: &str, look: &Format) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write_string_with_format(at.0, at.1, text, look)?;
    }
    Ok(())
}

/// Writes a cell; a text that begins like a formula is kept a text even when someone edits it.
pub fn cell(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(t) if is_like_formula(t) => text(sheet, at, t, &looks.guarded),
        Cell::Text(t) => text(sheet, at, t, &looks.text),
        Cell::Number(n) => sheet.write_number_with_format(at.0, at.1, *n as f64, &looks.number).map(|_| ()),
    }
}

/// Writes a cell beside its name, numbers flush left like words.
pub fn fact(sheet: &mut Worksheet, at: (u32, u16), value: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match value {
        Cell::Number(n) => sheet.write_number_with_format(at.0, at.1, *n as f64, &looks.figure).map(|_| ()),
        Cell::Text(_) => cell(sheet, at, value, looks),
    }
}

/// A whole table, its header first, from the first row on: frozen header, filter, widths, landscape A4 with the header on every page.
pub fn table(sheet: &mut Worksheet, looks: &Looks, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let mut widths = vec![0; rows[0].len()];
    for (r, row) in (0u32..).zip(rows) {
        for (c, value) in row.iter().enumerate() {
            match value {
                Cell::Text(head) if r == 0 => text(sheet, (r, c as u16), head, &looks.head)?,
                _ => cell(sheet, (r, c as u16), value, looks)?,
            }
            widths[c] = widths[c].max(width_of(value));
        }
    }
    for (c, width) in widths.iter().enumerate() {
        sheet.set_column_width(c as u16, (*width).clamp(6, 48) as f64)?;
    }
    let (last_row, last_column) = (rows.len() as u32 - 1, rows[0].len() as u16 - 1);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_repeat_rows(0, 0)?;
    paper(sheet).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A4 with narrow margins and page numbers.
pub fn paper(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet.set_paper_size(A4).set_margins(0.4, 0.4, 0.5, 0.6, 0.2, 0.3).set_footer("&R&8&P / &N")
}

/// Columns a value takes; a Hangul syllable takes two.
fn width_of(cell: &Cell) -> usize {
    match cell {
        Cell::Text(t) => t.width() + 3,
        Cell::Number(n) => n.to_string().len() + 3,
    }
}

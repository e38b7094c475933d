//! Tables for the terminal, in which Hangul lines up. The only place that draws one.

use comfy_table::{Cell, CellAlignment, LineStyle, Table, TableStyle};

/// A line below the header, nothing else.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction(' '));

/// A table with a header; columns from `first_number` on are numbers.
pub fn table(header: &[&str], first_number: usize, rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).force_no_tty().set_header(header.iter().enumerate().map(|(i, h)| aligned(h, i >= first_number)));
    for row in &rows {
        table.add_row(row.iter().enumerate().map(|(i, text)| aligned(text, i >= first_number)));
    }
    table.trim_fmt()
}

fn aligned(text: &str, right: bool) -> Cell {
    Cell::new(text).set_alignment(if right { CellAlignment::Right } else { CellAlignment::Left })
}

/// `1234567` as `1,234,567`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

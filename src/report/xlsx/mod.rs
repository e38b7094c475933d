//! The organizer's workbook: overview, meetings, grid, parties, unmet wishes, loads. Every text is written as a text cell, never as a formula.

mod grid;
mod loads;
mod sheet;
mod tables;

use crate::report::words::words;
use crate::report::{File, Report};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// `timetable.xlsx`. The same report gives the same bytes: the date of the document is fixed.
///
/// # Errors
/// If a sheet grows past Excel's limits.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let w = words(report.lang);
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&report.event.name).set_creation_datetime(&created));
    let looks = sheet::Looks::new(report.lang);
    tables::overview(report, book.add_worksheet().set_name(w.overview)?, &looks)?;
    tables::meetings(report, book.add_worksheet().set_name(w.meetings_sheet)?, &looks)?;
    grid::grid(report, book.add_worksheet().set_name(w.grid)?, &looks)?;
    tables::parties(report, book.add_worksheet().set_name(w.parties)?, &looks)?;
    tables::unmet(report, book.add_worksheet().set_name(w.unmet)?, &looks)?;
    loads::loads(report, book.add_worksheet().set_name(w.loads)?, &looks)?;
    Ok(vec![File { path: "timetable.xlsx".into(), bytes: book.save_to_buffer()? }])
}

//! The grid: a row for each party, a column for each slot, in each cell whom it meets and where.

use super::sheet::{Looks, paper, text};
use crate::event::{PartyId, SlotId, clock};
use crate::report::Report;
use crate::report::clock::date_in_words;
use crate::report::names::title;
use crate::report::words::words;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Rows above the parties: day, time.
const HEAD_ROWS: u32 = 2;
/// Columns before the slots: id, name.
const HEAD_COLUMNS: u16 = 2;
const A3: u8 = 8;
/// Characters of the standard font across a landscape A3 page.
const A3_CHARACTERS: usize = 190;

pub fn grid(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    head(report, sheet, looks)?;
    let cells = cells(report);
    for (row, party) in (HEAD_ROWS..).zip(report.event.party_ids()) {
        text(sheet, (row, 0), &report.event.party(party).id, &looks.text)?;
        text(sheet, (row, 1), title(report.event.party(party), report.lang), &looks.text)?;
        for (column, slot) in (HEAD_COLUMNS..).zip(report.event.grid.slot_ids()) {
            match cells.get(&(party, slot)) {
                Some(meets) => text(sheet, (row, column), meets, &looks.held)?,
                None if !report.candidates.free[party.ix()].contains(slot) => {
                    sheet.write_blank(row, column, &looks.busy)?;
                }
                None => {}
            }
        }
    }
    layout(report, sheet)
}

fn head(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let (event, w) = (report.event, words(report.lang));
    text(sheet, (1, 0), w.id, &looks.head)?;
    text(sheet, (1, 1), w.name, &looks.head)?;
    for day in &event.grid.days {
        let first = day.slots.0.ix() as u16 + HEAD_COLUMNS;
        text(sheet, (0, first), &date_in_words(day.date, report.lang), &looks.head)?;
    }
    for (column, slot) in (HEAD_COLUMNS..).zip(&event.grid.slots) {
        text(sheet, (1, column), &clock(slot.start_min), &looks.head)?;
    }
    Ok(())
}

/// Whom each party meets in each slot, with the place.
fn cells(report: &Report) -> BTreeMap<(PartyId, SlotId), String> {
    let event = report.event;
    let mut cells: BTreeMap<(PartyId, SlotId), String> = BTreeMap::new();
    for meeting in report.timetable.meetings() {
        for (party, other) in [(meeting.sme, meeting.buyer), (meeting.buyer, meeting.sme)] {
            let cell = cells.entry((party, meeting.slot)).or_default();
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&format!("{} [{}]", title(event.party(other), report.lang), event.place(meeting.place).id));
        }
    }
    cells
}

/// Frozen names and times; printed a day to a page, names and times on each.
fn layout(report: &Report, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let event = report.event;
    let (last_row, last_column) = (HEAD_ROWS + event.parties.len() as u32 - 1, HEAD_COLUMNS + event.n_slots() as u16 - 1);
    sheet.set_column_width(0, 9)?;
    sheet.set_column_width(1, 24)?;
    sheet.set_column_range_width(HEAD_COLUMNS, last_column, 13)?;
    sheet.set_freeze_panes(HEAD_ROWS, HEAD_COLUMNS)?;
    sheet.autofilter(1, 0, last_row, last_column)?;
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_repeat_rows(0, HEAD_ROWS - 1)?;
    sheet.set_repeat_columns(0, HEAD_COLUMNS - 1)?;
    let breaks: Vec<u32> = event.grid.days.iter().skip(1).map(|d| d.slots.0.0 + u32::from(HEAD_COLUMNS)).collect();
    sheet.set_vertical_page_breaks(&breaks)?;
    let widest = event.grid.days.iter().map(|d| d.slots.1.ix() - d.slots.0.ix()).max().unwrap_or(0);
    let scale = (100 * A3_CHARACTERS / (33 + 13 * widest.max(1))).clamp(20, 100);
    paper(sheet).set_paper_size(A3).set_landscape().set_print_scale(scale as u16);
    Ok(())
}

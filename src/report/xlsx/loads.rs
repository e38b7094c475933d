//! Loads: how many meetings each slot holds, and how many of each hall's tables and video rooms are used.

use super::sheet::{Looks, table};
use crate::event::{HallId, PlaceKind, SlotId};
use crate::report::Report;
use crate::report::clock::Times;
use crate::report::clock::hhmm;
use crate::report::names::hall_in_words;
use crate::report::table::Cell;
use crate::report::words::words;
use rust_xlsxwriter::{Color, ConditionalFormatDataBar, Worksheet, XlsxError};
use std::collections::BTreeMap;

pub fn loads(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let (event, w) = (report.event, words(report.lang));
    let mut supply: BTreeMap<(HallId, PlaceKind), usize> = BTreeMap::new();
    event.places.iter().for_each(|p| *supply.entry((p.hall, p.kind)).or_default() += 1);
    let mut used: BTreeMap<(SlotId, HallId, PlaceKind), i64> = BTreeMap::new();
    let mut total: BTreeMap<SlotId, i64> = BTreeMap::new();
    for meeting in report.timetable.meetings() {
        let place = event.place(meeting.place);
        *used.entry((meeting.slot, place.hall, place.kind)).or_default() += 1;
        *total.entry(meeting.slot).or_default() += 1;
    }
    let kinds: Vec<String> = supply
        .iter()
        .map(|((hall, kind), n)| {
            let kind = if *kind == PlaceKind::Table { w.table } else { w.video_room };
            format!("{} {kind} (/{n})", hall_in_words(&event.halls[hall.ix()], report.lang))
        })
        .collect();
    let heads = [w.date, w.start, w.meetings_sheet].into_iter().chain(kinds.iter().map(String::as_str)).map(Cell::text);
    let mut rows: Vec<Vec<Cell>> = vec![heads.collect()];
    for slot in event.grid.slot_ids() {
        let start = Times::of(event, slot, event.timezone).start;
        let count = |(hall, kind): &(HallId, PlaceKind)| used.get(&(slot, *hall, *kind)).copied().unwrap_or(0);
        let mut row = vec![Cell::Text(event.grid.date_of(slot).to_string()), Cell::Text(hhmm(start))];
        row.push(Cell::Number(total.get(&slot).copied().unwrap_or(0)));
        row.extend(supply.keys().map(|key| Cell::Number(count(key))));
        rows.push(row);
    }
    table(sheet, looks, &rows)?;
    let bar = ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0x8FB3D9)).set_solid_fill(true);
    for column in 2..rows[0].len() as u16 {
        sheet.add_conditional_format(1, column, (rows.len() as u32 - 1).max(1), column, &bar)?;
    }
    Ok(())
}

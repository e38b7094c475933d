//! Loads: how many meetings each slot holds, and how many of each hall's tables and video rooms are used.

use super::sheet::{Cell, Looks, table};
use crate::event::{HallId, PlaceKind, SlotId};
use crate::report::Report;
use crate::report::clock::Times;
use crate::report::clock::hhmm;
use crate::report::names::hall_in_words;
use crate::report::words::words;
use rust_xlsxwriter::{Color, ConditionalFormatDataBar, Worksheet, XlsxError};
use std::collections::BTreeMap;

pub fn loads(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let (event, w) = (report.event, words(report.lang));
    let mut supply: BTreeMap<(HallId, PlaceKind), usize> = BTreeMap::new();
    event.places.iter().for_each(|p| *supply.entry((p.hall, p.kind)).or_default() += 1);
    let mut used: BTreeMap<(SlotId, HallId, PlaceKind), usize> = BTreeMap::new();
    let mut total: BTreeMap<SlotId, usize> = BTreeMap::new();
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
    let heads: Vec<&str> = [w.date, w.start, w.meetings_sheet].into_iter().chain(kinds.iter().map(String::as_str)).collect();
    let row = |slot: SlotId| -> Vec<Cell> {
        let start = Times::of(event, slot, event.timezone).start;
        let count = |(hall, kind): &(HallId, PlaceKind)| used.get(&(slot, *hall, *kind)).copied().unwrap_or(0);
        let mut cells: Vec<Cell> =
            vec![event.grid.date_of(slot).to_string().into(), hhmm(start).into(), total.get(&slot).copied().unwrap_or(0).into()];
        cells.extend(supply.keys().map(|key| Cell::from(count(key))));
        cells
    };
    let rows: Vec<_> = event.grid.slot_ids().map(row).collect();
    table(sheet, looks, &heads, &rows)?;
    let bar = ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0x8FB3D9)).set_bar_only(false);
    for column in 2..heads.len() as u16 {
        sheet.add_conditional_format(1, column, rows.len().max(1) as u32, column, &bar)?;
    }
    Ok(())
}

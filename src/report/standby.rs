//! standby.csv: for every meeting the SMEs that could step in.

use super::ids::Ids;
use super::table::{Cell, Table};
use crate::event::{Event, PartyId, clock};
use crate::timetable::Timetable;

/// A row for each meeting, in order of time and place; `lists` by meeting of the timetable.
pub fn table(event: &Event, timetable: &Timetable, lists: &[Vec<PartyId>]) -> Table {
    let mut table = Table::new(&["date", "start", "place_id", "buyer_id", "sme_id", "standby_1", "standby_2", "standby_3"]);
    let ids = Ids::of(event);
    let mut rows: Vec<_> = timetable.meetings().iter().zip(lists).collect();
    rows.sort_by_key(|(meeting, _)| (meeting.slot, meeting.place));
    for (meeting, list) in rows {
        let mut row = vec![
            Cell::Text(event.grid.date_of(meeting.slot).to_string()),
            Cell::Text(clock(event.slot(meeting.slot).start_min)),
            Cell::text(&event.place(meeting.place).id),
            Cell::Text(ids.in_column(meeting.buyer)),
            Cell::Text(ids.in_column(meeting.sme)),
        ];
        row.extend((0..3).map(|i| Cell::Text(list.get(i).map_or_else(String::new, |party| ids.in_column(*party)))));
        table.push(row);
    }
    table
}

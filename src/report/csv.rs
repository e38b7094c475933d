//! The CSV files of the output folder: meetings, unmet wishes, parties, and a timetable for each party, place and slot.

use super::file_name::file_names;
use super::ids::{Ids, MeetingIds};
use super::kpis::meetings_by_slot;
use super::names::side_name;
use super::table::{Cell, Table};
use super::{File, PaperKind, Report};
use crate::event::{Event, PartyId, PlaceId, PlaceKind, QualityPart, Side, SlotId, WishKind, clock, date_and_clock};
use crate::timetable::Meeting;

/// All CSV files; with `--per`, only those of that kind.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    if report.options.per.is_none() {
        files.push(file("meetings.csv", report, meetings(report))?);
        files.push(file("unmet.csv", report, unmet(report))?);
        files.push(file("parties.csv", report, parties(report))?);
        if let Some(certificate) = &report.outcome.certificate {
            files.push(file("prices.csv", report, super::prices::table(report.event, certificate))?);
        }
        files.extend(super::plan::files(report)?);
    }
    let wanted = |per: PaperKind| report.options.per.is_none_or(|p| p == per);
    if wanted(PaperKind::Sme) {
        files.extend(by_party(report, Side::Sme)?);
    }
    if wanted(PaperKind::Buyer) {
        files.extend(by_party(report, Side::Buyer)?);
    }
    if wanted(PaperKind::Place) {
        files.extend(by_place(report)?);
    }
    if wanted(PaperKind::Slot) {
        files.push(file("by-slot.csv", report, by_slot(report))?);
    }
    Ok(files)
}

fn file(path: &str, report: &Report, table: Table) -> anyhow::Result<File> {
    Ok(File { path: path.into(), bytes: table.to_bytes(path, report.options.encoding)? })
}

/// date, start, answer_start, end.
fn times(event: &Event, slot: SlotId) -> [Cell; 4] {
    let (grid, start_min) = (&event.grid, event.slot(slot).start_min);
    [
        Cell::Text(grid.date_of(slot).to_string()),
        Cell::Text(clock(start_min)),
        Cell::Text(clock(start_min + grid.present_min)),
        Cell::Text(clock(start_min + grid.meeting_min())),
    ]
}

/// hall, place_id, mode.
fn spot(event: &Event, place: PlaceId) -> [Cell; 3] {
    let place = event.place(place);
    let mode = match place.kind {
        PlaceKind::Table => "onsite",
        PlaceKind::Video => "online",
    };
    [Cell::text(&event.halls[place.hall.ix()]), Cell::text(&place.id), Cell::text(mode)]
}

fn interpreter(event: &Event, meeting: &Meeting) -> Cell {
    Cell::Text(meeting.interpreter.map(|i| event.interpreters[i.ix()].id.clone()).unwrap_or_default())
}

pub(super) fn meetings(report: &Report) -> Table {
    let event = report.event;
    let mut table = Table::new(&[
        "meeting_id",
        "sme_id",
        "sme_name",
        "buyer_id",
        "buyer_name",
        "org",
        "date",
        "start",
        "answer_start",
        "end",
        "hall",
        "place_id",
        "mode",
        "interpreter_id",
        "value",
        "wished_by",
        "pinned",
    ]);
    let candidates = report.candidates;
    let (ids, meeting_ids) = (Ids::of(event), MeetingIds::of(event, report.timetable));
    for (meeting, id) in report.timetable.meetings().iter().zip(candidates.of_meetings(report.timetable)) {
        let pair = candidates.first_between(meeting.sme, meeting.buyer).map(|id| candidates.pair(id));
        let pinned = id.is_some_and(|id| candidates.pair(id).fixed.is_some());
        let (sme, buyer) = (event.party(meeting.sme), event.party(meeting.buyer));
        let mut row = vec![
            Cell::Text(meeting_ids.id(meeting)),
            Cell::Text(ids.in_column(meeting.sme)),
            Cell::text(&sme.name),
            Cell::Text(ids.in_column(meeting.buyer)),
            Cell::text(&buyer.name),
            Cell::text(&buyer.org),
        ];
        row.extend(times(event, meeting.slot));
        row.extend(spot(event, meeting.place));
        row.push(interpreter(event, meeting));
        row.push(Cell::Number(pair.map_or(0, |p| p.value)));
        row.push(Cell::text(pair.map_or("none", |p| p.wished_by().name())));
        row.push(Cell::text(if pinned { "yes" } else { "no" }));
        table.push(row);
    }
    table
}

pub(super) fn unmet(report: &Report) -> Table {
    let mut table =
        Table::new(&["sme_id", "buyer_id", "wished_by", "kind", "value", "reason_code", "detail", "loss", "fix", "fix_gain"]);
    let ids = Ids::of(report.event);
    for unmet in &report.outcome.unmet {
        let kind = match unmet.kind {
            WishKind::Want => "want",
            WishKind::Must => "must",
            WishKind::Block => "block",
        };
        table.push(vec![
            Cell::Text(ids.in_column(unmet.sme)),
            Cell::Text(ids.in_column(unmet.buyer)),
            Cell::text(unmet.wished_by.name()),
            Cell::text(kind),
            Cell::Number(unmet.value),
            Cell::text(unmet.reason.name()),
            Cell::text(&unmet.detail),
            unmet.loss.map_or_else(|| Cell::text(""), Cell::Number),
            Cell::text(unmet.fix.as_ref().map_or("", |fix| fix.sentence.as_str())),
            unmet.fix.as_ref().map_or_else(|| Cell::text(""), |fix| Cell::Number(fix.gain)),
        ]);
    }
    table
}

pub(super) fn parties(report: &Report) -> Table {
    let event = report.event;
    let mut table = Table::new(&[
        "party_id",
        "side",
        "name",
        "wishes",
        "wished_by_others",
        "meetings",
        "mutual",
        "value",
        "gaps",
        "first",
        "last",
        "min_meetings",
        "shortfall",
    ]);
    let (mut made, mut received) = (vec![0; event.parties.len()], vec![0; event.parties.len()]);
    for wish in event.wishes.iter().filter(|w| w.kind != WishKind::Block) {
        made[wish.from.ix()] += 1;
        received[wish.to.ix()] += 1;
    }
    for (id, meetings) in event.party_ids().zip(report.timetable.by_party(event)) {
        let party = event.party(id);
        let pairs: Vec<_> = meetings.iter().filter_map(|m| report.candidates.first_between(m.sme, m.buyer)).collect();
        let pairs = || pairs.iter().map(|p| report.candidates.pair(*p));
        let mutual = pairs().filter(|p| p.sme_wish.is_some() && p.buyer_wish.is_some()).count();
        let shortfall = i64::from(party.min_meetings).saturating_sub_unsigned(meetings.len() as u64).max(0);
        let start = |m: Option<&Meeting>| Cell::Text(m.map(|m| start_of(event, m.slot)).unwrap_or_default());
        table.push(vec![
            Cell::text(&party.id),
            Cell::text(side_name(party.side)),
            Cell::text(&party.name),
            Cell::Number(made[id.ix()]),
            Cell::Number(received[id.ix()]),
            Cell::Number(meetings.len() as i64),
            Cell::Number(mutual as i64),
            Cell::Number(pairs().map(|p| p.value).sum()),
            Cell::Number(report.quality.by_party[id.ix()][QualityPart::Gap]),
            start(meetings.first()),
            start(meetings.last()),
            Cell::Number(party.min_meetings.into()),
            Cell::Number(shortfall),
        ]);
    }
    table
}

/// `2022-04-13 10:00`
fn start_of(event: &Event, slot: SlotId) -> String {
    date_and_clock(event.grid.start_of(slot))
}

/// One file for each party of a side, also for those without a meeting.
fn by_party(report: &Report, side: Side) -> anyhow::Result<Vec<File>> {
    let event = report.event;
    let timetables = report.timetable.by_party(event);
    let (ids, meeting_ids) = (Ids::of(event), MeetingIds::of(event, report.timetable));
    let parties: Vec<PartyId> = event.party_ids().filter(|p| event.party(*p).side == side).collect();
    let names = file_names(parties.iter().map(|p| event.party(*p).id.as_str()));
    let folder = format!("by-{}", side_name(side));
    let pages = parties.iter().zip(names).map(|(id, name)| {
        let mut table = Table::new(&[
            "meeting_id",
            "date",
            "start",
            "answer_start",
            "end",
            "hall",
            "place_id",
            "mode",
            "with_id",
            "with_name",
            "with_org",
            "interpreter_id",
            "with_booth",
        ]);
        for meeting in &timetables[id.ix()] {
            let with = if meeting.sme == *id { meeting.buyer } else { meeting.sme };
            let mut row = vec![Cell::Text(meeting_ids.id(meeting))];
            row.extend(times(event, meeting.slot));
            row.extend(spot(event, meeting.place));
            row.push(Cell::Text(ids.in_column(with)));
            row.push(Cell::text(&event.party(with).name));
            row.push(Cell::text(&event.party(with).org));
            row.push(interpreter(event, meeting));
            row.push(Cell::text(&event.party(with).booth));
            table.push(row);
        }
        file(&format!("{folder}/{name}.csv"), report, table)
    });
    pages.collect()
}

/// One file for each place, also for those without a meeting.
fn by_place(report: &Report) -> anyhow::Result<Vec<File>> {
    let event = report.event;
    let names = file_names(event.places.iter().map(|p| p.id.as_str()));
    let mut tables = vec![
        Table::new(&[
            "meeting_id",
            "date",
            "start",
            "answer_start",
            "end",
            "sme_id",
            "sme_name",
            "buyer_id",
            "buyer_name",
            "org",
            "interpreter_id",
        ]);
        event.places.len()
    ];
    let (ids, meeting_ids) = (Ids::of(event), MeetingIds::of(event, report.timetable));
    for meeting in report.timetable.meetings() {
        let (sme, buyer) = (event.party(meeting.sme), event.party(meeting.buyer));
        let mut row = vec![Cell::Text(meeting_ids.id(meeting))];
        row.extend(times(event, meeting.slot));
        row.extend([
            Cell::Text(ids.in_column(meeting.sme)),
            Cell::text(&sme.name),
            Cell::Text(ids.in_column(meeting.buyer)),
            Cell::text(&buyer.name),
            Cell::text(&buyer.org),
            interpreter(event, meeting),
        ]);
        tables[meeting.place.ix()].push(row);
    }
    tables.into_iter().zip(names).map(|(table, name)| file(&format!("by-place/{name}.csv"), report, table)).collect()
}

/// The wall chart: a row for each slot, a column for each place, `sme_id / buyer_id` in the cells.
fn by_slot(report: &Report) -> Table {
    let event = report.event;
    let fixed = ["date", "start", "end", "meetings", "tables_used", "video_rooms_used"];
    let header: Vec<&str> = fixed.into_iter().chain(event.places.iter().map(|p| p.id.as_str())).collect();
    let mut table = Table::new(&header);
    let used = |kind| meetings_by_slot(event, report.timetable, |p| event.place(p).kind == kind);
    let (tables, rooms) = (used(PlaceKind::Table), used(PlaceKind::Video));
    let ids = Ids::of(event);
    let mut cells = vec![vec![String::new(); event.places.len()]; event.n_slots()];
    for meeting in report.timetable.meetings() {
        cells[meeting.slot.ix()][meeting.place.ix()] =
            format!("{} / {}", ids.in_column(meeting.sme), ids.in_column(meeting.buyer));
    }
    for (slot, cells) in event.grid.slot_ids().zip(cells) {
        let [date, start, _, end] = times(event, slot);
        let (tables, rooms) = (tables[slot.ix()] as i64, rooms[slot.ix()] as i64);
        let mut row = vec![date, start, end, Cell::Number(tables + rooms), Cell::Number(tables), Cell::Number(rooms)];
        row.extend(cells.into_iter().map(Cell::Text));
        table.push(row);
    }
    table
}

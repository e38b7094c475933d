//! Lists for the desk: attendance by slot, and who picks up a timetable, in alphabetical order.

use super::pack::Pack;
use super::pen::{Ink, Look, Pen};
use super::sheet::{BOTTOM, Frame, LEFT, TOP, WIDTH, foot, head};
use crate::event::{PartyId, Side};
use crate::report::clock::{Times, date_in_words, zone_in_words};
use crate::report::names::{alphabetical, initial, title};
use crate::report::plan::{CallRow, call_rows};
use crate::report::words::words;

const ROW: f32 = 17.5;
const SIZE: f32 = 9.0;

/// What stands in a cell of a list.
enum Cell {
    Text(String),
    Bold(String),
    /// To be ticked.
    Box,
}

/// A column: heading and width as a share of the page.
type Column = (&'static str, f32);

/// A list for each slot that has meetings.
pub fn attendance(pack: &mut Pack) {
    let (event, lang) = (pack.report.event, pack.report.lang);
    let w = words(lang);
    let columns = [(w.place, 0.12), (w.sme, 0.37), ("", 0.05), (w.buyer, 0.41), ("", 0.05)];
    for held in pack.report.timetable.meetings().chunk_by(|a, b| a.slot == b.slot) {
        let slot = held[0].slot;
        let times = Times::of(event, slot, event.timezone);
        let name = |party: PartyId| Cell::Text(title(event.party(party), lang).into());
        let row = |m: &crate::timetable::Meeting| {
            vec![Cell::Bold(event.place(m.place).id.clone()), name(m.sme), Cell::Box, name(m.buyer), Cell::Box]
        };
        let rows: Vec<_> = held.iter().map(row).collect();
        let title = format!("{} {}", date_in_words(times.start.date(), lang), times.span());
        list(pack, w.attendance, title, &columns, &rows);
    }
}

/// Whom to call because meetings have changed, the most urgent first. Nothing without changes.
pub fn calls(pack: &mut Pack) {
    let Some(plan) = &pack.report.since else { return };
    let w = words(pack.report.lang);
    let columns = [("", 0.05), (w.name, 0.3), (w.id, 0.1), (w.first_affected, 0.17), (w.meetings, 0.1), (w.phone, 0.28)];
    let text = |text: String| Cell::Text(text);
    let row = |call: CallRow| {
        let [contact, phone, _] = call.contacts.unwrap_or_default();
        let reach = [contact, phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let n = call.meetings.len().to_string();
        vec![Cell::Box, Cell::Bold(call.name), text(call.id), text(call.first), text(n), text(reach)]
    };
    let rows: Vec<_> = call_rows(pack.report, plan).into_iter().map(row).collect();
    if !rows.is_empty() {
        list(pack, w.calls, w.calls_title.into(), &columns, &rows);
    }
}

/// SMEs, then buyers.
pub fn pick_up(pack: &mut Pack) {
    let (event, lang) = (pack.report.event, pack.report.lang);
    let w = words(lang);
    let columns = [("", 0.05), (w.name, 0.4), (w.id, 0.13), (w.booth, 0.14), (w.received, 0.08), (w.signature, 0.2)];
    for (side, heading) in [(Side::Sme, w.smes), (Side::Buyer, w.buyers)] {
        let ids = event.party_ids().filter(|p| event.party(*p).side == side);
        let mut last = String::new();
        let row = |id: PartyId| {
            let party = event.party(id);
            let letter = initial(title(party, lang));
            let shown = if letter == last { String::new() } else { letter.clone() };
            last = letter;
            let text = |t: &str| Cell::Text(t.into());
            vec![Cell::Bold(shown), text(title(party, lang)), text(&party.id), text(&party.booth), Cell::Box, text("")]
        };
        let rows: Vec<_> = alphabetical(event, ids, lang).into_iter().map(row).collect();
        if !rows.is_empty() {
            list(pack, w.pick_up, heading.into(), &columns, &rows);
        }
    }
}

fn list(pack: &mut Pack, kind: &str, title: String, columns: &[Column], rows: &[Vec<Cell>]) {
    let event = pack.report.event;
    let w = words(pack.report.lang);
    let per_page = ((BOTTOM - TOP) / ROW) as usize - 1;
    let n_pages = rows.len().div_ceil(per_page);
    for (i, part) in rows.chunks(per_page).enumerate() {
        let frame = Frame {
            event: event.name.clone(),
            kind: kind.into(),
            title: title.clone(),
            about: format!("{}: {}", w.total, rows.len()),
            heads: [""; 4],
            foot: (format!("{}: {}", w.times_in, zone_in_words(event, event.timezone)), format!("{} / {n_pages}", i + 1)),
        };
        pack.page(|pen| {
            head(pen, &frame, kind);
            heads(pen, columns);
            for (r, cells) in (1u16..).zip(part) {
                row(pen, columns, cells, TOP + f32::from(r) * ROW);
            }
            foot(pen, &frame.foot)
        });
    }
}

fn heads(pen: &mut Pen, columns: &[Column]) {
    let mut x = LEFT;
    for (text, share) in columns {
        pen.text(text, (x, TOP + 5.0), share * WIDTH - 4.0, Look::grey(8.0));
        x += share * WIDTH;
    }
    pen.rule((LEFT, TOP + 9.0), WIDTH, 0.8, Ink::Grey);
}

fn row(pen: &mut Pen, columns: &[Column], cells: &[Cell], y: f32) {
    let mut x = LEFT;
    for ((_, share), cell) in columns.iter().zip(cells) {
        let room = share * WIDTH - 6.0;
        match cell {
            Cell::Text(text) => _ = pen.text(text, (x, y + 4.0), room, Look::plain(SIZE)),
            Cell::Bold(text) => _ = pen.text(text, (x, y + 4.0), room, Look::bold(SIZE)),
            Cell::Box => pen.tick_box((x + 2.0, y + 4.5), 8.5),
        }
        x += share * WIDTH;
    }
    pen.rule((LEFT, y + 9.0), WIDTH, 0.4, Ink::Line);
}

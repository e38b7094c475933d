//! The page of a company: its day in its own language and on its own clock.

use super::pack::Pack;
use super::sheet::{Frame, Line, Row, pages as sheet_pages, span_parts, split_text, time_parts};
use crate::event::{Event, Lang, PartyId, Registration, Side, Zone};
use crate::report::agenda::{Item, agenda};
use crate::report::clock::{Times, date_in_words, event_utc, zone_in_words};
use crate::report::names::{alphabetical, hall_in_words, place_in_words, subtitle, title};
use crate::report::words::words;
use crate::timetable::Meeting;
use chrono::NaiveDate;

/// A page for each party of the side, in the order of the pick-up list.
pub fn pages(pack: &mut Pack, side: Option<Side>) {
    let event = pack.report.event;
    let meetings = pack.report.timetable.by_party(event);
    let ids = event.party_ids().filter(|p| side.is_none_or(|s| event.party(*p).side == s));
    for party in alphabetical(event, ids, pack.report.lang) {
        let w = words(pack.report.lang_of(party));
        let frame = frame(pack, party);
        let lines = lines(pack, party, &meetings[party.ix()]);
        sheet_pages(pack, &frame, &lines, w);
    }
}

fn frame(pack: &Pack, id: PartyId) -> Frame {
    let (event, lang) = (pack.report.event, pack.report.lang_of(id));
    let (party, w) = (event.party(id), words(lang));
    let side = if party.side == Side::Sme { w.sme } else { w.buyer };
    let booth = if party.booth.is_empty() { String::new() } else { format!("{} {}", w.booth, party.booth) };
    let mut about = vec![subtitle(party, lang), format!("{side} {}", party.id), booth];
    if pack.report.with_contacts {
        about.extend([&party.contact, &party.phone, &party.email].map(Clone::clone));
    }
    about.retain(|part| !part.is_empty());
    Frame {
        event: event.name.clone(),
        kind: w.timetable.into(),
        title: title(party, lang).into(),
        about: about.join(" · "),
        heads: [w.time, w.with_whom, w.booth, w.place],
        foot: (format!("{}: {}", w.times_in, zone_in_words(event, party.timezone)), split_text(pack, w)),
    }
}

/// Everything of the party's days, each under its date on the party's own clock.
fn lines(pack: &Pack, id: PartyId, meetings: &[Meeting]) -> Vec<Line> {
    let (event, lang) = (pack.report.event, pack.report.lang_of(id));
    let mut lines = Vec::new();
    let mut date = None;
    for item in agenda(event, id, meetings) {
        let (day, row) = match item {
            Item::Meeting(meeting) => meeting_row(pack, id, meeting),
            Item::Session(session) => session_row(event, session, (event.party(id).timezone, lang)),
        };
        if date != Some(day) {
            date = Some(day);
            lines.push(Line::Heading(date_in_words(day, lang)));
        }
        lines.push(Line::Row(row));
    }
    lines
}

fn meeting_row(pack: &Pack, id: PartyId, meeting: &Meeting) -> (NaiveDate, Row) {
    let (event, lang) = (pack.report.event, pack.report.lang_of(id));
    let times = Times::of(event, meeting.slot, event.party(id).timezone);
    let other = event.party(if meeting.sme == id { meeting.buyer } else { meeting.sme });
    let interpreter = meeting.interpreter.map(|i| format!("{} {}", words(lang).interpreter, event.interpreters[i.ix()].id));
    // The interpreter first: what does not fit is cut at the end.
    let below: Vec<String> = interpreter.into_iter().chain([subtitle(other, lang)]).filter(|t| !t.is_empty()).collect();
    let row = Row {
        time: time_parts(&times),
        who: title(other, lang).into(),
        below: below.join(" · "),
        booth: other.booth.clone(),
        place: place_in_words(event, meeting.place, lang),
        place_short: event.place(meeting.place).id.clone(),
    };
    (times.start.date(), row)
}

fn session_row(event: &Event, session: &Registration, (zone, lang): (Zone, Lang)) -> (NaiveDate, Row) {
    let local = |time| event_utc(event, time).with_timezone(&zone).naive_local();
    let (start, end) = (local(session.start), local(session.end));
    let hall = session.hall.map(|hall| hall_in_words(&event.halls[hall.ix()], lang)).unwrap_or_default();
    let row = Row {
        time: span_parts(start, end),
        who: session.title.clone(),
        below: words(lang).session.into(),
        booth: String::new(),
        place: hall.clone(),
        place_short: hall,
    };
    (start.date(), row)
}

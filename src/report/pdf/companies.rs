//! The page of a company: its day in its own language and on its own clock.

use super::pack::Pack;
use super::sheet::{Frame, Line, pages as sheet_pages, split_text, time_parts};
use crate::event::{PartyId, Side};
use crate::report::clock::{Times, date_in_words, zone_in_words};
use crate::report::names::{alphabetical, place_in_words, subtitle, title};
use crate::report::words::words;
use crate::timetable::Meeting;

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
        foot: (format!("{}: {}", w.times_in, zone_in_words(event, party.timezone)), split_text(pack, w)),
    }
}

fn lines(pack: &Pack, id: PartyId, meetings: &[Meeting]) -> Vec<Line> {
    let (event, lang) = (pack.report.event, pack.report.lang_of(id));
    let mut lines = Vec::new();
    let mut date = None;
    for meeting in meetings {
        let times = Times::of(event, meeting.slot, event.party(id).timezone);
        if date != Some(times.start.date()) {
            date = Some(times.start.date());
            lines.push(Line::Heading(date_in_words(times.start.date(), lang)));
        }
        let other = event.party(if meeting.sme == id { meeting.buyer } else { meeting.sme });
        let interpreter = meeting.interpreter.map(|i| format!("{} {}", words(lang).interpreter, event.interpreters[i.ix()].id));
        // The interpreter first: what does not fit is cut at the end.
        let below: Vec<String> = interpreter.into_iter().chain([subtitle(other, lang)]).filter(|t| !t.is_empty()).collect();
        lines.push(Line::Row {
            time: time_parts(&times),
            who: title(other, lang).into(),
            below: below.join(" · "),
            place: place_in_words(event, meeting.place, lang),
            place_short: event.place(meeting.place).id.clone(),
        });
    }
    lines
}

//! One calendar (.ics, RFC 5545) for every party, in its own zone and language, and `published.json`, from which the next version knows what
//! changed. A dropped meeting stays in the calendar as cancelled and stands again in a file of its own with METHOD:CANCEL.

mod published;
mod vtimezone;

pub use published::{FILE as PUBLISHED_FILE, Published};

use crate::event::{Event, Lang, Party, PartyId, Side};
use crate::report::clock::{Times, hhmm, zone_in_words};
use crate::report::file_name::file_names;
use crate::report::names::{full_name, place_in_words, title};
use crate::report::words::words;
use crate::report::{File, Per, Report};
use crate::timetable::Meeting;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use chrono_tz::Tz;
use icalendar::{Calendar, Component, EventLike, EventStatus, Property};
use published::Entry;
use std::collections::BTreeMap;

/// The calendars of every party that has or had a meeting, and `published.json`.
///
/// # Errors
/// If `published.json` of the last version is damaged.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let before = Published::from_json(report.choices.published.as_deref())?;
    let state = before.next(report.event, report.timetable);
    let entries = state.by_pair();
    let meetings = report.timetable.by_party(report.event);
    let dropped = dropped_by_party(report.event, &state);
    let paths = paths(report.event);
    let mut files = Vec::new();
    for party in report.event.party_ids().filter(|p| wanted(report, *p)) {
        let desk = Desk { report, party, lang: report.lang_of(party), zone: report.event.party(party).timezone };
        let held: Vec<_> = meetings[party.ix()].iter().map(|m| desk.held(m, entry_of(report.event, &entries, m))).collect();
        let gone: Vec<_> = dropped.get(&party).into_iter().flatten().map(|e| desk.cancelled(e)).collect();
        let path = &paths[party.ix()];
        if !gone.is_empty() {
            files.push(File { path: format!("{path}.cancelled.ics"), bytes: desk.calendar("CANCEL", &[], &gone) });
        }
        if !held.is_empty() || !gone.is_empty() {
            files.push(File { path: format!("{path}.ics"), bytes: desk.calendar("PUBLISH", &held, &gone) });
        }
    }
    files.push(File { path: PUBLISHED_FILE.into(), bytes: state.to_json().into_bytes() });
    Ok(files)
}

fn wanted(report: &Report, party: PartyId) -> bool {
    match report.choices.per {
        None => true,
        Some(Per::Sme) => report.event.party(party).side == Side::Sme,
        Some(Per::Buyer) => report.event.party(party).side == Side::Buyer,
        Some(Per::Place | Per::Slot) => false,
    }
}

/// The path of every party's calendar, without its ending.
fn paths(event: &Event) -> Vec<String> {
    let (smes, buyers) = event.parties.split_at(event.n_smes);
    let named = |side: &'static str, parties: &[Party]| {
        let names = file_names(parties.iter().map(|p| p.id.as_str()));
        names.into_iter().map(move |name| format!("by-{side}/{name}")).collect::<Vec<_>>()
    };
    [named("sme", smes), named("buyer", buyers)].concat()
}

fn entry_of<'a>(event: &Event, entries: &BTreeMap<(&str, &str), &'a Entry>, meeting: &Meeting) -> &'a Entry {
    let key = (event.party(meeting.sme).id.as_str(), event.party(meeting.buyer).id.as_str());
    entries.get(&key).expect("the state after publishing holds every meeting of the timetable")
}

/// Cancelled meetings of the parties that are still in the event. An id that both sides use is told apart by the role it plays.
fn dropped_by_party<'a>(event: &Event, state: &'a Published) -> BTreeMap<PartyId, Vec<&'a Entry>> {
    let mut ids: BTreeMap<(&str, Side), PartyId> = BTreeMap::new();
    event.party_ids().for_each(|p| _ = ids.insert((event.party(p).id.as_str(), event.party(p).side), p));
    let mut dropped: BTreeMap<PartyId, Vec<&Entry>> = BTreeMap::new();
    for entry in state.meetings.iter().filter(|e| e.cancelled) {
        for (id, side, other) in [(&entry.sme_id, Side::Sme, Side::Buyer), (&entry.buyer_id, Side::Buyer, Side::Sme)] {
            let party = ids.get(&(id.as_str(), side)).or_else(|| ids.get(&(id.as_str(), other)));
            party.into_iter().for_each(|p| dropped.entry(*p).or_default().push(entry));
        }
    }
    dropped
}

/// One party's view of its calendar.
struct Desk<'a> {
    report: &'a Report<'a>,
    party: PartyId,
    lang: Lang,
    zone: Tz,
}

impl Desk<'_> {
    fn event(&self) -> &Event {
        self.report.event
    }

    fn held(&self, meeting: &Meeting, entry: &Entry) -> icalendar::Event {
        let other = self.event().party(if meeting.sme == self.party { meeting.buyer } else { meeting.sme });
        let times = Times::of(self.event(), meeting.slot, self.zone);
        let mut event = self.base(entry, title(other, self.lang), times.start, times.end);
        event.location(&clean(&place_in_words(self.event(), meeting.place, self.lang)));
        event.description(&self.description(meeting, other, &times));
        event.status(EventStatus::Confirmed);
        event
    }

    fn cancelled(&self, entry: &Entry) -> icalendar::Event {
        let w = words(self.lang);
        let other = if self.plays_sme(entry) { (&entry.buyer_id, Side::Buyer) } else { (&entry.sme_id, Side::Sme) };
        let known = self.event().parties.iter().find(|p| (&p.id, p.side) == other);
        let start: DateTime<Utc> = entry.start.parse().unwrap_or_default();
        let local = |minutes: i32| (start + Duration::minutes(minutes.into())).with_timezone(&self.zone).naive_local();
        let name = known.map_or(other.0.as_str(), |p| title(p, self.lang));
        let mut event = self.base(entry, &format!("{name} ({})", w.cancelled), local(0), local(entry.minutes));
        event.status(EventStatus::Cancelled);
        event
    }

    /// An SME and a buyer may have the same id.
    fn plays_sme(&self, entry: &Entry) -> bool {
        let me = self.event().party(self.party);
        me.id == entry.sme_id && (me.side == Side::Sme || me.id != entry.buyer_id)
    }

    /// What every version of a meeting has. Both parties' entries have UIDs of their own: their texts differ.
    fn base(&self, entry: &Entry, partner: &str, start: NaiveDateTime, end: NaiveDateTime) -> icalendar::Event {
        let role = if self.plays_sme(entry) { "s" } else { "b" };
        let mut event = icalendar::Event::new();
        event.uid(&format!("{}-{role}@koppex", entry.uid));
        event.timestamp(self.stamp(entry));
        event.sequence(entry.sequence);
        event.summary(&clean(&format!("{}: {partner}", words(self.lang).consultation)));
        for (key, time) in [("DTSTART", start), ("DTEND", end)] {
            let mut property = Property::new(key, time.format("%Y%m%dT%H%M%S").to_string());
            event.append_property(property.add_parameter("TZID", self.zone.name()).done());
        }
        event.add_property("TRANSP", "OPAQUE");
        event
    }

    /// When this state of the meeting was published, by the count of versions and not by a clock: the same input gives the same bytes,
    /// and a later version is later.
    fn stamp(&self, entry: &Entry) -> DateTime<Utc> {
        let first = self.event().grid.days.first().map_or_else(Default::default, |d| d.date);
        first.and_time(chrono::NaiveTime::MIN).and_utc() - Duration::days(365) + Duration::minutes(entry.changed_in.into())
    }

    fn description(&self, meeting: &Meeting, other: &Party, times: &Times) -> String {
        let w = words(self.lang);
        let mut lines = vec![
            full_name(other, self.lang),
            format!("{}\u{2013}{} {}", hhmm(times.start), hhmm(times.answer_start), w.present),
            format!("{}\u{2013}{} {}", hhmm(times.answer_start), hhmm(times.end), w.answer),
            place_in_words(self.event(), meeting.place, self.lang),
        ];
        if let Some(interpreter) = meeting.interpreter {
            lines.push(format!("{}: {}", w.interpreter, self.event().interpreters[interpreter.ix()].id));
        }
        if self.zone != self.event().timezone {
            let at = Times::of(self.event(), meeting.slot, self.event().timezone);
            let zone = self.event().timezone.name();
            lines.push(format!("{}: {} {} ({zone})", w.event_time, at.start.date(), at.span()));
        }
        if self.report.with_contacts {
            lines.extend([&other.contact, &other.phone, &other.email].into_iter().filter(|t| !t.is_empty()).cloned());
        }
        lines.iter().map(|l| clean(l)).collect::<Vec<_>>().join("\n")
    }

    fn calendar(&self, method: &str, held: &[icalendar::Event], cancelled: &[icalendar::Event]) -> Vec<u8> {
        let party = self.event().party(self.party);
        let name = format!("{}: {}", self.event().name, title(party, self.lang));
        let mut calendar = Calendar::empty();
        for (key, value) in
            [("VERSION", "2.0"), ("PRODID", "-//koppex//koppex//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", method)]
        {
            calendar.append_property(Property::new(key, value));
        }
        calendar.name(&clean(&name));
        calendar.append_property(Property::new("X-WR-TIMEZONE", self.zone.name()));
        calendar.append_property(Property::new("X-WR-CALDESC", self.zone_note()));
        calendar.extend(held.iter().chain(cancelled));
        let days = &self.event().grid.days;
        let (first, last) =
            (days.first().map_or_else(Default::default, |d| d.date), days.last().map_or_else(Default::default, |d| d.date));
        with_zone(&calendar.to_string(), &vtimezone::block(self.zone, first, last)).into_bytes()
    }

    fn zone_note(&self) -> String {
        format!("{}: {}", words(self.lang).times_in, zone_in_words(self.event(), self.zone))
    }
}

/// Puts the zone's block before the first event. (The library gives every component a DTSTAMP, which a VTIMEZONE must not have.)
fn with_zone(calendar: &str, block: &str) -> String {
    calendar.replacen("BEGIN:VEVENT\r\n", &format!("{block}BEGIN:VEVENT\r\n"), 1)
}

/// One line of text: a line break or other control character in a name must not end a line of the file.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

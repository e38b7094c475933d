//! One calendar (.ics, RFC 5545 and 5546) for every party, in its own zone and language, and `published.json`, from which the next version
//! knows what changed. A dropped meeting stays in the calendars of both parties as cancelled and stands again in a file of its own to be sent
//! round; with METHOD:CANCEL where the event names an organizer, without whom a METHOD would break RFC 5546.

mod published;
mod sessions;
mod vtimezone;

pub use published::{FILE as PUBLISHED_FILE, Published};

use crate::event::{Event, Lang, Party, PartyId, Side, Zone};
use crate::report::clock::{Times, hhmm, zone_in_words};
use crate::report::file_name::file_names;
use crate::report::names::{full_name, place_in_words, side_name, title};
use crate::report::words::words;
use crate::report::{File, PaperKind, Report};
use crate::timetable::Meeting;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use icalendar::{Calendar, Component, EventLike, EventStatus, Property};
use published::{Entry, People};
use sessions::Attendance;
use std::collections::BTreeMap;

/// The calendars of every party that has or had a meeting, and `published.json`.
///
/// # Errors
/// If `published.json` of the last version is damaged.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let (state, papers) = papers(report)?;
    let mut files: Vec<File> = papers.into_iter().flat_map(|papers| papers.files).collect();
    files.push(File { path: PUBLISHED_FILE.into(), bytes: state.to_json().into_bytes() });
    Ok(files)
}

/// The calendar files of one party, and whose they are.
pub struct Papers {
    /// `None` if it has left the event.
    pub party: Option<PartyId>,
    pub side: Side,
    pub id: String,
    /// As its readers know it.
    pub name: String,
    pub lang: Lang,
    pub zone: Zone,
    /// The path of its files without their ending.
    pub path: String,
    /// Cancellations, then the calendar; what would be empty is left out.
    pub files: Vec<File>,
    /// Meetings that it has been told of and that are no longer held.
    pub cancelled: Vec<Gone>,
}

/// A meeting that is no longer held, in the zone and language of the one who is told.
pub struct Gone {
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub partner: String,
}

/// The calendar files of every party of the event and of those that have left it, and the state after they are published.
///
/// # Errors
/// If `published.json` of the last version is damaged.
pub fn papers(report: &Report) -> anyhow::Result<(Published, Vec<Papers>)> {
    let before = Published::from_json(report.options.published.as_deref())?;
    let state = before.next(report.event, report.timetable);
    let papers = calendars(report, &state).into_iter().map(|(path, calendar)| calendar.papers(path)).collect();
    Ok((state, papers))
}

/// Every calendar that is asked for, with its path without ending: of the parties of the event, then of those that have left it and whose
/// meetings are to be cancelled.
fn calendars<'a>(report: &'a Report, state: &'a Published) -> Vec<(String, PartyCalendar<'a>)> {
    let event = report.event;
    let empty = |owner, lang, zone| PartyCalendar {
        report,
        owner,
        lang,
        zone,
        held: Vec::new(),
        dropped: Vec::new(),
        sessions: Vec::new(),
    };
    let of_party = |p| empty(Owner::Party(p), report.lang_of(p), event.party(p).timezone);
    let mut present: Vec<PartyCalendar> = event.party_ids().map(of_party).collect();
    let mut left: BTreeMap<(Side, &str), PartyCalendar> = BTreeMap::new();
    for (meeting, entry) in report.timetable.meetings().iter().zip(state.entries_of(event, report.timetable)) {
        meeting.parties().into_iter().for_each(|p| present[p.ix()].held.push((meeting, entry)));
    }
    let away = |owner| empty(owner, report.forced_lang.unwrap_or(event.language), event.timezone);
    for session in &state.sessions {
        let (side, id) = (session.side, session.party_id.as_str());
        match session.party(event) {
            Some(party) => present[party.ix()].sessions.push(session),
            None => left.entry((side, id)).or_insert_with(|| away(Owner::Left { side, id, name: "" })).sessions.push(session),
        }
    }
    let people = People::of(event);
    for entry in state.meetings.iter().filter(|e| e.cancelled) {
        let sme = Owner::of(&people, Side::Sme, (&entry.sme_id, &entry.sme_name));
        let buyer = Owner::of(&people, Side::Buyer, (&entry.buyer_id, &entry.buyer_name));
        for (plays, owner, partner) in [(Side::Sme, sme, buyer), (Side::Buyer, buyer, sme)] {
            let calendar = match owner {
                Owner::Party(party) => &mut present[party.ix()],
                Owner::Left { side, id, .. } => left.entry((side, id)).or_insert_with(|| away(owner)),
            };
            calendar.dropped.push(Dropped { plays, partner, entry });
        }
    }
    let all: Vec<PartyCalendar> = present.into_iter().chain(left.into_values()).collect();
    let paths = paths(&all);
    paths.into_iter().zip(all).filter(|(_, calendar)| wanted(report, calendar.side())).collect()
}

fn wanted(report: &Report, side: Side) -> bool {
    match report.options.per {
        None => true,
        Some(PaperKind::Sme) => side == Side::Sme,
        Some(PaperKind::Buyer) => side == Side::Buyer,
        Some(PaperKind::Place | PaperKind::Slot) => false,
    }
}

/// The path of every calendar, without its ending.
fn paths(calendars: &[PartyCalendar]) -> Vec<String> {
    let mut paths = vec![String::new(); calendars.len()];
    for side in [Side::Sme, Side::Buyer] {
        let of_side: Vec<usize> = (0..calendars.len()).filter(|c| calendars[*c].side() == side).collect();
        let names = file_names(of_side.iter().map(|c| calendars[*c].id()));
        for (calendar, name) in of_side.into_iter().zip(names) {
            paths[calendar] = format!("by-{}/{name}", side_name(side));
        }
    }
    paths
}

/// Whose calendar it is.
#[derive(Clone, Copy)]
enum Owner<'a> {
    Party(PartyId),
    /// No longer in the event.
    Left {
        side: Side,
        id: &'a str,
        name: &'a str,
    },
}

impl<'a> Owner<'a> {
    /// By the id and name of a published meeting.
    fn of(people: &People, side: Side, (id, name): (&'a str, &'a str)) -> Self {
        people.find(id, side).map_or(Owner::Left { side, id, name }, Owner::Party)
    }

    fn name<'n>(&self, event: &'n Event, lang: Lang) -> &'n str
    where
        'a: 'n,
    {
        match *self {
            Owner::Party(party) => title(event.party(party), lang),
            Owner::Left { id, name: "", .. } => id,
            Owner::Left { name, .. } => name,
        }
    }
}

/// A meeting that is in a calendar and no longer held.
struct Dropped<'a> {
    /// The side that the owner of the calendar plays.
    plays: Side,
    partner: Owner<'a>,
    entry: &'a Entry,
}

/// The calendar of one party.
struct PartyCalendar<'a> {
    report: &'a Report<'a>,
    owner: Owner<'a>,
    lang: Lang,
    zone: Zone,
    /// In order of time.
    held: Vec<(&'a Meeting, &'a Entry)>,
    dropped: Vec<Dropped<'a>>,
    /// Seminars and tours, those withdrawn too.
    sessions: Vec<&'a Attendance>,
}

impl PartyCalendar<'_> {
    fn event(&self) -> &Event {
        self.report.event
    }

    fn side(&self) -> Side {
        match self.owner {
            Owner::Party(party) => self.event().party(party).side,
            Owner::Left { side, .. } => side,
        }
    }

    fn id(&self) -> &str {
        match self.owner {
            Owner::Party(party) => &self.event().party(party).id,
            Owner::Left { id, .. } => id,
        }
    }

    fn papers(&self, path: String) -> Papers {
        let sessions = |cancelled| self.sessions.iter().filter(move |s| s.cancelled == cancelled).map(|s| self.session(s));
        let held: Vec<_> = self.held.iter().map(|(m, entry)| self.confirmed(m, entry)).chain(sessions(false)).collect();
        let dropped: Vec<_> = self.dropped.iter().map(|d| self.cancelled(d)).chain(sessions(true)).collect();
        let mut files = Vec::new();
        if !dropped.is_empty() {
            files.push(File { path: format!("{path}.cancelled.ics"), bytes: self.bytes("CANCEL", &[], &dropped) });
        }
        if !held.is_empty() || !dropped.is_empty() {
            files.push(File { path: format!("{path}.ics"), bytes: self.bytes("PUBLISH", &held, &dropped) });
        }
        Papers {
            party: match self.owner {
                Owner::Party(party) => Some(party),
                Owner::Left { .. } => None,
            },
            side: self.side(),
            id: self.id().to_string(),
            name: self.owner.name(self.event(), self.lang).to_string(),
            lang: self.lang,
            zone: self.zone,
            path,
            files,
            cancelled: self.dropped.iter().map(|d| self.gone(d)).collect(),
        }
    }

    fn gone(&self, Dropped { partner, entry, .. }: &Dropped) -> Gone {
        let start: DateTime<Utc> = entry.start.parse().unwrap_or_default();
        let local = |minutes: i32| (start + Duration::minutes(minutes.into())).with_timezone(&self.zone).naive_local();
        Gone { start: local(0), end: local(entry.minutes), partner: partner.name(self.event(), self.lang).to_string() }
    }

    fn confirmed(&self, meeting: &Meeting, entry: &Entry) -> icalendar::Event {
        let plays = if matches!(self.owner, Owner::Party(p) if p == meeting.sme) { Side::Sme } else { Side::Buyer };
        let other = self.event().party(if plays == Side::Sme { meeting.buyer } else { meeting.sme });
        let times = Times::of(self.event(), meeting.slot, self.zone);
        let mut event = self.base((plays, entry), title(other, self.lang), times.start, times.end);
        event.location(&clean(&place_in_words(self.event(), meeting.place, self.lang)));
        event.description(&self.description(meeting, other, &times));
        event.status(EventStatus::Confirmed);
        event.add_property("TRANSP", "OPAQUE");
        event
    }

    /// Keeps its name, and no longer blocks the time.
    fn cancelled(&self, dropped: &Dropped) -> icalendar::Event {
        let Gone { start, end, partner } = self.gone(dropped);
        let summary = format!("{partner} ({})", words(self.lang).cancelled);
        let mut event = self.base((dropped.plays, dropped.entry), &summary, start, end);
        event.status(EventStatus::Cancelled);
        event.add_property("TRANSP", "TRANSPARENT");
        event
    }

    /// What every version of a meeting has. Both parties' entries have UIDs of their own: their texts differ.
    fn base(&self, (plays, entry): (Side, &Entry), partner: &str, start: NaiveDateTime, end: NaiveDateTime) -> icalendar::Event {
        let role = if plays == Side::Sme { "s" } else { "b" };
        let mut event = icalendar::Event::new();
        event.uid(&format!("{}-{role}@koppex", entry.uid));
        event.timestamp(self.stamp(entry.changed_in));
        event.sequence(entry.sequence);
        event.summary(&clean(&format!("{}: {partner}", words(self.lang).consultation)));
        self.dated(&mut event, (start, end));
        event
    }

    /// A seminar or a tour. Withdrawn, it keeps its title and no longer blocks the time.
    fn session(&self, session: &Attendance) -> icalendar::Event {
        let w = words(self.lang);
        let start: DateTime<Utc> = session.start.parse().unwrap_or_default();
        let local = |minutes: i64| (start + Duration::minutes(minutes)).with_timezone(&self.zone).naive_local();
        let mut event = icalendar::Event::new();
        event.uid(&format!("{}-r@koppex", session.uid));
        event.timestamp(self.stamp(session.changed_in));
        event.sequence(session.sequence);
        let note = if session.cancelled { format!(" ({})", w.cancelled) } else { String::new() };
        event.summary(&clean(&format!("{}: {}{note}", w.session, session.title)));
        self.dated(&mut event, (local(0), local(session.minutes)));
        if !session.hall.is_empty() {
            event.location(&clean(&session.hall));
        }
        event.status(if session.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
        event.add_property("TRANSP", if session.cancelled { "TRANSPARENT" } else { "OPAQUE" });
        event
    }

    /// Writes when an entry begins and ends, on the calendar's clock, and who organizes it.
    fn dated(&self, event: &mut icalendar::Event, (start, end): (NaiveDateTime, NaiveDateTime)) {
        for (key, time) in [("DTSTART", start), ("DTEND", end)] {
            let mut property = Property::new(key, time.format("%Y%m%dT%H%M%S").to_string());
            event.append_property(property.add_parameter("TZID", self.zone.name()).done());
        }
        if !self.event().organizer.is_empty() {
            let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", self.event().organizer));
            event.append_property(organizer.add_parameter("CN", &quoted(&self.event().name)).done());
        }
    }

    /// When this state of an entry was published, by the count of versions and not by a clock: the same input gives the same bytes,
    /// and a later version is later.
    fn stamp(&self, changed_in: u32) -> DateTime<Utc> {
        let first = self.event().grid.days.first().map_or_else(Default::default, |d| d.date);
        first.and_time(chrono::NaiveTime::MIN).and_utc() - Duration::days(365) + Duration::minutes(changed_in.into())
    }

    fn description(&self, meeting: &Meeting, other: &Party, times: &Times) -> String {
        let w = words(self.lang);
        let mut lines = vec![
            full_name(other, self.lang),
            format!("{}\u{2013}{} {}", hhmm(times.start), hhmm(times.answer_start), w.present),
            format!("{}\u{2013}{} {}", hhmm(times.answer_start), hhmm(times.end), w.answer),
            place_in_words(self.event(), meeting.place, self.lang),
        ];
        if !other.booth.is_empty() {
            lines.push(format!("{}: {}", w.booth, other.booth));
        }
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

    fn bytes(&self, method: &str, held: &[icalendar::Event], cancelled: &[icalendar::Event]) -> Vec<u8> {
        let name = format!("{}: {}", self.event().name, self.owner.name(self.event(), self.lang));
        let mut calendar = Calendar::empty();
        for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//koppex//koppex//EN"), ("CALSCALE", "GREGORIAN")] {
            calendar.append_property(Property::new(key, value));
        }
        if !self.event().organizer.is_empty() {
            calendar.append_property(Property::new("METHOD", method));
        }
        // The library takes only properties of RFC 5545 for texts, which it escapes; NAME is of RFC 7986.
        calendar.append_property(Property::new("NAME", clean(&name)).add_parameter("VALUE", "TEXT").done());
        calendar.append_property(Property::new("X-WR-CALNAME", clean(&name)));
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

/// The value of a parameter, in which no quote may stand.
fn quoted(text: &str) -> String {
    format!("\"{}\"", clean(text).replace('"', "'"))
}

/// One line of text: a line break or other control character in a name must not end a line of the file.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

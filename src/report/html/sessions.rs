//! Seminars and tours as the page shows them.

use super::both::Both;
use crate::event::{Event, Lang, PartyId, Registration, Zone};
use crate::report::agenda::sessions_of;
use crate::report::clock::{date_in_words, event_utc, hhmm};
use crate::report::names::hall_in_words;
use chrono::NaiveDateTime;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// A seminar or a tour, its times in the event's zone.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageSession"))]
pub(super) struct Session {
    /// Its title, or its id if it has none.
    title: String,
    /// The hall in words; null if none is given.
    #[serde(rename = "where")]
    place: Option<Both>,
    /// The date in words.
    date: Both,
    /// When it begins: `14:00`.
    start: String,
    /// When it ends: `17:00`.
    end: String,
    /// The instant of its start, in minutes since 1970 UTC.
    at: i64,
}

/// A registration of each session, in order of time.
pub(super) fn all(event: &Event) -> Vec<&Registration> {
    let mut all: Vec<&Registration> = event.registrations.iter().collect();
    all.sort_by_key(|r| (r.start, r.end, &r.session));
    all.dedup_by_key(|r| &r.session);
    all
}

/// The positions of a party's sessions.
pub(super) fn of_party(event: &Event, party: PartyId, all: &[&Registration]) -> Vec<u32> {
    let position = |own: &Registration| all.iter().position(|one| one.session == own.session).expect("each session is there");
    sessions_of(event, party).into_iter().map(|own| position(own) as u32).collect()
}

/// Date in both languages, start and end of a session, as the clocks of a zone show them.
pub(super) fn on_clock(event: &Event, session: &Registration, zone: Zone) -> (String, String, String, String) {
    let local = |time: NaiveDateTime| event_utc(event, time).with_timezone(&zone).naive_local();
    let (start, end) = (local(session.start), local(session.end));
    (date_in_words(start.date(), Lang::Ko), date_in_words(start.date(), Lang::En), hhmm(start), hhmm(end))
}

impl Session {
    pub fn of(event: &Event, session: &Registration) -> Self {
        Self {
            title: session.title.clone(),
            place: session.hall.map(|hall| Both::of(|lang| hall_in_words(&event.halls[hall.ix()], lang))),
            date: Both::of(|lang| date_in_words(session.start.date(), lang)),
            start: hhmm(session.start),
            end: hhmm(session.end),
            at: event_utc(event, session.start).timestamp() / 60,
        }
    }
}

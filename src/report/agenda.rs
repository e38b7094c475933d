//! What a party does when: its meetings and the sessions it is registered for, in order of time.

use super::clock::{event_utc, start_utc};
use crate::event::{Event, PartyId, Registration};
use crate::timetable::Meeting;

/// A line of a party's timetable.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// It meets somebody.
    Meeting(&'a Meeting),
    /// It attends a seminar or a tour.
    Session(&'a Registration),
}

/// The sessions of a party in order of time, each once.
pub fn sessions_of(event: &Event, party: PartyId) -> Vec<&Registration> {
    let mut sessions: Vec<&Registration> = event.registrations.iter().filter(|r| r.party == party).collect();
    sessions.sort_by_key(|r| (r.start, r.end, &r.session));
    sessions.dedup_by_key(|r| &r.session);
    sessions
}

/// Everything on a party's timetable, in order of time.
pub fn agenda<'a>(event: &'a Event, party: PartyId, meetings: &'a [Meeting]) -> Vec<Item<'a>> {
    let meetings = meetings.iter().map(Item::Meeting);
    let mut items: Vec<Item> = meetings.chain(sessions_of(event, party).into_iter().map(Item::Session)).collect();
    items.sort_by_key(|item| match item {
        Item::Meeting(meeting) => start_utc(event, meeting.slot),
        Item::Session(session) => event_utc(event, session.start),
    });
    items
}

//! Seminars and tours in the calendars: what of them parties already have, and how that goes on. A registration that is withdrawn is cancelled
//! as a meeting that is dropped.

use crate::event::{Event, PartyId, Registration, Side};
use crate::report::agenda::sessions_of;
use crate::report::clock::event_utc;
use crate::report::names::{hall_in_words, side_name};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One registration as last published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PublishedSession"))]
pub struct Attendance {
    /// Id of the session.
    pub session_id: String,
    /// Whose list the party stands in.
    pub side: Side,
    /// Id of the party.
    pub party_id: String,
    /// The same for ever, whatever becomes of title and time.
    pub uid: String,
    /// Of the session.
    pub title: String,
    /// In UTC, `2022-04-13T01:00:00Z`.
    pub start: String,
    /// Length in minutes.
    pub minutes: i64,
    /// The hall in the event's language; empty if none is given.
    pub hall: String,
    /// Rises whenever one of the facts above changes or the registration is withdrawn or made again.
    pub sequence: u32,
    /// The version in which it last changed.
    pub changed_in: u32,
    /// Withdrawn.
    pub cancelled: bool,
}

impl Attendance {
    fn new(event: &Event, party: PartyId, session: &Registration) -> Self {
        let (start, end) = (event_utc(event, session.start), event_utc(event, session.end));
        let who = event.party(party);
        Self {
            session_id: session.session.clone(),
            side: who.side,
            party_id: who.id.clone(),
            uid: uid(event, &session.session, side_name(who.side), &who.id),
            title: session.title.clone(),
            start: start.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            minutes: (end - start).num_minutes(),
            hall: session.hall.map(|hall| hall_in_words(&event.halls[hall.ix()], event.language)).unwrap_or_default(),
            sequence: 0,
            changed_in: 0,
            cancelled: false,
        }
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.session_id, self.side, &self.party_id) == (&other.session_id, other.side, &other.party_id)
    }

    fn same_facts(&self, other: &Self) -> bool {
        let facts = |a: &Self| (a.title.clone(), a.start.clone(), a.minutes, a.hall.clone(), a.cancelled);
        facts(self) == facts(other)
    }

    /// The party; `None` if it has left the event.
    pub fn party(&self, event: &Event) -> Option<PartyId> {
        event.party_ids().find(|p| event.party(*p).side == self.side && event.party(*p).id == self.party_id)
    }
}

/// All registrations after those of `event` are published on top of `before`: first those that stand, then those withdrawn.
pub fn next(before: &[Attendance], event: &Event, version: u32) -> Vec<Attendance> {
    let attended = |party| sessions_of(event, party).into_iter().map(move |session| Attendance::new(event, party, session));
    let held: Vec<Attendance> = event.party_ids().flat_map(attended).collect();
    let gone = before.iter().filter(|old| held.iter().all(|new| !new.is_of(old)));
    let gone: Vec<Attendance> = gone.map(|old| Attendance { cancelled: true, ..old.clone() }).collect();
    let after = |mut entry: Attendance| {
        match before.iter().find(|old| old.is_of(&entry)) {
            Some(old) => {
                entry.uid.clone_from(&old.uid);
                let same = entry.same_facts(old);
                (entry.sequence, entry.changed_in) =
                    if same { (old.sequence, old.changed_in) } else { (old.sequence + 1, version) };
            }
            None => entry.changed_in = version,
        }
        entry
    };
    held.into_iter().chain(gone).map(after).collect()
}

/// Made of the event's name and zone, the session and the party.
fn uid(event: &Event, session: &str, side: &str, party: &str) -> String {
    let mut digest = Sha256::new();
    for part in [event.name.as_str(), event.timezone.name(), "session", session, side, party] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
}

//! A second reading of the specification for tiny events: simple, slow and without a line of `src/`, so that what the solver and the
//! checker both assume is questioned. Instants are whole seconds, sets are plain lists, every rule is a few lines.

mod cost;
mod pairs;
mod rules;
mod search;
mod texts;
mod time;

pub use cost::Parts;
pub use search::TooMany;

use koppex::check::WrittenMeeting;
use koppex::event::{Event, InterpreterId, PartyId, PlaceId, Subject};
use pairs::Pair;
use std::collections::BTreeMap;
use time::Hours;

/// An event as the specification describes it.
pub struct Naive<'a> {
    event: &'a Event,
    /// Start and end of the meeting of each slot.
    slots: Vec<(i64, i64)>,
    parties: Vec<Hours>,
    places: Vec<Hours>,
    interpreters: Vec<Hours>,
    pairs: BTreeMap<(PartyId, PartyId), Pair>,
    /// For each wish, the earliest start and the latest end of its meetings.
    wish_times: Vec<(i64, i64)>,
    /// Start and end of each registration.
    registrations: Vec<(i64, i64)>,
}

impl<'a> Naive<'a> {
    pub fn new(event: &'a Event) -> Self {
        let here = |local: Option<chrono::NaiveDateTime>| local.map(|local| time::instant(event.timezone, local));
        let slots = time::slots(event);
        let hours = |subject| Hours::of(event, &slots, subject);
        let parties = event.party_ids().map(|p| hours(Subject::Party(p))).collect();
        let places = (0..event.places.len()).map(|i| hours(Subject::Place(PlaceId::at(i)))).collect();
        let interpreters = (0..event.interpreters.len()).map(|i| hours(Subject::Interpreter(InterpreterId::at(i)))).collect();
        let times = |w: &koppex::event::Wish| (here(w.not_before).unwrap_or(i64::MIN), here(w.not_after).unwrap_or(i64::MAX));
        let wish_times = event.wishes.iter().map(times).collect();
        let span = |r: &koppex::event::Registration| (here(Some(r.start)).unwrap(), here(Some(r.end)).unwrap());
        let registrations = event.registrations.iter().map(span).collect();
        Self { event, parties, places, interpreters, pairs: pairs::all(event), wish_times, registrations, slots }
    }

    /// Slots during which the clocks of the event change, or whose times do not exist: the grid has none of them.
    pub fn slots_across_a_clock_change(&self) -> Vec<usize> {
        (0..self.slots.len()).filter(|slot| time::crosses_a_change(self.event, *slot)).collect()
    }

    /// How often two parties may meet, and who of them plays the SME.
    pub fn pair(&self, a: PartyId, b: PartyId) -> &Pair {
        &self.pairs[&(a.min(b), a.max(b))]
    }

    /// Who plays which side is clear: the two are of different sides, or a wish or pin connects them.
    pub fn is_connected(&self, a: PartyId, b: PartyId) -> bool {
        a != b && (self.event.party(a).side != self.event.party(b).side || !self.pair(a, b).wishes.is_empty())
    }

    /// Every two parties, the one that plays the SME first.
    pub fn roles(&self) -> impl Iterator<Item = (PartyId, PartyId)> {
        self.pairs.values().map(|pair| (pair.sme, pair.buyer))
    }

    /// The meetings of a party in order of time.
    fn meetings_of(&self, held: &[WrittenMeeting], party: PartyId) -> Vec<WrittenMeeting> {
        let mut mine: Vec<WrittenMeeting> = held.iter().filter(|h| h.parties().contains(&party)).copied().collect();
        mine.sort_by_key(|h| h.slot);
        mine
    }

    /// The same, together where they are held at the same time.
    fn busy_slots_of(&self, held: &[WrittenMeeting], party: PartyId) -> Vec<Vec<WrittenMeeting>> {
        self.meetings_of(held, party).chunk_by(|a, b| a.slot == b.slot).map(<[WrittenMeeting]>::to_vec).collect()
    }
}

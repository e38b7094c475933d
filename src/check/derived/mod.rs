//! What follows from the facts of an event, worked out from the specification a second time: who is free when, what a pair is worth,
//! who plays which side.

mod clock;
mod free;
mod pairs;

pub(super) use pairs::PairFacts;

use super::WrittenMeeting;
use super::unordered::unordered;
use crate::event::{Event, HallId, InterpreterId, Mode, PartyId, PlaceId, SlotId, SlotSet, Subject};
use chrono::NaiveDateTime;
use clock::Clock;
use free::Calendar;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The consequences of an event's facts.
pub(super) struct Derived<'a> {
    pub event: &'a Event,
    clock: Clock,
    parties: Vec<Calendar<'a>>,
    places: Vec<Calendar<'a>>,
    interpreters: Vec<Calendar<'a>>,
    /// Every pair that a wish or a pin names, by its parties, the smaller id first.
    pairs: HashMap<(PartyId, PartyId), PairFacts>,
    /// Whom a wish for an organization binds to one of its buyers.
    one_of_org: HashSet<(PartyId, &'a str)>,
    /// Instants (UTC) of each registered session that has a hall.
    sessions: Vec<(NaiveDateTime, NaiveDateTime)>,
    /// Position of each place in the order of place ids.
    place_ranks: Vec<usize>,
    /// How many parties use an id.
    id_uses: HashMap<&'a str, u32>,
}

impl<'a> Derived<'a> {
    pub fn of(event: &'a Event) -> Self {
        let clock = Clock::of(event);
        let mut windows: HashMap<Subject, Vec<_>> = HashMap::new();
        for window in &event.windows {
            windows.entry(window.subject).or_default().push(window);
        }
        let mut calendar = |subject| Calendar::of(event, &clock, subject, windows.remove(&subject).unwrap_or_default());
        let parties = event.party_ids().map(|p| calendar(Subject::Party(p))).collect();
        let places = (0..event.places.len()).map(|i| calendar(Subject::Place(PlaceId::at(i)))).collect();
        let interpreters = (0..event.interpreters.len()).map(|i| calendar(Subject::Interpreter(InterpreterId::at(i)))).collect();
        let mut id_uses = HashMap::new();
        for party in &event.parties {
            *id_uses.entry(party.id.as_str()).or_default() += 1;
        }
        let one_of_org = event.org_wishes.iter().map(|wish| (wish.from, wish.org.as_str())).collect();
        let zone = event.timezone;
        let sessions = event.registrations.iter().map(|r| (clock::instant(zone, r.start), clock::instant(zone, r.end))).collect();
        let (pairs, place_ranks) = (pairs::named(event), place_ranks(event));
        Self { event, clock, parties, places, interpreters, pairs, one_of_org, sessions, place_ranks, id_uses }
    }

    /// Start of a slot, event-local.
    pub fn starts_at(&self, slot: SlotId) -> NaiveDateTime {
        self.clock.starts_at(slot)
    }

    /// The slots in which a party is free, whoever it meets.
    pub fn free_slots(&self, party: PartyId) -> &SlotSet {
        &self.parties[party.ix()].free
    }

    pub fn place_free(&self, place: PlaceId) -> &SlotSet {
        &self.places[place.ix()].free
    }

    pub fn interpreter_free(&self, interpreter: InterpreterId) -> &SlotSet {
        &self.interpreters[interpreter.ix()].free
    }

    /// A meeting in this slot overlaps a window that the party would rather avoid.
    pub fn avoids(&self, party: PartyId, slot: SlotId) -> bool {
        self.parties[party.ix()].avoided.contains(slot)
    }

    /// Walking minutes between two halls.
    pub fn walk_min(&self, a: HallId, b: HallId) -> i64 {
        i64::from(self.event.walk_min[a.ix()][b.ix()])
    }

    /// Whole minutes that pass from the end of a meeting in one slot to the start of a meeting in a later one.
    pub fn minutes_between(&self, before: SlotId, after: SlotId) -> i64 {
        (self.clock.meeting(after).0 - self.clock.meeting(before).1).num_minutes()
    }

    /// Whole minutes that a meeting in this slot takes.
    pub fn meeting_min(&self, slot: SlotId) -> i64 {
        let (start, end) = self.clock.meeting(slot);
        (end - start).num_minutes()
    }

    /// Whole minutes that pass between a registered session (its position) and a meeting, whichever is first; `None` if they overlap.
    pub fn minutes_to_session(&self, session: usize, slot: SlotId) -> Option<i64> {
        let ((begins, ends), (start, end)) = (self.sessions[session], self.clock.meeting(slot));
        let apart = if ends <= start { Some(start - ends) } else { (end <= begins).then(|| begins - end) };
        apart.map(|apart| apart.num_minutes())
    }

    /// The party that plays the SME meets at most one buyer of the organization.
    pub fn meets_one_buyer_of(&self, sme: PartyId, org: &str) -> bool {
        !org.is_empty() && (self.event.rules.once_per_org || self.one_of_org.contains(&(sme, org)))
    }

    /// Why a party is not free in a slot, in English and Korean.
    pub fn why_not_free(&self, party: PartyId, slot: SlotId) -> (String, String) {
        self.parties[party.ix()].why_not(&self.clock, slot)
    }

    /// All that the facts say about two parties.
    pub fn pair(&self, a: PartyId, b: PartyId) -> Cow<'_, PairFacts> {
        let known = self.pairs.get(&unordered(a, b)).map(Cow::Borrowed);
        known.unwrap_or_else(|| Cow::Owned(PairFacts::unnamed(self.event, a, b)))
    }

    /// Shows every pair that a wish, a pin or a common category makes, in no order.
    pub fn each_pair(&self, mut visit: impl FnMut(&PairFacts)) {
        self.pairs.values().for_each(&mut visit);
        for (sme, buyer) in pairs::same_category(self.event) {
            if !self.pairs.contains_key(&unordered(sme, buyer)) {
                visit(&PairFacts::unnamed(self.event, sme, buyer));
            }
        }
    }

    /// One of the two is an SME with online = no and the other an online buyer.
    pub fn refuse_each_other(&self, a: PartyId, b: PartyId) -> bool {
        let refuses = |a: PartyId, b: PartyId| !self.event.party(a).may_meet_online && self.event.party(b).mode == Mode::Online;
        refuses(a, b) || refuses(b, a)
    }

    /// The two stand on one side, and wishes within one side are not allowed.
    pub fn are_of_one_side(&self, a: PartyId, b: PartyId) -> bool {
        !self.event.rules.peers && self.event.party(a).side == self.event.party(b).side
    }

    /// When a meeting of a slot is held, as instants (UTC).
    pub fn meeting(&self, slot: SlotId) -> (NaiveDateTime, NaiveDateTime) {
        self.clock.meeting(slot)
    }

    /// The instant (UTC) of a time in the event's zone.
    pub fn instant(&self, local: NaiveDateTime) -> NaiveDateTime {
        clock::instant(self.event.timezone, local)
    }

    /// The parties of a meeting as (plays the SME, plays the buyer).
    pub fn roles(&self, held: &WrittenMeeting) -> (PartyId, PartyId) {
        let pair = self.pair(held.sme, held.buyer);
        (pair.sme, pair.buyer)
    }

    /// Every two parties that a want or must wish connects, in order of their ids.
    pub fn wished_pairs(&self) -> Vec<&PairFacts> {
        let mut wished: Vec<&PairFacts> = self.pairs.values().filter(|pair| pair.is_wished()).collect();
        wished.sort_by_key(|pair| (pair.sme, pair.buyer));
        wished
    }

    /// Places sort by id; no place last.
    pub fn place_rank(&self, place: Option<PlaceId>) -> usize {
        place.map_or(usize::MAX, |p| self.place_ranks[p.ix()])
    }

    /// The id of a party as the files write it.
    pub fn id_of(&self, party: PartyId) -> String {
        let p = self.event.party(party);
        if self.id_uses[p.id.as_str()] == 1 {
            return p.id.clone();
        }
        let side = match p.side {
            crate::event::Side::Sme => "sme",
            crate::event::Side::Buyer => "buyer",
        };
        format!("{side}:{}", p.id)
    }
}

fn place_ranks(event: &Event) -> Vec<usize> {
    let mut order: Vec<usize> = (0..event.places.len()).collect();
    order.sort_by_key(|i| &event.places[*i].id);
    let mut ranks = vec![0; order.len()];
    for (rank, place) in order.into_iter().enumerate() {
        ranks[place] = rank;
    }
    ranks
}

//! What a timetable leaves free, slot by slot.

use super::words::{self, Words};
use crate::candidates::{Candidates, Pair};
use crate::event::{DayId, Event, HallId, InterpreterId, PairId, PartyId, PlaceId, SlotId};
use crate::outcome::ReasonCode;
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What keeps one more meeting of a pair out of a slot. The first that applies, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    SmeBusy,
    BuyerBusy,
    SmeDay,
    BuyerDay,
    NoPlace,
    NoInterpreter,
    Rest,
    Walk,
    Order,
    None,
}

/// A timetable by party and slot.
pub struct Occupancy {
    /// First copies of the pairs that meet.
    held: BTreeSet<PairId>,
    /// Meetings of each party, by slot.
    of_party: Vec<BTreeMap<SlotId, Vec<Meeting>>>,
    n_of_party: Vec<u32>,
    n_of_day: HashMap<(PartyId, DayId), u32>,
    places: Vec<BTreeSet<PlaceId>>,
    interpreters: Vec<BTreeSet<InterpreterId>>,
    /// By first copy, orders that concern a pair: (a slot of the other pair, whether this pair comes first).
    orders: HashMap<PairId, Vec<(SlotId, bool)>>,
}

impl Occupancy {
    pub fn new(problem: Problem, timetable: &Timetable) -> Self {
        let Problem { event, candidates } = problem;
        let mut all = Self {
            held: BTreeSet::new(),
            of_party: vec![BTreeMap::new(); event.parties.len()],
            n_of_party: vec![0; event.parties.len()],
            n_of_day: HashMap::new(),
            places: vec![BTreeSet::new(); event.n_slots()],
            interpreters: vec![BTreeSet::new(); event.n_slots()],
            orders: HashMap::new(),
        };
        let mut slots_of: HashMap<PairId, Vec<SlotId>> = HashMap::new();
        for meeting in timetable.meetings() {
            if let Some(id) = candidates.first_between(meeting.sme, meeting.buyer) {
                all.held.insert(id);
                slots_of.entry(id).or_default().push(meeting.slot);
            }
            for party in meeting.parties() {
                all.of_party[party.ix()].entry(meeting.slot).or_default().push(*meeting);
                all.n_of_party[party.ix()] += 1;
                *all.n_of_day.entry((party, event.grid.day_of(meeting.slot))).or_default() += 1;
            }
            all.places[meeting.slot.ix()].insert(meeting.place);
            all.interpreters[meeting.slot.ix()].extend(meeting.interpreter);
        }
        for order in &event.orders {
            let [first, then] = [order.first, order.then].map(|(a, b)| candidates.first_between(a, b));
            let (Some(first), Some(then)) = (first, then) else { continue };
            for (id, other, comes_first) in [(first, then, true), (then, first, false)] {
                let slots = slots_of.get(&other).into_iter().flatten();
                all.orders.entry(id).or_default().extend(slots.map(|slot| (*slot, comes_first)));
            }
        }
        all
    }

    /// Whether the pair with this first copy meets.
    pub fn holds(&self, pair: PairId) -> bool {
        self.held.contains(&pair)
    }

    /// A limit on the whole event that leaves no room for the pair.
    pub fn limit(&self, problem: Problem, pair: &Pair) -> Option<(ReasonCode, Words)> {
        let Problem { event, candidates } = problem;
        for (party, code) in [(pair.sme, ReasonCode::SmeLimit), (pair.buyer, ReasonCode::BuyerLimit)] {
            let facts = event.party(party);
            if let Some(most) = facts.max_meetings.filter(|most| self.n_of_party[party.ix()] >= *most) {
                return Some((code, words::limit(&facts.name, most)));
            }
        }
        let group = &candidates.org_groups[candidates.org_group(candidates.first_between(pair.sme, pair.buyer)?)?];
        let met = group.pairs.iter().find(|id| self.holds(**id)).map(|id| candidates.pair(*id).buyer)?;
        Some((ReasonCode::OrgAlreadyMet, words::org_met(&group.org, &event.party(met).name)))
    }

    /// What keeps the pair out of one of its slots.
    pub fn hindrance(&self, problem: Problem, pair: &Pair, slot: SlotId) -> Hindrance {
        let event = problem.event;
        let day = event.grid.day_of(slot);
        let busy = |p: PartyId| self.at(p, slot).len() >= event.party(p).capacity as usize;
        let day_full = |p: PartyId| {
            let held = self.n_of_day.get(&(p, day)).copied().unwrap_or(0);
            event.party(p).max_per_day.is_some_and(|most| held >= most)
        };
        if busy(pair.sme) {
            Hindrance::SmeBusy
        } else if busy(pair.buyer) {
            Hindrance::BuyerBusy
        } else if day_full(pair.sme) {
            Hindrance::SmeDay
        } else if day_full(pair.buyer) {
            Hindrance::BuyerDay
        } else {
            self.hindrance_to_both_free(problem, pair, slot)
        }
    }

    /// What keeps the pair out of a slot in which both have room.
    fn hindrance_to_both_free(&self, problem: Problem, pair: &Pair, slot: SlotId) -> Hindrance {
        let Problem { event, candidates } = problem;
        let places = self.open_places(problem, pair, slot);
        if places.is_empty() {
            Hindrance::NoPlace
        } else if !self.interpreter_open(candidates, pair, slot) {
            Hindrance::NoInterpreter
        } else if pair.parties().iter().any(|p| self.breaks_rest(event, *p, slot)) {
            Hindrance::Rest
        } else if places.iter().all(|place| self.breaks_walk(problem, pair, slot, event.place(*place).hall)) {
            Hindrance::Walk
        } else if self.breaks_order(candidates, pair, slot) {
            Hindrance::Order
        } else {
            Hindrance::None
        }
    }

    fn at(&self, party: PartyId, slot: SlotId) -> &[Meeting] {
        self.of_party[party.ix()].get(&slot).map_or(&[], Vec::as_slice)
    }

    fn open_places(&self, problem: Problem, pair: &Pair, slot: SlotId) -> Vec<PlaceId> {
        let open = problem.candidates.places_at(problem.event, pair, slot);
        open.filter(|place| !self.places[slot.ix()].contains(place)).collect()
    }

    fn interpreter_open(&self, candidates: &Candidates, pair: &Pair, slot: SlotId) -> bool {
        let open =
            |i: &InterpreterId| candidates.interpreter_free[i.ix()].contains(slot) && !self.interpreters[slot.ix()].contains(i);
        pair.interpreters.as_ref().is_none_or(|serving| serving.iter().any(open))
    }

    fn breaks_rest(&self, event: &Event, party: PartyId, slot: SlotId) -> bool {
        let Some(most) = event.party(party).max_in_a_row else { return false };
        let session = &event.grid.sessions[event.grid.session_of(slot).ix()].slots;
        let met = |s: u32| !self.at(party, SlotId(s)).is_empty();
        let before = (session.0.0..slot.0).rev().take_while(|s| met(*s)).count();
        let after = (slot.0 + 1..session.1.0).take_while(|s| met(*s)).count();
        before + 1 + after > most as usize
    }

    fn breaks_walk(&self, problem: Problem, pair: &Pair, slot: SlotId, hall: HallId) -> bool {
        let (event, walks) = (problem.event, &problem.candidates.walks);
        let too_near = |party: &PartyId| {
            if event.party(*party).capacity > 1 {
                return false;
            }
            let there = |other: &Meeting| (other.slot, event.place(other.place).hall);
            let meetings = &self.of_party[party.ix()];
            let mut before = meetings.range(..slot).next_back().into_iter().flat_map(|(_, m)| m);
            let mut after = meetings.range(slot..).next().into_iter().flat_map(|(_, m)| m);
            before.any(|other| !walks.walkable(there(other), (slot, hall)))
                || after.any(|other| !walks.walkable((slot, hall), there(other)))
        };
        pair.parties().iter().any(too_near)
    }

    fn breaks_order(&self, candidates: &Candidates, pair: &Pair, slot: SlotId) -> bool {
        let id = candidates.first_between(pair.sme, pair.buyer);
        let orders = id.and_then(|id| self.orders.get(&id));
        orders.into_iter().flatten().any(|(other, first)| if *first { slot >= *other } else { slot <= *other })
    }
}

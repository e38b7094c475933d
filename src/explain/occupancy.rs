//! A timetable by party and slot, and what one more meeting in it would break.

use super::even_gaps::EvenGaps;
use super::hindrance::{Hindrance, Hindrances};
use crate::candidates::Pair;
use crate::event::{HallId, InterpreterId, PairId, PartyId, PlaceId, SlotId, SlotSet};
use crate::problem::Problem;
use crate::rule::{RULES, RuleId};
use crate::timetable::{Meeting, Timetable};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The places of one list that stand in a hall.
struct InHall {
    hall: HallId,
    /// The slots in which one of them is open.
    open: SlotSet,
    /// The slots in which one of them is open and nobody sits there.
    left: SlotSet,
}

/// A timetable as one more meeting finds it.
pub struct Occupancy<'a> {
    problem: Problem<'a>,
    /// First copies of the pairs that meet.
    held: BTreeSet<PairId>,
    /// Meetings of each party, by slot.
    of_party: Vec<BTreeMap<SlotId, Vec<Meeting>>>,
    /// By party: the slots in which it holds as many as it can.
    busy: Vec<SlotSet>,
    n_of_party: Vec<u32>,
    /// `n_of_day[party.ix()][day.ix()]`.
    n_of_day: Vec<Vec<u32>>,
    /// By list of places of pairs, told apart by its address.
    in_halls: HashMap<*const PlaceId, Vec<InHall>>,
    interpreters: Vec<BTreeSet<InterpreterId>>,
    /// By first copy, orders that concern a pair: (a slot of the other pair, whether this pair comes first).
    orders: HashMap<PairId, Vec<(SlotId, bool)>>,
    even_gaps: Option<EvenGaps>,
}

/// What one more meeting of a pair would break in one of its slots.
pub struct OneMore {
    /// What it breaks at every place, with every interpreter.
    pub always: Hindrances,
    /// At some place and with some interpreter it breaks nothing.
    pub fits: bool,
}

/// A meeting that is not held, in one of its slots.
#[derive(Clone, Copy)]
struct Spot<'p> {
    pair: &'p Pair,
    slot: SlotId,
    in_halls: &'p [InHall],
    /// Its SME meets another buyer of the organization.
    is_org_met: bool,
}

impl<'a> Occupancy<'a> {
    pub fn new(problem: Problem<'a>, timetable: &Timetable) -> Self {
        let Problem { event, candidates } = problem;
        let mut all = Self {
            problem,
            held: BTreeSet::new(),
            of_party: vec![BTreeMap::new(); event.parties.len()],
            busy: vec![SlotSet::empty(event.n_slots()); event.parties.len()],
            n_of_party: vec![0; event.parties.len()],
            n_of_day: vec![vec![0; event.grid.days.len()]; event.parties.len()],
            in_halls: HashMap::new(),
            interpreters: vec![BTreeSet::new(); event.n_slots()],
            orders: HashMap::new(),
            even_gaps: EvenGaps::of(problem, timetable),
        };
        let mut left = candidates.place_free.clone();
        let mut slots_of: HashMap<PairId, Vec<SlotId>> = HashMap::new();
        for meeting in timetable.meetings() {
            if let Some(id) = candidates.first_between(meeting.sme, meeting.buyer) {
                all.held.insert(id);
                slots_of.entry(id).or_default().push(meeting.slot);
            }
            for party in meeting.parties() {
                let then = all.of_party[party.ix()].entry(meeting.slot).or_default();
                then.push(*meeting);
                if then.len() >= event.party(party).capacity as usize {
                    all.busy[party.ix()].insert(meeting.slot);
                }
                all.n_of_party[party.ix()] += 1;
                all.n_of_day[party.ix()][event.grid.day_of(meeting.slot).ix()] += 1;
            }
            left[meeting.place.ix()].remove(meeting.slot);
            all.interpreters[meeting.slot.ix()].extend(meeting.interpreter);
        }
        all.orders = all.orders_with(&slots_of);
        for pair in &candidates.pairs {
            all.in_halls.entry(pair.places.as_ptr()).or_insert_with(|| in_halls(problem, &pair.places, &left));
        }
        all
    }

    fn orders_with(&self, slots_of: &HashMap<PairId, Vec<SlotId>>) -> HashMap<PairId, Vec<(SlotId, bool)>> {
        let Problem { event, candidates } = self.problem;
        let mut orders: HashMap<PairId, Vec<(SlotId, bool)>> = HashMap::new();
        for order in &event.orders {
            let [first, then] = [order.first, order.then].map(|(a, b)| candidates.first_between(a, b));
            let (Some(first), Some(then)) = (first, then) else { continue };
            for (id, other, comes_first) in [(first, then, true), (then, first, false)] {
                let slots = slots_of.get(&other).into_iter().flatten();
                orders.entry(id).or_default().extend(slots.map(|slot| (*slot, comes_first)));
            }
        }
        orders
    }

    /// Whether the pair with this first copy meets.
    pub fn holds(&self, pair: PairId) -> bool {
        self.held.contains(&pair)
    }

    /// What one more meeting of the pair would break, by slot of its slots.
    pub fn one_more<'s>(&'s self, pair: &'s Pair) -> impl Iterator<Item = OneMore> + 's {
        let (in_halls, is_org_met) = (self.in_halls(pair), self.met_of_org(pair).is_some());
        pair.slots.iter().map(move |slot| {
            let spot = Spot { pair, slot, in_halls, is_org_met };
            let always: Hindrances = RULES.iter().map(|card| self.broken(card.id, spot)).collect();
            let fits = always.is_empty() && self.halls(spot, |hall| &hall.left).any(|hall| !self.is_too_far(spot, hall));
            OneMore { always, fits }
        })
    }

    fn in_halls(&self, pair: &Pair) -> &[InHall] {
        &self.in_halls[&pair.places.as_ptr()]
    }

    /// The halls that both can reach and in which a place of the pair is there for it then: open, if nothing else were held, or left.
    fn halls<'s>(&'s self, spot: Spot<'s>, is_there: impl Fn(&InHall) -> &SlotSet + 's) -> impl Iterator<Item = HallId> + 's {
        let there = spot.in_halls.iter().filter(move |hall| is_there(hall).contains(spot.slot)).map(|there| there.hall);
        there.filter(move |hall| self.can_both_reach(spot, *hall))
    }

    fn can_both_reach(&self, spot: Spot, hall: HallId) -> bool {
        spot.pair.parties().iter().all(|p| self.problem.candidates.can_reach(*p, spot.slot, hall))
    }

    /// How one more meeting would break a rule at every place and with every interpreter.
    fn broken(&self, rule: RuleId, spot: Spot) -> Hindrances {
        let Spot { pair, slot, is_org_met, .. } = spot;
        let of_sides = |broken: &dyn Fn(PartyId) -> bool, [sme, buyer]: [Hindrance; 2]| {
            [sme.when(broken(pair.sme)), buyer.when(broken(pair.buyer))].into_iter().collect()
        };
        match rule {
            RuleId::OneAtATime => of_sides(&|p| self.is_busy(p, slot), [Hindrance::SmeBusy, Hindrance::BuyerBusy]),
            RuleId::Limits => of_sides(&|p| self.is_at_limit(p, slot), [Hindrance::SmeLimit, Hindrance::BuyerLimit]),
            RuleId::Places => Hindrance::PlaceTaken.when(self.halls(spot, |hall| &hall.left).next().is_none()),
            RuleId::Walk => Hindrance::TooFar.when(self.halls(spot, |hall| &hall.open).all(|hall| self.is_too_far(spot, hall))),
            RuleId::Rest => Hindrance::NoRest.when(pair.parties().iter().any(|p| self.is_restless(*p, slot))),
            RuleId::Interpreter => Hindrance::InterpreterTaken.when(!self.is_interpreted(spot)),
            RuleId::Org => Hindrance::OrgMet.when(is_org_met),
            RuleId::Order => Hindrance::WrongOrder.when(self.is_out_of_order(spot)),
            RuleId::EvenGaps => {
                let uneven = |even: &EvenGaps| even.broken_by(self.problem, pair, slot);
                Hindrance::UnevenGaps.when(self.even_gaps.as_ref().is_some_and(uneven))
            }
            // The pair's slots keep these, and a pair that is not held does not meet too often.
            RuleId::Availability | RuleId::Once | RuleId::Blocked | RuleId::Pins => Hindrances::NONE,
        }
    }

    /// `max_meetings` of a party that has that many meetings already.
    pub fn limit_reached(&self, party: PartyId) -> Option<u32> {
        self.problem.event.party(party).max_meetings.filter(|most| self.n_of_party[party.ix()] >= *most)
    }

    /// The buyer whom the pair's SME meets instead of the pair's, of an organization of which it may meet one.
    pub fn met_of_org(&self, pair: &Pair) -> Option<PartyId> {
        let candidates = self.problem.candidates;
        let group = &candidates.org_groups[candidates.org_group(candidates.first_between(pair.sme, pair.buyer)?)?];
        let met = group.pairs.iter().filter(|id| self.holds(**id)).map(|id| candidates.pair(*id).buyer);
        met.into_iter().find(|buyer| *buyer != pair.buyer)
    }

    fn is_busy(&self, party: PartyId, slot: SlotId) -> bool {
        self.busy[party.ix()].contains(slot)
    }

    fn is_at_limit(&self, party: PartyId, slot: SlotId) -> bool {
        let on_day = self.n_of_day[party.ix()][self.problem.event.grid.day_of(slot).ix()];
        let day_is_full = self.problem.event.party(party).max_per_day.is_some_and(|most| on_day >= most);
        day_is_full || self.limit_reached(party).is_some()
    }

    fn n_at(&self, party: PartyId, slot: SlotId) -> usize {
        self.of_party[party.ix()].get(&slot).map_or(0, Vec::len)
    }

    /// No interpreter is needed, or one is left.
    fn is_interpreted(&self, spot: Spot) -> bool {
        let is_free = |i: &InterpreterId| self.problem.candidates.interpreter_free[i.ix()].contains(spot.slot);
        let is_left = |i: &InterpreterId| is_free(i) && !self.interpreters[spot.slot.ix()].contains(i);
        spot.pair.interpreters.as_ref().is_none_or(|serving| serving.iter().any(is_left))
    }

    /// A party would be in a meeting in too many slots in a row.
    fn is_restless(&self, party: PartyId, slot: SlotId) -> bool {
        let Some(most) = self.problem.event.party(party).max_in_a_row else { return false };
        let grid = &self.problem.event.grid;
        let session = &grid.sessions[grid.session_of(slot).ix()].slots;
        let met = |s: &u32| self.n_at(party, SlotId(*s)) > 0;
        let before = (session.0.0..slot.0).rev().take_while(met).count();
        let after = (slot.0 + 1..session.1.0).take_while(met).count();
        before + 1 + after > most as usize
    }

    /// The meetings just before and just after leave one of the parties too little time to walk.
    fn is_too_far(&self, spot: Spot, hall: HallId) -> bool {
        spot.pair.parties().iter().any(|party| self.is_hurried(*party, (spot.slot, hall)))
    }

    /// A party in a meeting at that very time is not asked: which of the two follows the other is open.
    fn is_hurried(&self, party: PartyId, here: (SlotId, HallId)) -> bool {
        let Problem { event, candidates } = self.problem;
        if event.party(party).capacity > 1 || self.is_busy(party, here.0) {
            return false;
        }
        let there = |other: &Meeting| (other.slot, event.place(other.place).hall);
        let meetings = &self.of_party[party.ix()];
        let mut before = meetings.range(..here.0).next_back().into_iter().flat_map(|(_, m)| m);
        let mut after = meetings.range(here.0..).next().into_iter().flat_map(|(_, m)| m);
        before.any(|other| !candidates.walks.walkable(there(other), here))
            || after.any(|other| !candidates.walks.walkable(here, there(other)))
    }

    fn is_out_of_order(&self, spot: Spot) -> bool {
        if self.orders.is_empty() {
            return false;
        }
        let id = self.problem.candidates.first_between(spot.pair.sme, spot.pair.buyer);
        let orders = id.and_then(|id| self.orders.get(&id));
        orders.into_iter().flatten().any(|(other, first)| if *first { spot.slot >= *other } else { spot.slot <= *other })
    }
}

/// A list of places hall by hall. `left`: by place, the slots in which it is open and nobody sits there.
fn in_halls(problem: Problem, places: &[PlaceId], left: &[SlotSet]) -> Vec<InHall> {
    let hall = |place: PlaceId| problem.event.place(place).hall;
    let united = |there: &[PlaceId], of_place: &[SlotSet]| {
        let mut slots = SlotSet::empty(problem.event.n_slots());
        there.iter().for_each(|place| slots.unite(&of_place[place.ix()]));
        slots
    };
    let of_hall = |there: &[PlaceId]| InHall {
        hall: hall(there[0]),
        open: united(there, &problem.candidates.place_free),
        left: united(there, left),
    };
    places.chunk_by(|a, b| hall(*a) == hall(*b)).map(of_hall).collect()
}

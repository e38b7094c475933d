//! An event and its candidate pairs compiled into flat tables for search: sets as bits, limits as numbers. Says what is allowed for one
//! pair or party alone; what a timetable allows is the board's.

use super::bit_rows::BitRows;
use super::resources::{NONE, ResourceDemand};
use crate::candidates::Pair;
use crate::event::{DayId, Event, HallId, InterpreterId, PairId, PartyId, PlaceId, SlotId};
use crate::problem::Problem;
use std::collections::HashMap;

/// What searches ask for millions of times.
#[derive(Debug)]
pub(crate) struct SearchTables<'a> {
    pub problem: Problem<'a>,
    pub n_slots: usize,
    /// By pair: slots in which it may be held.
    pub slots: BitRows,
    /// By pair.
    pub parties: Vec<[PartyId; 2]>,
    /// By party.
    pub limits: Vec<Limits>,
    pub places: ResourceDemand,
    pub interpreters: ResourceDemand,
    /// By pair: its (SME, org) group, of which one pair may be held; `u32::MAX` if none.
    pub org_group: Vec<u32>,
    pub n_org_groups: usize,
    /// By pair: rows of order.csv as (other pair, other comes first). Empty without rows.
    pub orders: HashMap<PairId, Vec<(PairId, bool)>>,
    /// By slot.
    pub day: Vec<DayId>,
    /// By slot: minutes from the event's first midnight to the start of the slot.
    pub start_min: Vec<i64>,
    /// By slot: first slot of its session and one past the last.
    pub session: Vec<(u32, u32)>,
    /// By place.
    pub hall: Vec<HallId>,
    /// Walking between halls can bind.
    pub walks: bool,
}

/// What a party can hold. `u32::MAX` = no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub capacity: u32,
    pub in_all: u32,
    pub per_day: u32,
    pub in_a_row: u32,
}

impl<'a> SearchTables<'a> {
    pub fn new(problem: Problem<'a>) -> Self {
        let Problem { event, candidates } = problem;
        let n_slots = event.n_slots();
        let mut slots = BitRows::new(candidates.pairs.len(), n_slots);
        for (i, pair) in candidates.pairs.iter().enumerate() {
            slots.set_row(i, pair.slots.words());
        }
        let limits: Vec<_> = event.parties.iter().map(Limits::of).collect();
        let (org_group, n_org_groups) = org_groups(problem);
        let max_walk_min = event.walk_min.iter().flatten().copied().max().unwrap_or(0);
        Self {
            problem,
            n_slots,
            slots,
            parties: candidates.pairs.iter().map(Pair::parties).collect(),
            limits,
            places: place_demand(problem),
            interpreters: interpreter_demand(problem),
            org_group,
            n_org_groups,
            orders: orders(problem),
            day: event.grid.slots.iter().map(|s| s.day).collect(),
            start_min: event.grid.slot_ids().map(|s| start_min(event, s)).collect(),
            session: event
                .grid
                .slot_ids()
                .map(|s| event.grid.sessions[event.grid.session_of(s).ix()].slots)
                .map(|(a, b)| (a.0, b.0))
                .collect(),
            hall: event.places.iter().map(|p| p.hall).collect(),
            walks: i64::from(max_walk_min) > i64::from(event.grid.changeover_min),
        }
    }

    pub fn n_pairs(&self) -> usize {
        self.parties.len()
    }

    pub fn n_days(&self) -> usize {
        self.problem.event.grid.days.len()
    }

    pub fn pair(&self, pair: PairId) -> &'a Pair {
        self.problem.candidates.pair(pair)
    }

    /// The party of the pair that is not `party`.
    #[inline]
    pub fn other(&self, pair: PairId, party: PartyId) -> PartyId {
        let [a, b] = self.parties[pair.ix()];
        if a == party { b } else { a }
    }

    #[inline]
    pub fn allows(&self, pair: PairId, slot: SlotId) -> bool {
        self.slots.has(pair.ix(), slot.ix())
    }

    /// Whether there is time to walk from a meeting in an earlier slot to one in a later slot.
    pub fn walkable(&self, (early, from): (SlotId, HallId), (late, to): (SlotId, HallId)) -> bool {
        let free_min = self.start_min[late.ix()] - self.start_min[early.ix()] - i64::from(self.problem.event.grid.meeting_min());
        i64::from(self.problem.event.walk_min[from.ix()][to.ix()]) <= free_min
    }
}

impl Limits {
    fn of(party: &crate::event::Party) -> Self {
        let or_none = |limit: Option<u32>| limit.unwrap_or(u32::MAX);
        Self {
            capacity: party.capacity,
            in_all: or_none(party.max_meetings),
            per_day: or_none(party.max_per_day),
            in_a_row: or_none(party.max_in_a_row),
        }
    }
}

fn start_min(event: &Event, slot: SlotId) -> i64 {
    let days = (event.grid.date_of(slot) - event.grid.days[0].date).num_days();
    days * 24 * 60 + i64::from(event.slot(slot).start_min)
}

/// Places by class. The places of a pair hang on its buyer, mode and pin, so each combination is looked at once.
fn place_demand(problem: Problem) -> ResourceDemand {
    let Problem { event, candidates } = problem;
    let mut known = HashMap::new();
    let mut needs =
        ResourceDemand { class: Vec::with_capacity(candidates.pairs.len()), items: BitRows::new(0, event.places.len()) };
    let mut classes: HashMap<&[PlaceId], u16> = HashMap::new();
    for pair in &candidates.pairs {
        let key = (pair.buyer, pair.mode, pair.fixed.and_then(|(_, place)| place));
        let class = *known.entry(key).or_insert_with(|| {
            *classes.entry(&pair.places).or_insert_with(|| needs.items.push(pair.places.iter().map(|p| p.ix())) as u16)
        });
        needs.class.push(class);
    }
    needs
}

fn interpreter_demand(problem: Problem) -> ResourceDemand {
    let Problem { event, candidates } = problem;
    let mut needs =
        ResourceDemand { class: Vec::with_capacity(candidates.pairs.len()), items: BitRows::new(0, event.interpreters.len()) };
    let mut classes: HashMap<&[InterpreterId], u16> = HashMap::new();
    for pair in &candidates.pairs {
        let class = pair.interpreters.as_ref().map_or(NONE, |list| {
            *classes.entry(list.as_ref()).or_insert_with(|| needs.items.push(list.iter().map(|i| i.ix())) as u16)
        });
        needs.class.push(class);
    }
    needs
}

fn org_groups(problem: Problem) -> (Vec<u32>, usize) {
    let Problem { event, candidates } = problem;
    let mut groups = HashMap::new();
    let group = |pair: &Pair| {
        let org = event.party(pair.buyer).org.as_str();
        if !event.rules.once_per_org || org.is_empty() {
            return u32::MAX;
        }
        let next = groups.len() as u32;
        *groups.entry((pair.sme, org)).or_insert(next)
    };
    let of_pair: Vec<u32> = candidates.pairs.iter().map(group).collect();
    (of_pair, groups.len())
}

fn orders(problem: Problem) -> HashMap<PairId, Vec<(PairId, bool)>> {
    let Problem { event, candidates } = problem;
    let mut orders: HashMap<PairId, Vec<_>> = HashMap::new();
    for row in &event.orders {
        let pairs = (candidates.between(row.first.0, row.first.1), candidates.between(row.then.0, row.then.1));
        if let (Some(first), Some(then)) = pairs {
            orders.entry(first).or_default().push((then, false));
            orders.entry(then).or_default().push((first, true));
        }
    }
    orders
}

//! An event and its candidate pairs compiled into flat tables for search: sets as bits, limits as numbers. Says what is allowed for one
//! pair or party alone; what a timetable allows is the board's.

use super::bit_rows::BitRows;
use super::resources::{NONE, ResourceDemand};
use crate::candidates::Pair;
use crate::event::{DayId, HallId, InterpreterId, PairId, PartyId, PlaceId, SlotId};
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
    /// By pair: its group of R11, of which pairs with one buyer may be held; `u32::MAX` if none.
    pub org_group: Vec<u32>,
    /// By pair: rows of order.csv as (other pair, other comes first). Empty without rows.
    pub orders: HashMap<PairId, Vec<(PairId, bool)>>,
    /// By pair: the other copies, from which R03 alone keeps it apart; those of a party that holds one meeting at a time are apart anyway.
    pub copies: HashMap<PairId, Vec<PairId>>,
    /// By slot.
    pub day: Vec<DayId>,
    /// By slot: first slot of its session and one past the last.
    pub session: Vec<(u32, u32)>,
    /// By place.
    pub hall: Vec<HallId>,
    /// The walk from one meeting to the next can be too long.
    pub walks_bind: bool,
    /// By pair: walks, from meeting to meeting or from and to a registered session, can forbid one of its places in a slot.
    pub walks_matter: Vec<bool>,
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
        let group = |id| candidates.org_group(id).map_or(u32::MAX, |group| group as u32);
        Self {
            problem,
            n_slots,
            slots,
            parties: candidates.pairs.iter().map(Pair::parties).collect(),
            limits: event.party_ids().map(|p| Limits::of(problem, p)).collect(),
            places: place_demand(problem),
            interpreters: interpreter_demand(problem),
            org_group: candidates.pair_ids().map(group).collect(),
            orders: orders(problem),
            copies: copies(problem),
            day: event.grid.slots.iter().map(|s| s.day).collect(),
            session: event
                .grid
                .slot_ids()
                .map(|s| event.grid.sessions[event.grid.session_of(s).ix()].slots)
                .map(|(a, b)| (a.0, b.0))
                .collect(),
            hall: event.places.iter().map(|p| p.hall).collect(),
            walks_bind: candidates.walks.bind(),
            walks_matter: walks_matter(problem),
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
}

impl Limits {
    fn of(problem: Problem, id: PartyId) -> Self {
        let party = problem.event.party(id);
        let or_none = |limit: Option<u32>| limit.unwrap_or(u32::MAX);
        // More than there are meetings is never used.
        let n_pairs = problem.candidates.of_party[id.ix()].len() as u32;
        Self {
            capacity: party.capacity.min(n_pairs.max(2)),
            in_all: or_none(party.max_meetings),
            per_day: or_none(party.max_per_day),
            in_a_row: or_none(party.max_in_a_row),
        }
    }
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

fn walks_matter(problem: Problem) -> Vec<bool> {
    let Problem { event, candidates } = problem;
    let bind = candidates.walks.bind();
    let matter = |party: &PartyId| event.party(*party).capacity == 1 && (bind || candidates.reach_binds(*party));
    candidates.pairs.iter().map(|pair| pair.parties().iter().any(matter)).collect()
}

fn orders(problem: Problem) -> HashMap<PairId, Vec<(PairId, bool)>> {
    let Problem { event, candidates } = problem;
    let mut orders: HashMap<PairId, Vec<_>> = HashMap::new();
    for row in &event.orders {
        for first in candidates.copies_between(row.first.0, row.first.1) {
            for then in candidates.copies_between(row.then.0, row.then.1) {
                orders.entry(first).or_default().push((then, false));
                orders.entry(then).or_default().push((first, true));
            }
        }
    }
    orders
}

fn copies(problem: Problem) -> HashMap<PairId, Vec<PairId>> {
    let Problem { event, candidates } = problem;
    let several = |id: &PairId| {
        let pair = candidates.pair(*id);
        pair.n_copies > 1 && pair.parties().iter().all(|p| event.party(*p).capacity > 1)
    };
    let others = |id: PairId| candidates.copies(id).filter(|other| *other != id).collect();
    candidates.pair_ids().filter(several).map(|id| (id, others(id))).collect()
}

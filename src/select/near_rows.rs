//! What a published meeting takes in a slot: rows of the time-indexed program, each with what there is of it.

use crate::event::{DayId, PairId, PartyId, PlaceId, SlotId};
use crate::prices::{Group, day_capacity, party_capacity};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What can be taken only so often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scarce {
    Party(PartyId),
    PartyDay(PartyId, DayId),
    PartySlot(PartyId, SlotId),
    /// Position in [`Rows::groups`].
    Group(usize, SlotId),
}

/// What one meeting takes in one slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub slot: SlotId,
    /// All of these.
    pub parties: Vec<Scarce>,
    /// One of the groups of places, and, if it needs one, one of the groups of interpreters.
    pub choices: Vec<Vec<usize>>,
}

/// The rows of an event for a set of pairs.
pub(super) struct Rows<'a> {
    problem: Problem<'a>,
    /// Places, and interpreters, that the same pairs may use.
    pub groups: Vec<Group>,
    /// By the address of a list of places, or of interpreters: its groups. Equal lists are mostly one, and long.
    of_places: HashMap<usize, Vec<usize>>,
    of_interpreters: HashMap<usize, Vec<usize>>,
}

impl<'a> Rows<'a> {
    pub fn new(problem: Problem<'a>, pairs: impl Iterator<Item = PairId> + Clone) -> Self {
        let candidates = problem.candidates;
        let places = pairs.clone().map(|id| &*candidates.pair(id).places);
        let interpreters = pairs.filter_map(|id| candidates.pair(id).interpreters.as_deref());
        let mut groups = Vec::new();
        let of_places = alike(places, |list| groups.push(Group::Places(list)));
        let n_places = groups.len();
        let mut of_interpreters = alike(interpreters, |list| groups.push(Group::Interpreters(list)));
        of_interpreters.values_mut().flatten().for_each(|group| *group += n_places);
        Self { problem, groups, of_places, of_interpreters }
    }

    /// What there is of it.
    pub fn capacity(&self, scarce: Scarce) -> i64 {
        match scarce {
            Scarce::Party(party) => party_capacity(self.problem, party),
            Scarce::PartyDay(party, day) => day_capacity(self.problem, party, day),
            Scarce::PartySlot(party, slot) => {
                let is_free = self.problem.candidates.free[party.ix()].contains(slot);
                if is_free { i64::from(self.problem.event.party(party).capacity) } else { 0 }
            }
            Scarce::Group(group, slot) => self.n_open(group, slot) as i64,
        }
    }

    fn n_open(&self, group: usize, slot: SlotId) -> usize {
        let candidates = self.problem.candidates;
        match &self.groups[group] {
            Group::Places(list) => list.iter().filter(|place| candidates.place_free[place.ix()].contains(slot)).count(),
            Group::Interpreters(list) => list.iter().filter(|who| candidates.interpreter_free[who.ix()].contains(slot)).count(),
        }
    }

    /// What the pair takes in the slot. `None` if no place, or no interpreter, is open to it then.
    pub fn way(&self, id: PairId, slot: SlotId) -> Option<Way> {
        let (event, candidates) = (self.problem.event, self.problem.candidates);
        let pair = candidates.pair(id);
        let open_to_pair = |place: &PlaceId| candidates.place_open(event, pair, slot, *place);
        let is_usable = |group: &usize| match &self.groups[*group] {
            Group::Places(list) => list.iter().any(open_to_pair),
            Group::Interpreters(_) => self.n_open(*group, slot) > 0,
        };
        let usable = |groups: &[usize]| groups.iter().copied().filter(is_usable).collect::<Vec<_>>();
        let mut choices = vec![usable(&self.of_places[&address(&pair.places)])];
        choices.extend(pair.interpreters.as_ref().map(|list| usable(&self.of_interpreters[&address(list)])));
        let is_open = choices.iter().all(|groups| !groups.is_empty());
        is_open.then(|| Way { slot, parties: self.of_parties(id, slot).to_vec(), choices })
    }

    /// What the pair takes of its parties in the slot.
    pub fn of_parties(&self, id: PairId, slot: SlotId) -> [Scarce; 6] {
        let day = self.problem.event.slot(slot).day;
        let [sme, buyer] = self.problem.candidates.pair(id).parties();
        let [a, b, c] = of_party(sme, day, slot);
        let [d, e, f] = of_party(buyer, day, slot);
        [a, b, c, d, e, f]
    }
}

fn of_party(party: PartyId, day: DayId, slot: SlotId) -> [Scarce; 3] {
    [Scarce::Party(party), Scarce::PartyDay(party, day), Scarce::PartySlot(party, slot)]
}

fn address<T>(list: &[T]) -> usize {
    list.as_ptr().addr()
}

/// Items in groups, so that of each list every group is in it whole or not at all; by the address of each list its groups.
fn alike<'a, T: Copy + Ord + 'a>(
    lists: impl Iterator<Item = &'a [T]>,
    mut add: impl FnMut(Vec<T>),
) -> HashMap<usize, Vec<usize>> {
    let by_address: HashMap<usize, &[T]> = lists.map(|list| (address(list), list)).collect();
    let different: BTreeSet<&[T]> = by_address.values().copied().collect();
    let mut of_item: BTreeMap<T, Vec<usize>> = BTreeMap::new();
    for (i, list) in different.iter().enumerate() {
        list.iter().for_each(|item| of_item.entry(*item).or_default().push(i));
    }
    let mut groups: BTreeMap<&Vec<usize>, Vec<T>> = BTreeMap::new();
    of_item.iter().for_each(|(item, lists)| groups.entry(lists).or_default().push(*item));
    let mut of_list = vec![Vec::new(); different.len()];
    for (group, (lists, items)) in groups.into_iter().enumerate() {
        lists.iter().for_each(|list| of_list[*list].push(group));
        add(items);
    }
    let of_list: BTreeMap<&[T], Vec<usize>> = different.into_iter().zip(of_list).collect();
    by_address.into_iter().map(|(address, list)| (address, of_list[list].clone())).collect()
}

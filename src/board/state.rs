//! The state of a timetable under construction: who is held when and where, with what the rules ask for kept as counts and bit sets.
//! Judges no quality and no rule.

use super::bit_rows::BitRows;
use super::resources::{NONE, ResourcePool};
use super::tables::SearchTables;
use crate::event::{InterpreterId, PairId, PartyId, PlaceId, SlotId};
use crate::timetable::{Meeting, Timetable};

/// Where a pair is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub(super) slot: u16,
    pub(super) place: u16,
    pub(super) interpreter: u16,
}

/// A partial timetable over the candidate pairs. Every state between calls obeys R01 to R12.
#[derive(Clone, Debug)]
pub(crate) struct Board<'a> {
    pub facts: &'a SearchTables<'a>,
    /// By pair.
    pub(super) assignments: Vec<Assignment>,
    /// Seats of a party in a slot: `first_seat[party] + slot * capacity ..`, pairs, `u32::MAX` = empty, filled from the left.
    pub(super) seats: Vec<u32>,
    pub(super) first_seat: Vec<u32>,
    /// `party * n_slots + slot`: the place of the first meeting of a party in a slot, [`NONE`] if it has none.
    pub(super) place_of: Vec<u16>,
    /// By party: slots with at least one meeting, slots with as many as it can hold.
    pub busy: BitRows,
    pub full: BitRows,
    pub places: ResourcePool,
    pub interpreters: ResourcePool,
    /// `party * n_days + day`.
    pub(super) on_day: Vec<u16>,
    pub(super) in_all: Vec<u16>,
    /// By group of R11: how many of its pairs are held, and the last buyer met.
    pub(super) org_held: Vec<(u16, PartyId)>,
    /// What was changed since the last [`Board::keep`]: pair and its assignment before.
    pub(super) log: Vec<(PairId, Assignment)>,
}

/// The assignment of a pair that is not held.
pub(super) const UNASSIGNED: Assignment = Assignment { slot: NONE, place: NONE, interpreter: NONE };

impl Assignment {
    /// Of a pair that is not held.
    pub const NONE: Self = UNASSIGNED;

    /// The slot, place and interpreter of a meeting.
    pub fn of(meeting: &Meeting) -> Self {
        let interpreter = meeting.interpreter.map_or(NONE, |i| i.0 as u16);
        Self { slot: meeting.slot.0 as u16, place: meeting.place.0 as u16, interpreter }
    }

    pub fn slot(self) -> SlotId {
        SlotId(self.slot.into())
    }

    /// False for the assignment of a pair that is not held.
    pub fn is_held(self) -> bool {
        self != UNASSIGNED
    }

    pub fn new(slot: SlotId, place: u16, interpreter: Option<u16>) -> Self {
        Self { slot: slot.0 as u16, place, interpreter: interpreter.unwrap_or(NONE) }
    }

    pub fn interpreter(self) -> Option<u16> {
        (self.interpreter != NONE).then_some(self.interpreter)
    }

    pub fn place(self) -> PlaceId {
        PlaceId(self.place.into())
    }
}

impl<'a> Board<'a> {
    pub fn new(facts: &'a SearchTables<'a>) -> Self {
        let (n_parties, n_slots) = (facts.limits.len(), facts.n_slots);
        let mut n_seats = 0;
        let mut first_seat = Vec::with_capacity(n_parties);
        for limits in &facts.limits {
            first_seat.push(n_seats as u32);
            n_seats += limits.capacity as usize * n_slots;
        }
        let candidates = facts.problem.candidates;
        Self {
            facts,
            assignments: vec![UNASSIGNED; facts.n_pairs()],
            seats: vec![u32::MAX; n_seats],
            first_seat,
            place_of: vec![NONE; n_parties * n_slots],
            busy: BitRows::new(n_parties, n_slots),
            full: BitRows::new(n_parties, n_slots),
            places: ResourcePool::new(facts.hall.len(), n_slots, |i| candidates.place_free[i].words()),
            interpreters: ResourcePool::new(facts.problem.event.interpreters.len(), n_slots, |i| {
                candidates.interpreter_free[i].words()
            }),
            on_day: vec![0; n_parties * facts.n_days()],
            in_all: vec![0; n_parties],
            org_held: vec![(0, PartyId(u32::MAX)); candidates.org_groups.len()],
            log: Vec::new(),
        }
    }

    pub fn timetable(&self) -> Timetable {
        let meeting = |(i, assignment): (usize, &Assignment)| {
            let pair = self.facts.pair(PairId::at(i));
            let interpreter = (assignment.interpreter != NONE).then(|| InterpreterId(assignment.interpreter.into()));
            Meeting { sme: pair.sme, buyer: pair.buyer, slot: assignment.slot(), place: assignment.place(), interpreter }
        };
        let held = self.assignments.iter().enumerate().filter(|(_, s)| **s != UNASSIGNED);
        Timetable::new(self.facts.problem.event, held.map(meeting).collect())
    }

    #[inline]
    pub fn assignment(&self, pair: PairId) -> Option<Assignment> {
        let assignment = self.assignments[pair.ix()];
        (assignment.slot != NONE).then_some(assignment)
    }

    #[inline]
    pub fn slot(&self, pair: PairId) -> Option<SlotId> {
        self.assignment(pair).map(Assignment::slot)
    }

    /// The meetings of a party in a slot.
    #[inline]
    pub fn meetings_at(&self, party: PartyId, slot: SlotId) -> impl Iterator<Item = PairId> + '_ {
        let capacity = self.facts.limits[party.ix()].capacity as usize;
        let first = self.first_seat[party.ix()] as usize + slot.ix() * capacity;
        self.seats[first..first + capacity].iter().take_while(|p| **p != u32::MAX).map(|p| PairId(*p))
    }

    /// The place of the first meeting of a party in a slot in which it has one.
    #[inline]
    pub fn place_at(&self, party: PartyId, slot: SlotId) -> u16 {
        self.place_of[party.ix() * self.facts.n_slots + slot.ix()]
    }

    /// By slot: the place of the party's first meeting, [`NONE`] if it has none.
    #[inline]
    pub fn places_of(&self, party: PartyId) -> &[u16] {
        &self.place_of[party.ix() * self.facts.n_slots..][..self.facts.n_slots]
    }

    /// How many meetings a party holds.
    pub fn n_of(&self, party: PartyId) -> u32 {
        self.in_all[party.ix()].into()
    }

    /// How many meetings a party holds on the day of a slot.
    pub fn n_on_day(&self, party: PartyId, slot: SlotId) -> u32 {
        self.on_day[party.ix() * self.facts.n_days() + self.facts.day[slot.ix()].ix()].into()
    }

    /// Where every pair is held, by pair: a state to return to.
    pub fn assignments(&self) -> &[Assignment] {
        &self.assignments
    }

    /// The pair, or the first of its copies that is not held in its stead: copies that are not fixed are alike, and the first count first.
    pub fn first_unheld(&self, pair: PairId) -> PairId {
        let candidates = self.facts.problem.candidates;
        if self.facts.pair(pair).n_copies == 1 || self.facts.pair(pair).fixed.is_some() {
            return pair;
        }
        let alike = |id: &PairId| self.facts.pair(*id).fixed.is_none();
        candidates.copies(pair).filter(alike).find(|id| self.slot(*id).is_none()).unwrap_or(pair)
    }

    /// Whether no later copy of the pair is held.
    pub fn is_last_held(&self, pair: PairId) -> bool {
        self.facts.pair(pair).n_copies == 1
            || self.facts.problem.candidates.copies(pair).all(|id| id <= pair || self.slot(id).is_none())
    }

    /// Holds a pair that is not held. The rules are the caller's business.
    pub(super) fn set(&mut self, pair: PairId, assignment: Assignment) {
        self.assignments[pair.ix()] = assignment;
        let slot = assignment.slot();
        self.places.take(slot, assignment.place, pair);
        if assignment.interpreter != NONE {
            self.interpreters.take(slot, assignment.interpreter, pair);
        }
        if self.facts.org_group[pair.ix()] != u32::MAX {
            let held = &mut self.org_held[self.facts.org_group[pair.ix()] as usize];
            *held = (held.0 + 1, self.facts.parties[pair.ix()][1]);
        }
        for party in self.facts.parties[pair.ix()] {
            let capacity = self.facts.limits[party.ix()].capacity as usize;
            let first = self.first_seat[party.ix()] as usize + slot.ix() * capacity;
            let seats = &mut self.seats[first..first + capacity];
            let seat = seats.iter().position(|p| *p == u32::MAX).expect("a party is not overbooked");
            seats[seat] = pair.0;
            if seat == 0 {
                self.place_of[party.ix() * self.facts.n_slots + slot.ix()] = assignment.place;
            }
            self.busy.insert(party.ix(), slot.ix());
            if seat + 1 == capacity {
                self.full.insert(party.ix(), slot.ix());
            }
            self.in_all[party.ix()] += 1;
            self.on_day[party.ix() * self.facts.n_days() + self.facts.day[slot.ix()].ix()] += 1;
        }
    }

    /// Undoes [`Board::set`].
    pub(super) fn take_off(&mut self, pair: PairId) {
        let assignment = std::mem::replace(&mut self.assignments[pair.ix()], UNASSIGNED);
        let slot = assignment.slot();
        self.places.release(slot, assignment.place);
        if assignment.interpreter != NONE {
            self.interpreters.release(slot, assignment.interpreter);
        }
        if self.facts.org_group[pair.ix()] != u32::MAX {
            self.org_held[self.facts.org_group[pair.ix()] as usize].0 -= 1;
        }
        for party in self.facts.parties[pair.ix()] {
            let capacity = self.facts.limits[party.ix()].capacity as usize;
            let first = self.first_seat[party.ix()] as usize + slot.ix() * capacity;
            let seats = &mut self.seats[first..first + capacity];
            let seat = seats.iter().position(|p| *p == pair.0).expect("a held pair has its seat");
            let last = seats.iter().rposition(|p| *p != u32::MAX).expect("a held pair has its seat");
            seats[seat] = seats[last];
            seats[last] = u32::MAX;
            if seat == 0 {
                let next = seats[0];
                let place = if next == u32::MAX { NONE } else { self.assignments[next as usize].place };
                self.place_of[party.ix() * self.facts.n_slots + slot.ix()] = place;
            }
            self.full.remove(party.ix(), slot.ix());
            if last == 0 {
                self.busy.remove(party.ix(), slot.ix());
            }
            self.in_all[party.ix()] -= 1;
            self.on_day[party.ix() * self.facts.n_days() + self.facts.day[slot.ix()].ix()] -= 1;
        }
    }
}

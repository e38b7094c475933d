//! A timetable under construction: who is held when and where, every change checked against rules R01 to R12 and revocable.
//! Judges no quality.

use super::bit_rows::BitRows;
use super::facts::{Facts, NONE};
use super::pool::Pool;
use crate::event::{InterpreterId, PairId, PartyId, PlaceId, SlotId};
use crate::timetable::{Meeting, Timetable};

/// Where a pair is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    slot: u16,
    place: u16,
    interpreter: u16,
}

/// A partial timetable over the candidate pairs. Every state between calls obeys R01 to R12.
#[derive(Clone, Debug)]
pub(crate) struct Board<'a> {
    pub facts: &'a Facts<'a>,
    /// By pair.
    spots: Vec<Spot>,
    /// Seats of a party in a slot: `first_seat[party] + slot * capacity ..`, pairs, `u32::MAX` = empty, filled from the left.
    seats: Vec<u32>,
    first_seat: Vec<u32>,
    /// `party * n_slots + slot`: the place of the first meeting of a party in a slot, [`NONE`] if it has none.
    place_of: Vec<u16>,
    /// By party: slots with at least one meeting, slots with as many as it can hold.
    pub busy: BitRows,
    pub full: BitRows,
    pub places: Pool,
    pub interpreters: Pool,
    /// `party * n_days + day`.
    on_day: Vec<u16>,
    in_all: Vec<u16>,
    org_held: Vec<u16>,
    /// What was changed since the last [`Board::keep`]: pair and its spot before.
    log: Vec<(PairId, Spot)>,
}

const NOWHERE: Spot = Spot { slot: NONE, place: NONE, interpreter: NONE };

impl Spot {
    pub fn slot(self) -> SlotId {
        SlotId(self.slot.into())
    }

    /// False for the spot of a pair that is not held.
    pub fn is_held(self) -> bool {
        self != NOWHERE
    }

    pub fn place(self) -> PlaceId {
        PlaceId(self.place.into())
    }
}

impl<'a> Board<'a> {
    pub fn new(facts: &'a Facts<'a>) -> Self {
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
            spots: vec![NOWHERE; facts.n_pairs()],
            seats: vec![u32::MAX; n_seats],
            first_seat,
            place_of: vec![NONE; n_parties * n_slots],
            busy: BitRows::new(n_parties, n_slots),
            full: BitRows::new(n_parties, n_slots),
            places: Pool::new(facts.hall.len(), n_slots, |i| candidates.place_free[i].words()),
            interpreters: Pool::new(facts.problem.event.interpreters.len(), n_slots, |i| candidates.interpreter_free[i].words()),
            on_day: vec![0; n_parties * facts.n_days()],
            in_all: vec![0; n_parties],
            org_held: vec![0; facts.n_org_groups],
            log: Vec::new(),
        }
    }

    /// The board of a timetable that obeys the rules. Meetings of no candidate pair, or that cannot stand, are returned.
    pub fn from_timetable(facts: &'a Facts<'a>, timetable: &Timetable) -> (Self, Vec<Meeting>) {
        let mut board = Self::new(facts);
        let mut left_out = Vec::new();
        for meeting in timetable.meetings() {
            let pair = facts.problem.candidates.between(meeting.sme, meeting.buyer);
            let held = pair.is_some_and(|pair| {
                let interpreter = meeting.interpreter.map_or(NONE, |i| i.0 as u16);
                board.put_at(pair, Spot { slot: meeting.slot.0 as u16, place: meeting.place.0 as u16, interpreter })
            });
            if !held {
                left_out.push(*meeting);
            }
        }
        board.keep();
        (board, left_out)
    }

    pub fn timetable(&self) -> Timetable {
        let meeting = |(i, spot): (usize, &Spot)| {
            let pair = self.facts.pair(PairId::at(i));
            let interpreter = (spot.interpreter != NONE).then(|| InterpreterId(spot.interpreter.into()));
            Meeting { sme: pair.sme, buyer: pair.buyer, slot: spot.slot(), place: spot.place(), interpreter }
        };
        let held = self.spots.iter().enumerate().filter(|(_, s)| **s != NOWHERE);
        Timetable::new(self.facts.problem.event, held.map(meeting).collect())
    }

    #[inline]
    pub fn spot(&self, pair: PairId) -> Option<Spot> {
        let spot = self.spots[pair.ix()];
        (spot.slot != NONE).then_some(spot)
    }

    #[inline]
    pub fn slot(&self, pair: PairId) -> Option<SlotId> {
        self.spot(pair).map(Spot::slot)
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

    /// A point to which [`Board::undo_to`] can return, until [`Board::keep`].
    pub fn mark(&self) -> usize {
        self.log.len()
    }

    pub fn undo_to(&mut self, mark: usize) {
        while self.log.len() > mark {
            let (pair, before) = self.log.pop().expect("the log is longer than the mark");
            if self.spots[pair.ix()] != NOWHERE {
                self.take_off(pair);
            }
            if before != NOWHERE {
                self.set(pair, before);
            }
        }
    }

    /// What was changed since the mark and where it was before, oldest first.
    pub fn changed_since(&self, mark: usize) -> impl Iterator<Item = (PairId, Spot)> + '_ {
        self.log[mark..].iter().copied()
    }

    /// Where every pair is held, by pair: a state to return to.
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// Returns to a state of this board. Final.
    pub fn restore(&mut self, spots: &[Spot]) {
        for pair in self.facts.problem.candidates.pair_ids().filter(|p| self.spots[p.ix()] != spots[p.ix()]).collect::<Vec<_>>() {
            if self.spots[pair.ix()] != NOWHERE {
                self.take_off(pair);
            }
        }
        for (i, spot) in spots.iter().enumerate().filter(|(_, s)| **s != NOWHERE) {
            if self.spots[i] == NOWHERE {
                self.set(PairId::at(i), *spot);
            }
        }
        self.keep();
    }

    /// Makes all changes final.
    pub fn keep(&mut self) {
        self.log.clear();
    }

    /// Takes a held pair off the board.
    pub fn take(&mut self, pair: PairId) -> Spot {
        let spot = self.spots[pair.ix()];
        debug_assert!(spot != NOWHERE, "only a held pair can be taken off");
        self.log.push((pair, spot));
        self.take_off(pair);
        spot
    }

    /// Holds the pair in a slot, at a place and with an interpreter of the board's choice; false (and no change) if a rule forbids it.
    pub fn put(&mut self, pair: PairId, slot: SlotId) -> bool {
        if !self.open(pair, slot) {
            return false;
        }
        let mark = self.mark();
        let Some(interpreter) = self.find_interpreter(pair, slot) else { return false };
        let Some(place) = self.find_place(pair, slot) else {
            self.undo_to(mark);
            return false;
        };
        self.log.push((pair, NOWHERE));
        self.set(pair, Spot { slot: slot.0 as u16, place, interpreter });
        true
    }

    /// Holds the pair exactly there; false (and no change) if a rule forbids it.
    pub fn put_at(&mut self, pair: PairId, spot: Spot) -> bool {
        let (slot, facts) = (spot.slot(), self.facts);
        let interpreter_ok = match (facts.interpreters.any(pair), spot.interpreter) {
            (false, NONE) => true,
            (true, i) => i != NONE && facts.interpreters.fits(pair, i) && self.interpreters.is_open(slot, i),
            _ => false,
        };
        let place_ok = facts.places.fits(pair, spot.place)
            && self.places.is_open(slot, spot.place)
            && self.within_walk(pair, slot, spot.place);
        if !self.open(pair, slot) || !place_ok || !interpreter_ok {
            return false;
        }
        self.log.push((pair, NOWHERE));
        self.set(pair, spot);
        true
    }

    /// Exchanges the users of two places in a slot; false (and no change) if a rule forbids it or neither is used.
    pub fn exchange(&mut self, slot: SlotId, (a, b): (u16, u16)) -> bool {
        let mark = self.mark();
        let users = [(self.places.user(slot, a), b), (self.places.user(slot, b), a)];
        let moving: Vec<_> =
            users.into_iter().filter_map(|(user, to)| user.map(|pair| (pair, Spot { place: to, ..self.take(pair) }))).collect();
        let done = !moving.is_empty() && moving.iter().all(|(pair, spot)| self.put_at(*pair, *spot));
        if !done {
            self.undo_to(mark);
        }
        done
    }

    /// Moves pairs to other slots (or puts unheld ones there), all or none: false and no change if a rule forbids any of it.
    pub fn shift(&mut self, moves: &[(PairId, SlotId)]) -> bool {
        let mark = self.mark();
        for (pair, _) in moves {
            if self.spots[pair.ix()] != NOWHERE {
                self.take(*pair);
            }
        }
        let all = moves.iter().all(|(pair, slot)| self.put(*pair, *slot)) && self.walks_hold(mark);
        if !all {
            self.undo_to(mark);
        }
        all
    }

    /// Everything but place and interpreter: the rules that hang on the slot alone.
    pub fn open(&self, pair: PairId, slot: SlotId) -> bool {
        let [a, b] = self.facts.parties[pair.ix()];
        self.facts.allows(pair, slot)
            && !self.full.has(a.ix(), slot.ix())
            && !self.full.has(b.ix(), slot.ix())
            && self.spots[pair.ix()] == NOWHERE
            && self.within_limits(pair, slot, a)
            && self.within_limits(pair, slot, b)
            && self.org_open(pair)
            && self.in_order(pair, slot)
    }

    /// R11 of the pair.
    pub fn org_open(&self, pair: PairId) -> bool {
        let group = self.facts.org_group[pair.ix()];
        group == u32::MAX || self.org_held[group as usize] == 0
    }

    /// R05 and R09 of one party.
    fn within_limits(&self, _pair: PairId, slot: SlotId, party: PartyId) -> bool {
        let limits = &self.facts.limits[party.ix()];
        let day = party.ix() * self.facts.n_days() + self.facts.day[slot.ix()].ix();
        u32::from(self.in_all[party.ix()]) < limits.in_all
            && u32::from(self.on_day[day]) < limits.per_day
            && (limits.in_a_row == u32::MAX || self.rested(party, slot))
    }

    /// R09: with a meeting in this slot, the run of busy slots around it is short enough.
    pub fn rested(&self, party: PartyId, slot: SlotId) -> bool {
        let (first, end) = self.facts.session[slot.ix()];
        let busy = |s: &u32| self.busy.has(party.ix(), *s as usize);
        let left = (first..slot.0).rev().take_while(busy).count();
        let right = (slot.0 + 1..end).take_while(busy).count();
        left + 1 + right <= self.facts.limits[party.ix()].in_a_row as usize
    }

    /// R12.
    fn in_order(&self, pair: PairId, slot: SlotId) -> bool {
        let facts = self.facts;
        facts.orders.is_empty()
            || facts.orders.get(&pair).into_iter().flatten().all(|(other, other_first)| match self.slot(*other) {
                None => true,
                Some(at) => {
                    if *other_first {
                        at < slot
                    } else {
                        slot < at
                    }
                }
            })
    }

    /// R08 for both parties if the pair were held there.
    pub fn within_walk(&self, pair: PairId, slot: SlotId, place: u16) -> bool {
        if !self.facts.walks {
            return true;
        }
        let here = (slot, self.facts.hall[usize::from(place)]);
        self.facts.parties[pair.ix()].into_iter().filter(|p| self.facts.limits[p.ix()].capacity == 1).all(|party| {
            let neighbour = |at: Option<usize>| at.map(|s| self.hall_at(party, SlotId::at(s)));
            neighbour(self.busy.before(party.ix(), slot.ix())).is_none_or(|before| self.facts.walkable(before, here))
                && neighbour(self.busy.after(party.ix(), slot.ix())).is_none_or(|after| self.facts.walkable(here, after))
        })
    }

    /// R08 between a held meeting and one in another slot at a place.
    pub fn near_enough(&self, held: PairId, slot: SlotId, place: u16) -> bool {
        let spot = self.spots[held.ix()];
        let (there, here) =
            ((spot.slot(), self.facts.hall[usize::from(spot.place)]), (slot, self.facts.hall[usize::from(place)]));
        if there.0 < slot { self.facts.walkable(there, here) } else { self.facts.walkable(here, there) }
    }

    /// Slot and hall of the only meeting of a party with capacity 1 in a slot.
    fn hall_at(&self, party: PartyId, slot: SlotId) -> (SlotId, crate::event::HallId) {
        let pair = self.meetings_at(party, slot).next().expect("a busy slot has a meeting");
        (slot, self.facts.hall[usize::from(self.spots[pair.ix()].place)])
    }

    /// R08 for all parties changed since the mark: a meeting that left may have stood between two halls too far apart.
    pub fn walks_hold(&self, mark: usize) -> bool {
        !self.facts.walks
            || self.log[mark..].iter().all(|(pair, before)| {
                *before == NOWHERE
                    || self.facts.parties[pair.ix()].into_iter().filter(|p| self.facts.limits[p.ix()].capacity == 1).all(|p| {
                        let (left, at) = (self.busy.before(p.ix(), before.slot.into()), usize::from(before.slot));
                        let right = if self.busy.has(p.ix(), at) { Some(at) } else { self.busy.after(p.ix(), at) };
                        let hall = |s: usize| self.hall_at(p, SlotId::at(s));
                        left.zip(right).is_none_or(|(l, r)| self.facts.walkable(hall(l), hall(r)))
                    })
            })
    }

    /// An interpreter for the pair in the slot ([`NONE`] if it needs none), others of the slot rearranged if it must be.
    fn find_interpreter(&mut self, pair: PairId, slot: SlotId) -> Option<u16> {
        let needs = &self.facts.interpreters;
        if !needs.any(pair) {
            return Some(NONE);
        }
        if let Some(open) = self.interpreters.choices(needs, pair, slot).next() {
            return Some(open);
        }
        let moves = self.interpreters.rearrange(needs, pair, slot, None)?;
        self.rearrange(&moves, |spot, item| Spot { interpreter: item, ..spot })
    }

    /// A place for the pair in the slot: the buyer's own before or after, else any that is open, else others are rearranged.
    fn find_place(&mut self, pair: PairId, slot: SlotId) -> Option<u16> {
        let needs = &self.facts.places;
        let open =
            |place: u16| needs.fits(pair, place) && self.places.is_open(slot, place) && self.within_walk(pair, slot, place);
        let buyer = self.facts.pair(pair).buyer;
        let near = [self.busy.before(buyer.ix(), slot.ix()), self.busy.after(buyer.ix(), slot.ix())];
        let own = near.into_iter().flatten().flat_map(|s| self.meetings_at(buyer, SlotId::at(s)));
        if let Some(place) = own.map(|m| self.spots[m.ix()].place).find(|p| open(*p)) {
            return Some(place);
        }
        if let Some(place) = self.nearest_place(pair, slot) {
            return Some(place);
        }
        let near = |who, place| self.within_walk(who, slot, place);
        let moves = self.places.rearrange(needs, pair, slot, self.facts.walks.then_some(&near))?;
        self.rearrange(&moves, |spot, item| Spot { place: item, ..spot })
    }

    /// An open place in the hall in which most of the parties' meetings before and after on the day are.
    fn nearest_place(&self, pair: PairId, slot: SlotId) -> Option<u16> {
        let (facts, needs) = (self.facts, &self.facts.places);
        let near = facts.parties[pair.ix()].map(|p| {
            let around = [self.busy.before(p.ix(), slot.ix()), self.busy.after(p.ix(), slot.ix())];
            around.map(|s| {
                s.filter(|s| facts.day[*s] == facts.day[slot.ix()])
                    .map(|s| facts.hall[usize::from(self.place_at(p, SlotId::at(s)))])
            })
        });
        let n_near = |place: u16| near.iter().flatten().filter(|h| **h == Some(facts.hall[usize::from(place)])).count();
        let n_open = self.places.n_open(needs, pair, slot) as usize;
        let rank = if n_open == 0 { 0 } else { facts.pair(pair).buyer.ix() % n_open };
        let choices = || self.places.choices(needs, pair, slot);
        let mut best = None;
        for place in choices().skip(rank).chain(choices().take(rank)).filter(|p| self.within_walk(pair, slot, *p)) {
            let n = if facts.problem.event.halls.len() > 1 { n_near(place) } else { 0 };
            if best.is_none_or(|(_, most)| n > most) {
                best = Some((place, n));
            }
            if facts.problem.event.halls.len() == 1 {
                break;
            }
        }
        best.map(|(place, _)| place)
    }

    /// Carries out all moves but the last, whose item is returned for the pair to come.
    fn rearrange(&mut self, moves: &[(PairId, u16)], to: impl Fn(Spot, u16) -> Spot) -> Option<u16> {
        let ((_, item), others) = moves.split_last()?;
        for (pair, item) in others {
            let spot = self.take(*pair);
            self.log.push((*pair, NOWHERE));
            self.set(*pair, to(spot, *item));
        }
        Some(*item)
    }

    fn set(&mut self, pair: PairId, spot: Spot) {
        self.spots[pair.ix()] = spot;
        let slot = spot.slot();
        self.places.take(slot, spot.place, pair);
        if spot.interpreter != NONE {
            self.interpreters.take(slot, spot.interpreter, pair);
        }
        if self.facts.org_group[pair.ix()] != u32::MAX {
            self.org_held[self.facts.org_group[pair.ix()] as usize] += 1;
        }
        for party in self.facts.parties[pair.ix()] {
            let capacity = self.facts.limits[party.ix()].capacity as usize;
            let first = self.first_seat[party.ix()] as usize + slot.ix() * capacity;
            let seats = &mut self.seats[first..first + capacity];
            let seat = seats.iter().position(|p| *p == u32::MAX).expect("a party is not overbooked");
            seats[seat] = pair.0;
            if seat == 0 {
                self.place_of[party.ix() * self.facts.n_slots + slot.ix()] = spot.place;
            }
            self.busy.insert(party.ix(), slot.ix());
            if seat + 1 == capacity {
                self.full.insert(party.ix(), slot.ix());
            }
            self.in_all[party.ix()] += 1;
            self.on_day[party.ix() * self.facts.n_days() + self.facts.day[slot.ix()].ix()] += 1;
        }
    }

    fn take_off(&mut self, pair: PairId) {
        let spot = std::mem::replace(&mut self.spots[pair.ix()], NOWHERE);
        let slot = spot.slot();
        self.places.release(slot, spot.place);
        if spot.interpreter != NONE {
            self.interpreters.release(slot, spot.interpreter);
        }
        if self.facts.org_group[pair.ix()] != u32::MAX {
            self.org_held[self.facts.org_group[pair.ix()] as usize] -= 1;
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
                let place = if next == u32::MAX { NONE } else { self.spots[next as usize].place };
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

//! The place and the interpreter that a meeting gets where the caller names none: near the buyer's other meetings, others moved if they must be.

use super::resources::{Fit, NONE};
use super::state::{Assignment, Board, UNASSIGNED};
use crate::event::{PairId, SlotId};

impl Board<'_> {
    /// An interpreter for the pair in the slot ([`NONE`] if it needs none), others of the slot rearranged if it must be.
    pub(super) fn find_interpreter(&mut self, pair: PairId, slot: SlotId) -> Option<u16> {
        let needs = &self.facts.interpreters;
        if !needs.any(pair) {
            return Some(NONE);
        }
        if let Some(open) = self.interpreters.choices(needs, pair, slot).next() {
            return Some(open);
        }
        let moves = self.interpreters.rearrange(needs, pair, slot, None)?;
        self.rearrange(&moves, |assignment, item| Assignment { interpreter: item, ..assignment })
    }

    /// A place for the pair in the slot: the buyer's own before or after, else any that is open, else others are rearranged.
    pub(super) fn find_place(&mut self, pair: PairId, slot: SlotId) -> Option<u16> {
        let needs = &self.facts.places;
        let open =
            |place: u16| needs.fits(pair, place) && self.places.is_open(slot, place) && self.within_walk(pair, slot, place);
        let buyer = self.facts.pair(pair).buyer;
        let near = [self.busy.before(buyer.ix(), slot.ix()), self.busy.after(buyer.ix(), slot.ix())];
        let own = near.into_iter().flatten().flat_map(|s| self.meetings_at(buyer, SlotId::at(s)));
        if let Some(place) = own.map(|m| self.assignments[m.ix()].place).find(|p| open(*p)) {
            return Some(place);
        }
        if let Some(place) = self.nearest_place(pair, slot) {
            return Some(place);
        }
        let moves = self.rearranged_places(pair, slot)?;
        self.rearrange(&moves, |assignment, item| Assignment { place: item, ..assignment })
    }

    /// Who in the slot takes which place so that the pair, last, gets one.
    pub fn rearranged_places(&self, pair: PairId, slot: SlotId) -> Option<Vec<(PairId, u16)>> {
        let facts = self.facts;
        let allows = |who, place| self.within_walk(who, slot, place);
        let fit = Fit { limited: &facts.walks_matter, may_change: facts.walks_bind, allows: &allows };
        self.places.rearrange(&self.facts.places, pair, slot, Some(fit))
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
    fn rearrange(&mut self, moves: &[(PairId, u16)], to: impl Fn(Assignment, u16) -> Assignment) -> Option<u16> {
        let ((_, item), others) = moves.split_last()?;
        for (pair, item) in others {
            let assignment = self.take(*pair);
            self.log.push((*pair, UNASSIGNED));
            self.set(*pair, to(assignment, *item));
        }
        Some(*item)
    }
}

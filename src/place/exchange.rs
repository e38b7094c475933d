//! Room for a published meeting at the price of as few others as possible: its own slot or another, with those in its way put elsewhere, and those in
//! their way, within a budget of moves (ejection chains, Glover 1996, by iterative deepening).

use super::near::Homes;
use crate::board::{Assignment, Board};
use crate::event::{PairId, SlotId};

/// Trials for one meeting at each budget.
const TRIALS: u32 = 6_000;

/// Published meetings, and where each of them is at home.
pub struct Exchange<'b, 'a> {
    board: &'b mut Board<'a>,
    /// The slot in which a published meeting stood; `None` if it can stand there no more.
    homes: &'b Homes,
    /// Meetings that have been put where they are to stay for now.
    locked: Vec<PairId>,
    trials_left: u32,
}

impl<'b, 'a> Exchange<'b, 'a> {
    pub fn new(board: &'b mut Board<'a>, homes: &'b Homes) -> Self {
        Self { board, homes, locked: Vec::new(), trials_left: 0 }
    }

    /// Holds the pair with at most `most` published meetings moved by that, as few as it finds. False, and nothing is changed, if it finds no way.
    pub fn insert(&mut self, pair: PairId, most: usize) -> bool {
        self.board.keep();
        for budget in 0..=most {
            (self.trials_left, self.locked) = (TRIALS, Vec::new());
            if self.put(pair, budget).is_some() && self.board.walks_hold(0) {
                self.board.keep();
                return true;
            }
            self.board.undo_to(0);
        }
        false
    }

    /// Published meetings that are held elsewhere than at home.
    pub fn n_moved(&self) -> usize {
        self.homes.keys().filter(|pair| self.board.slot(**pair).is_some_and(|slot| self.cost(**pair, slot) == 1)).count()
    }

    /// Whether the pair is held.
    pub fn holds(&self, pair: PairId) -> bool {
        self.board.slot(pair).is_some()
    }

    /// Moves that a pair in a slot counts for.
    fn cost(&self, pair: PairId, slot: SlotId) -> usize {
        usize::from(self.homes.get(&pair).is_some_and(|home| *home != Some(slot)))
    }

    /// Holds the pair for a price within the budget, which is what is left of it. `None`, and nothing is changed, if it cannot be.
    fn put(&mut self, pair: PairId, budget: usize) -> Option<usize> {
        let slots: Vec<SlotId> = self.board.facts.slots.iter(pair.ix()).map(SlotId::at).collect();
        let mut affordable: Vec<(usize, SlotId)> = slots.into_iter().map(|slot| (self.cost(pair, slot), slot)).collect();
        affordable.retain(|(cost, _)| *cost <= budget);
        affordable.sort_unstable();
        for (cost, slot) in &affordable {
            if self.board.put(pair, *slot) {
                return Some(budget - cost);
            }
        }
        for (cost, slot) in affordable {
            for victims in self.victims(pair, slot) {
                let left = self.put_instead((pair, slot), &victims, budget - cost);
                if left.is_some() {
                    return left;
                }
            }
        }
        None
    }

    /// Holds the pair in the slot in the place of others, which are put elsewhere.
    fn put_instead(&mut self, (pair, slot): (PairId, SlotId), victims: &[PairId], budget: usize) -> Option<usize> {
        // A victim that has moved already pays nothing to move on; one that has not must move.
        let away = |v: &&PairId| self.board.slot(**v).is_some_and(|at| self.cost(**v, at) == 1);
        let n_away = victims.iter().filter(away).count();
        if budget + n_away < victims.len() || self.trials_left == 0 {
            return None;
        }
        self.trials_left -= 1;
        let (mark, n_locked) = (self.board.mark(), self.locked.len());
        let taken: Vec<Assignment> = victims.iter().map(|v| self.board.take(*v)).collect();
        debug_assert_eq!(taken.len(), victims.len());
        let mut left = if self.board.put(pair, slot) { Some(budget + n_away) } else { None };
        self.locked.push(pair);
        for victim in victims {
            left = left.and_then(|left| self.put(*victim, left));
        }
        if left.is_none() {
            self.board.undo_to(mark);
            self.locked.truncate(n_locked);
        }
        left
    }

    /// Who may leave so that the pair can be held in the slot: of each party that is full one meeting, and one that uses a fitting place, or
    /// interpreter, where none is open.
    fn victims(&self, pair: PairId, slot: SlotId) -> Vec<Vec<PairId>> {
        let facts = self.board.facts;
        let mut sets: Vec<Vec<PairId>> = vec![Vec::new()];
        for party in facts.parties[pair.ix()].into_iter().filter(|p| self.board.full.has(p.ix(), slot.ix())) {
            let held: Vec<PairId> = self.board.meetings_at(party, slot).collect();
            sets = sets.iter().flat_map(|set| held.iter().map(|one| with(set, *one))).collect();
        }
        let frees_place = |set: &[PairId]| set.iter().any(|v| facts.places.class[v.ix()] == facts.places.class[pair.ix()]);
        if self.board.places.n_open(&facts.places, pair, slot) == 0 {
            let rivals: Vec<PairId> = self.board.places.rivals(&facts.places, pair, slot).collect();
            sets = sets.into_iter().flat_map(|set| if frees_place(&set) { vec![set] } else { each(&set, &rivals) }).collect();
        }
        if facts.interpreters.any(pair) && self.board.interpreters.n_open(&facts.interpreters, pair, slot) == 0 {
            let rivals: Vec<PairId> = self.board.interpreters.rivals(&facts.interpreters, pair, slot).collect();
            sets = sets.into_iter().flat_map(|set| each(&set, &rivals)).collect();
        }
        let movable = |v: &PairId| facts.pair(*v).fixed.is_none() && self.homes.contains_key(v) && !self.locked.contains(v);
        sets.retain(|set| !set.is_empty() && set.iter().all(movable));
        sets.sort_by_key(Vec::len);
        sets
    }
}

/// The set with one more, if it does not have it.
fn with(set: &[PairId], one: PairId) -> Vec<PairId> {
    let mut more = set.to_vec();
    if !more.contains(&one) {
        more.push(one);
    }
    more
}

fn each(set: &[PairId], rivals: &[PairId]) -> Vec<Vec<PairId>> {
    rivals.iter().map(|one| with(set, *one)).collect()
}

//! Changes of a board: each is checked against the rules, logged, and can be taken back until it is made final.

use super::resources::NONE;
use super::state::{Assignment, Board, UNASSIGNED};
use super::tables::SearchTables;
use crate::event::{PairId, SlotId};
use crate::timetable::{Meeting, Timetable};

impl<'a> Board<'a> {
    /// The board of a timetable that obeys the rules. Meetings of no candidate pair, or that cannot stand, are returned.
    pub fn from_timetable(facts: &'a SearchTables<'a>, timetable: &Timetable) -> (Self, Vec<Meeting>) {
        let mut board = Self::new(facts);
        let mut left_out = Vec::new();
        for (meeting, pair) in timetable.meetings().iter().zip(facts.problem.candidates.of_meetings(timetable)) {
            let held = pair.is_some_and(|pair| board.put_at(pair, Assignment::of(meeting)));
            if !held {
                left_out.push(*meeting);
            }
        }
        board.keep();
        (board, left_out)
    }

    /// A point to which [`Board::undo_to`] can return, until [`Board::keep`].
    pub fn mark(&self) -> usize {
        self.log.len()
    }

    pub fn undo_to(&mut self, mark: usize) {
        while self.log.len() > mark {
            let (pair, before) = self.log.pop().expect("the log is longer than the mark");
            if self.assignments[pair.ix()] != UNASSIGNED {
                self.take_off(pair);
            }
            if before != UNASSIGNED {
                self.set(pair, before);
            }
        }
    }

    /// What was changed since the mark and where it was before, oldest first.
    pub fn changed_since(&self, mark: usize) -> impl Iterator<Item = (PairId, Assignment)> + Clone + '_ {
        self.log[mark..].iter().copied()
    }

    /// Returns to a state of this board. Final.
    pub fn restore(&mut self, assignments: &[Assignment]) {
        for pair in self
            .facts
            .problem
            .candidates
            .pair_ids()
            .filter(|p| self.assignments[p.ix()] != assignments[p.ix()])
            .collect::<Vec<_>>()
        {
            if self.assignments[pair.ix()] != UNASSIGNED {
                self.take_off(pair);
            }
        }
        for (i, assignment) in assignments.iter().enumerate().filter(|(_, s)| **s != UNASSIGNED) {
            if self.assignments[i] == UNASSIGNED {
                self.set(PairId::at(i), *assignment);
            }
        }
        self.keep();
    }

    /// Holds pairs where they are held on another board that stood as this one does: the rules hold if they hold there.
    pub fn follow(&mut self, changes: &[(PairId, Assignment)]) {
        for (pair, _) in changes {
            if self.assignments[pair.ix()] != UNASSIGNED {
                self.take(*pair);
            }
        }
        for (pair, assignment) in changes.iter().filter(|(_, assignment)| assignment.is_held()) {
            if self.assignments[pair.ix()] == UNASSIGNED {
                self.log.push((*pair, UNASSIGNED));
                self.set(*pair, *assignment);
            }
        }
    }

    /// Makes all changes final.
    pub fn keep(&mut self) {
        self.log.clear();
    }

    /// Takes a held pair off the board.
    pub fn take(&mut self, pair: PairId) -> Assignment {
        let assignment = self.assignments[pair.ix()];
        debug_assert!(assignment != UNASSIGNED, "only a held pair can be taken off");
        self.log.push((pair, assignment));
        self.take_off(pair);
        assignment
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
        self.log.push((pair, UNASSIGNED));
        self.set(pair, Assignment { slot: slot.0 as u16, place, interpreter });
        true
    }

    /// Holds the pair exactly there; false (and no change) if a rule forbids it.
    pub fn put_at(&mut self, pair: PairId, assignment: Assignment) -> bool {
        let (slot, facts) = (assignment.slot(), self.facts);
        let interpreter_ok = match (facts.interpreters.any(pair), assignment.interpreter) {
            (false, NONE) => true,
            (true, i) => i != NONE && facts.interpreters.fits(pair, i) && self.interpreters.is_open(slot, i),
            _ => false,
        };
        let place_ok = facts.places.fits(pair, assignment.place)
            && self.places.is_open(slot, assignment.place)
            && self.within_walk(pair, slot, assignment.place);
        if !self.open(pair, slot) || !place_ok || !interpreter_ok {
            return false;
        }
        self.log.push((pair, UNASSIGNED));
        self.set(pair, assignment);
        true
    }

    /// Exchanges the users of two places in a slot; false (and no change) if a rule forbids it or neither is used.
    pub fn exchange(&mut self, slot: SlotId, (a, b): (u16, u16)) -> bool {
        let mark = self.mark();
        let users = [(self.places.user(slot, a), b), (self.places.user(slot, b), a)];
        let moving: Vec<_> = users
            .into_iter()
            .filter_map(|(user, to)| user.map(|pair| (pair, Assignment { place: to, ..self.take(pair) })))
            .collect();
        let done = !moving.is_empty() && moving.iter().all(|(pair, assignment)| self.put_at(*pair, *assignment));
        if !done {
            self.undo_to(mark);
        }
        done
    }

    /// Moves pairs to other slots (or puts unheld ones there), all or none: false and no change if a rule forbids any of it.
    pub fn shift(&mut self, moves: &[(PairId, SlotId)]) -> bool {
        let mark = self.mark();
        for (pair, _) in moves {
            if self.assignments[pair.ix()] != UNASSIGNED {
                self.take(*pair);
            }
        }
        let all = moves.iter().all(|(pair, slot)| self.put(*pair, *slot)) && self.walks_hold(mark);
        if !all {
            self.undo_to(mark);
        }
        all
    }
}

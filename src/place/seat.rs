//! One meeting at one time of a timetable that is published: as it stands, or after the meetings in its way found other times, or left.

use super::eject::victims;
use super::insert;
use crate::board::{Assignment, Board, Chains, Dice, SearchTables};
use crate::event::{InterpreterId, PairId, SlotId};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};

/// Ways to make room that are tried where something is in the way.
const WAYS: u64 = 6;
/// Slots tried for the one meeting that moves, those first in which it disturbs least, and timetables of each kind that come of it.
const BEST_SLOTS: usize = 12;
const MOST_BY_ONE: usize = 100;
/// Chains tried for a meeting that had to leave.
const CHAINS: u32 = 30;

/// A timetable into which meetings are put, one question after the other.
pub struct Seating<'a> {
    facts: SearchTables<'a>,
    timetable: &'a Timetable,
}

impl<'a> Seating<'a> {
    /// `timetable` keeps the rules R01 to R12.
    pub fn new(problem: Problem<'a>, timetable: &'a Timetable) -> Self {
        Self { facts: SearchTables::new(problem), timetable }
    }

    /// Timetables with a meeting of the pair in a slot. If one of its meetings stands already, that is the one that moves. Where no rule is in the way,
    /// one for each open place, nothing else changed; else those in which one other meeting has moved or left, and a few in which more have. Under R13
    /// all of these, for no rule of the board says which of them keep it.
    pub fn at(&self, pair: PairId, slot: SlotId) -> Vec<Timetable> {
        let mut board = Board::from_timetable(&self.facts, self.timetable).0;
        if board.slot(pair).is_some() {
            board.take(pair);
        }
        board.keep();
        let direct = self.directly(&mut board, pair, slot);
        if !direct.is_empty() && self.facts.problem.event.rules.max_gap_difference.is_none() {
            return direct;
        }
        let by_one = self.by_one(&mut board, pair, slot);
        let by_more = (0..WAYS).filter_map(|seed| self.making_room(board.clone(), (pair, slot), seed));
        direct.into_iter().chain(by_one).chain(by_more).collect()
    }

    /// With one other meeting of the two parties, or one that uses what the pair needs in the slot, moved or left out.
    fn by_one(&self, board: &mut Board, pair: PairId, slot: SlotId) -> Vec<Timetable> {
        let facts = &self.facts;
        let of_parties = facts.parties[pair.ix()].into_iter().flat_map(|party| &facts.problem.candidates.of_party[party.ix()]);
        let of_places = board.places.rivals(&facts.places, pair, slot);
        let mut others: Vec<PairId> = of_parties.copied().chain(of_places).collect();
        if facts.interpreters.any(pair) {
            others.extend(board.interpreters.rivals(&facts.interpreters, pair, slot));
        }
        others.retain(|other| *other != pair && board.slot(*other).is_some() && facts.pair(*other).fixed.is_none());
        others.sort_unstable();
        others.dedup();
        let (mut moved, mut left) = (Vec::new(), Vec::new());
        for other in others {
            board.take(other);
            if board.put(pair, slot) && board.walks_hold(0) {
                if left.len() < MOST_BY_ONE {
                    left.push(board.timetable());
                }
                let mark = board.mark();
                let n_more = BEST_SLOTS.min(MOST_BY_ONE - moved.len());
                for to in insert::by_disturbance(board, other).into_iter().take(n_more) {
                    if board.put(other, to) && board.walks_hold(0) {
                        moved.push(board.timetable());
                    }
                    board.undo_to(mark);
                }
            }
            board.undo_to(0);
        }
        moved.into_iter().chain(left).collect()
    }

    /// At each open place, with the interpreter that the board takes.
    fn directly(&self, board: &mut Board, pair: PairId, slot: SlotId) -> Vec<Timetable> {
        let mut found = Vec::new();
        let mark = board.mark();
        if board.put(pair, slot) && board.walks_hold(mark) && board.changed_since(mark).all(|(changed, _)| changed == pair) {
            found.push(board.timetable());
        }
        let interpreter =
            board.assignment(pair).and_then(|_| found.first()).and_then(|t: &Timetable| self.interpreter(t, pair, slot));
        board.undo_to(mark);
        let Problem { event, candidates } = self.facts.problem;
        let facts = candidates.pair(pair);
        for place in candidates.places_at(event, facts, slot).filter(|_| !found.is_empty()).collect::<Vec<_>>() {
            let meeting = Meeting { sme: facts.sme, buyer: facts.buyer, slot, place, interpreter };
            if board.put_at(pair, Assignment::of(&meeting)) && board.walks_hold(mark) {
                found.push(board.timetable());
            }
            board.undo_to(mark);
        }
        found
    }

    fn interpreter(&self, timetable: &Timetable, pair: PairId, slot: SlotId) -> Option<InterpreterId> {
        let facts = self.facts.problem.candidates.pair(pair);
        let is_it = |m: &&Meeting| (m.sme, m.buyer, m.slot) == (facts.sme, facts.buyer, slot);
        timetable.meetings().iter().find(is_it).and_then(|m| m.interpreter)
    }

    /// Those in the way leave, and go to another time if one is open to them.
    fn making_room(&self, mut board: Board, (pair, slot): (PairId, SlotId), seed: u64) -> Option<Timetable> {
        let (mut dice, mut chains) = (Dice::new(seed), Chains::new(self.facts.n_pairs()));
        let mark = board.mark();
        let mut leaving = victims(&board, (pair, slot), usize::MAX, &mut dice)?;
        leaving.iter().for_each(|victim| _ = board.take(*victim));
        if !board.put(pair, slot) || !board.walks_hold(mark) {
            return None;
        }
        let worth = |id: &PairId| (self.facts.pair(*id).n_must, self.facts.pair(*id).value);
        leaving.sort_by_key(|victim| std::cmp::Reverse(worth(victim)));
        for victim in leaving {
            // A chain may move the meeting itself, which is to stand here.
            let mark = board.mark();
            if !insert::directly(&mut board, victim)
                && insert::by_chain(&mut board, victim, &mut chains, &mut dice, CHAINS)
                && board.slot(pair) != Some(slot)
            {
                board.undo_to(mark);
            }
        }
        Some(board.timetable())
    }
}

//! The timetable that patient people make by hand, against which the optimum is measured: fixed meetings first, then pool after pool, each meeting
//! into the first free slot and place that keeps all rules. Nothing that stands is moved again. Knows nothing of gaps (R13) and of minimums.

use crate::board::{Assignment, Board, SearchTables};
use crate::candidates::{Pair, WishedBy};
use crate::event::{InterpreterId, PairId, PlaceId, SlotId};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use std::cmp::Reverse;

/// What the greedy practice makes of an event.
#[derive(Clone, Debug)]
pub struct Greedy {
    /// Keeps rules R01 to R12, but for fixed meetings that did not find their place.
    pub timetable: Timetable,
    /// Fixed meetings that could not be held where they are fixed.
    pub unplaced: Vec<PairId>,
}

/// The pools in the order in which they are served.
pub const POOLS: [WishedBy; 4] = [WishedBy::Both, WishedBy::Buyer, WishedBy::Sme, WishedBy::None];

/// Makes the timetable. Inside a pool must wishes come first, then the greatest value, then the order of the files.
pub fn greedy(problem: Problem) -> Greedy {
    let facts = SearchTables::new(problem);
    let mut board = Board::new(&facts);
    let mut unplaced = Vec::new();
    for id in fixed(problem) {
        if !held_first(&mut board, id) {
            unplaced.push(id);
        }
    }
    for id in in_order(problem) {
        held_first(&mut board, id);
    }
    unplaced.sort_unstable();
    Greedy { timetable: board.timetable(), unplaced }
}

/// The fixed meetings in file order, those first whose place is named too: another must not take it.
fn fixed(problem: Problem) -> Vec<PairId> {
    let candidates = problem.candidates;
    let mut fixed: Vec<PairId> = candidates.pair_ids().filter(|id| candidates.pair(*id).fixed.is_some()).collect();
    fixed.sort_by_key(|id| candidates.pair(*id).fixed.is_some_and(|(_, place)| place.is_none()));
    fixed
}

/// Everything that is not fixed and worth something, in the order of the practice.
fn in_order(problem: Problem) -> Vec<PairId> {
    let candidates = problem.candidates;
    let is_open = |pair: &Pair| pair.fixed.is_none() && pair.value > 0 && pair.schedulable();
    let mut pairs: Vec<PairId> = candidates.pair_ids().filter(|id| is_open(candidates.pair(*id))).collect();
    let pool = |pair: &Pair| POOLS.iter().position(|pool| *pool == pair.wished_by());
    pairs.sort_by_key(|id| {
        let pair = candidates.pair(*id);
        (pool(pair), Reverse(pair.n_must > 0), Reverse(pair.value), *id)
    });
    pairs
}

/// Holds a pair in the first slot, at the first place and with the first interpreter that are free and break no rule. False if there are none.
fn held_first(board: &mut Board, id: PairId) -> bool {
    let slots = &board.facts.problem.candidates.pair(id).slots;
    slots.iter().any(|slot| board.open(id, slot) && held_at(board, id, slot))
}

fn held_at(board: &mut Board, id: PairId, slot: SlotId) -> bool {
    let facts = board.facts;
    let pair = facts.problem.candidates.pair(id);
    let interpreter = match facts.interpreters.any(id) {
        false => None,
        true => match board.interpreters.choices(&facts.interpreters, id, slot).next() {
            Some(first) => Some(InterpreterId(first.into())),
            None => return false,
        },
    };
    let places: Vec<u16> = board.places.choices(&facts.places, id, slot).collect();
    places.into_iter().any(|place| {
        let meeting = Meeting { sme: pair.sme, buyer: pair.buyer, slot, place: PlaceId(place.into()), interpreter };
        board.put_at(id, Assignment::of(&meeting))
    })
}

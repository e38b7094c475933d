//! A published timetable put back on the grid: what can stand stays where it is, then the same slot at another place, then any open slot, then
//! what nobody published. Where no slot is open, as few others as possible make
//! room.

use super::exchange::Exchange;
use super::insert;
use crate::board::{Assignment, Board, SearchTables};
use crate::event::{PairId, SlotId};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use std::collections::BTreeMap;

/// Published meetings that may move to make room for one.
const MOST_MOVES: usize = 4;

/// Where a pair is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    pub pair: PairId,
    /// The slot in which it is to be held; `None` = any.
    pub slot: Option<SlotId>,
    /// The meeting in that slot with the place and interpreter that it should keep.
    pub exact: Option<Meeting>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Every meeting in it obeys R01 to R12.
    pub timetable: Timetable,
    /// Pairs that found no slot, in the order given.
    pub out: Vec<PairId>,
}

/// Puts pairs on the grid in the order given; those that must keep place and interpreter first. With `anywhere`, one whose slot is taken goes to any
/// open slot; else it stays out.
pub fn stand(problem: Problem, start: &Timetable, stands: &[Stand], anywhere: bool) -> Standing {
    let facts = SearchTables::new(problem);
    let mut board = Board::from_timetable(&facts, start).0;
    let waits = |board: &Board, stand: &&Stand| board.slot(stand.pair).is_none();
    // A second time, for those who stand between two halls that are too far apart without another that came after them.
    for _ in 0..2 {
        for stand in stands.iter() {
            if let Some(exact) = stand.exact.filter(|_| waits(&board, &stand)) {
                board.put_at(stand.pair, Assignment::of(&exact));
            }
        }
    }
    for stand in stands.iter() {
        if let Some(slot) = stand.slot.filter(|_| waits(&board, &stand)) {
            board.put(stand.pair, slot);
        }
    }
    let mut rest: Vec<&Stand> = stands.iter().filter(|s| waits(&board, s)).collect();
    if anywhere {
        let n_open = |pair: PairId| facts.slots.iter(pair.ix()).filter(|s| board.open(pair, SlotId::at(*s))).count();
        rest.sort_by_cached_key(|s| (n_open(s.pair), s.pair));
        rest.retain(|s| !insert::directly(&mut board, s.pair));
        let homes: BTreeMap<PairId, Option<SlotId>> = stands.iter().map(|s| (s.pair, s.slot)).collect();
        let mut exchange = Exchange::new(&mut board, &homes);
        rest.iter().for_each(|s| _ = exchange.insert(s.pair, MOST_MOVES));
    }
    board.keep();
    let out = stands.iter().map(|s| s.pair).filter(|p| board.slot(*p).is_none()).collect();
    Standing { timetable: board.timetable(), out }
}

/// Holds more pairs, in the order given, for which published meetings make room as long as no more than `most` of them are elsewhere than at home.
/// `homes`: the slots of the published meetings.
pub fn fill_with_moves(
    problem: Problem,
    start: &Timetable,
    order: &[PairId],
    homes: &BTreeMap<PairId, Option<SlotId>>,
    most: usize,
) -> Timetable {
    let facts = SearchTables::new(problem);
    let (mut board, left_out) = Board::from_timetable(&facts, start);
    if !left_out.is_empty() {
        return start.clone();
    }
    let mut exchange = Exchange::new(&mut board, homes);
    for pair in order.iter().filter(|pair| facts.pair(**pair).n_copies == 1) {
        let left = most.saturating_sub(exchange.n_moved());
        if left == 0 {
            break;
        }
        if !exchange.holds(*pair) {
            exchange.insert(*pair, left.min(MOST_MOVES));
        }
    }
    board.timetable()
}

/// Holds more pairs, in the order given, in slots that are open to them; nobody else changes slots.
pub fn fill(problem: Problem, start: &Timetable, order: &[PairId]) -> Timetable {
    let facts = SearchTables::new(problem);
    let (mut board, left_out) = Board::from_timetable(&facts, start);
    if !left_out.is_empty() {
        return start.clone();
    }
    for pair in order {
        let pair = board.first_unheld(*pair);
        if board.slot(pair).is_none() {
            insert::directly(&mut board, pair);
        }
    }
    board.timetable()
}

//! A published timetable put back on the grid: what can stand stays where it is, or in its slot at another place; and what finds room beside it.

use super::exchange::Exchange;
use super::insert;
use super::near::Homes;
use crate::board::{Assignment, Board, SearchTables};
use crate::event::{PairId, SlotId};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};

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

/// Puts pairs on the grid in the order given; those that must keep place and interpreter first. One whose slot is taken stays out.
pub fn stand(problem: Problem, start: &Timetable, stands: &[Stand]) -> Standing {
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
    board.keep();
    let out = stands.iter().map(|s| s.pair).filter(|p| board.slot(*p).is_none()).collect();
    Standing { timetable: board.timetable(), out }
}

/// Holds more pairs, in the order given, for which published meetings make room as long as no more than `most` of them are elsewhere than at home.
/// `homes`: the slots of the published meetings.
pub fn fill_with_moves(problem: Problem, start: &Timetable, order: &[PairId], homes: &Homes, most: usize) -> Timetable {
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

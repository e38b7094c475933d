//! Putting one more pair on the board: into the slot where it disturbs least, else after a Kempe chain has made room.

use crate::board::{Board, Chains, Dice};
use crate::event::{PairId, SlotId};

/// Puts the pair into an open slot, if there is one.
pub(crate) fn directly(board: &mut Board, pair: PairId) -> bool {
    by_disturbance(board, pair).into_iter().any(|slot| board.put(pair, slot))
}

/// The slots that are open to the pair, those first in which it disturbs least.
pub(crate) fn by_disturbance(board: &Board, pair: PairId) -> Vec<SlotId> {
    let mut open: Vec<(i32, SlotId)> = board
        .facts
        .slots
        .iter(pair.ix())
        .map(SlotId::at)
        .filter(|slot| board.open(pair, *slot))
        .map(|slot| (disturbance(board, pair, slot), slot))
        .collect();
    open.sort_unstable();
    open.into_iter().map(|(_, slot)| slot).collect()
}

/// Low when the slot has many open places and the meeting stands beside others of its parties.
fn disturbance(board: &Board, pair: PairId, slot: SlotId) -> i32 {
    let beside = |party: usize| {
        let near = |s: Option<usize>| s.is_some_and(|s| s.abs_diff(slot.ix()) == 1);
        let (before, after) = (board.busy.before(party, slot.ix()), board.busy.after(party, slot.ix()));
        i32::from(near(before)) + i32::from(near(after)) - i32::from(before.is_some() || after.is_some())
    };
    let [a, b] = board.facts.parties[pair.ix()];
    let n_open = board.places.n_open(&board.facts.places, pair, slot) as i32;
    -8 * (beside(a.ix()) + beside(b.ix())) - n_open.min(8)
}

/// Puts the pair where at least one of its parties is full, by moving meetings between that slot and another.
/// Gives up after this many chains.
pub(crate) fn by_chain(board: &mut Board, pair: PairId, chains: &mut Chains, dice: &mut Dice, mut n_tries: u32) -> bool {
    let slots: Vec<SlotId> = board.facts.slots.iter(pair.ix()).map(SlotId::at).collect();
    if slots.is_empty() || !board.org_open(pair) {
        return false;
    }
    let (n_slots, parties) = (board.facts.n_slots, board.facts.parties[pair.ix()]);
    let (first, turn) = (dice.below(slots.len()), dice.below(n_slots));
    for i in 0..slots.len() {
        let to = slots[(first + i) % slots.len()];
        let crowded = parties.map(|p| board.full.has(p.ix(), to.ix()));
        if !crowded[0] && !crowded[1] {
            continue;
        }
        for j in 0..n_slots {
            let from = SlotId::at((turn + j) % n_slots);
            let room = (0..2).all(|k| !crowded[k] || !board.full.has(parties[k].ix(), from.ix()));
            if from == to || !room {
                continue;
            }
            if chains.find(board, pair, from, to, dice) && board.shift(&chains.moves) {
                return true;
            }
            n_tries -= 1;
            if n_tries == 0 {
                return false;
            }
        }
    }
    false
}

/// Puts the pair where both its parties are free but no place is open, by a chain that takes one meeting more out of that slot than it
/// brings in (equalizing colour classes: de Werra 1971, McDiarmid 1972). Gives up after `n_tries` chains.
pub(crate) fn by_balance(board: &mut Board, pair: PairId, chains: &mut Chains, dice: &mut Dice, mut n_tries: u32) -> bool {
    let facts = board.facts;
    if !board.org_open(pair) {
        return false;
    }
    let slots: Vec<SlotId> = facts.slots.iter(pair.ix()).map(SlotId::at).filter(|slot| board.open(pair, *slot)).collect();
    for to in slots {
        let mut rivals: Vec<PairId> = board.places.rivals(&facts.places, pair, to).collect();
        while !rivals.is_empty() {
            let rival = rivals.swap_remove(dice.below(rivals.len()));
            let away: Vec<SlotId> = facts.slots.iter(rival.ix()).map(SlotId::at).collect();
            let Some(from) = away.get(dice.below(away.len())).copied().filter(|from| *from != to) else { continue };
            // A slot with places to spare for it, so that the chain has somewhere to end.
            if board.places.n_open(&facts.places, rival, from) == 0 {
                continue;
            }
            let mark = board.mark();
            if chains.find(board, rival, to, from, dice) && board.shift(&chains.moves) {
                if board.put(pair, to) {
                    return true;
                }
                board.undo_to(mark);
            }
            n_tries -= 1;
            if n_tries == 0 {
                return false;
            }
        }
    }
    false
}

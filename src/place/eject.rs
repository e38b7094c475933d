//! Pairs that no chain can place: force one in, throw others out, never straight back (PartialCol, Bloechliger and Zufferey 2008, for list
//! edge colouring with places). Keeps the best board met.

use super::insert;
use crate::board::{Board, Chains, Dice};
use crate::event::{PairId, PartyId, SlotId};
use crate::stop::Stop;
use std::collections::HashMap;

/// Rounds without a better board before the search gives up.
const PATIENCE: u32 = 4_000;
/// Rounds between two copies of boards that are equally good.
const ROUNDS_PER_COPY: u32 = 40;
/// Chains tried for a meeting that was thrown out before it joins the unplaced ones.
const CHAINS_PER_VICTIM: u32 = 40;

/// Works on the unplaced pairs until none is left, nothing helps any more, or it must stop. Returns what is still unplaced.
pub(crate) fn reduce_unplaced(board: &mut Board, unplaced: Vec<PairId>, dice: &mut Dice, stop: &Stop) -> Vec<PairId> {
    let mut best = (board.clone(), unplaced.clone());
    let mut best_loss = loss(board, &unplaced);
    let mut search = Search::new(board, unplaced);
    let (mut last_better, mut last_copy) = (0, 0);
    while !search.unplaced.is_empty() && search.round < last_better + PATIENCE {
        if search.round.is_multiple_of(64) && stop.now() {
            break;
        }
        search.step(board, dice);
        board.keep();
        let now = loss(board, &search.unplaced);
        if now < best_loss {
            last_better = search.round;
        }
        // One as good as the best may leave more room to whoever goes on from it.
        if now < best_loss || now == best_loss && search.round >= last_copy + ROUNDS_PER_COPY {
            (best_loss, last_copy) = (now, search.round);
            best = (board.clone(), search.unplaced.clone());
        }
    }
    *board = best.0;
    best.1
}

/// Must wishes and value of unheld pairs.
fn loss(board: &Board, unplaced: &[PairId]) -> (u32, i64) {
    let pairs = || unplaced.iter().map(|p| board.facts.pair(*p));
    (pairs().map(|p| p.n_must).sum(), pairs().map(|p| p.value.max(1)).sum())
}

struct Search {
    unplaced: Vec<PairId>,
    /// The round from which a pair may go to a slot again. Few pairs ever move, of however many there are.
    tabu: HashMap<(PairId, SlotId), u32>,
    round: u32,
    chains: Chains,
}

impl Search {
    fn new(board: &Board, unplaced: Vec<PairId>) -> Self {
        let n_pairs = board.facts.n_pairs();
        Self { unplaced, tabu: HashMap::new(), round: 0, chains: Chains::new(n_pairs) }
    }

    /// Forces one unplaced pair in and tries to find other slots for those it throws out.
    fn step(&mut self, board: &mut Board, dice: &mut Dice) {
        self.round += 1;
        let chosen = dice.below(self.unplaced.len());
        let pair = self.unplaced[chosen];
        let Some((slot, victims)) = self.cheapest(board, pair, dice) else { return };
        let mark = board.mark();
        let left: Vec<SlotId> = victims.iter().map(|v| board.take(*v).slot()).collect();
        if !board.put(pair, slot) || !board.walks_hold(mark) {
            board.undo_to(mark);
            self.tabu.insert((pair, slot), self.round + 20);
            return;
        }
        self.unplaced.swap_remove(chosen);
        for (victim, from) in victims.into_iter().zip(left) {
            let tenure = 10 + dice.below(10) as u32 + self.unplaced.len() as u32 / 2;
            self.tabu.insert((victim, from), self.round + tenure);
            if !insert::directly(board, victim) && !insert::by_chain(board, victim, &mut self.chains, dice, CHAINS_PER_VICTIM) {
                self.unplaced.push(victim);
            }
        }
    }

    /// The slot, not tabu, in which the pair throws out the fewest and cheapest; ties at random.
    fn cheapest(&self, board: &Board, pair: PairId, dice: &mut Dice) -> Option<(SlotId, Vec<PairId>)> {
        let mut best: Option<(_, SlotId, Vec<PairId>)> = None;
        for slot in board.facts.slots.iter(pair.ix()).map(SlotId::at) {
            if self.tabu.get(&(pair, slot)).is_some_and(|from| *from > self.round) {
                continue;
            }
            let at_most = best.as_ref().map_or(usize::MAX, |b| b.2.len());
            let Some(victims) = victims(board, (pair, slot), at_most, dice) else { continue };
            let cost = (victims.len(), loss(board, &victims), dice.below(1 << 16));
            if best.as_ref().is_none_or(|b| cost < b.0) {
                best = Some((cost, slot, victims));
            }
        }
        best.map(|(_, slot, victims)| (slot, victims))
    }
}

/// Meetings that must leave so that the pair can be held in the slot, as far as each rule can tell alone.
/// `None` if one of them is fixed, or if they are more than `at_most`.
pub(crate) fn victims(board: &Board, (pair, slot): (PairId, SlotId), at_most: usize, dice: &mut Dice) -> Option<Vec<PairId>> {
    let mut victims = Vec::new();
    for party in board.facts.parties[pair.ix()] {
        if board.full.has(party.ix(), slot.ix()) {
            pick(&mut victims, board.meetings_at(party, slot).collect(), dice);
        }
        limit_victims(board, (pair, slot), party, &mut victims, dice);
    }
    org_and_order_victims(board, pair, slot, &mut victims);
    // Last, because looking for a place is the most expensive check.
    if victims.len() > at_most {
        return None;
    }
    let freed =
        |v: &PairId| board.slot(*v) == Some(slot) && board.facts.places.class[v.ix()] == board.facts.places.class[pair.ix()];
    if !victims.iter().any(freed) && !has_place(board, pair, slot) {
        pick(&mut victims, board.places.rivals(&board.facts.places, pair, slot).collect(), dice);
    }
    if board.facts.interpreters.any(pair) && board.interpreters.n_open(&board.facts.interpreters, pair, slot) == 0 {
        pick(&mut victims, board.interpreters.rivals(&board.facts.interpreters, pair, slot).collect(), dice);
    }
    let movable = |v: &PairId| board.facts.pair(*v).fixed.is_none();
    (victims.len() <= at_most && victims.iter().all(movable)).then_some(victims)
}

fn has_place(board: &Board, pair: PairId, slot: SlotId) -> bool {
    let needs = &board.facts.places;
    board.places.choices(needs, pair, slot).any(|p| board.within_walk(pair, slot, p))
        || board.rearranged_places(pair, slot).is_some()
}

/// One of the meetings, unless one of them leaves anyway.
fn pick(victims: &mut Vec<PairId>, from: Vec<PairId>, dice: &mut Dice) {
    if !from.is_empty() && !from.iter().any(|p| victims.contains(p)) {
        victims.push(from[dice.below(from.len())]);
    }
}

/// R05, R08, R09 of one party.
fn limit_victims(board: &Board, (pair, slot): (PairId, SlotId), party: PartyId, victims: &mut Vec<PairId>, dice: &mut Dice) {
    let (facts, limits) = (board.facts, &board.facts.limits[party.ix()]);
    let held_in = |slots: &mut dyn Iterator<Item = usize>| -> Vec<PairId> {
        slots.flat_map(|s| board.meetings_at(party, SlotId::at(s))).collect()
    };
    let day = &facts.problem.event.grid.days[facts.day[slot.ix()].ix()].slots;
    if board.n_on_day(party, slot) >= limits.per_day {
        pick(victims, held_in(&mut (day.0.ix()..day.1.ix())), dice);
    }
    if board.n_of(party) >= limits.in_all {
        pick(victims, held_in(&mut (0..facts.n_slots)), dice);
    }
    if limits.in_a_row != u32::MAX && !board.rested(party, slot) {
        let leaving = split_run(board, slot, party, dice);
        victims.extend(held_in(&mut leaving.into_iter()).into_iter().filter(|v| *v != pair));
    }
    if facts.walks_bind && limits.capacity == 1 {
        let near = [board.busy.before(party.ix(), slot.ix()), board.busy.after(party.ix(), slot.ix())];
        let far = |p: &PairId| !board.places.choices(&facts.places, pair, slot).any(|place| board.near_enough(*p, slot, place));
        victims.extend(held_in(&mut near.into_iter().flatten()).into_iter().filter(far));
    }
    victims.sort_unstable();
    victims.dedup();
}

/// R09: busy slots that the party must give up so that the run of busy slots around one more is short enough: any one that does, else
/// those on either side.
fn split_run(board: &Board, slot: SlotId, party: PartyId, dice: &mut Dice) -> Vec<usize> {
    let (first, end) = board.facts.session[slot.ix()];
    let most = board.facts.limits[party.ix()].in_a_row as usize;
    let (at, busy) = (slot.ix(), |s: &usize| board.busy.has(party.ix(), *s));
    let left = (first as usize..at).rev().take_while(busy).count();
    let right = (at + 1..end as usize).take_while(busy).count();
    let before = (at - left..at).filter(|s| at - s + right <= most);
    let after = (at + 1..=at + right).filter(|s| s - at + left <= most);
    let enough: Vec<usize> = before.chain(after).collect();
    if enough.is_empty() {
        return (at - left..at).next_back().into_iter().chain((at + 1..=at + right).next()).collect();
    }
    vec![enough[dice.below(enough.len())]]
}

/// R03, R11 and R12: another meeting of the same two in the slot, meetings with others of the org, and those on the wrong side in time.
fn org_and_order_victims(board: &Board, pair: PairId, slot: SlotId, victims: &mut Vec<PairId>) {
    let facts = board.facts;
    let group = facts.org_group[pair.ix()];
    if group != u32::MAX && !board.org_open(pair) {
        let mates = facts.problem.candidates.of_party[facts.pair(pair).sme.ix()].iter();
        victims.extend(mates.filter(|m| facts.org_group[m.ix()] == group && board.slot(**m).is_some()));
    }
    victims.extend(facts.copies.get(&pair).into_iter().flatten().filter(|other| board.slot(**other) == Some(slot)));
    for (other, other_first) in facts.orders.get(&pair).into_iter().flatten() {
        if let Some(at) = board.slot(*other)
            && (if *other_first { at >= slot } else { at <= slot })
        {
            victims.push(*other);
        }
    }
    victims.sort_unstable();
    victims.dedup();
}

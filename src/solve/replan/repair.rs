//! Room for the published meetings that found none: neighbourhoods of them are asked about exactly, with everything else where it stands.

use super::plan::Plan;
use crate::event::{PairId, PartyId, SlotId};
use crate::place::{Stand, Standing, stand};
use crate::prove::{ChangeQuestion, Changes, fewest_changes};
use crate::timetable::Timetable;
use std::collections::{BTreeMap, BTreeSet};

/// Ways to hold the pairs of an event, up to which all of it is one neighbourhood, with the pairs that nobody published.
const SMALL: usize = 1_500;
/// How far from a meeting without room its neighbourhood reaches, in parties.
const REACHES: [usize; 2] = [1, 2];
/// Decisions that a question may take, and where a timetable with nothing dropped is in hand already.
pub const DECISIONS: u64 = 10_000;
pub const FEW_DECISIONS: u64 = 2_000;
/// Ways to hold the pairs of a neighbourhood, above which it is not asked about.
const MOST_CHOICES: usize = 20_000;

/// The published meetings on the grid with as few dropped and moved as the neighbourhoods show, each asked with so many decisions.
pub fn repaired(plan: Plan, standing: Standing, decisions: u64) -> Timetable {
    let mut best = standing.timetable;
    if is_small(plan) {
        let all: BTreeSet<PartyId> = plan.problem.event.party_ids().collect();
        return better(plan, &best, &all, true, DECISIONS).unwrap_or(best);
    }
    for reach in REACHES {
        let out = out_of(plan, &best);
        if out.is_empty() || plan.stop.now() {
            break;
        }
        let parties = around(plan, &out, reach);
        best = better(plan, &best, &parties, false, decisions).unwrap_or(best);
    }
    let pushed = pushed(plan, &best);
    if !pushed.is_empty() && !plan.stop.now() {
        best = better(plan, &best, &around(plan, &pushed, 1), false, decisions).unwrap_or(best);
    }
    best
}

/// Published meetings that moved although they can stand where they were.
fn pushed(plan: Plan, timetable: &Timetable) -> Vec<PairId> {
    let now: BTreeMap<PairId, SlotId> = plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    let is_pushed = |s: &&Stand| s.slot.is_some() && now.get(&s.pair).is_some_and(|slot| Some(*slot) != s.slot);
    plan.stands.iter().filter(is_pushed).map(|s| s.pair).collect()
}

/// Whether the whole event is asked about at once.
pub fn is_small(plan: Plan) -> bool {
    plan.problem.candidates.pairs.iter().map(|p| p.slots.len()).sum::<usize>() <= SMALL
}

/// Published meetings that are not held.
fn out_of(plan: Plan, timetable: &Timetable) -> Vec<PairId> {
    let held: BTreeSet<PairId> = plan.problem.candidates.held(timetable).map(|(id, _)| id).collect();
    plan.stands.iter().map(|s| s.pair).filter(|id| !held.contains(id)).collect()
}

/// The parties of pairs, and those who have published meetings with them, and so on.
fn around(plan: Plan, pairs: &[PairId], reach: usize) -> BTreeSet<PartyId> {
    let parties_of = |id: &PairId| plan.problem.candidates.pair(*id).parties();
    let mut parties: BTreeSet<PartyId> = pairs.iter().flat_map(parties_of).collect();
    for _ in 1..reach {
        let near = plan.stands.iter().map(|s| parties_of(&s.pair)).filter(|pair| pair.iter().any(|p| parties.contains(p)));
        let near: Vec<PartyId> = near.flatten().collect();
        parties.extend(near);
    }
    parties
}

/// A timetable with fewer dropped, or as many and fewer moved, in which only published meetings of these parties change; with `others`, pairs that
/// nobody published may be held too.
fn better(plan: Plan, timetable: &Timetable, parties: &BTreeSet<PartyId>, others: bool, decisions: u64) -> Option<Timetable> {
    let candidates = plan.problem.candidates;
    let held: BTreeMap<PairId, SlotId> = candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    let concerned = |s: &&Stand| candidates.pair(s.pair).parties().iter().any(|p| parties.contains(p));
    let part: Vec<&Stand> = plan.stands.iter().filter(concerned).collect();
    if part.iter().map(|s| candidates.pair(s.pair).slots.len()).sum::<usize>() > MOST_CHOICES {
        return None;
    }
    let mine: BTreeSet<PairId> = part.iter().map(|s| s.pair).collect();
    let kept = held.iter().filter(|(id, _)| !mine.contains(id)).map(|(id, slot)| (*id, *slot));
    let more = candidates.pair_ids().filter(|id| candidates.pair(*id).schedulable() && !mine.contains(id));
    let question = ChangeQuestion {
        published: part.iter().map(|s| (s.pair, s.slot)).collect(),
        kept: if others { Vec::new() } else { kept.collect() },
        others: if others { more.collect() } else { Vec::new() },
        even: others,
    };
    let known = if others { Changes { dropped: part.len() + 1, moved: part.len() + 1 } } else { changes(&part, &held) };
    let found = fewest_changes(plan.problem, &question, known, (plan.options.max_moves, decisions), plan.stop);
    found.timetable.map(|found| realised(plan, &found))
}

/// What a timetable changes of these meetings.
fn changes(part: &[&Stand], held: &BTreeMap<PairId, SlotId>) -> Changes {
    let now = |s: &Stand| held.get(&s.pair).copied();
    let dropped = part.iter().filter(|s| now(s).is_none()).count();
    let moved = part.iter().filter(|s| now(s).is_some() && now(s) != s.slot).count();
    Changes { dropped, moved }
}

/// The same meetings in the same slots with places and interpreters as published where they can be; the timetable itself where that does not work out.
pub fn realised(plan: Plan, timetable: &Timetable) -> Timetable {
    let held: Vec<(PairId, SlotId)> = plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    placed(plan, &held).unwrap_or_else(|| timetable.clone())
}

/// All of these in their slots, with places and interpreters as published where they can be. `None` if the rules forbid it, as far as one attempt shows.
pub fn placed(plan: Plan, held: &[(PairId, SlotId)]) -> Option<Timetable> {
    let candidates = plan.problem.candidates;
    let exact: BTreeMap<PairId, &Stand> = plan.stands.iter().map(|s| (s.pair, s)).collect();
    let is_fixed = |id: &PairId| candidates.pair(*id).fixed.is_some();
    let base: BTreeMap<PairId, _> = candidates.held(plan.base).map(|(id, m)| (id, *m)).collect();
    let stand_of = |(pair, slot): &(PairId, SlotId)| {
        let published = exact.get(pair).and_then(|s| s.exact).filter(|m| m.slot == *slot);
        let standing = base.get(pair).copied().filter(|m| m.slot == *slot);
        Stand { pair: *pair, slot: Some(*slot), exact: published.or(standing) }
    };
    let stands: Vec<Stand> = held.iter().filter(|(id, _)| !is_fixed(id)).map(stand_of).collect();
    let fixed: Vec<_> = base.iter().filter(|(id, _)| is_fixed(id)).map(|(_, m)| *m).collect();
    let n_fixed = fixed.len();
    let standing = stand(plan.problem, &Timetable::new(plan.problem.event, fixed), &stands, false);
    (standing.out.is_empty() && standing.timetable.len() == stands.len() + n_fixed).then_some(standing.timetable)
}

//! Which candidate each published meeting is, where it stands, and what the freeze leaves open.

use crate::candidates::Candidates;
use crate::event::{Event, InterpreterId, PairId, SlotId, SlotSet};
use crate::place::Stand;
use crate::problem::Problem;
use crate::published::PublishedMeeting;
use crate::timetable::{Meeting, Timetable};
use chrono::{Duration, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet};

/// Where every published meeting whose pair can meet is wanted: its slot if it can stand there by itself, with place and interpreter as far as the
/// event knows them. Of a pair that may meet less often now, as many as it may.
pub fn stands(problem: Problem, published: &[PublishedMeeting]) -> Vec<Stand> {
    let candidates = problem.candidates;
    let mut of_pair: BTreeMap<PairId, Vec<&PublishedMeeting>> = BTreeMap::new();
    for old in published {
        let first = old.parties.and_then(|(a, b)| candidates.first_between(a, b));
        if let Some(first) = first {
            of_pair.entry(first).or_default().push(old);
        }
    }
    let mut stands = Vec::new();
    for (first, mut olds) in of_pair {
        let copies: Vec<PairId> = candidates.copies(first).filter(|id| candidates.pair(*id).schedulable()).collect();
        let can_stand = |old: &PublishedMeeting| copies.iter().any(|id| slot_of(candidates, *id, old).is_some());
        olds.sort_by_key(|old| (!can_stand(old), old.starts_at()));
        olds.truncate(copies.len());
        olds.sort_by_key(|old| old.starts_at());
        stands.extend(assigned(candidates, copies, olds));
    }
    stands.sort_by_key(|stand| (stand.exact.map_or(SlotId(u32::MAX), |exact| exact.slot), stand.pair));
    stands
}

/// A copy of its pair for each meeting: the fixed one in its slot, the others in order of time.
fn assigned(candidates: &Candidates, mut copies: Vec<PairId>, olds: Vec<&PublishedMeeting>) -> Vec<Stand> {
    let mut stands = Vec::new();
    let mut others = Vec::new();
    for old in olds {
        let fixed = |id: &PairId| candidates.pair(*id).fixed.is_some_and(|(slot, _)| Some(slot) == old.slot);
        match copies.iter().position(fixed) {
            Some(at) => stands.push(stand(candidates, copies.remove(at), old)),
            None => others.push(old),
        }
    }
    // Copies that are not fixed are alike, and the first is the earliest.
    copies.sort_by_key(|id| (candidates.pair(*id).fixed.is_some(), *id));
    let mut left: Vec<PairId> = copies.into_iter().take(others.len()).collect();
    left.sort_unstable();
    stands.extend(left.into_iter().zip(others).map(|(id, old)| stand(candidates, id, old)));
    stands
}

/// The slot of a published meeting, if the pair may be held in it.
fn slot_of(candidates: &Candidates, id: PairId, old: &PublishedMeeting) -> Option<SlotId> {
    old.slot.filter(|slot| candidates.pair(id).slots.contains(*slot))
}

fn stand(candidates: &Candidates, id: PairId, old: &PublishedMeeting) -> Stand {
    let pair = candidates.pair(id);
    let slot = slot_of(candidates, id, old);
    let knows_interpreter = old.interpreter_id.is_empty() == old.interpreter.is_none();
    let exact = slot.zip(old.place).filter(|_| knows_interpreter).map(|(slot, place)| Meeting {
        sme: pair.sme,
        buyer: pair.buyer,
        slot,
        place,
        interpreter: old.interpreter,
    });
    Stand { pair: id, slot, exact }
}

/// Slots that start before the freeze ends; `None` without a freeze, or if it freezes nothing.
pub fn frozen_slots(event: &Event, until: Option<NaiveDateTime>) -> Option<SlotSet> {
    let until = until?;
    let starts_at = |slot: SlotId| {
        let midnight = event.grid.date_of(slot).and_hms_opt(0, 0, 0).expect("every day begins");
        midnight + Duration::minutes(event.slot(slot).start_min.into())
    };
    let mut frozen = SlotSet::empty(event.n_slots());
    event.grid.slot_ids().filter(|slot| starts_at(*slot) < until).for_each(|slot| frozen.insert(slot));
    (!frozen.is_empty()).then_some(frozen)
}

/// The candidates with a freeze: the `standing` meetings in frozen slots are fixed as they are, and nobody else comes into a frozen slot, but for
/// a published meeting that can no longer stand there as it was: it may stay in its slot.
pub fn freeze(candidates: &Candidates, frozen: &SlotSet, stands: &[Stand], standing: &Timetable) -> Candidates {
    let mut all = candidates.clone();
    let held: BTreeSet<(SlotId, u32, u32)> = standing.meetings().iter().map(|m| (m.slot, m.sme.0, m.buyer.0)).collect();
    let mut own: BTreeMap<PairId, SlotId> = BTreeMap::new();
    let mut stood: BTreeMap<PairId, Meeting> = BTreeMap::new();
    for stand in stands {
        let Some(slot) = stand.slot.filter(|slot| frozen.contains(*slot)) else { continue };
        match stand.exact.filter(|exact| held.contains(&(exact.slot, exact.sme.0, exact.buyer.0))) {
            Some(exact) => _ = stood.insert(stand.pair, exact),
            None => _ = own.insert(stand.pair, slot),
        }
    }
    for (i, pair) in all.pairs.iter_mut().enumerate() {
        let id = PairId::at(i);
        if let Some(exact) = stood.get(&id) {
            pair.slots = pair.slots.none();
            pair.slots.insert(exact.slot);
            pair.fixed = Some((exact.slot, Some(exact.place)));
            pair.places = [exact.place].into();
            pair.interpreters = exact.interpreter.map(|who: InterpreterId| [who].into());
        } else if pair.fixed.is_none() {
            pair.slots.subtract(frozen);
            if let Some(slot) = own.get(&id) {
                pair.slots.insert(*slot);
            }
        }
    }
    all
}

//! The cheapest changes of the input with which a best timetable holds a pair: guesses, each solved as an event of its own.

use super::change::{Change, unblocks, with};
use super::levers::sessions;
use super::propose::{Fullness, admitting, around, room_of};
use super::tilt::{Best, How, Wanted, best};
use crate::candidates::Candidates;
use crate::event::{Event, PairId, PartyId};
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::select::network::{Aim, Network};
use crate::timetable::Timetable;
use crate::triple::Triple;
use std::cmp::Ordering;

/// A change with which a best timetable holds the pair.
#[derive(Clone, Debug)]
pub struct FixFound {
    /// What is changed.
    pub changes: Vec<Change>,
    /// The event with the changes.
    pub event: Event,
    /// Its best timetable, with the pair.
    pub best: Best,
}

/// What is searched for, and from where.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// The event as it is.
    pub problem: Problem<'a>,
    /// The timetable that is published.
    pub timetable: &'a Timetable,
    /// The pair that is to be held.
    pub pair: PairId,
    /// How to solve.
    pub how: How<'a>,
}

/// Problems with fewer pairs are solved without a look at the network first, which knows not all rules.
const SMALL: usize = 200;
/// Changes of both parties together that are tried.
const MOST_OF_BOTH: usize = 12;
/// By how much a limit is raised at most.
const MOST_RAISED: usize = 60;

impl Search<'_> {
    /// At most so many changes, cheapest first, of different kinds.
    pub fn fixes(&self, most: usize) -> Vec<FixFound> {
        let pair = self.problem.candidates.pair(self.pair);
        let (mut found, mut too_little): (Vec<FixFound>, Vec<Vec<Change>>) = Default::default();
        admitting(self.problem, (pair.sme, pair.buyer), &mut |admitted, _, _| {
            // Another slot of the same party, say, is no other fix.
            let is_known = |fix: &FixFound| !admitted.is_empty() && admitted.iter().all(|change| is_like(&fix.changes, change));
            if !found.iter().any(is_known) {
                match Some(admitted).filter(|changes| !changes.is_empty()).and_then(|changes| self.tried(changes.to_vec())) {
                    Some(fix) => found.push(fix),
                    None => too_little.push(admitted.to_vec()),
                }
            }
            found.len() >= most || self.how.stop.now()
        });
        // What lets the pair be held by itself is not always enough for a best timetable to hold it.
        for admitted in too_little {
            if !found.is_empty() || self.how.stop.now() {
                break;
            }
            found = self.with_room(&admitted, most);
        }
        found
    }

    /// The changes on top of those that let the pair be held by itself.
    fn with_room(&self, admitted: &[Change], most: usize) -> Vec<FixFound> {
        let Some(event) = with(self.problem.event, admitted) else { return Vec::new() };
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let pair = self.problem.candidates.pair(self.pair);
        let Some(id) = candidates.first_between(pair.sme, pair.buyer) else { return Vec::new() };
        let fullness = Fullness::of(self.problem.event, self.timetable);
        let mut found = Vec::new();
        let parties = [pair.buyer, pair.sme];
        let before = parties.map(|party| self.n_before(problem, party, id));
        let mut changes: Vec<Change> = around(problem, id);
        for (party, before) in parties.into_iter().zip(before) {
            for n in units(before) {
                changes.extend(
                    room_of(problem, &fullness, party, n)
                        .into_iter()
                        .filter(|change| !changes.contains(change))
                        .collect::<Vec<_>>(),
                );
            }
            changes.extend(sessions(problem, party));
        }
        changes.sort_by_key(|change| cost(self.problem.event, change));
        for change in changes {
            if found.len() >= most || self.how.stop.now() {
                return found;
            }
            if found.iter().any(|fix: &FixFound| is_like(&fix.changes, &change)) {
                continue;
            }
            let all: Vec<Change> = admitted.iter().cloned().chain([change]).collect();
            found.extend(self.tried(all));
        }
        if found.is_empty() {
            found.extend(self.room_for_both((problem, admitted), &fullness, parties, before));
        }
        found
    }

    /// How many other pairs of a party that are not held either come before this one, by what the prices leave of their worth.
    fn n_before(&self, problem: Problem, party: PartyId, id: PairId) -> usize {
        let valuation = Valuation::of(problem, &Network::new(problem, Aim::Lexicographic).prices(problem));
        let held = kept_pairs(problem.candidates, self.timetable);
        let others = problem.candidates.of_party[party.ix()].iter().filter(|other| **other != id && !held.contains(other));
        others.filter(|other| valuation.left[other.ix()].is_some_and(|left| Some(left) > valuation.left[id.ix()])).count()
    }

    /// Room for both parties at once.
    fn room_for_both(
        &self,
        (problem, admitted): (Problem, &[Change]),
        fullness: &Fullness,
        [a, b]: [PartyId; 2],
        before: [usize; 2],
    ) -> Option<FixFound> {
        let rooms = |party: PartyId, before: usize| {
            let all = [1, before as u32 + 1].into_iter().flat_map(move |n| room_of(problem, fullness, party, n));
            all.chain(sessions(problem, party)).collect::<Vec<Change>>()
        };
        let (of_a, of_b) = (rooms(a, before[0]), rooms(b, before[1]));
        let mut pairs: Vec<[Change; 2]> = of_a.iter().flat_map(|x| of_b.iter().map(move |y| [x.clone(), y.clone()])).collect();
        pairs.sort_by_key(|both| both.iter().map(|change| cost(self.problem.event, change)).sum::<u32>());
        pairs.into_iter().take(MOST_OF_BOTH).take_while(|_| !self.how.stop.now()).find_map(|both| {
            let all: Vec<Change> = admitted.iter().cloned().chain(both).collect();
            self.tried(all)
        })
    }

    /// The best timetable with the changes, if it holds the pair.
    fn tried(&self, changes: Vec<Change>) -> Option<FixFound> {
        let pair = self.problem.candidates.pair(self.pair);
        holding((pair.sme, pair.buyer), self.problem.event, together(changes), (self.timetable, &self.how))
    }
}

/// The best timetable without the blocks between two parties whom nobody wished to meet each other, if it holds their meeting: fill may bring it in.
pub fn unblocked(problem: Problem, timetable: &Timetable, parties: (PartyId, PartyId), how: &How) -> Option<FixFound> {
    let changes = unblocks(problem.event, parties);
    if changes.is_empty() { None } else { holding(parties, problem.event, changes, (timetable, how)) }
}

/// The best timetable of an event with the changes, if it holds a meeting of the two.
fn holding(
    (a, b): (PartyId, PartyId),
    event: &Event,
    changes: Vec<Change>,
    (timetable, how): (&Timetable, &How),
) -> Option<FixFound> {
    let event = with(event, &changes)?;
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let id = candidates.first_between(a, b)?;
    if !candidates.pair(id).schedulable() || candidates.pairs.len() > SMALL && is_outpriced(problem, id) {
        return None;
    }
    let kept = kept_pairs(&candidates, timetable);
    let best = best(problem, &Wanted { forced: None, preferred: Some(id), kept: &kept }, how).ok()?;
    let holds = best.is_proved() && candidates.of_meetings(&best.timetable).contains(&Some(id));
    holds.then_some(FixFound { changes, event, best })
}

/// Places that are added in two steps are added in one.
fn together(changes: Vec<Change>) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for change in changes {
        let same = |other: &&mut Change| match (&**other, &change) {
            (Change::Places { hall: a, kind: x, .. }, Change::Places { hall: b, kind: y, .. }) => (a, x) == (b, y),
            _ => false,
        };
        match (all.iter_mut().find(same), &change) {
            (Some(Change::Places { n, .. }), Change::Places { n: more, .. }) => *n += more,
            _ => all.push(change),
        }
    }
    all
}

/// The pairs of a timetable that other candidates know too.
pub fn kept_pairs(candidates: &Candidates, timetable: &Timetable) -> Vec<PairId> {
    candidates.of_meetings(timetable).into_iter().flatten().collect()
}

/// Whether the prices of the network alone say that a best timetable does not hold the pair: a quick look before much work.
fn is_outpriced(problem: Problem, id: PairId) -> bool {
    let prices = Network::new(problem, Aim::Lexicographic).prices(problem);
    let valuation = Valuation::of(problem, &prices);
    let tight = |left: Triple| left.cmp(&Triple::ZERO) == Ordering::Less;
    valuation.left[id.ix()].is_none_or(tight)
}

/// Numbers of units worth trying, the least first, if so many others come before.
fn units(n_before: usize) -> Vec<u32> {
    let n = n_before.min(MOST_RAISED) as u32;
    let mut all = vec![1, 2, n.saturating_sub(1), n, n + 1, n + 2, n + 4];
    all.retain(|n| *n > 0);
    all.sort_unstable();
    all.dedup();
    all
}

/// A rough order of what changes cost their people.
pub fn cost(event: &Event, change: &Change) -> u32 {
    match change {
        Change::Unblock { .. } | Change::Unpin { .. } | Change::Unorder { .. } | Change::MeetOnline { .. } => 1,
        Change::Limit { party, limit, to } => 1 + to.saturating_sub(limit.of(event, *party).unwrap_or(0)),
        Change::Free { slots, .. } => 3 + (slots.1.0 - slots.0.0),
        Change::ManyOfOrg => 6,
        Change::Speak { .. } => 6,
        Change::Places { n, .. } => 6 + n,
        Change::Interpret { .. } => 12,
        Change::AtOnce { .. } => 20,
    }
}

/// A fix has a change of this kind of the same party already: more of it is no other fix.
fn is_like(changes: &[Change], change: &Change) -> bool {
    changes.iter().any(|other| match (other, change) {
        (Change::Limit { party: a, limit: x, .. }, Change::Limit { party: b, limit: y, .. }) => a == b && x == y,
        (Change::Free { party: a, .. }, Change::Free { party: b, .. }) => a == b,
        (Change::Speak { .. }, Change::Speak { .. }) | (Change::Places { .. }, Change::Places { .. }) => true,
        _ => false,
    })
}

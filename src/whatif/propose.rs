//! Which changes of the input may let a pair be held, the cheapest first. They are guesses: what each brings is for a solver to say.

use super::change::{Change, Limit, coming, forbid_lines, freeing, order_lines, unblocks, with};
use super::of_two::of_two;
use crate::candidates::{Candidates, Exclusion, Pair};
use crate::event::{Event, HallId, InterpreterId, PairId, PartyId, SlotId};
use crate::problem::Problem;
use crate::timetable::Timetable;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Slots that one kind of change is tried for.
const MOST_SLOTS: usize = 3;

/// Finds ways to let a pair be held by itself, each the changes it takes; one without changes if nothing keeps it from being held. Shows each with
/// the event that it makes of the two parties ([`of_two`]) until `is_enough`.
pub fn admitting(
    problem: Problem,
    (sme, buyer): (PartyId, PartyId),
    is_enough: &mut dyn FnMut(&[Change], Problem, PairId) -> bool,
) {
    let alone = of_two(problem.event, (sme, buyer));
    let mut open: Vec<Vec<Change>> = vec![Vec::new()];
    // Each step takes one obstacle away; there are only so many kinds of them.
    for _ in 0..6 {
        for changes in std::mem::take(&mut open) {
            let event = if changes.is_empty() { Some(Cow::Borrowed(&alone)) } else { with(&alone, &changes).map(Cow::Owned) };
            let Some(event) = event else { continue };
            let candidates = Candidates::new(&event);
            let of_two = Problem::new(&event, &candidates);
            let Some(id) = candidates.first_between(sme, buyer) else { continue };
            if candidates.pair(id).schedulable() {
                if is_enough(&changes, of_two, id) {
                    return;
                }
                continue;
            }
            let steps = obstacle(of_two, candidates.pair(id));
            open.extend(steps.into_iter().map(|step| changes.iter().cloned().chain(step).collect()));
        }
        open.truncate(4 * MOST_SLOTS);
    }
}

/// What takes away the first thing that keeps a pair from being held: each way to do so.
fn obstacle(problem: Problem, pair: &Pair) -> Vec<Vec<Change>> {
    let Problem { event, candidates } = problem;
    let (sme, buyer) = (pair.sme, pair.buyer);
    match pair.exclusion {
        Some(Exclusion::Blocked(_)) => {
            let changes = unblocks(event, (sme, buyer));
            if changes.is_empty() { Vec::new() } else { vec![changes] }
        }
        Some(Exclusion::Mode) => {
            let refusing = pair.parties().into_iter().filter(|p| !event.party(*p).may_meet_online);
            vec![refusing.map(|sme| Change::MeetOnline { sme }).collect()]
        }
        Some(Exclusion::Forbidden) => unpinned(event, pair),
        Some(Exclusion::Language) => interpreting(problem, pair),
        Some(Exclusion::Unwished | Exclusion::Worthless) => Vec::new(),
        None if pair.common.is_empty() => common_time(problem, pair),
        None if !pair.common.iter().any(|slot| candidates.places_at(event, pair, slot).next().is_some()) => {
            placing(problem, pair)
        }
        None => interpreting(problem, pair),
    }
}

fn unpinned(event: &Event, pair: &Pair) -> Vec<Vec<Change>> {
    let is_forbidden = forbid_lines(event, pair.sme, pair.buyer).is_some();
    if is_forbidden { vec![vec![Change::Unpin { sme: pair.sme, buyer: pair.buyer }]] } else { Vec::new() }
}

/// A slot in which both are free: the one comes when the other is there already, or both come.
fn common_time(problem: Problem, pair: &Pair) -> Vec<Vec<Change>> {
    let Problem { event, candidates } = problem;
    let mut ways = unpinned(event, pair);
    for (party, other) in [(pair.sme, pair.buyer), (pair.buyer, pair.sme)] {
        let frees = |slot: &SlotId| is_freed(event, party, *slot);
        let slots = candidates.free[other.ix()].iter().filter(|slot| !candidates.free[party.ix()].contains(*slot)).filter(frees);
        for slot in slots.take(MOST_SLOTS) {
            let way = vec![one_slot(event, party, slot)];
            // The same edits may free several slots.
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    if ways.is_empty() {
        let slot = event.grid.slot_ids().find(|slot| pair.parties().iter().all(|p| is_freed(event, *p, *slot)));
        ways.extend(slot.map(|slot| pair.parties().iter().map(|p| one_slot(event, *p, slot)).collect()));
    }
    ways
}

fn one_slot(event: &Event, party: PartyId, slot: SlotId) -> Change {
    coming(event, party, (slot, SlotId(slot.0 + 1)))
}

/// Whether some change of the party's own rows frees it then.
fn is_freed(event: &Event, party: PartyId, slot: SlotId) -> bool {
    freeing(event, party, (slot, SlotId(slot.0 + 1))).is_some_and(|steps| !steps.is_empty())
}

/// A place more in a hall in which the pair may be held.
fn placing(problem: Problem, pair: &Pair) -> Vec<Vec<Change>> {
    let event = problem.event;
    let buyer = event.party(pair.buyer);
    if buyer.place.is_some() {
        return Vec::new();
    }
    let halls = (0..event.halls.len()).map(HallId::at).filter(|hall| buyer.hall.is_none_or(|only| only == *hall));
    halls.take(MOST_SLOTS).map(|hall| vec![Change::Places { hall, kind: pair.mode.place_kind(), n: 1 }]).collect()
}

/// An interpreter who speaks a language more, or one more interpreter.
pub fn interpreting(problem: Problem, pair: &Pair) -> Vec<Vec<Change>> {
    let event = problem.event;
    if pair.interpreters.is_none() {
        return Vec::new();
    }
    let spoken = pair.parties().map(|p| &event.party(p).languages);
    let lacking = |i: &InterpreterId| {
        let speaks = |of: &[String]| of.iter().any(|l| event.interpreters[i.ix()].languages.contains(l));
        match spoken.map(|of| speaks(of)) {
            [true, false] => spoken[1].first(),
            [false, true] => spoken[0].first(),
            _ => None,
        }
    };
    let all = (0..event.interpreters.len()).map(InterpreterId::at);
    let more = all.filter_map(|i| Some(vec![Change::Speak { interpreter: i, language: lacking(&i)?.clone() }]));
    let languages: Vec<String> = spoken.iter().filter_map(|of| of.first().cloned()).collect();
    more.take(MOST_SLOTS).chain([vec![Change::Interpret { languages }]]).collect()
}

/// How full a party is in a timetable.
pub struct Fullness {
    n_meetings: BTreeMap<PartyId, u32>,
    /// Of the fullest day.
    most_on_day: BTreeMap<PartyId, u32>,
}

impl Fullness {
    pub fn of(event: &Event, timetable: &Timetable) -> Self {
        let mut n_meetings: BTreeMap<PartyId, u32> = BTreeMap::new();
        let mut on_day: BTreeMap<_, u32> = BTreeMap::new();
        for meeting in timetable.meetings() {
            for party in meeting.parties() {
                *n_meetings.entry(party).or_default() += 1;
                *on_day.entry((party, event.grid.day_of(meeting.slot))).or_default() += 1;
            }
        }
        let mut most_on_day: BTreeMap<PartyId, u32> = BTreeMap::new();
        for ((party, _), n) in on_day {
            let most = most_on_day.entry(party).or_default();
            *most = n.max(*most);
        }
        Self { n_meetings, most_on_day }
    }

    fn n(&self, party: PartyId) -> u32 {
        self.n_meetings.get(&party).copied().unwrap_or(0)
    }
}

/// What gives a party room for one or a few more meetings: limits, a second delegate or desk, then slots.
pub fn room_of(problem: Problem, fullness: &Fullness, party: PartyId, n: u32) -> Vec<Change> {
    let mut changes = limits_of(problem, fullness, party, n);
    changes.extend(more_slots(problem, party, n));
    changes
}

/// The same without more hours.
pub fn limits_of(problem: Problem, fullness: &Fullness, party: PartyId, n: u32) -> Vec<Change> {
    let event = problem.event;
    let facts = event.party(party);
    let mut changes = Vec::new();
    if let Some(most) = facts.max_meetings.filter(|most| fullness.n(party) >= *most) {
        changes.push(Change::Limit { party, limit: Limit::Meetings, to: most + n });
    }
    let on_day = fullness.most_on_day.get(&party).copied().unwrap_or(0);
    if let Some(most) = facts.max_per_day.filter(|most| on_day >= *most) {
        changes.push(Change::Limit { party, limit: Limit::PerDay, to: most + n });
    }
    if let Some(most) = facts.max_in_a_row.filter(|_| n == 1) {
        changes.push(Change::Limit { party, limit: Limit::InARow, to: most + 1 });
    }
    if n == 1 {
        changes.push(Change::AtOnce { party, to: facts.capacity + 1 });
    }
    changes
}

/// The party comes for `n` slots more that follow each other.
fn more_slots(problem: Problem, party: PartyId, n: u32) -> Vec<Change> {
    let Problem { event, candidates } = problem;
    let free = &candidates.free[party.ix()];
    let mut changes = Vec::new();
    for session in &event.grid.sessions {
        let starts = session.slots.0.0..(session.slots.1.0 + 1).saturating_sub(n).max(session.slots.0.0);
        let new = |first: &u32| (*first..*first + n).all(|s| !free.contains(SlotId(s)));
        let is_possible =
            |first: &u32| freeing(event, party, (SlotId(*first), SlotId(*first + n))).is_some_and(|steps| !steps.is_empty());
        let first = starts.filter(|first| new(first)).find(is_possible);
        let change = first.map(|first| coming(event, party, (SlotId(first), SlotId(first + n))));
        changes.extend(change.filter(|change| !changes.contains(change)));
    }
    changes.truncate(MOST_SLOTS);
    changes
}

/// What may help a pair besides room of its parties: places, interpreters, rules of the organizer.
pub fn around(problem: Problem, id: PairId) -> Vec<Change> {
    let Problem { event, candidates } = problem;
    let pair = candidates.pair(id);
    let mut changes = Vec::new();
    if !order_lines(event, pair.sme, pair.buyer).is_empty() {
        changes.push(Change::Unorder { sme: pair.sme, buyer: pair.buyer });
    }
    if forbid_lines(event, pair.sme, pair.buyer).is_some() {
        changes.push(Change::Unpin { sme: pair.sme, buyer: pair.buyer });
    }
    changes.extend(interpreting(problem, pair).into_iter().flatten());
    changes.extend(placing(problem, pair).into_iter().flatten());
    if event.rules.once_per_org && candidates.org_group(id).is_some() {
        changes.push(Change::ManyOfOrg);
    }
    changes
}

//! The differences between a published timetable and another one, pair by pair. A meeting of a pair in the slot of a published one is that one;
//! the others of the pair follow each other in order of time, as in the calendars.

use crate::candidates::Pair;
use crate::event::{PartyId, PlaceId, SlotId};
use crate::prices::Filled;
use crate::problem::Problem;
use crate::published::PublishedMeeting;
use crate::timetable::{Meeting, Timetable};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Published, and not held, because the input does not let its pair meet at all.
    Cancelled,
    /// Published, and not held, although its pair could meet.
    Dropped,
    /// Published, and held in another slot.
    Moved,
    /// Published, and held in its slot at another place or with another interpreter.
    PlacedAnew,
    /// Not published, and held.
    New,
    /// Published, and held where and as it was.
    Kept,
}

/// A meeting before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What became of it.
    pub change: Change,
    /// Position in the published timetable; `None` for a new one.
    pub old: Option<usize>,
    /// As it is held now; `None` if it is not.
    pub new: Option<Meeting>,
}

/// Every meeting that is in either timetable: the published ones in their order, then the new ones in order of time.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// One for each meeting.
    pub list: Vec<Difference>,
}

impl Change {
    /// Every change, in the order in which moves.csv explains them; `Kept` last.
    pub const ALL: [Change; 6] =
        [Change::Cancelled, Change::Dropped, Change::Moved, Change::PlacedAnew, Change::New, Change::Kept];

    /// As in moves.csv.
    pub fn name(self) -> &'static str {
        ["cancelled", "dropped", "moved", "placed_anew", "new", "kept"][self as usize]
    }
}

impl Differences {
    /// Compares a published timetable with another.
    pub fn between(published: &[PublishedMeeting], problem: Problem, timetable: &Timetable) -> Self {
        let fixed = Fixed::of(problem);
        let mut now: BTreeMap<(PartyId, PartyId), Vec<Meeting>> = BTreeMap::new();
        for meeting in timetable.meetings() {
            now.entry(unordered(meeting.sme, meeting.buyer)).or_default().push(*meeting);
        }
        let mut then: BTreeMap<(PartyId, PartyId), Vec<usize>> = BTreeMap::new();
        for (i, old) in published.iter().enumerate() {
            if let Some((a, b)) = old.parties {
                then.entry(unordered(a, b)).or_default().push(i);
            }
        }
        let mut continued = vec![None; published.len()];
        for (pair, mut olds) in then {
            olds.sort_by_key(|i| (published[*i].starts_at(), *i));
            if let Some(held) = now.get_mut(&pair) {
                continue_meetings(published, &olds, held, &mut continued);
            }
        }
        let old = |(i, new): (usize, &Option<Meeting>)| {
            let change = change_of(&published[i], *new, || fixed.let_meet(&published[i]));
            Difference { change, old: Some(i), new: *new }
        };
        let mut list: Vec<Difference> = continued.iter().enumerate().map(old).collect();
        let mut new: Vec<Meeting> = now.into_values().flatten().collect();
        new.sort_by_key(|m| (m.slot, m.place, m.sme, m.buyer));
        list.extend(new.into_iter().map(|meeting| Difference { change: Change::New, old: None, new: Some(meeting) }));
        Self { list }
    }

    /// How many meetings have this change.
    pub fn count(&self, change: Change) -> usize {
        self.list.iter().filter(|d| d.change == change).count()
    }
}

/// Gives each published meeting of a pair, in order of time, the one that it goes on as, and leaves the others in `held`, which is in order of time.
fn continue_meetings(published: &[PublishedMeeting], olds: &[usize], held: &mut Vec<Meeting>, continued: &mut [Option<Meeting>]) {
    for old in olds {
        if let Some(same) = held.iter().position(|m| Some(m.slot) == published[*old].slot) {
            continued[*old] = Some(held.remove(same));
        }
    }
    for old in olds {
        if continued[*old].is_none() && !held.is_empty() {
            continued[*old] = Some(held.remove(0));
        }
    }
}

fn change_of(old: &PublishedMeeting, new: Option<Meeting>, can_meet: impl Fn() -> bool) -> Change {
    match new {
        None if can_meet() => Change::Dropped,
        None => Change::Cancelled,
        Some(new) if Some(new.slot) != old.slot => Change::Moved,
        Some(new) if Some(new.place) != old.place || !same_interpreter(old, &new) => Change::PlacedAnew,
        Some(_) => Change::Kept,
    }
}

fn same_interpreter(old: &PublishedMeeting, new: &Meeting) -> bool {
    old.interpreter == new.interpreter && old.interpreter_id.is_empty() == new.interpreter.is_none()
}

/// What the fixed meetings, which stand in every timetable, take of the others.
struct Fixed<'a> {
    problem: Problem<'a>,
    filled: Filled,
    /// Places that pins give to fixed meetings.
    taken: BTreeSet<(PlaceId, SlotId)>,
}

impl<'a> Fixed<'a> {
    fn of(problem: Problem<'a>) -> Self {
        let spot = |pair: &Pair| pair.fixed.and_then(|(slot, place)| Some((place?, slot)));
        Self { problem, filled: Filled::of(problem), taken: problem.candidates.pairs.iter().filter_map(spot).collect() }
    }

    /// Whether the input lets the pair of a published meeting meet at all: in a slot that no fixed meeting of its parties fills, at a place that none takes.
    fn let_meet(&self, old: &PublishedMeeting) -> bool {
        let Problem { event, candidates } = self.problem;
        let has_room = |pair: &Pair| {
            let slots = self.filled.left_to(pair);
            let has_place = |slot| candidates.places_at(event, pair, slot).any(|place| !self.taken.contains(&(place, slot)));
            pair.schedulable() && (pair.fixed.is_some() || slots.iter().any(has_place))
        };
        old.parties.is_some_and(|(a, b)| candidates.copies_between(a, b).any(|id| has_room(candidates.pair(id))))
    }
}

fn unordered(a: PartyId, b: PartyId) -> (PartyId, PartyId) {
    (a.min(b), a.max(b))
}

//! What a party, or the organizer for it, could change of what concerns it alone.

use super::change::{Change, freeing};
use super::propose::{Fullness, interpreting, room_of};
use crate::event::{PartyId, SlotId};
use crate::problem::Problem;
use crate::timetable::Timetable;

/// One more meeting in its limits, a second delegate or desk, each session in which it is not there, and an interpreter for the languages that
/// keep it from its wishes.
pub fn levers(problem: Problem, timetable: &Timetable, party: PartyId) -> Vec<Vec<Change>> {
    let Problem { event, candidates } = problem;
    let fullness = Fullness::of(event, timetable);
    let of_room = room_of(problem, &fullness, party, 1).into_iter();
    let mut changes: Vec<Change> = of_room.filter(|change| !matches!(change, Change::Free { .. })).collect();
    let free = &candidates.free[party.ix()];
    for session in &event.grid.sessions {
        let mut slots = (session.slots.0.0..session.slots.1.0).map(SlotId);
        let is_away = slots.all(|slot| !free.contains(slot));
        if is_away && freeing(event, party, session.slots).is_some_and(|steps| !steps.is_empty()) {
            changes.push(Change::Free { party, slots: session.slots });
        }
    }
    let lacking = candidates.of_party[party.ix()].iter().map(|id| candidates.pair(*id));
    let spoken =
        lacking.filter(|pair| pair.interpreters.is_some()).filter_map(|pair| interpreting(problem, pair).pop()).flatten();
    for change in spoken {
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    changes.into_iter().map(|change| vec![change]).collect()
}

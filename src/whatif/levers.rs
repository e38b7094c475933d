//! What a party, or the organizer for it, could change of what concerns it alone.

use super::change::{Change, coming, freeing};
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
    changes.extend(sessions(problem, party));
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

/// Each session in which the party is not there at all and could be, with the hours that the same edits free besides.
pub fn sessions(problem: Problem, party: PartyId) -> Vec<Change> {
    let Problem { event, candidates } = problem;
    let free = &candidates.free[party.ix()];
    let is_away = |slots: &(SlotId, SlotId)| (slots.0.0..slots.1.0).all(|s| !free.contains(SlotId(s)));
    let can_come = |slots: &(SlotId, SlotId)| freeing(event, party, *slots).is_some_and(|steps| !steps.is_empty());
    let mut changes = Vec::new();
    for slots in event.grid.sessions.iter().map(|session| session.slots).filter(|slots| is_away(slots) && can_come(slots)) {
        let change = coming(event, party, slots);
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    changes
}

//! How many meetings a party can hold, with whomever: the capacities of the kinds `party` and `party_day`.

use crate::event::{DayId, PartyId};
use crate::problem::Problem;

/// The most meetings of a party on a day, with whomever.
pub fn day_capacity(problem: Problem, party: PartyId, day: DayId) -> i64 {
    let (first, end) = problem.event.grid.days[day.ix()].slots;
    let free = problem.candidates.free[party.ix()].iter().filter(|s| first <= *s && *s < end).count() as i64;
    let facts = problem.event.party(party);
    (free * i64::from(facts.capacity)).min(facts.max_per_day.map_or(i64::MAX, i64::from))
}

/// The most meetings of a party in all, with whomever.
pub fn party_capacity(problem: Problem, party: PartyId) -> i64 {
    let days = (0..problem.event.grid.days.len()).map(|day| day_capacity(problem, party, DayId::at(day)));
    days.sum::<i64>().min(problem.event.party(party).max_meetings.map_or(i64::MAX, i64::from))
}

//! The plans that are compared.

use super::hours::{half_days, step_min};
use super::planned::planned;
use crate::event::Event;
use std::collections::BTreeSet;

/// What an event is with other settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plan {
    /// Tables and video rooms of each hall, in percent of those there are.
    pub places_percent: u32,
    /// When meetings are held.
    pub hours: Hours,
    /// Minutes of presentation, and of answers.
    pub minutes: (i32, i32),
}

/// More or less time for meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hours {
    /// So many half days fewer at the end of the event (below 0), or more after it.
    HalfDays(i32),
    /// Every day ends so many minutes earlier (below 0) or later.
    DayEnd(i32),
}

impl Hours {
    /// The event's own.
    pub const AS_IS: Self = Self::HalfDays(0);
}

impl Plan {
    /// The event as it is.
    pub fn as_is(event: &Event) -> Self {
        Self { places_percent: 100, hours: Hours::AS_IS, minutes: (event.grid.present_min, event.grid.answer_min) }
    }

    /// Meetings are as long as the event's.
    pub fn is_of_length(&self, event: &Event) -> bool {
        self.minutes == Self::as_is(event).minutes
    }
}

/// Percent of the places there are.
const PLACES: [u32; 10] = [40, 50, 60, 70, 80, 90, 100, 125, 150, 200];
/// With which of these another end of the day, and many half days more, are looked at.
const SOME_PLACES: [u32; 3] = [80, 100, 150];
/// Numbers of half days that are looked at: fewer, where there are so many, and more.
const HALF_DAYS: (i32, i32) = (3, 3);
/// So many times the most of them.
const MANY: [i32; 3] = [2, 4, 8];
/// Percent of the minutes of a meeting.
const LENGTHS: [i32; 8] = [50, 60, 70, 80, 90, 115, 130, 150];

/// The plans, the event's own first, then those that vary one thing, then those that vary two. No two of them are the same event.
pub fn plans(event: &Event) -> Vec<Plan> {
    let own = Plan::as_is(event);
    let fewest = -HALF_DAYS.0.min(half_days(event).len() as i32 - 1).max(0);
    let most = HALF_DAYS.1 + (HALF_DAYS.0 + fewest);
    let near = || (fewest..=most).map(Hours::HalfDays);
    let far = || MANY.map(|n| Hours::HalfDays(n * most)).into_iter();
    let ends = || [-2, -1, 1, 2].map(|n| Hours::DayEnd(n * step_min(event))).into_iter();
    let mut all = vec![own];
    all.extend(PLACES.map(|places_percent| Plan { places_percent, ..own }));
    all.extend(near().chain(far()).chain(ends()).map(|hours| Plan { hours, ..own }));
    let lengths: BTreeSet<(i32, i32)> =
        LENGTHS.map(|percent| of_total((whole(own.minutes) * percent + 50) / 100, own.minutes)).into();
    all.extend(lengths.into_iter().map(|minutes| Plan { minutes, ..own }));
    all.extend(near().flat_map(|hours| PLACES.map(|places_percent| Plan { places_percent, hours, ..own })));
    all.extend(far().chain(ends()).flat_map(|hours| SOME_PLACES.map(|places_percent| Plan { places_percent, hours, ..own })));
    let mut seen = BTreeSet::new();
    all.retain(|plan| planned(event, plan).is_some_and(|made| seen.insert((made.n_places(), plan.hours, plan.minutes))));
    all
}

fn whole((present_min, answer_min): (i32, i32)) -> i32 {
    present_min + answer_min
}

/// So many minutes, presentation and answers in the same proportion as in others.
pub fn of_total(total: i32, (present_min, answer_min): (i32, i32)) -> (i32, i32) {
    let (total, whole) = (total.max(1), present_min + answer_min);
    let present = ((total * present_min + whole / 2) / whole).clamp(1, total);
    (present, total - present)
}

/// A plan between two that differ in places, in half days or in the length of a meeting; `None` if there is none.
pub fn between(a: &Plan, b: &Plan) -> Option<Plan> {
    let middle = |a: i32, b: i32| ((a - b).abs() > 1).then_some((a + b).div_euclid(2));
    if a.places_percent != b.places_percent {
        let places_percent = middle(a.places_percent as i32, b.places_percent as i32)? as u32;
        return Some(Plan { places_percent, ..*b });
    }
    if a.minutes != b.minutes {
        return Some(Plan { minutes: of_total(middle(whole(a.minutes), whole(b.minutes))?, b.minutes), ..*b });
    }
    match (a.hours, b.hours) {
        (Hours::HalfDays(n), Hours::HalfDays(m)) => Some(Plan { hours: Hours::HalfDays(middle(n, m)?), ..*b }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample::Sample;

    #[test]
    fn lengths_keep_the_proportion_and_leave_a_minute_to_present() {
        assert_eq!([7, 8, 13, 21].map(|total| of_total(total, (7, 7))), [(4, 3), (4, 4), (7, 6), (11, 10)]);
        assert_eq!([0, 1, 4].map(|total| of_total(total, (20, 5))), [(1, 0), (1, 0), (3, 1)]);
    }

    #[test]
    fn between_two_plans_lies_one_until_they_are_neighbours() {
        let event = Sample::new().smes(1).buyers(1).wish(0, 1, 50).event();
        let own = Plan::as_is(&event);
        let of = |places_percent, n, total| Plan { places_percent, hours: Hours::HalfDays(n), minutes: of_total(total, (7, 7)) };
        assert_eq!(between(&of(40, 0, 14), &own), Some(of(70, 0, 14)));
        assert_eq!(between(&of(99, 0, 14), &own), None);
        assert_eq!(between(&own, &of(100, 3, 14)), Some(of(100, 1, 14)));
        assert_eq!(between(&of(100, 0, 20), &of(100, 0, 10)), Some(of(100, 0, 15)));
        assert_eq!(between(&Plan { hours: Hours::DayEnd(-60), ..own }, &own), None);
    }

    #[test]
    fn even_the_smallest_event_has_its_sixty_plans_and_none_twice() {
        for event in [
            Sample::new().smes(1).buyers(1).sessions(1, 1).tables(&[1]).wish(0, 1, 50).event(),
            Sample::new().smes(2).buyers(2).days(3).sessions(2, 4).tables(&[5, 4]).video(2).wish(0, 2, 50).event(),
        ] {
            let all = plans(&event);
            assert_eq!(all[0], Plan::as_is(&event));
            let different: BTreeSet<Plan> = all.iter().copied().collect();
            assert!(all.len() >= 60 && different.len() == all.len(), "{}", all.len());
        }
    }
}

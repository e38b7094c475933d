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
const PLACES: [u32; 12] = [40, 50, 60, 70, 80, 90, 100, 110, 125, 150, 200, 300];
/// With which of these another end of the day and another length are looked at.
const SOME_PLACES: [u32; 3] = [80, 100, 125];
/// Numbers of half days that are looked at: fewer, where there are so many, and more.
const HALF_DAYS: (i32, i32) = (3, 3);
/// Percent of the minutes of a meeting.
const LENGTHS: [i32; 8] = [50, 60, 70, 80, 90, 115, 130, 150];

/// The plans, the event's own first, then those that vary one thing, then those that vary two. No two of them are the same event.
pub fn plans(event: &Event) -> Vec<Plan> {
    let own = Plan::as_is(event);
    let fewest = -HALF_DAYS.0.min(half_days(event).len() as i32 - 1).max(0);
    let most = HALF_DAYS.1 + (HALF_DAYS.0 + fewest);
    let half_days = || (fewest..=most).map(Hours::HalfDays);
    let ends = || [-2, -1, 1, 2].map(|n| Hours::DayEnd(n * step_min(event)));
    let lengths = lengths(own.minutes);
    let mut all = vec![own];
    all.extend(PLACES.map(|places_percent| Plan { places_percent, ..own }));
    all.extend(half_days().chain(ends()).map(|hours| Plan { hours, ..own }));
    all.extend(lengths.iter().map(|minutes| Plan { minutes: *minutes, ..own }));
    all.extend(half_days().flat_map(|hours| PLACES.map(|places_percent| Plan { places_percent, hours, ..own })));
    for places_percent in SOME_PLACES {
        all.extend(ends().map(|hours| Plan { places_percent, hours, ..own }));
        all.extend(lengths.iter().map(|minutes| Plan { places_percent, minutes: *minutes, ..own }));
    }
    let mut seen = BTreeSet::new();
    all.retain(|plan| planned(event, plan).is_some_and(|made| seen.insert((made.n_places(), plan.hours, plan.minutes))));
    all
}

/// Shorter and longer meetings, presentation and answers in the same proportion.
fn lengths((present_min, answer_min): (i32, i32)) -> BTreeSet<(i32, i32)> {
    let whole = present_min + answer_min;
    let of_percent = |percent: i32| {
        let total = ((whole * percent + 50) / 100).max(1);
        let present = ((total * present_min + whole / 2) / whole).clamp(1, total);
        (present, total - present)
    };
    LENGTHS.into_iter().map(of_percent).filter(|minutes| minutes.0 + minutes.1 != whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample::Sample;

    #[test]
    fn lengths_keep_the_proportion_and_leave_a_minute_to_present() {
        let of = |minutes| lengths(minutes).into_iter().collect::<Vec<_>>();
        assert_eq!(of((7, 7)), [(4, 3), (4, 4), (5, 5), (6, 5), (7, 6), (8, 8), (9, 9), (11, 10)]);
        assert_eq!(of((1, 0)), [(2, 0)]);
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

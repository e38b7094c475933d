//! The plans that are compared.

use super::hours::{half_days, step_min};
use super::plan::{Hours, Plan, of_total, whole};
use super::planned::planned;
use crate::event::Event;
use std::collections::BTreeSet;

/// Percent of the places there are.
const PLACES: [u32; 10] = [40, 50, 60, 70, 80, 90, 100, 125, 150, 200];
/// And more where these are hardly different numbers, because there are few places.
const MORE_PLACES: [u32; 8] = [300, 400, 500, 600, 700, 800, 900, 1_000];
const LEAST_DIFFERENT: usize = 8;
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
    let places = places(event);
    let with_places = |plan: Plan| places.iter().map(move |percent| Plan { places_percent: *percent, ..plan });
    let mut all = vec![own];
    all.extend(with_places(own));
    all.extend(near().chain(far()).chain(ends()).map(|hours| Plan { hours, ..own }));
    let lengths: BTreeSet<(i32, i32)> =
        LENGTHS.map(|percent| of_total((whole(own.minutes) * percent + 50) / 100, own.minutes)).into();
    all.extend(lengths.into_iter().map(|minutes| Plan { minutes, ..own }));
    all.extend(near().flat_map(|hours| with_places(Plan { hours, ..own })));
    all.extend(far().chain(ends()).flat_map(|hours| SOME_PLACES.map(|places_percent| Plan { places_percent, hours, ..own })));
    let mut seen = BTreeSet::new();
    all.retain(|plan| planned(event, plan).is_some_and(|made| seen.insert((made.n_places(), plan.hours, plan.minutes))));
    all
}

/// Of the plans, those with the places there are, and meetings of every length from the shortest to the longest.
pub fn times(event: &Event, plans: &[Plan]) -> Vec<Plan> {
    let own = Plan::as_is(event);
    let lengths = || plans.iter().map(|plan| whole(plan.minutes));
    let (shortest, longest) = (lengths().min().unwrap_or(1), lengths().max().unwrap_or(1));
    let of_length = (shortest..=longest).map(|total| Plan { minutes: of_total(total, own.minutes), ..own });
    let mut times: Vec<Plan> = plans.iter().copied().filter(|plan| plan.places_percent == 100).chain(of_length).collect();
    times.sort_unstable();
    times.dedup();
    times
}

/// Percent of places that make enough different numbers of them.
fn places(event: &Event) -> Vec<u32> {
    let (mut percents, mut numbers) = (Vec::new(), BTreeSet::new());
    for percent in PLACES.into_iter().chain(MORE_PLACES) {
        if percent > 200 && numbers.len() >= LEAST_DIFFERENT {
            break;
        }
        let made = planned(event, &Plan { places_percent: percent, ..Plan::as_is(event) });
        if made.is_some_and(|made| numbers.insert(made.n_places())) {
            percents.push(percent);
        }
    }
    percents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample::Sample;

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

//! A plan: what an event is with other settings.

use crate::event::Event;

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

/// Minutes of a meeting.
pub fn whole((present_min, answer_min): (i32, i32)) -> i32 {
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
}

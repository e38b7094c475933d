//! One plan and what was found out about it.

use super::bound::{AtMost, Counts};
use super::plan::Plan;

/// One plan and what it can hold.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The settings.
    pub plan: Plan,
    /// Tables, then video rooms.
    pub n_places: [usize; 2],
    /// Slots of all days.
    pub n_slots: usize,
    /// Fixed meetings that had to be given up.
    pub n_given_up: usize,
    /// What the network selects.
    pub expected: Counts,
    /// Wishes that come true in any timetable of the plan.
    pub wishes: AtMost,
    /// Points of any timetable of the plan.
    pub value: AtMost,
    /// The best timetable that was made; `None` if none was.
    pub made: Option<Made>,
}

/// What came of making the timetable of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A timetable that the second opinion judged clean.
    Timetable {
        /// What it holds.
        counts: Counts,
        /// No timetable is better at must wishes, minimums and value.
        is_proved: bool,
    },
    /// The hard rules contradict each other: there is no timetable.
    Contradiction,
}

impl Made {
    /// Wishes of the timetable.
    pub fn wishes(&self) -> i64 {
        match self {
            Made::Timetable { counts, .. } => counts.wishes,
            Made::Contradiction => -1,
        }
    }
}

impl Scenario {
    /// The plans differ in name only, as where a percent of few places is none.
    pub(super) fn is_same_event(&self, other: &Self) -> bool {
        let key = |of: &Self| (of.n_places, of.plan.hours, of.plan.minutes);
        key(self) == key(other)
    }

    /// Places in all slots together.
    pub fn n_seats(&self) -> usize {
        self.n_places.iter().sum::<usize>() * self.n_slots
    }
}

/// Why there is no comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It was stopped before the event as it is was looked at.
    Stopped,
    /// The second opinion refused a timetable: koppex is wrong.
    Refused,
}

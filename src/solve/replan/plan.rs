//! What is asked of a new plan, and what all of its steps see.

use crate::place::Stand;
use crate::problem::Problem;
use crate::solve::run::SolveOptions;
use crate::stop::Stop;
use crate::timetable::Timetable;
use chrono::NaiveDateTime;

/// What is asked of a new plan.
#[derive(Clone, Copy, Debug)]
pub struct ReplanOptions {
    /// As for any run; `levels` is not used.
    pub solve: SolveOptions,
    /// Meetings that start before stay exactly, unless the input forbids them.
    pub freeze_until: Option<NaiveDateTime>,
    /// At most as many meetings move, and earlier levels count more than fewer moves; `None` = as few as possible.
    pub max_moves: Option<usize>,
}

/// What all steps see.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// With what is frozen as fixed meetings.
    pub problem: Problem<'a>,
    pub options: &'a ReplanOptions,
    /// The published meetings whose pairs can meet and that are neither fixed nor frozen.
    pub stands: &'a [Stand],
    /// With those that are.
    pub all_stands: &'a [Stand],
    /// The fixed and frozen meetings, and what they need.
    pub base: &'a Timetable,
    pub stop: &'a Stop,
}

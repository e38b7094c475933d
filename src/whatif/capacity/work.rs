//! What a comparison is made with: who solves, who judges, how long; and the timetable of one event.

use super::bound::{AddUp, held};
use super::scenario::{Failed, Made};
use crate::candidates::Candidates;
use crate::event::Event;
use crate::problem::Problem;
use crate::solve::{SolveOptions, Unsolved};
use crate::stop::Stop;
use crate::whatif::tilt::{Best, How, Wanted, best};

/// What the comparison is made with.
pub struct Work<'a> {
    /// The event as it is.
    pub event: &'a Event,
    /// As for any solve; levels after the third are left out.
    pub options: SolveOptions,
    /// When to stop.
    pub stop: &'a Stop,
    /// Adds up prices, independently of what made them.
    pub add_up: AddUp<'a>,
    /// Judges a timetable by every rule, and whether it is worth what is said.
    pub is_clean: &'a (dyn Fn(Problem, &Best) -> bool + Sync),
    /// Is told how many plans of how many are done.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// A stop for a share of the time that is left.
pub(super) fn part_of(stop: &Stop, share: f64) -> Stop {
    stop.left_s().map_or_else(|| stop.clone(), |left| stop.within(left * share))
}

/// The best timetable of an event; `None` if there was no time.
pub(super) fn timetable_of(work: &Work, event: &Event, stop: &Stop) -> Result<Option<Made>, Failed> {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let options = SolveOptions { threads: 1, ..work.options };
    let none = Wanted { forced: None, preferred: None, kept: &[] };
    match best(problem, &none, &How { options, stop }) {
        Ok(best) if (work.is_clean)(problem, &best) => {
            let counts = held(&candidates, &best.timetable);
            Ok(Some(Made::Timetable { counts, is_proved: best.is_proved() }))
        }
        Ok(_) => Err(Failed::Refused),
        Err(Unsolved::Contradiction(_)) => Ok(Some(Made::Contradiction)),
        Err(Unsolved::Stopped) => Ok(None),
    }
}

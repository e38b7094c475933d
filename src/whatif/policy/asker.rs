//! Events solved and judged: what everything else here is worked out from.

use super::super::tilt::{Best, How, Wanted, best};
use crate::candidates::Candidates;
use crate::event::{Event, PairId};
use crate::problem::Problem;
use crate::solve::{SolveOptions, Unsolved};

/// What the second opinion says of a best timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// It keeps every rule and is worth what is said.
    pub is_clean: bool,
    /// The prices prove that none is better.
    pub is_certified: bool,
}

/// A best timetable and what the second opinion says of it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// With as many meetings as a best timetable can have.
    pub best: Best,
    /// Of the second opinion.
    pub opinion: Opinion,
}

/// Who asks for the second opinion.
pub type Judge<'a> = &'a (dyn Fn(Problem, &Best) -> Opinion + Sync);

/// What is asked from.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// The event as it is.
    pub problem: Problem<'a>,
    /// How to solve.
    pub how: How<'a>,
    /// What a single solve may take.
    pub each_s: Option<f64>,
    /// The second opinion.
    pub judge: Judge<'a>,
}

impl Asker<'_> {
    /// The best timetable of another event.
    pub(super) fn solved(&self, event: &Event) -> Result<Judged, Unsolved> {
        let candidates = Candidates::new(event);
        self.judged(Problem::new(event, &candidates))
    }

    pub(super) fn judged(&self, problem: Problem) -> Result<Judged, Unsolved> {
        if self.how.stop.now() {
            return Err(Unsolved::Stopped);
        }
        let all: Vec<PairId> = problem.candidates.pair_ids().collect();
        let stop = self.each_s.map_or_else(|| self.how.stop.clone(), |each_s| self.how.stop.within(each_s));
        let options = SolveOptions { threads: 1, ..self.how.options };
        let best = best(problem, &Wanted { forced: None, preferred: None, kept: &all }, &How { options, stop: &stop })?;
        let opinion = (self.judge)(problem, &best);
        Ok(Judged { best, opinion })
    }
}

//! The levels of the objective in order: select -> place -> polish -> prove; limits, Ctrl-C, status.

mod conflict;
mod even;
mod first;
mod level_values;
mod musts;
mod quality;
mod replan;
mod run;
mod values;

pub use conflict::{Conflict, Unsolved};
pub use level_values::worth;
pub use quality::search_quality;
pub use replan::{ChangeGroup, ReplanOptions, Replanned, replan};
pub use run::{Progress, Run, SolveOptions};

use crate::event::Units;
use crate::outcome::{Certificate, LevelResult};
use crate::problem::Problem;
use crate::prove::Contradiction;
use crate::timetable::Timetable;

/// A timetable and how good it is.
#[derive(Clone, Debug)]
pub struct Solved {
    /// Keeps every hard rule.
    pub timetable: Timetable,
    /// Levels 1 to N, in order; N = [`SolveOptions::levels`].
    pub levels: Vec<LevelResult>,
    /// `None` if level 4 was not asked for.
    pub quality_bounds: Option<Units>,
    /// Prices that prove the bounds of levels 1 to 3 as far as prices can.
    pub certificate: Certificate,
    /// What keeps the must wishes from being held together, where it is proved that some cannot and a little work finds out why.
    pub against_musts: Option<Contradiction>,
    /// The time limit, or Ctrl-C, shaped the result: without them, or on another machine, it could be another.
    pub cut_by_clock: bool,
}

/// Solves a problem level by level.
///
/// # Errors
/// If the hard rules contradict each other, or if the run must stop before it has a first timetable.
pub fn solve(problem: Problem, mut run: Run) -> Result<Solved, Unsolved> {
    let (options, stop) = (run.options, run.stop);
    let first = first::first_timetable(problem, options.seed, stop)?;
    let values = values::solve_values(problem, &mut run, first);
    if !even::is_even(problem, &values.timetable) {
        return Err(Unsolved::Stopped);
    }
    let against_musts = musts::against(problem, &values.levels, stop);
    if options.levels < 4 {
        return Ok(Solved {
            timetable: values.timetable,
            levels: values.levels,
            quality_bounds: None,
            certificate: values.certificate,
            against_musts,
            cut_by_clock: stop.has_cut(),
        });
    }
    let (mut levels, certificate) = (values.levels.clone(), values.certificate.clone());
    let better = quality::solve_quality(problem, &mut run, values);
    levels.push(better.level);
    Ok(Solved {
        timetable: better.timetable,
        levels,
        quality_bounds: Some(better.bounds),
        certificate,
        against_musts,
        cut_by_clock: stop.has_cut(),
    })
}

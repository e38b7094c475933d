//! The levels of the objective in order: select -> place -> polish -> prove; limits, Ctrl-C, status.

mod conflict;
mod even;
mod musts;
mod quality;
mod score;
mod values;

pub use quality::search_quality;
pub use score::{Score, pairs_of};

use crate::candidates::Candidates;
use crate::event::Event;
use crate::outcome::{Level, LevelResult, QualityBounds};
use crate::prove::Contradiction;
use crate::rule::RuleId;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Which solver of linear programs to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SolverChoice {
    /// The strongest that is built in.
    #[default]
    Auto,
    Microlp,
    Highs,
}

/// How to solve.
#[derive(Clone, Copy, Debug)]
pub struct SolveOptions {
    /// Stop after this level, 1 to 4.
    pub levels: u32,
    pub seed: u64,
    pub threads: usize,
    pub solver: SolverChoice,
}

/// What a run is doing; values and bounds as in [`LevelResult`].
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub level: Level,
    /// `None` while there is no timetable.
    pub value: Option<i64>,
    pub bound: Option<i64>,
    /// Since the run began.
    pub seconds: f64,
}

/// A timetable and how good it is.
#[derive(Clone, Debug)]
pub struct Solved {
    pub timetable: Timetable,
    pub levels: Vec<LevelResult>,
    /// `None` if level 4 was not asked for.
    pub quality_bounds: Option<QualityBounds>,
    /// What keeps the must wishes from being held together, where it is proved that some cannot and a little work finds out why.
    pub against_musts: Option<Contradiction>,
}

/// One of the hard rules that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub rule: RuleId,
    /// Who, when and why, in words of both languages.
    pub en: String,
    pub ko: String,
}

/// Why there is no timetable.
#[derive(Clone, Debug)]
pub enum Unsolved {
    /// The hard rules contradict each other (exit code 4).
    Contradiction(Vec<Conflict>),
    /// The limit or Ctrl-C came before the first timetable (exit code 5).
    Stopped,
}

/// Solves an event level by level.
pub fn solve(
    event: &Event,
    candidates: &Candidates,
    options: &SolveOptions,
    stop: &Stop,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Solved, Unsolved> {
    let conflicts = conflict::fixed_conflicts(event, candidates, options.seed, stop);
    if !conflicts.is_empty() {
        return Err(Unsolved::Contradiction(conflicts));
    }
    let first = even::first_timetable(event, candidates, options.seed, stop);
    let first = first.map_err(|conflict| Unsolved::Contradiction(vec![conflict]))?;
    let values = values::solve_values(event, candidates, options, first, stop, progress);
    if !even::is_even(event, candidates, &values.timetable) {
        return Err(Unsolved::Stopped);
    }
    let against_musts = musts::against(event, candidates, &values.levels, stop);
    if options.levels < 4 {
        return Ok(Solved { timetable: values.timetable, levels: values.levels, quality_bounds: None, against_musts });
    }
    let mut levels = values.levels.clone();
    let better = quality::solve_quality(event, candidates, options, values, stop, progress);
    levels.push(better.level);
    Ok(Solved { timetable: better.timetable, levels, quality_bounds: Some(better.bounds), against_musts })
}

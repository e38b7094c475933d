//! How a run goes: what is asked of it, when it must end, and who is told of its progress. Knows nothing of the levels' methods.

use crate::outcome::Level;
use crate::select::SolverChoice;
use crate::stop::Stop;

/// How to solve.
#[derive(Clone, Copy, Debug)]
pub struct SolveOptions {
    /// Stop after this level, 1 to 4.
    pub levels: u32,
    /// Seed of every random choice.
    pub seed: u64,
    /// Threads that search and proof may use.
    pub threads: usize,
    /// The solver of integer programs.
    pub solver: SolverChoice,
}

/// What a run is doing; values and bounds as in [`LevelResult`](crate::outcome::LevelResult).
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The level being worked on.
    pub level: Level,
    /// `None` while there is no timetable.
    pub value: Option<i64>,
    /// `None` while no bound is known.
    pub bound: Option<i64>,
    /// Since the run began.
    pub seconds: f64,
}

/// One run of the solver.
pub struct Run<'a> {
    /// What is asked of the run.
    pub options: SolveOptions,
    /// When it must end.
    pub stop: &'a Stop,
    /// Called with every better value and bound.
    pub progress: Option<&'a mut dyn FnMut(&Progress)>,
}

impl<'a> Run<'a> {
    /// A run that reports no progress.
    pub fn quiet(options: SolveOptions, stop: &'a Stop) -> Self {
        Self { options, stop, progress: None }
    }

    /// Reports value and bound of a level.
    pub(super) fn report(&mut self, level: Level, value: i64, bound: i64) {
        if let Some(progress) = &mut self.progress {
            progress(&Progress { level, value: Some(value), bound: Some(bound), seconds: self.stop.seconds() });
        }
    }
}

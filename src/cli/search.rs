//! What the options of a search mean together with the event's defaults, for every command that solves.

use super::args::SearchArgs;
use super::interrupt::Interrupt;
use crate::event::SolveDefaults;
use crate::select::SolverChoice;
use crate::solve::SolveOptions;
use crate::stop::Stop;

/// Of the time limit: the share, and the most seconds, kept back for explaining, writing and checking.
const RESERVE: (f64, f64) = (0.1, 1.0);

impl SearchArgs {
    /// `solver`: the one that is available of those asked for.
    pub fn options(&self, defaults: &SolveDefaults, solver: SolverChoice, levels: u32) -> SolveOptions {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        SolveOptions {
            levels,
            seed: self.solver.seed.unwrap_or(defaults.seed),
            threads: self.solver.threads.map_or_else(cores, |n| n as usize),
            solver,
        }
    }

    /// The limit counts from the start of the program, of which `spent_s` seconds are gone; 0 = no limit.
    pub fn stop(&self, defaults: &SolveDefaults, spent_s: f64, interrupt: &Interrupt) -> Stop {
        let limit_s = self.time_limit.unwrap_or(f64::from(defaults.time_limit_s));
        let reserve_s = (limit_s * RESERVE.0).min(RESERVE.1);
        let left_s = (limit_s - reserve_s - spent_s).max(0.0);
        Stop::new((limit_s > 0.0).then_some(left_s), interrupt.flag())
    }
}

//! The SAT solver of the default build: BatSat, all Rust.

use super::answer::Answer;
use crate::stop::Stop;
use batsat::{Callbacks, SolverOpts};
use rustsat::solvers::{Solve, SolveIncremental, SolverResult};
use rustsat::types::{Clause, Lit, TernaryVal};
use rustsat_batsat::Solver;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) struct Core(Solver<Watch>);

/// What makes the solver give up.
#[derive(Default)]
struct Watch {
    stop: Option<Stop>,
    /// Decisions left for the question at hand.
    decisions_left: Cell<u64>,
    /// Decisions taken since the race began.
    decisions: Cell<u64>,
    /// Decisions after which a rival had an answer: past this count the result of this solver is ignored.
    rival: Arc<AtomicU64>,
}

impl Callbacks for Watch {
    fn stop(&self) -> bool {
        // The solver asks again on its way out, so once this is true it must stay true.
        let left = self.decisions_left.get().saturating_sub(1);
        let gives_up = left.is_multiple_of(DECISIONS_A_LOOK) && self.stop.as_ref().is_some_and(Stop::now);
        let decisions = self.decisions.get() + 1;
        self.decisions.set(decisions);
        let beaten = decisions > self.rival.load(Ordering::Relaxed);
        self.decisions_left.set(if gives_up || beaten { 0 } else { left });
        self.decisions_left.get() == 0
    }
}

/// An effort that is over so soon that it is not worth cutting short: a fraction of a second.
pub(crate) const LITTLE_EFFORT: u64 = 10_000;
/// The clock is read once every this many decisions.
const DECISIONS_A_LOOK: u64 = 64;

impl Core {
    /// A solver without clauses that gives up soon after `stop` says so.
    pub(super) fn new(stop: &Stop) -> Self {
        // Restarts that come ever later found few gaps, and their absence, sooner than Luby's sequence on three hard real events.
        // Fewer learned clauses kept at a time halved the time of a proof of 230,000 conflicts, and changed short ones little.
        let options = SolverOpts { luby_restart: false, restart_inc: 1.1, learntsize_factor: 0.1, ..SolverOpts::default() };
        let watch = Watch { stop: Some(stop.clone()), rival: Arc::new(AtomicU64::new(u64::MAX)), ..Watch::default() };
        let mut solver = Solver::<Watch>::default();
        *solver.batsat_mut() = batsat::Solver::new(options, watch);
        Self(solver)
    }

    pub(super) fn declare(&mut self, lit: Lit) {
        self.0.reserve(lit.var()).expect("a new variable fits in memory");
    }

    pub(super) fn add(&mut self, clause: Clause) {
        self.0.add_clause(clause).expect("a clause fits in memory");
    }

    pub(super) fn solve(&mut self, assumptions: &[Lit], decisions: u64) -> Answer {
        self.watch().decisions_left.set(decisions);
        match self.0.solve_assumps(assumptions).expect("the solver takes any assumptions") {
            SolverResult::Sat => Answer::Satisfiable,
            SolverResult::Unsat => Answer::Unsatisfiable,
            SolverResult::Interrupted => Answer::Unknown,
        }
    }

    fn watch(&self) -> &Watch {
        self.0.batsat_ref().cb()
    }

    /// Decisions taken since the race began.
    pub(super) fn effort(&self) -> u64 {
        self.watch().decisions.get()
    }

    /// Begins a race: gives up once its effort is more than `rival` says.
    pub(super) fn race(&mut self, rival: &Arc<AtomicU64>) {
        self.0.batsat_mut().cb_mut().rival = rival.clone();
        self.watch().decisions.set(0);
    }

    pub(super) fn is_true(&self, lit: Lit) -> bool {
        self.0.lit_val(lit).expect("a value is read only after a satisfiable answer") == TernaryVal::True
    }

    /// Some of the last assumptions, enough to make the clauses unsatisfiable.
    pub(super) fn failed(&mut self) -> Vec<Lit> {
        let clause = self.0.core().expect("a core is read only after an unsatisfiable answer");
        clause.into_iter().map(|l| !l).collect()
    }
}

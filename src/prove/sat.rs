//! One face for the SAT solvers: literals, guarded clauses, questions under assumptions, interruption. Knows no word of the trade.

use crate::stop::Stop;
use batsat::{Callbacks, SolverOpts};
use rustsat::solvers::{Solve, SolveIncremental, SolverResult};
use rustsat::types::{Clause, TernaryVal};
use rustsat_batsat::Solver;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) use rustsat::types::Lit;

/// An incremental SAT solver. Asked the same questions in the same order it gives the same answers.
pub(super) struct Sat {
    solver: Solver<Watch>,
    n_vars: u32,
    guard: Option<Lit>,
    stop: Stop,
}

/// What makes the solver give up.
#[derive(Default)]
struct Watch {
    stop: Option<Stop>,
    /// Decisions left for the question at hand.
    decisions_left: Cell<u64>,
    /// Decisions taken since the race began.
    decisions: Cell<u64>,
    /// Decisions after which a rival knew a yes: from there on nobody waits for this solver.
    rival: Arc<AtomicU64>,
}

impl Callbacks for Watch {
    fn stop(&self) -> bool {
        // The solver asks again on its way out, so a yes must stay a yes.
        let left = self.decisions_left.get().saturating_sub(1);
        let gives_up = left.is_multiple_of(DECISIONS_A_LOOK) && self.stop.as_ref().is_some_and(Stop::now);
        let decisions = self.decisions.get() + 1;
        self.decisions.set(decisions);
        let beaten = decisions > self.rival.load(Ordering::Relaxed);
        self.decisions_left.set(if gives_up || beaten { 0 } else { left });
        self.decisions_left.get() == 0
    }
}

/// As many decisions as it takes.
pub(super) const NO_LIMIT: u64 = u64::MAX;

/// The clock is read once in so many decisions.
const DECISIONS_A_LOOK: u64 = 64;

/// The answer to a question under assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    /// Stopped before an answer.
    Unknown,
}

impl Sat {
    /// A solver without clauses that gives up soon after `stop` says so.
    pub(super) fn new(stop: &Stop) -> Self {
        // Restarts that come ever later found few gaps, and their absence, sooner than Luby's sequence on three hard real events.
        let options = SolverOpts { luby_restart: false, restart_inc: 1.1, ..SolverOpts::default() };
        let watch = Watch { stop: Some(stop.clone()), rival: Arc::new(AtomicU64::new(NO_LIMIT)), ..Watch::default() };
        let mut solver = Solver::<Watch>::default();
        *solver.batsat_mut() = batsat::Solver::new(options, watch);
        Self { solver, n_vars: 0, guard: None, stop: stop.clone() }
    }

    /// A new variable, as its positive literal.
    pub(super) fn new_lit(&mut self) -> Lit {
        let lit = Lit::positive(self.n_vars);
        self.n_vars += 1;
        self.solver.reserve(lit.var()).expect("a new variable fits in memory");
        lit
    }

    /// Clauses added from now on hold only if `guard` does (`None` = always).
    pub(super) fn set_guard(&mut self, guard: Option<Lit>) {
        self.guard = guard;
    }

    /// At least one of `lits` is true.
    pub(super) fn add(&mut self, lits: &[Lit]) {
        let clause: Clause = lits.iter().copied().chain(self.guard.map(|g| !g)).collect();
        self.solver.add_clause(clause).expect("a clause fits in memory");
    }

    /// `all` true makes at least one of `any` true.
    pub(super) fn imply(&mut self, all: &[Lit], any: &[Lit]) {
        let clause: Clause = all.iter().map(|l| !*l).chain(any.iter().copied()).chain(self.guard.map(|g| !g)).collect();
        self.solver.add_clause(clause).expect("a clause fits in memory");
    }

    /// Can all clauses hold with all of `assumptions` true? Gives up after a number of decisions (which is the same one on every machine).
    pub(super) fn solve(&mut self, assumptions: &[Lit], decisions: u64) -> Answer {
        self.watch().decisions_left.set(decisions);
        if self.stop.now() {
            return Answer::Unknown;
        }
        match self.solver.solve_assumps(assumptions).expect("the solver takes any assumptions") {
            SolverResult::Sat => Answer::Yes,
            SolverResult::Unsat => Answer::No,
            SolverResult::Interrupted => Answer::Unknown,
        }
    }

    fn watch(&self) -> &Watch {
        self.solver.batsat_ref().cb()
    }

    /// Decisions taken since the race began.
    pub(super) fn decisions(&self) -> u64 {
        self.watch().decisions.get()
    }

    /// Gives up from now on as soon as it has taken more decisions, counted from now, than `rival` says. Rivals are asked the same.
    pub(super) fn race(&mut self, rival: &Arc<AtomicU64>) {
        self.solver.batsat_mut().cb_mut().rival = rival.clone();
        self.watch().decisions.set(0);
    }

    /// The value of a literal after [`Answer::Yes`].
    pub(super) fn is_true(&self, lit: Lit) -> bool {
        self.solver.lit_val(lit).expect("asked after a yes") == TernaryVal::True
    }

    /// After [`Answer::No`]: some of the assumptions, enough for the no.
    pub(super) fn core(&mut self) -> Vec<Lit> {
        let clause = self.solver.core().expect("asked after a no");
        clause.into_iter().map(|l| !l).collect()
    }
}

//! One face for the SAT solvers: literals, guarded clauses, questions under assumptions, interruption. Knows no word of the trade.

use crate::stop::Stop;
use rustsat::solvers::{Solve, SolveIncremental, SolverResult};
use rustsat::types::{Clause, TernaryVal};
use rustsat_batsat::BasicSolver;
use std::cell::Cell;
use std::rc::Rc;

pub(super) use rustsat::types::Lit;

/// An incremental SAT solver. Asked the same questions in the same order it gives the same answers.
pub(super) struct Sat {
    solver: BasicSolver,
    n_vars: u32,
    guard: Option<Lit>,
    stop: Stop,
    /// Decisions left for the question at hand.
    budget: Rc<Cell<u64>>,
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
        let mut solver = BasicSolver::default();
        let budget = Rc::new(Cell::new(NO_LIMIT));
        let (asked, left) = (stop.clone(), budget.clone());
        solver.batsat_mut().cb_mut().set_stop(move || {
            // The solver asks again on its way out, so a yes must stay a yes.
            let now = left.get().saturating_sub(1);
            left.set(if now % DECISIONS_A_LOOK == 0 && asked.now() { 0 } else { now });
            left.get() == 0
        });
        Self { solver, n_vars: 0, guard: None, stop: stop.clone(), budget }
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
        self.budget.set(decisions);
        if self.stop.now() {
            return Answer::Unknown;
        }
        match self.solver.solve_assumps(assumptions).expect("the solver takes any assumptions") {
            SolverResult::Sat => Answer::Yes,
            SolverResult::Unsat => Answer::No,
            SolverResult::Interrupted => Answer::Unknown,
        }
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

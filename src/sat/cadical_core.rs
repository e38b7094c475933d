//! The SAT solver of `--features cadical`: CaDiCaL, faster on hard questions, in C++.

use super::answer::Answer;
use crate::stop::Stop;
use cadical::{Callbacks, Solver};
use rustsat::types::{Clause, Lit};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) struct Core {
    solver: Solver<Watch>,
    assumed: Vec<Lit>,
}

/// What makes the solver give up.
struct Watch {
    stop: Stop,
    /// Looks since the race began: the solver takes one after a fixed number of its own steps, at the same steps on every machine.
    looks: u64,
    /// Looks after which a rival had an answer: past this count the result of this solver is ignored.
    rival: Arc<AtomicU64>,
}

/// An effort that is over so soon that it is not worth cutting short: about a second.
pub(crate) const LITTLE_EFFORT: u64 = 5_000;

impl Callbacks for Watch {
    fn terminate(&mut self) -> bool {
        self.looks += 1;
        self.looks > self.rival.load(Ordering::Relaxed) || self.stop.now()
    }
}

impl Core {
    /// A solver without clauses that gives up soon after `stop` says so.
    pub(super) fn new(stop: &Stop) -> Self {
        let mut solver = Solver::new();
        solver.set_callbacks(Some(Watch { stop: stop.clone(), looks: 0, rival: Arc::new(AtomicU64::new(u64::MAX)) }));
        Self { solver, assumed: Vec::new() }
    }

    pub(super) fn declare(&mut self, _lit: Lit) {}

    pub(super) fn add(&mut self, clause: Clause) {
        self.solver.add_clause(clause.iter().map(|l| l.to_ipasir()));
    }

    pub(super) fn solve(&mut self, assumptions: &[Lit], decisions: u64) -> Answer {
        let most = i32::try_from(decisions).unwrap_or(-1); // -1 = as many as it takes
        self.solver.set_limit("decisions", most).expect("the solver knows this limit");
        self.assumed = assumptions.to_vec();
        match self.solver.solve_with(assumptions.iter().map(|l| l.to_ipasir())) {
            Some(true) => Answer::Satisfiable,
            Some(false) => Answer::Unsatisfiable,
            None => Answer::Unknown,
        }
    }

    /// Looks since the race began.
    pub(super) fn effort(&mut self) -> u64 {
        self.watch().looks
    }

    /// Begins a race: gives up once its effort is more than `rival` says.
    pub(super) fn race(&mut self, rival: &Arc<AtomicU64>) {
        let watch = self.watch();
        (watch.looks, watch.rival) = (0, rival.clone());
    }

    fn watch(&mut self) -> &mut Watch {
        self.solver.get_callbacks().expect("set when the solver was made")
    }

    pub(super) fn is_true(&self, lit: Lit) -> bool {
        self.solver.value(lit.to_ipasir()) == Some(true)
    }

    /// Some of the last assumptions, enough to make the clauses unsatisfiable.
    pub(super) fn failed(&mut self) -> Vec<Lit> {
        self.assumed.iter().copied().filter(|l| self.solver.failed(l.to_ipasir())).collect()
    }
}

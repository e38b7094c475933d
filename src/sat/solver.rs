//! One interface to the SAT solvers: literals, guarded clauses, questions under assumptions, interruption. Knows nothing of scheduling.

use super::answer::Answer;
#[cfg(not(feature = "cadical"))]
use super::batsat_core::Core;
#[cfg(not(feature = "cadical"))]
pub(crate) use super::batsat_core::LITTLE_EFFORT;
#[cfg(feature = "cadical")]
use super::cadical_core::Core;
#[cfg(feature = "cadical")]
pub(crate) use super::cadical_core::LITTLE_EFFORT;
use crate::stop::Stop;
use rustsat::types::Clause;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub(crate) use rustsat::types::Lit;

/// An incremental SAT solver. Asked the same questions in the same order it gives the same answers.
pub(crate) struct Sat {
    core: Core,
    n_vars: u32,
    guard: Option<Lit>,
    stop: Stop,
}

/// As many decisions as it takes.
pub(crate) const NO_LIMIT: u64 = u64::MAX;

impl Sat {
    /// A solver without clauses that gives up soon after `stop` says so.
    pub(crate) fn new(stop: &Stop) -> Self {
        Self { core: Core::new(stop), n_vars: 0, guard: None, stop: stop.clone() }
    }

    /// A new variable, as its positive literal.
    pub(crate) fn new_lit(&mut self) -> Lit {
        let lit = Lit::positive(self.n_vars);
        self.n_vars += 1;
        self.core.declare(lit);
        lit
    }

    /// Clauses added from now on hold only if `guard` does (`None` = always).
    pub(crate) fn set_guard(&mut self, guard: Option<Lit>) {
        self.guard = guard;
    }

    /// At least one of `lits` is true.
    pub(crate) fn add(&mut self, lits: &[Lit]) {
        let clause: Clause = lits.iter().copied().chain(self.guard.map(|g| !g)).collect();
        self.core.add(clause);
    }

    /// `all` true makes at least one of `any` true.
    pub(crate) fn imply(&mut self, all: &[Lit], any: &[Lit]) {
        let clause: Clause = all.iter().map(|l| !*l).chain(any.iter().copied()).chain(self.guard.map(|g| !g)).collect();
        self.core.add(clause);
    }

    /// Can all clauses hold with all of `assumptions` true? Gives up after a number of decisions (which is the same one on every machine).
    pub(crate) fn solve(&mut self, assumptions: &[Lit], decisions: u64) -> Answer {
        if self.stop.now() { Answer::Unknown } else { self.core.solve(assumptions, decisions) }
    }

    /// What the solver has done since the race began, in steps that are the same on every machine.
    pub(crate) fn effort(&mut self) -> u64 {
        self.core.effort()
    }

    /// Gives up from now on as soon as its effort, counted from now, is more than `rival` says. Rivals are asked the same.
    pub(crate) fn race(&mut self, rival: &Arc<AtomicU64>) {
        self.core.race(rival);
    }

    /// The value of a literal after [`Answer::Satisfiable`].
    pub(crate) fn is_true(&self, lit: Lit) -> bool {
        self.core.is_true(lit)
    }

    /// After [`Answer::Unsatisfiable`]: some of the assumptions, enough to make the clauses unsatisfiable.
    pub(crate) fn core(&mut self) -> Vec<Lit> {
        self.core.failed()
    }
}

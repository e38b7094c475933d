//! SAT: one interface to the solvers, and counting in clauses. Knows nothing of expos.
//!
//! `solver` is the interface, with one of two cores behind it, `batsat_core` or (feature `cadical`) `cadical_core`; `count` writes counters, `weighted` sums.

mod answer;
#[cfg(not(feature = "cadical"))]
mod batsat_core;
#[cfg(feature = "cadical")]
mod cadical_core;
mod count;
mod solver;
mod weighted;

pub(crate) use answer::Answer;
pub(crate) use count::{Ties, at_most, at_most_one, count};
pub(crate) use solver::{LITTLE_EFFORT, Lit, NO_LIMIT, Sat};
pub(crate) use weighted::weighted_sums;

//! Bounds and exact proofs: forced quality cost, and SAT for placing and for fewest gaps.
//!
//! - [`place_exactly`]: can these pairs be held together? If not, a small set of pairs that cannot; [`lift_core`] makes it a wider row.
//! - [`place_nearby`]: room for one pair after the other, by moving only its own parties' meetings.
//! - [`place_evenly`]: as many of these pairs as can be held with gaps as even as R13 wants them.
//! - [`FewestGaps`]: the least quality cost when the pairs held are settled.
//! - [`contradiction`]: rules and parties that stand against each other.
//! - [`quality_bound`]: what windows and halls force on every party; no solver needed.
//!
//! Models: `model` (slots and halls), `resources` (places, interpreters), `gaps`; what follows from them: `implied`; clauses: `count`, `sat`
//! with one of two solvers behind it, `batsat_core` or `cadical_core`.

#[cfg(not(feature = "cadical"))]
mod batsat_core;
#[cfg(feature = "cadical")]
mod cadical_core;
mod contradiction;
mod count;
mod evenly;
mod exact;
mod fewest;
mod gaps;
mod hall;
mod implied;
mod model;
mod quality_bound;
mod resources;
mod sat;

pub use contradiction::{Contradiction, contradiction};
pub use evenly::place_evenly;
pub use exact::{Exact, Patience, lift_core, place_exactly, place_nearby};
pub use fewest::{FewestGaps, GapProof, Reply, worth_proving};
pub use model::Concern;
pub use quality_bound::quality_bound;

//! Bounds and exact proofs: forced quality cost, and SAT for placing and for fewest gaps.

mod count;
mod exact;
mod gaps;
mod hall;
mod model;
mod resources;
mod sat;

pub use exact::{Exact, lift_core, place_exactly};

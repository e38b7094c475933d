//! Bounds that need no search and no SAT: forced quality cost, Hall sets at single parties.

mod hall;
mod quality;

pub(crate) use hall::too_many_for_a_party;
pub use quality::quality_bound;

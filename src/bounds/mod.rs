//! Bounds that need no SAT: prices for levels 1 to 3, forced quality cost, Hall sets at single parties.

mod cut;
mod hall;
mod interpreters;
mod quality;
mod tighten;

#[cfg(test)]
mod tests;

pub(crate) use cut::{Cut, Priced};
pub(crate) use hall::too_many_for_a_party;
pub use quality::ForcedGaps;
pub(crate) use quality::{AsGood, forced_gaps, quality_bound};
pub(crate) use tighten::Tightening;

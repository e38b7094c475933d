//! The candidate pairs: which pairs the wishes (and fill) make, how often they may meet, what a meeting is worth, in which slots, at which
//! places and with which interpreters it may be held, what excludes it, and which pairs exclude each other. Derived from the facts once; every
//! stage of solving and explaining reads it. `check` does not.

mod build;
mod copies;
mod exclusions;
mod musts;
mod pair;
mod places;
mod table;
mod times;
mod walks;
mod worth;

pub use pair::{Exclusion, Fixed, Pair, WishedBy};
pub use table::Candidates;
pub(crate) use table::Must;
pub(crate) use times::{free_slots, slot_interval, utc_min};
pub(crate) use walks::Walks;

#[cfg(test)]
mod tests;

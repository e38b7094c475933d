//! Which pairs meet: the compact integer program as plain data, and the only files that name good_lp.
#![doc = include_str!("README.md")]

pub mod compact;
pub(crate) mod hall;
pub mod lp;
mod near_prices;
mod near_rows;
pub(crate) mod network;
mod pools;
pub mod program;
pub(crate) mod separate;
pub(crate) mod simplex;
pub(crate) mod trial;

pub use lp::SolverChoice;
pub(crate) use near_prices::{NearPrices, OpenSlots, PublishedPair, near_prices};

//! Which pairs meet: the compact integer program as plain data, and the only files that name good_lp.
#![doc = include_str!("README.md")]

pub mod compact;
pub mod hall;
pub mod lp;
pub mod network;
mod pools;
pub mod program;
pub mod separate;
pub mod simplex;

pub use lp::SolverChoice;

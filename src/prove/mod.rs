//! Exact questions about timetables, most of them answered by SAT: joint placement, fewest gaps, fewest changes, contradictions.
//!
//! - [`place_exactly`]: can these pairs be held together? If not, a small set of pairs that cannot; `lift_core` makes it a wider row.
//! - `place_nearby`: room for one pair after the other, by moving only its own parties' meetings.
//! - `place_evenly`: as many of these pairs as can be held with gaps as even as R13 wants them.
//! - [`FewestGaps`]: the least quality cost when the pairs held are settled.
//! - `fewest_changes`: how few meetings of a published timetable must be dropped or moved.
//! - `contradiction`: rules and parties that stand against each other.
//!
//! Models: `model` (slots and halls), `resources` (places, interpreters), `gaps`; what follows from them: `implied`. The clauses go to `sat`.
#![doc = include_str!("README.md")]

mod changes;
mod contradiction;
mod evenly;
mod fewest;
mod gaps;
mod implied;
mod joint;
mod model;
mod resources;

pub(crate) use changes::{ChangeQuestion, Changes, fewest_changes};
pub(crate) use contradiction::{Contradiction, HoldAll, Judged, contradiction, hold_all};
pub(crate) use evenly::place_evenly;
pub use fewest::FewestGaps;
pub(crate) use fewest::{Reply, worth_proving};
pub use joint::{JointPlacement, Patience, place_exactly};
pub(crate) use joint::{cores_are_final, lift_core, place_nearby};
pub(crate) use model::Concern;

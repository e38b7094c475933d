//! What if: the best timetable with a pair held, and with the input changed. Every answer is the optimum of an event of its own, solved as any other;
//! knows nothing of files and of the terminal.

pub mod capacity;
mod change;
mod edits;
mod fixes;
mod levers;
mod of_two;
mod parallel;
pub mod policy;
mod propose;
mod quick;
mod suggest;
mod tilt;
mod words;

pub use change::{Change, Limit, with};
pub use edits::{Edit, Value, edits};
pub use fixes::{FixFound, Search, kept_pairs, unblocked};
pub use levers::levers;
pub use quick::{Effort, fixes as quick_fixes};
pub use suggest::{Suggestion, suggestions};
pub use tilt::{Best, How, Wanted, best};
pub use words::{name, sentence};

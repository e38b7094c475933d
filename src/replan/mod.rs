//! What a timetable changes of a published one: for each published meeting whether it is kept, cancelled, dropped, moved or placed anew, and which
//! meetings are new. Knows nothing of how either was found.

mod differences;

pub use differences::{Change, Difference, Differences};

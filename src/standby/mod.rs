//! Who could step in for an SME that does not come, and what that saves. Knows nothing of how a timetable is found.

mod lists;
mod no_show;

pub use lists::{MOST, Standby};
pub use no_show::NoShow;

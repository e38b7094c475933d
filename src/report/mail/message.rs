//! One message of those that are sent.

use super::letter::Letter;
use crate::report::ics::Papers;
use crate::timetable::Meeting;

/// The party's papers and meetings, what is written to it, and to which addresses.
pub struct Message<'a> {
    pub papers: &'a Papers,
    pub meetings: &'a [Meeting],
    pub letter: Letter,
    pub to: Vec<String>,
}

//! What a meetings.csv says once it is read.

use super::fault::CellFault;
use crate::check::{Violation, WrittenMeeting};
use crate::diagnostic::Diagnostic;
use crate::event::Event;
use crate::published::PublishedMeeting;
use crate::timetable::{Meeting, Timetable};

/// The file as it is named in faults.
pub(super) const FILE: &str = "meetings.csv";

/// What stands in a meetings.csv.
#[derive(Clone, Debug, Default)]
pub struct ReadBack {
    /// Every row that names two parties and a slot, in file order.
    pub held: Vec<WrittenMeeting>,
    /// Every row with what it says in words, in file order; also those that name what the event does not know any more.
    pub published: Vec<PublishedMeeting>,
    /// Rows that say something impossible.
    pub violations: Vec<Violation>,
    /// Cells that say something else than the facts.
    pub faults: Vec<CellFault>,
    /// What was read in a way that may surprise: titles, remarks, unknown columns.
    pub notes: Vec<Diagnostic>,
}

/// Why a meetings.csv cannot be read, every fault with its line and cell. A file that is unread is not an empty timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread(pub Vec<Diagnostic>);

impl ReadBack {
    /// The rows that have a place, as a timetable.
    pub fn timetable(&self, event: &Event) -> Timetable {
        let meeting = |h: &WrittenMeeting| {
            Some(Meeting { sme: h.sme, buyer: h.buyer, slot: h.slot, place: h.place?, interpreter: h.interpreter })
        };
        Timetable::new(event, self.held.iter().filter_map(meeting).collect())
    }
}

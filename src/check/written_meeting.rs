//! A meeting as it stands in a file: its place may be missing. Judges nothing.

use crate::event::{InterpreterId, PartyId, PlaceId, SlotId};
use crate::timetable::Meeting;

/// A meeting under judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenMeeting {
    /// The party that is said to play the SME.
    pub sme: PartyId,
    /// The party that is said to play the buyer.
    pub buyer: PartyId,
    /// When it starts, by the `date` and `start` of its row.
    pub slot: SlotId,
    /// `None` if the cell is empty or names no place of the event.
    pub place: Option<PlaceId>,
    /// `None` if the cell is empty or names no interpreter of the event.
    pub interpreter: Option<InterpreterId>,
    /// Line of meetings.csv, 0 if it does not come from a file.
    pub line: u32,
}

impl WrittenMeeting {
    /// The party that plays the SME, then the party that plays the buyer.
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }
}

impl From<&Meeting> for WrittenMeeting {
    fn from(meeting: &Meeting) -> Self {
        Self {
            sme: meeting.sme,
            buyer: meeting.buyer,
            slot: meeting.slot,
            place: Some(meeting.place),
            interpreter: meeting.interpreter,
            line: 0,
        }
    }
}

//! A meeting as it stands in a timetable that was published, of which the event may not know everything any more: parties leave, tables and
//! hours are taken away. Judges nothing.

use crate::event::{InterpreterId, PartyId, PlaceId, SlotId};
use chrono::{NaiveDate, NaiveDateTime};

/// A row of a published meetings.csv.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedMeeting {
    /// `meeting_id` as written; empty if the row has none.
    pub id: String,
    /// As written in `sme_id`.
    pub sme_id: String,
    /// As written in `buyer_id`.
    pub buyer_id: String,
    /// Who plays the SME and who the buyer; `None` if one of them has left the event.
    pub parties: Option<(PartyId, PartyId)>,
    /// Of its start, in the event's zone.
    pub date: NaiveDate,
    /// Minutes after midnight of `date`.
    pub start_min: i32,
    /// `None` if no slot begins then any more.
    pub slot: Option<SlotId>,
    /// As written in `place_id`.
    pub place_id: String,
    /// `None` if there is no such place any more.
    pub place: Option<PlaceId>,
    /// As written in `interpreter_id`; empty if nobody interpreted.
    pub interpreter_id: String,
    /// `None` if nobody interpreted, or if there is no such interpreter any more.
    pub interpreter: Option<InterpreterId>,
    /// Line of the file.
    pub line: u32,
}

impl PublishedMeeting {
    /// When it starts, in the event's zone.
    pub fn starts_at(&self) -> NaiveDateTime {
        self.date.and_hms_opt(0, 0, 0).expect("every day begins") + chrono::Duration::minutes(self.start_min.into())
    }
}

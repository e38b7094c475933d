//! The answer: meetings, sorted, with lookups. Judges nothing.

use crate::event::{Event, InterpreterId, PartyId, PlaceId, SlotId};

/// A pair held in a slot at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Meeting {
    /// The party that plays the SME (with `peers`, it may be of either side).
    pub sme: PartyId,
    /// The party that plays the buyer.
    pub buyer: PartyId,
    pub slot: SlotId,
    pub place: PlaceId,
    pub interpreter: Option<InterpreterId>,
}

/// A set of meetings, sorted by slot, then place id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    meetings: Vec<Meeting>,
}

impl Meeting {
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }
}

impl Timetable {
    pub fn new(event: &Event, mut meetings: Vec<Meeting>) -> Self {
        meetings.sort_by(|a, b| {
            (a.slot, &event.place(a.place).id, a.sme, a.buyer).cmp(&(b.slot, &event.place(b.place).id, b.sme, b.buyer))
        });
        Self { meetings }
    }

    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    pub fn len(&self) -> usize {
        self.meetings.len()
    }

    pub fn is_empty(&self) -> bool {
        self.meetings.is_empty()
    }

    /// Meetings of every party, each list sorted by slot, then place id: `by_party()[party.ix()]`.
    pub fn by_party(&self, event: &Event) -> Vec<Vec<Meeting>> {
        let mut lists = vec![Vec::new(); event.parties.len()];
        for meeting in &self.meetings {
            for party in meeting.parties() {
                lists[party.ix()].push(*meeting);
            }
        }
        lists
    }
}

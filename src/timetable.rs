//! The answer: meetings, sorted, with lookups. Judges nothing.

use crate::event::{Event, InterpreterId, PartyId, PlaceId, SlotId};

/// A pair held in a slot at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Meeting {
    /// The party that plays the SME (with `peers`, it may be of either side).
    pub sme: PartyId,
    /// The party that plays the buyer.
    pub buyer: PartyId,
    /// When it starts.
    pub slot: SlotId,
    /// The table or video room it uses.
    pub place: PlaceId,
    /// Who interprets; `None` if nobody is needed.
    pub interpreter: Option<InterpreterId>,
}

/// A set of meetings, sorted by slot, then place id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    meetings: Vec<Meeting>,
}

impl Meeting {
    /// The party that plays the SME, then the party that plays the buyer.
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }
}

impl Timetable {
    /// Sorts the meetings, given in any order; keeps all of them, also two that cannot both be held.
    pub fn new(event: &Event, mut meetings: Vec<Meeting>) -> Self {
        meetings.sort_by(|a, b| {
            (a.slot, &event.place(a.place).id, a.sme, a.buyer).cmp(&(b.slot, &event.place(b.place).id, b.sme, b.buyer))
        });
        Self { meetings }
    }

    /// Sorted by slot, then place id, then parties.
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// How many meetings are held.
    pub fn len(&self) -> usize {
        self.meetings.len()
    }

    /// Nobody meets.
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

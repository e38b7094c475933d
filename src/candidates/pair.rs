//! One candidate: a meeting that two parties may hold, and all that is known about it by itself.

use crate::event::{InterpreterId, Mode, PartyId, PlaceId, SlotId, SlotSet};
use std::sync::Arc;

/// One meeting that two parties may hold: a wish connects them, or fill may bring them together. Parties that want to meet several times
/// (R03) have as many candidates, the *copies* of their pair, with consecutive ids.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Plays the SME. Within one side: the `from` of the first wish between the two.
    pub sme: PartyId,
    /// Plays the buyer.
    pub buyer: PartyId,
    /// Which of the meetings of its parties this is, from 0: fixed ones first, the others in order of time.
    pub copy: u32,
    /// How many meetings its parties may hold.
    pub n_copies: u32,
    /// Meetings that the wishes ask for beyond the slots there are, on the last copy: never held, but a bound by prices counts them (spec 6.1).
    pub n_beyond: u32,
    /// Positions in `event.wishes` of the wishes that want the meeting.
    pub sme_wish: Option<usize>,
    /// The wish of the party that plays the buyer, as `sme_wish`.
    pub buyer_wish: Option<usize>,
    /// Points.
    pub value: i64,
    /// How many `must` wishes count this meeting when all copies before it are held: those with `times` > `copy`.
    pub n_must: u32,
    /// Online if one of the two is an online buyer; decides between tables and video rooms.
    pub mode: Mode,
    /// Why the pair may never be held; `None` if nothing but times, places and interpreters limits it.
    pub exclusion: Option<Exclusion>,
    /// Slots in which both are free, `not_before`/`not_after` hold and no pin forbids the meeting.
    pub common: SlotSet,
    /// Slots in which it may be held: `common` with a place and, if needed, an interpreter free; the fixed slot alone if it is fixed; none if excluded.
    pub slots: SlotSet,
    /// Places at which it may be held, in file order, each in the slots that [`Candidates::place_open`](super::Candidates::place_open) says.
    pub places: Arc<[PlaceId]>,
    /// `None` if it needs no interpreter; else those who can serve it (each when free).
    pub interpreters: Option<Arc<[InterpreterId]>>,
    /// The slot, and the place if one is named, in which it must be held.
    pub fixed: Option<Fixed>,
}

/// Where a fix pin puts a meeting: the slot, and the place if it names one.
pub type Fixed = (SlotId, Option<PlaceId>);

/// Which sides of a pair want the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WishedBy {
    /// Only the party that plays the SME.
    Sme,
    /// Only the party that plays the buyer.
    Buyer,
    /// Each wishes the other: a mutual pair.
    Both,
    /// Neither: a pair that fill or a pin brings in.
    None,
}

/// Why a pair may not be held whatever the rest of the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exclusion {
    /// The party that blocks; the first in file order if both do.
    Blocked(PartyId),
    /// An SME with online = no and an online buyer.
    Mode,
    /// Forbid pins leave it no slot.
    Forbidden,
    /// No language in common and no interpreter who speaks one of each.
    Language,
    /// Nobody wishes it, and fill does not admit it. Not even a pin makes it a meeting (R06).
    Unwished,
    /// A value of 0 points or less.
    Worthless,
}

impl Pair {
    /// The party that plays the SME, then the party that plays the buyer.
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }

    /// The other party of the pair.
    pub fn other(&self, party: PartyId) -> PartyId {
        if self.sme == party { self.buyer } else { self.sme }
    }

    /// Who wishes the meeting; blocks do not count.
    pub fn wished_by(&self) -> WishedBy {
        match (self.sme_wish, self.buyer_wish) {
            (Some(_), Some(_)) => WishedBy::Both,
            (Some(_), None) => WishedBy::Sme,
            (None, Some(_)) => WishedBy::Buyer,
            (None, None) => WishedBy::None,
        }
    }

    /// May stand in some timetable.
    pub fn schedulable(&self) -> bool {
        !self.slots.is_empty()
    }
}

impl WishedBy {
    /// As in the output files.
    pub fn name(self) -> &'static str {
        ["sme", "buyer", "both", "none"][self as usize]
    }
}

//! The candidate pairs: which pairs the wishes (and fill) make, how often they may meet, what a meeting is worth, in which slots, at which
//! places and with which interpreters it may be held, what excludes it, and which pairs exclude each other. Derived from the facts once; every
//! stage of solving and explaining reads it. `check` does not.

mod build;
mod copies;
mod exclusions;
mod musts;
mod places;
mod times;
mod walks;
mod worth;

pub use exclusions::{Exclusion, OrgGroup};
pub use musts::Must;
pub use times::{slot_interval, utc_min};
pub use walks::Walks;
pub use worth::points;

use crate::event::{InterpreterId, Mode, PairId, PartyId, PlaceId, SlotId, SlotSet};
use std::collections::HashMap;
use std::sync::Arc;

/// Which sides of a pair want the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WishedBy {
    Sme,
    Buyer,
    Both,
    None,
}

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
    /// Positions in `event.wishes` of the wishes that want the meeting.
    pub sme_wish: Option<usize>,
    pub buyer_wish: Option<usize>,
    /// Points.
    pub value: i64,
    /// How many `must` wishes count this meeting when all copies before it are held: those with `times` > `copy`.
    pub n_must: u32,
    pub mode: Mode,
    pub exclusion: Option<Exclusion>,
    /// Slots in which both are free, `not_before`/`not_after` hold and no pin forbids the meeting.
    pub common: SlotSet,
    /// Slots in which it may be held: `common` with a place and, if needed, an interpreter free; the fixed slot alone if it is fixed; none if excluded.
    pub slots: SlotSet,
    /// Places at which it may be held, in file order, each in the slots that [`Candidates::place_open`] says.
    pub places: Arc<[PlaceId]>,
    /// `None` if it needs no interpreter; else those who can serve it (each when free).
    pub interpreters: Option<Arc<[InterpreterId]>>,
    /// The slot, and the place if one is named, in which it must be held.
    pub fixed: Option<Fixed>,
}

/// Where a fix pin puts a meeting: the slot, and the place if it names one.
pub type Fixed = (SlotId, Option<PlaceId>);

/// All candidate pairs of an event and the slot sets behind them.
#[derive(Clone, Debug)]
pub struct Candidates {
    pub pairs: Vec<Pair>,
    /// Pairs of every party: `of_party[party.ix()]`.
    pub of_party: Vec<Vec<PairId>>,
    /// Slots in which a meeting lies in the party's free time.
    pub free: Vec<SlotSet>,
    /// Slots in which a meeting touches an `avoid` window of the party.
    pub avoid: Vec<SlotSet>,
    pub place_free: Vec<SlotSet>,
    pub interpreter_free: Vec<SlotSet>,
    /// Who may meet one buyer only of several (R11).
    pub org_groups: Vec<OrgGroup>,
    /// The `must` wishes of the event, one for an organization counted once.
    pub musts: Vec<Must>,
    pub walks: Walks,
    /// By pair: its position in `org_groups`.
    org_group_of: Vec<Option<usize>>,
    /// By party: for each hall the slots in which the party can be there, coming from and going on to the sessions it is registered for.
    /// `None` if those forbid nothing.
    reach: Vec<Option<Vec<SlotSet>>>,
    /// First copy of the pair of two parties, the smaller id first.
    by_parties: HashMap<(PartyId, PartyId), PairId>,
}

impl Pair {
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }

    /// The other party of the pair.
    pub fn other(&self, party: PartyId) -> PartyId {
        if self.sme == party { self.buyer } else { self.sme }
    }

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

impl Candidates {
    pub fn pair(&self, id: PairId) -> &Pair {
        &self.pairs[id.ix()]
    }

    pub fn pair_ids(&self) -> impl Iterator<Item = PairId> + use<> {
        (0..self.pairs.len()).map(PairId::at)
    }
}

#[cfg(test)]
mod tests;

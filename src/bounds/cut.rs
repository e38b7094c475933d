//! A row that every timetable satisfies, and what a price on it is charged for.

use crate::event::{InterpreterId, PairId, PartyId, SlotId};

/// Sum of weight x pair is at most `at_most` in every timetable, and what a price on that is charged for.
#[derive(Clone, Debug)]
pub struct Cut {
    pub terms: Vec<(PairId, i64)>,
    pub at_most: i64,
    pub priced: Priced,
}

/// What a cut's price is charged for in the price list.
#[derive(Clone, Debug)]
pub enum Priced {
    /// Slots of parties, and slots of groups of interpreters.
    Slots { party_slots: Vec<(PartyId, SlotId)>, interpreters: Vec<(Vec<InterpreterId>, SlotId)> },
    /// The pairs themselves; all weights are 1.
    Row,
}

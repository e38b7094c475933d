//! All candidates of an event and what several of them share: free times, musts, organizations, walks.

use super::pair::Pair;
use super::walks::Walks;
use crate::event::{PairId, PartyId, SlotSet};
use std::collections::HashMap;

/// All candidate pairs of an event and the slot sets behind them.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// By [`PairId`]; the copies of a pair stand next to each other.
    pub pairs: Vec<Pair>,
    /// Pairs of every party: `of_party[party.ix()]`.
    pub of_party: Vec<Vec<PairId>>,
    /// Slots in which a meeting lies in the party's free time.
    pub free: Vec<SlotSet>,
    /// Slots in which a meeting touches an `avoid` window of the party.
    pub avoid: Vec<SlotSet>,
    /// Slots in which a meeting lies wholly in the hours of a place: `place_free[place.ix()]`.
    pub place_free: Vec<SlotSet>,
    /// Slots in which an interpreter is free, by interpreter: `interpreter_free[interpreter.ix()]`.
    pub interpreter_free: Vec<SlotSet>,
    /// Who may meet one buyer only of several (R11).
    pub(crate) org_groups: Vec<OrgGroup>,
    /// The `must` wishes of the event, one for an organization counted once.
    pub(crate) musts: Vec<Must>,
    /// Which two slots leave time to walk between which halls (R08).
    pub(crate) walks: Walks,
    /// By pair: its position in `org_groups`.
    pub(super) org_group_of: Vec<Option<usize>>,
    /// By party: for each hall the slots in which the party can be there, coming from and going on to the sessions it is registered for.
    /// `None` if those forbid nothing.
    pub(super) reach: Vec<Option<Vec<SlotSet>>>,
    /// First copy of the pair of two parties, the smaller id first.
    pub(super) by_parties: HashMap<(PartyId, PartyId), PairId>,
}

/// One `must` wish: for a party, or for any one buyer of an organization. Counts once for each of its `times`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Must {
    /// How many meetings it wants.
    pub times: u32,
    /// Whose meetings count: the first copy of each pair, ascending.
    pub pairs: Vec<PairId>,
}

/// R11: of these pairs, all with the same SME and with buyers of one organization, meetings with one buyer at most are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgGroup {
    /// The party that plays the SME.
    pub sme: PartyId,
    pub org: String,
    /// Ascending; of a buyer all copies.
    pub pairs: Vec<PairId>,
}

impl Candidates {
    /// The pair at a position.
    pub fn pair(&self, id: PairId) -> &Pair {
        &self.pairs[id.ix()]
    }

    /// Whether every meeting that is not fixed adds to the value. Where two may meet more often than a pin fixes, though that is worth nothing, one
    /// does not.
    pub fn every_meeting_counts(&self) -> bool {
        self.pairs.iter().all(|p| p.value > 0 || p.fixed.is_some() || !p.schedulable())
    }

    /// The ids of all pairs, copies included, ascending.
    pub fn pair_ids(&self) -> impl Iterator<Item = PairId> + use<> {
        (0..self.pairs.len()).map(PairId::at)
    }
}

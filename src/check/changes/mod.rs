//! The second opinion on a new plan: what it changes of the published timetable, from the two written timetables alone; whether what is frozen stands; and
//! whether the groups that are to prove the fewest changes do so.

mod compare;
mod confirm;
mod frozen;
mod kept;
mod written;

pub use compare::JudgedChange;
pub use confirm::GroupClaim;
pub use kept::KeptPlan;

use super::Checker;
use super::prices::{Holdable, Ways, holdable};
use super::read::CellFault;
use super::unordered::unordered;
use crate::event::{PartyId, SlotId};
use crate::published::PublishedMeeting;
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// One published timetable, and everything that its pairs may do now.
pub struct ChangeJudge<'a> {
    checker: &'a Checker<'a>,
    published: &'a [PublishedMeeting],
    freeze_until: Option<NaiveDateTime>,
    ways: Ways<'a>,
    pairs: HashMap<(PartyId, PartyId), Holdable>,
}

impl<'a> ChangeJudge<'a> {
    /// `freeze_until`: meetings that start before stay.
    pub fn new(checker: &'a Checker<'a>, published: &'a [PublishedMeeting], freeze_until: Option<NaiveDateTime>) -> Self {
        let pairs = holdable(&checker.derived).into_iter().map(|pair| (unordered(pair.sme, pair.buyer), pair)).collect();
        Self { checker, published, freeze_until, ways: Ways::of(&checker.derived), pairs }
    }

    /// What is wrong with the new timetable, read back, or with the moves.csv and the counts beside it.
    pub fn faults(&self, now: &[PublishedMeeting], moves_csv: &[u8], summary_json: &[u8]) -> Vec<CellFault> {
        let changes = self.compare(now);
        let mut faults = self.frozen_faults(now);
        faults.extend(written::move_faults(&changes, moves_csv));
        faults.extend(written::count_faults(&changes, summary_json));
        faults
    }

    /// What the facts say about two parties; `None` if they may never meet.
    fn pair(&self, parties: (PartyId, PartyId)) -> Option<&Holdable> {
        self.pairs.get(&unordered(parties.0, parties.1))
    }

    /// Whether the input lets two parties meet at all.
    fn can_meet(&self, parties: (PartyId, PartyId)) -> bool {
        self.pair(parties).is_some_and(|pair| !pair.fixed.is_empty() || pair.slots.iter().any(|slot| self.can_stand(pair, slot)))
    }

    /// Whether there is a place, and an interpreter if one is needed, for the pair in a slot.
    fn can_stand(&self, pair: &Holdable, slot: SlotId) -> bool {
        let places = (0..self.checker.event().places.len()).map(crate::event::PlaceId::at);
        let able = self.ways.interpreters(self.ways.languages(pair));
        able.is_none_or(|able| able.iter().any(|who| self.checker.derived.interpreter_free(*who).contains(slot)))
            && places.into_iter().any(|place| self.ways.may_stand(pair, slot, place, None))
    }

    fn is_frozen(&self, slot: SlotId) -> bool {
        self.freeze_until.is_some_and(|until| self.checker.derived.starts_at(slot) < until)
    }
}

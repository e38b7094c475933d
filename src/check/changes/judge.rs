//! One published timetable under judgement, and what the facts say its pairs may do now.

use crate::check::Checker;
use crate::check::prices::{Holdable, Ways, holdable};
use crate::check::unordered::unordered;
use crate::event::{PartyId, SlotId};
use crate::published::PublishedMeeting;
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// One published timetable, and everything that its pairs may do now.
pub struct ChangeJudge<'a> {
    pub(super) checker: &'a Checker<'a>,
    pub(super) published: &'a [PublishedMeeting],
    pub(super) freeze_until: Option<NaiveDateTime>,
    pub(super) ways: Ways<'a>,
    pairs: HashMap<(PartyId, PartyId), Holdable>,
    /// How many of the published meetings are of two parties.
    n_published: HashMap<(PartyId, PartyId), usize>,
}

impl<'a> ChangeJudge<'a> {
    /// `freeze_until`: meetings that start before stay.
    pub fn new(checker: &'a Checker<'a>, published: &'a [PublishedMeeting], freeze_until: Option<NaiveDateTime>) -> Self {
        let pairs = holdable(&checker.derived).into_iter().map(|pair| (unordered(pair.sme, pair.buyer), pair)).collect();
        let mut n_published: HashMap<(PartyId, PartyId), usize> = HashMap::new();
        let parties = published.iter().filter_map(|old| old.parties);
        parties.for_each(|(a, b)| *n_published.entry(unordered(a, b)).or_default() += 1);
        Self { checker, published, freeze_until, ways: Ways::of(&checker.derived), pairs, n_published }
    }

    /// How many of the published meetings are of these two.
    pub(super) fn n_published(&self, parties: (PartyId, PartyId)) -> usize {
        self.n_published.get(&unordered(parties.0, parties.1)).copied().unwrap_or_default()
    }

    /// What the facts say about two parties; `None` if they may never meet.
    pub(super) fn pair(&self, parties: (PartyId, PartyId)) -> Option<&Holdable> {
        self.pairs.get(&unordered(parties.0, parties.1))
    }

    /// Whether the input lets two parties meet at all.
    pub(super) fn can_meet(&self, parties: (PartyId, PartyId)) -> bool {
        self.pair(parties).is_some_and(|pair| !pair.fixed.is_empty() || pair.slots.iter().any(|slot| self.can_stand(pair, slot)))
    }

    /// Whether there is a place, and an interpreter if one is needed, for the pair in a slot.
    fn can_stand(&self, pair: &Holdable, slot: SlotId) -> bool {
        let places = (0..self.checker.event().places.len()).map(crate::event::PlaceId::at);
        let able = self.ways.interpreters(self.ways.languages(pair));
        able.is_none_or(|able| able.iter().any(|who| self.checker.derived.interpreter_free(*who).contains(slot)))
            && places.into_iter().any(|place| self.ways.may_stand(pair, slot, place, None))
    }

    pub(super) fn is_frozen(&self, slot: SlotId) -> bool {
        self.freeze_until.is_some_and(|until| self.checker.derived.starts_at(slot) < until)
    }
}

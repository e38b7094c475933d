//! Why no timetable changes less: of a group of published meetings so many must be dropped, and so many move, whatever becomes of all others. The
//! checker tries all ways to hold just these meetings; rules that further meetings could mend are not asked.

use super::judge::ChangeJudge;
use crate::check::prices::{Budget, Found, Holdable, Stood, most_meetings, with_changes};
use crate::event::{PartyId, SlotId};
use crate::published::PublishedMeeting;

/// A group and what is claimed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupClaim {
    /// Positions in the published timetable, all different.
    pub meetings: Vec<usize>,
    /// At least as many are dropped.
    pub dropped: usize,
    /// At least as many move if no more than `dropped` are dropped.
    pub moved: usize,
}

/// Whether a meeting of the pair may be in the slot, as far as the two parties and the pins say.
fn may_stay(pair: &Holdable, slot: SlotId) -> bool {
    pair.slots.contains(slot) || pair.fixed.iter().any(|fixed| fixed.slot == slot)
}

/// Steps that a question about a group may take.
const STEPS: u64 = 400_000;

impl ChangeJudge<'_> {
    /// Whether the claim holds of every timetable, as far as the steps show.
    pub fn confirms(&self, claim: &GroupClaim) -> bool {
        let stood: Option<Vec<Stood>> = claim.meetings.iter().map(|i| self.stood(self.published.get(*i)?)).collect();
        let Some(stood) = stood else { return false };
        let is_less = |skips: usize, moves: usize| {
            let mut steps = STEPS;
            with_changes(&stood, Budget { skips, moves }, &self.ways, &mut steps) == Found::NoMore
        };
        let drops = claim.dropped <= self.beyond_room(&stood)
            || claim.dropped.checked_sub(1).is_none_or(|fewer| is_less(fewer, usize::MAX));
        // What cannot stay is dropped or moves.
        let n_displaced = stood.iter().filter(|stood| stood.slot.is_none_or(|slot| !may_stay(&stood.pair, slot))).count();
        let moves = claim.dropped + claim.moved <= n_displaced
            || claim.moved.checked_sub(1).is_none_or(|fewer| is_less(claim.dropped, fewer));
        drops && moves
    }

    /// How many of these meetings are more than a party that is in all of them can hold, with its limits and its free slots.
    fn beyond_room(&self, stood: &[Stood]) -> usize {
        let of_all = |party: &PartyId| stood.iter().all(|stood| stood.pair.parties().contains(party));
        let shared = stood.first().map_or_else(Vec::new, |first| first.pair.parties().into_iter().filter(of_all).collect());
        let room = |party: PartyId| usize::try_from(most_meetings(&self.checker.derived, party)).unwrap_or(usize::MAX);
        shared.into_iter().map(|party| stood.len().saturating_sub(room(party))).max().unwrap_or(0)
    }

    /// A published meeting with the slots that the freeze leaves to it. `None` if it cannot count: its pair meets several times, is fixed elsewhere, or
    /// may not meet at all.
    pub(super) fn stood(&self, old: &PublishedMeeting) -> Option<Stood> {
        let parties = old.parties?;
        let stands_fixed = |pair: &&Holdable| pair.fixed.iter().all(|fixed| Some(fixed.slot) == old.slot);
        let mut pair = self.pair(parties).filter(|pair| pair.times == 1).filter(stands_fixed)?.clone();
        if self.n_published(parties) != 1 {
            return None;
        }
        for slot in self.checker.event().grid.slot_ids().filter(|slot| self.is_frozen(*slot) && Some(*slot) != old.slot) {
            pair.slots.remove(slot);
        }
        Some(Stood { pair, slot: old.slot })
    }
}

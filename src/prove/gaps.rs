//! Gaps in clauses: one literal for each place in a party's day where a gap may end, unary counts by party, and rule R13.

use super::model::{Concern, Model};
use crate::event::{GapScope, PartyId, SlotId};
use crate::rule::RuleId;
use crate::sat::{Lit, Ties, count};

impl Model<'_> {
    /// Adds gap counts and, if the event has it, R13. Of the answer, `[party.ix()][i]` is true if the party has more than `i` gaps.
    pub(super) fn add_gaps(&mut self) -> Vec<Vec<Lit>> {
        let even = self.problem.event.rules.max_gap_difference;
        let literals: Vec<Vec<Lit>> = self.problem.event.party_ids().map(|p| self.gap_ends(p)).collect();
        // If some party cannot have a gap at all, R13 only bounds from above and the counts need be tied only one way.
        let exact = even.is_some() && literals.iter().all(|l| !l.is_empty());
        let ties = if exact { Ties::Exact } else { Ties::IfReached };
        let of: Vec<Vec<Lit>> = literals.iter().map(|l| count(&mut self.sat, l, l.len(), ties)).collect();
        if let Some(most) = even {
            self.even_gaps(&of, most as usize);
        }
        of
    }

    /// R13: if anyone has `most` more than i, everyone has more than i.
    fn even_gaps(&mut self, of: &[Vec<Lit>], most: usize) {
        let longest = of.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..longest.saturating_sub(most) {
            let everyone = self.sat.new_lit();
            for party in self.problem.event.party_ids() {
                self.guard_by(Some((RuleId::EvenGaps, Concern::Party(party))));
                let counts = &of[party.ix()];
                if let Some(many) = counts.get(i + most) {
                    self.sat.imply(&[*many], &[everyone]);
                }
                self.sat.imply(&[everyone], counts.get(i).map_or(&[], std::slice::from_ref));
            }
        }
        self.guard_by(None);
    }

    /// Slots in which consecutive means no gap, in order, for each scope unit of the party.
    pub(super) fn gap_units(&self, party: PartyId) -> Vec<Vec<SlotId>> {
        let grid = &self.problem.event.grid;
        let ranges: Vec<(SlotId, SlotId)> = match self.problem.event.quality.gap_scope {
            GapScope::Day => grid.days.iter().map(|d| d.slots).collect(),
            GapScope::Session => grid.sessions.iter().map(|s| s.slots).collect(),
            GapScope::Event => vec![(SlotId(0), SlotId::at(grid.slots.len()))],
        };
        let counts =
            |s: &SlotId| self.problem.event.quality.busy_is_idle || self.problem.candidates.free[party.ix()].contains(*s);
        ranges.into_iter().map(|(a, b)| (a.0..b.0).map(SlotId).filter(counts).collect()).collect()
    }

    /// A literal for each slot of a unit that is true if a gap ends there: busy now, idle just before, busy earlier.
    fn gap_ends(&mut self, party: PartyId) -> Vec<Lit> {
        let exact = self.problem.event.rules.max_gap_difference.is_some();
        let mut ends = Vec::new();
        if self.of_party[party.ix()].len() < 2 {
            return ends;
        }
        for unit in self.gap_units(party) {
            let busy: Vec<Option<Lit>> = unit.iter().map(|s| self.busy[party.ix()][s.ix()]).collect();
            let begun = self.begun(&busy);
            for i in 2..busy.len() {
                let (Some(now), Some(earlier)) = (busy[i], begun[i - 2]) else { continue };
                let end = self.sat.new_lit();
                let idle: Vec<Lit> = busy[i - 1].into_iter().collect();
                self.sat.imply(&[now, earlier], &[&idle[..], &[end]].concat());
                if exact {
                    self.sat.imply(&[end], &[now]);
                    self.sat.imply(&[end], &[earlier]);
                    idle.iter().for_each(|i| self.sat.imply(&[end, *i], &[]));
                }
                ends.push(end);
            }
        }
        ends
    }

    /// Whether the party was busy up to and in each slot of a unit.
    pub(super) fn begun(&mut self, busy: &[Option<Lit>]) -> Vec<Option<Lit>> {
        let mut begun: Vec<Option<Lit>> = Vec::new();
        for now in busy {
            let before = begun.last().copied().flatten();
            begun.push(match (before, *now) {
                (Some(before), Some(now)) => Some(self.any_of(&[before, now])),
                (one, other) => one.or(other),
            });
        }
        begun
    }
}

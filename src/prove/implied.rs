//! Consequences of holding every pair that a solver finds only slowly by itself: counts, runs, windows. They rule out no timetable.

use super::model::{Encoding, Model};
use crate::event::{PartyId, SlotId};
use crate::sat::{Lit, Ties, at_most, count};
use std::collections::BTreeSet;

/// Slots `[first, last]` of a unit, by position, that contain all slots of some number of a party's pairs.
struct Window {
    first: usize,
    last: usize,
    n_pairs: usize,
}

impl Model<'_> {
    /// What follows from every pair being held; `gaps` as from `add_gaps`.
    pub(super) fn imply_all_held(&mut self, gaps: &[Vec<Lit>]) {
        self.guard_by(None);
        for party in self.problem.event.party_ids() {
            if self.problem.event.party(party).capacity > 1 || self.of_party[party.ix()].is_empty() {
                continue;
            }
            if self.options.encoding == Encoding::Parties {
                self.busy_as_often_as_held(party);
            }
            if let [unit] = &self.gap_units(party)[..] {
                self.run(party, unit, gaps[party.ix()].first().copied());
            }
        }
        self.no_slot_too_empty();
    }

    /// A party with one delegate or desk is busy in just as many slots as it has meetings.
    fn busy_as_often_as_held(&mut self, party: PartyId) {
        let n = self.of_party[party.ix()].len();
        let busy: Vec<Lit> = self.busy[party.ix()].iter().flatten().copied().collect();
        let counter = count(&mut self.sat, &busy, n + 1, Ties::Exact);
        self.sat.add(counter.get(n - 1).map_or(&[], std::slice::from_ref));
        if let Some(more) = counter.get(n) {
            self.sat.add(&[!*more]);
        }
    }

    /// Consequences for a party whose meetings all lie in one unit; `gap` is true if it has a gap (`None`: it cannot have one, or holds one pair).
    fn run(&mut self, party: PartyId, unit: &[SlotId], gap: Option<Lit>) {
        let n = self.of_party[party.ix()].len();
        let busy: Vec<Option<Lit>> = unit.iter().map(|s| self.busy[party.ix()][s.ix()]).collect();
        if n > unit.len() {
            return;
        }
        let windows = self.windows(party, unit);
        for window in &windows {
            self.window_holds_its_pairs(&busy, window);
        }
        if let Some(gap) = gap {
            let begun = self.begun(&busy);
            self.one_run_if_no_gap(&busy, &begun, n, gap);
            for window in &windows {
                self.run_reaches_into(&begun, n, window, gap);
            }
        }
    }

    /// Without a gap, n meetings are one run of n slots: busy in slot i exactly if the run has begun by i and had not begun by i - n.
    fn one_run_if_no_gap(&mut self, busy: &[Option<Lit>], begun: &[Option<Lit>], n: usize, gap: Lit) {
        for i in 0..busy.len() {
            let over = if i >= n { begun[i - n] } else { None };
            if let (Some(busy), Some(over)) = (busy[i], over) {
                self.sat.imply(&[busy, over], &[gap]);
            }
            if let Some(begun) = begun[i] {
                let otherwise: Vec<Lit> = [Some(gap), over, busy[i]].into_iter().flatten().collect();
                self.sat.imply(&[begun], &otherwise);
            }
        }
    }

    /// Windows that hold pairs of a party, the whole unit among them.
    fn windows(&self, party: PartyId, unit: &[SlotId]) -> Vec<Window> {
        let at = |slot: SlotId| unit.binary_search(&slot).expect("a party meets only in slots of its units");
        let hulls: Vec<(usize, usize)> = self.of_party[party.ix()]
            .iter()
            .filter_map(|m| Some((at(self.choices[*m].first()?.slot), at(self.choices[*m].last()?.slot))))
            .collect();
        let firsts: BTreeSet<usize> = hulls.iter().map(|h| h.0).collect();
        let lasts: BTreeSet<usize> = hulls.iter().map(|h| h.1).collect();
        let mut windows = Vec::new();
        for &first in &firsts {
            for &last in &lasts {
                let n_pairs = hulls.iter().filter(|h| first <= h.0 && h.1 <= last).count();
                if n_pairs > 0 {
                    windows.push(Window { first, last, n_pairs });
                }
            }
        }
        windows
    }

    /// A party is busy in a window at least as often as it has pairs there (Hall's condition, which is hard to find by resolution).
    fn window_holds_its_pairs(&mut self, busy: &[Option<Lit>], window: &Window) {
        let idle: Vec<Lit> = busy[window.first..=window.last].iter().flatten().map(|l| !*l).collect();
        match idle.len().checked_sub(window.n_pairs) {
            Some(most) => at_most(&mut self.sat, &idle, most),
            None => self.sat.add(&[]),
        }
    }

    /// Without a gap, the run of n slots overlaps a window in as many slots as it has pairs there: it begins early and ends late enough.
    fn run_reaches_into(&mut self, begun: &[Option<Lit>], n: usize, window: &Window, gap: Lit) {
        let latest_begin = (window.last + 1).saturating_sub(window.n_pairs);
        let in_time: Vec<Lit> = [Some(gap), begun[latest_begin]].into_iter().flatten().collect();
        self.sat.add(&in_time);
        let too_early = (window.first + window.n_pairs).checked_sub(n + 1);
        if let Some(begun) = too_early.and_then(|slot| begun[slot]) {
            self.sat.imply(&[begun], &[gap]);
        }
    }

    /// What the other slots cannot take must be held in this one. Only where every meeting makes two parties busy.
    fn no_slot_too_empty(&mut self) {
        let single = self.problem.event.parties.iter().all(|p| p.capacity == 1);
        let room: Vec<usize> = self.problem.event.grid.slot_ids().map(|s| self.room(s.ix())).collect();
        let in_all: usize = room.iter().sum();
        for (slot, here) in room.iter().enumerate() {
            let least = (self.pairs.len() + here).saturating_sub(in_all);
            let idle: Vec<Lit> = self.busy.iter().filter_map(|b| b[slot]).map(|l| !l).collect();
            if single && least > 0 {
                match idle.len().checked_sub(2 * least) {
                    Some(most) => at_most(&mut self.sat, &idle, most),
                    None => self.sat.add(&[]),
                }
            }
        }
    }

    /// Meetings that a slot can hold at most.
    fn room(&self, slot: usize) -> usize {
        let free = self.problem.candidates.place_free.iter().filter(|f| f.contains(SlotId::at(slot))).count();
        let parties = self.busy.iter().filter(|b| b[slot].is_some()).count();
        free.min(parties / 2)
    }
}

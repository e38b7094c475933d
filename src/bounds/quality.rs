//! A lower bound of the quality cost from the parties one by one: the cost that each cannot avoid, given the meetings it holds in every
//! optimal timetable. Sound for any number of meetings beyond those; strong where windows are tight.

use crate::event::{Event, GapScope, HallId, PairId, PartyId, QualityPart, Side, SlotId, SlotSet, Units};
use crate::problem::Problem;
use crate::stop::Stop;
use std::collections::{BTreeMap, BTreeSet};

/// What a party must hold and may hold.
struct PartyLoad {
    /// Pairs it holds in every optimal timetable.
    must: Vec<PairId>,
    /// Busy slots at least and at most.
    n_busy: (usize, usize),
    /// Slots in which it may be busy.
    slots: SlotSet,
    /// Slots in which it is busy for certain.
    certain: SlotSet,
}

/// Units (each on its own) and cost in points that no timetable with at least the pairs of `must_hold` goes below.
/// `must_hold`: pairs that are in every timetable of the best values at levels 1 to 3; leaving some out only weakens the bound.
pub fn quality_bound(problem: Problem, must_hold: &[PairId], stop: &Stop) -> (Units, i64) {
    let event = problem.event;
    let must: BTreeSet<PairId> = must_hold.iter().copied().collect();
    let mut units = Units::default();
    let mut cost = 0;
    for party in event.party_ids() {
        if stop.now() {
            break;
        }
        let load = PartyLoad::of(problem, party, &must);
        if load.must.is_empty() {
            continue;
        }
        let least = |gap: i64, wait: i64, avoid: i64| load.least(problem, party, &UnitCosts { gap, wait, avoid });
        let halls = if event.party(party).capacity == 1 { hall_changes(problem, &load) } else { 0 };
        let tables = if event.party(party).side == Side::Buyer { halls } else { 0 };
        units[QualityPart::Gap] += least(1, 0, 0);
        units[QualityPart::Wait] += least(0, 1, 0);
        units[QualityPart::Avoid] += least(0, 0, 1);
        units[QualityPart::HallChange] += halls;
        units[QualityPart::TableChange] += tables;
        let points = &event.quality.points;
        cost += least(points[QualityPart::Gap], points[QualityPart::Wait], points[QualityPart::Avoid]);
        cost += halls * points[QualityPart::HallChange] + tables * points[QualityPart::TableChange];
    }
    (units, cost)
}

/// Points of a gap, of each slot of waiting in it, and of a busy unwanted slot.
struct UnitCosts {
    gap: i64,
    wait: i64,
    avoid: i64,
}

impl PartyLoad {
    fn of(problem: Problem, party: PartyId, must: &BTreeSet<PairId>) -> Self {
        let Problem { event, candidates } = problem;
        let capacity = event.party(party).capacity as usize;
        let schedulable: Vec<PairId> =
            candidates.of_party[party.ix()].iter().copied().filter(|p| candidates.pair(*p).schedulable()).collect();
        let must: Vec<PairId> = schedulable.iter().copied().filter(|p| must.contains(p)).collect();
        let mut slots = SlotSet::empty(event.n_slots());
        schedulable.iter().for_each(|p| slots.unite(&candidates.pair(*p).slots));
        let mut certain = SlotSet::empty(event.n_slots());
        let only = must.iter().map(|p| &candidates.pair(*p).slots).filter(|s| s.len() == 1);
        only.for_each(|s| certain.unite(s));
        let most = event.party(party).max_meetings.map_or(schedulable.len(), |m| schedulable.len().min(m as usize));
        let n_busy = (must.len().div_ceil(capacity), most.min(slots.len()));
        Self { must, n_busy, slots, certain }
    }

    /// The least points over all sets of busy slots of an allowed size.
    fn least(&self, problem: Problem, party: PartyId, costs: &UnitCosts) -> i64 {
        let mut by_count = vec![Some(0)];
        for unit in scope_units(problem.event) {
            let of_unit = self.least_of_unit(problem, party, &unit, costs);
            by_count = convolved(&by_count, &of_unit);
        }
        let (fewest, most) = self.n_busy;
        // A set that does not exist bounds nothing: then the caller's pairs cannot be held and any bound is true.
        by_count.iter().take(most + 1).skip(fewest).flatten().min().copied().unwrap_or(0)
    }

    /// Least points of a unit by the number of its busy slots; `None` = impossible.
    fn least_of_unit(&self, problem: Problem, party: PartyId, unit: &[SlotId], costs: &UnitCosts) -> Vec<Option<i64>> {
        let Problem { event, candidates } = problem;
        let all_count = event.quality.busy_is_idle;
        // By the number of busy slots: nothing yet; busy in the last slot that counts; idle there, to be busy again later; over.
        let (mut fresh, mut busy, mut idle, mut over) = (vec![Some(0)], vec![None], vec![None], vec![None]);
        for &slot in unit {
            if !all_count && !candidates.free[party.ix()].contains(slot) {
                continue;
            }
            let here = if candidates.avoid[party.ix()].contains(slot) { costs.avoid } else { 0 };
            let start = plus(&cheapest(&[&fresh, &busy, &idle]), here);
            let mut taken = vec![None];
            taken.extend(if self.slots.contains(slot) { start } else { vec![None; start.len()] });
            let waits = cheapest(&[&plus(&busy, costs.gap + costs.wait), &plus(&idle, costs.wait)]);
            let stays = cheapest(&[&busy, &over]);
            let unless_certain = |list: Vec<Option<i64>>| if self.certain.contains(slot) { vec![None; list.len()] } else { list };
            (fresh, busy, idle, over) = (unless_certain(fresh), taken, unless_certain(waits), unless_certain(stays));
        }
        cheapest(&[&fresh, &busy, &over])
    }
}

/// Slots of each unit in which slots are consecutive.
fn scope_units(event: &Event) -> Vec<Vec<SlotId>> {
    let grid = &event.grid;
    let ranges: Vec<(SlotId, SlotId)> = match event.quality.gap_scope {
        GapScope::Day => grid.days.iter().map(|d| d.slots).collect(),
        GapScope::Session => grid.sessions.iter().map(|s| s.slots).collect(),
        GapScope::Event => vec![(SlotId(0), SlotId::at(grid.slots.len()))],
    };
    ranges.into_iter().map(|(first, end)| (first.0..end.0).map(SlotId).collect()).collect()
}

fn plus(costs: &[Option<i64>], more: i64) -> Vec<Option<i64>> {
    costs.iter().map(|c| c.map(|c| c + more)).collect()
}

/// Position by position the least of several lists.
fn cheapest(lists: &[&Vec<Option<i64>>]) -> Vec<Option<i64>> {
    let n = lists.iter().map(|l| l.len()).max().unwrap_or(0);
    (0..n).map(|i| lists.iter().filter_map(|l| l.get(i).copied().flatten()).min()).collect()
}

/// Least costs of two units together, by the number of busy slots in both.
fn convolved(a: &[Option<i64>], b: &[Option<i64>]) -> Vec<Option<i64>> {
    let mut both: Vec<Option<i64>> = vec![None; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            if let (Some(x), Some(y)) = (x, y) {
                let sum = x + y;
                both[i + j] = Some(both[i + j].map_or(sum, |old: i64| old.min(sum)));
            }
        }
    }
    both
}

/// Hall changes of a party whose meetings in some halls need more days, summed over halls, than there are: a day with k halls has k - 1 changes.
fn hall_changes(problem: Problem, load: &PartyLoad) -> i64 {
    let Problem { event, candidates } = problem;
    let mut by_hall: BTreeMap<HallId, usize> = BTreeMap::new();
    for id in &load.must {
        let halls: BTreeSet<HallId> = candidates.pair(*id).places.iter().map(|p| event.place(*p).hall).collect();
        if let [hall] = halls.into_iter().collect::<Vec<_>>()[..] {
            *by_hall.entry(hall).or_default() += 1;
        }
    }
    let n_days = event.grid.days.iter().filter(|d| (d.slots.0.0..d.slots.1.0).any(|s| load.slots.contains(SlotId(s)))).count();
    (by_hall.len() as i64 - n_days as i64).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::testing::sample::Sample;

    /// Bounds when every schedulable pair must be held.
    fn bound(event: &Event) -> (Units, i64) {
        let candidates = Candidates::new(event);
        let all: Vec<PairId> = candidates.pair_ids().filter(|p| candidates.pair(*p).schedulable()).collect();
        quality_bound(Problem::new(event, &candidates), &all, &Stop::never())
    }

    #[test]
    fn a_window_that_splits_the_day_forces_a_gap_only_where_idle_time_counts() {
        // S1 holds 2 meetings, its buyers are there in slots 0 and 3 only.
        let sample = Sample::new().smes(1).buyers(2).wish(0, 1, 50).wish(0, 2, 50).busy(1, &[1, 2, 3]).busy(2, &[0, 1, 2]);
        let (units, cost) = bound(&sample.clone().event());
        assert_eq!((units[QualityPart::Gap], cost), (1, 10));
        let away = sample.busy(0, &[1, 2]);
        assert_eq!(bound(&away.clone().event()).0[QualityPart::Gap], 0, "never free between the two");
        assert_eq!(bound(&away.busy_is_idle().event()).0[QualityPart::Gap], 1);
    }

    #[test]
    fn a_forced_gap_waits_for_each_of_its_slots_and_not_after_the_last_meeting() {
        let sample = Sample::new().smes(1).buyers(2).wish(0, 1, 50).wish(0, 2, 50).busy(1, &[1, 2, 3]).busy(2, &[0, 1, 2]);
        let (units, cost) = bound(&sample.clone().with(|e| e.quality.points[QualityPart::Wait] = 3).event());
        assert_eq!((units[QualityPart::Gap], units[QualityPart::Wait], cost), (1, 2, 10 + 2 * 3));
        let near = Sample::new().smes(1).buyers(2).wish(0, 1, 50).wish(0, 2, 50).busy(1, &[1, 2, 3]).busy(2, &[0, 2, 3]);
        let (units, cost) = bound(&near.with(|e| e.quality.points[QualityPart::Wait] = 3).event());
        assert_eq!((units[QualityPart::Gap], units[QualityPart::Wait], cost), (0, 0, 0));
    }

    #[test]
    fn a_meeting_that_may_be_added_fills_a_gap() {
        let sample = Sample::new().smes(1).buyers(3).sessions(1, 3).wish(0, 1, 50).wish(0, 2, 50).wish(0, 3, 50);
        let event = sample.busy(1, &[1, 2]).busy(2, &[0, 1]).busy(3, &[0, 2]).event();
        let candidates = Candidates::new(&event);
        let first_and_last: Vec<PairId> = candidates.pair_ids().take(2).collect();
        assert_eq!(quality_bound(Problem::new(&event, &candidates), &first_and_last, &Stop::never()).0[QualityPart::Gap], 0);
    }

    #[test]
    fn unwanted_hours_are_forced_when_the_wanted_ones_are_full() {
        let event = Sample::new().smes(1).buyers(3).all_want().avoid(0, &[0, 1]).event();
        let (units, cost) = bound(&event);
        assert_eq!((units[QualityPart::Avoid], units[QualityPart::Gap], cost), (1, 0, 5));
    }

    #[test]
    fn two_halls_on_one_day_force_a_change_and_on_two_days_none() {
        let in_halls = |event: &mut Event| {
            event.parties[1].hall = Some(HallId(0));
            event.parties[2].hall = Some(HallId(1));
        };
        let sample = Sample::new().smes(1).buyers(2).tables(&[1, 1]).all_want().with(in_halls);
        assert_eq!(bound(&sample.clone().event()).0[QualityPart::HallChange], 1);
        assert_eq!(bound(&sample.days(2).event()).0[QualityPart::HallChange], 0);
    }
}

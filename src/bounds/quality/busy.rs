//! The least cost of a party's busy slots by their number: a dynamic program over its slots, with windows, unwanted hours, certain meetings and
//! rest (R09). Exact for one party whose meetings are all alike; walks and halls are left out.

use super::load::PartyLoad;
use crate::event::{Event, GapScope, SlotId};
use crate::problem::Problem;

/// More than any cost: there is no such set of busy slots.
pub(super) const NONE: i64 = i64::MAX / 4;

/// Points of a gap, of each slot of waiting in it, and of a busy unwanted slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct UnitCosts {
    pub gap: i64,
    pub wait: i64,
    pub avoid: i64,
}

/// Costs by the number of busy slots.
type ByCount = Vec<i64>;

/// Where a party stands between two slots.
struct States {
    /// Nothing yet.
    fresh: ByCount,
    /// Busy in the last slot that counts, by the number of consecutive slots of the session it has been busy in; 0 where the next slot does not
    /// follow on that one, and for a party without a limit.
    busy: Vec<ByCount>,
    /// Idle there, to be busy again later.
    idle: ByCount,
    /// No more meetings.
    over: ByCount,
}

/// The least points over all sets of busy slots, by their number; [`NONE`] = impossible. From 0 to the most of the load.
pub(super) fn least_by_count(problem: Problem, load: &PartyLoad, costs: UnitCosts) -> ByCount {
    let most = *load.n_busy.end();
    let units = scope_units(problem.event).into_iter();
    units.fold(vec![0], |all, unit| convolved(&all, &of_unit(problem, load, costs, &unit), most))
}

/// Least points of a unit by the number of its busy slots.
fn of_unit(problem: Problem, load: &PartyLoad, costs: UnitCosts, unit: &[SlotId]) -> ByCount {
    let Problem { event, candidates } = problem;
    let (free, avoid) = (&candidates.free[load.party.ix()], &candidates.avoid[load.party.ix()]);
    let most_in_a_row = load.max_in_a_row.map_or(0, |most| (most as usize).min(unit.len()));
    let nobody = || vec![Vec::new(); most_in_a_row + 1];
    let mut states = States { fresh: vec![0], busy: nobody(), idle: Vec::new(), over: Vec::new() };
    let mut before: Option<SlotId> = None;
    for &slot in unit {
        let follows = before.is_some_and(|b| b.0 + 1 == slot.0 && event.grid.session_of(b) == event.grid.session_of(slot));
        if !follows {
            states.rest();
        }
        if !event.quality.busy_is_idle && !free.contains(slot) {
            continue;
        }
        before = Some(slot);
        let taken = load.slots.contains(slot).then(|| states.taken(if avoid.contains(slot) { costs.avoid } else { 0 }));
        states.pass(costs);
        if load.certain.contains(slot) {
            (states.fresh, states.idle, states.over) = (Vec::new(), Vec::new(), Vec::new());
        }
        states.busy = taken.unwrap_or_else(nobody);
    }
    cheapest([&states.fresh, &states.over].into_iter().chain(&states.busy))
}

impl States {
    /// The states of being busy after a busy slot that costs `here`.
    fn taken(&self, here: i64) -> Vec<ByCount> {
        let one_more = |list: &ByCount| -> ByCount {
            let after = list.iter().map(|cost| (cost + here).min(NONE));
            if list.is_empty() { Vec::new() } else { [NONE].into_iter().chain(after).collect() }
        };
        let Some((_, may_go_on)) = self.busy.split_last().filter(|(_, shorter)| !shorter.is_empty()) else {
            return vec![one_more(&cheapest([&self.fresh, &self.idle].into_iter().chain(&self.busy)))];
        };
        let first = cheapest([&self.fresh, &self.idle, &may_go_on[0]].into_iter());
        let rows = [&first].into_iter().chain(&may_go_on[1..]).map(one_more);
        [Vec::new()].into_iter().chain(rows).collect()
    }

    /// A slot goes by in which the party idles.
    fn pass(&mut self, costs: UnitCosts) {
        let busy = cheapest(self.busy.iter());
        self.idle = cheapest([&plus(&busy, costs.gap + costs.wait), &plus(&self.idle, costs.wait)].into_iter());
        self.over = cheapest([&busy, &self.over].into_iter());
    }

    /// The next slot does not follow on the last: a row of meetings begins anew there, and no gap lies between.
    fn rest(&mut self) {
        let busy = cheapest(self.busy.iter());
        self.busy.iter_mut().for_each(Vec::clear);
        self.busy[0] = busy;
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

fn plus(costs: &[i64], more: i64) -> ByCount {
    costs.iter().map(|cost| (cost + more).min(NONE)).collect()
}

/// Position by position the least of several lists.
fn cheapest<'a>(lists: impl Iterator<Item = &'a ByCount>) -> ByCount {
    let mut least = ByCount::new();
    for list in lists {
        least.resize(least.len().max(list.len()), NONE);
        least.iter_mut().zip(list).for_each(|(least, cost)| *least = (*least).min(*cost));
    }
    least
}

/// Least costs of two units together, by the number of busy slots in both, up to `most`.
fn convolved(a: &[i64], b: &[i64], most: usize) -> ByCount {
    let mut both = vec![NONE; (a.len() + b.len() - 1).min(most + 1)];
    for (i, x) in a.iter().enumerate().take(most + 1) {
        for (sum, y) in both[i..].iter_mut().zip(b) {
            *sum = (*sum).min(x + y);
        }
    }
    both
}

//! A lower bound of the quality cost from the parties one by one: the cost that each cannot avoid, given its windows, its rest, the meetings it
//! holds in every timetable as good at levels 1 to 3, and what the price list says it would lose by holding fewer.

mod busy;
mod load;
mod losses;

use crate::event::{Event, HallId, PartyId, QualityPart, Side, SlotId, Units};
use crate::problem::Problem;
use crate::stop::Stop;
use busy::{NONE, UnitCosts, least_by_count};
use load::PartyLoad;
pub use losses::AsGood;
use losses::{Choices, Losses, least_sum};
use std::collections::BTreeSet;

/// Units (each on its own) and cost in points that no timetable as good as said goes below.
pub fn quality_bound(problem: Problem, as_good: &AsGood, stop: &Stop) -> (Units, i64) {
    let event = problem.event;
    let must: BTreeSet<_> = as_good.held.iter().copied().collect();
    let losses = Losses::of(problem, as_good.prices);
    let mut units = Units::default();
    let mut cost = 0;
    let mut loads = Vec::new();
    for party in event.party_ids() {
        if stop.now() {
            break;
        }
        let load = PartyLoad::of(problem, party, &must);
        let halls = if event.party(party).capacity == 1 { hall_changes(problem, &load) } else { 0 };
        let tables = if event.party(party).side == Side::Buyer { halls } else { 0 };
        units[QualityPart::HallChange] += halls;
        units[QualityPart::TableChange] += tables;
        cost += cost_of(event, QualityPart::HallChange, halls) + cost_of(event, QualityPart::TableChange, tables);
        if !load.is_easy(problem) {
            loads.push((losses.by_count(&load), load));
        }
    }
    let least = |costs: UnitCosts| {
        let choices: Vec<Choices> = loads.iter().map(|(losses, load)| choices(problem, load, losses, costs)).collect();
        least_sum(&choices, as_good.spare)
    };
    let points = &event.quality.points;
    units[QualityPart::Gap] = least(UnitCosts { gap: 1, ..UnitCosts::default() });
    units[QualityPart::Wait] = least(UnitCosts { wait: 1, ..UnitCosts::default() });
    units[QualityPart::Avoid] = least(UnitCosts { avoid: 1, ..UnitCosts::default() });
    let all = UnitCosts { gap: points[QualityPart::Gap], wait: points[QualityPart::Wait], avoid: points[QualityPart::Avoid] };
    (units, cost + least(all))
}

/// Gaps that a party cannot avoid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForcedGaps {
    /// By its windows alone.
    pub by_windows: i64,
    /// By its rest besides.
    pub by_rest: i64,
}

/// The gaps that a party cannot avoid with this many meetings, whichever they are and whenever its partners come.
pub fn forced_gaps(problem: Problem, party: PartyId, n_meetings: usize) -> ForcedGaps {
    let load = PartyLoad::of(problem, party, &BTreeSet::new());
    let n_busy = n_meetings.div_ceil(load.capacity as usize);
    let least = |load: &PartyLoad| {
        let by_count = least_by_count(problem, load, UnitCosts { gap: 1, ..UnitCosts::default() });
        by_count.into_iter().take(n_meetings + 1).skip(n_busy).min().filter(|gaps| *gaps < NONE).unwrap_or(0)
    };
    let all = least(&load);
    let by_windows = least(&PartyLoad { max_in_a_row: None, ..load });
    ForcedGaps { by_windows, by_rest: (all - by_windows).max(0) }
}

fn cost_of(event: &Event, part: QualityPart, n: i64) -> i64 {
    n * event.quality.points[part]
}

/// What a party can cost and lose, by the number of its busy slots.
fn choices(problem: Problem, load: &PartyLoad, losses: &[i128], costs: UnitCosts) -> Choices {
    let mut by_count = least_by_count(problem, load, costs);
    by_count.iter_mut().take(*load.n_busy.start()).for_each(|cost| *cost = NONE);
    Choices { costs: by_count, losses: losses.to_vec() }
}

/// Hall changes of a party whose meetings in some halls need more days, summed over halls, than there are: a day with k halls has k - 1 changes.
fn hall_changes(problem: Problem, load: &PartyLoad) -> i64 {
    let Problem { event, candidates } = problem;
    let mut needed: BTreeSet<HallId> = BTreeSet::new();
    for id in &load.must {
        let halls: BTreeSet<HallId> = candidates.pair(*id).places.iter().map(|p| event.place(*p).hall).collect();
        if let [hall] = halls.into_iter().collect::<Vec<_>>()[..] {
            needed.insert(hall);
        }
    }
    let n_days = event.grid.days.iter().filter(|d| (d.slots.0.0..d.slots.1.0).any(|s| load.slots.contains(SlotId(s)))).count();
    (needed.len() as i64 - n_days as i64).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::event::{PairId, Pin, PinAction, PlaceId};
    use crate::prices::PriceList;
    use crate::testing::sample::Sample;
    use crate::triple::Triple;

    fn bound_with(event: &Event, candidates: &Candidates, held: &[PairId]) -> (Units, i64) {
        let prices = PriceList::free(event.parties.len());
        quality_bound(Problem::new(event, candidates), &AsGood { held, prices: &prices, spare: 0 }, &Stop::never())
    }

    /// Bounds when every schedulable pair must be held.
    fn bound(event: &Event) -> (Units, i64) {
        let candidates = Candidates::new(event);
        let all: Vec<PairId> = candidates.pair_ids().filter(|p| candidates.pair(*p).schedulable()).collect();
        bound_with(event, &candidates, &all)
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
        assert_eq!(bound_with(&event, &candidates, &first_and_last).0[QualityPart::Gap], 0);
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

    #[test]
    fn rest_forces_a_gap_within_a_session_and_none_between_two() {
        let sample = Sample::new().smes(1).buyers(3).all_want().with(|e| e.parties[0].max_in_a_row = Some(2));
        assert_eq!(bound(&sample.clone().sessions(1, 4).event()).0[QualityPart::Gap], 1);
        assert_eq!(bound(&sample.sessions(2, 2).event()).0[QualityPart::Gap], 0);
    }

    #[test]
    fn a_party_whose_meetings_have_a_price_holds_as_many_as_the_price_list_asks_for() {
        // Six buyers wish to meet S1 in five slots; with no more than two in a row four meetings have a gap, as have three.
        let sample = Sample::new().smes(1).buyers(6).sessions(1, 5).all_want().with(|e| e.parties[0].max_in_a_row = Some(2));
        let event = sample.with(|e| e.parties[0].max_meetings = Some(4)).event();
        let candidates = Candidates::new(&event);
        let mut prices = PriceList::free(event.parties.len());
        let gaps = |prices: &PriceList, spare| {
            let as_good = AsGood { held: &[], prices, spare };
            quality_bound(Problem::new(&event, &candidates), &as_good, &Stop::never()).0[QualityPart::Gap]
        };
        assert_eq!(gaps(&prices, 0), 0, "without a price nothing has to be held");
        prices.party[0] = Triple::points(10);
        assert_eq!(gaps(&prices, 0), 1);
        assert_eq!(gaps(&prices, 10), 1, "one meeting fewer still has a gap");
        assert_eq!(gaps(&prices, 20), 0, "two fewer have none");
    }

    /// The fewest gaps over all sets of free slots of a size, with no more than `rest` in a row, by trying every set.
    fn fewest_gaps_by_trial(problem: Problem, n: usize, rest: Option<usize>) -> Option<i64> {
        let Problem { event, candidates } = problem;
        let free: Vec<SlotId> = candidates.free[0].iter().collect();
        let sets = (0u32..1 << free.len()).filter(|set| set.count_ones() as usize == n);
        let busy = |set: u32| free.iter().enumerate().filter(move |(i, _)| set >> i & 1 == 1).map(|(_, slot)| *slot);
        let follows = |a: &SlotId, b: &SlotId| b.0 == a.0 + 1 && event.grid.session_of(*a) == event.grid.session_of(*b);
        let day = |slot: &SlotId| event.grid.day_of(*slot);
        let gaps = |set: u32| {
            let slots: Vec<SlotId> = busy(set).collect();
            let longest = slots.chunk_by(follows).map(<[SlotId]>::len).max().unwrap_or(0);
            let counts = |slot: u32| event.quality.busy_is_idle || free.contains(&SlotId(slot));
            let idle = |a: SlotId, b: SlotId| day(&a) == day(&b) && (a.0 + 1..b.0).any(counts);
            (longest <= rest.unwrap_or(usize::MAX)).then(|| slots.windows(2).filter(|w| idle(w[0], w[1])).count() as i64)
        };
        sets.filter_map(gaps).min()
    }

    #[test]
    fn forced_gaps_are_the_fewest_of_all_sets_of_free_slots() {
        let mut n_both = 0;
        for seed in 0u32..200 {
            let (n_sessions, n_slots) = ([(1, 8), (2, 4), (3, 3)])[seed as usize % 3];
            let n_days = 1 + seed as usize / 2 % 2;
            let away: Vec<u32> = (0..9)
                .take(n_days * n_sessions * n_slots)
                .filter(|slot| (seed * 37 + slot * 11 + seed * slot * slot) % 5 == 0)
                .collect();
            let mut event =
                Sample::new().smes(1).buyers(9).days(n_days).sessions(n_sessions, n_slots).all_want().busy(0, &away).event();
            let rest = [None, Some(1), Some(2), Some(3)][seed as usize / 3 % 4];
            event.parties[0].max_in_a_row = rest;
            event.quality.busy_is_idle = seed % 2 == 0;
            let candidates = Candidates::new(&event);
            let problem = Problem::new(&event, &candidates);
            for n in 1..=9 {
                let fewest = |rest: Option<u32>| fewest_gaps_by_trial(problem, n, rest.map(|r| r as usize));
                let ForcedGaps { by_windows, by_rest } = forced_gaps(problem, PartyId(0), n);
                match (fewest(None), fewest(rest)) {
                    (Some(without), Some(with)) => {
                        assert_eq!(
                            (by_windows, by_windows + by_rest),
                            (without, with),
                            "seed {seed}, {n} meetings, rest {rest:?}"
                        );
                        n_both += usize::from(without > 0 && with > without);
                    }
                    (None, _) => assert_eq!((by_windows, by_rest), (0, 0), "seed {seed}: {n} meetings cannot be"),
                    (Some(without), None) => {
                        assert_eq!((by_windows, by_rest), (without, 0), "seed {seed}: {n} meetings have no rest")
                    }
                }
            }
        }
        assert!(n_both > 4, "windows and rest force gaps: {n_both}");
    }

    #[test]
    fn changes_of_halls_and_tables_are_summed_over_parties_and_cost_their_points() {
        let in_halls = |event: &mut Event| (0..3).for_each(|hall| event.parties[2 + hall].hall = Some(HallId::at(hall)));
        let sample = Sample::new().smes(2).buyers(3).days(2).tables(&[2, 2, 2]).all_want().with(in_halls);
        let (units, cost) = bound(&sample.clone().with(|e| e.quality.points[QualityPart::HallChange] = 7).event());
        assert_eq!((units[QualityPart::HallChange], units[QualityPart::TableChange], cost), (2, 0, 2 * 7));
        // Buyer 2 meets one in each hall on one day, where its places are fixed.
        let mut event = Sample::new().smes(2).buyers(1).days(1).tables(&[1, 1]).all_want().event();
        event.quality.points[QualityPart::HallChange] = 7;
        event.quality.points[QualityPart::TableChange] = 2;
        let fixed = |i: usize| Pin {
            sme: PartyId::at(i),
            buyer: PartyId(2),
            action: PinAction::Fix,
            slots: vec![SlotId::at(i)],
            place: Some(PlaceId::at(i)),
            line: 1,
        };
        event.pins = (0..2).map(fixed).collect();
        let (units, cost) = bound(&event);
        assert_eq!((units[QualityPart::HallChange], units[QualityPart::TableChange], cost), (1, 1, 7 + 2));
    }
}

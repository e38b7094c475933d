//! Placing small hand-made events and large random ones.

use super::*;
use crate::candidates::Candidates;
use crate::event::{Event, PlaceId, SlotId, Subject, WindowKind};
use crate::problem::Problem;
use crate::stop::Stop;
use crate::testing::sample::{Sample, check_clean, tangled};

fn place_all(event: &Event) -> (Candidates, Placement) {
    let candidates = Candidates::new(event);
    let wanted: Vec<_> = candidates.pair_ids().collect();
    let placement = place(Problem::new(event, &candidates), &wanted, 1, &Stop::never());
    assert_eq!(placement.timetable.len() + placement.unplaced.len(), wanted.len());
    (candidates, placement)
}

#[test]
fn a_full_square_needs_every_slot_and_gets_it() {
    let (_, placement) = place_all(&Sample::new().smes(7).buyers(7).sessions(1, 7).tables(&[7]).all_want().event());
    assert_eq!(placement.unplaced, []);
}

#[test]
fn what_cannot_fit_is_unplaced_and_nothing_else() {
    let (_, placement) = place_all(&Sample::new().smes(3).buyers(3).sessions(1, 2).tables(&[3]).all_want().event());
    assert_eq!(placement.unplaced.len(), 3);
    let (_, placement) = place_all(&Sample::new().smes(4).buyers(4).sessions(1, 4).tables(&[3]).all_want().event());
    assert_eq!(placement.unplaced.len(), 4);
}

/// Of two equally good meetings either may leave more room to whoever goes on: the search does not hold on to the one it began with.
#[test]
fn timetables_as_good_as_the_best_take_turns() {
    let event = Sample::new().smes(2).buyers(1).sessions(1, 1).tables(&[1]).wish(0, 2, 50).wish(1, 2, 50).event();
    let (candidates, start) = place_all(&event);
    let wanted: Vec<_> = candidates.pair_ids().collect();
    let problem = Problem::new(&event, &candidates);
    let again = |seed| place_from(problem, &start.timetable, &wanted, seed, &Stop::never()).timetable;
    let others = (1..=8).map(again).filter(|timetable| *timetable != start.timetable).count();
    assert!((1..8).contains(&others), "{others} of 8 seeds end with the other meeting");
}

#[test]
fn tables_are_rearranged_for_a_buyer_bound_to_a_hall() {
    let sample = Sample::new().smes(2).buyers(2).sessions(1, 1).tables(&[1, 1]).wish(0, 2, 50).wish(1, 3, 50);
    let (_, placement) = place_all(&sample.with(|e| e.parties[3].hall = Some(crate::event::HallId(0))).event());
    assert_eq!(placement.unplaced, []);
}

#[test]
fn a_table_busy_in_a_slot_is_not_used_then() {
    let sample = Sample::new().smes(1).buyers(2).sessions(1, 3).tables(&[1]).all_want();
    let (_, placement) = place_all(&sample.window(Subject::Place(PlaceId(0)), WindowKind::Busy, &[1]).event());
    assert_eq!(placement.timetable.meetings().iter().map(|m| m.slot).collect::<Vec<_>>(), [SlotId(0), SlotId(2)]);
}

#[test]
fn limits_walk_and_rest_bind() {
    let sample = || Sample::new().smes(1).buyers(4).sessions(1, 4).tables(&[4, 4]).all_want();
    let unplaced = |sample: Sample| place_all(&sample.event()).1.unplaced.len();
    assert_eq!(unplaced(sample()), 0);
    assert_eq!(unplaced(sample().with(|e| e.parties[0].max_per_day = Some(3))), 1);
    assert_eq!(unplaced(sample().with(|e| e.parties[0].max_meetings = Some(2))), 2);
    assert_eq!(unplaced(sample().with(|e| e.parties[0].max_in_a_row = Some(2))), 1);
    let halls: fn(&mut Event) = |e| {
        (1..=4).for_each(|b| e.parties[b].hall = Some(crate::event::HallId(b as u32 % 2)));
        e.walk_min = vec![vec![0, 10], vec![10, 0]];
    };
    assert_eq!(unplaced(sample().with(halls)), 1);
}

/// KOPPEX size with random availability: as many wishes as fit by count.
fn large(percent_free: usize, seed: u64) -> (Event, Vec<(u32, u32)>) {
    let mut dice = Dice::new(seed);
    let (n_smes, n_buyers, n_slots) = (460, 202, 72);
    let mut sample = Sample::new().smes(n_smes).buyers(n_buyers).days(3).sessions(2, 12).tables(&[50, 60]);
    for party in 0..(n_smes + n_buyers) as u32 {
        let busy: Vec<u32> = (0..n_slots).filter(|_| dice.below(100) >= percent_free).collect();
        sample = sample.busy(party, &busy);
    }
    let mut wishes = std::collections::BTreeSet::new();
    while wishes.len() < 6_500 {
        wishes.insert((dice.below(n_smes) as u32, (n_smes + dice.below(n_buyers)) as u32));
    }
    sample = wishes.iter().fold(sample, |s, (a, b)| s.wish(*a, *b, 50));
    (sample.event(), wishes.into_iter().collect())
}

/// Pairs in random order while each party has slots left.
fn fitting(problem: Problem, load_percent: usize) -> Vec<PairId> {
    let Problem { event, candidates } = problem;
    let mut dice = Dice::new(5);
    let mut order: Vec<_> = candidates.pair_ids().map(|p| (dice.below(1 << 30), p)).collect();
    order.sort_unstable();
    let mut left: Vec<_> = event.party_ids().map(|p| candidates.free[p.ix()].len() * load_percent / 100).collect();
    let mut fits = |pair: &PairId| {
        let parties = candidates.pair(*pair).parties();
        let fits = parties.iter().all(|p| left[p.ix()] > 0) && candidates.pair(*pair).schedulable();
        if fits {
            parties.iter().for_each(|p| left[p.ix()] -= 1);
        }
        fits
    };
    order.into_iter().map(|(_, p)| p).filter(|p| fits(p)).collect()
}

#[test]
fn half_of_all_slots_free_is_enough_for_everyone() {
    let (event, _) = large(50, 3);
    let candidates = Candidates::new(&event);
    let wanted = fitting(Problem::new(&event, &candidates), 90);
    let placement = place(Problem::new(&event, &candidates), &wanted, 1, &Stop::never());
    assert_eq!((wanted.len() > 5_000, placement.unplaced), (true, Vec::new()));
    check_clean(&event, &placement.timetable);
}

#[test]
fn whatever_binds_the_checker_finds_nothing() {
    for seed in 0..60 {
        let event = tangled(seed);
        let (candidates, placement) = place_all(&event);
        check_clean(&event, &placement.timetable);
        let wanted: Vec<_> = candidates.pair_ids().skip(3).collect();
        let again = place_from(Problem::new(&event, &candidates), &placement.timetable, &wanted, seed, &Stop::never());
        check_clean(&event, &again.timetable);
        assert!(again.timetable.meetings().iter().all(|m| wanted.contains(&candidates.first_between(m.sme, m.buyer).unwrap())));
    }
}

#[test]
fn the_same_seed_gives_the_same_placement() {
    for seed in 0..5 {
        let event = tangled(seed);
        assert_eq!(place_all(&event).1.timetable, place_all(&event).1.timetable);
    }
}

#[test]
fn a_dearer_meeting_takes_the_room_of_a_cheaper_one() {
    let sample = Sample::new().smes(2).buyers(2).sessions(1, 2).tables(&[1]).wish(0, 2, 10).wish(0, 3, 20).wish(1, 2, 80);
    let event = sample.wish(1, 3, 90).event();
    let candidates = Candidates::new(&event);
    let start = place(Problem::new(&event, &candidates), &[PairId(0), PairId(1)], 1, &Stop::never()).timetable;
    let better = improve_value(Problem::new(&event, &candidates), &start, &thorough(1), &Stop::never());
    check_clean(&event, &better);
    assert_eq!(crate::check::check(&event, &better).score.value, 80 + 90);
}

#[test]
fn value_never_falls_and_no_rule_breaks() {
    for seed in 0..30 {
        let event = tangled(seed);
        let (candidates, placement) = place_all(&event);
        let better = improve_value(Problem::new(&event, &candidates), &placement.timetable, &thorough(seed), &Stop::never());
        check_clean(&event, &better);
        let key = |timetable| crate::check::check(&event, timetable).score.key();
        assert!(key(&better)[..3] <= key(&placement.timetable)[..3], "seed {seed}");
    }
}

fn thorough(seed: u64) -> ImproveOptions {
    ImproveOptions { seed, max_trials: 200_000, gain_enough: i64::MAX }
}

//! Polishing small events: rules kept, value kept, cost as the checker counts it, and known optima found.

use super::*;
use crate::candidates::Candidates;
use crate::event::{Event, PairId, QualityPart};
use crate::place::place;
use crate::problem::Problem;
use crate::quality;
use crate::testing::sample::{Sample, check_clean, tangled};
use std::sync::Arc;

fn polish_with(event: &Event, start: &Timetable, threads: usize) -> Timetable {
    let options = PolishOptions { seed: 1, threads, bound: 0, moves: None };
    polish(Problem::new(event, &Candidates::new(event)), start, &options, &Stop::never(), &mut |_| {})
}

fn placed(event: &Event) -> Timetable {
    let candidates = Candidates::new(event);
    let wanted: Vec<PairId> = candidates.pair_ids().collect();
    place(Problem::new(event, &candidates), &wanted, 1, &Stop::never()).timetable
}

fn cost(event: &Event, timetable: &Timetable) -> i64 {
    quality::cost_of(Problem::new(event, &Candidates::new(event)), timetable)
}

#[test]
fn rules_and_value_stay_and_the_cost_is_what_the_checker_counts() {
    for seed in 0..8 {
        let event = tangled(seed);
        let start = placed(&event);
        let mut heard = i64::MAX;
        let options = PolishOptions { seed, threads: 1, bound: 0, moves: None };
        let candidates = Candidates::new(&event);
        let better = polish(Problem::new(&event, &candidates), &start, &options, &Stop::never(), &mut |points| heard = points);
        check_clean(&event, &better);
        let (before, after) = (crate::check::check(&event, &start).score, crate::check::check(&event, &better).score);
        assert_eq!((before.must_unheld, before.shortfall, before.value), (after.must_unheld, after.shortfall, after.value));
        assert!(after.quality <= before.quality);
        assert_eq!(after.quality, cost(&event, &better));
        assert_eq!(after.quality, heard.min(before.quality), "the last improvement told is the result");
    }
}

#[test]
fn a_square_without_spare_time_ends_without_gaps() {
    let event = Sample::new().smes(5).buyers(5).sessions(1, 8).tables(&[5]).all_want().event();
    let better = polish_with(&event, &placed(&event), 1);
    assert_eq!(cost(&event, &better), 0);
}

#[test]
fn a_buyer_stays_at_one_table_and_parties_in_one_hall() {
    let sample = Sample::new().smes(4).buyers(4).sessions(2, 4).tables(&[2, 2]);
    let wishes = [(0, 4), (0, 5), (1, 4), (1, 5), (2, 6), (2, 7), (3, 6), (3, 7)];
    let event = wishes.iter().fold(sample, |s, (a, b)| s.wish(*a, *b, 50)).event();
    assert_eq!(cost(&event, &polish_with(&event, &placed(&event), 1)), 0);
}

#[test]
fn the_same_seed_and_threads_give_the_same_timetable() {
    for threads in [1, 2] {
        let event = tangled(3);
        let start = placed(&event);
        assert_eq!(polish_with(&event, &start, threads), polish_with(&event, &start, threads));
    }
}

#[test]
fn walks_on_one_timetable_agree_on_it() {
    let mut n_better = 0;
    for seed in 0..8 {
        let event = tangled(seed);
        let candidates = Candidates::new(&event);
        let (start, facts) = (placed(&event), SearchTables::new(Problem::new(&event, &candidates)));
        let (board, costs) = (Board::from_timetable(&facts, &start).0, Costs::new(&facts));
        let options = PolishOptions { seed, threads: 3, bound: 0, moves: None };
        let mut search = Search::new(&board, &costs, None, &options);
        let before = search.walks[0].score();
        let stretch = Stretch { begin: 0.0, end: 1.0, pace: Pace::SecondsLeft(0.1, 0.0) };
        search.round(stretch, before, &Stop::new(Some(0.1), Arc::default()), &mut |_| {});
        search.walks.iter_mut().for_each(Walk::catch_up);
        let [first, others @ ..] = &search.walks[..] else { panic!("three walks") };
        assert!(others.iter().all(|w| w.board.assignments() == first.board.assignments() && w.score() == first.score()));
        let after = first.board.timetable();
        check_clean(&event, &after);
        assert_eq!(first.score().1, cost(&event, &after));
        assert_eq!(crate::check::check(&event, &after).score.value, crate::check::check(&event, &start).score.value);
        n_better += usize::from(first.score() < before);
    }
    assert!(n_better > 4, "they move: {n_better}");
}

#[test]
fn gaps_too_far_apart_are_evened_out() {
    use crate::testing::sample::timetable;
    let sample = Sample::new().smes(1).buyers(4).sessions(1, 8).tables(&[1]).all_want().busy(4, &[0, 1]);
    let event = sample.with(|e| e.rules.max_gap_difference = Some(1)).with(|e| e.quality.points[QualityPart::Gap] = 0).event();
    let uneven = timetable(&event, &[(0, 1, 0, 0), (0, 2, 2, 0), (0, 3, 4, 0), (0, 4, 6, 0)]);
    assert!(!crate::check::check(&event, &uneven).violations.is_empty());
    check_clean(&event, &polish_with(&event, &uneven, 1));
}

#[test]
fn a_pair_gives_way_to_one_of_equal_value_that_fits_better() {
    let sample = Sample::new().smes(1).buyers(3).sessions(1, 5).tables(&[1]).all_want();
    let event = sample
        .busy(1, &[1, 2, 3, 4])
        .busy(2, &[0, 1, 2, 3])
        .busy(3, &[0, 2, 3, 4])
        .with(|e| e.parties[0].max_meetings = Some(2))
        .event();
    let start = crate::testing::sample::timetable(&event, &[(0, 1, 0, 0), (0, 2, 4, 0)]);
    assert_eq!((cost(&event, &start), cost(&event, &polish_with(&event, &start, 1))), (10, 0));
}

#[test]
fn nothing_to_search_ends_at_once() {
    let event = Sample::new().smes(2).buyers(2).event();
    assert!(polish_with(&event, &Timetable::default(), 2).is_empty());
}

#[test]
fn rounds_counted_in_moves_take_just_what_is_allowed() {
    let (mut left, mut n_moves, mut rounds) = (1_000_000, 1_000, Vec::new());
    while left > 0 {
        let Stretch { begin: 0.0, end: 1.0, pace: Pace::Moves(n) } = counted_stretch(n_moves, &mut left) else {
            panic!("a whole round of moves")
        };
        rounds.push(n);
        n_moves *= GROWTH;
    }
    assert_eq!(rounds.iter().sum::<u64>(), 1_000_000);
    assert!(rounds.len() > 3 && rounds.is_sorted(), "{rounds:?}");
    assert!(rounds.last() > Some(&500_000), "the last round takes what is left");
}

//! The prices that the network and the cuts find: never below the best timetable, and as good as they can be where it is known.

use super::Tightening;
use crate::candidates::Candidates;
use crate::event::{Event, Interpreter};
use crate::prices::{PairFixing, PriceList, Valuation};
use crate::problem::Problem;
use crate::select::SolverChoice;
use crate::select::network::{Aim, Network};
use crate::stop::Stop;
use crate::testing::sample::{Sample, tangled};
use crate::triple::Triple;

/// The bound of the network's own prices, and of the tightened ones if `target` is not met.
fn bounds(event: &Event, target: Triple) -> [Triple; 2] {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let mut network = Network::new(problem, Aim::Lexicographic);
    let start = network.prices(problem);
    let stop = Stop::never();
    let better = Tightening { problem, target, solver: SolverChoice::Auto, stop: &stop }.of(&mut network, &start, Vec::new());
    let valued = Valuation::of(problem, &better);
    let (must, shortfall, value) = valued.whole_bound();
    [
        Valuation::of(problem, &start).bound(),
        Triple { must, shortfall: shortfall.unwrap_or(i64::MAX), value: value.unwrap_or(i64::MAX) },
    ]
}

#[test]
fn the_prices_prove_what_the_circulation_carries() {
    for seed in 0..40 {
        let event = tangled(seed);
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let network = Network::new(problem, Aim::Lexicographic);
        let bound = Valuation::of(problem, &network.prices(problem)).bound();
        assert!(bound <= network.worth(), "seed {seed}: {bound:?} is above {:?}", network.worth());
    }
}

/// Two SMEs in one slot with one table: one of them meets.
#[test]
fn a_slot_with_one_table_is_worth_its_dearest_meeting() {
    let event = Sample::new().smes(2).buyers(2).sessions(1, 1).tables(&[1]).wish(0, 2, 70).wish(1, 3, 40).event();
    assert_eq!(bounds(&event, Triple::points(70))[0], Triple::points(70));
}

#[test]
fn a_minimum_that_cannot_be_met_is_part_of_the_bound() {
    let sample = Sample::new().smes(1).buyers(1).wish(0, 1, 50);
    let event = sample.with(|event| event.parties[0].min_meetings = 3).event();
    assert_eq!(bounds(&event, Triple::ZERO)[0], Triple { must: 0, shortfall: -2, value: 50 });
}

/// One interpreter for two buyers who are there in the same two slots: two of the four meetings, which the network does not see.
#[test]
fn short_interpreters_have_a_price() {
    let mut sample = Sample::new().smes(4).buyers(2).sessions(1, 2).tables(&[2]);
    for (sme, score) in (0..4).zip([90, 80, 70, 60]) {
        sample = sample.wish(sme, 4 + sme / 2, score);
    }
    let event = sample
        .with(|event| {
            (0..4).for_each(|sme| event.parties[sme].languages = vec!["ko".into()]);
            (4..6).for_each(|buyer| event.parties[buyer].languages = vec!["en".into()]);
            event.interpreters = vec![Interpreter { id: "I1".into(), languages: vec!["ko".into(), "en".into()] }];
        })
        .event();
    let best = Triple::points(170);
    let [loose, tight] = bounds(&event, best);
    assert_eq!((loose, tight), (Triple::points(300), best));
}

#[test]
fn what_is_worth_more_than_it_costs_is_held_in_every_timetable_as_good() {
    let event = Sample::new().smes(2).buyers(2).sessions(1, 1).tables(&[1]).wish(0, 2, 70).wish(1, 3, 40).event();
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let valuation = Valuation::of(problem, &Network::new(problem, Aim::Lexicographic).prices(problem));
    let better = valuation.fixing(Triple::points(71));
    assert!(better.iter().all(|fixing| *fixing != PairFixing::Open), "nothing is better than 70: {better:?}");
    assert_eq!(valuation.fixing(Triple::points(1)), [PairFixing::Open; 2]);
}

/// S1 wants to meet B1 three times and has one slot: the sum of spec 6.1 counts the pair three times, so its party's only slot has to cost all.
#[test]
fn a_pair_that_asks_for_more_meetings_than_slots_is_counted_as_often_as_it_asks() {
    let sample = Sample::new().smes(1).buyers(1).wish(0, 1, 50).busy(0, &[1, 2, 3]);
    let event = sample.with(|event| event.wishes[0].times = 3).event();
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let for_nothing = Valuation::of(problem, &PriceList::free(2));
    assert_eq!(for_nothing.bound(), Triple::points(150));
    assert_eq!(bounds(&event, Triple::points(50))[0], Triple::points(50));
}

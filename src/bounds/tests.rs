//! The prices that the network and the cuts find: never below the best timetable, and as good as they can be where it is known.

use super::Tightening;
use super::cut::{Cut, Priced};
use super::interpreters::{Interpreters, short_of_interpreters};
use crate::candidates::Candidates;
use crate::event::{Event, Interpreter, PartyId};
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

/// The whole bound of SMEs 0, 1, ... who want one buyer each, of which rows say that two cannot both meet.
fn tightened(sample: Sample, rows: &[(u32, u32)], target: Triple) -> (i64, Option<i64>, Option<i64>) {
    let event = sample.event();
    let candidates = Candidates::new(&event);
    let (problem, stop, n) = (Problem::new(&event, &candidates), Stop::never(), event.n_smes as u32);
    let pair = |sme: u32| candidates.first_between(PartyId(sme), PartyId(n + sme)).expect("they want to meet");
    let row = |(a, b): &(u32, u32)| Cut { terms: vec![(pair(*a), 1), (pair(*b), 1)], at_most: 1, priced: Priced::Row };
    let mut network = Network::new(problem, Aim::Lexicographic);
    let start = network.prices(problem);
    let tightening = Tightening { problem, target, solver: SolverChoice::Auto, stop: &stop };
    Valuation::of(problem, &tightening.of(&mut network, &start, rows.iter().map(row).collect())).whole_bound()
}

/// Of three pairs, any two of which a row forbids, half of each can be held and so one: the price that proves it is half a meeting's worth.
#[test]
fn rows_have_prices_in_fractions_on_every_level() {
    let three = || Sample::new().smes(3).buyers(3).sessions(1, 2).tables(&[3]);
    let rows = [(0, 1), (1, 2), (0, 2)];
    let wishes = |points| (0..3).fold(three(), |sample, i| sample.wish(i, 3 + i, points));
    assert_eq!(tightened(wishes(1), &rows, Triple::points(1)), (0, Some(0), Some(1)));
    assert_eq!(tightened(wishes(7), &rows, Triple::points(10)), (0, Some(0), Some(10)));
    let musts = (0..3).fold(three(), |sample, i| sample.must(i, 3 + i));
    assert_eq!(tightened(musts, &rows, Triple { must: 1, shortfall: 0, value: 50 }).0, 1);
    let minimums = wishes(7).with(|event| (0..3).for_each(|sme| event.parties[sme].min_meetings = 1));
    assert_eq!(tightened(minimums, &rows, Triple { must: 0, shortfall: -2, value: 7 }).1, Some(-2));
}

/// One of two is held on each level: prices of a level stay where those of the next are looked for.
#[test]
fn rows_have_prices_on_one_level_after_the_other() {
    let sample = Sample::new().smes(6).buyers(6).sessions(1, 2).tables(&[6]).must(0, 6).must(1, 7);
    let sample = sample.wish(2, 8, 30).wish(3, 9, 30).wish(4, 10, 7).wish(5, 11, 4);
    let sample = sample.with(|event| (2..4).for_each(|sme| event.parties[sme].min_meetings = 1));
    let best = Triple { must: 1, shortfall: -1, value: 50 + 30 + 7 };
    assert_eq!(tightened(sample, &[(0, 1), (2, 3), (4, 5)], best), (1, Some(-1), Some(best.value)));
}

/// Three meetings at once and one slot: two interpreters are too few, and three are enough, also where not everyone can serve everybody.
#[test]
fn a_cut_is_found_where_interpreters_are_too_few_and_nowhere_else() {
    let speaking = |languages: &[&str]| languages.iter().map(|l| l.to_string()).collect::<Vec<_>>();
    for (able, n_held) in [
        (&[&["ko", "en"][..], &["ko", "en"]][..], 2),
        (&[&["ko", "en"], &["ko", "en"], &["ko", "en"]], 2),
        (&[&["ko", "en"], &["ko", "en"], &["ko", "fr"]], 3),
        (&[&["ko", "en", "fr"], &["ko", "en"]], 2),
        (&[&["ko", "en"], &["ko", "en"], &["ko", "en", "fr"]], 3),
        (&[&["ko", "fr"], &["ko", "fr"], &["ko", "en"]], 2),
    ] {
        let sample = Sample::new().smes(3).buyers(3).sessions(1, 1).tables(&[3]);
        let mut event = (0..3).fold(sample, |sample, i| sample.wish(i, 3 + i, 10)).event();
        (0..3).for_each(|sme| event.parties[sme].languages = speaking(&["ko"]));
        [["en"], ["en"], ["fr"]].iter().zip(3..).for_each(|(own, buyer)| event.parties[buyer].languages = speaking(own));
        let interpreter = |(i, own): (usize, &&[&str])| Interpreter { id: format!("I{i}"), languages: speaking(own) };
        event.interpreters = able.iter().enumerate().map(interpreter).collect();
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let selected: Vec<_> = candidates.pair_ids().filter(|id| candidates.pair(*id).schedulable()).collect();
        let cut = short_of_interpreters(problem, &Interpreters::of(problem), &selected);
        assert_eq!(cut.is_some(), n_held < selected.len(), "{able:?}: {cut:?}");
        if let Some(cut) = cut {
            let all: i64 = cut.terms.iter().map(|(_, weight)| weight).sum();
            assert!(all > cut.at_most, "{able:?}: {cut:?} holds for all three");
        }
        assert_eq!(bounds(&event, Triple::points(10 * n_held as i64))[1], Triple::points(10 * n_held as i64), "{able:?}");
    }
}

/// Five meetings at once, with one buyer or with five, and interpreters enough or one too few.
#[test]
fn many_meetings_at_once_need_as_many_interpreters() {
    for (n_buyers, n_interpreters) in [(1, 5), (5, 5), (1, 4), (5, 4)] {
        let sample = Sample::new().smes(5).buyers(n_buyers).sessions(1, 1).tables(&[5]);
        let sample = (0..5).fold(sample, |sample, sme| sample.wish(sme, 5 + sme % n_buyers as u32, 10));
        let mut event = sample.event();
        event.parties[..5].iter_mut().for_each(|sme| sme.languages = vec!["ko".into()]);
        event.parties[5..].iter_mut().for_each(|buyer| (buyer.languages, buyer.capacity) = (vec!["en".into()], 5));
        let interpreter = |i: usize| Interpreter { id: format!("I{i}"), languages: vec!["ko".into(), "en".into()] };
        event.interpreters = (0..n_interpreters).map(interpreter).collect();
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let selected: Vec<_> = candidates.pair_ids().collect();
        let cut = short_of_interpreters(problem, &Interpreters::of(problem), &selected);
        assert_eq!((selected.len(), cut.is_some()), (5, n_interpreters < 5), "{n_buyers} {n_interpreters}");
    }
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

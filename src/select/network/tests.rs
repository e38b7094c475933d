//! What the network carries, what it is worth and what its prices prove, on events in which every rule can bind.

use super::*;
use crate::candidates::Candidates;
use crate::event::{Event, Pin, PinAction, WishKind};
use crate::testing::sample::{Sample, tangled};

/// Tangled, and with minimums, must wishes, several meetings of a pair, fixed meetings and, every other time, wishes among SMEs.
fn event(seed: u64) -> Event {
    let mut event = tangled(seed);
    let lot = |i: usize, n: usize| (seed as usize * 7_919 + i * i * 104_729 + i * 31) % 1_009 % n;
    for party in 0..event.parties.len() {
        event.parties[party].min_meetings = [0, 0, 1, 2, 9][lot(party, 5)];
    }
    event.parties[8].max_per_day = Some(1 + lot(20, 2) as u32);
    event.parties[13].max_in_a_row = Some(1);
    for (i, wish) in event.wishes.iter_mut().enumerate() {
        wish.kind = if lot(100 + i, 6) == 0 { WishKind::Must } else { wish.kind };
        wish.times = if seed % 4 < 2 && lot(200 + i, 5) == 0 { 2 } else { 1 };
    }
    if seed.is_multiple_of(2) {
        event.rules.peers = true;
        for (from, to) in [(0, 1), (1, 2), (2, 0), (4, 5)] {
            let wish = event.wishes[lot(50 + from, event.wishes.len())].clone();
            event.wishes.push(crate::event::Wish { from: PartyId::at(from), to: PartyId::at(to), ..wish });
        }
    }
    if seed % 3 == 1 {
        // Of each SME that must rest, one.
        for sme in (0..4).map(PartyId) {
            let Some(wish) = event.wishes.iter().find(|wish| wish.from == sme) else { continue };
            let (buyer, slots) = (wish.to, vec![SlotId::at(lot(61 + sme.ix(), event.n_slots()))]);
            event.pins.push(Pin { sme, buyer, action: PinAction::Fix, slots, place: None, line: 1 });
        }
    }
    event
}

fn for_each(mut check: impl FnMut(u64, Problem)) {
    for seed in 0..160 {
        let event = event(seed);
        let candidates = Candidates::new(&event);
        check(seed, Problem::new(&event, &candidates));
    }
}

/// How many meetings the network carries of each party, in either role.
fn n_carried(problem: Problem, network: &Network) -> Vec<[i64; 2]> {
    let mut n = vec![[0, 0]; problem.event.parties.len()];
    for (id, carried) in problem.candidates.pair_ids().zip(network.carried()) {
        let pair = problem.candidates.pair(id);
        n[pair.sme.ix()][0] += carried;
        n[pair.buyer.ix()][1] += carried;
    }
    n
}

/// By party: it plays the SME in one pair that can be scheduled, and the buyer in another.
fn plays_both(problem: Problem) -> Vec<bool> {
    let plays = |party: PartyId| {
        let pairs =
            || problem.candidates.of_party[party.ix()].iter().map(|id| problem.candidates.pair(*id)).filter(|p| p.schedulable());
        pairs().any(|pair| pair.sme == party) && pairs().any(|pair| pair.buyer == party)
    };
    problem.event.party_ids().map(plays).collect()
}

#[test]
fn what_is_carried_is_within_limits_and_adds_up_to_the_worth() {
    for aim in [Aim::Lexicographic, Aim::ValueAlone] {
        for_each(|seed, problem| {
            let network = Network::new(problem, aim);
            assert!(network.is_optimal());
            let carried = network.carried();
            let selected: Vec<PairId> = problem.candidates.pair_ids().filter(|id| carried[id.ix()] > 0).collect();
            assert_eq!(network.selected(), selected, "seed {seed}");
            let (n, both) = (n_carried(problem, &network), plays_both(problem));
            let mut worth = Triple::ZERO;
            for (id, n) in problem.candidates.pair_ids().zip(&carried) {
                let pair = problem.candidates.pair(id);
                let most = if pair.schedulable() { 1 + i64::from(pair.n_beyond) } else { 0 };
                assert!((0..=most).contains(n), "seed {seed}: {n} meetings of {id:?}");
                let must = if aim == Aim::Lexicographic { i64::from(pair.n_must) } else { 0 };
                worth += Triple { must, shortfall: 0, value: pair.value.max(0) } * *n;
            }
            for party in problem.event.party_ids() {
                let (facts, [as_sme, as_buyer]) = (problem.event.party(party), n[party.ix()]);
                let most = network.most_meetings(party);
                assert!(as_sme.max(as_buyer) <= most, "seed {seed}: {as_sme}, {as_buyer} of {most} meetings");
                assert!(facts.max_meetings.is_none_or(|limit| most <= i64::from(limit)), "seed {seed}");
                // Of a party that plays both roles the network does not count what its meetings make up.
                let made_up = if both[party.ix()] { 0 } else { as_sme + as_buyer };
                if aim == Aim::Lexicographic {
                    worth += Triple { must: 0, shortfall: -(i64::from(facts.min_meetings) - made_up).max(0), value: 0 };
                }
            }
            assert_eq!(network.worth(), worth, "seed {seed} {aim:?}");
        });
    }
}

#[test]
fn the_prices_prove_what_is_carried() {
    let (mut n_rows, mut n_compared) = (0, 0);
    for aim in [Aim::Lexicographic, Aim::ValueAlone] {
        for_each(|seed, problem| {
            let network = Network::new(problem, aim);
            let prices = network.prices(problem);
            n_rows += prices.rows.len();
            let valued = match aim {
                Aim::Lexicographic => Valuation::of(problem, &prices),
                Aim::ValueAlone => Valuation::of_points(problem, &prices),
            };
            // A fixed meeting is none of those that the network carries, and an organization has a price only where no pair of it may meet twice.
            let is_whole = problem.candidates.pairs.iter().all(|pair| pair.fixed.is_none());
            let meets_twice = |id: &PairId| problem.candidates.pair(*id).n_copies + problem.candidates.pair(*id).n_beyond > 1;
            let is_priced = !problem.candidates.org_groups.iter().any(|group| group.pairs.iter().any(meets_twice));
            if is_whole && is_priced && plays_both(problem).iter().all(|both| !both) {
                assert!(valued.bound() <= network.worth(), "seed {seed} {aim:?}: {:?} {:?}", valued.bound(), network.worth());
                n_compared += 1;
            }
        });
    }
    assert!(n_rows > 10 && n_compared > 40, "{n_rows} rows, {n_compared} compared");
}

/// Of two lists for parties that play both roles, one with and one without a reward for each meeting, the better.
#[test]
fn the_better_of_the_lists_for_parties_that_play_both_roles_counts() {
    let mut n_better = [0, 0];
    for_each(|seed, problem| {
        let network = Network::new(problem, Aim::Lexicographic);
        let bound = |prices: &PriceList| Valuation::of(problem, prices).bound();
        let [free, rewarded] = [Triple::ZERO, Triple::ONE_SHORTFALL].map(|reward| bound(&network.prices_with(problem, reward)));
        assert_eq!(bound(&network.prices(problem)), free.min(rewarded), "seed {seed}");
        n_better[0] += usize::from(free < rewarded);
        n_better[1] += usize::from(rewarded < free);
    });
    assert!(n_better.iter().all(|n| *n > 0), "{n_better:?}");
}

#[test]
fn finer_units_change_nothing_and_other_worths_are_those_of_another_network() {
    for_each(|seed, problem| {
        let mut network = Network::new(problem, Aim::Lexicographic);
        let (worth, whole) = (network.worth(), Valuation::of(problem, &network.prices(problem)).whole_bound());
        let of = |id| Network::worth_of(problem, Aim::Lexicographic, id);
        network.solve_with(MOST_SCALE, |id| of(id) * MOST_SCALE);
        assert_eq!(network.worth(), worth * MOST_SCALE, "seed {seed}");
        let prices = network.prices(problem);
        assert_eq!((prices.scale, Valuation::of(problem, &prices).whole_bound()), (MOST_SCALE, whole), "seed {seed}");
        // Twice is once, whatever was asked between.
        network.solve_with(1, |id| of(id) - Triple::points((id.ix() % 40) as i64));
        let less = network.worth();
        assert!(less <= worth, "seed {seed}");
        network.solve_with(2, |id| (of(id) - Triple::points((id.ix() % 40) as i64)) * 2);
        assert_eq!(network.worth(), less * 2, "seed {seed}");
        network.solve_with(1, of);
        assert_eq!(network.worth(), worth, "seed {seed}");
    });
}

#[test]
fn a_network_that_is_stopped_proves_no_less_than_no_prices() {
    let event = Sample::new().smes(300).buyers(200).sessions(2, 4).tables(&[200]).all_want().event();
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let bound = |prices: &PriceList| Valuation::of(problem, prices).bound();
    let stopped = Network::until(problem, Aim::Lexicographic, &Stop::never().within(0.0));
    assert!(!stopped.is_optimal(), "it takes more pivots than are made before the clock is looked at");
    assert!(Network::with_spare(problem, &Stop::never().within(0.0)).is_none());
    let (best, free) = (bound(&Network::new(problem, Aim::Lexicographic).prices(problem)), bound(&PriceList::free(500)));
    let half_way = bound(&stopped.prices(problem));
    assert!(best <= half_way && half_way <= free, "{best:?} {half_way:?} {free:?}");
    assert_eq!(half_way, free.min(bound(&stopped.prices_with(problem, Triple::ZERO))));
    assert!(stopped.worth() <= best && best < free);
}

#[test]
fn a_party_is_full_where_it_holds_all_that_it_may() {
    // B1 may meet two, B2 ten; S1 and S2 want both, S3 wants B1 alone.
    let sample = Sample::new().smes(3).buyers(2).sessions(1, 8).tables(&[2]);
    let sample = sample.wish(0, 3, 50).wish(0, 4, 50).wish(1, 3, 50).wish(1, 4, 50).wish(2, 3, 50);
    let event = sample.with(|event| (event.parties[3].max_meetings, event.parties[3].min_meetings) = (Some(2), 1)).event();
    let candidates = Candidates::new(&event);
    let network = Network::with_spare(Problem::new(&event, &candidates), &Stop::never()).expect("there is time");
    assert_eq!([3, 4].map(|party| network.is_full(PartyId(party))), [true, false]);
    assert_eq!([0, 3, 4].map(|party| network.most_meetings(PartyId(party))), [8, 2, 8]);
    assert!(!Network::new(Problem::new(&event, &candidates), Aim::Lexicographic).is_full(PartyId(3)), "it has no spare arcs");
}

/// A row that prices rest names all pairs of its party that may be held or are fixed, and allows what rest leaves and the fixed ones.
#[test]
fn the_rows_of_rest_count_every_meeting_of_their_party() {
    let mut n_fixed_in_rows = 0;
    for_each(|seed, problem| {
        let network = Network::new(problem, Aim::Lexicographic);
        for row in network.prices(problem).rows {
            let pair = |id: &PairId| problem.candidates.pair(*id);
            let of_all = |party: &PartyId| row.pairs.iter().all(|id| pair(id).parties().contains(party));
            let party = pair(&row.pairs[0]).parties().into_iter().find(of_all).expect("one party is in all");
            let own = problem.candidates.of_party[party.ix()].iter();
            let (may_be_held, fixed): (Vec<&PairId>, Vec<_>) =
                own.filter(|id| pair(id).schedulable() || pair(id).fixed.is_some()).partition(|id| pair(id).schedulable());
            let mut all: Vec<PairId> = may_be_held.iter().chain(&fixed).map(|id| **id).collect();
            let mut named = row.pairs.clone();
            all.sort();
            named.sort();
            assert_eq!((named, row.at_most), (all, network.most_meetings(party) + fixed.len() as i64), "seed {seed}");
            n_fixed_in_rows += fixed.len();
        }
    });
    assert!(n_fixed_in_rows > 0);
}

/// What an SME can hold where it is free more often than anybody can meet it: the price stands where its meetings can be.
#[test]
fn free_hours_in_which_nobody_can_be_met_add_nothing() {
    // Three buyers come in the first two slots of eight.
    let buyers = |n_slots: u32| {
        let away: Vec<u32> = (n_slots..8).collect();
        let sample = Sample::new().smes(1).buyers(3).sessions(1, 8).tables(&[3]);
        (1..4).fold(sample, |sample, buyer| sample.wish(0, buyer, 10 * buyer).busy(buyer, &away))
    };
    let bound = |event: &Event| {
        let candidates = Candidates::new(event);
        let problem = Problem::new(event, &candidates);
        Valuation::of(problem, &Network::new(problem, Aim::Lexicographic).prices(problem)).bound()
    };
    assert_eq!(bound(&buyers(2).event()), Triple::points(30 + 20));
    assert_eq!(bound(&buyers(3).event()), Triple::points(60));
    let daily = |event: &mut Event| event.parties[0].max_per_day = Some(2);
    assert_eq!(bound(&buyers(3).with(daily).event()), Triple::points(30 + 20), "a limit of the day");
    assert_eq!(bound(&buyers(1).with(daily).event()), Triple::points(30));
    // On two days, each buyer in the first slot of each.
    let sample = Sample::new().smes(1).buyers(3).days(2).sessions(1, 4).tables(&[3]);
    let sample = (1..4).fold(sample, |sample, buyer| sample.wish(0, buyer, 10 * buyer).busy(buyer, &[1, 2, 3, 5, 6, 7]));
    assert_eq!(bound(&sample.event()), Triple::points(30 + 20));
    let two_desks = |event: &mut Event| event.parties[0].capacity = 2;
    let sample = Sample::new().smes(1).buyers(3).sessions(1, 8).tables(&[3]);
    let sample = (1..4).fold(sample, |sample, buyer| sample.wish(0, buyer, 10 * buyer).busy(buyer, &[1, 2, 3, 4, 5, 6, 7]));
    assert_eq!(bound(&sample.with(two_desks).event()), Triple::points(30 + 20), "two at once");
    // Of whom nobody wants to meet, all that it needs is missing.
    let lonely = Sample::new().smes(2).buyers(1).wish(0, 2, 50).with(|event| event.parties[1].min_meetings = 2);
    assert_eq!(bound(&lonely.event()), Triple { must: 0, shortfall: -2, value: 50 });
}

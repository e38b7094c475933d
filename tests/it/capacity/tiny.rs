//! Tiny random events of every feature: bounds against all timetables of each plan, and what is called smallest.
//! `KOPPEX_CAPACITY=200 cargo test --test it capacity::tiny -- --nocapture` looks at more.

use crate::support::{decisions, facts, for_each_clean, tiny_event};
use koppex::candidates::{Candidates, WishedBy};
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, PartyId};
use koppex::outcome::Certificate;
use koppex::problem::Problem;
use koppex::report::certificate_files;
use koppex::select::SolverChoice;
use koppex::solve::SolveOptions;
use koppex::stop::Stop;
use koppex::whatif::Best;
use koppex::whatif::capacity::{Capacity, Certainty, Failed, Made, Plan, Scenario, Work, compare, planned};
use std::collections::{BTreeMap, BTreeSet};

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };
/// Decisions of a plan of which all timetables are tried.
const MOST_DECISIONS: usize = 8;

fn add_up(problem: Problem, certificate: &Certificate) -> Option<i64> {
    let (csv, json) = certificate_files(problem, certificate).ok()?;
    let (bound, scale) = Checker::new(problem.event).price_bound_of(&csv, &json)?;
    assert_eq!((bound.must, bound.shortfall), (0, 0));
    Some(i64::try_from(bound.value.div_euclid(scale)).unwrap())
}

fn is_clean(problem: Problem, best: &Best) -> bool {
    let held: Vec<WrittenMeeting> = best.timetable.meetings().iter().map(WrittenMeeting::from).collect();
    Checker::new(problem.event).check(&held).is_clean()
}

fn compared(event: &Event) -> Result<Capacity, Failed> {
    let stop = Stop::never();
    compare(&Work { event, options: OPTIONS, stop: &stop, add_up: &add_up, is_clean: &is_clean, progress: &|_, _| {} })
}

/// The most wishes and the most points of all timetables; `None` if there is none.
fn enumerated(event: &Event) -> Option<(i64, i64)> {
    let candidates = Candidates::new(event);
    let mut most: Option<(i64, i64)> = None;
    for_each_clean(event, &mut |_, held, verdict| {
        let met: BTreeSet<(PartyId, PartyId)> = held.iter().map(|m| (m.sme.min(m.buyer), m.sme.max(m.buyer))).collect();
        let of_pair = |(a, b): (PartyId, PartyId)| match candidates.pair(candidates.first_between(a, b).unwrap()).wished_by() {
            WishedBy::Both => 2,
            WishedBy::Sme | WishedBy::Buyer => 1,
            WishedBy::None => 0,
        };
        let wishes: i64 = met.into_iter().map(of_pair).sum();
        let (w, v) = most.unwrap_or((0, i64::MIN));
        most = Some((w.max(wishes), v.max(verdict.score.value)));
    });
    most
}

#[derive(Default, Debug)]
struct Seen {
    plans: usize,
    tried: usize,
    tight: usize,
    made: usize,
    proved: usize,
    smallest: usize,
    proved_smallest: usize,
    half_days: usize,
}

/// Seeds on which something was wrong once: a plan was said to hold more wishes than any could.
const FAILED_ONCE: [u64; 1] = [26];

#[test]
fn no_timetable_exceeds_the_bounds_and_what_is_called_smallest_is() {
    let n_events = std::env::var("KOPPEX_CAPACITY").map_or(5, |n| n.parse().unwrap());
    let first: u64 = std::env::var("KOPPEX_FIRST_SEED").map_or(0, |n| n.parse().unwrap());
    let mut seen = Seen::default();
    for seed in (first..first + n_events).chain(FAILED_ONCE) {
        let event = tiny_event(seed);
        let at = format!("seed {seed}");
        let own = planned(&event, &Plan::as_is(&event)).unwrap();
        assert_eq!((facts(&own.event), own.n_given_up), (facts(&event), 0), "{at}");
        let capacity = compared(&event).unwrap();
        assert!(capacity.scenarios.len() >= 60 && capacity.n_left_out == 0 && !capacity.is_cut, "{at}");
        let most: Vec<Option<(i64, i64)>> =
            capacity.scenarios.iter().map(|scenario| check_plan(&at, &event, &capacity, scenario, &mut seen)).collect();
        check_monotone(&at, &capacity);
        check_smallest(&at, &capacity, &most, &mut seen);
        seen.half_days += capacity.half_days.len();
    }
    println!("{seen:?}");
    let n = n_events as usize;
    assert!(seen.tried > 5 * n && seen.tight * 10 > seen.tried * 9 && seen.made > n && seen.smallest > n, "{seen:?}");
    assert!(seen.proved * 10 >= seen.made * 9 && seen.proved_smallest > n, "{seen:?}");
}

/// The most wishes and points of a plan, where they can be tried.
fn check_plan(at: &str, event: &Event, capacity: &Capacity, scenario: &Scenario, seen: &mut Seen) -> Option<(i64, i64)> {
    let plan = planned(event, &scenario.plan).unwrap().event;
    let at = format!("{at}, {:?}", scenario.plan);
    assert!(scenario.wishes.is_certified && scenario.value.is_certified && capacity.possible.is_certified, "{at}");
    assert!(scenario.wishes.at_most <= capacity.possible.at_most, "{at}: more than could come true");
    assert!(scenario.expected.wishes <= scenario.wishes.at_most && scenario.expected.value <= scenario.value.at_most, "{at}");
    seen.plans += 1;
    if let Some(Made::Timetable { counts, is_proved }) = scenario.made {
        assert!(counts.wishes <= scenario.wishes.at_most && counts.value <= scenario.value.at_most, "{at}: {counts:?}");
        seen.made += 1;
        seen.proved += usize::from(is_proved);
    }
    if decisions(&plan).len() > MOST_DECISIONS || plan.wishes.iter().any(|wish| wish.times > 1) {
        return None;
    }
    let most = enumerated(&plan);
    seen.tried += 1;
    assert!(scenario.made != Some(Made::Contradiction) || most.is_none(), "{at}: called impossible");
    let (wishes, value) = most?;
    assert!(wishes <= scenario.wishes.at_most, "{at}: {wishes} wishes > {:?}", scenario.wishes);
    assert!(value <= scenario.value.at_most, "{at}: {value} points > {:?}", scenario.value);
    seen.tight += usize::from(wishes == scenario.wishes.at_most && value == scenario.value.at_most);
    if let Some(Made::Timetable { counts, .. }) = scenario.made {
        assert!(counts.wishes <= wishes, "{at}: more wishes than any timetable holds");
    }
    most
}

/// More places or more half days never lower what a plan may hold.
fn check_monotone(at: &str, capacity: &Capacity) {
    let of = |plan: &Plan| (plan.minutes, plan.hours);
    let mut by_hours: BTreeMap<_, Vec<&Scenario>> = BTreeMap::new();
    let mut by_places: BTreeMap<_, Vec<&Scenario>> = BTreeMap::new();
    for scenario in &capacity.scenarios {
        by_hours.entry(of(&scenario.plan)).or_default().push(scenario);
        by_places.entry((scenario.plan.minutes, scenario.plan.places_percent)).or_default().push(scenario);
    }
    for list in by_hours.values_mut() {
        list.sort_by_key(|scenario| scenario.n_places);
        assert!(list.is_sorted_by_key(|scenario| scenario.wishes.at_most), "{at}: {list:#?}");
    }
    for list in by_places.values_mut() {
        list.retain(|scenario| matches!(scenario.plan.hours, koppex::whatif::capacity::Hours::HalfDays(_)));
        list.sort_by_key(|scenario| scenario.plan.hours);
        assert!(list.is_sorted_by_key(|scenario| scenario.wishes.at_most), "{at}: {list:#?}");
    }
}

fn check_smallest(at: &str, capacity: &Capacity, most: &[Option<(i64, i64)>], seen: &mut Seen) {
    for smallest in &capacity.smallest {
        let at = format!("{at}: {smallest:?}");
        let reaches = |scenario: &Scenario| matches!(scenario.made, Some(made) if made.wishes() >= smallest.n_needed);
        let found = smallest.plan.map(|at| &capacity.scenarios[at]);
        assert!(found.is_none_or(reaches), "{at}: a timetable stands behind it");
        seen.smallest += usize::from(found.is_some());
        let members =
            capacity.scenarios.iter().zip(most).filter(|(scenario, _)| is_smaller(smallest.family, scenario, found, capacity));
        for (scenario, most) in members {
            assert!(!reaches(scenario), "{at}: a smaller plan reaches it");
            let cannot = scenario.wishes.at_most < smallest.n_needed;
            match smallest.certainty {
                Certainty::Proved => {
                    assert!(cannot && most.is_none_or(|(wishes, _)| wishes < smallest.n_needed), "{at}: {scenario:?}");
                }
                Certainty::Made => assert!(cannot || scenario.made.is_some(), "{at}: {scenario:?}"),
                Certainty::Open => panic!("{at}: there was time"),
            }
            seen.proved_smallest += usize::from(smallest.certainty == Certainty::Proved && found.is_some());
        }
    }
}

/// Whether a scenario belongs to a family and is smaller than the plan found, as the family measures it.
fn is_smaller(
    family: koppex::whatif::capacity::Family,
    scenario: &Scenario,
    found: Option<&Scenario>,
    capacity: &Capacity,
) -> bool {
    use koppex::whatif::capacity::{Family, Hours};
    let own = &capacity.scenarios[0].plan;
    let plan = &scenario.plan;
    let (places, hours, length) = (plan.places_percent == 100, plan.hours == Hours::AS_IS, plan.minutes == own.minutes);
    let total = |scenario: &Scenario| scenario.plan.minutes.0 + scenario.plan.minutes.1;
    let n_places = |scenario: &Scenario| scenario.n_places[0] + scenario.n_places[1];
    let (belongs, is_less) = match family {
        Family::PlacesAndHours => (length, found.is_none_or(|f| n_places(scenario) * scenario.n_slots < n_places(f) * f.n_slots)),
        Family::Places => (length && hours, found.is_none_or(|f| n_places(scenario) < n_places(f))),
        Family::Hours => (length && places, found.is_none_or(|f| scenario.n_slots < f.n_slots)),
        Family::Length => (places && hours, found.is_none_or(|f| total(scenario) > total(f))),
    };
    belongs && is_less
}

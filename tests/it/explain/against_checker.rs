//! Every reason given for random tiny events, of the solver's timetable and of others, is the one that the checker's violations make; and where
//! it is OUTRANKED, no timetable that holds the pair is worth more. `KOPPEX_SEEDS=5000 cargo test --test it explain -- --nocapture` looks at more, `KOPPEX_FIRST_SEED` begins elsewhere.

use super::judged::Judged;
use crate::support::draw::{Draw, Files};
use crate::support::naive::Naive;
use crate::support::twin::{read, show};
use koppex::candidates::Candidates;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, PartyId};
use koppex::explain::unmet;
use koppex::outcome::{Level, LevelResult, ReasonCode, Status};
use koppex::problem::Problem;
use koppex::rule::RuleId;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use koppex::timetable::{Meeting, Timetable};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::collections::{BTreeMap, BTreeSet};

const N_SEEDS: u64 = 400;
/// Different codes that these seeds give, at least; the rare ones have events of their own in `codes`.
const LEAST_CODES: usize = 12;
/// Timetables drawn besides the solver's.
const N_DRAWN: usize = 6;
/// Sets of meetings looked at for a better timetable.
const MOST_TIMETABLES: usize = 3_000;

/// How often each code was given, and for which of them better timetables were looked for.
#[derive(Default)]
struct Seen {
    n_codes: BTreeMap<ReasonCode, usize>,
    /// The first seed that gave it.
    first: BTreeMap<ReasonCode, u64>,
    n_outranked_tried: usize,
}

/// A timetable whose reasons are asked for.
#[derive(Clone, Copy)]
struct Answer<'a> {
    timetable: &'a Timetable,
    levels: &'a [LevelResult],
    /// Its value is proved greatest.
    proved: bool,
}

#[test]
fn every_reason_is_what_the_checker_says() {
    let given = |name: &str| std::env::var(name).ok().map(|n| n.parse::<u64>().expect("a number of seeds"));
    let first = given("KOPPEX_FIRST_SEED").unwrap_or(0);
    let seeds = first..first + given("KOPPEX_SEEDS").unwrap_or(N_SEEDS);
    let mut seen = Seen::default();
    for seed in seeds {
        let mut draw = Draw::new(seed);
        let (files, event) = loop {
            let files = draw.files();
            if let Some(event) = read(&files).ok().filter(|event| event.n_slots() > 0) {
                break (files, event);
            }
        };
        look(&event, &files, seed, &mut seen);
    }
    println!("{:?}\nfirst seeds {:?}\nOUTRANKED tried {}", seen.n_codes, seen.first, seen.n_outranked_tried);
    assert!(seen.n_codes.len() >= LEAST_CODES, "{:?}", seen.n_codes);
    assert!(seen.n_outranked_tried > 0);
}

fn look(event: &Event, files: &Files, seed: u64, seen: &mut Seen) {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let checker = Checker::new(event);
    let options = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };
    if let Ok(solved) = solve(problem, Run::quiet(options, &Stop::never().within(20.0))) {
        let proved = solved.levels[2].status == Status::ProvedOptimal;
        let answer = Answer { timetable: &solved.timetable, levels: &solved.levels, proved };
        let outranked = agree(problem, &checker, answer, (files, seed), seen);
        nothing_better(event, &solved.timetable, &outranked, (files, seed), seen);
        // The proof of another timetable is none of a worse one.
        for meeting in solved.timetable.meetings() {
            let others = solved.timetable.meetings().iter().filter(|m| *m != meeting).copied().collect();
            let worse = Timetable::new(event, others);
            if checker.check(&written(&worse)).is_clean() {
                let answer = Answer { timetable: &worse, levels: &solved.levels, proved: false };
                agree(problem, &checker, answer, (files, seed), seen);
            }
        }
    }
    let mut random = Pcg64::seed_from_u64(seed);
    for _ in 0..N_DRAWN {
        if let Some(timetable) = drawn(event, &checker, &mut random) {
            let proved = random.random_bool(0.5);
            let levels = levels_of(&checker, &timetable, if proved { Status::ProvedOptimal } else { Status::WithinGap });
            let answer = Answer { timetable: &timetable, levels: &levels, proved };
            agree(problem, &checker, answer, (files, seed), seen);
        }
    }
}

/// Compares every reason with the checker's. Gives the pairs of positive value that are OUTRANKED.
fn agree(
    problem: Problem,
    checker: &Checker,
    answer: Answer,
    (files, seed): (&Files, u64),
    seen: &mut Seen,
) -> Vec<(PartyId, PartyId)> {
    let Answer { timetable, levels, proved } = answer;
    let held = written(timetable);
    let mut outranked = Vec::new();
    for row in unmet(problem, timetable, levels) {
        let mine = Judged::new(checker, (row.sme, row.buyer)).reason(&held, proved);
        *seen.n_codes.entry(row.reason).or_default() += 1;
        seen.first.entry(row.reason).or_insert(seed);
        let [sme, buyer] = [row.sme, row.buyer].map(|p| &problem.event.party(p).id);
        assert_eq!(
            row.reason,
            mine,
            "seed {seed}: {sme} - {buyer}, `{}`\nheld:\n{}\n{files:#?}",
            row.detail,
            show(problem.event, &held)
        );
        if row.reason == ReasonCode::Outranked && row.value > 0 {
            outranked.push((row.sme, row.buyer));
        }
    }
    outranked
}

/// OUTRANKED says: no timetable that is as good at levels 1 and 2 is worth more, so none that holds the pair is.
fn nothing_better(
    event: &Event,
    timetable: &Timetable,
    outranked: &[(PartyId, PartyId)],
    (files, seed): (&Files, u64),
    seen: &mut Seen,
) {
    if outranked.is_empty() {
        return;
    }
    let naive = Naive::new(event);
    let [musts, shortfall, value, _] = naive.values(&written(timetable));
    let mut better = BTreeSet::new();
    let tried = naive.every_timetable(MOST_TIMETABLES, &mut |held, clean| {
        let [m, s, v, _] = naive.values(held);
        if clean && m <= musts && s <= shortfall && v > value {
            better.extend(held.iter().map(|h| (h.sme, h.buyer)).filter(|pair| outranked.contains(pair)));
        }
    });
    seen.n_outranked_tried += if tried.is_ok() { outranked.len() } else { 0 };
    assert!(better.is_empty(), "seed {seed}: {better:?} are no OUTRANKED\n{files:#?}");
}

pub fn written(timetable: &Timetable) -> Vec<WrittenMeeting> {
    timetable.meetings().iter().map(WrittenMeeting::from).collect()
}

/// A timetable that keeps every rule, meetings drawn one after the other; `None` if the draw ends in one that does not.
fn drawn(event: &Event, checker: &Checker, random: &mut Pcg64) -> Option<Timetable> {
    let mut choices = Naive::new(event).choices();
    let n = random.random_range(0..=choices.len().min(8));
    let mut held: Vec<WrittenMeeting> = Vec::new();
    let fixed = |h: &WrittenMeeting| event.pins.iter().any(|p| p.slots.contains(&h.slot) && h.parties() == [p.sme, p.buyer]);
    for i in 0..choices.len() {
        let other = random.random_range(i..choices.len());
        choices.swap(i, other);
    }
    choices.sort_by_key(|h| !fixed(h));
    for next in choices.into_iter().take(n) {
        held.push(next);
        let lasting = |rule: &RuleId| !matches!(rule, RuleId::Pins | RuleId::EvenGaps);
        if checker.check(&held).broken_rules().iter().any(lasting) {
            held.pop();
        }
    }
    let meeting = |h: &WrittenMeeting| {
        Some(Meeting { sme: h.sme, buyer: h.buyer, slot: h.slot, place: h.place?, interpreter: h.interpreter })
    };
    checker.check(&held).is_clean().then(|| Timetable::new(event, held.iter().filter_map(meeting).collect()))
}

/// Levels 1 to 3 with the values of a timetable.
pub fn levels_of(checker: &Checker, timetable: &Timetable, of_value: Status) -> Vec<LevelResult> {
    let values = checker.check(&written(timetable)).score.levels();
    let result = |(level, value): (Level, i64)| {
        let status = if level == Level::Value { of_value } else { Status::ProvedOptimal };
        LevelResult { level, value, bound: value, status, certified: false }
    };
    Level::ALL.into_iter().zip(values).take(3).map(result).collect()
}

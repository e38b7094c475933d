//! The solver against the judge that tries every timetable, and against the checker.

use crate::support::{best_by_enumeration, scattered_event, small_event, tiny_event};
use koppex::candidates::Candidates;
use koppex::check::check;
use koppex::event::Event;
use koppex::outcome::{Level, LevelResult, Status};
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, Solved, Unsolved, solve};
use koppex::stop::Stop;

fn solved(event: &Event, levels: u32) -> Result<Solved, Unsolved> {
    let options = SolveOptions { levels, seed: 1, threads: 2, solver: SolverChoice::Auto };
    solve(Problem::new(event, &Candidates::new(event)), Run::quiet(options, &Stop::never().within(20.0)))
}

/// The value is the best there is, the bound is not beyond it, and "proved" is said exactly when they meet.
fn assert_level(seed: u64, level: &LevelResult, best: i64) {
    let LevelResult { value, bound, status, .. } = *level;
    let sound = if level.level == Level::Value { bound >= best } else { bound <= best };
    assert!(sound, "seed {seed}: {level:?} is beyond the best, {best}");
    assert_eq!(value, best, "seed {seed}: {level:?}");
    assert_eq!(status == Status::ProvedOptimal, value == bound, "seed {seed}: {level:?}");
}

fn compare(seeds: std::ops::Range<u64>, levels: u32) {
    for seed in seeds {
        let event = tiny_event(seed);
        match (best_by_enumeration(&event, levels as usize), solved(&event, levels)) {
            (None, answer) => assert!(matches!(answer, Err(Unsolved::Contradiction(_))), "seed {seed}: {answer:?}"),
            (Some(best), Ok(answer)) => {
                let verdict = check(&event, &answer.timetable);
                assert!(verdict.is_clean(), "seed {seed}: {:?}", verdict.violations);
                assert_eq!(answer.levels.len(), levels as usize);
                answer.levels.iter().zip(best).for_each(|(level, best)| assert_level(seed, level, best));
            }
            (Some(best), Err(answer)) => panic!("seed {seed}: {best:?}, but {answer:?}"),
        }
    }
}

#[test]
fn levels_1_to_3_of_tiny_events_are_the_best_of_all_subsets() {
    compare(0..150, 3);
}

#[test]
fn level_4_of_tiny_events_is_the_best_of_all_timetables() {
    compare(0..60, 4);
}

/// A fixed meeting worth nothing takes the only meeting of S1: one meeting is held and one pair is worth something, but not the same one.
#[test]
fn a_worthless_fixed_meeting_does_not_pass_for_the_pair_that_stays_out() {
    let event = small_event(&[
        ("smes.csv", "sme_id,name,max_meetings\nS1,One,1\nS2,Two,\n"),
        ("preferences.csv", "from_id,to_id,score\nS1,B1,0\nS1,B2,100\n"),
        ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n"),
        ("windows.csv", "party_id,date,start,end,kind\nB2,2022-04-13,00:00,24:00,avoid\n"),
    ]);
    let best = best_by_enumeration(&event, 4).expect("the fixed meeting can stand");
    let answer = solved(&event, 4).expect("the fixed meeting can stand");
    answer.levels.iter().zip(best).for_each(|(level, best)| assert_level(0, level, best));
}

/// Events in which a proof leans on many learned rows: one row that cuts off too much makes some seed prove too little.
#[test]
fn a_value_proved_from_one_seed_is_not_beaten_from_another() {
    for event_seed in [1, 6, 17] {
        let event = scattered_event(event_seed, 60, 24);
        let candidates = Candidates::new(&event);
        let value = |seed| {
            let options = SolveOptions { levels: 3, seed, threads: 2, solver: SolverChoice::Auto };
            let answer = solve(Problem::new(&event, &candidates), Run::quiet(options, &Stop::never())).expect("nothing is fixed");
            let level = answer.levels[2];
            assert_eq!(level.status, Status::ProvedOptimal, "event {event_seed}, seed {seed}");
            level.value
        };
        let values: Vec<i64> = (1..5).map(value).collect();
        assert!(values.iter().all(|v| *v == values[0]), "event {event_seed}: {values:?} were each proved the best");
    }
}

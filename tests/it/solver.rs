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

/// All hours are unwanted and a gap costs a million: neither size of the weights nor their ratio may cost time.
#[test]
fn the_weights_of_the_costs_do_not_stretch_the_time_limit() {
    let settings = "[event]\ntimezone = \"UTC\"\nname = \"Dear\"\n[meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n\
        [[day]]\ndate = \"2027-04-14\"\nsessions = [\"00:00-24:00\"]\n[[hall]]\nid = \"A\"\ntables = 2\n[quality]\ngap = 1000000\nwait = 7\n";
    let event = crate::support::event(&[
        ("event.toml", settings),
        ("smes.csv", "sme_id,name\nS4,a\nS7,b\n"),
        ("buyers.csv", "buyer_id,name,type\nB4,x,foreign\n"),
        ("preferences.csv", "from_id,to_id\nB4,S4\nB4,S7\n"),
        ("windows.csv", "party_id,kind\ntype:foreign,avoid\n"),
    ]);
    let started = std::time::Instant::now();
    let answer = solved(&event, 4).expect("nothing is fixed");
    assert_eq!((answer.levels[3].value, answer.levels[3].bound), (10, 10), "two unwanted hours in a row at one table");
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

/// S1 and B1 want to meet three times, S1 twice at least: they do, in different slots, and both desks of B1 are of no help.
#[test]
fn a_pair_meets_as_often_as_it_wants_in_different_slots() {
    let event = small_event(&[
        ("smes.csv", "sme_id,name,delegates\nS1,One,2\nS2,Two,\n"),
        ("buyers.csv", "buyer_id,name,desks\nB1,Kim,2\nB2,Lee,\n"),
        ("preferences.csv", "from_id,to_id,score,kind,times\nS1,B1,90,must,2\nB1,S1,80,want,3\nS2,B1,50,want,1\n"),
        ("windows.csv", "party_id,date,start,end,kind\nS1,2022-04-13,10:30,24:00,busy\nS1,2022-04-14,00:00,24:00,busy\n"),
    ]);
    let answer = solved(&event, 3).expect("nothing is fixed");
    // Two slots are left to S1, so two meetings of 90 + 80 + 50, and one of S2.
    assert_eq!(answer.levels.iter().map(|l| (l.value, l.bound)).collect::<Vec<_>>(), [(0, 0), (0, 0), (490, 490)]);
    assert_eq!(check(&event, &answer.timetable).violations, []);
}

#[test]
fn no_timetable_without_its_fixed_meetings_is_taken_for_better() {
    // The fixed meeting is worth nothing and in the way of one that is worth 100.
    let event = small_event(&[
        ("smes.csv", "sme_id,name\nS1,One\nS2,Two\n"),
        ("preferences.csv", "from_id,to_id,score\nS1,B1,0\nS2,B1,100\n"),
        ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n"),
        ("windows.csv", "party_id,date,start,end,kind\nB1,2022-04-13,10:15,24:00,busy\nB1,2022-04-14,00:00,24:00,busy\n"),
    ]);
    let answer = solved(&event, 4).expect("the fixed meeting can stand");
    assert_eq!((answer.timetable.len(), answer.levels[2].value), (1, 0));
    assert_eq!(check(&event, &answer.timetable).violations, []);
}

/// One of the must wishes is one meeting too many. What the prices say of the shortfall when all are held says nothing of the rest.
#[test]
fn a_bound_among_timetables_that_hold_every_must_is_no_bound_where_one_cannot_be_held() {
    let settings = "[event]\ntimezone = \"Asia/Seoul\"\n[meeting]\npresent_minutes = 1\nanswer_minutes = 0\n[[day]]\ndate = \"2022-03-26\"\n\
        sessions = [\"23:57-23:58\", \"23:58-23:59\", \"23:59-24:00\"]\n[[hall]]\nid = \"A\"\ntables = 2\n";
    let wishes = "from_id,to_id,kind,times,not_before\nS1,B2,,,\nB2,S1,,,2022-03-26 23:59\nB1,S2,,,\nB2,S2,must,,\nS2,B3,must,,\nS3,B2,,,\n\
        B3,S3,must,2,2022-03-26 23:59\n";
    let event = crate::support::event(&[
        ("event.toml", settings),
        ("smes.csv", "sme_id\nS1\nS2\nS3\n"),
        ("buyers.csv", "buyer_id,min_meetings,place\nB1,3,A-T01\nB2,,\nB3,,A-T01\n"),
        ("preferences.csv", wishes),
    ]);
    let answer = solved(&event, 3).expect("nothing is fixed");
    assert_eq!(answer.levels.iter().map(|l| (l.value, l.bound)).collect::<Vec<_>>(), [(1, 1), (2, 2), (250, 250)]);
}

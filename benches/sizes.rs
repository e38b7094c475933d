//! Levels 1 to 3 on made-up events of every kind: seconds by stage, value, bound, status. As a test it takes the smallest sizes.

#[allow(dead_code)]
#[path = "../examples/generate/event/mod.rs"]
mod generate;

use generate::Plan;
use koppex::candidates::Candidates;
use koppex::check::check;
use koppex::diagnostic::Diagnostic;
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use std::sync::Arc;
use std::time::Instant;

/// Seconds for the whole of one event.
const LIMIT_S: f64 = 30.0;
/// Seconds for each event when it runs as a test.
const TEST_LIMIT_S: f64 = 3.0;

fn main() {
    let full = std::env::args().any(|a| a == "--bench");
    let mut rows = vec![
        ("strict", Plan::strict(), 2022),
        ("random 35 %", Plan::random(350), 2022),
        ("trade exchange", Plan::trade_exchange(), 2022),
    ];
    for seed in if full { vec![2022, 1, 2, 3, 4, 5] } else { vec![2022, 1] } {
        rows.insert(0, ("koppex", Plan::koppex(), seed));
    }
    println!(
        "{:16}{:>6}{:>8}{:>8}{:>8}{:>9}{:>10}{:>10}  status",
        "event", "seed", "pairs", "read s", "solve s", "meetings", "value", "bound"
    );
    for (name, plan, seed) in rows {
        let plan = if full { plan } else { plan.resized(Some(150), None, None, Some(2)) };
        run(name, &plan, seed, if full { LIMIT_S } else { TEST_LIMIT_S });
    }
}

fn run(name: &str, plan: &Plan, seed: u64, limit_s: f64) {
    let files = generate::generate(plan, seed);
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let start = Instant::now();
    let checked = koppex::validate::event_from(&bytes);
    let errors = |found: &Vec<Diagnostic>| found.iter().filter(|d| d.is_error()).cloned().collect::<Vec<_>>();
    let (event, _) = checked.map_err(|found| errors(&found)).expect("a made-up folder has no errors");
    let candidates = Candidates::new(&event);
    let read_s = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let options = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };
    let stop = Stop::new(Some(limit_s), Arc::default());
    let solved = solve(Problem::new(&event, &candidates), Run::quiet(options, &stop)).expect("a made-up event has a timetable");
    let solve_s = start.elapsed().as_secs_f64();
    let verdict = check(&event, &solved.timetable);
    assert!(verdict.violations.is_empty(), "{name}: {:?}", verdict.violations.first());
    let level = solved.levels[2];
    println!(
        "{name:16}{seed:6}{:8}{read_s:8.2}{solve_s:8.2}{:9}{:10}{:10}  {}",
        candidates.pairs.len(),
        solved.timetable.len(),
        level.value,
        level.bound,
        level.status.name()
    );
}

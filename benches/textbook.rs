//! The same event solved by koppex and as the plain time-indexed program: values and seconds side by side.
//! `cargo bench --features highs --bench textbook` takes the full KOPPEX size and some minutes; as a test it takes the smallest.

#[allow(dead_code)]
#[path = "../examples/generate/event/mod.rs"]
mod generate;

use generate::Plan;
use koppex::candidates::Candidates;
use koppex::event::Event;
use koppex::outcome::Level;
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::select::compact::Targets;
use koppex::select::lp::{self, Answer};
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use koppex::testing::time_indexed::TimeIndexed;
use std::sync::Arc;
use std::time::Instant;

/// Seconds that the textbook program may take.
const LIMIT_S: f64 = 1200.0;

fn main() {
    let full = std::env::args().any(|a| a == "--bench") && lp::available(SolverChoice::Highs).is_ok();
    if !full {
        println!("smallest size; for the full one: cargo bench --features highs --bench textbook");
    }
    let plan = if full { Plan::koppex() } else { Plan::koppex().resized(Some(30), None, Some(2), Some(1)) };
    let event = event(&plan, 2022);
    let candidates = Candidates::new(&event);

    let start = Instant::now();
    let options = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };
    let solved =
        solve(Problem::new(&event, &candidates), Run::quiet(options, &Stop::never())).expect("a made-up event has a timetable");
    let ours_s = start.elapsed().as_secs_f64();
    let [must, shortfall, value] = [0, 1, 2].map(|level| solved.levels[level]);
    println!(
        "koppex, all three levels:              value {}, bound {}, {}, {ours_s:.2} s",
        value.value,
        value.bound,
        value.status.name()
    );

    // The textbook is told the values of levels 1 and 2 and solves level 3 alone.
    let start = Instant::now();
    let textbook = TimeIndexed::new(Problem::new(&event, &candidates));
    let targets = Targets { must_unheld: Some(must.value), shortfall: Some(shortfall.value) };
    let program = textbook.program(Level::Value, targets);
    println!("time-indexed program: {} columns x {} rows", program.columns.len(), program.rows.len());
    let answer = lp::solve(&program, false, SolverChoice::Auto, &Stop::new(Some(LIMIT_S), Arc::default()));
    let its_s = start.elapsed().as_secs_f64();
    match answer {
        Answer::Optimal { objective, .. } => {
            println!("time-indexed program, level 3 alone:   value {objective}, optimal, {its_s:.2} s");
            println!("same value: {}; {:.0} times faster", objective == value.value, its_s / ours_s);
            assert!(
                value.value <= objective && objective <= value.bound,
                "the bound holds and no timetable is better than the optimum"
            );
        }
        Answer::Stopped { .. } => {
            println!("time-indexed program: not solved in {LIMIT_S} s; more than {:.0} times slower", its_s / ours_s)
        }
        Answer::Infeasible => panic!("koppex has a timetable that the textbook program excludes"),
    }
}

fn event(plan: &Plan, seed: u64) -> Event {
    let files = generate::generate(plan, seed);
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    koppex::validate::event_from(&bytes).expect("a made-up folder has no faults").0
}

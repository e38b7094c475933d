//! Level 4 over time on an event of KOPPEX size: gaps, changes and cost after 1, 3, 10 and 30 seconds, each a run of its own. As a test it
//! takes a small event and one second. Another event: `cargo bench --bench quality -- SEED ...` (the generator's seeds).

#[allow(dead_code)]
#[path = "../examples/generate/event/mod.rs"]
mod generate;

use generate::Plan;
use koppex::candidates::Candidates;
use koppex::check::check;
use koppex::event::{Event, QualityPart};
use koppex::outcome::Level;
use koppex::problem::Problem;
use koppex::quality::{Quality, cost as cost_of};
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use std::sync::Arc;

fn main() {
    let full = std::env::args().any(|a| a == "--bench");
    let asked: Vec<u64> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let seeds = if asked.is_empty() { vec![2022] } else { asked };
    let (plan, limits_s): (Plan, &[f64]) = match full {
        true => (Plan::koppex(), &[1.0, 3.0, 10.0, 30.0]),
        false => (Plan::koppex().resized(Some(60), None, None, Some(1)), &[1.0]),
    };
    println!("  seed seconds    value     gaps gaps/party  hall changes  table changes     cost    bound");
    for seed in seeds {
        let files = generate::generate(&plan, seed);
        let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let (event, _) = koppex::validate::event_from(&bytes).expect("a made-up folder has no errors");
        limits_s.iter().for_each(|limit_s| run(&event, seed, *limit_s));
    }
}

fn run(event: &Event, seed: u64, limit_s: f64) {
    let candidates = Candidates::new(event);
    let options = SolveOptions { levels: 4, seed: 1, threads: 2, solver: SolverChoice::Auto };
    let stop = Stop::new(Some(limit_s), Arc::default());
    let solved = solve(Problem::new(event, &candidates), Run::quiet(options, &stop)).expect("a made-up event has a timetable");
    let violations = check(event, &solved.timetable).violations;
    assert!(violations.is_empty(), "seed {seed}: {:?}", violations.first());
    let quality = Quality::of(Problem::new(event, &candidates), &solved.timetable);
    let at = |level| solved.levels.iter().find(|l| l.level == level).expect("all levels were asked for");
    let worst = quality.by_party.iter().map(|u| u[QualityPart::Gap]).max().unwrap_or(0);
    let (value, cost) = (at(Level::Value), at(Level::Quality));
    assert_eq!(cost.value, cost_of(&quality.total, &event.quality), "seed {seed}: the cost is that of the timetable");
    println!(
        "{seed:6}{:8.1}{:9}{:9}{worst:11}{:14}{:15}{:9}{:9}",
        stop.seconds(),
        value.value,
        quality.total[QualityPart::Gap],
        quality.total[QualityPart::HallChange],
        quality.total[QualityPart::TableChange],
        cost.value,
        cost.bound
    );
}

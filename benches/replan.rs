//! A hall that loses its tables for an afternoon: how few meetings a new plan drops and moves, with what is proved, beside the number that a timetable made
//! afresh would move. As a test it takes a small event.

#[allow(dead_code)]
#[path = "../examples/generate/event/mod.rs"]
mod generate;

use generate::Plan;
use koppex::candidates::Candidates;
use koppex::check::changes::{ChangeJudge, GroupClaim};
use koppex::check::{Checker, check};
use koppex::event::Event;
use koppex::problem::Problem;
use koppex::published::PublishedMeeting;
use koppex::replan::{Change, Differences};
use koppex::report::certificate_files;
use koppex::select::SolverChoice;
use koppex::solve::{ReplanOptions, Run, SolveOptions, replan, solve};
use koppex::stop::Stop;
use koppex::timetable::{Meeting, Timetable};
use koppex::validate::{Since, change};
use std::sync::Arc;
use std::time::Instant;

/// Tables that are closed.
const N_CLOSED: usize = 20;
/// Seconds for each timetable.
const LIMIT_S: f64 = 30.0;
const TEST_LIMIT_S: f64 = 3.0;

fn main() {
    let full = std::env::args().any(|a| a == "--bench");
    let plan = if full { Plan::koppex() } else { Plan::koppex().resized(Some(100), None, None, Some(2)) };
    println!("{:10}{:>10}{:>20}{:>20}{:>10}{:>10}", "", "meetings", "dropped (bound)", "moved (bound)", "value", "seconds");
    for seed in if full { vec![2022, 1, 2] } else { vec![2022] } {
        close_tables(&plan, seed, if full { LIMIT_S } else { TEST_LIMIT_S });
    }
}

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };

fn close_tables(plan: &Plan, seed: u64, limit_s: f64) {
    let files = generate::generate(plan, seed);
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let (before, _) = koppex::validate::event_from(&bytes).expect("a made-up folder has no errors");
    let first = solved(&before, limit_s);
    let published: Vec<PublishedMeeting> = first.meetings().iter().map(|meeting| as_published(&before, meeting)).collect();
    let mut event = before.clone();
    let rows = changes(&before);
    let changed = change(&mut event, ("changes.csv", rows.as_bytes()), Since::Now);
    assert!(changed.diagnostics.iter().all(|fault| !fault.is_error()), "{:?}", changed.diagnostics);
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let stop = Stop::new(Some(limit_s), Arc::default());
    let start = Instant::now();
    let options = ReplanOptions { solve: OPTIONS, freeze_until: None, max_moves: None };
    let near = replan(problem, &published, &options, &stop).expect("there is a timetable");
    let checker = Checker::new(&event);
    let judge = ChangeJudge::new(&checker, &published, None);
    let groups = near.groups.iter().map(|group| GroupClaim {
        meetings: group.meetings.clone(),
        dropped: group.dropped,
        moved: group.moved,
    });
    let confirmed: Vec<GroupClaim> = groups.filter(|group| judge.confirms(group)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let of_groups = [confirmed.iter().map(|g| g.dropped).sum(), confirmed.iter().map(|g| g.moved).sum()];
    let of_prices = near.change_prices.as_ref().and_then(|certificate| {
        let (csv, json) = certificate_files(problem, certificate).ok()?;
        judge.least_changes(&csv, &json).map(|least| [least.dropped as usize, least.moved as usize])
    });
    let bounds = of_prices.map_or(of_groups, |of_prices| of_prices.max(of_groups));
    let show = |name: &str, timetable: &Timetable, bounds: Option<[usize; 2]>, seconds: f64| {
        let verdict = check(&event, timetable);
        assert!(verdict.violations.is_empty(), "{name}: {:?}", verdict.violations.first());
        let differences = Differences::between(&published, problem, timetable);
        let count = |change: Change, bound: Option<usize>| {
            let n = differences.count(change);
            bound.map_or(n.to_string(), |bound| format!("{n} ({bound})"))
        };
        let dropped = count(Change::Dropped, bounds.map(|b| b[0]));
        let moved = count(Change::Moved, bounds.map(|b| b[1]));
        println!("{name:10}{:>10}{dropped:>20}{moved:>20}{:>10}{seconds:>10.1}", timetable.len(), verdict.score.value);
        (differences.count(Change::Dropped), differences.count(Change::Moved))
    };
    let (dropped, moved) = show("replan", &near.timetable, Some(bounds), seconds);
    assert!(bounds[0] <= dropped && (dropped > bounds[0] || bounds[1] <= moved), "no bound is false");
    let start = Instant::now();
    let afresh = solved(&event, limit_s);
    let of_afresh = show("afresh", &afresh, None, start.elapsed().as_secs_f64());
    assert!((dropped, moved) <= of_afresh, "a new plan is at least as near");
}

fn solved(event: &Event, limit_s: f64) -> Timetable {
    let candidates = Candidates::new(event);
    let stop = Stop::new(Some(limit_s), Arc::default());
    solve(Problem::new(event, &candidates), Run::quiet(OPTIONS, &stop)).expect("a made-up event has a timetable").timetable
}

/// The first tables of the first hall are closed on the second day from 13:00 on.
fn changes(event: &Event) -> String {
    let date = event.grid.days[1].date;
    let of_hall = event.places.iter().filter(|place| place.hall == event.places[0].hall).take(N_CLOSED);
    let rows: String = of_hall.map(|place| format!("close,{},{date},13:00\n", place.id)).collect();
    format!("change,place_id,date,start\n{rows}")
}

fn as_published(event: &Event, meeting: &Meeting) -> PublishedMeeting {
    let interpreter = meeting.interpreter.map(|who| event.interpreters[who.ix()].id.clone());
    PublishedMeeting {
        id: String::new(),
        sme_id: event.party(meeting.sme).id.clone(),
        buyer_id: event.party(meeting.buyer).id.clone(),
        parties: Some((meeting.sme, meeting.buyer)),
        date: event.grid.date_of(meeting.slot),
        start_min: event.slot(meeting.slot).start_min,
        slot: Some(meeting.slot),
        place_id: event.place(meeting.place).id.clone(),
        place: Some(meeting.place),
        interpreter_id: interpreter.unwrap_or_default(),
        interpreter: meeting.interpreter,
        line: 0,
    }
}

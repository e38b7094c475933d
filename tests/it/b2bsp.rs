//! The B2B meeting scheduling benchmark: import, verdicts and proofs. The files themselves are used where they stand beside the repository.

#[allow(dead_code)] // the example prints what a test only compares
#[path = "../../examples/b2bsp/table.rs"]
mod table;

use koppex::candidates::Candidates;
use koppex::event::{Event, PairId, QualityPart};
use koppex::import::b2bsp::import;
use koppex::outcome::{Level, Status};
use koppex::problem::Problem;
use koppex::prove::{FewestGaps, JointPlacement, Patience, place_exactly};
use koppex::quality::{self, Quality};
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use std::path::PathBuf;

/// Four participants, two tables, four slots with lunch in the middle: P1 meets all others, P4 only in the last slot, P2 and P3 in the morning.
pub const SMALL: &str = "nBusiness = 4; nMeetings = 4; nTables = 2; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1,2,1, |1,3,1, |4,1,3, |2,3,3|]; forbidden = [{0},{0},{0},{1,2,3}];
fixed = [0,0,0,0]; precedences = [{},{1},{},{}];";

fn event_of(text: &str) -> Event {
    let files = import(text, "benchmark").expect("a benchmark file").files;
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())).collect();
    koppex::validate::event_from(&bytes).unwrap_or_else(|faults| panic!("{faults:?}")).0
}

/// The folder of the benchmark, if it is there.
fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/b2bsp");
    beside.is_dir().then_some(beside)
}

/// The fewest gaps, or `None` if not all meetings can be held.
fn verdict(text: &str) -> Option<i64> {
    let event = event_of(text);
    let candidates = Candidates::new(&event);
    let all: Vec<PairId> = candidates.pair_ids().collect();
    let problem = Problem::new(&event, &candidates);
    let start = match place_exactly(problem, &all, None, Patience::Endless, &Stop::never()) {
        JointPlacement::Placed(start) => start,
        JointPlacement::Impossible(_) => return None,
        JointPlacement::Unknown => panic!("nothing stopped it"),
    };
    let (cost, stop) = (quality::cost(&Quality::of(problem, &start).total, &event.quality), Stop::never());
    let proof = FewestGaps::new(problem, &all, cost, 2, &stop).prove(&start, &mut |_| {});
    assert!(proof.proved);
    assert_eq!(koppex::check::check(&event, &proof.timetable).violations, []);
    Some(proof.bound)
}

#[test]
fn a_small_file_is_solved_and_proved() {
    // P1 has the whole morning and then waits for P4; P2 waits while P1 meets P3, whom it can meet only after that.
    assert_eq!(verdict(SMALL), Some(2));
    // Both fixed to the same slot of P1.
    assert_eq!(verdict(&SMALL.replace("fixed = [0,0,0,0]", "fixed = [1,1,0,0]")), None);
}

#[test]
fn a_small_file_makes_a_row_of_the_table() {
    let row = table::run(SMALL, 20.0, false).expect("solved");
    assert_eq!(row.verdict, "2");
    assert!(row.bound <= 2);
    let searched = table::run(SMALL, 20.0, true).expect("solved");
    assert_eq!((searched.verdict.as_str(), searched.status), ("2", ""), "found without a proof");
}

/// Sixteen participants of four meetings each, packed into eight slots with four tables.
fn round_tables() -> String {
    let meetings =
        (1..=16).flat_map(|p| [1, 5].map(|step| format!("| {p},{},{}", (p - 1 + step) % 16 + 1, if p % 4 == 0 { 1 } else { 3 })));
    let requested: String = meetings.collect();
    format!(
        "nBusiness = 16; nMeetings = 32; nTables = 4; nTotalSlots = 8; nMorningSlots = 4; requested = [{requested}|]; \
         forbidden = [{{2}},{{6}},{{0}},{{0}},{{5}}]; fixed = []; precedences = [];"
    )
}

#[test]
fn a_proved_event_gives_the_same_timetable_again() {
    let event = event_of(&round_tables());
    let candidates = Candidates::new(&event);
    let options = SolveOptions { levels: 4, seed: 1, threads: 2, solver: SolverChoice::Auto };
    let run = || {
        let stop = Stop::new(Some(600.0), Default::default());
        let solved = solve(Problem::new(&event, &candidates), Run::quiet(options, &stop)).expect("it can be held");
        let quality = solved.levels.last().expect("level 4");
        assert_eq!((quality.level, quality.status), (Level::Quality, Status::ProvedOptimal), "{quality:?}");
        assert_eq!(solved.quality_bounds.map(|b| b[QualityPart::Gap]), Some(quality.value), "nothing but gaps costs anything");
        (solved.timetable, quality.value)
    };
    let (timetable, gaps) = run();
    assert!(gaps > 0, "there is something to prove");
    assert_eq!(run(), (timetable, gaps));
}

#[test]
fn published_verdicts_of_files_that_take_moments() {
    let Some(folder) = folder() else {
        eprintln!("the benchmark is not here: skipped");
        return;
    };
    let quick = [
        ("originals/forumt-14.original.dzn", Some(5)),
        ("originals/forumt-14crafd.original.dzn", Some(4)),
        ("originals/forum-13crafc.original.dzn", Some(1)),
        ("forbidden/tic-12.forb0003.dzn", None),
        ("forbidden/forum-14.forb0007.dzn", None),
        ("fixed/tic-12.fixed020-Forb.dzn", Some(1)),
        ("order/forumt-14.prec15.dzn", Some(5)),
    ];
    for (file, expected) in quick {
        let text = std::fs::read_to_string(folder.join(file)).expect("a file of the benchmark");
        assert_eq!(verdict(&text), expected, "{file}");
    }
}

#[test]
fn every_file_of_the_benchmark_becomes_an_event() {
    let Some(folder) = folder() else {
        eprintln!("the benchmark is not here: skipped");
        return;
    };
    let mut n_files = 0;
    for group in ["originals", "forbidden", "fixed", "order"] {
        for entry in std::fs::read_dir(folder.join(group)).expect("a folder of the benchmark") {
            let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("text");
            let event = event_of(&text);
            assert!(event.rules.peers && event.n_smes == event.parties.len() && !event.wishes.is_empty());
            n_files += 1;
        }
    }
    assert_eq!(n_files, 66);
}

/// Numbers that no event has are refused before anything is made of them.
#[test]
fn numbers_beyond_all_events_are_refused_at_once() {
    let started = std::time::Instant::now();
    for (from, to) in [
        ("nBusiness = 4", "nBusiness = 100000000"),
        ("nTotalSlots = 4", "nTotalSlots = 9223372036854775807"),
        ("forbidden = [", "forbidden = [{1..9223372036854775807}, "),
        ("forbidden = [", "forbidden = [{1..1000000000}, "),
    ] {
        assert!(SMALL.contains(from), "{from} in {SMALL}");
        let Err(error) = import(&SMALL.replacen(from, to, 1), "benchmark") else { panic!("{to} was taken") };
        assert!(format!("{error:#}").contains("is not between -1000000 and 1000000"), "{error:#}");
    }
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}

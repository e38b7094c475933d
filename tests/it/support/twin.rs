//! One event looked at from every side: the solver, the checker, the naive reading that tries every timetable, and the written files.

use super::draw::Files;
use super::naive::{Naive, Parts, TooMany};
use koppex::candidates::Candidates;
use koppex::check::{Checker, Published, WrittenMeeting};
use koppex::event::{Event, InterpreterId, Lang, PartyId, PlaceId, SlotId};
use koppex::explain;
use koppex::outcome::{Level, LevelResult, Outcome, Status};
use koppex::problem::Problem;
use koppex::quality::Quality;
use koppex::report::{FORMATS, File, Report, RunFacts};
use koppex::rule::RuleId;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, Solved, Unsolved, solve};
use koppex::stop::Stop;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::collections::BTreeSet;

/// Seconds after which the solver stops.
const LIMIT_S: f64 = 20.0;
/// Sets of meetings looked at in one event.
const MOST_TIMETABLES: usize = 6_000;
/// Sets of meetings drawn at random on which checker and naive reading must agree.
const N_DRAWN: usize = 40;
/// Of the timetables tried, one in this many is shown to the checker too.
const CHECKED: usize = 8;

/// What is wrong with an event.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The same for failures with the same cause, as far as one can see.
    pub kind: String,
    pub detail: String,
}

/// What came of an event in which nothing is wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// No timetable holds all rules, and the solver says so.
    pub infeasible: bool,
    /// How many of the four levels were proved.
    pub n_proved: usize,
    /// How many of levels 1 to 3 the second opinion certified from the written prices.
    pub n_certified: usize,
    /// How many were the best, proved or not.
    pub n_best: usize,
}

/// Why an event was not looked at.
#[derive(Debug)]
pub enum Skipped {
    /// Codes of the diagnostics.
    Refused(Vec<&'static str>),
    TooMany,
    /// Nothing can be held.
    Nothing,
}

fn fail<T>(kind: impl Into<String>, detail: impl Into<String>) -> Result<T, Failure> {
    Err(Failure { kind: kind.into(), detail: detail.into() })
}

/// The event of a folder, if it is one, with all it can hold.
pub fn read(files: &Files) -> Result<Event, Skipped> {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    match koppex::validate::event_from(&bytes) {
        Ok((event, _)) => Ok(event),
        Err(faults) => Err(Skipped::Refused(faults.iter().filter(|f| f.is_error()).map(|f| f.code).collect())),
    }
}

/// Looks at an event from every side: what the solver found, and everything that is wrong.
pub fn examine(files: &Files, event: &Event) -> Result<(Found, Vec<Failure>), Skipped> {
    let naive = Naive::new(event);
    if naive.choices().is_empty() && event.pins.is_empty() {
        return Err(Skipped::Nothing);
    }
    let mut best = BTreeSet::new();
    let mut failures = Vec::new();
    let (checker, mut n) = (Checker::new(event), 0);
    let tried = naive.every_timetable(MOST_TIMETABLES, &mut |held, clean| {
        n += 1;
        if clean {
            best.insert(key(naive.values(held)));
        }
        if failures.is_empty() && n % CHECKED == 0 {
            failures.extend(compare_readings(event, &naive, &checker, held).err());
        }
    });
    if let Err(TooMany) = tried {
        return Err(Skipped::TooMany);
    }
    failures.extend(naive.misread(files).map(|detail| Failure { kind: "misread".into(), detail }));
    let slots = naive.slots_across_a_clock_change();
    if !slots.is_empty() {
        failures.push(Failure { kind: "grid: a slot across a clock change".into(), detail: format!("{slots:?}") });
    }
    if failures.is_empty() {
        failures.extend(drawn(event, &naive, &checker).err());
    }
    let found = answer(event, &naive, &checker, &best).unwrap_or_else(|failure| {
        failures.push(failure);
        Found::default()
    });
    Ok((found, failures))
}

/// The solver's answer.
fn answer(event: &Event, naive: &Naive, checker: &Checker, best: &BTreeSet<[i64; 4]>) -> Result<Found, Failure> {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    match (solved(problem), best.first()) {
        (Err(Unsolved::Contradiction(conflicts)), Some(best)) => {
            fail("false contradiction", format!("{conflicts:?}, but {best:?}"))
        }
        (Err(Unsolved::Contradiction(_)), None) => Ok(Found { infeasible: true, ..Found::default() }),
        (Err(Unsolved::Stopped), best) => fail("stopped without an answer", format!("{best:?}")),
        (Ok(solved), None) => {
            let rules = judge(event, naive, checker, &solved).err();
            fail("a timetable where there is none", format!("{rules:?}"))
        }
        (Ok(solved), Some(_)) => {
            judge(event, naive, checker, &solved)?;
            let found = levels(naive, best, &solved)?;
            repeated(problem, &solved)?;
            let n_certified = written(problem, checker, solved)?;
            Ok(Found { n_certified, ..found })
        }
    }
}

/// Smaller is better.
fn key([must, shortfall, value, quality]: [i64; 4]) -> [i64; 4] {
    [must, shortfall, -value, quality]
}

/// Threads and seed of the search differ from event to event.
fn solved(problem: Problem) -> Result<Solved, Unsolved> {
    let differs = problem.event.wishes.len() + problem.event.windows.len();
    let options = SolveOptions { levels: 4, seed: differs as u64, threads: 1 + differs % 2, solver: SolverChoice::Auto };
    solve(problem, Run::quiet(options, &Stop::never().within(LIMIT_S)))
}

/// A second run on some of the events: the same answer.
fn repeated(problem: Problem, solved: &Solved) -> Result<(), Failure> {
    if !problem.event.wishes.len().is_multiple_of(4) {
        return Ok(());
    }
    match self::solved(problem) {
        Ok(again) if again.timetable == solved.timetable && again.levels == solved.levels => Ok(()),
        again => fail("another answer to the same question", format!("{:?}\n{again:?}", solved.levels)),
    }
}

/// Rules and values of meetings, as the checker and as the naive reading have them.
fn compare_readings(event: &Event, naive: &Naive, checker: &Checker, held: &[WrittenMeeting]) -> Result<(), Failure> {
    let (verdict, mut mine) = (checker.check(held), naive.broken(held));
    let mut theirs = verdict.broken_rules();
    if mine.contains(&RuleId::OneAtATime) || mine.contains(&RuleId::Once) {
        // Which meetings follow each other is open where a party is at two places at once.
        mine.retain(|rule| *rule != RuleId::Walk);
        theirs.retain(|rule| *rule != RuleId::Walk);
    }
    if mine != theirs {
        let only =
            |a: &[RuleId], b: &[RuleId]| a.iter().filter(|r| !b.contains(r)).map(|r| r.code()).collect::<Vec<_>>().join("+");
        let kind = format!("checker and naive reading: rules (checker {} naive {})", only(&theirs, &mine), only(&mine, &theirs));
        return fail(kind, format!("{}\nchecker: {:#?}", show(event, held), verdict.violations));
    }
    if !mine.is_empty() {
        return Ok(());
    }
    let (mine, theirs) = (naive.values(held), verdict.score.levels());
    for (level, (a, b)) in Level::ALL.iter().zip(mine.iter().zip(theirs)) {
        if *a != b {
            let parts: Vec<(Parts, _)> =
                event.party_ids().map(|p| (naive.parts(held, p), verdict.units.by_party[p.ix()])).collect();
            let kind = format!("checker and naive reading: {}", level.name());
            return fail(kind, format!("{}\nchecker {theirs:?}, naive {mine:?}\n{parts:#?}", show(event, held)));
        }
    }
    Ok(())
}

/// Meetings drawn at random, most of which break something.
fn drawn(event: &Event, naive: &Naive, checker: &Checker) -> Result<(), Failure> {
    let mut random = Pcg64::seed_from_u64(1);
    let mut below = |n: usize| random.random_range(0..n);
    let choices = naive.choices();
    for _ in 0..N_DRAWN {
        let mut held = Vec::new();
        for _ in 0..below(4) + 1 {
            if !choices.is_empty() && below(2) == 0 {
                held.push(choices[below(choices.len())]);
                continue;
            }
            let (a, b) = (PartyId::at(below(event.parties.len())), PartyId::at(below(event.parties.len())));
            if naive.is_connected(a, b) && event.n_slots() > 0 && !event.places.is_empty() {
                let interpreter = below(2 + event.interpreters.len()).checked_sub(2).map(InterpreterId::at);
                let (slot, place) = (SlotId::at(below(event.n_slots())), PlaceId::at(below(event.places.len())));
                held.push(WrittenMeeting { sme: a, buyer: b, slot, place: Some(place), interpreter, line: 0 });
            }
        }
        compare_readings(event, naive, checker, &held)?;
    }
    Ok(())
}

/// The solver's timetable before both judges.
fn judge(event: &Event, naive: &Naive, checker: &Checker, solved: &Solved) -> Result<(), Failure> {
    let held: Vec<WrittenMeeting> = solved.timetable.meetings().iter().map(WrittenMeeting::from).collect();
    let (broken, verdict) = (naive.broken(&held), checker.check(&held));
    let codes = |rules: &[RuleId]| rules.iter().map(|r| r.code()).collect::<Vec<_>>().join("+");
    if !broken.is_empty() {
        return fail(format!("solver against naive reading: {}", codes(&broken)), show(event, &held));
    }
    if !verdict.is_clean() {
        let kind = format!("solver against checker: {}", codes(&verdict.broken_rules()));
        return fail(kind, format!("{}\n{:#?}", show(event, &held), verdict.violations));
    }
    for (level, (a, b)) in solved.levels.iter().zip(naive.values(&held).into_iter().zip(verdict.score.levels())) {
        if (level.value, level.value) != (a, b) {
            let kind = format!("false value of {}", level.level.name());
            return fail(kind, format!("{}\n{level:?}: naive {a}, checker {b}", show(event, &held)));
        }
    }
    Ok(())
}

/// The bounds and proofs of all levels.
fn levels(naive: &Naive, best: &BTreeSet<[i64; 4]>, solved: &Solved) -> Result<Found, Failure> {
    let held: Vec<WrittenMeeting> = solved.timetable.meetings().iter().map(WrittenMeeting::from).collect();
    let mine = key(naive.values(&held));
    let first = best.first().expect("there is a timetable");
    let mut found = Found::default();
    for (i, level) in solved.levels.iter().enumerate() {
        let LevelResult { value, bound, status, .. } = *level;
        // "among all timetables that are at least as good at every earlier level"
        let reachable = best.iter().filter(|other| (0..i).all(|k| other[k] <= mine[k])).map(|other| other[i]).min();
        let best_here = reachable.expect("its own") * if level.level == Level::Value { -1 } else { 1 };
        let sound = if level.level == Level::Value { bound >= best_here } else { bound <= best_here };
        if !sound {
            let what = if status == Status::ProvedOptimal { "proof" } else { "bound" };
            return fail(format!("false {what} of {}", level.level.name()), format!("{level:?}: {best_here} is possible"));
        }
        if (status == Status::ProvedOptimal) != (value == bound) {
            return fail("a status that its bound does not have", format!("{level:?}"));
        }
        found.n_proved += usize::from(status == Status::ProvedOptimal);
        found.n_best += usize::from(mine[..=i] == first[..=i]);
    }
    Ok(found)
}

/// The files of a run as `schedule` writes them, read back and judged. Gives how many levels are certified.
fn written(problem: Problem, checker: &Checker, solved: Solved) -> Result<usize, Failure> {
    let event = problem.event;
    let Solved { timetable, levels, quality_bounds, certificate, .. } = solved;
    let unmet = explain::unmet(problem, &timetable, &levels);
    let quality = Quality::of(problem, &timetable);
    let outcome = Outcome { levels, unmet, quality_bounds, certificate: Some(certificate) };
    let run = RunFacts { seed: 1, solver: "microlp".into(), ..RunFacts::default() };
    let report = Report::new(problem, &timetable, &quality, &outcome, &run);
    let files: Vec<File> = FORMATS
        .iter()
        .filter(|f| ["csv", "json"].contains(&f.name))
        .flat_map(|f| (f.render)(&report).expect("these formats need nothing"))
        .collect();
    let bytes = |name: &str| files.iter().find(|f| f.path == name).map(|f| f.bytes.as_slice());
    let meetings = bytes("meetings.csv").expect("written");
    let back = match checker.read_meetings(meetings) {
        Ok(back) => back,
        Err(unread) => return fail("unread", format!("{unread:#?}\n{}", String::from_utf8_lossy(meetings))),
    };
    let published =
        Published { summary_json: bytes("summary.json"), unmet_csv: bytes("unmet.csv"), parties_csv: bytes("parties.csv") };
    let mut faults: Vec<String> = checker.check_read(&back).violations.iter().map(|v| format!("{}: {}", v.rule, v.en)).collect();
    let cells = back.faults.iter().cloned().chain(checker.compare_published(&back, &published));
    faults.extend(cells.map(|fault| format!("{fault}: {}", fault.sentence(Lang::En))));
    let same = back.timetable(event) == timetable;
    if !faults.is_empty() || !same {
        let first = faults.first().map_or("another timetable", |f| f.split(':').next().unwrap_or(""));
        return fail(format!("read back: {first}"), format!("{faults:#?}\n{}", String::from_utf8_lossy(meetings)));
    }
    certified(checker, bytes("prices.csv").unwrap_or_default(), bytes("summary.json").expect("written"))
}

/// Levels that the price list certifies. A row that the checker cannot confirm is what `schedule` leaves out again; nothing else may be refused.
fn certified(checker: &Checker, prices: &[u8], summary: &[u8]) -> Result<usize, Failure> {
    let Some(opinion) = checker.certify_published(Some(prices), summary) else { return Ok(0) };
    if let Some(fault) = opinion.verdict.faults.iter().find(|fault| !fault.column.contains("/certificate/rows/")) {
        let texts = [prices, summary].map(String::from_utf8_lossy);
        return fail(
            format!("price list: {}", fault.column.trim_end_matches(char::is_numeric)),
            format!("{fault}: {}\n{}\n{}", fault.en, texts[0], texts[1]),
        );
    }
    Ok(opinion.levels.iter().filter(|level| level.is_certified).count())
}

/// Meetings in words.
pub fn show(event: &Event, held: &[WrittenMeeting]) -> String {
    let one = |h: &WrittenMeeting| {
        let (day, min) = (event.grid.date_of(h.slot), event.slot(h.slot).start_min);
        let place = h.place.map_or("-", |p| event.place(p).id.as_str());
        let interpreter = h.interpreter.map_or("", |i| event.interpreters[i.ix()].id.as_str());
        let (a, b) = (event.party(h.sme), event.party(h.buyer));
        format!("{:?}:{} {:?}:{} {day} {:02}:{:02} {place} {interpreter}", a.side, a.id, b.side, b.id, min / 60, min % 60)
    };
    held.iter().map(one).collect::<Vec<_>>().join("\n")
}

//! Rule R13 on whole timetables: the numbers of gaps of any two parties differ by at most so many.

use super::conflict::Conflict;
use super::run::SolveOptions;
use super::score::pairs_of;
use crate::event::{Event, PairId};
use crate::place::place;
use crate::polish::{PolishOptions, polish};
use crate::problem::Problem;
use crate::prove::{Exact, place_evenly};
use crate::quality::Quality;
use crate::rule::RuleId;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Seconds that the search, and then the proof, may spend on a timetable that breaks the rule, and the most of the time left.
const LIMIT_S: f64 = 5.0;
const LIMIT_SHARE: f64 = 0.1;
/// Of the time left, what the question whether any timetable obeys the rule may take.
const FIRST_SHARE: f64 = 0.5;

/// Whether R13 holds.
pub fn is_even(problem: Problem, timetable: &Timetable) -> bool {
    let Some(most) = problem.event.rules.max_gap_difference else { return true };
    let quality = Quality::of(problem, timetable);
    let gaps = || quality.by_party.iter().map(|units| units.gaps);
    gaps().max().unwrap_or(0) - gaps().min().unwrap_or(0) <= i64::from(most)
}

/// The fixed meetings, with others if R13 needs them; without others, and uneven, if the limit came before an answer.
///
/// # Errors
/// If it is proved that no timetable with the fixed meetings obeys R13.
pub fn first_timetable(problem: Problem, seed: u64, stop: &Stop) -> Result<Timetable, Conflict> {
    let Problem { event, candidates } = problem;
    let fixed: Vec<PairId> = candidates.pair_ids().filter(|id| candidates.pair(*id).fixed.is_some()).collect();
    let timetable = place(problem, &fixed, seed, stop).timetable;
    if is_even(problem, &timetable) {
        return Ok(timetable);
    }
    let share = stop.left_s().map_or_else(|| stop.clone(), |left| stop.within(left * FIRST_SHARE));
    let usable: Vec<PairId> = candidates.pair_ids().filter(|id| candidates.pair(*id).usable()).collect();
    match place_evenly(problem, &usable, &timetable, &share) {
        Exact::Placed(even) => Ok(even),
        Exact::Impossible(_) => Err(conflict(event)),
        Exact::Unknown => Ok(timetable),
    }
}

/// The timetable, or one that obeys R13 if it does not: of the same pairs if the search or the proof finds one, else of fewer of them.
pub fn evened(problem: Problem, timetable: Timetable, options: &SolveOptions, stop: &Stop) -> Option<Timetable> {
    if is_even(problem, &timetable) {
        return Some(timetable);
    }
    let share = || stop.within(stop.left_s().map_or(LIMIT_S, |left| (left * LIMIT_SHARE).min(LIMIT_S)));
    // Any cost will do once the rule holds.
    let search = PolishOptions { seed: options.seed, threads: options.threads, bound: i64::MAX, moves: None };
    let better = polish(problem, &timetable, &search, &share(), &mut |_| {});
    if is_even(problem, &better) {
        return Some(better);
    }
    let held: Vec<PairId> = pairs_of(problem.candidates, &better).collect();
    match place_evenly(problem, &held, &better, &share()) {
        Exact::Placed(even) => Some(even),
        Exact::Impossible(_) | Exact::Unknown => None,
    }
}

/// The fixed meetings stand, but every timetable with them breaks R13.
fn conflict(event: &Event) -> Conflict {
    let most = event.rules.max_gap_difference.unwrap_or(0);
    Conflict {
        rule: RuleId::EvenGaps,
        en: format!("no timetable that holds the fixed meetings keeps the parties' gaps within {most} of each other (proved)"),
        ko: format!("고정 상담을 지키면서 참가자 사이의 빈 시간 수 차이를 {most} 이내로 하는 시간표는 없음(증명됨)"),
    }
}

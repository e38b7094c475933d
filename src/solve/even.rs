//! Rule R13 on whole timetables: the numbers of gaps of any two parties differ by at most `max_gap_difference`.

use super::level_values::{holds_fixed, pairs_of};
use super::run::SolveOptions;
use crate::event::{PairId, QualityPart};
use crate::polish::{PolishOptions, polish};
use crate::problem::Problem;
use crate::prove::{JointPlacement, place_evenly};
use crate::quality::Quality;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Moves of each walk that the search may take on a timetable that breaks the rule; about 3 million take a second.
const MOVES: u64 = 3_000_000;
/// Effort that the proof may take then, in decisions times pairs.
const EFFORT: u64 = 30_000_000;

/// Whether R13 holds.
pub fn is_even(problem: Problem, timetable: &Timetable) -> bool {
    let Some(most) = problem.event.rules.max_gap_difference else { return true };
    let quality = Quality::of(problem, timetable);
    let gaps = || quality.by_party.iter().map(|units| units[QualityPart::Gap]);
    gaps().max().unwrap_or(0) - gaps().min().unwrap_or(0) <= i64::from(most)
}

/// Whether a timetable holds all fixed meetings and R13 holds: what the search itself does not see to.
pub fn is_acceptable(problem: Problem, timetable: &Timetable) -> bool {
    holds_fixed(problem.candidates, timetable) && is_even(problem, timetable)
}

/// The timetable, or one that obeys R13 if it does not: of the same pairs if the search or the proof finds one, else of fewer of them. `None` if it
/// does not hold all fixed meetings.
pub fn evened(problem: Problem, timetable: Timetable, options: &SolveOptions, stop: &Stop) -> Option<Timetable> {
    if !holds_fixed(problem.candidates, &timetable) {
        return None;
    }
    if is_even(problem, &timetable) {
        return Some(timetable);
    }
    // Any cost will do once the rule holds.
    let search = PolishOptions { seed: options.seed, threads: options.threads, bound: i64::MAX, moves: Some(MOVES) };
    let better = polish(problem, &timetable, &search, stop, &mut |_| {});
    if is_even(problem, &better) {
        return Some(better);
    }
    let held: Vec<PairId> = pairs_of(problem.candidates, &better).collect();
    let decisions = EFFORT / held.len().max(1) as u64;
    match place_evenly(problem, &held, &better, Some(decisions), stop) {
        JointPlacement::Placed(even) => Some(even).filter(|t| is_acceptable(problem, t)),
        JointPlacement::Impossible(_) | JointPlacement::Unknown => None,
    }
}

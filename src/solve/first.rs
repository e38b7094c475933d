//! The first timetable: all fixed meetings, others only where a rule needs them; or the proof that there is none.

use super::conflict::{Unsolved, impossible_pins, together, uneven};
use super::even::is_even;
use super::level_values::{fixed_pairs, holds_fixed};
use crate::event::PairId;
use crate::place::place;
use crate::problem::Problem;
use crate::prove::{HoldAll, JointPlacement, hold_all, place_evenly};
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Of the time left, what the question whether any timetable obeys R13 may take.
const EVEN_SHARE: f64 = 0.5;

/// A timetable that keeps every hard rule; R13 is still broken only if the limit came before an answer.
///
/// # Errors
/// If it is proved that there is none, or if the run must stop before either is found.
pub fn first_timetable(problem: Problem, seed: u64, stop: &Stop) -> Result<Timetable, Unsolved> {
    let conflicts = impossible_pins(problem);
    if !conflicts.is_empty() {
        return Err(Unsolved::Contradiction(conflicts));
    }
    let fixed = fixed_pairs(problem.candidates);
    let timetable = with_fixed(problem, &fixed, seed, stop)?;
    if is_even(problem, &timetable) {
        return Ok(timetable);
    }
    // In the remaining time, other meetings may be found that even it out.
    let share = stop.left_s().map_or_else(|| stop.clone(), |left| stop.within(left * EVEN_SHARE));
    let schedulable: Vec<PairId> =
        problem.candidates.pair_ids().filter(|id| problem.candidates.pair(*id).schedulable()).collect();
    match place_evenly(problem, &schedulable, &timetable, None, &share) {
        JointPlacement::Placed(even) => Ok(even),
        JointPlacement::Impossible(_) => Err(Unsolved::Contradiction(vec![uneven(problem.event)])),
        JointPlacement::Unknown => Ok(timetable),
    }
}

/// The fixed meetings under rules R01 to R12: quickly placed, or all at once by SAT.
fn with_fixed(problem: Problem, fixed: &[PairId], seed: u64, stop: &Stop) -> Result<Timetable, Unsolved> {
    let placed = place(problem, fixed, seed, stop).timetable;
    if holds_fixed(problem.candidates, &placed) {
        return Ok(placed);
    }
    match hold_all(problem, fixed, stop) {
        HoldAll::Held(timetable) => Ok(timetable),
        HoldAll::Impossible(found) => Err(Unsolved::Contradiction(together(problem, &found))),
        HoldAll::Unknown => Err(Unsolved::Stopped),
    }
}

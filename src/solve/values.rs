//! Levels 1 to 3: the network and the compact program select, placement puts the selection on the grid, and what does not fit becomes
//! a row of the program.
//!
//! Network and program relax every timetable, so their optimum is a bound at any moment; a timetable that meets it is proved optimal
//! (logic-based Benders decomposition, Hooker & Ottosson 2003).

use super::even;
use super::level_values::{LevelValues, fixed_pairs};
use super::run::Run;
use crate::bounds::{Cut, Priced, Tightening};
use crate::candidates::Pair;
use crate::event::{PairId, PartyId};
use crate::outcome::{Certificate, Level, LevelResult, Status};
use crate::place::{ImproveOptions, Placement, improve_value, place_from};
use crate::prices::{PairFixing, PriceList, Valuation};
use crate::problem::Problem;
use crate::prove::{JointPlacement, Patience, cores_are_final, lift_core, place_exactly, place_nearby};
use crate::select::compact::{Compact, LearnedRow, RowReason, Targets};
use crate::select::hall::violated_rows;
use crate::select::lp::{self, Answer};
use crate::select::network::{Aim, MOST_SCALE, Network};
use crate::select::separate::separating_row;
use crate::stop::Stop;
use crate::timetable::Timetable;
use crate::triple::Triple;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The best timetable at levels 1 to 3 and how good each of the levels asked for is.
#[derive(Clone, Debug)]
pub struct Values {
    pub timetable: Timetable,
    pub levels: Vec<LevelResult>,
    /// What is known about each pair in every timetable that is as good at levels 1 to 3.
    pub settled: Vec<PairFixing>,
    /// What certifies the bounds, as far as prices can.
    pub certificate: Certificate,
}

/// Seeds with which the network's selection is tried on the grid, and how many pairs may be left out for another seed to be worth its time.
const FIRST_SEEDS: u64 = 12;
const FEW_LEFT_OUT: usize = 10;
/// From so many pairs on the compact program takes longer than looking for room for what is left out of the network's selection.
const MANY_PAIRS: usize = 50_000;
/// Rounds without a fuller timetable before the search for room ends.
const FILLING_ROUNDS: u64 = 2;
/// Seeds with which a round throws others out, each from where the last one ended: they cost little beside what looks near each pair.
const SEEDS_OF_ROUND: u64 = 10;
/// Other selections worth as much that are tried where one does not fit, before the question whether it can fit at all, which may take long.
const OTHER_SELECTIONS: usize = 8;
/// The same of the network, right after its first selection.
const OTHERS_OF_NETWORK: usize = 3;
/// Trials at exchanging pairs right after a placement, and when nothing more can be learned.
const QUICK_TRIALS: usize = 4_000;
const THOROUGH_TRIALS: usize = 50_000;

/// The state of the loop.
struct BendersLoop<'a, 'r> {
    problem: Problem<'a>,
    run: &'a mut Run<'r>,
    learned: Vec<LearnedRow>,
    best: LevelValues,
    timetable: Timetable,
    /// The first timetable: where the fixed meetings can stand.
    first: Timetable,
    n_musts: i64,
    prices: PriceList,
    valuation: Valuation,
    /// Prices for the points alone, once they are asked for.
    points: OnceCell<(Valuation, i64)>,
}

/// A level to be optimised: what earlier levels must keep, a bound that is known already, and the prices that fix pairs within it.
struct LevelGoal<'v> {
    level: Level,
    targets: Targets,
    bound: i64,
    fixing: Option<Fixing<'v>>,
}

/// Prices by which pairs can be fixed in timetables of more points than the best.
#[derive(Clone, Copy)]
struct Fixing<'v> {
    valuation: &'v Valuation,
    /// What such timetables reach besides points.
    goal: Triple,
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
    let mut network = Network::until(problem, Aim::Lexicographic, run.stop);
    let prices = network.prices(problem);
    let valuation = Valuation::of(problem, &prices);
    let best = LevelValues::of(problem, &first);
    let n_musts = problem.candidates.n_musts();
    let (learned, timetable) = (Vec::new(), first.clone());
    let points = OnceCell::new();
    let mut work = BendersLoop { problem, run, learned, best, timetable, first, n_musts, prices, valuation, points };
    let bound = work.level_bounds();
    let selected = selection_of(problem, &network);
    let timetable = work.try_seeds(&selected, &bound);
    work.try_others(&mut network, (&selected, &timetable), &bound);
    let reached = work.all_levels(bound);
    work.tighten(&mut network, &reached);
    let levels = work.results(reached);
    Values {
        settled: work.settled(),
        timetable: work.timetable,
        levels: levels.into_iter().take(work.run.options.levels.min(3) as usize).collect(),
        certificate: Certificate { bound: work.valuation.bound(), prices: work.prices, n_musts },
    }
}

impl BendersLoop<'_, '_> {
    /// Puts the network's selection on the grid, from seed to seed. Ends where two seeds leave equally few pairs out: then it is rarely luck. In large
    /// events room is looked for at once. Gives the last timetable.
    fn try_seeds(&mut self, selected: &[PairId], bound: &LevelValues) -> Timetable {
        let first = self.run.options.seed;
        let mut fewest = usize::MAX;
        let mut timetable = Timetable::default();
        for seed in first..first + FIRST_SEEDS {
            let placement = place_from(self.problem, &self.first, selected, seed, self.run.stop);
            timetable = placement.timetable;
            self.offer(timetable.clone());
            let n_left_out = placement.unplaced.len();
            if n_left_out == 0 || n_left_out == fewest || fewest.min(n_left_out) > FEW_LEFT_OUT || self.meets(bound) {
                break;
            }
            fewest = fewest.min(n_left_out);
        }
        if !self.meets(bound) && self.problem.candidates.pairs.len() > MANY_PAIRS {
            timetable = self.fuller(selected, timetable);
        }
        timetable
    }

    /// Tries other selections of the network that are worth as much, without the pairs for which there was no room in those before.
    fn try_others(&mut self, network: &mut Network, misfit: (&[PairId], &Timetable), bound: &LevelValues) {
        let problem = self.problem;
        // Where some slots are too few for what is selected, the program has a row to learn.
        if !violated_rows(problem, misfit.0).is_empty() {
            return;
        }
        let mut avoided: BTreeSet<PairId> = self.left_out(misfit.0, misfit.1).collect();
        for _ in 0..OTHERS_OF_NETWORK {
            // Of fewer than that many, all together weigh less than a point.
            if self.meets(bound) || avoided.is_empty() || avoided.len() as i64 >= MOST_SCALE || self.run.stop.now() {
                break;
            }
            network.solve_with(MOST_SCALE, |id| {
                let less = if avoided.contains(&id) { Triple::points(1) } else { Triple::ZERO };
                Network::worth_of(problem, Aim::Lexicographic, id) * MOST_SCALE - less
            });
            let other = selection_of(problem, network);
            if !violated_rows(problem, &other).is_empty() {
                break;
            }
            let timetable = self.placed(&other).timetable;
            let n_before = avoided.len();
            avoided.extend(self.left_out(&other, &timetable));
            self.offer(timetable);
            if avoided.len() == n_before {
                break;
            }
        }
    }

    /// What the prices say about each level. The bound of a level holds among timetables that reach the bounds before it; where rounding leaves
    /// a later level without one, it is what parties and points alone allow.
    fn level_bounds(&self) -> LevelValues {
        let (musts, shortfall, value) = self.valuation.whole_bound();
        let must_unheld = self.n_musts - musts;
        let shortfall = shortfall.filter(|_| must_unheld >= 0).map(|negated| -negated);
        let value = value.filter(|_| shortfall.is_some_and(|s| s >= 0));
        LevelValues {
            must_unheld: must_unheld.max(0),
            shortfall: shortfall.unwrap_or(0).max(0),
            value: value.unwrap_or_else(|| self.points_alone().1),
        }
    }

    /// Prices for the points alone, and the bound they prove.
    fn points_alone(&self) -> &(Valuation, i64) {
        self.points.get_or_init(|| points_alone(self.problem, &self.prices, self.run.stop))
    }

    fn all_levels(&mut self, bound: LevelValues) -> LevelValues {
        self.report(Level::Value, bound.value);
        if self.meets(&bound) {
            return bound;
        }
        let compact = Compact::new(self.problem);
        let bound = self.raised_to_least(&compact, bound);
        self.all_at_once(&compact, bound).unwrap_or_else(|| self.one_by_one(&compact, bound))
    }

    /// The bounds of the prices, raised to what parties and pairs, each on its own, make impossible. What the prices say of a level holds only
    /// where the levels before reach what the prices say of them.
    fn raised_to_least(&self, compact: &Compact, priced: LevelValues) -> LevelValues {
        let least = compact.least_targets();
        let (least_unheld, least_short) = (least.must_unheld.unwrap_or(0), least.shortfall.unwrap_or(0));
        let mut bound = priced;
        if least_unheld > priced.must_unheld {
            (bound.must_unheld, bound.shortfall) = (least_unheld, 0);
        }
        bound.shortfall = bound.shortfall.max(least_short);
        if (bound.must_unheld, bound.shortfall) != (priced.must_unheld, priced.shortfall) {
            bound.value = self.points_alone().1;
        }
        bound
    }

    /// Maximises value among timetables that lose no more musts and minimums than the prices say they must. `None` if there is none.
    fn all_at_once(&mut self, compact: &Compact, bound: LevelValues) -> Option<LevelValues> {
        let targets = Targets { must_unheld: Some(bound.must_unheld), shortfall: Some(bound.shortfall) };
        let goal = Triple { value: 0, ..bound.triple(self.n_musts) };
        let valuation = self.valuation.clone();
        let fixing = Some(Fixing { valuation: &valuation, goal });
        let value = self.raise(compact, &LevelGoal { level: Level::Value, targets, bound: bound.value, fixing });
        let met = self.best.must_unheld == bound.must_unheld && self.best.shortfall == bound.shortfall;
        met.then_some(LevelValues { value, ..bound })
    }

    /// One level after the other, each with the values reached before as targets.
    fn one_by_one(&mut self, compact: &Compact, least: LevelValues) -> LevelValues {
        let mut targets = Targets { must_unheld: None, shortfall: None };
        let mut bound = least;
        if self.best.must_unheld > least.must_unheld {
            let goal = LevelGoal { level: Level::MustUnheld, targets, bound: least.must_unheld, fixing: None };
            bound.must_unheld = self.raise(compact, &goal);
        }
        targets.must_unheld = Some(self.best.must_unheld);
        if self.best.must_unheld > least.must_unheld {
            bound.shortfall = compact.least_targets().shortfall.unwrap_or(0);
        }
        if self.best.shortfall > bound.shortfall {
            let goal = LevelGoal { level: Level::Shortfall, targets, bound: bound.shortfall, fixing: None };
            bound.shortfall = self.raise(compact, &goal);
        }
        targets.shortfall = Some(self.best.shortfall);
        let (valuation, value) = self.points_alone().clone();
        let fixing = Some(Fixing { valuation: &valuation, goal: Triple::ZERO });
        bound.value = self.raise(compact, &LevelGoal { level: Level::Value, targets, bound: value, fixing });
        bound
    }

    /// Looks for prices that prove the bounds reached, on what the network leaves out and the rows were learned from.
    fn tighten(&mut self, network: &mut Network, reached: &LevelValues) {
        let target = reached.triple(self.n_musts);
        if self.valuation.bound() <= target * self.valuation.scale {
            return;
        }
        let problem = self.problem;
        let cuts: Vec<Cut> = self.learned.iter().filter_map(|row| cut_of(problem, row)).collect();
        let tightening = Tightening { problem, target, solver: self.run.options.solver, stop: self.run.stop };
        self.prices = tightening.of(network, &self.prices, cuts);
        self.valuation = Valuation::of(problem, &self.prices);
    }

    /// Optimises one level within its targets until a timetable meets the bound, nothing more can be learned, or it is time to stop.
    /// The bound reached.
    fn raise(&mut self, compact: &Compact, goal: &LevelGoal) -> i64 {
        let mut bound = goal.bound;
        while !self.run.stop.now() && !self.reached(goal, bound) {
            let selected = match self.select(compact, goal, &BTreeSet::new()) {
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
            let placement = self.placed(&selected);
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
            if self.reached(goal, bound) || self.one_as_good_fits(compact, goal, bound, (&selected, &fuller)) {
                break;
            }
            if !self.learn(&selected, &fuller, bound) {
                break;
            }
        }
        bound
    }

    /// The selected pairs on the grid, as far as they fit: from the first timetable or from the best one, whichever leaves fewer out.
    fn placed(&self, selected: &[PairId]) -> Placement {
        let from = |start| place_from(self.problem, start, selected, self.run.options.seed, self.run.stop);
        let anew = from(&self.first);
        let near = if anew.unplaced.is_empty() { None } else { Some(from(&self.timetable)) };
        near.filter(|near| near.unplaced.len() < anew.unplaced.len()).unwrap_or(anew)
    }

    /// Looks for room for the selected pairs that a placement left out: by throwing others out, then near each of them, in turns.
    fn fuller(&mut self, selected: &[PairId], mut timetable: Timetable) -> Timetable {
        let mut last_fuller = 0;
        for round in 1.. {
            if timetable.len() == selected.len() || round > last_fuller + FILLING_ROUNDS || self.run.stop.now() {
                break;
            }
            let n_before = timetable.len();
            let first = self.run.options.seed + round * SEEDS_OF_ROUND;
            for seed in first..first + SEEDS_OF_ROUND {
                if timetable.len() == selected.len() || self.run.stop.now() {
                    break;
                }
                timetable = place_from(self.problem, &timetable, selected, seed, self.run.stop).timetable;
            }
            self.offer(timetable.clone());
            if timetable.len() < selected.len() {
                timetable = place_nearby(self.problem, selected, &timetable, self.run.stop);
            }
            if timetable.len() > n_before {
                last_fuller = round;
            }
        }
        self.offer(timetable.clone());
        timetable
    }

    /// Tries other selections that are worth the bound too, each without the pairs for which there was no room in those before. Whether one fits; that
    /// none does proves nothing.
    fn one_as_good_fits(&mut self, compact: &Compact, goal: &LevelGoal, bound: i64, misfit: (&[PairId], &Timetable)) -> bool {
        if goal.level != Level::Value || !self.within(goal) {
            return false;
        }
        let mut without: BTreeSet<PairId> = self.left_out(misfit.0, misfit.1).collect();
        for _ in 0..OTHER_SELECTIONS {
            if self.run.stop.now() {
                break;
            }
            let MasterAnswer::Selection(other, worth) = self.select(compact, goal, &without) else { break };
            if worth < bound {
                break;
            }
            let mut timetable = self.placed(&other).timetable;
            if timetable.len() < other.len() {
                timetable = place_nearby(self.problem, &other, &timetable, self.run.stop);
            }
            without.extend(self.left_out(&other, &timetable));
            self.offer(timetable);
            if self.reached(goal, bound) {
                return true;
            }
        }
        false
    }

    /// The selected pairs that a timetable does not hold.
    fn left_out<'s>(&self, selected: &'s [PairId], timetable: &Timetable) -> impl Iterator<Item = PairId> + use<'s> {
        let held: BTreeSet<PairId> = self.problem.candidates.held(timetable).map(|(id, _)| id).collect();
        selected.iter().copied().filter(move |id| !held.contains(id))
    }

    /// Asks the program for the best selection of the goal's level, without some pairs; what a network's prices prove about the pairs is given to it.
    fn select(&self, compact: &Compact, goal: &LevelGoal, without: &BTreeSet<PairId>) -> MasterAnswer {
        let mut known = match goal.fixing {
            Some(Fixing { valuation, goal: at_least }) if self.within(goal) => {
                valuation.fixing(Triple { value: self.best.at(Level::Value) + 1, ..at_least })
            }
            _ => Vec::new(),
        };
        if !without.is_empty() {
            known.resize(self.problem.candidates.pairs.len(), PairFixing::Open);
            without.iter().for_each(|id| known[id.ix()] = PairFixing::Unheld);
        }
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
        let score = |timetable: &Timetable| LevelValues::of(self.problem, timetable);
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
        let gain_enough = bound - LevelValues::of(self.problem, timetable).at(Level::Value);
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

    fn meets(&self, bound: &LevelValues) -> bool {
        self.best == *bound
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

    /// What the prices prove among timetables that are as good as the best one at the levels before.
    fn proved_for_best(&self) -> LevelValues {
        let proved = self.level_bounds();
        if self.best.must_unheld > proved.must_unheld {
            return LevelValues { shortfall: 0, value: self.points_alone().1, ..proved };
        }
        if self.best.shortfall > proved.shortfall {
            return LevelValues { value: self.points_alone().1, ..proved };
        }
        proved
    }

    /// What the prices, or having met every wish, prove about the pairs of all timetables as good as the best one.
    fn settled(&self) -> Vec<PairFixing> {
        let pairs = &self.problem.candidates.pairs;
        // Where each is worth something or fixed, a timetable as good as one with all of them has all of them.
        let n_schedulable = pairs.iter().filter(|p| p.schedulable()).count();
        if self.timetable.len() == n_schedulable && self.problem.candidates.every_meeting_counts() {
            let held = |p: &Pair| if p.schedulable() { PairFixing::Held } else { PairFixing::Unheld };
            return pairs.iter().map(held).collect();
        }
        self.valuation.fixing(self.best.triple(self.n_musts))
    }

    /// Each level with the bound that is printed: the one the prices prove where it is as tight as any, or where the other is not met either.
    fn results(&self, reached: LevelValues) -> Vec<LevelResult> {
        let proved = self.proved_for_best();
        let result = |level| {
            let (value, reached, proved) = (self.best.at(level), reached.at(level), proved.at(level));
            let bound = if reached == value { reached } else { proved };
            let status = if value == bound { Status::ProvedOptimal } else { Status::WithinGap };
            LevelResult { level, value, bound, status, certified: false }
        };
        Level::ALL.into_iter().take(3).map(result).collect()
    }

    fn report(&mut self, level: Level, bound: i64) {
        self.run.report(level, self.best.at(level), bound);
    }
}

/// What the network carries, and what is fixed.
fn selection_of(problem: Problem, network: &Network) -> Vec<PairId> {
    let mut selected = network.selected();
    selected.extend(fixed_pairs(problem.candidates));
    problem.candidates.canonical(&mut selected);
    selected
}

/// Prices for the points alone, and the bound they prove whatever musts and minimums are lost. Where there is no time to find the best ones, what
/// `prices` say of points.
pub(super) fn points_alone(problem: Problem, prices: &PriceList, stop: &Stop) -> (Valuation, i64) {
    let network = Network::until(problem, Aim::ValueAlone, stop);
    let prices = if network.is_optimal() { network.prices(problem) } else { prices.points_alone() };
    let valuation = Valuation::of_points(problem, &prices);
    let bound = valuation.bound().value.div_euclid(valuation.scale);
    (valuation, bound)
}

/// The row as a cut with a price, if the price list knows what it is about.
fn cut_of(problem: Problem, row: &LearnedRow) -> Option<Cut> {
    let once = |(id, _): &(PairId, i64)| problem.candidates.pair(*id).n_copies == 1;
    let priced = match &row.reason {
        RowReason::PartySlots(slots) => Priced::Slots { party_slots: slots.clone(), interpreters: Vec::new() },
        RowReason::Core if row.terms.iter().all(once) => Priced::Row,
        RowReason::Core | RowReason::EvenGaps => return None,
    };
    Some(Cut { terms: row.terms.clone(), at_most: row.rhs, priced })
}

/// The tighter of two bounds of a level.
fn tighter(level: Level, a: i64, b: i64) -> i64 {
    if level == Level::Value { a.min(b) } else { a.max(b) }
}

//! The least quality cost of a set of pairs that are all held, proved from below by SAT: gaps with their first slot of waiting and unwanted hours
//! are counted; longer waits, hall and table changes are taken for free (so the bound holds with them too).

use super::model::{Encoding, Model, ModelOptions};
use crate::event::{PairId, QualityPart, Units};
use crate::problem::Problem;
use crate::quality::{self, Quality};
use crate::sat::{Answer, LITTLE_EFFORT, Lit, NO_LIMIT, Ties, count, weighted_sums};
use crate::stop::Stop;
use crate::timetable::Timetable;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How good a timetable of just these pairs can be.
#[derive(Clone, Debug)]
pub struct GapProof {
    /// No timetable that holds just the pairs costs less, in points.
    pub bound: i64,
    /// The best known; the start unless a cheaper one was found.
    pub timetable: Timetable,
    /// The timetable costs no more than the bound.
    pub proved: bool,
}

/// More choices (pairs x slots) than this are not tried.
const MOST_CHOICES: usize = 20_000;
/// Starts that cost more steps than this are not tried.
const MOST_STEPS: i64 = 400;
/// Decisions of the first turn of each program where they take turns, and how many times longer each turn is than the last.
const FIRST_TURN: u64 = 20_000;
const TURN_GROWTH: u64 = 3;

/// Whether [`FewestGaps`] has a chance on an event of this size from a start of this cost.
pub fn worth_proving(problem: Problem, pairs: &[PairId], start_cost: i64) -> bool {
    let n_choices: usize = pairs.iter().map(|p| problem.candidates.pair(*p).slots.len()).sum();
    n_choices <= MOST_CHOICES && start_cost / Weights::of(problem, pairs).step() <= MOST_STEPS
}

/// Points of what is counted.
#[derive(Clone, Copy, Debug)]
struct Weights {
    /// A gap, and the slot of waiting that it has at least.
    gap: i64,
    /// An unwanted hour; 0 if none of the pairs can get one.
    avoid: i64,
}

impl Weights {
    fn of(problem: Problem, pairs: &[PairId]) -> Self {
        let Problem { event, candidates } = problem;
        let unwanted = |id: &PairId| {
            let pair = candidates.pair(*id);
            pair.parties().iter().any(|p| candidates.avoid[p.ix()].intersects(&pair.slots))
        };
        let avoid = if pairs.iter().any(unwanted) { event.quality.points[QualityPart::Avoid] } else { 0 };
        Self { gap: event.quality.points[QualityPart::Gap] + event.quality.points[QualityPart::Wait], avoid }
    }

    /// Points that every counted cost is a multiple of, at least 1.
    fn step(self) -> i64 {
        let (mut a, mut b) = (self.gap, self.avoid);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a.max(1)
    }

    /// The part of a timetable's cost that is counted.
    fn cost(self, units: &Units) -> i64 {
        units[QualityPart::Gap] * self.gap + units[QualityPart::Avoid] * self.avoid
    }
}

/// The answer to a question of [`FewestGaps`].
#[derive(Clone, Debug)]
pub enum Reply {
    /// No timetable costs as little as was asked: the bound is higher now.
    Risen,
    /// The bound cannot rise further. The timetable may cost more than the bound, as long waits, halls and tables are not asked about.
    Found(Timetable),
    /// Stopped before an answer.
    Unknown,
}

/// How little timetables of just these pairs can cost, asked one question at a time: whether no points are enough, or the next number that gaps
/// and unwanted hours can add up to.
///
/// Two encodings are asked the same questions: which of them is quick differs from event to event. With two threads they race, and are
/// compared by their effort in decisions, so that an answer does not depend on which thread is first; with one they take turns.
pub struct FewestGaps<'a> {
    problem: Problem<'a>,
    pairs: &'a [PairId],
    stop: &'a Stop,
    weights: Weights,
    /// Points that the programs can count.
    most_points: i64,
    /// One for each encoding. None if there is nothing to ask, or not enough time.
    programs: Vec<Program<'a>>,
    threads: usize,
    /// No timetable costs less.
    least_points: i64,
}

impl<'a> FewestGaps<'a> {
    /// About timetables of at most `start_cost` points.
    pub fn new(problem: Problem<'a>, pairs: &'a [PairId], start_cost: i64, threads: usize, stop: &'a Stop) -> Self {
        let (weights, programs) = (Weights::of(problem, pairs), Vec::new());
        let mut question = Self { problem, pairs, stop, weights, most_points: start_cost, programs, threads, least_points: 0 };
        let encodings = [Encoding::Meetings, Encoding::Parties].into_iter().take(if start_cost > 0 { 2 } else { 0 });
        let programs: Option<Vec<_>> = encodings.map(|c| Program::new(&question, c)).collect();
        question.programs = programs.unwrap_or_default();
        question
    }

    /// Asks until the bound cannot rise further. `start` is a timetable of the pairs; `progress` hears the bound, in points, as it rises.
    pub fn prove(mut self, start: &Timetable, progress: &mut dyn FnMut(i64)) -> GapProof {
        let problem = self.problem;
        let cost = |t: &Timetable| quality::cost_of(problem, t);
        let start_cost = cost(start);
        let mut found = None;
        while self.bound() < start_cost {
            match self.ask(NO_LIMIT) {
                Reply::Risen => progress(self.bound()),
                Reply::Found(timetable) => {
                    found = Some(timetable);
                    break;
                }
                Reply::Unknown => break,
            }
        }
        let timetable = found.filter(|t| cost(t) < start_cost).unwrap_or_else(|| start.clone());
        let bound = self.bound().min(cost(&timetable));
        GapProof { bound, proved: cost(&timetable) <= bound, timetable }
    }

    /// No timetable costs less, in points.
    pub fn bound(&self) -> i64 {
        self.least_points
    }

    /// Gaps and unwanted hours of which no timetable has fewer; 0 where the other costs something too, so that the bound is on both together.
    pub fn least_units(&self) -> (i64, i64) {
        let units = |points: i64, other: i64| if points > 0 && other == 0 { (self.bound() + points - 1) / points } else { 0 };
        (units(self.weights.gap, self.weights.avoid), units(self.weights.avoid, self.weights.gap))
    }

    /// Asks whether the bound, or less, is enough, and gives up after `decisions`. The question may be asked again: what was
    /// learned is kept.
    pub fn ask(&mut self, decisions: u64) -> Reply {
        self.ask_for(self.least_points, decisions)
    }

    /// Asks for a timetable whose gaps and unwanted hours cost less than those of `best` do; gives up as in [`FewestGaps::ask`].
    pub fn ask_below(&mut self, best: &Timetable, decisions: u64) -> Reply {
        let units = Quality::of(self.problem, best).total;
        match self.weights.cost(&units) {
            0 => Reply::Unknown,
            points => self.ask_for(points - 1, decisions),
        }
    }

    fn ask_for(&mut self, points: i64, decisions: u64) -> Reply {
        let answer = if self.threads > 1 { self.race(points, decisions) } else { self.take_turns(points, decisions) };
        match answer {
            Ok(timetable) => Reply::Found(timetable),
            Err(Answer::Unsatisfiable) => {
                let next = self.programs.first().and_then(|p| p.sums.iter().map(|(sum, _)| *sum).find(|sum| *sum > points));
                self.least_points = self.least_points.max(next.unwrap_or(points + 1));
                Reply::Risen
            }
            Err(_) => Reply::Unknown,
        }
    }

    /// The first answer of the programs in turn, each turn longer than the last.
    fn take_turns(&mut self, points: i64, decisions: u64) -> Result<Timetable, Answer> {
        let mut turn = FIRST_TURN;
        loop {
            for program in &mut self.programs {
                match program.ask(points, turn.min(decisions)) {
                    Err(Answer::Unknown) => {}
                    answer => return answer,
                }
            }
            if turn >= decisions || self.stop.now() {
                return Err(Answer::Unknown);
            }
            turn = turn.saturating_mul(TURN_GROWTH);
        }
    }

    /// The answer after the least effort; each program is asked in a thread of its own. After an answer, a program whose effort is
    /// greater is stopped. How far it came hangs on the clock, so it begins anew before it is asked the next question.
    fn race(&mut self, points: i64, decisions: u64) -> Result<Timetable, Answer> {
        let most_effort = Arc::new(AtomicU64::new(NO_LIMIT));
        let ask = |p: &mut Program| {
            p.model.sat.race(&most_effort);
            let answer = p.ask(points, decisions);
            let effort = p.model.sat.effort();
            if !matches!(answer, Err(Answer::Unknown)) {
                most_effort.fetch_min(effort.max(LITTLE_EFFORT), Ordering::Relaxed);
            }
            (effort, answer)
        };
        let answers: Vec<(u64, Result<Timetable, Answer>)> = std::thread::scope(|scope| {
            let asked: Vec<_> = self.programs.iter_mut().map(|p| scope.spawn(|| ask(p))).collect();
            asked.into_iter().map(|a| a.join().expect("a thread that proves does not fail")).collect()
        });
        let most_effort = most_effort.load(Ordering::Relaxed);
        for i in (0..answers.len()).filter(|i| answers[*i].0 > most_effort) {
            if let Some(anew) = Program::new(self, self.programs[i].encoding) {
                self.programs[i] = anew;
            }
        }
        let first = answers.into_iter().min_by_key(|(effort, answer)| (matches!(answer, Err(Answer::Unknown)), *effort));
        first.map_or(Err(Answer::Unknown), |(_, answer)| answer)
    }
}

/// The clauses for all pairs held, with a counter over the part of the cost that is counted.
struct Program<'a> {
    model: Model<'a>,
    encoding: Encoding,
    /// Points that the cost can add up to, ascending; each literal is true if it is at least that.
    sums: Vec<(i64, Lit)>,
}

impl<'a> Program<'a> {
    /// `None` if it must stop first.
    fn new(question: &FewestGaps<'a>, encoding: Encoding) -> Option<Self> {
        let &FewestGaps { problem, pairs, stop, weights, most_points, .. } = question;
        let options = ModelOptions { hold_all: true, encoding, ..ModelOptions::default() };
        let mut model = Model::new(problem, pairs, options, stop)?;
        let gaps = model.add_gaps();
        model.imply_all_held(&gaps);
        let gaps = gaps.into_iter().flatten().map(|l| (l, weights.gap));
        let avoided = model.avoided().into_iter().map(|l| (l, weights.avoid));
        let terms: Vec<(Lit, i64)> = gaps.chain(avoided).filter(|(_, points)| *points > 0).collect();
        let sums = match terms.first() {
            // Of equal weights it is enough to count.
            Some((_, points)) if terms.iter().all(|(_, other)| other == points) => {
                let lits: Vec<Lit> = terms.iter().map(|(l, _)| *l).collect();
                let most = usize::try_from(most_points / points).unwrap_or(usize::MAX - 2) + 2;
                let over = count(&mut model.sat, &lits, most, Ties::IfReached);
                over.into_iter().zip(1..).map(|(lit, n): (Lit, i64)| (n * points, lit)).collect()
            }
            _ => weighted_sums(&mut model.sat, &terms, most_points),
        };
        Some(Self { model, encoding, sums })
    }

    /// Is there a timetable of at most `points`? Gives up after `decisions`.
    fn ask(&mut self, points: i64, decisions: u64) -> Result<Timetable, Answer> {
        let over = self.sums.iter().find(|(sum, _)| *sum > points);
        let assumed: Vec<Lit> = over.map(|(_, lit)| !*lit).into_iter().collect();
        self.model.ask(&assumed, decisions)
    }
}

impl Model<'_> {
    /// A literal for each unwanted hour that a party may get.
    fn avoided(&self) -> Vec<Lit> {
        let mut lits = Vec::new();
        for m in 0..self.pairs.len() {
            for choice in &self.choices[m] {
                let unwanted =
                    self.pair(m).parties().into_iter().filter(|p| self.problem.candidates.avoid[p.ix()].contains(choice.slot));
                lits.extend(unwanted.map(|_| choice.lit));
            }
        }
        lits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::check::check;
    use crate::event::Event;
    use crate::prove::{JointPlacement, Patience, place_exactly};
    use crate::testing::sample::Sample;

    /// Proves from a timetable that is clean but not good.
    fn prove(event: &Event, threads: usize) -> (i64, GapProof) {
        let candidates = Candidates::new(event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let stop = Stop::never();
        let JointPlacement::Placed(start) = place_exactly(Problem::new(event, &candidates), &all, None, Patience::Endless, &stop)
        else {
            panic!("all can be held")
        };
        let cost = quality::cost_of(Problem::new(event, &candidates), &start);
        let proof = FewestGaps::new(Problem::new(event, &candidates), &all, cost, threads, &stop).prove(&start, &mut |_| {});
        assert_eq!(check(event, &proof.timetable).violations, []);
        (cost, proof)
    }

    /// S1 and S2 meet B1 and B2 in slots 0 and 3 or in two of 1, 2, 3; B3 is there in slot 0 only and meets S1.
    fn sample() -> Sample {
        let pairs = [(0, 2), (0, 3), (1, 2), (1, 3), (0, 4)];
        let tables_are_free = |event: &mut Event| event.quality.points[QualityPart::TableChange] = 0;
        let sample = Sample::new().smes(2).buyers(3).tables(&[2]).busy(4, &[1, 2, 3]).with(tables_are_free);
        pairs.into_iter().fold(sample, |s, (sme, buyer)| s.wish(sme, buyer, 50))
    }

    #[test]
    fn the_fewest_gaps_are_found_and_proved() {
        let (_, free) = prove(&sample().event(), 1);
        assert_eq!((free.bound, free.proved), (0, true));
        // B1 and B2 are away in slot 1, so S1 waits between B3 and them.
        let (start, forced) = prove(&sample().busy(2, &[1]).busy(3, &[1]).event(), 1);
        assert_eq!((forced.bound, forced.proved), (10, true));
        assert!(start >= 10);
    }

    #[test]
    fn unwanted_hours_are_weighed_against_gaps() {
        let dear = sample().busy(2, &[1]).busy(3, &[1]).avoid(0, &[2, 3]).event();
        let (_, proof) = prove(&dear, 1);
        assert_eq!((proof.bound, proof.proved), (20, true), "one gap and two unwanted hours");
    }

    #[test]
    fn asked_from_above_it_ends_where_it_ends_from_below() {
        let sample = Sample::new().smes(4).buyers(3).sessions(1, 8).tables(&[2]).all_want().busy(0, &[3]).busy(4, &[1, 6]);
        let event = sample.with(|e| e.quality.points[QualityPart::TableChange] = 0).event();
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let stop = Stop::never();
        let JointPlacement::Placed(mut best) =
            place_exactly(Problem::new(&event, &candidates), &all, None, Patience::Endless, &stop)
        else {
            panic!("all can be held")
        };
        let cost = |t: &Timetable| quality::cost_of(Problem::new(&event, &candidates), t);
        let (_, from_below) = prove(&event, 1);
        assert!(cost(&best) > from_below.bound, "there is something to find");
        let mut question = FewestGaps::new(Problem::new(&event, &candidates), &all, cost(&best), 2, &stop);
        while let Reply::Found(better) = question.ask_below(&best, NO_LIMIT) {
            assert!(cost(&better) < cost(&best));
            best = better;
        }
        assert_eq!((cost(&best), question.bound()), (from_below.bound, from_below.bound));
        assert_eq!(question.least_units(), (from_below.bound / event.quality.points[QualityPart::Gap], 0));
    }

    #[test]
    fn two_threads_say_what_one_says() {
        let event = sample().busy(2, &[1]).busy(3, &[1]).event();
        let (one, two) = (prove(&event, 1).1, prove(&event, 2).1);
        assert_eq!((one.bound, one.proved, one.timetable), (two.bound, two.proved, two.timetable));
    }

    #[test]
    fn a_stop_leaves_the_start_and_proves_nothing() {
        let event = sample().busy(2, &[1]).busy(3, &[1]).event();
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let JointPlacement::Placed(start) =
            place_exactly(Problem::new(&event, &candidates), &all, None, Patience::Endless, &Stop::never())
        else {
            panic!("all can be held")
        };
        let stopped = Stop::never().within(0.0);
        let problem = Problem::new(&event, &candidates);
        let cost = quality::cost_of(problem, &start);
        let proof = FewestGaps::new(problem, &all, cost, 1, &stopped).prove(&start, &mut |_| {});
        assert_eq!((proof.bound, proof.proved, proof.timetable), (0, false, start));
    }
}

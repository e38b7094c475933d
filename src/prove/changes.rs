//! The fewest changes of a published timetable by SAT: how few of its meetings must be dropped, then how few must move, when some may move
//! and others need not be held.

use super::model::{Model, ModelOptions};
use crate::event::{PairId, SlotId};
use crate::problem::Problem;
use crate::sat::{Answer, Lit, Ties, count};
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Moves above the known number that are counted, and those that a first question allows.
const MORE_MOVES: usize = 25;
const NEAR_MOVES: usize = 6;
/// Decisions for a first look at everything where it is at home.
const FIRST_DECISIONS: u64 = 20_000;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct ChangeQuestion {
    /// Published meetings that may move or be dropped, each with the slot in which it stands; `None` if it can stand there no more.
    pub published: Vec<(PairId, Option<SlotId>)>,
    /// Pairs that may be held besides.
    pub others: Vec<PairId>,
    /// R13 is to hold.
    pub even: bool,
}

/// Meetings dropped, and moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changes {
    pub dropped: usize,
    pub moved: usize,
}

/// The best that was found.
#[derive(Clone, Debug)]
pub struct FewestChanges {
    /// `None` if nothing better than what was known is found.
    pub timetable: Option<Timetable>,
    pub changes: Changes,
    /// No timetable of these pairs has fewer.
    pub is_least: bool,
}

/// The fewest dropped, then moved, among timetables with at most `most_moved` moved. `known`: a timetable with these changes is there already.
/// Each question may take a number of decisions.
pub fn fewest_changes(
    problem: Problem,
    question: &ChangeQuestion,
    known: Changes,
    (most_moved, decisions): (Option<usize>, u64),
    stop: &Stop,
) -> FewestChanges {
    let mut best = FewestChanges { timetable: None, changes: known, is_least: false };
    let Some(mut asked) = Asked::new(problem, question, known, stop) else { return best };
    asked.start_at_home();
    let within = most_moved.map(|most| asked.at_most_moved(most));
    let mut limits: Vec<Lit> = within.into_iter().flatten().collect();
    let fewer_dropped = |asked: &Asked, c: Changes| c.dropped.checked_sub(1).map(|most| asked.at_most_dropped(most));
    // First near the moves that are known, then anywhere.
    let near = asked.at_most_moved(known.moved + NEAR_MOVES);
    let n_limits = limits.len();
    limits.extend(near);
    let mut least_dropped = asked.lower(&mut best, &limits, decisions, fewer_dropped);
    if limits.len() > n_limits && best.changes.dropped > 0 {
        limits.truncate(n_limits);
        least_dropped = asked.lower(&mut best, &limits, decisions, fewer_dropped);
    }
    limits.truncate(n_limits);
    limits.extend(asked.at_most_dropped(best.changes.dropped));
    let fewer_moved = |asked: &Asked, c: Changes| c.moved.checked_sub(1).map(|most| asked.at_most_moved(most));
    let least_moved = asked.lower(&mut best, &limits, decisions, fewer_moved);
    best.is_least = least_dropped && least_moved;
    best
}

/// A model with what counts.
struct Asked<'a> {
    model: Model<'a>,
    /// By published meeting: its position, and where it stands.
    published: Vec<(usize, Option<SlotId>)>,
    /// Output `i`: more than `i` are dropped, or moved.
    dropped: Vec<Lit>,
    moved: Vec<Lit>,
}

impl<'a> Asked<'a> {
    fn new(problem: Problem<'a>, question: &ChangeQuestion, known: Changes, stop: &Stop) -> Option<Self> {
        let mut pairs: Vec<PairId> = question.published.iter().map(|(pair, _)| *pair).collect();
        pairs.extend(&question.others);
        let options = ModelOptions { copies_differ: true, ..ModelOptions::default() };
        let mut model = Model::new(problem, &pairs, options, stop)?;
        if question.even && problem.event.rules.max_gap_difference.is_some() {
            model.add_gaps();
        }
        problem.event.party_ids().for_each(|party| model.count_busy(party));
        let n = question.published.len();
        for (m, _) in pairs.iter().enumerate().filter(|(_, id)| problem.candidates.pair(**id).fixed.is_some()) {
            let held = model.held[m];
            model.sat.add(&[held]);
        }
        let published: Vec<_> = question.published.iter().enumerate().map(|(m, (_, slot))| (m, *slot)).collect();
        let unheld: Vec<Lit> = model.held[..n].iter().map(|held| !*held).collect();
        let moved: Vec<Lit> = published.iter().map(|(m, slot)| moved(&mut model, *m, *slot)).collect();
        let dropped = count(&mut model.sat, &unheld, (known.dropped + 1).min(n), Ties::IfReached);
        let moved = count(&mut model.sat, &moved, (known.moved + MORE_MOVES).min(n), Ties::IfReached);
        Some(Self { model, published, dropped, moved })
    }

    /// Makes the solver try first that everything stays.
    fn start_at_home(&mut self) {
        let at_home =
            |(m, slot): &(usize, Option<SlotId>)| self.model.choices[*m].iter().find(|c| Some(c.slot) == *slot).map(|c| c.lit);
        let assumed: Vec<Lit> = self.published.iter().filter_map(at_home).collect();
        self.model.sat.solve(&assumed, FIRST_DECISIONS);
    }

    fn at_most_dropped(&self, most: usize) -> Vec<Lit> {
        self.dropped.get(most).map(|more| !*more).into_iter().collect()
    }

    fn at_most_moved(&self, most: usize) -> Vec<Lit> {
        self.moved.get(most).map(|more| !*more).into_iter().collect()
    }

    /// Asks for ever fewer until there is no timetable with fewer (true), or the decisions for a question are not enough.
    fn lower(
        &mut self,
        best: &mut FewestChanges,
        limits: &[Lit],
        decisions: u64,
        fewer: impl Fn(&Self, Changes) -> Option<Vec<Lit>>,
    ) -> bool {
        while let Some(fewer) = fewer(self, best.changes) {
            let assumed: Vec<Lit> = limits.iter().chain(&fewer).copied().collect();
            match self.model.ask(&assumed, decisions) {
                Ok(timetable) => (best.changes, best.timetable) = (self.changes(), Some(timetable)),
                Err(answer) => return answer == Answer::Unsatisfiable,
            }
        }
        true
    }

    /// Of the last answer.
    fn changes(&self) -> Changes {
        let chosen = self.model.chosen();
        let slot = |m: usize| chosen[m].map(|c| self.model.choices[m][c].slot);
        let dropped = self.published.iter().filter(|(m, _)| slot(*m).is_none()).count();
        let moved = self.published.iter().filter(|(m, at)| slot(*m).is_some() && slot(*m) != *at).count();
        Changes { dropped, moved }
    }
}

/// A literal that is true if the pair at a position is held in another slot.
fn moved(model: &mut Model, m: usize, slot: Option<SlotId>) -> Lit {
    let moved = model.sat.new_lit();
    let elsewhere: Vec<Lit> = model.choices[m].iter().filter(|c| Some(c.slot) != slot).map(|c| c.lit).collect();
    elsewhere.iter().for_each(|lit| model.sat.imply(&[*lit], &[moved]));
    moved
}

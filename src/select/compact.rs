//! The compact program: one choice for each pair, and flows for the pools, but no slot for any meeting.
//!
//! It relaxes *when* a pair meets, so its optimum bounds every timetable; by Koenig's edge-colouring theorem (1916) what it selects can
//! nearly always be put on the grid, and then the bound is met. Where it cannot, [`LearnedRow`]s rule the selection out.

use super::pools::{Pool, Shared, User, add_pool, users};
use super::program::{Column, Program, Sense};
use crate::candidates::{Candidates, Pair};
use crate::event::{PairId, PartyId, SlotId, SlotSet};
use crate::outcome::Level;
use crate::prices::PairFixing;
use crate::problem::Problem;
use crate::rule::RuleId;
use std::collections::{BTreeMap, HashSet};

/// Sum of weight x pair is at most `rhs` in every timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedRow {
    /// Weight of each pair; a pair that is missing weighs 0.
    pub terms: Vec<(PairId, i64)>,
    /// Right-hand side.
    pub rhs: i64,
    /// What proves the row.
    pub reason: RowReason,
}

/// Why a learned row holds in every timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowReason {
    /// Whichever of its slots it takes, a pair takes as many of these party-slots as its weight says.
    PartySlots(Vec<(PartyId, SlotId)>),
    /// These pairs alone are too many, wherever they are put.
    Core,
    /// The gaps of all parties together (R13).
    EvenGaps,
}

impl LearnedRow {
    /// At most `most` of the pairs, which are all different, are held.
    pub fn at_most(most: i64, pairs: &[PairId]) -> Self {
        debug_assert_eq!(pairs.iter().collect::<HashSet<_>>().len(), pairs.len(), "a pair counts once");
        Self { terms: pairs.iter().map(|id| (*id, 1)).collect(), rhs: most, reason: RowReason::Core }
    }

    /// Some pair of the set stays out or some pair outside it is held.
    pub fn exactly_not(candidates: &Candidates, set: &[PairId]) -> Self {
        let inside: HashSet<&PairId> = set.iter().collect();
        let terms = candidates.pair_ids().map(|id| (id, if inside.contains(&id) { 1 } else { -1 }));
        Self { terms: terms.collect(), rhs: set.len() as i64 - 1, reason: RowReason::EvenGaps }
    }
}

/// Values that the earlier levels must keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// At most this many must wishes not held, if set.
    pub must_unheld: Option<i64>,
    /// At most this much shortfall, if set.
    pub shortfall: Option<i64>,
}

/// The rows that hold in every timetable of an event.
pub struct Compact<'a> {
    problem: Problem<'a>,
    base: Program,
    /// The choice of every schedulable pair.
    choices: Vec<Option<Column>>,
    /// Meetings missing to `min_meetings`, by party that has one.
    missing: Vec<Column>,
    /// Terms whose sum is the number of must wishes held, at the best that a selection allows.
    musts: Vec<(Column, i64)>,
}

impl<'a> Compact<'a> {
    /// Builds the rows that all levels share: parties, copies, organizations, orders, places and interpreters.
    pub fn new(problem: Problem<'a>) -> Self {
        let candidates = problem.candidates;
        let mut base = Program::default();
        let choices: Vec<_> = candidates
            .pairs
            .iter()
            .map(|pair| {
                let choice = pair.schedulable().then(|| base.add_choice());
                if let Some(c) = choice.filter(|_| pair.fixed.is_some()) {
                    base.columns[c.ix()].lower = 1;
                }
                choice
            })
            .collect();
        let mut compact = Self { problem, base, choices, missing: Vec::new(), musts: Vec::new() };
        compact.add_musts();
        compact.add_party_rows();
        compact.add_copy_rows();
        compact.add_org_rows();
        compact.add_order_rows();
        compact.add_places();
        compact.add_interpreters();
        compact
    }

    /// The program that optimises one level (1 to 3) among what meets the targets and the learned rows.
    /// What is `known` about the pairs is taken as given.
    pub fn program(&self, level: Level, targets: Targets, learned: &[LearnedRow], known: &[PairFixing]) -> Program {
        let mut program = self.base.clone();
        for (choice, known) in self.choices.iter().zip(known).filter_map(|(c, k)| Some(((*c)?, *k))) {
            match known {
                PairFixing::Held => program.columns[choice.ix()].lower = 1,
                PairFixing::Unheld => program.columns[choice.ix()].upper = 0,
                PairFixing::Open => {}
            }
        }
        for row in learned {
            let terms = row.terms.iter().filter_map(|(pair, k)| Some((self.choices[pair.ix()]?, *k))).collect();
            program.add_row(None, terms, Sense::AtMost, row.rhs);
        }
        if let Some(most) = targets.must_unheld.filter(|_| self.n_musts() > 0) {
            program.add_row(None, self.musts.clone(), Sense::AtLeast, self.n_musts() - most);
        }
        if let Some(most) = targets.shortfall.filter(|_| !self.missing.is_empty()) {
            let terms = self.missing.iter().map(|c| (*c, 1)).collect();
            program.add_row(None, terms, Sense::AtMost, most);
        }
        program.objective = match level {
            Level::MustUnheld => self.musts.clone(),
            Level::Shortfall => self.missing.iter().map(|c| (*c, -1)).collect(),
            _ => self.weighted(|p| p.value),
        };
        program
    }

    /// An objective of the program as the value of its level.
    pub fn level_value(&self, level: Level, objective: i64) -> i64 {
        match level {
            Level::MustUnheld => self.n_musts() - objective,
            Level::Shortfall => -objective,
            _ => objective,
        }
    }

    /// Targets so low that no timetable is below them: what parties and pairs, each on its own, make impossible.
    pub fn least_targets(&self) -> Targets {
        let lost = self.n_musts() - self.problem.candidates.musts_within_reach();
        let short = self.problem.event.party_ids().map(|p| {
            let most = capacity(self.problem, p).min(self.choices_of(p).len() as i64);
            (i64::from(self.problem.event.party(p).min_meetings) - most).max(0)
        });
        Targets { must_unheld: Some(lost), shortfall: Some(short.sum()) }
    }

    /// The pairs that a point selects.
    pub fn selected(&self, point: &[f64]) -> Vec<PairId> {
        let chosen = |id: &PairId| self.choices[id.ix()].is_some_and(|c| point[c.ix()] > 0.5);
        self.problem.candidates.pair_ids().filter(chosen).collect()
    }

    fn n_musts(&self) -> i64 {
        self.problem.candidates.n_musts()
    }

    fn weighted(&self, weight: impl Fn(&Pair) -> i64) -> Vec<(Column, i64)> {
        let terms = self.problem.candidates.pairs.iter().zip(&self.choices).filter_map(|(p, c)| Some(((*c)?, weight(p))));
        terms.filter(|(_, k)| *k != 0).collect()
    }

    fn choices_of(&self, party: PartyId) -> Vec<(Column, i64)> {
        self.problem.candidates.of_party[party.ix()].iter().filter_map(|p| Some((self.choices[p.ix()]?, 1))).collect()
    }

    fn add_party_rows(&mut self) {
        for party in self.problem.event.party_ids() {
            let terms = self.choices_of(party);
            let most = capacity(self.problem, party);
            let least = i64::from(self.problem.event.party(party).min_meetings);
            if (terms.len() as i64) > most {
                self.base.add_row(RuleId::OneAtATime, terms.clone(), Sense::AtMost, most);
            }
            if least > 0 {
                let missing = self.base.add_flow(least);
                self.missing.push(missing);
                let terms = terms.into_iter().chain([(missing, 1)]).collect();
                self.base.add_row(None, terms, Sense::AtLeast, least);
            }
        }
    }

    /// What counts as a must wish held. Several pairs that do not exclude each other may serve one wish, which is held no more often for that.
    fn add_musts(&mut self) {
        let candidates = self.problem.candidates;
        let mut weights: BTreeMap<Column, i64> = BTreeMap::new();
        for must in &candidates.musts {
            let copies = must.pairs.iter().flat_map(|first| candidates.copies(*first).take(must.times as usize));
            let serving: Vec<Column> = copies.filter_map(|id| self.choices[id.ix()]).collect();
            if candidates.is_held_by_one(must) {
                serving.into_iter().for_each(|c| *weights.entry(c).or_default() += 1);
            } else {
                let held = self.base.add_flow(must.times.into());
                let terms = serving.into_iter().map(|c| (c, -1)).chain([(held, 1)]).collect();
                self.base.add_row(None, terms, Sense::AtMost, 0);
                weights.insert(held, 1);
            }
        }
        self.musts = weights.into_iter().collect();
    }

    /// Of copies that are alike the first ones are held.
    fn add_copy_rows(&mut self) {
        let candidates = self.problem.candidates;
        for id in candidates.pair_ids().filter(|id| candidates.pair(*id).copy > 0 && candidates.pair(*id).fixed.is_none()) {
            let before = PairId(id.0 - 1);
            if let (Some(a), Some(b)) = (self.choices[before.ix()], self.choices[id.ix()]) {
                self.base.add_row(RuleId::Once, vec![(b, 1), (a, -1)], Sense::AtMost, 0);
            }
        }
    }

    /// R11: meetings with one buyer of the group.
    fn add_org_rows(&mut self) {
        let candidates = self.problem.candidates;
        for group in &candidates.org_groups {
            let mut met = Vec::new();
            for copies in candidates.by_buyer(group).into_values() {
                let choices: Vec<Column> = copies.iter().filter_map(|p| self.choices[p.ix()]).collect();
                if let [only] = choices[..] {
                    met.push((only, 1));
                } else if !choices.is_empty() {
                    let any = self.base.add_flow(1);
                    choices.iter().for_each(|c| self.base.add_row(RuleId::Org, vec![(*c, 1), (any, -1)], Sense::AtMost, 0));
                    met.push((any, 1));
                }
            }
            if met.len() > 1 {
                self.base.add_row(RuleId::Org, met, Sense::AtMost, 1);
            }
        }
    }

    /// Two meetings of which the first can only be held when it is too late for the second.
    fn add_order_rows(&mut self) {
        let candidates = self.problem.candidates;
        for order in &self.problem.event.orders {
            for first in candidates.copies_between(order.first.0, order.first.1) {
                for then in candidates.copies_between(order.then.0, order.then.1) {
                    let earliest = candidates.pair(first).slots.iter().next();
                    let latest = candidates.pair(then).slots.iter().last();
                    let (Some(a), Some(b)) = (self.choices[first.ix()], self.choices[then.ix()]) else { continue };
                    if earliest >= latest {
                        self.base.add_row(RuleId::Order, vec![(a, 1), (b, 1)], Sense::AtMost, 1);
                    }
                }
            }
        }
    }

    fn add_places(&mut self) {
        self.add_pool(RuleId::Places, Shared::Places, &self.problem.candidates.place_free);
    }

    fn add_interpreters(&mut self) {
        self.add_pool(RuleId::Interpreter, Shared::Interpreters, &self.problem.candidates.interpreter_free);
    }

    fn add_pool(&mut self, rule: RuleId, shared: Shared, free: &[SlotSet]) {
        let (users, pairs): (Vec<User>, Vec<_>) = users(self.problem, shared).into_iter().unzip();
        let pool = Pool::new(self.problem.event, &users, free);
        let chosen = pairs.iter().map(|pairs| pairs.iter().filter_map(|p| self.choices[p.ix()]).collect());
        let users: Vec<(User, Vec<Column>)> = users.into_iter().zip(chosen.collect::<Vec<_>>()).collect();
        add_pool(&mut self.base, self.problem.event, rule, &users, &pool);
    }
}

/// The most meetings a party can hold: its slots, delegates or desks, rest and limits, each pair on its own.
pub fn capacity(problem: Problem, party: PartyId) -> i64 {
    let Problem { event, candidates } = problem;
    let mut reach = SlotSet::empty(event.n_slots());
    for pair in &candidates.of_party[party.ix()] {
        reach.unite(&candidates.pair(*pair).slots);
    }
    let facts = event.party(party);
    let limit = |limit: Option<u32>| limit.map_or(i64::MAX, i64::from);
    let mut total = 0;
    for day in &event.grid.days {
        let sessions = event.grid.sessions.iter().filter(|s| day.slots.0 <= s.slots.0 && s.slots.1 <= day.slots.1);
        let slots: i64 = sessions.map(|s| busiest(&reach, s.slots, facts.max_in_a_row)).sum();
        total += (slots * i64::from(facts.capacity)).min(limit(facts.max_per_day));
    }
    total.min(limit(facts.max_meetings))
}

/// The most slots of a session that can be used with at most `in_a_row` consecutive ones.
fn busiest(reach: &SlotSet, (from, to): (SlotId, SlotId), in_a_row: Option<u32>) -> i64 {
    let (mut total, mut run) = (0, 0);
    for slot in (from.0..to.0).map(SlotId) {
        run = if reach.contains(slot) { run + 1 } else { 0 };
        let rests = in_a_row.is_some_and(|k| run == k + 1);
        if rests {
            run = 0;
        } else {
            total += i64::from(run > 0);
        }
    }
    total
}

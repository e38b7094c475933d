//! The compact program: one choice for each pair, and flows for the pools, but no slot for any meeting.
//!
//! It relaxes *when* a pair meets, so its optimum bounds every timetable; by Koenig's edge-colouring theorem (1916) what it selects can
//! nearly always be put on the grid, and then the bound is met. Where it cannot, [`LearnedRow`]s tell it why.

use super::network::Known;
use super::pools::{Pool, User, add_pool, users};
use super::program::{Column, Program, Sense};
use crate::candidates::{Candidates, Pair};
use crate::event::{PairId, PartyId, Side, SlotId, SlotSet};
use crate::outcome::Level;
use crate::problem::Problem;
use crate::rule::RuleId;
use std::collections::{BTreeMap, HashSet};

/// Sum of weight x pair is at most `rhs` in every timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedRow {
    pub terms: Vec<(PairId, i64)>,
    pub rhs: i64,
}

impl LearnedRow {
    /// At most so many of the pairs, which are all different, are held.
    pub fn at_most(most: i64, pairs: &[PairId]) -> Self {
        debug_assert_eq!(pairs.iter().collect::<HashSet<_>>().len(), pairs.len(), "a pair counts once");
        Self { terms: pairs.iter().map(|id| (*id, 1)).collect(), rhs: most }
    }

    /// Some pair of the set stays out or some pair outside it is held.
    pub fn exactly_not(candidates: &Candidates, set: &[PairId]) -> Self {
        let inside: HashSet<&PairId> = set.iter().collect();
        let terms = candidates.pair_ids().map(|id| (id, if inside.contains(&id) { 1 } else { -1 }));
        Self { terms: terms.collect(), rhs: set.len() as i64 - 1 }
    }
}

/// Values that the earlier levels must keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// At most so many must wishes not held, if set.
    pub must_unheld: Option<i64>,
    /// At most so much shortfall, if set.
    pub shortfall: Option<i64>,
}

/// The rows that hold in every timetable of an event.
pub struct Compact<'a> {
    problem: Problem<'a>,
    base: Program,
    /// The choice of every usable pair.
    choices: Vec<Option<Column>>,
    /// Meetings missing to `min_meetings`, by party that has one.
    missing: Vec<Column>,
    n_musts: i64,
}

impl<'a> Compact<'a> {
    pub fn new(problem: Problem<'a>) -> Self {
        let candidates = problem.candidates;
        let mut base = Program::default();
        let choices: Vec<_> = candidates
            .pairs
            .iter()
            .map(|pair| {
                let choice = pair.usable().then(|| base.add_choice());
                if let Some(c) = choice.filter(|_| pair.fixed.is_some()) {
                    base.columns[c.ix()].lower = 1;
                }
                choice
            })
            .collect();
        let n_musts = candidates.pairs.iter().map(|p| i64::from(p.n_must)).sum();
        let mut compact = Self { problem, base, choices, missing: Vec::new(), n_musts };
        compact.add_party_rows();
        compact.add_org_rows();
        compact.add_order_rows();
        compact.add_places();
        compact.add_interpreters();
        compact
    }

    /// The program that optimises one level (1 to 3) among what meets the targets and the learned rows.
    /// What is `known` about the pairs is taken as given.
    pub fn program(&self, level: Level, targets: Targets, learned: &[LearnedRow], known: &[Known]) -> Program {
        let mut program = self.base.clone();
        for (choice, known) in self.choices.iter().zip(known).filter_map(|(c, k)| Some(((*c)?, *k))) {
            match known {
                Known::Held => program.columns[choice.ix()].lower = 1,
                Known::Unheld => program.columns[choice.ix()].upper = 0,
                Known::Open => {}
            }
        }
        for row in learned {
            let terms = row.terms.iter().filter_map(|(pair, k)| Some((self.choices[pair.ix()]?, *k))).collect();
            program.add_row(None, terms, Sense::AtMost, row.rhs);
        }
        if let Some(most) = targets.must_unheld.filter(|_| self.n_musts > 0) {
            program.add_row(None, self.weighted(|p| i64::from(p.n_must)), Sense::AtLeast, self.n_musts - most);
        }
        if let Some(most) = targets.shortfall.filter(|_| !self.missing.is_empty()) {
            let terms = self.missing.iter().map(|c| (*c, 1)).collect();
            program.add_row(None, terms, Sense::AtMost, most);
        }
        program.objective = match level {
            Level::MustUnheld => self.weighted(|p| i64::from(p.n_must)),
            Level::Shortfall => self.missing.iter().map(|c| (*c, -1)).collect(),
            Level::Value | Level::Quality => self.weighted(|p| p.value),
        };
        program
    }

    /// An objective of the program as the value of its level.
    pub fn level_value(&self, level: Level, objective: i64) -> i64 {
        match level {
            Level::MustUnheld => self.n_musts - objective,
            Level::Shortfall => -objective,
            Level::Value | Level::Quality => objective,
        }
    }

    /// Targets so low that no timetable is below them: what parties and pairs, each on its own, make impossible.
    pub fn least_targets(&self) -> Targets {
        let lost = self.problem.candidates.pairs.iter().filter(|p| !p.usable()).map(|p| i64::from(p.n_must)).sum();
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

    fn add_org_rows(&mut self) {
        for (_, pairs) in org_groups(self.problem) {
            let terms: Vec<_> = pairs.iter().filter_map(|p| Some((self.choices[p.ix()]?, 1))).collect();
            if terms.len() > 1 {
                self.base.add_row(RuleId::Org, terms, Sense::AtMost, 1);
            }
        }
    }

    /// Two meetings of which the first can only be held when it is too late for the second.
    fn add_order_rows(&mut self) {
        for order in &self.problem.event.orders {
            let [first, then] = [order.first, order.then].map(|(a, b)| self.problem.candidates.between(a, b));
            let (Some(first), Some(then)) = (first, then) else { continue };
            let earliest = self.problem.candidates.pair(first).slots.iter().next();
            let latest = self.problem.candidates.pair(then).slots.iter().last();
            let (Some(a), Some(b)) = (self.choices[first.ix()], self.choices[then.ix()]) else { continue };
            if earliest >= latest {
                self.base.add_row(RuleId::Order, vec![(a, 1), (b, 1)], Sense::AtMost, 1);
            }
        }
    }

    fn add_places(&mut self) {
        self.add_pool(RuleId::Places, place_needs, &self.problem.candidates.place_free);
    }

    fn add_interpreters(&mut self) {
        let needs = |pair: &Pair| Some(pair.interpreters.as_ref()?.iter().map(|i| i.ix()).collect());
        self.add_pool(RuleId::Interpreter, needs, &self.problem.candidates.interpreter_free);
    }

    fn add_pool(&mut self, rule: RuleId, needs: impl Fn(&Pair) -> Option<Vec<usize>>, free: &[SlotSet]) {
        let (users, pairs): (Vec<User>, Vec<_>) = users(self.problem, needs).into_iter().unzip();
        let pool = Pool::new(self.problem.event, &users, free);
        let chosen = pairs.iter().map(|pairs| pairs.iter().filter_map(|p| self.choices[p.ix()]).collect());
        let users: Vec<(User, Vec<Column>)> = users.into_iter().zip(chosen.collect::<Vec<_>>()).collect();
        add_pool(&mut self.base, self.problem.event, rule, &users, &pool);
    }
}

/// The places that serve a pair.
pub fn place_needs(pair: &Pair) -> Option<Vec<usize>> {
    Some(pair.places.iter().map(|p| p.ix()).collect())
}

/// Pairs of an SME with buyers of the same org, if the event lets it meet only one of them.
pub fn org_groups<'e>(problem: Problem<'e>) -> BTreeMap<(PartyId, &'e str), Vec<PairId>> {
    let Problem { event, candidates } = problem;
    let mut groups: BTreeMap<_, Vec<PairId>> = BTreeMap::new();
    for id in candidates.pair_ids().filter(|_| event.rules.once_per_org) {
        let pair = candidates.pair(id);
        let org = event.party(pair.buyer).org.as_str();
        if event.party(pair.sme).side == Side::Sme && !org.is_empty() {
            groups.entry((pair.sme, org)).or_default().push(id);
        }
    }
    groups
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

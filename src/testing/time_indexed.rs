//! The textbook program: one choice for each pair, slot and, where walking matters, hall. Exact for every rule but R13, and about a thousand times
//! larger than [`Compact`](crate::select::compact::Compact); it is there to be compared with.
//!
//! Its rows say each rule directly, so that tests can hold them against the checker.

use crate::candidates::Pair;
use crate::event::{HallId, PairId, PartyId, PinAction, SlotId, SlotSet};
use crate::outcome::Level;
use crate::problem::Problem;
use crate::rule::RuleId;
use crate::select::compact::Targets;
use crate::select::program::{Column, Program, Sense};
use std::collections::{BTreeMap, BTreeSet};

/// A pair held in a slot, in a hall if walking matters.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Who meets.
    pub pair: PairId,
    /// When.
    pub slot: SlotId,
    /// In which hall; `None` where walking does not matter.
    pub hall: Option<HallId>,
    /// The 0/1 column of the program.
    pub column: Column,
}

/// All choices and the rules between them.
pub struct TimeIndexed<'a> {
    problem: Problem<'a>,
    base: Program,
    choices: Vec<Choice>,
    /// Positions in `choices`, for each pair.
    of_pair: Vec<Vec<usize>>,
    /// Meetings missing to `min_meetings`, for each party that has one.
    missing: Vec<Column>,
    /// For each must wish, how often it is held.
    musts: Vec<Column>,
}

impl<'a> TimeIndexed<'a> {
    /// Builds choices and rows of every rule but R13.
    pub fn new(problem: Problem<'a>) -> Self {
        let candidates = problem.candidates;
        let of_pair = vec![Vec::new(); candidates.pairs.len()];
        let mut all =
            Self { problem, base: Program::default(), choices: Vec::new(), of_pair, missing: Vec::new(), musts: Vec::new() };
        all.add_choices();
        all.add_musts();
        all.add_pair_rows();
        all.add_party_rows();
        all.add_rest_rows();
        all.add_walk_rows();
        all.add_org_rows();
        all.add_order_rows();
        all.add_places();
        all.add_interpreters();
        all
    }

    /// All choices, in the order in which their columns were added.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The program that optimises one level (1 to 3) among what meets the targets.
    pub fn program(&self, level: Level, targets: Targets) -> Program {
        let mut program = self.base.clone();
        let (n_musts, held) = (self.problem.candidates.n_musts(), ones(&self.musts).collect::<Vec<_>>());
        if let Some(most) = targets.must_unheld.filter(|_| n_musts > 0) {
            program.add_row(None, held.clone(), Sense::AtLeast, n_musts - most);
        }
        if let Some(most) = targets.shortfall.filter(|_| !self.missing.is_empty()) {
            program.add_row(None, self.missing.iter().map(|c| (*c, 1)).collect(), Sense::AtMost, most);
        }
        program.objective = match level {
            Level::MustUnheld => held,
            Level::Shortfall => self.missing.iter().map(|c| (*c, -1)).collect(),
            _ => self.weighted(|p| p.value),
        };
        program
    }

    /// An objective of the program as the value of its level.
    pub fn level_value(&self, level: Level, objective: i64) -> i64 {
        match level {
            Level::MustUnheld => self.problem.candidates.n_musts() - objective,
            Level::Shortfall => -objective,
            _ => objective,
        }
    }

    fn weighted(&self, weight: impl Fn(&Pair) -> i64) -> Vec<(Column, i64)> {
        let terms = self.choices.iter().map(|c| (c.column, weight(self.problem.candidates.pair(c.pair))));
        terms.filter(|(_, k)| *k != 0).collect()
    }

    fn add_choices(&mut self) {
        let Problem { event, candidates } = self.problem;
        let walking_matters = candidates.walks.bind() || event.party_ids().any(|p| candidates.reach_binds(p));
        for id in candidates.pair_ids() {
            let pair = candidates.pair(id);
            for slot in pair.slots.iter() {
                let open = candidates.places_at(event, pair, slot);
                let halls: BTreeSet<Option<HallId>> = open.map(|p| walking_matters.then_some(event.place(p).hall)).collect();
                for hall in halls {
                    let column = self.base.add_choice();
                    self.of_pair[id.ix()].push(self.choices.len());
                    self.choices.push(Choice { pair: id, slot, hall, column });
                }
            }
        }
    }

    /// A must wish is held as often as its pairs meet, and no more often than it wants.
    fn add_musts(&mut self) {
        let candidates = self.problem.candidates;
        for must in &candidates.musts {
            let held = self.base.add_flow(must.times.into());
            let meetings =
                must.pairs.iter().flat_map(|first| candidates.copies(*first)).flat_map(|id| self.terms_where(id, |_| true));
            let terms = meetings.map(|(c, k)| (c, -k)).chain([(held, 1)]).collect();
            self.base.add_row(None, terms, Sense::AtMost, 0);
            self.musts.push(held);
        }
    }

    /// R03, and R07: a fix that the candidates could not honour, such as a second one of the pair, leaves an empty sum that cannot be 1.
    fn add_pair_rows(&mut self) {
        let candidates = self.problem.candidates;
        for id in candidates.pair_ids() {
            let terms = self.terms_where(id, |_| true);
            at_most(&mut self.base, RuleId::Once, terms, 1);
            for slot in candidates.pair(id).common.iter().filter(|_| candidates.pair(id).copy == 0) {
                let terms = candidates.copies(id).flat_map(|copy| self.terms_where(copy, |s| s == slot)).collect();
                at_most(&mut self.base, RuleId::Once, terms, 1);
            }
        }
        for pin in self.problem.event.pins.iter().filter(|pin| pin.action == PinAction::Fix) {
            let honoured = |id: &PairId| {
                let fixed = self.problem.candidates.pair(*id).fixed;
                fixed.is_some_and(|(slot, place)| {
                    slot == pin.slots[0] && (place == pin.place || place.is_none() || pin.place.is_none())
                })
            };
            let pair = candidates.copies_between(pin.sme, pin.buyer).find(honoured);
            let terms = pair.map_or(Vec::new(), |id| self.terms_where(id, |_| true));
            self.base.add_row(RuleId::Pins, terms, Sense::Equal, 1);
        }
    }

    /// R01, R05 and what is missing to `min_meetings`.
    fn add_party_rows(&mut self) {
        for party in self.problem.event.party_ids() {
            let facts = self.problem.event.party(party);
            let by_slot = self.by_slot(party);
            let sum = |slots: (SlotId, SlotId)| by_slot.range(slots.0..slots.1).flat_map(|(_, c)| ones(c)).collect::<Vec<_>>();
            for columns in by_slot.values() {
                at_most(&mut self.base, RuleId::OneAtATime, ones(columns).collect(), i64::from(facts.capacity));
            }
            let all = sum((SlotId(0), SlotId(u32::MAX)));
            if let Some(limit) = facts.max_per_day {
                for day in &self.problem.event.grid.days {
                    at_most(&mut self.base, RuleId::Limits, sum(day.slots), i64::from(limit));
                }
            }
            if let Some(limit) = facts.max_meetings {
                at_most(&mut self.base, RuleId::Limits, all.clone(), i64::from(limit));
            }
            if facts.min_meetings > 0 {
                let least = i64::from(facts.min_meetings);
                let missing = self.base.add_flow(least);
                self.missing.push(missing);
                self.base.add_row(None, all.into_iter().chain([(missing, 1)]).collect(), Sense::AtLeast, least);
            }
        }
    }

    /// R09: of any `max_in_a_row` + 1 consecutive slots, the party is free in one. With several delegates, "in a meeting" is a column of its own.
    fn add_rest_rows(&mut self) {
        for party in self.problem.event.party_ids() {
            let facts = self.problem.event.party(party);
            let Some(limit) = facts.max_in_a_row else { continue };
            let mut busy = self.by_slot(party);
            if facts.capacity > 1 {
                for columns in busy.values_mut() {
                    let any = self.base.add_choice();
                    for column in columns.drain(..) {
                        self.base.add_row(RuleId::Rest, vec![(column, 1), (any, -1)], Sense::AtMost, 0);
                    }
                    columns.push(any);
                }
            }
            for session in &self.problem.event.grid.sessions {
                for first in session.slots.0.0..session.slots.1.0.saturating_sub(limit) {
                    let run = busy.range(SlotId(first)..SlotId(first + limit + 1));
                    if run.clone().count() as u32 == limit + 1 {
                        at_most(&mut self.base, RuleId::Rest, run.flat_map(|(_, c)| ones(c)).collect(), i64::from(limit));
                    }
                }
            }
        }
    }

    /// R08: a meeting in a hall and one too far away too soon exclude each other unless the party meets in between.
    fn add_walk_rows(&mut self) {
        for party in self.problem.event.party_ids().filter(|p| self.problem.event.party(*p).capacity == 1) {
            let mut at: BTreeMap<SlotId, BTreeMap<HallId, Vec<Column>>> = BTreeMap::new();
            for choice in self.choices_of(party) {
                if let Some(hall) = choice.hall {
                    at.entry(choice.slot).or_default().entry(hall).or_default().push(choice.column);
                }
            }
            for (&from, halls) in &at {
                for (&hall, before) in halls {
                    for (&to, after) in at.range(SlotId(from.0 + 1)..) {
                        let far = |h: &HallId| !self.problem.candidates.walks.walkable((from, hall), (to, *h));
                        let clash: Vec<_> = after.iter().filter(|(h, _)| far(h)).flat_map(|(_, c)| ones(c)).collect();
                        if !clash.is_empty() {
                            let between = at.range(SlotId(from.0 + 1)..to).flat_map(|(_, halls)| halls.values().flatten());
                            let terms = ones(before).chain(clash).chain(between.map(|c| (*c, -1))).collect();
                            self.base.add_row(RuleId::Walk, terms, Sense::AtMost, 1);
                        }
                    }
                }
            }
        }
    }

    /// R11: meetings with two buyers of a group exclude each other.
    fn add_org_rows(&mut self) {
        let candidates = self.problem.candidates;
        for group in &candidates.org_groups {
            for (i, &a) in group.pairs.iter().enumerate() {
                for &b in group.pairs[i + 1..].iter().filter(|b| candidates.pair(**b).buyer != candidates.pair(a).buyer) {
                    let terms = [self.terms_where(a, |_| true), self.terms_where(b, |_| true)].concat();
                    at_most(&mut self.base, RuleId::Org, terms, 1);
                }
            }
        }
    }

    /// R12: the first in a slot or later and the second in that slot or earlier exclude each other.
    fn add_order_rows(&mut self) {
        for order in &self.problem.event.orders {
            for first in self.problem.candidates.copies_between(order.first.0, order.first.1) {
                for then in self.problem.candidates.copies_between(order.then.0, order.then.1) {
                    self.add_order(first, then);
                }
            }
        }
    }

    fn add_order(&mut self, first: PairId, then: PairId) {
        for slot in self.problem.event.grid.slot_ids() {
            let late = self.terms_where(first, |s| s >= slot);
            let early = self.terms_where(then, |s| s <= slot);
            if !late.is_empty() && !early.is_empty() {
                self.base.add_row(RuleId::Order, [late, early].concat(), Sense::AtMost, 1);
            }
        }
    }

    /// R04.
    fn add_places(&mut self) {
        let event = self.problem.event;
        let needs = |pair: &Pair, hall: Option<HallId>| {
            let places = pair.places.iter().filter(|p| hall.is_none_or(|h| event.place(**p).hall == h));
            Some(places.map(|p| p.ix()).collect())
        };
        self.add_resources(RuleId::Places, needs, &self.problem.candidates.place_free);
    }

    /// R10.
    fn add_interpreters(&mut self) {
        let needs = |pair: &Pair, _| Some(pair.interpreters.as_ref()?.iter().map(|i| i.ix()).collect());
        self.add_resources(RuleId::Interpreter, needs, &self.problem.candidates.interpreter_free);
    }

    /// In every slot, the choices that need one of the same resources draw on those that are free; alike resources are one class, and who draws on
    /// which class is a flow, which can be taken as whole numbers.
    fn add_resources(&mut self, rule: RuleId, needs: impl Fn(&Pair, Option<HallId>) -> Option<Vec<usize>>, free: &[SlotSet]) {
        let mut users: BTreeMap<SlotId, BTreeMap<Vec<usize>, Vec<Column>>> = BTreeMap::new();
        for choice in &self.choices {
            if let Some(resources) = needs(self.problem.candidates.pair(choice.pair), choice.hall) {
                users.entry(choice.slot).or_default().entry(resources).or_default().push(choice.column);
            }
        }
        for (slot, types) in users {
            let types: Vec<_> = types.into_iter().collect();
            let mut classes: BTreeMap<Vec<usize>, i64> = BTreeMap::new();
            for resource in (0..free.len()).filter(|r| free[*r].contains(slot)) {
                let serves = (0..types.len()).filter(|t| types[*t].0.binary_search(&resource).is_ok()).collect();
                *classes.entry(serves).or_default() += 1;
            }
            let mut drawn: Vec<Vec<(Column, i64)>> = types.iter().map(|(_, columns)| ones(columns).collect()).collect();
            for (serves, size) in classes {
                let flows: Vec<_> = serves.iter().map(|t| (*t, self.base.add_flow(size))).collect();
                flows.iter().for_each(|(t, flow)| drawn[*t].push((*flow, -1)));
                at_most(&mut self.base, rule, flows.iter().map(|(_, flow)| (*flow, 1)).collect(), size);
            }
            for terms in drawn {
                self.base.add_row(rule, terms, Sense::AtMost, 0);
            }
        }
    }

    fn choices_of(&self, party: PartyId) -> impl Iterator<Item = &Choice> {
        self.problem.candidates.of_party[party.ix()].iter().flat_map(|id| self.of_pair[id.ix()].iter().map(|i| &self.choices[*i]))
    }

    fn by_slot(&self, party: PartyId) -> BTreeMap<SlotId, Vec<Column>> {
        let mut by_slot: BTreeMap<SlotId, Vec<Column>> = BTreeMap::new();
        for choice in self.choices_of(party) {
            by_slot.entry(choice.slot).or_default().push(choice.column);
        }
        by_slot
    }

    fn terms_where(&self, pair: PairId, slot: impl Fn(SlotId) -> bool) -> Vec<(Column, i64)> {
        let choices = self.of_pair[pair.ix()].iter().map(|i| &self.choices[*i]);
        choices.filter(|c| slot(c.slot)).map(|c| (c.column, 1)).collect()
    }
}

fn ones(columns: &[Column]) -> impl Iterator<Item = (Column, i64)> {
    columns.iter().map(|c| (*c, 1))
}

/// Adds a row unless it can never bind.
fn at_most(program: &mut Program, rule: RuleId, terms: Vec<(Column, i64)>, most: i64) {
    let reach: i64 = terms.iter().map(|(c, k)| k * program.columns[c.ix()].upper).sum();
    if reach > most {
        program.add_row(rule, terms, Sense::AtMost, most);
    }
}

//! The time-indexed program in clauses: which pair is held in which slot (and, where walking binds, in which hall) under rules R01 to R12.
//! Places and interpreters are counted here and handed out in `resources`; gaps stand in `gaps`.

use crate::event::{HallId, PairId, PartyId, SlotId};
use crate::problem::Problem;
use crate::rule::{RULES, RuleId};
use crate::sat::{Lit, Sat, at_most, at_most_one};
use crate::stop::Stop;
use std::collections::BTreeMap;

/// How to build a [`Model`].
#[derive(Clone, Debug, Default)]
pub(super) struct ModelOptions {
    /// Every pair is held; otherwise each only if its `held` literal is assumed.
    pub(super) hold_all: bool,
    /// Tell halls apart for every pair that has a choice, not only where walking binds.
    pub(super) halls: bool,
    /// Every rule holds only under its own literal, so that a contradiction can be named.
    pub(super) name_rules: bool,
    /// Meetings of the same two parties are told apart by where they were published; otherwise the first is the earliest.
    pub(super) copies_differ: bool,
    /// These pairs are held, if at all, in these slots.
    pub(super) kept: BTreeMap<PairId, SlotId>,
    pub(super) encoding: Encoding,
}

/// What is counted. The solver sees other things in each: that too many parties want a slot, or that their number is right but someone
/// is left without a partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Busy parties, two for each meeting, against the places and interpreters of a slot where everyone may meet everyone; and the busy
    /// slots of every party, where all pairs are held.
    #[default]
    Parties,
    /// Meetings against the places and interpreters of a slot.
    Meetings,
}

/// A way to hold a pair.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) slot: SlotId,
    /// `None` if the pair's places lie in several halls and it does not matter here.
    pub(super) hall: Option<HallId>,
    pub(super) lit: Lit,
}

/// The choices of a slot (pair position and literal) by the resources they may use, ascending.
pub(super) type Group = BTreeMap<Vec<u32>, Vec<(usize, Lit)>>;

/// Whom a hard rule concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concern {
    Party(PartyId),
    Pair(PairId),
    Slot(SlotId),
}

/// What writes the clauses of a rule.
enum Clauses<'a> {
    OfParty(fn(&mut Model<'a>, PartyId)),
    OfAll(fn(&mut Model<'a>)),
    Elsewhere,
}

/// The clauses and what their literals mean. Positions `m` are those of `pairs`.
pub(super) struct Model<'a> {
    pub(super) problem: Problem<'a>,
    pub(super) sat: Sat,
    pub(super) pairs: Vec<PairId>,
    /// The pair is held. With `hold_all`, true by a clause.
    pub(super) held: Vec<Lit>,
    pub(super) choices: Vec<Vec<Choice>>,
    /// `of_party[party.ix()]` = positions of its pairs.
    pub(super) of_party: Vec<Vec<usize>>,
    /// `busy[party.ix()][slot.ix()]`: the party is in a meeting; `None` if it cannot be.
    pub(super) busy: Vec<Vec<Option<Lit>>>,
    /// By kind of resource, then slot.
    pub(super) groups: [Vec<Group>; 2],
    /// The literal under which each named rule holds.
    pub(super) named: BTreeMap<(RuleId, Concern), Lit>,
    pub(super) options: ModelOptions,
}

impl<'a> Model<'a> {
    /// The program over `pairs`, each in the slots it may be held in. Without an answer if `stop` comes before it stands.
    pub(super) fn new(problem: Problem<'a>, pairs: &[PairId], options: ModelOptions, stop: &Stop) -> Option<Self> {
        let event = problem.event;
        let n_parties = event.parties.len();
        let mut model = Self {
            problem,
            sat: Sat::new(stop),
            pairs: pairs.to_vec(),
            held: Vec::new(),
            choices: Vec::new(),
            of_party: vec![Vec::new(); n_parties],
            busy: vec![vec![None; event.n_slots()]; n_parties],
            groups: Default::default(),
            named: BTreeMap::new(),
            options,
        };
        let split_halls = problem.candidates.walks.bind() || model.options.halls;
        for m in 0..pairs.len() {
            model.add_pair(m, split_halls);
        }
        for party in event.party_ids() {
            if stop.now() {
                return None;
            }
            for card in &RULES {
                if let Clauses::OfParty(write) = Self::clauses(card.id) {
                    write(&mut model, party);
                }
            }
        }
        for card in &RULES {
            if let Clauses::OfAll(write) = Self::clauses(card.id) {
                write(&mut model);
            }
        }
        model.count_resources();
        model.guard_by(None);
        Some(model)
    }

    /// How a rule comes into the program.
    fn clauses(rule: RuleId) -> Clauses<'a> {
        match rule {
            RuleId::OneAtATime => Clauses::OfParty(Self::one_at_a_time),
            RuleId::Limits => Clauses::OfParty(Self::limits),
            RuleId::Walk => Clauses::OfParty(Self::walk),
            RuleId::Rest => Clauses::OfParty(Self::rest),
            RuleId::Once => Clauses::OfAll(Self::copies),
            RuleId::Org => Clauses::OfAll(Self::one_of_an_org),
            RuleId::Order => Clauses::OfAll(Self::orders),
            // The slots of the candidates keep these.
            RuleId::Availability | RuleId::Blocked | RuleId::Pins => Clauses::Elsewhere,
            // Counted in `resources` when all choices stand; gaps only for those who ask about them.
            RuleId::Places | RuleId::Interpreter | RuleId::EvenGaps => Clauses::Elsewhere,
        }
    }

    pub(super) fn pair(&self, m: usize) -> &'a crate::candidates::Pair {
        self.problem.candidates.pair(self.pairs[m])
    }

    /// The clauses that follow belong to a rule (`None`: to the way things are).
    pub(super) fn guard_by(&mut self, rule: Option<(RuleId, Concern)>) {
        let guard = match rule {
            Some(key) if self.options.name_rules => {
                let sat = &mut self.sat;
                Some(*self.named.entry(key).or_insert_with(|| sat.new_lit()))
            }
            _ => None,
        };
        self.sat.set_guard(guard);
    }

    fn add_pair(&mut self, m: usize, split_halls: bool) {
        let pair = self.pair(m);
        let held = self.sat.new_lit();
        let mut choices = Vec::new();
        let kept = self.options.kept.get(&self.pairs[m]).copied();
        for slot in pair.slots.iter().filter(|s| kept.is_none_or(|k| k == *s)) {
            for hall in self.halls_at(m, slot, split_halls) {
                let lit = self.sat.new_lit();
                self.sat.imply(&[lit], &[held]);
                choices.push(Choice { slot, hall, lit });
            }
        }
        let lits: Vec<Lit> = choices.iter().map(|c| c.lit).collect();
        self.sat.imply(&[held], &lits);
        at_most_one(&mut self.sat, &lits);
        if self.options.hold_all {
            self.sat.add(&[held]);
        }
        for party in pair.parties() {
            self.of_party[party.ix()].push(m);
        }
        self.held.push(held);
        self.choices.push(choices);
    }

    /// Halls in which a pair may be held in a slot; a single `None` where they are not told apart.
    fn halls_at(&self, m: usize, slot: SlotId, split: bool) -> Vec<Option<HallId>> {
        let Problem { event, candidates } = self.problem;
        let open = candidates.places_at(event, self.pair(m), slot);
        let mut halls: Vec<HallId> = open.map(|p| event.place(p).hall).collect();
        halls.sort_unstable();
        halls.dedup();
        if halls.len() > 1 && !split { vec![None] } else { halls.into_iter().map(Some).collect() }
    }

    /// Choices of a party in a slot.
    pub(super) fn choices_at(&self, party: PartyId, slot: SlotId) -> Vec<&Choice> {
        let all = self.of_party[party.ix()].iter().flat_map(|m| &self.choices[*m]);
        all.filter(|c| c.slot == slot).collect()
    }

    /// R01, and what busy means.
    fn one_at_a_time(&mut self, party: PartyId) {
        let capacity = self.problem.event.party(party).capacity as usize;
        let mut by_slot: BTreeMap<SlotId, Vec<Lit>> = BTreeMap::new();
        for &m in &self.of_party[party.ix()] {
            for choice in &self.choices[m] {
                by_slot.entry(choice.slot).or_default().push(choice.lit);
            }
        }
        for (slot, lits) in by_slot {
            self.guard_by(None);
            let busy = if let [only] = lits[..] { only } else { self.any_of(&lits) };
            self.busy[party.ix()][slot.ix()] = Some(busy);
            self.guard_by(Some((RuleId::OneAtATime, Concern::Party(party))));
            at_most(&mut self.sat, &lits, capacity);
        }
    }

    /// A literal that is true exactly if one of `lits` is.
    pub(super) fn any_of(&mut self, lits: &[Lit]) -> Lit {
        let any = self.sat.new_lit();
        lits.iter().for_each(|l| self.sat.imply(&[*l], &[any]));
        self.sat.imply(&[any], lits);
        any
    }

    /// R05.
    fn limits(&mut self, party: PartyId) {
        let facts = self.problem.event.party(party);
        self.guard_by(Some((RuleId::Limits, Concern::Party(party))));
        if let Some(most) = facts.max_meetings {
            let held: Vec<Lit> = self.of_party[party.ix()].iter().map(|m| self.held[*m]).collect();
            at_most(&mut self.sat, &held, most as usize);
        }
        let Some(most) = facts.max_per_day else { return };
        for day in 0..self.problem.event.grid.days.len() {
            let choices = self.of_party[party.ix()].iter().flat_map(|m| &self.choices[*m]);
            let on_day = choices.filter(|c| self.problem.event.grid.day_of(c.slot).ix() == day);
            let lits: Vec<Lit> = on_day.map(|c| c.lit).collect();
            at_most(&mut self.sat, &lits, most as usize);
        }
    }

    /// R09: no run of more than `max_in_a_row` busy slots.
    fn rest(&mut self, party: PartyId) {
        let Some(most) = self.problem.event.party(party).max_in_a_row else { return };
        self.guard_by(Some((RuleId::Rest, Concern::Party(party))));
        for session in &self.problem.event.grid.sessions {
            let busy = &self.busy[party.ix()][session.slots.0.ix()..session.slots.1.ix()];
            for window in busy.windows(most as usize + 1) {
                if let Some(run) = window.iter().copied().collect::<Option<Vec<Lit>>>() {
                    self.sat.imply(&run, &[]);
                }
            }
        }
    }

    /// R08: two consecutive meetings in different halls leave time to walk.
    fn walk(&mut self, party: PartyId) {
        let walks = &self.problem.candidates.walks;
        if self.problem.event.party(party).capacity > 1 || !walks.bind() {
            return;
        }
        self.guard_by(None);
        let mut places: BTreeMap<(SlotId, HallId), Vec<Lit>> = BTreeMap::new();
        for &m in &self.of_party[party.ix()] {
            for choice in &self.choices[m] {
                let hall = choice.hall.expect("halls are told apart where walking binds");
                places.entry((choice.slot, hall)).or_default().push(choice.lit);
            }
        }
        let places: Vec<_> = places.into_iter().map(|(at, lits)| (at, self.any_of(&lits))).collect();
        self.guard_by(Some((RuleId::Walk, Concern::Party(party))));
        for (i, &((first, from), a)) in places.iter().enumerate() {
            for &((then, to), b) in places[i + 1..].iter().filter(|((then, _), _)| first < *then) {
                if !walks.hurried(first, then) {
                    break;
                }
                if !walks.walkable((first, from), (then, to)) {
                    let between = (first.ix() + 1..then.ix()).filter_map(|s| self.busy[party.ix()][s]);
                    let between: Vec<Lit> = between.collect();
                    self.sat.imply(&[a, b], &between);
                }
            }
        }
    }

    /// R03: meetings of the same two parties are in different slots. Those that are not fixed are alike unless they were published, so the first copy is the earliest.
    fn copies(&mut self) {
        let candidates = self.problem.candidates;
        let mut of_first: BTreeMap<PairId, Vec<usize>> = BTreeMap::new();
        for (m, id) in self.pairs.iter().enumerate().filter(|(_, id)| candidates.pair(**id).n_copies > 1) {
            of_first.entry(candidates.first_copy(*id)).or_default().push(m);
        }
        for (first, mut copies) in of_first {
            copies.sort_by_key(|m| self.pairs[*m]);
            self.guard_by(Some((RuleId::Once, Concern::Pair(first))));
            for (i, &a) in copies.iter().enumerate() {
                for &b in &copies[i + 1..] {
                    if self.pair(a).fixed.is_none() && !self.options.copies_differ {
                        self.earlier(a, b);
                    } else {
                        self.apart(a, b);
                    }
                }
            }
        }
        self.guard_by(None);
    }

    /// If both pairs are held, they are in different slots.
    fn apart(&mut self, a: usize, b: usize) {
        for choice in self.choices[a].clone() {
            for same in self.choices[b].iter().filter(|c| c.slot == choice.slot) {
                self.sat.imply(&[choice.lit, same.lit], &[]);
            }
        }
    }

    /// If both pairs are held, the first is in an earlier slot.
    fn earlier(&mut self, first: usize, then: usize) {
        for choice in self.choices[then].clone() {
            let earlier: Vec<Lit> = self.choices[first].iter().filter(|c| c.slot < choice.slot).map(|c| c.lit).collect();
            self.sat.imply(&[choice.lit, self.held[first]], &earlier);
        }
        for choice in self.choices[first].clone() {
            let later: Vec<Lit> = self.choices[then].iter().filter(|c| c.slot > choice.slot).map(|c| c.lit).collect();
            self.sat.imply(&[choice.lit, self.held[then]], &later);
        }
    }

    /// R11: of a group, meetings with one buyer.
    fn one_of_an_org(&mut self) {
        let candidates = self.problem.candidates;
        let position: BTreeMap<PairId, usize> = self.pairs.iter().enumerate().map(|(m, p)| (*p, m)).collect();
        for group in &candidates.org_groups {
            let mut met = Vec::new();
            for copies in candidates.by_buyer(group).into_values() {
                let held: Vec<Lit> = copies.iter().filter_map(|id| Some(self.held[*position.get(id)?])).collect();
                self.guard_by(None);
                match held[..] {
                    [] => {}
                    [only] => met.push(only),
                    _ => met.push(self.any_of(&held)),
                }
            }
            self.guard_by(Some((RuleId::Org, Concern::Party(group.sme))));
            at_most_one(&mut self.sat, &met);
        }
        self.guard_by(None);
    }

    /// R12: every meeting of the first two parties is earlier than every meeting of the others.
    fn orders(&mut self) {
        let Problem { event, candidates } = self.problem;
        let position: BTreeMap<PairId, usize> = self.pairs.iter().enumerate().map(|(m, p)| (*p, m)).collect();
        let of = |pair: (PartyId, PartyId)| -> Vec<usize> {
            candidates.copies_between(pair.0, pair.1).filter_map(|id| position.get(&id).copied()).collect()
        };
        for order in &event.orders {
            for first in of(order.first) {
                for then in of(order.then) {
                    self.guard_by(Some((RuleId::Order, Concern::Pair(self.pairs[then]))));
                    self.earlier(first, then);
                }
            }
        }
    }

    /// After a satisfiable answer: the choice made for each pair that is held.
    pub(super) fn chosen(&self) -> Vec<Option<usize>> {
        self.choices.iter().map(|choices| choices.iter().position(|c| self.sat.is_true(c.lit))).collect()
    }
}

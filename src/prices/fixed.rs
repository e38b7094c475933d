//! Fixed meetings (R07) stand in every timetable, so no other meeting may use what they fill.

use super::capacity::party_capacity;
use crate::candidates::{Candidates, Pair};
use crate::event::{Event, PartyId, SlotSet};
use crate::problem::Problem;
use crate::triple::Triple;
use std::borrow::Cow;

/// By party: slots that its fixed meetings fill. Empty where nothing is fixed.
#[derive(Debug)]
pub struct Filled(Vec<SlotSet>);

impl Filled {
    /// The slots that the fixed meetings of a problem fill.
    pub fn of(problem: Problem) -> Self {
        let fixed: Vec<&Pair> = fixed_pairs(problem).collect();
        if fixed.is_empty() {
            return Self(Vec::new());
        }
        let event = problem.event;
        let mut filled = vec![SlotSet::empty(event.n_slots()); event.parties.len()];
        for party in event.party_ids() {
            let mut slots: Vec<_> =
                fixed.iter().filter(|p| p.parties().contains(&party)).filter_map(|p| p.fixed.map(|(slot, _)| slot)).collect();
            slots.sort_unstable();
            let full = slots.chunk_by(|a, b| a == b).filter(|at_once| at_once.len() >= event.party(party).capacity as usize);
            full.for_each(|at_once| filled[party.ix()].insert(at_once[0]));
        }
        Self(filled)
    }

    /// The slots that a pair may use.
    pub fn left_to<'p>(&self, pair: &'p Pair) -> Cow<'p, SlotSet> {
        if self.0.is_empty() || pair.fixed.is_some() {
            return Cow::Borrowed(&pair.slots);
        }
        let mut slots = pair.slots.clone();
        pair.parties().iter().for_each(|p| slots.subtract(&self.0[p.ix()]));
        Cow::Owned(slots)
    }
}

/// A problem without its fixed meetings and what they take of their parties.
pub struct Remainder {
    pub event: Event,
    pub candidates: Candidates,
    /// What the fixed meetings are worth.
    pub fixed_worth: Triple,
}

impl Remainder {
    /// What the fixed meetings leave; `None` if nothing is fixed.
    pub fn of(problem: Problem) -> Option<Self> {
        let fixed: Vec<&Pair> = fixed_pairs(problem).collect();
        if fixed.is_empty() {
            return None;
        }
        let filled = Filled::of(problem);
        let worth = |pair: &&Pair| Triple { must: i64::from(pair.n_must), shortfall: 0, value: pair.value };
        let fixed_worth = fixed.iter().map(worth).sum();
        let mut all = Self { event: problem.event.clone(), candidates: problem.candidates.clone(), fixed_worth };
        for pair in &mut all.candidates.pairs {
            pair.slots = if pair.fixed.is_some() { pair.slots.none() } else { filled.left_to(pair).into_owned() };
        }
        problem.event.party_ids().for_each(|party| all.leave_room(problem, party, &fixed));
        Some(all)
    }

    pub fn problem(&self) -> Problem<'_> {
        Problem::new(&self.event, &self.candidates)
    }

    /// Takes the fixed meetings of a party from its limits and minimum.
    fn leave_room(&mut self, problem: Problem, party: PartyId, fixed: &[&Pair]) {
        let n_fixed = fixed.iter().filter(|pair| pair.parties().contains(&party)).count() as u32;
        if n_fixed == 0 {
            return;
        }
        let most = u32::try_from(party_capacity(problem, party)).unwrap_or(u32::MAX);
        let facts = &mut self.event.parties[party.ix()];
        facts.min_meetings = facts.min_meetings.saturating_sub(n_fixed);
        if facts.max_meetings.is_some() || facts.capacity > 1 {
            facts.max_meetings = Some(most.saturating_sub(n_fixed));
        }
    }
}

fn fixed_pairs<'a>(problem: Problem<'a>) -> impl Iterator<Item = &'a Pair> {
    problem.candidates.pairs.iter().filter(|pair| pair.fixed.is_some() && pair.schedulable())
}

//! Places and interpreters of a slot: counted by Hall's condition in clauses, handed out by augmenting paths (Hall 1935, Kuhn 1955).

use super::model::{Choice, Concern, Encoding, Group, Model};
use crate::event::{InterpreterId, PairId, PartyId, PlaceId, SlotId};
use crate::matching::match_all;
use crate::rule::RuleId;
use crate::sat::{Lit, at_most};
use crate::timetable::{Meeting, Timetable};
use std::collections::{BTreeMap, BTreeSet};

/// What a meeting needs one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Place = 0,
    Interpreter = 1,
}

/// A meeting on the grid that waits for its resources.
struct Waiting {
    pair: PairId,
    slot: SlotId,
    places: Vec<u32>,
    interpreters: Option<Vec<u32>>,
}

/// Too many meetings of a slot need one of too few resources.
struct Shortage {
    slot: SlotId,
    resources: Vec<u32>,
}

impl Model<'_> {
    /// The resources that a choice may use, ascending; `None` if it needs none.
    fn resources_of(&self, m: usize, choice: &Choice, kind: Kind) -> Option<Vec<u32>> {
        let pair = self.pair(m);
        match kind {
            Kind::Place => {
                let event = self.problem.event;
                let open = self.problem.candidates.places_at(event, pair, choice.slot);
                let in_hall = open.filter(|p| choice.hall.is_none_or(|h| event.place(*p).hall == h));
                Some(in_hall.map(|p| p.0).collect())
            }
            Kind::Interpreter => {
                let able = pair.interpreters.as_ref()?;
                let free = able.iter().filter(|i| self.problem.candidates.interpreter_free[i.ix()].contains(choice.slot));
                Some(free.map(|i| i.0).collect())
            }
        }
    }

    /// R04 and R10, as far as counting goes: Hall's condition for every set of resources that some choice has.
    pub(super) fn count_resources(&mut self) {
        for kind in [Kind::Place, Kind::Interpreter] {
            self.groups[kind as usize] = self.group(kind);
            for slot in self.problem.event.grid.slot_ids() {
                let sets: Vec<Vec<u32>> = self.groups[kind as usize][slot.ix()].keys().cloned().collect();
                sets.into_iter().for_each(|resources| self.bound(kind, &Shortage { slot, resources }));
            }
        }
    }

    /// The choices of every slot by the resources they may use.
    fn group(&self, kind: Kind) -> Vec<Group> {
        let mut groups = vec![Group::new(); self.problem.event.n_slots()];
        for m in 0..self.pairs.len() {
            for choice in &self.choices[m] {
                if let Some(resources) = self.resources_of(m, choice, kind) {
                    groups[choice.slot.ix()].entry(resources).or_default().push((m, choice.lit));
                }
            }
        }
        groups
    }

    /// At most as many meetings of the slot use nothing but these resources as there are.
    fn bound(&mut self, kind: Kind, at: &Shortage) {
        let within = |r: &[u32]| r.iter().all(|i| at.resources.binary_search(i).is_ok());
        let groups = &self.groups[kind as usize][at.slot.ix()];
        let users: Vec<_> = groups.iter().filter(|(r, _)| within(r)).flat_map(|(_, users)| users).copied().collect();
        if users.len() <= at.resources.len() {
            return;
        }
        let rule = if kind == Kind::Place { RuleId::Places } else { RuleId::Interpreter };
        self.guard_by(Some((rule, Concern::Slot(at.slot))));
        let (lits, most) = self.busy_instead(&users, at);
        at_most(&mut self.sat, &lits, most);
        self.guard_by(None);
    }

    /// The same bound over fewer literals: busy buyers instead of meetings, or, if [`Encoding::Parties`] is to be taken, all busy parties
    /// against twice the number.
    fn busy_instead(&self, users: &[(usize, Lit)], at: &Shortage) -> (Vec<Lit>, usize) {
        let most = at.resources.len();
        let direct = || (users.iter().map(|u| u.1).collect(), most);
        let mut n_of: BTreeMap<_, usize> = BTreeMap::new();
        users.iter().flat_map(|u| self.pair(u.0).parties()).for_each(|p| *n_of.entry(p).or_default() += 1);
        let covered = |p| self.problem.event.party(p).capacity == 1 && self.choices_at(p, at.slot).len() == n_of[&p];
        let busy = |p: &PartyId| self.busy[p.ix()][at.slot.ix()].expect("it has a choice in the slot");
        let buyers: BTreeSet<_> = users.iter().map(|u| self.pair(u.0).buyer).collect();
        let smes: BTreeSet<_> = users.iter().map(|u| self.pair(u.0).sme).collect();
        if buyers.is_disjoint(&smes) && buyers.iter().all(|b| covered(*b)) {
            (buyers.iter().map(busy).collect(), most)
        } else if self.options.encoding == Encoding::Parties && n_of.keys().all(|p| covered(*p)) {
            (n_of.keys().map(busy).collect(), 2 * most)
        } else {
            direct()
        }
    }

    /// After a satisfiable answer: the timetable it stands for, or `None` where places and interpreters cannot be assigned; a clause that rules this out is then added.
    pub(super) fn assign_resources(&mut self) -> Option<Timetable> {
        let waiting = self.waiting();
        let mut meetings = Vec::new();
        let mut shortages = Vec::new();
        for of_slot in waiting.chunk_by(|a, b| a.slot == b.slot) {
            match serve(of_slot) {
                Ok(served) => meetings.extend(of_slot.iter().zip(served).map(|(w, s)| self.meeting(w, s))),
                Err(shortage) => shortages.push(shortage),
            }
        }
        if shortages.is_empty() {
            return Some(Timetable::new(self.problem.event, meetings));
        }
        shortages.iter().for_each(|(kind, at)| self.bound(*kind, at));
        None
    }

    /// Meetings of the answer, by slot.
    fn waiting(&self) -> Vec<Waiting> {
        let chosen = self.chosen();
        let mut waiting: Vec<Waiting> = Vec::new();
        for (m, choice) in chosen.iter().enumerate() {
            let Some(choice) = choice.map(|c| &self.choices[m][c]) else { continue };
            waiting.push(Waiting {
                pair: self.pairs[m],
                slot: choice.slot,
                places: self.resources_of(m, choice, Kind::Place).expect("every meeting needs a place"),
                interpreters: self.resources_of(m, choice, Kind::Interpreter),
            });
        }
        waiting.sort_by_key(|w| (w.slot, w.pair));
        waiting
    }

    fn meeting(&self, waiting: &Waiting, (place, interpreter): (PlaceId, Option<InterpreterId>)) -> Meeting {
        let pair = self.problem.candidates.pair(waiting.pair);
        Meeting { sme: pair.sme, buyer: pair.buyer, slot: waiting.slot, place, interpreter }
    }
}

type Served = Vec<(PlaceId, Option<InterpreterId>)>;

/// A place and, where needed, an interpreter for each meeting of a slot, or what there is too little of.
fn serve(of_slot: &[Waiting]) -> Result<Served, (Kind, Shortage)> {
    let slot = of_slot[0].slot;
    let short = |kind| move |resources| (kind, Shortage { slot, resources });
    let wants: Vec<&[u32]> = of_slot.iter().map(|w| w.places.as_slice()).collect();
    let places = assigned(&wants).map_err(short(Kind::Place))?;
    let needing: Vec<usize> = (0..of_slot.len()).filter(|i| of_slot[*i].interpreters.is_some()).collect();
    let wants: Vec<&[u32]> = needing.iter().map(|i| of_slot[*i].interpreters.as_deref().unwrap_or(&[])).collect();
    let interpreters = assigned(&wants).map_err(short(Kind::Interpreter))?;
    let mut served: Served = places.into_iter().map(|p| (PlaceId(p), None)).collect();
    for (i, interpreter) in needing.into_iter().zip(interpreters) {
        served[i].1 = Some(InterpreterId(interpreter));
    }
    Ok(served)
}

/// One resource for each taker, all different; or the resources that too many takers depend on, ascending.
fn assigned(wants: &[&[u32]]) -> Result<Vec<u32>, Vec<u32>> {
    let numbers = |resources: Vec<usize>| resources.into_iter().map(|r| r as u32).collect();
    let n_resources = wants.iter().copied().flatten().max().map_or(0, |most| *most as usize + 1);
    let found = match_all(wants.len(), n_resources, 1, |i| wants[i].iter().map(|r| *r as usize));
    found.map(numbers).map_err(|violator| numbers(violator.right))
}

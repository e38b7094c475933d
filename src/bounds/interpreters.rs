//! A cut where interpreters are short: pairs that need one compete for their buyers' slots and for the interpreters of a slot.

use super::cut::{Cut, Priced};
use crate::candidates::Pair;
use crate::event::{InterpreterId, PairId, PartyId, SlotId};
use crate::problem::Problem;
use crate::select::simplex::{Arc, least_cost_circulation};
use std::collections::{BTreeMap, HashMap};

/// Interpreters sorted by whom they can serve.
pub struct Interpreters {
    /// Those who serve the same pairs, ascending.
    pub classes: Vec<Vec<InterpreterId>>,
    /// By the list of those who can serve a pair: the classes in it.
    classes_of: HashMap<Vec<InterpreterId>, Vec<usize>>,
}

impl Interpreters {
    /// Sorts the interpreters of a problem.
    pub fn of(problem: Problem) -> Self {
        let mut lists: Vec<Vec<InterpreterId>> = needs(problem).map(|(_, able)| able.to_vec()).collect();
        lists.sort_unstable();
        lists.dedup();
        let mut by_lists: BTreeMap<Vec<usize>, Vec<InterpreterId>> = BTreeMap::new();
        for who in (0..problem.event.interpreters.len()).map(InterpreterId::at) {
            let serves = (0..lists.len()).filter(|l| lists[*l].contains(&who)).collect();
            by_lists.entry(serves).or_default().push(who);
        }
        let classes: Vec<Vec<InterpreterId>> = by_lists.into_values().collect();
        let of_list = |list: &Vec<InterpreterId>| (0..classes.len()).filter(|c| list.contains(&classes[*c][0])).collect();
        let classes_of = lists.iter().map(|list| (list.clone(), of_list(list))).collect();
        Self { classes, classes_of }
    }

    /// Classes that can serve a pair; `None` if it needs nobody.
    fn serving(&self, pair: &Pair) -> Option<&[usize]> {
        Some(&self.classes_of[pair.interpreters.as_ref()?.as_ref()])
    }

    fn n_free(&self, problem: Problem, class: usize, slot: SlotId) -> i64 {
        let free = self.classes[class].iter().filter(|i| problem.candidates.interpreter_free[i.ix()].contains(slot));
        free.count() as i64
    }
}

/// The pairs that need an interpreter, and who can serve them.
fn needs<'a>(problem: Problem<'a>) -> impl Iterator<Item = (PairId, &'a [InterpreterId])> {
    let candidates = problem.candidates;
    candidates.pair_ids().filter_map(|id| Some((id, candidates.pair(id).interpreters.as_deref()?)))
}

/// A cut that holds in every timetable and not for these pairs: even if meetings could be split over slots, they find too few slots of their
/// buyers and of the interpreters together. `None` if they find enough.
pub fn short_of_interpreters(problem: Problem, interpreters: &Interpreters, selected: &[PairId]) -> Option<Cut> {
    let mut flow = Flow { problem, interpreters, arcs: Vec::new(), n_nodes: 2, buyers: HashMap::new(), served: HashMap::new() };
    let needing = selected.iter().map(|id| problem.candidates.pair(*id)).filter(|pair| pair.interpreters.is_some());
    let carriers: Vec<usize> = needing.map(|pair| flow.add(pair)).collect();
    let Flow { mut arcs, n_nodes, buyers, served, .. } = flow;
    arcs.push(Arc { from: SINK, to: SOURCE, capacity: i64::MAX / 4, cost: 0 });
    let solved = least_cost_circulation(n_nodes, &arcs);
    if carriers.iter().all(|arc| solved.flow[*arc] > 0) {
        return None;
    }
    let priced = |arc: usize| solved.price[arcs[arc].to] > solved.price[arcs[arc].from];
    let party_slots = sorted(buyers.iter().filter(|(_, (_, arc))| priced(*arc)).map(|((buyer, _, slot), _)| (*buyer, *slot)));
    let served = sorted(served.iter().filter(|(_, (_, arc))| priced(*arc)).map(|(key, _)| *key));
    Some(cut(problem, interpreters, party_slots, served))
}

const SOURCE: usize = 0;
const SINK: usize = 1;

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = items.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Meetings to buyers' slots to the interpreters of the slot.
struct Flow<'a> {
    problem: Problem<'a>,
    interpreters: &'a Interpreters,
    arcs: Vec<Arc>,
    n_nodes: usize,
    /// Where meetings that the same classes serve enter a buyer's slot, and the arc through it.
    buyers: HashMap<(PartyId, &'a [usize], SlotId), (usize, usize)>,
    /// Where they enter a class's slot, and the arc through it.
    served: HashMap<(usize, SlotId), (usize, usize)>,
}

impl<'a> Flow<'a> {
    /// A pair that needs an interpreter; the arc that carries its meeting.
    fn add(&mut self, pair: &'a Pair) -> usize {
        let serving = self.interpreters.serving(pair).unwrap_or(&[]);
        let meeting = self.node();
        let carries = self.arc(SOURCE, meeting, 1, -1);
        for slot in pair.slots.iter() {
            let entry = self.buyer_slot(pair.buyer, serving, slot);
            self.arc(meeting, entry, 1, 0);
        }
        carries
    }

    fn buyer_slot(&mut self, buyer: PartyId, serving: &'a [usize], slot: SlotId) -> usize {
        if let Some((node, _)) = self.buyers.get(&(buyer, serving, slot)) {
            return *node;
        }
        let (node, through) = (self.node(), self.node());
        let arc = self.arc(node, through, self.problem.event.party(buyer).capacity.into(), 0);
        for class in serving {
            let onward = self.served_slot(*class, slot);
            self.arc(through, onward, i64::MAX / 4, 0);
        }
        self.buyers.insert((buyer, serving, slot), (node, arc));
        node
    }

    fn served_slot(&mut self, class: usize, slot: SlotId) -> usize {
        if let Some((node, _)) = self.served.get(&(class, slot)) {
            return *node;
        }
        let node = self.node();
        let arc = self.arc(node, SINK, self.interpreters.n_free(self.problem, class, slot), 0);
        self.served.insert((class, slot), (node, arc));
        node
    }

    fn node(&mut self) -> usize {
        self.n_nodes += 1;
        self.n_nodes - 1
    }

    fn arc(&mut self, from: usize, to: usize, capacity: i64, cost: i128) -> usize {
        self.arcs.push(Arc { from, to, capacity, cost });
        self.arcs.len() - 1
    }
}

/// The cut of prices of 1 on buyers' slots and on the interpreters of slots: a pair weighs what it pays at least.
fn cut(problem: Problem, interpreters: &Interpreters, party_slots: Vec<(PartyId, SlotId)>, served: Vec<(usize, SlotId)>) -> Cut {
    let candidates = problem.candidates;
    let paid = |pair: &Pair, slot: SlotId| {
        let parties = pair.parties().iter().filter(|p| party_slots.binary_search(&(**p, slot)).is_ok()).count();
        let free = |class: &&usize| interpreters.n_free(problem, **class, slot) > 0;
        let serving = interpreters.serving(pair).unwrap_or(&[]).iter().filter(free);
        let interpreter = serving.map(|class| i64::from(served.binary_search(&(*class, slot)).is_ok())).min();
        parties as i64 + interpreter.unwrap_or(0)
    };
    let weight = |pair: &Pair| pair.slots.iter().map(|slot| paid(pair, slot)).min().unwrap_or(0);
    let concerned =
        |pair: &Pair| pair.interpreters.is_some() || pair.parties().iter().any(|p| party_slots.iter().any(|(q, _)| q == p));
    let weighed = candidates.pair_ids().filter(|id| concerned(candidates.pair(*id))).map(|id| (id, weight(candidates.pair(id))));
    let terms = weighed.filter(|(_, k)| *k > 0).collect();
    let of_parties: i64 = party_slots.iter().map(|(p, _)| i64::from(problem.event.party(*p).capacity)).sum();
    let of_interpreters: i64 = served.iter().map(|(class, slot)| interpreters.n_free(problem, *class, *slot)).sum();
    let served = served.into_iter().map(|(class, slot)| (interpreters.classes[class].clone(), slot)).collect();
    Cut { terms, at_most: of_parties + of_interpreters, priced: Priced::Slots { party_slots, interpreters: served } }
}

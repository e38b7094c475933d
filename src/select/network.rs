//! The network inside the compact program: a circulation whose greatest worth bounds levels 1 to 3 of every timetable at once, with prices
//! that prove it in whole numbers and say which pairs no better timetable can hold, or do without.
//!
//! ```text
//!  source -> SME -> (SME, org) -> buyer -> (buyer, day) -> (type, slot class) -> (place class, slot class) -> sink -> source
//! ```
//! It leaves out interpreters, order and learned rows, and joins the users of one buyer; all of that only relaxes.

use super::compact::{capacity, org_groups, place_needs};
use super::fixing::PairFixing;
use super::pools::{Draw, Pool, User, users};
use super::simplex::{Arc, Circulation, least_cost_circulation};
use crate::event::{DayId, PairId, PartyId};
use crate::problem::Problem;
use std::collections::HashMap;

/// The solved network.
pub struct Network {
    arcs: Vec<Arc>,
    solved: Circulation,
    /// Arc of every schedulable pair.
    arc_of: Vec<Option<usize>>,
    weights: Weights,
    n_musts: i64,
    /// Shortfall when no meeting is held.
    n_missing: i64,
    /// What fixed pairs of negative value take from every timetable; the network counts them as 0.
    fixed_loss: i64,
}

/// What one must held and one missing meeting made up are worth against points, so that one number compares lexicographically.
#[derive(Clone, Copy, Debug)]
struct Weights {
    must: i64,
    shortfall: i64,
}

/// Levels 1 to 3 that no timetable beats: the first; the second among timetables that reach the first; and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkBound {
    pub must_unheld: i64,
    pub shortfall: i64,
    pub value: i64,
}

/// What the network's worth is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Must wishes, then shortfall, then value.
    Lexicographic,
    /// Value alone, whatever musts and minimums lose.
    ValueAlone,
}

impl Network {
    pub fn new(problem: Problem, aim: Aim) -> Self {
        let Problem { event, candidates } = problem;
        let weights = Weights::of(problem, aim);
        let mut builder = Builder { problem, weights, arcs: Vec::new(), n_nodes: 2, arc_of: vec![None; candidates.pairs.len()] };
        let smes: Vec<usize> = event.party_ids().map(|p| builder.supply(p)).collect();
        let buyers: Vec<(usize, usize)> = event.party_ids().map(|p| builder.demand(p)).collect();
        builder.pairs(&smes, &buyers);
        builder.places(&buyers);
        builder.arc(SINK, SOURCE, UNLIMITED, 0);
        let Builder { arcs, n_nodes, arc_of, .. } = builder;
        let solved = least_cost_circulation(n_nodes, &arcs);
        let aimed = |n: i64| if aim == Aim::Lexicographic { n } else { 0 };
        let n_missing = event.parties.iter().map(|p| i64::from(p.min_meetings)).sum();
        let n_musts = candidates.pairs.iter().map(|p| i64::from(p.n_must)).sum();
        let fixed = candidates.pairs.iter().filter(|p| p.fixed.is_some() && p.schedulable());
        let fixed_loss = fixed.map(|p| p.value.min(0)).sum();
        Self { arcs, solved, arc_of, weights, n_musts: aimed(n_musts), n_missing: aimed(n_missing), fixed_loss }
    }

    /// The pairs that the circulation uses.
    pub fn selected(&self) -> Vec<PairId> {
        let used = |arc: &Option<usize>| arc.is_some_and(|a| self.solved.flow[a] > 0);
        (0..self.arc_of.len()).map(PairId::at).filter(|id| used(&self.arc_of[id.ix()])).collect()
    }

    /// The bound that the prices prove.
    pub fn bound(&self) -> NetworkBound {
        let worth = -self.solved.bound(&self.arcs);
        if self.weights.must == 0 {
            return NetworkBound { must_unheld: 0, shortfall: 0, value: worth + self.fixed_loss };
        }
        let musts = worth.div_euclid(self.weights.must);
        let rest = worth.rem_euclid(self.weights.must);
        let made_up = rest.div_euclid(self.weights.shortfall);
        NetworkBound {
            must_unheld: self.n_musts - musts,
            shortfall: self.n_missing - made_up,
            value: rest.rem_euclid(self.weights.shortfall) + self.fixed_loss,
        }
    }

    /// What the prices say about every pair in timetables that reach the bound's must wishes and shortfall and have more than `value` points.
    pub fn known(&self, value: i64) -> Vec<PairFixing> {
        let spare = self.bound().value - value;
        let known = |arc: &Option<usize>| {
            let Some(arc) = arc else { return PairFixing::Open };
            let reduced = self.solved.reduced_cost(&self.arcs[*arc]);
            if reduced >= spare {
                PairFixing::Unheld
            } else if -reduced >= spare {
                PairFixing::Held
            } else {
                PairFixing::Open
            }
        };
        self.arc_of.iter().map(known).collect()
    }
}

impl Weights {
    fn of(problem: Problem, aim: Aim) -> Self {
        let Problem { event, candidates } = problem;
        if aim == Aim::ValueAlone {
            return Self { must: 0, shortfall: 0 };
        }
        let points: i64 = candidates.pairs.iter().filter(|p| p.schedulable()).map(|p| p.value.abs()).sum();
        let missing: i64 = event.parties.iter().map(|p| i64::from(p.min_meetings)).sum();
        let shortfall = points + 1;
        Self { shortfall, must: shortfall * (missing + 1) }
    }
}

const SOURCE: usize = 0;
const SINK: usize = 1;
const UNLIMITED: i64 = 1 << 40;

struct Builder<'a> {
    problem: Problem<'a>,
    weights: Weights,
    arcs: Vec<Arc>,
    n_nodes: usize,
    arc_of: Vec<Option<usize>>,
}

impl Builder<'_> {
    fn node(&mut self) -> usize {
        self.n_nodes += 1;
        self.n_nodes - 1
    }

    fn arc(&mut self, from: usize, to: usize, capacity: i64, cost: i64) {
        self.arcs.push(Arc { from, to, capacity, cost });
    }

    /// Arcs for all meetings of a party, the first `min_meetings` of which make up shortfall.
    fn meetings(&mut self, party: PartyId, from: usize, to: usize) {
        let most = capacity(self.problem, party);
        let least = i64::from(self.problem.event.party(party).min_meetings).min(most);
        self.arc(from, to, least, -self.weights.shortfall);
        self.arc(from, to, most - least, 0);
    }

    /// The party as one that plays the SME.
    fn supply(&mut self, party: PartyId) -> usize {
        let node = self.node();
        self.meetings(party, SOURCE, node);
        node
    }

    /// The party as one that plays the buyer: where its meetings arrive and where they go on to places.
    fn demand(&mut self, party: PartyId) -> (usize, usize) {
        let (arrive, leave) = (self.node(), self.node());
        self.meetings(party, arrive, leave);
        (arrive, leave)
    }

    fn pairs(&mut self, smes: &[usize], buyers: &[(usize, usize)]) {
        let mut from: HashMap<PairId, usize> = HashMap::new();
        for ((sme, _), pairs) in org_groups(self.problem) {
            let node = self.node();
            self.arc(smes[sme.ix()], node, 1, 0);
            from.extend(pairs.into_iter().map(|id| (id, node)));
        }
        for id in self.problem.candidates.pair_ids().filter(|id| self.problem.candidates.pair(*id).schedulable()) {
            let pair = self.problem.candidates.pair(id);
            let start = from.get(&id).copied().unwrap_or(smes[pair.sme.ix()]);
            self.arc_of[id.ix()] = Some(self.arcs.len());
            let worth = pair.value.max(0) + self.weights.must * i64::from(pair.n_must);
            self.arc(start, buyers[pair.buyer.ix()].0, 1, -worth);
        }
    }

    fn places(&mut self, buyers: &[(usize, usize)]) {
        let (users, _): (Vec<User>, Vec<_>) = users(self.problem, place_needs).into_iter().unzip();
        let pool = Pool::new(self.problem.event, &users, &self.problem.candidates.place_free);
        let mut days: HashMap<(PartyId, DayId), usize> = HashMap::new();
        let mut stands: HashMap<(usize, usize), usize> = HashMap::new();
        let mut classes: HashMap<(usize, usize), usize> = HashMap::new();
        for (u, user) in users.iter().enumerate() {
            for draw in pool.draws(self.problem.event, u, user) {
                let (day, to, units) = match draw {
                    Draw::Plenty(day, units) => (day, SINK, units),
                    Draw::Scarce(s, units) => {
                        let key = (pool.type_of[u], s);
                        let stand = stands.get(&key).copied().unwrap_or_else(|| {
                            let stand = self.stand(&pool, key, &mut classes);
                            stands.insert(key, stand);
                            stand
                        });
                        (pool.slots[s].day, stand, units)
                    }
                };
                let leave = buyers[user.party.ix()].1;
                let limit = self.problem.event.party(user.party).max_per_day;
                let from = match (limit, day) {
                    (Some(most), Some(day)) => *days.entry((user.party, day)).or_insert_with(|| {
                        let node = self.node();
                        self.arc(leave, node, most.into(), 0);
                        node
                    }),
                    _ => leave,
                };
                self.arc(from, to, units, 0);
            }
        }
    }

    /// The node at which users of a type draw places of a slot class, with arcs on to every class of places that serves them.
    fn stand(&mut self, pool: &Pool, (kind, s): (usize, usize), classes: &mut HashMap<(usize, usize), usize>) -> usize {
        let stand = self.node();
        for class in pool.open(kind, s) {
            let node = *classes.entry((class, s)).or_insert_with(|| {
                let node = self.node();
                self.arc(node, SINK, pool.classes[class].size * pool.slots[s].size, 0);
                node
            });
            self.arc(stand, node, UNLIMITED, 0);
        }
        stand
    }
}

//! The network inside the compact program: a circulation of greatest worth, whose node prices become a price list that bounds levels 1 to 3 of
//! every timetable at once.
//!
//! ```text
//!  source -> SME -> (SME, org) -> buyer -> (buyer, day) -> (type, slot class) -> (place class, slot class) -> sink -> source
//! ```
//! It leaves out interpreters, order and learned rows, joins the users of one buyer, and gives a party that plays both roles (peers) its whole
//! capacity in each. The circulation itself proves nothing: only the [`PriceList`] made of its node prices does, by a sum that holds for
//! any prices, so nothing here can make a bound false, only weak.

use super::compact::capacity;
use super::pools::{Draw, Pool, Shared, User, users};
use super::simplex::{Arc, ArcsAt, Circulation, Simplex};
use crate::candidates::{Exclusion, Pair};
use crate::event::{Day, DayId, PairId, PartyId, PlaceId, SlotId, SlotSet};
use crate::prices::{Group, PriceList, PricedRow, Valuation, day_capacity, party_capacity};
use crate::problem::Problem;
use crate::stop::Stop;
use crate::triple::Triple;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The solved network. It keeps its basis, so that solving again after prices were put on pairs is quick.
pub struct Network {
    arcs: Vec<Arc>,
    pub(super) simplex: Simplex,
    /// At the costs of now, once a trial asks for them.
    arcs_at: OnceLock<ArcsAt>,
    solved: Circulation,
    pub(super) layout: Layout,
    /// By party.
    reach: Vec<Reach>,
    aim: Aim,
    /// Units of all worths are `1 / scale`.
    scale: i64,
    /// Sum of all minimums.
    n_missing: i64,
    /// No circulation is worth more; false if it was stopped before that was known.
    is_optimal: bool,
}

/// What the network's worth is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Must wishes, then shortfall, then value.
    Lexicographic,
    /// Value alone, whatever musts and minimums lose.
    ValueAlone,
}

/// What the nodes and arcs stand for.
#[derive(Default)]
pub(super) struct Layout {
    /// Arc of every schedulable pair.
    pub(super) arc_of: Vec<Option<usize>>,
    /// Arcs that make up shortfall.
    minimums: Vec<usize>,
    /// By party: the node from which its meetings as an SME leave.
    supply: Vec<usize>,
    /// By party: where its meetings as a buyer arrive, and where they go on to places.
    demand: Vec<(usize, usize)>,
    /// By group of R11: its node, and whether a price on it is one on meetings, because no pair of it may meet more than once.
    orgs: Vec<(usize, bool)>,
    days: HashMap<(PartyId, DayId), usize>,
    draws: Vec<DrawArc>,
    classes: Vec<ClassArc>,
    /// Arcs without capacity beside those of a party's meetings, and of its draws: for room that it may be given.
    pub(super) spare_meetings: HashMap<PartyId, Vec<usize>>,
    pub(super) spare_draws: HashMap<PartyId, Vec<usize>>,
    /// Arcs without capacity of pairs that room may let in.
    pub(super) spare_pairs: HashMap<PairId, usize>,
    /// The places of each class, by position.
    members: Vec<Vec<PlaceId>>,
}

/// A buyer draws places in some slots.
struct DrawArc {
    party: PartyId,
    slots: Vec<SlotId>,
    from: usize,
    to: usize,
}

/// A class of places serves some slots.
struct ClassArc {
    class: usize,
    slots: Vec<SlotId>,
    node: usize,
}

/// The finest unit of prices.
pub const MOST_SCALE: i64 = 12;
const SOURCE: usize = 0;
const SINK: usize = 1;
const UNLIMITED: i64 = 1 << 40;

impl Network {
    /// Builds and solves the network of a problem.
    pub fn new(problem: Problem, aim: Aim) -> Self {
        Self::until(problem, aim, &Stop::never())
    }

    /// The same until it is stopped: then what it carries is a selection still, and its prices bound every timetable, if less tightly.
    pub fn until(problem: Problem, aim: Aim, stop: &Stop) -> Self {
        Self::build(problem, aim, false, stop)
    }

    /// The same with arcs for room that parties may be given (`trial`); `None` if it was stopped.
    pub fn with_spare(problem: Problem, stop: &Stop) -> Option<Self> {
        Some(Self::build(problem, Aim::Lexicographic, true, stop)).filter(|network| network.is_optimal)
    }

    fn build(problem: Problem, aim: Aim, has_spare: bool, stop: &Stop) -> Self {
        let layout = Layout { arc_of: vec![None; problem.candidates.pairs.len()], ..Layout::default() };
        let reach = problem.event.party_ids().map(|party| Reach::of(problem, party)).collect();
        let mut builder = Builder { problem, reach, aim, has_spare, arcs: Vec::new(), n_nodes: 2, layout };
        builder.layout.supply = problem.event.party_ids().map(|p| builder.supply(p)).collect();
        builder.layout.demand = problem.event.party_ids().map(|p| builder.demand(p)).collect();
        builder.pairs();
        builder.places();
        builder.arc(SINK, SOURCE, UNLIMITED, Triple::ZERO);
        let Builder { arcs, n_nodes, layout, reach, .. } = builder;
        let mut simplex = Simplex::new(n_nodes, &arcs);
        let is_optimal = simplex.pivot_until(stop);
        let n_missing = problem.event.parties.iter().map(|p| i64::from(p.min_meetings)).sum();
        Self {
            arcs,
            solved: simplex.circulation(),
            simplex,
            arcs_at: OnceLock::new(),
            layout,
            reach,
            aim,
            scale: 1,
            n_missing: if aim == Aim::Lexicographic { n_missing } else { 0 },
            is_optimal,
        }
    }

    /// No circulation is worth more; false if it was stopped before that was known.
    pub fn is_optimal(&self) -> bool {
        self.is_optimal
    }

    /// By node its arcs at the costs of now, for trials.
    pub(super) fn arcs_at(&self) -> &ArcsAt {
        self.arcs_at.get_or_init(|| self.simplex.arcs_at())
    }

    /// The pairs that the circulation uses.
    pub fn selected(&self) -> Vec<PairId> {
        self.carried().iter().enumerate().filter(|(_, n)| **n > 0).map(|(i, _)| PairId::at(i)).collect()
    }

    /// By pair: how many meetings of it the circulation carries.
    pub fn carried(&self) -> Vec<i64> {
        self.layout.arc_of.iter().map(|arc| arc.map_or(0, |a| self.solved.flow[a])).collect()
    }

    /// The most meetings that the network lets a party hold in one of its roles.
    pub fn most_meetings(&self, party: PartyId) -> i64 {
        self.reach[party.ix()].most_rested
    }

    /// Whether a party holds as many meetings in one of its roles as the network lets it; only of a network with spare arcs.
    pub fn is_full(&self, party: PartyId) -> bool {
        let of_party = self.layout.spare_meetings.get(&party).into_iter().flatten();
        // The arcs of its meetings stand before the spare one: those that make up its minimum, then the others.
        let is_used = |arc: usize| self.solved.flow[arc] == self.arcs[arc].capacity;
        of_party.copied().any(|spare| is_used(spare - 1) && is_used(spare - 2))
    }

    /// Whether nothing but times, that one of the two meets nobody online, a block or a pin keeps a pair from being held.
    pub fn may_come_in(pair: &Pair) -> bool {
        let may_end = match pair.exclusion {
            None | Some(Exclusion::Mode | Exclusion::Blocked(_) | Exclusion::Forbidden) => true,
            Some(Exclusion::Language | Exclusion::Unwished | Exclusion::Worthless) => false,
        };
        !pair.schedulable() && pair.fixed.is_none() && may_end
    }

    /// Worth of the circulation in units of `1 / scale`: of its pairs, and of what its meetings make up of minimums less all that minimums ask for.
    pub fn worth(&self) -> Triple {
        let arcs = self.arcs.iter().zip(&self.solved.flow);
        let carried = Triple::unpacked(-arcs.map(|(arc, flow)| arc.cost * i128::from(*flow)).sum::<i128>());
        carried - Triple::ONE_SHORTFALL * (self.n_missing * self.scale)
    }

    /// Solves again with other worths of the pairs, by pair, in units of `1 / scale` of at most [`MOST_SCALE`]; none may be worth more than at
    /// first.
    pub fn solve_with(&mut self, scale: i64, worth: impl Fn(PairId) -> Triple) {
        debug_assert!((1..=MOST_SCALE).contains(&scale));
        let pairs = self.layout.arc_of.iter().enumerate().filter_map(|(i, arc)| Some(((*arc)?, -worth(PairId::at(i)).packed())));
        let minimum = -(Triple::ONE_SHORTFALL * scale).packed();
        let minimums = self.layout.minimums.iter().map(|arc| (*arc, minimum));
        let changes: Vec<(usize, i128)> = pairs.chain(minimums).filter(|(arc, cost)| self.arcs[*arc].cost != *cost).collect();
        changes.iter().for_each(|(arc, cost)| self.arcs[*arc].cost = *cost);
        self.simplex.set_costs(changes);
        self.arcs_at = OnceLock::new();
        self.solved = self.simplex.solve();
        self.is_optimal = true;
        self.scale = scale;
    }

    /// Worth of a pair in the network before any prices are put on pairs.
    pub fn worth_of(problem: Problem, aim: Aim, id: PairId) -> Triple {
        let pair = problem.candidates.pair(id);
        let points = Triple::points(pair.value.max(0));
        match aim {
            Aim::Lexicographic => Triple { must: i64::from(pair.n_must), ..points },
            Aim::ValueAlone => points,
        }
    }

    /// The prices that the circulation's node prices stand for. They bound as tightly as the circulation does, or more so, unless a party
    /// plays both roles or may meet a buyer several times with whom an organization's others compete: the price of an organization counts one meeting.
    pub fn prices(&self, problem: Problem) -> PriceList {
        let mut prices = self.prices_with(problem, Triple::ZERO);
        if !self.is_optimal {
            // Half-way prices may bound less than none at all.
            let free = PriceList::free(problem.event.parties.len());
            let bound = |prices: &PriceList| Valuation::of(problem, prices).bound();
            return if bound(&prices) < bound(&free) { prices } else { free };
        }
        let mixed = problem.event.party_ids().any(|p| self.reach[p.ix()].plays_both() && problem.event.party(p).min_meetings > 0);
        if mixed && self.aim == Aim::Lexicographic {
            let rewarded = self.prices_with(problem, Triple::ONE_SHORTFALL * self.scale);
            if Valuation::of(problem, &rewarded).bound() < Valuation::of(problem, &prices).bound() {
                prices = rewarded;
            }
        }
        prices
    }

    /// `reward`: what parties that play both roles get for each meeting if they have a minimum.
    fn prices_with(&self, problem: Problem, reward: Triple) -> PriceList {
        let event = problem.event;
        let mut prices = PriceList { scale: self.scale, ..PriceList::free(event.parties.len()) };
        for party in event.party_ids() {
            self.price_party(problem, party, reward, &mut prices);
        }
        for (group, (node, _)) in problem.candidates.org_groups.iter().zip(&self.layout.orgs).filter(|(_, (_, priced))| *priced) {
            let price = (self.node_price(*node) - self.node_price(self.layout.supply[group.sme.ix()])).positive();
            if !price.is_zero() {
                prices.org.insert((group.sme, group.org.clone()), price);
            }
        }
        for ((party, day), node) in &self.layout.days {
            let price = (self.node_price(*node) - self.node_price(self.layout.demand[party.ix()].1)).positive();
            if !price.is_zero() {
                *prices.party_day.entry((*party, *day)).or_default() += price;
            }
        }
        let mut dearest: HashMap<(PartyId, SlotId), Triple> = HashMap::new();
        for draw in &self.layout.draws {
            let price = (self.node_price(draw.to) - self.node_price(draw.from)).positive();
            for slot in draw.slots.iter().filter(|_| !price.is_zero()) {
                let dearest = dearest.entry((draw.party, *slot)).or_default();
                *dearest = price.max(*dearest);
            }
        }
        dearest.into_iter().for_each(|((party, slot), price)| prices.add_party_slot(party, slot, price));
        prices.groups = self.layout.members.iter().cloned().map(Group::Places).collect();
        for class in &self.layout.classes {
            let price = (-self.node_price(class.node)).positive();
            class.slots.iter().filter(|_| !price.is_zero()).for_each(|s| _ = prices.group_slot.insert((class.class, *s), price));
        }
        prices
    }

    /// A node's price against that of source and sink, which counts as 0.
    fn node_price(&self, node: usize) -> Triple {
        if node == SOURCE || node == SINK {
            return Triple::ZERO;
        }
        Triple::unpacked((self.solved.price[node] - self.solved.price[SINK]).clamp(-MOST, MOST))
    }

    /// Splits what a party's meetings cost into a price and, for a minimum, a reward.
    fn price_party(&self, problem: Problem, party: PartyId, reward: Triple, prices: &mut PriceList) {
        let facts = problem.event.party(party);
        let one_missing = Triple::ONE_SHORTFALL * self.scale;
        let (arrive, leave) = self.layout.demand[party.ix()];
        let reach = &self.reach[party.ix()];
        let net = [
            reach.as_sme.then(|| self.node_price(self.layout.supply[party.ix()])),
            reach.as_buyer.then(|| self.node_price(leave) - self.node_price(arrive)),
        ];
        let Some(net) = net.into_iter().flatten().max() else {
            if facts.min_meetings > 0 && self.aim == Aim::Lexicographic {
                prices.minimum[party.ix()] = one_missing;
            }
            return;
        };
        let reward = match (facts.min_meetings, self.aim) {
            (0, _) | (_, Aim::ValueAlone) => Triple::ZERO,
            _ if reach.plays_both() => reward,
            (least, _) if i64::from(least) > reach.most_rested => one_missing,
            _ => (-net).positive().min(one_missing),
        };
        prices.minimum[party.ix()] = reward;
        let price = (net + reward).positive();
        if price.is_zero() {
            return;
        }
        if reach.most_rested < reach.most {
            // No other price knows of rest: it stands on all pairs of the party together, with the fixed ones that a remainder leaves out.
            let pairs = || problem.candidates.of_party[party.ix()].iter().map(|id| (*id, problem.candidates.pair(*id)));
            let n_fixed = pairs().filter(|(_, pair)| !pair.schedulable() && pair.fixed.is_some()).count() as i64;
            let all = pairs().filter(|(_, pair)| pair.schedulable() || pair.fixed.is_some()).map(|(id, _)| id).collect();
            prices.rows.push(PricedRow { at_most: reach.most_rested + n_fixed, pairs: all, price });
            return;
        }
        if party_capacity(problem, party) <= reach.most {
            prices.party[party.ix()] = price;
            return;
        }
        // In some free slots there is nobody to meet: the price stands on days, and on slots where fewer than the day's limit are left.
        for (day, slots) in (0..reach.days.len()).map(DayId::at).zip(&reach.days) {
            if slots.len() as i64 * i64::from(facts.capacity) < day_capacity(problem, party, day) {
                slots.iter().for_each(|slot| prices.add_party_slot(party, *slot, price));
            } else {
                *prices.party_day.entry((party, day)).or_default() += price;
            }
        }
    }
}

/// No single price is further from 0: more than any meeting is worth. What a party without a single slot would pay has no meaning beyond.
const MOST: i128 = 1 << 100;

/// What the pairs of a party that may be held make of it.
struct Reach {
    as_sme: bool,
    as_buyer: bool,
    /// By day: the slots in which some of its pairs may be held.
    days: Vec<Vec<SlotId>>,
    /// The most meetings in these slots, limits kept (R05).
    most: i64,
    /// And the most with rest between them (R09), unless it plays both roles.
    most_rested: i64,
}

impl Reach {
    fn of(problem: Problem, party: PartyId) -> Self {
        let (event, facts) = (problem.event, problem.event.party(party));
        let mut slots = SlotSet::empty(event.n_slots());
        let (mut as_sme, mut as_buyer) = (false, false);
        let pairs = problem.candidates.of_party[party.ix()].iter().map(|id| problem.candidates.pair(*id));
        for pair in pairs.filter(|pair| pair.schedulable()) {
            slots.unite(&pair.slots);
            as_sme |= pair.sme == party;
            as_buyer |= pair.buyer == party;
        }
        let of_day = |day: &Day| slots.iter().filter(|s| day.slots.0 <= *s && *s < day.slots.1).collect();
        let days: Vec<Vec<SlotId>> = event.grid.days.iter().map(of_day).collect();
        let limit = |most: Option<u32>| most.map_or(i64::MAX, i64::from);
        let on_day = |slots: &Vec<SlotId>| (slots.len() as i64 * i64::from(facts.capacity)).min(limit(facts.max_per_day));
        let most = days.iter().map(on_day).sum::<i64>().min(limit(facts.max_meetings));
        let most_rested = if as_sme && as_buyer { most } else { most.min(capacity(problem, party)) };
        Self { as_sme, as_buyer, days, most, most_rested }
    }

    fn plays_both(&self) -> bool {
        self.as_sme && self.as_buyer
    }
}

struct Builder<'a> {
    problem: Problem<'a>,
    reach: Vec<Reach>,
    aim: Aim,
    has_spare: bool,
    arcs: Vec<Arc>,
    n_nodes: usize,
    layout: Layout,
}

impl Builder<'_> {
    fn node(&mut self) -> usize {
        self.n_nodes += 1;
        self.n_nodes - 1
    }

    fn arc(&mut self, from: usize, to: usize, capacity: i64, worth: Triple) {
        self.arcs.push(Arc { from, to, capacity, cost: -worth.packed() });
    }

    /// Arcs for all meetings of a party in one role, the first `min_meetings` of which make up shortfall. A party that plays both roles could
    /// make it up twice, so it is not credited.
    fn meetings(&mut self, party: PartyId, from: usize, to: usize) {
        let reach = &self.reach[party.ix()];
        let (most, credited) = (reach.most_rested, self.aim == Aim::Lexicographic && !reach.plays_both());
        let least = if credited { i64::from(self.problem.event.party(party).min_meetings).min(most) } else { 0 };
        self.layout.minimums.push(self.arcs.len());
        self.arc(from, to, least, Triple::ONE_SHORTFALL);
        self.arc(from, to, most - least, Triple::ZERO);
        if self.has_spare {
            self.layout.spare_meetings.entry(party).or_default().push(self.arcs.len());
            self.arc(from, to, 0, Triple::ZERO);
        }
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

    fn pairs(&mut self) {
        let candidates = self.problem.candidates;
        let mut from: HashMap<PairId, usize> = HashMap::new();
        for group in &candidates.org_groups {
            let node = self.node();
            let times = |id: &PairId| candidates.pair(*id).n_copies + candidates.pair(*id).n_beyond;
            let most = group.pairs.iter().map(times).max().unwrap_or(1);
            self.arc(self.layout.supply[group.sme.ix()], node, most.into(), Triple::ZERO);
            self.layout.orgs.push((node, most == 1));
            from.extend(group.pairs.iter().map(|id| (*id, node)));
        }
        for id in candidates.pair_ids() {
            let pair = candidates.pair(id);
            let (arc, capacity) = (self.arcs.len(), 1 + i64::from(pair.n_beyond));
            let capacity = match pair.schedulable() {
                true => {
                    self.layout.arc_of[id.ix()] = Some(arc);
                    capacity
                }
                false if self.has_spare && Network::may_come_in(pair) => {
                    self.layout.spare_pairs.insert(id, arc);
                    0
                }
                false => continue,
            };
            let start = from.get(&id).copied().unwrap_or(self.layout.supply[pair.sme.ix()]);
            let worth = Network::worth_of(self.problem, self.aim, id);
            self.arc(start, self.layout.demand[pair.buyer.ix()].0, capacity, worth);
        }
    }

    fn places(&mut self) {
        let Problem { event, candidates } = self.problem;
        let (users, _): (Vec<User>, Vec<_>) = users(self.problem, Shared::Places).into_iter().unzip();
        let pool = Pool::new(event, &users, &candidates.place_free);
        self.layout.members = pool.classes.iter().map(|c| c.members.iter().copied().map(PlaceId::at).collect()).collect();
        let mut stands: HashMap<(usize, usize), usize> = HashMap::new();
        let mut classes: HashMap<(usize, usize), usize> = HashMap::new();
        for (u, user) in users.iter().enumerate() {
            for draw in pool.draws(event, u, user) {
                let (day, to, units, slots) = match draw {
                    Draw::Plenty(day, units) => (day, SINK, units, self.plenty(&pool, u, user, day)),
                    Draw::Scarce(s, units) => {
                        let key = (pool.type_of[u], s);
                        let stand = stands.get(&key).copied().unwrap_or_else(|| {
                            let stand = self.stand(&pool, key, &mut classes);
                            stands.insert(key, stand);
                            stand
                        });
                        (pool.slots[s].day, stand, units, pool.slots[s].slots.clone())
                    }
                };
                let from = self.leaving(user.party, day);
                self.layout.draws.push(DrawArc { party: user.party, slots, from, to });
                self.arc(from, to, units, Triple::ZERO);
                if self.has_spare {
                    self.layout.spare_draws.entry(user.party).or_default().push(self.arcs.len());
                    self.arc(from, to, 0, Triple::ZERO);
                }
            }
        }
    }

    /// The slots (of a day) in which there are places enough for all who share a user's.
    fn plenty(&self, pool: &Pool, u: usize, user: &User, day: Option<DayId>) -> Vec<SlotId> {
        let scarce = |s: usize| !pool.is_plenty(u, s);
        let classes = pool.slots.iter().enumerate().filter(|(s, class)| class.day == day && !scarce(*s));
        classes.flat_map(|(_, class)| class.slots.iter().copied()).filter(|s| user.reach.contains(*s)).collect()
    }

    /// Where a buyer's meetings (of a day, where it has a limit) set out for places.
    fn leaving(&mut self, party: PartyId, day: Option<DayId>) -> usize {
        let leave = self.layout.demand[party.ix()].1;
        let (Some(most), Some(day)) = (self.problem.event.party(party).max_per_day, day) else { return leave };
        if let Some(node) = self.layout.days.get(&(party, day)) {
            return *node;
        }
        let node = self.node();
        self.arc(leave, node, most.into(), Triple::ZERO);
        self.layout.days.insert((party, day), node);
        node
    }

    /// The node at which users of a type draw places of a slot class, with arcs on to every class of places that serves them.
    fn stand(&mut self, pool: &Pool, (kind, s): (usize, usize), classes: &mut HashMap<(usize, usize), usize>) -> usize {
        let stand = self.node();
        for class in pool.open(kind, s) {
            let node = classes.get(&(class, s)).copied().unwrap_or_else(|| {
                let node = self.node();
                self.arc(node, SINK, pool.classes[class].size * pool.slots[s].size, Triple::ZERO);
                self.layout.classes.push(ClassArc { class, slots: pool.slots[s].slots.clone(), node });
                classes.insert((class, s), node);
                node
            });
            self.arc(stand, node, UNLIMITED, Triple::ZERO);
        }
        stand
    }
}

#[cfg(test)]
mod tests;

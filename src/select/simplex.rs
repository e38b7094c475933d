//! The network simplex method for circulations of least cost, in whole numbers, with the prices that prove the optimum.
//! Costs are wide enough that three levels of an objective fit in one number without any sum that can wrap.
//!
//! Primal simplex on spanning trees with block pricing over mixed arcs and strongly feasible bases (Cunningham 1976; the layout follows Kiraly &
//! Kovacs 2012).

use crate::stop::Stop;

/// A directed arc that carries `0..=capacity` units, each at `cost`.
#[derive(Clone, Copy, Debug)]
pub struct Arc {
    pub from: usize,
    pub to: usize,
    pub capacity: i64,
    pub cost: i128,
}

/// An optimal circulation and node prices. At the prices, an arc's reduced cost is `cost + price[from] - price[to]`;
/// it is >= 0 where the arc is empty, <= 0 where it is full, 0 in between.
#[derive(Clone, Debug)]
pub struct Circulation {
    pub flow: Vec<i64>,
    pub price: Vec<i128>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    Full,
    Tree,
}

/// No arc, no node.
const NONE: usize = usize::MAX;
/// By how much more than any path an artificial arc costs, so that costs may change later.
const DEARER: i128 = 64;
/// The size of a block of arcs against the square root of their number. Measured on 900,000 arcs: at half as many seconds as with 1.
const BLOCK_FACTOR: f64 = 0.5;
/// Pivots after which it is looked whether to stop.
const PIVOTS_BETWEEN: u64 = 1_000;

/// A basis that is kept between solves, so that the optimum after a change of costs is a few pivots away.
#[derive(Clone)]
pub struct Simplex {
    n_arcs: usize,
    /// Where each of the caller's arcs stands.
    position: Vec<usize>,
    /// The caller's arcs, mixed so that a block of them has arcs of every kind and party; then one artificial arc for each node.
    arcs: Vec<Arc>,
    flow: Vec<i64>,
    state: Vec<State>,
    price: Vec<i128>,
    parent: Vec<usize>,
    /// The tree arc between a node and its parent.
    link: Vec<usize>,
    depth: Vec<u32>,
    first_child: Vec<usize>,
    next_sibling: Vec<usize>,
    previous_sibling: Vec<usize>,
    stack: Vec<usize>,
    /// Nodes whose price the last pivot has changed.
    repriced: Vec<usize>,
    /// By node; all false but while a list of them is made.
    is_repriced: Vec<bool>,
    /// What the pivots so far have taken off the cost.
    saved: i128,
}

/// By node: the arcs that begin or end there, at the costs of a certain time, one node after the other.
#[derive(Clone, Debug)]
pub struct ArcsAt {
    /// By node, and one more: where its arcs begin.
    begin: Vec<usize>,
    ends: Vec<ArcEnd>,
}

/// An arc as one of its ends sees it.
#[derive(Clone, Copy, Debug)]
struct ArcEnd {
    cost: i128,
    position: u32,
    other: u32,
    leaves: bool,
}

impl ArcsAt {
    fn of_node(&self, node: usize) -> &[ArcEnd] {
        &self.ends[self.begin[node]..self.begin[node + 1]]
    }
}

/// Positions of `n` arcs such that neighbours in the caller's order stand about the square root of `n` apart.
fn mixed(n: usize) -> Vec<usize> {
    let apart = n.isqrt().max(1);
    let mut position = Vec::with_capacity(n);
    (0..apart).for_each(|first| position.extend((first..n).step_by(apart)));
    position
}

/// Finds a circulation of least cost over the nodes `0..n_nodes`.
pub fn least_cost_circulation(n_nodes: usize, arcs: &[Arc]) -> Circulation {
    Simplex::new(n_nodes, arcs).solve()
}

impl Simplex {
    /// Starts from the empty circulation and a star of artificial arcs around a root.
    pub fn new(n_nodes: usize, arcs: &[Arc]) -> Self {
        let root = n_nodes;
        let dear = 1 + arcs.iter().map(|a| a.cost.abs()).max().unwrap_or(0) * (n_nodes as i128 + 1) * DEARER;
        let position = mixed(arcs.len());
        let mut all = arcs.to_vec();
        arcs.iter().zip(&position).for_each(|(arc, at)| all[*at] = *arc);
        all.extend((0..n_nodes).map(|node| Arc { from: node, to: root, capacity: i64::MAX / 4, cost: dear }));
        let mut simplex = Self {
            n_arcs: arcs.len(),
            position,
            flow: vec![0; all.len()],
            state: (0..all.len()).map(|a| if a < arcs.len() { State::Empty } else { State::Tree }).collect(),
            price: vec![-dear; n_nodes + 1],
            parent: vec![root; n_nodes + 1],
            link: (arcs.len()..arcs.len() + n_nodes).chain([NONE]).collect(),
            depth: vec![1; n_nodes + 1],
            first_child: vec![NONE; n_nodes + 1],
            next_sibling: vec![NONE; n_nodes + 1],
            previous_sibling: vec![NONE; n_nodes + 1],
            stack: Vec::new(),
            repriced: Vec::new(),
            is_repriced: vec![false; n_nodes + 1],
            saved: 0,
            arcs: all,
        };
        simplex.price[root] = 0;
        simplex.parent[root] = NONE;
        simplex.depth[root] = 0;
        (0..n_nodes).for_each(|node| simplex.adopt(root, node));
        simplex
    }

    /// Pivots until no arc is worth entering.
    pub fn solve(&mut self) -> Circulation {
        self.solve_until(&Stop::never()).expect("never stopped")
    }

    /// The same until it is stopped: `None`, and the basis is where it was left.
    pub fn solve_until(&mut self, stop: &Stop) -> Option<Circulation> {
        self.pivot_until(stop).then(|| self.circulation())
    }

    /// Pivots until no arc is worth entering; false if it was stopped before.
    pub fn pivot_until(&mut self, stop: &Stop) -> bool {
        let block = self.block();
        let (mut next, mut n_pivots) = (0, 0_u64);
        while let Some(entering) = self.price_block(self.n_arcs, block, &mut next) {
            self.pivot(entering);
            n_pivots += 1;
            if n_pivots.is_multiple_of(PIVOTS_BETWEEN) && stop.now() {
                return false;
            }
        }
        true
    }

    /// The same where nothing but `changed` arcs, of an optimal basis, may be worth entering: another one becomes so only when the price of one of its
    /// ends changes.
    pub fn pivot_from(&mut self, changed: &[usize], arcs_at: &ArcsAt) {
        let mut worth_it: Vec<usize> = changed.iter().map(|arc| self.position[*arc]).collect();
        loop {
            worth_it.retain(|arc| self.gain(*arc) > 0);
            let Some(entering) = worth_it.iter().copied().max_by_key(|arc| self.gain(*arc)) else { return };
            self.pivot(entering);
            self.enlist_crossing(arcs_at, &mut worth_it);
            worth_it.sort_unstable();
            worth_it.dedup();
        }
    }

    /// Adds the arcs worth entering between a node that the last pivot has repriced and another. All prices changed by the same amount, so no
    /// other arc changes its reduced cost. They are looked for from the side with fewer nodes.
    fn enlist_crossing(&mut self, arcs_at: &ArcsAt, worth_it: &mut Vec<usize>) {
        self.repriced.iter().for_each(|node| self.is_repriced[*node] = true);
        let enlist = |node: usize, worth_it: &mut Vec<usize>| {
            for end in arcs_at.of_node(node) {
                let (at, other) = (end.position as usize, end.other as usize);
                if self.is_repriced[other] == self.is_repriced[node] {
                    continue;
                }
                let ahead = self.price[node] - self.price[other];
                let reduced = end.cost + if end.leaves { ahead } else { -ahead };
                // The arc itself is looked at last, because it is far away in memory.
                let is_worth_it = match self.state[at] {
                    State::Empty => reduced < 0,
                    State::Full => reduced > 0,
                    State::Tree => false,
                };
                if is_worth_it && self.arcs[at].capacity > 0 {
                    worth_it.push(at);
                }
            }
        };
        let n_nodes = self.parent.len();
        if self.repriced.len() <= n_nodes / 2 {
            self.repriced.iter().for_each(|node| enlist(*node, worth_it));
        } else {
            (0..n_nodes).filter(|node| !self.is_repriced[*node]).for_each(|node| enlist(node, worth_it));
        }
        self.repriced.iter().for_each(|node| self.is_repriced[*node] = false);
    }

    /// Of each node the arcs that begin or end there, at the costs of now.
    pub fn arcs_at(&self) -> ArcsAt {
        let ends = |(at, arc): (usize, &Arc)| {
            let end = |node: usize, other: usize, leaves| {
                let small = |n: usize| u32::try_from(n).expect("limits keep it small");
                (node, ArcEnd { cost: arc.cost, position: small(at), other: small(other), leaves })
            };
            [end(arc.from, arc.to, true), end(arc.to, arc.from, false)]
        };
        let all = || self.arcs[..self.n_arcs].iter().enumerate().flat_map(ends);
        let mut begin = vec![0; self.parent.len() + 1];
        all().for_each(|(node, _)| begin[node + 1] += 1);
        (1..begin.len()).for_each(|node| begin[node] += begin[node - 1]);
        let mut next = begin.clone();
        let mut sorted = vec![ArcEnd { cost: 0, position: 0, other: 0, leaves: false }; 2 * self.n_arcs];
        for (node, end) in all() {
            sorted[next[node]] = end;
            next[node] += 1;
        }
        ArcsAt { begin, ends: sorted }
    }

    /// What an arc carries.
    pub fn flow_on(&self, arc: usize) -> i64 {
        self.flow[self.position[arc]]
    }

    /// Takes over the basis of another simplex of the same arcs, whose capacities and costs are those of this one but for `opened` arcs, which get no
    /// capacity again. Nothing is allocated.
    pub fn go_back_to(&mut self, other: &Self, opened: &[usize]) {
        opened.iter().for_each(|arc| self.arcs[self.position[*arc]].capacity = 0);
        self.flow.clone_from(&other.flow);
        self.state.clone_from(&other.state);
        self.price.clone_from(&other.price);
        self.parent.clone_from(&other.parent);
        self.link.clone_from(&other.link);
        self.depth.clone_from(&other.depth);
        self.first_child.clone_from(&other.first_child);
        self.next_sibling.clone_from(&other.next_sibling);
        self.previous_sibling.clone_from(&other.previous_sibling);
        self.saved = other.saved;
    }

    /// What the pivots so far have taken off the cost.
    pub fn saved(&self) -> i128 {
        self.saved
    }

    /// Whether an empty arc would lower the cost if it had capacity.
    pub fn is_wanted(&self, arc: usize) -> bool {
        let at = self.position[arc];
        self.state[at] == State::Empty && self.reduced(at) < 0
    }

    /// Whether an arc carries as much as it can.
    pub fn is_saturated(&self, arc: usize) -> bool {
        let at = self.position[arc];
        self.flow[at] == self.arcs[at].capacity
    }

    fn block(&self) -> usize {
        (BLOCK_FACTOR * (self.n_arcs as f64).sqrt()).ceil().max(10.0) as usize
    }

    /// What the basis carries, and its node prices: the optimum once nothing is worth entering.
    pub fn circulation(&self) -> Circulation {
        let n_nodes = self.parent.len() - 1;
        Circulation { flow: self.position.iter().map(|at| self.flow[*at]).collect(), price: self.price[..n_nodes].to_vec() }
    }

    /// Gives arcs (by position) other costs, none more than 60 times as far from 0 as the greatest at the start; the basis stays.
    pub fn set_costs(&mut self, costs: impl IntoIterator<Item = (usize, i128)>) {
        for (arc, cost) in costs {
            self.arcs[self.position[arc]].cost = cost;
        }
        let root = self.parent.len() - 1;
        self.stack.push(root);
        while let Some(node) = self.stack.pop() {
            let mut child = self.first_child[node];
            while child != NONE {
                let arc = &self.arcs[self.link[child]];
                self.price[child] = if arc.from == child { self.price[node] - arc.cost } else { self.price[node] + arc.cost };
                self.stack.push(child);
                child = self.next_sibling[child];
            }
        }
    }

    /// Gives an arc a capacity that had none so far, and so no flow.
    pub fn open(&mut self, arc: usize, capacity: i64) {
        let at = self.position[arc];
        debug_assert!(self.arcs[at].capacity == 0 && self.flow[at] == 0);
        self.arcs[at].capacity = capacity;
    }

    /// The arc with the worst reduced cost in the next block that has one.
    fn price_block(&self, n_arcs: usize, block: usize, next: &mut usize) -> Option<usize> {
        let (mut worst, mut entering, mut left) = (0, None, block);
        for _ in 0..n_arcs {
            let arc = *next;
            *next = if arc + 1 == n_arcs { 0 } else { arc + 1 };
            let gain = self.gain(arc);
            if gain > worst {
                (worst, entering) = (gain, Some(arc));
            }
            left -= 1;
            if left == 0 {
                if entering.is_some() {
                    return entering;
                }
                left = block;
            }
        }
        entering
    }

    /// What a unit more or less on the arc takes off the cost, if that is positive and there is one.
    fn gain(&self, arc: usize) -> i128 {
        let gain = match self.state[arc] {
            State::Empty => -self.reduced(arc),
            State::Full => self.reduced(arc),
            State::Tree => 0,
        };
        if gain > 0 && self.arcs[arc].capacity > 0 { gain } else { 0 }
    }

    fn reduced(&self, arc: usize) -> i128 {
        let a = &self.arcs[arc];
        a.cost + self.price[a.from] - self.price[a.to]
    }

    /// Whether the link of a node leads up to its parent.
    fn leads_up(&self, node: usize) -> bool {
        self.arcs[self.link[node]].from == node
    }

    /// Units by which the flow on a node's link can change upwards (from node to parent) or downwards.
    fn slack(&self, node: usize, up: bool) -> i64 {
        let link = self.link[node];
        if self.leads_up(node) == up { self.arcs[link].capacity - self.flow[link] } else { self.flow[link] }
    }

    fn push(&mut self, node: usize, up: bool, units: i64) {
        let link = self.link[node];
        self.flow[link] += if self.leads_up(node) == up { units } else { -units };
    }

    /// Sends as much as possible around the cycle that an arc closes, and exchanges it with the arc that blocks.
    fn pivot(&mut self, entering: usize) {
        self.repriced.clear();
        let Arc { from, to, capacity, .. } = self.arcs[entering];
        let (first, second) = if self.state[entering] == State::Empty { (from, to) } else { (to, from) };
        let join = self.join(first, second);
        // Among several blocking arcs the last on the way round from the join keeps the basis strongly feasible.
        let (mut units, mut leaving) = (capacity, None);
        let mut node = first;
        while node != join {
            let slack = self.slack(node, false);
            if slack < units {
                (units, leaving) = (slack, Some((node, first, second)));
            }
            node = self.parent[node];
        }
        node = second;
        while node != join {
            let slack = self.slack(node, true);
            if slack <= units {
                (units, leaving) = (slack, Some((node, second, first)));
            }
            node = self.parent[node];
        }
        let reduced = self.reduced(entering);
        self.saved += i128::from(units) * if self.state[entering] == State::Empty { -reduced } else { reduced };
        self.send(entering, first, second, join, units);
        match leaving {
            None => self.state[entering] = if self.state[entering] == State::Empty { State::Full } else { State::Empty },
            Some((out, inner, outer)) => self.exchange(entering, out, inner, outer),
        }
    }

    fn join(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.depth[a] >= self.depth[b] {
                a = self.parent[a];
            } else {
                b = self.parent[b];
            }
        }
        a
    }

    fn send(&mut self, entering: usize, first: usize, second: usize, join: usize, units: i64) {
        if units == 0 {
            return;
        }
        self.flow[entering] += if self.state[entering] == State::Empty { units } else { -units };
        for (start, up) in [(first, false), (second, true)] {
            let mut node = start;
            while node != join {
                self.push(node, up, units);
                node = self.parent[node];
            }
        }
    }

    /// Cuts the link of `out` and hangs its subtree, re-rooted at `inner`, below `outer` by the entering arc.
    fn exchange(&mut self, entering: usize, out: usize, inner: usize, outer: usize) {
        let cut = self.link[out];
        self.state[cut] = if self.flow[cut] == 0 { State::Empty } else { State::Full };
        self.state[entering] = State::Tree;
        let reduced = self.reduced(entering);
        let shift = if self.arcs[entering].from == inner { -reduced } else { reduced };
        let (mut node, mut above, mut link) = (inner, outer, entering);
        loop {
            let (next, old_link) = (self.parent[node], self.link[node]);
            self.orphan(node);
            self.link[node] = link;
            self.adopt(above, node);
            if node == out {
                break;
            }
            (above, node, link) = (node, next, old_link);
        }
        self.stack.push(inner);
        while let Some(node) = self.stack.pop() {
            self.price[node] += shift;
            self.repriced.push(node);
            self.depth[node] = self.depth[self.parent[node]] + 1;
            let mut child = self.first_child[node];
            while child != NONE {
                self.stack.push(child);
                child = self.next_sibling[child];
            }
        }
    }

    fn adopt(&mut self, parent: usize, child: usize) {
        let eldest = self.first_child[parent];
        self.parent[child] = parent;
        self.next_sibling[child] = eldest;
        self.previous_sibling[child] = NONE;
        if eldest != NONE {
            self.previous_sibling[eldest] = child;
        }
        self.first_child[parent] = child;
    }

    fn orphan(&mut self, child: usize) {
        let (previous, next) = (self.previous_sibling[child], self.next_sibling[child]);
        if previous == NONE {
            self.first_child[self.parent[child]] = next;
        } else {
            self.next_sibling[previous] = next;
        }
        if next != NONE {
            self.previous_sibling[next] = previous;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};

    impl Circulation {
        fn reduced_cost(&self, arc: &Arc) -> i128 {
            arc.cost + self.price[arc.from] - self.price[arc.to]
        }

        /// A lower bound on the cost of any circulation, whatever the prices are (weak duality).
        fn bound(&self, arcs: &[Arc]) -> i128 {
            arcs.iter().map(|arc| i128::from(arc.capacity) * self.reduced_cost(arc).min(0)).sum()
        }
    }

    fn random_arcs(random: &mut rand_pcg::Pcg64, n_nodes: usize) -> Vec<Arc> {
        let arcs = (0..random.random_range(1..50)).map(|_| Arc {
            from: random.random_range(0..n_nodes),
            to: random.random_range(0..n_nodes),
            capacity: random.random_range(0..6),
            cost: random.random_range(-20..20),
        });
        arcs.filter(|a| a.from != a.to).collect()
    }

    fn cost_of(arcs: &[Arc], flow: &[i64]) -> i128 {
        arcs.iter().zip(flow).map(|(arc, flow)| arc.cost * i128::from(*flow)).sum()
    }

    #[test]
    fn changed_costs_give_the_optimum_of_a_fresh_start() {
        let mut random = rand_pcg::Pcg64::seed_from_u64(11);
        for _ in 0..200 {
            let n_nodes = random.random_range(2..10);
            let mut arcs = random_arcs(&mut random, n_nodes);
            arcs.push(Arc { from: 0, to: 1, capacity: 0, cost: 20 });
            let mut kept = Simplex::new(n_nodes, &arcs);
            kept.solve();
            for _ in 0..3 {
                let changes: Vec<(usize, i128)> =
                    (0..5).map(|_| (random.random_range(0..arcs.len()), random.random_range(-20..=20))).collect();
                changes.iter().for_each(|(arc, cost)| arcs[*arc].cost = *cost);
                kept.set_costs(changes);
                assert_eq!(kept.solve().bound(&arcs), least_cost_circulation(n_nodes, &arcs).bound(&arcs));
            }
        }
    }

    #[test]
    fn an_arc_that_is_opened_gives_the_optimum_of_a_fresh_start() {
        let mut random = rand_pcg::Pcg64::seed_from_u64(13);
        for _ in 0..300 {
            let n_nodes = random.random_range(2..10);
            let mut arcs = random_arcs(&mut random, n_nodes);
            let spare = arcs.len();
            arcs.push(Arc { from: n_nodes - 1, to: 0, capacity: 0, cost: random.random_range(-20..20) });
            let mut kept = Simplex::new(n_nodes, &arcs);
            kept.solve();
            let (mut trial, arcs_at) = (kept.clone(), kept.arcs_at());
            for capacity in [random.random_range(1..6), random.random_range(1..6)] {
                arcs[spare].capacity = capacity;
                let (cost, is_wanted) = (cost_of(&arcs, &kept.circulation().flow), kept.is_wanted(spare));
                trial.open(spare, capacity);
                trial.pivot_from(&[spare], &arcs_at);
                assert_eq!(trial.saved() - kept.saved(), cost - cost_of(&arcs, &trial.circulation().flow));
                assert!(is_wanted || trial.saved() == kept.saved(), "an arc that nobody wants saves nothing");
                assert_eq!(trial.circulation().bound(&arcs), least_cost_circulation(n_nodes, &arcs).bound(&arcs));
                trial.go_back_to(&kept, &[spare]);
            }
            arcs[spare].capacity = 0;
            assert_eq!(trial.solve().bound(&arcs), least_cost_circulation(n_nodes, &arcs).bound(&arcs));
        }
    }

    /// Flow conservation, capacities, and cost equal to the bound at the prices: a complete certificate.
    fn assert_optimal(n_nodes: usize, arcs: &[Arc]) -> i128 {
        let found = least_cost_circulation(n_nodes, arcs);
        let mut balance = vec![0; n_nodes];
        for (arc, flow) in arcs.iter().zip(&found.flow) {
            assert!((0..=arc.capacity).contains(flow));
            balance[arc.from] -= flow;
            balance[arc.to] += flow;
        }
        assert!(balance.iter().all(|b| *b == 0));
        let cost: i128 = arcs.iter().zip(&found.flow).map(|(a, f)| a.cost * i128::from(*f)).sum();
        assert_eq!(cost, found.bound(arcs));
        cost
    }

    #[test]
    fn a_cycle_worth_taking_is_filled_to_its_narrowest_arc() {
        let arc = |from, to, capacity, cost| Arc { from, to, capacity, cost };
        let arcs = [arc(0, 1, 3, -5), arc(1, 2, 2, 1), arc(2, 0, 9, 1), arc(1, 0, 1, 7)];
        assert_eq!(assert_optimal(3, &arcs), 2 * (-5 + 1 + 1));
    }

    #[test]
    fn random_networks_end_with_a_certificate() {
        let mut random = rand_pcg::Pcg64::seed_from_u64(7);
        for _ in 0..300 {
            let n_nodes = random.random_range(2..12);
            let arcs = random_arcs(&mut random, n_nodes);
            assert_optimal(n_nodes, &arcs);
        }
    }
}

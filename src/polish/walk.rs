//! One random walk over timetables of equal value: where it is, what that costs, and what a change would cost.

use super::cost::{Costs, PartyCost};
use super::replicas::{Change, Replica};
use super::roster::Roster;
use super::spread::Spread;
use super::stretches::Stretches;
use crate::board::{Assignment, Board, Chains, Dice, SearchTables};
use crate::event::{PairId, PartyId, QualityPart};

/// Excess over R13, then cost in points.
pub(crate) type Score = (i64, i64);

/// More than sums of weights are off by.
const ROUNDING: f64 = 0.01;

/// A timetable on its way.
#[repr(align(128))] // Neighbours in a list walk in threads of their own: they must not share a cache line.
pub(crate) struct Walk<'a> {
    pub facts: &'a SearchTables<'a>,
    pub costs: &'a Costs,
    /// `None` if the event has too many slots for them.
    pub stretches: Option<&'a Stretches>,
    pub board: Board<'a>,
    pub chains: Chains,
    pub dice: Dice,
    /// Held pairs that are not fixed.
    pub movable: Vec<PairId>,
    /// Pairs not held that may take the place of one of the same value.
    pub unheld: Vec<PairId>,
    /// `party * n_parts + part`: those with a gap, and those that change halls at a cost.
    pub gapped: Roster,
    pub mixed: Roster,
    /// `party * n_parts + part`.
    party_costs: Vec<PartyCost>,
    points: i64,
    spread: Option<Spread>,
    /// What an excess gap costs on the way, in points.
    penalty: i64,
    excess: i64,
    touched: Vec<(PartyId, usize, PartyCost)>,
    seen: Vec<u32>,
    round: u32,
    /// Points that the move under trial may cost at most.
    pub allowance: f32,
    /// Points that a hall change costs for now above its own.
    pub hall_weight: f32,
    /// Points that a meeting outside the hall of most of its day costs for now.
    pub stray_weight: f32,
    /// Points that a slot within a gap costs for now.
    pub gap_length_weight: f32,
    /// Points above the allowance that a move may cost if another can follow at once and make up for it.
    pub threshold: f32,
    /// Points and excess with the changes just weighed.
    weighed: (i64, i64),
    /// Where other walks are on the same timetable.
    pub replica: Option<Replica>,
    /// What they kept, while it is carried out here.
    pub news: Vec<Change>,
    /// Another walk on the same timetable kept a move while this one tried its own: the same dice decide once more.
    pub was_late: bool,
    pub best: Best,
}

/// The best state met.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    pub score: Score,
    pub assignments: Vec<Assignment>,
}

impl<'a> Walk<'a> {
    pub fn new(board: Board<'a>, costs: &'a Costs, stretches: Option<&'a Stretches>, seed: u64) -> Self {
        let facts = board.facts;
        let n_parties = facts.limits.len();
        let mut chains = Chains::new(facts.n_pairs());
        chains.detour_one_in = 16;
        let mut walk = Self {
            facts,
            costs,
            stretches,
            chains,
            dice: Dice::new(seed),
            movable: Vec::new(),
            unheld: Vec::new(),
            gapped: Roster::new(n_parties * costs.n_parts()),
            mixed: Roster::new(n_parties * costs.n_parts()),
            party_costs: vec![PartyCost::default(); n_parties * costs.n_parts()],
            points: 0,
            spread: costs.max_difference.map(Spread::new),
            penalty: (4 * costs.least_gap()).max(4),
            excess: 0,
            touched: Vec::new(),
            seen: vec![0; n_parties * costs.n_parts()],
            round: 0,
            allowance: 0.0,
            hall_weight: 0.0,
            stray_weight: 0.0,
            gap_length_weight: 0.0,
            threshold: 0.0,
            weighed: (0, 0),
            replica: None,
            news: Vec::new(),
            was_late: false,
            best: Best { score: (i64::MAX, i64::MAX), assignments: board.assignments().to_vec() },
            board,
        };
        walk.recount();
        walk.best.score = walk.score();
        walk
    }

    /// Starts from another state of the same board.
    pub fn restart(&mut self, assignments: &[Assignment]) {
        self.board.restore(assignments);
        self.recount();
    }

    pub fn score(&self) -> Score {
        (self.excess, self.points)
    }

    fn recount(&mut self) {
        for (party, part) in
            self.facts.problem.event.party_ids().flat_map(|p| (0..self.costs.n_parts()).map(move |part| (p, part)))
        {
            let party_cost = self.costs.party_cost(&self.board, party, part);
            let at = self.at(party, part);
            self.party_costs[at] = party_cost;
            self.enlist(at, party_cost);
        }
        self.points = self.party_costs.iter().map(|s| s.points).sum();
        self.spread = self.costs.max_difference.map(Spread::new);
        if let Some(spread) = &mut self.spread {
            self.party_costs.iter().for_each(|s| spread.add(s.gaps));
            self.excess = spread.excess();
        }
        self.list_pairs();
    }

    /// Lists the pairs that may move, and those that may come in.
    pub fn list_pairs(&mut self) {
        let held = |p: &PairId| self.board.slot(*p).is_some();
        let (movable, unheld) = self
            .facts
            .problem
            .candidates
            .pair_ids()
            .filter(|p| self.facts.pair(*p).fixed.is_none() && self.facts.pair(*p).schedulable())
            .partition(held);
        (self.movable, self.unheld) = (movable, unheld);
    }

    /// What the changes on the board cost, as the schedule weighs it for now. [`Walk::accept`] or [`Walk::forget`] must follow.
    pub fn weigh(&mut self) -> f32 {
        self.weigh_up_to(f32::INFINITY)
    }

    /// The same, or infinity as soon as it is sure to be above `most`: then only [`Walk::forget`] may follow.
    pub fn weigh_up_to(&mut self, most: f32) -> f32 {
        self.round += 1;
        self.touched.clear();
        let mut before = 0.0;
        for (pair, left) in self.board.changed_since(0) {
            let slots = [Some(left).filter(|s| s.is_held()).map(Assignment::slot), self.board.slot(pair)];
            let [left, entered] = slots.map(|slot| slot.map(|s| self.costs.part_of(s)));
            for part in [left, entered.filter(|p| Some(*p) != left)].into_iter().flatten() {
                for party in self.facts.parties[pair.ix()] {
                    let at = party.ix() * self.costs.n_parts() + part;
                    if std::mem::replace(&mut self.seen[at], self.round) != self.round {
                        let old = self.party_costs[at];
                        before += old.points as f64 + f64::from(self.guide(old));
                        self.touched.push((party, part, old));
                    }
                }
            }
        }
        // No party costs less than nothing, so what some cost now is what all cost at least; excess gaps may all be made up for.
        let bound = before + f64::from(most) + (self.penalty * self.excess) as f64 + ROUNDING;
        let (mut delta, mut guide, mut after) = (0, 0.0, 0.0);
        for i in 0..self.touched.len() {
            let (party, part, old) = self.touched[i];
            let new = self.costs.party_cost(&self.board, party, part);
            let of_new = self.guide(new);
            delta += new.points - old.points;
            guide += of_new - self.guide(old);
            after += new.points as f64 + f64::from(of_new);
            if after > bound {
                self.touched.clear();
                return f32::INFINITY;
            }
            self.touched[i].2 = new;
        }
        self.weighed = (self.points + delta, self.excess_after());
        let points = delta + self.penalty * (self.weighed.1 - self.excess);
        points as f32 + guide
    }

    /// What the schedule adds for now to the points of a party.
    #[inline]
    fn guide(&self, cost: PartyCost) -> f32 {
        self.hall_weight * f32::from(cost.hall_changes)
            + self.stray_weight * f32::from(cost.strays)
            + self.gap_length_weight * f32::from(cost.wait)
    }

    /// Makes the changes just weighed part of the state.
    pub fn adopt(&mut self) {
        for i in 0..self.touched.len() {
            let (party, part, party_cost) = self.touched[i];
            let at = self.at(party, part);
            self.party_costs[at] = party_cost;
            self.enlist(at, party_cost);
        }
        (self.points, self.excess) = self.weighed;
        self.board.keep();
    }

    /// Gives up the weight just taken; the board stays as it is.
    pub fn forget(&mut self) {
        let Some(spread) = &mut self.spread else { return };
        for (party, part, party_cost) in &self.touched {
            spread.remove(party_cost.gaps);
            spread.add(self.party_costs[party.ix() * self.costs.n_parts() + part].gaps);
        }
    }

    /// One of those to whom the changes just weighed give one more gap.
    pub fn worsened(&mut self) -> Option<(PartyId, usize)> {
        let worse = |(party, part, party_cost): &&(PartyId, usize, PartyCost)| {
            party_cost.gaps > self.party_costs[self.at(*party, *part)].gaps
        };
        let torn: Vec<_> = self.touched.iter().filter(worse).map(|(party, part, _)| (*party, *part)).collect();
        (!torn.is_empty()).then(|| torn[self.dice.below(torn.len())])
    }

    fn at(&self, party: PartyId, part: usize) -> usize {
        party.ix() * self.costs.n_parts() + part
    }

    /// Undoes [`Walk::at`].
    pub fn party_part(&self, at: usize) -> (PartyId, usize) {
        (PartyId::at(at / self.costs.n_parts()), at % self.costs.n_parts())
    }

    /// Keeps the lists of those whom a move may help.
    fn enlist(&mut self, at: usize, cost: PartyCost) {
        self.gapped.set(at, cost.gaps > 0);
        self.mixed.set(at, cost.hall_changes > 0 && self.costs.points[QualityPart::HallChange] > 0);
    }

    fn excess_after(&mut self) -> i64 {
        let Some(spread) = &mut self.spread else { return 0 };
        for (party, part, party_cost) in &self.touched {
            spread.add(party_cost.gaps);
            spread.remove(self.party_costs[party.ix() * self.costs.n_parts() + part].gaps);
        }
        spread.excess()
    }
}

//! One random walk over timetables of equal value: moves are tried on the board, priced, and kept or taken back by simulated annealing
//! (Kirkpatrick, Gelatt and Vecchi 1983). Knows no clock but `Stop`.

use super::cost::{Costs, Share};
use super::schedule::{Schedule, Stretch};
use super::spread::Spread;
use crate::event::{DayId, PairId, PartyId, SlotId};
use crate::place::board::{Board, Spot};
use crate::place::dice::Dice;
use crate::place::facts::Facts;
use crate::place::kempe::Chains;
use crate::stop::Stop;

/// Excess over R13, then cost in points.
pub(crate) type Score = (i64, i64);

/// Moves between two looks at the clock.
const MOVES_PER_LOOK: u64 = 512;

/// A timetable on its way.
pub(crate) struct Walk<'a> {
    pub facts: &'a Facts<'a>,
    pub costs: &'a Costs,
    pub board: Board<'a>,
    pub chains: Chains,
    pub dice: Dice,
    /// Held pairs that are not fixed.
    pub movable: Vec<PairId>,
    /// Pairs not held that may take the place of one of the same value.
    pub bench: Vec<PairId>,
    /// Slots to which meetings may go, as bits: all, or those of some days.
    pub reach: Vec<u64>,
    /// The walk keeps to some days, and others walk on the rest.
    focused: bool,
    /// Parties with a gap, and by party its seat among them (`u32::MAX` = none).
    pub gapped: Vec<PartyId>,
    gapped_seat: Vec<u32>,
    /// By party.
    shares: Vec<Share>,
    points: i64,
    spread: Option<Spread>,
    /// What an excess gap costs on the way, in points.
    penalty: i64,
    excess: i64,
    touched: Vec<(PartyId, Share)>,
    seen: Vec<u32>,
    round: u32,
    /// Points that the move under trial may cost at most.
    pub allowance: f32,
    pub best: Best,
}

/// The best state met.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    pub score: Score,
    pub spots: Vec<Spot>,
}

impl<'a> Walk<'a> {
    pub fn new(board: Board<'a>, costs: &'a Costs, seed: u64) -> Self {
        let facts = board.facts;
        let n_parties = facts.limits.len();
        let mut chains = Chains::new(facts.n_pairs());
        chains.detour_one_in = 16;
        let mut walk = Self {
            facts,
            costs,
            chains,
            dice: Dice::new(seed),
            movable: Vec::new(),
            bench: Vec::new(),
            reach: Vec::new(),
            focused: false,
            gapped: Vec::new(),
            gapped_seat: vec![u32::MAX; n_parties],
            shares: Vec::with_capacity(n_parties),
            points: 0,
            spread: costs.max_difference.map(Spread::new),
            penalty: i64::from(4 * costs.gap).max(4),
            excess: 0,
            touched: Vec::new(),
            seen: vec![0; n_parties],
            round: 0,
            allowance: 0.0,
            best: Best { score: (i64::MAX, i64::MAX), spots: board.spots().to_vec() },
            board,
        };
        walk.focus(&|_| true);
        walk.best.score = walk.score();
        walk
    }

    /// Starts from another state of the same board.
    pub fn restart(&mut self, spots: &[Spot]) {
        self.board.restore(spots);
        self.focus(&|_| true);
    }

    /// Keeps to the meetings and slots of some days from now on. With all days, the best state is remembered on the way.
    pub fn focus(&mut self, has: &dyn Fn(DayId) -> bool) {
        self.focused = !self.facts.event.grid.days.iter().enumerate().all(|(day, _)| has(DayId::at(day)));
        self.reach = vec![0; self.facts.n_slots.div_ceil(64).max(1)];
        for slot in (0..self.facts.n_slots).filter(|s| has(self.facts.day[*s])) {
            self.reach[slot / 64] |= 1 << (slot % 64);
        }
        self.recount();
    }

    /// Whether a meeting may go to the slot.
    pub fn reaches(&self, slot: SlotId) -> bool {
        self.reach[slot.ix() / 64] >> (slot.ix() % 64) & 1 == 1
    }

    pub fn score(&self) -> Score {
        (self.excess, self.points)
    }

    fn recount(&mut self) {
        self.shares = self.facts.event.party_ids().map(|p| self.costs.share(&self.board, p)).collect();
        self.gapped.clear();
        self.gapped_seat.fill(u32::MAX);
        for party in self.facts.event.party_ids() {
            self.enlist(party, self.shares[party.ix()].gaps > 0);
        }
        self.points = self.shares.iter().map(|s| i64::from(s.points)).sum();
        self.spread = self.costs.max_difference.map(Spread::new);
        if let Some(spread) = &mut self.spread {
            self.shares.iter().for_each(|s| spread.add(s.gaps));
            self.excess = spread.excess();
        }
        let held = |p: &PairId| self.board.slot(*p).is_some();
        let (movable, bench) = self
            .facts
            .candidates
            .pair_ids()
            .filter(|p| self.facts.pair(*p).fixed.is_none() && self.facts.pair(*p).usable())
            .partition(held);
        (self.movable, self.bench) = (movable, if self.focused { Vec::new() } else { bench });
        let within: Vec<PairId> =
            self.movable.iter().copied().filter(|p| self.board.slot(*p).is_some_and(|s| self.reaches(s))).collect();
        self.movable = within;
    }

    /// Anneals along a stretch of the schedule. `hear` is told of better states. Ends early when the bound is met.
    pub fn anneal(&mut self, schedule: &Schedule, stretch: Stretch, bound: i64, stop: &Stop, hear: &mut dyn FnMut(Score)) {
        if self.movable.is_empty() {
            return;
        }
        let mut heard = self.best.score;
        let mut n_moves = 0;
        while let Some(done) = stretch.done(n_moves, stop) {
            let (heat, place_share) = (schedule.heat(done), schedule.place_share(done));
            for _ in 0..MOVES_PER_LOOK {
                self.allowance = -heat * self.dice.unit().ln();
                self.step(place_share);
            }
            n_moves += MOVES_PER_LOOK;
            if self.best.score < heard {
                heard = self.best.score;
                hear(heard);
                if heard <= (0, bound) {
                    break;
                }
            }
        }
    }

    /// Tries one move.
    fn step(&mut self, place_share: usize) {
        let kind = self.dice.below(256);
        if self.costs.places_matter && kind < place_share {
            self.try_places();
        } else if kind == 255 && !self.bench.is_empty() {
            self.try_swap();
        } else {
            self.try_slots();
        }
    }

    /// Keeps what was changed on the board if it costs no more than allowed, else takes it back.
    pub fn settle(&mut self) -> bool {
        self.round += 1;
        self.touched.clear();
        let mut delta = 0;
        for pair in self.board.changed_since(0) {
            for party in self.facts.parties[pair.ix()] {
                if std::mem::replace(&mut self.seen[party.ix()], self.round) != self.round {
                    let share = self.costs.share(&self.board, party);
                    delta += i64::from(share.points) - i64::from(self.shares[party.ix()].points);
                    self.touched.push((party, share));
                }
            }
        }
        let excess = self.excess_after();
        if (delta + self.penalty * (excess - self.excess)) as f32 > self.allowance {
            self.revert_spread();
            self.board.undo_to(0);
            return false;
        }
        for i in 0..self.touched.len() {
            let (party, share) = self.touched[i];
            self.shares[party.ix()] = share;
            self.enlist(party, share.gaps > 0);
        }
        self.points += delta;
        self.excess = excess;
        self.board.keep();
        if !self.focused && self.score() < self.best.score {
            self.best.score = self.score();
            self.best.spots.copy_from_slice(self.board.spots());
        }
        true
    }

    /// Keeps the list of parties with a gap.
    fn enlist(&mut self, party: PartyId, gapped: bool) {
        let seat = self.gapped_seat[party.ix()];
        if gapped && seat == u32::MAX {
            self.gapped_seat[party.ix()] = self.gapped.len() as u32;
            self.gapped.push(party);
        } else if !gapped && seat != u32::MAX {
            self.gapped.swap_remove(seat as usize);
            if let Some(moved) = self.gapped.get(seat as usize) {
                self.gapped_seat[moved.ix()] = seat;
            }
            self.gapped_seat[party.ix()] = u32::MAX;
        }
    }

    fn excess_after(&mut self) -> i64 {
        let Some(spread) = &mut self.spread else { return 0 };
        for (party, share) in &self.touched {
            spread.add(share.gaps);
            spread.remove(self.shares[party.ix()].gaps);
        }
        spread.excess()
    }

    fn revert_spread(&mut self) {
        let Some(spread) = &mut self.spread else { return };
        for (party, share) in &self.touched {
            spread.remove(share.gaps);
            spread.add(self.shares[party.ix()].gaps);
        }
    }
}

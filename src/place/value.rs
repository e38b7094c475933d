//! When not everything fits: raise must wishes held, minimums met and total value of a timetable by ejection, dropping cheaper meetings
//! for dearer ones (ejection chains, Glover 1996, under a cooling allowance for losses on the way).

use super::{eject, insert};
use crate::board::{Board, Chains, Dice, SearchTables};
use crate::event::PairId;
use crate::problem::Problem;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Trials for each pair that is not held.
const TRIALS_PER_PAIR: usize = 60;
/// Chains tried for a meeting that was thrown out before it is given up.
const CHAINS_PER_VICTIM: u32 = 20;
/// The temperature at the start, in values of an average pair, and how many times lower it is at the end.
const HEAT: f32 = 0.4;
const COOLING: f32 = 30.0;

/// How to improve, and when it is enough.
#[derive(Clone, Copy, Debug)]
pub struct ImproveOptions {
    pub seed: u64,
    pub max_trials: usize,
    /// Ends once this many points are gained (a must wish or a minimum met counts more than all points).
    pub gain_enough: i64,
}

/// A timetable at least as good in must wishes held, then shortfall, then value; R01 to R12 hold if they hold in `timetable`.
/// The result depends on the options alone unless `stop` cuts it.
pub fn improve_value(problem: Problem, timetable: &Timetable, options: &ImproveOptions, stop: &Stop) -> Timetable {
    let facts = SearchTables::new(problem);
    let (board, left_out) = Board::from_timetable(&facts, timetable);
    if !left_out.is_empty() {
        return timetable.clone();
    }
    let mut search = Search::new(board, options.seed);
    let n_trials = (search.unheld.len() * TRIALS_PER_PAIR).min(options.max_trials);
    let hottest = HEAT * mean_value(&facts);
    let (mut best, mut best_assignments) = (search.worth, search.board.assignments().to_vec());
    for trial in 0..n_trials {
        if search.unheld.is_empty() || best >= options.gain_enough || trial % 32 == 0 && stop.now() {
            break;
        }
        let temperature = hottest * (1.0 / COOLING).powf(trial as f32 / n_trials as f32);
        let allowance = -temperature * search.dice.unit().ln();
        search.trial(allowance);
        if search.worth > best {
            (best, best_assignments) = (search.worth, search.board.assignments().to_vec());
        }
    }
    search.board.restore(&best_assignments);
    search.board.timetable()
}

/// Average points of a usable pair.
fn mean_value(facts: &SearchTables) -> f32 {
    let usable = || facts.problem.candidates.pairs.iter().filter(|p| p.schedulable());
    usable().map(|p| p.value.max(0) as f32).sum::<f32>() / usable().count().max(1) as f32
}

struct Search<'a> {
    board: Board<'a>,
    chains: Chains,
    dice: Dice,
    /// Schedulable pairs that are not held.
    unheld: Vec<PairId>,
    /// Must wishes held, minimums met and value in one number.
    worth: i64,
    /// What a missing meeting counts, more than all value; and a must wish, more than all missing meetings.
    missing: i64,
    must: i64,
}

impl<'a> Search<'a> {
    fn new(board: Board<'a>, seed: u64) -> Self {
        let facts = board.facts;
        let value: i64 = facts.problem.candidates.pairs.iter().map(|p| p.value.max(0)).sum();
        let n_missing: i64 = facts.problem.event.parties.iter().map(|p| i64::from(p.min_meetings)).sum();
        let free = |p: &PairId| facts.pair(*p).schedulable() && board.slot(*p).is_none();
        let unheld = facts.problem.candidates.pair_ids().filter(free).collect();
        let missing = value + 1;
        let chains = Chains::new(facts.n_pairs());
        Self { board, chains, dice: Dice::new(seed), unheld, worth: 0, missing, must: missing * (n_missing + 1) }
    }

    /// Forces a random unheld pair in, finds other slots for those it throws out, fills what room is left; keeps it all if the loss is
    /// within the allowance.
    fn trial(&mut self, allowance: f32) {
        let seat = self.dice.below(self.unheld.len());
        let pair = self.board.first_unheld(self.unheld[seat]);
        let Some(mut gain) = self.force(pair) else { return };
        let mut out: Vec<PairId> =
            self.board.changed_since(0).map(|(pair, _)| pair).filter(|p| self.board.slot(*p).is_none()).collect();
        out.sort_unstable_by_key(|p| (std::cmp::Reverse(self.rank(*p)), *p));
        out.dedup();
        for victim in std::mem::take(&mut out) {
            if self.reinsert(victim) {
                gain += self.gain(victim);
            } else {
                out.push(victim);
            }
        }
        for victim in &out {
            gain += self.fill(*victim);
        }
        if gain < 0 && (gain as f32) < -allowance {
            self.board.undo_to(0);
            return;
        }
        self.board.keep();
        self.worth += gain;
        self.unheld.extend(out);
        self.unheld.retain(|p| self.board.slot(*p).is_none());
    }

    fn rank(&self, pair: PairId) -> (u32, i64) {
        let pair = self.board.facts.pair(pair);
        (pair.n_must, pair.value)
    }

    /// Puts the pair where it costs least to make room; what that gains. `None` (and no change) if it cannot be.
    fn force(&mut self, pair: PairId) -> Option<i64> {
        let mut cheapest: Option<(i64, usize, _, Vec<PairId>)> = None;
        for slot in self.board.facts.slots.iter(pair.ix()).map(crate::event::SlotId::at) {
            if let Some(victims) = eject::victims(&self.board, (pair, slot), usize::MAX, &mut self.dice) {
                let cost = victims.iter().map(|v| self.must * i64::from(self.rank(*v).0) + self.rank(*v).1).sum();
                let tie = self.dice.below(1 << 16);
                if cheapest.as_ref().is_none_or(|c| (cost, tie) < (c.0, c.1)) {
                    cheapest = Some((cost, tie, slot, victims));
                }
            }
        }
        let (_, _, slot, victims) = cheapest?;
        let mut gain = 0;
        for victim in victims {
            self.board.take(victim);
            gain -= self.gain(victim);
        }
        if !self.board.put(pair, slot) || !self.board.walks_hold(0) {
            self.board.undo_to(0);
            return None;
        }
        Some(gain + self.gain(pair))
    }

    fn reinsert(&mut self, pair: PairId) -> bool {
        insert::directly(&mut self.board, pair)
            || insert::by_chain(&mut self.board, pair, &mut self.chains, &mut self.dice, CHAINS_PER_VICTIM)
    }

    /// Holds other unheld pairs of the parties that lost a meeting, dearest first; what that gains.
    fn fill(&mut self, lost: PairId) -> i64 {
        let facts = self.board.facts;
        let mut others: Vec<PairId> = facts.parties[lost.ix()]
            .iter()
            .flat_map(|p| &facts.problem.candidates.of_party[p.ix()])
            .copied()
            .filter(|p| facts.pair(*p).schedulable() && self.board.slot(*p).is_none())
            .collect();
        others.sort_unstable_by_key(|p| (std::cmp::Reverse(self.rank(*p)), *p));
        let mut gain = 0;
        for pair in others {
            if insert::directly(&mut self.board, pair) {
                gain += self.gain(pair);
            }
        }
        gain
    }

    /// What holding the pair adds to the rest of the board: asked just after it was put there or taken off.
    fn gain(&self, pair: PairId) -> i64 {
        let facts = self.board.facts;
        let (n_must, value) = self.rank(pair);
        let here = u32::from(self.board.slot(pair).is_some());
        let short = |p: &&crate::event::PartyId| self.board.n_of(**p) - here < facts.problem.event.party(**p).min_meetings;
        let n_short = facts.parties[pair.ix()].iter().filter(short).count() as i64;
        self.must * i64::from(n_must) + self.missing * n_short + value
    }
}

//! Published meetings held again with as few of them dropped, and then moved, as a search finds: ejection chains (Glover 1996) under simulated
//! annealing (Kirkpatrick, Gelatt and Vecchi 1983).

use super::eject;
use crate::board::{Board, Dice, SearchTables};
use crate::event::{PairId, SlotId};
use crate::problem::Problem;
use crate::stop::Stop;
use crate::timetable::Timetable;
use std::collections::{BTreeMap, HashMap};

/// Trials for each meeting that is not where it was, and in all.
const TRIALS_PER_MEETING: usize = 150;
const TRIALS: std::ops::RangeInclusive<usize> = 2_000..=30_000;
/// The temperature at the start and at the end, in moves.
const HOTTEST: f32 = 1.0;
const COLDEST: f32 = 0.1;
/// What a dropped meeting counts in moves while the search goes on; of what it meets, it keeps the timetable that drops the fewest.
const DROPPED: f32 = 10.0;
/// Meetings of one trial that may push others out.
const LONGEST_CHAIN: usize = 4;
/// Others that one meeting may push out.
const MOST_VICTIMS: usize = 3;
/// What it counts that a meeting is pushed out: little where it has moved already. And the chance that decides between slots of about the same price.
const VICTIM: f32 = 0.3;
const CHANCE: f32 = 1.5;

/// The slots of the published meetings; `None` for one that can stand there no more.
pub(crate) type Homes = BTreeMap<PairId, Option<SlotId>>;

/// What is asked of the search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NearOptions {
    pub seed: u64,
    /// At most as many meetings move; `None` = any number.
    pub max_moves: Option<usize>,
}

/// A timetable that drops no more of the published meetings than `start`, nor moves more if it drops as many; R01 to R12 hold if they hold in `start`.
/// Moves beyond `max_moves` count as dropped. The result depends on the options alone unless `stop` cuts it.
pub(crate) fn nearest(problem: Problem, start: &Timetable, homes: &Homes, options: NearOptions, stop: &Stop) -> Timetable {
    let facts = SearchTables::new(problem);
    let (board, left_out) = Board::from_timetable(&facts, start);
    if !left_out.is_empty() {
        return start.clone();
    }
    let mut search = Search::new(board, homes, options);
    let (mut fewest, mut best) = (search.changes.rank(options.max_moves), search.board.assignments().to_vec());
    let n_trials = (search.restless.list.len() * TRIALS_PER_MEETING).clamp(*TRIALS.start(), *TRIALS.end());
    for trial in 0..n_trials {
        if search.restless.list.is_empty() || trial % 32 == 0 && stop.now() {
            break;
        }
        let temperature = HOTTEST * (COLDEST / HOTTEST).powf(trial as f32 / n_trials as f32);
        let allowance = -temperature * search.dice.unit().ln();
        search.trial(allowance);
        let now = search.changes.rank(options.max_moves);
        if now < fewest {
            (fewest, best) = (now, search.board.assignments().to_vec());
        }
    }
    search.board.restore(&best);
    search.board.timetable()
}

/// Where a pair is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    /// Nobody published it.
    Unpublished,
    /// It was published and can stand there no more.
    Gone,
    At(SlotId),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Changes {
    dropped: i64,
    moved: i64,
}

impl Changes {
    fn plus(self, other: Self, sign: i64) -> Self {
        Self { dropped: self.dropped + sign * other.dropped, moved: self.moved + sign * other.moved }
    }

    /// Dropped, with the moves that are too many, and moved: the fewer, the better.
    fn rank(self, max_moves: Option<usize>) -> (i64, i64) {
        let n_over = max_moves.map_or(0, |most| (self.moved - most as i64).max(0));
        (self.dropped + n_over, self.moved - n_over)
    }

    /// In moves.
    fn cost(self, max_moves: Option<usize>) -> f32 {
        let (dropped, moved) = self.rank(max_moves);
        DROPPED * dropped as f32 + moved as f32
    }
}

struct Search<'a> {
    board: Board<'a>,
    dice: Dice,
    /// By pair.
    home: Vec<Home>,
    /// By the first of several meetings of the same two: where they are at home. They are alike, so each is at home where any of them is.
    shared_homes: HashMap<PairId, Vec<SlotId>>,
    changes: Changes,
    restless: Restless,
    max_moves: Option<usize>,
}

impl<'a> Search<'a> {
    fn new(board: Board<'a>, homes: &Homes, options: NearOptions) -> Self {
        let n_pairs = board.facts.n_pairs();
        let mut home = vec![Home::Unpublished; n_pairs];
        homes.iter().for_each(|(pair, slot)| home[pair.ix()] = slot.map_or(Home::Gone, Home::At));
        let restless = Restless { list: Vec::new(), at: vec![usize::MAX; n_pairs] };
        let dice = Dice::new(options.seed);
        let candidates = board.facts.problem.candidates;
        let mut shared_homes: HashMap<PairId, Vec<SlotId>> = HashMap::new();
        for (pair, slot) in homes.iter().filter(|(pair, _)| candidates.pair(**pair).n_copies > 1) {
            shared_homes.entry(candidates.first_copy(*pair)).or_default().extend(slot);
        }
        let (changes, max_moves) = (Changes::default(), options.max_moves);
        let mut search = Self { board, dice, home, shared_homes, changes, restless, max_moves };
        for pair in homes.keys() {
            search.changes = search.changes.plus(search.changes_of(*pair), 1);
            search.watch(*pair);
        }
        search
    }

    fn changes_of(&self, pair: PairId) -> Changes {
        self.changes_in(pair, self.board.slot(pair))
    }

    /// What a published meeting in this slot, or in none, counts.
    fn changes_in(&self, pair: PairId, slot: Option<SlotId>) -> Changes {
        let home = self.home[pair.ix()];
        match (home, slot) {
            (Home::Unpublished, _) => Changes::default(),
            (_, None) => Changes { dropped: 1, moved: 0 },
            (_, Some(slot)) => {
                Changes { dropped: 0, moved: i64::from(home != Home::At(slot) && !self.is_shared_home(pair, slot)) }
            }
        }
    }

    fn is_shared_home(&self, pair: PairId, slot: SlotId) -> bool {
        if self.shared_homes.is_empty() {
            return false;
        }
        let first = self.board.facts.problem.candidates.first_copy(pair);
        self.shared_homes.get(&first).is_some_and(|homes| homes.contains(&slot))
    }

    /// Tries to bring a meeting home, or one that is not held anywhere; keeps that if what it costs is within the allowance.
    fn trial(&mut self, allowance: f32) {
        let pair = self.restless.list[self.dice.below(self.restless.list.len())];
        let target = match self.home[pair.ix()] {
            Home::At(home) if self.board.slot(pair).is_some() => Some(home),
            _ => None,
        };
        if self.board.slot(pair).is_some() {
            self.board.take(pair);
        }
        if !self.chain(pair, target) || !self.board.walks_hold(0) {
            self.board.undo_to(0);
            return;
        }
        let before = self.before();
        let was = before.iter().map(|(pair, slot)| self.changes_in(*pair, *slot));
        let less = was.fold(self.changes, |sum, one| sum.plus(one, -1));
        let now = before.iter().fold(less, |sum, (pair, _)| sum.plus(self.changes_of(*pair), 1));
        if now.cost(self.max_moves) - self.changes.cost(self.max_moves) > allowance {
            self.board.undo_to(0);
            return;
        }
        self.board.keep();
        self.changes = now;
        before.iter().for_each(|(pair, _)| self.watch(*pair));
    }

    /// Holds the pair (in the target slot, if there is one), then those whom it pushed out, and so on. False if the pair itself finds no way.
    fn chain(&mut self, pair: PairId, target: Option<SlotId>) -> bool {
        let mut n_left = 1 + self.dice.below(LONGEST_CHAIN);
        let (mut waiting, mut seen) = (vec![pair], Vec::new());
        while let Some(next) = waiting.pop() {
            seen.push(next);
            let is_first = seen.len() == 1;
            let target = target.filter(|_| is_first);
            if target.is_none() && self.put(next) || n_left == 0 {
                continue;
            }
            n_left -= 1;
            match self.push_in(next, target, &seen) {
                Some(victims) => waiting.extend(victims),
                None if is_first => return false,
                None => {}
            }
        }
        true
    }

    /// Where each pair was that the trial has touched.
    fn before(&self) -> Vec<(PairId, Option<SlotId>)> {
        let mut before: Vec<(PairId, Option<SlotId>)> = Vec::new();
        for (pair, assignment) in self.board.changed_since(0) {
            if !before.iter().any(|(known, _)| *known == pair) {
                before.push((pair, assignment.is_held().then(|| assignment.slot())));
            }
        }
        before
    }

    /// Holds the pair at home or in any slot that is open.
    fn put(&mut self, pair: PairId) -> bool {
        if let Home::At(home) = self.home[pair.ix()]
            && self.board.put(pair, home)
        {
            return true;
        }
        let slots = self.board.facts.slots.iter(pair.ix()).map(SlotId::at);
        let open: Vec<SlotId> = slots.filter(|slot| self.board.open(pair, *slot)).collect();
        let first = self.dice.below(open.len().max(1));
        (0..open.len()).any(|i| self.board.put(pair, open[(first + i) % open.len()]))
    }

    /// Holds the pair where that costs least; those who had to leave. `None`, and nothing is changed, if it cannot be held.
    fn push_in(&mut self, pair: PairId, target: Option<SlotId>, seen: &[PairId]) -> Option<Vec<PairId>> {
        let facts = self.board.facts;
        let mut cheapest: Option<(f32, SlotId, Vec<PairId>)> = None;
        for slot in facts.slots.iter(pair.ix()).map(SlotId::at).filter(|slot| target.is_none_or(|target| target == *slot)) {
            let victims = eject::victims(&self.board, (pair, slot), MOST_VICTIMS, &mut self.dice);
            let Some(victims) = victims.filter(|victims| victims.iter().all(|v| !seen.contains(v))) else { continue };
            let price = |v: &PairId| VICTIM + (1 - self.changes_of(*v).moved) as f32;
            let own = self.changes_in(pair, Some(slot)).moved as f32;
            let cost = own + victims.iter().map(price).sum::<f32>() + CHANCE * self.dice.unit();
            if cheapest.as_ref().is_none_or(|(least, ..)| cost < *least) {
                cheapest = Some((cost, slot, victims));
            }
        }
        let (_, slot, victims) = cheapest?;
        let mark = self.board.mark();
        victims.iter().for_each(|victim| _ = self.board.take(*victim));
        if !self.board.put(pair, slot) {
            self.board.undo_to(mark);
            return None;
        }
        Some(victims)
    }

    fn watch(&mut self, pair: PairId) {
        let Changes { dropped, moved } = self.changes_of(pair);
        self.restless.set(pair, dropped > 0 || moved > 0 && self.home[pair.ix()] != Home::Gone);
    }
}

/// Published meetings that a trial could better: those not held, and those held away from a home in which they could stand.
struct Restless {
    list: Vec<PairId>,
    /// By pair: its position in the list.
    at: Vec<usize>,
}

impl Restless {
    fn set(&mut self, pair: PairId, is_restless: bool) {
        let at = self.at[pair.ix()];
        if is_restless && at == usize::MAX {
            self.at[pair.ix()] = self.list.len();
            self.list.push(pair);
        } else if !is_restless && at != usize::MAX {
            self.list.swap_remove(at);
            if let Some(last) = self.list.get(at) {
                self.at[last.ix()] = at;
            }
            self.at[pair.ix()] = usize::MAX;
        }
    }
}

//! Prices that prove how few published meetings change: the dual of the time-indexed program in which a published meeting counts when it is held,
//! and once more when it is held in its slot. Nearly all of its prices are 0 and nearly all meetings content where they are, so the dual is
//! solved for what is touched alone, and grows by the wishes that its prices leave open (row generation, Dantzig and Wolfe 1960 seen from the
//! dual; Kelley 1960).

use super::lp::{Answer, SolverChoice, solve};
use super::near_rows::{Rows, Scarce, Way};
use super::program::{Column, Program, Sense};
use crate::event::{PairId, SlotId};
use crate::prices::PriceList;
use crate::problem::Problem;
use crate::stop::Stop;
use crate::triple::Triple;
use std::collections::{BTreeMap, BTreeSet};

/// What a published meeting counts that is held, where one that is held in its slot counts 1 more; and a price more than half of it is one on holding.
const HELD: i64 = 1_000;
/// Weight of what prices add up to, where each counts 1 for itself: of equally good prices the fewest are chosen.
const SUM: i64 = 1_000;
/// No meeting pays more than it counts.
const MOST: i64 = HELD + 1;
/// Times that the dual grows, and wishes of one meeting added each time.
const MOST_ROUNDS: usize = 80;
const WISHES: usize = 2;
/// Wishes, above which the dual is given up.
const MOST_WISHES: usize = 4_000;
/// Prices this close to a whole number are that number; others are kept in these parts.
const CLOSE: f64 = 1e-5;
const PARTS: i64 = 60;

/// A published meeting of a pair that meets once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PublishedPair {
    pub pair: PairId,
    /// The slot in which it was published, if it can stand there.
    pub home: Option<SlotId>,
}

/// Prices, and what they prove: no timetable has a greater (published meetings held, 0, those of them in their slot), compared lexicographically, in
/// units of 1 / the scale of the prices.
#[derive(Clone, Debug)]
pub(crate) struct NearPrices {
    pub prices: PriceList,
    pub bound: Triple,
    /// Where a timetable that reaches the bound has room for each pair: in a slot that is worth what is left of it and what it pays (complementary
    /// slackness). Nothing where the timetable in hand reaches it.
    pub slots: Option<BTreeMap<PairId, OpenSlots>>,
}

/// Where a pair loses nothing.
#[derive(Clone, Debug)]
pub(crate) struct OpenSlots {
    pub slots: Vec<SlotId>,
    /// Something is left of it: whatever reaches the bound holds it.
    pub is_needed: bool,
}

/// Prices at which a timetable, that holds pairs in these slots, holds the published meetings best. `None` if they would be too many to look for, or the time is up.
pub(crate) fn near_prices(
    problem: Problem,
    meetings: &[PublishedPair],
    held: &BTreeMap<PairId, SlotId>,
    choice: SolverChoice,
    stop: &Stop,
) -> Option<NearPrices> {
    let rows = Rows::new(problem, meetings.iter().map(|m| m.pair));
    let mut dual = Dual::new(problem, &rows, meetings, held);
    for _ in 0..MOST_ROUNDS {
        if stop.now() || dual.wishes.len() > MOST_WISHES {
            return None;
        }
        if !dual.grow() {
            return Some(dual.whole());
        }
        dual.solve(choice, stop)?;
    }
    None
}

struct Dual<'a> {
    problem: Problem<'a>,
    rows: &'a Rows<'a>,
    meetings: &'a [PublishedPair],
    /// By meeting: what it takes where it is held.
    now: Vec<Option<Way>>,
    used: BTreeMap<Scarce, i64>,
    /// Meeting and way: what must not be worth more than what is left of the meeting.
    wishes: BTreeMap<(usize, SlotId), Way>,
    prices: BTreeMap<Scarce, f64>,
    /// By meeting: what is left of it.
    left: Vec<f64>,
    ways: BTreeMap<usize, Vec<Way>>,
}

impl<'a> Dual<'a> {
    fn new(problem: Problem<'a>, rows: &'a Rows<'a>, meetings: &'a [PublishedPair], held: &BTreeMap<PairId, SlotId>) -> Self {
        let now = meetings.iter().map(|m| rows.way(m.pair, *held.get(&m.pair)?)).collect();
        let mut used = BTreeMap::new();
        let taken = held.iter().flat_map(|(id, slot)| rows.of_parties(*id, *slot));
        taken.for_each(|row| *used.entry(row).or_default() += 1);
        let mut dual = Self {
            problem,
            rows,
            meetings,
            now,
            used,
            wishes: BTreeMap::new(),
            prices: BTreeMap::new(),
            left: Vec::new(),
            ways: BTreeMap::new(),
        };
        dual.left = (0..meetings.len()).map(|m| dual.worth_now(m) as f64).collect();
        dual
    }

    fn worth_in(&self, meeting: usize, slot: SlotId) -> i64 {
        HELD + i64::from(self.meetings[meeting].home == Some(slot))
    }

    fn worth_now(&self, meeting: usize) -> i64 {
        self.now[meeting].as_ref().map_or(0, |way| self.worth_in(meeting, way.slot))
    }

    fn price(&self, row: Scarce) -> f64 {
        self.prices.get(&row).copied().unwrap_or(0.0)
    }

    fn cost(&self, way: &Way) -> f64 {
        let cheapest =
            |groups: &Vec<usize>| groups.iter().map(|g| self.price(Scarce::Group(*g, way.slot))).fold(f64::INFINITY, f64::min);
        way.parties.iter().map(|row| self.price(*row)).sum::<f64>() + way.choices.iter().map(cheapest).sum::<f64>()
    }

    /// Adds what the prices leave open; false if that is nothing.
    fn grow(&mut self) -> bool {
        let mut has_grown = false;
        for meeting in 0..self.meetings.len() {
            let home = self.meetings[meeting].home;
            let is_away = home.is_some() && home != self.now[meeting].as_ref().map(|way| way.slot);
            let most = HELD + i64::from(is_away);
            if self.left[meeting] >= most as f64 - CLOSE {
                continue;
            }
            self.ask(meeting);
            let excess = |way: &&Way| self.worth_in(meeting, way.slot) as f64 - self.cost(way) - self.left[meeting];
            let mut open: Vec<(f64, &Way)> = self.ways[&meeting].iter().map(|way| (excess(&way), way)).collect();
            open.retain(|(excess, _)| *excess > CLOSE);
            open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.slot.cmp(&b.1.slot)));
            let new: Vec<Way> = open.into_iter().take(WISHES).map(|(_, way)| way.clone()).collect();
            for way in new {
                has_grown |= self.wishes.insert((meeting, way.slot), way).is_none();
            }
        }
        has_grown
    }

    fn ask(&mut self, meeting: usize) {
        let pair = self.meetings[meeting].pair;
        let slots = self.problem.candidates.pair(pair).slots.iter();
        self.ways.entry(meeting).or_insert_with(|| slots.filter_map(|slot| self.rows.way(pair, slot)).collect());
    }

    /// What a price might help on: all that a wish takes and that is used up, and the places and interpreters that others would turn to.
    fn priced_rows(&self) -> BTreeSet<Scarce> {
        let mut priced: BTreeSet<Scarce> = BTreeSet::new();
        let mut groups: BTreeSet<(usize, SlotId)> = BTreeSet::new();
        for way in self.wishes.values() {
            let is_used_up = |row: &&Scarce| self.used.get(*row).is_some_and(|used| *used >= self.rows.capacity(**row));
            priced.extend(way.parties.iter().filter(is_used_up));
            groups.extend(way.choices.iter().flatten().map(|group| (*group, way.slot)));
        }
        loop {
            let n = groups.len();
            for way in self.now.iter().flatten() {
                for choice in &way.choices {
                    if choice.iter().any(|group| groups.contains(&(*group, way.slot))) {
                        groups.extend(choice.iter().map(|group| (*group, way.slot)));
                    }
                }
            }
            if groups.len() == n {
                break;
            }
        }
        priced.extend(groups.into_iter().map(|(group, slot)| Scarce::Group(group, slot)));
        priced
    }

    fn solve(&mut self, choice: SolverChoice, stop: &Stop) -> Option<()> {
        let priced = self.priced_rows();
        let mut lp = DualProgram { program: Program::default(), prices: BTreeMap::new(), cheapest: BTreeMap::new() };
        for row in priced {
            let column = lp.program.add_flow(MOST);
            lp.program.objective.push((column, -(SUM * self.rows.capacity(row) + 1)));
            lp.prices.insert(row, column);
        }
        let wishing: BTreeSet<usize> = self.wishes.keys().map(|(meeting, _)| *meeting).collect();
        // Those without a wish who pay the same are one.
        let mut alike: BTreeMap<(i64, Terms), Vec<usize>> = BTreeMap::new();
        let mut left: Vec<(Column, Vec<usize>)> = Vec::new();
        for (meeting, way) in self.now.iter().enumerate() {
            let terms = way.as_ref().map_or_else(Vec::new, |way| lp.terms(way));
            if wishing.contains(&meeting) {
                let column = lp.left_of(1);
                left.push((column, vec![meeting]));
                if let Some(way) = way {
                    lp.keep(column, terms, self.worth_in(meeting, way.slot));
                }
                for ((_, slot), way) in self.wishes.range((meeting, SlotId(0))..=(meeting, SlotId(u32::MAX))) {
                    let terms = lp.terms(way);
                    lp.keep(column, terms, self.worth_in(meeting, *slot));
                }
            } else if !terms.is_empty() {
                alike.entry((self.worth_now(meeting), terms)).or_default().push(meeting);
            }
        }
        for ((worth, terms), meetings) in alike {
            let column = lp.left_of(meetings.len() as i64);
            lp.keep(column, terms, worth);
            left.push((column, meetings));
        }
        let Answer::Optimal { point, .. } = solve(&lp.program, true, choice, stop) else { return None };
        self.left = (0..self.meetings.len()).map(|m| self.worth_now(m) as f64).collect();
        for (column, meetings) in left {
            meetings.into_iter().for_each(|meeting| self.left[meeting] = point[column.ix()]);
        }
        self.prices = lp.prices.iter().map(|(row, column)| (*row, point[column.ix()])).filter(|(_, p)| *p > CLOSE).collect();
        Some(())
    }

    /// The prices in whole numbers, what they prove, and where that is reached.
    fn whole(&mut self) -> NearPrices {
        let is_whole = self.prices.values().all(|price| (price - price.round()).abs() < CLOSE);
        let scale = if is_whole { 1 } else { PARTS };
        let prices: BTreeMap<Scarce, Triple> = self.prices.iter().map(|(row, price)| (*row, triple(*price, scale))).collect();
        let price = |row: &Scarce| prices.get(row).copied().unwrap_or_default();
        let cost = |way: &Way| -> Triple {
            let cheapest = |groups: &Vec<usize>| groups.iter().map(|group| price(&Scarce::Group(*group, way.slot))).min();
            way.parties.iter().map(price).sum::<Triple>() + way.choices.iter().filter_map(cheapest).sum::<Triple>()
        };
        let mut bound: Triple = prices.iter().map(|(row, price)| *price * self.rows.capacity(*row)).sum();
        for (meeting, now) in self.meetings.iter().zip(&self.now) {
            let worth = |slot: SlotId| Triple { must: scale, shortfall: 0, value: scale * i64::from(meeting.home == Some(slot)) };
            if let Some(now) = now.as_ref().filter(|now| meeting.home == Some(now.slot) && cost(now).is_zero()) {
                bound += worth(now.slot);
                continue;
            }
            let slots = self.problem.candidates.pair(meeting.pair).slots.iter();
            let left = |way: Way| worth(way.slot) - cost(&way);
            let best = slots.filter_map(|slot| self.rows.way(meeting.pair, slot)).map(left).max();
            bound += best.unwrap_or_default().positive();
        }
        let now: i64 = (0..self.meetings.len()).map(|m| self.worth_now(m)).sum();
        let is_reached = (bound.must * HELD + bound.value).div_euclid(scale) <= now;
        let slots = (!is_reached).then(|| self.slots());
        NearPrices { prices: self.list(scale, &prices), bound, slots }
    }

    /// The slots in which each pair loses nothing.
    fn slots(&mut self) -> BTreeMap<PairId, OpenSlots> {
        // Who is left less than staying at home counts may as well be elsewhere.
        let may_move: Vec<usize> = (0..self.meetings.len()).filter(|m| self.left[*m] < MOST as f64 - CLOSE).collect();
        may_move.iter().for_each(|meeting| self.ask(*meeting));
        let stays = |now: &Option<Way>| OpenSlots { slots: now.iter().map(|way| way.slot).collect(), is_needed: true };
        let mut open: BTreeMap<PairId, OpenSlots> =
            self.meetings.iter().zip(&self.now).map(|(m, now)| (m.pair, stays(now))).collect();
        for meeting in may_move {
            let loses_nothing = |way: &&Way| {
                let left = self.worth_in(meeting, way.slot) as f64 - self.cost(way);
                left > self.left[meeting] - CLOSE
            };
            let slots = self.ways[&meeting].iter().filter(loses_nothing).map(|way| way.slot).collect();
            open.insert(self.meetings[meeting].pair, OpenSlots { slots, is_needed: self.left[meeting] > CLOSE });
        }
        open
    }

    fn list(&self, scale: i64, prices: &BTreeMap<Scarce, Triple>) -> PriceList {
        let mut list = PriceList { scale, groups: self.rows.groups.clone(), ..PriceList::free(self.problem.event.parties.len()) };
        for (row, price) in prices {
            match *row {
                Scarce::Party(party) => list.party[party.ix()] = *price,
                Scarce::PartyDay(party, day) => _ = list.party_day.insert((party, day), *price),
                Scarce::PartySlot(party, slot) => list.add_party_slot(party, slot, *price),
                Scarce::Group(group, slot) => _ = list.group_slot.insert((group, slot), *price),
            }
        }
        list
    }
}

/// A price in units of 1 / `scale`: as often as it counts what a held meeting does, and what is left of it.
fn triple(price: f64, scale: i64) -> Triple {
    let units = (price * scale as f64).round() as i64;
    let must = (units + HELD * scale / 2).div_euclid(HELD * scale) * scale;
    Triple { must, shortfall: 0, value: units - must * HELD }
}

/// The prices that a way may have to pay, each once.
type Terms = Vec<(Column, i64)>;

struct DualProgram {
    program: Program,
    prices: BTreeMap<Scarce, Column>,
    /// The price of the cheapest of some groups.
    cheapest: BTreeMap<(Vec<usize>, SlotId), Column>,
}

impl DualProgram {
    /// What is left of each of `n` meetings.
    fn left_of(&mut self, n: i64) -> Column {
        let column = self.program.add_flow(MOST);
        self.program.objective.push((column, -SUM * n));
        column
    }

    /// The prices that a way may have to pay.
    fn terms(&mut self, way: &Way) -> Terms {
        let mut terms: Terms = way.parties.iter().filter_map(|row| Some((*self.prices.get(row)?, 1))).collect();
        for groups in &way.choices {
            let prices: Option<Vec<Column>> =
                groups.iter().map(|g| self.prices.get(&Scarce::Group(*g, way.slot)).copied()).collect();
            let Some(prices) = prices else { continue };
            let cheapest = match (&prices[..], self.cheapest.get(&(groups.clone(), way.slot))) {
                ([only], _) => *only,
                (_, Some(known)) => *known,
                _ => {
                    let cheapest = self.program.add_flow(MOST);
                    for price in prices {
                        self.program.add_row(None, vec![(price, 1), (cheapest, -1)], Sense::AtLeast, 0);
                    }
                    self.cheapest.insert((groups.clone(), way.slot), cheapest);
                    cheapest
                }
            };
            terms.push((cheapest, 1));
        }
        terms
    }

    /// What is left and the prices are worth no less.
    fn keep(&mut self, left: Column, mut terms: Terms, worth: i64) {
        terms.push((left, 1));
        self.program.add_row(None, terms, Sense::AtLeast, worth);
    }
}

//! A tighter price list: prices on what the network leaves out, chosen so that the bound falls as far as it can.
//!
//! The rows that were learned are taken into the objective at a price (Lagrangian relaxation; Geoffrion 1974). Every price list gives a bound,
//! and the network's circulation at these prices says how it changes with them; the least over the planes met so far is the next price list
//! to try (cutting planes: Kelley 1960). Nothing here has to be trusted: the resulting list is valued exactly.

use super::cut::{Cut, Priced};
use super::interpreters::{Interpreters, short_of_interpreters};
use crate::event::PairId;
use crate::prices::{Group, PriceList, PricedRow, Remainder, Valuation};
use crate::problem::Problem;
use crate::select::SolverChoice;
use crate::select::lp::{self, Answer};
use crate::select::network::{Aim, MOST_SCALE, Network};
use crate::select::program::{Column, Program, Sense};
use crate::stop::Stop;
use crate::triple::Triple;

/// Price lists tried at most. Each costs a few pivots of the network.
const MOST_TRIALS: usize = 120;
/// Cuts considered at most, the last learned first.
const MOST_CUTS: usize = 400;

/// The level whose bound is lowered; the levels before it stay where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Must,
    Shortfall,
    Value,
}

impl Entry {
    fn of(self, triple: Triple) -> i64 {
        match self {
            Entry::Must => triple.must,
            Entry::Shortfall => triple.shortfall,
            Entry::Value => triple.value,
        }
    }

    fn unit(self, n: i64) -> Triple {
        match self {
            Entry::Must => Triple { must: n, ..Triple::ZERO },
            Entry::Shortfall => Triple { shortfall: n, ..Triple::ZERO },
            Entry::Value => Triple::points(n),
        }
    }
}

/// What the bound is at most while the cuts' prices change, at the circulation met at one of them.
struct Plane {
    /// The bound at prices of 0.
    at_zero: i64,
    /// By cut: change of the bound for a unit of price.
    slopes: Vec<i64>,
    /// By pair: meetings that the circulation carries.
    carried: Vec<i64>,
}

impl Plane {
    fn slope(&self, cut: &Cut) -> i64 {
        cut.at_most - cut.terms.iter().map(|(id, k)| k * self.carried[id.ix()]).sum::<i64>()
    }

    fn selected(&self) -> Vec<PairId> {
        self.carried.iter().enumerate().filter(|(_, n)| **n > 0).map(|(i, _)| PairId::at(i)).collect()
    }
}

/// What the search for prices on cuts is given.
#[derive(Clone, Copy)]
pub struct Tightening<'a> {
    pub problem: Problem<'a>,
    /// A bound that is tight enough, in whole units.
    pub target: Triple,
    pub solver: SolverChoice,
    pub stop: &'a Stop,
}

impl Tightening<'_> {
    /// A price list whose bound is at most that of `start`, the list of the solved `network`, and meets the target if prices on the cuts can make
    /// it: first with fixed meetings taken for wishes like others, then with what they leave to the others.
    /// The result does not depend on the clock unless `stop` cuts it.
    pub fn of(self, network: &mut Network, start: &PriceList, mut cuts: Vec<Cut>) -> PriceList {
        let mut best = (Valuation::of(self.problem, start), start.clone());
        cuts.drain(..cuts.len().saturating_sub(MOST_CUTS));
        let mut offer = |tried: PriceList| {
            let valued = Valuation::of(self.problem, &tried);
            if below(&valued, &best.0) {
                best = (valued, tried);
            }
            reached(&best.0, self.target)
        };
        let done = self.level_by_level(network, Triple::ZERO, cuts.clone(), &mut offer);
        if let Some(remainder) = Remainder::of(self.problem).filter(|_| !done && !self.stop.now()) {
            let Self { target, solver, stop, .. } = self;
            let rest = Tightening { problem: remainder.problem(), target, solver, stop };
            let mut network = Network::until(rest.problem, Aim::Lexicographic, stop);
            if !offer(network.prices(rest.problem)) {
                rest.level_by_level(&mut network, remainder.fixed_worth, cuts, &mut offer);
            }
        }
        best.1
    }

    /// Lowers the bound of one level after the other, and offers every list found. True once one is good enough.
    fn level_by_level(
        self,
        network: &mut Network,
        fixed_worth: Triple,
        mut cuts: Vec<Cut>,
        offer: &mut dyn FnMut(PriceList) -> bool,
    ) -> bool {
        let Self { problem, target, solver, stop } = self;
        let interpreters = Interpreters::of(problem);
        let mut priced: Vec<Triple> = Vec::new();
        for entry in [Entry::Must, Entry::Shortfall, Entry::Value] {
            if stop.now() {
                return false;
            }
            priced.resize(cuts.len(), Triple::ZERO);
            let mut search = Search {
                problem,
                fixed_worth,
                interpreters: &interpreters,
                cuts,
                network,
                priced: priced.clone(),
                entry,
                planes: Vec::new(),
                solver,
                stop,
            };
            let found = search.run(target);
            let tried = found.as_ref().map(|(scale, prices)| search.price_list(*scale, prices));
            cuts = search.cuts;
            if tried.is_some_and(&mut *offer) {
                return true;
            }
            if let Some((1, prices)) = found {
                priced.resize(cuts.len(), Triple::ZERO);
                priced.iter_mut().zip(&prices).for_each(|(priced, price)| *priced += entry.unit(*price));
            }
        }
        false
    }
}

/// The bound of one price list is below that of another, whatever their units.
fn below(a: &Valuation, b: &Valuation) -> bool {
    a.bound() * b.scale < b.bound() * a.scale
}

fn reached(valuation: &Valuation, target: Triple) -> bool {
    valuation.whole_bound() == (target.must, Some(target.shortfall), Some(target.value))
}

struct Search<'a> {
    /// What the fixed meetings leave, and what they are worth.
    problem: Problem<'a>,
    fixed_worth: Triple,
    interpreters: &'a Interpreters,
    cuts: Vec<Cut>,
    network: &'a mut Network,
    /// Prices of the cuts that were found for earlier entries.
    priced: Vec<Triple>,
    entry: Entry,
    planes: Vec<Plane>,
    solver: SolverChoice,
    stop: &'a Stop,
}

impl Search<'_> {
    /// Prices of the cuts (in units of `1 / scale`) with the least bound met. `None` if the first entries of the bound are not the target's, or
    /// nothing is gained.
    fn run(&mut self, target: Triple) -> Option<(i64, Vec<i64>)> {
        let mut point = vec![0.0; self.cuts.len()];
        let mut best: Option<(f64, i64, Vec<i64>)> = None;
        let target = self.entry.of(target);
        for trial in 0..MOST_TRIALS {
            let (scale, prices) = rounded(&point);
            let bound = self.evaluate(scale, &prices) as f64 / scale as f64;
            if best.as_ref().is_none_or(|b| bound < b.0 - 1e-9) {
                best = Some((bound, scale, prices));
            }
            let least = best.as_ref().map_or(bound, |b| b.0);
            if least.floor() as i64 <= target || self.stop.now() || trial + 1 == MOST_TRIALS {
                break;
            }
            let grown = self.separate();
            let Some((next, floor)) = self.least(target) else { break };
            if floor > least - 1e-6 && !grown {
                break;
            }
            point = next;
        }
        let (_, scale, mut prices) = best?;
        prices.resize(self.cuts.len(), 0);
        prices.iter().any(|p| *p > 0).then_some((scale, prices))
    }

    /// Adds a cut that the last circulation breaks. False if there is none.
    fn separate(&mut self) -> bool {
        let selected = self.planes.last().map(Plane::selected).unwrap_or_default();
        let Some(cut) = short_of_interpreters(self.problem, self.interpreters, &selected) else { return false };
        for plane in &mut self.planes {
            plane.slopes.push(plane.slope(&cut));
        }
        self.cuts.push(cut);
        self.priced.push(Triple::ZERO);
        true
    }

    /// The bound of the entry at these prices, and the plane that belongs to it.
    fn evaluate(&mut self, scale: i64, prices: &[i64]) -> i64 {
        let worths = self.worths(scale, prices);
        self.network.solve_with(scale, |id| worths[id.ix()]);
        let mut plane = Plane { at_zero: 0, slopes: Vec::new(), carried: self.network.carried() };
        plane.slopes = self.cuts.iter().map(|cut| plane.slope(cut)).collect();
        let paid: i64 = prices.iter().zip(&self.cuts).map(|(price, cut)| price * cut.at_most).sum();
        let bound = self.entry.of(self.network.worth() + self.fixed_worth * scale) + paid;
        // What the circulation is worth without the prices of this entry, in whole units.
        plane.at_zero = (bound - prices.iter().zip(&plane.slopes).map(|(p, s)| p * s).sum::<i64>()).div_euclid(scale);
        self.planes.push(plane);
        bound
    }

    fn worths(&self, scale: i64, prices: &[i64]) -> Vec<Triple> {
        let aim = Aim::Lexicographic;
        let mut worths: Vec<Triple> =
            self.problem.candidates.pair_ids().map(|id| Network::worth_of(self.problem, aim, id) * scale).collect();
        for (cut, (price, before)) in self.cuts.iter().zip(prices.iter().zip(&self.priced)) {
            let price = *before * scale + self.entry.unit(*price);
            cut.terms.iter().for_each(|(id, k)| worths[id.ix()] = worths[id.ix()] - price * *k);
        }
        worths
    }

    /// The prices at which the planes met so far are lowest, and how low.
    fn least(&self, target: i64) -> Option<(Vec<f64>, f64)> {
        let mut program = Program::default();
        let height = self.planes.iter().map(|p| p.at_zero).max()?.max(target) - target;
        let top = program.add_flow(height + 1);
        let most = match self.entry {
            Entry::Value => self.problem.candidates.pairs.iter().map(|p| p.value).max().unwrap_or(0).max(1),
            Entry::Must | Entry::Shortfall => 2,
        };
        let prices: Vec<Column> = self.cuts.iter().map(|_| program.add_flow(most)).collect();
        for plane in &self.planes {
            let slopes = prices.iter().zip(&plane.slopes).filter(|(_, slope)| **slope != 0).map(|(p, slope)| (*p, -slope));
            program.add_row(None, std::iter::once((top, 1)).chain(slopes).collect(), Sense::AtLeast, plane.at_zero - target);
        }
        program.objective = vec![(top, -1)];
        match lp::solve(&program, true, self.solver, self.stop) {
            Answer::Optimal { point, .. } => {
                let floor = point[top.ix()] + target as f64;
                Some((prices.iter().map(|c| point[c.ix()].max(0.0)).collect(), floor))
            }
            _ => None,
        }
    }

    /// The price list of the network at these prices, with the prices on what the cuts are about.
    fn price_list(&mut self, scale: i64, prices: &[i64]) -> PriceList {
        let worths = self.worths(scale, prices);
        self.network.solve_with(scale, |id| worths[id.ix()]);
        let mut list = self.network.prices(self.problem);
        for (cut, (price, before)) in self.cuts.iter().zip(prices.iter().zip(&self.priced)) {
            let price = *before * scale + self.entry.unit(*price);
            if price > Triple::ZERO {
                add(cut, price, &mut list);
            }
        }
        list
    }
}

/// Puts a price on what a cut is about.
fn add(cut: &Cut, price: Triple, list: &mut PriceList) {
    match &cut.priced {
        Priced::Slots { party_slots, interpreters } => {
            party_slots.iter().for_each(|(party, slot)| list.add_party_slot(*party, *slot, price));
            for (who, slot) in interpreters {
                let group = Group::Interpreters(who.clone());
                let position = list.groups.iter().position(|g| *g == group).unwrap_or_else(|| {
                    list.groups.push(group);
                    list.groups.len() - 1
                });
                *list.group_slot.entry((position, *slot)).or_default() += price;
            }
        }
        Priced::Row => {
            let pairs = cut.terms.iter().map(|(id, _)| *id).collect();
            list.rows.push(PricedRow { at_most: cut.at_most, pairs, price });
        }
    }
}

/// The prices as multiples of the coarsest unit that they all nearly are.
fn rounded(point: &[f64]) -> (i64, Vec<i64>) {
    let scales = [1, 2, 3, 4, 6, MOST_SCALE];
    let near = |scale: i64| point.iter().all(|p| (p * scale as f64 - (p * scale as f64).round()).abs() < 1e-5);
    let scale = scales.into_iter().find(|s| near(*s)).unwrap_or(MOST_SCALE);
    (scale, point.iter().map(|p| (p * scale as f64).round() as i64).collect())
}

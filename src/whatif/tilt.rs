//! The best timetable that holds a pair, and of several equally good ones the one that is wished: by points so small that they decide nothing else.
//!
//! Every point counts `scale` times, and each meeting that is preferred a few of these small points besides, in all fewer than one point. A pair
//! that must be held gets more must wishes than all others have together, so the levels themselves see to it.

use crate::candidates::{Candidates, Must};
use crate::event::PairId;
use crate::outcome::{Certificate, Level};
use crate::prices::{PriceList, Valuation};
use crate::problem::Problem;
use crate::solve::{Run, SolveOptions, Unsolved, solve, worth};
use crate::stop::Stop;
use crate::timetable::Timetable;
use crate::triple::Triple;

/// What is asked of a timetable besides being best at levels 1 to 3.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// It is held whatever that costs.
    pub forced: Option<PairId>,
    /// It is held if a best timetable can hold it.
    pub preferred: Option<PairId>,
    /// Of the meetings of these pairs, as many as the rest allows.
    pub kept: &'a [PairId],
}

/// How to solve.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// As for any solve; levels after the third are left out.
    pub options: SolveOptions,
    /// When to stop.
    pub stop: &'a Stop,
}

/// The best timetable found, and what no timetable exceeds.
#[derive(Clone, Debug)]
pub struct Best {
    /// Keeps every hard rule.
    pub timetable: Timetable,
    /// (must wishes held, shortfall negated, points) of the timetable.
    pub worth: Triple,
    /// What none exceeds that holds what is forced.
    pub bound: Triple,
    /// Prices that prove the bound as far as prices can.
    pub certificate: Certificate,
    /// It is proved that no timetable holds what is forced.
    pub is_impossible: bool,
    /// Of the timetables that reach the bound, none does more of what is preferred and kept.
    pub is_settled: bool,
}

impl Best {
    /// Nothing is better.
    pub fn is_proved(&self) -> bool {
        self.worth == self.bound
    }
}

/// Solves levels 1 to 3.
///
/// # Errors
/// As [`solve`].
pub fn best(problem: Problem, wanted: &Wanted, how: &How) -> Result<Best, Unsolved> {
    let tilt = Tilt::of(problem, wanted);
    let options = SolveOptions { levels: 3, ..how.options };
    let solved = solve(Problem::new(problem.event, &tilt.candidates), Run::quiet(options, how.stop))?;
    let worth = worth(problem, &solved.timetable);
    let n_musts = problem.candidates.n_musts();
    let bound_of = |level: Level| solved.levels.iter().find(|l| l.level == level).map_or(0, |l| l.bound);
    // A level that is not reached says nothing of the next ones.
    let mut bound = Triple {
        must: n_musts - bound_of(Level::MustUnheld),
        shortfall: -bound_of(Level::Shortfall),
        value: bound_of(Level::Value).div_euclid(tilt.scale),
    };
    bound = bound.max(worth);
    let prices = tilt.untilted(solved.certificate.prices);
    let certificate = Certificate { bound: Valuation::of(problem, &prices).bound(), prices, n_musts };
    let is_impossible = tilt.weight > 0 && bound_of(Level::MustUnheld) >= tilt.weight;
    let is_settled = tilt.is_tilted && worth == bound && solved.levels.iter().all(|level| level.value == level.bound);
    Ok(Best { timetable: solved.timetable, worth, bound, certificate, is_impossible, is_settled })
}

/// Candidates whose best timetable is the one wanted.
struct Tilt {
    candidates: Candidates,
    /// What a point counts.
    scale: i64,
    /// Must wishes that were added for what is forced.
    weight: i64,
    /// There was room for the small points of what is kept.
    is_tilted: bool,
}

/// Sums of points in the candidates of any event stay below.
const MOST_POINTS: i64 = 1 << 50;

impl Tilt {
    fn of(problem: Problem, wanted: &Wanted) -> Self {
        let mut candidates = problem.candidates.clone();
        let kept: Vec<PairId> = wanted.kept.iter().copied().filter(|id| may_tilt(&candidates, *id)).collect();
        let n_kept = kept.len() as i64;
        let preferred = wanted.preferred.filter(|id| may_tilt(&candidates, *id));
        let all: i64 = candidates.pairs.iter().map(|p| p.value.abs() * (1 + i64::from(p.n_beyond))).sum();
        let [with_kept, without] = [n_kept, 0].map(|n| 1 + n + if preferred.is_some() { n + 1 } else { 0 });
        let fits = |scale: i64| all.checked_mul(scale).is_some_and(|sum| sum < MOST_POINTS);
        let scale = if fits(with_kept) { with_kept } else { without };
        candidates.pairs.iter_mut().for_each(|p| p.value *= scale);
        if scale == with_kept {
            kept.iter().for_each(|id| candidates.pairs[id.ix()].value += 1);
        }
        if let Some(id) = preferred {
            candidates.pairs[id.ix()].value += if scale == with_kept { n_kept + 1 } else { 1 };
        }
        let weight = if wanted.forced.is_some() { problem.candidates.n_musts() + 1 } else { 0 };
        if let Some(id) = wanted.forced {
            force(&mut candidates, id, weight);
        }
        Self { candidates, scale, weight, is_tilted: scale == with_kept }
    }

    /// The prices in points.
    fn untilted(&self, mut prices: PriceList) -> PriceList {
        // A small point is the part of a point that the scale says, on every level.
        let whole = |p: &mut Triple| (p.must, p.shortfall) = (p.must * self.scale, p.shortfall * self.scale);
        prices.scale *= self.scale;
        prices.party.iter_mut().chain(&mut prices.minimum).for_each(whole);
        prices.party_day.values_mut().chain(prices.party_slot.values_mut()).for_each(whole);
        prices.group_slot.values_mut().chain(prices.org.values_mut()).for_each(whole);
        prices.rows.iter_mut().for_each(|row| whole(&mut row.price));
        prices
    }
}

/// A pair that is worth something: others are never held, or fixed.
fn may_tilt(candidates: &Candidates, id: PairId) -> bool {
    let pair = candidates.pair(id);
    pair.schedulable() && pair.value > 0
}

/// Adds so many must wishes for a meeting of a pair.
fn force(candidates: &mut Candidates, id: PairId, weight: i64) {
    let first = candidates.first_copy(id);
    candidates.pairs[first.ix()].n_must += u32::try_from(weight).expect("fewer than 2^31 must wishes");
    candidates.musts.extend((0..weight).map(|_| Must { times: 1, pairs: vec![first] }));
}

//! A timetable near a published one: what still stands is kept, the rest is put back with as few moves as possible, what became free is filled.
//!
//! Lexicographic: fewest dropped, fewest moved, must wishes, shortfall, value, fewest placed anew, quality; or with a budget of moves.

mod better;
mod bounds;
mod budget;
mod even;
mod levels;
mod plan;
mod prices;
mod repair;
mod rest;
mod wanted;

pub use bounds::ChangeGroup;
pub use plan::ReplanOptions;

use super::conflict::Unsolved;
use super::even::is_even;
use super::first::first_timetable;
use super::level_values::{LevelValues, fixed_pairs};
use crate::candidates::Candidates;
use crate::event::PairId;
use crate::outcome::{Certificate, LevelResult};
use crate::place::{Homes, NearOptions, Stand, nearest, stand};
use crate::problem::Problem;
use crate::published::PublishedMeeting;
use crate::replan::{Change, Differences};
use crate::stop::Stop;
use crate::timetable::Timetable;
use chrono::NaiveDateTime;
use plan::Plan;
use repair::{exact, realised};

/// A timetable near a published one, and how near.
#[derive(Clone, Debug)]
pub struct Replanned {
    /// Keeps every hard rule.
    pub timetable: Timetable,
    /// What became of every meeting.
    pub differences: Differences,
    /// In the order of the objective.
    pub levels: Vec<LevelResult>,
    /// What proves the bounds of dropped and moved: groups of published meetings that have no two in common.
    pub groups: Vec<ChangeGroup>,
    /// Prices that bound (published meetings held, 0, those of them in their slot), of pairs that meet once.
    pub change_prices: Option<Certificate>,
    /// Prices that bound must, shortfall and value.
    pub certificate: Certificate,
    /// The time limit, or Ctrl-C, shaped the result.
    pub cut_by_clock: bool,
}

/// A timetable near a published one, before it is said how good it is at the levels that any timetable has.
struct Near {
    timetable: Timetable,
    differences: Differences,
    groups: Vec<ChangeGroup>,
    change_prices: Option<Certificate>,
}

/// Smaller budgets that are looked at too.
const MOST_BUDGETS: usize = 8;

/// Makes a timetable for the event near a published one.
///
/// # Errors
/// If the hard rules contradict each other, or if the run must stop before it has a timetable.
pub fn replan(
    problem: Problem,
    published: &[PublishedMeeting],
    options: &ReplanOptions,
    stop: &Stop,
) -> Result<Replanned, Unsolved> {
    // What no timetable exceeds has nothing to do with the published one.
    let certify = || rest::certificate(problem, stop);
    let (certificate, near) = both(options.solve.threads, certify, || within_budget(problem, published, options, stop));
    let Near { timetable, differences, groups, change_prices } = near?;
    let levels = levels::levels(problem, &timetable, &differences, &certificate, stop);
    Ok(Replanned { timetable, differences, levels, groups, change_prices, certificate, cut_by_clock: stop.has_cut() })
}

/// Both answers, found at the same time if there are threads for it.
fn both<A: Send, B>(n_threads: usize, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
    if n_threads < 2 {
        return (a(), b());
    }
    std::thread::scope(|scope| {
        let a = scope.spawn(a);
        let b = b();
        (a.join().expect("a panic has ended the process"), b)
    })
}

/// The best plan of the budget and of smaller ones, which keep it too: of all of them in a small event, else of none at all.
fn within_budget(
    problem: Problem,
    published: &[PublishedMeeting],
    options: &ReplanOptions,
    stop: &Stop,
) -> Result<Near, Unsolved> {
    let mut best = near(problem, published, options, stop)?;
    let most = options.max_moves.unwrap_or(0);
    let n_looked_at = if repair::is_small(problem) { most.min(MOST_BUDGETS) } else { most.min(1) };
    let rank = |near: &Near| {
        let n = |change| near.differences.count(change);
        (n(Change::Dropped), LevelValues::of(problem, &near.timetable), n(Change::Moved), n(Change::PlacedAnew))
    };
    for budget in 0..n_looked_at {
        if stop.now() {
            break;
        }
        let smaller = near(problem, published, &ReplanOptions { max_moves: Some(budget), ..*options }, stop)?;
        if rank(&smaller) < rank(&best) {
            // What is proved of the smaller budget says nothing of this one.
            best = Near { timetable: smaller.timetable, differences: smaller.differences, ..best };
        }
    }
    Ok(best)
}

/// A timetable near the published one, and what proves how near any can be.
fn near(problem: Problem, published: &[PublishedMeeting], options: &ReplanOptions, stop: &Stop) -> Result<Near, Unsolved> {
    let stands = wanted::stands(problem, published);
    let base = first_timetable(problem, options.solve.seed, stop)?;
    let candidates = frozen(problem, &stands, &base, options.freeze_until);
    let frozen = candidates.as_ref().map_or(problem, |candidates| Problem::new(problem.event, candidates));
    let base = if candidates.is_some() { first_timetable(frozen, options.solve.seed, stop)? } else { base };
    let is_open = |stand: &&Stand| frozen.candidates.pair(stand.pair).fixed.is_none();
    let stands: Vec<Stand> = stands.iter().map(|s| usable(frozen, *s)).collect();
    let movable: Vec<Stand> = stands.iter().filter(is_open).copied().collect();
    // What holds the fixed meetings apart or together counts as published where it was.
    let fixed: Vec<PairId> = fixed_pairs(frozen.candidates);
    let only_fixed: Vec<_> = frozen.candidates.held(&base).filter(|(id, _)| fixed.contains(id)).map(|(_, m)| *m).collect();
    let only_fixed = Timetable::new(problem.event, only_fixed);
    let base = if is_even(frozen, &only_fixed) { only_fixed } else { base };
    let plan = Plan { problem: frozen, options, stands: &movable, all_stands: &stands, base: &base, stop };
    let changes = |timetable: &Timetable| {
        let differences = Differences::between(published, problem, timetable);
        (differences.count(Change::Dropped), differences.count(Change::Moved))
    };
    let standing = stand(frozen, &base, &movable).timetable;
    let homes: Homes = movable.iter().map(|s| (s.pair, s.slot)).collect();
    let search = NearOptions { seed: options.solve.seed, max_moves: options.max_moves };
    let near = realised(plan, &nearest(frozen, &standing, &homes, search, stop));
    let near = exact(plan, near);
    let priced = prices::change_prices(plan, published, &near);
    // With a budget it counts who is displaced, and the groups tell.
    let decisive = priced.as_ref().filter(|_| options.max_moves.is_none());
    let at_prices = decisive.and_then(|prices| prices::at_prices(plan, prices, &near));
    let nearer = at_prices.map(|start| realised(plan, &nearest(frozen, &start, &homes, search, stop)));
    let is_nearer = |t: &Timetable| changes(t) < changes(&near) && (is_even(frozen, t) || !is_even(frozen, &near));
    let near = nearer.filter(is_nearer).unwrap_or(near);
    let within = even::evened(plan, budget::within(plan, near));
    let is_proved = decisive.is_some_and(|prices| prices.least == changes(&within));
    let timetable = better::improved(plan, rest::filled(plan, within));
    let differences = Differences::between(published, problem, &timetable);
    let groups = if is_proved { Vec::new() } else { bounds::groups(plan, published, &differences) };
    let change_prices = priced.map(|prices| prices.certificate);
    Ok(Near { timetable, differences, groups, change_prices })
}

/// The candidates under the freeze; `None` without one.
fn frozen(problem: Problem, stands: &[Stand], base: &Timetable, until: Option<NaiveDateTime>) -> Option<Candidates> {
    let slots = wanted::frozen_slots(problem.event, until)?;
    let early: Vec<Stand> = stands.iter().filter(|s| s.exact.is_some_and(|e| slots.contains(e.slot))).copied().collect();
    let fixed = |id: &PairId| problem.candidates.pair(*id).fixed.is_some();
    let pinned = problem.candidates.held(base).filter(|(id, _)| fixed(id)).map(|(_, m)| *m).collect();
    let exact_only: Vec<Stand> = early.into_iter().map(|s| Stand { slot: None, ..s }).collect();
    let standing = stand(problem, &Timetable::new(problem.event, pinned), &exact_only);
    Some(wanted::freeze(problem.candidates, &slots, stands, &standing.timetable))
}

/// A stand as far as the freeze leaves it.
fn usable(problem: Problem, stand: Stand) -> Stand {
    let open = |slot: &_| problem.candidates.pair(stand.pair).slots.contains(*slot);
    Stand { slot: stand.slot.filter(open), exact: stand.exact.filter(|exact| open(&exact.slot)), ..stand }
}

//! When and where selected pairs meet: slots by edge colouring, places and interpreters by matching.
#![doc = include_str!("README.md")]

mod eject;
mod exchange;
mod home;
mod insert;
mod near;
mod seat;
mod stand;
mod value;

pub(crate) use home::back_home;
pub(crate) use near::{Homes, NearOptions, nearest};
pub(crate) use seat::Seating;
pub(crate) use stand::{Stand, fill, fill_with_moves, stand};
pub(crate) use value::{ImproveOptions, improve_value};

use crate::board::{Board, Chains, Dice, SearchTables};
use crate::event::PairId;
use crate::problem::Problem;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Chains tried to make room in slots that lack only a place.
const BALANCING_CHAINS: u32 = 2_000;
/// Chains tried for all wanted pairs together, shared evenly: what is still out then is left to ejection.
const CHAINS_IN_ALL: usize = 100_000_000;

/// Selected pairs put on the grid as far as they fit.
#[derive(Clone, Debug)]
pub struct Placement {
    /// Every meeting in it obeys R01 to R12.
    pub timetable: Timetable,
    /// Selected pairs that found no place.
    pub unplaced: Vec<PairId>,
}

/// Puts the `wanted` pairs (fixed ones first) on the grid.
///
/// Pairs are inserted most constrained first, clashes repaired by Kempe chains between two slots (Koenig 1916); what stays out is
/// worked on by ejection with a tabu list. The result depends on the seed alone unless `stop` cuts it.
pub fn place(problem: Problem, wanted: &[PairId], seed: u64, stop: &Stop) -> Placement {
    place_from(problem, &Timetable::default(), wanted, seed, stop)
}

/// Like [`place`], but the meetings of `start` whose pairs are wanted keep their assignment unless room must be made.
/// Good after a small change of the selection.
pub fn place_from(problem: Problem, start: &Timetable, wanted: &[PairId], seed: u64, stop: &Stop) -> Placement {
    let facts = SearchTables::new(problem);
    let mut board = warm(&facts, start, wanted);
    let (mut dice, mut chains) = (Dice::new(seed), Chains::new(facts.n_pairs()));
    let mut rest: Vec<PairId> = wanted.iter().copied().filter(|p| board.slot(*p).is_none()).collect();
    let tight = tightness(&facts, wanted);
    rest.sort_by_cached_key(|pair| (facts.pair(*pair).fixed.is_none(), tight(*pair), *pair));
    rest.dedup();
    let n_chains = (CHAINS_IN_ALL / rest.len().max(1)).max(1) as u32;
    rest.retain(|pair| {
        !insert::directly(&mut board, *pair)
            && (stop.now()
                || !insert::by_balance(&mut board, *pair, &mut chains, &mut dice, BALANCING_CHAINS.min(n_chains))
                    && !insert::by_chain(&mut board, *pair, &mut chains, &mut dice, n_chains))
    });
    board.keep();
    let unplaced = if rest.is_empty() { rest } else { eject::reduce_unplaced(&mut board, rest, &mut dice, stop) };
    Placement { timetable: board.timetable(), unplaced }
}

/// The board of those meetings of a timetable that are wanted.
fn warm<'a>(facts: &'a SearchTables<'a>, start: &Timetable, wanted: &[PairId]) -> Board<'a> {
    let mut is_wanted = vec![false; facts.n_pairs()];
    wanted.iter().for_each(|p| is_wanted[p.ix()] = true);
    let held = facts.problem.candidates.held(start).filter(|(id, _)| is_wanted[id.ix()]);
    let kept = held.map(|(_, meeting)| *meeting).collect();
    Board::from_timetable(facts, &Timetable::new(facts.problem.event, kept)).0
}

/// How little room a pair has: slots of its own that its parties' other wanted pairs leave.
fn tightness<'a>(facts: &'a SearchTables<'a>, wanted: &[PairId]) -> impl Fn(PairId) -> i64 + 'a {
    let mut degree = vec![0i64; facts.limits.len()];
    for pair in wanted {
        facts.parties[pair.ix()].iter().for_each(|p| degree[p.ix()] += 1);
    }
    move |pair| {
        let slack = facts.parties[pair.ix()].map(|p| {
            let room = facts.problem.candidates.free[p.ix()].len() as i64 * i64::from(facts.limits[p.ix()].capacity);
            room - degree[p.ix()]
        });
        facts.slots.count(pair.ix()) as i64 + slack[0].min(slack[1])
    }
}

#[cfg(test)]
mod tests;

//! The fewest moves with which all meetings of a published timetable can be held, by a search tree instead of SAT: few must move, and where one more must,
//! it is for a reason that a few slots show. Deepened one move at a time from what counting proves (iterative deepening, Korf 1985).

mod room;
mod seating;
mod tree;

use crate::event::{PairId, SlotId};
use crate::problem::Problem;
use crate::stop::Stop;
use seating::{Seating, Trouble};
use std::collections::BTreeMap;
use tree::{Ended, REFUSALS, Tree};

/// Steps for each number of moves; one is a look at one way to hold a meeting.
const STEPS: u64 = 400_000;
/// Steps for all of them.
const STEPS_IN_ALL: u64 = 900_000;
/// Moves more than counting proves, up to which they are looked for.
const MOST_MORE: usize = 6;

/// Whether the rules that are not asked here agree with where the pairs are held.
pub(crate) type Accept<'a> = &'a mut dyn FnMut(&[(PairId, SlotId)]) -> bool;

/// What the search for the fewest moves found.
#[derive(Clone, Debug, Default)]
pub(crate) struct FewestMoves {
    /// Where every meeting is held; `None` if no way was found.
    pub held: Option<Vec<(PairId, SlotId)>>,
    /// At least as many move if none is dropped, whatever the other rules say.
    pub least: usize,
    /// Positions of the meetings that show it.
    pub because: Vec<usize>,
}

/// The fewest moves of published meetings, each with the slot in which it stands (`None` if it can stand there no more), so that all are held.
/// Only ways with fewer moves than `fewer_than` are looked for.
pub(crate) fn fewest_moves(
    problem: Problem,
    published: &[(PairId, Option<SlotId>)],
    fewer_than: usize,
    accept: Accept,
    stop: &Stop,
) -> FewestMoves {
    let mut seating = Seating::new(problem, published);
    let held = |seating: &Seating| -> Vec<(PairId, SlotId)> {
        let slots = seating.at.iter().zip(published);
        slots.filter_map(|(at, (pair, _))| at.map(|way| (*pair, SlotId::at(way.slot)))).collect()
    };
    let mut weight: BTreeMap<Trouble, u32> = seating.troubles().into_iter().map(|(trouble, _)| (trouble, 0)).collect();
    let mut found = FewestMoves { held: None, least: seating.lower, because: Vec::new() };
    let mut looked_at = vec![false; published.len()];
    (0..published.len()).filter(|m| seating.at[*m].is_none()).for_each(|m| looked_at[m] = true);
    (0..seating.n_slots()).flat_map(|slot| seating.all_crowds(slot)).for_each(|m| looked_at[m] = true);
    let mut all_refuted = true;
    let mut steps_in_all = STEPS_IN_ALL;
    for most in seating.lower..fewer_than.min(seating.lower + MOST_MORE + 1) {
        let mut steps_left = STEPS.min(steps_in_all);
        let given = steps_left;
        let mut tree = Tree {
            seating: &mut seating,
            most,
            n_moved: 0,
            decided: vec![false; published.len()],
            looked_at: &mut looked_at,
            steps_left: &mut steps_left,
            stop,
            accept: &mut |seating: &Seating| accept(&held(seating)),
            weight: &mut weight,
            restarts_left: 0,
            refusals_left: REFUSALS,
        };
        let ended = tree.search();
        let refusals_left = tree.refusals_left;
        all_refuted &= ended == Ended::Nothing && refusals_left == REFUSALS;
        steps_in_all -= given - steps_left;
        if all_refuted {
            found.least = most + 1;
            found.because = (0..published.len()).filter(|m| looked_at[*m]).collect();
        }
        match ended {
            Ended::Found => {
                found.held = Some(held(&seating));
                break;
            }
            _ if refusals_left == 0 || stop.now() || steps_in_all == 0 => break,
            _ => {}
        }
    }
    found
}

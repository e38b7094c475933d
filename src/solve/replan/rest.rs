//! What nobody published: pairs that find room beside the published meetings, the must wishes and the missing minimums first; and the prices that say
//! how much better any timetable could be.

use super::plan::Plan;
use crate::event::{PairId, SlotId};
use crate::outcome::Certificate;
use crate::place::{fill, fill_with_moves};
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::select::network::{Aim, Network};
use crate::solve::even::is_even;
use crate::stop::Stop;
use crate::timetable::Timetable;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs for which published meetings may move, the best first.
const MOST_MOVING: usize = 300;

/// The timetable with more meetings, if R13 allows them.
pub fn filled(plan: Plan, timetable: Timetable) -> Timetable {
    let timetable = with_moves_left(plan, timetable);
    let order = order(plan, &timetable);
    let fuller = fill(plan.problem, &timetable, &order);
    if is_even(plan.problem, &fuller) {
        return fuller;
    }
    let mut best = timetable;
    for pair in order {
        if plan.stop.now() {
            break;
        }
        let more = fill(plan.problem, &best, &[pair]);
        if is_even(plan.problem, &more) {
            best = more;
        }
    }
    best
}

/// The timetable with pairs that find room where published meetings move, as far as the budget of moves allows.
fn with_moves_left(plan: Plan, timetable: Timetable) -> Timetable {
    let Some(most) = plan.options.max_moves else { return timetable };
    let homes: BTreeMap<PairId, Option<SlotId>> = plan.stands.iter().map(|stand| (stand.pair, stand.slot)).collect();
    // What finds room without a move comes first: it costs nothing.
    let free = fill(plan.problem, &timetable, &order(plan, &timetable));
    let order: Vec<PairId> = order(plan, &free).into_iter().take(MOST_MOVING).collect();
    let fuller = fill_with_moves(plan.problem, &free, &order, &homes, most);
    if is_even(plan.problem, &fuller) { fuller } else { timetable }
}

/// Pairs that are not held: what they add comes first, must wishes before missing meetings before value.
fn order(plan: Plan, timetable: &Timetable) -> Vec<PairId> {
    let (event, candidates) = (plan.problem.event, plan.problem.candidates);
    let held: BTreeSet<PairId> = candidates.held(timetable).map(|(id, _)| id).collect();
    let mut n_of = vec![0; event.parties.len()];
    timetable.meetings().iter().flat_map(|m| m.parties()).for_each(|p| n_of[p.ix()] += 1);
    // A published meeting in another slot is a move, and the budget has had its say.
    let published: BTreeSet<PairId> = plan.stands.iter().map(|s| s.pair).collect();
    let spent = |id: &PairId| plan.options.max_moves.is_some() && published.contains(id);
    let usable = |id: &PairId| candidates.pair(*id).schedulable() && !held.contains(id) && !spent(id);
    let unheld = candidates.pair_ids().filter(usable);
    let mut order: Vec<PairId> = unheld.collect();
    let n_short = |id: PairId| {
        let parties = candidates.pair(id).parties();
        parties.iter().filter(|p| n_of[p.ix()] < event.party(**p).min_meetings).count()
    };
    order.sort_by_cached_key(|id| Reverse((candidates.pair(*id).n_must, n_short(*id), candidates.pair(*id).value, Reverse(*id))));
    order
}

/// Prices that bound must wishes, shortfall and value of every timetable of the event.
pub fn certificate(problem: Problem, stop: &Stop) -> Certificate {
    let network = Network::until(problem, Aim::Lexicographic, stop);
    let prices = network.prices(problem);
    let valuation = Valuation::of(problem, &prices);
    Certificate { bound: valuation.bound(), prices, n_musts: problem.candidates.n_musts() }
}

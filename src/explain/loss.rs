//! What holding a wish that is not met would cost at least, by the prices that bound every timetable.

use super::proof::first_levels;
use crate::event::{PairId, PartyId};
use crate::outcome::{Certificate, Unmet};
use crate::prices::{Valuation, party_capacity};
use crate::problem::Problem;
use crate::timetable::Timetable;
use crate::triple::Triple;

/// Fills in the losses: by points alone, so that they hold whatever must wishes and minimums are given up. A timetable that holds the pair is no better than the bound less what the prices of the pair exceed its worth by, and less what
/// is saved if the prices of its two parties are raised.
pub fn losses(problem: Problem, timetable: &Timetable, certificate: &Certificate, unmet: &mut [Unmet]) {
    let valuation = Valuation::of_points(problem, &certificate.prices.points_alone());
    let (bound, scale) = (valuation.bound(), valuation.scale);
    let [_, _, value] = first_levels(problem, timetable);
    let reached = Triple::points(value) * scale;
    for row in unmet {
        let id = problem.candidates.first_between(row.sme, row.buyer);
        row.loss = id.and_then(|id| Some((id, valuation.left[id.ix()]?))).map(|(id, left)| {
            let saved = problem.candidates.pair(id).parties().map(|party| saved(problem, &valuation, party, id));
            let with = bound + left.min(Triple::ZERO) - Triple::points(saved.iter().sum());
            ((reached - with).value.max(0) + scale - 1) / scale
        });
    }
}

/// By how much the bound of timetables with the pair falls at most if each meeting of one of its parties pays more: every meeting that the party can hold
/// adds that much to the bound, the pair itself and every other pair that still pays take it off.
fn saved(problem: Problem, valuation: &Valuation, party: PartyId, id: PairId) -> i64 {
    let first = problem.candidates.first_copy(id);
    let others = problem.candidates.of_party[party.ix()].iter().filter(|other| problem.candidates.first_copy(**other) != first);
    let left: Vec<Triple> = others.filter_map(|other| valuation.left[other.ix()]).collect();
    let points: Vec<i64> = left.iter().filter(|left| left.value > 0).map(|left| left.value).collect();
    let slope = party_capacity(problem, party) - 1;
    let fall = |up: &i64| points.iter().map(|left| (*left).min(*up)).sum::<i64>() - slope * *up;
    points.iter().map(fall).max().unwrap_or(0).max(0)
}

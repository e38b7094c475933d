//! What holding a wish that is not met would cost at least, by the prices that bound every timetable.

use super::proof::first_levels;
use crate::event::{PairId, PartyId};
use crate::outcome::{Certificate, Unmet};
use crate::prices::{Valuation, party_capacity};
use crate::problem::Problem;
use crate::timetable::Timetable;
use crate::triple::Triple;

/// Fills in the losses. A timetable that holds the pair is no better than the bound less what the prices of the pair exceed its worth by, and less what
/// is saved if the prices of its two parties are raised.
pub fn losses(problem: Problem, timetable: &Timetable, certificate: &Certificate, unmet: &mut [Unmet]) {
    let valuation = Valuation::of(problem, &certificate.prices);
    let (bound, scale) = (valuation.bound(), valuation.scale);
    let [musts, shortfall, value] = first_levels(problem, timetable);
    let reached = Triple { must: certificate.n_musts - musts, shortfall: -shortfall, value } * scale;
    for row in unmet {
        let id = problem.candidates.first_between(row.sme, row.buyer);
        row.loss = id.and_then(|id| Some((id, valuation.left[id.ix()]?))).map(|(id, left)| {
            let saved = problem.candidates.pair(id).parties().map(|party| saved(problem, &valuation, party, id));
            let with = bound + left.min(Triple::ZERO) - Triple::points(saved.iter().sum());
            points(reached - with, scale)
        });
    }
}

/// By how much the bound of timetables with the pair falls at most if each meeting of one of its parties pays more: every meeting that the party can hold
/// adds that much to the bound, the pair itself and every other pair that still pays take it off.
fn saved(problem: Problem, valuation: &Valuation, party: PartyId, id: PairId) -> i64 {
    let first = problem.candidates.first_copy(id);
    let others = problem.candidates.of_party[party.ix()].iter().filter(|other| problem.candidates.first_copy(**other) != first);
    let left: Vec<Triple> = others.filter_map(|other| valuation.left[other.ix()]).collect();
    let n_certain = left.iter().filter(|left| (left.must, left.shortfall) > (0, 0)).count() as i64;
    let points: Vec<i64> =
        left.iter().filter(|left| left.must == 0 && left.shortfall == 0 && left.value > 0).map(|left| left.value).collect();
    let slope = party_capacity(problem, party) - 1 - n_certain;
    let fall = |up: &i64| points.iter().map(|left| (*left).min(*up)).sum::<i64>() - slope * *up;
    points.iter().map(fall).max().unwrap_or(0).max(0)
}

/// Points in whole units, rounded up, if the levels before are kept; never below 0.
fn points(lost: Triple, scale: i64) -> i64 {
    let kept = lost.must == 0 && lost.shortfall == 0;
    if kept { (lost.value.max(0) + scale - 1) / scale } else { 0 }
}

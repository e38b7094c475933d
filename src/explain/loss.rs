//! What holding a wish that is not met would cost at least, by the prices that bound every timetable.

use super::proof::first_levels;
use crate::outcome::{Certificate, Unmet};
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::timetable::Timetable;
use crate::triple::Triple;

/// Fills in the losses. A timetable that holds the pair is no better than the bound less what the prices of the pair exceed its worth by.
pub fn losses(problem: Problem, timetable: &Timetable, certificate: &Certificate, unmet: &mut [Unmet]) {
    let valuation = Valuation::of(problem, &certificate.prices);
    let (bound, scale) = (valuation.bound(), valuation.scale);
    let [musts, shortfall, value] = first_levels(problem, timetable);
    let reached = Triple { must: certificate.n_musts - musts, shortfall: -shortfall, value } * scale;
    for row in unmet {
        let left = problem.candidates.first_between(row.sme, row.buyer).and_then(|id| valuation.left[id.ix()]);
        row.loss = left.map(|left| {
            let lost = reached - (bound + left.min(Triple::ZERO));
            points(lost, scale)
        });
    }
}

/// Points in whole units, rounded up, if the levels before are kept; never below 0.
fn points(lost: Triple, scale: i64) -> i64 {
    let kept = lost.must == 0 && lost.shortfall == 0;
    if kept { (lost.value.max(0) + scale - 1) / scale } else { 0 }
}

//! The levels of a new plan with value and the bounds that hold of every timetable; those of dropped and moved follow when they are confirmed.

use crate::outcome::{Certificate, Level, LevelResult, Status};
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::quality;
use crate::replan::{Change, Differences};
use crate::solve::level_values::LevelValues;
use crate::solve::values::points_alone;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// In the order of the objective without a budget.
pub fn levels(
    problem: Problem,
    timetable: &Timetable,
    differences: &Differences,
    certificate: &Certificate,
    stop: &Stop,
) -> Vec<LevelResult> {
    let score = LevelValues::of(problem, timetable);
    let (musts, shortfall, value) = Valuation::of(problem, &certificate.prices).whole_bound();
    let must_bound = (certificate.n_musts - musts).max(0);
    let short_bound = shortfall.filter(|_| certificate.n_musts >= musts).map_or(0, |negated| (-negated).max(0));
    let (short_bound, value) = match score.must_unheld == must_bound {
        true => (short_bound, value.filter(|_| score.shortfall == short_bound)),
        false => (0, None),
    };
    let value_bound = value.unwrap_or_else(|| points_alone(problem, &certificate.prices, stop).1).max(score.at(Level::Value));
    let cost = quality::cost_of(problem, timetable);
    let n = |change| differences.count(change) as i64;
    vec![
        level(Level::Dropped, n(Change::Dropped), 0),
        level(Level::Moved, n(Change::Moved), 0),
        level(Level::MustUnheld, score.must_unheld, must_bound),
        level(Level::Shortfall, score.shortfall, short_bound),
        level(Level::Value, score.at(Level::Value), value_bound),
        level(Level::PlacedAnew, n(Change::PlacedAnew), 0),
        level(Level::Quality, cost, 0),
    ]
}

/// A level with a bound that no timetable passes.
pub fn level(level: Level, value: i64, bound: i64) -> LevelResult {
    let status = match bound {
        _ if value == bound => Status::ProvedOptimal,
        0 => Status::BestFound,
        _ => Status::WithinGap,
    };
    LevelResult { level, value, bound, status, certified: false }
}

//! Whether what was proved of levels 1 to 3 says anything about this timetable.

use crate::candidates::Candidates;
use crate::event::PairId;
use crate::outcome::{Level, LevelResult, Status};
use crate::problem::Problem;
use crate::timetable::Timetable;

/// Whether level 3 is proved optimal, and of a timetable as good at levels 1 to 3 as this one. If so, no timetable that holds as many must wishes
/// and misses no more minimum meetings is worth more, whether or not levels 1 and 2 are proved.
pub fn value_is_proved(problem: Problem, timetable: &Timetable, levels: &[LevelResult]) -> bool {
    let Some([musts, shortfall, value]) = levels.get(..3) else { return false };
    let of_level = [(musts, Level::MustUnheld), (shortfall, Level::Shortfall), (value, Level::Value)];
    value.status == Status::ProvedOptimal
        && of_level.iter().all(|(result, level)| result.level == *level)
        && of_level.map(|(result, _)| result.value) == first_levels(problem, timetable)
}

/// Must wishes not held, shortfall and value.
pub fn first_levels(problem: Problem, timetable: &Timetable) -> [i64; 3] {
    let Problem { event, candidates } = problem;
    let mut n_meetings = vec![0; event.parties.len()];
    timetable.meetings().iter().flat_map(|m| m.parties()).for_each(|p| n_meetings[p.ix()] += 1);
    let missing = event.parties.iter().zip(n_meetings).map(|(p, n)| (i64::from(p.min_meetings) - n).max(0));
    let value = held(candidates, timetable).map(|id| candidates.pair(id).value);
    [candidates.n_musts() - candidates.musts_held(timetable), missing.sum(), value.sum()]
}

fn held(candidates: &Candidates, timetable: &Timetable) -> impl Iterator<Item = PairId> {
    candidates.held(timetable).map(|(id, _)| id)
}

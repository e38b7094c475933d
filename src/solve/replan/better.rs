//! A better timetable beside the published meetings, which stay where they are: more value from what nobody published, then fewer published meetings at
//! another place in their slot, then less quality cost from what has moved or is new.

use super::plan::Plan;
use crate::candidates::Candidates;
use crate::event::{PairId, SlotId};
use crate::place::{ImproveOptions, back_home, improve_value};
use crate::polish::{PolishOptions, polish};
use crate::problem::Problem;
use crate::solve::even::is_even;
use crate::solve::level_values::LevelValues;
use crate::timetable::{Meeting, Timetable};
use std::collections::{BTreeMap, BTreeSet};

/// Trials to raise the value, and moves to lower the quality cost: a fraction of a second.
const VALUE_TRIALS: usize = 3_000;
const QUALITY_MOVES: u64 = 100_000;

/// At least as good at every level, with no published meeting moved or dropped that was not before.
pub fn improved(plan: Plan, timetable: Timetable) -> Timetable {
    let richer = richer(plan, timetable);
    let nearer = back_home(plan.problem, &richer, plan.all_stands);
    polished(plan, if is_even(plan.problem, &nearer) { nearer } else { richer })
}

fn richer(plan: Plan, timetable: Timetable) -> Timetable {
    let home = homes(plan);
    let candidates = held_fast(plan, &timetable, |id, _| home.contains_key(&id));
    let problem = Problem::new(plan.problem.event, &candidates);
    let options = ImproveOptions { seed: plan.options.solve.seed, max_trials: VALUE_TRIALS, gain_enough: i64::MAX };
    let better = improve_value(problem, &timetable, &options, plan.stop);
    let score = |timetable: &Timetable| LevelValues::of(plan.problem, timetable);
    if is_even(plan.problem, &better) && score(&better) < score(&timetable) { better } else { timetable }
}

fn polished(plan: Plan, timetable: Timetable) -> Timetable {
    let first = |id: PairId| plan.problem.candidates.first_copy(id);
    // Several meetings of the same two are alike: each is at home where any of them is.
    let home: BTreeSet<(PairId, SlotId)> = homes(plan).into_iter().filter_map(|(id, slot)| Some((first(id), slot?))).collect();
    let candidates = held_fast(plan, &timetable, |id, meeting| home.contains(&(first(id), meeting.slot)));
    let problem = Problem::new(plan.problem.event, &candidates);
    let options = PolishOptions { seed: plan.options.solve.seed, threads: 1, bound: 0, moves: Some(QUALITY_MOVES) };
    let better = polish(problem, &timetable, &options, plan.stop, &mut |_| ());
    if is_even(plan.problem, &better) { better } else { timetable }
}

/// By published pair: where it is at home.
fn homes(plan: Plan) -> BTreeMap<PairId, Option<SlotId>> {
    plan.all_stands.iter().map(|stand| (stand.pair, stand.slot)).collect()
}

/// The candidates with those meetings fixed just as they are held of which `stays` says so. With a budget of moves, published meetings that are not held
/// stay out: to hold one would be a move.
fn held_fast(plan: Plan, timetable: &Timetable, stays: impl Fn(PairId, &Meeting) -> bool) -> Candidates {
    let mut all = plan.problem.candidates.clone();
    let held: BTreeMap<PairId, Meeting> = plan.problem.candidates.held(timetable).map(|(id, m)| (id, *m)).collect();
    for (id, meeting) in held.iter().filter(|(id, meeting)| stays(**id, meeting)) {
        let pair = &mut all.pairs[id.ix()];
        pair.slots = pair.slots.none();
        pair.slots.insert(meeting.slot);
        pair.fixed = Some((meeting.slot, Some(meeting.place)));
        pair.places = [meeting.place].into();
        pair.interpreters = meeting.interpreter.map(|who| [who].into());
    }
    if plan.options.max_moves.is_some() {
        for stand in plan.stands.iter().filter(|stand| !held.contains_key(&stand.pair)) {
            let pair = &mut all.pairs[stand.pair.ix()];
            pair.slots = pair.slots.none();
        }
    }
    all
}

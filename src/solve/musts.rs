//! Why not all must wishes are held, where it is proved that they cannot be.

use crate::candidates::Pair;
use crate::event::PairId;
use crate::outcome::{Level, LevelResult};
use crate::problem::Problem;
use crate::prove::{Contradiction, Judged, contradiction};
use crate::rule::RuleId;
use crate::stop::Stop;

/// A small set of rules, parties and pairs that contradict each other among the must wishes and the fixed meetings. `None` if all can be held as
/// far as level 1 proves, or if it takes too long to find out. A must wish that has no slot by itself is named only if there is nothing else.
pub fn against(problem: Problem, levels: &[LevelResult], stop: &Stop) -> Option<Contradiction> {
    let candidates = problem.candidates;
    if levels.iter().all(|l| l.level != Level::MustUnheld || l.bound == 0) {
        return None;
    }
    let of = |wanted: &dyn Fn(&Pair) -> bool| -> Vec<PairId> {
        candidates.pair_ids().filter(|id| wanted(candidates.pair(*id))).collect()
    };
    let together = of(&|p| p.schedulable() && (p.n_must > 0 || p.fixed.is_some()));
    let alone = of(&|p| !p.schedulable() && p.n_must > 0);
    // Other meetings could fill gaps or stand between two halls, so such rules are to blame only where there are none.
    let no_others = together.len() == of(&|p| p.schedulable()).len();
    let mendable = |rule: RuleId| rule == RuleId::EvenGaps || rule == RuleId::Walk && candidates.walks.detours_help();
    let sound = |found: &Contradiction| no_others || !found.rules.iter().any(|(rule, _)| mendable(*rule));
    let found = contradiction(problem, &together, Judged::AllRules, stop).filter(sound);
    found.or_else(|| contradiction(problem, &alone, Judged::AllRules, stop))
}

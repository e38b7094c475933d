//! Why pairs cannot be held together: a small set of rules and parties that contradict each other, from a core over named rules.

use super::model::{Concern, Model, ModelOptions};
use crate::bounds::too_many_for_a_party;
use crate::candidates::Candidates;
use crate::event::{PairId, PartyId};
use crate::problem::Problem;
use crate::rule::RuleId;
use crate::sat::{Answer, Lit};
use crate::stop::Stop;
use std::collections::BTreeSet;

/// Rules as far as they concern these subjects, and pairs: not all of them can hold. Without any one of them the rest could, or it took
/// too long to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    pub rules: Vec<(RuleId, Concern)>,
    pub pairs: Vec<PairId>,
}

/// Ways to hold the pairs, above which clauses about them take too long to write.
const MOST_CHOICES: usize = 20_000;
/// Decisions that one question may take.
const DECISIONS: u64 = 100_000;

/// Names what contradicts holding all of `pairs`. `None` if nothing does as far as counting places tells, or if it takes too long to find out.
/// A party with more meetings than slots is named first. No rule is named where a single pair has no slot at all.
pub fn contradiction(problem: Problem, pairs: &[PairId], stop: &Stop) -> Option<Contradiction> {
    let Problem { event, candidates } = problem;
    if let Some(too_many) = too_many_for_a_party(problem, pairs) {
        return Some(of_a_party(candidates, too_many));
    }
    if pairs.iter().map(|p| candidates.pair(*p).slots.len()).sum::<usize>() > MOST_CHOICES {
        return None;
    }
    let options = ModelOptions { name_rules: true, ..ModelOptions::default() };
    let mut model = Model::new(problem, pairs, options, stop)?;
    event.party_ids().for_each(|p| model.count_busy(p));
    if event.rules.max_gap_difference.is_some() {
        model.add_gaps();
    }
    let mut blamed: Vec<Lit> = model.named.values().copied().chain(model.held.iter().copied()).collect();
    let mut kept = 0;
    let mut tried = blamed.clone();
    loop {
        if model.sat.solve(&tried, DECISIONS) == Answer::No {
            let core: BTreeSet<Lit> = model.sat.core().into_iter().collect();
            // What is known to be needed stays in front.
            blamed.retain(|l| core.contains(l));
        } else if tried.len() == blamed.len() {
            return None;
        } else {
            kept += 1;
        }
        if kept >= blamed.len() {
            break;
        }
        tried = blamed.iter().enumerate().filter(|(i, _)| *i != kept).map(|(_, l)| *l).collect();
    }
    let blamed: BTreeSet<Lit> = blamed.into_iter().collect();
    let rules = model.named.iter().filter(|(_, l)| blamed.contains(l)).map(|(key, _)| *key).collect();
    let pairs = (0..pairs.len()).filter(|m| blamed.contains(&model.held[*m])).map(|m| pairs[m]).collect();
    Some(Contradiction { rules, pairs })
}

/// More pairs of one party than fit in their slots.
fn of_a_party(candidates: &Candidates, pairs: Vec<PairId>) -> Contradiction {
    let in_all = |p: &PartyId| pairs.iter().all(|id| candidates.pair(*id).parties().contains(p));
    let party = candidates.pair(pairs[0]).parties().into_iter().find(in_all).filter(|_| pairs.len() > 1);
    Contradiction { rules: party.map(|p| (RuleId::OneAtATime, Concern::Party(p))).into_iter().collect(), pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{PartyId, SlotId};
    use crate::testing::sample::Sample;

    fn named(sample: Sample) -> Option<Contradiction> {
        let event = sample.event();
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        contradiction(Problem::new(&event, &candidates), &all, &Stop::never())
    }

    #[test]
    fn the_party_without_time_is_named_and_nobody_else() {
        let sample =
            Sample::new().smes(3).buyers(2).tables(&[3]).wish(0, 3, 50).wish(1, 3, 50).wish(2, 4, 50).busy(3, &[0, 1, 2]);
        let found = named(sample).expect("two meetings in one slot");
        assert_eq!(found.rules, [(RuleId::OneAtATime, Concern::Party(PartyId(3)))]);
        assert_eq!(found.pairs, [PairId(0), PairId(1)]);
    }

    #[test]
    fn the_slot_without_a_table_is_named() {
        let sample = Sample::new().smes(2).buyers(2).sessions(1, 1).tables(&[1]).wish(0, 2, 50).wish(1, 3, 50);
        let found = named(sample).expect("one table for two");
        assert_eq!(found.rules, [(RuleId::Places, Concern::Slot(SlotId(0)))]);
    }

    #[test]
    fn nothing_is_named_where_all_can_be_held() {
        assert_eq!(named(Sample::new().smes(2).buyers(2).tables(&[2]).all_want()), None);
    }
}

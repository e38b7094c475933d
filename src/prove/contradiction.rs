//! Why pairs cannot be held together: a small set of rules and parties that contradict each other, from a core over named rules.

use super::model::{Concern, Model, ModelOptions};
use crate::bounds::too_many_for_a_party;
use crate::candidates::Candidates;
use crate::event::{PairId, PartyId};
use crate::problem::Problem;
use crate::rule::RuleId;
use crate::sat::{Answer, LITTLE_EFFORT, Lit, NO_LIMIT};
use crate::stop::Stop;
use crate::timetable::Timetable;
use std::collections::BTreeSet;

/// Rules as far as they concern these subjects, and pairs: not all of them can hold. Without any one of them the rest could, or it took
/// too long to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    pub rules: Vec<(RuleId, Concern)>,
    pub pairs: Vec<PairId>,
}

/// Which rules are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    AllRules,
    /// R01 to R12.
    AllButEvenGaps,
}

/// Whether pairs can be held together.
#[derive(Clone, Debug)]
pub enum HoldAll {
    /// All of them are in it, and others only where one must stand between two halls. Rules R01 to R12 hold.
    Held(Timetable),
    /// No timetable holds them all.
    Impossible(Contradiction),
    /// Stopped before an answer.
    Unknown,
}

/// Ways to hold the pairs, above which clauses about them take too long to write.
const MOST_CHOICES: usize = 20_000;
/// Decisions that one question may take.
const DECISIONS: u64 = 100_000;
/// What all questions together may take, in units of an effort that is not worth cutting short.
const MOST_EFFORT: u64 = 4 * LITTLE_EFFORT;

/// Can all `pairs` be held together under rules R01 to R12, with whatever others? Looks for an answer until there is one, or the stop.
pub fn hold_all(problem: Problem, pairs: &[PairId], stop: &Stop) -> HoldAll {
    let candidates = problem.candidates;
    let ask = |among: &[PairId]| -> Result<Timetable, Answer> {
        let wanted: BTreeSet<PairId> = pairs.iter().copied().collect();
        let mut model = Model::new(problem, among, ModelOptions::default(), stop).ok_or(Answer::Unknown)?;
        let positions: Vec<usize> = (0..among.len()).filter(|m| wanted.contains(&among[*m])).collect();
        let held = model.held_of(&positions);
        model.ask(&held, NO_LIMIT)
    };
    let mut answer = ask(pairs);
    if matches!(answer, Err(Answer::Unsatisfiable)) && candidates.walks.detours_help() {
        let schedulable: Vec<PairId> = candidates.pair_ids().filter(|id| candidates.pair(*id).schedulable()).collect();
        answer = ask(&schedulable);
    }
    match answer {
        Ok(timetable) => HoldAll::Held(timetable),
        Err(Answer::Unsatisfiable) => {
            let unnamed = || Contradiction { rules: Vec::new(), pairs: pairs.to_vec() };
            HoldAll::Impossible(contradiction(problem, pairs, Judged::AllButEvenGaps, stop).unwrap_or_else(unnamed))
        }
        Err(_) => HoldAll::Unknown,
    }
}

/// Names what contradicts holding all of `pairs` and nothing else. `None` if nothing does, or if it takes too long to find out.
/// A party with more meetings than slots is named first. No rule is named where a single pair has no slot at all.
pub fn contradiction(problem: Problem, pairs: &[PairId], judged: Judged, stop: &Stop) -> Option<Contradiction> {
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
    if event.rules.max_gap_difference.is_some() && judged == Judged::AllRules {
        model.add_gaps();
    }
    let mut blamed = model.refute_named()?;
    let mut kept = 0;
    while kept < blamed.len() && model.sat.effort() < MOST_EFFORT {
        let tried: Vec<Lit> = blamed.iter().enumerate().filter(|(i, _)| *i != kept).map(|(_, l)| *l).collect();
        if model.sat.solve(&tried, DECISIONS) == Answer::Unsatisfiable {
            let core: BTreeSet<Lit> = model.sat.core().into_iter().collect();
            // What is known to be needed stays in front.
            blamed.retain(|l| core.contains(l));
        } else {
            kept += 1;
        }
    }
    let blamed: BTreeSet<Lit> = blamed.into_iter().collect();
    let rules = model.named.iter().filter(|(_, l)| blamed.contains(l)).map(|(key, _)| *key).collect();
    let pairs = (0..pairs.len()).filter(|m| blamed.contains(&model.held[*m])).map(|m| pairs[m]).collect();
    Some(Contradiction { rules, pairs })
}

impl Model<'_> {
    /// Literals of named rules and held pairs that cannot all be true. `None` if they can, places and interpreters handed out, or if it takes too
    /// long to find out.
    fn refute_named(&mut self) -> Option<Vec<Lit>> {
        loop {
            // Handing out may name a rule of a slot for the first time.
            let all: Vec<Lit> = self.named.values().copied().chain(self.held.iter().copied()).collect();
            match self.sat.solve(&all, DECISIONS) {
                Answer::Unsatisfiable => {
                    let core: BTreeSet<Lit> = self.sat.core().into_iter().collect();
                    return Some(all.into_iter().filter(|l| core.contains(l)).collect());
                }
                Answer::Satisfiable if self.assign_resources().is_none() => {}
                Answer::Satisfiable | Answer::Unknown => return None,
            }
        }
    }
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
        contradiction(Problem::new(&event, &candidates), &all, Judged::AllRules, &Stop::never())
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

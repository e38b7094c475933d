//! Rule R13 exactly: pairs are let go, the least valuable of those to blame first, until the rest can be held with even gaps.

use super::joint::JointPlacement;
use super::model::{Model, ModelOptions};
use crate::event::PairId;
use crate::problem::Problem;
use crate::sat::{Answer, Lit, NO_LIMIT};
use crate::stop::Stop;
use crate::timetable::Timetable;
use std::cmp::Reverse;

/// Decisions that one question may take, unless it is about the fixed meetings alone.
const DECISIONS: u64 = 50_000;
/// Of the pairs to blame, one in this many is let go at a time.
const SHARE: usize = 4;

/// A timetable of `pairs` under every hard rule, R13 among them: it holds the fixed ones and as many of the others as a little work finds, the
/// more valuable first. [`JointPlacement::Impossible`] names the fixed ones: no timetable of these pairs holds them all. `hint` is a timetable to start
/// from. After `decisions`, if given, no more pairs are tried.
pub fn place_evenly(problem: Problem, pairs: &[PairId], hint: &Timetable, decisions: Option<u64>, stop: &Stop) -> JointPlacement {
    let candidates = problem.candidates;
    let Some(mut model) = Model::new(problem, pairs, ModelOptions::default(), stop) else { return JointPlacement::Unknown };
    model.add_gaps();
    model.start_near(hint);
    let is_fixed = |m: &usize| candidates.pair(pairs[*m]).fixed.is_some();
    let (fixed, mut wanted): (Vec<usize>, Vec<usize>) = (0..pairs.len()).partition(is_fixed);
    wanted.sort_by_key(|m| Reverse(candidates.pair(pairs[*m]).value));
    let fixed_lits = model.held_of(&fixed);
    let with = |model: &Model, wanted: &[usize]| -> Vec<Lit> { [&fixed_lits[..], &model.held_of(wanted)].concat() };
    let most = decisions.unwrap_or(NO_LIMIT);
    let left = |model: &mut Model| DECISIONS.min(most.saturating_sub(model.sat.effort()));
    let mut let_go: Vec<usize> = Vec::new();
    let mut best = loop {
        let decisions = if wanted.is_empty() { NO_LIMIT } else { left(&mut model).max(1) };
        let assumed = with(&model, &wanted);
        let no = match model.ask(&assumed, decisions) {
            Ok(timetable) => break timetable,
            Err(_) if stop.now() => return JointPlacement::Unknown,
            Err(answer) => answer == Answer::Unsatisfiable,
        };
        let core = if no { model.core_pairs() } else { wanted.clone() };
        let blamed: Vec<usize> = wanted.iter().copied().filter(|m| core.contains(m)).collect();
        if no && blamed.is_empty() {
            return JointPlacement::Impossible(fixed.iter().map(|m| pairs[*m]).collect());
        }
        let gone = &blamed[blamed.len() - blamed.len().div_ceil(SHARE)..];
        wanted.retain(|m| !gone.contains(m));
        let_go.extend(gone);
    };
    let_go.sort_by_key(|m| Reverse(candidates.pair(pairs[*m]).value));
    for m in let_go {
        let assumed = with(&model, &[&wanted[..], &[m]].concat());
        let decisions = left(&mut model);
        if decisions == 0 {
            break;
        }
        if let Ok(timetable) = model.ask(&assumed, decisions) {
            wanted.push(m);
            best = timetable;
        }
    }
    JointPlacement::Placed(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::event::{Event, PartyId, Pin, PinAction, SlotId};
    use crate::testing::sample::{Sample, check_clean};

    fn placed(event: &Event) -> JointPlacement {
        let candidates = Candidates::new(event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        place_evenly(Problem::new(event, &candidates), &all, &Timetable::default(), None, &Stop::never())
    }

    /// S1 can meet B1 only in the first slot and B2 only in the last one, B3 whenever B3 is free; nobody else can have a gap.
    fn apart() -> Sample {
        Sample::new().smes(1).buyers(3).wish(0, 1, 90).wish(0, 2, 50).busy(1, &[1, 2, 3]).busy(2, &[0, 1, 2]).with(|event| {
            event.rules.max_gap_difference = Some(0);
        })
    }

    fn fix(event: &mut Event, buyer: u32, slot: u32) {
        let pin = Pin {
            sme: PartyId(0),
            buyer: PartyId(buyer),
            slots: vec![SlotId(slot)],
            place: None,
            action: PinAction::Fix,
            line: 2,
        };
        event.pins.push(pin);
    }

    #[test]
    fn of_two_meetings_with_a_gap_between_the_better_one_is_held() {
        let event = apart().event();
        let JointPlacement::Placed(timetable) = placed(&event) else { panic!("one meeting alone has no gap") };
        check_clean(&event, &timetable);
        assert_eq!(timetable.meetings().iter().map(|m| m.buyer).collect::<Vec<_>>(), [PartyId(1)]);
    }

    #[test]
    fn fixed_meetings_with_a_gap_between_are_impossible_unless_another_fills_it() {
        let fixed = |sample: Sample| sample.with(|event| [(1, 0), (2, 3)].iter().for_each(|(b, s)| fix(event, *b, *s))).event();
        assert!(matches!(placed(&fixed(apart())), JointPlacement::Impossible(pairs) if pairs.len() == 2));
        let filled = fixed(apart().wish(0, 3, 10).busy(0, &[2]));
        let JointPlacement::Placed(timetable) = placed(&filled) else { panic!("the meeting with B3 fills the gap") };
        check_clean(&filled, &timetable);
        assert_eq!(timetable.len(), 3);
    }
}

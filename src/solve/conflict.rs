//! Whether the organizer's fixed meetings can stand at all: the checker judges a timetable of nothing but them.

use super::score::pairs_of;
use crate::check::{Checker, Held};
use crate::event::{PairId, PinAction};
use crate::place::place;
use crate::problem::Problem;
use crate::rule::RuleId;
use crate::stop::Stop;
use std::collections::HashMap;

/// One of the hard rules that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub rule: RuleId,
    /// Who, when and why, in words of both languages.
    pub en: String,
    pub ko: String,
}

/// The rules that the fixed meetings break among themselves; empty if they can stand.
/// Every other rule can be kept by holding fewer meetings, so without fixed meetings nothing contradicts (R13 aside).
pub fn fixed_conflicts(problem: Problem, seed: u64, stop: &Stop) -> Vec<Conflict> {
    let Problem { event, candidates } = problem;
    let fixes: Vec<_> = event.pins.iter().filter(|pin| pin.action == PinAction::Fix).collect();
    if fixes.is_empty() {
        return Vec::new();
    }
    let fixed: Vec<PairId> = candidates.pair_ids().filter(|id| candidates.pair(*id).fixed.is_some()).collect();
    let usable: Vec<PairId> = fixed.into_iter().filter(|id| candidates.pair(*id).usable()).collect();
    let placed = place(problem, &usable, seed, stop).timetable;
    let stood: HashMap<_, _> = pairs_of(candidates, &placed).zip(placed.meetings()).collect();
    let mut held: Vec<Held> = Vec::new();
    for pin in fixes {
        let id = candidates.between(pin.sme, pin.buyer).expect("a fixed pair is a candidate");
        let pair = candidates.pair(id);
        let same = |h: &Held| (h.sme, h.buyer, h.slot) == (pair.sme, pair.buyer, pin.slots[0]);
        if held.iter().any(same) {
            continue;
        }
        let meeting = stood.get(&id).filter(|m| m.slot == pin.slots[0]);
        held.push(Held {
            sme: pair.sme,
            buyer: pair.buyer,
            slot: pin.slots[0],
            place: meeting.map(|m| m.place).or(pin.place).or_else(|| pair.places.first().copied()),
            interpreter: meeting.and_then(|m| m.interpreter),
            line: pin.line,
        });
    }
    let verdict = Checker::new(event).check(&held);
    let broken = verdict.violations.into_iter().filter(|v| v.rule != RuleId::EvenGaps);
    broken.map(|v| Conflict { rule: v.rule, en: v.en, ko: v.ko }).collect()
}

//! The judge that tries every timetable of a tiny event, by the second opinion alone.

use koppex::check::{Checker, Verdict, WrittenMeeting};
use koppex::event::{Event, InterpreterId, PartyId, PlaceId, SlotId};
use koppex::rule::RuleId;
use std::collections::BTreeMap;

/// A yes/no decision: this pair meets in this slot. As (plays the SME, plays the buyer, slot).
pub type Decision = (PartyId, PartyId, SlotId);

/// The decisions that no rule excludes when nothing else is held, in order.
pub fn decisions(event: &Event) -> Vec<Decision> {
    Search::new(event).decisions
}

/// The best values of all timetables without a violation: must wishes not held, shortfall, value, quality cost; 0 past `levels`.
/// `None` if every timetable breaks a rule.
pub fn best_by_enumeration(event: &Event, levels: usize) -> Option<[i64; 4]> {
    let best = clean_subsets(event).into_values().min()?;
    let values = [best[0], best[1], -best[2], best[3]];
    Some(std::array::from_fn(|level| if level < levels { values[level] } else { 0 }))
}

/// Every subset of [`decisions`] (bit i = decision i) that some choice of places and interpreters makes a timetable without violation,
/// with the key of its best score (smaller is better).
pub fn clean_subsets(event: &Event) -> BTreeMap<u32, [i64; 4]> {
    let mut clean: BTreeMap<u32, [i64; 4]> = BTreeMap::new();
    for_each_clean(event, &mut |subset, _, verdict| {
        let key = verdict.score.key();
        clean.entry(subset).and_modify(|best| *best = key.min(*best)).or_insert(key);
    });
    clean
}

/// Shows every timetable without a violation: its decisions as bits, its meetings and what the second opinion says of it.
pub fn for_each_clean(event: &Event, visit: &mut dyn FnMut(u32, &[WrittenMeeting], &Verdict)) {
    Search::new(event).pair(0, 0, visit);
}

/// How many timetables the search may look at.
pub fn n_timetables(event: &Event) -> u64 {
    Search::new(event).pairs.iter().fold(1, |n: u64, choices| n.saturating_mul(1 + choices.len() as u64))
}

struct Search<'a> {
    checker: Checker<'a>,
    decisions: Vec<Decision>,
    /// For each pair, every meeting of it that could stand alone, with its decision.
    pairs: Vec<Vec<(u32, WrittenMeeting)>>,
    held: Vec<WrittenMeeting>,
}

impl<'a> Search<'a> {
    fn new(event: &'a Event) -> Self {
        let checker = Checker::new(event);
        let (mut pairs, mut decisions) = (Vec::new(), Vec::new());
        for sme in event.party_ids() {
            for buyer in event.party_ids().filter(|buyer| *buyer != sme) {
                let mut choices = Vec::new();
                for slot in event.grid.slot_ids() {
                    let meetings = alone(event, &checker, sme, buyer, slot);
                    if !meetings.is_empty() {
                        let decision = u32::try_from(decisions.len()).unwrap();
                        decisions.push((sme, buyer, slot));
                        choices.extend(meetings.into_iter().map(|held| (decision, held)));
                    }
                }
                if !choices.is_empty() {
                    pairs.push(choices);
                }
            }
        }
        Self { checker, decisions, pairs, held: Vec::new() }
    }

    /// Tries every choice for the pairs from `ix` on; a pair meets at most once (R03).
    fn pair(&mut self, ix: usize, subset: u32, visit: &mut dyn FnMut(u32, &[WrittenMeeting], &Verdict)) {
        if ix == self.pairs.len() {
            let verdict = self.checker.check(&self.held);
            return if verdict.is_clean() {
                visit(subset, &self.held, &verdict)
            };
        }
        self.pair(ix + 1, subset, visit);
        for choice in 0..self.pairs[ix].len() {
            let (decision, held) = self.pairs[ix][choice];
            self.held.push(held);
            if !lastingly_broken(&self.checker.check(&self.held)) {
                self.pair(ix + 1, subset | 1 << decision, visit);
            }
            self.held.pop();
        }
    }
}

/// Every choice of place and interpreter with which the meeting breaks nothing by itself.
fn alone(event: &Event, checker: &Checker, sme: PartyId, buyer: PartyId, slot: SlotId) -> Vec<WrittenMeeting> {
    let places = (0..event.places.len()).map(PlaceId::at);
    let interpreters = || std::iter::once(None).chain((0..event.interpreters.len()).map(|i| Some(InterpreterId::at(i))));
    let all = places.flat_map(|place| {
        interpreters().map(move |i| WrittenMeeting { sme, buyer, slot, place: Some(place), interpreter: i, line: 0 })
    });
    let unpinned = n_pins_broken(&checker.check(&[]));
    let stands = |held: &WrittenMeeting| {
        let verdict = checker.check(&[*held]);
        !lastingly_broken(&verdict) && n_pins_broken(&verdict) <= unpinned
    };
    let (without, with): (Vec<WrittenMeeting>, Vec<WrittenMeeting>) =
        all.filter(stands).partition(|held| held.interpreter.is_none());
    // An interpreter who is not needed only takes one away from others.
    if without.is_empty() { with } else { without }
}

/// Fixed meetings that are missing, and forbidden ones that are held.
fn n_pins_broken(verdict: &Verdict) -> usize {
    verdict.violations.iter().filter(|v| v.rule == RuleId::Pins).count()
}

/// Something is broken that no further meeting can mend: all but missing fixed meetings, walks (a meeting may come between) and gaps.
fn lastingly_broken(verdict: &Verdict) -> bool {
    verdict.violations.iter().any(|v| !matches!(v.rule, RuleId::Walk | RuleId::EvenGaps | RuleId::Pins))
}

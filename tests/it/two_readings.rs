//! The solver's reading of an event and the second opinion's agree on tiny events: what a pair is worth, who is free, what a timetable
//! costs. They share no code, so a slip in one shows here.

use crate::support::{decisions, event, for_each_clean, tiny_event, tiny_files};
use koppex::candidates::Candidates;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, PartyId, QualityPart, SlotId};
use koppex::problem::Problem;
use koppex::quality::{Quality, cost};
use koppex::rule::RuleId;
use koppex::timetable::{Meeting, Timetable};
use std::collections::BTreeSet;

const SEEDS: std::ops::Range<u64> = 0..80;

fn meeting(held: &WrittenMeeting) -> Meeting {
    let place = held.place.expect("every meeting of a clean timetable has a place");
    Meeting { sme: held.sme, buyer: held.buyer, slot: held.slot, place, interpreter: held.interpreter }
}

#[test]
fn values_and_quality_of_every_clean_timetable_agree() {
    for seed in SEEDS {
        let event = tiny_event(seed);
        let candidates = Candidates::new(&event);
        for_each_clean(&event, &mut |_, held, verdict| {
            let timetable = Timetable::new(&event, held.iter().map(meeting).collect());
            let quality = Quality::of(Problem::new(&event, &candidates), &timetable);
            for (party, (a, b)) in quality.by_party.iter().zip(&verdict.units.by_party).enumerate() {
                assert_eq!(a, b, "seed {seed}, {}: {held:?}", event.parties[party].id);
            }
            assert_eq!(cost(&quality.total, &event.quality), verdict.score.quality, "seed {seed}");
            let pairs: Vec<_> = candidates.held(&timetable).map(|(id, _)| id).collect();
            assert_eq!(pairs.len(), held.len(), "seed {seed}: the solver has no pair for one of {held:?}");
            assert_eq!(
                candidates.n_musts() - candidates.musts_held(&timetable),
                verdict.score.must_unheld,
                "seed {seed}: {held:?}"
            );
            let pairs = pairs.into_iter();
            assert_eq!(pairs.map(|id| candidates.pair(id).value).sum::<i64>(), verdict.score.value, "seed {seed}");
        });
    }
}

#[test]
fn free_slots_agree() {
    for seed in SEEDS {
        let event = tiny_event(seed);
        let (candidates, checker) = (Candidates::new(&event), Checker::new(&event));
        for party in event.party_ids() {
            let other = event.party_ids().find(|p| *p != party).expect("two parties");
            for slot in event.grid.slot_ids() {
                assert_eq!(
                    candidates.free[party.ix()].contains(slot),
                    is_free(&checker, party, other, slot),
                    "seed {seed}, {party:?} {slot:?}"
                );
            }
        }
    }
}

/// No R02 names the party, whoever it meets.
fn is_free(checker: &Checker, party: PartyId, other: PartyId, slot: SlotId) -> bool {
    let held = WrittenMeeting { sme: party, buyer: other, slot, place: None, interpreter: None, line: 0 };
    let id = &checker.event().party(party).id;
    let busy = |v: &koppex::check::Violation| {
        v.rule == RuleId::Availability && v.parties.contains(id) && !v.en.contains("breaks the wish")
    };
    !checker.check(&[held]).violations.iter().any(busy)
}

/// A pair may meet in a slot for the solver exactly if some place and interpreter make a meeting that breaks no rule by itself.
#[test]
fn the_decisions_agree() {
    for seed in SEEDS {
        let event = tiny_event(seed);
        let candidates = Candidates::new(&event);
        let mut solver: BTreeSet<(PartyId, PartyId, SlotId)> = BTreeSet::new();
        let fixed = |a, b| candidates.copies_between(a, b).any(|id| candidates.pair(id).fixed.is_some());
        for id in candidates.pair_ids() {
            let pair = candidates.pair(id);
            let here = pair.slots.iter().filter(|slot| stands(Problem::new(&event, &candidates), pair, *slot));
            solver.extend(here.map(|slot| (pair.sme, pair.buyer, slot)));
        }
        let solver: Vec<_> = solver.into_iter().filter(|(sme, buyer, _)| !fixed(*sme, *buyer)).collect();
        // A fixed meeting is no decision.
        let second: Vec<_> = decisions(&event).into_iter().filter(|(sme, buyer, _)| !fixed(*sme, *buyer)).collect();
        assert_eq!(solver, second, "seed {seed}: {:#?}", tiny_files(seed));
    }
}

fn stands(problem: Problem, pair: &koppex::candidates::Pair, slot: SlotId) -> bool {
    let candidates = problem.candidates;
    let speaker =
        pair.interpreters.as_ref().is_none_or(|all| all.iter().any(|i| candidates.interpreter_free[i.ix()].contains(slot)));
    candidates.places_at(problem.event, pair, slot).next().is_some() && speaker
}

/// Shuffled rows change nothing that the second opinion says of the same meetings.
#[test]
fn rows_of_the_input_in_another_order_mean_the_same() {
    for seed in 0..40 {
        let files = tiny_files(seed);
        let (a, b) = (event(&files), event(&reversed(&files)));
        // Within one side, the first wish in the file says who plays the SME.
        if a.rules.peers {
            continue;
        }
        let scores = |event: &Event| {
            let mut scores = Vec::new();
            for_each_clean(event, &mut |_, _, verdict| scores.push((verdict.score.key(), verdict.units.total[QualityPart::Gap])));
            scores.sort();
            scores
        };
        assert_eq!(scores(&a), scores(&b), "seed {seed}");
    }
}

fn reversed(files: &[(String, String)]) -> Vec<(String, String)> {
    let reverse = |text: &String| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        lines.join("\n") + "\n"
    };
    files.iter().map(|(name, text)| (name.clone(), if name.ends_with(".csv") { reverse(text) } else { text.clone() })).collect()
}

//! Suggested times against trying every slot, place and interpreter of the published timetable.

use crate::support::tiny_event;
use koppex::candidates::Candidates;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, InterpreterId, PlaceId};
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use koppex::timetable::Timetable;
use koppex::whatif::suggestions;

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };

/// What better suggestions have less of: must wishes not held, shortfall, points negated, quality cost.
fn key(checker: &Checker, timetable: &[WrittenMeeting]) -> Option<[i64; 4]> {
    let verdict = checker.check(timetable);
    verdict.is_clean().then(|| verdict.score.key())
}

fn written(timetable: &Timetable) -> Vec<WrittenMeeting> {
    timetable.meetings().iter().map(WrittenMeeting::from).collect()
}

/// The best timetable in which the meeting is added, or moved, and nothing else changes.
fn best_alone(
    event: &Event,
    timetable: &Timetable,
    (sme, buyer): (koppex::event::PartyId, koppex::event::PartyId),
) -> Option<[i64; 4]> {
    let checker = Checker::new(event);
    let others: Vec<WrittenMeeting> = written(timetable).into_iter().filter(|m| (m.sme, m.buyer) != (sme, buyer)).collect();
    let now = timetable.meetings().iter().find(|m| (m.sme, m.buyer) == (sme, buyer)).map(|m| m.slot);
    let mut best: Option<[i64; 4]> = None;
    for slot in event.grid.slot_ids().filter(|slot| Some(*slot) != now) {
        for place in (0..event.places.len()).map(PlaceId::at) {
            let interpreters = (0..event.interpreters.len()).map(|i| Some(InterpreterId::at(i)));
            for interpreter in interpreters.chain([None]) {
                let mut with = others.clone();
                with.push(WrittenMeeting { sme, buyer, slot, place: Some(place), interpreter, line: 0 });
                if let Some(key) = key(&checker, &with) {
                    best = Some(best.map_or(key, |best| best.min(key)));
                }
            }
        }
    }
    best
}

#[test]
fn suggested_times_are_clean_as_good_as_said_and_no_plain_one_is_better() {
    let stop = Stop::never();
    let (mut n_pairs, mut n_plain, mut n_room) = (0, 0, 0);
    for seed in 0..60 {
        let event = tiny_event(seed);
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let Ok(solved) = solve(problem, Run::quiet(OPTIONS, &stop)) else { continue };
        let checker = Checker::new(&event);
        let published = solved.timetable;
        let before = key(&checker, &written(&published)).expect("a solved timetable is clean");
        let is_clean = |timetable: &Timetable| key(&checker, &written(timetable)).is_some();
        for id in candidates.pair_ids().filter(|id| candidates.pair(*id).copy == 0 && candidates.pair(*id).fixed.is_none()) {
            let pair = candidates.pair(id);
            let found = suggestions(problem, &published, id, &is_clean, &stop);
            let at = format!("seed {seed}: {} - {}", event.party(pair.sme).id, event.party(pair.buyer).id);
            for suggestion in &found {
                let after = key(&checker, &written(&suggestion.timetable)).unwrap_or_else(|| panic!("{at}"));
                let change = suggestion.change;
                let said = [
                    before[0] - change.must,
                    before[1] - change.shortfall,
                    before[2] - change.value,
                    before[3] + suggestion.quality,
                ];
                assert_eq!(after, said, "{at}");
                assert!(suggestion.timetable.meetings().contains(&suggestion.meeting), "{at}");
                n_room += usize::from(!suggestion.moved.is_empty() || !suggestion.lost.is_empty());
            }
            n_pairs += 1;
            let plain = found.iter().filter(|s| s.moved.is_empty() && s.lost.is_empty());
            let best_plain = plain.map(|s| key(&checker, &written(&s.timetable)).unwrap()).min();
            if let Some(best) = best_alone(&event, &published, (pair.sme, pair.buyer)) {
                n_plain += 1;
                assert!(best_plain.is_some_and(|plain| plain <= best), "{at}: {best_plain:?}, and alone {best:?}");
            }
        }
    }
    assert!(n_pairs > 100 && n_plain > 40 && n_room > 40, "{n_pairs} {n_plain} {n_room}");
}

//! Tiny events of every feature: what holding a pair costs, whether it can be held at all, and what a change of the input brings, against all
//! timetables. `KOPPEX_WHATIF=300 cargo test --test it whatif::tiny -- --nocapture` looks at more.

use super::script::applied;
use crate::support::{event, for_each_clean, tiny_files, try_event};
use koppex::candidates::{Candidates, WishedBy};
use koppex::check::Checker;
use koppex::event::{Event, PairId, PartyId};
use koppex::explain;
use koppex::problem::Problem;
use koppex::report::certificate_files;
use koppex::select::SolverChoice;
use koppex::solve::SolveOptions;
use koppex::stop::Stop;
use koppex::whatif::{Best, FixFound, How, Search, Wanted, best, edits, kept_pairs};

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };

/// (must wishes not held, shortfall, points negated): less is better.
type Key = [i64; 3];

/// The best of all timetables, and of those in which two parties meet.
fn enumerated(event: &Event, pair: (PartyId, PartyId)) -> (Option<Key>, Option<Key>) {
    let (mut all, mut with): (Option<Key>, Option<Key>) = (None, None);
    for_each_clean(event, &mut |_, held, verdict| {
        let [must, shortfall, value, _] = verdict.score.key();
        let key = [must, shortfall, value];
        all = Some(all.map_or(key, |best| best.min(key)));
        if held.iter().any(|m| (m.sme, m.buyer) == pair || (m.buyer, m.sme) == pair) {
            with = Some(with.map_or(key, |best| best.min(key)));
        }
    });
    (all, with)
}

fn key(problem: Problem, best: &Best) -> Key {
    [problem.candidates.n_musts() - best.worth.must, -best.worth.shortfall, -best.worth.value]
}

/// What was seen over all events.
#[derive(Default, Debug)]
struct Seen {
    pairs: usize,
    impossible: usize,
    proved: usize,
    certified: usize,
    costly: usize,
    bounded: usize,
    fixes: usize,
    fixes_proved: usize,
}

/// Seeds on which something was wrong once: the second opinion took a walk that no meeting on the way makes shorter for possible.
const FAILED_ONCE: [u64; 1] = [1_790];

#[test]
fn losses_gains_and_what_cannot_be_are_those_of_all_timetables() {
    let n_events = std::env::var("KOPPEX_WHATIF").map_or(40, |n| n.parse().unwrap());
    let first: u64 = std::env::var("KOPPEX_FIRST_SEED").map_or(0, |n| n.parse().unwrap());
    let mut seen = Seen::default();
    for seed in (first..first + n_events).chain(FAILED_ONCE) {
        let files = tiny_files(seed);
        look(seed, &files, &mut seen);
    }
    println!("{seen:?}");
    // Enough of everything was looked at, and hardly anything stays open.
    assert!(seen.pairs > n_events as usize / 2 && seen.costly > seen.pairs / 8 && seen.bounded > 0, "{seen:?}");
    assert!(seen.impossible > 0 && seen.fixes > n_events as usize / 4, "{seen:?}");
    assert!(seen.proved * 20 >= (seen.pairs - seen.impossible) * 19 && seen.certified * 2 > seen.proved, "{seen:?}");
}

fn look(seed: u64, files: &[(String, String)], seen: &mut Seen) {
    let event = event(files);
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let stop = Stop::never();
    let how = How { options: OPTIONS, stop: &stop };
    let none = Wanted { forced: None, preferred: None, kept: &[] };
    let Ok(optimum) = best(problem, &none, &how) else { return };
    let kept = kept_pairs(&candidates, &optimum.timetable);
    let mut unmet = explain::unmet(problem, &optimum.timetable, &[]);
    explain::losses(problem, &optimum.timetable, &optimum.certificate, &mut unmet);
    let wished = |id: &PairId| candidates.pair(*id).copy == 0 && candidates.pair(*id).wished_by() != WishedBy::None;
    for id in candidates.pair_ids().filter(|id| wished(id) && !kept.contains(id)) {
        let pair = candidates.pair(id);
        let parties = (pair.sme, pair.buyer);
        let at = format!("seed {seed}: {} - {}", event.party(pair.sme).id, event.party(pair.buyer).id);
        let (all, with) = enumerated(&event, parties);
        let all = all.expect("a timetable was found");
        assert_eq!(key(problem, &optimum), all, "{at}");
        seen.pairs += 1;
        let row = unmet.iter().find(|row| (row.sme, row.buyer) == parties).unwrap();
        let held = forced(problem, id, &kept, &how);
        match (with, &held) {
            (None, None) => seen.impossible += 1,
            (None, Some(_)) => panic!("{at}: held where nothing can hold it"),
            (Some(_), None) => panic!("{at}: no timetable was found, and there is one"),
            (Some(with), Some(held)) => {
                let found = key(problem, held);
                assert!(found >= with, "{at}");
                if held.is_proved() {
                    seen.proved += 1;
                    assert_eq!(found, with, "{at}");
                }
                seen.certified += usize::from(certified(&at, problem, held, Some(parties)));
                seen.costly += usize::from(with != all);
                let loss = row.loss.unwrap_or_else(|| panic!("{at}: it can be held"));
                assert!([all[0], all[1], all[2] + loss] <= with, "{at}: at least {loss}");
                seen.bounded += usize::from(loss > 0);
            }
        }
        if row.loss.is_none() {
            assert_eq!(with, None, "{at}: called impossible");
        }
        let search = Search { problem, timetable: &optimum.timetable, pair: id, how };
        for fix in search.fixes(2) {
            check_fix((&at, files), (problem, &optimum), parties, &fix);
            seen.fixes += 1;
            seen.fixes_proved += usize::from(fix.best.is_proved());
        }
    }
}

/// The best timetable with the pair; `None` if there is none.
fn forced(problem: Problem, id: PairId, kept: &[PairId], how: &How) -> Option<Best> {
    if !problem.candidates.pair(id).schedulable() {
        return None;
    }
    let best = best(problem, &Wanted { forced: Some(id), preferred: None, kept }, how).unwrap();
    let holds = kept_pairs(problem.candidates, &best.timetable).contains(&id);
    assert!(holds || best.is_impossible, "a tiny event leaves nothing open");
    holds.then_some(best)
}

/// The second opinion adds up the prices.
fn certified(at: &str, problem: Problem, best: &Best, pair: Option<(PartyId, PartyId)>) -> bool {
    let (csv, json) = certificate_files(problem, &best.certificate).unwrap();
    let bounds = Checker::new(problem.event)
        .price_bounds_of(&csv, &json)
        .unwrap_or_else(|| panic!("{at}: the prices have no faults\n{}\n{json}", String::from_utf8_lossy(&csv)));
    let [must, shortfall, value] = key(problem, best);
    let proves = bounds.proves([must, shortfall, -value], pair);
    assert!(!proves || best.is_proved(), "the solver does not know what its prices prove");
    proves
}

/// The edits make the changed event, its best timetable is as much better as is said, and one that is as good holds the pair.
fn check_fix(
    (at, files): (&str, &[(String, String)]),
    (problem, optimum): (Problem, &Best),
    parties: (PartyId, PartyId),
    fix: &FixFound,
) {
    let edits = serde_json::to_value(edits(problem.event, &fix.changes)).unwrap();
    let at = format!("{at}: {:?} {edits}", fix.changes);
    let edited = applied(files, &edits);
    let event = try_event(&edited).unwrap_or_else(|faults| panic!("{at}\n{faults}\n{edited:?}"));
    let (all, with) = enumerated(&event, parties);
    assert_eq!(all, with, "{at}: a best timetable holds the pair\n{files:?}");
    let candidates = Candidates::new(&fix.event);
    let now = key(Problem::new(&fix.event, &candidates), &fix.best);
    assert_eq!(Some(now), all, "{at}\n{files:?}");
    assert!(now <= key(problem, optimum), "{at}: a change makes nothing worse");
}

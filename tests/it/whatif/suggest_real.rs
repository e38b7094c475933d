//! Suggested times in a real-sized timetable against trying every slot with what stands in the way lost, or moved to any slot in which it finds room.
//! `KOPPEX_SUGGEST=50 cargo test --test it whatif::suggest_real -- --nocapture` looks at more pairs.

use crate::support::data_event;
use koppex::candidates::Candidates;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{InterpreterId, PairId, SlotId};
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;
use koppex::timetable::Timetable;
use koppex::whatif::{Suggestion, suggestions};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };
/// Suggestions that `koppex suggest` names.
const NAMED: usize = 5;
/// Places that are tried for a meeting that makes room.
const MOST_PLACES: usize = 2;

/// What better timetables have less of: must wishes not held, shortfall, points negated, quality cost.
type Key = [i64; 4];

/// The options for one slot: with nothing else changed, with what is in the way lost, and with it moved.
#[derive(Default, Debug)]
struct Options {
    alone: Option<Key>,
    lost: Option<Key>,
    moved: Option<Key>,
}

struct Trial<'a> {
    problem: Problem<'a>,
    checker: Checker<'a>,
    published: Vec<WrittenMeeting>,
}

fn written(timetable: &Timetable) -> Vec<WrittenMeeting> {
    timetable.meetings().iter().map(WrittenMeeting::from).collect()
}

fn best(keys: impl Iterator<Item = Key>) -> Option<Key> {
    keys.min()
}

impl Trial<'_> {
    fn key(&self, timetable: &[WrittenMeeting]) -> Option<Key> {
        let verdict = self.checker.check(timetable);
        verdict.is_clean().then(|| verdict.score.key())
    }

    /// A pair in a slot, at each of its places that nobody uses, with each interpreter who is free.
    fn meetings(&self, id: PairId, slot: SlotId, others: &[WrittenMeeting]) -> Vec<WrittenMeeting> {
        let Problem { event, candidates } = self.problem;
        let pair = candidates.pair(id);
        let taken = |test: &dyn Fn(&WrittenMeeting) -> bool| others.iter().any(|m| m.slot == slot && test(m));
        let able: Vec<Option<InterpreterId>> = match &pair.interpreters {
            None => vec![None],
            Some(able) => able.iter().filter(|i| !taken(&|m| m.interpreter == Some(**i))).map(|i| Some(*i)).collect(),
        };
        let free = candidates.places_at(event, pair, slot).filter(|place| !taken(&|m| m.place == Some(*place)));
        let meeting = |place, interpreter| WrittenMeeting {
            sme: pair.sme,
            buyer: pair.buyer,
            slot,
            place: Some(place),
            interpreter,
            line: 0,
        };
        free.flat_map(|place| able.iter().map(move |interpreter| meeting(place, *interpreter))).collect()
    }

    fn is_of(&self, id: PairId, meeting: &WrittenMeeting) -> bool {
        let pair = self.problem.candidates.pair(id);
        (meeting.sme, meeting.buyer) == (pair.sme, pair.buyer)
    }

    fn options(&self, id: PairId, slot: SlotId) -> Options {
        let parties = self.problem.candidates.pair(id).parties();
        let full = |party: &koppex::event::PartyId| {
            let n = self.published.iter().filter(|m| m.slot == slot && [m.sme, m.buyer].contains(party)).count();
            n >= self.problem.event.party(*party).capacity as usize
        };
        let full: Vec<_> = parties.into_iter().filter(full).collect();
        let is_in_way = |m: &WrittenMeeting| m.slot == slot && [m.sme, m.buyer].iter().any(|p| full.contains(p));
        let (in_way, others): (Vec<WrittenMeeting>, Vec<WrittenMeeting>) =
            self.published.iter().filter(|m| !self.is_of(id, m)).copied().partition(is_in_way);
        let mut options = Options::default();
        let made: Vec<Vec<WrittenMeeting>> = self
            .meetings(id, slot, &others)
            .into_iter()
            .map(|meeting| others.iter().copied().chain([meeting]).collect())
            .collect();
        let of_all = best(made.iter().filter_map(|timetable| self.key(timetable)));
        if in_way.is_empty() {
            options.alone = of_all;
            return options;
        }
        options.lost = of_all;
        options.moved = best(made.iter().take(1).filter_map(|timetable| self.with_room(timetable, &in_way)));
        options
    }

    /// Each of the meetings in the way in the first slot in which it finds room.
    fn with_room(&self, timetable: &[WrittenMeeting], in_way: &[WrittenMeeting]) -> Option<Key> {
        let candidates = self.problem.candidates;
        let mut timetable = timetable.to_vec();
        let mut reached = None;
        for meeting in in_way {
            let id = candidates.first_between(meeting.sme, meeting.buyer)?;
            let is_busy = |slot: SlotId| {
                let shares = |m: &WrittenMeeting| [m.sme, m.buyer].iter().any(|p| *p == meeting.sme || *p == meeting.buyer);
                timetable.iter().any(|m| m.slot == slot && shares(m))
            };
            let slots: Vec<SlotId> = candidates.pair(id).slots.iter().filter(|slot| !is_busy(*slot)).collect();
            let found = slots.into_iter().find_map(|slot| {
                self.meetings(id, slot, &timetable).into_iter().take(MOST_PLACES).find_map(|meeting| {
                    let with: Vec<WrittenMeeting> = timetable.iter().copied().chain([meeting]).collect();
                    self.key(&with).map(|key| (key, with))
                })
            });
            if let Some((key, with)) = found {
                (reached, timetable) = (Some(key), with);
            }
        }
        reached
    }

    /// What is wrong with the suggestions for a pair; how many slots were compared.
    fn compare(&self, id: PairId, found: &[Suggestion], before: Key) -> (Vec<String>, usize) {
        let (mut wrong, mut n) = (Vec::new(), 0);
        let held: Vec<SlotId> = self.published.iter().filter(|m| self.is_of(id, m)).map(|m| m.slot).collect();
        for suggestion in found.iter().take(NAMED) {
            let key = self.key(&written(&suggestion.timetable));
            let change = suggestion.change;
            let said =
                [before[0] - change.must, before[1] - change.shortfall, before[2] - change.value, before[3] + suggestion.quality];
            if key != Some(said) {
                wrong.push(format!("{:?}: said {said:?}, is {key:?}", suggestion.meeting));
            }
        }
        for slot in self.problem.candidates.pair(id).slots.iter().filter(|slot| !held.contains(slot)) {
            n += 1;
            let options = self.options(id, slot);
            let suggestion = found.iter().find(|s| s.meeting.slot == slot);
            let reached = suggestion.and_then(|s| self.key(&written(&s.timetable)));
            let is_alone = suggestion.is_some_and(|s| s.moved.is_empty() && s.lost.is_empty());
            // Alone: nothing better at all. With others lost or moved: none better in must wishes, minimums and value.
            let is_good = |option: Key, whole: bool| match reached {
                None => false,
                Some(reached) if whole && is_alone => reached <= option,
                Some(reached) if whole => reached[..3] < option[..3],
                Some(reached) => reached[..3] <= option[..3],
            };
            for (option, whole) in [(options.alone, true), (options.lost, false), (options.moved, false)] {
                if let Some(option) = option.filter(|option| !is_good(*option, whole)) {
                    wrong.push(format!("{slot:?}: {reached:?} ({is_alone}), but {option:?} of {options:?}"));
                }
            }
        }
        (wrong, n)
    }
}

#[test]
fn no_time_of_its_own_kind_is_better_than_a_suggested_one() {
    let n: usize = std::env::var("KOPPEX_SUGGEST").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    let event = data_event("koppex-2022");
    let candidates = Candidates::new(&event);
    let problem = Problem::new(&event, &candidates);
    let stop = Stop::never();
    let Ok(solved) = solve(problem, Run::quiet(OPTIONS, &stop)) else { panic!("it has a timetable") };
    let trial = Trial { problem, checker: Checker::new(&event), published: written(&solved.timetable) };
    let before = trial.key(&trial.published).expect("a solved timetable is clean");
    let is_open = |id: &PairId| candidates.pair(*id).schedulable() && candidates.pair(*id).fixed.is_none();
    let mut open: Vec<PairId> = candidates.pair_ids().filter(is_open).collect();
    let mut random = Pcg64::seed_from_u64(15);
    let (mut wrong, mut n_slots, mut n_named) = (Vec::new(), 0, 0);
    for _ in 0..n {
        let id = open.swap_remove(random.random_range(0..open.len()));
        let is_clean = |timetable: &Timetable| trial.key(&written(timetable)).is_some();
        let found = suggestions(problem, &solved.timetable, id, &is_clean, &stop);
        let (faults, slots) = trial.compare(id, &found, before);
        let pair = candidates.pair(id);
        let at = format!("{} - {}", event.party(pair.sme).id, event.party(pair.buyer).id);
        faults.iter().for_each(|fault| println!("{at}: {fault}"));
        wrong.extend(faults);
        (n_slots, n_named) = (n_slots + slots, n_named + found.len().min(NAMED));
    }
    println!("{n} pairs, {n_named} suggestions, {n_slots} slots compared, {} wrong", wrong.len());
    assert!(wrong.is_empty() && n_slots > n && n_named > n, "{wrong:#?}");
}

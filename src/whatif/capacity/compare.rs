//! Plans side by side: each by the bounds of the network, those that may be recommended as timetables too.

use super::bound::{AddUp, AtMost, Counts, at_most, expected, held};
use super::half_day::{HalfDay, half_days};
use super::plan::{Plan, plans};
use super::planned::planned;
use super::relaxed::{for_points, for_wishes, unlimited, worthless};
use super::smallest::{Smallest, Tools, smallest};
use crate::candidates::Candidates;
use crate::event::{Event, PartyId};
use crate::problem::Problem;
use crate::solve::{SolveOptions, Unsolved};
use crate::stop::Stop;
use crate::whatif::tilt::{Best, How, Wanted, best};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Of the time, what the bounds of all plans may take.
const BOUNDS_SHARE: f64 = 0.5;

/// What the comparison is made with.
pub struct Work<'a> {
    /// The event as it is.
    pub event: &'a Event,
    /// As for any solve; levels after the third are left out.
    pub options: SolveOptions,
    /// When to stop.
    pub stop: &'a Stop,
    /// Adds up prices, independently of what made them.
    pub add_up: AddUp<'a>,
    /// Judges a timetable by every rule, and whether it is worth what is said.
    pub is_clean: &'a (dyn Fn(Problem, &Best) -> bool + Sync),
    /// Is told how many plans of how many are done.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// One plan and what it can hold.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The settings.
    pub plan: Plan,
    /// Tables, then video rooms.
    pub n_places: [usize; 2],
    /// Slots of all days.
    pub n_slots: usize,
    /// Fixed meetings that had to be given up.
    pub n_given_up: usize,
    /// What the network selects.
    pub expected: Counts,
    /// Wishes that come true in any timetable of the plan.
    pub wishes: AtMost,
    /// Points of any timetable of the plan.
    pub value: AtMost,
    /// The best timetable that was made; `None` if none was.
    pub made: Option<Made>,
}

/// What came of making the timetable of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A timetable that the second opinion judged clean.
    Timetable {
        /// What it holds.
        counts: Counts,
        /// No timetable is better at must wishes, minimums and value.
        is_proved: bool,
    },
    /// The hard rules contradict each other: there is no timetable.
    Contradiction,
}

impl Made {
    /// Wishes of the timetable.
    pub fn wishes(&self) -> i64 {
        match self {
            Made::Timetable { counts, .. } => counts.wishes,
            Made::Contradiction => -1,
        }
    }
}

impl Scenario {
    /// Places in all slots together.
    pub fn n_seats(&self) -> usize {
        self.n_places.iter().sum::<usize>() * self.n_slots
    }
}

/// All plans and what follows from them.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Wishes of the event.
    pub n_wishes: i64,
    /// Wishes that could come true if places, hours and interpreters never ran short and everybody were always free.
    pub possible: AtMost,
    /// The plans that were looked at, the event as it is first.
    pub scenarios: Vec<Scenario>,
    /// Plans that there was no time for.
    pub n_left_out: usize,
    /// The smallest plan for each share of the wishes that could come true, by what may be changed.
    pub smallest: Vec<Smallest>,
    /// The buyers whom one more half day would help most.
    pub half_days: Vec<HalfDay>,
    /// The clock shaped the result.
    pub is_cut: bool,
}

/// Why there is no comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It was stopped before the event as it is was looked at.
    Stopped,
    /// The second opinion refused a timetable: koppex is wrong.
    Refused,
}

/// Compares all plans of an event.
///
/// # Errors
/// See [`Failed`].
pub fn compare(work: &Work) -> Result<Capacity, Failed> {
    let event = work.event;
    let worthless = worthless(&Candidates::new(event));
    let possible = at_most(&unlimited(&for_wishes(event, &worthless)), work.add_up);
    let all = plans(event);
    let share = part_of(work.stop, BOUNDS_SHARE);
    let n_done = AtomicUsize::new(0);
    let found = in_parallel(work.options.threads, &all, &share, |plan| {
        let scenario = scenario(work, plan, &worthless);
        (work.progress)(n_done.fetch_add(1, Ordering::Relaxed) + 1, all.len());
        scenario
    });
    if found.first().is_none_or(Option::is_none) {
        return Err(Failed::Stopped);
    }
    let scenarios: Vec<Scenario> = found.into_iter().flatten().flatten().collect();
    let mut capacity = Capacity {
        n_wishes: event.wishes.iter().filter(|w| w.kind != crate::event::WishKind::Block).count() as i64,
        possible,
        n_left_out: all.len() - scenarios.len(),
        scenarios,
        smallest: Vec::new(),
        half_days: Vec::new(),
        is_cut: false,
    };
    make(work, &mut capacity.scenarios, &[0], work.stop)?;
    if let Some(Made::Timetable { counts, is_proved }) = capacity.scenarios[0].made {
        capacity.half_days = half_days(work, (counts, is_proved))?;
    }
    let tools = Tools {
        make: &mut |scenarios, wanted| make(work, scenarios, wanted, work.stop).map(|()| !work.stop.now()),
        add: &|plans| {
            let looked_at = in_parallel(work.options.threads, plans, work.stop, |plan| scenario(work, plan, &worthless));
            looked_at.into_iter().flatten().flatten().collect()
        },
    };
    capacity.smallest = smallest(event, possible.at_most, &mut capacity.scenarios, tools)?;
    capacity.is_cut = work.stop.has_cut();
    Ok(capacity)
}

/// A stop for a share of the time that is left.
pub(super) fn part_of(stop: &Stop, share: f64) -> Stop {
    stop.left_s().map_or_else(|| stop.clone(), |left| stop.within(left * share))
}

/// What a plan can hold; `None` if it makes no event.
fn scenario(work: &Work, plan: &Plan, worthless: &BTreeSet<(PartyId, PartyId)>) -> Option<Scenario> {
    let made = planned(work.event, plan)?;
    let wishes = at_most(&for_wishes(&made.event, worthless), work.add_up);
    let value = at_most(&for_points(&made.event), work.add_up);
    let mut expected = expected(&made.event);
    expected.wishes = expected.wishes.min(wishes.at_most);
    expected.value = expected.value.min(value.at_most);
    Some(Scenario {
        plan: *plan,
        n_places: made.n_places(),
        n_slots: made.event.n_slots(),
        n_given_up: made.n_given_up,
        expected,
        wishes,
        value,
        made: None,
    })
}

/// Makes the timetables of some scenarios, by position, as far as the time reaches.
fn make(work: &Work, scenarios: &mut [Scenario], wanted: &[usize], stop: &Stop) -> Result<(), Failed> {
    let plans: Vec<Plan> = wanted.iter().map(|at| scenarios[*at].plan).collect();
    let made = in_parallel(work.options.threads, &plans, stop, |plan| {
        planned(work.event, plan).map_or(Ok(None), |planned| timetable_of(work, &planned.event, stop))
    });
    for (at, made) in wanted.iter().zip(made) {
        if let Some(made) = made {
            scenarios[*at].made = made?;
        }
    }
    Ok(())
}

/// The best timetable of an event; `None` if there was no time.
pub(super) fn timetable_of(work: &Work, event: &Event, stop: &Stop) -> Result<Option<Made>, Failed> {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let options = SolveOptions { threads: 1, ..work.options };
    let none = Wanted { forced: None, preferred: None, kept: &[] };
    match best(problem, &none, &How { options, stop }) {
        Ok(best) if (work.is_clean)(problem, &best) => {
            let counts = held(&candidates, &best.timetable);
            Ok(Some(Made::Timetable { counts, is_proved: best.is_proved() }))
        }
        Ok(_) => Err(Failed::Refused),
        Err(Unsolved::Contradiction(_)) => Ok(Some(Made::Contradiction)),
        Err(Unsolved::Stopped) => Ok(None),
    }
}

/// The answers for all items, in order; `None` for those that there was no time for.
pub(super) fn in_parallel<T: Sync, R: Send>(
    n_threads: usize,
    items: &[T],
    stop: &Stop,
    answer: impl Fn(&T) -> R + Sync,
) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    let work = || {
        while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?))) {
            if stop.now() {
                return;
            }
            let answer = answer(item);
            found.lock().expect("nobody panics with the lock")[at] = Some(answer);
        }
    };
    std::thread::scope(|scope| (0..n_threads.clamp(1, items.len().max(1))).for_each(|_| _ = scope.spawn(work)));
    found.into_inner().expect("nobody panics with the lock")
}

//! Plans side by side: each by the bounds of the network, those that may be recommended as timetables too.

use super::bound::{AtMost, at_most, expected};
use super::half_day::{HalfDay, half_days};
use super::list::{plans, times};
use super::plan::Plan;
use super::planned::planned;
use super::relaxed::{for_points, for_wishes, together, unlimited, worthless};
use super::scenario::{Failed, Made, Scenario};
use super::smallest::{Smallest, Tools, smallest};
use super::work::{Work, part_of, timetable_of};
use crate::candidates::Candidates;
use crate::event::{PartyId, WishKind};
use crate::stop::Stop;
use crate::whatif::parallel::in_parallel;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Of the time, what the bounds of all plans may take.
const BOUNDS_SHARE: f64 = 0.6;

/// All plans and what follows from them.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Wishes of the event.
    pub n_wishes: i64,
    /// Wishes that could come true if places, hours and interpreters never ran short, of two who can meet at all in some plan.
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

/// Compares all plans of an event.
///
/// # Errors
/// See [`Failed`].
pub fn compare(work: &Work) -> Result<Capacity, Failed> {
    let event = work.event;
    let worthless = worthless(&Candidates::new(event));
    let all = plans(event);
    let pairs = pairs_of(work, &times(event, &all), &worthless).ok_or(Failed::Stopped)?;
    let possible = at_most(&unlimited(&for_wishes(event, &worthless), &pairs), work.add_up);
    let share = part_of(work.stop, BOUNDS_SHARE);
    let n_done = AtomicUsize::new(0);
    let found = in_parallel(work.options.threads, &all, &share, |plan| {
        let scenario = scenario(work, plan, &worthless, possible);
        (work.progress)(n_done.fetch_add(1, Ordering::Relaxed) + 1, all.len());
        scenario
    });
    if found.first().is_none_or(Option::is_none) {
        return Err(Failed::Stopped);
    }
    let scenarios: Vec<Scenario> = found.into_iter().flatten().flatten().collect();
    let mut capacity = Capacity {
        n_wishes: event.wishes.iter().filter(|w| w.kind != WishKind::Block).count() as i64,
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
            let looked_at =
                in_parallel(work.options.threads, plans, work.stop, |plan| scenario(work, plan, &worthless, possible));
            looked_at.into_iter().flatten().flatten().collect()
        },
    };
    capacity.smallest = smallest(event, possible.at_most, &mut capacity.scenarios, tools)?;
    capacity.is_cut = work.stop.has_cut();
    Ok(capacity)
}

/// The pairs that can be held in some of the plans; `None` if there was no time.
fn pairs_of(work: &Work, plans: &[Plan], worthless: &BTreeSet<(PartyId, PartyId)>) -> Option<BTreeSet<(PartyId, PartyId)>> {
    let of_plan = |plan: &Plan| planned(work.event, plan).map(|made| together(&for_wishes(&made.event, worthless)));
    let found = in_parallel(work.options.threads, plans, work.stop, of_plan);
    let mut pairs = BTreeSet::new();
    for of_plan in found {
        pairs.extend(of_plan?.into_iter().flatten());
    }
    Some(pairs)
}

/// What a plan can hold, of the wishes that are possible in any; `None` if it makes no event.
fn scenario(work: &Work, plan: &Plan, worthless: &BTreeSet<(PartyId, PartyId)>, possible: AtMost) -> Option<Scenario> {
    let made = planned(work.event, plan)?;
    let own = at_most(&for_wishes(&made.event, worthless), work.add_up);
    // Where peers meet, either bound may be the smaller one.
    let wishes = if own.at_most <= possible.at_most { own } else { possible };
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

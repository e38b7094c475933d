//! The smallest of the plans that reach a share of the wishes that could come true.

use super::compare::{Failed, Made, Scenario};
use super::plan::{Hours, Plan};
use crate::event::Event;
use std::cmp::Reverse;

/// Shares of the wishes that could come true, in percent.
pub const TARGETS: [u32; 4] = [80, 90, 95, 99];

/// What may be changed to find a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Places and hours, meetings being as long as they are. A plan is smaller if it has fewer seats, places times slots.
    PlacesAndHours,
    /// Places alone.
    Places,
    /// Hours alone. A plan is smaller if it has fewer slots.
    Hours,
    /// The length of meetings alone. Longer meetings count as smaller.
    Length,
}

/// How sure it is that no smaller plan of those looked at reaches the share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The second opinion confirmed of each that no timetable of it does.
    Proved,
    /// Of each either a bound says so, or its best timetable was made and holds fewer.
    Made,
    /// Some were not made.
    Open,
}

/// The smallest plan for one share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Smallest {
    /// What may be changed.
    pub family: Family,
    /// The share, in percent.
    pub target: u32,
    /// Wishes that it takes.
    pub n_needed: i64,
    /// Position of the plan among the scenarios; `None` if no plan was found.
    pub plan: Option<usize>,
    /// Of all smaller ones, or of all if none was found.
    pub certainty: Certainty,
}

impl Family {
    /// All of them.
    pub const ALL: [Family; 4] = [Family::PlacesAndHours, Family::Places, Family::Hours, Family::Length];

    /// Positions of its plans, the smallest first.
    fn members(self, event: &Event, scenarios: &[Scenario]) -> Vec<usize> {
        let own = Plan::as_is(event);
        let belongs = |at: &usize| {
            let plan = scenarios[*at].plan;
            let (places, hours) = (plan.places_percent == own.places_percent, plan.hours == Hours::AS_IS);
            match self {
                Family::PlacesAndHours => plan.is_of_length(event),
                Family::Places => plan.is_of_length(event) && hours,
                Family::Hours => plan.is_of_length(event) && places,
                Family::Length => places && hours,
            }
        };
        let mut members: Vec<usize> = (0..scenarios.len()).filter(belongs).collect();
        members.sort_by_key(|at| {
            let scenario = &scenarios[*at];
            let minutes = scenario.plan.minutes.0 + scenario.plan.minutes.1;
            match self {
                Family::Length => (Reverse(minutes), 0, 0),
                _ => (Reverse(0), scenario.n_seats(), scenario.n_slots),
            }
        });
        members
    }
}

/// What is known about a plan and a number of wishes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Reaches,
    /// Proved that no timetable does, confirmed or not.
    Cannot(bool),
    /// The best timetable does not.
    FallsShort,
    Unknown,
}

fn verdict(scenario: &Scenario, n_needed: i64) -> Verdict {
    match &scenario.made {
        Some(made @ Made::Timetable { .. }) if made.wishes() >= n_needed => Verdict::Reaches,
        _ if scenario.wishes.at_most < n_needed => Verdict::Cannot(scenario.wishes.is_certified),
        Some(_) => Verdict::FallsShort,
        None => Verdict::Unknown,
    }
}

/// Makes the timetables of scenarios, by position; false if there is no more time.
pub type Make<'a> = &'a mut dyn FnMut(&mut [Scenario], &[usize]) -> Result<bool, Failed>;

/// The smallest plans of every family for every share; makes the timetables that it takes to say so.
pub fn smallest(event: &Event, n_possible: i64, scenarios: &mut [Scenario], make: Make) -> Result<Vec<Smallest>, Failed> {
    let questions: Vec<(Vec<usize>, Smallest)> = Family::ALL
        .into_iter()
        .flat_map(|family| TARGETS.map(|target| (family, target)))
        .map(|(family, target)| {
            let n_needed = (n_possible * i64::from(target) + 99) / 100;
            let smallest = Smallest { family, target, n_needed, plan: None, certainty: Certainty::Open };
            (family.members(event, scenarios), smallest)
        })
        .collect();
    loop {
        let mut wanted: Vec<usize> =
            questions.iter().filter_map(|(members, of)| likely(members, of.n_needed, scenarios)).collect();
        if wanted.is_empty() {
            wanted = questions.iter().flat_map(|(members, of)| open(members, of.n_needed, scenarios)).collect();
        }
        wanted.sort_unstable();
        wanted.dedup();
        let n_before = scenarios.iter().filter(|s| s.made.is_some()).count();
        if wanted.is_empty() || !make(scenarios, &wanted)? || scenarios.iter().filter(|s| s.made.is_some()).count() == n_before {
            break;
        }
    }
    Ok(questions.into_iter().map(|(members, of)| answer(&members, of, scenarios)).collect())
}

/// The plans that are smaller than the smallest known to reach the number.
fn smaller<'a>(members: &'a [usize], n_needed: i64, scenarios: &[Scenario]) -> &'a [usize] {
    let reaches = |at: &usize| verdict(&scenarios[*at], n_needed) == Verdict::Reaches;
    &members[..members.iter().position(reaches).unwrap_or(members.len())]
}

/// The smallest plan of which the network says that its timetable may reach the number, and that was not made.
fn likely(members: &[usize], n_needed: i64, scenarios: &[Scenario]) -> Option<usize> {
    open(members, n_needed, scenarios).find(|at| scenarios[*at].expected.wishes >= n_needed)
}

/// The plans that were not made and of which no bound says that they cannot reach the number.
fn open(members: &[usize], n_needed: i64, scenarios: &[Scenario]) -> impl Iterator<Item = usize> {
    let smaller = smaller(members, n_needed, scenarios).iter().copied();
    let open: Vec<usize> = smaller.filter(|at| verdict(&scenarios[*at], n_needed) == Verdict::Unknown).collect();
    open.into_iter()
}

fn answer(members: &[usize], of: Smallest, scenarios: &[Scenario]) -> Smallest {
    let smaller = smaller(members, of.n_needed, scenarios);
    let all = |is: &dyn Fn(Verdict) -> bool| smaller.iter().all(|at| is(verdict(&scenarios[*at], of.n_needed)));
    let certainty = if all(&|v| v == Verdict::Cannot(true)) {
        Certainty::Proved
    } else if all(&|v| v != Verdict::Unknown) {
        Certainty::Made
    } else {
        Certainty::Open
    };
    Smallest { plan: members.get(smaller.len()).copied(), certainty, ..of }
}

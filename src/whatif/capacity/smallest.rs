//! The smallest of the plans that reach a share of the wishes that could come true.

use super::plan::{Hours, Plan, between};
use super::scenario::{Failed, Made, Scenario};
use crate::event::Event;
use std::cmp::Reverse;
use std::collections::BTreeSet;

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
type Make<'a> = dyn FnMut(&mut [Scenario], &[usize]) -> Result<bool, Failed> + 'a;

/// What it takes to find smaller plans.
pub struct Tools<'a> {
    /// Makes timetables.
    pub make: &'a mut Make<'a>,
    /// Looks at more plans, as far as the time reaches.
    pub add: &'a dyn Fn(&[Plan]) -> Vec<Scenario>,
}

/// A share of the wishes, and what may be changed to reach it.
struct Question {
    family: Family,
    target: u32,
    n_needed: i64,
}

/// The smallest plans of every family for every share. Makes the timetables that it takes to say so, and looks at plans between the smallest found and the
/// next smaller one until there are none.
pub fn smallest(
    event: &Event,
    n_possible: i64,
    scenarios: &mut Vec<Scenario>,
    mut tools: Tools,
) -> Result<Vec<Smallest>, Failed> {
    let n_needed = |target: u32| (n_possible * i64::from(target) + 99) / 100;
    let of_family = |family| TARGETS.map(|target| Question { family, target, n_needed: n_needed(target) });
    let questions: Vec<Question> = Family::ALL.into_iter().flat_map(of_family).collect();
    let mut tried: BTreeSet<Plan> = scenarios.iter().map(|scenario| scenario.plan).collect();
    loop {
        settle(event, &questions, scenarios, &mut tools)?;
        let middles = questions.iter().filter_map(|question| question.middle(event, scenarios));
        let new: Vec<Plan> = middles.filter(|plan| tried.insert(*plan)).collect();
        let mut added = if new.is_empty() { Vec::new() } else { (tools.add)(&new) };
        added.retain(|one| scenarios.iter().all(|other| !one.is_same_event(other)));
        if added.is_empty() {
            break;
        }
        scenarios.extend(added);
    }
    Ok(questions.iter().map(|question| question.answer(event, scenarios)).collect())
}

/// Makes timetables until every question is answered for the plans there are.
fn settle(event: &Event, questions: &[Question], scenarios: &mut [Scenario], tools: &mut Tools) -> Result<(), Failed> {
    let members: Vec<(Vec<usize>, i64)> =
        questions.iter().map(|question| (question.family.members(event, scenarios), question.n_needed)).collect();
    loop {
        let mut wanted: Vec<usize> = members.iter().filter_map(|(of, n)| likely(of, *n, scenarios)).collect();
        if wanted.is_empty() {
            wanted = members.iter().flat_map(|(of, n)| open(of, *n, scenarios)).collect();
        }
        wanted.sort_unstable();
        wanted.dedup();
        let n_made = |scenarios: &[Scenario]| scenarios.iter().filter(|scenario| scenario.made.is_some()).count();
        let n_before = n_made(scenarios);
        if wanted.is_empty() || !(tools.make)(scenarios, &wanted)? || n_made(scenarios) == n_before {
            return Ok(());
        }
    }
}

impl Question {
    /// A plan between the smallest that reaches the number and the next smaller one.
    fn middle(&self, event: &Event, scenarios: &[Scenario]) -> Option<Plan> {
        let members = self.family.members(event, scenarios);
        let n_smaller = smaller(&members, self.n_needed, scenarios).len();
        let found = scenarios[*members.get(n_smaller)?].plan;
        let alike = |plan: &&Plan| self.family != Family::PlacesAndHours || plan.hours == found.hours;
        let before = members[..n_smaller].iter().rev().map(|at| &scenarios[*at].plan).find(alike)?;
        between(before, &found)
    }

    fn answer(&self, event: &Event, scenarios: &[Scenario]) -> Smallest {
        let members = self.family.members(event, scenarios);
        let smaller = smaller(&members, self.n_needed, scenarios);
        let all = |is: &dyn Fn(Verdict) -> bool| smaller.iter().all(|at| is(verdict(&scenarios[*at], self.n_needed)));
        let certainty = if all(&|v| v == Verdict::Cannot(true)) {
            Certainty::Proved
        } else if all(&|v| v != Verdict::Unknown) {
            Certainty::Made
        } else {
            Certainty::Open
        };
        let &Question { family, target, n_needed } = self;
        Smallest { family, target, n_needed, plan: members.get(smaller.len()).copied(), certainty }
    }
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

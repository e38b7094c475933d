//! capacity.csv: a row for each plan.

use super::facts::{CapacityFacts, FamilyName, PlanFacts};
use crate::report::table::{Cell, Table};

const HEADER: [&str; 19] = [
    "plan",
    "places_percent",
    "tables",
    "video_rooms",
    "half_days",
    "day_end_minutes",
    "present_minutes",
    "answer_minutes",
    "slots",
    "seats",
    "meetings",
    "wishes",
    "value",
    "wishes_at_most",
    "value_at_most",
    "certified",
    "timetable",
    "fixed_given_up",
    "smallest_for",
];

/// The plans in the order in which they were compared, the event as it is first.
pub fn table(facts: &CapacityFacts) -> Table {
    let mut table = Table::new(&HEADER);
    for (at, plan) in facts.plans.iter().enumerate() {
        let (number, counts) = (|n: usize| Cell::Number(n as i64), plan.counts());
        table.push(vec![
            number(at + 1),
            Cell::Number(plan.places_percent.into()),
            number(plan.tables),
            number(plan.video_rooms),
            Cell::Number(plan.half_days.into()),
            Cell::Number(plan.day_end_minutes.into()),
            Cell::Number(plan.present_minutes.into()),
            Cell::Number(plan.answer_minutes.into()),
            number(plan.slots),
            number(plan.seats),
            Cell::Number(counts.meetings),
            Cell::Number(counts.wishes),
            Cell::Number(counts.value),
            Cell::Number(plan.wishes_at_most),
            Cell::Number(plan.value_at_most),
            Cell::text(if plan.certified { "yes" } else { "no" }),
            Cell::text(timetable(plan)),
            number(plan.fixed_given_up),
            Cell::Text(smallest_for(facts, at)),
        ]);
    }
    table
}

/// Whether a timetable stands behind meetings, wishes and value.
fn timetable(plan: &PlanFacts) -> &'static str {
    match (&plan.made, plan.contradiction) {
        (Some(made), _) if made.proved => "proved optimal",
        (Some(_), _) => "best found",
        (None, true) => "impossible",
        (None, false) => "expected",
    }
}

/// `places_and_hours 80; hours 80`
fn smallest_for(facts: &CapacityFacts, at: usize) -> String {
    let of_plan = facts.smallest.iter().filter(|smallest| smallest.plan == Some(at));
    let named = of_plan.map(|smallest| {
        let varies = match smallest.varies {
            FamilyName::PlacesAndHours => "places_and_hours",
            FamilyName::Places => "places",
            FamilyName::Hours => "hours",
            FamilyName::Length => "length",
        };
        format!("{varies} {}", smallest.target_percent)
    });
    named.collect::<Vec<_>>().join("; ")
}

//! calls.csv: who must be told, in the order in which it is urgent: the earliest affected first, those who lose a meeting before those who move.

use super::facts::{PlanFacts, changed, meeting_id};
use crate::event::{Event, PartyId, Side};
use crate::published::PublishedMeeting;
use crate::replan::{Change, Difference};
use crate::report::Report;
use crate::report::ids::{Ids, MeetingIds};
use crate::report::names::{side_name, title};
use crate::report::table::{Cell, Table};
use chrono::{Duration, NaiveDateTime};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A party of the event, or one that has left it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Party(PartyId),
    Left(Side, String),
}

/// What one party must be told.
#[derive(Default)]
struct Call {
    meetings: Vec<String>,
    first: Option<NaiveDateTime>,
    /// A meeting is lost.
    loses: bool,
}

pub fn calls(report: &Report, plan: &PlanFacts) -> Table {
    let mut header = vec!["order", "party_id", "side", "name", "affected_meetings", "first_affected"];
    if report.with_contacts {
        header.extend(["contact", "phone", "email"]);
    }
    let mut table = Table::new(&header);
    let ids = Ids::of(report.event);
    for (order, (who, call)) in (1..).zip(in_order(report, plan)) {
        let (id, side, name) = match &who {
            Who::Party(party) => {
                let facts = report.event.party(*party);
                (ids.alone(*party), facts.side, title(facts, report.lang).to_string())
            }
            Who::Left(side, id) => (id.clone(), *side, String::new()),
        };
        let mut row = vec![
            Cell::Number(order),
            Cell::Text(id),
            Cell::text(side_name(side)),
            Cell::Text(name),
            Cell::Text(call.meetings.join("; ")),
            Cell::Text(call.first.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()),
        ];
        if report.with_contacts {
            row.extend(contacts(report.event, &who));
        }
        table.push(row);
    }
    table
}

fn contacts(event: &Event, who: &Who) -> [Cell; 3] {
    match who {
        Who::Party(party) => {
            let facts = event.party(*party);
            [Cell::text(&facts.contact), Cell::text(&facts.phone), Cell::text(&facts.email)]
        }
        Who::Left(..) => [Cell::text(""), Cell::text(""), Cell::text("")],
    }
}

fn in_order(report: &Report, plan: &PlanFacts) -> Vec<(Who, Call)> {
    let mut calls: BTreeMap<Who, Call> = BTreeMap::new();
    let meeting_ids = MeetingIds::of(report.event, report.timetable);
    for difference in changed(plan) {
        let old = difference.old.map(|i| &plan.published[i]);
        let times = [old.map(PublishedMeeting::starts_at), difference.new.map(|new| starts_at(report.event, new.slot))];
        let id = meeting_id(old, difference.new, &meeting_ids);
        for who in parties(old, difference) {
            let call = calls.entry(who).or_default();
            call.meetings.push(id.clone());
            call.first = times.iter().flatten().copied().chain(call.first).min();
            call.loses |= matches!(difference.change, Change::Cancelled | Change::Dropped);
        }
    }
    let mut calls: Vec<(Who, Call)> = calls.into_iter().collect();
    calls.sort_by_key(|(_, call)| (call.first, Reverse(call.loses)));
    calls
}

fn starts_at(event: &Event, slot: crate::event::SlotId) -> NaiveDateTime {
    let midnight = event.grid.date_of(slot).and_hms_opt(0, 0, 0).expect("every day begins");
    midnight + Duration::minutes(event.slot(slot).start_min.into())
}

fn parties(old: Option<&PublishedMeeting>, difference: &Difference) -> [Who; 2] {
    match (difference.new, old) {
        (Some(new), _) => new.parties().map(Who::Party),
        (None, Some(PublishedMeeting { parties: Some((a, b)), .. })) => [Who::Party(*a), Who::Party(*b)],
        (None, Some(old)) => [Who::Left(Side::Sme, old.sme_id.clone()), Who::Left(Side::Buyer, old.buyer_id.clone())],
        (None, None) => unreachable!("a difference is of a meeting before or after"),
    }
}

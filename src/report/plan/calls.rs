//! calls.csv: who must be told, in the order in which it is urgent: the earliest affected first, those who lose a meeting before those who move.

use super::facts::{PlanFacts, changed, meeting_id};
use super::told::starts_at;
use crate::event::{Event, PartyId, Side};
use crate::published::PublishedMeeting;
use crate::replan::{Change, Difference};
use crate::report::Report;
use crate::report::ids::{Ids, MeetingIds, Remaining};
use crate::report::names::{side_name, title};
use crate::report::table::{Cell, Table};
use chrono::NaiveDateTime;
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

/// One who must be told, in words.
pub struct CallRow {
    pub id: String,
    pub side: &'static str,
    pub name: String,
    /// Ids of the meetings.
    pub meetings: Vec<String>,
    /// When the first of them was or is; empty if nothing is known.
    pub first: String,
    /// Contact, phone and e-mail, where they may be written.
    pub contacts: Option<[String; 3]>,
}

/// Whom to call, in order.
pub fn call_rows(report: &Report, plan: &PlanFacts) -> Vec<CallRow> {
    let ids = Ids::of(report.event);
    let row = |(who, call): (Who, Call)| {
        let (id, side, name) = match &who {
            Who::Party(party) => {
                let facts = report.event.party(*party);
                (ids.alone(*party), facts.side, title(facts, report.lang).to_string())
            }
            Who::Left(side, id) => (id.clone(), *side, String::new()),
        };
        CallRow {
            id,
            side: side_name(side),
            name,
            meetings: call.meetings,
            first: call.first.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(),
            contacts: report.with_contacts.then(|| contacts(report.event, &who)),
        }
    };
    in_order(report, plan).into_iter().map(row).collect()
}

pub fn calls(report: &Report, plan: &PlanFacts) -> Table {
    let mut header = vec!["order", "party_id", "side", "name", "affected_meetings", "first_affected"];
    if report.with_contacts {
        header.extend(["contact", "phone", "email"]);
    }
    let mut table = Table::new(&header);
    for (order, call) in (1..).zip(call_rows(report, plan)) {
        let mut row = vec![
            Cell::Number(order),
            Cell::Text(call.id),
            Cell::text(call.side),
            Cell::Text(call.name),
            Cell::Text(call.meetings.join("; ")),
            Cell::Text(call.first),
        ];
        row.extend(call.contacts.into_iter().flatten().map(Cell::Text));
        table.push(row);
    }
    table
}

fn contacts(event: &Event, who: &Who) -> [String; 3] {
    match who {
        Who::Party(party) => {
            let facts = event.party(*party);
            [&facts.contact, &facts.phone, &facts.email].map(String::clone)
        }
        Who::Left(..) => Default::default(),
    }
}

fn in_order(report: &Report, plan: &PlanFacts) -> Vec<(Who, Call)> {
    let mut calls: BTreeMap<Who, Call> = BTreeMap::new();
    let (remaining, meeting_ids) = (Remaining::of(report.event), MeetingIds::of(report.event, report.timetable));
    for difference in changed(plan) {
        let old = difference.old.map(|i| &plan.published[i]);
        let times = [old.map(PublishedMeeting::starts_at), difference.new.map(|new| starts_at(report.event, new.slot))];
        let id = meeting_id(old, difference.new, &meeting_ids);
        for who in parties(&remaining, old, difference) {
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

fn parties(remaining: &Remaining, old: Option<&PublishedMeeting>, difference: &Difference) -> [Who; 2] {
    match (difference.new, old) {
        (Some(new), _) => new.parties().map(Who::Party),
        (None, Some(old)) => {
            let [sme, buyer] = remaining.in_meeting(old);
            let who = |party: Option<PartyId>, side, id: &String| party.map_or_else(|| Who::Left(side, id.clone()), Who::Party);
            [who(sme, Side::Sme, &old.sme_id), who(buyer, Side::Buyer, &old.buyer_id)]
        }
        (None, None) => unreachable!("a difference is of a meeting before or after"),
    }
}

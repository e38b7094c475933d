//! The table for tools that mail many people: one row for each message.

use super::message::Message;
use crate::event::{Lang, SlotId};
use crate::report::Report;
use crate::report::clock::{Times, hhmm};
use crate::report::ids::Ids;
use crate::report::names::side_name;
use crate::report::table::{Cell, Table};

const FIRST: [&str; 4] = ["party_id", "side", "name", "language"];
const LAST: [&str; 9] = ["subject", "draft", "attachments", "meetings", "cancelled", "changed", "first", "last", "timezone"];

/// A row for each message. First and last meeting are in the zone of the reader; several attachments are separated by `;`.
pub fn table(report: &Report, messages: &[Message]) -> Table {
    let contacts: &[&str] = if report.with_contacts { &["contact", "email"] } else { &[] };
    let header: Vec<&str> = FIRST.iter().chain(contacts).chain(&LAST).copied().collect();
    let ids = Ids::of(report.event);
    let mut table = Table::new(&header);
    for message in messages {
        let (papers, event) = (message.papers, report.event);
        let id = papers.party.map_or(papers.id.clone(), |party| ids.alone(party));
        let lang = match papers.lang {
            Lang::Ko => "ko",
            Lang::En => "en",
        };
        let mut row = vec![Cell::Text(id), Cell::text(side_name(papers.side)), Cell::text(&papers.name), Cell::text(lang)];
        if report.with_contacts {
            let contact = papers.party.map(|party| event.party(party).contact.clone()).unwrap_or_default();
            row.extend([Cell::Text(contact), Cell::Text(message.to.join("; "))]);
        }
        let start = |slot: SlotId| {
            let start = Times::of(event, slot, papers.zone).start;
            format!("{} {}", start.date(), hhmm(start))
        };
        let at = |meeting: Option<&crate::timetable::Meeting>| Cell::Text(meeting.map(|m| start(m.slot)).unwrap_or_default());
        let attachments: Vec<&str> = papers.files.iter().map(|file| file.path.as_str()).collect();
        row.extend([
            Cell::text(&message.letter.subject),
            Cell::Text(format!("{}.eml", papers.path)),
            Cell::Text(attachments.join(";")),
            Cell::Number(message.meetings.len() as i64),
            Cell::Number(papers.cancelled.len() as i64),
            Cell::Number(message.letter.n_changed() as i64),
            at(message.meetings.first()),
            at(message.meetings.last()),
            Cell::text(papers.zone.name()),
        ]);
        table.push(row);
    }
    table
}

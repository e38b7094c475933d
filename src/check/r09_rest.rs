//! R09: no party has more than `max_in_a_row` meetings in consecutive slots of a session.
//!
//! A party with several delegates or desks is in a meeting when it has at least one, as for gaps: what counts is the number of slots in
//! a row in which it has a meeting, not how many it has in each.

use super::judged::{JudgedTimetable, runs};
use super::{Violation, WrittenMeeting};
use crate::event::PartyId;
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    judged.event.party_ids().flat_map(|party| of_party(judged, party)).collect()
}

fn of_party(judged: &JudgedTimetable, party: PartyId) -> Vec<Violation> {
    let Some(limit) = judged.event.party(party).max_in_a_row else { return Vec::new() };
    let slots = judged.busy_slots(party);
    let same_session = |a, b| judged.event.grid.session_of(a) == judged.event.grid.session_of(b);
    let too_long = runs(&slots, same_session).into_iter().filter(|run| run.len() > limit as usize);
    too_long
        .map(|run| {
            let meetings: Vec<WrittenMeeting> =
                judged.of_party(party).iter().filter(|h| slots[run.clone()].contains(&h.slot)).copied().collect();
            let (who, n) = (judged.name(party), run.len());
            let (from, to) = (judged.time(slots[run.start]), judged.time(slots[run.end - 1]));
            let en = format!("{who} has meetings in {n} slots in a row from {from} to {to}, and max_in_a_row {limit}");
            let ko = format!("{who}: {from}부터 {to}까지 쉬지 않고 {n}번 상담 (max_in_a_row {limit})");
            judged.violation(RuleId::Rest, &[party], &meetings, en, ko)
        })
        .collect()
}

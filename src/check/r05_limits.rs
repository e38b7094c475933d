//! R05: no party holds more than `max_meetings` in all, or `max_per_day` on a day.

use super::{Violation, judged::JudgedTimetable};
use crate::event::PartyId;
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    judged.event.party_ids().flat_map(|party| in_all(judged, party).into_iter().chain(by_day(judged, party))).collect()
}

fn in_all(judged: &JudgedTimetable, party: PartyId) -> Option<Violation> {
    let limit = judged.event.party(party).max_meetings? as usize;
    let meetings = judged.of_party(party);
    let (who, n) = (judged.name(party), meetings.len());
    (n > limit).then(|| {
        let en = format!("{who} has {n} meetings in all and max_meetings {limit}");
        let ko = format!("{who}: 상담 {n}건 (최대 {limit}건)");
        judged.violation(RuleId::Limits, &[party], &meetings[limit..], en, ko)
    })
}

fn by_day(judged: &JudgedTimetable, party: PartyId) -> Vec<Violation> {
    let Some(limit) = judged.event.party(party).max_per_day else { return Vec::new() };
    let limit = limit as usize;
    let who = judged.name(party);
    let over = judged.days_of(party).filter(|day| day.len() > limit);
    over.map(|day| {
        let (n, date) = (day.len(), judged.event.grid.date_of(day[0].slot));
        let en = format!("{who} has {n} meetings on {date} and max_per_day {limit}");
        let ko = format!("{who}: {date}에 상담 {n}건 (하루 최대 {limit}건)");
        judged.violation(RuleId::Limits, &[party], &day[limit..], en, ko)
    })
    .collect()
}

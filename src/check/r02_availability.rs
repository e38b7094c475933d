//! R02: a meeting lies wholly in times when both parties are free (windows, registrations, local hours, not_before/not_after).

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::{PartyId, Wish};
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    judged
        .held
        .iter()
        .flat_map(|held| held.parties().into_iter().filter_map(|p| busy(judged, held, p)).chain(wish_times(judged, held)))
        .collect()
}

fn busy(judged: &JudgedTimetable, held: &WrittenMeeting, party: PartyId) -> Option<Violation> {
    if judged.derived.free_slots(party).contains(held.slot) {
        return None;
    }
    let (why_en, why_ko) = judged.derived.why_not_free(party, held.slot);
    let (who, time) = (judged.name(party), judged.time(held.slot));
    let en = format!("{who} is not free at {time}: {why_en}");
    let ko = format!("{who}: {time}에 상담할 수 없음 ({why_ko})");
    Some(judged.violation(RuleId::Availability, &[party], &[*held], en, ko))
}

/// "the meeting starts no earlier / ends no later", of each wish that wants the meeting.
fn wish_times(judged: &JudgedTimetable, held: &WrittenMeeting) -> Vec<Violation> {
    let (start, end) = judged.derived.meeting(held.slot);
    let judge_wish = |wish: &Wish| {
        let too_early = wish.not_before.filter(|limit| start < judged.derived.instant(*limit)).map(|limit| (limit, "not_before"));
        let too_late = wish.not_after.filter(|limit| end > judged.derived.instant(*limit)).map(|limit| (limit, "not_after"));
        let (limit, column) = too_early.or(too_late)?;
        let (who, time, limit) = (judged.name(wish.from), judged.time(held.slot), limit.format("%Y-%m-%d %H:%M"));
        let en = format!("the meeting at {time} breaks the wish of {who}: {column} {limit}");
        let ko = format!("{time} 상담은 {who}의 희망 시간에 어긋남: {column} {limit}");
        Some(judged.violation(RuleId::Availability, &[wish.from], &[*held], en, ko))
    };
    judged.derived.pair(held.sme, held.buyer).wishes().filter_map(|ix| judge_wish(&judged.event.wishes[ix])).collect()
}

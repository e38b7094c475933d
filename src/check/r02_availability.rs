//! R02: a meeting lies wholly in times when both parties are free (windows, registrations, local hours, not_before/not_after).

use super::{Held, Violation, case::Case};
use crate::event::{PartyId, Wish};
use crate::rule::RuleId;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    case.held
        .iter()
        .flat_map(|held| held.parties().into_iter().filter_map(|p| busy(case, held, p)).chain(wish_times(case, held)))
        .collect()
}

fn busy(case: &Case, held: &Held, party: PartyId) -> Option<Violation> {
    if case.facts.free_slots(party).contains(held.slot) {
        return None;
    }
    let (why_en, why_ko) = case.facts.why_not_free(party, held.slot);
    let (who, time) = (case.name(party), case.time(held.slot));
    let en = format!("{who} is not free at {time}: {why_en}");
    let ko = format!("{who}: {time}에 상담할 수 없음 ({why_ko})");
    Some(case.violation(RuleId::Availability, &[party], &[*held], en, ko))
}

/// "the meeting starts no earlier / ends no later", of each wish that wants the meeting.
fn wish_times(case: &Case, held: &Held) -> Vec<Violation> {
    let (start, end) = case.facts.meeting(held.slot);
    let judge_wish = |wish: &Wish| {
        let too_early = wish.not_before.filter(|limit| start < case.facts.instant(*limit)).map(|limit| (limit, "not_before"));
        let too_late = wish.not_after.filter(|limit| end > case.facts.instant(*limit)).map(|limit| (limit, "not_after"));
        let (limit, column) = too_early.or(too_late)?;
        let (who, time, limit) = (case.name(wish.from), case.time(held.slot), limit.format("%Y-%m-%d %H:%M"));
        let en = format!("the meeting at {time} breaks the wish of {who}: {column} {limit}");
        let ko = format!("{time} 상담은 {who}의 희망 시간에 어긋남: {column} {limit}");
        Some(case.violation(RuleId::Availability, &[wish.from], &[*held], en, ko))
    };
    case.facts.pair(held.sme, held.buyer).wishes().filter_map(|ix| judge_wish(&case.event.wishes[ix])).collect()
}

//! R06: no meeting of a pair that either side blocks, that no one wished (unless fill), or of an SME with online = no and an online
//! buyer. "Pairs of value <= 0 are not used" and "with peers = true" of the value section belong here too. A pin that fixes a meeting
//! lifts "value <= 0" and nothing else: it may hold a pair that is worth nothing, not one that no one wished.

use super::derived::PairFacts;
use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::PartyId;
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in &judged.held {
        let pair = judged.derived.pair(held.sme, held.buyer);
        for (parties, en, ko) in
            [blocked(judged, &pair), unwished(judged, held, &pair), offline(judged, held), roles(judged, held, &pair)]
                .into_iter()
                .flatten()
        {
            let (who, whom, time) = (judged.name(held.sme), judged.name(held.buyer), judged.time(held.slot));
            let en = format!("{who} and {whom} meet at {time}: {en}");
            let ko = format!("{who}, {whom}, {time}: {ko}");
            found.push(judged.violation(RuleId::Blocked, &parties, &[*held], en, ko));
        }
    }
    found
}

type Fault = Option<(Vec<PartyId>, String, String)>;

fn blocked(judged: &JudgedTimetable, pair: &PairFacts) -> Fault {
    if pair.blocked_by.is_empty() {
        return None;
    }
    let who = pair.blocked_by.iter().map(|p| judged.name(*p)).collect::<Vec<_>>().join(", ");
    Some((vec![pair.sme, pair.buyer], format!("blocked by {who}"), format!("{who}의 거절")))
}

/// No one wished, and neither filled nor fixed; or worth nothing.
fn unwished(judged: &JudgedTimetable, held: &WrittenMeeting, pair: &PairFacts) -> Fault {
    let parties = held.parties().to_vec();
    if judged.derived.are_of_one_side(held.sme, held.buyer) {
        return Some((parties, "both stand on one side".into(), "같은 쪽의 두 참가자".into()));
    }
    if !pair.exists() {
        return Some((parties, "no one wished it".into(), "아무도 희망하지 않은 상담".into()));
    }
    (pair.value <= 0 && !pair.is_fixed)
        .then(|| (parties, format!("its value is {}", pair.value), format!("점수가 {}점인 상담", pair.value)))
}

/// An SME with online = no, and an online buyer.
fn offline(judged: &JudgedTimetable, held: &WrittenMeeting) -> Fault {
    let [a, b] = held.parties();
    judged
        .derived
        .refuse_each_other(a, b)
        .then(|| (vec![a, b], "online = no, and an online buyer".into(), "온라인 상담을 하지 않는 기업과 온라인 바이어".into()))
}

/// "within one side `from` plays the SME and `to` the buyer"; across sides each plays its own.
fn roles(judged: &JudgedTimetable, held: &WrittenMeeting, pair: &PairFacts) -> Fault {
    (held.sme == pair.buyer).then(|| {
        let who = judged.name(pair.sme);
        (held.parties().to_vec(), format!("{who} must play the SME"), format!("{who} 쪽이 기업 역할이어야 함"))
    })
}

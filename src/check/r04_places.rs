//! R04: an on-site meeting has a table, an online meeting a video room, in the buyer's hall if one is given, free then, used by no other
//! meeting of the slot; a buyer's fixed place is used and a reserved place is kept.

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::{Mode, PlaceId, PlaceKind};
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let mut found: Vec<Violation> = judged.held.iter().flat_map(|held| one_meeting(judged, held)).collect();
    found.extend(judged.slots().flat_map(|slot| shared(judged, slot)));
    found
}

fn one_meeting(judged: &JudgedTimetable, held: &WrittenMeeting) -> Vec<Violation> {
    let Some(place) = held.place else {
        return vec![blame(judged, held, "has no place", "상담석이 없음")];
    };
    let id = &judged.event.place(place).id;
    let mut found = Vec::new();
    for (en, ko) in
        [kind(judged, held, place), hall(judged, held, place), fixed(judged, held, place), reserved(judged, held, place)]
            .into_iter()
            .flatten()
    {
        found.push(blame(judged, held, &format!("is at {id}: {en}"), &format!("{id}: {ko}")));
    }
    if !judged.derived.place_free(place).contains(held.slot) {
        found.push(blame(
            judged,
            held,
            &format!("is at {id}: the place is not free then"),
            &format!("{id}: 그 시간에 쓸 수 없는 자리"),
        ));
    }
    found
}

type Words = Option<(String, String)>;

fn kind(judged: &JudgedTimetable, held: &WrittenMeeting, place: PlaceId) -> Words {
    let mode = judged.event.mode_of(held.sme, held.buyer);
    let (needs_en, needs_ko, needed) = match mode {
        Mode::Onsite => ("an on-site meeting needs a table", "현장 상담에는 상담석이 필요함", PlaceKind::Table),
        Mode::Online => ("an online meeting needs a video room", "온라인 상담에는 화상상담실이 필요함", PlaceKind::Video),
    };
    (judged.event.place(place).kind != needed).then(|| (needs_en.into(), needs_ko.into()))
}

fn hall(judged: &JudgedTimetable, held: &WrittenMeeting, place: PlaceId) -> Words {
    let (_, buyer) = judged.derived.roles(held);
    let wanted = judged.event.party(buyer).hall?;
    let (who, hall) = (judged.name(buyer), &judged.event.halls[wanted.ix()]);
    (judged.event.place(place).hall != wanted)
        .then(|| (format!("{who} meets in hall {hall}"), format!("{who}의 상담은 {hall}관에서 해야 함")))
}

fn fixed(judged: &JudgedTimetable, held: &WrittenMeeting, place: PlaceId) -> Words {
    let (_, buyer) = judged.derived.roles(held);
    let wanted = judged.event.party(buyer).place?;
    let (who, id) = (judged.name(buyer), &judged.event.place(wanted).id);
    (place != wanted).then(|| (format!("the place of {who} is {id}"), format!("{who}의 지정석은 {id}")))
}

fn reserved(judged: &JudgedTimetable, held: &WrittenMeeting, place: PlaceId) -> Words {
    let owner = judged.event.place(place).reserved_for?;
    let who = judged.name(owner);
    let (_, buyer) = judged.derived.roles(held);
    (buyer != owner).then(|| (format!("it is reserved for {who}"), format!("{who} 예약석")))
}

/// Each place of a slot that more than one meeting uses. Meetings of a slot are sorted by place.
fn shared(judged: &JudgedTimetable, slot: &[WrittenMeeting]) -> Vec<Violation> {
    let same = slot.chunk_by(|a, b| a.place == b.place && a.place.is_some()).filter(|meetings| meetings.len() > 1);
    same.map(|meetings| {
        let parties: Vec<_> = meetings.iter().flat_map(WrittenMeeting::parties).collect();
        let who =
            meetings.iter().map(|h| format!("{} - {}", judged.name(h.sme), judged.name(h.buyer))).collect::<Vec<_>>().join("; ");
        let (id, time, n) = (judged.place_name(&meetings[0]), judged.time(meetings[0].slot), meetings.len());
        let en = format!("{id} is used by {n} meetings at {time}: {who}");
        let ko = format!("{id}: {time}에 상담 {n}건이 겹침 ({who})");
        judged.violation(RuleId::Places, &parties, meetings, en, ko)
    })
    .collect()
}

fn blame(judged: &JudgedTimetable, held: &WrittenMeeting, en: &str, ko: &str) -> Violation {
    let (who, whom, time) = (judged.name(held.sme), judged.name(held.buyer), judged.time(held.slot));
    let en = format!("the meeting of {who} and {whom} at {time} {en}");
    let ko = format!("{who}, {whom}, {time}: {ko}");
    judged.violation(RuleId::Places, &held.parties(), &[*held], en, ko)
}

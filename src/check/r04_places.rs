//! R04: an on-site meeting has a table, an online meeting a video room, in the buyer's hall if one is given, free then, used by no other
//! meeting of the slot; a buyer's fixed place is used and a reserved place is kept.

use super::{Held, Violation, case::Case};
use crate::event::{Mode, PlaceId, PlaceKind};
use crate::rule::RuleId;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let mut found: Vec<Violation> = case.held.iter().flat_map(|held| one_meeting(case, held)).collect();
    found.extend(case.slots().flat_map(|slot| shared(case, slot)));
    found
}

fn one_meeting(case: &Case, held: &Held) -> Vec<Violation> {
    let Some(place) = held.place else {
        return vec![blame(case, held, "has no place", "상담석이 없음")];
    };
    let id = &case.event.place(place).id;
    let mut found = Vec::new();
    for (en, ko) in [kind(case, held, place), hall(case, held, place), fixed(case, held, place), reserved(case, held, place)]
        .into_iter()
        .flatten()
    {
        found.push(blame(case, held, &format!("is at {id}: {en}"), &format!("{id}: {ko}")));
    }
    if !case.facts.place_free(place).contains(held.slot) {
        found.push(blame(
            case,
            held,
            &format!("is at {id}: the place is not free then"),
            &format!("{id}: 그 시간에 쓸 수 없는 자리"),
        ));
    }
    found
}

type Words = Option<(String, String)>;

fn kind(case: &Case, held: &Held, place: PlaceId) -> Words {
    let mode = case.event.mode_of(held.sme, held.buyer);
    let (needs_en, needs_ko, needed) = match mode {
        Mode::Onsite => ("an on-site meeting needs a table", "현장 상담에는 상담석이 필요함", PlaceKind::Table),
        Mode::Online => ("an online meeting needs a video room", "온라인 상담에는 화상상담실이 필요함", PlaceKind::Video),
    };
    (case.event.place(place).kind != needed).then(|| (needs_en.into(), needs_ko.into()))
}

fn hall(case: &Case, held: &Held, place: PlaceId) -> Words {
    let (_, buyer) = case.facts.roles(held);
    let wanted = case.event.party(buyer).hall?;
    let (who, hall) = (case.name(buyer), &case.event.halls[wanted.ix()]);
    (case.event.place(place).hall != wanted)
        .then(|| (format!("{who} meets in hall {hall}"), format!("{who}의 상담은 {hall}관에서 해야 함")))
}

fn fixed(case: &Case, held: &Held, place: PlaceId) -> Words {
    let (_, buyer) = case.facts.roles(held);
    let wanted = case.event.party(buyer).place?;
    let (who, id) = (case.name(buyer), &case.event.place(wanted).id);
    (place != wanted).then(|| (format!("the place of {who} is {id}"), format!("{who}의 지정석은 {id}")))
}

fn reserved(case: &Case, held: &Held, place: PlaceId) -> Words {
    let owner = case.event.place(place).reserved_for?;
    let who = case.name(owner);
    let (_, buyer) = case.facts.roles(held);
    (buyer != owner).then(|| (format!("it is reserved for {who}"), format!("{who} 예약석")))
}

/// Each place of a slot that more than one meeting uses. Meetings of a slot are sorted by place.
fn shared(case: &Case, slot: &[Held]) -> Vec<Violation> {
    let same = slot.chunk_by(|a, b| a.place == b.place && a.place.is_some()).filter(|meetings| meetings.len() > 1);
    same.map(|meetings| {
        let parties: Vec<_> = meetings.iter().flat_map(Held::parties).collect();
        let who =
            meetings.iter().map(|h| format!("{} - {}", case.name(h.sme), case.name(h.buyer))).collect::<Vec<_>>().join("; ");
        let (id, time, n) = (case.place_name(&meetings[0]), case.time(meetings[0].slot), meetings.len());
        let en = format!("{id} is used by {n} meetings at {time}: {who}");
        let ko = format!("{id}: {time}에 상담 {n}건이 겹침 ({who})");
        case.violation(RuleId::Places, &parties, meetings, en, ko)
    })
    .collect()
}

fn blame(case: &Case, held: &Held, en: &str, ko: &str) -> Violation {
    let (who, whom, time) = (case.name(held.sme), case.name(held.buyer), case.time(held.slot));
    let en = format!("the meeting of {who} and {whom} at {time} {en}");
    let ko = format!("{who}, {whom}, {time}: {ko}");
    case.violation(RuleId::Places, &held.parties(), &[*held], en, ko)
}

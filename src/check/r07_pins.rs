//! R07: fixed meetings stand as fixed, forbidden ones do not happen.

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::{Pin, PinAction};
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    judged
        .event
        .pins
        .iter()
        .flat_map(|pin| match pin.action {
            PinAction::Fix => fix(judged, pin).into_iter().collect(),
            PinAction::Forbid => forbid(judged, pin),
        })
        .collect()
}

fn fix(judged: &JudgedTimetable, pin: &Pin) -> Option<Violation> {
    let meetings = judged.meetings_of_pair(pin.sme, pin.buyer);
    let stands = |h: &WrittenMeeting| pin.slots.contains(&h.slot) && pin.place.is_none_or(|place| h.place == Some(place));
    if meetings.iter().any(stands) {
        return None;
    }
    let (who, whom) = (judged.name(pin.sme), judged.name(pin.buyer));
    let mut wanted = pin.slots.first().map_or(String::new(), |slot| judged.time(*slot));
    if let Some(place) = pin.place {
        wanted += &format!(" {}", judged.event.place(place).id);
    }
    let (found_en, found_ko) = match meetings.first() {
        None => ("is not held".to_string(), "상담이 없음".to_string()),
        Some(h) => {
            let stands_at = format!("{} {}", judged.time(h.slot), judged.place_name(h));
            (format!("is held at {stands_at}"), format!("{stands_at}에 있음"))
        }
    };
    let en = format!("the meeting of {who} and {whom}, fixed at {wanted} (pins.csv:{}), {found_en}", pin.line);
    let ko = format!("{who}, {whom}: {wanted} 고정 상담 (pins.csv:{}), {found_ko}", pin.line);
    let mut violation = judged.violation(RuleId::Pins, &[pin.sme, pin.buyer], meetings, en, ko);
    violation.when = pin.slots.first().map(|slot| judged.derived.starts_at(*slot));
    Some(violation)
}

/// Without slots: never.
fn forbid(judged: &JudgedTimetable, pin: &Pin) -> Vec<Violation> {
    let meetings = judged.meetings_of_pair(pin.sme, pin.buyer);
    let forbidden = meetings.iter().filter(|h| pin.slots.is_empty() || pin.slots.contains(&h.slot));
    forbidden
        .map(|h| {
            let (who, whom, time) = (judged.name(pin.sme), judged.name(pin.buyer), judged.time(h.slot));
            let (en, ko) = match pin.line {
                0 => ("changes.csv calls off".to_string(), "취소된 상담 (changes.csv)".to_string()),
                line => (format!("pins.csv:{line} forbids"), format!("금지된 상담 (pins.csv:{line})")),
            };
            let (en, ko) = (format!("{who} and {whom} meet at {time}, which {en}"), format!("{who}, {whom}, {time}: {ko}"));
            judged.violation(RuleId::Pins, &[pin.sme, pin.buyer], &[*h], en, ko)
        })
        .collect()
}

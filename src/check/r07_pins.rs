//! R07: fixed meetings stand as fixed, forbidden ones do not happen.

use super::{Held, Violation, case::Case};
use crate::event::{Pin, PinAction};
use crate::rule::RuleId;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    case.event
        .pins
        .iter()
        .flat_map(|pin| match pin.action {
            PinAction::Fix => fix(case, pin).into_iter().collect(),
            PinAction::Forbid => forbid(case, pin),
        })
        .collect()
}

fn fix(case: &Case, pin: &Pin) -> Option<Violation> {
    let meetings = case.meetings_of_pair(pin.sme, pin.buyer);
    let stands = |h: &Held| pin.slots.contains(&h.slot) && pin.place.is_none_or(|place| h.place == Some(place));
    if meetings.iter().any(stands) {
        return None;
    }
    let (who, whom) = (case.name(pin.sme), case.name(pin.buyer));
    let mut wanted = pin.slots.first().map_or(String::new(), |slot| case.time(*slot));
    if let Some(place) = pin.place {
        wanted += &format!(" {}", case.event.place(place).id);
    }
    let (found_en, found_ko) = match meetings.first() {
        None => ("is not held".to_string(), "상담이 없음".to_string()),
        Some(h) => {
            let stands_at = format!("{} {}", case.time(h.slot), case.place_name(h));
            (format!("is held at {stands_at}"), format!("{stands_at}에 있음"))
        }
    };
    let en = format!("the meeting of {who} and {whom}, fixed at {wanted} (pins.csv:{}), {found_en}", pin.line);
    let ko = format!("{who}, {whom}: {wanted} 고정 상담 (pins.csv:{}), {found_ko}", pin.line);
    let mut violation = case.violation(RuleId::Pins, &[pin.sme, pin.buyer], meetings, en, ko);
    violation.when = pin.slots.first().map(|slot| case.facts.starts_at(*slot));
    Some(violation)
}

/// Without slots: never.
fn forbid(case: &Case, pin: &Pin) -> Vec<Violation> {
    let meetings = case.meetings_of_pair(pin.sme, pin.buyer);
    let forbidden = meetings.iter().filter(|h| pin.slots.is_empty() || pin.slots.contains(&h.slot));
    forbidden
        .map(|h| {
            let (who, whom, time) = (case.name(pin.sme), case.name(pin.buyer), case.time(h.slot));
            let en = format!("{who} and {whom} meet at {time}, which pins.csv:{} forbids", pin.line);
            let ko = format!("{who}, {whom}, {time}: 금지된 상담 (pins.csv:{})", pin.line);
            case.violation(RuleId::Pins, &[pin.sme, pin.buyer], &[*h], en, ko)
        })
        .collect()
}

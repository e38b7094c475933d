//! A change of the input in a sentence that a company can read, in English and Korean.

use super::change::{Change, Limit, span};
use crate::event::{Event, Lang, PartyId, PlaceKind, Side, Text};

/// All changes in one sentence.
pub fn sentence(event: &Event, changes: &[Change]) -> Text {
    let all: Vec<Text> = changes.iter().map(|change| change.sentence(event)).collect();
    let join = |of: fn(&Text) -> &str, with: &str| all.iter().map(of).collect::<Vec<_>>().join(with);
    Text::new(join(|s| &s.en, ", and "), join(|s| &s.ko, ", "))
}

/// Id and the name by which the party is known.
pub fn name(event: &Event, party: PartyId, lang: Lang) -> String {
    let facts = event.party(party);
    let known = match facts.side {
        Side::Sme if lang == Lang::En && !facts.name_en.is_empty() => &facts.name_en,
        Side::Buyer if !facts.org.is_empty() => &facts.org,
        _ => &facts.name,
    };
    if *known == facts.id || known.is_empty() { facts.id.clone() } else { format!("{} {known}", facts.id) }
}

impl Change {
    fn sentence(&self, event: &Event) -> Text {
        let en = |party: &PartyId| name(event, *party, Lang::En);
        let ko = |party: &PartyId| name(event, *party, Lang::Ko);
        match self {
            Change::Unblock { by, of } => Text::new(
                format!("{} no longer declines to meet {}", en(by), en(of)),
                format!("{}: {} 상담 거절을 거둠", ko(by), ko(of)),
            ),
            Change::MeetOnline { sme } => {
                Text::new(format!("{} meets online too", en(sme)), format!("{}: 화상상담도 받음", ko(sme)))
            }
            Change::Unpin { sme, buyer } => Text::new(
                format!("the organizer no longer forbids {} to meet {} (pins.csv)", en(sme), en(buyer)),
                format!("주최 측에서 {} - {} 상담 금지를 거둠 (pins.csv)", ko(sme), ko(buyer)),
            ),
            Change::Unorder { sme, buyer } => Text::new(
                format!(
                    "the organizer no longer asks for an order between {} with {} and other meetings (order.csv)",
                    en(sme),
                    en(buyer)
                ),
                format!("주최 측에서 {} - {} 상담에 정한 순서를 거둠 (order.csv)", ko(sme), ko(buyer)),
            ),
            Change::ManyOfOrg => Text::new(
                "an SME may meet several buyers of one organization (rules.once_per_org)",
                "한 기업이 같은 기관의 바이어를 여러 명 만날 수 있음 (rules.once_per_org)",
            ),
            Change::Limit { party, limit, to } => limit_sentence(event, *party, *limit, *to),
            Change::AtOnce { party, to } => at_once(event, *party, *to),
            Change::Free { party, slots } => {
                let (start, end) = span(event, *slots);
                let (date, from, to) = (start.date(), start.format("%H:%M"), end.format("%H:%M"));
                Text::new(
                    format!("{} is free on {date} from {from} to {to} too", en(party)),
                    format!("{}: {date} {from}~{to}에도 참석", ko(party)),
                )
            }
            Change::Places { hall, kind, n } => {
                let (hall, s) = (&event.halls[hall.ix()], if *n == 1 { "" } else { "s" });
                let (what_en, what_ko) = match kind {
                    PlaceKind::Table => ("table", "상담석"),
                    PlaceKind::Video => ("video room", "화상상담실"),
                };
                Text::new(format!("{n} more {what_en}{s} in hall {hall}"), format!("{hall}관에 {what_ko} {n}개 추가"))
            }
            Change::Speak { interpreter, language } => {
                let id = &event.interpreters[interpreter.ix()].id;
                Text::new(format!("interpreter {id} speaks {language} too"), format!("통역 {id}: {language}도 맡음"))
            }
            Change::Interpret { languages } => {
                let spoken = languages.join(", ");
                Text::new(format!("one more interpreter for {spoken}"), format!("{spoken} 통역 1명 추가"))
            }
        }
    }
}

fn limit_sentence(event: &Event, party: PartyId, limit: Limit, to: u32) -> Text {
    let (en, ko) = (name(event, party, Lang::En), name(event, party, Lang::Ko));
    let from = limit.of(event, party).unwrap_or(0);
    let column = limit.column();
    match limit {
        Limit::Meetings => Text::new(
            format!("{en} may hold {to} meetings instead of {from} ({column})"),
            format!("{ko}: 최대 상담 수를 {from}건에서 {to}건으로 늘림 ({column})"),
        ),
        Limit::PerDay => Text::new(
            format!("{en} may hold {to} meetings a day instead of {from} ({column})"),
            format!("{ko}: 하루 최대 상담 수를 {from}건에서 {to}건으로 늘림 ({column})"),
        ),
        Limit::InARow => Text::new(
            format!("{en} may hold {to} meetings without a break instead of {from} ({column})"),
            format!("{ko}: 쉬지 않고 이어서 하는 상담을 {from}건에서 {to}건까지로 늘림 ({column})"),
        ),
    }
}

fn at_once(event: &Event, party: PartyId, to: u32) -> Text {
    let (en, ko) = (name(event, party, Lang::En), name(event, party, Lang::Ko));
    match event.party(party).side {
        Side::Sme => Text::new(
            format!("{en} sends {to} delegates, who meet different buyers at the same time"),
            format!("{ko}: {to}팀이 참석해 동시에 상담"),
        ),
        Side::Buyer => Text::new(
            format!("{en} receives companies at {to} desks at the same time"),
            format!("{ko}: 상담석 {to}개에서 동시에 상담"),
        ),
    }
}

//! The sentences of the reasons, in English and Korean.

use crate::event::Lang;
use crate::outcome::ReasonCode;

/// One sentence in both languages.
pub struct Words {
    en: String,
    ko: String,
}

impl Words {
    fn new(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self { en: en.into(), ko: ko.into() }
    }

    pub fn in_language(self, lang: Lang) -> String {
        match lang {
            Lang::En => self.en,
            Lang::Ko => self.ko,
        }
    }
}

pub fn blocked(by: &str) -> Words {
    Words::new(format!("{by} does not want this meeting"), format!("{by}에서 이 상담을 거절함"))
}

pub fn unwished() -> Words {
    Words::new("nobody wishes this meeting", "아무도 희망하지 않은 상담임")
}

pub fn mode() -> Words {
    Words::new("the buyer is online and the SME does not meet online", "바이어는 온라인이고 기업은 온라인 상담을 하지 않음")
}

pub fn forbidden() -> Words {
    Words::new("the organizer's pins leave no time for it", "주최 측이 이 상담을 금지함 (pins.csv)")
}

pub fn language(sme: &str, buyer: &str) -> Words {
    Words::new(
        format!("no common language ({sme} and {buyer}) and no interpreter who speaks one of each"),
        format!("공통 언어가 없고({sme} / {buyer}) 두 언어를 잇는 통역도 없음"),
    )
}

pub fn worthless(value: i64) -> Words {
    Words::new(format!("worth {value} points: not used"), format!("가치가 {value}점이라 쓰지 않음"))
}

pub fn no_common_time() -> Words {
    Words::new("there is no slot in which both are free", "양쪽이 모두 가능한 시간이 없음")
}

pub fn no_place_then() -> Words {
    Words::new("no place that fits is open when both are free", "양쪽이 가능한 시간에 쓸 수 있는 자리가 없음")
}

pub fn no_time_to_walk() -> Words {
    Words::new(
        "whenever both are free, a session in another hall leaves too little time to walk to any open place",
        "양쪽이 가능한 시간마다 등록한 세션이 열리는 관과 빈 자리 사이를 걸을 틈이 없음",
    )
}

pub fn no_interpreter_then() -> Words {
    Words::new("no interpreter is available when both are free", "양쪽이 가능한 시간에 통역이 없음")
}

pub fn limit(name: &str, most: u32) -> Words {
    Words::new(format!("{name} holds its {most} meetings already"), format!("{name}의 최대 상담 수 {most}건이 찼음"))
}

pub fn org_met(org: &str, other: &str) -> Words {
    Words::new(format!("the SME already meets {other} of {org}"), format!("기업이 이미 {org}의 {other}와(과) 상담함"))
}

/// What stands in the `n` slots that the pair could use: meetings of the SME, of the buyer, or something else while both are free.
pub fn slots(n: usize, sme: usize, buyer: usize, both_free: usize, code: ReasonCode) -> Words {
    let (why_en, why_ko) = match code {
        ReasonCode::SmeFull => ("the SME is in another meeting in all of them", "기업이 모두 다른 상담 중"),
        ReasonCode::BuyerFull => ("the buyer is in another meeting in all of them", "바이어가 모두 다른 상담 중"),
        ReasonCode::NoPlace => ("no place is left in the others", "나머지 시간에는 빈 자리가 없음"),
        ReasonCode::NoInterpreter => ("no interpreter is left in the others", "나머지 시간에는 통역이 없음"),
        ReasonCode::Walk => {
            ("the others leave too little time to walk between halls", "나머지 시간에는 관 사이를 걸을 틈이 없음")
        }
        ReasonCode::Rest => ("the others would leave no rest", "나머지 시간에는 쉬는 시간이 없어짐"),
        ReasonCode::SmeLimit => {
            ("the SME's limit for the day is reached in the others", "나머지 시간에는 기업의 하루 최대 상담 수가 찼음")
        }
        ReasonCode::BuyerLimit => {
            ("the buyer's limit for the day is reached in the others", "나머지 시간에는 바이어의 하루 최대 상담 수가 찼음")
        }
        ReasonCode::PinnedAway => {
            ("the others break the order the organizer set (order.csv)", "나머지 시간은 주최 측이 정한 순서(order.csv)에 어긋남")
        }
        ReasonCode::Outranked => {
            ("making room would cost more value than the meeting brings (proved)", "자리를 내면 전체 가치가 줄어듦(증명됨)")
        }
        _ => ("not proved that there is no better timetable", "더 나은 시간표가 없다는 증명은 없음"),
    };
    Words::new(
        format!("{n} common slots: SME busy in {sme}, buyer busy in {buyer}, both free in {both_free}; {why_en}"),
        format!("공통 시간 {n}개: 기업 상담 중 {sme}, 바이어 상담 중 {buyer}, 둘 다 비어 있음 {both_free}; {why_ko}"),
    )
}

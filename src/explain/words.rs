//! The sentences of the reasons, in English and Korean.

use super::hindrance::Hindrance;
use super::occupancy::OneMore;
use crate::event::Text;
use std::collections::BTreeMap;

pub fn blocked(by: &str) -> Text {
    Text::new(format!("{by} does not want this meeting"), format!("{by}에서 이 상담을 거절함"))
}

pub fn unwished() -> Text {
    Text::new("nobody wished for this meeting", "아무도 희망하지 않은 상담임")
}

pub fn mode() -> Text {
    Text::new("the buyer is online and the SME does not meet online", "바이어는 온라인이고 기업은 온라인 상담을 하지 않음")
}

pub fn forbidden() -> Text {
    Text::new(
        "the organizer forbids every slot in which the two could meet (pins.csv)",
        "두 참가자가 만날 수 있는 시간대를 주최 측이 모두 금지함 (pins.csv)",
    )
}

pub fn called_off() -> Text {
    Text::new("this meeting was called off after publishing (changes.csv)", "발표한 뒤 이 상담을 취소함 (changes.csv)")
}

pub fn language(sme: &str, buyer: &str) -> Text {
    Text::new(
        format!("no common language ({sme} and {buyer}) and no interpreter who speaks one of each"),
        format!("공통 언어가 없고({sme} / {buyer}) 두 언어를 잇는 통역도 없음"),
    )
}

pub fn worthless(value: i64) -> Text {
    Text::new(format!("worth {value} points: not used"), format!("가치가 {value}점이라 쓰지 않음"))
}

pub fn no_common_time() -> Text {
    Text::new("there is no slot in which both are free", "양쪽이 모두 가능한 시간대가 없음")
}

pub fn not_free_when_wished() -> Text {
    Text::new(
        "there is no slot in which both are free between not_before and not_after of the wish",
        "희망에 적은 시간(not_before, not_after) 안에는 양쪽이 모두 가능한 시간대가 없음",
    )
}

pub fn not_free_when_fixed() -> Text {
    Text::new("the two are not both free at the time fixed in pins.csv", "pins.csv에서 고정한 시간에 양쪽이 모두 가능하지는 않음")
}

pub fn no_place_then() -> Text {
    Text::new(
        "no fitting place is open in any slot in which the two could meet",
        "두 참가자가 만날 수 있는 시간대에 쓸 수 있는 자리가 없음",
    )
}

pub fn no_time_to_walk() -> Text {
    Text::new(
        "in every slot in which the two could meet, registered sessions in another hall leave too little time to walk to any place open then",
        "두 참가자가 만날 수 있는 시간대마다, 등록한 세션이 다른 관에서 열려 쓸 수 있는 자리까지 걸어갈 시간이 없음",
    )
}

pub fn no_interpreter_then() -> Text {
    Text::new(
        "no fitting interpreter is free in any slot in which the two could meet at an open place",
        "두 참가자가 만날 수 있고 자리도 있는 시간대에 가능한 통역이 없음",
    )
}

pub fn limit(name: &str, most: u32) -> Text {
    Text::new(
        format!("{name} already holds as many meetings as it may: {most}"),
        format!("{name}의 최대 상담 수 {most}건이 찼음"),
    )
}

pub fn org_met(org: &str, other: &str) -> Text {
    Text::new(
        format!("the SME already meets {other} of {org} and may meet only one of its buyers"),
        format!("기업이 {org}의 다른 바이어({other})와 상담하며, 이 기관에서는 한 명만 만날 수 있음"),
    )
}

/// The one hindrance that blocks the meeting in every slot.
pub fn everywhere(hindrance: Hindrance, n_slots: usize) -> Text {
    let Text { en, ko } = clause(hindrance);
    let (where_en, where_ko) = match n_slots {
        1 => {
            ("in the only slot in which the two could meet".to_string(), "두 참가자가 만날 수 있는 하나뿐인 시간대에".to_string())
        }
        n => (format!("in all {n} slots in which the two could meet"), format!("두 참가자가 만날 수 있는 시간대 {n}개 모두에서")),
    };
    Text::new(format!("{where_en}, {en}"), format!("{where_ko} {ko}"))
}

/// One hindrance, as part of a sentence.
fn clause(hindrance: Hindrance) -> Text {
    let (en, ko) = match hindrance {
        Hindrance::SmeBusy => ("the SME is in another meeting", "기업이 다른 상담 중"),
        Hindrance::BuyerBusy => ("the buyer is in another meeting", "바이어가 다른 상담 중"),
        Hindrance::SmeLimit => ("the SME has reached its limit of meetings", "기업의 최대 상담 수가 찼음"),
        Hindrance::BuyerLimit => ("the buyer has reached its limit of meetings", "바이어의 최대 상담 수가 찼음"),
        Hindrance::PlaceTaken => ("no place is left", "남은 자리가 없음"),
        Hindrance::InterpreterTaken => ("no interpreter is left", "남은 통역이 없음"),
        Hindrance::OrgMet => ("the SME meets another buyer of the organization", "기업이 같은 기관의 다른 바이어와 상담함"),
        Hindrance::TooFar => ("the walk from or to another meeting is too long", "앞뒤 상담 장소와 오갈 시간이 모자람"),
        Hindrance::NoRest => ("one of them would have too many meetings in a row", "쉬지 않고 이어지는 상담이 너무 많아짐"),
        Hindrance::WrongOrder => ("the order set in order.csv would be broken", "order.csv의 순서에 어긋남"),
        Hindrance::UnevenGaps => (
            "the numbers of gaps would differ too much (max_gap_difference)",
            "참가자 사이의 빈 시간 수 차이가 너무 커짐(max_gap_difference)",
        ),
    };
    Text::new(en, ko)
}

/// How many slots each hindrance blocks, each slot counted once.
#[derive(Default)]
pub struct Tally {
    n_slots: usize,
    of_hindrance: BTreeMap<Hindrance, usize>,
    /// Slots in which every place is taken or too far, some the one and some the other.
    n_near_taken: usize,
    n_fitting: usize,
}

impl Tally {
    pub fn count(&mut self, one_more: &OneMore) {
        self.n_slots += 1;
        match (one_more.always.first(), one_more.fits) {
            (Some(hindrance), _) => *self.of_hindrance.entry(hindrance).or_default() += 1,
            (None, false) => self.n_near_taken += 1,
            (None, true) => self.n_fitting += 1,
        }
    }

    /// The slots, and that nothing is worth more or that this is not proved.
    pub fn words(&self, proved: bool) -> Text {
        let near_taken = Text::new("the places left are too far to walk", "남은 자리는 멀어서 오갈 시간이 모자람");
        let fitting = Text::new("nothing stands in the way", "걸리는 것이 없음");
        let counted = self.of_hindrance.iter().map(|(h, n)| (clause(*h), *n));
        let counted = counted.chain([(near_taken, self.n_near_taken), (fitting, self.n_fitting)]).filter(|(_, n)| *n > 0);
        let (en, ko): (Vec<_>, Vec<_>) =
            counted.map(|(what, n)| (format!("{} in {n}", what.en), format!("{} {n}개", what.ko))).unzip();
        let (so_en, so_ko) = if proved {
            (
                "no timetable that loses no more must wishes and minimum meetings is worth more (level 3 is proved optimal)",
                "필수 희망과 최소 상담 수를 이만큼 지키면서 총점이 더 높은 시간표는 없음(3단계 최적 증명됨)",
            )
        } else {
            (
                "a timetable worth more that holds it is not ruled out",
                "이 상담을 넣고 총점이 더 높은 시간표가 없다고는 증명되지 않음",
            )
        };
        let n = self.n_slots;
        let slots = if n == 1 { "slot" } else { "slots" };
        Text::new(
            format!("{n} {slots} in which the two could meet: {}; {so_en}", en.join(", ")),
            format!("두 참가자가 만날 수 있는 시간대 {n}개: {}; {so_ko}", ko.join(", ")),
        )
    }
}

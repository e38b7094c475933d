//! A plan in words.

use super::facts::{CapacityFacts, CertaintyName, FamilyName, PlanFacts};
use crate::event::Lang;
use crate::report::draw::grouped;

/// How many of the wishes that could come true do: percent with a decimal, rounded down.
pub fn share(wishes: i64, facts: &CapacityFacts) -> String {
    if facts.possible == 0 {
        return "-".into();
    }
    let tenths = (i128::from(wishes) * 1_000).div_euclid(facts.possible.into());
    format!("{}.{} %", tenths / 10, tenths.rem_euclid(10))
}

/// `60 tables, 12 video rooms`
pub fn places(plan: &PlanFacts, lang: Lang) -> String {
    let [tables, rooms] = [plan.tables, plan.video_rooms].map(|n| grouped(n as i64));
    let s = |n: usize| if n == 1 { "" } else { "s" };
    match (plan.video_rooms, plan.tables, lang) {
        (0, _, Lang::Ko) => format!("상담석 {tables}"),
        (_, 0, Lang::Ko) => format!("화상상담실 {rooms}"),
        (_, _, Lang::Ko) => format!("상담석 {tables}, 화상상담실 {rooms}"),
        (0, n, Lang::En) => format!("{tables} table{}", s(n)),
        (n, 0, Lang::En) => format!("{rooms} video room{}", s(n)),
        (n_rooms, n, Lang::En) => format!("{tables} table{}, {rooms} video room{}", s(n), s(n_rooms)),
    }
}

/// When meetings are held.
pub fn hours(plan: &PlanFacts, lang: Lang) -> String {
    let (n, min) = (plan.half_days, plan.day_end_minutes);
    let s = if n.abs() == 1 { "" } else { "s" };
    match (n.signum(), min.signum(), lang) {
        (0, 0, Lang::Ko) => "지금 그대로".into(),
        (0, 0, Lang::En) => "as they are".into(),
        (1, _, Lang::Ko) => format!("반나절 {n}번 더"),
        (1, _, Lang::En) => format!("{n} half day{s} more"),
        (-1, _, Lang::Ko) => format!("반나절 {}번 덜", -n),
        (-1, _, Lang::En) => format!("{} half day{s} fewer", -n),
        (_, 1, Lang::Ko) => format!("날마다 {min}분 늦게 마침"),
        (_, 1, Lang::En) => format!("days end {min} min later"),
        (_, _, Lang::Ko) => format!("날마다 {}분 일찍 마침", -min),
        (_, _, Lang::En) => format!("days end {} min earlier", -min),
    }
}

/// `7 + 7 min`
pub fn length(plan: &PlanFacts, lang: Lang) -> String {
    format!("{} + {} {}", plan.present_minutes, plan.answer_minutes, lang.pick("분", "min"))
}

/// What may be changed.
pub fn varies(family: FamilyName, lang: Lang) -> &'static str {
    match family {
        FamilyName::PlacesAndHours => lang.pick("자리와 시간", "places and hours"),
        FamilyName::Places => lang.pick("자리만", "places alone"),
        FamilyName::Hours => lang.pick("시간만", "hours alone"),
        FamilyName::Length => lang.pick("상담 길이만", "length of a meeting alone"),
    }
}

/// How sure it is that no smaller plan will do; `found`: a plan was found.
pub fn certainty(certainty: CertaintyName, found: bool, lang: Lang) -> &'static str {
    match (certainty, found) {
        (CertaintyName::Proved, true) => lang.pick("더 작은 안은 모두 모자람 (증명됨)", "no smaller one can (proved)"),
        (CertaintyName::Made, true) => lang.pick("더 작은 안은 모두 모자람", "smaller ones fall short"),
        (CertaintyName::Open, true) => lang.pick("더 작은 안 일부는 확인 못 함", "some smaller ones not tried"),
        (CertaintyName::Proved, false) => lang.pick("비교한 안으로는 안 됨 (증명됨)", "none of the plans can (proved)"),
        (CertaintyName::Made, false) => lang.pick("비교한 안은 모두 모자람", "all plans fall short"),
        (CertaintyName::Open, false) => lang.pick("찾지 못함 (일부는 확인 못 함)", "none found, some not tried"),
    }
}

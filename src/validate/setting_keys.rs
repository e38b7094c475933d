//! The settings as rows of a sheet: every dotted key of event.toml with its Korean label and what it holds.

use crate::diagnostic::Text;
use crate::event::QualityPart;
use crate::load::folded;
use std::sync::LazyLock;

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Number,
    YesNo,
}

/// A setting.
#[derive(Clone, Debug)]
pub struct SettingKey {
    /// `meeting.present_minutes`
    pub name: &'static str,
    pub ko: &'static str,
    pub holds: Holds,
}

const fn setting(name: &'static str, ko: &'static str, holds: Holds) -> SettingKey {
    SettingKey { name, ko, holds }
}

/// Every key but those of days, halls, walks and tags, which have sheets of their own.
pub static SETTING_KEYS: LazyLock<Vec<SettingKey>> = LazyLock::new(|| {
    let costs = QualityPart::ALL.map(|part| setting(part.card().setting, part.card().label_ko, Holds::Number));
    [BEFORE_COSTS, &costs, AFTER_COSTS].concat()
});

const BEFORE_COSTS: &[SettingKey] = &[
    setting("event.name", "행사명", Holds::Text),
    setting("event.timezone", "시간대", Holds::Text),
    setting("event.language", "안내 언어", Holds::Text),
    setting("event.organizer", "주최 전자우편", Holds::Text),
    setting("meeting.present_minutes", "발표 시간(분)", Holds::Number),
    setting("meeting.answer_minutes", "질의응답 시간(분)", Holds::Number),
    setting("meeting.changeover_minutes", "교대 시간(분)", Holds::Number),
    setting("rules.min_meetings_sme", "기업 최소 상담수", Holds::Number),
    setting("rules.min_meetings_buyer", "바이어 최소 상담수", Holds::Number),
    setting("rules.max_meetings_sme", "기업 최대 상담수", Holds::Number),
    setting("rules.max_meetings_buyer", "바이어 최대 상담수", Holds::Number),
    setting("rules.max_in_a_row", "연속 최대 상담수", Holds::Number),
    setting("rules.once_per_org", "기관당 한 번만", Holds::YesNo),
    setting("rules.peers", "같은 쪽끼리 상담", Holds::YesNo),
    setting("rules.max_gap_difference", "대기 횟수 최대 차이", Holds::Number),
    setting("value.sme_weight", "기업 희망 가중치", Holds::Number),
    setting("value.buyer_weight", "바이어 희망 가중치", Holds::Number),
    setting("value.mutual_bonus", "상호 희망 가점", Holds::Number),
    setting("value.fill_points", "희망 없는 상담 점수", Holds::Number),
];

const AFTER_COSTS: &[SettingKey] = &[
    setting("quality.gap_scope", "대기 범위", Holds::Text),
    setting("quality.busy_is_idle", "바쁜 시간도 대기", Holds::YesNo),
    setting("online.local_hours", "온라인 현지 시간", Holds::Text),
    setting("solve.time_limit_s", "제한 시간(초)", Holds::Number),
    setting("solve.seed", "난수 씨앗", Holds::Number),
];

/// The setting that a cell names: by its dotted key, the key alone, or its Korean label with or without the unit.
pub fn find(text: &str) -> Option<&'static SettingKey> {
    let text = folded(text);
    let without_unit = |label: &str| folded(label.split('(').next().unwrap_or(label));
    SETTING_KEYS.iter().find(|k| {
        let last = k.name.rsplit('.').next().unwrap_or(k.name);
        [folded(k.name), folded(last), folded(k.ko), without_unit(k.ko)].contains(&text)
    })
}

/// What comes nearest to a rule that people look for and that koppex does not have: minutes between the meetings of a party.
pub fn instead(text: &str) -> Option<Text> {
    const WORDS: [&str; 9] = ["break", "rest", "pause", "buffer", "between", "휴식", "쉬는", "쉼", "간격"];
    let text = folded(text);
    let is_meant = WORDS.iter().any(|word| text.contains(word));
    is_meant.then(|| {
        Text::new(
            "there is no rule for minutes between meetings; max_in_a_row = 1 keeps a slot free after each meeting, changeover_minutes lengthens every change",
            "상담 사이의 분을 정하는 규칙은 없습니다. max_in_a_row = 1이면 상담마다 다음 한 칸을 비우고, changeover_minutes는 모든 교대 시간을 늘립니다",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_name_means_one_setting() {
        let mut seen = HashSet::new();
        for key in SETTING_KEYS.iter() {
            let last = key.name.rsplit('.').next().unwrap();
            for name in [key.name, last, key.ko] {
                assert!(seen.insert(folded(name)), "{name} stands twice");
                assert_eq!(find(name).map(|k| k.name), Some(key.name), "{name}");
            }
        }
        assert_eq!(find("발표시간").map(|k| k.name), Some("meeting.present_minutes"));
        assert!(find("발표").is_none());
    }
}

//! The values of closed columns and settings, in the words that the reader knows.

use crate::event::Lang;

const YES_NO: [&[&str]; 2] = [&["예", "아니오"], &["yes", "no"]];

/// The values of a column; empty if any may stand there.
pub fn of_column(table: &str, column: &str, lang: Lang) -> Vec<&'static str> {
    let [ko, en]: [&[&str]; 2] = match (table, column) {
        ("smes", "online") => YES_NO,
        ("smes" | "buyers", "language") => [&["한국어", "영어"], &["ko", "en"]],
        ("buyers", "type") => [&["공공", "대기업", "해외"], &["public", "large", "foreign"]],
        ("buyers", "mode") => [&["현장", "온라인"], &["onsite", "online"]],
        ("preferences", "kind") => [&["희망", "필수", "거절"], &["want", "must", "block"]],
        ("windows", "kind") => [&["불가", "가능", "기피"], &["busy", "available", "avoid"]],
        ("pins", "action") => [&["고정", "금지"], &["fix", "forbid"]],
        _ => [&[], &[]],
    };
    lang.pick(ko, en).to_vec()
}

/// The values of a setting; empty if any may stand there.
pub fn of_setting(key: &str, lang: Lang) -> Vec<&'static str> {
    let [ko, en]: [&[&str]; 2] = match key {
        "event.language" => [&["한국어", "영어"], &["ko", "en"]],
        "rules.once_per_org" | "rules.peers" | "quality.busy_is_idle" => YES_NO,
        "quality.gap_scope" => [&["하루", "세션", "행사"], &["day", "session", "event"]],
        _ => [&[], &[]],
    };
    lang.pick(ko, en).to_vec()
}

/// A default as the workbook of a language writes it.
pub fn shown(key: &str, value: &str, lang: Lang) -> String {
    let english = of_setting(key, Lang::En);
    let position = english.iter().position(|choice| *choice == value);
    position.map_or(value, |i| of_setting(key, lang)[i]).to_string()
}

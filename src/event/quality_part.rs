//! The parts of the quality cost: one card for each, with all that is said about it. Counts nothing.

use std::ops::{Index, IndexMut};

/// What every reader and writer needs to know about a part.
#[derive(Debug)]
pub struct PartCard {
    /// The dotted key of its cost in event.toml.
    pub setting: &'static str,
    /// Points of a unit unless the organizer says otherwise.
    pub default_points: i64,
    /// Label of the setting in a Korean sheet.
    pub label_ko: &'static str,
    /// What the setting means, in Korean.
    pub explained_ko: &'static str,
    /// What the setting means, in English.
    pub explained_en: &'static str,
    /// Name of its units in summary.json.
    pub units: &'static str,
    /// What summary.json says under that name, for its schema.
    pub meaning: &'static str,
    /// Its units in words, in Korean.
    pub ko: &'static str,
    /// Its units in words, in English.
    pub en: &'static str,
}

/// The enum, the list of all and the cards, from one list: no part without its card.
macro_rules! quality_parts {
    ($($(#[$meaning:meta])* $part:ident { $($field:ident: $value:expr,)* })*) => {
        /// A part of the quality cost.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum QualityPart {
            $($(#[$meaning])* $part,)*
        }

        impl QualityPart {
            /// In the order in which they are written.
            pub const ALL: [Self; [$(stringify!($part)),*].len()] = [$(Self::$part),*];

            /// All that is said about it.
            pub fn card(self) -> &'static PartCard {
                match self {
                    $(Self::$part => const { &PartCard { $($field: $value,)* } },)*
                }
            }
        }
    };
}

quality_parts! {
    /// An idle time between two meetings, counted once however long it is.
    Gap {
        setting: "quality.gap",
        default_points: 10,
        label_ko: "대기 비용",
        explained_ko: "상담 사이에 비는 구간 하나의 비용.",
        explained_en: "Cost of a gap between two meetings.",
        units: "gaps",
        meaning: "Idle times inside the day of a party, however long.",
        ko: "빈 시간",
        en: "gaps",
    }
    /// A slot of a gap in which the party idles.
    Wait {
        setting: "quality.wait",
        default_points: 1,
        label_ko: "대기 시간 비용",
        explained_ko: "그 구간에서 기다리는 시간대 하나의 비용.",
        explained_en: "Cost of each slot waited in a gap.",
        units: "waits",
        meaning: "Slots that a party waits in its gaps.",
        ko: "기다리는 시간대",
        en: "slots waited",
    }
    /// A change of hall between consecutive meetings of a party on a day.
    HallChange {
        setting: "quality.hall_change",
        default_points: 3,
        label_ko: "관 이동 비용",
        explained_ko: "이어지는 상담 사이에 관을 옮기는 비용.",
        explained_en: "Cost of a change of hall between two meetings.",
        units: "hall_changes",
        meaning: "Meetings that follow each other on a day in different halls.",
        ko: "관 이동",
        en: "hall changes",
    }
    /// A meeting that touches an `avoid` window of the party.
    Avoid {
        setting: "quality.avoid",
        default_points: 5,
        label_ko: "기피 시간 비용",
        explained_ko: "기피 시간에 잡힌 상담의 비용.",
        explained_en: "Cost of a meeting at an unwanted hour.",
        units: "unwanted_hours",
        meaning: "Meetings in hours that a party wants to avoid.",
        ko: "피하고 싶은 시간",
        en: "unwanted hours",
    }
    /// A change of place between consecutive meetings of a buyer on a day.
    TableChange {
        setting: "quality.table_change",
        default_points: 1,
        label_ko: "자리 이동 비용",
        explained_ko: "바이어가 자리를 옮기는 비용.",
        explained_en: "Cost of a buyer's change of table.",
        units: "table_changes",
        meaning: "Meetings of a buyer that follow each other on a day at different places.",
        ko: "상담석 바꿈",
        en: "table changes",
    }
}

impl PartCard {
    /// The key within `[quality]` of event.toml.
    pub fn key(&self) -> &'static str {
        self.setting.rsplit('.').next().unwrap_or(self.setting)
    }
}

/// Something for each part of the quality cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerPart<T>([T; QualityPart::ALL.len()]);

/// How often each part occurs.
pub type Units = PerPart<i64>;

impl<T> PerPart<T> {
    /// What `of` says of each part. With a `match`, a part that is forgotten does not compile.
    pub fn of(of: impl FnMut(QualityPart) -> T) -> Self {
        Self(QualityPart::ALL.map(of))
    }

    /// Every part with what there is for it, in the order in which they are written.
    pub fn iter(&self) -> impl Iterator<Item = (QualityPart, &T)> {
        QualityPart::ALL.into_iter().zip(&self.0)
    }
}

impl<T> Index<QualityPart> for PerPart<T> {
    type Output = T;

    #[inline]
    fn index(&self, part: QualityPart) -> &T {
        &self.0[part as usize]
    }
}

impl<T> IndexMut<QualityPart> for PerPart<T> {
    #[inline]
    fn index_mut(&mut self, part: QualityPart) -> &mut T {
        &mut self.0[part as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_key_of_its_own_in_the_section_of_quality() {
        let cards = QualityPart::ALL.map(QualityPart::card);
        for (i, card) in cards.iter().enumerate() {
            assert_eq!(card.setting, format!("quality.{}", card.key()));
            assert!(cards[..i].iter().all(|other| other.key() != card.key() && other.units != card.units), "{}", card.key());
        }
    }

    #[test]
    fn what_is_kept_for_a_part_is_found_again() {
        let mut keys = PerPart::of(|part| part.card().key());
        assert_eq!((keys[QualityPart::Gap], keys[QualityPart::TableChange]), ("gap", "table_change"));
        keys[QualityPart::Avoid] = "other";
        let written: Vec<_> = keys.iter().map(|(_, key)| *key).collect();
        assert_eq!(written, ["gap", "wait", "hall_change", "other", "table_change"]);
    }
}

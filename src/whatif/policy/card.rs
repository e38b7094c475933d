//! What an item is called, where it is set, and what it says now and without: for tables and files.

use super::item::Item;
use crate::event::{Event, PartyId, PinAction, Side, Text, WishKind, clock};

impl Item {
    /// Where it is set: a key of event.toml, or a table and its column.
    pub fn key(&self) -> String {
        let of = |side: &Side, column: &str| match side {
            Side::Sme => format!("smes.{column}"),
            Side::Buyer => format!("buyers.{column}"),
        };
        match self {
            Self::Tag(tag) => format!("value.tags.{tag}"),
            Self::Bonus(side) => of(side, "bonus"),
            Self::Mutual => "value.mutual_bonus".into(),
            Self::Fill => "value.fill_points".into(),
            Self::Weights => "value.sme_weight:buyer_weight".into(),
            Self::Musts => "preferences.must".into(),
            Self::Minimum(side) => of(side, "min_meetings"),
            Self::MostMeetings(side) => of(side, "max_meetings"),
            Self::MostPerDay(side) => of(side, "max_per_day"),
            Self::InARow(side) => of(side, "max_in_a_row"),
            Self::OncePerOrg => "rules.once_per_org".into(),
            Self::EvenGaps => "rules.max_gap_difference".into(),
            Self::Walks => "walk".into(),
            Self::Orders => "order".into(),
            Self::Fixed => "pins.fix".into(),
            Self::Forbidden => "pins.forbid".into(),
            Self::Blocks => "preferences.block".into(),
            Self::Interpreters => "interpreters".into(),
            Self::OwnPlaces => "buyers.hall:place".into(),
            Self::LocalHours => "online.local_hours".into(),
            Self::Changeover => "meeting.changeover_minutes".into(),
        }
    }

    /// What it is, in words.
    pub fn title(&self) -> Text {
        let of = |side: &Side, en: &str, ko: &str| match side {
            Side::Sme => Text::new(format!("{en} of SMEs"), format!("기업 {ko}")),
            Side::Buyer => Text::new(format!("{en} of buyers"), format!("바이어 {ko}")),
        };
        match self {
            Self::Tag(tag) => Text::new(format!("points of the tag {tag}"), format!("{tag} 가점")),
            Self::Bonus(side) => of(side, "bonus", "가점"),
            Self::Mutual => Text::new("bonus where both wish", "서로 희망 가점"),
            Self::Fill => Text::new("points of a meeting that nobody wished", "빈자리 채우기 점수"),
            Self::Weights => Text::new("weights of the two sides", "기업과 바이어의 가중치"),
            Self::Musts => Text::new("must wishes come first", "필수 희망 우선"),
            Self::Minimum(side) => of(side, "minimum", "최소 상담 수"),
            Self::MostMeetings(side) => of(side, "most meetings", "최대 상담 수"),
            Self::MostPerDay(side) => of(side, "most meetings a day", "하루 최대 상담 수"),
            Self::InARow(side) => of(side, "most meetings without a break (R09)", "연속 상담 제한 (R09)"),
            Self::OncePerOrg => Text::new("one buyer of an organization (R11)", "기관당 한 명 (R11)"),
            Self::EvenGaps => Text::new("even gaps (R13)", "빈 시간 고르게 (R13)"),
            Self::Walks => Text::new("time to walk between halls (R08)", "관 사이 이동 시간 (R08)"),
            Self::Orders => Text::new("order of meetings (R12)", "상담 순서 (R12)"),
            Self::Fixed => Text::new("fixed meetings (R07)", "고정 상담 (R07)"),
            Self::Forbidden => Text::new("forbidden meetings (R07)", "금지 상담 (R07)"),
            Self::Blocks => Text::new("refused meetings (R06)", "상담 거절 (R06)"),
            Self::Interpreters => Text::new("interpreters where no language is shared (R10)", "통역 배정 (R10)"),
            Self::OwnPlaces => Text::new("halls and tables of buyers (R04)", "바이어 지정 관·상담석 (R04)"),
            Self::LocalHours => Text::new("local hours of online buyers (R02)", "화상 바이어 현지 시간 (R02)"),
            Self::Changeover => Text::new("minutes between meetings", "상담 사이 교대 시간"),
        }
    }

    /// What it says in the event as it is.
    pub fn now(&self, event: &Event) -> String {
        let of_parties = |of: &dyn Fn(PartyId) -> i64| range(self.parties(event).into_iter().map(of));
        let limit = |limit: Option<u32>| i64::from(limit.unwrap_or(0));
        let wishes = |kind: WishKind| event.wishes.iter().filter(|wish| wish.kind == kind).count().to_string();
        let pins = |action: PinAction| event.pins.iter().filter(|pin| pin.action == action).count().to_string();
        match self {
            Self::Tag(tag) => event.value.tags[tag].to_string(),
            Self::Bonus(_) => of_parties(&|party| event.party(party).bonus),
            Self::Mutual => event.value.mutual_bonus.to_string(),
            Self::Fill => event.value.fill_points.to_string(),
            Self::Weights => format!("{}:{}", event.value.sme_weight, event.value.buyer_weight),
            Self::Musts => wishes(WishKind::Must),
            Self::Minimum(_) => of_parties(&|party| event.party(party).min_meetings.into()),
            Self::MostMeetings(_) => of_parties(&|party| limit(event.party(party).max_meetings)),
            Self::MostPerDay(_) => of_parties(&|party| limit(event.party(party).max_per_day)),
            Self::InARow(_) => of_parties(&|party| limit(event.party(party).max_in_a_row)),
            Self::OncePerOrg => event.rules.once_per_org.to_string(),
            Self::EvenGaps => event.rules.max_gap_difference.map_or_else(|| "-1".into(), |most| most.to_string()),
            Self::Walks => range(event.walk_min.iter().flatten().filter(|minutes| **minutes > 0).map(|n| i64::from(*n))),
            Self::Orders => event.orders.len().to_string(),
            Self::Fixed => pins(PinAction::Fix),
            Self::Forbidden => pins(PinAction::Forbid),
            Self::Blocks => wishes(WishKind::Block),
            Self::Interpreters => event.interpreters.len().to_string(),
            Self::OwnPlaces => {
                let has_own = |party: &PartyId| event.party(*party).hall.is_some() || event.party(*party).place.is_some();
                event.buyer_ids().filter(has_own).count().to_string()
            }
            Self::LocalHours => format!("{}-{}", clock(event.local_hours.0), clock(event.local_hours.1)),
            Self::Changeover => event.grid.changeover_min.to_string(),
        }
    }

    /// What it says in the event without it: as a cell or a key would say it.
    pub fn then(&self) -> &'static str {
        match self {
            Self::Weights => "1:1",
            Self::OncePerOrg => "false",
            Self::EvenGaps => "-1",
            Self::LocalHours => "00:00-24:00",
            Self::Interpreters | Self::OwnPlaces => "",
            _ => "0",
        }
    }
}

/// `2`, or `1..4` where they differ.
fn range(numbers: impl Iterator<Item = i64> + Clone) -> String {
    match (numbers.clone().min(), numbers.max()) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least}..{most}"),
        _ => "0".into(),
    }
}

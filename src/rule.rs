//! The rule cards: id, name and sentence of every hard rule. Other rooms loop over or match on them; no rule is described anywhere else.

use std::fmt;

/// A hard rule of a timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleId {
    /// R01: a party does not hold more meetings at once than it has delegates or desks.
    OneAtATime,
    /// R02: both parties are free.
    Availability,
    /// R03: a pair meets no more often than it wishes.
    Once,
    /// R04: a fitting place of its own.
    Places,
    /// R05: `max_meetings` and `max_per_day`.
    Limits,
    /// R06: no pair that is blocked, unwished or cannot meet online.
    Blocked,
    /// R07: what the organizer fixed or forbade.
    Pins,
    /// R08: time to walk between halls.
    Walk,
    /// R09: `max_in_a_row`.
    Rest,
    /// R10: an interpreter where no language is shared.
    Interpreter,
    /// R11: one buyer of an organization.
    Org,
    /// R12: the rows of order.csv.
    Order,
    /// R13: numbers of gaps that differ little.
    EvenGaps,
}

/// What a person needs to know about a rule.
#[derive(Debug)]
pub struct RuleCard {
    /// Also the position of the card in [`RULES`].
    pub id: RuleId,
    /// `R01` ...
    pub code: &'static str,
    /// Short name, English, as printed after the code.
    pub name: &'static str,
    /// The rule as section 4 of the specification says it.
    pub sentence_en: &'static str,
    /// The same in Korean.
    pub sentence_ko: &'static str,
}

/// Every rule, in order of its code.
pub const RULES: [RuleCard; 13] = [
    RuleCard {
        id: RuleId::OneAtATime,
        code: "R01",
        name: "one-at-a-time",
        sentence_en: "a party holds at most `delegates`/`desks` meetings in a slot",
        sentence_ko: "한 참가자는 한 시간대에 참석팀 수(상담석 수)보다 많은 상담을 갖지 않는다",
    },
    RuleCard {
        id: RuleId::Availability,
        code: "R02",
        name: "availability",
        sentence_en: "a meeting lies wholly in times when both parties are free (windows, registrations, local hours, not_before/not_after)",
        sentence_ko: "상담은 양쪽이 모두 가능한 시간 안에만 있다 (시간 창, 세미나 등록, 현지 시간, not_before/not_after)",
    },
    RuleCard {
        id: RuleId::Once,
        code: "R03",
        name: "once",
        sentence_en: "a pair meets at most `times` times (once by default), in different slots",
        sentence_ko: "같은 두 참가자는 희망한 횟수(기본 한 번)까지만, 서로 다른 시간대에 상담한다",
    },
    RuleCard {
        id: RuleId::Places,
        code: "R04",
        name: "places",
        sentence_en: "an on-site meeting has a table, an online meeting a video room, in the buyer's hall if one is given, free then, used by no other meeting of the slot; a buyer's fixed place is used and a reserved place is kept",
        sentence_ko: "현장 상담은 상담석, 온라인 상담은 화상상담실을 하나씩 쓴다. 바이어의 관이 정해져 있으면 그 관에서, 비어 있고 다른 상담이 없는 자리에서 한다. 지정석은 그대로 쓰고 예약석은 비워 둔다",
    },
    RuleCard {
        id: RuleId::Limits,
        code: "R05",
        name: "limits",
        sentence_en: "no party holds more than `max_meetings` in all, or `max_per_day` on a day",
        sentence_ko: "전체 최대 상담 수와 하루 최대 상담 수를 넘지 않는다",
    },
    RuleCard {
        id: RuleId::Blocked,
        code: "R06",
        name: "blocked",
        sentence_en: "no meeting of a pair that either side blocks, that no one wished (unless fill), or of an SME with online = no and an online buyer",
        sentence_ko: "한쪽이라도 거절한 상담, 아무도 희망하지 않은 상담(채움 제외), 온라인을 하지 않는 기업과 온라인 바이어의 상담은 없다",
    },
    RuleCard {
        id: RuleId::Pins,
        code: "R07",
        name: "pins",
        sentence_en: "fixed meetings stand as fixed, forbidden ones do not happen",
        sentence_ko: "고정한 상담은 그대로 있고 금지한 상담은 없다",
    },
    RuleCard {
        id: RuleId::Walk,
        code: "R08",
        name: "walk",
        sentence_en: "consecutive meetings of a party with one delegate/desk leave at least the walking minutes between their halls, also over midnight, and so do a meeting and a registered session that has a hall",
        sentence_ko: "참석팀(상담석)이 하나인 참가자의 잇단 상담 사이에는, 자정을 넘어도, 관 사이를 걷는 시간이 남는다. 상담과 관이 정해진 등록 세션 사이도 같다",
    },
    RuleCard {
        id: RuleId::Rest,
        code: "R09",
        name: "rest",
        sentence_en: "no party has more than `max_in_a_row` meetings in consecutive slots of a session",
        sentence_ko: "한 세션에서 쉬지 않고 이어지는 상담은 max_in_a_row를 넘지 않는다",
    },
    RuleCard {
        id: RuleId::Interpreter,
        code: "R10",
        name: "interpreter",
        sentence_en: "if both sides name languages and share none, an interpreter who speaks one of each, free and not used by another meeting of the slot, is assigned",
        sentence_ko: "양쪽이 적은 언어가 서로 다르면, 두 언어를 하나씩 하고 그 시간에 비어 있는 통역이 배정된다",
    },
    RuleCard {
        id: RuleId::Org,
        code: "R11",
        name: "org",
        sentence_en: "with once_per_org, or by a wish for the organization, the party that plays the SME meets at most one buyer of an org",
        sentence_ko: "once_per_org이거나 기관을 희망했으면, 기업 역할을 하는 참가자는 그 기관의 바이어를 한 명만 만난다",
    },
    RuleCard {
        id: RuleId::Order,
        code: "R12",
        name: "order",
        sentence_en: "the rows of order.csv hold",
        sentence_ko: "order.csv의 순서를 지킨다",
    },
    RuleCard {
        id: RuleId::EvenGaps,
        code: "R13",
        name: "even gaps",
        sentence_en: "with max_gap_difference >= 0, the numbers of gaps of any two parties differ by at most that",
        sentence_ko: "max_gap_difference가 0 이상이면 어느 두 참가자의 빈 시간 수도 그보다 많이 차이 나지 않는다",
    },
];

impl RuleId {
    /// The card of this rule.
    pub fn card(self) -> &'static RuleCard {
        &RULES[self as usize]
    }

    /// `R01` ...
    pub fn code(self) -> &'static str {
        self.card().code
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.card().code, self.card().name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_stands_at_its_own_id() {
        for (i, card) in RULES.iter().enumerate() {
            assert_eq!(card.id as usize, i, "{}", card.code);
            assert_eq!(card.code, format!("R{:02}", i + 1));
        }
    }
}

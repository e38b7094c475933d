//! What the settings mean, in both languages, with the value that a workbook to start from gives them.

use crate::event::QualityPart;
use std::borrow::Cow;

/// A setting as the workbook explains it.
#[derive(Clone)]
pub struct SettingWords {
    /// The dotted key.
    pub key: &'static str,
    /// Its default; empty where the organizer must say.
    pub value: Cow<'static, str>,
    pub ko: &'static str,
    pub en: &'static str,
}

const fn words(key: &'static str, value: &'static str, ko: &'static str, en: &'static str) -> SettingWords {
    SettingWords { key, value: Cow::Borrowed(value), ko, en }
}

/// Every setting, in the order of the sheet.
pub fn setting_words() -> Vec<SettingWords> {
    let costs = QualityPart::ALL.map(QualityPart::card).map(|card| SettingWords {
        key: card.setting,
        value: card.default_points.to_string().into(),
        ko: card.explained_ko,
        en: card.explained_en,
    });
    [BEFORE_COSTS, &costs, AFTER_COSTS].concat()
}

#[rustfmt::skip]
const BEFORE_COSTS: &[SettingWords] = &[
    words("event.name", "", "행사 이름. 모든 시간표에 적힙니다.", "The name of the event, which stands on every timetable."),
    words("event.timezone", "Asia/Seoul", "행사가 열리는 곳의 시간대(IANA 이름).", "The time zone of the venue, an IANA name."),
    words("event.language", "ko", "참가자에게 보내는 시간표의 언어. 참가자의 `안내언어` 칸이 먼저입니다.", "The language of what participants read, unless their own `language` says otherwise."),
    words("event.organizer", "", "달력 파일에 적을 주최 측 전자우편 주소.", "The e-mail address of the organizer, which calendars name."),
    words("meeting.present_minutes", "7", "한 상담에서 기업이 발표하는 시간(분).", "Minutes of presentation in a meeting."),
    words("meeting.answer_minutes", "7", "한 상담에서 질의응답하는 시간(분).", "Minutes of questions and answers in a meeting."),
    words("meeting.changeover_minutes", "1", "상담과 상담 사이에 자리를 바꾸는 시간(분).", "Minutes to change seats between two meetings."),
    words("rules.min_meetings_sme", "0", "기업 한 곳이 적어도 해야 하는 상담 수. 0 = 없음.", "Fewest meetings of an SME; 0 = none."),
    words("rules.min_meetings_buyer", "0", "바이어 한 명이 적어도 해야 하는 상담 수. 0 = 없음.", "Fewest meetings of a buyer; 0 = none."),
    words("rules.max_meetings_sme", "0", "기업 한 곳이 많아야 하는 상담 수. 0 = 제한 없음.", "Most meetings of an SME; 0 = no limit."),
    words("rules.max_meetings_buyer", "0", "바이어 한 명이 많아야 하는 상담 수. 0 = 제한 없음.", "Most meetings of a buyer; 0 = no limit."),
    words("rules.max_in_a_row", "0", "쉬지 않고 이어서 하는 상담의 최대 수. 0 = 제한 없음.", "Most meetings without a rest; 0 = no limit."),
    words("rules.once_per_org", "no", "기업은 같은 기관의 바이어를 한 명만 만납니다.", "An SME meets at most one buyer of the same organization."),
    words("rules.peers", "no", "기업끼리 또는 바이어끼리도 상담할 수 있습니다.", "Parties of one side may meet each other."),
    words("rules.max_gap_difference", "-1", "참가자 사이 대기 횟수의 최대 차이. -1 = 규칙 없음.", "Largest difference between the numbers of gaps of two parties; -1 = no rule."),
    words("value.sme_weight", "1", "기업의 희망 점수에 곱하는 수.", "Multiplies the points of SMEs' wishes."),
    words("value.buyer_weight", "1", "바이어의 희망 점수에 곱하는 수.", "Multiplies the points of buyers' wishes."),
    words("value.mutual_bonus", "50", "서로 희망한 상담에 더하는 점수.", "Points added where both sides wish."),
    words("value.fill_points", "0", "아무도 희망하지 않았지만 분야가 같은 상담의 점수. 0 = 그런 상담은 넣지 않음.", "Points of a meeting within one category that nobody wished; 0 = there are none."),
];

#[rustfmt::skip]
const AFTER_COSTS: &[SettingWords] = &[
    words("quality.gap_scope", "day", "어디까지를 이어진 시간으로 볼지: 하루, 세션, 행사.", "Where slots follow each other without a break: day, session or event."),
    words("quality.busy_is_idle", "no", "다른 일로 바쁜 시간도 대기로 봅니다.", "Slots in which a party was not free make a gap too."),
    words("online.local_hours", "08:00-22:00", "온라인 바이어가 현지에서 상담할 수 있는 시간.", "Local hours in which online buyers meet."),
    words("solve.time_limit_s", "30", "계산을 끝낼 시간(초).", "Seconds after which the search ends."),
    words("solve.seed", "1", "같은 값이면 같은 시간표가 나옵니다.", "The same seed gives the same timetable."),
];

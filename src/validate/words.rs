//! Texts to values: numbers, dates, times, zones, languages and the words of each column. Knows no table and reports nothing.

use crate::diagnostic::{Text, nearest};
use crate::event::{BuyerType, Lang, Mode, PinAction, PlaceKind, WindowKind, WishKind};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use unicode_normalization::UnicodeNormalization;

/// The names of one value of a column, the documented one first.
pub struct Word<T: 'static> {
    pub names: &'static [&'static str],
    pub value: T,
}

const fn word<T>(names: &'static [&'static str], value: T) -> Word<T> {
    Word { names, value }
}

pub const WISH_KINDS: &[Word<WishKind>] = &[
    word(&["want", "희망", "wish"], WishKind::Want),
    word(&["must", "필수", "반드시", "required"], WishKind::Must),
    word(&["block", "거절", "제외", "거부", "차단", "blocked", "기피"], WishKind::Block),
];
pub const WINDOW_KINDS: &[Word<WindowKind>] = &[
    word(
        &[
            "busy",
            "불가",
            "불가능",
            "불참",
            "부재",
            "unavailable",
            "notavailable",
            "absent",
            "away",
            "참석불가",
            "참가불가",
            "상담불가",
        ],
        WindowKind::Busy,
    ),
    word(&["available", "가능", "참석", "참가", "free", "참석가능", "참가가능", "상담가능"], WindowKind::Available),
    word(&["avoid", "기피", "회피", "비선호"], WindowKind::Avoid),
];
pub const PIN_ACTIONS: &[Word<PinAction>] =
    &[word(&["fix", "고정", "확정", "fixed"], PinAction::Fix), word(&["forbid", "금지", "불가", "forbidden"], PinAction::Forbid)];
pub const PLACE_KINDS: &[Word<PlaceKind>] = &[
    word(&["table", "상담석", "테이블"], PlaceKind::Table),
    word(&["video", "화상", "화상상담실", "온라인", "videoroom"], PlaceKind::Video),
];
pub const BUYER_TYPES: &[Word<BuyerType>] = &[
    word(
        &[
            "public",
            "공공",
            "공공기관",
            "수요기관",
            "공기업",
            "지자체",
            "정부",
            "중앙부처",
            "지방공기업",
            "준정부기관",
            "government",
        ],
        BuyerType::Public,
    ),
    word(&["large", "대기업", "대·중견기업", "중견기업"], BuyerType::Large),
    word(
        &["foreign", "해외", "해외바이어", "국외", "외국", "외국기업", "해외기업", "overseas", "international"],
        BuyerType::Foreign,
    ),
];
pub const MODES: &[Word<Mode>] = &[
    word(
        &[
            "onsite",
            "on-site",
            "현장",
            "대면",
            "오프라인",
            "offline",
            "off-line",
            "현장상담",
            "대면상담",
            "현장참가",
            "inperson",
            "in-person",
        ],
        Mode::Onsite,
    ),
    word(
        &["online", "온라인", "화상", "비대면", "on-line", "온라인상담", "화상상담", "비대면상담", "virtual", "원격", "remote"],
        Mode::Online,
    ),
];
pub const YES_NO: &[Word<bool>] = &[
    word(
        &[
            "yes",
            "y",
            "true",
            "1",
            "o",
            "예",
            "네",
            "가능",
            "○",
            "◯",
            "〇",
            "●",
            "◎",
            "ㅇ",
            "√",
            "✓",
            "✔",
            "v",
            "유",
            "참여",
            "참가",
            "희망",
            "있음",
            "동의",
            "가능함",
        ],
        true,
    ),
    word(
        &[
            "no",
            "n",
            "false",
            "0",
            "x",
            "아니오",
            "아니요",
            "불가",
            "×",
            "✕",
            "✗",
            "✖",
            "무",
            "불참",
            "미참여",
            "미참가",
            "희망안함",
            "미희망",
            "없음",
            "거부",
            "불가능",
            "불가함",
        ],
        false,
    ),
];
pub const LANGS: &[Word<Lang>] =
    &[word(&["ko", "kor", "korean", "한국어"], Lang::Ko), word(&["en", "eng", "english", "영어"], Lang::En)];

/// The value a word means, whatever its case and width.
pub fn find<T: Copy>(text: &str, known: &[Word<T>]) -> Option<T> {
    // Compatibility forms take `ㅇ` apart, so the text as written is tried too.
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    known.iter().find(|w| w.names.contains(&plain.as_str()) || w.names.contains(&text.trim())).map(|w| w.value)
}

/// The known words that a text may be a slip of. Words of few letters, and those that differ by a negation, are no slips: `offline` is not
/// `online`, `공기업` not `대기업`.
pub fn slips<'k, T>(text: &str, known: &'k [Word<T>]) -> Vec<&'k str> {
    const NEGATIONS: [&str; 12] = ["un", "in", "non", "not", "no", "off", "on", "비", "불", "미", "무", "안"];
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let enough = |word: &str| word.chars().count() >= 4;
    // The word, and what is left of it without a negation.
    let stems = |word: &str| {
        let word = word.replace('-', "");
        let bare = NEGATIONS.iter().find_map(|n| word.strip_prefix(n)).unwrap_or(&word).to_string();
        [word, bare]
    };
    let opposed = |near: &str| stems(near).iter().any(|stem| stems(&plain).contains(stem));
    let names = known.iter().flat_map(|w| w.names.iter().copied());
    let near = if enough(&plain) { nearest(&plain, names.filter(|n| enough(n))) } else { Vec::new() };
    near.into_iter().filter(|n| !opposed(n)).collect()
}

/// Whether a text is what people write into a cell that has nothing to say: `없음`, `-`, `N/A`.
pub fn is_nothing(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "없음",
        "없슴",
        "없다",
        "없습니다",
        "없어요",
        "해당없음",
        "해당사항없음",
        "해당무",
        "희망없음",
        "희망기관없음",
        "희망기업없음",
        "무",
        "미정",
        "미신청",
        "x",
        "×",
        "✕",
        "✗",
        "na",
        "n/a",
        "none",
        "nil",
        "null",
        "nothing",
        "no",
        "notapplicable",
        "nowish",
        "nowishes",
        "nan",
        "#n/a",
        "",
    ];
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let bare = text
        .trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '―' | 'ㅡ' | '_' | '.' | '·' | '。' | '(' | ')' | '[' | ']' | '*'));
    WORDS.contains(&bare)
}

/// A whole number, also `1.0` as spreadsheets write it and full-width digits.
pub fn whole_number(text: &str) -> Option<i64> {
    let text: String = text.nfkc().collect();
    let whole = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => &text,
    };
    whole.parse().ok()
}

/// A date with the year first: `2022-04-13`, `2022/4/13`, `2022. 4. 13.`, `2022년 4월 13일`, `20220413`, also with the right weekday `(수)`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text: String = text.nfkc().collect();
    let (text, weekday) = match text.trim().strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        Some((text, weekday)) => (text, Some(weekday)),
        None => (text.trim(), None),
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_suffix("00:00").unwrap_or(&text);
    let text = text.replace(['년', '월', '/', '.'], "-").replace('일', "");
    let text = text.trim_end_matches('-');
    let parts: Vec<&str> = text.split('-').collect();
    let parts: [&str; 3] = match parts[..] {
        [ymd] if ymd.len() == 8 && ymd.is_ascii() => [&ymd[..4], &ymd[4..6], &ymd[6..]],
        [y, m, d] if y.len() == 4 => [y, m, d],
        _ => return None,
    };
    if parts.iter().any(|p| !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(parts[0].parse().ok()?, parts[1].parse().ok()?, parts[2].parse().ok()?)?;
    let name = ["월", "화", "수", "목", "금", "토", "일"][chrono::Datelike::weekday(&date).num_days_from_monday() as usize];
    let english = chrono::Datelike::weekday(&date).to_string();
    weekday.is_none_or(|w| w.trim_end_matches("요일") == name || w.eq_ignore_ascii_case(&english)).then_some(date)
}

/// The date that a bare Excel serial number near our time would mean.
pub fn excel_date(text: &str) -> Option<NaiveDate> {
    let serial = whole_number(text).filter(|n| (36_526..73_051).contains(n))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(serial))
}

/// Minutes after midnight: `9:00`, `09:00`, `09:00:00`, `24:00`, `오후 2:30`, `2:30 PM`, `14시`, `14시 30분`.
pub fn time_min(text: &str) -> Option<i32> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if text == "정오" {
        return Some(12 * 60);
    }
    let text = text.replace("a.m.", "am").replace("p.m.", "pm");
    let halves = [("오전", 0), ("오후", 12), ("am", 0), ("pm", 12)];
    let half = halves.iter().find_map(|(mark, hours)| {
        text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)).map(|rest| (rest.to_string(), *hours))
    });
    let (clock, half) = half.map_or((text, None), |(rest, hours)| (rest, Some(hours)));
    let clock = clock.replace("시반", ":30").replace("시", ":").replace('분', "");
    let mut parts = clock.trim_end_matches(':').split(':');
    let mut part = |limit: i32| match parts.next() {
        None => Some(0),
        Some(p) if (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()) => p.parse().ok().filter(|n| *n <= limit),
        Some(_) => None,
    };
    let (hour, minute, second) = (part(24)?, part(59)?, part(0)?);
    if !clock.contains(':') || second != 0 || parts.next().is_some() {
        return None;
    }
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(hours) => hour % 12 + hours,
        None => hour,
    };
    Some(hour * 60 + minute).filter(|m| *m <= 24 * 60)
}

/// Date and time; a date alone means its beginning, or its end if `ends`.
pub fn date_time(text: &str, ends: bool) -> Option<NaiveDateTime> {
    if let Some(day) = date(text).filter(|_| !text.contains(':')) {
        return Some(moment(day, if ends { 24 * 60 } else { 0 }));
    }
    let cuts = text.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, 'T' | 't'));
    cuts.into_iter().find_map(|(i, c)| Some(moment(date(&text[..i])?, time_min(&text[i + c.len_utf8()..])?)))
}

/// The local time so many minutes after midnight; 1440 = midnight of the next day.
pub fn moment(date: NaiveDate, minutes: i32) -> NaiveDateTime {
    date.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(minutes))
}

/// What a text that is no time was meant as: the help to give.
pub fn time_help(text: &str) -> Text {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if ["종일", "하루종일", "전일", "allday", "전체"].contains(&plain.as_str()) {
        return Text::new("leave start and end empty for the whole day", "하루 종일이면 시작과 종료를 모두 비우세요");
    }
    if let Some((start, end)) = hours(&plain) {
        let (start, end) = (clock(start), clock(end));
        return Text::new(
            format!("write {start} into `start` and {end} into `end`"),
            format!("start(시작)에 {start}, end(종료)에 {end}을(를) 적으세요"),
        );
    }
    match near_time(&plain) {
        Some(minutes) => {
            let time = clock(minutes);
            Text::new(format!("did you mean `{time}`?"), format!("혹시 `{time}`입니까?"))
        }
        None => Text::new("write the time as HH:MM, 00:00 to 24:00", "시각을 HH:MM(00:00~24:00)으로 적으세요"),
    }
}

/// The minutes that `0930`, `9.30`, `10` and Excel's `0.3958` can only mean.
fn near_time(plain: &str) -> Option<i32> {
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (hour, minute) = match plain.split_once('.') {
        Some(("0", fraction)) if is_digits(fraction) && fraction.len() > 2 => {
            let minutes = (plain.parse::<f64>().ok()? * 1440.0).round() as i32;
            return Some(minutes).filter(|m| *m <= 24 * 60);
        }
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if is_digits(plain) && (3..=4).contains(&plain.len()) => plain.split_at(plain.len() - 2),
        None => (plain, "00"),
    };
    let number = |t: &str| if is_digits(t) && t.len() <= 2 { t.parse::<i32>().ok() } else { None };
    let (hour, minute) = (number(hour)?, number(minute).filter(|m| *m < 60)?);
    Some(hour * 60 + minute).filter(|m| *m <= 24 * 60)
}

/// `HH:MM-HH:MM` as minutes.
pub fn hours(text: &str) -> Option<(i32, i32)> {
    let text = text.replace(['~', '–', '—', '～'], "-");
    let (start, end) = text.split_once('-')?;
    Some((time_min(start)?, time_min(end)?))
}

/// `HH:MM` of minutes after midnight.
pub fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The parts of a list cell, split on `;` `,` `、` and line breaks, trimmed, without empty ones.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '、', '，', '；', '\n']).map(str::trim).filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_the_year_first_are_read_and_others_are_not() {
        let day = NaiveDate::from_ymd_opt(2022, 4, 13);
        for text in [
            "2022-04-13",
            "2022/4/13",
            "2022.4.13",
            "2022. 4. 13.",
            "2022년 4월 13일",
            "20220413",
            "２０２２-０４-１３",
            "2022-04-13(수)",
            "2022-04-13 00:00",
        ] {
            assert_eq!(date(text), day, "{text}");
        }
        for text in ["13/4/2022", "4/13", "2022-13-04", "2022-04-31", "44664", "2022-04-13(목)", "2022-+4-13", "soon", ""] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(excel_date("44664"), day);
    }

    #[test]
    fn times_of_day_in_whole_minutes() {
        for (text, minutes) in [
            ("9:00", 540),
            ("09:00", 540),
            ("09:00:00", 540),
            ("24:00", 1440),
            ("0:05", 5),
            ("오후 2:30", 870),
            ("2:30 PM", 870),
            ("오전 12:00", 0),
            ("14시", 840),
            ("14시 30분", 870),
            ("１０：００", 600),
        ] {
            assert_eq!(time_min(text), Some(minutes), "{text}");
        }
        for text in ["24:01", "10:60", "10:00:30", "25:00", "10", "0.4166", "ten", "-1:00", "+9:00", "", "13:00 PM"] {
            assert_eq!(time_min(text), None, "{text}");
        }
    }

    #[test]
    fn date_and_time_together() {
        let at = |d, m| Some(moment(NaiveDate::from_ymd_opt(2022, 4, d).unwrap(), m));
        assert_eq!(date_time("2022-04-13 10:30", false), at(13, 630));
        assert_eq!(date_time("2022-04-13T10:30", false), at(13, 630));
        assert_eq!(date_time("2022. 4. 13. 10:30", false), at(13, 630));
        assert_eq!(date_time("2022-04-13 24:00", true), at(14, 0));
        assert_eq!(date_time("2022-04-13", true), at(14, 0));
        assert_eq!(date_time("2022-04-13", false), at(13, 0));
        assert_eq!(date_time("10:30", false), None);
    }

    #[test]
    fn whole_numbers_only() {
        for (text, want) in [
            ("7", Some(7)),
            ("7.0", Some(7)),
            ("-3", Some(-3)),
            ("１２", Some(12)),
            ("7.5", None),
            ("1,000", None),
            ("7명", None),
            ("7.", None),
        ] {
            assert_eq!(whole_number(text), want, "{text}");
        }
    }
}

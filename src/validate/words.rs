//! Texts to values: numbers, dates, times, zones, languages and the words of each column. Knows no table and reports nothing.

use crate::diagnostic::{Text, nearest};
use crate::event::{BuyerType, Lang, Mode, PinAction, PlaceKind, WindowKind, WishKind};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
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
    word(&["want", "희망"], WishKind::Want),
    word(&["must", "필수"], WishKind::Must),
    word(&["block", "거절", "제외"], WishKind::Block),
];
pub const WINDOW_KINDS: &[Word<WindowKind>] = &[
    word(&["busy", "불가"], WindowKind::Busy),
    word(&["available", "가능"], WindowKind::Available),
    word(&["avoid", "기피", "회피"], WindowKind::Avoid),
];
pub const PIN_ACTIONS: &[Word<PinAction>] =
    &[word(&["fix", "고정"], PinAction::Fix), word(&["forbid", "금지"], PinAction::Forbid)];
pub const PLACE_KINDS: &[Word<PlaceKind>] =
    &[word(&["table", "상담석", "테이블"], PlaceKind::Table), word(&["video", "화상", "화상상담실"], PlaceKind::Video)];
pub const BUYER_TYPES: &[Word<BuyerType>] = &[
    word(&["public", "공공", "공공기관", "수요기관"], BuyerType::Public),
    word(&["large", "대기업"], BuyerType::Large),
    word(&["foreign", "해외", "해외바이어"], BuyerType::Foreign),
];
pub const MODES: &[Word<Mode>] =
    &[word(&["onsite", "on-site", "현장", "대면"], Mode::Onsite), word(&["online", "온라인", "화상", "비대면"], Mode::Online)];
pub const YES_NO: &[Word<bool>] = &[
    word(&["yes", "y", "true", "1", "o", "예", "네", "가능"], true),
    word(&["no", "n", "false", "0", "x", "아니오", "아니요", "불가"], false),
];
pub const LANGS: &[Word<Lang>] =
    &[word(&["ko", "kor", "korean", "한국어"], Lang::Ko), word(&["en", "eng", "english", "영어"], Lang::En)];

/// The value a word means, whatever its case and width.
pub fn find<T: Copy>(text: &str, known: &[Word<T>]) -> Option<T> {
    let text = text.nfkc().collect::<String>().to_lowercase();
    known.iter().find(|w| w.names.contains(&text.as_str())).map(|w| w.value)
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
    let halves = [("오전", 0), ("오후", 12), ("am", 0), ("pm", 12)];
    let half = halves.iter().find_map(|(mark, hours)| {
        text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)).map(|rest| (rest.to_string(), *hours))
    });
    let (clock, half) = half.map_or((text, None), |(rest, hours)| (rest, Some(hours)));
    let clock = clock.replace("시", ":").replace('분', "");
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
    let clock = text.rfind([' ', 'T', 't'])?;
    let (day, time) = text.split_at(clock);
    Some(moment(date(day)?, time_min(&time[1..])?))
}

/// The local time so many minutes after midnight; 1440 = midnight of the next day.
pub fn moment(date: NaiveDate, minutes: i32) -> NaiveDateTime {
    date.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(minutes))
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

/// An IANA zone by its exact name.
pub fn zone(text: &str) -> Option<Tz> {
    text.parse().ok()
}

pub fn zone_cause() -> Text {
    Text::new("this is no IANA time zone", "IANA 시간대 이름이 아닙니다")
}

/// Names the nearest zones, also by their city alone.
pub fn zone_help(text: &str) -> Text {
    let names = || chrono_tz::TZ_VARIANTS.iter().map(|z| z.name());
    let wanted = text.to_lowercase().replace(' ', "_");
    let mut near: Vec<&str> = names().filter(|n| n.to_lowercase().rsplit('/').next() == Some(&wanted)).collect();
    near.extend(nearest(text, names()));
    near.dedup();
    near.truncate(3);
    if near.is_empty() {
        return Text::new("write a name such as Asia/Seoul or Europe/Paris", "Asia/Seoul, Europe/Paris처럼 적으세요");
    }
    let near = near.join("`, `");
    Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?"))
}

/// A lower-case language code of two or three letters (a region such as `-KR` is cut), or a language by its Korean name.
pub fn language_code(text: &str) -> Option<String> {
    const KOREAN: &[(&str, &str)] = &[
        ("한국어", "ko"),
        ("영어", "en"),
        ("일본어", "ja"),
        ("중국어", "zh"),
        ("베트남어", "vi"),
        ("러시아어", "ru"),
        ("스페인어", "es"),
        ("프랑스어", "fr"),
        ("독일어", "de"),
        ("아랍어", "ar"),
        ("인도네시아어", "id"),
        ("태국어", "th"),
        ("몽골어", "mn"),
        ("포르투갈어", "pt"),
    ];
    let text = text.nfkc().collect::<String>().to_lowercase();
    if let Some((_, code)) = KOREAN.iter().find(|(name, _)| *name == text) {
        return Some((*code).to_string());
    }
    let code = text.split(['-', '_']).next().unwrap_or_default();
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_string())
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

    #[test]
    fn a_zone_is_suggested_by_slip_or_by_city() {
        assert!(zone_help("Asia/Soul").en.contains("Asia/Seoul"));
        assert!(zone_help("New York").en.contains("America/New_York"));
        assert_eq!(zone("Asia/Seoul"), Some(chrono_tz::Asia::Seoul));
    }
}

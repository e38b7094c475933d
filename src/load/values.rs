//! What the text of a cell says: texts without what nobody sees, whole numbers, dates and times of day. Knows no table and no event.

use crate::event::is_like_formula;
use chrono::{Duration, NaiveDate, NaiveDateTime};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Without space at its ends, also the invisible kinds.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Characters that nobody sees: zero-width blanks, joiners and marks of direction, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Trimmed, in NFC, and without the apostrophe that keeps a spreadsheet from reading a text as a formula.
pub fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = trimmed(text);
    let guarded = trimmed.starts_with('\'') && is_like_formula(trimmed.trim_start_matches('\''));
    let trimmed = if guarded { &trimmed[1..] } else { trimmed };
    if trimmed.is_ascii() || is_nfc(trimmed) { Cow::Borrowed(trimmed) } else { Cow::Owned(trimmed.nfc().collect()) }
}

/// NFKC, among others digits of plain width.
fn plain_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

/// A whole number, also `1.0` as spreadsheets write it and full-width digits.
pub fn whole_number(text: &str) -> Option<i64> {
    let text = plain_width(text);
    let whole = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => &text,
    };
    whole.parse().ok()
}

/// A date with the year first: `2022-04-13`, `2022/4/13`, `2022. 4. 13.`, `2022년 4월 13일`, `20220413`, also with the right weekday `(수)`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = plain_width(text);
    let (text, weekday) = match text.trim().strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        Some((text, weekday)) => (text, Some(weekday)),
        None => (text.trim(), None),
    };
    let text = without_midnight(text);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace(['년', '월', '/', '.', '–', '—', '‐', '−'], "-").replace('일', "");
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
    let name = weekday_ko(date);
    let english = chrono::Datelike::weekday(&date).to_string();
    weekday.is_none_or(|w| w.trim_end_matches("요일") == name || w.eq_ignore_ascii_case(&english)).then_some(date)
}

/// The day of the week in one Korean syllable.
pub fn weekday_ko(date: NaiveDate) -> &'static str {
    ["월", "화", "수", "목", "금", "토", "일"][chrono::Datelike::weekday(&date).num_days_from_monday() as usize]
}

/// A date to which a spreadsheet has added the midnight at which it begins: `2022-04-13 00:00:00`, `2022-04-13 오전 12:00`.
fn without_midnight(text: &str) -> &str {
    let cuts = text.char_indices().filter(|(_, c)| c.is_whitespace() || *c == 'T');
    let midnight = cuts.into_iter().find(|(i, c)| text.contains(':') && time_min(&text[i + c.len_utf8()..]) == Some(0));
    midnight.map_or(text, |(i, _)| &text[..i])
}

/// The date that a bare Excel serial number near our time would mean.
pub fn excel_date(text: &str) -> Option<NaiveDate> {
    let serial = whole_number(text).filter(|n| (36_526..73_051).contains(n))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(serial))
}

/// Minutes after midnight: `9:00`, `09:00`, `09:00:00`, `24:00`, `오후 2:30`, `2:30 PM`, `14시`, `14시 30분`.
pub fn time_min(text: &str) -> Option<i32> {
    let text: String = plain_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if text == "정오" {
        return Some(12 * 60);
    }
    let text = text.replace("a.m.", "am").replace("p.m.", "pm");
    let halves = [("오전", 0), ("오후", 12), ("am", 0), ("pm", 12)];
    let half = halves.iter().find_map(|(mark, hours)| {
        text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)).map(|rest| (rest.to_string(), *hours))
    });
    let (clock, half) = half.map_or((text, None), |(rest, hours)| (rest, Some(hours)));
    let mut clock = clock.replace("시반", ":30").replace("시", ":").replace('분', "");
    if half.is_some() && (1..=2).contains(&clock.len()) {
        clock.push(':');
    }
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
            "2022-04-13 00:00:00",
            "2022-04-13T00:00:00",
            "2022. 4. 13. 오전 12:00:00",
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
            ("10 AM", 600),
            ("2pm", 840),
            ("오후 2", 840),
            ("정오", 720),
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

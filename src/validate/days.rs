//! A day of the event as Koreans write it: `4/13(수)`, `4월 13일`, `1일차`. A day without a year is a day of the event.

use super::words;
use crate::event::Grid;
use chrono::{Datelike, NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization;

/// What a text says about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A day of the event, or any date with its year.
    Day(NaiveDate),
    /// A month and day on which the event is not held.
    Outside,
    /// Several days of the event, or no day at all.
    Unclear,
}

/// The day that a text names. A form without a year names the day of the event that it fits, if only one does.
pub fn named(text: &str, grid: &Grid) -> Named {
    if let Some(date) = words::date(text) {
        return Named::Day(date);
    }
    let (text, weekday) = without_weekday(text);
    let days: Vec<NaiveDate> = grid.days.iter().map(|d| d.date).collect();
    let fits = |date: &NaiveDate| weekday.is_none_or(|w| date.weekday() == w);
    if let Some(nth) = nth_day(&text) {
        let day = if nth == 0 { days.last() } else { days.get(nth - 1) };
        return day.copied().filter(fits).map_or(Named::Unclear, Named::Day);
    }
    if let Some(day) = only(days.iter().copied().filter(|d| fits(d) && in_some_order(&text, *d))) {
        return Named::Day(day);
    }
    let Some((year, month, day)) = parts(&text) else {
        let alone = (text.is_empty() && weekday.is_some()).then(|| only(days.iter().copied().filter(fits)));
        return alone.flatten().map_or(Named::Unclear, Named::Day);
    };
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(year, month.unwrap_or(0), day).filter(fits).map_or(Named::Unclear, Named::Day);
    }
    let on_event = days.iter().copied().filter(|d| d.day() == day && month.is_none_or(|m| d.month() == m));
    match only(on_event.filter(fits)) {
        Some(date) => Named::Day(date),
        // A leap year has every day that there is.
        None if month.is_some_and(|m| NaiveDate::from_ymd_opt(2000, m, day).is_some()) && weekday.is_none() => Named::Outside,
        None => Named::Unclear,
    }
}

/// Whether three numbers are a day in the order of some country, with the year in two digits or four: `04/13/2022`, `13.04.22`; or in six digits.
fn in_some_order(text: &str, day: NaiveDate) -> bool {
    let short = day.format("%y%m%d").to_string();
    let numbers: Vec<u32> = text.split(['/', '.', '-']).filter(|p| !p.is_empty()).map_while(|p| p.parse().ok()).collect();
    let [a, b, c] = numbers[..] else { return text == short };
    let all_digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
    let is_year = |n: u32| i64::from(n) == i64::from(day.year()) || i64::from(n) == i64::from(day.year()) % 100;
    let (month, date) = (day.month(), day.day());
    all_digits && (is_year(c) && ((a, b) == (month, date) || (a, b) == (date, month)) || is_year(a) && (b, c) == (month, date))
}

fn only(mut days: impl Iterator<Item = NaiveDate>) -> Option<NaiveDate> {
    let day = days.next();
    day.filter(|_| days.next().is_none())
}

/// The text in plain forms without blanks, and the weekday that stands at its end.
fn without_weekday(text: &str) -> (String, Option<Weekday>) {
    const DAYS: [(&str, &str, Weekday); 7] = [
        ("월", "mon", Weekday::Mon),
        ("화", "tue", Weekday::Tue),
        ("수", "wed", Weekday::Wed),
        ("목", "thu", Weekday::Thu),
        ("금", "fri", Weekday::Fri),
        ("토", "sat", Weekday::Sat),
        ("일", "sun", Weekday::Sun),
    ];
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let text = text.trim().trim_start_matches('\'');
    let of = |word: &str| {
        let word = word.trim().trim_end_matches('.');
        let full = |en: &str, day: Weekday| word == en || (word.len() > 3 && full_name(day).starts_with(word));
        DAYS.iter().find(|(ko, en, day)| word.trim_end_matches("요일") == *ko || full(en, *day)).map(|d| d.2)
    };
    let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let in_brackets = text.strip_suffix([')', ']']).and_then(|t| t.rsplit_once(['(', '[']));
    if let Some((rest, day)) = in_brackets.and_then(|(rest, word)| Some((rest, of(word)?))) {
        return (bare(rest), Some(day));
    }
    match text.rsplit_once(char::is_whitespace).and_then(|(rest, word)| Some((rest, of(word)?))) {
        Some((rest, day)) => (bare(rest), Some(day)),
        None if text != "일" && of(text).is_some() => (String::new(), of(text)),
        None => (bare(text), None),
    }
}

fn full_name(day: Weekday) -> &'static str {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][day.num_days_from_monday() as usize]
}

/// `1일차`, `첫째 날`, `day 2`: which day of the event, counted from 1; 0 = the last.
fn nth_day(text: &str) -> Option<usize> {
    const NAMES: [(&[&str], usize); 6] = [
        (&["첫날", "첫째날", "첫번째날"], 1),
        (&["둘째날", "이튿날", "두번째날"], 2),
        (&["셋째날", "세번째날"], 3),
        (&["넷째날", "네번째날"], 4),
        (&["다섯째날"], 5),
        (&["마지막날", "lastday"], 0),
    ];
    if let Some((_, nth)) = NAMES.iter().find(|(names, _)| names.contains(&text)) {
        return Some(*nth);
    }
    let text = text.strip_prefix('제').unwrap_or(text);
    let forms = [text.strip_suffix("일차"), text.strip_suffix("일째"), text.strip_prefix("day"), text.strip_prefix('d')];
    let digits = forms.into_iter().flatten().next()?;
    digits.parse().ok().filter(|n| *n > 0)
}

/// Year, month and day of a text without blanks; the year and the month may be missing.
fn parts(text: &str) -> Option<(Option<i32>, Option<u32>, u32)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut text = text.to_string();
    for (m, name) in MONTHS.iter().enumerate() {
        if let Some(i) = text.find(name) {
            let end = text[i..].find(|c: char| !c.is_ascii_alphabetic()).map_or(text.len(), |n| i + n);
            let mut numbers: Vec<u32> = Vec::new();
            for part in [&text[..i], &text[end..]] {
                numbers.extend(part.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok()));
            }
            let year = numbers.iter().find(|n| (1900..2200).contains(*n)).map(|n| *n as i32);
            let days: Vec<u32> = numbers.into_iter().filter(|n| *n <= 31).collect();
            return if let [day] = days[..] { Some((year, Some(m as u32 + 1), day)) } else { None };
        }
    }
    let of_month = text.ends_with('일') || !text.contains(['/', '.', '-', '월']);
    text = text.replace(['년', '월', '.', '-'], "/").replace('일', "");
    let numbers: Vec<&str> = text.trim_end_matches('/').split('/').collect();
    let number = |part: &str| -> Option<u32> {
        (!part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    match numbers[..] {
        [year, month, day] if year.len() == 2 || year.len() == 4 => {
            let century = if year.len() == 2 { 2000 } else { 0 };
            Some((Some(number(year)? as i32 + century), Some(number(month)?), number(day)?))
        }
        [month, day] => Some((None, Some(number(month)?), number(day)?)),
        [month_day] if month_day.len() == 4 && month_day.is_ascii() => {
            Some((None, Some(number(&month_day[..2])?), number(&month_day[2..])?))
        }
        [day] if of_month && day.len() <= 2 => Some((None, None, number(day)?)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::event::{Day, SlotId};

    /// Three days in April 2022, without sessions.
    pub fn grid() -> Grid {
        let day = |d| Day { date: NaiveDate::from_ymd_opt(2022, 4, d).unwrap(), slots: (SlotId(0), SlotId(0)) };
        let days = vec![day(13), day(14), day(15)];
        Grid { days, sessions: vec![], slots: vec![], present_min: 7, answer_min: 7, changeover_min: 1 }
    }

    #[test]
    fn a_day_without_a_year_is_the_day_of_the_event() {
        for text in [
            "4/13",
            "4/13(수)",
            "4.13",
            "04-13",
            "4월 13일",
            "4월 13일(수)",
            "'22.4.13(수)",
            "22.04.13.",
            "1일차",
            "제1일차",
            "첫째 날",
            "Day 1",
            "2022-04-13 수",
            "13일",
            "수요일",
            "Apr 13",
            "13 April",
            "0413",
            "2022. 4. 13.(수)",
            "4/13 (Wed)",
            "13 April 2022",
            "Apr 13, 2022",
            "04/13/2022",
            "13.04.2022",
            "4/13/22",
            "220413",
        ] {
            assert_eq!(named(text, &grid()), Named::Day(NaiveDate::from_ymd_opt(2022, 4, 13).unwrap()), "{text}");
        }
        for text in ["4/12", "5월 13일"] {
            assert_eq!(named(text, &grid()), Named::Outside, "{text}");
        }
        // Two of them have four bytes and no four digits.
        for text in ["4/13(목)", "4일차", "4/32", "오전", "", "일", "4/13 오전", "13일 오후", "약4", "\u{fffd}0"] {
            assert_eq!(named(text, &grid()), Named::Unclear, "{text}");
        }
    }
}

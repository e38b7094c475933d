//! Dates and times of a written file. A form that leaves open which number is the month, or that has no year, is read where only one day of
//! the event fits it.

use crate::diagnostic::Text;
use crate::event::clock;
use crate::load::values::{date, date_time, excel_date, time_min};
use chrono::{Datelike, NaiveDate, Weekday};

/// The date of a cell, or what to do about it.
pub(super) fn read_date(cell: &str, days: &[NaiveDate]) -> Result<NaiveDate, Text> {
    if let Some(date) = date(cell) {
        return Ok(date);
    }
    let mut meant: Vec<NaiveDate> = excel_date(cell).into_iter().collect();
    meant.extend(readings(cell));
    let named = |day: &NaiveDate| weekday(cell).is_none_or(|w| day.weekday() == w);
    let fits = |day: &NaiveDate| meant.iter().any(|m| is_day(*m, *day)) && named(day);
    let on_event: Vec<NaiveDate> = days.iter().copied().filter(fits).collect();
    match on_event[..] {
        [day] => Ok(day),
        _ => Err(date_help(&on_event, days)),
    }
}

/// The day of the week that a date names beside its numbers: `4/13(수)`, `2022-04-13 Wed`.
fn weekday(cell: &str) -> Option<Weekday> {
    const KOREAN: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
    let words = cell.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '.'));
    words.into_iter().find_map(|word| {
        let word = word.strip_suffix("요일").unwrap_or(word);
        let korean = KOREAN.iter().position(|day| *day == word).and_then(|i| Weekday::try_from(i as u8).ok());
        korean.or_else(|| word.parse().ok())
    })
}

/// Whether a reading, which may leave the year open (year 0), is a day.
fn is_day(reading: NaiveDate, day: NaiveDate) -> bool {
    (reading.month(), reading.day()) == (day.month(), day.day()) && [0, day.year()].contains(&reading.year())
}

/// Every date that three numbers, or two and no year, may mean in one of the orders that spreadsheets show: `4/13/2022`, `13.04.22`,
/// `13-Apr-22`, `4월 13일`, `4/13`.
fn readings(cell: &str) -> Vec<NaiveDate> {
    let Some(numbers) = numbers(cell) else { return Vec::new() };
    let orders: &[[u32; 3]] = match numbers[..] {
        [a, b] => &[[0, a, b]],
        [a, b, c] => &[[c, a, b], [c, b, a], [a, b, c]],
        _ => &[],
    };
    let full_year = |y: u32| if (1..100).contains(&y) { y + 2000 } else { y };
    let of = |[y, m, d]: &[u32; 3]| NaiveDate::from_ymd_opt(i32::try_from(full_year(*y)).ok()?, *m, *d);
    orders.iter().filter_map(of).collect()
}

/// The numbers of a date, the name of a month as its number; nothing if any other word stands there, but for a weekday.
fn numbers(cell: &str) -> Option<Vec<u32>> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const KOREAN: [&str; 20] = [
        "년",
        "월",
        "일",
        "월요일",
        "화요일",
        "수요일",
        "목요일",
        "금요일",
        "토요일",
        "일요일",
        "화",
        "수",
        "목",
        "금",
        "토",
        "오전",
        "오후",
        "am",
        "pm",
        "",
    ];
    let cell = without_midnight(cell).to_lowercase();
    let mut numbers = Vec::new();
    let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-' | ',' | '(' | ')' | '\'');
    for part in cell.split(is_end).flat_map(runs) {
        let begins = |names: &[&str]| names.iter().position(|name| part.starts_with(name) && part.is_ascii());
        match (part.parse::<u32>(), begins(&MONTHS)) {
            (Ok(number), _) if part.len() <= 4 => numbers.push(number),
            // A named month comes before or after its day; put first, the two are read in one way only.
            (Err(_), Some(month)) if numbers.len() <= 1 => numbers.insert(0, month as u32 + 1),
            (Err(_), None) if begins(&WEEKDAYS).is_some() || KOREAN.contains(&part) => {}
            _ => return None,
        }
    }
    Some(numbers)
}

/// The runs of digits of a text, and what stands between them.
fn runs(text: &str) -> Vec<&str> {
    let mut runs: Vec<&str> = Vec::new();
    let mut from = 0;
    let kinds: Vec<(usize, bool)> = text.char_indices().map(|(i, c)| (i, c.is_ascii_digit())).collect();
    for pair in kinds.windows(2).filter(|pair| pair[0].1 != pair[1].1) {
        runs.push(&text[from..pair[1].0]);
        from = pair[1].0;
    }
    runs.push(&text[from..]);
    runs
}

/// Without a midnight that a spreadsheet has put behind the date.
fn without_midnight(cell: &str) -> &str {
    let cuts = cell.char_indices().filter(|(_, c)| c.is_whitespace());
    let midnight = cuts.into_iter().find(|(i, _)| cell.contains(':') && time_min(&cell[*i..]) == Some(0));
    midnight.map_or(cell, |(i, _)| &cell[..i])
}

fn date_help(meant: &[NaiveDate], days: &[NaiveDate]) -> Text {
    let listed = |days: &[NaiveDate]| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match meant {
        [] => Text::new(
            format!("write the date as YYYY-MM-DD; the event is held on {}", listed(days)),
            format!("날짜를 YYYY-MM-DD로 적으세요. 행사 날짜: {}", listed(days)),
        ),
        _ => Text::new(format!("which is meant: {}?", listed(meant)), format!("어느 날짜입니까: {}", listed(meant))),
    }
}

/// Minutes after midnight; a date in front must be that of the row or the one with which spreadsheets begin to count.
pub(super) fn read_time(cell: &str, day: Option<NaiveDate>) -> Option<i32> {
    let of_moment = || {
        let at = date_time(cell, false).filter(|_| cell.contains(':'))?;
        let first_days = [(1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1)];
        let is_first = first_days.iter().any(|(y, m, d)| NaiveDate::from_ymd_opt(*y, *m, *d) == Some(at.date()));
        let minutes = (at - at.date().and_time(chrono::NaiveTime::MIN)).num_minutes();
        i32::try_from(minutes).ok().filter(|_| is_first || Some(at.date()) == day)
    };
    time_min(cell).or_else(of_moment)
}

/// What to do about a time that cannot be read.
pub(super) fn time_help(starts: &[i32]) -> Text {
    const SHOWN: usize = 6;
    let more = if starts.len() > SHOWN { ", ..." } else { "" };
    let listed = starts.iter().take(SHOWN).map(|min| clock(*min)).collect::<Vec<_>>().join(", ");
    Text::new(
        format!("write the time as HH:MM; meetings start at {listed}{more}"),
        format!("시각을 HH:MM으로 적으세요. 상담 시작 시각: {listed}{more}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_date_in_any_order_is_the_day_of_the_event_that_it_fits() {
        let days = [day(2022, 4, 13), day(2022, 4, 14), day(2022, 5, 4)];
        for cell in [
            "2022-04-13",
            "2022-04-13 00:00:00",
            "2022. 4. 13. 오전 12:00:00",
            "4/13/2022",
            "13/04/2022",
            "13.04.2022",
            "04-13-22",
            "22/4/13",
            "4/13",
            "4월 13일",
            "4월 13일(수)",
            "4월 13일 수요일",
            "13-Apr-22",
            "13-Apr",
            "Apr 13, 2022",
            "Wednesday, April 13, 2022",
            "4/13/2022 0:00",
            "44664",
        ] {
            assert_eq!(read_date(cell, &days), Ok(days[0]), "{cell}");
        }
        for cell in ["", "soon", "4/13/2021", "14", "April", "4/13 오전 10:00", "13/13/2022", "0.5", "13 or 14"] {
            assert!(read_date(cell, &days).is_err(), "{cell}");
        }
        assert_eq!(read_date("2022-06-01", &days), Ok(day(2022, 6, 1)), "a date with its year first needs no event");
        let help = read_date("soon", &days).unwrap_err().en;
        assert_eq!(help, "write the date as YYYY-MM-DD; the event is held on 2022-04-13, 2022-04-14, 2022-05-04");
    }

    #[test]
    fn a_date_that_two_days_fit_is_not_chosen() {
        let days = [day(2022, 4, 5), day(2022, 5, 4)];
        let help = read_date("4/5/2022", &days).unwrap_err();
        assert!(help.en.contains("2022-04-05, 2022-05-04"), "{}", help.en);
        assert_eq!(read_date("4월 5일", &days[..1]), Ok(days[0]));
    }

    #[test]
    fn a_time_may_carry_the_date_of_its_row() {
        let row = Some(day(2022, 4, 13));
        for cell in ["10:00", "10:00:00", "오전 10:00", "10:00 AM", "10시", "2022-04-13 10:00:00", "1899-12-30 10:00:00"] {
            assert_eq!(read_time(cell, row), Some(600), "{cell}");
        }
        for cell in ["2022-04-14 10:00", "10", "0.41666", "2022-04-13", "9:60", ""] {
            assert_eq!(read_time(cell, row), None, "{cell}");
        }
        let shown = |starts: &[i32]| time_help(starts).en;
        assert_eq!(shown(&[600, 615]), "write the time as HH:MM; meetings start at 10:00, 10:15");
        let six = "10:00, 10:15, 10:30, 10:45, 11:00, 11:15";
        let every_quarter = [600, 615, 630, 645, 660, 675, 690];
        assert_eq!(shown(&every_quarter[..6]), format!("write the time as HH:MM; meetings start at {six}"));
        assert_eq!(shown(&every_quarter), format!("write the time as HH:MM; meetings start at {six}, ..."));
    }
}

//! The days on which a party is not there: all that its `days` cell does not list (`4/13, 14`, `1일차·3일차`, `4/13~4/15`).

use super::cells::Cells;
use super::days::{Named, named};
use crate::diagnostic::{Text, codes};
use crate::event::Grid;
use crate::load::Field;
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// The days of the event on which a party is not there: all that its `days` cell does not name; none if the cell is empty.
pub fn read(cells: &mut Cells, grid: &Grid) -> Vec<NaiveDate> {
    let text = cells.text(Field::Days);
    if text.is_empty() || grid.days.is_empty() {
        return Vec::new();
    }
    let Some(present) = read_days(&text, grid) else {
        let days: Vec<String> = grid.days.iter().map(|d| format!("{}/{}", d.date.month(), d.date.day())).collect();
        let days = days.join(", ");
        cells.report(
            &codes::NOT_A_DATE,
            Field::Days,
            Text::new("this cell does not name days of the event", "행사 날짜로 읽을 수 없습니다"),
            Text::new(
                format!("write the days as dates, or 1일차 for the first; the event is held on {days}"),
                format!("날짜나 1일차처럼 적으세요. 행사 날짜: {days}"),
            ),
        );
        return Vec::new();
    };
    let away: Vec<NaiveDate> = grid.days.iter().map(|d| d.date).filter(|d| !present.contains(&Some(*d))).collect();
    if present.iter().any(|d| d.is_none_or(|d| !grid.days.iter().any(|e| e.date == d))) {
        let days: Vec<String> = grid.days.iter().map(|d| d.date.to_string()).collect();
        cells.report(
            &codes::WINDOW_OUTSIDE,
            Field::Days,
            Text::new("one of these days is not a day of the event", "행사 날짜가 아닌 날이 있습니다"),
            Text::new(format!("the event is held on {}", days.join(", ")), format!("행사 날짜: {}", days.join(", "))),
        );
    }
    away
}

/// The days that a cell lists, `None` for a day outside the event; nothing if a part of it is not a day.
fn read_days(text: &str, grid: &Grid) -> Option<Vec<Option<NaiveDate>>> {
    const ALL: [&str; 10] = ["전체", "전일", "모두", "매일", "전일정", "전기간", "all", "alldays", "everyday", "전부"];
    let mut days = Vec::new();
    let mut month = None;
    let text = text.replace(" 및 ", ",").replace(" and ", ",");
    for part in text.split([',', ';', '、', '，', '；', '\n', '·', '&', '+']).map(str::trim).filter(|p| !p.is_empty()) {
        let plain: String = part.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        if ALL.contains(&plain.as_str()) || plain == "양일" && grid.days.len() == 2 {
            days.extend(grid.days.iter().map(|d| Some(d.date)));
            continue;
        }
        let is_short = part.contains('/') && part.matches('-').count() == 1;
        match part.split_once(['~', '～', '∼', '〜']).or_else(|| part.split_once('-').filter(|_| is_short)) {
            None => days.push(one_day(part, &mut month, grid)?),
            Some((first, last)) => {
                let (first, last) = (one_day(first, &mut month, grid)?, one_day(last, &mut month, grid)?);
                let (first, last) = (first?, last?);
                days.extend([Some(first), Some(last)]);
                days.extend(grid.days.iter().map(|d| d.date).filter(|d| first <= *d && *d <= last).map(Some));
            }
        }
    }
    Some(days)
}

/// One day of a list: `14` after `4/13` is the 14th of April. A bare number that may count the days of the event is unclear.
fn one_day(text: &str, month: &mut Option<u32>, grid: &Grid) -> Option<Option<NaiveDate>> {
    let number: Option<u32> = text.trim().trim_end_matches('일').trim().parse().ok();
    let text = match (number, *month) {
        (Some(day), Some(month)) => format!("{month}/{day}"),
        (Some(day), None) if day as usize <= grid.days.len() && !text.trim().ends_with('일') => return None,
        _ => text.to_string(),
    };
    match named(&text, grid) {
        Named::Day(date) => {
            *month = Some(date.month());
            Some(Some(date))
        }
        Named::Outside => Some(None),
        Named::Unclear => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::days::tests::grid;

    #[test]
    fn a_cell_lists_days() {
        let read = |text: &str| {
            let days = read_days(text, &grid())?;
            let mut days: Vec<u32> = days.into_iter().map(|d| d.map_or(0, |d| d.day())).collect();
            days.sort_unstable();
            days.dedup();
            Some(days)
        };
        for (text, days) in [
            ("4/13, 4/14", &[13, 14][..]),
            ("4/13, 14", &[13, 14]),
            ("4월 13일, 15일", &[13, 15]),
            ("1일차", &[13]),
            ("1일차·3일차", &[13, 15]),
            ("4/13~4/15", &[13, 14, 15]),
            ("4/14-4/15", &[14, 15]),
            ("2022-04-14~2022-04-15", &[14, 15]),
            ("13일, 14일", &[13, 14]),
            ("전체", &[13, 14, 15]),
            ("4/12, 4/13", &[0, 13]),
            ("2022-04-14", &[14]),
        ] {
            assert_eq!(read(text).as_deref(), Some(days), "{text}");
        }
        for text in ["1", "1, 2", "오전", "4/13 오후", "양일", "없음", "x"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! Reads the cells of one row: ids, whole numbers, dates, times, words. Every cell it cannot read becomes a fault.

use super::days::{self, Named};
use super::words::{self, Word};
use super::{languages, zones};
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{Grid, Zone, limits};
pub use crate::load::values::{clean, is_invisible, trimmed};
use crate::load::{Field, Row, Table, TableKind, is_forbidden};
use chrono::{NaiveDate, NaiveDateTime};
use std::borrow::Cow;

/// One row being read.
pub struct Cells<'a> {
    pub table: &'a Table,
    pub row: &'a Row,
    pub findings: &'a mut Findings,
}

impl<'a> Cells<'a> {
    /// The cell, trimmed and in NFC; empty if there is none.
    pub fn text(&self, field: Field) -> Cow<'a, str> {
        clean(self.table.text(self.row, field))
    }

    pub fn owned(&self, field: Field) -> String {
        self.text(field).into_owned()
    }

    pub fn at(&self, field: Field) -> Location {
        self.table.at(self.row, field)
    }

    pub fn raw(&self, field: Field) -> &'a str {
        self.table.text(self.row, field)
    }

    /// A required id: not empty, no control character.
    pub fn id(&mut self, field: Field) -> Option<Cow<'a, str>> {
        let id = self.text(field);
        if id.is_empty() {
            self.report_empty(field);
            return None;
        }
        if id.contains(is_forbidden) {
            // Loading has told.
            return None;
        }
        if id.contains(char::is_control) {
            self.findings.add(
                &codes::CONTROL_CHARACTER,
                self.at(field),
                self.raw(field),
                Text::new(
                    "an id must not contain a line break or another control character",
                    "번호에 줄바꿈 같은 제어 문자를 쓸 수 없습니다",
                ),
                Text::new("write the id on one line, one id per cell", "번호를 한 칸에 하나씩 한 줄로 적으세요"),
            );
            return None;
        }
        Some(id)
    }

    /// Says that a required cell is empty, unless the whole column is missing, which was said once already.
    pub fn report_empty(&mut self, field: Field) {
        if self.table.column(field).is_none() {
            return;
        }
        self.findings.add(
            &codes::CELL_EMPTY,
            self.at(field),
            "",
            Text::new("this cell must not be empty", "이 칸은 비워 둘 수 없습니다"),
            Text::new("fill it in, or delete the row", "값을 적거나 이 행을 지우세요"),
        );
    }

    /// A whole number in `[min, max]`; `None` if the cell is empty or was reported.
    pub fn number(&mut self, field: Field, min: i64, max: i64) -> Option<i64> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let Some(number) = words::whole_number(&text) else {
            self.report(
                &codes::NOT_A_NUMBER,
                field,
                Text::new("this is not a whole number", "정수가 아닙니다"),
                Text::new(
                    format!("write a whole number from {min} to {max}, or leave the cell empty"),
                    format!("{min}에서 {max} 사이의 정수를 적거나 비워 두세요"),
                ),
            );
            return None;
        };
        if !(min..=max).contains(&number) {
            self.report(
                &codes::OUT_OF_RANGE,
                field,
                Text::new(
                    format!("{number} is not within {min} to {max}"),
                    format!("{number}은(는) {min}에서 {max} 사이가 아닙니다"),
                ),
                Text::new(
                    format!("write a whole number from {min} to {max}, or leave the cell empty"),
                    format!("{min}에서 {max} 사이의 정수를 적거나 비워 두세요"),
                ),
            );
            return None;
        }
        Some(number)
    }

    /// A count; `None` if the cell is empty or was reported.
    pub fn count(&mut self, field: Field, min: u32, max: u32) -> Option<u32> {
        self.number(field, i64::from(min), i64::from(max)).and_then(|n| u32::try_from(n).ok())
    }

    /// A limit of which 0 means none: `default` if the cell is empty.
    pub fn limit(&mut self, field: Field, default: u32) -> Option<u32> {
        let limit = self.count(field, 0, limits::COUNT.count()).unwrap_or(default);
        (limit > 0).then_some(limit)
    }

    /// A date with its year. A form without one is refused, with the day of the event that it can only mean.
    pub fn date(&mut self, field: Field, grid: &Grid) -> Option<NaiveDate> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let date = words::date(&text);
        if date.is_none() {
            let cause = Text::new("this is not a date", "날짜가 아닙니다");
            let help = self.every_day(&text).unwrap_or_else(|| date_help(&text, grid));
            self.report(&codes::NOT_A_DATE, field, cause, help);
        }
        date
    }

    /// What to do in place of a word for all days.
    fn every_day(&self, text: &str) -> Option<Text> {
        const WORDS: [&str; 11] =
            ["양일", "전일", "전체", "매일", "모두", "전일정", "전기간", "everyday", "alldays", "all", "모든날"];
        let is_every = WORDS.contains(&crate::load::folded(text).as_str()) && self.table.kind == TableKind::Windows;
        is_every.then(|| Text::new("leave the date empty for every day", "모든 날이면 날짜를 비우세요"))
    }

    /// Minutes after midnight, 0 to 1440.
    pub fn time(&mut self, field: Field) -> Option<i32> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let time = words::time_min(&text).or_else(|| self.time_of_moment(&text, field));
        if time.is_none() {
            self.report(
                &codes::NOT_A_TIME,
                field,
                Text::new("this is not a time of day in whole minutes", "분 단위의 시각이 아닙니다"),
                self.moment_help(&text).unwrap_or_else(|| words::time_help(&text)),
            );
        }
        time
    }

    /// What to do with a date and time that is not of the day of its row.
    fn moment_help(&self, text: &str) -> Option<Text> {
        let at = words::date_time(text, false).filter(|_| text.contains(':'))?;
        let (day, clock) = (at.date(), at.format("%H:%M"));
        Some(Text::new(
            format!("write only the time here: {clock}; the date {day} belongs in the column of dates"),
            format!("시각만 {clock}(으)로 적고, 날짜 {day}은(는) 날짜 열에 적으세요"),
        ))
    }

    /// The time of a date and time whose date is that of the row, or the day on which spreadsheets begin to count.
    fn time_of_moment(&mut self, text: &str, field: Field) -> Option<i32> {
        let at = words::date_time(text, false).filter(|_| text.contains(':'))?;
        let first_days = [(1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1)];
        let is_first = first_days.iter().any(|(y, m, d)| NaiveDate::from_ymd_opt(*y, *m, *d) == Some(at.date()));
        if !is_first && words::date(&self.text(Field::Date)) != Some(at.date()) {
            return None;
        }
        let minutes = i32::try_from((at - words::moment(at.date(), 0)).num_minutes()).ok()?;
        let clock = words::clock(minutes);
        self.report(
            &codes::TIME_FROM_DATE,
            field,
            Text::new(format!("this is read as {clock}"), format!("{clock}(으)로 읽었습니다")),
            Text::default(),
        );
        Some(minutes)
    }

    /// Date and time; a date alone means its beginning, or its end if `ends`.
    pub fn date_time(&mut self, field: Field, ends: bool) -> Option<NaiveDateTime> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let at = words::date_time(&text, ends);
        if at.is_none() {
            self.report(
                &codes::NOT_A_DATE,
                field,
                Text::new("this is not a date and time", "날짜와 시각이 아닙니다"),
                Text::new("write it as YYYY-MM-DD HH:MM", "YYYY-MM-DD HH:MM으로 적으세요"),
            );
        }
        at
    }

    /// One of the words of a column; `None` if the cell is empty or was reported.
    pub fn word<T: Copy + PartialEq>(&mut self, field: Field, known: &[Word<T>]) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let word = words::find(&text, known);
        if word.is_none() {
            let names: Vec<&str> = known.iter().map(|w| w.names[0]).collect();
            let near = words::slips(&text, known);
            let all = names.join(", ");
            let help = match near.first() {
                Some(near) => Text::new(
                    format!("did you mean `{near}`? Known: {all}"),
                    format!("혹시 `{near}`입니까? 쓸 수 있는 값: {all}"),
                ),
                None => Text::new(format!("write one of {all}"), format!("{all} 중 하나를 적으세요")),
            };
            self.report(
                &codes::UNKNOWN_WORD,
                field,
                Text::new("this column does not allow that word", "이 열에 쓸 수 없는 낱말입니다"),
                help,
            );
        }
        word
    }

    /// An IANA zone; that of the event if the cell is empty or was reported.
    pub fn zone(&mut self, of_event: Zone) -> Zone {
        let text = self.text(Field::Timezone);
        if text.is_empty() {
            return of_event;
        }
        match zones::zone(&text) {
            Some(zone) => {
                if let Some((cause, help)) = zones::reversed(zone) {
                    self.report(&codes::REVERSED_ZONE, Field::Timezone, cause, help);
                }
                zone
            }
            None => {
                self.report(
                    &codes::UNKNOWN_ZONE,
                    Field::Timezone,
                    zones::cause(),
                    zones::help(&text, &self.text(Field::Country)),
                );
                of_event
            }
        }
    }

    /// Language codes in lower case, each once.
    pub fn languages(&mut self) -> Vec<String> {
        let text = self.text(Field::Languages);
        let mut known: Vec<String> = Vec::new();
        for part in languages::parts(&text) {
            match languages::code_of(part) {
                Some(code) if known.iter().any(|k| k == code) => {}
                Some(code) => known.push(code.to_string()),
                None => self.findings.add(
                    &codes::BAD_LANGUAGE,
                    self.at(Field::Languages),
                    part,
                    Text::new("this is not a language code", "언어 코드가 아닙니다"),
                    match languages::meant(part) {
                        Some(code) => Text::new(format!("did you mean `{code}`?"), format!("혹시 `{code}`입니까?")),
                        None => Text::new("write codes such as ko;en;ja;zh", "ko;en;ja;zh 같은 코드로 적으세요"),
                    },
                ),
            }
        }
        known
    }

    /// Says that an id was given before.
    pub fn report_twice(&mut self, field: Field, first: &Location) {
        self.report(
            &codes::ID_TWICE,
            field,
            Text::new(format!("this id is already used in {first}"), format!("이 번호는 이미 {first}에 있습니다")),
            Text::new("give each row an id of its own, or delete one of the rows", "행마다 다른 번호를 쓰거나 한 행을 지우세요"),
        );
    }

    /// Reports the cell as it stands.
    pub fn report(&mut self, code: &codes::Code, field: Field, cause: Text, help: Text) {
        self.findings.add(code, self.at(field), self.raw(field), cause, help);
    }
}

fn date_help(text: &str, grid: &Grid) -> Text {
    if let Some(day) = words::excel_date(text) {
        return Text::new(
            format!("this looks like Excel's number for {day}: write {day}"),
            format!("엑셀의 날짜 숫자로 보입니다: {day}(으)로 적으세요"),
        );
    }
    let day = |text: &str| match days::named(text, grid) {
        Named::Day(day) => Some(day),
        _ => None,
    };
    if let Some(at) = words::date_time(text, false) {
        let day = at.date();
        return Text::new(
            format!("write only the date here: {day}; the time belongs in a column of its own"),
            format!("날짜만 {day}(으)로 적고, 시각은 시각 열에 적으세요"),
        );
    }
    let ends = text.split_once(['~', '～', '∼', '〜']).and_then(|(a, b)| Some((day(a)?, day(b)?)));
    if let Some((first, last)) = ends {
        return Text::new(
            format!("write one row for each day, from {first} to {last}"),
            format!("{first}부터 {last}까지 하루에 한 행씩 적으세요"),
        );
    }
    let several: Vec<NaiveDate> = words::list(text).map_while(day).collect();
    if several.len() > 1 && several.len() == words::list(text).count() {
        let days = several.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(", ");
        return Text::new(format!("write one row for each day: {days}"), format!("하루에 한 행씩 적으세요: {days}"));
    }
    if let Some(day) = day(text) {
        return Text::new(format!("did you mean `{day}`?"), format!("혹시 `{day}`입니까?"));
    }
    if let Some(day) = text.split(['(', ' ']).next().and_then(words::date).filter(|_| text.contains(['(', ' '])) {
        return Text::new(
            format!("{day} is a {}: correct the date or the day of the week", day.format("%A")),
            format!("{day}은(는) {}요일입니다. 날짜나 요일을 고치세요", words::weekday_ko(day)),
        );
    }
    if grid.days.is_empty() {
        return Text::new("write the date as YYYY-MM-DD", "날짜를 YYYY-MM-DD로 적으세요");
    }
    const SHOWN: usize = 7;
    let mut days: Vec<String> = grid.days.iter().map(|d| d.date.to_string()).take(SHOWN).collect();
    days.extend((grid.days.len() > SHOWN).then(|| "...".to_string()));
    let days = days.join(", ");
    Text::new(
        format!("write the date as YYYY-MM-DD; the event is held on {days}"),
        format!("날짜를 YYYY-MM-DD로 적으세요. 행사일: {days}"),
    )
}

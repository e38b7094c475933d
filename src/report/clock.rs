//! Times as people read them: the instants of a slot in any zone, dates and weekdays in words.

use crate::candidates::slot_interval;
use crate::event::{Event, Lang, SlotId};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

/// The three instants of a meeting in one zone, as local times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the presentation begins.
    pub start: NaiveDateTime,
    /// When the questions begin.
    pub answer_start: NaiveDateTime,
    /// When the questions end; the change-over follows.
    pub end: NaiveDateTime,
}

impl Times {
    /// The times of a meeting in the slot, in `zone`.
    pub fn of(event: &Event, slot: SlotId, zone: Tz) -> Self {
        let start = start_utc(event, slot);
        let local = |minutes: i32| (start + Duration::minutes(minutes.into())).with_timezone(&zone).naive_local();
        Self { start: local(0), answer_start: local(event.grid.present_min), end: local(event.grid.meeting_min()) }
    }

    /// `10:00-10:14`
    pub fn span(&self) -> String {
        format!("{}\u{2013}{}", hhmm(self.start), hhmm(self.end))
    }
}

/// The instant a slot starts.
pub fn start_utc(event: &Event, slot: SlotId) -> DateTime<Utc> {
    DateTime::from_timestamp(slot_interval(event, slot).0 * 60, 0).expect("an event's slots lie in the calendar")
}

/// `09:05`
pub fn hhmm(time: NaiveDateTime) -> String {
    time.format("%H:%M").to_string()
}

/// `4월 13일 (수)`, `Wed 13 April`.
pub fn date_in_words(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{}월 {}일 ({})", date.month(), date.day(), weekday(date, lang)),
        Lang::En => format!("{} {}", weekday(date, lang), date.format("%-d %B")),
    }
}

/// `수`, `Wed`
pub fn weekday(date: NaiveDate, lang: Lang) -> &'static str {
    const KO: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let day = date.weekday().num_days_from_monday() as usize;
    match lang {
        Lang::Ko => KO[day],
        Lang::En => EN[day],
    }
}

/// How a zone is named on paper, with every offset it has during the event: `Asia/Seoul (UTC+09:00)`.
pub fn zone_in_words(event: &Event, zone: Tz) -> String {
    let mut offsets: Vec<String> = Vec::new();
    for slot in event.grid.slot_ids() {
        let offset = start_utc(event, slot).with_timezone(&zone).format("UTC%:z").to_string();
        if !offsets.contains(&offset) {
            offsets.push(offset);
        }
    }
    format!("{} ({})", zone.name(), offsets.join(", "))
}

/// `09:05` of minutes after midnight.
pub fn minute_of_day(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

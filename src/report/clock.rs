//! Times as people read them: the instants of a slot in any zone, dates and weekdays in words.

use crate::candidates::{slot_interval, utc_min};
use crate::event::{Event, Lang, SlotId, Zone};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};

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
    pub fn of(event: &Event, slot: SlotId, zone: Zone) -> Self {
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

/// The instant of a time on the event's clock.
pub fn event_utc(event: &Event, local: NaiveDateTime) -> DateTime<Utc> {
    DateTime::from_timestamp(utc_min(event.timezone, local) * 60, 0).expect("times of an event lie in the calendar")
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

/// What a zone's clocks show over the years of the event: from which minute since 1970 UTC on how many minutes east of UTC they are.
pub(super) fn offsets(event: &Event, zone: Zone) -> Vec<(i64, i32)> {
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc().timestamp() / 60;
    let days = &event.grid.days;
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return vec![(0, 0)] };
    let year_min = 366 * 24 * 60;
    let mut offsets: Vec<(i64, i32)> = Vec::new();
    // Zones of our days change their clocks at a quarter of an hour.
    for minute in (midnight(first.date) - year_min..midnight(last.date) + year_min).step_by(15) {
        let at = DateTime::from_timestamp(minute * 60, 0).expect("an event's years lie in the calendar");
        let offset_min = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60;
        if offsets.last().is_none_or(|(_, before)| *before != offset_min) {
            offsets.push((minute, offset_min));
        }
    }
    offsets
}

/// How a zone is named on paper, with every offset it has during the event: `Asia/Seoul (UTC+09:00)`.
pub fn zone_in_words(event: &Event, zone: Zone) -> String {
    let mut offsets: Vec<String> = Vec::new();
    for slot in event.grid.slot_ids() {
        let offset = start_utc(event, slot).with_timezone(&zone).format("UTC%:z").to_string();
        if !offsets.contains(&offset) {
            offsets.push(offset);
        }
    }
    format!("{} ({})", zone.name(), offsets.join(", "))
}

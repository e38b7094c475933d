//! A VTIMEZONE block (RFC 5545, 3.6.5) that says what a zone's clocks show over the years of an event. Each change of the clocks stands in it
//! as an observance of its own, so that no rule of recurrence has to be guessed.

use chrono::{DateTime, Duration, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// The block for `zone`, valid from a year before `first` to a year after `last`, lines ended by CRLF.
pub fn block(zone: Tz, first: NaiveDate, last: NaiveDate) -> String {
    let from = midnight(first) - Duration::days(366);
    let to = midnight(last) + Duration::days(366);
    let mut lines = vec!["BEGIN:VTIMEZONE".to_string(), format!("TZID:{}", zone.name())];
    observance(&mut lines, zone, from, offset_s(zone, from));
    let mut at = from;
    while at < to {
        let next = at + Duration::hours(6);
        if sort_of_time(zone, at) != sort_of_time(zone, next) {
            let change = first_instant_of(zone, at, next);
            observance(&mut lines, zone, change, offset_s(zone, change - Duration::seconds(1)));
        }
        at = next;
    }
    lines.push("END:VTIMEZONE\r\n".into());
    lines.join("\r\n")
}

fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Seconds east of UTC.
fn offset_s(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// What changes when the clocks do: offset, and whether it is summer time.
fn sort_of_time(zone: Tz, at: DateTime<Utc>) -> (i32, bool) {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    (offset.fix().local_minus_utc(), !offset.dst_offset().is_zero())
}

/// The first second in `(from, to]` whose sort of time is that of `to`.
fn first_instant_of(zone: Tz, mut from: DateTime<Utc>, mut to: DateTime<Utc>) -> DateTime<Utc> {
    let new = sort_of_time(zone, to);
    while to - from > Duration::seconds(1) {
        let middle = from + (to - from) / 2;
        let middle = DateTime::from_timestamp(middle.timestamp(), 0).expect("between two instants");
        if sort_of_time(zone, middle) == new { to = middle } else { from = middle }
    }
    to
}

/// An observance that begins at `start`; its DTSTART is in the time that ends there (RFC 5545: in TZOFFSETFROM).
fn observance(lines: &mut Vec<String>, zone: Tz, start: DateTime<Utc>, from_s: i32) {
    let kind = if sort_of_time(zone, start).1 { "DAYLIGHT" } else { "STANDARD" };
    let local = start.naive_utc() + Duration::seconds(from_s.into());
    lines.push(format!("BEGIN:{kind}"));
    lines.push(format!("DTSTART:{}", local.format("%Y%m%dT%H%M%S")));
    lines.push(format!("TZOFFSETFROM:{}", offset_text(from_s)));
    lines.push(format!("TZOFFSETTO:{}", offset_text(offset_s(zone, start))));
    if let Some(name) = zone.offset_from_utc_datetime(&start.naive_utc()).abbreviation() {
        lines.push(format!("TZNAME:{name}"));
    }
    lines.push(format!("END:{kind}"));
}

/// `+0900`
fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (h, m, s) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    if s == 0 { format!("{sign}{h:02}{m:02}") } else { format!("{sign}{h:02}{m:02}{s:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block_of(zone: Tz) -> String {
        let day = NaiveDate::from_ymd_opt(2022, 4, 13).unwrap();
        block(zone, day, day)
    }

    #[test]
    fn new_york_changes_its_clocks_on_the_right_nights() {
        let text = block_of(chrono_tz::America::New_York);
        for change in [
            "BEGIN:DAYLIGHT\r\nDTSTART:20220313T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT",
            "BEGIN:STANDARD\r\nDTSTART:20221106T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nTZNAME:EST\r\nEND:STANDARD",
        ] {
            assert!(text.contains(change), "{text}");
        }
    }

    #[test]
    fn a_zone_without_summer_time_has_one_observance() {
        let text = block_of(chrono_tz::Asia::Seoul);
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{text}");
        assert!(!text.contains("DAYLIGHT") && text.contains("TZOFFSETTO:+0900"), "{text}");
    }

    #[test]
    fn a_half_hour_offset_keeps_its_minutes() {
        assert!(block_of(chrono_tz::Asia::Kolkata).contains("TZOFFSETTO:+0530"));
        assert_eq!(offset_text(-12_600), "-0330");
    }
}

//! A VTIMEZONE block (RFC 5545, 3.6.5) that says what a zone's clocks show over the years of an event. Each change of the clocks stands in it
//! as an observance of its own, so that no rule of recurrence has to be guessed.

use chrono::{DateTime, Duration, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// The block for `zone`, valid from a year before `first` to a year after `last`, lines ended by CRLF.
pub fn block(zone: Tz, first: NaiveDate, last: NaiveDate) -> String {
    let from = midnight(first) - Duration::days(366);
    let to = midnight(last) + Duration::days(366);
    let instants = || (0..).map(|i| from + Duration::hours(6 * i)).take_while(|at| *at < to);
    let clocks = Clocks { zone, goes_back: instants().any(|at| saved_s(zone, at) < 0) };
    let mut lines = vec!["BEGIN:VTIMEZONE".to_string(), format!("TZID:{}", zone.name())];
    clocks.observance(&mut lines, from, offset_s(zone, from));
    for at in instants() {
        let next = at + Duration::hours(6);
        if clocks.sort_of_time(at) != clocks.sort_of_time(next) {
            let change = clocks.first_instant_of(at, next);
            clocks.observance(&mut lines, change, offset_s(zone, change - Duration::seconds(1)));
        }
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

/// Seconds by which the clocks depart from what the zone's law calls its standard.
fn saved_s(zone: Tz, at: DateTime<Utc>) -> i64 {
    zone.offset_from_utc_datetime(&at.naive_utc()).dst_offset().num_seconds()
}

/// The clocks of a zone over the years of an event.
struct Clocks {
    zone: Tz,
    /// The zone departs from its standard by setting the clocks back: Ireland in winter, Morocco in Ramadan. Calendars expect DAYLIGHT to be
    /// the time that is ahead, whatever the law calls standard.
    goes_back: bool,
}

impl Clocks {
    /// What changes when the clocks do: offset, and whether they are ahead.
    fn sort_of_time(&self, at: DateTime<Utc>) -> (i32, bool) {
        let saved_s = saved_s(self.zone, at);
        (offset_s(self.zone, at), if self.goes_back { saved_s == 0 } else { saved_s > 0 })
    }

    /// The first second in `(from, to]` whose sort of time is that of `to`.
    fn first_instant_of(&self, mut from: DateTime<Utc>, mut to: DateTime<Utc>) -> DateTime<Utc> {
        let new = self.sort_of_time(to);
        while to - from > Duration::seconds(1) {
            let middle = from + (to - from) / 2;
            let middle = DateTime::from_timestamp(middle.timestamp(), 0).expect("between two instants");
            if self.sort_of_time(middle) == new { to = middle } else { from = middle }
        }
        to
    }

    /// An observance that begins at `start`; its DTSTART is in the time that ends there (RFC 5545: in TZOFFSETFROM).
    fn observance(&self, lines: &mut Vec<String>, start: DateTime<Utc>, from_s: i32) {
        let kind = if self.sort_of_time(start).1 { "DAYLIGHT" } else { "STANDARD" };
        let local = start.naive_utc() + Duration::seconds(from_s.into());
        lines.push(format!("BEGIN:{kind}"));
        lines.push(format!("DTSTART:{}", local.format("%Y%m%dT%H%M%S")));
        lines.push(format!("TZOFFSETFROM:{}", offset_text(from_s)));
        lines.push(format!("TZOFFSETTO:{}", offset_text(offset_s(self.zone, start))));
        if let Some(name) = self.zone.offset_from_utc_datetime(&start.naive_utc()).abbreviation() {
            lines.push(format!("TZNAME:{name}"));
        }
        lines.push(format!("END:{kind}"));
    }
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
    fn dublin_has_daylight_time_in_summer_and_standard_time_in_winter() {
        let text = block_of(chrono_tz::Europe::Dublin);
        for change in [
            "BEGIN:DAYLIGHT\r\nDTSTART:20220327T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:IST\r\nEND:DAYLIGHT",
            "BEGIN:STANDARD\r\nDTSTART:20221030T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nEND:STANDARD",
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

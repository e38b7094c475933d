//! A VTIMEZONE block (RFC 5545, 3.6.5) that says what a zone's clocks show over the years of an event. Each change of the clocks stands in it
//! as an observance of its own, so that no rule of recurrence has to be guessed.

use crate::event::{Clocks, Zone};
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// The block for `zone`, valid from a year before `first` to a year after `last`, lines ended by CRLF.
pub fn block(zone: Zone, first: NaiveDate, last: NaiveDate) -> String {
    let from = midnight(first) - Duration::days(366);
    let to = midnight(last) + Duration::days(366);
    let mut lines = vec!["BEGIN:VTIMEZONE".to_string(), format!("TZID:{}", zone.name())];
    let mut shown = zone.clocks(from);
    observance(&mut lines, from, shown.offset_s, &shown);
    for change in std::iter::successors(zone.next_change(from), |at| zone.next_change(*at)).take_while(|at| *at <= to) {
        let new = zone.clocks(change);
        // Some laws change no more than the name.
        if (new.offset_s, new.is_daylight) != (shown.offset_s, shown.is_daylight) {
            observance(&mut lines, change, shown.offset_s, &new);
        }
        shown = new;
    }
    lines.push("END:VTIMEZONE\r\n".into());
    lines.join("\r\n")
}

fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// An observance that begins at `start`; its DTSTART is in the time that ends there (RFC 5545: in TZOFFSETFROM).
fn observance(lines: &mut Vec<String>, start: DateTime<Utc>, from_s: i32, clocks: &Clocks) {
    let kind = if clocks.is_daylight { "DAYLIGHT" } else { "STANDARD" };
    let local = start.naive_utc() + Duration::seconds(from_s.into());
    lines.push(format!("BEGIN:{kind}"));
    lines.push(format!("DTSTART:{}", local.format("%Y%m%dT%H%M%S")));
    lines.push(format!("TZOFFSETFROM:{}", offset_text(from_s)));
    lines.push(format!("TZOFFSETTO:{}", offset_text(clocks.offset_s)));
    lines.extend(clocks.name.iter().map(|name| format!("TZNAME:{name}")));
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

    fn block_of(zone: Zone) -> String {
        let day = NaiveDate::from_ymd_opt(2022, 4, 13).unwrap();
        block(zone, day, day)
    }

    #[test]
    fn new_york_changes_its_clocks_on_the_right_nights() {
        let text = block_of(Zone::named("America/New_York"));
        for change in [
            "BEGIN:DAYLIGHT\r\nDTSTART:20220313T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT",
            "BEGIN:STANDARD\r\nDTSTART:20221106T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nTZNAME:EST\r\nEND:STANDARD",
        ] {
            assert!(text.contains(change), "{text}");
        }
    }

    #[test]
    fn dublin_has_daylight_time_in_summer_and_standard_time_in_winter() {
        let text = block_of(Zone::named("Europe/Dublin"));
        for change in [
            "BEGIN:DAYLIGHT\r\nDTSTART:20220327T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:IST\r\nEND:DAYLIGHT",
            "BEGIN:STANDARD\r\nDTSTART:20221030T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nEND:STANDARD",
        ] {
            assert!(text.contains(change), "{text}");
        }
    }

    #[test]
    fn a_zone_without_summer_time_has_one_observance() {
        let text = block_of(Zone::named("Asia/Seoul"));
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{text}");
        assert!(!text.contains("DAYLIGHT") && text.contains("TZOFFSETTO:+0900"), "{text}");
    }

    #[test]
    fn a_half_hour_offset_keeps_its_minutes() {
        assert!(block_of(Zone::named("Asia/Kolkata")).contains("TZOFFSETTO:+0530"));
        assert_eq!(offset_text(-12_600), "-0330");
    }
}

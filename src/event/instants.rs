//! Local times and instants: what a time means that the clocks skip or repeat.

use super::zone::Zone;
use chrono::{Duration, NaiveDateTime, Offset, TimeZone};

/// Seconds since 1970 UTC. A time that occurs twice means the first; one that the clocks skip means the first instant after the jump.
pub fn instant(zone: Zone, local: NaiveDateTime) -> i64 {
    match zone.from_local_datetime(&local).earliest() {
        Some(at) => at.timestamp(),
        None => jump(zone, local),
    }
}

/// Whether the clocks skip a local time.
pub fn is_skipped(zone: Zone, local: NaiveDateTime) -> bool {
    zone.from_local_datetime(&local).earliest().is_none()
}

/// The local time that a skipped one means.
pub fn after_jump(zone: Zone, local: NaiveDateTime) -> NaiveDateTime {
    let at = chrono::DateTime::from_timestamp(instant(zone, local), 0).unwrap_or_default();
    at.with_timezone(&zone).naive_local()
}

fn offset_s(zone: Zone, utc_s: i64) -> i64 {
    let utc = chrono::DateTime::from_timestamp(utc_s, 0).unwrap_or_default().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

/// The instant at which the clocks jump over a local time.
fn jump(zone: Zone, local: NaiveDateTime) -> i64 {
    const DAY_S: i64 = 86_400;
    // Two days lie around every jump: the longest skipped a day (Samoa, 2011).
    let (mut before, mut after) = (local.and_utc().timestamp() - 2 * DAY_S, local.and_utc().timestamp() + 2 * DAY_S);
    let old = offset_s(zone, before);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset_s(zone, middle) == old {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

/// Whether the clocks show every minute of `[start, start + minutes)` once and in order: no time of it is skipped, and they do not change in it.
pub fn is_plain(zone: Zone, start: NaiveDateTime, minutes: i32) -> bool {
    if is_skipped(zone, start) {
        return false;
    }
    let first = instant(zone, start);
    let last = first + Duration::minutes(i64::from(minutes)).num_seconds() - 1;
    offset_s(zone, first) == offset_s(zone, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(y: i32, m: u32, d: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_skipped_time_is_the_first_after_the_jump_and_a_repeated_one_the_first() {
        let berlin = Zone::named("Europe/Berlin");
        // 2027-03-28 01:00 UTC
        assert_eq!(instant(berlin, at(2027, 3, 28, 2, 30)), at(2027, 3, 28, 1, 0).and_utc().timestamp());
        assert_eq!(after_jump(berlin, at(2027, 3, 28, 2, 30)), at(2027, 3, 28, 3, 0));
        assert_eq!(instant(berlin, at(2027, 10, 31, 2, 30)), at(2027, 10, 31, 0, 30).and_utc().timestamp());
        // A whole day was skipped, and half an hour.
        assert_eq!(after_jump(Zone::named("Pacific/Apia"), at(2011, 12, 30, 12, 0)), at(2011, 12, 31, 0, 0));
        assert_eq!(after_jump(Zone::named("Australia/Lord_Howe"), at(2027, 10, 3, 2, 15)), at(2027, 10, 3, 2, 30));
    }

    #[test]
    fn meetings_during_a_change_are_told() {
        let berlin = Zone::named("Europe/Berlin");
        let plain = |m, d, hour, minute| is_plain(berlin, at(2027, m, d, hour, minute), 15);
        assert!(plain(3, 28, 1, 45) && !plain(3, 28, 1, 50) && !plain(3, 28, 2, 0) && plain(3, 28, 3, 0));
        assert!(plain(10, 31, 2, 0) && plain(10, 31, 2, 45) && !plain(10, 31, 2, 50) && plain(10, 31, 3, 0));
    }
}

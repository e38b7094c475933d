//! Wall clocks and instants: when each slot begins and ends, here and elsewhere. Knows no party.

use crate::event::{Event, SlotId, Zone};
use chrono::{Duration, LocalResult, NaiveDateTime, NaiveTime, TimeZone};

/// The slots of an event as local times and as instants (UTC).
pub(super) struct Clock {
    slots: Vec<Times>,
}

#[derive(Clone, Copy)]
struct Times {
    local_start: NaiveDateTime,
    start: NaiveDateTime,
    end: NaiveDateTime,
}

impl Clock {
    pub fn of(event: &Event) -> Self {
        let meeting = Duration::minutes(i64::from(event.grid.meeting_min()));
        let times = |slot| {
            let minutes = Duration::minutes(i64::from(event.slot(slot).start_min));
            let local_start = event.grid.date_of(slot).and_time(NaiveTime::MIN) + minutes;
            let start = instant(event.timezone, local_start);
            Times { local_start, start, end: start + meeting }
        };
        Self { slots: event.grid.slot_ids().map(times).collect() }
    }

    pub fn starts_at(&self, slot: SlotId) -> NaiveDateTime {
        self.slots[slot.ix()].local_start
    }

    /// A meeting of this slot occupies `[start, end)`, in UTC.
    pub fn meeting(&self, slot: SlotId) -> (NaiveDateTime, NaiveDateTime) {
        (self.slots[slot.ix()].start, self.slots[slot.ix()].end)
    }
}

/// What the clocks of a zone show at an instant (UTC).
pub(super) fn shown(zone: Zone, instant: NaiveDateTime) -> NaiveDateTime {
    zone.from_utc_datetime(&instant).naive_local()
}

/// The instant (UTC) at which the clocks of a zone show a time: the first one where they show it twice; where they skip it, the first
/// instant after the jump.
pub(super) fn instant(zone: Zone, local: NaiveDateTime) -> NaiveDateTime {
    known(zone, local).unwrap_or_else(|| after_the_jump(zone, local))
}

/// `None` for a time that the clocks skip.
fn known(zone: Zone, local: NaiveDateTime) -> Option<NaiveDateTime> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time.naive_utc()),
        LocalResult::None => None,
    }
}

/// The instant at which the clocks jump over a time: that of the first time after it which they show, to the second. The longest jump
/// there was took a day.
fn after_the_jump(zone: Zone, skipped: NaiveDateTime) -> NaiveDateTime {
    let (mut before, mut after) = (skipped, skipped + Duration::hours(1));
    while known(zone, after).is_none() {
        (before, after) = (after, after + Duration::hours(1));
    }
    while (after - before).num_seconds() > 1 {
        let middle = before + Duration::seconds((after - before).num_seconds() / 2);
        *(if known(zone, middle).is_some() { &mut after } else { &mut before }) = middle;
    }
    known(zone, after).unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(zone: &str, local: &str) -> String {
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        instant(Zone::named(zone), local).format("%m-%d %H:%M").to_string()
    }

    #[test]
    fn clocks_change_on_their_own_days() {
        assert_eq!(utc("Asia/Seoul", "2022-03-27 10:00"), "03-27 01:00");
        assert_eq!(utc("Europe/Paris", "2022-03-27 01:59"), "03-27 00:59");
        assert_eq!(utc("Europe/Paris", "2022-03-27 03:00"), "03-27 01:00");
        assert_eq!(utc("America/New_York", "2022-03-12 09:00"), "03-12 14:00");
        assert_eq!(utc("America/New_York", "2022-03-13 09:00"), "03-13 13:00");
    }

    #[test]
    fn a_skipped_time_is_the_moment_of_the_jump_and_a_repeated_one_is_the_first() {
        for skipped in ["02:00", "02:01", "02:30", "02:59", "03:00"] {
            assert_eq!(utc("Europe/Paris", &format!("2022-03-27 {skipped}")), "03-27 01:00", "{skipped}");
        }
        assert_eq!(utc("Australia/Lord_Howe", "2022-10-02 02:10"), "10-01 15:30");
        assert_eq!(utc("Australia/Lord_Howe", "2022-10-02 01:59"), "10-01 15:29");
        // Samoa left out the whole 30th of December.
        assert_eq!(utc("Pacific/Apia", "2011-12-30 00:00"), "12-30 10:00");
        assert_eq!(utc("Pacific/Apia", "2011-12-30 23:59"), "12-30 10:00");
        // The clocks of Seoul went from 00:00:00 to 00:02:08.
        assert_eq!(
            instant(Zone::named("Asia/Seoul"), NaiveDateTime::parse_from_str("1908-04-01 00:01", "%Y-%m-%d %H:%M").unwrap())
                .to_string(),
            "1908-03-31 15:32:08"
        );
        assert_eq!(utc("Europe/Paris", "2022-10-30 02:30"), "10-30 00:30");
    }
}

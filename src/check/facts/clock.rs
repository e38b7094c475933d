//! Wall clocks and instants: when each slot begins and ends, here and elsewhere. Knows no party.

use crate::event::{Event, SlotId};
use chrono::{Duration, LocalResult, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

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

    /// The same in the wall clock of a zone.
    pub fn meeting_in(&self, slot: SlotId, zone: Tz) -> (NaiveDateTime, NaiveDateTime) {
        let (start, end) = self.meeting(slot);
        (zone.from_utc_datetime(&start).naive_local(), zone.from_utc_datetime(&end).naive_local())
    }
}

/// The instant (UTC) at which the clocks of a zone show a time: the first one where they show it twice; where they skip it, the
/// instant they would have shown it without the change.
pub(super) fn instant(zone: Tz, local: NaiveDateTime) -> NaiveDateTime {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time.naive_utc(),
        LocalResult::None => {
            let day = Duration::days(1);
            instant(zone, local - day) + day
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::New_York, Asia::Seoul, Europe::Paris};

    fn utc(zone: Tz, local: &str) -> String {
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        instant(zone, local).format("%m-%d %H:%M").to_string()
    }

    #[test]
    fn clocks_change_on_their_own_days() {
        assert_eq!(utc(Seoul, "2022-03-27 10:00"), "03-27 01:00");
        assert_eq!(utc(Paris, "2022-03-27 01:59"), "03-27 00:59");
        assert_eq!(utc(Paris, "2022-03-27 03:00"), "03-27 01:00");
        assert_eq!(utc(New_York, "2022-03-12 09:00"), "03-12 14:00");
        assert_eq!(utc(New_York, "2022-03-13 09:00"), "03-13 13:00");
    }

    #[test]
    fn a_skipped_time_follows_the_old_clock_and_a_repeated_one_is_the_first() {
        assert_eq!(utc(Paris, "2022-03-27 02:30"), "03-27 01:30");
        assert_eq!(utc(Paris, "2022-10-30 02:30"), "10-30 00:30");
    }
}

//! Instants in seconds since 1970 UTC, and who is free when.

use chrono::{Duration, NaiveDateTime, NaiveTime, Offset, TimeZone};
use koppex::event::{Event, Mode, PartyId, Side, Subject, WindowKind, Zone};

/// Seconds by which the clocks of a zone are ahead of UTC.
fn ahead_s(zone: Zone, instant: i64) -> i64 {
    let utc = chrono::DateTime::from_timestamp(instant, 0).expect("in the calendar").naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc().into()
}

/// The first instant at which the clocks show a time or a later one: of a time shown twice the first, of a skipped time the jump.
pub fn instant(zone: Zone, local: NaiveDateTime) -> i64 {
    const DAY: i64 = 24 * 3600;
    let shown = local.and_utc().timestamp();
    let (before, after) = (ahead_s(zone, shown - 2 * DAY), ahead_s(zone, shown + 2 * DAY));
    let by = |ahead: i64| Some(shown - ahead).filter(|at| ahead_s(zone, *at) == ahead);
    by(before).into_iter().chain(by(after)).min().unwrap_or_else(|| {
        // Skipped: halve the time in which the clocks change until it is one second.
        let (mut old, mut new) = (shown - 2 * DAY, shown + 2 * DAY);
        while new - old > 1 {
            let middle = (old + new) / 2;
            *if ahead_s(zone, middle) == before { &mut old } else { &mut new } = middle;
        }
        new
    })
}

pub fn slots(event: &Event) -> Vec<(i64, i64)> {
    let meeting_s = i64::from(event.grid.present_min + event.grid.answer_min) * 60;
    let start = |slot| instant(event.timezone, local_start(event, slot));
    (0..event.grid.slots.len()).map(|slot| (start(slot), start(slot) + meeting_s)).collect()
}

fn local_start(event: &Event, slot: usize) -> NaiveDateTime {
    let slot = &event.grid.slots[slot];
    event.grid.days[slot.day.ix()].date.and_time(NaiveTime::MIN) + Duration::minutes(slot.start_min.into())
}

/// The clocks of the event change during the meeting of a slot, or do not show its start.
pub fn crosses_a_change(event: &Event, slot: usize) -> bool {
    let local = local_start(event, slot).and_utc().timestamp();
    let meeting_s = i64::from(event.grid.present_min + event.grid.answer_min) * 60;
    let start = instant(event.timezone, local_start(event, slot));
    let ahead = ahead_s(event.timezone, start);
    start + ahead != local || ahead_s(event.timezone, start + meeting_s - 1) != ahead
}

/// The slots in which a party, place or interpreter is free, and those it would rather avoid.
pub struct Hours {
    pub free: Vec<bool>,
    pub avoid: Vec<bool>,
}

impl Hours {
    pub fn of(event: &Event, slots: &[(i64, i64)], subject: Subject) -> Self {
        let of_kind = |kind| {
            let mine = event.windows.iter().filter(move |w| w.subject == subject && w.kind == kind);
            mine.map(|w| (instant(w.timezone, w.start), instant(w.timezone, w.end))).collect::<Vec<_>>()
        };
        let (busy, available, avoid) = (of_kind(WindowKind::Busy), of_kind(WindowKind::Available), of_kind(WindowKind::Avoid));
        // Without `available` rows an online buyer keeps its local hours.
        let local = match subject {
            Subject::Party(party) if event.party(party).side == Side::Buyer && event.party(party).mode == Mode::Online => {
                Some(local_hours(event, party, slots))
            }
            _ => None,
        };
        let open = |slot: (i64, i64)| match &local {
            _ if !available.is_empty() => covered(&available, slot),
            Some(days) => days.iter().any(|(opens, closes)| *opens <= slot.0 && slot.1 <= *closes),
            None => true,
        };
        let free = |slot: &(i64, i64)| !touched(&busy, *slot) && open(*slot);
        Self { free: slots.iter().map(free).collect(), avoid: slots.iter().map(|slot| touched(&avoid, *slot)).collect() }
    }
}

/// The time and one of the windows share a second.
pub fn touched(windows: &[(i64, i64)], (start, end): (i64, i64)) -> bool {
    windows.iter().any(|w| w.0 < end.min(w.1) && start < w.1)
}

/// Every second of the time lies in one of the windows.
pub fn covered(windows: &[(i64, i64)], (start, end): (i64, i64)) -> bool {
    let mut reached = start;
    while let Some(next) = windows.iter().filter(|w| w.0 <= reached && w.1 > reached).map(|w| w.1).max() {
        reached = next;
    }
    reached >= end
}

/// The hours in which an online buyer meets, on every local date near the event.
pub fn local_hours(event: &Event, buyer: PartyId, slots: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let zone = event.party(buyer).timezone;
    let (open_min, close_min) = event.local_hours;
    let (Some(first), Some(last)) = (slots.first(), slots.last()) else { return Vec::new() };
    let date = |at: i64| {
        (chrono::DateTime::from_timestamp(at, 0).expect("in the calendar") + Duration::seconds(ahead_s(zone, at))).date_naive()
    };
    let (mut day, end) = (date(first.0) - Duration::days(2), date(last.1) + Duration::days(2));
    let mut hours = Vec::new();
    while day <= end {
        let at = |minutes: i32| instant(zone, day.and_time(NaiveTime::MIN) + Duration::minutes(minutes.into()));
        hours.push((at(open_min), at(if close_min <= open_min { close_min + 24 * 60 } else { close_min })));
        day += Duration::days(1);
    }
    hours
}

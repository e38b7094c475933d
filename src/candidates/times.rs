//! When parties, places and interpreters are free, slot by slot, worked out from windows in absolute time.

use crate::event::{Event, Mode, Side, SlotId, SlotSet, Subject, Window, WindowKind, Zone};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use std::collections::HashMap;

/// Minutes since 1970-01-01 00:00 UTC, `[start, end)`.
type Interval = (i64, i64);

/// The instant of a local time, in minutes since 1970 UTC. A time the clocks skip counts as the first instant after the jump;
/// of a time they show twice, the first counts.
pub fn utc_min(zone: Zone, local: NaiveDateTime) -> i64 {
    use chrono::LocalResult::{Ambiguous, None, Single};
    let mut at = local;
    loop {
        match zone.from_local_datetime(&at) {
            Single(t) | Ambiguous(t, _) => return t.timestamp() / 60,
            None => at += Duration::minutes(1),
        }
    }
}

/// Slots in which a meeting lies wholly in the subject's free time if its windows were these.
pub fn free_slots(event: &Event, subject: Subject, windows: &[Window]) -> SlotSet {
    Times::of(event, windows).free(event, subject)
}

/// What the windows of one subject say.
#[derive(Default)]
struct Rows {
    busy: Vec<Interval>,
    available: Vec<Interval>,
    avoid: Vec<Interval>,
}

/// Free and avoided slots of every subject.
pub struct Times {
    event_slots: Vec<Interval>,
    rows: HashMap<Subject, Rows>,
}

impl Times {
    pub fn new(event: &Event) -> Self {
        Self::of(event, &event.windows)
    }

    fn of(event: &Event, windows: &[Window]) -> Self {
        let event_slots = event.grid.slot_ids().map(|s| slot_interval(event, s)).collect();
        let mut rows: HashMap<Subject, Rows> = HashMap::new();
        for window in windows {
            let rows = rows.entry(window.subject).or_default();
            let list = match window.kind {
                WindowKind::Busy => &mut rows.busy,
                WindowKind::Available => &mut rows.available,
                WindowKind::Avoid => &mut rows.avoid,
            };
            list.push(interval(window));
        }
        for rows in rows.values_mut() {
            rows.available = union(std::mem::take(&mut rows.available));
        }
        Self { event_slots, rows }
    }

    /// Slots in which a meeting lies wholly in the subject's free time.
    pub fn free(&self, event: &Event, subject: Subject) -> SlotSet {
        let rows = self.rows.get(&subject);
        let local = if rows.is_none_or(|r| r.available.is_empty()) { local_hours(event, subject) } else { None };
        if rows.is_none() && local.is_none() {
            return SlotSet::full(self.event_slots.len());
        }
        let hours = local.map(|zone| self.open_hours(event, zone));
        let within = |list: &[Interval], meeting: Interval| list.iter().any(|w| w.0 <= meeting.0 && meeting.1 <= w.1);
        self.slots_where(|meeting| {
            rows.is_none_or(|r| {
                (r.available.is_empty() || within(&r.available, meeting)) && !r.busy.iter().any(|w| overlap(*w, meeting))
            }) && hours.as_ref().is_none_or(|hours| within(hours, meeting))
        })
    }

    /// The hours of a zone on every local day that the event touches, from the instant at which they open to the instant at which they close, past
    /// midnight if that is not later in the day.
    fn open_hours(&self, event: &Event, zone: Zone) -> Vec<Interval> {
        let (Some((first, _)), Some((_, last))) = (self.event_slots.iter().min(), self.event_slots.iter().max_by_key(|s| s.1))
        else {
            return Vec::new();
        };
        let date = |min: i64| {
            let at = DateTime::from_timestamp(min * 60, 0).expect("an event's slots lie in the calendar");
            at.with_timezone(&zone).date_naive()
        };
        let (open_min, close_min) = event.local_hours;
        let close_min = if close_min <= open_min { close_min + 24 * 60 } else { close_min };
        let instant = |date: NaiveDate, min: i32| utc_min(zone, date.and_time(NaiveTime::MIN) + Duration::minutes(min.into()));
        // What opened the day before may close past midnight.
        let dates = date(*first).pred_opt().unwrap_or(date(*first)).iter_days().take_while(|d| *d <= date(*last));
        dates.map(|date| (instant(date, open_min), instant(date, close_min))).collect()
    }

    /// Slots in which a meeting touches a window of kind `avoid`.
    pub fn avoid(&self, subject: Subject) -> SlotSet {
        let avoided = self.rows.get(&subject).map_or(&[][..], |rows| &rows.avoid);
        if avoided.is_empty() {
            return SlotSet::empty(self.event_slots.len());
        }
        self.slots_where(|meeting| avoided.iter().any(|w| overlap(*w, meeting)))
    }

    fn slots_where(&self, mut holds: impl FnMut(Interval) -> bool) -> SlotSet {
        let mut set = SlotSet::empty(self.event_slots.len());
        for (i, meeting) in self.event_slots.iter().enumerate() {
            if holds(*meeting) {
                set.insert(SlotId::at(i));
            }
        }
        set
    }
}

/// The zone whose hours bind the subject if it has no `available` rows: an online buyer's.
fn local_hours(event: &Event, subject: Subject) -> Option<Zone> {
    let Subject::Party(id) = subject else { return None };
    let party = event.party(id);
    (party.side == Side::Buyer && party.mode == Mode::Online).then_some(party.timezone)
}

/// Slots that `not_before`/`not_after` leave, for the wishes that have one.
pub(super) fn wish_slots(event: &Event) -> HashMap<usize, SlotSet> {
    let bounded = event.wishes.iter().enumerate().filter(|(_, w)| w.not_before.is_some() || w.not_after.is_some());
    bounded
        .map(|(i, wish)| {
            let earliest = wish.not_before.map_or(i64::MIN, |t| utc_min(event.timezone, t));
            let latest = wish.not_after.map_or(i64::MAX, |t| utc_min(event.timezone, t));
            let mut slots = SlotSet::empty(event.n_slots());
            for slot in event.grid.slot_ids() {
                let (start, end) = slot_interval(event, slot);
                if earliest <= start && end <= latest {
                    slots.insert(slot);
                }
            }
            (i, slots)
        })
        .collect()
}

/// When a meeting of the slot is held, in absolute minutes.
pub fn slot_interval(event: &Event, slot: SlotId) -> Interval {
    let start = utc_min(event.timezone, event.grid.start_of(slot));
    (start, start + i64::from(event.grid.meeting_min()))
}

fn interval(window: &Window) -> Interval {
    (utc_min(window.timezone, window.start), utc_min(window.timezone, window.end))
}

fn overlap(a: Interval, b: Interval) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The same time as disjoint intervals, touching ones joined.
fn union(mut list: Vec<Interval>) -> Vec<Interval> {
    list.sort_unstable();
    let mut joined: Vec<Interval> = Vec::new();
    for (start, end) in list {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

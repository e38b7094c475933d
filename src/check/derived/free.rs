//! When a party, place or interpreter is free: its windows, and the local hours of an online buyer.

use super::clock::{Clock, instant, shown};
use crate::event::{Event, Mode, Party, Side, SlotId, SlotSet, Subject, Window, WindowKind, Zone};
use chrono::{Duration, NaiveDateTime, NaiveTime};

/// A half-open time in UTC.
type Span = (NaiveDateTime, NaiveDateTime);

/// The free and the unwanted slots of one subject.
pub(super) struct Calendar<'a> {
    pub free: SlotSet,
    pub avoided: SlotSet,
    busy: Vec<(Span, &'a Window)>,
    /// Union of the `available` windows; `None` without any.
    available: Option<Vec<Span>>,
    local: Option<LocalHours>,
}

/// Hours of the day in a zone, minutes after midnight; `end_min <= start_min` = of the next day.
#[derive(Clone, Copy)]
struct LocalHours {
    zone: Zone,
    start_min: i32,
    end_min: i32,
}

enum Obstacle<'a> {
    Busy(&'a Window),
    OutsideAvailable,
    OutsideLocalHours(LocalHours),
}

impl<'a> Calendar<'a> {
    pub fn of(event: &Event, clock: &Clock, subject: Subject, windows: Vec<&'a Window>) -> Self {
        let spans = |kind| windows.iter().filter(move |w| w.kind == kind).map(|w| (span(w), *w)).collect::<Vec<_>>();
        let given = spans(WindowKind::Available);
        let available = (!given.is_empty()).then(|| united(given.into_iter().map(|(span, _)| span).collect()));
        let local = match subject {
            Subject::Party(id) if available.is_none() => LocalHours::of(event, event.party(id)),
            _ => None,
        };
        let (avoid, n_slots) = (spans(WindowKind::Avoid), event.n_slots());
        let mut calendar = Self {
            free: SlotSet::empty(n_slots),
            avoided: SlotSet::empty(n_slots),
            busy: spans(WindowKind::Busy),
            available,
            local,
        };
        for slot in event.grid.slot_ids() {
            if calendar.obstacle(clock, slot).is_none() {
                calendar.free.insert(slot);
            }
            if avoid.iter().any(|(span, _)| overlap(*span, clock.meeting(slot))) {
                calendar.avoided.insert(slot);
            }
        }
        calendar
    }

    fn obstacle(&self, clock: &Clock, slot: SlotId) -> Option<Obstacle<'a>> {
        let meeting = clock.meeting(slot);
        if let Some((_, window)) = self.busy.iter().find(|(span, _)| overlap(*span, meeting)) {
            return Some(Obstacle::Busy(window));
        }
        if let Some(spans) = &self.available {
            let inside = spans.iter().any(|(start, end)| *start <= meeting.0 && meeting.1 <= *end);
            return (!inside).then_some(Obstacle::OutsideAvailable);
        }
        self.local.filter(|hours| !hours.hold(meeting)).map(Obstacle::OutsideLocalHours)
    }

    /// Why the subject is not free in a slot, in English and Korean.
    pub fn why_not(&self, clock: &Clock, slot: SlotId) -> (String, String) {
        match self.obstacle(clock, slot) {
            None => ("free".into(), "가능".into()),
            Some(Obstacle::Busy(window)) => {
                let time = format!("{} - {}", window.start.format("%Y-%m-%d %H:%M"), window.end.format("%H:%M"));
                let reason = if window.reason.is_empty() { String::new() } else { format!(", {}", window.reason) };
                (format!("busy {time}{reason}"), format!("{time} 불가{reason}"))
            }
            Some(Obstacle::OutsideAvailable) => ("outside its available windows".into(), "가능하다고 한 시간이 아님".into()),
            Some(Obstacle::OutsideLocalHours(hours)) => {
                let local = shown(hours.zone, clock.meeting(slot).0).format("%Y-%m-%d %H:%M");
                let zone = hours.zone.name();
                (format!("outside local hours, {local} in {zone}"), format!("현지 시간 {local} ({zone})"))
            }
        }
    }
}

impl LocalHours {
    /// Online buyers meet only in the event's local hours of their own zone; their `available` rows, if any, stand instead.
    fn of(event: &Event, party: &Party) -> Option<Self> {
        let (start_min, end_min) = event.local_hours;
        (party.side == Side::Buyer && party.mode == Mode::Online).then_some(Self { zone: party.timezone, start_min, end_min })
    }

    /// The meeting lies, as time passes, in the hours that begin on one local day: this one, the one before or, where the clocks go back
    /// over midnight, the one after.
    fn hold(&self, (start, end): Span) -> bool {
        let today = shown(self.zone, start).date();
        let end_min = self.end_min + if self.end_min <= self.start_min { 24 * 60 } else { 0 };
        let mut days = [-1, 0, 1].into_iter().map(|days| today.and_time(NaiveTime::MIN) + Duration::days(days));
        days.any(|midnight| {
            let at = |minutes: i32| instant(self.zone, midnight + Duration::minutes(i64::from(minutes)));
            at(self.start_min) <= start && end <= at(end_min)
        })
    }
}

fn span(window: &Window) -> Span {
    (instant(window.timezone, window.start), instant(window.timezone, window.end))
}

/// Two half-open times share a moment.
fn overlap(a: Span, b: Span) -> bool {
    a.0.max(b.0) < a.1.min(b.1)
}

/// Spans that overlap or touch become one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut united: Vec<Span> = Vec::new();
    for span in spans {
        match united.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => united.push(span),
        }
    }
    united
}

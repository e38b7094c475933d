//! A seminar or a tour: the event without it, the event with it at another hour, and the hours at which it could be.

use crate::candidates::{slot_interval, utc_min};
use crate::event::{Event, HallId, PartyId, Pin, PinAction, Registration, SlotId, Subject, Window, WindowKind, WindowSource};
use chrono::{Duration, NaiveDateTime, NaiveTime};
use std::collections::BTreeSet;

/// A session of sessions.csv with those who are registered for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seminar {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// `[start, end)` in the event's zone.
    pub start: NaiveDateTime,
    /// See `start`.
    pub end: NaiveDateTime,
    /// Where it is held; `None` if not given.
    pub hall: Option<HallId>,
    /// Who is registered, each once, in file order.
    pub registered: Vec<PartyId>,
    lines: BTreeSet<u32>,
}

/// Minutes since 1970, `[start, end)`.
type Interval = (i64, i64);

impl Seminar {
    /// All that somebody is registered for, in order of time.
    pub fn all(event: &Event) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for registration in &event.registrations {
            let known = all.iter_mut().find(|seminar| seminar.id == registration.session && seminar.start == registration.start);
            match known {
                Some(seminar) => seminar.add(registration),
                None => all.push(Self::new(registration)),
            }
        }
        all.iter_mut().for_each(|seminar| seminar.registered.sort_unstable());
        all.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        all
    }

    fn new(registration: &Registration) -> Self {
        let Registration { party, session, hall, start, end, title, line } = registration.clone();
        Self { id: session, title, start, end, hall, registered: vec![party], lines: BTreeSet::from([line]) }
    }

    fn add(&mut self, registration: &Registration) {
        self.lines.insert(registration.line);
        if !self.registered.contains(&registration.party) {
            self.registered.push(registration.party);
        }
    }

    fn is_window(&self, window: &Window) -> bool {
        matches!(window.source, WindowSource::Registrations(line) if self.lines.contains(&line)) && window.start == self.start
    }

    fn is_registration(&self, registration: &Registration) -> bool {
        registration.session == self.id && registration.start == self.start
    }

    /// The event as if nobody were registered for it.
    pub fn left_out(&self, event: &Event) -> Event {
        let mut event = event.clone();
        event.windows.retain(|window| !self.is_window(window));
        event.registrations.retain(|registration| !self.is_registration(registration));
        event
    }

    /// The event with it at another time, as long as it is.
    pub fn moved(&self, event: &Event, start: NaiveDateTime) -> Event {
        let mut event = event.clone();
        let end = start + (self.end - self.start);
        for window in event.windows.iter_mut().filter(|window| self.is_window(window)) {
            (window.start, window.end) = (start, end);
        }
        for registration in event.registrations.iter_mut().filter(|registration| self.is_registration(registration)) {
            (registration.start, registration.end) = (start, end);
        }
        event
    }

    /// The hours at which it could be instead: it begins with a slot, and ends with the session of the day that this slot belongs to or, where it is
    /// longer than any of them, with the day's last. At none of them more of those who are registered are away than now, if that can be. With how many are.
    pub fn hours(&self, event: &Event) -> Vec<(NaiveDateTime, usize)> {
        let others = self.others(event);
        let starts = self.starts(event);
        let absent: Vec<Option<usize>> = starts.iter().map(|start| others.n_absent(self.then(event, *start))).collect();
        let now = others.n_absent(self.then(event, self.start)).unwrap_or(0);
        let most = absent.iter().flatten().min().map_or(now, |least| now.max(*least));
        starts.into_iter().zip(absent).filter_map(|(start, absent)| Some((start, absent.filter(|n| *n <= most)?))).collect()
    }

    /// How many of those who are registered are away now.
    pub fn n_away(&self, event: &Event) -> usize {
        self.others(event).n_absent(self.then(event, self.start)).unwrap_or(0)
    }

    fn then(&self, event: &Event, start: NaiveDateTime) -> Interval {
        [start, start + (self.end - self.start)].map(|time| utc_min(event.timezone, time)).into()
    }

    fn others(&self, event: &Event) -> Others {
        let event = self.left_out(event);
        let is_theirs = |pin: &&Pin| self.registered.iter().any(|party| [pin.sme, pin.buyer].contains(party));
        let fixed = event.pins.iter().filter(|pin| pin.action == PinAction::Fix).filter(is_theirs);
        let fixed = fixed.flat_map(|pin| &pin.slots).map(|slot| slot_interval(&event, *slot)).collect();
        Others { fixed, calendars: self.registered.iter().map(|party| Calendar::of(&event, *party)).collect() }
    }

    fn starts(&self, event: &Event) -> Vec<NaiveDateTime> {
        let grid = &event.grid;
        let length_min = (self.end - self.start).num_minutes();
        let fits = |session: &&crate::event::Session| i64::from(session.end_min - session.start_min) >= length_min;
        let fits_somewhere = grid.sessions.iter().any(|session| fits(&session));
        let last_end = |slot: SlotId| {
            let of_day = grid.sessions.iter().filter(|session| session.day == grid.day_of(slot)).map(|session| session.end_min);
            of_day.max().unwrap_or(0)
        };
        let end_min = |slot: SlotId| match fits_somewhere {
            true => grid.sessions[grid.session_of(slot).ix()].end_min,
            false => last_end(slot),
        };
        let is_inside = |slot: &SlotId| i64::from(event.slot(*slot).start_min) + length_min <= i64::from(end_min(*slot));
        let start =
            |slot: SlotId| grid.date_of(slot).and_time(NaiveTime::MIN) + Duration::minutes(event.slot(slot).start_min.into());
        let mut starts: Vec<NaiveDateTime> =
            grid.slot_ids().filter(is_inside).map(start).filter(|at| *at != self.start).collect();
        starts.dedup();
        starts
    }
}

/// What else those who are registered have to do.
struct Others {
    /// Their fixed meetings.
    fixed: Vec<Interval>,
    calendars: Vec<Calendar>,
}

impl Others {
    /// How many cannot come then. `None` if a fixed meeting of one of them is held then.
    fn n_absent(&self, then: Interval) -> Option<usize> {
        let is_fixed = self.fixed.iter().any(|meeting| overlap(*meeting, then));
        (!is_fixed).then(|| self.calendars.iter().filter(|calendar| calendar.is_away(then)).count())
    }
}

/// What a party's own rows say of its time.
struct Calendar {
    busy: Vec<Interval>,
    /// In order of time; empty if it is there whenever it is not busy.
    available: Vec<Interval>,
}

impl Calendar {
    fn of(event: &Event, party: PartyId) -> Self {
        let interval = |window: &Window| (utc_min(window.timezone, window.start), utc_min(window.timezone, window.end));
        let of_kind = |kind: WindowKind| {
            let windows = event.windows.iter().filter(|window| window.subject == Subject::Party(party) && window.kind == kind);
            windows.map(interval).collect::<Vec<Interval>>()
        };
        let mut available = of_kind(WindowKind::Available);
        available.sort_unstable();
        Self { busy: of_kind(WindowKind::Busy), available }
    }

    fn is_away(&self, then: Interval) -> bool {
        let there =
            self.available.iter().fold(then.0, |there, (start, end)| if *start <= there { there.max(*end) } else { there });
        self.busy.iter().any(|busy| overlap(*busy, then)) || !self.available.is_empty() && there < then.1
    }
}

fn overlap(a: Interval, b: Interval) -> bool {
    a.0 < b.1 && b.0 < a.1
}

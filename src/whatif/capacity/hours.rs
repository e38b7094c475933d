//! The days and sessions of a plan, and who is there in time that is added: it repeats time of the event, at the same hours, with everybody who is there then.

use super::plan::Hours;
use crate::candidates::utc_min;
use crate::event::{Event, Grid, Window, WindowSource, Zone};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// A session: minutes after midnight, `[start, end)`.
type Span = (i32, i32);

/// Part of a day: a half of it, or what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub date: NaiveDate,
    pub sessions: Vec<Span>,
}

/// Time that is added repeats time of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Repeat {
    from: (NaiveDateTime, NaiveDateTime),
    at: NaiveDateTime,
}

/// The days of a plan and what is added to the event's own.
#[derive(Debug)]
pub struct Programme {
    days: Vec<Part>,
    repeats: Vec<Repeat>,
}

/// The days of the event, each with its sessions.
fn days(event: &Event) -> Vec<Part> {
    let of_day = |(d, day): (usize, &crate::event::Day)| Part {
        date: day.date,
        sessions: event.grid.sessions.iter().filter(|s| s.day.ix() == d).map(|s| (s.start_min, s.end_min)).collect(),
    };
    event.grid.days.iter().enumerate().map(of_day).filter(|day| !day.sessions.is_empty()).collect()
}

/// The half days of the event in order of time. A day is divided at its longest break; one of a single session where half of its slots are over, if it
/// has two.
pub fn half_days(event: &Event) -> Vec<Part> {
    days(event).into_iter().flat_map(|day| halves(event, day)).collect()
}

fn halves(event: &Event, day: Part) -> Vec<Part> {
    let date = day.date;
    let part = |sessions: &[Span]| Part { date, sessions: sessions.to_vec() };
    if let [(start, end)] = day.sessions[..] {
        let pitch = event.grid.pitch_min();
        let n_slots = (end - start - event.grid.meeting_min()) / pitch + 1;
        let middle = start + (n_slots + 1) / 2 * pitch;
        return if n_slots < 2 { vec![day] } else { vec![part(&[(start, middle)]), part(&[(middle, end)])] };
    }
    let length = |at: &usize| day.sessions[*at].0 - day.sessions[at - 1].1;
    let longest = (1..day.sessions.len()).rev().max_by_key(length).expect("there are two sessions");
    vec![part(&day.sessions[..longest]), part(&day.sessions[longest..])]
}

/// Minutes by which the days are made longer or shorter: an hour; one slot where a day has fewer than three hours.
pub fn step_min(event: &Event) -> i32 {
    const HOUR: i32 = 60;
    let minutes = |day: &Part| day.sessions.iter().map(|(start, end)| end - start).sum::<i32>();
    let shortest = days(event).iter().map(minutes).min().unwrap_or(0);
    if shortest < 3 * HOUR { event.grid.pitch_min() } else { HOUR }
}

impl Programme {
    /// `None` if no time is left, or a day would have to go on past midnight.
    pub fn of(event: &Event, hours: Hours) -> Option<Self> {
        match hours {
            Hours::HalfDays(0) | Hours::DayEnd(0) => Some(Self { days: days(event), repeats: Vec::new() }),
            Hours::HalfDays(n) if n < 0 => {
                let mut halves = half_days(event);
                halves.truncate(halves.len().saturating_sub(n.unsigned_abs() as usize));
                (!halves.is_empty()).then(|| Self { days: joined(&halves, &days(event)), repeats: Vec::new() })
            }
            Hours::HalfDays(n) => Self::with_half_days(event, n as usize),
            Hours::DayEnd(min) if min < 0 => {
                let days: Vec<Part> = days(event).into_iter().map(|day| shortened(day, -min, event.grid.meeting_min())).collect();
                days.iter().any(|day| !day.sessions.is_empty()).then_some(Self { days, repeats: Vec::new() })
            }
            Hours::DayEnd(min) => Self::with_later_ends(event, min),
        }
    }

    /// Half days after the event repeat its own, from the first on; two halves of one day make one day again.
    fn with_half_days(event: &Event, n: usize) -> Option<Self> {
        let halves = half_days(event);
        let (mut days, mut repeats): (Vec<Part>, Vec<Repeat>) = (days(event), Vec::new());
        let mut before: Option<NaiveDate> = None;
        for half in halves.iter().cycle().take(if halves.is_empty() { 0 } else { n }) {
            let last = days.last_mut().expect("there are half days");
            match before {
                Some(date) if date == half.date && half.sessions[0].0 >= last.sessions.last().map_or(0, |s| s.1) => {
                    last.sessions.extend(&half.sessions);
                }
                _ => {
                    let date = last.date.succ_opt()?;
                    repeats.push(Repeat { from: (midnight(half.date), midnight(half.date.succ_opt()?)), at: midnight(date) });
                    days.push(Part { date, sessions: half.sessions.clone() });
                }
            }
            before = Some(half.date);
        }
        Some(Self { days, repeats })
    }

    /// Every day ends later; whoever is there at the end stays.
    fn with_later_ends(event: &Event, min: i32) -> Option<Self> {
        let (step, mut days, mut repeats) = (step_min(event), days(event), Vec::new());
        for day in &mut days {
            let last = day.sessions.last_mut().expect("every day has a session");
            let at = |min: i32| midnight(day.date) + Duration::minutes(min.into());
            let (end, later) = (last.1, last.1 + min);
            if later > 24 * 60 {
                return None;
            }
            let starts = (end..later).step_by(step as usize);
            repeats.extend(starts.map(|start| Repeat { from: (at(start - step), at(start)), at: at(start) }));
            last.1 = later;
        }
        Some(Self { days, repeats })
    }

    /// Lays the slots for meetings of these minutes.
    pub fn grid(&self, event: &Event, (present_min, answer_min): (i32, i32)) -> Grid {
        let mut grid = Grid::new(present_min, answer_min, event.grid.changeover_min);
        for day in self.days.iter().filter(|day| !day.sessions.is_empty()) {
            grid.begin_day(day.date);
            day.sessions.iter().for_each(|span| _ = grid.add_session(*span, event.timezone));
        }
        grid
    }

    /// Gives the added time the windows of the time that it repeats. Seminars and tours are not repeated.
    pub fn repeat_windows(&self, event: &mut Event) {
        for repeat in &self.repeats {
            let is_of_seminar = |w: &Window| matches!(w.source, WindowSource::Registrations(_));
            let repeated: Vec<Window> =
                event.windows.iter().filter(|w| !is_of_seminar(w)).filter_map(|w| repeat.of(w, event.timezone)).collect();
            event.windows.extend(repeated);
        }
    }
}

impl Repeat {
    /// What a window says of the time that is repeated, said of the time that repeats it.
    fn of(&self, window: &Window, zone: Zone) -> Option<Window> {
        let of_window = (utc_min(window.timezone, window.start), utc_min(window.timezone, window.end));
        let of_repeat = (utc_min(zone, self.from.0), utc_min(zone, self.from.1));
        let (start, end) = (of_window.0.max(of_repeat.0), of_window.1.min(of_repeat.1));
        let shift = self.at - self.from.0;
        let local = |min: i64| Some(DateTime::from_timestamp(min * 60, 0)?.with_timezone(&zone).naive_local() + shift);
        (start < end).then_some(())?;
        Some(Window { start: local(start)?, end: local(end)?, timezone: zone, ..window.clone() })
    }
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

/// Half days as days; a day of which both halves are left has its own sessions.
fn joined(halves: &[Part], whole: &[Part]) -> Vec<Part> {
    let mut days: Vec<Part> = Vec::new();
    for half in halves {
        match days.last_mut().filter(|day| day.date == half.date) {
            Some(day) => day
                .sessions
                .clone_from(&whole.iter().find(|whole| whole.date == half.date).expect("it is a half of one").sessions),
            None => days.push(half.clone()),
        }
    }
    days
}

/// A day that ends so many minutes of its sessions earlier.
fn shortened(mut day: Part, mut min: i32, meeting_min: i32) -> Part {
    while let Some(last) = day.sessions.last_mut().filter(|_| min > 0) {
        let cut = min.min(last.1 - last.0);
        (last.1, min) = (last.1 - cut, min - cut);
        if last.1 - last.0 < meeting_min {
            day.sessions.pop();
        }
    }
    day
}

//! The event's slots in order of time.

use super::ids::{DayId, SessionId, SlotId};
use super::instants::is_plain;
use super::zone::Zone;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// Days, sessions and slots, each in order of time.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Days with at least one session, by [`DayId`].
    pub days: Vec<Day>,
    /// Over all days, by [`SessionId`].
    pub sessions: Vec<Session>,
    /// Over all days, by [`SlotId`].
    pub slots: Vec<Slot>,
    /// Minutes in which the SME presents: `meeting.present_minutes`.
    pub present_min: i32,
    /// Minutes of questions after that: `meeting.answer_minutes`.
    pub answer_min: i32,
    /// Minutes between two slots, in which nobody is in a meeting: `meeting.changeover_minutes`.
    pub changeover_min: i32,
}

/// A date on which meetings are held.
#[derive(Clone, Debug)]
pub struct Day {
    /// In the event's zone.
    pub date: NaiveDate,
    /// First slot and one past the last.
    pub slots: (SlotId, SlotId),
}

/// A run of slots without a break.
#[derive(Clone, Debug)]
pub struct Session {
    /// The day on which it starts.
    pub day: DayId,
    /// Minutes after local midnight, `[start_min, end_min)`.
    pub start_min: i32,
    /// At most 24 x 60: a session ends on the day on which it starts.
    pub end_min: i32,
    /// First slot and one past the last.
    pub slots: (SlotId, SlotId),
}

/// One start time on one day.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The day of its session.
    pub day: DayId,
    /// The session it belongs to.
    pub session: SessionId,
    /// Minutes after midnight of the day, in the event's zone.
    pub start_min: i32,
}

/// What came of laying the slots of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Slots of the session.
    pub n_slots: usize,
    /// Starts that were left out because the clocks skip them, or change during the meeting: minutes after midnight.
    pub skipped: Vec<i32>,
}

impl Grid {
    /// A grid without days, for meetings of these minutes.
    pub fn new(present_min: i32, answer_min: i32, changeover_min: i32) -> Self {
        Self { days: Vec::new(), sessions: Vec::new(), slots: Vec::new(), present_min, answer_min, changeover_min }
    }

    /// Begins a day, later than all there are; the sessions that are added next are held on it.
    pub fn begin_day(&mut self, date: NaiveDate) {
        let next = SlotId::at(self.slots.len());
        self.days.push(Day { date, slots: (next, next) });
    }

    /// Lays the slots of a session of the day that was begun last, later than the sessions it has: from the session's start, every pitch, as long as a
    /// meeting ends within it. Slots whose time the clocks skip, or during which they change, are left out.
    pub fn add_session(&mut self, (start_min, end_min): (i32, i32), timezone: Zone) -> Laid {
        let day = DayId::at(self.days.len() - 1);
        let session = SessionId::at(self.sessions.len());
        let first = SlotId::at(self.slots.len());
        let midnight = self.days[day.ix()].date.and_time(NaiveTime::MIN);
        let pitch = usize::try_from(self.pitch_min()).expect("a meeting takes a minute at least");
        let starts = (start_min..=end_min - self.meeting_min()).step_by(pitch);
        let plain = |start: &i32| is_plain(timezone, midnight + Duration::minutes((*start).into()), self.meeting_min());
        let (plain, skipped): (Vec<i32>, Vec<i32>) = starts.partition(plain);
        self.slots.extend(plain.iter().map(|&start_min| Slot { day, session, start_min }));
        let slots = (first, SlotId::at(self.slots.len()));
        self.days[day.ix()].slots.1 = slots.1;
        if skipped.is_empty() || !plain.is_empty() {
            self.sessions.push(Session { day, start_min, end_min, slots });
        }
        Laid { n_slots: plain.len(), skipped }
    }

    /// Length of a meeting in minutes.
    pub fn meeting_min(&self) -> i32 {
        self.present_min + self.answer_min
    }

    /// Minutes from one slot of a session to the next.
    pub fn pitch_min(&self) -> i32 {
        self.meeting_min() + self.changeover_min
    }

    /// All slots in order of time.
    pub fn slot_ids(&self) -> impl Iterator<Item = SlotId> + use<> {
        (0..self.slots.len()).map(SlotId::at)
    }

    /// The day on which a slot starts.
    pub fn day_of(&self, slot: SlotId) -> DayId {
        self.slots[slot.ix()].day
    }

    /// The session that a slot belongs to.
    pub fn session_of(&self, slot: SlotId) -> SessionId {
        self.slots[slot.ix()].session
    }

    /// The date of a slot's day, in the event's zone.
    pub fn date_of(&self, slot: SlotId) -> NaiveDate {
        self.days[self.day_of(slot).ix()].date
    }

    /// When a slot starts, as a local time in the event's zone.
    pub fn start_of(&self, slot: SlotId) -> NaiveDateTime {
        self.date_of(slot).and_time(NaiveTime::MIN) + Duration::minutes(self.slots[slot.ix()].start_min.into())
    }

    /// The slot that starts at a local date and minute of the day.
    pub fn slot_at(&self, date: NaiveDate, start_min: i32) -> Option<SlotId> {
        let day = self.days.iter().find(|d| d.date == date)?;
        (day.slots.0.0..day.slots.1.0).map(SlotId).find(|s| self.slots[s.ix()].start_min == start_min)
    }
}

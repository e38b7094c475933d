//! Days and sessions: ordinary ones, and those on which programs stumble.

use super::{clock, draws};
use rand::{Rng, RngExt};

/// When the slots of an event are.
pub struct Calendar {
    pub timezone: &'static str,
    pub present_min: i32,
    pub answer_min: i32,
    pub changeover_min: i32,
    /// Dates, each with sessions as (first start, number of slots), in minutes after midnight.
    pub days: Vec<(&'static str, Vec<(i32, i32)>)>,
    /// It is drawn for what happens to online buyers.
    pub for_online_buyers: bool,
    /// Sessions of two days touch at midnight.
    pub over_midnight: bool,
}

/// Presentation, answers, changeover.
const LENGTHS: &[(i32, i32, i32)] = &[(7, 7, 1), (7, 7, 1), (10, 5, 0), (20, 10, 5), (1, 0, 0), (15, 0, 15), (30, 30, 0)];

/// Zone, date and the minute after midnight at which the clocks change.
const CLOCK_CHANGES: &[(&str, &str, i32)] = &[
    ("Europe/Paris", "2022-03-27", 120),
    ("Europe/Paris", "2022-10-30", 180),
    ("America/New_York", "2022-03-13", 120),
    ("America/New_York", "2022-11-06", 120),
    ("Asia/Seoul", "1988-05-08", 120),
    ("Asia/Seoul", "1988-10-09", 180),
    ("America/Sao_Paulo", "2018-11-04", 0),
    ("Australia/Lord_Howe", "2022-10-02", 120),
    ("Pacific/Apia", "2011-12-31", 0),
];

/// Dates at the ends of the calendar, two days that follow each other.
const FAR_DATES: &[(&str, &str)] = &[("1900-01-01", "1900-01-02"), ("1900-02-28", "1900-03-01"), ("9999-12-30", "9999-12-31")];

/// The clocks of Paris and New York change on or near the first day; Tokyo's never do.
const ORDINARY: (&str, &str) = ("2022-03-26", "2022-03-27");

impl Calendar {
    pub fn draw(random: &mut impl Rng) -> Self {
        let mut one_of = |n: usize| random.random_range(0..n);
        let (present_min, answer_min, changeover_min) = LENGTHS[one_of(LENGTHS.len())];
        let pitch = present_min + answer_min + changeover_min;
        let mut calendar = Self {
            timezone: "Asia/Seoul",
            present_min,
            answer_min,
            changeover_min,
            days: Vec::new(),
            for_online_buyers: false,
            over_midnight: false,
        };
        const SHAPES: [&[&[i32]]; 8] =
            [&[&[2]], &[&[3]], &[&[4]], &[&[2, 1]], &[&[1, 1, 1]], &[&[2], &[1]], &[&[2, 1], &[1]], &[&[1], &[2]]];
        let shape = SHAPES[one_of(SHAPES.len())];
        // How long after the first start of a day each session begins.
        let touching: fn(i32, i32) -> i32 = |pitch, slots_before| pitch * slots_before;
        let apart: fn(i32, i32) -> i32 = |pitch, slots_before| (pitch * slots_before).max(20) + 160;
        let (mut begins, mut layout): (Vec<i32>, _) = (vec![600, 600], if one_of(100) < 35 { touching } else { apart });
        let mut dates = ORDINARY;
        match one_of(10) {
            0 | 1 => {
                // The first day ends at midnight, the second begins there.
                let slots: i32 = shape[0].iter().sum();
                begins = vec![24 * 60 - pitch * slots + changeover_min * one_of(2) as i32, 0];
                layout = touching;
                calendar.over_midnight = true;
            }
            2 | 3 if draws("the event's clocks") => {
                let (zone, date, change_min) = CLOCK_CHANGES[one_of(CLOCK_CHANGES.len())];
                calendar.timezone = zone;
                dates = (date, "2030-01-01");
                begins = vec![(change_min - pitch * one_of(3) as i32 - [0, 0, 1, 5][one_of(4)]).max(0), 600];
                layout = touching;
            }
            4 => dates = FAR_DATES[one_of(FAR_DATES.len())],
            5 if draws("buyers' clocks") => {
                // 10:00 in Seoul is 02:00 in Paris, when its clocks change.
                dates = ("2022-03-27", "2022-03-28");
                begins = vec![600 - pitch * one_of(3) as i32, 600];
                layout = touching;
                calendar.for_online_buyers = true;
            }
            _ => {}
        }
        for ((date, begin), sessions) in [dates.0, dates.1].into_iter().zip(begins).zip(shape) {
            let mut before = 0;
            let mut session = |n: &i32| {
                let start = begin + if before == 0 { 0 } else { layout(pitch, before) };
                before += n;
                (start, *n)
            };
            calendar.days.push((date, sessions.iter().map(&mut session).collect()));
        }
        calendar
    }

    pub fn meeting_min(&self) -> i32 {
        self.present_min + self.answer_min
    }

    pub fn pitch_min(&self) -> i32 {
        self.meeting_min() + self.changeover_min
    }

    /// Minutes after midnight at which the slots of a day begin.
    pub fn starts(&self, day: usize) -> Vec<i32> {
        self.days[day].1.iter().flat_map(|(start, n)| (0..*n).map(move |i| start + self.pitch_min() * i)).collect()
    }

    /// `[[day]]` and `[meeting]`. A session ends when the next begins or with its last meeting.
    pub fn toml(&self) -> String {
        let mut toml = format!(
            "[meeting]\npresent_minutes = {}\nanswer_minutes = {}\nchangeover_minutes = {}\n",
            self.present_min, self.answer_min, self.changeover_min
        );
        for (date, sessions) in &self.days {
            let session = |(i, (start, n)): (usize, &(i32, i32))| {
                let end = start + n * self.pitch_min();
                let end = if sessions.get(i + 1).is_some_and(|next| next.0 < end) || end > 24 * 60 {
                    end - self.changeover_min
                } else {
                    end
                };
                format!("\"{}-{}\"", clock(*start), clock(end))
            };
            let sessions: Vec<String> = sessions.iter().enumerate().map(session).collect();
            toml += &format!("[[day]]\ndate = \"{date}\"\nsessions = [{}]\n", sessions.join(", "));
        }
        toml
    }
}

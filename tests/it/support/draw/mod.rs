//! Tiny random events as the texts of a folder: every feature of the specification with every other, and awkward calendars.

mod calendar;
mod parties;
mod settings;
mod tables;

use calendar::Calendar;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// A folder as (file name, text).
pub type Files = Vec<(String, String)>;

/// Features that solver and checker do not read alike yet. `KOPPEX_ALSO=wait,times` draws them all the same, `KOPPEX_ALSO=all` every one.
const LATER: &[&str] = &[];

/// Whether a feature is drawn.
fn draws(feature: &str) -> bool {
    static ALSO: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| std::env::var("KOPPEX_ALSO").unwrap_or_default());
    !LATER.contains(&feature) || *ALSO == "all" || ALSO.split(',').any(|also| also == feature)
}

/// Draws folders one after the other; the same for the same seed.
pub struct Draw {
    random: Pcg64,
}

/// Whether a party is an SME, and its number.
type Named = (bool, usize);

/// What one event is drawn from.
struct Tiny<'a> {
    random: &'a mut Pcg64,
    /// How likely a feature is, in percent of the usual.
    mood: u32,
    n_smes: usize,
    n_buyers: usize,
    calendar: Calendar,
    n_halls: usize,
    /// Halls count their places; there is no places.csv.
    counted: bool,
    online: bool,
    languages: bool,
    peers: bool,
    /// Pairs that someone wishes, as (plays the SME, plays the buyer), each as whether it is an SME and its number.
    wished: Vec<(Named, Named)>,
    /// Both sides number their parties 1, 2, 3.
    same_ids: bool,
    /// Some points, costs or limits are as large as they may be.
    huge: bool,
}

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self { random: Pcg64::seed_from_u64(seed) }
    }

    /// Another folder. It may be refused, or hold too much to try everything.
    pub fn files(&mut self) -> Files {
        Tiny::new(&mut self.random).files()
    }
}

impl<'a> Tiny<'a> {
    fn new(random: &'a mut Pcg64) -> Self {
        let calendar = Calendar::draw(random);
        let mood = [30, 70, 100, 150][random.random_range(0..4)];
        let mut tiny = Self {
            random,
            mood,
            n_smes: 2,
            n_buyers: 2,
            calendar,
            n_halls: 1,
            counted: false,
            online: false,
            languages: false,
            peers: false,
            wished: Vec::new(),
            same_ids: false,
            huge: false,
        };
        tiny.n_smes = tiny.one_of(&[1, 2, 2, 3, 3]);
        tiny.n_buyers = tiny.one_of(&[1, 2, 2, 3, 3]);
        tiny.n_halls = if tiny.chance(45) { tiny.one_of(&[2, 2, 3]) } else { 1 };
        tiny.counted = tiny.chance(15);
        tiny.online = tiny.calendar.for_online_buyers || tiny.chance(30);
        tiny.languages = tiny.chance(30);
        tiny.peers = tiny.feature(25, "peers");
        tiny.same_ids = tiny.feature(20, "the same ids");
        tiny.huge = tiny.feature(8, "huge");
        tiny
    }

    fn files(mut self) -> Files {
        let mut files = vec![("event.toml", self.event_toml()), ("smes.csv", self.smes()), ("buyers.csv", self.buyers())];
        files.push(("preferences.csv", self.preferences()));
        if !self.counted {
            files.push(("places.csv", self.places()));
        }
        for (name, percent, table) in [
            ("windows.csv", 55, Self::windows as fn(&mut Self) -> String),
            ("pins.csv", 35, Self::pins),
            ("order.csv", 20, Self::order),
            ("sessions.csv", 20, Self::sessions),
        ] {
            if self.chance(percent) {
                files.push((name, table(&mut self)));
            }
        }
        if files.iter().any(|(name, _)| *name == "sessions.csv") {
            files.push(("registrations.csv", self.registrations()));
        }
        if self.languages {
            files.push(("interpreters.csv", self.interpreters()));
        }
        files.into_iter().map(|(name, text)| (name.to_string(), text)).collect()
    }

    /// A feature; the more percent the likelier.
    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..10_000) < percent * self.mood
    }

    /// The same for a feature that is not everywhere yet. What else is drawn does not depend on it.
    fn feature(&mut self, percent: u32, feature: &str) -> bool {
        self.chance(percent) && draws(feature)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.random.random_range(0..choices.len())]
    }

    /// One of the choices, or an empty cell.
    fn cell(&mut self, percent: u32, choices: &[&str]) -> String {
        if self.chance(percent) { self.one_of(choices).to_string() } else { String::new() }
    }

    fn sme_id(&self, i: usize) -> String {
        if self.same_ids { format!("{i}") } else { format!("S{i}") }
    }

    fn buyer_id(&self, i: usize) -> String {
        if self.same_ids { format!("{i}") } else { format!("B{i}") }
    }

    /// How a table names a party that may be of either side.
    fn named(&self, is_sme: bool, i: usize) -> String {
        let id = if is_sme { self.sme_id(i) } else { self.buyer_id(i) };
        match (self.same_ids && i <= self.n_smes.min(self.n_buyers), is_sme) {
            (false, _) => id,
            (true, true) => format!("sme:{id}"),
            (true, false) => format!("buyer:{id}"),
        }
    }

    /// Names of all parties, SMEs first.
    fn everybody(&self) -> Vec<String> {
        let smes = (1..=self.n_smes).map(|i| self.named(true, i));
        smes.chain((1..=self.n_buyers).map(|i| self.named(false, i))).collect()
    }

    /// The first table or video room.
    fn first_place(&self, kind: char) -> &'static str {
        match (self.counted, kind) {
            (false, 'T') => "T1",
            (false, _) => "V1",
            (true, 'T') => "A-T01",
            (true, _) => "A-V01",
        }
    }

    fn halls(&self) -> &'static [&'static str] {
        &["A", "B", "C"][..self.n_halls]
    }

    /// Date and minutes after midnight of a slot.
    fn any_slot(&mut self) -> (String, i32) {
        let day = self.random.random_range(0..self.calendar.days.len());
        let starts = self.calendar.starts(day);
        (self.calendar.days[day].0.to_string(), self.one_of(&starts))
    }
}

/// `HH:MM`; past midnight it stays 24:00.
fn clock(minutes: i32) -> String {
    let minutes = minutes.clamp(0, 24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

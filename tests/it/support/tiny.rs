//! Tiny random events, as the texts of a folder, that exercise every feature and have few enough timetables to try them all.

use super::enumerate::{decisions, n_timetables};
use super::try_event;
use koppex::event::Event;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

const MAX_DECISIONS: usize = 14;
const MAX_TIMETABLES: u64 = 40_000;

/// A tiny event; the same for the same seed.
pub fn tiny_event(seed: u64) -> Event {
    super::event(&tiny_files(seed))
}

/// The folder of [`tiny_event`]: file names and texts.
pub fn tiny_files(seed: u64) -> Vec<(String, String)> {
    let mut random = Pcg64::seed_from_u64(seed);
    loop {
        let files = Tiny::new(&mut random).files();
        let Ok(event) = try_event(&files) else { continue };
        let n = decisions(&event).len();
        if (3..=MAX_DECISIONS).contains(&n) && n_timetables(&event) <= MAX_TIMETABLES {
            return files;
        }
    }
}

struct Tiny<'a> {
    random: &'a mut Pcg64,
    n_smes: usize,
    n_buyers: usize,
    /// Slots of each session of each day.
    days: Vec<Vec<usize>>,
    two_halls: bool,
    online: bool,
    languages: bool,
    peers: bool,
}

impl<'a> Tiny<'a> {
    fn new(random: &'a mut Pcg64) -> Self {
        const DAYS: [&[&[usize]]; 6] = [&[&[2]], &[&[3]], &[&[4]], &[&[2, 1]], &[&[2], &[1]], &[&[2, 1], &[1]]];
        let days = DAYS[random.random_range(0..DAYS.len())].iter().map(|d| d.to_vec()).collect();
        let mut tiny =
            Self { n_smes: 2, n_buyers: 2, days, two_halls: false, online: false, languages: false, peers: false, random };
        tiny.n_smes = tiny.one_of(&[1, 2, 2, 3]);
        tiny.n_buyers = tiny.one_of(&[1, 2, 2, 3]);
        tiny.two_halls = tiny.chance(40);
        tiny.online = tiny.chance(35);
        tiny.languages = tiny.chance(30);
        tiny.peers = tiny.chance(20);
        tiny
    }

    fn files(mut self) -> Vec<(String, String)> {
        let mut files = vec![("event.toml", self.event_toml()), ("smes.csv", self.smes()), ("buyers.csv", self.buyers())];
        files.push(("preferences.csv", self.preferences()));
        files.push(("places.csv", self.places()));
        for (name, percent, table) in [
            ("windows.csv", 60, Self::windows as fn(&mut Self) -> String),
            ("pins.csv", 40, Self::pins),
            ("order.csv", 25, Self::order),
        ] {
            if self.chance(percent) {
                files.push((name, table(&mut self)));
            }
        }
        if self.languages {
            let spoken = self.one_of(&["ko;en", "ko;en;fr", "en;fr"]);
            files.push(("interpreters.csv", format!("interpreter_id,languages\nI1,{spoken}\n")));
        }
        files.into_iter().map(|(name, text)| (name.to_string(), text)).collect()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.random.random_range(0..choices.len())]
    }

    /// One of the choices, or an empty cell.
    fn cell(&mut self, percent: u32, choices: &[&str]) -> String {
        if self.chance(percent) { self.one_of(choices).to_string() } else { String::new() }
    }

    fn date(day: usize) -> String {
        format!("2022-03-{}", 26 + day)
    }

    /// Minutes after midnight at which the slots of a day begin.
    fn starts(&self, day: usize) -> Vec<u32> {
        self.sessions(day).into_iter().flat_map(|(start, n)| (0..n).map(move |i| start + 15 * i)).collect()
    }

    /// Start and number of slots of each session: the first at 10:00, the second at 13:00.
    fn sessions(&self, day: usize) -> Vec<(u32, u32)> {
        self.days[day].iter().zip([600, 780]).map(|(n, start)| (start, *n as u32)).collect()
    }

    fn any_slot(&mut self) -> (String, u32) {
        let day = self.random.random_range(0..self.days.len());
        let starts = self.starts(day);
        (Self::date(day), self.one_of(&starts))
    }

    fn event_toml(&mut self) -> String {
        let mut toml = String::from("[event]\nname = \"Tiny\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n");
        toml += "[meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n";
        for day in 0..self.days.len() {
            let sessions: Vec<String> = self
                .sessions(day)
                .into_iter()
                .map(|(start, n)| format!("\"{}-{}\"", clock(start), clock(start + 15 * n)))
                .collect();
            toml += &format!("[[day]]\ndate = \"{}\"\nsessions = [{}]\n", Self::date(day), sessions.join(", "));
        }
        toml += "[[hall]]\nid = \"A\"\n";
        if self.two_halls {
            toml += &format!("[[hall]]\nid = \"B\"\n[walk]\n\"A-B\" = {}\n", self.one_of(&[0, 1, 4, 20]));
        }
        toml += &self.rules();
        let (sme, buyer, mutual, fill) =
            (self.one_of(&[1, 1, 2]), self.one_of(&[1, 1, 3]), self.one_of(&[0, 50]), self.one_of(&[0, 0, 7]));
        toml += &format!("[value]\nsme_weight = {sme}\nbuyer_weight = {buyer}\nmutual_bonus = {mutual}\nfill_points = {fill}\n");
        toml += "[value.tags]\nyouth = 10\nnew = 5\n";
        let scope = self.one_of(&["day", "day", "session", "event"]);
        let (table_change, busy) = (self.one_of(&[0, 1]), self.chance(20));
        toml += &format!("[quality]\ngap = 10\nhall_change = 3\navoid = 5\ntable_change = {table_change}\n");
        toml += &format!("gap_scope = \"{scope}\"\nbusy_is_idle = {busy}\n");
        toml += &format!(
            "[online]\nlocal_hours = \"{}\"\n",
            self.one_of(&["08:00-22:00", "08:00-22:00", "02:10-09:00", "20:00-04:00"])
        );
        toml
    }

    fn rules(&mut self) -> String {
        let mut rules = String::from("[rules]\n");
        for (key, percent, most) in [
            ("min_meetings_sme", 20, 2),
            ("min_meetings_buyer", 20, 2),
            ("max_meetings_sme", 15, 2),
            ("max_meetings_buyer", 15, 2),
            ("max_in_a_row", 20, 2),
        ] {
            if self.chance(percent) {
                rules += &format!("{key} = {}\n", self.random.random_range(1..=most));
            }
        }
        rules += &format!("once_per_org = {}\npeers = {}\n", self.chance(25), self.peers);
        if self.chance(15) {
            rules += &format!("max_gap_difference = {}\n", self.one_of(&[0, 1]));
        }
        rules
    }

    fn smes(&mut self) -> String {
        let mut csv = String::from(
            "sme_id,name,category,tags,bonus,delegates,min_meetings,max_meetings,max_per_day,max_in_a_row,languages,online,hall\n",
        );
        for i in 1..=self.n_smes {
            let (category, tags) = (self.cell(60, &["IT", "Bio"]), self.cell(40, &["youth", "new", "youth;new", "old"]));
            let (bonus, delegates) = (self.cell(20, &["5", "-60", "-200"]), self.cell(25, &["1", "2"]));
            let limits = self.limits();
            let languages = if self.languages { self.cell(70, &["ko", "ko", "fr", "ko;en"]) } else { String::new() };
            let (online, hall) = (self.cell(25, &["yes", "no"]), self.cell(30, &["A"]));
            csv += &format!("S{i},Sme {i},{category},{tags},{bonus},{delegates},{limits},{languages},{online},{hall}\n");
        }
        csv
    }

    fn buyers(&mut self) -> String {
        let mut csv = String::from(
            "buyer_id,name,org,category,bonus,desks,min_meetings,max_meetings,max_per_day,max_in_a_row,languages,mode,timezone,hall,place\n",
        );
        for i in 1..=self.n_buyers {
            let (org, category) = (self.cell(80, &["Acme", "Acme", "City"]), self.cell(60, &["IT", "Bio"]));
            let (bonus, desks) = (self.cell(20, &["5", "-60"]), self.cell(25, &["1", "2"]));
            let limits = self.limits();
            let languages = if self.languages { self.cell(70, &["en", "en", "fr", "ko"]) } else { String::new() };
            let online = self.online && self.chance(60);
            let (mode, zone) = if online {
                ("online", self.one_of(&["Europe/Paris", "Asia/Tokyo", "America/New_York"]))
            } else {
                (self.one_of(&["", "onsite"]), "")
            };
            let halls: &[&str] = if self.two_halls { &["A", "B"] } else { &["A"] };
            let (hall, place) = (self.cell(30, halls), self.cell(20, &[if online { "V1" } else { "T1" }]));
            csv +=
                &format!("B{i},Buyer {i},{org},{category},{bonus},{desks},{limits},{languages},{mode},{zone},{hall},{place}\n");
        }
        csv
    }

    /// Cells of min_meetings, max_meetings, max_per_day, max_in_a_row.
    fn limits(&mut self) -> String {
        let cells =
            [self.cell(15, &["1", "2"]), self.cell(15, &["1", "2"]), self.cell(15, &["1", "2"]), self.cell(10, &["1", "2"])];
        cells.join(",")
    }

    fn places(&mut self) -> String {
        let mut csv = String::from("place_id,hall,kind,reserved_for\n");
        let reserved = self.cell(20, &["B1"]);
        csv += &format!("T1,A,table,{reserved}\n");
        if self.chance(60) {
            csv += &format!("T2,{},table,\n", if self.two_halls { "B" } else { "A" });
        }
        if self.online {
            csv += &format!("V1,{},video,\n", if self.two_halls && self.chance(50) { "B" } else { "A" });
        }
        csv
    }

    fn ids(&self) -> (Vec<String>, Vec<String>) {
        ((1..=self.n_smes).map(|i| format!("S{i}")).collect(), (1..=self.n_buyers).map(|i| format!("B{i}")).collect())
    }

    fn preferences(&mut self) -> String {
        let mut csv = String::from("from_id,to_id,rank,score,kind,not_before,not_after\n");
        let (smes, buyers) = self.ids();
        let across = smes.iter().flat_map(|s| buyers.iter().flat_map(move |b| [(s, b), (b, s)]));
        let peers = smes.iter().flat_map(|a| smes.iter().map(move |b| (a, b))).filter(|(a, b)| self.peers && a != b);
        for (from, to) in across.chain(peers).collect::<Vec<_>>() {
            if !self.chance(45) {
                continue;
            }
            let points = self.one_of(&["1,", "2,", "12,", ",80", ",0", ","]);
            let kind = self.one_of(&["", "want", "want", "want", "want", "must", "must", "block"]);
            let (not_before, not_after) = (self.time_cell(), self.time_cell());
            csv += &format!("{from},{to},{points},{kind},{not_before},{not_after}\n");
        }
        csv
    }

    /// A time near a slot, mostly empty.
    fn time_cell(&mut self) -> String {
        if !self.chance(8) {
            return String::new();
        }
        let (date, start) = self.any_slot();
        format!("{date} {}", clock(start + self.one_of(&[0, 1, 14])))
    }

    fn windows(&mut self) -> String {
        let mut csv = String::from("party_id,date,start,end,kind,timezone\n");
        for _ in 0..self.random.random_range(1..=5) {
            let (smes, buyers) = self.ids();
            let mut subjects: Vec<&str> = smes.iter().chain(&buyers).map(String::as_str).collect();
            subjects.extend(["T1", "side:sme", "side:buyer"]);
            if self.languages {
                subjects.push("I1");
            }
            let subject = self.one_of(&subjects);
            let (date, start) = self.any_slot();
            let (from, length) = (self.one_of(&[-15, -5, 0, 0, 5]), self.one_of(&[10, 14, 20, 30, 200]));
            let kind = self.one_of(&["", "busy", "busy", "available", "avoid", "avoid"]);
            let from = start.saturating_add_signed(from);
            csv += &format!("{subject},{date},{},{},{kind},\n", clock(from), clock(from + length));
        }
        csv
    }

    fn pins(&mut self) -> String {
        let mut csv = String::from("sme_id,buyer_id,date,start,place,action\n");
        for _ in 0..self.random.random_range(1..=2) {
            let (sme, buyer) = (self.random.random_range(1..=self.n_smes), self.random.random_range(1..=self.n_buyers));
            let (date, start) = self.any_slot();
            let start = clock(start);
            let pin = match self.random.random_range(0..5) {
                0 => ",,,forbid".to_string(),
                1 => format!("{date},,,forbid"),
                2 => format!("{date},{start},,forbid"),
                3 => format!("{date},{start},T1,fix"),
                _ => format!("{date},{start},,fix"),
            };
            csv += &format!("S{sme},B{buyer},{pin}\n");
        }
        csv
    }

    fn order(&mut self) -> String {
        let mut pair = || {
            let (sme, buyer) = (self.random.random_range(1..=self.n_smes), self.random.random_range(1..=self.n_buyers));
            format!("S{sme},B{buyer}")
        };
        let rows: String = (0..2).map(|_| format!("{},{}\n", pair(), pair())).collect();
        format!("first_sme,first_buyer,then_sme,then_buyer\n{rows}")
    }
}

/// `HH:MM`
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

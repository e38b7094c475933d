//! smes.csv, buyers.csv and what they meet at: places.csv, interpreters.csv.

use super::{Tiny, draws};
use koppex::event::limits;

const SME_COLUMNS: &str =
    "sme_id,name,category,tags,bonus,delegates,min_meetings,max_meetings,max_per_day,max_in_a_row,languages,days,online,hall";
const BUYER_COLUMNS: &str = "buyer_id,name,org,type,category,bonus,desks,min_meetings,max_meetings,max_per_day,max_in_a_row,languages,days,mode,timezone,hall,place";

impl Tiny<'_> {
    pub(super) fn smes(&mut self) -> String {
        let mut csv = format!("{SME_COLUMNS}\n");
        for i in 1..=self.n_smes {
            let (category, tags) = (self.cell(60, &["IT", "Bio"]), self.cell(40, &["youth", "new", "youth;new", "old", "none"]));
            let both = self.both_sides(&["ko", "ko", "fr", "ko;en"]);
            let halls = self.halls();
            let (online, hall) = (self.cell(25, &["yes", "no"]), self.cell(25, halls));
            csv += &format!("{},Sme {i},{category},{tags},{both},{online},{hall}\n", self.sme_id(i));
        }
        csv
    }

    pub(super) fn buyers(&mut self) -> String {
        let mut csv = format!("{BUYER_COLUMNS}\n");
        for i in 1..=self.n_buyers {
            let (org, category) = (self.cell(80, &["Acme", "Acme", "City"]), self.cell(60, &["IT", "Bio"]));
            let kind = self.cell(40, &["public", "foreign"]);
            let both = self.both_sides(&["en", "en", "fr", "ko"]);
            let online = self.online && self.chance(60);
            const ZONES: &[&str] =
                &["Europe/Paris", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", ""];
            const STEADY: &[&str] = &["Asia/Tokyo", "Asia/Kathmandu", ""];
            let (mode, zone) = if online {
                (
                    "online",
                    if self.calendar.for_online_buyers {
                        "Europe/Paris"
                    } else {
                        self.one_of(if draws("buyers' clocks") { ZONES } else { STEADY })
                    },
                )
            } else {
                (self.one_of(&["", "onsite"]), "")
            };
            let (halls, place) = (self.halls(), self.first_place(if online { 'V' } else { 'T' }));
            let (hall, place) = (self.cell(30, halls), self.cell(20, &[place]));
            csv += &format!("{},Buyer {i},{org},{kind},{category},{both},{mode},{zone},{hall},{place}\n", self.buyer_id(i));
        }
        csv
    }

    /// The cells from bonus to days, which both tables have.
    fn both_sides(&mut self, languages: &[&str]) -> String {
        let mut cell = |percent, usual: &[&str], most: u64| {
            if self.huge && self.chance(15) { most.to_string() } else { self.cell(percent, usual) }
        };
        let bonus = cell(20, &["5", "-60", "-200"], limits::POINTS.max);
        let capacity = cell(20, &["1", "2", "2"], limits::CAPACITY.max);
        let mut most = |percent, usual: &[&str]| cell(percent, usual, limits::COUNT.max);
        let limits = [most(15, &["1", "2", "3"]), most(15, &["1", "2"]), most(10, &["1", "2"])].join(",");
        let least = cell(15, &["1", "2", "3"], limits::MIN_MEETINGS.max);
        let capacity = if draws("changes of several desks") { capacity } else { String::new() };
        let languages = if self.languages { self.cell(70, languages) } else { String::new() };
        let day = self.random_day();
        let days = if self.feature(12, "days") { day } else { String::new() };
        format!("{bonus},{capacity},{least},{limits},{languages},{days}")
    }

    fn random_day(&mut self) -> String {
        let dates: Vec<&str> = self.calendar.days.iter().map(|(date, _)| *date).collect();
        self.one_of(&dates).to_string()
    }

    pub(super) fn places(&mut self) -> String {
        let mut csv = String::from("place_id,hall,kind,reserved_for\n");
        let buyer = self.buyer_id(1);
        for (place, kind) in [("T1", "table"), ("T2", "table"), ("T3", "table"), ("V1", "video"), ("V2", "video")] {
            let there = match place {
                "T1" => true,
                "T2" => self.chance(70) || self.n_halls > 1,
                "T3" => self.n_halls > 2 || self.chance(10),
                "V1" => self.online,
                _ => self.online && self.chance(25),
            };
            let hall = match (place, self.n_halls) {
                ("T2", 2..) => "B",
                ("T3", 3) => "C",
                ("V1" | "V2", _) => {
                    let halls = self.halls();
                    self.one_of(halls)
                }
                _ => "A",
            };
            let reserved = self.cell(8, &[&buyer]);
            if there {
                csv += &format!("{place},{hall},{kind},{reserved}\n");
            }
        }
        csv
    }

    pub(super) fn interpreters(&mut self) -> String {
        let mut csv = String::from("interpreter_id,languages\n");
        csv += &format!("I1,{}\n", self.one_of(&["ko;en", "ko;en;fr", "en;fr"]));
        if self.chance(20) {
            csv += &format!("I2,{}\n", self.one_of(&["ko;en", "ko;fr"]));
        }
        csv
    }
}

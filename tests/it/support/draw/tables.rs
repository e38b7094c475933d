//! The tables of rows: preferences.csv, windows.csv, sessions.csv, registrations.csv, pins.csv, order.csv.

use super::{Tiny, clock, draws};
use koppex::event::limits;
use rand::RngExt;

impl Tiny<'_> {
    pub(super) fn preferences(&mut self) -> String {
        let mut csv = String::from("from_id,to_id,rank,score,kind,times,not_before,not_after\n");
        let (smes, buyers) = (1..=self.n_smes, 1..=self.n_buyers);
        let across =
            smes.clone().flat_map(|s| buyers.clone().flat_map(move |b| [((true, s), (false, b)), ((false, b), (true, s))]));
        let within = |side: bool, n: usize| {
            (1..=n).flat_map(move |a| (1..=n).map(move |b| ((side, a), (side, b)))).filter(|(a, b)| a != b)
        };
        let peers = within(true, self.n_smes).map(|pair| (pair, 45)).chain(within(false, self.n_buyers).map(|pair| (pair, 20)));
        let peers = peers.filter(|_| self.peers);
        for ((from, to), percent) in across.map(|pair| (pair, 45)).chain(peers).collect::<Vec<_>>() {
            if self.random.random_range(0..100) < percent {
                self.wished.push(if !from.0 && to.0 { (to, from) } else { (from, to) });
                let (from, to) = (self.named(from.0, from.1), self.named(to.0, to.1));
                csv += &self.wish(&from, &to);
            }
        }
        for i in 1..=self.n_smes {
            if self.feature(12, "organizations") {
                let (from, org) = (self.named(true, i), self.one_of(&["Acme", "Acme", "City"]));
                csv += &self.wish(&from, org);
            }
        }
        csv
    }

    fn wish(&mut self, from: &str, to: &str) -> String {
        let points = self.one_of(&["1,", "2,", "12,", ",80", ",0", ","]);
        let kind = self.one_of(&["", "want", "want", "want", "want", "must", "must", "block"]);
        let times = self.cell(12, &["1", "2", "2", "3"]);
        let times = if self.huge && self.chance(5) { limits::TIMES.max.to_string() } else { times };
        let times = if draws("times") { times } else { String::new() };
        let (not_before, not_after) = (self.time_cell(), self.time_cell());
        format!("{from},{to},{points},{kind},{times},{not_before},{not_after}\n")
    }

    /// A time near a slot, mostly empty.
    fn time_cell(&mut self) -> String {
        if !self.chance(8) {
            return String::new();
        }
        let (date, start) = self.any_slot();
        let (meeting, pitch) = (self.calendar.meeting_min(), self.calendar.pitch_min());
        format!("{date} {}", clock(start + self.one_of(&[0, 1, meeting, meeting - 1, pitch, -1])))
    }

    /// Start and end of a time that begins near a slot, in minutes after midnight.
    fn near_a_slot(&mut self, lengths: &[i32]) -> (String, i32, i32) {
        let (date, start) = self.any_slot();
        let start = (start + self.one_of(&[-15, -5, -1, 0, 0, 0, 1, 5])).max(0);
        let (meeting, pitch) = (self.calendar.meeting_min(), self.calendar.pitch_min());
        let length = match self.one_of(lengths) {
            1 => meeting,
            2 => pitch,
            n => n,
        };
        (date, start, start + length)
    }

    pub(super) fn windows(&mut self) -> String {
        let mut csv = String::from("party_id,date,start,end,kind,timezone\n");
        for _ in 0..self.random.random_range(1..=5) {
            let mut subjects = self.everybody();
            subjects
                .extend([self.first_place('T'), "*", "side:sme", "side:buyer", "tag:youth", "type:foreign"].map(String::from));
            if self.online {
                subjects.push(self.first_place('V').to_string());
            }
            if self.languages {
                subjects.push("I1".to_string());
            }
            let subject = subjects[self.random.random_range(0..subjects.len())].clone();
            let (date, from, to) = self.near_a_slot(&[1, 2, 1, 2, 10, 30, 200]);
            let kind = self.one_of(&["", "busy", "busy", "available", "available", "avoid", "avoid"]);
            let hours = if self.chance(10) { ",".to_string() } else { format!("{},{}", clock(from), clock(to)) };
            let date = if self.chance(10) { String::new() } else { date };
            let zones: &[&str] =
                if draws("buyers' clocks") { &["Europe/Paris", "Asia/Tokyo", "UTC"] } else { &["Asia/Tokyo", "UTC"] };
            let zone = if self.chance(10) { self.one_of(zones) } else { "" };
            csv += &format!("{subject},{date},{hours},{kind},{zone}\n");
        }
        csv
    }

    pub(super) fn sessions(&mut self) -> String {
        let mut csv = String::from("session_id,title,date,start,end,hall\n");
        for i in 1..=2 {
            let (date, from, to) = self.near_a_slot(&[1, 1, 2, 10]);
            let halls = self.halls();
            let hall = self.cell(70, halls);
            let hall = if draws("halls of sessions") { hall } else { String::new() };
            csv += &format!("X{i},Seminar {i},{date},{},{},{hall}\n", clock(from), clock(to));
        }
        csv
    }

    pub(super) fn registrations(&mut self) -> String {
        let mut csv = String::from("session_id,party_id\n");
        for _ in 0..self.one_of(&[1, 1, 2, 3]) {
            let everybody = self.everybody();
            csv += &format!("{},{}\n", self.one_of(&["X1", "X2"]), everybody[self.random.random_range(0..everybody.len())]);
        }
        csv
    }

    /// Two parties as pins.csv and order.csv name them, mostly a pair that someone wishes. The side of the column needs no prefix.
    fn pair(&mut self) -> String {
        let any = ((true, self.random.random_range(1..=self.n_smes)), (false, self.random.random_range(1..=self.n_buyers)));
        let wished = self.wished.clone();
        let (sme, buyer) = if wished.is_empty() || self.random.random_range(0..10) == 0 { any } else { self.one_of(&wished) };
        let sme_id = if sme.0 { self.sme_id(sme.1) } else { self.named(sme.0, sme.1) };
        let buyer_id = if buyer.0 { self.named(buyer.0, buyer.1) } else { self.buyer_id(buyer.1) };
        format!("{sme_id},{buyer_id}")
    }

    pub(super) fn pins(&mut self) -> String {
        let mut csv = String::from("sme_id,buyer_id,date,start,place,action\n");
        for _ in 0..self.one_of(&[1, 1, 1, 2, 3]) {
            let pair = self.pair();
            let (date, start) = self.any_slot();
            let start = clock(start);
            let pin = match self.random.random_range(0..8) {
                0 => ",,,forbid".to_string(),
                1 => format!("{date},,,forbid"),
                2 => format!("{date},{start},,forbid"),
                3 => format!("{date},{start},{},fix", self.first_place('T')),
                _ => format!("{date},{start},,fix"),
            };
            csv += &format!("{pair},{pin}\n");
        }
        csv
    }

    pub(super) fn order(&mut self) -> String {
        let mut rows = String::from("first_sme,first_buyer,then_sme,then_buyer\n");
        for _ in 0..2 {
            rows += &format!("{},{}\n", self.pair(), self.pair());
        }
        rows
    }
}

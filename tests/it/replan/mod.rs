//! New plans near published ones: random changes of random events, tiny events against all of their timetables, a real-sized event, a day in the life
//! of an expo, what everybody is told, runs that are killed.

#[cfg(unix)]
mod claims;
mod groups;
mod killed;
mod later;
mod life;
mod limits;
mod random;
mod real;
mod tiny;
mod told;

pub use crate::support::program::run as koppex;

use crate::support::program::said;
use rand::RngExt;
use rand_pcg::Pcg64;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A row of a CSV file by its header.
pub type Row = BTreeMap<String, String>;

/// Runs the program and expects an exit code.
pub fn expect(code: i32, args: &[&str]) -> String {
    let output = koppex(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

pub fn write(dir: &Path, files: &[(String, String)]) {
    fs::create_dir_all(dir).unwrap();
    files.iter().for_each(|(name, text)| fs::write(dir.join(name), text).unwrap());
}

pub fn rows(file: &Path) -> Vec<Row> {
    let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

pub fn json(file: PathBuf) -> serde_json::Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// Random rows of a file of changes about these parties, places and dates.
pub fn draw_changes(random: &mut Pcg64, names: &Names) -> String {
    let mut csv = String::from("change,party_id,other_id,place_id,date,start,end,note\n");
    let n = random.random_range(0..5);
    for _ in 0..n {
        let (sme, buyer) = (one(random, &names.smes), one(random, &names.buyers));
        let party = if random.random_bool(0.5) { sme.clone() } else { buyer.clone() };
        let (date, place) = (one(random, &names.dates), one(random, &names.places));
        let (start, end) = names.times[random.random_range(0..names.times.len())].clone();
        csv += &match random.random_range(0..8) {
            0 => format!("cancel,{party},,,,,,\n"),
            1 => format!("cancel,{sme},{buyer},,,,,\n"),
            2 => format!("away,{party},,,{date},{start},{end},\n"),
            3 => format!("away,{party},,,{date},,,\n"),
            4 => format!("late,{party},,,{date},{end},,\n"),
            5 => format!("close,,,{place},{date},{start},{end},\n"),
            6 => format!("add,{sme},{buyer},,,,,{}\n", random.random_range(1..5)),
            _ => format!("block,{buyer},{sme},,,,,\n"),
        };
    }
    csv
}

/// What a file of changes may name.
pub struct Names {
    pub smes: Vec<String>,
    pub buyers: Vec<String>,
    pub places: Vec<String>,
    pub dates: Vec<String>,
    /// Start of a slot and a later time of the day.
    pub times: Vec<(String, String)>,
}

impl Names {
    pub fn of(event: &koppex::event::Event) -> Self {
        let clock = |minutes: i32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let side = |prefix: &str, ids: Vec<koppex::event::PartyId>| {
            ids.into_iter().map(|id| format!("{prefix}:{}", event.party(id).id)).collect::<Vec<_>>()
        };
        let length = event.grid.meeting_min();
        Self {
            smes: side("sme", event.sme_ids().collect()),
            buyers: side("buyer", event.buyer_ids().collect()),
            places: event.places.iter().map(|place| place.id.clone()).collect(),
            dates: event.grid.days.iter().map(|day| day.date.to_string()).collect(),
            times: event
                .grid
                .slots
                .iter()
                .map(|slot| (clock(slot.start_min), clock((slot.start_min + length).clamp(1, 24 * 60))))
                .collect(),
        }
    }
}

pub fn one(random: &mut Pcg64, from: &[String]) -> String {
    from[random.random_range(0..from.len())].clone()
}

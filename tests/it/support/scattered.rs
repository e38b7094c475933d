//! Events too large to try every timetable, in which everybody has little time and nothing lines up.

use koppex::event::Event;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

const EVENT: &str = "[event]\nname = \"Scattered\"\ntimezone = \"UTC\"\nlanguage = \"en\"\n[meeting]\npresent_minutes = 15\n\
    answer_minutes = 10\nchangeover_minutes = 5\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"09:00-15:00\"]\n[[hall]]\nid = \"A\"\n";
const N_SLOTS: u32 = 12;
/// Wishes of each SME, and the chance that someone is free in a slot.
const N_WISHES: usize = 6;
const FREE: f64 = 0.35;

/// SMEs and buyers, with a table for every buyer; the same for the same seed.
pub fn scattered_event(seed: u64, n_smes: usize, n_buyers: usize) -> Event {
    let mut random = Pcg64::seed_from_u64(seed);
    let ids = |letter: char, n: usize| (1..=n).map(move |i| format!("{letter}{i}"));
    let smes: String = ids('S', n_smes).map(|id| format!("{id},{id}\n")).collect();
    let buyers: String = ids('B', n_buyers).map(|id| format!("{id},{id}\n")).collect();
    let tables: String = ids('T', n_buyers).map(|id| format!("{id},A,table\n")).collect();
    let mut wishes = String::new();
    for sme in ids('S', n_smes) {
        let mut wanted: Vec<usize> = (1..=n_buyers).collect();
        wanted.shuffle(&mut random);
        wanted[..N_WISHES].iter().enumerate().for_each(|(i, b)| wishes += &format!("{sme},B{b},{}\n", i + 1));
    }
    let mut windows = String::new();
    for party in ids('S', n_smes).chain(ids('B', n_buyers)) {
        for slot in (0..N_SLOTS).filter(|_| !random.random_bool(FREE)) {
            let time = |half_hours: u32| format!("{:02}:{:02}", 9 + half_hours / 2, half_hours % 2 * 30);
            windows += &format!("{party},2022-04-13,{},{},busy\n", time(slot), time(slot + 1));
        }
    }
    super::event(&[
        ("event.toml", EVENT.to_string()),
        ("smes.csv", format!("sme_id,name\n{smes}")),
        ("buyers.csv", format!("buyer_id,name\n{buyers}")),
        ("places.csv", format!("place_id,hall,kind\n{tables}")),
        ("preferences.csv", format!("from_id,to_id,rank\n{wishes}")),
        ("windows.csv", format!("party_id,date,start,end,kind\n{windows}")),
    ])
}

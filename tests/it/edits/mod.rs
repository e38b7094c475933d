//! meetings.csv as spreadsheets and people leave it: read right, or refused with the cell; never overwritten, and nobody's meeting cancelled.
//! `KOPPEX_EDITS=2000 cargo test --test it edits` tries more.

mod event;
mod export;
mod save;
mod sheet;

use event::Published;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use sheet::{HARMFUL, HARMLESS, Sheet};
use std::process::Output;

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// An edited file and what was done to it.
struct Edited {
    bytes: Vec<u8>,
    done: String,
    is_damaged: bool,
}

fn edited(meetings: &str, seed: u64) -> Edited {
    let mut random = Pcg64::seed_from_u64(seed);
    let mut sheet = Sheet::of(meetings);
    let is_damaged = random.random_bool(0.3);
    if is_damaged {
        let (name, damage) = HARMFUL[random.random_range(0..HARMFUL.len())];
        damage(&mut sheet, &mut random);
        sheet.done.push(name);
    }
    // What shifts or deletes cells does not go with damage that other edits would hide or trip over.
    let share = if is_damaged { 0.0 } else { 0.3 };
    for (name, edit) in HARMLESS {
        if random.random_bool(share) {
            edit(&mut sheet, &mut random);
            sheet.done.push(name);
        }
    }
    let rows: Vec<Vec<String>> = sheet.titles.iter().chain(&sheet.rows).cloned().collect();
    let (bytes, how) = save::saved(&rows, &mut random);
    Edited { bytes, done: format!("seed {seed}: {}; {how}", sheet.done.join(", ")), is_damaged }
}

#[test]
fn an_edited_timetable_is_read_right_or_refused_with_the_cell() {
    let n: u64 = std::env::var("KOPPEX_EDITS").map_or(240, |n| n.parse().expect("a number"));
    let published = Published::new();
    let standing = published.standing();
    assert!(standing.len() >= 8, "{standing:?}");
    let (mut n_read, mut n_refused) = (0, 0);
    for seed in 0..n {
        let edited = edited(&published.meetings, seed);
        published.reset(&edited.bytes);
        let before = published.now();
        let made = published.run(&["export", "--format", "ics"]);
        let (said, text) = (stderr(&made), String::from_utf8_lossy(&edited.bytes).into_owned());
        let shown = || format!("{}\n{said}\n{text}", edited.done);
        assert_eq!(before[&published.out().join("meetings.csv")], std::fs::read(published.out().join("meetings.csv")).unwrap());
        match (made.status.code(), edited.is_damaged) {
            (Some(0), false) => {
                n_read += 1;
                assert_eq!(published.standing(), standing, "{}", shown());
                let opinion = published.run(&["verify"]);
                assert!(opinion.status.success(), "{}\n{}", shown(), String::from_utf8_lossy(&opinion.stdout));
            }
            (Some(3), true) => {
                n_refused += 1;
                assert_eq!(published.now(), before, "nothing is written: {}", shown());
                let is_empty = edited.done.contains("nothing left");
                assert!(is_empty || said.contains("meetings.csv:") || said.contains("meetings.csv["), "{}", shown());
            }
            (code, _) => panic!("exit {code:?}: {}", shown()),
        }
    }
    assert!(n_read > n / 2 && n_refused > n / 8, "{n_read} read, {n_refused} refused");
}

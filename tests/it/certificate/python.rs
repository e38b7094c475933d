//! Another language adds up the same: examples/certificate/certificate.py, where there is a python3 that can run it.

use super::*;
use crate::data::event::{Plan, generate};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::path::Path;
use std::process::Command;

/// Prices on much of what an event has, drawn at random, and their groups.
fn drawn(event: &Event, seed: u64) -> (String, Value) {
    let mut random = Pcg64::seed_from_u64(seed);
    let mut rows: Vec<String> = Vec::new();
    let mut price = |key: String, percent: u32| {
        if random.random_range(0..100) < percent {
            let value = random.random_range(1..60);
            let row = match random.random_range(0..8) {
                0 if key.starts_with("minimum") => "0,2,0".to_string(),
                0 => "0,1,-7".to_string(),
                1 if !key.starts_with("minimum") => format!("1,0,-{value}"),
                _ => format!("0,0,{value}"),
            };
            rows.push(format!("{key},{row}"));
        }
    };
    let slot = |s| {
        let min = event.slot(s).start_min;
        format!("{},{:02}:{:02}", event.grid.date_of(s), min / 60, min % 60)
    };
    for party in &event.parties {
        price(format!("party,{},,", party.id), 30);
        price(format!("minimum,{},,", party.id), 20);
        event.grid.days.iter().for_each(|day| price(format!("party_day,{},{},", party.id, day.date), 20));
        event.grid.slot_ids().for_each(|s| price(format!("party_slot,{},{}", party.id, slot(s)), 20));
    }
    let places: Vec<&str> = event.places.iter().map(|p| p.id.as_str()).collect();
    let speakers: Vec<&str> = event.interpreters.iter().map(|i| i.id.as_str()).collect();
    let (first, second) = places.split_at(places.len() / 2);
    let (few, half): (Vec<&&str>, Vec<&&str>) = (places.iter().step_by(3).collect(), speakers.iter().step_by(2).collect());
    for s in event.grid.slot_ids() {
        ["first", "second", "few"].iter().for_each(|name| price(format!("places,{name},{}", slot(s)), 70));
        if !half.is_empty() {
            price(format!("interpreters,half,{}", slot(s)), 70);
        }
    }
    rows.sort();
    rows.dedup_by_key(|row| row.rsplitn(4, ',').last().map(str::to_string));
    let csv = format!("{HEADER}{}\n", rows.join("\n"));
    let n_musts = Checker::new(event).check(&[]).score.must_unheld;
    let groups = json!({ "first": first, "second": second, "few": few, "half": half });
    (csv, json!({ "scale": 2, "n_musts": n_musts, "groups": groups, "rows": {} }))
}

/// What the script prints of a folder.
fn added_up(folder: &Path) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/certificate/certificate.py");
    let run = Command::new("python3").arg(script).arg(folder).output().expect("python3 runs");
    format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr))
}

fn python_can() -> bool {
    let needs = Command::new("python3").args(["-c", "import tomllib, zoneinfo; zoneinfo.ZoneInfo('Asia/Seoul')"]).output();
    needs.is_ok_and(|run| run.status.success())
}

#[test]
fn a_script_in_python_adds_up_the_same() {
    if !python_can() {
        println!("no python3 with tomllib and time zones: not looked at");
        return;
    }
    let small = |plan: Plan| plan.resized(Some(40), Some(15), Some(6), Some(2));
    let plans = [
        (small(Plan::koppex()), 1),
        (small(Plan::strict()), 2),
        (small(Plan::random(350)), 3),
        (small(Plan::trade_exchange()), 4),
    ];
    for (plan, seed) in plans.into_iter().chain([(Plan::koppex(), 2022)]) {
        let files = generate(&plan, seed);
        let event = crate::support::event(&files);
        let (prices, certificate) = drawn(&event, seed);
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("out")).unwrap();
        for (name, text) in &files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        std::fs::write(dir.path().join("out/prices.csv"), &prices).unwrap();
        std::fs::write(dir.path().join("out/summary.json"), json!({ "certificate": certificate }).to_string()).unwrap();
        let [must, shortfall, value] = numbers(&Checker::new(&event).certify(prices.as_bytes(), &certificate, &[]));
        let mine = format!("must {must} shortfall {shortfall} value {value}, in units of 1/2\n");
        assert_eq!(added_up(dir.path()), mine, "seed {seed}");
    }
}

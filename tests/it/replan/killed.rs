//! A new plan that is killed, or interrupted, at any moment: the published run stands, or the new one does, whole either way, and nothing is lost.
//! `KOPPEX_KILLS=200 cargo test --test it replan::killed` looks at more moments.

use super::life::files;
use super::{expect, write};
use crate::support::program::{koppex, send};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// The meetings.csv of the current run and of all numbered ones.
fn runs(dir: &Path) -> Vec<Vec<u8>> {
    let numbered = (1..).map(|n| dir.join(format!("out.{n}/meetings.csv"))).take_while(|file| file.is_file());
    std::iter::once(dir.join("out/meetings.csv")).chain(numbered).map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn whenever_it_ends_a_whole_run_stands() {
    let n: usize = std::env::var("KOPPEX_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(16);
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet"]);
    let changes =
        [("a.csv", "change,party_id\ncancel,B2\n"), ("b.csv", "change,party_id,date,start\nlate,S3,2022-04-13,11:00\n")];
    changes.iter().for_each(|(name, text)| fs::write(temp.path().join(name), text).unwrap());
    let begun = Instant::now();
    let first = temp.path().join("a.csv");
    expect(0, &["replan", path, "--changes", first.to_str().unwrap(), "--quiet"]);
    let takes = begun.elapsed();
    let mut random = Pcg64::seed_from_u64(1);
    let mut n_new = 0;
    for i in 0..n {
        let before = runs(&dir);
        let file = temp.path().join(changes[i % 2].0);
        let mut child =
            koppex(&["replan", path, "--changes", file.to_str().unwrap(), "--quiet"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(takes.as_secs_f64() * random.random_range(0.0..1.2)));
        if i % 3 == 0 {
            send(&child, "-INT");
        } else {
            child.kill().unwrap();
        }
        child.wait().unwrap();
        let after = runs(&dir);
        expect(0, &["verify", path, "--quiet"]);
        assert!(before.iter().all(|run| after.contains(run)), "{i}: no run is lost");
        let is_old = after[0] == before[0];
        let before_csv = fs::read(dir.join("out/before.csv")).unwrap();
        assert!(is_old || before_csv == before[0], "{i}: the new run goes on from the one before");
        n_new += usize::from(after.len() > before.len());
    }
    println!("{n_new} of {n} were published");
    // What was left half done is in nobody's way.
    expect(0, &["replan", path, "--quiet"]);
    expect(0, &["runs", path, "--quiet"]);
}

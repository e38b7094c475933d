//! Every reader, given files that were damaged at random: it answers or refuses, and neither panics, hangs nor fills the memory.
//!
//! `cargo test` draws a few hundred files for each reader. `KOPPEX_FUZZ_SECONDS=1800 cargo test --release --test it fuzz -- --nocapture --test-threads 1` goes
//! on for so long with each, and then also limits the memory of the process; `KOPPEX_FIRST_SEED` begins elsewhere, `KOPPEX_FUZZ_READERS=xls,ods` takes
//! only those. What makes a reader fail is kept under `target/tmp/fuzz`, to be put among the cases of `tests/it/fuzz/found.rs`.

mod damage;
pub mod found;
mod readers;
pub mod records;

use damage::Damage;
use readers::{READERS, Reader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Files for each reader where no time is given.
const N_FILES: u64 = 150;
/// Seconds that one file may take in an optimised build.
const SECONDS: f64 = 2.0;
/// A build for tests, on a machine that does other things too.
const SECONDS_IN_TESTS: f64 = 30.0;
/// Bytes that the process may have used.
const MEMORY: u64 = 1_000_000_000;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// The most memory that this process ever had, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok().map(|kb| kb * 1024)
}

/// Keeps a file for people.
fn keep(reader: &Reader, seed: u64, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{}-{seed}", reader.name));
    std::fs::write(&file, bytes).unwrap();
    file
}

/// Gives one file to a reader.
fn try_one(reader: &Reader, seed: u64, bytes: &[u8]) {
    let begun = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| (reader.read)(bytes)));
    let seconds = begun.elapsed().as_secs_f64();
    let most = if cfg!(debug_assertions) { SECONDS_IN_TESTS } else { SECONDS };
    assert!(read.is_ok(), "{} panics: {}", reader.name, keep(reader, seed, bytes).display());
    assert!(seconds < most, "{} takes {seconds:.1} s: {}", reader.name, keep(reader, seed, bytes).display());
}

fn fuzz(reader: &Reader) {
    let limit = setting("KOPPEX_FUZZ_SECONDS").map(Duration::from_secs);
    let first = setting("KOPPEX_FIRST_SEED").unwrap_or(0);
    let seeds = (reader.seeds)();
    let damage = Damage::of(&seeds);
    let (begun, n) = (Instant::now(), AtomicU64::new(0));
    // A file that never ends is known by nobody but another thread.
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            while limit.map_or(n.load(Ordering::Relaxed) < N_FILES, |limit| begun.elapsed() < limit) {
                let seed = first + n.fetch_add(1, Ordering::Relaxed);
                try_one(reader, seed, &damage.file(seed));
            }
        });
        let (mut last, mut since) = (u64::MAX, Instant::now());
        while !worker.is_finished() {
            std::thread::sleep(Duration::from_millis(20));
            let now = n.load(Ordering::Relaxed);
            if now != last {
                (last, since) = (now, Instant::now());
            } else if since.elapsed().as_secs_f64() > 4.0 * SECONDS_IN_TESTS {
                let seed = first + now - 1;
                eprintln!("{} does not end: {}", reader.name, keep(reader, seed, &damage.file(seed)).display());
                std::process::abort();
            }
        }
    });
    println!("{}: {} files in {:.0} s", reader.name, n.load(Ordering::Relaxed), begun.elapsed().as_secs_f64());
    if let Some(peak) = peak_memory().filter(|_| limit.is_some()) {
        println!("{}: {} MB at most so far", reader.name, peak / 1_000_000);
        assert!(peak < MEMORY, "{} fills the memory: {peak} bytes", reader.name);
    }
}

#[test]
fn no_damaged_file_brings_a_reader_down() {
    let only = std::env::var("KOPPEX_FUZZ_READERS").ok();
    let names: Option<Vec<&str>> = only.as_ref().map(|names| names.split(',').collect());
    for name in names.iter().flatten() {
        assert!(READERS.iter().any(|reader| reader.name == *name), "there is no reader {name}");
    }
    READERS.iter().filter(|reader| names.as_ref().is_none_or(|names| names.contains(&reader.name))).for_each(fuzz);
}

#[test]
fn undamaged_files_are_read_by_all_readers() {
    for reader in READERS {
        for (i, seed) in (reader.seeds)().iter().enumerate() {
            assert!((reader.read)(seed), "{}: seed {i} is not read, so that damage to it would show little", reader.name);
        }
    }
}

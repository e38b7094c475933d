//! The B2B meeting scheduling benchmark through koppex: `cargo run --release --example b2bsp -- [--search-only] [--limit SECONDS] FILE.dzn ...`
//!
//! Prints for every file the gaps found, the proven bound, the status and the seconds, next to the published optimum and seconds if an
//! `expected.csv` (file, fewest gaps or infeasible, seconds) stands in the folder above the file's. `--search-only` asks no
//! question from below, which is what proves.

mod table;

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use table::{Row, headline, run};

fn main() -> Result<()> {
    let (mut search_only, mut limit_s, mut files) = (false, 60.0, Vec::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--search-only" => search_only = true,
            "--limit" => limit_s = args.next().context("--limit needs seconds")?.parse().context("--limit needs seconds")?,
            _ => files.push(PathBuf::from(arg)),
        }
    }
    println!("{}", headline());
    let mut rows: Vec<Row> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let (name, published) = published(&file);
        let row = Row { name, published, ..run(&text, limit_s, search_only)? };
        println!("{row}");
        rows.push(row);
    }
    let right = rows.iter().filter(|r| r.agrees()).count();
    let seconds: f64 = rows.iter().map(|r| r.seconds).sum();
    println!("{right} of {} as published, {seconds:.1} s in all", rows.len());
    Ok(())
}

/// Folder and name of a file, and its row of `expected.csv`: the published verdict and seconds.
fn published(file: &Path) -> (String, Option<(String, String)>) {
    let last_two: Vec<_> = file.iter().rev().take(2).map(|s| s.to_string_lossy().into_owned()).collect();
    let name = last_two.into_iter().rev().collect::<Vec<_>>().join("/");
    let above = file.parent().and_then(Path::parent).map(|p| p.join("expected.csv"));
    let text = above.and_then(|p| std::fs::read_to_string(p).ok()).unwrap_or_default();
    let of_file = text.lines().find_map(|line| line.strip_prefix(&name)?.strip_prefix(','));
    let published = of_file.and_then(|rest| rest.split_once(',')).map(|(verdict, s)| (verdict.to_string(), s.to_string()));
    (name, published)
}

//! Runs that are killed at random moments: the old output stands whole, or the new one, and the next run clears away whatever is left. New plans stand
//! in `replan::killed`. `KOPPEX_KILLS=50 cargo test --test it killed` looks at more moments.

use super::{DATA, copy, demo, expect, koppex, names, tree};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

fn n_kills() -> usize {
    std::env::var("KOPPEX_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

/// Starts the program and kills it, some time within a fifth more than it takes.
fn kill(args: &[&str], takes: Duration, random: &mut Pcg64) {
    let mut child = koppex(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(takes.mul_f64(random.random_range(0.0..1.2)));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn schedule_leaves_the_old_output_or_the_new_one() {
    let temp = demo();
    let dir = temp.path().join("expo");
    let path = dir.to_str().unwrap();
    let args = ["schedule", path, "--levels", "3", "--quiet", "--format", "xlsx,html,ics"];
    expect(0, &args);
    let begun = Instant::now();
    expect(0, &args);
    let (takes, mut random) = (begun.elapsed(), Pcg64::seed_from_u64(2));
    let runs = || names(&dir).into_iter().filter(|name| name.starts_with("out")).collect::<Vec<_>>();
    let first = tree(&dir.join("out"));
    for i in 0..n_kills() {
        let before = runs();
        kill(&args, takes, &mut random);
        let after = runs();
        assert!(before.iter().all(|run| after.contains(run)), "{i}: no run is lost: {before:?} {after:?}");
        for run in &after {
            let files = tree(&dir.join(run));
            assert!(files.keys().eq(first.keys()), "{i}: {run} is whole");
            let is_timetable = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "csv");
            let same = files.keys().filter(is_timetable).all(|path| files[path] == first[path]);
            assert!(same, "{i}: {run} holds what it was made with");
        }
        expect(0, &["verify", path, "--quiet"]);
    }
    expect(0, &args);
    let hidden: Vec<_> = names(&dir).into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [""; 0], "the next run clears away what was left");
}

/// An export writes beside what is there. Killed, it has written nothing, or the next command completes it.
#[test]
fn export_leaves_the_old_files_or_the_new_ones() {
    let temp = tempfile::tempdir().unwrap();
    let (dir, old, new) = (temp.path().join("expo"), temp.path().join("old"), temp.path().join("new"));
    copy(&Path::new(DATA).join("koppex-2022"), &dir);
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet", "--format", "html,ics"]);
    let (out, args) = (dir.join("out"), ["export", path, "--format", "html,ics,eml", "--lang", "en", "--quiet"]);
    fs::write(out.join("my notes.txt"), "mine").unwrap();
    copy(&out, &old);
    let begun = Instant::now();
    expect(0, &args);
    let (takes, mut random) = (begun.elapsed(), Pcg64::seed_from_u64(3));
    copy(&out, &new);
    let wanted = [tree(&old), tree(&new)];
    assert_ne!(wanted[0], wanted[1]);
    let mut n_new = 0;
    for i in 0..n_kills() {
        fs::remove_dir_all(&out).unwrap();
        copy(&old, &out);
        kill(&args, takes, &mut random);
        // Every file has one of the two contents at any moment.
        for (file, bytes) in
            tree(&out).iter().filter(|(file, _)| !file.starts_with(".koppex-making") && !file.starts_with(".koppex-moving"))
        {
            assert!(wanted.iter().any(|files| files.get(file) == Some(bytes)), "{i}: {} is whole", file.display());
        }
        expect(0, &["standby", path, "--quiet"]);
        fs::remove_file(out.join("standby.csv")).unwrap();
        let after = tree(&out);
        assert!(wanted.contains(&after), "{i}: neither the old files nor the new ones: {:?}", after.keys().collect::<Vec<_>>());
        n_new += usize::from(after == wanted[1]);
    }
    println!("{n_new} of {} were written", n_kills());
    assert!(!names(&dir).iter().any(|name| name.starts_with('.')), "{:?}", names(&dir));
}

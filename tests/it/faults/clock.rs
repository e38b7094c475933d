//! The clock of the system is set, forwards or back, between runs and while one searches: what koppex writes depends on no clock, and a time limit is
//! measured with one that nobody can set.

use super::{DATA, copy, demo, expect, names, published, tree};
use crate::papers::tools;
use crate::support::program::{koppex, said};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// The program under a clock that is away by so much, as `faketime` writes it.
fn under_clock(faketime: &Path, away: &str, args: &[&str]) -> Command {
    let mut command = Command::new(faketime);
    command.args(["--exclude-monotonic", "-m", "-f", away, env!("CARGO_BIN_EXE_koppex")]).args(args).stdin(Stdio::null());
    command
}

/// `faketime`, if it works here.
fn faketime() -> Option<PathBuf> {
    let faketime = tools::program(&["faketime"])?;
    let year = |away: &str| {
        let output = Command::new(&faketime).args(["-f", away, "date", "+%Y"]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().parse::<i32>().ok()
    };
    let works = year("+0d").zip(year("+1000d")).is_some_and(|(now, then)| then > now);
    if !works {
        tools::missing("faketime that sets a clock");
    }
    works.then_some(faketime)
}

/// Gives every file and folder the age that it would have.
fn date(dir: &Path, at: SystemTime) {
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            date(&path, at);
        }
        File::open(&path).unwrap().set_modified(at).unwrap();
    }
}

/// What is in the folder after publishing, planning anew twice, and going back to the first plan; each with calendars and messages. Before each command
/// the clock is set by so many days against the true one.
fn life(days: [i64; 8], clock: Option<&Path>) -> BTreeMap<PathBuf, Vec<u8>> {
    let temp = demo();
    let dir = temp.path().join("expo");
    let path = dir.to_str().unwrap();
    let file = |name: &str, text: &str| {
        let file = temp.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_string()
    };
    let (first, second) =
        (file("a.csv", "change,party_id\ncancel,S2\n"), file("b.csv", "change,party_id,date,start\nlate,B1,2022-04-13,10:20\n"));
    let export = ["export", path, "--format", "csv,json,xlsx,ics,html,eml", "--quiet"];
    let steps: [&[&str]; 8] = [
        &["schedule", path, "--quiet"],
        &export,
        &["replan", path, "--changes", &first, "--quiet"],
        &export,
        &["replan", path, "--changes", &second, "--quiet"],
        &export,
        &["runs", path, "--restore", "1", "--quiet"],
        &export,
    ];
    for (i, (args, days)) in steps.iter().zip(days).enumerate() {
        // What a run that was killed left, by this clock perhaps in the future: it is in nobody's way.
        if i > 0 && args[0] != "export" {
            fs::create_dir(dir.join(".out.1")).unwrap();
            fs::write(dir.join(".out.1/meetings.csv"), "").unwrap();
            fs::write(dir.join(".out.lock"), "koppex 1\n").unwrap();
        }
        let output = match clock {
            Some(faketime) => under_clock(faketime, &format!("{days:+}d"), args).output().unwrap(),
            None => koppex(args).output().unwrap(),
        };
        assert_eq!(output.status.code(), Some(0), "{args:?} at {days:+} days: {}", said(&output));
        let hidden: Vec<_> = names(&dir).into_iter().filter(|name| name.starts_with('.')).collect();
        assert_eq!(hidden, [""; 0], "{args:?} at {days:+} days leaves nothing");
        if clock.is_some() {
            let day = Duration::from_secs(86_400);
            let (ago, ahead) = (day * days.min(0).unsigned_abs() as u32, day * days.max(0) as u32);
            date(&dir, SystemTime::now() + ahead - ago);
        }
        expect(0, &["verify", path, "--quiet"]);
    }
    let listed = expect(0, &["runs", path, "--json"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let numbers: Vec<_> = listed["runs"].as_array().unwrap().iter().map(|run| run["number"].as_u64()).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3), None]);
    tree(&dir).into_iter().map(|(file, bytes)| (file.clone(), without_seconds(&file, bytes))).collect()
}

/// Seconds that a run took differ from run to run.
fn without_seconds(file: &Path, bytes: Vec<u8>) -> Vec<u8> {
    if !file.ends_with("summary.json") {
        return bytes;
    }
    let mut summary: Value = serde_json::from_slice(&bytes).unwrap();
    summary.as_object_mut().unwrap().remove("seconds");
    serde_json::to_vec(&summary).unwrap()
}

/// (UID, SEQUENCE, DTSTAMP) of every event of the calendars of a folder.
fn stamps(files: &BTreeMap<PathBuf, Vec<u8>>, folder: &str) -> BTreeMap<String, (u32, String)> {
    let calendars = files.iter().filter(|(file, _)| file.starts_with(folder) && file.extension().is_some_and(|e| e == "ics"));
    let events = calendars.flat_map(|(_, bytes)| {
        let text = String::from_utf8(bytes.clone()).unwrap().replace("\r\n ", "");
        let blocks: Vec<String> = text.split("BEGIN:VEVENT").skip(1).map(str::to_string).collect();
        blocks
    });
    let property = |block: &str, name: &str| block.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_string();
    let facts = |block: String| {
        (property(&block, "UID:"), (property(&block, "SEQUENCE:").parse().unwrap(), property(&block, "DTSTAMP:")))
    };
    events.map(facts).collect()
}

#[test]
fn numbers_calendars_and_papers_are_the_same_whatever_the_clock_says() {
    let Some(faketime) = faketime() else { return };
    let expected = life([0; 8], None);
    // Each publication tells calendars that it is newer than the one before.
    let runs = ["out.1", "out.2", "out.3", "out"].map(|folder| stamps(&expected, folder));
    let mut n_changed = 0;
    for (before, after) in runs.iter().zip(&runs[1..]) {
        for (uid, (sequence, stamp)) in after {
            let Some((old, old_stamp)) = before.get(uid) else { continue };
            assert_eq!(sequence.cmp(old), stamp.cmp(old_stamp), "{uid}: {old} {old_stamp}, then {sequence} {stamp}");
            assert!(sequence >= old, "{uid}");
            n_changed += usize::from(sequence > old);
        }
    }
    assert!(n_changed > 5, "the plans differ: {n_changed}");
    for days in [
        // Back by more each time; an hour would be too little to see in dates, and all that reads a clock would go wrong with years, too.
        [3000, 2000, 1500, 1000, 400, 0, -1000, -2000],
        [0, 0, 365, 365, -365, -365, 0, 0],
        // Long before the event is made, and long after it is over.
        [-9000, 9000, -9000, 9000, -9000, 9000, -9000, 9000],
    ] {
        let found = life(days, Some(&faketime));
        assert!(found.keys().eq(expected.keys()), "{days:?}: {:?}", found.keys().collect::<Vec<_>>());
        let differ: Vec<_> = expected.iter().filter(|(file, bytes)| found[*file] != **bytes).map(|(file, _)| file).collect();
        assert!(differ.is_empty(), "{days:?}: {differ:?}");
    }
}

/// While it searches the clock is set by a year, an hour or a day: it neither ends at once nor goes on.
#[test]
fn a_time_limit_is_kept_when_the_clock_is_set_meanwhile() {
    let Some(faketime) = faketime() else { return };
    const LIMIT: f64 = 6.0;
    let temp = tempfile::tempdir().unwrap();
    let data = temp.path().join("expo");
    copy(&Path::new(DATA).join("koppex-2022"), &data);
    let clock = temp.path().join("clock");
    for (name, away) in [("forwards", "+400d"), ("back", "-400d"), ("back by an hour", "-1h")] {
        fs::write(&clock, "+0d\n").unwrap();
        let out = temp.path().join(name.replace(' ', "-"));
        let limit = LIMIT.to_string();
        let args = ["schedule", data.to_str().unwrap(), "--out", out.to_str().unwrap(), "--time-limit", &limit, "--quiet"];
        let mut command = under_clock(&faketime, "+0d", &args);
        // The file counts instead of the argument, and is read again each time.
        command.env("FAKETIME_TIMESTAMP_FILE", &clock).env("FAKETIME_NO_CACHE", "1");
        let began = Instant::now();
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(LIMIT / 3.0));
        fs::write(&clock, format!("{away}\n")).unwrap();
        let output = child.wait_with_output().unwrap();
        let seconds = began.elapsed().as_secs_f64();
        assert_eq!(output.status.code(), Some(0), "{name}: {}", said(&output));
        assert!(seconds > 0.5 * LIMIT && seconds < 4.0 * LIMIT, "{name}: {seconds:.1} s");
        let summary: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
        let told: f64 = summary["seconds"].as_object().unwrap().values().map(|stage| stage.as_f64().unwrap()).sum();
        assert!(told > 0.5 * LIMIT && told < seconds + 0.1, "{name}: {told} of {seconds} s");
    }
}

/// A disk that was written under a broken clock holds files of the far future, or from before 1970.
#[test]
fn runs_are_listed_whatever_the_age_of_their_files() {
    let (temp, path) = published();
    let path = path.as_str();
    let file = File::options().write(true).open(temp.path().join("expo/out/meetings.csv")).unwrap();
    let (year, epoch) = (Duration::from_secs(365 * 86_400), SystemTime::UNIX_EPOCH);
    for at in [epoch - 40 * year, epoch, epoch + 300 * year, epoch + 400_000 * year] {
        // What a file system cannot hold it refuses, or holds something near.
        if file.set_modified(at).is_ok() {
            let listed: Value = serde_json::from_str(&expect(0, &["runs", path, "--json"])).unwrap();
            assert_eq!(listed["runs"].as_array().unwrap().len(), 1, "{at:?}");
            expect(0, &["runs", path]);
        }
    }
}

//! What the world does to a run: it is killed, told to end, started twice, given a closed pipe, a full disk, a folder that
//! nobody can write, another time of day; and a bug.

mod bug;
#[cfg(unix)]
mod clock;
#[cfg(unix)]
mod disk;
#[cfg(unix)]
mod killed;
#[cfg(unix)]
mod pipes;
#[cfg(unix)]
mod signals;

pub use crate::support::program::{koppex, run, send, tree};

use crate::support::program::said;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// A copy of the small event.
pub fn demo() -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    copy(&Path::new(DATA).join("demo"), &temp.path().join("expo"));
    temp
}

/// The small event with a timetable, and its folder in words of the command line.
pub fn published() -> (TempDir, String) {
    let temp = demo();
    let dir = temp.path().join("expo").into_os_string().into_string().unwrap();
    expect(0, &["schedule", &dir, "--levels", "3", "--quiet"]);
    (temp, dir)
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { _ = fs::copy(entry.path(), target).unwrap() }
    }
}

#[track_caller]
pub fn expect(code: i32, args: &[&str]) -> String {
    let output = run(args);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{text}");
    text
}

/// Names in a folder, in order.
pub fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

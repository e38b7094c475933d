//! What the world does to a run: it is killed, told to end, started twice, given a closed pipe, a full disk, a folder that nobody can write.

#[cfg(unix)]
mod disk;
#[cfg(unix)]
mod killed;
#[cfg(unix)]
mod pipes;
#[cfg(unix)]
mod signals;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// A copy of the small event.
pub fn demo() -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    copy(&Path::new(DATA).join("demo"), &temp.path().join("expo"));
    temp
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { _ = fs::copy(entry.path(), target).unwrap() }
    }
}

pub fn koppex(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koppex"));
    command.args(args).stdin(Stdio::null());
    command
}

#[track_caller]
pub fn run(args: &[&str]) -> Output {
    koppex(args).output().unwrap()
}

#[track_caller]
pub fn expect(code: i32, args: &[&str]) -> String {
    let output = run(args);
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{text}");
    text
}

/// Sends a signal to a program that runs.
pub fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    assert!(sent.is_ok(), "kill is there");
}

/// Path and bytes of every file below a folder.
pub fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(tree(&entry).into_iter().map(|(path, bytes)| (Path::new(entry.file_name().unwrap()).join(path), bytes)));
        } else {
            files.insert(PathBuf::from(entry.file_name().unwrap()), fs::read(&entry).unwrap());
        }
    }
    files
}

/// Names in a folder, in order.
pub fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

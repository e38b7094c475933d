//! The built program, and what it leaves on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The program with these arguments and nothing to read.
pub fn koppex(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koppex"));
    command.args(args).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run(args: &[&str]) -> Output {
    koppex(args).output().unwrap()
}

/// All that a run has said.
pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// Sends a signal to a program. False if it has ended.
pub fn send(child: &Child, signal: &str) -> bool {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    sent.expect("kill is there").success()
}

/// Path below the folder, and bytes, of every file.
pub fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        let name = Path::new(entry.file_name().unwrap());
        if entry.is_dir() {
            files.extend(tree(&entry).into_iter().map(|(path, bytes)| (name.join(path), bytes)));
        } else {
            files.insert(name.to_path_buf(), fs::read(&entry).unwrap());
        }
    }
    files
}

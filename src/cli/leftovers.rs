//! What other runs left beside an output folder, and what people put into it: told from what koppex writes, so that nothing else is ever deleted.

use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Names of the files that koppex writes at the top of an output folder; those in its folders have the endings of [`IN_FOLDERS`].
const FILES: [&str; 24] = [
    "meetings.csv",
    "unmet.csv",
    "parties.csv",
    "prices.csv",
    "summary.json",
    "by-slot.csv",
    "standby.csv",
    "moves.csv",
    "change_prices.csv",
    "calls.csv",
    "changes.csv",
    "before.csv",
    "published.json",
    "mailmerge.csv",
    "timetable.xlsx",
    "timetable.html",
    "papers.pdf",
    "capacity.csv",
    "capacity.svg",
    "capacity.json",
    "policy.csv",
    "audit.html",
    "audit.pdf",
    "certificate.py",
];
const FOLDERS: [&str; 3] = ["by-sme", "by-buyer", "by-place"];
const IN_FOLDERS: [&str; 3] = [".csv", ".ics", ".eml"];

/// The first file or folder that koppex has not written; `None` if the folder holds nothing else, or is not there.
pub fn foreign(folder: &Path) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    entries.into_iter().find_map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_plain = !path.is_symlink();
        match path.is_dir() && is_plain && FOLDERS.contains(&name.as_str()) {
            true => fs::read_dir(&path).ok()?.filter_map(|entry| Some(entry.ok()?.path())).find(|file| !is_paper(file)),
            false if path.is_file() && is_plain && FILES.contains(&name.as_str()) => None,
            false => Some(path),
        }
    })
}

fn is_paper(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.is_file() && !file.is_symlink() && IN_FOLDERS.iter().any(|ending| name.ends_with(ending))
}

/// Whether a folder is the output of a run: its summary names the version of koppex that wrote it, and the timetable stands beside it.
pub fn is_output(folder: &Path) -> bool {
    let summary = fs::read(folder.join("summary.json")).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    summary.is_some_and(|summary| summary["versions"]["koppex"].is_string()) && folder.join("meetings.csv").is_file()
}

/// A new folder for the files of a run, which no other run takes for left behind as long as the handle is open.
pub fn temporary(target: &Path, name: &str) -> std::io::Result<(PathBuf, Option<File>)> {
    const MOST: u32 = 100;
    clear(target);
    let mut made = Ok(());
    for n in 0..MOST {
        let again = if n == 0 { String::new() } else { format!("-{n}") };
        let path = target.with_file_name(format!(".{name}.{}{again}", std::process::id()));
        made = fs::create_dir(&path);
        match &made {
            Ok(()) => {
                let lock = File::open(&path).ok().filter(|file| file.try_lock().is_ok());
                return Ok((path, lock));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(_) => break,
        }
    }
    made.map(|()| unreachable!("made folders are returned"))
}

/// Removes what runs that were killed left beside the output folder. Where that is not there, one of them may be the last whole one.
pub fn clear(target: &Path) {
    let Some(name) = target.file_name().map(|name| name.to_string_lossy()) else { return };
    let Some(entries) = target.parent().filter(|_| target.exists()).and_then(|parent| fs::read_dir(parent).ok()) else { return };
    let begins = format!(".{name}.");
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rest = file_name.strip_prefix(&begins).map(|rest| rest.strip_suffix(".old").unwrap_or(rest));
        let is_ours = rest.is_some_and(|rest| rest.split('-').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())));
        let is_left = || File::open(&path).is_ok_and(|folder| folder.try_lock().is_ok());
        if is_ours && path.is_dir() && !path.is_symlink() && foreign(&path).is_none() && is_left() {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

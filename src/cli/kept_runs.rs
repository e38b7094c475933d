//! The folders that runs wrote: the output folder and those that are kept beside it under numbers.

use anyhow::Context;
use chrono::{DateTime, Local};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that a run wrote.
pub struct KeptRun {
    /// `None`: the current one.
    pub number: Option<u32>,
    /// Where it stands.
    pub folder: PathBuf,
    /// Of its timetable.
    pub when: Option<DateTime<Local>>,
    /// Its summary.json; null if there is none.
    pub summary: Value,
}

/// The numbered runs in order, then the current one.
pub fn kept(out: &Path) -> anyhow::Result<Vec<KeptRun>> {
    let name = out.file_name().context("the output folder needs a name")?.to_string_lossy().into_owned();
    let parent = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut numbers: Vec<u32> = Vec::new();
    if parent.is_dir() {
        for entry in fs::read_dir(parent).with_context(|| format!("cannot list the folder {}", parent.display()))? {
            let entry = entry?.file_name().to_string_lossy().into_owned();
            numbers.extend(entry.strip_prefix(&format!("{name}.")).and_then(|number| number.parse::<u32>().ok()));
        }
    }
    numbers.sort_unstable();
    let numbered = numbers.into_iter().map(|n| (Some(n), parent.join(format!("{name}.{n}"))));
    let all = numbered.chain([(None, out.to_path_buf())]).filter(|(_, folder)| folder.join("meetings.csv").is_file());
    Ok(all.map(|(number, folder)| kept_run(number, folder)).collect())
}

fn kept_run(number: Option<u32>, folder: PathBuf) -> KeptRun {
    let when = fs::metadata(folder.join("meetings.csv")).and_then(|m| m.modified()).ok().map(DateTime::<Local>::from);
    let summary = fs::read(folder.join("summary.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    KeptRun { number, folder, when, summary: summary.unwrap_or_default() }
}

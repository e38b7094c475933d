//! The folders that runs wrote: the output folder and those that are kept beside it under numbers.

use anyhow::Context;
use chrono::{DateTime, Days, Local};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

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
    let written = fs::metadata(folder.join("meetings.csv")).and_then(|m| m.modified());
    let when = written.ok().and_then(local);
    let summary = fs::read(folder.join("summary.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    KeptRun { number, folder, when, summary: summary.unwrap_or_default() }
}

/// The time here; `None` of one that no calendar has, as a broken clock leaves it.
fn local(at: SystemTime) -> Option<DateTime<Local>> {
    let seconds = match at.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).ok()?,
        Err(before) => i64::try_from(before.duration().as_secs()).ok()?.checked_neg()?,
    };
    let utc = DateTime::from_timestamp(seconds, 0)?;
    // No zone is further away.
    let day = Days::new(1);
    utc.checked_add_days(day)?;
    utc.checked_sub_days(day)?;
    Some(utc.with_timezone(&Local))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_that_no_calendar_has_are_none() {
        let years_of = |years: u64| Duration::from_secs(31_556_952 * years);
        for (years, is_known) in [(0, true), (400, true), (250_000, true), (270_000, false), (100_000_000_000, false)] {
            let ahead = UNIX_EPOCH.checked_add(years_of(years)).map(local);
            let ago = UNIX_EPOCH.checked_sub(years_of(years)).map(local);
            for at in [ahead, ago].into_iter().flatten() {
                assert_eq!(at.is_some(), is_known, "{years}");
                at.into_iter().for_each(|at| _ = at.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
            }
        }
        for edge in [chrono::DateTime::<chrono::Utc>::MAX_UTC, chrono::DateTime::<chrono::Utc>::MIN_UTC] {
            let seconds = Duration::from_secs(edge.timestamp().unsigned_abs());
            let at = if edge.timestamp() > 0 { UNIX_EPOCH.checked_add(seconds) } else { UNIX_EPOCH.checked_sub(seconds) };
            assert!(at.is_none_or(|at| local(at).is_none()), "{edge}");
        }
    }
}

//! What an export does to calendars that parties already have: how many of their meetings it would cancel, and which notices of
//! cancellation no longer hold.

use crate::report::{File, PUBLISHED_FILE};
use anyhow::Context;
use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The ending of a file that cancels meetings in a calendar.
const NOTICE: &str = ".cancelled.ics";

/// How many of the published meetings an export cancels.
pub struct Cancelled {
    pub n: usize,
    pub of: usize,
}

impl Cancelled {
    /// Compares what is published with what the files publish; nothing where either is missing.
    pub fn by(files: &[File], published: Option<&str>) -> Self {
        let after = files.iter().find(|file| file.path == PUBLISHED_FILE).map(|file| String::from_utf8_lossy(&file.bytes));
        let (Some(before), Some(after)) = (published.map(held), after.map(|text| held(&text))) else {
            return Self { n: 0, of: 0 };
        };
        Self { n: before.difference(&after).count(), of: before.len() }
    }

    pub fn is_most(&self) -> bool {
        2 * self.n > self.of
    }
}

/// The UIDs of the meetings that stand.
fn held(published: &str) -> HashSet<String> {
    let state: Value = serde_json::from_str(published).unwrap_or_default();
    let meetings = state["meetings"].as_array().into_iter().flatten();
    let standing = meetings.filter(|meeting| meeting["cancelled"] == false);
    standing.filter_map(|meeting| Some(meeting["uid"].as_str()?.to_string())).collect()
}

/// Takes away the notices of earlier versions beside calendars that are written anew: what they cancel may be held again.
pub fn remove_stale_notices(out: &Path, files: &[File]) -> anyhow::Result<()> {
    let written: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for calendar in files.iter().filter_map(|file| file.path.strip_suffix(".ics")).filter(|path| !path.ends_with(".cancelled")) {
        let notice = format!("{calendar}{NOTICE}");
        let file = out.join(&notice);
        if !written.contains(notice.as_str()) && file.is_file() {
            fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(cancelled: &[bool]) -> String {
        let entry = |(i, cancelled): (usize, &bool)| format!("{{\"uid\": \"u{i}\", \"cancelled\": {cancelled}}}");
        let entries: Vec<String> = cancelled.iter().enumerate().map(entry).collect();
        format!("{{\"version\": 1, \"meetings\": [{}]}}", entries.join(","))
    }

    #[test]
    fn only_meetings_that_stood_are_counted() {
        let by = |before: &[bool], after: &[bool]| {
            let files = [File { path: PUBLISHED_FILE.into(), bytes: state(after).into_bytes() }];
            let cancelled = Cancelled::by(&files, Some(&state(before)));
            (cancelled.n, cancelled.of, cancelled.is_most())
        };
        assert_eq!(by(&[false, false, true], &[false, true, true]), (1, 2, false));
        assert_eq!(by(&[false, false, true], &[true, true, true]), (2, 2, true));
        assert_eq!(by(&[], &[false]), (0, 0, false));
        assert_eq!(Cancelled::by(&[], Some(&state(&[false]))).n, 0, "no calendars are written");
    }
}

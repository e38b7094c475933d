//! The formats of a run as files, for every command that makes a timetable.

use super::export;
use super::fonts;
use crate::report::{self, FORMATS, File, Format, PUBLISHED_FILE, Report};

/// Formats that every run writes, because `verify`, `show` and `export` read them.
const ALWAYS: [&str; 2] = ["csv", "json"];

/// The formats that every run writes (`always`), or the others that are asked for.
pub struct Formats<'a> {
    pub asked: &'a [Format],
    pub always: bool,
    pub quiet: bool,
}

impl Formats<'_> {
    /// Their files, each once, and `published` as it was if none of them renews it.
    pub fn rendered(&self, mut report: Report, published: Option<Vec<u8>>) -> anyhow::Result<Vec<File>> {
        report.options.fonts = export::fonts_for(self.asked);
        if !self.always {
            report.standby = export::standby_for(self.asked, report.event, report.timetable);
        }
        report.options.published = published.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let mut files = Vec::new();
        for format in FORMATS.iter().filter(|f| self.has(f.name)) {
            files.extend((format.render)(&report)?);
            if format.name == "pdf" && !self.quiet {
                fonts::tell_undrawn(&report)?;
            }
        }
        report::each_once(&mut files);
        if let Some(bytes) = published.filter(|_| files.iter().all(|f| f.path != PUBLISHED_FILE)) {
            files.push(File { path: PUBLISHED_FILE.into(), bytes });
        }
        Ok(files)
    }

    fn has(&self, name: &str) -> bool {
        if ALWAYS.contains(&name) { self.always } else { !self.always && self.asked.iter().any(|f| f.name == name) }
    }
}

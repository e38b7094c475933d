//! The formats of a run as files, for every command that makes a timetable.

use super::export;
use super::fonts;
use super::shared_args::PaperArgs;
use super::terminal::say;
use crate::report::{self, FORMATS, File, FontFile, Format, PUBLISHED_FILE, Report};
use anyhow::ensure;
use std::path::Path;

/// Formats that every run writes, because `verify`, `show` and `export` read them.
const ALWAYS: [&str; 2] = ["csv", "json"];

/// The formats that are asked for beside those of every run, and what they need.
#[derive(Debug, Default)]
pub struct Formats {
    asked: Vec<Format>,
    fonts: Vec<FontFile>,
    quiet: bool,
}

/// Files of the formats that were asked for.
pub struct Asked {
    pub files: Vec<File>,
    /// The formats that could not be made, and why.
    pub failed: Vec<(&'static str, anyhow::Error)>,
}

impl Formats {
    /// Finds what the formats need before anything is solved.
    ///
    /// # Errors
    /// There is no font for the PDF.
    pub fn new(args: &PaperArgs, quiet: bool) -> anyhow::Result<Self> {
        let asked: Vec<Format> = args.format.iter().filter(|format| !ALWAYS.contains(&format.name)).copied().collect();
        Ok(Self { fonts: fonts::for_formats(&asked, &args.font)?, asked, quiet })
    }

    /// The files that every run writes, each once, and `published` as it was.
    ///
    /// # Errors
    /// One of them cannot be made.
    pub fn always(report: Report, published: Option<Vec<u8>>) -> anyhow::Result<Vec<File>> {
        let mut files = Vec::new();
        for format in FORMATS.iter().filter(|format| ALWAYS.contains(&format.name)) {
            files.extend((format.render)(&report)?);
        }
        report::each_once(&mut files);
        files.extend(published.map(|bytes| File { path: PUBLISHED_FILE.into(), bytes }));
        Ok(files)
    }

    /// The files of the other formats that are asked for, each once, and `published` as it was if none of them renews it. A format that cannot be
    /// made takes no other with it.
    pub fn asked(&self, mut report: Report, published: Option<Vec<u8>>) -> Asked {
        report.options.fonts.clone_from(&self.fonts);
        report.standby = export::standby_for(&self.asked, report.event, report.timetable);
        report.options.published = published.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let (mut files, mut failed) = (Vec::new(), Vec::new());
        for format in FORMATS.iter().filter(|format| self.asked.iter().any(|asked| asked.name == format.name)) {
            match (format.render)(&report).and_then(|made| self.tell_undrawn(format, &report).map(|()| made)) {
                Ok(made) => files.extend(made),
                Err(error) => failed.push((format.name, error)),
            }
        }
        report::each_once(&mut files);
        if let Some(bytes) = published.filter(|_| files.iter().all(|f| f.path != PUBLISHED_FILE)) {
            files.push(File { path: PUBLISHED_FILE.into(), bytes });
        }
        Asked { files, failed }
    }

    fn tell_undrawn(&self, format: &Format, report: &Report) -> anyhow::Result<()> {
        if format.name == "pdf" && !self.quiet { fonts::tell_undrawn(report) } else { Ok(()) }
    }
}

/// Says which formats are missing beside a timetable that was written.
///
/// # Errors
/// Some are.
pub fn refuse_missing(failed: Vec<(&'static str, anyhow::Error)>, dir: &Path) -> anyhow::Result<()> {
    for (format, error) in &failed {
        say(&format!("cannot make the {format} files: {error:#}"));
    }
    let names: Vec<&str> = failed.iter().map(|(name, _)| *name).collect();
    let (names, dir) = (names.join(","), dir.display());
    ensure!(
        failed.is_empty(),
        "the timetable is written, but not as {names}\nhelp: when that is mended, `koppex export {dir} --format {names}` writes the rest"
    );
    Ok(())
}

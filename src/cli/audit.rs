//! `koppex schedule --audit FILE`: the document for a public auditor, as part of the output folder or anywhere else.

use super::fonts;
use super::in_place;
use super::output::Output;
use crate::load;
use crate::report::audit::{Audit, SCRIPT_NAME, is_pdf};
use crate::report::{FORMATS, File, FontFile, Report};
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of the output folder whose digests the document gives.
const CHECKED: [&str; 4] = ["meetings.csv", "prices.csv", "unmet.csv", "summary.json"];
/// What the document may be called in the output folder, where every name is known.
const NAMES: [&str; 2] = ["audit.html", "audit.pdf"];

/// Where the document is to stand, and what it needs.
#[derive(Debug)]
pub struct AuditFile {
    folder: PathBuf,
    name: String,
    /// It belongs to the output folder and comes and goes with it.
    is_output: bool,
    fonts: Vec<FontFile>,
}

impl AuditFile {
    /// Looks for what is missing before anything is solved.
    ///
    /// # Errors
    /// The file cannot be written, or is there already and `force` is not set; there is no font for the PDF.
    pub fn new(file: &Path, (out, force): (&Path, bool), font: &[PathBuf]) -> anyhow::Result<Self> {
        let shown = file.display();
        let name = file.file_name().with_context(|| format!("{shown} is no file name"))?.to_string_lossy().into_owned();
        let absolute = std::path::absolute(file).with_context(|| format!("cannot write {shown}"))?;
        let folder = absolute.parent().context("a file has a folder")?.to_path_buf();
        let is_output = same(&folder, out);
        if is_output && !NAMES.contains(&name.as_str()) {
            bail!(
                "in the output folder the audit has the name audit.html or audit.pdf, not {name}\nhelp: name it so, or another folder"
            );
        }
        if !is_output {
            if !folder.is_dir() {
                bail!("there is no folder {}\nhelp: make it, or name the audit in another", folder.display());
            }
            let there = [file.to_path_buf(), folder.join(SCRIPT_NAME)].into_iter().find(|path| path.exists() && !is_script(path));
            if let (Some(there), false) = (there, force) {
                bail!("{} already exists\nhelp: name a new file, or add --force", there.display());
            }
        }
        let pdf: Vec<_> = FORMATS.iter().filter(|format| format.name == "pdf" && is_pdf(&name)).copied().collect();
        Ok(Self { folder, name, is_output, fonts: fonts::for_formats(&pdf, font)? })
    }

    /// The document about the files that stand in the output; those that belong to it are put there.
    ///
    /// # Errors
    /// The world fails.
    pub fn make(&self, report: &Report, output: &Output) -> anyhow::Result<Vec<File>> {
        let mut written = Vec::new();
        for name in CHECKED {
            let file = output.temporary().join(name);
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            written.push((name.to_string(), load::sha256(&bytes)));
        }
        let mut report = report.clone();
        report.options.fonts.clone_from(&self.fonts);
        let files = Audit { report: &report, written: &written }.files(&self.name)?;
        if self.is_output {
            output.write(&files)?;
            return Ok(Vec::new());
        }
        Ok(files)
    }

    /// Writes what does not belong to the output folder, once that is published.
    ///
    /// # Errors
    /// The world fails.
    pub fn put(&self, files: &[File]) -> anyhow::Result<()> {
        files.iter().try_for_each(|file| in_place::replace_file(&self.folder.join(&file.path), &file.bytes))
    }
}

/// The script as it was put there before.
fn is_script(path: &Path) -> bool {
    path.ends_with(SCRIPT_NAME) && fs::read(path).is_ok_and(|bytes| bytes == crate::report::audit::SCRIPT.as_bytes())
}

/// Two names of one folder, which need not be there yet.
fn same(a: &Path, b: &Path) -> bool {
    let plain = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        fs::canonicalize(&path).or_else(|_| {
            Ok::<_, std::io::Error>(fs::canonicalize(path.parent().unwrap_or(&path))?.join(path.file_name().unwrap_or_default()))
        })
    };
    matches!((plain(a), plain(b)), (Ok(a), Ok(b)) if a == b)
}

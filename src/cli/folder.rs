//! Reads an event folder: names and bytes of the files that may be input. Knows nothing of what stands in them.

use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// What an input file may end in.
const ENDINGS: [&str; 3] = ["csv", "xlsx", "toml"];

/// Name and bytes of every `.toml`, `.csv` and `.xlsx` file that stands directly in the folder, sorted by name. Folders, hidden files
/// and Excel's lock files (`~$smes.xlsx`) are passed over.
pub fn read(dir: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let shown = dir.display();
    if !dir.exists() {
        bail!("there is no event folder {shown}\nhelp: `koppex init {shown}` makes one");
    }
    if !dir.is_dir() {
        bail!("{shown} is a file, not an event folder\nhelp: name the folder that holds event.toml");
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list the folder {shown}"))? {
        let entry = entry.with_context(|| format!("cannot list the folder {shown}"))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        if name.starts_with(['.', '~']) || !ENDINGS.contains(&ending.as_str()) || !entry.path().is_file() {
            continue;
        }
        let bytes = fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
        files.push((name, bytes));
    }
    files.sort();
    Ok(files)
}

//! Reads an event folder: names and bytes of the files that may be input. Knows nothing of what stands in them.

use crate::event::limits;
use crate::load;
use anyhow::{Context, bail};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Name and bytes of the files that stand directly in the folder, sorted by name; the bytes only of those that are read, as the others may
/// be anything. Folders and hidden files are passed over.
///
/// # Errors
/// There is no such folder, a file cannot be read, or one is larger than any input.
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
        let path = entry.path();
        if name.starts_with(['.', '~']) || !path.is_file() {
            continue;
        }
        let mut bytes = Vec::new();
        if load::wants(&name) {
            // A byte more than may be read is enough to be told.
            let file = fs::File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let mut limited = file.take(limits::FILE_BYTES.max + 1);
            limited.read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
        }
        files.push((name, bytes));
    }
    files.sort();
    Ok(files)
}

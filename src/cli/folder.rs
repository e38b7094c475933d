//! Reads an event folder: names and bytes of the files that may be input. Knows nothing of what stands in them.

use crate::event::limits;
use crate::load;
use anyhow::{Context, bail};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Name and bytes of the files that stand directly in the folder, sorted by name; the bytes only of those that are read, as the others may
/// be anything. Folders and hidden files are passed over. A workbook stands for a folder that holds nothing else.
///
/// # Errors
/// There is no such folder, a file cannot be read, or one is larger than any input.
pub fn read(dir: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let shown = dir.display();
    if !dir.exists() {
        bail!("there is no event folder {shown}\nhelp: `koppex init {shown}` makes one");
    }
    if !dir.is_dir() {
        let name = dir.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if !load::is_workbook(&name) {
            bail!(
                "{shown} is a file, not an event folder or a workbook\nhelp: name the folder that holds event.toml, or an .xlsx"
            );
        }
        return Ok(vec![(name, content(dir)?)]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list the folder {shown}"))? {
        let entry = entry.with_context(|| format!("cannot list the folder {shown}"))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        if name.starts_with(['.', '~']) || !path.is_file() {
            continue;
        }
        let bytes = if load::wants(&name) { content(&path)? } else { Vec::new() };
        files.push((name, bytes));
    }
    files.sort();
    // A workbook alone in its folder is the event, whatever its name.
    if let [(name, bytes)] = &mut files[..]
        && load::is_workbook(name)
    {
        *bytes = content(&dir.join(name))?;
    }
    Ok(files)
}

/// The bytes of a file; of one that is too large, one byte more than the limit, which is enough to detect it.
fn content(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut limited = file.take(limits::FILE_BYTES.max + 1);
    limited.read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}

/// Where the output of an event stands unless `--out` says otherwise: `out` in its folder, or `expo-out` beside the workbook `expo.xlsx`.
pub fn output_of(dir: &Path) -> PathBuf {
    match dir.file_stem() {
        Some(stem) if dir.is_file() => {
            let mut name = stem.to_os_string();
            name.push("-out");
            dir.with_file_name(name)
        }
        _ => dir.join("out"),
    }
}

//! Files that are written into a folder that is there, beside others: all of them or none.
//!
//! They are made in a folder of their own inside it and brought to the disk. Then that folder gets another name, from which moment on they count as written, and each
//! moves to its place. A run that is killed before leaves everything as it was; what one that is killed later has not moved, the next run moves.

use super::durable;
use super::lock::FolderLock;
use crate::report::{File, PUBLISHED_FILE};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// Files in the making.
const MAKING: &str = ".koppex-making";
/// Files that are whole and move to their places.
const MOVING: &str = ".koppex-moving";

/// Whether a folder is not there, or holds nothing but what a killed run left in the making.
pub fn is_vacant(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(Result::ok).all(|entry| entry.file_name() == MAKING),
        Err(_) => !folder.exists(),
    }
}

/// Takes the right to write into a folder, and finishes what a run that was killed began there. `None` where nobody else could put another folder in
/// its place either.
///
/// # Errors
/// Another koppex writes the folder; the world fails.
pub fn lock(folder: &Path) -> anyhow::Result<Option<FolderLock>> {
    let shown = || format!("cannot find {}", folder.display());
    let resolved = if folder.exists() {
        fs::canonicalize(folder).with_context(shown)?
    } else {
        let absolute = std::path::absolute(folder).with_context(shown)?;
        let (Some(parent), Some(name)) = (absolute.parent().filter(|parent| parent.is_dir()), absolute.file_name()) else {
            return Ok(None);
        };
        fs::canonicalize(parent).with_context(shown)?.join(name)
    };
    let lock = FolderLock::take_if_writable(&resolved)?;
    complete(&resolved)?;
    Ok(lock)
}

/// Writes all files into a folder, which is made if it is missing, or changes nothing.
///
/// # Errors
/// Another koppex writes the folder; the world fails.
pub fn write(folder: &Path, files: &[File]) -> anyhow::Result<()> {
    let _lock = lock(folder)?;
    write_locked(folder, files)
}

/// As [`write()`], by a run that has the lock of the folder.
///
/// # Errors
/// The world fails.
pub fn write_locked(folder: &Path, files: &[File]) -> anyhow::Result<()> {
    let is_new = !folder.exists();
    let (making, moving) = (folder.join(MAKING), folder.join(MOVING));
    let made = make(&making, files, folder)
        .and_then(|()| fs::rename(&making, &moving).with_context(|| format!("cannot write to {}", folder.display())));
    if made.is_err() {
        let _ = fs::remove_dir_all(&making);
        if is_new {
            // Only if it is empty.
            let _ = fs::remove_dir(folder);
        }
    }
    made?;
    complete(folder)
}

/// Finishes what a run that was killed began: clears away what it did not complete, moves the rest to its place.
///
/// # Errors
/// The world fails.
pub fn complete(folder: &Path) -> anyhow::Result<()> {
    let (making, moving) = (folder.join(MAKING), folder.join(MOVING));
    if making.is_dir() && !making.is_symlink() {
        fs::remove_dir_all(&making).with_context(|| format!("cannot remove {}", making.display()))?;
    }
    if moving.is_dir() && !moving.is_symlink() {
        let mut paths = Vec::new();
        gather(&moving, Path::new(""), &mut paths)?;
        // First what was published to calendars: whenever the program ends, no number is given twice.
        paths.sort_by_key(|path| path != Path::new(PUBLISHED_FILE));
        for path in paths {
            move_to(&moving.join(&path), &folder.join(&path))?;
        }
        durable::sync(folder).with_context(|| format!("cannot write to {}", folder.display()))?;
        fs::remove_dir_all(&moving).with_context(|| format!("cannot remove {}", moving.display()))?;
    }
    Ok(())
}

/// Puts one file where it belongs, in the place of an older one; the old one is whole until the new one is.
///
/// # Errors
/// The world fails.
pub fn replace_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let shown = || format!("cannot write {}", path.display());
    let name = path.file_name().with_context(shown)?.to_string_lossy();
    let half = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::write(&half, bytes).and_then(|()| durable::sync(&half)).and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        let _ = fs::remove_file(&half);
    }
    written.with_context(shown)
}

fn make(making: &Path, files: &[File], folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(making).with_context(|| format!("cannot write to {}", folder.display()))?;
    for file in files {
        let path = making.join(&file.path);
        let shown = || format!("cannot write {}", folder.join(&file.path).display());
        fs::create_dir_all(path.parent().with_context(shown)?).with_context(shown)?;
        fs::write(&path, &file.bytes).with_context(shown)?;
    }
    durable::sync_tree(making).with_context(|| format!("cannot write to {}", folder.display()))
}

fn move_to(from: &Path, to: &Path) -> anyhow::Result<()> {
    let shown = || format!("cannot write {}", to.display());
    fs::create_dir_all(to.parent().with_context(shown)?).with_context(shown)?;
    fs::rename(from, to).with_context(shown)
}

/// The paths of all files below a folder, relative to `root`.
fn gather(root: &Path, below: &Path, paths: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let folder = root.join(below);
    let shown = || format!("cannot list the folder {}", folder.display());
    for entry in fs::read_dir(&folder).with_context(shown)? {
        let entry = entry.with_context(shown)?;
        let path = below.join(entry.file_name());
        match entry.path().is_dir() {
            true => gather(root, &path, paths)?,
            false => paths.push(path),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), bytes: text.into() }
    }

    fn text(folder: &Path, path: &str) -> String {
        fs::read_to_string(folder.join(path)).unwrap_or_default()
    }

    fn entries(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_written_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("papers");
        write(&folder, &[file("by-sme/S1.ics", "1"), file("a.csv", "1")]).unwrap();
        fs::write(folder.join("mine.txt"), "mine").unwrap();
        // Where a folder stands in the place of a file.
        fs::create_dir(folder.join("b.csv")).unwrap();
        let long = "x".repeat(300);
        let error = write(&folder, &[file("a.csv", "2"), file(&long, "2")]).unwrap_err();
        assert!(format!("{error:#}").contains("cannot write"), "{error:#}");
        assert_eq!([text(&folder, "a.csv"), text(&folder, "mine.txt")], ["1", "mine"]);
        assert_eq!(entries(&folder), ["a.csv", "b.csv", "by-sme", "mine.txt"]);
        assert_eq!(entries(dir.path()), ["papers"]);
        assert!(write(&dir.path().join("new"), &[file(&long, "")]).is_err());
        assert_eq!(entries(dir.path()), ["papers"], "a folder that was made for nothing is gone");
    }

    #[test]
    fn what_a_killed_run_left_is_completed_or_cleared() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path();
        fs::write(folder.join("a.csv"), "old").unwrap();
        fs::create_dir_all(folder.join(MAKING)).unwrap();
        fs::write(folder.join(MAKING).join("a.csv"), "half").unwrap();
        assert!(!is_vacant(folder));
        complete(folder).unwrap();
        assert_eq!((text(folder, "a.csv").as_str(), entries(folder)), ("old", vec!["a.csv".to_string()]));
        fs::create_dir_all(folder.join(MOVING).join("by-sme")).unwrap();
        fs::write(folder.join(MOVING).join("a.csv"), "new").unwrap();
        fs::write(folder.join(MOVING).join("by-sme/S1.ics"), "new").unwrap();
        complete(folder).unwrap();
        assert_eq!([text(folder, "a.csv"), text(folder, "by-sme/S1.ics")], ["new", "new"]);
        assert_eq!(entries(folder), ["a.csv", "by-sme"]);
    }

    #[test]
    fn a_folder_with_nothing_but_what_was_in_the_making_is_vacant() {
        let dir = tempfile::tempdir().unwrap();
        assert!(is_vacant(&dir.path().join("none")) && is_vacant(dir.path()));
        fs::create_dir(dir.path().join(MAKING)).unwrap();
        assert!(is_vacant(dir.path()));
        fs::create_dir(dir.path().join(MOVING)).unwrap();
        assert!(!is_vacant(dir.path()));
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("audit.html");
        replace_file(&path, b"1").unwrap();
        replace_file(&path, b"2").unwrap();
        assert_eq!((text(dir.path(), "audit.html").as_str(), entries(dir.path()).len()), ("2", 1));
        assert!(replace_file(&dir.path().join("none/audit.html"), b"1").is_err());
    }
}

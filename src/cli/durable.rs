//! From memory to the disk: files that are renamed only after this are whole even if the power fails.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Disks write what several ask for at once in one go.
const THREADS: usize = 8;

/// Waits until every file of a folder and of the folders in it is on the disk, and so are their names.
///
/// # Errors
/// The disk fails, or is full.
pub fn sync_tree(folder: &Path) -> std::io::Result<()> {
    let mut paths = Vec::new();
    gather(folder, &mut paths)?;
    let share = paths.len().div_ceil(THREADS).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            paths.chunks(share).map(|part| scope.spawn(|| part.iter().try_for_each(|path| sync(path)))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no thread panics"))
    })
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), paths)?;
        } else {
            paths.push(entry.path());
        }
    }
    paths.push(folder.to_path_buf());
    Ok(())
}

/// Waits until a file, or the names in a folder, are on the disk. A file system that cannot say when it has written is taken at its word.
///
/// # Errors
/// The disk fails, or is full.
pub fn sync(path: &Path) -> std::io::Result<()> {
    let is_folder = path.is_dir();
    if is_folder && !cfg!(unix) {
        return Ok(());
    }
    // Windows syncs only what is open for writing.
    let file = File::options().read(true).write(!is_folder && !cfg!(unix)).open(path)?;
    match file.sync_all() {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

//! One koppex at a time writes an output folder. The lock belongs to the process: however that ends, nobody else has to wait for it or take it away.

use anyhow::{Context, bail};
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// What a lock file begins with.
const MARK: &str = "koppex";

/// The right to write a folder, as long as it lives.
#[derive(Debug)]
pub struct FolderLock {
    path: PathBuf,
    /// Locked as long as it is open.
    _file: File,
}

impl FolderLock {
    /// Takes the right to write `folder`, whose path is absolute. `None` where the system has no locks.
    ///
    /// # Errors
    /// Another koppex has it; the lock file beside the folder cannot be made, or is somebody else's.
    pub fn take(folder: &Path) -> anyhow::Result<Option<Self>> {
        /// How often a run that ends may take its lock file away while this one opens it.
        const TRIES: usize = 100;
        let name = folder.file_name().context("the output folder needs a name")?.to_string_lossy();
        let path = folder.with_file_name(format!(".{name}.lock"));
        let shown = || format!("cannot write {}\nhelp: check the permissions, or name another folder with --out", path.display());
        for _ in 0..TRIES {
            if path.is_symlink() {
                bail!("{} is a link\nhelp: delete it", path.display());
            }
            let mut file = File::options().create(true).read(true).append(true).open(&path).with_context(shown)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => {
                    sign(&mut file, &path)?;
                    return Ok(Some(Self { path, _file: file }));
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => bail!(in_use(folder, &mut file)),
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error).with_context(shown),
            }
        }
        bail!("{} is in use by other runs of koppex\nhelp: wait until they have ended", folder.display())
    }

    /// As [`FolderLock::take`], for what is written into a folder that stays where it is: a folder whose surroundings cannot be written is
    /// put in place of no other, and needs no lock.
    ///
    /// # Errors
    /// Another koppex has it; the world fails.
    pub fn take_if_writable(folder: &Path) -> anyhow::Result<Option<Self>> {
        if folder.file_name().is_none() {
            return Ok(None);
        }
        let is_closed =
            |error: &std::io::Error| matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
        match Self::take(folder) {
            Err(error) if error.root_cause().downcast_ref().is_some_and(is_closed) => Ok(None),
            taken => taken,
        }
    }

    /// The file that stands for the lock.
    pub fn file(&self) -> &Path {
        &self.path
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Writes which process has the lock, for people.
fn sign(file: &mut File, path: &Path) -> anyhow::Result<()> {
    let mut text = String::new();
    let shown = || format!("cannot write {}", path.display());
    let is_ours = file.read_to_string(&mut text).is_ok() && (text.is_empty() || text.starts_with(MARK));
    if !is_ours {
        bail!("{} is no lock of koppex\nhelp: move it away, or name another folder with --out", path.display());
    }
    file.set_len(0).with_context(shown)?;
    writeln!(file, "{MARK} {}", std::process::id()).with_context(shown)
}

fn in_use(folder: &Path, file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.rewind().and_then(|()| file.read_to_string(&mut text));
    let process = text.strip_prefix(MARK).and_then(|rest| rest.trim().parse::<u32>().ok());
    let process = process.map(|id| format!(" (process {id})")).unwrap_or_default();
    format!(
        "the output folder {} is in use by another koppex{process}\nhelp: wait until it has ended, or name another folder with --out",
        folder.display()
    )
}

/// Whether the file still has its name: a run that ends takes its own away.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata().map(id), fs::metadata(path).map(id)), (Ok(a), Ok(b)) if a == b)
}

/// A file that is open keeps its name there.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_has_the_folder_and_nothing_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let held = FolderLock::take(&out).unwrap().unwrap();
        let error = FolderLock::take(&out).unwrap_err().to_string();
        assert!(error.contains(&format!("in use by another koppex (process {})", std::process::id())), "{error}");
        assert!(FolderLock::take(&dir.path().join("other")).is_ok(), "another folder is free");
        drop(held);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        // What a run that was killed left stops nobody.
        fs::write(dir.path().join(".out.lock"), "koppex 1\n").unwrap();
        drop(FolderLock::take(&out).unwrap().unwrap());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_a_person_made_is_no_lock() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(".out.lock");
        fs::write(&file, "my notes").unwrap();
        let error = FolderLock::take(&dir.path().join("out")).unwrap_err().to_string();
        assert!(error.contains(".out.lock is no lock of koppex"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "my notes");
    }

    #[test]
    fn of_many_at_once_one_has_it() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let n_inside = std::sync::atomic::AtomicU32::new(0);
        let inside = || {
            for _ in 0..200 {
                if let Ok(Some(_lock)) = FolderLock::take(&out) {
                    assert_eq!(n_inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                    n_inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                }
            }
        };
        std::thread::scope(|scope| (0..4).for_each(|_| _ = scope.spawn(inside)));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}

//! The output folder: written whole or not at all. Everything goes to a temporary sibling first; an existing folder is kept as a numbered run.

use super::durable;
use super::in_place;
use super::leftovers;
use super::lock::FolderLock;
use crate::report::File;
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// An output folder in the making. Dropped unpublished, it leaves nothing behind.
#[derive(Debug)]
pub struct Output {
    target: PathBuf,
    temporary: PathBuf,
    /// Open as long as the folder is in the making.
    _making: Option<fs::File>,
    /// Held while a file is written or the folder gets its name.
    writing: Arc<Mutex<()>>,
    /// Given back last.
    lock: Option<FolderLock>,
    force: bool,
}

impl Output {
    /// Takes the right to write `target` and creates the temporary folder beside it, so that whatever stands in the way shows before the long work.
    /// `input` is the event folder.
    ///
    /// # Errors
    /// `target` is a file, or holds the input, or is a folder that koppex did not write, or (with `force`) holds anything that it did not write, or is
    /// in use by another koppex, or cannot be replaced; the world fails.
    pub fn open(target: &Path, input: &Path, force: bool) -> anyhow::Result<Self> {
        let target = absolute(target)?;
        if target.exists() && !target.is_dir() {
            bail!("{} is a file, not a folder\nhelp: name another folder with --out", target.display());
        }
        let input = fs::canonicalize(input).with_context(|| format!("cannot find {}", input.display()))?;
        if input.starts_with(&target) {
            bail!("the output folder {} would replace the event folder\nhelp: name another folder with --out", target.display());
        }
        let name = plain_name(&target)?;
        refuse_mounted(&target)?;
        let lock = FolderLock::take(&target)?;
        in_place::complete(&target)?;
        if let Some(foreign) = leftovers::foreign(&target) {
            let (shown, file) = (target.display(), foreign.strip_prefix(&target).unwrap_or(&foreign).display());
            if !leftovers::is_output(&target) {
                bail!("{shown} is no output folder of koppex: it holds {file}\nhelp: name another folder with --out");
            }
            if force {
                bail!(
                    "{shown} holds {file}, which koppex did not write, and --force would delete it\nhelp: leave --force out (the folder is then kept under a number), or name another folder with --out"
                );
            }
        }
        let (temporary, making) = leftovers::temporary(&target, &name).with_context(|| {
            format!("cannot write beside {}\nhelp: check the permissions, or name another folder with --out", target.display())
        })?;
        Ok(Self { target, temporary, _making: making, writing: Arc::default(), lock, force })
    }

    /// What is to be taken away if the program ends before the folder is published.
    pub fn litter(&self) -> Litter {
        let lock = self.lock.as_ref().map(|lock| lock.file().to_path_buf());
        Litter { paths: std::iter::once(self.temporary.clone()).chain(lock).collect(), writing: self.writing.clone() }
    }

    /// Where the files stand until they are published.
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Bytes of a file of the folder that is there now, if it has it.
    pub fn published_before(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let file = self.target.join(path);
        if !file.is_file() {
            return Ok(None);
        }
        fs::read(&file).map(Some).with_context(|| format!("cannot read {}", file.display()))
    }

    /// Writes files into the temporary folder.
    pub fn write(&self, files: &[File]) -> anyhow::Result<()> {
        for file in files {
            assert!(is_plain(&file.path), "a renderer names only plain paths: {:?}", file.path);
            let _writing = self.writing.lock();
            let path = self.temporary.join(&file.path);
            let shown = || format!("cannot write {}", self.target.join(&file.path).display());
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(shown)?;
            }
            fs::write(&path, &file.bytes).with_context(shown)?;
        }
        Ok(())
    }

    /// The folder as which the one before would be kept.
    pub fn aside(&self) -> anyhow::Result<PathBuf> {
        next_number(&self.target)
    }

    /// Puts the finished folder in the place of the one that is there, which is then `aside`. Under the number first, then the two change names in one
    /// step: whenever the program ends, a whole folder has the name, and nothing is lost. Where the system cannot exchange two folders, one after the other.
    fn replace(&self, aside: &Path) -> anyhow::Result<()> {
        self.rename(&self.temporary, aside)?;
        if exchange(aside, &self.target) {
            return Ok(());
        }
        self.rename(aside, &self.temporary)?;
        self.rename(&self.target, aside)?;
        let done = self.rename(&self.temporary, &self.target);
        if done.is_err() {
            let _ = fs::rename(aside, &self.target);
        }
        done
    }

    fn rename(&self, from: &Path, to: &Path) -> anyhow::Result<()> {
        fs::rename(from, to).with_context(|| format!("cannot rename {} to {}", from.display(), to.display()))
    }

    /// Brings the folder to the disk and puts it where it belongs. Gives the folder as which the one before is kept, if there was one.
    ///
    /// # Errors
    /// The world fails. A folder that is finished and cannot be put in the place of the one before is kept under a number.
    pub fn publish(self) -> anyhow::Result<Option<PathBuf>> {
        let shown = || format!("cannot write {}", self.target.display());
        durable::sync_tree(&self.temporary).with_context(shown)?;
        let writing = self.writing.clone();
        let writing = writing.lock();
        let before = self.target.exists();
        let aside = if self.force { beside(&self.temporary, "old") } else { next_number(&self.target)? };
        let placed = if before { self.replace(&aside) } else { self.rename(&self.temporary, &self.target) };
        placed.map_err(|error| self.kept_beside(error))?;
        drop(writing);
        durable::sync(self.target.parent().with_context(shown)?).with_context(shown)?;
        if before && self.force {
            match fs::remove_dir_all(&aside) {
                // Another run may have cleared it away.
                Err(_) if !aside.exists() => {}
                removed => removed.with_context(|| format!("cannot remove {}", aside.display()))?,
            }
        }
        leftovers::clear(&self.target);
        Ok((before && !self.force).then_some(aside))
    }

    /// Keeps the finished folder under a number, and says where.
    fn kept_beside(&self, error: anyhow::Error) -> anyhow::Error {
        let kept = next_number(&self.target).and_then(|kept| self.rename(&self.temporary, &kept).map(|()| kept));
        match kept {
            Ok(kept) => error.context(format!(
                "the new timetable is whole and stands in {}, but {} stays as it was",
                kept.display(),
                self.target.display()
            )),
            Err(_) => error,
        }
    }
}

/// What a run that is ended takes away.
#[derive(Clone, Debug)]
pub struct Litter {
    paths: Vec<PathBuf>,
    writing: Arc<Mutex<()>>,
}

impl Litter {
    /// Takes it away once what is being written is written; nothing is written after it, so the program must end.
    pub fn remove(&self) {
        std::mem::forget(self.writing.lock());
        for path in &self.paths {
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.temporary);
    }
}

/// The path with its parent made and resolved; the folder itself need not exist.
fn absolute(target: &Path) -> anyhow::Result<PathBuf> {
    let shown = || format!("cannot use {} as the output folder", target.display());
    if target.exists() {
        return fs::canonicalize(target).with_context(shown);
    }
    let target = std::path::absolute(target).with_context(shown)?;
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { bail!(shown()) };
    fs::create_dir_all(parent).with_context(|| format!("cannot create the folder {}", parent.display()))?;
    Ok(fs::canonicalize(parent).with_context(shown)?.join(name))
}

/// The name of the folder, which has to leave room for that of the temporary one.
fn plain_name(target: &Path) -> anyhow::Result<String> {
    const MOST_BYTES: usize = 200;
    let name = target.file_name().context("the output folder needs a name")?;
    match name.to_str() {
        None => bail!("the name of the output folder {} is not UTF-8\nhelp: name another folder with --out", target.display()),
        Some(name) if name.len() > MOST_BYTES => {
            bail!("the name of the output folder has {} bytes\nhelp: name one of at most {MOST_BYTES} with --out", name.len())
        }
        Some(name) => Ok(name.to_string()),
    }
}

/// A folder at which a file system begins cannot be replaced.
#[cfg(unix)]
fn refuse_mounted(target: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.dev());
    let (own, around) = (device(target), target.parent().and_then(device));
    if own.is_some_and(|own| around.is_some_and(|around| own != around)) {
        let shown = target.display();
        bail!(
            "{shown} is a file system of its own, which no finished folder can replace\nhelp: name a folder in it: --out {shown}/out"
        );
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_mounted(_: &Path) -> anyhow::Result<()> {
    Ok(())
}

/// Exchanges the names of two folders in one step; false, and nothing is changed, where the system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// The path with `.ending` added to its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}

/// `OUT.1`, `OUT.2`, ...: one more than the highest there is.
fn next_number(target: &Path) -> anyhow::Result<PathBuf> {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { bail!("the output folder needs a name") };
    let name = name.to_string_lossy();
    let entries = fs::read_dir(parent).with_context(|| format!("cannot list the folder {}", parent.display()))?;
    let number =
        |entry: fs::DirEntry| entry.file_name().to_string_lossy().strip_prefix(&*name)?.strip_prefix('.')?.parse::<u32>().ok();
    let highest = entries.filter_map(Result::ok).filter_map(number).max().unwrap_or(0);
    Ok(parent.join(format!("{name}.{}", highest.saturating_add(1))))
}

/// Relative, with `/`, and no step out of the folder.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..") && !path.contains(['\\', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(target: &Path, input: &Path, content: &str, force: bool) -> anyhow::Result<Option<PathBuf>> {
        let output = Output::open(target, input, force)?;
        output.write(&[File { path: "meetings.csv".into(), bytes: content.into() }])?;
        output.publish()
    }

    #[test]
    fn a_run_that_is_ended_while_it_writes_leaves_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let (input, target) = (temp.path().join("expo"), temp.path().join("out"));
        fs::create_dir(&input).unwrap();
        let output = Output::open(&target, &input, false).unwrap();
        let (litter, temporary) = (output.litter(), output.temporary().to_path_buf());
        // Never joined: it waits for the right to write, which nobody has after the end.
        std::thread::spawn(move || {
            let file = |i: u32| File { path: format!("by-sme/{i}.csv"), bytes: vec![0; 100] };
            (0..).map(file).try_for_each(|file| output.write(&[file]))
        });
        while fs::read_dir(temporary.join("by-sme")).map_or(0, Iterator::count) < 100 {}
        litter.remove();
        for _ in 0..20 {
            assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1, "only the input is there");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    fn entries(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn runs_before_are_numbered_and_the_last_one_has_the_name() {
        let dir = tempfile::tempdir().unwrap();
        let (out, input) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir(&input).unwrap();
        assert_eq!(write(&out, &input, "a", false).unwrap(), None);
        assert!(write(&out, &input, "b", false).unwrap().unwrap().ends_with("out.1"));
        assert!(write(&out, &input, "c", false).unwrap().unwrap().ends_with("out.2"));
        assert_eq!(write(&out, &input, "d", true).unwrap(), None);
        assert_eq!(entries(dir.path()), ["in", "out", "out.1", "out.2"]);
        let content = |name: &str| fs::read_to_string(dir.path().join(name).join("meetings.csv")).unwrap();
        assert_eq!([content("out.1"), content("out.2"), content("out")], ["a", "b", "d"]);
    }

    #[test]
    fn what_is_not_published_leaves_the_old_folder_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let (out, input) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir(&input).unwrap();
        write(&out, &input, "a", false).unwrap();
        let output = Output::open(&out, &input, true).unwrap();
        output.write(&[File { path: "by-sme/x.csv".into(), bytes: vec![1] }]).unwrap();
        drop(output);
        assert_eq!(entries(dir.path()), ["in", "out"]);
        assert_eq!(fs::read_to_string(out.join("meetings.csv")).unwrap(), "a");
    }

    #[test]
    fn neither_the_input_nor_foreign_files_are_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let input = dir.path().join("in");
        fs::create_dir(&input).unwrap();
        fs::write(input.join("event.toml"), "").unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        for (target, force) in [(input.clone(), false), (dir.path().to_path_buf(), false), (dir.path().join("file"), false)] {
            assert!(Output::open(&target, &input, force).is_err(), "{}", target.display());
        }
        let other = dir.path().join("photos");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("1.jpg"), "").unwrap();
        for force in [false, true] {
            let error = Output::open(&other, &input, force).unwrap_err().to_string();
            assert!(error.contains("is no output folder of koppex: it holds 1.jpg"), "{error}");
        }
        // Any summary.json makes no output folder.
        fs::write(other.join("summary.json"), "{}").unwrap();
        assert!(Output::open(&other, &input, true).is_err());
    }

    #[test]
    fn what_people_put_into_an_output_folder_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let (out, input) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir(&input).unwrap();
        write(&out, &input, "a", false).unwrap();
        fs::write(out.join("summary.json"), "{\"versions\": {\"koppex\": \"0.1.0\"}}").unwrap();
        fs::create_dir(out.join("by-sme")).unwrap();
        fs::write(out.join("by-sme/S1.ics"), "").unwrap();
        drop(Output::open(&out, &input, true).expect("nothing but what koppex writes"));
        fs::write(out.join("by-sme/note.txt"), "mine").unwrap();
        let error = Output::open(&out, &input, true).unwrap_err().to_string();
        assert!(error.contains("by-sme") && error.contains("note.txt, which koppex did not write"), "{error}");
        let kept = write(&out, &input, "b", false).unwrap().unwrap();
        assert_eq!(fs::read_to_string(kept.join("by-sme/note.txt")).unwrap(), "mine");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_killed_run_left_is_cleared_and_what_another_is_making_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let (out, input) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir(&input).unwrap();
        write(&out, &input, "a", false).unwrap();
        for left in [".out.1", ".out.4294967.old", ".out.mine", ".out.7"] {
            fs::create_dir(dir.path().join(left)).unwrap();
        }
        fs::write(dir.path().join(".out.1/meetings.csv"), "").unwrap();
        fs::write(dir.path().join(".out.7/letter.txt"), "").unwrap();
        let running = Output::open(&out, &input, false).unwrap();
        let error = Output::open(&out, &input, false).unwrap_err().to_string();
        assert!(running.temporary().is_dir() && error.contains("in use by another koppex"), "{error}");
        drop(running);
        assert_eq!(entries(dir.path()), [".out.7", ".out.mine", "in", "out"]);
    }

    #[test]
    fn what_cannot_be_put_in_place_is_kept_under_a_number() {
        let dir = tempfile::tempdir().unwrap();
        let (out, input) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir(&input).unwrap();
        let output = Output::open(&out, &input, false).unwrap();
        output.write(&[File { path: "meetings.csv".into(), bytes: vec![1] }]).unwrap();
        fs::write(&out, "a file that came while it was solving").unwrap();
        fs::create_dir(dir.path().join("out.1")).unwrap();
        let error = format!("{:#}", output.kept_beside(anyhow::anyhow!("busy")));
        assert!(error.contains("out.2, but") && error.ends_with("busy"), "{error}");
        drop(output);
        assert_eq!(entries(dir.path()), ["in", "out", "out.1", "out.2"]);
        assert_eq!(fs::read(dir.path().join("out.2/meetings.csv")).unwrap(), [1]);
    }

    #[test]
    fn a_name_that_leaves_no_room_for_another_is_refused_first() {
        let dir = tempfile::tempdir().unwrap();
        for (bytes, fits) in [(200, true), (201, false), (250, false)] {
            let opened = Output::open(&dir.path().join("x".repeat(bytes)), dir.path(), false);
            assert_eq!(opened.is_ok(), fits, "{bytes}: {:?}", opened.err());
        }
    }

    #[test]
    fn a_path_that_steps_out_is_not_plain() {
        for path in ["", "/x", "../x", "a/../x", "a//x", "a\\x", "c:x", "."] {
            assert!(!is_plain(path), "{path}");
        }
        assert!(is_plain("by-sme/기업 1.csv"));
    }
}

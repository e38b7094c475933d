//! Disks that are full and folders that cannot be written: one clear message, the old output whole, nothing left.

use super::{demo, expect, names, published, tree};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program where no file may have more than so many blocks of 512 bytes, as a disk that is full refuses the rest of one.
fn on_a_full_disk(blocks: u32, args: &[&str]) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_koppex")]).args(args).stdin(Stdio::null()).output().unwrap()
}

fn hidden(dir: &Path) -> Vec<String> {
    names(dir).into_iter().filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_full_disk_leaves_the_old_output() {
    let (temp, path) = published();
    let (path, dir, new) = (path.as_str(), temp.path().join("expo"), temp.path().join("new"));
    let new = new.to_str().unwrap();
    expect(0, &["export", path, "--quiet"]);
    let before = tree(&dir);
    let commands: [&[&str]; 8] = [
        &["schedule", path, "--levels", "3"],
        &["schedule", path, "--levels", "3", "--force", "--format", "xlsx"],
        &["replan", path],
        &["export", path, "--format", "html,ics,xlsx", "--lang", "en"],
        &["init", new, "--format", "xlsx"],
        &["anonymize", path, new],
        &["check", path, "--fix", new],
        &["check", path, "--mark", &format!("{new}.xlsx")],
    ];
    for args in commands {
        let output = on_a_full_disk(1, args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        let faults: Vec<&str> = said.lines().filter(|line| line.contains("File too large")).collect();
        assert!(matches!(faults[..], [one] if one.starts_with("error: cannot write")), "{args:?}: {said}");
        assert_eq!(tree(&dir), before, "{args:?} changes nothing");
        assert_eq!(hidden(&dir), [""; 0], "{args:?}");
        assert_eq!(names(temp.path()), ["expo"], "{args:?} leaves nothing");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_said_before_anything_is_solved() {
    let temp = demo();
    let (dir, closed) = (temp.path().join("expo"), temp.path().join("closed"));
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
    let is_closed = fs::write(closed.join("x"), "").is_err();
    let out = closed.join("out");
    if is_closed {
        let said = expect(2, &["schedule", dir.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert!(said.contains("Permission denied") && said.contains("help: check the permissions"), "{said}");
        assert!(!said.contains("level "), "{said}");
    }
    fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
}

/// Where a file system begins, `/dev/shm` for one, no other folder can be put.
#[test]
fn a_mounted_folder_is_refused_before_anything_is_solved() {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &str| fs::metadata(path).map(|metadata| metadata.dev()).ok();
    if device("/dev/shm").is_none() || device("/dev/shm") == device("/dev") {
        return;
    }
    let temp = demo();
    let said = expect(2, &["schedule", temp.path().join("expo").to_str().unwrap(), "--out", "/dev/shm"]);
    assert!(said.contains("/dev/shm is a file system of its own") && said.contains("--out /dev/shm/out"), "{said}");
}

/// What a format cannot do takes the timetable from nobody.
#[test]
fn a_damaged_record_of_calendars_does_not_cost_the_timetable() {
    let temp = demo();
    let dir = temp.path().join("expo");
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet", "--format", "ics"]);
    let record = dir.join("out/published.json");
    fs::write(&record, "{\"version\": 1,").unwrap();
    let said = expect(2, &["schedule", path, "--levels", "3", "--format", "ics,html"]);
    for part in ["cannot make the ics files", "the timetable is written, but not as ics", "--format ics` writes the rest"] {
        assert!(said.contains(part), "{said}");
    }
    expect(0, &["verify", path, "--quiet"]);
    assert!(dir.join("out/timetable.html").is_file() && dir.join("out.1").is_dir());
    assert_eq!(fs::read_to_string(&record).unwrap(), "{\"version\": 1,", "the record is left to whoever can mend it");
}

#[test]
fn a_pdf_without_a_font_is_refused_before_anything_is_solved() {
    let temp = demo();
    let dir = temp.path().join("expo");
    fs::write(temp.path().join("font.ttf"), "no font").unwrap();
    let font = temp.path().join("font.ttf");
    let said =
        expect(2, &["schedule", dir.to_str().unwrap(), "--lang", "en", "--format", "pdf", "--font", font.to_str().unwrap()]);
    assert!(said.contains("is not a font") && !said.contains("level "), "{said}");
    assert!(!dir.join("out").exists());
}

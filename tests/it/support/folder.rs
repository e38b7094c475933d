//! An event folder on disk on which the built program is run.

use super::program::koppex;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// event.toml of one session of two slots in one hall of two tables.
pub const TWO_SLOTS: &str = r#"
[event]
name = "Small"
timezone = "Asia/Seoul"
language = "en"
[meeting]
present_minutes = 7
answer_minutes = 7
changeover_minutes = 1
[[day]]
date = "2022-04-13"
sessions = ["10:00-10:30"]
[[hall]]
id = "3"
tables = 2
"#;

/// [`TWO_SLOTS`] on other days of April 2022: of each its number and its session.
pub fn on_days(days: &[(u32, &str)]) -> String {
    let day = |(day, session): &(u32, &str)| format!("[[day]]\ndate = \"2022-04-{day}\"\nsessions = [\"{session}\"]\n");
    let (settings, rest) = TWO_SLOTS.split_once("[[day]]").unwrap();
    let (_, hall) = rest.split_once("[[hall]]").unwrap();
    format!("{settings}{}[[hall]]{hall}", days.iter().map(day).collect::<String>())
}

/// Deleted when it is dropped.
pub struct Folder(TempDir);

impl Folder {
    pub fn new(files: &[(impl AsRef<str>, impl AsRef<str>)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| fs::write(folder.dir().join(name.as_ref()), text.as_ref()).unwrap());
        folder
    }

    pub fn dir(&self) -> &Path {
        self.0.path()
    }

    /// Runs `koppex COMMAND DIR ARGS`.
    pub fn run(&self, command: &str, args: &[&str]) -> Output {
        koppex(&[command]).arg(self.dir()).args(args).output().unwrap()
    }

    /// What it prints with `--json`.
    pub fn json(&self, command: &str, args: &[&str]) -> Value {
        let output = self.run(command, &[args, &["--json"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A file of the output folder.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.dir().join("out").join(name)).unwrap()
    }
}

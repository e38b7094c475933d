//! A small event whose ids and names invite mischief, scheduled and published once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The days of the event.
pub const DAYS: [&str; 2] = ["2022-04-13", "2022-04-14"];

const FILES: [(&str, &str); 5] = [
    (
        "event.toml",
        "[event]\nname = \"상담회\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"09:00-10:00\", \"13:00-14:00\"]\n[[day]]\ndate = \"2022-04-14\"\nsessions = [\"09:00-10:00\"]\n[[hall]]\nid = \"1\"\ntables = 3\n",
    ),
    (
        "smes.csv",
        "sme_id,name,languages\n001,가람빛소프트,ko\n002,\"두레온, 조명\",ko\n003,티움펌프🚀,ko\n004,\"=1+1\",ko\n010,\"카페 \"\"봄\"\"\",ko\n",
    ),
    ("buyers.csv", "buyer_id,name,org,languages\nB1,윤주호,가람시청,ko\nB2,오태진,\"바다공사;물\",ko\nB3,José Núñez,Łódź,es\n"),
    ("interpreters.csv", "interpreter_id,languages\nI01,ko;es\n"),
    (
        "preferences.csv",
        "from_id,to_id,rank\n001,B1,1\n002,B1,1\n003,B2,1\n004,B2,1\n010,B3,1\n001,B3,2\n002,B2,2\n003,B1,2\nB1,001,1\nB2,004,1\n",
    ),
];

/// The event on disk, its output folder as published.
pub struct Published {
    temp: TempDir,
    /// meetings.csv as koppex wrote it.
    pub meetings: String,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Published {
    pub fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        FILES.iter().for_each(|(name, text)| fs::write(temp.path().join(name), text).unwrap());
        let mut published = Self { temp, meetings: String::new(), files: BTreeMap::new() };
        let made = published.run(&["schedule", "--format", "csv,json,ics", "--seed", "1"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        published.meetings = fs::read_to_string(published.out().join("meetings.csv")).unwrap();
        published.files = published.now();
        published
    }

    pub fn out(&self) -> PathBuf {
        self.temp.path().join("out")
    }

    /// Runs a command on the event.
    pub fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_koppex"));
        command.arg(args[0]).arg(self.temp.path()).args(&args[1..]).output().unwrap()
    }

    /// The output folder as published, but for meetings.csv.
    pub fn reset(&self, meetings: &[u8]) {
        let _ = fs::remove_dir_all(self.out());
        for (path, bytes) in &self.files {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        fs::write(self.out().join("meetings.csv"), meetings).unwrap();
    }

    /// Every file of the output folder.
    pub fn now(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.out(), &mut files);
        files
    }

    /// (sme, buyer, start, place, interpreter) of every meeting that stands in the calendars.
    pub fn standing(&self) -> Vec<[String; 5]> {
        let text = fs::read(self.out().join("published.json")).unwrap();
        let state: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let meetings = state["meetings"].as_array().unwrap().iter().filter(|meeting| meeting["cancelled"] == false);
        let cell = |meeting: &serde_json::Value, key: &str| meeting[key].as_str().unwrap().to_string();
        let keys = ["sme_id", "buyer_id", "start", "place", "interpreter"];
        let mut standing: Vec<[String; 5]> = meetings.map(|meeting| keys.map(|key| cell(meeting, key))).collect();
        standing.sort();
        standing
    }
}

fn collect(dir: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

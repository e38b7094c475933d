//! A day in the life of an expo: publish, three new plans with freezes through the days, restore, export. After each step the calendars of all
//! parties show exactly their current meetings, and nothing has changed for whom nothing has changed.

use super::{Row, expect, json, rows, write};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What a party's calendar program knows of a meeting: sequence, start, place and whether it stands.
type Known = BTreeMap<String, (u32, String, String, bool)>;

/// Two days of eight slots, two tables and a video room.
pub fn files() -> Vec<(String, String)> {
    let event = "[event]\nname = \"Life\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\norganizer = \"expo@example.org\"\n\
        [meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n\
        [[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-12:00\"]\n[[day]]\ndate = \"2022-04-14\"\nsessions = [\"10:00-12:00\"]\n\
        [[hall]]\nid = \"3\"\ntables = 3\n";
    let (mut smes, mut buyers) = (String::from("sme_id,name\n"), String::from("buyer_id,name,org,phone\n"));
    let mut wishes = String::from("from_id,to_id,rank\n");
    for sme in 1..=8 {
        smes += &format!("S{sme},Sme {sme}\n");
        (1..=4).for_each(|rank| wishes += &format!("S{sme},B{},{rank}\n", 1 + (sme + rank) % 6));
    }
    (1..=6).for_each(|b| buyers += &format!("B{b},Buyer {b},Org {b},010-{b}\n"));
    let files = [("event.toml", event.to_string()), ("smes.csv", smes), ("buyers.csv", buyers), ("preferences.csv", wishes)];
    files.map(|(name, text)| (name.to_string(), text)).into()
}

/// The events of a calendar: their properties, unfolded.
fn events(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(file).unwrap().replace("\r\n ", "");
    let blocks = text.split("BEGIN:VEVENT").skip(1).map(|block| block.split("END:VEVENT").next().unwrap());
    let property = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.split(';').next()?.to_string(), value.trim().to_string()))
    };
    blocks.map(|block| block.lines().filter_map(property).collect()).collect()
}

/// Takes over what the calendars of all parties say, as their programs would: a lower sequence is old news.
fn import(out: &Path, known: &mut BTreeMap<String, Known>) {
    for folder in ["by-sme", "by-buyer"] {
        for entry in fs::read_dir(out.join(folder)).unwrap().map(|e| e.unwrap()) {
            let name = entry.file_name().into_string().unwrap();
            let Some(party) = name.strip_suffix(".ics") else { continue };
            let calendar = known.entry(party.trim_end_matches(".cancelled").to_string()).or_default();
            for event in events(&entry.path()) {
                let sequence: u32 = event.get("SEQUENCE").map_or(0, |s| s.parse().unwrap());
                let stands = event.get("STATUS").map(String::as_str) != Some("CANCELLED");
                let place = event.get("LOCATION").cloned().unwrap_or_default();
                let old = calendar.get(&event["UID"]).map_or(0, |(sequence, ..)| *sequence);
                if sequence >= old {
                    calendar.insert(event["UID"].clone(), (sequence, event["DTSTART"].clone(), place, stands));
                }
            }
        }
    }
}

/// Each party's starts by meetings.csv, as calendars write them.
fn starts(out: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut starts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(&out.join("meetings.csv")) {
        let at = format!("{}T{}00", row["date"].replace('-', ""), row["start"].replace(':', ""));
        for party in ["sme_id", "buyer_id"] {
            starts.entry(row[party].clone()).or_default().insert(at.clone());
        }
    }
    starts
}

struct Life {
    temp: tempfile::TempDir,
    known: BTreeMap<String, Known>,
}

impl Life {
    fn dir(&self) -> std::path::PathBuf {
        self.temp.path().join("expo")
    }

    /// Runs a command on the folder, exports, and looks at every calendar.
    fn step(&mut self, args: &[&str]) {
        let (dir, before) = (self.dir(), self.known.clone());
        let path = dir.to_str().unwrap();
        expect(0, &[&[args[0], path], &args[1..], &["--quiet"]].concat());
        expect(0, &["export", path, "--format", "ics", "--quiet"]);
        expect(0, &["verify", path, "--quiet"]);
        import(&dir.join("out"), &mut self.known);
        let starts = starts(&dir.join("out"));
        for (party, calendar) in &self.known {
            let standing: BTreeSet<String> =
                calendar.values().filter(|(.., stands)| *stands).map(|(_, start, ..)| start.clone()).collect();
            assert_eq!(standing, starts.get(party).cloned().unwrap_or_default(), "{args:?}: {party}");
            for (uid, (sequence, start, place, stands)) in calendar {
                if let Some((old, old_start, old_place, stood)) = before.get(party).and_then(|known| known.get(uid)) {
                    let is_same = (start, place, stands) == (old_start, old_place, stood);
                    assert_eq!(
                        sequence == old,
                        is_same,
                        "{args:?}: {party} {uid}: the sequence rises where something changes only"
                    );
                }
            }
        }
        let known: BTreeSet<&String> = self.known.keys().collect();
        assert!(starts.keys().all(|party| known.contains(party)), "{args:?}: everybody who meets has a calendar");
    }

    fn changes(&self, name: &str, text: &str) -> String {
        let file = self.temp.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_string()
    }

    fn meetings(&self, folder: &str) -> Vec<Row> {
        rows(&self.dir().join(folder).join("meetings.csv"))
    }
}

#[test]
fn through_three_plans_and_back_every_calendar_shows_the_current_meetings() {
    let mut life = Life { temp: tempfile::tempdir().unwrap(), known: BTreeMap::new() };
    write(&life.dir(), &files());
    life.step(&["schedule", "--levels", "3", "--time-limit", "20"]);
    let monday =
        life.changes("1.csv", "change,party_id,place_id,date,start,note\ncancel,B2,,,,ill\nlate,S3,,2022-04-13,11:00,train\n");
    life.step(&["replan", "--changes", &monday]);
    let held = life.meetings("out");
    assert!(held.iter().all(|row| row["buyer_id"] != "B2"), "B2 has cancelled");
    assert!(held.iter().all(|row| row["sme_id"] != "S3" || row["date"] != "2022-04-13" || row["start"].as_str() >= "11:00"));
    let frozen = |rows: Vec<Row>, until: &str| -> Vec<Row> {
        rows.into_iter().filter(|r| format!("{} {}", r["date"], r["start"]).as_str() < until).collect()
    };
    let noon = life.changes("2.csv", "변경,자리,날짜,시작\n폐쇄,3-T01,2022-04-13,10:30\n폐쇄,3-T01,2022-04-14,\n");
    let until = "2022-04-13 11:00";
    life.step(&["replan", "--changes", &noon, "--freeze-until", until]);
    let early = frozen(life.meetings("out.2"), until);
    let stood: Vec<Row> = early.into_iter().filter(|r| r["place_id"] != "3-T01" || r["start"].as_str() < "10:30").collect();
    let now = life.meetings("out");
    assert!(!stood.is_empty() && stood.iter().all(|row| now.contains(row)), "what is frozen and can stand stays to the letter");
    assert!(now.iter().all(|row| row["buyer_id"] != "B2"), "what was cancelled in the first plan stays cancelled");
    assert!(now.iter().all(|row| row["place_id"] != "3-T01" || row["date"] == "2022-04-13" && row["start"].as_str() < "10:30"));
    let evening = life.changes("3.csv", "change,party_id,other_id\ncancel,S1,\nadd,S2,B1\nblock,B3,S4\n");
    life.step(&["replan", "--changes", &evening, "--freeze-until", "2022-04-14 00:00"]);
    assert_eq!(json(life.dir().join("out/summary.json"))["replan"]["from"], "out.3");
    assert_eq!(fs::read(life.dir().join("out/before.csv")).unwrap(), fs::read(life.dir().join("out.3/meetings.csv")).unwrap());
    life.step(&["runs", "--restore", "1"]);
    assert_eq!(life.meetings("out"), life.meetings("out.1"), "the first timetable is current again");
    // What everybody must be told is what changes from the timetable that was current until now.
    let out = |name: &str| fs::read(life.dir().join(name)).unwrap();
    assert_eq!(out("out/before.csv"), out("out.4/meetings.csv"));
    let summary = json(life.dir().join("out/summary.json"));
    assert_eq!(summary["replan"]["from"], "out.4");
    let names: Vec<_> = summary["levels"].as_array().unwrap().iter().map(|l| l["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["must_unheld", "shortfall", "value"], "what the run claimed of itself");
    let spot = |row: &Row| ["meeting_id", "date", "start", "place_id"].map(|column| row[column].clone());
    let spots = |folder: &str| life.meetings(folder).iter().map(spot).collect::<BTreeSet<_>>();
    let changed: BTreeSet<String> = spots("out").symmetric_difference(&spots("out.4")).map(|[id, ..]| id.clone()).collect();
    let told: BTreeSet<String> = rows(&life.dir().join("out/moves.csv")).iter().map(|row| row["meeting_id"].clone()).collect();
    assert!(told == changed && changed.len() > 3, "{told:?} {changed:?}");
    let calls = rows(&life.dir().join("out/calls.csv"));
    assert!(calls.iter().any(|row| row["party_id"] == "B2"), "B2 meets again: {calls:?}");
    let runs = expect(0, &["runs", life.dir().to_str().unwrap(), "--json"]);
    let runs: serde_json::Value = serde_json::from_str(&runs).unwrap();
    let numbers: Vec<_> = runs["runs"].as_array().unwrap().iter().map(|run| run["number"].as_u64()).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3), Some(4), None]);
}

#[test]
fn contacts_stand_in_the_list_of_calls_only_when_asked_for() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet"]);
    let file = temp.path().join("c.csv");
    fs::write(&file, "change,party_id\ncancel,B2\n").unwrap();
    let calls = |args: &[&str]| {
        expect(
            0,
            &[
                &["replan", path, "--changes", file.to_str().unwrap(), "--from", dir.join("out").to_str().unwrap(), "--quiet"],
                args,
            ]
            .concat(),
        );
        rows(&temp.path().join("plan/calls.csv"))
    };
    let out = temp.path().join("plan");
    let without = calls(&["--out", out.to_str().unwrap()]);
    assert!(!without.is_empty() && without.iter().all(|row| !row.contains_key("phone")));
    let with = calls(&["--out", out.to_str().unwrap(), "--with-contacts"]);
    let of_b2 = with.iter().find(|row| row["party_id"] == "B2").unwrap();
    assert_eq!(of_b2["phone"], "010-2");
    let firsts: Vec<&String> = with.iter().map(|row| &row["first_affected"]).collect();
    assert!(firsts.is_sorted(), "the earliest affected first: {firsts:?}");
    assert!(dir.join("out/meetings.csv").is_file(), "the published timetable stands where it was");
}

#[test]
fn faults_of_a_file_of_changes_stop_the_run_and_the_published_timetable_stands() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet"]);
    let before = fs::read(dir.join("out/meetings.csv")).unwrap();
    let file = temp.path().join("c.csv");
    fs::write(&file, "change,party_id,date,start\nlate,S9,2022-04-13,10:30\nlate,S1,,10:30\nlaat,S1,2022-04-13,10:30\n").unwrap();
    let said = expect(3, &["replan", path, "--changes", file.to_str().unwrap(), "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let codes: Vec<_> = said["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["E309", "E301", "E306"]);
    assert_eq!(fs::read(dir.join("out/meetings.csv")).unwrap(), before);
    assert!(!dir.join("out.1").exists());
    // An id that a spreadsheet has changed is no party that has left.
    let text = String::from_utf8(before).unwrap();
    fs::write(dir.join("out/meetings.csv"), text.replace(",S3,", ",S03,")).unwrap();
    expect(3, &["replan", path, "--quiet"]);
    // A party that has left the event is one.
    fs::write(dir.join("out/meetings.csv"), text.as_bytes()).unwrap();
    for (name, text) in files() {
        let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with("S3,")).collect();
        fs::write(dir.join(name), rest.join("\n") + "\n").unwrap();
    }
    expect(0, &["replan", path, "--quiet"]);
    let n_of_s3 = text.lines().filter(|line| line.contains(",S3,")).count();
    let cancelled = rows(&dir.join("out/moves.csv")).iter().filter(|row| row["change"] == "cancelled").count();
    assert!(n_of_s3 > 0 && cancelled == n_of_s3, "{n_of_s3} {cancelled}");
}

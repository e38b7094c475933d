//! What the other commands say after a new plan, and how little a new plan touches: each was wrong once.

use super::life::files;
use super::{expect, koppex, rows, write};
use std::fs;
use std::path::{Path, PathBuf};

/// A published event and a folder for files of changes.
fn published(temp: &Path, change: impl Fn(&str, String) -> String) -> PathBuf {
    let dir = temp.join("expo");
    write(&dir, &files().into_iter().map(|(name, text)| (name.clone(), change(&name, text))).collect::<Vec<_>>());
    expect(0, &["schedule", dir.to_str().unwrap(), "--levels", "3", "--quiet"]);
    dir
}

fn replanned(dir: &Path, changes: &str, args: &[&str]) -> String {
    let file = dir.with_file_name("c.csv");
    fs::write(&file, changes).unwrap();
    let all = [&["replan", dir.to_str().unwrap(), "--changes", file.to_str().unwrap()], args].concat();
    let output = koppex(&all);
    assert_eq!(output.status.code(), Some(0), "{all:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn no_edit_takes_back_a_pin_for_a_meeting_that_was_called_off() {
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |_, text| text);
    fs::write(dir.join("pins.csv"), "sme_id,buyer_id,action\nS8,B1,forbid\n").unwrap();
    let held = rows(&dir.join("out/meetings.csv"))[0].clone();
    let (sme, buyer) = (held["sme_id"].as_str(), held["buyer_id"].as_str());
    replanned(&dir, &format!("change,party_id,other_id\ncancel,{sme},{buyer}\n"), &["--quiet"]);
    let said = expect(0, &["explain", dir.to_str().unwrap(), sme, buyer, "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((said["reason_code"].as_str(), said["fixes"].as_array().map(Vec::len)), (Some("PINNED_AWAY"), Some(0)));
    assert!(said["sentence"].as_str().unwrap().contains("called off"), "{said}");
}

#[test]
fn a_fixed_meeting_without_an_open_place_is_no_longer_fixed() {
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |_, text| text);
    let held = rows(&dir.join("out/meetings.csv"))[0].clone();
    let [sme, buyer, date, start, end] = ["sme_id", "buyer_id", "date", "start", "end"].map(|cell| held[cell].as_str());
    fs::write(dir.join("pins.csv"), format!("sme_id,buyer_id,date,start,action\n{sme},{buyer},{date},{start},fix\n")).unwrap();
    let mut changes = String::from("change,place_id,date,start,end\n");
    for file in fs::read_dir(dir.join("out/by-place")).unwrap() {
        let file = file.unwrap().path();
        changes += &format!("close,{},{date},{start},{end}\n", file.file_stem().unwrap().to_str().unwrap());
    }
    let said = replanned(&dir, &changes, &["--lang", "en"]);
    assert!(said.contains("line 2 of pins.csv"), "{said}");
    let moves = rows(&dir.join("out/moves.csv"));
    let of_pair = moves.iter().find(|row| (row["sme_id"].as_str(), row["buyer_id"].as_str()) == (sme, buyer));
    assert!(of_pair.is_some_and(|row| ["moved", "dropped"].contains(&row["change"].as_str())), "{moves:?}");
}

#[test]
fn policy_and_baseline_know_the_changes_in_force() {
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |_, text| text);
    replanned(&dir, "change,party_id\ncancel,B2\ncancel,B3\n", &["--quiet"]);
    let n_published = rows(&dir.join("out/meetings.csv")).len();
    let json = |args: &[&str]| serde_json::from_str::<serde_json::Value>(&expect(0, args)).unwrap();
    let policy = json(&["policy", dir.to_str().unwrap(), "--json", "--time-limit", "10"]);
    assert_eq!(policy["best"]["meetings"], n_published, "{policy}");
    let baseline = json(&["baseline", dir.to_str().unwrap(), "--json", "--levels", "3"]);
    assert_eq!(baseline["optimum"]["meetings"], n_published, "{baseline}");
}

#[test]
fn who_loses_a_meeting_with_a_deleted_party_is_called_by_name() {
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |_, text| text);
    for file in ["smes.csv", "preferences.csv"] {
        let text = fs::read_to_string(dir.join(file)).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("S1,")).collect();
        fs::write(dir.join(file), kept.join("\n")).unwrap();
    }
    replanned(&dir, "change,party_id\n", &["--quiet", "--with-contacts"]);
    let calls = rows(&dir.join("out/calls.csv"));
    let lost: Vec<_> = calls.iter().filter(|row| row["affected_meetings"].contains("M-S1-")).collect();
    assert!(lost.len() > 2, "{calls:?}");
    for row in lost {
        let is_gone = row["party_id"] == "S1";
        assert_eq!((row["name"].is_empty(), row["side"] == "sme"), (is_gone, is_gone), "{row:?}");
        assert_eq!(row["phone"].is_empty(), is_gone, "{row:?}");
    }
}

#[test]
fn a_meeting_that_could_not_be_frozen_is_named() {
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |_, text| text);
    let first = rows(&dir.join("out/meetings.csv"))[0].clone();
    let away = format!("change,party_id,date\naway,{},{}\n", first["sme_id"], first["date"]);
    let until = ["--freeze-until", "2022-04-13 11:00"];
    let said = replanned(&dir, &away, &until);
    assert!(said.contains("before --freeze-until cannot stay") && said.contains(&first["sme_id"]), "{said}");
    let said = replanned(&dir, "change,party_id\n", &until);
    assert!(!said.contains("cannot stay"), "{said}");
}

/// Of two meetings of a pair the first loses its slot: the second stays, and the first may come after it.
#[test]
fn the_second_meeting_of_a_pair_stays_when_the_first_must_move() {
    // Both after the break would be better for the quality, which counts less than a move.
    const BREAK: &str = "party_id,date,start,end,kind\nS1,2022-04-13,10:30,11:30,busy\n";
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |name, text| match name {
        "smes.csv" => "sme_id,name\nS1,One\n".into(),
        "buyers.csv" => "buyer_id,name\nB1,One\n".into(),
        "preferences.csv" => "from_id,to_id,times\nS1,B1,2\n".into(),
        _ => text.replace("[[day]]\ndate = \"2022-04-14\"\nsessions = [\"10:00-12:00\"]\n", ""),
    });
    fs::write(dir.join("windows.csv"), format!("{BREAK}S1,2022-04-13,11:30,12:00,busy\n")).unwrap();
    expect(0, &["schedule", dir.to_str().unwrap(), "--levels", "3", "--quiet", "--force"]);
    fs::write(dir.join("windows.csv"), BREAK).unwrap();
    replanned(&dir, "change,party_id,date,start\nlate,B1,2022-04-13,10:15\n", &["--quiet"]);
    let moves = rows(&dir.join("out/moves.csv"));
    let changes: Vec<[&str; 2]> = moves.iter().map(|row| [row["change"].as_str(), row["old_start"].as_str()]).collect();
    assert_eq!(changes, [["moved", "10:00"]]);
}

/// What a smaller budget of moves allows, a greater one allows too.
#[test]
fn a_greater_budget_of_moves_never_makes_a_worse_plan() {
    let temp = tempfile::tempdir().unwrap();
    let dir = published(temp.path(), |_, text| text);
    let out = dir.join("out");
    let plan = temp.path().join("plan");
    for changes in
        ["late,B2,2022-04-13,11:00\nlate,B3,2022-04-14,10:45\n", "cancel,B1,,\naway,B4,2022-04-13,\naway,S3,2022-04-14,\n"]
    {
        let mut last = None;
        for most in 0..4 {
            let budget = most.to_string();
            let args = ["--quiet", "--max-moves", &budget, "--from", out.to_str().unwrap(), "--out", plan.to_str().unwrap()];
            replanned(&dir, &format!("change,party_id,date,start\n{changes}"), &args);
            let summary = super::json(plan.join("summary.json"));
            let levels = summary["levels"].as_array().unwrap();
            let value = |name: &str| levels.iter().find(|l| l["name"] == name).unwrap()["value"].as_i64().unwrap();
            let rank = [value("dropped"), value("must_unheld"), value("shortfall"), -value("value")];
            assert!(last.is_none_or(|last| rank <= last), "{most} moves: {rank:?}, fewer: {last:?}");
            last = Some(rank);
        }
    }
}

//! What an export of an edited timetable writes: the words that depend on it anew, nothing over the file that was given, no mass cancellation.

use super::event::Published;
use super::sheet::Sheet;
use std::fs;

fn text_of(published: &Published, file: &str) -> String {
    fs::read_to_string(published.out().join(file)).unwrap()
}

fn levels(published: &Published) -> Vec<(i64, i64, String, bool)> {
    let summary: serde_json::Value = serde_json::from_str(&text_of(published, "summary.json")).unwrap();
    let level = |level: &serde_json::Value| {
        let number = |key: &str| level[key].as_i64().unwrap();
        (number("value"), number("bound"), level["status"].as_str().unwrap().to_string(), level["certified"] == true)
    };
    summary["levels"].as_array().unwrap().iter().map(level).collect()
}

/// The rows as CSV, the header first.
fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

#[test]
fn a_meeting_struck_out_is_cancelled_and_the_proofs_of_the_old_timetable_are_not_claimed() {
    let published = Published::new();
    let before = levels(&published);
    assert!(before[2].2 == "proved optimal" && before[2].3, "{before:?}");
    let mut sheet = Sheet::of(&published.meetings);
    let struck = sheet.rows.remove(1);
    let (sme, buyer) = (struck[sheet.column("sme_id")].clone(), struck[sheet.column("buyer_id")].clone());
    let bytes = csv(&sheet.rows);
    published.reset(&bytes);
    let standing = published.standing();
    let made = published.run(&["export", "--format", "ics"]);
    assert_eq!(made.status.code(), Some(0), "{}", super::stderr(&made));
    assert_eq!(fs::read(published.out().join("meetings.csv")).unwrap(), bytes, "the file that was read is left");
    let still: Vec<_> = standing.into_iter().filter(|m| (&m[0], &m[1]) != (&sme, &buyer)).collect();
    assert_eq!(published.standing(), still, "one meeting is cancelled and no other");
    assert!(text_of(&published, "unmet.csv").contains(&format!("{sme},{buyer},")), "its wish is unmet now");
    let after = levels(&published);
    assert!(after[2].0 < before[2].0 && after[2].1 == before[2].1, "{after:?}: the bound holds of every timetable");
    assert!(after[2].2 == "within gap" && after[2].3, "{after:?}: less than the bound, which prices.csv still proves");
    assert!(after[3].2 == "best found" || after[3].0 == 0, "{after:?}: nothing is known of quality at a lower value");
    let opinion = published.run(&["verify"]);
    assert_eq!(opinion.status.code(), Some(0), "{}", String::from_utf8_lossy(&opinion.stdout));

    // Back as it was: held again, and no notice is left that would cancel it.
    let notices = || published.now().into_keys().filter(|path| path.to_string_lossy().ends_with(".cancelled.ics")).count();
    assert_eq!(notices(), 2);
    fs::write(published.out().join("meetings.csv"), &published.meetings).unwrap();
    let made = published.run(&["export", "--format", "ics"]);
    assert_eq!((made.status.code(), notices()), (Some(0), 0), "{}", super::stderr(&made));
    assert_eq!(levels(&published)[..3], before[..3], "proved again by the same prices");
    assert_eq!(published.run(&["verify"]).status.code(), Some(0));
}

/// A meeting and another start of its day at which neither party meets anybody and the place is free.
fn free_start(sheet: &Sheet) -> Option<(usize, String)> {
    let [date, start] = ["date", "start"].map(|name| sheet.column(name));
    let taken = ["sme_id", "buyer_id", "place_id"].map(|name| sheet.column(name));
    let rows = &sheet.rows[1..];
    let clash = |row: &[String], at: &String| {
        rows.iter().any(|other| other[date] == row[date] && other[start] == *at && taken.iter().any(|c| other[*c] == row[*c]))
    };
    let starts = |row: &[String]| {
        rows.iter().filter(|other| other[date] == row[date]).map(|other| other[start].clone()).collect::<Vec<_>>()
    };
    let free = |row: &[String]| starts(row).into_iter().find(|at| !clash(row, at));
    rows.iter().enumerate().find_map(|(i, row)| free(row).map(|at| (i + 1, at)))
}

#[test]
fn an_export_elsewhere_writes_a_timetable_that_is_clean() {
    let published = Published::new();
    let mut sheet = Sheet::of(&published.meetings);
    let (start, answer_start) = (sheet.column("start"), sheet.column("answer_start"));
    // A time of which only the start is changed: what follows from it in the row is still the old.
    let (row, free) = free_start(&sheet).expect("some meeting can be held at another time");
    sheet.rows[row][start] = free.trim_start_matches('0').into();
    let old_answer = sheet.rows[row][answer_start].clone();
    published.reset(&csv(&sheet.rows));
    let opinion = published.run(&["verify"]);
    let said = String::from_utf8_lossy(&opinion.stdout).into_owned();
    assert!(opinion.status.code() == Some(1) && said.contains(&format!("(answer_start): `{old_answer}`")), "{said}");
    let new = published.out().with_file_name("new");
    let made = published.run(&["export", "--format", "csv,json", "--out", new.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{}", super::stderr(&made));
    let opinion = published.run(&["verify", new.to_str().unwrap()]);
    assert_eq!(opinion.status.code(), Some(0), "{}", String::from_utf8_lossy(&opinion.stdout));
}

#[test]
fn most_of_what_was_published_is_cancelled_only_by_force() {
    let published = Published::new();
    let rows = Sheet::of(&published.meetings).rows;
    let few = csv(&rows[..rows.len() / 2]);
    published.reset(&few);
    let before = published.now();
    let made = published.run(&["export", "--format", "ics"]);
    assert!(made.status.code() == Some(2) && super::stderr(&made).contains("this would cancel"), "{}", super::stderr(&made));
    assert_eq!(published.now(), before, "nothing is written");
    let made = published.run(&["export", "--format", "ics", "--force"]);
    assert_eq!(made.status.code(), Some(0), "{}", super::stderr(&made));
    assert_eq!(published.standing().len(), rows.len() / 2 - 1);
}

#[test]
fn every_command_stops_at_a_timetable_that_it_cannot_read() {
    let published = Published::new();
    let damaged = published.meetings.replacen("sme_id", "열1", 1);
    let sheet = Sheet::of(&published.meetings);
    let start = &sheet.rows[1][sheet.column("start")];
    let no_slot = published.meetings.replacen(&format!(",{start},"), &format!(",{}1,", &start[..4]), 1);
    let show = ["show", "001"];
    for args in [&["verify"][..], &show, &["export", "--format", "xlsx"]] {
        published.reset(damaged.as_bytes());
        let before = published.now();
        let made = published.run(args);
        assert!(made.status.code() == Some(3) && super::stderr(&made).contains("needs the column sme_id"), "{args:?}");
        assert!(made.stdout.is_empty() && published.now() == before, "{args:?}");
        let made = published.run(&[args, &["--json"]].concat());
        let said: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
        assert_eq!((made.status.code(), &said["exit"]), (Some(3), &3.into()));
        assert!(said["diagnostics"].as_array().unwrap().iter().any(|fault| fault["code"] == "E106"), "{said}");
    }
    published.reset(no_slot.as_bytes());
    assert_eq!(published.run(&["verify"]).status.code(), Some(1), "a time that is no slot breaks a rule");
    assert_eq!(published.run(&show).status.code(), Some(3), "and cannot be shown");
    fs::write(published.out().join("summary.json"), "{\"levels\": [").unwrap();
    fs::write(published.out().join("meetings.csv"), &published.meetings).unwrap();
    let made = published.run(&["export", "--format", "json"]);
    assert!(made.status.code() == Some(3) && super::stderr(&made).contains("summary.json:1"), "{}", super::stderr(&made));
}

/// A row that was pasted twice breaks a rule for `verify`; a new plan cannot begin from it, and is no fault of koppex.
#[test]
fn a_plan_begins_from_no_timetable_that_says_a_meeting_twice_or_none_at_all() {
    let published = Published::new();
    let rows = Sheet::of(&published.meetings).rows;
    let doubled = csv(&[&rows[..], &rows[1..2]].concat());
    for (bytes, said) in
        [(doubled, "this is the meeting of line 2 once more"), (csv(&rows[..1]), "the timetable holds no meeting")]
    {
        published.reset(&bytes);
        let before = published.now();
        let made = published.run(&["replan"]);
        assert!(made.status.code() == Some(3) && super::stderr(&made).contains(said), "{}", super::stderr(&made));
        assert_eq!(published.now(), before, "nothing is written");
        assert_eq!(published.run(&["verify"]).status.code(), Some(1));
    }
}

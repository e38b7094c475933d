//! `koppex export` on the demo: what other programs read is what meetings.csv says.

use super::tools;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn koppex(args: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_koppex")).args(args).current_dir(dir).output().expect("koppex runs")
}

fn succeeds(args: &[&str], dir: &Path) -> String {
    let out = koppex(args, dir);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// A folder with a copy of the demo, scheduled.
fn scheduled(name: &str) -> PathBuf {
    let dir = tools::folder(name);
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    std::fs::create_dir(dir.join("demo")).expect("can make a folder");
    for entry in std::fs::read_dir(demo).expect("the demo is there") {
        let file = entry.expect("can list").path();
        if file.is_file() {
            std::fs::copy(&file, dir.join("demo").join(file.file_name().expect("a name"))).expect("can copy");
        }
    }
    succeeds(&["schedule", "demo", "--quiet", "--levels", "3", "--seed", "1"], &dir);
    dir
}

/// Rows of a CSV file by column name.
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(file).expect("can read");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Compares meetings.csv with the workbook and with every calendar; prints how many of each were compared.
const COMPARE: &str = r#"
import csv, sys, glob, datetime, zoneinfo, icalendar, openpyxl
out, zone = sys.argv[1], zoneinfo.ZoneInfo(sys.argv[2])
rows = list(csv.reader(open(out + '/meetings.csv', encoding='utf-8-sig')))
sheet = openpyxl.load_workbook(out + '/timetable.xlsx').worksheets[1]
cells = [['' if c.value is None else str(c.value) for c in row] for row in sheet.iter_rows()]
plain = lambda text: text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text
assert cells == [[plain(c) for c in row] for row in rows], 'the workbook differs from meetings.csv'
head = rows[0]
times = lambda row, i: datetime.datetime.strptime(row[head.index('date')] + row[head.index(i)], '%Y-%m-%d%H:%M').replace(tzinfo=zone).astimezone(datetime.timezone.utc)
expected = sorted((side, row[head.index(side + '_id')], times(row, 'start'), times(row, 'end')) for row in rows[1:] for side in ('sme', 'buyer'))
found = []
for path in glob.glob(out + '/by-*/*.ics'):
    side, name = path.split('/')[-2][3:], path.split('/')[-1][:-4]
    for e in icalendar.Calendar.from_ical(open(path, 'rb').read()).walk('VEVENT'):
        found.append((side, name, e['DTSTART'].dt.astimezone(datetime.timezone.utc), e['DTEND'].dt.astimezone(datetime.timezone.utc)))
assert sorted(found) == expected, 'the calendars differ from meetings.csv'
print(len(cells), len(found))
"#;

#[test]
fn workbook_and_calendars_say_what_meetings_csv_says() {
    let dir = scheduled("export");
    let before = std::fs::read(dir.join("demo/out/meetings.csv")).expect("meetings.csv");
    let said = succeeds(&["export", "demo", "--format", "csv,xlsx,ics,html,json", "--lang", "en"], &dir);
    assert!(said.contains("timetable.xlsx") && said.contains("timetable.html"), "{said}");
    assert_eq!(
        std::fs::read(dir.join("demo/out/meetings.csv")).expect("meetings.csv"),
        before,
        "the same timetable, the same bytes"
    );
    succeeds(&["verify", "demo"], &dir);
    let n = rows(&dir.join("demo/out/meetings.csv")).len();
    let Some(python) = tools::python(&["icalendar", "openpyxl"]) else { return };
    let said = tools::run(Command::new(python).args(["-c", COMPARE]).arg(dir.join("demo/out")).arg("Asia/Seoul"));
    assert_eq!(said.trim(), format!("{} {}", n + 1, 2 * n));
}

#[test]
fn cp949_and_per_and_out_do_as_they_say() {
    let dir = scheduled("export-cp949");
    succeeds(&["export", "demo", "--format", "csv", "--per", "slot", "--encoding", "cp949", "--out", "excel"], &dir);
    assert!(
        dir.join("excel/by-slot.csv").is_file() && !dir.join("excel/by-sme").exists() && !dir.join("excel/meetings.csv").exists()
    );
    let made = koppex(&["export", "demo", "--format", "csv", "--encoding", "cp949", "--out", "other"], &dir);
    let said = String::from_utf8_lossy(&made.stderr);
    for expected in ["meetings.csv, row ", ", column buyer_name: CP949 has no `ễ` (of `Nguyễn Văn Hùng`)"] {
        assert!(!made.status.success() && said.contains(expected), "{said}");
    }
    assert!(!dir.join("other").exists(), "nothing is written");
}

#[test]
fn a_timetable_that_cannot_be_read_is_not_exported() {
    let dir = scheduled("export-broken");
    let file = dir.join("demo/out/meetings.csv");
    let text = std::fs::read_to_string(&file).expect("meetings.csv");
    let date = rows(&file)[0].get("date").cloned().expect("a date");
    std::fs::write(&file, text.replacen(&date, "1999-01-01", 1)).expect("can write");
    let made = koppex(&["export", "demo", "--format", "ics", "--lang", "en"], &dir);
    assert_eq!(made.status.code(), Some(3), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(String::from_utf8_lossy(&made.stderr).contains("nothing was written"));
    assert!(!dir.join("demo/out/published.json").exists());
}

#[test]
fn a_second_schedule_raises_the_sequence_of_what_changed() {
    let dir = scheduled("export-again");
    succeeds(&["export", "demo", "--format", "ics"], &dir);
    let file = dir.join("demo/out/meetings.csv");
    let first = rows(&file)[0].clone();
    let pins = dir.join("demo/pins.csv");
    let row = format!(
        "sme_id,buyer_id,date,start,place,action\n{},{},{},{},,forbid\n",
        first["sme_id"], first["buyer_id"], first["date"], first["start"]
    );
    std::fs::write(&pins, row).expect("can write");
    succeeds(&["schedule", "demo", "--quiet", "--levels", "3", "--format", "csv,json,ics"], &dir);
    let state: serde_json::Value =
        serde_json::from_slice(&std::fs::read(dir.join("demo/out/published.json")).expect("published.json")).expect("JSON");
    assert_eq!(state["version"], 2);
    let entry = state["meetings"]
        .as_array()
        .expect("meetings")
        .iter()
        .find(|m| m["sme_id"] == first["sme_id"].as_str() && m["buyer_id"] == first["buyer_id"].as_str());
    assert_eq!(entry.expect("the meeting of before")["sequence"], 1);
}

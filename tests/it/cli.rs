//! The built program from outside: exit codes, the output folder, Ctrl-C, hostile ids, languages, machine-readable output.

use crate::support::program::{self, koppex, send, tree};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

const EVENT: &str = r#"
[event]
name = "Tiny"
timezone = "Asia/Seoul"
language = "en"
[meeting]
present_minutes = 7
answer_minutes = 7
changeover_minutes = 1
[[day]]
date = "2022-04-13"
sessions = ["10:00-11:00"]
[[hall]]
id = "3"
tables = 2
video_rooms = 1
"#;
const SMES: &str = "sme_id,name\nS1,Hanbit\nS2,Nara\nS3,Alone\n";
const BUYERS: &str = "buyer_id,name,org\nB1,Kim,K-water\nB2,Lee,Acme\n";
const PREFERENCES: &str = "from_id,to_id,rank\nS1,B1,1\nB1,S1,1\nS2,B1,1\nS2,B2,2\n";

/// An event folder on disk.
struct Folder {
    temp: TempDir,
}

impl Folder {
    /// The tiny event, with files added or replaced.
    fn tiny(files: &[(&str, &str)]) -> Self {
        let folder = Self { temp: tempfile::tempdir().unwrap() };
        fs::create_dir(folder.dir()).unwrap();
        let tiny = [("event.toml", EVENT), ("smes.csv", SMES), ("buyers.csv", BUYERS), ("preferences.csv", PREFERENCES)];
        tiny.iter().chain(files).for_each(|(name, content)| fs::write(folder.dir().join(name), content).unwrap());
        folder
    }

    fn dir(&self) -> PathBuf {
        self.temp.path().join("expo")
    }

    /// Runs `koppex COMMAND DIR ARGS`.
    fn run(&self, command: &str, args: &[&str]) -> Output {
        koppex(&[]).arg(command).arg(self.dir()).args(args).output().unwrap()
    }

    fn schedule(&self, args: &[&str]) -> Output {
        self.run("schedule", args)
    }

    /// Names in the event folder besides its input.
    fn written(&self) -> Vec<String> {
        let names = fs::read_dir(self.dir()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|n| !n.ends_with(".csv") && !n.ends_with(".toml")).collect();
        names.sort();
        names
    }
}

#[track_caller]
fn check_exit(output: &Output, code: i32, said: &[&str]) {
    let text = program::said(output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    said.iter().for_each(|part| assert!(text.contains(part), "`{part}` is not in\n{text}"));
}

fn stdout_json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stdout)))
}

#[test]
fn code_0_a_timetable_that_verify_finds_clean() {
    let folder = Folder::tiny(&[]);
    check_exit(&folder.schedule(&[]), 0, &["proved optimal", "S3", "no wish names it", "The timetable is in"]);
    let meetings = fs::read_to_string(folder.dir().join("out/meetings.csv")).unwrap();
    assert!(meetings.starts_with("\u{feff}meeting_id,sme_id,"), "{meetings}");
    assert_eq!(meetings.matches("\r\n").count(), 4, "{meetings}");
    for file in
        ["unmet.csv", "parties.csv", "summary.json", "by-sme/S3.csv", "by-buyer/B1.csv", "by-place/3-V01.csv", "by-slot.csv"]
    {
        assert!(folder.dir().join("out").join(file).is_file(), "{file}");
    }
    check_exit(&folder.run("verify", &[]), 0, &[]);
}

#[test]
fn code_1_verify_names_what_an_edited_timetable_breaks() {
    let folder = Folder::tiny(&[]);
    check_exit(&folder.schedule(&[]), 0, &[]);
    let file = folder.dir().join("out/meetings.csv");
    let meetings = fs::read_to_string(&file).unwrap();
    let first = meetings.lines().nth(1).unwrap().to_string();
    fs::write(&file, format!("{meetings}{first}\r\n")).unwrap();
    check_exit(&folder.run("verify", &[]), 1, &["R03", "2022-04-13 10:"]);
}

#[test]
fn code_2_a_wrong_command_line_or_a_world_that_fails() {
    let folder = Folder::tiny(&[("file", "")]);
    check_exit(&folder.schedule(&["--levels", "5"]), 2, &["--levels"]);
    check_exit(&folder.schedule(&["--format", "doc"]), 2, &["csv"]);
    check_exit(&folder.schedule(&["--out", folder.dir().join("file").to_str().unwrap()]), 2, &["is a file, not a folder"]);
    check_exit(&folder.schedule(&["--out", folder.dir().to_str().unwrap()]), 2, &["would replace the event folder"]);
    check_exit(&koppex(&[]).args(["schedule", "/no/such/folder"]).output().unwrap(), 2, &["/no/such/folder", "help: "]);
    check_exit(&koppex(&[]).output().unwrap(), 2, &["Usage"]);
    check_exit(&folder.run("show", &["B1"]), 2, &["koppex schedule"]);
    assert_eq!(folder.written(), ["file"]);
}

#[cfg(not(feature = "highs"))]
#[test]
fn code_2_a_solver_that_is_not_built_in_says_how_to_get_it() {
    check_exit(&Folder::tiny(&[]).schedule(&["--solver", "highs"]), 2, &["--features highs"]);
}

#[test]
fn code_3_shows_every_fault_and_writes_nothing() {
    let folder = Folder::tiny(&[("preferences.csv", "from_id,to_id\nS1,B9\nS7,B1\n")]);
    check_exit(&folder.schedule(&[]), 3, &["preferences.csv:2", "B9", "preferences.csv:3", "S7", "help"]);
    let output = folder.schedule(&["--json", "--lang", "ko"]);
    check_exit(&output, 3, &[]);
    assert_eq!(stdout_json(&output)["diagnostics"].as_array().map(Vec::len), Some(2));
    assert!(folder.written().is_empty());
}

#[test]
fn code_4_names_the_rules_that_contradict_each_other() {
    let pins = "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:00,,fix\nS2,B1,2022-04-13,10:00,,fix\n";
    let folder = Folder::tiny(&[("pins.csv", pins)]);
    check_exit(&folder.schedule(&[]), 4, &["contradict", "R01", "B1", "help: "]);
    let output = folder.schedule(&["--json", "--quiet"]);
    assert_eq!(stdout_json(&output)["conflicts"][0]["rule"], "R01");
    assert!(folder.written().is_empty());
}

#[test]
fn code_5_stopped_before_the_first_timetable() {
    let folder = Folder::tiny(&[]);
    check_exit(&folder.schedule(&["--time-limit", "0.000001"]), 5, &["Nothing was written", "--time-limit"]);
    assert!(folder.written().is_empty());
}

#[test]
fn an_output_folder_is_kept_under_a_number_unless_forced() {
    let folder = Folder::tiny(&[]);
    check_exit(&folder.schedule(&[]), 0, &[]);
    check_exit(&folder.schedule(&["--seed", "2"]), 0, &["kept as out.1"]);
    check_exit(&folder.schedule(&["--seed", "3"]), 0, &["kept as out.2"]);
    check_exit(&folder.schedule(&["--seed", "4", "--force"]), 0, &[]);
    assert_eq!(folder.written(), ["out", "out.1", "out.2"]);
    let seed = |name: &str| {
        let summary: Value = serde_json::from_slice(&fs::read(folder.dir().join(name).join("summary.json")).unwrap()).unwrap();
        summary["seed"].as_u64()
    };
    assert_eq!([seed("out.1"), seed("out.2"), seed("out")], [Some(1), Some(2), Some(4)]);
}

/// Whatever koppex has written into an output folder may go with it; what a person put there may not.
#[test]
fn force_deletes_what_koppex_wrote_and_nothing_else() {
    let folder = Folder::tiny(&[]);
    check_exit(&folder.schedule(&["--format", "csv,json,xlsx,html,ics,eml"]), 0, &[]);
    for (command, args) in [("standby", &[][..]), ("replan", &["--format", "ics"])] {
        check_exit(&folder.run(command, args), 0, &[]);
    }
    check_exit(&folder.schedule(&["--force"]), 0, &[]);
    let note = folder.dir().join("out/전화 메모.txt");
    fs::write(&note, "B1: call back").unwrap();
    check_exit(&folder.schedule(&["--force"]), 2, &["전화 메모.txt, which koppex did not write"]);
    assert_eq!(fs::read_to_string(&note).unwrap(), "B1: call back");
}

#[test]
fn the_same_input_and_seed_give_the_same_bytes_but_for_seconds() {
    let folder = Folder::tiny(&[]);
    let run = || {
        check_exit(&folder.schedule(&["--force"]), 0, &[]);
        let mut files = tree(&folder.dir().join("out"));
        let summary = files.remove(Path::new("summary.json")).unwrap();
        let mut summary: Value = serde_json::from_slice(&summary).unwrap();
        assert!(summary.as_object_mut().unwrap().remove("seconds").is_some());
        (files, summary)
    };
    assert_eq!(run(), run());
}

#[test]
fn json_and_quiet_are_for_programs() {
    let folder = Folder::tiny(&[]);
    let output = folder.schedule(&["--json", "--quiet"]);
    check_exit(&output, 0, &[]);
    let summary = stdout_json(&output);
    let names: Vec<_> = summary["levels"].as_array().unwrap().iter().map(|l| l["name"].as_str().unwrap()).collect();
    assert_eq!(names[..3], ["must_unheld", "shortfall", "value"]);
    assert_eq!(summary["inputs"].as_array().map(Vec::len), Some(4));
    assert!(output.stderr.is_empty());
    let silent = folder.schedule(&["--quiet"]);
    assert!(silent.stdout.is_empty() && silent.stderr.is_empty());
    let levels = stdout_json(&folder.schedule(&["--json", "--quiet", "--levels", "3"]))["levels"].as_array().map(Vec::len);
    assert_eq!(levels, Some(3));
}

#[test]
fn a_workbook_alone_is_an_event_with_its_output_beside_it() {
    let temp = tempfile::tempdir().unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 5] = [
        ("settings", &[&["key", "value"], &["event.timezone", "Asia/Seoul"]]),
        ("days", &[&["date", "start", "end"], &["2022-04-13", "10:00", "11:00"]]),
        ("halls", &[&["hall", "tables"], &["1", "2"]]),
        ("smes", &[&["sme_id", "name", "wishes"], &["S1", "Nara", "B1"]]),
        ("buyers", &[&["buyer_id", "name"], &["B1", "Kim"]]),
    ];
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (r, row) in rows.iter().enumerate() {
            row.iter().enumerate().for_each(|(c, cell)| _ = sheet.write_string(r as u32, c as u16, *cell).unwrap());
        }
    }
    let book = temp.path().join("expo.xlsx");
    workbook.save(&book).unwrap();
    for command in ["check", "schedule", "verify", "export", "show"] {
        let mut run = koppex(&[]);
        run.arg(command).arg(&book);
        let run = if command == "show" { run.arg("S1") } else { &mut run };
        check_exit(&run.output().unwrap(), 0, &[]);
    }
    let meetings = fs::read_to_string(temp.path().join("expo-out/meetings.csv")).unwrap();
    assert!(meetings.contains("M-S1-B1"), "{meetings}");
    // The same workbook alone in a folder.
    let folder = temp.path().join("fair");
    fs::create_dir(&folder).unwrap();
    fs::rename(&book, folder.join("any name.xlsx")).unwrap();
    check_exit(&koppex(&[]).arg("schedule").arg(&folder).output().unwrap(), 0, &[]);
    assert!(folder.join("out/meetings.csv").is_file());
}

#[test]
fn no_id_chooses_a_path_and_no_cell_becomes_a_formula() {
    let smes = "sme_id,name\n../../S1,=1+1\nCON,+82\ns9,-x\ns9.,@x\na/b\\c:d,Nara\n";
    let wishes = "from_id,to_id\n../../S1,B1\nCON,B1\ns9,B2\ns9.,B2\na/b\\c:d,=B3\n";
    let buyers = "buyer_id,name,org\nB1,Kim,K-water\nB2,Lee,Acme\n=B3,'=x,''\n";
    let folder = Folder::tiny(&[("smes.csv", smes), ("preferences.csv", wishes), ("buyers.csv", buyers)]);
    check_exit(&folder.schedule(&[]), 0, &[]);
    assert_eq!(folder.written(), ["out"]);
    assert_eq!(fs::read_dir(folder.temp.path()).unwrap().count(), 1, "nothing beside the event folder");
    assert_eq!(fs::read_dir(folder.dir().join("out/by-sme")).unwrap().count(), 5);
    for (path, bytes) in tree(&folder.dir().join("out")).into_iter().filter(|(p, _)| p.extension().unwrap() == "csv") {
        let text = String::from_utf8(bytes).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for cell in reader.records().flat_map(|r| r.unwrap().iter().map(String::from).collect::<Vec<_>>()) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{}: {cell}", path.display());
        }
    }
    check_exit(&folder.run("verify", &[]), 0, &[]);
    check_exit(&folder.run("show", &["../../S1"]), 0, &["1 meeting", "Kim"]);
}

#[test]
fn show_prints_one_timetable_of_a_party_a_place_or_a_day() {
    let folder = Folder::tiny(&[]);
    check_exit(&folder.schedule(&[]), 0, &[]);
    check_exit(&folder.run("show", &["B1"]), 0, &["2 meetings", "S1 Hanbit", "S2 Nara"]);
    check_exit(&folder.run("show", &["Hanbit"]), 0, &["1 meeting", "K-water"]);
    check_exit(&folder.run("show", &["2022-04-13"]), 0, &["3 meetings"]);
    check_exit(&folder.run("show", &["S3"]), 0, &["0 meetings"]);
    check_exit(&folder.run("show", &["B7"]), 2, &["did you mean"]);
    check_exit(&folder.run("show", &["B1", "--lang", "ko"]), 0, &["상담 2건"]);
    assert_eq!(stdout_json(&folder.run("show", &["B1", "--json"])).as_array().map(Vec::len), Some(2));
}

#[test]
fn completions_and_man_page_come_from_the_same_definitions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        check_exit(&koppex(&[]).args(["completions", shell]).output().unwrap(), 0, &["time-limit"]);
    }
    check_exit(&koppex(&[]).arg("man").output().unwrap(), 0, &["KOPPEX SCHEDULE", "time\\-limit", "koppex schedule my\\-expo"]);
}

/// Two SMEs and one buyer in an hour that holds one meeting.
fn scarce() -> Folder {
    Folder::tiny(&[("event.toml", &EVENT.replace("10:00-11:00", "10:00-10:14"))])
}

#[test]
fn what_is_written_as_json_fits_the_printed_schema() {
    let folder = scarce();
    let printed = stdout_json(&folder.schedule(&["--json", "--format", "ics"]));
    let schema = stdout_json(&koppex(&[]).arg("schema").output().unwrap());
    let read = |name: &str| -> Value { serde_json::from_slice(&fs::read(folder.dir().join("out").join(name)).unwrap()).unwrap() };
    let part = |name: &str| {
        let mut part = schema["$defs"][name].clone();
        assert!(part.is_object(), "{name}");
        part["$defs"] = schema["$defs"].clone();
        part
    };
    let fits = |schema: &Value, json: &Value| {
        let validator = jsonschema::validator_for(schema).unwrap();
        validator.iter_errors(json).map(|e| format!("{} {e}", e.instance_path())).collect::<Vec<_>>()
    };
    let summary = read("summary.json");
    assert!(summary["dearest"]["hours"][0]["worth"]["value"].is_number(), "{summary}");
    assert_eq!(fits(&schema, &summary), [""; 0]);
    assert_eq!(fits(&part("Published"), &read("published.json")), [""; 0]);
    assert_eq!(fits(&part("Scheduled"), &printed), [""; 0]);
    let told = |command: &str, more: &[&str]| {
        stdout_json(&koppex(&[command]).arg(folder.dir()).args(more).arg("--json").output().unwrap())
    };
    let out = folder.dir().join("out").display().to_string();
    for (name, answer) in [
        ("Checked", told("check", &[])),
        ("Verified", told("verify", &[])),
        ("ShownMeeting", told("show", &["S1"])[0].clone()),
        ("Exported", told("export", &["--format", "ics"])),
        ("Standbys", told("standby", &["--no-show", "10"])),
        ("Compared", told("diff", &[&out, &out])),
        ("Runs", told("runs", &[])),
    ] {
        assert!(answer.is_object(), "{name}: {answer}");
        assert_eq!(fits(&part(name), &answer), [""; 0], "{name}");
        for key in answer.as_object().unwrap().keys() {
            let mut damaged = answer.clone();
            damaged[key] = Value::from(vec![Value::Null]);
            assert_ne!(fits(&part(name), &damaged), [""; 0], "{name}.{key}");
        }
    }
    for (pointer, wrong) in [
        ("/levels/0/status", Value::from("solved")),
        ("/levels/2/value", "a lot".into()),
        ("/quality/gaps/bound", true.into()),
        ("/meetings_per_party/sme/median", "1".into()),
        ("/dearest/hours/0/worth/value", Value::Null),
        ("/unmet/by_reason", Value::from(3)),
        ("/seconds/solve", "long".into()),
    ] {
        let mut damaged = summary.clone();
        *damaged.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} in {summary}")) = wrong;
        assert_ne!(fits(&schema, &damaged), [""; 0], "{pointer}");
    }
    for key in summary.as_object().unwrap().keys() {
        let mut damaged = summary.clone();
        damaged.as_object_mut().unwrap().remove(key);
        assert_ne!(fits(&schema, &damaged), [""; 0], "without {key}");
        assert!(schema["properties"][key].is_object(), "{key} stands in the schema");
    }
}

#[test]
fn the_schema_says_what_every_key_means() {
    let schema = stdout_json(&koppex(&[]).arg("schema").output().unwrap());
    let objects = schema["$defs"].as_object().unwrap().iter().map(|(name, part)| (name.as_str(), part));
    for (name, object) in objects.chain([("Summary", &schema)]) {
        assert!(object["description"].is_string(), "{name}");
        for (key, part) in object["properties"].as_object().into_iter().flatten() {
            assert!(part["description"].is_string(), "{name}.{key}");
        }
    }
}

/// The lists hold for the input that the prices were made for, whatever becomes of the timetable, and for no other.
#[test]
fn what_is_scarce_is_shown_on_every_paper_until_the_input_changes() {
    let folder = scarce();
    let said = String::from_utf8(folder.schedule(&["--lang", "en"]).stdout).unwrap();
    assert!(said.contains("What one more would be worth at most") && said.contains("2022-04-13 10:00"), "{said}");
    let page = || {
        check_exit(&folder.run("export", &["--format", "html"]), 0, &[]);
        fs::read_to_string(folder.dir().join("out/timetable.html")).unwrap()
    };
    assert!(page().contains("By how many points") || page().contains("worth at most, in points (certified"));
    fs::write(folder.dir().join("preferences.csv"), format!("{PREFERENCES}S3,B2,1\n")).unwrap();
    assert!(!page().contains("(certified by prices.csv)"));
}

#[test]
fn the_help_lists_the_values_of_every_option() {
    let help = |command: &str| String::from_utf8(koppex(&[]).args([command, "--help"]).output().unwrap().stdout).unwrap();
    let export = help("export");
    for value in ["csv", "xlsx", "html", "ics", "pdf", "ko", "en", "sme", "buyer", "place", "slot", "utf8", "cp949"] {
        assert!(export.contains(&format!("- {value}:")), "{value}: {export}");
    }
    for value in ["auto", "microlp", "highs"] {
        assert!(help("schedule").contains(&format!("- {value}:")), "{value}");
    }
    let wrong = scarce().run("export", &["--per", "everybody"]);
    check_exit(&wrong, 2, &["possible values: sme, buyer, place, slot"]);
}

#[test]
fn a_reader_that_closes_the_pipe_ends_koppex_quietly() {
    let mut child = koppex(&[]).arg("man").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    check_exit(&output, 0, &[]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A full-size event searches for a nicer timetable until its limit; Ctrl-C must not wait for that.
#[cfg(unix)]
#[test]
fn ctrl_c_writes_the_best_timetable_so_far() {
    use std::io::{BufRead, BufReader};
    use std::time::{Duration, Instant};
    let temp = tempfile::tempdir().unwrap();
    let out = temp.path().join("out");
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data/koppex-2022");
    let mut command = koppex(&[]);
    command.args(["schedule", data, "--lang", "en", "--time-limit", "600", "--out"]).arg(&out);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let mut lines = lines.skip_while(|line| !line.contains("level "));
    assert!(lines.next().is_some(), "progress is told before the end");
    let pressed = Instant::now();
    assert!(send(&child, "-INT"));
    lines.for_each(drop);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(pressed.elapsed() < Duration::from_secs(60), "{:?}", pressed.elapsed());
    check_exit(&koppex(&[]).args(["verify", data]).arg(&out).output().unwrap(), 0, &[]);
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1, "no temporary folder is left");
}

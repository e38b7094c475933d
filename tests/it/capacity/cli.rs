//! `koppex capacity` from outside: what it writes and prints, what it leaves alone, how it ends.

use crate::support::folder::{Folder, TWO_SLOTS};
use serde_json::Value;
use std::fs;

/// Ten wishes of five companies for two buyers, who have two slots each; S5 and B2 share no language.
const FILES: [(&str, &str); 4] = [
    ("event.toml", TWO_SLOTS),
    ("smes.csv", "sme_id,name,languages\nS1,Hanbit,\nS2,Nara,\nS3,Daon,\nS4,Maru,\nS5,Saem,fr\n"),
    ("buyers.csv", "buyer_id,name,org,languages\nB1,Kim,K-water,\nB2,Lee,\"<Acme & Co>\",ko\n"),
    ("preferences.csv", "from_id,to_id\nS1,B1\nS2,B1\nS3,B1\nS4,B1\nS5,B1\nS1,B2\nS2,B2\nS3,B2\nS4,B2\nS5,B2\n"),
];

/// What the page that a command writes shows to the organizer alone.
fn organizer(folder: &Folder, command: &str, args: &[&str]) -> Value {
    let output = folder.run(command, &[&["--format", "html", "--quiet"], args].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = folder.read("timetable.html");
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    data["organizer"].clone()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn plans_stand_in_a_table_a_chart_and_on_the_terminal() {
    let folder = Folder::new(&FILES);
    let output = folder.run("capacity", &[]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(shown.starts_with("9 of 10 wishes at most could come true"), "{shown}");
    assert!(shown.contains("As it is: 2 tables, 2 slots of 7 + 7 min -> 4 wishes (44.4 %), 4 meetings, 200 points"), "{shown}");
    // Nine wishes take B1 five slots: four half days of one slot more than the two that there are, or meetings of 5 minutes less.
    let json: Value = serde_json::from_str(&folder.read("capacity.json")).unwrap();
    assert_eq!((&json["wishes"], &json["possible"], &json["possible_certified"]), (&10.into(), &9.into(), &true.into()));
    let plans = json["plans"].as_array().unwrap();
    let smallest = |varies: &str, target: i64| {
        let found = json["smallest"].as_array().unwrap().iter().find(|s| s["varies"] == varies && s["target_percent"] == target);
        let found = found.unwrap().clone();
        found["plan"].as_u64().map(|at| (plans[at as usize].clone(), found))
    };
    let (plan, found) = smallest("hours", 99).unwrap();
    assert_eq!((&plan["half_days"], &plan["made"]["wishes"], &found["certainty"]), (&3.into(), &9.into(), &"proved".into()));
    assert_eq!(plan["slots"], 5);
    let (plan, _) = smallest("places_and_hours", 99).unwrap();
    assert_eq!((&plan["tables"], &plan["slots"]), (&2.into(), &5.into()), "nine seats at least: {plan}");
    assert!(smallest("places", 80).is_none(), "more tables give B1 no more time");
    let csv = folder.read("capacity.csv");
    assert_eq!(csv.lines().count(), plans.len() + 1);
    assert!(csv.lines().nth(1).unwrap().starts_with("1,100,2,0,0,0,7,7,2,4,4,4,200,4,200,yes,proved optimal,0,"), "{csv}");
    assert!(csv.contains("hours 99"), "{csv}");
    let svg = folder.read("capacity.svg");
    let mut reader = quick_xml::Reader::from_str(&svg);
    while reader.read_event().expect("it is well-formed") != quick_xml::events::Event::Eof {}
    assert!(svg.contains("As it is: 2 tables, 44.4 %") && svg.matches("<polyline").count() > 3, "{svg}");
    let korean = folder.run("capacity", &["--lang", "ko"]);
    let shown = text(&korean.stdout);
    assert!(shown.contains("희망 10건 가운데") && shown.contains("가장 작은 안") && shown.contains("지금 그대로"), "{shown}");
}

#[test]
fn a_buyer_of_whose_coming_others_gain_is_named_with_its_half_day() {
    let folder = Folder::new(&FILES);
    fs::write(folder.dir().join("windows.csv"), "party_id,date,start,end,kind\nB2,2022-04-13,10:00,10:15,available\n").unwrap();
    let output = folder.run("capacity", &["--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let half_days = json["half_days"].as_array().unwrap();
    let of = |id: &str| half_days.iter().find(|h| h["party_id"] == id).unwrap();
    let coming = of("B2");
    assert_eq!((&coming["start"], &coming["end"]), (&"2022-04-13 10:15".into(), &"2022-04-13 10:29".into()));
    assert_eq!((&coming["after_event"], &coming["gain"]["wishes"], &coming["proved"]), (&false.into(), &1.into(), &true.into()));
    assert_eq!((&of("B1")["after_event"], &of("B1")["gain"]["wishes"]), (&true.into(), &1.into()), "it is there all the time");
}

#[test]
fn the_same_input_gives_the_same_bytes_and_what_was_edited_is_kept() {
    let folder = Folder::new(&FILES);
    assert!(folder.run("capacity", &["--quiet"]).stdout.is_empty());
    let before = ["capacity.csv", "capacity.svg", "capacity.json"].map(|name| folder.read(name));
    folder.run("capacity", &["--quiet", "--threads", "1"]);
    assert_eq!(["capacity.csv", "capacity.svg", "capacity.json"].map(|name| folder.read(name)), before);
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(folder.dir().join("out")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["capacity.csv", "capacity.json", "capacity.svg"]);
    fs::write(folder.dir().join("out/capacity.csv"), "plan,my own remark\n").unwrap();
    let output = folder.run("capacity", &[]);
    assert!(text(&output.stdout).contains("kept as capacity.1.csv"), "{}", text(&output.stdout));
    assert_eq!(names(), ["capacity.1.csv", "capacity.csv", "capacity.json", "capacity.svg"]);
    assert_eq!(
        (folder.read("capacity.1.csv").as_str(), folder.read("capacity.csv")),
        ("plan,my own remark\n", before[0].clone())
    );
}

#[test]
fn nothing_is_written_without_time_wishes_or_tables() {
    let folder = Folder::new(&FILES);
    assert_eq!(folder.run("capacity", &["--time-limit", "0.001"]).status.code(), Some(5));
    let mut no_wishes = FILES;
    no_wishes[3].1 = "from_id,to_id\n";
    let mut no_tables = FILES;
    let toml = TWO_SLOTS.replace("tables = 2", "tables = 0");
    no_tables[0].1 = &toml;
    for files in [no_wishes, no_tables] {
        let folder = Folder::new(&files);
        let output = folder.run("capacity", &[]);
        assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains("error[E"), "{}", text(&output.stderr));
        assert!(!folder.dir().join("out").exists());
    }
    assert!(!folder.dir().join("out").exists());
}

#[test]
fn the_page_of_the_organizer_alone_shows_the_plans_while_the_input_is_the_same() {
    let folder = Folder::new(&FILES);
    folder.run("capacity", &["--quiet"]);
    let made = organizer(&folder, "schedule", &["--with-reasons"]);
    assert!(made["capacity"]["chart"]["en"].as_str().unwrap().starts_with("<svg"), "{made}");
    assert!(made["capacity"]["head"]["ko"].as_str().unwrap().starts_with("희망 10건"), "{made}");
    assert_eq!(made["capacity"]["tables"]["en"].as_array().unwrap().len(), 4);
    assert!(folder.read("capacity.csv").contains("hours 99"), "it stays beside the timetable of the same input");
    assert_eq!(organizer(&folder, "export", &["--with-reasons"]), made);
    assert_eq!(organizer(&folder, "export", &[]), Value::Null, "a page that is made to be published");
    fs::write(folder.dir().join("windows.csv"), "party_id,date,start,end,kind\nB2,2022-04-13,10:00,10:15,available\n").unwrap();
    assert!(organizer(&folder, "export", &["--with-reasons"])["capacity"].is_null(), "another input");
    assert!(organizer(&folder, "schedule", &["--with-reasons"])["capacity"].is_null(), "another input");
    assert!(!folder.dir().join("out/capacity.csv").exists() && folder.dir().join("out.2/capacity.csv").exists());
}

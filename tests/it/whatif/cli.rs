//! `koppex explain` and `koppex suggest` from outside: what they print, what their edits do, what is written.

use super::script::applied;
use crate::support::folder::{Folder, TWO_SLOTS};
use crate::support::program::run;
use crate::support::small_event;
use koppex::event::InterpreterId;
use koppex::whatif::{Change, edits};
use serde_json::Value;
use std::fs;

/// B1 has two slots and three who wish it: S3, the last, is not met. B2 blocks S1; S4 comes to no slot.
const FILES: [(&str, &str); 5] = [
    ("event.toml", TWO_SLOTS),
    ("smes.csv", "연번,기업명,최대상담수\nS1,Hanbit,\nS2,Nara,\nS3,Daon,\nS4,Maru,\n"),
    ("buyers.csv", "buyer_id,name,org\nB1,Kim,K-water\nB2,Lee,Acme\n"),
    ("preferences.csv", "from_id,to_id,rank,kind\nS1,B1,1,\nS2,B1,2,\nS3,B1,4,\nB2,S1,,block\nS1,B2,3,\nS4,B2,1,\n"),
    ("windows.csv", "party_id,date,start,end,kind\nS4,2022-04-13,09:00,18:00,busy\n"),
];

fn scheduled(files: &[(String, String)]) -> (Folder, i64) {
    let folder = Folder::new(files);
    let value = folder.json("schedule", &["--levels", "3"])["levels"][2]["value"].as_i64().unwrap();
    (folder, value)
}

fn files() -> Vec<(String, String)> {
    FILES.map(|(name, text)| (name.to_string(), text.to_string())).into()
}

#[test]
fn a_wish_that_is_outranked_says_whom_it_would_displace_and_what_would_make_room() {
    let (folder, value) = scheduled(&files());
    assert_eq!(value, 190);
    let answer = folder.json("explain", &["S3", "B1"]);
    let expected = serde_json::json!({
        "possible": true,
        "loss": {"must": 0, "shortfall": 0, "value": 20},
        "bound": {"must": 0, "shortfall": 0, "value": 20},
        "status": "proved optimal",
        "certified": true,
        "displaces": ["M-S2-B1"],
    });
    assert_eq!(answer["forced"], expected);
    assert_eq!((&answer["held"], &answer["reason_code"], &answer["value"]), (&false.into(), &"BUYER_FULL".into(), &70.into()));
    let fixes = answer["fixes"].as_array().unwrap();
    assert_eq!(fixes[0]["edits"], serde_json::json!([{"file": "buyers", "id": "B1", "column": "desks", "value": 2}]));
    assert_eq!(fixes[0]["gain"]["value"], 70);
    let (_, value) = scheduled(&applied(&files(), &fixes[0]["edits"]));
    assert_eq!(value, 190 + 70);
}

#[test]
fn a_block_and_an_absence_are_taken_back_by_removing_their_rows() {
    let (folder, _) = scheduled(&files());
    let blocked = folder.json("explain", &["S1", "B2"]);
    assert_eq!((&blocked["reason_code"], &blocked["forced"]["possible"]), (&"BLOCKED".into(), &false.into()));
    assert_eq!(blocked["fixes"][0]["edits"], serde_json::json!([{"file": "preferences", "remove": 5}]));
    let away = folder.json("explain", &["B2", "S4"]);
    assert_eq!((&away["sme_id"], &away["reason_code"]), (&"S4".into(), &"NO_COMMON_TIME".into()));
    assert_eq!(away["fixes"][0]["edits"], serde_json::json!([{"file": "windows", "remove": 2}]));
    for (answer, gain) in [(blocked, 80), (away, 100)] {
        assert_eq!(answer["fixes"][0]["gain"]["value"], gain);
        let (_, value) = scheduled(&applied(&files(), &answer["fixes"][0]["edits"]));
        assert_eq!(value, 190 + gain);
    }
}

/// B1 has two slots for three; S4, whom it blocks, is worth more than the second of them, and less than what the cheapest slot leaves.
#[test]
fn a_block_taken_back_brings_what_is_better_about_the_meeting_than_about_the_one_that_gives_way() {
    let block = |wishes: &str| {
        let wishes = format!("from_id,to_id,score,kind\nS1,B1,100,\nS2,B1,90,\nS3,B1,70,\nS4,B1,95,\nB1,S4,,block\n{wishes}");
        let mut files = files();
        files.iter_mut().filter(|(name, _)| name == "preferences.csv").for_each(|(_, text)| *text = wishes.clone());
        files.retain(|(name, _)| name != "windows.csv");
        files
    };
    for (wishes, before) in [("", 190), ("S4,B2,50,\n", 240)] {
        let (folder, value) = scheduled(&block(wishes));
        assert_eq!(value, before);
        let unmet = folder.read("unmet.csv");
        let row = unmet.lines().find(|line| line.starts_with("S4,B1,")).unwrap();
        assert!(row.contains("BLOCKED") && row.ends_with(",5"), "{row}");
        let answer = folder.json("explain", &["S4", "B1"]);
        assert_eq!(answer["fixes"][0]["gain"]["value"], 5);
    }
}

/// The only table is closed, and S1 meets B2 only where there is room for all three wishes.
#[test]
fn places_that_are_added_twice_are_added_together() {
    let files = [
        ("event.toml", TWO_SLOTS.replace("tables = 2", "tables = 1")),
        ("smes.csv", "sme_id\nS1\nS2\n".into()),
        ("buyers.csv", "buyer_id\nB1\nB2\n".into()),
        ("preferences.csv", "from_id,to_id,score\nS1,B1,50\nS1,B2,38\nS2,B2,50\n".into()),
        ("windows.csv", "party_id,date,start,end\n3-T01,2022-04-13,10:00,11:00\n".into()),
    ];
    let files: Vec<(String, String)> = files.map(|(name, text)| (name.to_string(), text)).into();
    let (folder, value) = scheduled(&files);
    let fix = &folder.json("explain", &["S1", "B2"])["fixes"][0];
    assert_eq!((value, &fix["sentence"], &fix["gain"]["value"]), (0, &"2 more tables in hall 3".into(), &138.into()));
    assert_eq!(scheduled(&applied(&files, &fix["edits"])).1, 138);
}

#[test]
fn what_two_changes_set_says_what_both_come_to() {
    let event = small_event(&[("interpreters.csv", "interpreter_id,languages\nI1,ko\n")]);
    let speak = |language: &str| Change::Speak { interpreter: InterpreterId(0), language: language.into() };
    let interpret = |language: &str| Change::Interpret { languages: vec!["ko".into(), language.into()] };
    let all = edits(&event, &[speak("en"), speak("de"), interpret("fr"), interpret("ja")]);
    let expected = serde_json::json!([
        {"file": "interpreters", "id": "I1", "column": "languages", "value": "ko;en;de"},
        {"file": "interpreters", "add": {"interpreter_id": "INT02", "languages": "ko;fr"}},
        {"file": "interpreters", "add": {"interpreter_id": "INT03", "languages": "ko;ja"}},
    ]);
    assert_eq!(serde_json::to_value(all).unwrap(), expected);
}

/// S1 wishes Acme and blocks one of its two buyers: without the block its wish means both.
#[test]
fn a_block_that_is_taken_back_no_longer_names_the_buyer() {
    let files = [
        ("event.toml", TWO_SLOTS),
        ("smes.csv", "sme_id\nS1\n"),
        ("buyers.csv", "buyer_id,org\nB1,Acme\nB2,Acme\n"),
        ("preferences.csv", "from_id,to_id,score,kind\nS1,B1,,block\nB1,S1,30,\nS1,Acme,40,\n"),
    ];
    let files: Vec<(String, String)> = files.map(|(name, text)| (name.to_string(), text.to_string())).into();
    let (folder, value) = scheduled(&files);
    let fix = &folder.json("explain", &["S1", "B1"])["fixes"][0];
    assert_eq!((value, &fix["gain"]["value"]), (40, &(30 + 50).into()));
    assert_eq!(scheduled(&applied(&files, &fix["edits"])).1, 40 + 30 + 50);
}

#[test]
fn a_meeting_that_is_held_says_what_its_other_times_would_change() {
    let (folder, _) = scheduled(&files());
    let answer = folder.json("explain", &["S1", "B1"]);
    assert_eq!(
        (&answer["held"], &answer["reason_code"], &answer["forced"]["loss"]["value"]),
        (&true.into(), &Value::Null, &0.into())
    );
    let times = answer["other_times"].as_array().unwrap();
    assert_eq!((times.len(), &times[0]["value"]), (1, &0.into()), "the other slot, in exchange with S2: {answer}");
    assert_eq!((&times[0]["moves"][0]["meeting_id"], &times[0]["lost"]), (&"M-S2-B1".into(), &serde_json::json!([])));
}

#[test]
fn a_party_hears_about_all_its_wishes_and_what_would_help_it_most() {
    let (folder, _) = scheduled(&files());
    let answer = folder.json("explain", &["B1"]);
    let held: Vec<_> =
        answer["wishes"].as_array().unwrap().iter().map(|w| (w["sme_id"].as_str().unwrap(), w["held"] == true)).collect();
    assert_eq!(held, [("S1", true), ("S2", true), ("S3", false)]);
    assert_eq!((&answer["best_lever"]["own_value"], &answer["best_lever"]["own_meetings"]), (&70.into(), &1.into()));
    let text = String::from_utf8(folder.run("explain", &["B1", "--lang", "ko"]).stdout).unwrap();
    assert!(text.contains("가장 도움이 되는 변화: B1 K-water: 상담석 2개에서 동시에 상담 (상담 +1건"), "{text}");
}

#[test]
fn a_party_hears_which_of_its_gaps_its_hours_and_its_rest_force() {
    let mut files = files();
    files[0].1 = files[0].1.replace("10:00-10:30", "10:00-11:00");
    files[2].1 = "buyer_id,name,org,max_in_a_row\nB1,Kim,K-water,2\nB2,Lee,Acme,\n".into();
    let (folder, _) = scheduled(&files);
    let answer = folder.json("explain", &["B1"]);
    assert_eq!((&answer["meetings"], &answer["gaps"], &answer["forced_gaps"]), (&3.into(), &1.into(), &1.into()));
    assert_eq!(answer["why_gaps"], "with 3 meetings its rest after 2 in a row forces at least 1 gap");
    let text = String::from_utf8(folder.run("explain", &["B1", "--lang", "ko"]).stdout).unwrap();
    assert!(text.contains("빈 시간: 1번; 상담 3건이면 연속 상담 제한(2건) 때문에 빈 시간이 적어도 1번 생김"), "{text}");
    let of_one_meeting = folder.json("explain", &["S1"]);
    assert_eq!((&of_one_meeting["forced_gaps"], &of_one_meeting["why_gaps"]), (&0.into(), &Value::Null));
}

#[test]
fn edits_name_columns_as_the_folder_does() {
    let mut files = files();
    files[1].1 = "연번,기업명,최대상담수\nS1,Hanbit,1\nS2,Nara,\nS3,Daon,\nS4,Maru,\n".into();
    files[3].1 = "from_id,to_id,rank\nS1,B1,1\nS1,B2,3\n".into();
    let (folder, _) = scheduled(&files);
    let answer = folder.json("explain", &["S1", "B2"]);
    assert_eq!(answer["reason_code"], "SME_LIMIT");
    let edit = serde_json::json!([{"file": "smes", "id": "S1", "column": "최대상담수", "value": 2}]);
    assert_eq!((&answer["fixes"][0]["edits"], &answer["fixes"][0]["gain"]["value"]), (&edit, &80.into()));
}

#[test]
fn losses_and_fixes_of_unmet_wishes_stand_in_unmet_csv_and_are_verified() {
    let (folder, _) = scheduled(&files());
    let file = folder.dir().join("out/unmet.csv");
    let unmet = fs::read_to_string(&file).unwrap();
    let row = |sme: &str| unmet.lines().find(|line| line.starts_with(sme)).unwrap().to_string();
    assert!(row("S3").ends_with(",20,B1 K-water receives companies at 2 desks at the same time,70"), "{unmet}");
    assert!(row("S1").ends_with(",,B2 Acme no longer declines to meet S1 Hanbit,80"), "{unmet}");
    assert!(folder.run("verify", &[]).status.success());
    // Neither more than is proved nor silence about a pair that can be held passes.
    for (damaged, said) in [(row("S3").replace(",20,", ",21,"), "`21`"), (row("S3").replace(",20,", ",,"), "``")] {
        fs::write(&file, unmet.replace(&row("S3"), &damaged)).unwrap();
        let verified = folder.run("verify", &["--lang", "en"]);
        let text = String::from_utf8(verified.stdout).unwrap();
        assert_eq!(verified.status.code(), Some(1), "{text}");
        assert!(text.contains(&format!("{said} stands where the prices prove `20`")), "{text}");
    }
}

/// S1 is fixed with B1, which S2 wishes too and which is then full: in all, on the only day, or, of one organization, S1 meets no second buyer.
#[test]
fn what_fixed_meetings_leave_no_room_for_has_no_loss_because_nothing_can_hold_it() {
    let once_per_org = format!("{TWO_SLOTS}[rules]\nonce_per_org = true\n");
    let limits = [("max_meetings", TWO_SLOTS, "S2,B1"), ("max_per_day", TWO_SLOTS, "S2,B1"), ("note", &once_per_org, "S1,B2")];
    for (column, event, unmet) in limits {
        let buyers = format!("buyer_id,org,{column}\nB1,Acme,1\nB2,Acme,\n");
        let folder = Folder::new(&[
            ("event.toml", event),
            ("smes.csv", "sme_id\nS1\nS2\n"),
            ("buyers.csv", &buyers),
            ("preferences.csv", &format!("from_id,to_id,rank\nS1,B1,2\n{unmet},1\n")),
            ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:15,fix\n"),
        ]);
        folder.json("schedule", &[]);
        let rows = folder.read("unmet.csv");
        let mut records = csv::Reader::from_reader(rows.trim_start_matches('\u{feff}').as_bytes());
        let row = records.records().next().unwrap().unwrap();
        let (pair, loss) = (format!("{},{}", &row[0], &row[1]), &row[7]);
        assert_eq!((pair.as_str(), loss), (unmet, ""), "{column}: {rows}");
        assert!(folder.run("verify", &[]).status.success(), "{column}");
    }
}

#[test]
fn a_suggestion_is_taken_as_the_next_run() {
    let (folder, _) = scheduled(&files());
    let listed = folder.json("suggest", &["S3", "B1"]);
    let times = listed["suggestions"].as_array().unwrap();
    assert_eq!(times.len(), 2, "B1 has two slots");
    assert_eq!((&times[0]["value"], &times[0]["lost"]), (&(-20).into(), &serde_json::json!(["M-S2-B1"])));
    assert_eq!((&times[1]["value"], &times[1]["lost"]), (&(-30).into(), &serde_json::json!(["M-S1-B1"])));
    assert!(!folder.dir().join("out.1").exists(), "nothing is written yet");
    let taken = folder.json("suggest", &["S3", "B1", "--take", "1"]);
    assert_eq!(taken["taken"], 1);
    let meetings = fs::read_to_string(folder.dir().join("out/meetings.csv")).unwrap();
    assert!(meetings.contains("M-S3-B1") && meetings.contains("M-S1-B1") && !meetings.contains("M-S2-B1"), "{meetings}");
    assert!(fs::read_to_string(folder.dir().join("out.1/meetings.csv")).unwrap().contains("M-S2-B1"));
    assert!(folder.run("verify", &[]).status.success());
    // Those concerned are told as after any new plan.
    assert_eq!(folder.read("before.csv"), fs::read_to_string(folder.dir().join("out.1/meetings.csv")).unwrap());
    let moves = folder.read("moves.csv");
    assert!(moves.contains("M-S3-B1,S3,B1,new,") && moves.contains("M-S2-B1,S2,B1,dropped,"), "{moves}");
    let again = folder.run("suggest", &["S3", "B1", "--take", "5"]);
    assert_eq!(again.status.code(), Some(2));
    let unknown = folder.run("suggest", &["S1", "B2"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("cannot meet"), "{unknown:?}");
}

/// Which thread looks at which party is a matter of luck; what it finds is not.
#[test]
fn what_would_help_does_not_depend_on_the_number_of_threads() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data/koppex-2022");
    let temp = tempfile::tempdir().unwrap();
    let unmet = |threads: &str| {
        let out = temp.path().join(threads);
        let args = ["schedule", data, "--levels", "1", "--quiet", "--threads", threads, "--out", out.to_str().unwrap()];
        assert!(run(&args).status.success());
        fs::read_to_string(out.join("unmet.csv")).unwrap()
    };
    let alone = unmet("1");
    assert!(alone.lines().filter(|row| !row.ends_with(",,")).count() > 500, "many have a fix");
    assert!(unmet("3") == alone);
}

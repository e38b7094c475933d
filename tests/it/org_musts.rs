//! A must wish for an organization is one for any one of its buyers, those whom the party names itself among them.

use crate::support::folder::{Folder, TWO_SLOTS};
use serde_json::{Value, json};

const BUYERS: (&str, &str) = ("buyers.csv", "buyer_id,name,org\nB1,One,City\nB2,Two,City\n");
const SMES: (&str, &str) = ("smes.csv", "sme_id,name\nS1,Maker\n");

/// Value and bound of must wishes not held and of the total value; each meeting's buyer.
fn schedule(preferences: &str, event: &str) -> (Value, Vec<String>) {
    let folder = Folder::new(&[("event.toml", event), BUYERS, SMES, ("preferences.csv", preferences)]);
    let answer = folder.json("schedule", &["--time-limit", "5"]);
    let level = |i: usize| json!([answer["levels"][i]["value"], answer["levels"][i]["bound"], answer["levels"][i]["status"]]);
    let meetings = folder.read("meetings.csv");
    let buyers = meetings.lines().skip(1).map(|line| line.split(',').nth(3).unwrap().to_string()).collect();
    let verdict = folder.run("verify", &[]);
    assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stdout));
    (json!([level(0), level(2)]), buyers)
}

#[test]
fn a_buyer_named_besides_holds_the_must() {
    let wishes = "from_id,to_id,kind,rank\nS1,B1,,1\nS1,City,must,2\n";
    let (levels, buyers) = schedule(wishes, TWO_SLOTS);
    assert_eq!(levels, json!([[0, 0, "proved optimal"], [100, 100, "proved optimal"]]));
    assert_eq!(buyers, ["B1"], "the better wish, which holds the must as well");
}

#[test]
fn a_must_is_not_lost_where_every_buyer_is_named() {
    let wishes = "from_id,to_id,kind\nS1,B2,\nS1,City,must\nS1,B1,\n";
    let (levels, buyers) = schedule(wishes, TWO_SLOTS);
    assert_eq!((levels, buyers.len()), (json!([[0, 0, "proved optimal"], [50, 50, "proved optimal"]]), 1));
    let nowhere = TWO_SLOTS.replace("tables = 2", "tables = 0\nvideo_rooms = 1");
    let (levels, buyers) = schedule(wishes, &nowhere);
    assert_eq!((levels, buyers.len()), (json!([[1, 1, "proved optimal"], [0, 0, "proved optimal"]]), 0));
}

#[test]
fn anonymized_it_still_stands() {
    let wishes = "from_id,to_id,kind\nS1,B2,\nS1,City,must\nS1,B1,\n";
    let folder = Folder::new(&[("event.toml", TWO_SLOTS), BUYERS, SMES, ("preferences.csv", wishes)]);
    let target = folder.dir().join("anonymous");
    let output = folder.run("anonymize", &[target.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let preferences = std::fs::read_to_string(target.join("preferences.csv")).unwrap();
    assert_eq!(preferences.lines().filter(|line| line.contains(",must,")).count(), 1, "{preferences}");
}

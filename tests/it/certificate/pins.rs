//! Fixed meetings and prices. The bound of spec 6.1 counts what is left of a fixed pair where it is above nothing; that the meeting is held in every
//! timetable makes a lower bound, which is true but is not that one.

use super::{HEADER, certificate};
use crate::support::folder::{Folder, on_days};
use serde_json::json;

/// Nine slots on two days.
fn nine_slots() -> String {
    on_days(&[(13, "13:00-14:15"), (14, "13:00-14:00")]).replace("tables = 2", "tables = 3\nvideo_rooms = 1")
}

#[test]
fn what_is_certified_follows_from_the_bound_of_the_specification() {
    let event = format!("{}[rules]\nmax_meetings_buyer = 2\n", nine_slots());
    let folder = Folder::new(&[
        ("event.toml", event.as_str()),
        ("smes.csv", "sme_id,name\nS2,Two\nS3,Three\nS4,Four\n"),
        ("buyers.csv", "buyer_id,name,type,category\nB1,One,,\nB2,Two,,\nB3,Three,foreign,IT\n"),
        ("preferences.csv", "from_id,to_id,rank\nS4,B3,1\nB3,S2,1\nS2,B1,1\nS3,B1,2\nS3,B3,3\nB3,S4,3\nB3,S3,4\nS4,B2,2\n"),
        ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS2,B3,2022-04-14,13:45,3-T01,fix\n"),
    ]);
    let answer = folder.json("schedule", &["--time-limit", "5"]);
    let value = &answer["levels"][2];
    assert_eq!((&value["value"], &value["bound"]), (&json!(610), &json!(610)));
    let summary: serde_json::Value = serde_json::from_str(&folder.read("summary.json")).unwrap();
    let (bound, scale) = (&summary["certificate"]["bound"], summary["certificate"]["scale"].as_i64().unwrap());
    let meets = bound["value"].as_i64().unwrap().div_euclid(scale) == 610;
    assert_eq!(value["certified"], json!(meets), "{bound}");
}

#[test]
fn a_loss_is_of_points_whatever_must_wishes_are_given_up() {
    // One table, six slots, five must wishes; holding S2 - B1 costs a must wish and no points.
    let event = on_days(&[13, 14, 15].map(|day| (day, "10:00-10:30"))).replace("tables = 2", "tables = 1");
    let folder = Folder::new(&[
        ("event.toml", event.as_str()),
        ("smes.csv", "sme_id,name\nS1,One\nS2,Two\nS4,Four\nS5,Five\n"),
        ("buyers.csv", "buyer_id,name\nB1,One\nB2,Two\nB3,Three\n"),
        (
            "preferences.csv",
            "from_id,to_id,rank,kind\nB1,S1,,must\nS4,B2,,must\nS2,B3,,must\nS5,B1,,must\nS4,B3,,must\nS2,B1,,\nS1,B2,,must\nS5,B2,1,\n",
        ),
    ]);
    folder.json("schedule", &["--time-limit", "5"]);
    let unmet = folder.read("unmet.csv");
    let row = unmet.lines().find(|line| line.starts_with("S2,B1,")).unwrap();
    assert!(row.ends_with(",0,,"), "loss 0, no fix: {unmet}");
}

/// What fixed meetings leave to others of a party: on the day, in all, and with the organization.
#[test]
fn where_fixed_meetings_leave_no_room_no_timetable_holds_the_pair() {
    let buyers = "buyer_id,name,org\nB1,One,City\nB2,Two,City\nB3,Three,Port\n";
    let pins = "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n";
    let on_the_first = "party_id,date,start,end,kind\nB2,2022-04-13,10:00,11:00,available\nB3,2022-04-13,10:00,11:00,available\n";
    let smes = |limits: &str| format!("sme_id,name,max_meetings,max_per_day\nS1,One,{limits}\nS2,Two,,\n");
    let holds = |limits: &str, windows: &str, rules: &str| -> [bool; 2] {
        let event = crate::support::event(&[
            ("event.toml", on_days(&[(13, "10:00-11:00"), (14, "10:00-11:00")]) + rules),
            ("smes.csv", smes(limits)),
            ("buyers.csv", buyers.to_string()),
            ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\nS2,B1\n".to_string()),
            ("pins.csv", pins.to_string()),
            ("windows.csv", windows.to_string()),
        ]);
        let json = certificate(&event, json!({}), json!({}));
        let bounds =
            koppex::check::Checker::new(&event).price_bounds_of(HEADER.as_bytes(), &json).expect("a list without faults");
        [3, 4].map(|buyer| bounds.with(koppex::event::PartyId(0), koppex::event::PartyId(buyer)).is_some())
    };
    let anytime = "party_id,date,start,end\n";
    assert_eq!(holds(",", anytime, ""), [true, true]);
    assert_eq!(holds("1,", anytime, ""), [false, false], "one meeting in all, and that is fixed");
    assert_eq!(holds("2,", anytime, ""), [true, true]);
    assert_eq!(holds(",1", anytime, ""), [true, true], "the other day is left");
    assert_eq!(holds(",1", on_the_first, ""), [false, false], "the day is full");
    assert_eq!(holds(",2", on_the_first, ""), [true, true]);
    assert_eq!(holds(",", anytime, "[rules]\nonce_per_org = true\n"), [false, true], "it meets another of the organization");
}

/// S1 and B1 are held, S1 and B2 could be at the price of nothing, and S1 and B3 cannot be.
#[test]
fn a_loss_is_refused_where_the_prices_do_not_prove_it() {
    let event = crate::support::event(&[
        ("event.toml", on_days(&[(13, "10:00-10:30")])),
        ("smes.csv", "sme_id,name\nS1,One\n".to_string()),
        ("buyers.csv", "buyer_id,name\nB1,One\nB2,Two\nB3,Three\n".to_string()),
        ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\n".to_string()),
        ("windows.csv", "party_id,date,start,end\nB3,2022-04-13,00:00,24:00\n".to_string()),
    ]);
    let checker = koppex::check::Checker::new(&event);
    let json = certificate(&event, json!({}), json!({}));
    let bounds = checker.price_bounds_of(HEADER.as_bytes(), &json).expect("a list without faults");
    let back = checker.read_meetings(b"sme_id,buyer_id,date,start,place_id\nS1,B1,2022-04-13,10:00,3-T01\n").expect("readable");
    let refused = |unmet: &str| !checker.unproved_losses(&back, unmet.as_bytes(), &bounds).is_empty();
    for (row, wrong) in [
        ("S1,B2,0", false),
        ("S1,B2,1", true),
        ("S1,B2,-1", true),
        ("S1,B2,", true),
        ("S1,B2,much", true),
        ("S1,B3,", false),
        ("S1,B3,5", false),
        ("S1,B3,0", false),
        ("S1,B3,-1", true),
        ("S1,B3,much", true),
        ("S1,B9,-1", false),
    ] {
        assert_eq!(refused(&format!("sme_id,buyer_id,loss\n{row}\n")), wrong, "{row}");
    }
    assert!(!refused("sme_id,buyer_id,value\nS1,B2,50\n"), "no loss is claimed");
}

#[test]
fn a_fixed_meeting_of_a_limited_party_does_not_end_the_run() {
    let folder = Folder::new(&[
        ("event.toml", nine_slots().as_str()),
        ("smes.csv", "sme_id,name\nS1,One\nS3,Three\nS4,Four\n"),
        ("buyers.csv", "buyer_id,name,max_per_day\nB1,One,2\n"),
        ("preferences.csv", "from_id,to_id,rank,kind\nS4,B1,2,\nS1,B1,,must\nS3,B1,,\n"),
        ("pins.csv", "sme_id,buyer_id,date,start,action\nS4,B1,2022-04-13,13:00,fix\n"),
        ("windows.csv", "party_id,date,start,end\nB1,2022-04-14,13:00,14:00\n"),
    ]);
    let answer = folder.json("schedule", &["--time-limit", "5"]);
    let values: Vec<i64> = (0..3).map(|i| answer["levels"][i]["value"].as_i64().unwrap()).collect();
    assert_eq!(values, [0, 0, 140]);
}

//! What a party's limits force: as many are dropped as it can no longer hold, and that is proved by counting.

use crate::support::folder::{Folder, on_days};

#[test]
fn what_goes_beyond_the_limit_of_a_day_is_proved_to_be_dropped() {
    let event = on_days(&[(13, "10:00-12:00"), (14, "10:00-16:00"), (15, "10:00-12:00")]);
    let smes: String = (1..=30).map(|i| format!("S{i},Maker {i}\n")).collect();
    let wishes: String = ["B1", "B2"].map(|buyer| (1..=30).map(|i| format!("S{i},{buyer}\n")).collect::<String>()).concat();
    let folder = Folder::new(&[
        ("event.toml", event),
        ("smes.csv", format!("sme_id,name\n{smes}")),
        ("buyers.csv", "buyer_id,name,max_per_day\nB1,Buyer,14\nB2,Other,\n".into()),
        ("preferences.csv", format!("from_id,to_id\n{wishes}")),
        ("away.csv", "change,party_id,date\naway,B1,2022-04-13\n".into()),
    ]);
    let first = folder.json("schedule", &["--time-limit", "2"]);
    assert_eq!(first["meetings"]["total"], 60, "{first}");
    let changes = folder.dir().join("away.csv");
    let again = folder.json("replan", &["--changes", changes.to_str().unwrap(), "--time-limit", "5"]);
    let level = |name: &str| {
        let levels = again["levels"].as_array().unwrap();
        let level = levels.iter().find(|level| level["name"] == name).unwrap();
        (level["value"].as_i64().unwrap(), level["bound"].as_i64().unwrap(), level["certified"].as_bool().unwrap())
    };
    assert_eq!((level("dropped"), level("moved")), ((8, 8, true), (0, 0, true)), "14 on the second day and 8 on the third");
}

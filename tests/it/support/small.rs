//! A small event whose every file a case may replace: four SMEs, three buyers on site, one in Paris, two halls, two days.

use koppex::event::Event;

const EVENT: &str = r#"
[event]
name = "Small"
timezone = "Asia/Seoul"
language = "en"
[meeting]
present_minutes = 7
answer_minutes = 7
changeover_minutes = 1
[[day]]
date = "2022-04-13"
sessions = ["10:00-11:00", "16:00-16:30"]
[[day]]
date = "2022-04-14"
sessions = ["16:00-16:30"]
[[hall]]
id = "A"
[[hall]]
id = "B"
"#;

const SMES: &str = "sme_id,name,category\nS1,One,IT\nS2,Two,IT\nS3,Three,Bio\nS4,Four,\n";
const BUYERS: &str = "buyer_id,name,org,category,mode,timezone\nB1,Kim,City,IT,,\nB2,Lee,City,,,\nB3,Park,Port,,,\nB4,Petit,Paris,,online,Europe/Paris\n";
const PLACES: &str = "place_id,hall,kind,reserved_for\nT1,A,table,\nT2,A,table,\nT3,B,table,\nV1,A,video,\nV2,B,video,\n";

/// Everybody of S1 to S3 wishes every buyer, best first; nobody wishes S4, who wishes nobody.
const PREFERENCES: &str = "from_id,to_id,rank\nS1,B1,1\nS1,B2,2\nS1,B3,3\nS1,B4,4\nS2,B1,1\nS2,B2,2\nS2,B3,3\nS2,B4,4\nS3,B1,1\nS3,B2,2\nS3,B3,3\nS3,B4,4\n";

/// The small event with some files replaced or added. A text for event.toml is put after the usual one.
pub fn small_event(changes: &[(&str, &str)]) -> Event {
    let mut files: Vec<(&str, String)> = [
        ("event.toml", EVENT),
        ("smes.csv", SMES),
        ("buyers.csv", BUYERS),
        ("places.csv", PLACES),
        ("preferences.csv", PREFERENCES),
    ]
    .map(|(name, text)| (name, text.to_string()))
    .into();
    for (name, text) in changes {
        match files.iter_mut().find(|(file, _)| file == name) {
            Some((_, old)) if *name == "event.toml" => old.push_str(text),
            Some((_, old)) => *old = text.to_string(),
            None => files.push((name, text.to_string())),
        }
    }
    super::event(&files)
}

//! What each party is told about a new plan: the drafts, the page and the list of calls name the same changed meetings as moves.csv.

use super::life::files;
use super::{expect, rows, write};
use std::collections::BTreeMap;
use std::fs;

/// Rows of moves.csv of each party.
fn moved(out: &std::path::Path) -> BTreeMap<String, Vec<super::Row>> {
    let mut of: BTreeMap<String, Vec<super::Row>> = BTreeMap::new();
    for row in rows(&out.join("moves.csv")) {
        for party in ["sme_id", "buyer_id"] {
            of.entry(row[party].clone()).or_default().push(row.clone());
        }
    }
    of
}

#[test]
fn drafts_page_and_moves_name_the_same_changes() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet"]);
    let file = temp.path().join("c.csv");
    let changes = "change,party_id,place_id,date,start,end\ncancel,B2,,,,\nlate,S3,,2022-04-13,11:00,\nclose,,3-T01,2022-04-13,10:00,10:40\n";
    fs::write(&file, changes).unwrap();
    expect(0, &["replan", path, "--changes", file.to_str().unwrap(), "--format", "eml,html", "--quiet"]);
    let out = dir.join("out");
    let moved = moved(&out);
    assert!(moved.len() > 3, "{moved:?}");
    let page = || {
        let page = fs::read_to_string(out.join("timetable.html")).unwrap();
        let data = page.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
        serde_json::from_str::<serde_json::Value>(data).unwrap()
    };
    let judge = || {
        for row in rows(&out.join("mailmerge.csv")) {
            let n = moved.get(&row["party_id"]).map_or(0, Vec::len);
            assert_eq!(row["changed"], n.to_string(), "{row:?}");
            let is_off = row["meetings"] == "0" && row["cancelled"] != "0";
            assert_eq!(row["subject"].contains("have changed"), n > 0 && !is_off, "{row:?}");
        }
        for party in page()["parties"].as_array().unwrap() {
            let expected = moved.get(party["id"].as_str().unwrap()).cloned().unwrap_or_default();
            let shown = party["changed"].as_array().cloned().unwrap_or_default();
            assert_eq!(shown.len(), expected.len(), "{party}");
            for row in expected {
                let word = row["change"].replace('_', " ");
                let (was, now) = (format!(" {}, ", row["old_start"]), format!(" {}, ", row["new_start"]));
                let fits = |spot: &serde_json::Value, at: &str, place: &str| match place {
                    "" => spot["en"] == "",
                    _ => spot["en"].as_str().is_some_and(|text| text.contains(at) && text.ends_with(place)),
                };
                let is_it = |one: &&serde_json::Value| {
                    one["what"]["en"] == word.as_str()
                        && fits(&one["was"], &was, &row["old_place"])
                        && fits(&one["now"], &now, &row["new_place"])
                };
                assert!(shown.iter().any(|one| is_it(&one)), "{row:?}\n{party}");
            }
        }
    };
    judge();
    // An export of the new plan says the same.
    expect(0, &["export", path, "--format", "eml,html", "--quiet"]);
    judge();
    let (id, list) = moved.iter().find(|(id, list)| id.starts_with('S') && list.iter().any(|r| r["change"] == "moved")).unwrap();
    let draft = fs::read_to_string(out.join(format!("by-sme/{id}.eml"))).unwrap().replace("=\r\n", "").replace("\r\n", "\n");
    let row = list.iter().find(|row| row["change"] == "moved").unwrap();
    let (was, now) = (&row["old_start"], &row["new_start"]);
    assert!(draft.contains("Changed since the last timetable"), "{draft}");
    for (word, at, place) in [("was", was, &row["old_place"]), ("now", now, &row["new_place"])] {
        let line = draft.lines().find(|line| line.trim().starts_with(&format!("{word}: ")) && line.contains(at.as_str()));
        assert!(line.is_some_and(|line| line.ends_with(place.as_str())), "{word} {at} {place}\n{draft}");
    }
}

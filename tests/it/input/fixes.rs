//! `check --fix`: the corrected copy makes the same event, and every change is logged at its place.

use super::shown;
use koppex::event::Lang;
use koppex::validate::{event_from, fix};

const EVENT: &str = "[event]\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-12:00\"]\n[[hall]]\nid = \"3\"\ntables = 2\n";

fn files() -> Vec<(String, Vec<u8>)> {
    let smes = encoding_rs::EUC_KR
        .encode("번호;기업명;최대상담;희망기관\r\n A67 ;㈜한빛소프트;６;누리그룹, B1\r\nA69;가온전자;;\r\n")
        .0
        .into_owned();
    let text = |t: &str| t.as_bytes().to_vec();
    vec![
        ("event.toml".into(), text(EVENT)),
        ("기업.csv".into(), smes),
        ("buyers.csv".into(), text("\u{feff}buyer_id,name,org\nB1,김민수,한국가온공사\nB2,=이서연,누리그룹\n")),
        ("preferences.csv".into(), text("\u{feff}from_id,to_id,rank\n(주)가온전자,B1,1\n")),
    ]
}

#[test]
fn the_copy_is_the_same_event_and_needs_no_further_change() {
    let (before, _) = event_from(&files()).unwrap_or_else(|f| panic!("{}", shown(&f, Lang::En)));
    let fixed = fix(&files());
    let names: Vec<&str> = fixed.files.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["buyers.csv", "event.toml", "preferences.csv", "smes.csv"]);
    let (after, faults) = event_from(&fixed.files).unwrap_or_else(|f| panic!("{}", shown(&f, Lang::En)));
    assert_eq!(format!("{before:?}"), format!("{after:?}"));
    assert!(faults.is_empty(), "{}", shown(&faults, Lang::En));
    assert_eq!(fix(&fixed.files).changes, []);
}

#[test]
fn every_change_is_logged_with_place_old_new_and_reason() {
    let log = fix(&files()).log(Lang::En);
    let want = "기업.csv: \"CP949, ';'\" -> \"smes.csv: UTF-8, ','\" (file name, encoding and delimiter)\n\
                기업.csv:2 (번호): \" A67 \" -> \"A67\" (stray spaces)\n\
                기업.csv:2 (최대상담): \"６\" -> \"6\" (full-width forms)\n\
                기업.csv:2 (희망기관): \"누리그룹, B1\" -> \"B2; B1\" (name to id)\n\
                buyers.csv:3 (name): \"=이서연\" -> \"'=이서연\" (kept from becoming a formula)\n\
                preferences.csv:2 (from_id): \"(주)가온전자\" -> \"A69\" (name to id)\n";
    assert_eq!(log, want);
}

#[test]
fn what_cannot_be_read_safely_is_copied_as_it_is() {
    let mut broken = files();
    broken[2].1.extend(b"B3,\xff\xfe,x\n");
    let fixed = fix(&broken);
    assert_eq!(fixed.files.iter().find(|(n, _)| n == "buyers.csv"), Some(&broken[2]));
    assert!(event_from(&fixed.files).unwrap_err().iter().any(|d| d.code == "E102"));
}

//! Whole small folders through load and validate.

use super::event_from;
use crate::diagnostic::Diagnostic;
use crate::event::{Event, Mode, PinAction, PlaceKind, Subject, WindowKind, WishKind, Zone};

pub const EVENT: &str = r#"
[event]
name = "Test"
timezone = "Asia/Seoul"

[[day]]
date = "2022-04-13"
sessions = ["10:00-11:00"]

[[hall]]
id = "3"
tables = 2
video_rooms = 1
"#;

fn ok(files: &[(&str, &str)]) -> (Event, Vec<Diagnostic>) {
    event_from(files).unwrap_or_else(|faults| panic!("{}", shown(&faults)))
}

fn shown(faults: &[Diagnostic]) -> String {
    faults.iter().map(|d| d.render(crate::event::Lang::En)).collect()
}

fn small<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut files = vec![
        ("event.toml", EVENT),
        ("smes.csv", "sme_id,name\nS1,하나\nS2,둘\n"),
        ("buyers.csv", "buyer_id,name,org,mode,timezone\nB1,김,한국전력,,\nB2,Lee,Acme,online,America/New_York\n"),
        ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nB2,S1,2\n"),
    ];
    for (name, text) in more {
        files.retain(|(n, _)| n != name);
        files.push((name, text));
    }
    files
}

#[test]
fn a_small_folder_becomes_an_event() {
    let (event, faults) = ok(&small(&[]));
    assert_eq!((event.n_smes, event.parties.len(), event.wishes.len()), (2, 4, 2));
    assert_eq!(event.grid.slots.iter().map(|s| s.start_min).collect::<Vec<_>>(), [600, 615, 630, 645]);
    assert_eq!(event.places.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["3-T01", "3-T02", "3-V01"]);
    assert_eq!(event.places[2].kind, PlaceKind::Video);
    assert_eq!(event.parties[3].mode, Mode::Online);
    assert_eq!(event.parties[3].timezone, Zone::named("America/New_York"));
    assert_eq!(event.rules.max_gap_difference, None);
    assert_eq!(event.local_hours, (480, 1320));
    assert_eq!(faults.iter().map(|d| d.code).collect::<Vec<_>>(), ["W505"], "{}", shown(&faults));
}

#[test]
fn every_table_is_read() {
    let (event, _) = ok(&small(&[
        (
            "windows.csv",
            "party_id,date,start,end,kind,reason,timezone\nB2,2022-04-12,20:00,24:00,available,,America/New_York\n*,,12:00,13:00,,lunch,\nside:sme,2022-04-13,10:00,10:30,avoid,,\n3-T01,2022-04-13,,,busy,broken,\n",
        ),
        ("sessions.csv", "session_id,title,date,start,end\nX,세미나,2022-04-13,10:30,11:00\n"),
        ("registrations.csv", "session_id,party_id\nX,S2\n"),
        (
            "pins.csv",
            "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:15,3-T02,fix\nS2,B1,,,,forbid\nS2,B2,2022-04-13,,,forbid\n",
        ),
        ("order.csv", "first_sme,first_buyer,then_sme,then_buyer\nS1,B1,S1,B2\n"),
        ("interpreters.csv", "interpreter_id,languages\nI1,KO;en\n"),
        (
            "preferences.csv",
            "from_id,to_id,rank,score,kind,not_before,not_after\nS1,B1,1,,must,2022-04-13 10:15,\nB2,S1,,80,,,2022-04-13\nB1,S2,,,block,,\n",
        ),
    ]));
    assert_eq!(event.windows.len(), 1 + 4 + 2 + 1 + 1);
    assert_eq!(event.windows[0].kind, WindowKind::Available);
    assert_eq!(event.windows[0].end.to_string(), "2022-04-13 00:00:00");
    assert!(matches!(event.windows[7].subject, Subject::Place(_)));
    assert_eq!(event.windows[8].reason, "세미나");
    assert_eq!(
        event.pins.iter().map(|p| (p.action, p.slots.len(), p.line)).collect::<Vec<_>>(),
        [(PinAction::Fix, 1, 2), (PinAction::Forbid, 0, 3), (PinAction::Forbid, 4, 4)]
    );
    assert_eq!(event.orders.len(), 1);
    assert_eq!(event.interpreters[0].languages, ["ko", "en"]);
    assert_eq!(event.wishes.iter().map(|w| w.kind).collect::<Vec<_>>(), [WishKind::Must, WishKind::Want, WishKind::Block]);
    assert_eq!(event.wishes[1].not_after.unwrap().to_string(), "2022-04-14 00:00:00");
}

#[test]
fn the_wide_form_takes_ids_and_names_best_first() {
    let smes = "연번,기업명,희망기관\n1,\"Acme Co., Ltd.\",\"B2; 한국전력、B1\"\n2,둘,B1\n";
    let buyers = "buyer_id,name,org,wishes\nB1,김,도로공사,\"Acme Co., Ltd., 둘\"\nB2,이,한국전력,\n";
    let faults = event_from(&small(&[("smes.csv", smes), ("buyers.csv", buyers), ("preferences.csv", "from_id,to_id\n")]));
    let (event, faults) = faults.unwrap_or_else(|f| panic!("{}", shown(&f)));
    let wishes: Vec<_> = event.wishes.iter().map(|w| (w.from.0, w.to.0, w.rank.unwrap())).collect();
    assert_eq!(wishes, [(0, 3, 1), (0, 2, 2), (1, 2, 1), (2, 0, 1), (2, 1, 2)]);
    assert_eq!(faults.iter().map(|d| d.code).collect::<Vec<_>>(), ["W502"], "{}", shown(&faults));
}

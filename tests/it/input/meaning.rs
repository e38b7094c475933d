//! Columns and words that change what an event means: days, times, organizations, choices by rank, halls of sessions, words for nothing.

use super::shown;
use koppex::diagnostic::Diagnostic;
use koppex::event::{Event, Lang, PartyId, Subject, Wish, WishKind};
use koppex::validate::event_from;

const EVENT: &str = "[event]\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-11:00\"]\n\
    [[day]]\ndate = \"2022-04-14\"\nsessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"1\"\ntables = 3\n[[hall]]\nid = \"2\"\ntables = 1\n";
const SMES: &str = "연번,기업명\nS1,가람빛소프트\nS2,두레온조명\n";
const BUYERS: &str = "연번,담당자,기관명\nB1,윤주호,가람시청\nB2,오태진,바다공사\nB3,정시준,미르중공업\n";

fn read(more: &[(&str, &str)]) -> Result<(Event, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut files = vec![("event.toml", EVENT), ("smes.csv", SMES), ("buyers.csv", BUYERS)];
    for (name, text) in more {
        files.retain(|(n, _)| n != name);
        files.push((name, text));
    }
    event_from(&files)
}

fn event(more: &[(&str, &str)]) -> (Event, Vec<&'static str>) {
    let (event, faults) = read(more).unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::En)));
    (event, faults.iter().map(|d| d.code).collect())
}

fn errors(more: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    match read(more) {
        Ok((event, faults)) => panic!("{:?}\n{}", event.wishes, shown(&faults, Lang::En)),
        Err(faults) => faults.iter().filter(|d| d.is_error()).map(|d| (d.code, d.help.en.clone())).collect(),
    }
}

/// `S1>B2:1`: from, to and rank.
fn wishes(event: &Event) -> Vec<String> {
    let id = |p: PartyId| event.party(p).id.clone();
    let rank = |w: &Wish| w.rank.map_or(String::new(), |r| format!(":{r}"));
    event.wishes.iter().map(|w| format!("{}>{}{}", id(w.from), id(w.to), rank(w))).collect()
}

#[test]
fn choices_stand_in_columns_of_their_own() {
    for header in [
        "희망기관1,희망기관2,희망기관3",
        "희망기관(1순위),희망기관(2순위),희망기관(3순위)",
        "희망기관,희망기관,희망기관",
        "1지망,2지망,3지망",
        "희망기관,희망기관.1,희망기관.2",
        "choice 1,choice 2,choice 3",
    ] {
        let smes = format!("연번,기업명,{header}\nS1,가람빛소프트,가람시청,바다공사,미르중공업\nS2,두레온조명,,바다공사,없음\n");
        let (event, codes) = event(&[("smes.csv", &smes)]);
        assert_eq!(wishes(&event), ["S1>B1:1", "S1>B2:2", "S1>B3:3", "S2>B2:2"], "{header}");
        assert_eq!(codes, ["N605"], "{header}");
    }
    let twice = errors(&[("smes.csv", "연번,기업명,1지망,1순위\nS1,가람빛소프트,B1,B2\n")]);
    assert_eq!(twice[0].0, "E107");
}

#[test]
fn an_event_without_a_wish_is_an_error_and_wishes_may_stand_anywhere() {
    assert_eq!(errors(&[("preferences.csv", "from_id,to_id\n")])[0].0, "E408");
    assert_eq!(errors(&[])[0].0, "E101");
    let smes = "연번,기업명,희망기관\nS1,가람빛소프트,가람시청\n";
    assert_eq!(wishes(&event(&[("smes.csv", smes)]).0), ["S1>B1:1"]);
    let fixed =
        [("preferences.csv", "from_id,to_id\n"), ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n")];
    assert_eq!(event(&fixed).0.pins.len(), 1);
}

#[test]
fn days_keep_a_party_away_on_the_others() {
    let days = |cell: &str| {
        let smes = format!("연번,기업명,참가일,희망기관\nS1,가람빛소프트,\"{cell}\",B1\nS2,두레온조명,,B2\n");
        let (event, codes) = event(&[("smes.csv", &smes)]);
        let busy = event.windows.iter().inspect(|w| assert_eq!(w.subject, Subject::Party(PartyId(0))));
        let busy: Vec<String> = busy.map(|w| format!("{} {}", w.start, w.end - w.start)).collect();
        (busy.join(", "), codes.contains(&"W503"))
    };
    for cell in ["2022-04-14", "4/14", "4월 14일(목)", "2일차", "4.14", "14일"] {
        assert_eq!(days(cell), ("2022-04-13 00:00:00 P1D".replace("P1D", "PT86400S"), false), "{cell}");
    }
    for cell in ["", "4/13, 4/14", "4/13~4/14", "1일차, 2일차", "양일", "전체"] {
        assert_eq!(days(cell), (String::new(), false), "{cell}");
    }
    assert_eq!(days("4/12, 4/14"), ("2022-04-13 00:00:00 PT86400S".to_string(), true));
    let unclear = errors(&[("smes.csv", "연번,기업명,참가일,희망기관\nS1,가람빛소프트,4/14(수),B1\n")]);
    assert_eq!(unclear[0].0, "E304");
}

#[test]
fn a_pair_may_want_to_meet_several_times() {
    let (event, _) = event(&[("preferences.csv", "신청자,상대,횟수\nS1,B1,2\nS2,B1,\n")]);
    assert_eq!(event.wishes.iter().map(|w| w.times).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(errors(&[("preferences.csv", "신청자,상대,횟수\nS1,B1,0\n")])[0].0, "E303");
}

#[test]
fn a_wish_for_an_organization_means_any_of_its_buyers() {
    let buyers = "연번,담당자,기관명\nB1,윤주호,가람시청\nB2,오태진,가람시청\nB3,정시준,가람시청\nB4,한,바다공사\n";
    let smes = "연번,기업명,희망기관\nS1,가람빛소프트,\"B4, 가람시청, B2\"\nS2,두레온조명,(주)가람시청\n";
    let (event, codes) = event(&[("smes.csv", smes), ("buyers.csv", buyers)]);
    assert_eq!(wishes(&event), ["S1>B4:1", "S1>B2:3", "S1>B1:2", "S1>B3:2", "S2>B1:1", "S2>B2:1", "S2>B3:1"]);
    assert_eq!(event.wishes.iter().map(|w| w.org_wish).collect::<Vec<_>>()[..5], [None, None, Some(0), Some(0), Some(1)]);
    assert_eq!(
        event.org_wishes.iter().map(|o| (o.from.0, o.org.as_str())).collect::<Vec<_>>(),
        [(0, "가람시청"), (1, "가람시청")]
    );
    assert!(!codes.contains(&"E310"));
}

#[test]
fn kind_and_times_of_a_wish_for_an_organization_are_those_of_its_row() {
    let buyers = ("buyers.csv", "연번,담당자,기관명\nB1,윤주호,가람시청\nB2,오태진,가람시청\nB3,정시준,미르중공업\n");
    let rows = "신청자,상대,종류,횟수\nS1,가람시청,must,2\nS2,가람시청,block,\nS2,B1,want,\nS2,B3,,\n";
    let (event, _) = event(&[buyers, ("preferences.csv", rows)]);
    let facts: Vec<_> = event.wishes.iter().map(|w| (w.from.0, w.to.0, w.kind, w.times, w.org_wish)).collect();
    let want = [
        (1, 2, WishKind::Want, 1, None),
        (1, 4, WishKind::Want, 1, None),
        (0, 2, WishKind::Must, 2, Some(0)),
        (0, 3, WishKind::Must, 2, Some(0)),
        (1, 3, WishKind::Block, 1, None),
    ];
    assert_eq!(facts, want);
    assert_eq!(event.org_wishes.len(), 1);
    let twice = errors(&[buyers, ("preferences.csv", "신청자,상대,순위\nS1,가람시청,1\nS1,가람시청,2\n")]);
    assert_eq!(twice[0].0, "E403");
}

#[test]
fn a_registration_keeps_its_session_and_the_hall_to_walk_to() {
    let files = [
        ("preferences.csv", "신청자,상대\nS1,B1\n"),
        (
            "sessions.csv",
            "session_id,title,date,start,end,hall\nM1,세미나,2022-04-13,10:00,10:30,2\nM2,견학,2022-04-13,10:30,11:00,\n",
        ),
        ("registrations.csv", "session_id,party_id\nM1,S1\nM2,S2\n"),
    ];
    let (event, _) = event(&files);
    assert_eq!(event.windows.len(), 2);
    let attended: Vec<_> = event
        .registrations
        .iter()
        .map(|r| (r.party.0, r.session.as_str(), r.hall.map(|h| h.0), r.title.as_str(), r.start.to_string()))
        .collect();
    let want = [
        (0, "M1", Some(1), "세미나", "2022-04-13 10:00:00".to_string()),
        (1, "M2", None, "견학", "2022-04-13 10:30:00".to_string()),
    ];
    assert_eq!(attended, want);
}

#[test]
fn ids_run_together_are_refused_with_the_reading_meant() {
    let buyers: String = (1..=40).map(|i| format!("{i},담당{i:02},기관{i:02}호\n")).collect();
    let buyers = format!("연번,담당자,기관명\n{buyers}");
    for (cell, meant) in [
        ("3/7", "3, 7"),
        ("3 7", "3, 7"),
        ("3·7", "3, 7"),
        ("3-7", "3, 4, 5, 6, 7"),
        ("1~3", "1, 2, 3"),
        ("1) 3", "3`, or `1, 3"),
        ("1. 3", "3`, or `1, 3"),
        ("①3", "3"),
        ("3.0", "3"),
        ("3.7", "7`, or `3, 7"),
    ] {
        let smes = format!("연번,기업명,희망기관\nS00,회사,\"{cell}\"\n");
        let found = errors(&[("smes.csv", &smes), ("buyers.csv", &buyers)]);
        assert_eq!(found, [("E315", format!("did you mean `{meant}`?"))], "{cell}");
    }
    let smes = "연번,기업명,희망기관\nS00,회사,\"3, 7\"\nS01,둘,\"3;7\"\n";
    assert_eq!(wishes(&event(&[("smes.csv", smes), ("buyers.csv", &buyers)]).0), ["S00>3:1", "S00>7:2", "S01>3:1", "S01>7:2"]);
    let windows = ("windows.csv", "대상,날짜,시작,종료,종류\n1~3,2022-04-13,10:00,11:00,불가\n");
    let found = errors(&[("buyers.csv", &buyers), ("preferences.csv", "신청자,상대\nS1,1\n"), windows]);
    assert_eq!(found[0], ("E315", "did you mean `1, 2, 3`?".to_string()));
}

#[test]
fn the_organizer_is_an_e_mail_address() {
    let toml = EVENT.replace("[event]\n", "[event]\norganizer = \"expo@example.org\"\n");
    let (event, _) = event(&[("event.toml", &toml), ("preferences.csv", "신청자,상대\nS1,B1\n")]);
    assert_eq!(event.organizer, "expo@example.org");
}

#[test]
fn the_hour_that_the_clocks_skip_holds_no_slot() {
    let toml = |date: &str, hours: &str| {
        let event = "[event]\ntimezone = \"Europe/Berlin\"\n[meeting]\npresent_minutes = 8\nchangeover_minutes = 0\n[[hall]]\nid = \"1\"\ntables = 1\n";
        format!("{event}[[day]]\ndate = \"{date}\"\nsessions = [\"{hours}\", \"10:00-10:30\"]\n")
    };
    let starts = |date, hours| {
        let toml = toml(date, hours);
        let (event, codes) = event(&[("event.toml", &toml), ("preferences.csv", "신청자,상대\nS1,B1\n")]);
        let starts: Vec<i32> = event.grid.slots.iter().map(|s| s.start_min).collect();
        (starts, codes.contains(&"W510"), event.grid.sessions.len())
    };
    assert_eq!(starts("2027-03-28", "01:30-03:30"), (vec![90, 105, 180, 195, 600, 615], true, 2));
    assert_eq!(starts("2027-03-28", "02:00-03:00"), (vec![600, 615], true, 1));
    assert_eq!(starts("2027-03-27", "02:00-02:30"), (vec![120, 135, 600, 615], false, 2));
    assert_eq!(starts("2027-10-31", "02:20-03:20"), (vec![140, 155, 185, 600, 615], true, 2));
}

#[test]
fn what_is_beyond_a_limit_is_named_with_its_number() {
    let wishes = ("preferences.csv", "신청자,상대\nS1,B1\n");
    let toml = |more: &str| EVENT.to_string() + more;
    let check = |file: (&str, &str), code: &str, number: &str| {
        let started = std::time::Instant::now();
        let faults = read(&[wishes, file]).map(|(e, _)| e.n_slots()).unwrap_err();
        let fault = faults.iter().find(|d| d.code == code).unwrap_or_else(|| panic!("{}", shown(&faults, Lang::En)));
        assert!(fault.cause.en.contains(number) || fault.help.en.contains(number), "{}", fault.render(Lang::En));
        assert!(started.elapsed().as_secs() < 20, "{number}");
    };
    let halls: String = (10..511).map(|i| format!("[[hall]]\nid = \"{i}\"\n")).collect();
    check(("event.toml", &toml(&halls)), "E409", "500");
    let places: String = (10..13).map(|i| format!("[[hall]]\nid = \"{i}\"\ntables = 10000\n")).collect();
    check(("event.toml", &toml(&places)), "E409", "20000");
    check(("event.toml", &toml("[[hall]]\nid = \"3\"\ntables = 10001\n")), "E205", "10000");
    check(("event.toml", &toml("[value]\nsme_weight = 10001\n")), "E205", "10000");
    check(("event.toml", &toml("[quality]\ngap = 1000001\n")), "E205", "1000000");
    check(("event.toml", &toml("[rules]\nmin_meetings_sme = 10001\n")), "E205", "10000");
    let days: String = (0..367)
        .map(|i| {
            format!(
                "[[day]]\ndate = \"{}-{:02}-{:02}\"\nsessions = [\"10:00-11:00\"]\n",
                2030 + i / 336,
                i / 28 % 12 + 1,
                i % 28 + 1
            )
        })
        .collect();
    check(("event.toml", &toml(&days)), "E409", "366");
    let minutes = EVENT.replace("10:00-11:00", "00:00-24:00")
        + "[meeting]\npresent_minutes = 1\nanswer_minutes = 0\nchangeover_minutes = 0\n";
    let days: String = (1..9).map(|i| format!("[[day]]\ndate = \"2030-01-{i:02}\"\nsessions = [\"00:00-24:00\"]\n")).collect();
    check(("event.toml", &(minutes + &days)), "E409", "10000");
    check(("smes.csv", "연번,기업명,delegates\nS1,가,1001\n"), "E303", "1000");
    check(("smes.csv", "연번,기업명,min_meetings\nS1,가,10001\n"), "E303", "10000");
    let smes = format!("연번,기업명\n{}", (0..50_001).map(|i| format!("S{i},가\n")).collect::<String>());
    check(("smes.csv", &smes), "E409", "50000");
    let smes = format!("연번,기업명\n{}", (0..3_000).map(|i| format!("S{i},가\n")).collect::<String>());
    let windows = format!("대상,날짜,시작,종료\n{}", "*,,10:00,10:30\n".repeat(1_000));
    let faults = read(&[wishes, ("smes.csv", &smes), ("windows.csv", &windows)]).unwrap_err();
    assert!(faults.iter().any(|d| d.code == "E409" && d.cause.en.contains("2000000")), "{}", shown(&faults, Lang::En));
}

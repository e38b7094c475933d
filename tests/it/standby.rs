//! Who may step in for an SME that does not come: exactly those whom the checker lets in, in the order that is promised.

use crate::replan::{expect, json, rows, write};
use crate::support::tiny_event;
use koppex::candidates::Candidates;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, PartyId, Side, Wish, WishKind};
use koppex::problem::Problem;
use koppex::rule::RuleId;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::standby::{MOST, Standby};
use koppex::stop::Stop;
use koppex::timetable::Timetable;

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };

fn solved(event: &Event) -> Option<Timetable> {
    let candidates = Candidates::new(event);
    solve(Problem::new(event, &candidates), Run::quiet(OPTIONS, &Stop::never())).ok().map(|solved| solved.timetable)
}

/// The event in which two parties wish to meet, and every pair is worth something.
fn with_wish(event: &Event, (from, to): (PartyId, PartyId)) -> Event {
    let mut event = event.clone();
    let is_pair = |w: &Wish| [(from, to), (to, from)].contains(&(w.from, w.to));
    if !event.wishes.iter().any(is_pair) {
        event.wishes.push(Wish::new(from, to, WishKind::Want));
    }
    event.wishes.iter_mut().for_each(|wish| wish.score = Some(50));
    event.parties.iter_mut().for_each(|party| party.bonus = 0);
    (event.value.sme_weight, event.value.buyer_weight) = (1, 1);
    event
}

/// Whether the checker lets another SME take the place of one in a meeting of a timetable.
fn is_let_in(event: &Event, timetable: &Timetable, i: usize, party: PartyId) -> bool {
    let event = with_wish(event, (party, timetable.meetings()[i].buyer));
    let judged = |interpreter: bool| {
        let mut held: Vec<WrittenMeeting> = timetable.meetings().iter().map(WrittenMeeting::from).collect();
        held[i].sme = party;
        if !interpreter {
            held[i].interpreter = None;
        }
        let verdict = Checker::new(&event).check(&held);
        verdict.violations.iter().all(|violation| violation.rule == RuleId::EvenGaps)
    };
    judged(true) || judged(false)
}

#[test]
fn those_step_in_whom_the_checker_lets_in_and_wishes_come_first() {
    let (mut n_meetings, mut n_listed, mut n_full) = (0, 0, 0);
    for seed in 0..400 {
        let event = tiny_event(seed);
        let Some(timetable) = solved(&event).filter(|_| !event.rules.peers) else { continue };
        let lists = Standby::new(&event, &timetable).lists();
        assert_eq!(lists.len(), timetable.len());
        let n_of = |party: PartyId| timetable.meetings().iter().filter(|m| m.parties().contains(&party)).count();
        for (i, meeting) in timetable.meetings().iter().enumerate() {
            let is_fixed = event.pins.iter().any(|pin| (pin.sme, pin.buyer) == (meeting.sme, meeting.buyer));
            if is_fixed {
                continue;
            }
            let is_other = |party: &PartyId| event.party(*party).side == Side::Sme && *party != meeting.sme;
            let others = event.party_ids().filter(is_other);
            let mut able: Vec<PartyId> = others.filter(|party| is_let_in(&event, &timetable, i, *party)).collect();
            let wished = |party: PartyId| {
                let pair = |w: &&Wish| [(party, meeting.buyer), (meeting.buyer, party)].contains(&(w.from, w.to));
                event.wishes.iter().filter(pair).any(|w| w.kind != WishKind::Block)
            };
            able.sort_by_key(|party| (!wished(*party), n_of(*party), *party));
            able.truncate(MOST);
            assert_eq!(lists[i], able, "seed {seed}: {meeting:?}\n{event:#?}");
            n_meetings += 1;
            n_listed += able.len();
            n_full += usize::from(able.len() == MOST);
        }
    }
    assert!(n_meetings > 400 && n_listed > 150, "{n_meetings} {n_listed} {n_full}");
}

/// Three SMEs, two buyers, two slots; S3 wishes nobody and is free always.
fn files() -> Vec<(String, String)> {
    let event = "[event]\nname = \"Standby\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n\
        [meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n\
        [[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-10:30\"]\n[[hall]]\nid = \"3\"\ntables = 2\n";
    let files = [
        ("event.toml", event),
        ("smes.csv", "sme_id,name\nS1,One\nS2,Two\nS3,Three\nS4,Four\n"),
        ("buyers.csv", "buyer_id,name\nB1,Kim\nB2,Lee\n"),
        ("preferences.csv", "from_id,to_id,rank,kind\nS1,B1,1,want\nS1,B2,2,want\nS2,B2,1,want\nS4,B1,,block\n"),
    ];
    files.map(|(name, text)| (name.to_string(), text.to_string())).into()
}

#[test]
fn the_command_writes_the_list_and_counts_what_it_saves() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--quiet"]);
    let meetings = std::fs::read(dir.join("out/meetings.csv")).unwrap();
    let said = expect(0, &["standby", path, "--no-show", "100%", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let lists = rows(&dir.join("out/standby.csv"));
    assert_eq!(lists.len(), 3);
    let of = |sme: &str, buyer: &str| {
        let row = lists.iter().find(|row| row["sme_id"] == sme && row["buyer_id"] == buyer).unwrap();
        ["standby_1", "standby_2", "standby_3"].map(|column| row[column].clone())
    };
    // S2 is in another meeting when B1 is met, or has wished B2 and meets it already; B1 blocks S4.
    assert!(["S3", "S2"].contains(&of("S1", "B1")[0].as_str()), "{lists:?}");
    assert!(!of("S1", "B1").contains(&"S4".to_string()), "who is blocked does not step in: {lists:?}");
    assert_eq!(of("S2", "B2")[0], "S3", "{lists:?}");
    assert_eq!(of("S2", "B2")[1], "S4", "{lists:?}");
    assert_eq!(said["no_show"]["kept"], 0.0, "nobody comes");
    assert_eq!(said["no_show"]["saved"], 0.0, "and nobody can step in");
    let said = expect(0, &["standby", path, "--no-show", "0%", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["no_show"]["kept"], &said["no_show"]["saved"]), (&3.0.into(), &0.0.into()), "everybody comes");
    let half = |seed: &str| {
        let said = expect(0, &["standby", path, "--no-show", "37.5%", "--seed", seed, "--json"]);
        serde_json::from_str::<serde_json::Value>(&said).unwrap()["no_show"].clone()
    };
    let (kept, saved) = (half("1")["kept"].as_f64().unwrap(), half("1")["saved"].as_f64().unwrap());
    assert!((1.2..2.6).contains(&kept) && saved > 0.2 && kept + saved < 3.0, "{kept} {saved}");
    assert_eq!(half("1"), half("1"), "the same seed draws the same");
    assert_ne!(half("1"), half("2"));
    assert_eq!(std::fs::read(dir.join("out/meetings.csv")).unwrap(), meetings, "the timetable stays as it is");
    expect(2, &["standby", path, "--no-show", "many"]);
    expect(2, &["standby", path, "--no-show", "101%"]);
}

#[test]
fn the_page_names_them() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    expect(0, &["schedule", path, "--levels", "3", "--format", "html", "--quiet"]);
    expect(0, &["standby", path, "--quiet"]);
    let page = std::fs::read_to_string(dir.join("out/timetable.html")).unwrap();
    let data = page.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let id = |party: &serde_json::Value| data["parties"][party.as_u64().unwrap() as usize]["id"].as_str().unwrap().to_string();
    let list = |i: usize| data["standby"][i].as_array().unwrap().iter().map(id).collect::<Vec<_>>();
    let meetings = data["meetings"].as_array().unwrap().iter().enumerate();
    let shown: Vec<_> = meetings.map(|(i, meeting)| (id(&meeting[0]), id(&meeting[1]), list(i))).collect();
    for row in rows(&dir.join("out/standby.csv")) {
        let listed = ["standby_1", "standby_2", "standby_3"].map(|c| row[c].clone());
        let listed: Vec<String> = listed.into_iter().filter(|id| !id.is_empty()).collect();
        assert!(shown.contains(&(row["sme_id"].clone(), row["buyer_id"].clone(), listed)), "{row:?}\n{shown:?}");
    }
    assert_eq!(json(dir.join("out/summary.json"))["meetings"]["total"], 3);
}

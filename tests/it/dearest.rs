//! What one more is worth at most, against the same event with one more: nobody gains more than the prices said.

use crate::support::event;
use koppex::candidates::Candidates;
use koppex::check::check;
use koppex::event::Event;
use koppex::outcome::Outcome;
use koppex::problem::Problem;
use koppex::report::dearest::{Dearest, SupplyKind, sections, title};
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, solve};
use koppex::stop::Stop;

const EVENT: &str = "[event]\nname = \"Scarce\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2022-04-13\"\n";

/// Three SMEs and three buyers who all wish each other at different points, a number of tables, and a limit of the first buyer.
fn scarce(tables: usize, limit: &str) -> Event {
    let places: String = (1..=tables).map(|t| format!("T{t},A\n")).collect();
    let wishes: String = (1..=3).flat_map(|s| (1..=3).map(move |b| format!("S{s},B{b},{}\n", 97 - 7 * s - 13 * b))).collect();
    event(&[
        ("event.toml", format!("{EVENT}sessions = [\"10:00-10:30\"]\n[[hall]]\nid = \"A\"\n")),
        ("smes.csv", "sme_id,name\nS1,One\nS2,Two\nS3,Three\n".into()),
        ("buyers.csv", format!("buyer_id,name,org,max_meetings\nB1,Kim,City,{limit}\nB2,Lee,Town,\nB3,Park,,\n")),
        ("places.csv", format!("place_id,hall\n{places}")),
        ("preferences.csv", format!("from_id,to_id,score\n{wishes}")),
    ])
}

/// The best total value, and what is scarce, certified or not.
fn solved(event: &Event, certified: bool) -> (i64, Option<Dearest>) {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let options = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };
    let mut solved = solve(problem, Run::quiet(options, &Stop::never())).unwrap_or_else(|_| panic!("there is a timetable"));
    assert!(check(event, &solved.timetable).is_clean());
    let level = solved.levels[2];
    assert_eq!(level.value, level.bound, "proved");
    solved.levels.iter_mut().for_each(|level| level.certified = certified);
    let outcome = Outcome { levels: solved.levels, certificate: Some(solved.certificate), ..Outcome::default() };
    (level.value, Dearest::of(problem, &outcome))
}

#[test]
fn one_more_table_is_worth_no_more_than_its_price() {
    let (one, two) = (solved(&scarce(1, ""), true), solved(&scarce(2, ""), true));
    let dearest = one.1.expect("certified");
    assert!(dearest.exact);
    let [table] = &dearest.supplies[..] else { panic!("{dearest:?}") };
    assert_eq!((table.kind, table.hall.as_deref(), &table.ids[..]), (SupplyKind::Table, Some("A"), &["T1".to_string()][..]));
    let (gain, worth) = (two.0 - one.0, table.worth.value.whole().expect("a scale of 1"));
    assert!(gain > 0 && gain <= worth, "{gain} <= {worth}");
    // Both slots have one table and every party comes: an hour with one more of all is worth something in each.
    let hours: Vec<&str> = dearest.hours.iter().map(|h| h.start.as_str()).collect();
    assert_eq!(hours.len(), 2, "{dearest:?}");
    assert!(hours.contains(&"10:00") && hours.contains(&"10:15"));
}

#[test]
fn one_more_meeting_of_a_buyer_is_worth_no_more_than_its_price() {
    let (one, two) = (solved(&scarce(3, "1"), true), solved(&scarce(3, "2"), true));
    let dearest = one.1.expect("certified");
    let buyer = dearest.buyers.iter().find(|b| b.party_id == "B1").unwrap_or_else(|| panic!("{dearest:?}"));
    assert_eq!(buyer.name, "City, Kim");
    let (gain, worth) = (two.0 - one.0, buyer.worth.value.whole().expect("a scale of 1"));
    assert!(gain > 0 && gain <= worth, "{gain} <= {worth}");
}

#[test]
fn nothing_is_said_where_nothing_is_scarce_or_certified() {
    assert_eq!(solved(&scarce(1, ""), false).1, None);
    let alone = event(&[
        ("event.toml", format!("{EVENT}sessions = [\"10:00-12:00\"]\n[[hall]]\nid = \"A\"\ntables = 5\n")),
        ("smes.csv", "sme_id,name\nS1,One\n".into()),
        ("buyers.csv", "buyer_id,name\nB1,Kim\n".into()),
        ("preferences.csv", "from_id,to_id\nS1,B1\n".into()),
    ]);
    let dearest = solved(&alone, true).1.expect("certified");
    assert!(dearest.is_empty(), "{dearest:?}");
}

/// B1 may not meet twice in a row, so it holds one meeting in its two slots: the price of that stands on its pairs together.
#[test]
fn nothing_is_said_where_a_row_has_a_price() {
    let rested = |most: &str| {
        let wishes: String = (1..=3).map(|s| format!("S{s},B1,{}\n", 97 - 7 * s)).collect();
        event(&[
            ("event.toml", format!("{EVENT}sessions = [\"10:00-10:30\"]\n[[hall]]\nid = \"A\"\ntables = 3\n")),
            ("smes.csv", "sme_id,name\nS1,One\nS2,Two\nS3,Three\n".into()),
            ("buyers.csv", format!("buyer_id,name,max_in_a_row\nB1,Kim,{most}\n")),
            ("preferences.csv", format!("from_id,to_id,score\n{wishes}")),
        ])
    };
    assert!(solved(&rested("2"), true).1.is_some());
    let (value, dearest) = solved(&rested("1"), true);
    assert_eq!((value, dearest), (90, None));
}

#[test]
fn both_languages_say_the_same_rows() {
    use koppex::event::Lang;
    let dearest = solved(&scarce(1, ""), true).1.expect("certified");
    let shown = |lang| sections(&dearest, lang).into_iter().map(|s| (s.header.len(), s.rows.len())).collect::<Vec<_>>();
    assert_eq!(shown(Lang::Ko), shown(Lang::En));
    assert!(title(&dearest, Lang::Ko).contains("많아야") && title(&dearest, Lang::En).contains("at most"));
    let open = Dearest { exact: false, ..dearest };
    assert!(title(&open, Lang::Ko).contains("한계") && title(&open, Lang::En).contains("raise the bound"));
}

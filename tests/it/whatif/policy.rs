//! What bonuses, minimums, limits, rules and seminars cost, against all timetables of tiny events; the command that tells it.
//! `KOPPEX_POLICY=300 cargo test --test it whatif::policy -- --nocapture` looks at more.

use crate::replan::{expect, koppex, rows, write};
use crate::support::draw::Draw;
use crate::support::{decisions, for_each_clean, tiny_event, try_event};
use koppex::candidates::Candidates;
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::Event;
use koppex::problem::Problem;
use koppex::report::certificate_files;
use koppex::select::SolverChoice;
use koppex::solve::{SolveOptions, Unsolved};
use koppex::stop::Stop;
use koppex::whatif::policy::{Asker, Item, ItemKind, Opinion, Policy, SeminarRow};
use koppex::whatif::{Best, How};
use serde_json::{Value, json};

const OPTIONS: SolveOptions = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };

/// (must wishes not held, shortfall, points negated, meetings negated): less is better.
type Key = [i64; 4];

/// Whether all timetables can be tried: those in which each pair meets once.
fn is_tiny(event: &Event) -> bool {
    event.wishes.iter().all(|wish| wish.times == 1)
        && Candidates::new(event).pairs.iter().all(|pair| pair.n_copies == 1)
        && decisions(event).len() <= 12
}

/// The best of all timetables: as good as can be at levels 1 to 3, then as many meetings as can be. `None` if every one breaks a rule.
fn enumerated(event: &Event) -> Option<Key> {
    let mut best: Option<Key> = None;
    for_each_clean(event, &mut |_, held, verdict| {
        let [must, shortfall, value, _] = verdict.score.key();
        let key = [must, shortfall, value, -(held.len() as i64)];
        best = Some(best.map_or(key, |best| best.min(key)));
    });
    best
}

fn judge(problem: Problem, best: &Best) -> Opinion {
    let checker = Checker::new(problem.event);
    let held: Vec<WrittenMeeting> = best.timetable.meetings().iter().map(WrittenMeeting::from).collect();
    let verdict = checker.check(&held);
    let values = [problem.candidates.n_musts() - best.worth.must, -best.worth.shortfall, best.worth.value];
    let (csv, json) = certificate_files(problem, &best.certificate).unwrap();
    let proves = checker.price_bounds_of(&csv, &json).is_some_and(|bounds| bounds.proves(values, None));
    Opinion { is_clean: verdict.is_clean() && verdict.score.levels()[..3] == values, is_certified: best.is_proved() && proves }
}

fn policy(event: &Event) -> Option<Policy> {
    let candidates = Candidates::new(event);
    let stop = Stop::never();
    let how = How { options: OPTIONS, stop: &stop };
    let asker = Asker { problem: Problem::new(event, &candidates), how, each_s: None, judge: &judge };
    match asker.policy(&|_, _| {}) {
        Ok(policy) => Some(policy),
        Err(Unsolved::Contradiction(_)) => None,
        Err(Unsolved::Stopped) => panic!("nobody stops it"),
    }
}

/// What was seen over all events.
#[derive(Default, Debug)]
struct Seen {
    items: usize,
    kinds: std::collections::BTreeMap<String, usize>,
    costly: usize,
    exact: usize,
    seminars: usize,
    hours: usize,
    costly_seminars: usize,
    least: usize,
}

#[test]
fn what_everything_costs_is_what_all_timetables_say() {
    let n = std::env::var("KOPPEX_POLICY").map_or(60, |n| n.parse().unwrap());
    let (mut seen, mut draw) = (Seen::default(), Draw::new(11));
    let drawn = (0..12 * n).filter_map(|_| try_event(&draw.files()).ok());
    let with_seminars = drawn.filter(|event| !event.registrations.is_empty() && is_tiny(event)).collect::<Vec<_>>();
    for (i, event) in (0..n).map(tiny_event).filter(is_tiny).chain(with_seminars).enumerate() {
        let Some(policy) = policy(&event) else {
            assert_eq!(enumerated(&event), None, "event {i}");
            continue;
        };
        assert!(policy.is_clean(), "event {i}\n{event:#?}");
        items(i, &event, &policy, &mut seen);
        policy.seminars.iter().for_each(|row| seminar(i, &event, row, &mut seen));
    }
    println!("{seen:?}");
    assert!(seen.items > 300 && seen.exact * 20 > seen.items * 19 && seen.costly > 40 && seen.kinds.len() > 15, "{seen:?}");
    assert!(
        seen.seminars > 8 && seen.hours > 15 && seen.costly_seminars > 1 && seen.least * 20 >= seen.seminars * 19,
        "{seen:?}"
    );
}

fn items(i: usize, event: &Event, policy: &Policy, seen: &mut Seen) {
    let now = enumerated(event).expect("a timetable was found");
    for row in &policy.items {
        let without_item = row.item.without(event);
        if !is_tiny(&without_item) {
            continue;
        }
        let at = format!("event {i}: {:?}", row.item);
        let Some(then) = enumerated(&without_item) else {
            // Fixed meetings begin earlier without the minutes between, when their parties may be away; and a pair that is worth nothing any more is
            // not there to fill a gap (R13) or to lie on the way (R08).
            let fewer_pairs = n_schedulable(&without_item) < n_schedulable(event);
            assert!(
                (row.item == Item::Changeover || fewer_pairs) && row.figures.is_none(),
                "{at}: taking something else back contradicts nothing"
            );
            continue;
        };
        let figures = row.figures.as_ref().expect("there is time");
        seen.items += 1;
        *seen.kinds.entry(row.item.key().split("tags.").next().unwrap().to_string()).or_default() += 1;
        let (with, without) = (&figures.with, &figures.without);
        let gain = figures.gain.unwrap_or_else(|| panic!("{at}: something is known"));
        let is_bonus = row.item.kind() == ItemKind::Bonus;
        // Of a bonus, the yardstick is the event without it; of everything else the points are those of both optima.
        let truth = if is_bonus { -then[2] - with.value } else { now[2] - then[2] };
        assert!(gain.at_least <= truth && truth <= gain.at_most, "{at}: {gain:?} {truth}");
        if gain.is_exact() {
            seen.exact += 1;
            assert_eq!(without.value, -then[2], "{at}");
            assert_eq!(without.value - with.value, truth, "{at}");
            if !is_bonus {
                assert_eq!((with.must_unheld, with.shortfall, -with.value), (now[0], now[1], now[2]), "{at}");
            }
        }
        if figures.meetings_exact {
            assert_eq!((-with.tally.meetings, -without.tally.meetings), (now[3], then[3]), "{at}");
        }
        // Without the bonus, a pair that is worth nothing any more is not held, not even for a minimum.
        let same_pairs = n_schedulable(event) == n_schedulable(&without_item);
        if is_bonus && now[..2] == then[..2] && gain.is_exact() && same_pairs {
            assert!(truth >= 0, "{at}: a bonus cannot make the wishes worth more");
            let Item::Tag(tag) = &row.item else { continue };
            let more = with.own.meetings - without.own.meetings;
            assert!(event.value.tags[tag] * more >= truth, "{at}: what it costs is paid for by the bonus of its own");
        }
        for measure in [with, without] {
            assert_eq!(measure.own.meetings + measure.others.meetings, measure.tally.meetings, "{at}");
            assert_eq!(measure.own.value + measure.others.value, measure.value, "{at}");
            assert_eq!(measure.own.wishes + measure.others.wishes, measure.tally.wishes, "{at}");
            assert_eq!(measure.own.with_nothing + measure.others.with_nothing, measure.tally.without(), "{at}");
        }
        seen.costly += usize::from(truth != 0);
    }
}

fn n_schedulable(event: &Event) -> usize {
    Candidates::new(event).pairs.iter().filter(|pair| pair.schedulable()).count()
}

fn seminar(i: usize, event: &Event, row: &SeminarRow, seen: &mut Seen) {
    let at = format!("event {i}: {:?}", row.seminar);
    let without = row.seminar.left_out(event);
    if !is_tiny(&without) {
        return;
    }
    assert_eq!(row.seminar.moved(event, row.seminar.start).registrations, event.registrations, "{at}: it stays where it is");
    let (now, then) = (enumerated(event).unwrap(), enumerated(&without).unwrap());
    let figures = row.figures.as_ref().expect("there is time");
    let gain = figures.gain.unwrap_or_else(|| panic!("{at}: something is known"));
    assert!(gain.at_least <= now[2] - then[2] && now[2] - then[2] <= gain.at_most, "{at}: {gain:?}");
    seen.seminars += 1;
    seen.costly_seminars += usize::from(now != then);
    let mut least: Option<Key> = None;
    for hour in &row.hours.all {
        let key = enumerated(&row.seminar.moved(event, hour.start));
        seen.hours += 1;
        if let (Some(key), Some(solved)) = (key, &hour.solved) {
            let points = solved.best.worth.value;
            assert!(!solved.best.is_proved() || points == -key[2], "{at} {}", hour.start);
        }
        least = [least, key].into_iter().flatten().min();
    }
    let Some(best) = row.hours.best.map(|ix| &row.hours.all[ix]) else { return };
    if row.hours.is_least {
        seen.least += 1;
        let best = enumerated(&row.seminar.moved(event, best.start)).unwrap();
        assert_eq!(best[..3], least.unwrap()[..3], "{at}: no other hour is better");
    }
}

#[test]
fn events_with_every_rule_are_priced_cleanly() {
    let (mut draw, mut n) = (Draw::new(5), 0);
    for event in (0..60).filter_map(|_| try_event(&draw.files()).ok()).filter(|event| event.n_slots() < 60) {
        let Some(policy) = policy(&event) else { continue };
        assert!(policy.is_clean(), "{event:#?}");
        assert!(policy.items.iter().all(|row| row.figures.is_some()), "{event:#?}");
        n += policy.items.len();
    }
    assert!(n > 100, "{n}");
}

const EVENT: &str = "[event]\nname = \"Policy\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n\
    [meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n\
    [[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-10:30\", \"13:00-13:30\"]\n[[hall]]\nid = \"3\"\ntables = 2\n\
    [value.tags]\nyouth = 30\n";

/// B1 is there for two slots and wished by three: the tag brings S3 in and S2 out. The seminar takes S1 from B2, who is there at 10:00 alone.
fn files() -> Vec<(String, String)> {
    let files = [
        ("event.toml", EVENT),
        ("smes.csv", "sme_id,name,tags\nS1,One,\nS2,Two,\nS3,Three,youth\nS4,Four,\n"),
        ("buyers.csv", "buyer_id,name,max_meetings\nB1,Kim,2\nB2,Lee,\n"),
        ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS2,B1,4\nS3,B1,5\nS4,B2,2\n"),
        ("windows.csv", "party_id,date,start,end,kind\nB2,2022-04-13,10:00,10:15,available\n"),
        ("sessions.csv", "session_id,title,date,start,end\nE1,Law,2022-04-13,10:00,10:15\n"),
        ("registrations.csv", "session_id,party_id\nE1,S4\n"),
    ];
    files.map(|(name, text)| (name.to_string(), text.to_string())).into()
}

#[test]
fn the_command_adds_up_what_a_tag_brings_and_finds_the_hour_of_a_seminar() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    let said: Value = serde_json::from_str(&expect(0, &["policy", path, "--json"])).unwrap();
    // S1 (100) and S3 (60 + 30) of the three; without the tag S2 (70) comes instead of S3.
    assert_eq!(
        (&said["best"]["value"], &said["status"], &said["certified"]),
        (&190.into(), &"proved optimal".into(), &true.into())
    );
    let item = |name: &str| said["items"].as_array().unwrap().iter().find(|item| item["item"] == name).unwrap().clone();
    let youth = item("value.tags.youth");
    assert_eq!((&youth["now"], &youth["parties"], &youth["kind"]), (&"30".into(), &1.into(), &"bonus".into()));
    assert_eq!(youth["value_gained_without"], json!({"at_least": 10, "at_most": 10}));
    assert_eq!(
        (&youth["status"], &youth["certified"], &youth["meetings_exact"]),
        (&"proved optimal".into(), &true.into(), &true.into())
    );
    let group = |meetings: i64, value: i64, with_nothing: i64| json!({"meetings": meetings, "wishes": meetings, "value": value, "with_nothing": with_nothing});
    assert_eq!((&youth["with"]["own"], &youth["without"]["own"]), (&group(1, 60, 0), &group(0, 0, 1)));
    assert_eq!((&youth["with"]["others"], &youth["without"]["others"]), (&group(1, 100, 3), &group(2, 170, 2)));
    // A third meeting of B1.
    let limit = item("buyers.max_meetings");
    assert_eq!((&limit["value_gained_without"]["at_least"], &limit["without"]["meetings"]), (&70.into(), &3.into()));
    // The seminar takes S4 from B2; at 10:15, 13:00 or 13:15 it would cost nothing.
    let seminar = &said["sessions"][0];
    assert_eq!(seminar["value_gained_without"], json!({"at_least": 90, "at_most": 90}));
    assert_eq!((&seminar["with"]["meetings"], &seminar["without"]["meetings"]), (&2.into(), &3.into()));
    let best = &seminar["best_hour"];
    assert_eq!(
        (&best["start"], &best["costs"], &best["absent"]),
        (&"10:15".into(), &json!({"at_least": 0, "at_most": 0}), &0.into())
    );
    assert_eq!((&seminar["best_hour_proved"], seminar["hours"].as_array().unwrap().len()), (&true.into(), 3));
    let rows = rows(&dir.join("out/policy.csv"));
    assert_eq!(rows.len(), said["items"].as_array().unwrap().len() + 1);
    let row = rows.iter().find(|row| row["item"] == "value.tags.youth").unwrap();
    let cells = ["value", "value_without", "own_value", "own_value_without", "others_value", "others_value_without", "certified"];
    assert_eq!(cells.map(|cell| row[cell].as_str()), ["160", "170", "60", "0", "100", "170", "yes"]);
    let row = rows.iter().find(|row| row["kind"] == "session").unwrap();
    let cells = ["item", "start", "value_gain_at_least", "best_start", "best_cost_at_most", "best_meetings", "best_proved"];
    assert_eq!(cells.map(|cell| row[cell].as_str()), ["E1", "10:00", "90", "10:15", "0", "3", "yes"]);
    let text = expect(0, &["policy", path]);
    assert!(text.contains("its party goes from 0 to 1 meetings (+1) and +60 points of wishes"), "{text}");
    assert!(text.contains("together -10 points"), "{text}");
}

#[test]
fn without_time_or_wishes_nothing_is_half_written() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files());
    let path = dir.to_str().unwrap();
    let stopped = koppex(&["policy", path, "--time-limit", "0.000001", "--quiet"]);
    assert_eq!(stopped.status.code(), Some(5), "{}", String::from_utf8_lossy(&stopped.stderr));
    assert!(!dir.join("out").exists());
    let mut files = files();
    files.iter_mut().find(|(name, _)| name == "preferences.csv").unwrap().1 = "from_id,to_id,rank\nS1,B1,1\n".into();
    files.retain(|(name, _)| name != "registrations.csv" && name != "sessions.csv");
    files.iter_mut().find(|(name, _)| name == "windows.csv").unwrap().1 =
        "party_id,date,start,end,kind\nS1,2022-04-13,09:00,18:00,busy\n".into();
    let dir = temp.path().join("in-vain");
    write(&dir, &files);
    let path = dir.to_str().unwrap();
    let said: Value = serde_json::from_str(&expect(0, &["policy", path, "--json"])).unwrap();
    assert_eq!((&said["best"]["meetings"], &said["sessions"]), (&0.into(), &json!([])), "no wish can come true");
    assert!(said["items"].as_array().unwrap().iter().all(|item| item["status"] == "proved optimal"), "{said:#}");
}

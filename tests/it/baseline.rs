//! The greedy practice: exactly the first slot, place and interpreter that the checker lets in, pool after pool; and what the command says of it.

use crate::replan::{expect, write};
use crate::support::draw::Draw;
use crate::support::{tiny_event, try_event};
use koppex::baseline::greedy;
use koppex::candidates::{Candidates, Pair, WishedBy};
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, InterpreterId, PairId, PlaceId};
use koppex::problem::Problem;
use koppex::rule::RuleId;
use koppex::tally::Tally;
use koppex::timetable::{Meeting, Timetable};
use serde_json::Value;

/// The practice once more, with nothing but the checker to say what may stand.
struct ByHand<'a> {
    event: &'a Event,
    checker: Checker<'a>,
    held: Vec<WrittenMeeting>,
}

impl ByHand<'_> {
    /// How much is broken that the practice minds: all but even gaps, fixed meetings as far as they are missing.
    fn n_broken(&self) -> usize {
        let broken = self.checker.check(&self.held).violations;
        broken.iter().filter(|violation| ![RuleId::EvenGaps, RuleId::Pins].contains(&violation.rule)).count()
    }

    fn n_pins_broken(&self) -> usize {
        self.checker.check(&self.held).violations.iter().filter(|violation| violation.rule == RuleId::Pins).count()
    }

    fn hold_first(&mut self, pair: &Pair) {
        let needs = pair.interpreters.is_some();
        let interpreters: Vec<Option<InterpreterId>> = match needs {
            true => (0..self.event.interpreters.len()).map(|i| Some(InterpreterId::at(i))).collect(),
            false => vec![None],
        };
        let n_pins_broken = self.n_pins_broken();
        let slots = self.event.grid.slot_ids().filter(|slot| pair.fixed.is_none_or(|(fixed, _)| fixed == *slot));
        for slot in slots {
            for place in (0..self.event.places.len()).map(PlaceId::at) {
                if pair.fixed.is_some_and(|(_, fixed)| fixed.is_some_and(|fixed| fixed != place)) {
                    continue;
                }
                for interpreter in &interpreters {
                    let (sme, buyer, interpreter) = (pair.sme, pair.buyer, *interpreter);
                    self.held.push(WrittenMeeting { sme, buyer, slot, place: Some(place), interpreter, line: 0 });
                    if self.n_broken() == 0 && self.n_pins_broken() <= n_pins_broken {
                        return;
                    }
                    self.held.pop();
                }
            }
        }
    }
}

fn by_hand(event: &Event, candidates: &Candidates) -> Timetable {
    let mut hand = ByHand { event, checker: Checker::new(event), held: Vec::new() };
    let pair = |id: &PairId| candidates.pair(*id);
    let (fixed, open): (Vec<PairId>, Vec<PairId>) = candidates.pair_ids().partition(|id| pair(id).fixed.is_some());
    let (named, unnamed): (Vec<PairId>, Vec<PairId>) =
        fixed.into_iter().partition(|id| pair(id).fixed.is_some_and(|(_, place)| place.is_some()));
    named.iter().chain(&unnamed).for_each(|id| hand.hold_first(pair(id)));
    for pool in [WishedBy::Both, WishedBy::Buyer, WishedBy::Sme, WishedBy::None] {
        let mut of_pool: Vec<&PairId> = open.iter().filter(|id| pair(id).wished_by() == pool && pair(id).value > 0).collect();
        of_pool.sort_by_key(|id| (pair(id).n_must == 0, -pair(id).value));
        of_pool.into_iter().filter(|id| pair(id).schedulable()).for_each(|id| hand.hold_first(pair(id)));
    }
    let meeting = |m: &WrittenMeeting| Meeting {
        sme: m.sme,
        buyer: m.buyer,
        slot: m.slot,
        place: m.place.unwrap(),
        interpreter: m.interpreter,
    };
    Timetable::new(event, hand.held.iter().map(meeting).collect())
}

#[test]
fn each_meeting_takes_the_first_slot_and_place_that_the_checker_lets_in() {
    let (mut n_meetings, mut n_unplaced, mut draw) = (0, 0, Draw::new(7));
    let drawn = (0..150).filter_map(|_| try_event(&draw.files()).ok()).filter(|event| event.n_slots() < 40).collect::<Vec<_>>();
    for (i, event) in (0..250).map(tiny_event).chain(drawn).enumerate() {
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let made = greedy(problem);
        let expected = by_hand(&event, &candidates);
        assert_eq!(made.timetable.meetings(), expected.meetings(), "event {i}\n{event:#?}");
        assert_eq!(Tally::of(problem, &made.timetable).meetings, made.timetable.len() as i64);
        n_meetings += made.timetable.len();
        n_unplaced += made.unplaced.len();
    }
    assert!(n_meetings > 500 && n_unplaced > 20, "{n_meetings} {n_unplaced}");
}

const EVENT: &str = "[event]\nname = \"Hand\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n\
    [meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n\
    [[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-10:30\"]\n[[hall]]\nid = \"3\"\ntables = 2\n";

/// Two slots, two tables. S1 and B1 wish each other and meet first, at 10:00, although S1 has the other slot free and B2 is free at 10:00 only.
fn files(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut files = vec![
        ("event.toml", EVENT),
        ("smes.csv", "sme_id,name\nS1,One\nS2,Two\n"),
        ("buyers.csv", "buyer_id,name\nB1,Kim\nB2,Lee\n"),
        ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nB1,S1,1\nS1,B2,2\nS2,B1,5\n"),
        ("windows.csv", "party_id,date,start,end,kind\nB2,2022-04-13,10:00,10:15,available\n"),
    ];
    files.extend(more);
    files.into_iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

fn answer(dir: &std::path::Path, args: &[&str]) -> Value {
    let said = expect(0, &[&["baseline", dir.to_str().unwrap(), "--json"], args].concat());
    serde_json::from_str(&said).unwrap()
}

#[test]
fn the_command_puts_the_practice_beside_the_optimum() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files(&[]));
    let said = answer(&dir, &[]);
    // Greedy: S1-B1 (250) and S2-B1 (60); the optimum has S1-B2 (90) too.
    assert_eq!((&said["greedy"]["value"], &said["optimum"]["value"]), (&310.into(), &400.into()));
    assert_eq!((&said["value_gained"], &said["value_gained_at_most"]), (&90.into(), &90.into()));
    assert_eq!(said["levels"][2]["certified"], true);
    assert_eq!(said["better_at"], "value");
    let met = |side: &str| {
        [&said[side]["meetings"], &said[side]["met"]["wishes"], &said[side]["met"]["mutual"], &said[side]["met"]["sme_only"]]
    };
    assert_eq!(met("greedy"), [2, 3, 1, 1].map(Value::from).each_ref());
    assert_eq!(met("optimum"), [3, 4, 1, 2].map(Value::from).each_ref());
    assert_eq!((&said["wishes"]["wishes"], &said["wishes"]["sme_only"]), (&4.into(), &2.into()));
    assert_eq!((&said["greedy"]["buyers_with_nothing"], &said["optimum"]["buyers_with_nothing"]), (&1.into(), &0.into()));
    assert!(!dir.join("out").exists(), "nothing is written");
    let text = expect(0, &["baseline", dir.to_str().unwrap()]);
    assert!(text.contains("worth 310 points, the optimum 400: 90 more"), "{text}");
    assert!(text.contains("confirmed by the checker: no timetable") && text.contains("reaches 77.5 %"), "{text}");
}

#[test]
fn the_practice_is_kept_where_asked_and_stands_up_to_verify() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    write(&dir, &files(&[]));
    let out = temp.path().join("hand");
    let said = answer(&dir, &["--levels", "3", "--out", out.to_str().unwrap()]);
    assert_eq!((&said["out"], &said["kept"]), (&out.to_str().unwrap().into(), &Value::Null));
    let verdict = expect(0, &["verify", dir.to_str().unwrap(), out.to_str().unwrap(), "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&verdict).unwrap()["values"]["value"], 310);
    let again = answer(&dir, &["--levels", "3", "--out", out.to_str().unwrap()]);
    assert_eq!(again["kept"].as_str().unwrap(), temp.path().join("hand.1").to_str().unwrap(), "nothing is overwritten");
}

#[test]
fn what_the_practice_cannot_do_is_said_and_is_no_failure() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("expo");
    // The only interpreter of the second meeting is the first one for the first meeting.
    write(
        &dir,
        &files(&[
            ("smes.csv", "sme_id,name,languages,min_meetings\nS1,One,ko,\nS2,Two,ko,2\n"),
            ("buyers.csv", "buyer_id,name,languages\nB1,Kim,en\nB2,Lee,fr\n"),
            ("interpreters.csv", "interpreter_id,languages\nI1,ko;en;fr\nI2,ko;en\n"),
            ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\nS2,B2,2022-04-13,10:00,fix\n"),
            ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS2,B2,1\nS2,B1,2\n"),
        ]),
    );
    let said = answer(&dir, &["--levels", "3"]);
    assert_eq!(said["fixed_not_held"], serde_json::json!([["S2", "B2"]]));
    assert_eq!(said["broken_rules"], serde_json::json!([{"rule": "R07", "name": "pins", "times": 1}]));
    assert_eq!((&said["greedy"]["shortfall"], &said["optimum"]["shortfall"]), (&1.into(), &0.into()));
    assert_eq!(said["better_at"], "shortfall");
    let text = expect(0, &["baseline", dir.to_str().unwrap(), "--levels", "3"]);
    assert!(text.contains("could not hold 1 fixed meeting: S2 - B2") && text.contains("breaks R07 pins"), "{text}");
    assert!(text.contains("shortfall of min_meetings 1 with greedy, 0 with the optimum"), "{text}");
}

//! What a new plan says about the timetable that it changed, judged from its files alone: every false claim is named, and no true one.

use crate::support::{meetings_csv, small_event};
use koppex::check::Checker;
use koppex::check::changes::KeptPlan;
use koppex::event::Event;
use serde_json::{Value, json};

const MOVES: &str = "change,sme_id,buyer_id,old_date,old_start,old_place,new_date,new_start,new_place\n";
const BEFORE: &str = "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T2";

/// A plan as it lies in its folder.
struct Plan {
    before: String,
    now: String,
    moves: String,
    summary: Value,
}

/// S2 - B2 moves from a quarter past to half past ten.
fn honest() -> Plan {
    Plan {
        before: meetings_csv(BEFORE),
        now: meetings_csv("S1 B1 13 10:00 T1\nS2 B2 13 10:30 T2"),
        moves: format!("{MOVES}moved,S2,B2,2022-04-13,10:15,T2,2022-04-13,10:30,T2\n"),
        summary: json!({
            "levels": [{ "name": "dropped", "value": 0, "bound": 0 }, { "name": "moved", "value": 1, "bound": 0 }],
            "replan": { "kept": 1, "cancelled": 0, "dropped": 0, "moved": 1, "placed_anew": 0, "new": 0 },
        }),
    }
}

impl Plan {
    /// As `file column: what is wrong`.
    fn faults(&self, event: &Event) -> Vec<String> {
        let checker = Checker::new(event);
        let back = checker.read_meetings(self.now.as_bytes()).unwrap();
        let summary = self.summary.to_string();
        let plan = KeptPlan {
            before_csv: self.before.as_bytes(),
            moves_csv: self.moves.as_bytes(),
            summary_json: summary.as_bytes(),
            change_prices_csv: None,
        };
        let faults = checker.plan_faults(&back, &plan);
        faults.into_iter().map(|fault| format!("{} {}: {}", fault.file, fault.column, fault.en)).collect()
    }

    fn with(mut self, pointer: &str, value: Value) -> Self {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match self.summary.pointer_mut(parent).unwrap() {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            object => object[key] = value,
        }
        self
    }
}

fn windows(rows: &str) -> String {
    format!("party_id,date,start,end,kind\n{rows}\n")
}

fn beyond(name: &str, proved: i64) -> String {
    format!("summary.json /levels: no more than {proved} is proved of {name}")
}

#[test]
fn a_true_plan_has_no_faults_and_a_summary_of_none_is_not_judged() {
    let event = small_event(&[]);
    assert_eq!(honest().faults(&event), [""; 0]);
    assert_eq!(Plan { moves: String::new(), summary: json!({ "levels": [] }), ..honest() }.faults(&event), [""; 0]);
    let unread = Plan { before: "sme_id,buyer_id\nS1,B1\n".into(), ..honest() };
    assert_eq!(unread.faults(&event), ["before.csv : this file cannot be read"]);
}

#[test]
fn every_change_stands_in_moves_once_and_nothing_else_does() {
    let event = small_event(&[]);
    let missing = Plan { moves: MOVES.into(), ..honest() };
    assert_eq!(missing.faults(&event), ["moves.csv change: this change is missing"]);
    let invented = format!("{}dropped,S3,B3,2022-04-13,10:00,T3,,,\n", honest().moves);
    assert_eq!(Plan { moves: invented, ..honest() }.faults(&event), ["moves.csv change: no such change was made"]);
    let twice = honest().moves + "moved,S2,B2,2022-04-13,10:15,T2,2022-04-13,10:30,T2\n";
    assert_eq!(Plan { moves: twice, ..honest() }.faults(&event), ["moves.csv change: no such change was made"]);
    for (right, wrong) in [("moved", "dropped"), ("S2", "S1"), ("10:15", "10:00"), ("T2\n", "T1\n")] {
        let moves = honest().moves.replace(right, wrong);
        let faults = Plan { moves, ..honest() }.faults(&event);
        assert_eq!(
            faults,
            ["moves.csv change: no such change was made", "moves.csv change: this change is missing"],
            "{right} -> {wrong}"
        );
    }
}

#[test]
fn every_count_is_that_of_the_timetables() {
    let event = small_event(&[]);
    let counts = [("kept", 1), ("cancelled", 0), ("dropped", 0), ("moved", 1), ("placed_anew", 0), ("new", 0)];
    for (change, n) in counts {
        let wanted = [format!("summary.json /replan/{change}: the timetables have {n}")];
        assert_eq!(honest().with(&format!("/replan/{change}"), json!(n + 1)).faults(&event), wanted);
        assert_eq!(honest().with(&format!("/replan/{change}"), Value::Null).faults(&event), wanted);
    }
    let wanted = ["summary.json /replan/dropped: the timetables have 0"];
    assert_eq!(honest().with("/levels/0/value", json!(1)).faults(&event), wanted);
    assert_eq!(honest().with("/levels/0/value", Value::Null).faults(&event), wanted);
    assert_eq!(honest().with("/levels", json!([])).faults(&event), [""; 0]);
}

#[test]
fn what_is_frozen_stands_where_it_can_and_nobody_comes_in() {
    const LOST: &str = "is frozen and does not stand as it was";
    let frozen = |plan: Plan, until: &str| plan.with("/replan/freeze_until", json!(format!("2022-04-13 {until}")));
    let faults = |files: &[(&str, &str)], plan: Plan| -> Vec<String> {
        let faults = plan.faults(&small_event(files)).into_iter();
        faults
            .filter(|fault| fault.contains("froze"))
            .map(|fault| fault.replace("meetings.csv start: the meeting ", ""))
            .collect()
    };
    let lost = [format!("S2 - B2 2022-04-13 10:15 {LOST}")];
    let none: [&str; 0] = [];
    assert_eq!(faults(&[], frozen(honest(), "10:16")), lost);
    assert_eq!(faults(&[], frozen(honest(), "10:15")), none, "it starts when the freeze ends");
    assert_eq!(faults(&[], honest()), none);
    let busy = |who: &str| windows(&format!("{who},2022-04-13,10:15,10:29,busy"));
    for who in ["S2", "B2", "T2"] {
        assert_eq!(faults(&[("windows.csv", &busy(who))], frozen(honest(), "10:20")), none, "{who} is not there any more");
    }
    assert_eq!(faults(&[("windows.csv", &busy("S3"))], frozen(honest(), "10:20")), lost);
    let blocked = "from_id,to_id,kind\nS1,B1,want\nS2,B2,want\nB2,S2,block\n";
    assert_eq!(faults(&[("preferences.csv", blocked)], frozen(honest(), "10:20")), none, "they may not meet any more");
    let elsewhere = Plan { now: meetings_csv("S1 B1 13 10:00 T1\nS2 B2 13 10:15 T1"), ..honest() };
    assert_eq!(faults(&[], frozen(elsewhere, "10:20")), lost, "the place is published too");
    let swapped = Plan {
        before: meetings_csv("S1 B1 13 10:15 T1\nS2 B2 13 10:15 T2"),
        now: meetings_csv("S1 B1 13 10:15 T2\nS2 B2 13 10:15 T1"),
        ..honest()
    };
    let both = [format!("S1 - B1 2022-04-13 10:15 {LOST}"), lost[0].clone()];
    assert_eq!(faults(&[], frozen(swapped, "10:20")), both, "two that take each other's place");
    let closed = windows("T1,2022-04-13,10:15,10:29,busy");
    let takes = |b2: &str| Plan {
        before: meetings_csv("S1 B1 13 10:15 T1\nS2 B2 13 10:15 T2"),
        now: meetings_csv(&format!("S1 B1 13 10:15 T2\n{b2}")),
        ..honest()
    };
    let took = faults(&[("windows.csv", &closed)], frozen(takes("S2 B2 13 10:15 T3"), "10:20"));
    assert_eq!(took, lost, "who lost its place does not take another's");
    // Who comes after the freeze does not count, whatever the limit says now.
    let limited = "sme_id,name,max_meetings\nS1,One,\nS2,Two,1\nS3,Three,\n";
    let later =
        Plan { before: meetings_csv("S2 B2 13 10:00 T2\nS2 B3 13 10:15 T3"), now: meetings_csv("S2 B3 13 10:15 T3"), ..honest() };
    assert_eq!(faults(&[("smes.csv", limited)], frozen(later, "10:15")), [format!("S2 - B2 2022-04-13 10:00 {LOST}")]);
    let unknown_interpreter = Plan { before: meetings_csv("S1 B1 13 10:00 T1\nS2 B2 13 10:15 T2 I9"), ..honest() };
    assert_eq!(faults(&[], frozen(unknown_interpreter, "10:20")), none, "the interpreter has left");
    // Somebody whom a pin brings takes the table.
    let pin = |place: &str| format!("sme_id,buyer_id,date,start,place,action\nS3,B3,2022-04-13,10:15,{place},fix\n");
    let taken = || Plan { now: meetings_csv("S1 B1 13 10:00 T1\nS2 B2 13 10:30 T2\nS3 B3 13 10:15 T2"), ..honest() };
    assert_eq!(faults(&[("pins.csv", &pin("T2"))], frozen(taken(), "10:20")), none);
    assert_eq!(
        faults(&[], frozen(taken(), "10:20")),
        [lost[0].as_str(), "S3 - B3 2022-04-13 10:15 was put into frozen time"],
        "and without a pin nobody comes"
    );
    let beside = Plan { now: meetings_csv("S1 B1 13 10:00 T1\nS2 B2 13 10:30 T2\nS3 B3 13 10:15 T3"), ..honest() };
    assert_eq!(faults(&[("pins.csv", &pin("T3"))], frozen(beside, "10:20")), lost, "it takes nothing from S2 - B2");
    let added = || Plan { now: meetings_csv(&format!("{BEFORE}\nS3 B3 13 10:15 T3")), ..honest() };
    let came = ["S3 - B3 2022-04-13 10:15 was put into frozen time"];
    assert_eq!(faults(&[], frozen(added(), "10:16")), came);
    assert_eq!(faults(&[], frozen(added(), "10:15")), none);
    assert_eq!(faults(&[("pins.csv", &pin("T3"))], frozen(added(), "10:16")), none);
    let other_pins = [
        ("S3,B3,2022-04-13,10:30,T3,fix", "at another time"),
        ("S3,B2,2022-04-13,10:15,T3,fix", "of another pair"),
        ("S3,B3,2022-04-13,10:15,T3,forbid", "that forbids it"),
    ];
    for (row, which) in other_pins {
        let pins = format!("sme_id,buyer_id,date,start,place,action\n{row}\n");
        assert_eq!(faults(&[("pins.csv", &pins)], frozen(added(), "10:16")), came, "a pin {which}");
    }
}

#[test]
fn no_bound_goes_beyond_what_groups_prove() {
    // S2 is gone on both days: its meeting must be dropped. S1 cannot come at ten: its meeting must move.
    let away = windows("S2,2022-04-13,10:00,18:00,busy\nS2,2022-04-14,10:00,18:00,busy\nS1,2022-04-13,10:00,10:14,busy");
    let event = small_event(&[("windows.csv", away.as_str()), ("preferences.csv", "from_id,to_id\nS1,B1\nS2,B2\nS2,B3\n")]);
    let plan = |dropped: i64, moved: i64, proof: Value| {
        let levels =
            json!([{ "name": "dropped", "value": 1, "bound": dropped }, { "name": "moved", "value": 1, "bound": moved }]);
        let counts = json!({ "kept": 0, "cancelled": 1, "dropped": 0, "moved": 1, "placed_anew": 0, "new": 0, "proof": proof });
        let moves = "cancelled,S2,B2,2022-04-13,10:15,T2,,,\nmoved,S1,B1,2022-04-13,10:00,T1,2022-04-13,10:15,T1\n";
        let now = meetings_csv("S1 B1 13 10:15 T1");
        Plan { now, moves: format!("{MOVES}{moves}"), ..honest() }.with("/levels", levels).with("/replan", counts)
    };
    let about = |plan: Plan| -> Vec<String> {
        let faults = plan.faults(&event).into_iter();
        faults.filter(|fault| fault.contains("/levels") || fault.contains("/proof")).collect()
    };
    let group = |ids: &[&str], dropped: i64, moved: i64| json!({ "meetings": ids, "dropped": dropped, "moved": moved });
    let moves = || group(&["M-S1-B1"], 0, 1);
    let wrong = |i: usize| format!("summary.json /replan/proof/{i}: this group does not prove what it claims");
    let none: [&str; 0] = [];
    assert_eq!(about(plan(0, 0, json!([]))), none);
    assert_eq!(about(plan(0, 1, json!([]))), [beyond("moved", 0)]);
    assert_eq!(about(plan(1, 0, json!([]))), [beyond("dropped", 0)]);
    // Of 0 dropped: the level says that 1 is dropped, and S1 - B1 might be that one.
    assert_eq!(about(plan(0, 1, json!([moves()]))), [beyond("moved", 0)]);
    let none_dropped = |moved: i64, proof: Value| plan(0, moved, proof).with("/levels/0/value", json!(0));
    let of_bounds = |plan: Plan| -> Vec<String> { about(plan).into_iter().filter(|fault| fault.contains("proved")).collect() };
    assert_eq!(of_bounds(none_dropped(1, json!([moves()]))), none);
    assert_eq!(of_bounds(none_dropped(2, json!([moves()]))), [beyond("moved", 1)]);
    assert_eq!(about(none_dropped(0, json!([group(&["M-S1-B1"], 1, 0)]))), [wrong(0)], "it can move");
    assert_eq!(about(none_dropped(0, json!([group(&["M-S1-B1"], 0, 2)]))), [wrong(0)]);
    assert_eq!(about(none_dropped(0, json!([group(&["M-S9-B9"], 0, 1)]))), [wrong(0)], "no such meeting was published");
    assert_eq!(about(none_dropped(0, json!([{ "meetings": ["M-S1-B1"], "moved": 1 }]))), [wrong(0)]);
    assert_eq!(about(none_dropped(0, json!([{ "meetings": ["M-S1-B1"], "dropped": 0, "moved": -1 }]))), [wrong(0)]);
    assert_eq!(about(none_dropped(1, json!([moves(), moves()]))), [wrong(1)], "no meeting counts twice");
    // With a budget of no moves, who cannot stay is dropped.
    let budget = |dropped: i64| {
        none_dropped(0, json!([moves()])).with("/levels/0/bound", json!(dropped)).with("/replan/max_moves", json!(0))
    };
    assert_eq!(of_bounds(budget(1)), none);
    assert_eq!(of_bounds(budget(2)), [beyond("dropped", 1)]);
    let one_move = none_dropped(0, json!([moves()])).with("/levels/0/bound", json!(1)).with("/replan/max_moves", json!(1));
    assert_eq!(of_bounds(one_move), [beyond("dropped", 0)]);
}

/// Whether a group of these published meetings is confirmed that says so many are dropped and so many move.
fn confirms(files: &[(&str, &str)], before: &str, freeze: Option<&str>, (dropped, moved): (i64, i64)) -> bool {
    let ids: Vec<String> =
        before.lines().map(|row| format!("M-{}", row.split(' ').take(2).collect::<Vec<_>>().join("-"))).collect();
    let proof = json!([{ "meetings": ids, "dropped": dropped, "moved": moved }]);
    let freeze = freeze.map_or(Value::Null, |until| json!(format!("2022-04-13 {until}")));
    let plan = Plan { before: meetings_csv(before), now: meetings_csv(""), ..honest() };
    let faults = plan.with("/replan/proof", proof).with("/replan/freeze_until", freeze).faults(&small_event(files));
    !faults.iter().any(|fault| fault.contains("/proof"))
}

#[test]
fn a_group_is_confirmed_only_where_its_meetings_cannot_stay() {
    let one = "S1 B1 13 10:00 T1";
    // S1 may come at ten, or at a quarter past, which is over when the freeze ends.
    let early = windows("S1,2022-04-13,10:00,10:29,available");
    let early = [("windows.csv", early.as_str())];
    let late = windows("S1,2022-04-13,10:15,10:29,available");
    let late = [("windows.csv", late.as_str())];
    assert!(!confirms(&early, one, None, (0, 1)), "it can stay");
    assert!(!confirms(&early, one, Some("10:30"), (0, 1)), "it can stay in frozen time");
    assert!(confirms(&late, one, None, (0, 1)));
    assert!(!confirms(&late, one, None, (1, 0)), "it can move");
    assert!(confirms(&late, one, Some("10:16"), (1, 0)), "but not into frozen time");
    assert!(!confirms(&late, one, Some("10:15"), (1, 0)), "which is over by then");
    // S1 - B1 has no slot left, and S1 may meet two only: that one is dropped, and the others stay.
    let rows = "S1,2022-04-13,10:15,10:59,available\nB1,2022-04-13,10:15,10:29,available\nB3,2022-04-13,10:45,10:59,available";
    let (rows, two) = (windows(rows), "sme_id,name,max_meetings\nS1,One,2\nS2,Two,\nS3,Three,\n");
    let (files, three) =
        ([("windows.csv", rows.as_str()), ("smes.csv", two)], "S1 B1 13 10:00 T1\nS1 B2 13 10:30 T1\nS1 B3 13 10:45 T1");
    assert!(confirms(&files, three, Some("10:16"), (1, 0)));
    assert!(!confirms(&files, three, Some("10:16"), (1, 1)), "the others stay");
    assert!(!confirms(&files, three, Some("10:16"), (2, 0)));
    // Two that need the one table at ten, which no party sees by itself.
    let at_ten = windows("side:sme,2022-04-13,10:00,10:14,available");
    let table = "place_id,hall,kind\nT1,A,table\nV1,A,video\n";
    let crowded = [("windows.csv", at_ten.as_str()), ("places.csv", table)];
    assert!(confirms(&crowded, "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T1", None, (1, 0)));
    assert!(!confirms(&crowded, "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T1", None, (2, 0)));
    assert!(!confirms(&crowded[..1], "S1 B1 13 10:00 T1\nS2 B2 13 10:15 T2", None, (1, 0)));
    // What a pin fixes where it stood can be counted, and elsewhere cannot.
    let fixed = ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n");
    assert!(confirms(&[fixed], one, None, (0, 0)) && !confirms(&[fixed], "S1 B1 13 10:15 T1", None, (0, 0)));
    // Of a pair that was published twice nothing can be said.
    assert!(confirms(&late, one, None, (0, 0)) && !confirms(&late, "S1 B1 13 10:00 T1\nS1 B1 13 10:15 T1", None, (0, 0)));
    assert!(!confirms(&late, "S1 B1 13 10:00 T1\nS1 B1 13 10:30 T1", None, (0, 1)));
}

#[test]
fn prices_that_are_not_there_prove_nothing() {
    let event = small_event(&[]);
    let plan = honest().with("/replan/prices", json!({ "scale": 1, "bound": [2, 0, 1] }));
    assert_eq!(plan.faults(&event), ["change_prices.csv : these prices do not prove what they claim"]);
}

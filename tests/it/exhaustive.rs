//! The judge that tries every timetable of a tiny event, and the tiny events it is given.

use crate::support::{best_by_enumeration, clean_subsets, decisions, small_event, tiny_event, tiny_files};
use koppex::event::{Event, Mode, PinAction, Side, WindowKind, WishKind};

const ONE_TABLE: (&str, &str) = ("places.csv", "place_id,hall,kind\nT1,A,table\n");
const MORNING: (&str, &str) =
    ("windows.csv", "party_id,date,start,end,kind\nT1,2022-04-13,10:00,10:30,available\nS2,2022-04-13,10:00,10:15,busy\n");

#[test]
fn the_judge_finds_the_best_of_a_hand_worked_event() {
    // One table, two slots; S2 only comes to the second. S1 - B1 is worth 100, S1 - B2 90, S2 - B1 50 and must.
    let wishes = ("preferences.csv", "from_id,to_id,rank,kind\nS1,B1,1,\nS1,B2,2,\nS2,B1,,must\n");
    let event = small_event(&[ONE_TABLE, MORNING, wishes]);
    assert_eq!(decisions(&event).len(), 5);
    assert_eq!(best_by_enumeration(&event, 4), Some([0, 0, 150, 0]));
    assert_eq!(best_by_enumeration(&event, 1), Some([0, 0, 0, 0]));
    // Nothing; one of five; S1 first and S2 second, with B1 or B2; S1 with both, in either order.
    assert_eq!(clean_subsets(&event).len(), 1 + 5 + 2 + 2);
}

#[test]
fn the_judge_gives_up_value_for_a_must_wish_and_sees_when_nothing_holds() {
    let wishes = ("preferences.csv", "from_id,to_id,score,kind\nS1,B1,100,\nS1,B2,90,\nS2,B1,0,must\n");
    let event = small_event(&[ONE_TABLE, MORNING, wishes, ("smes.csv", "sme_id,name,bonus\nS1,One,\nS2,Two,1\n")]);
    assert_eq!(best_by_enumeration(&event, 3), Some([0, 0, 101, 0]));
    let pins = ("pins.csv", "sme_id,buyer_id,date,start,action\nS2,B1,2022-04-13,10:00,fix\n");
    let event = small_event(&[ONE_TABLE, MORNING, wishes, pins]);
    assert_eq!(best_by_enumeration(&event, 3), None);
}

#[test]
fn a_seed_gives_one_event() {
    assert_eq!(tiny_files(7), tiny_files(7));
    assert_ne!(tiny_files(7), tiny_files(8));
}

#[test]
fn tiny_events_are_small_and_use_every_feature() {
    let events: Vec<Event> = (0..100).map(tiny_event).collect();
    for (feature, uses) in features() {
        let n = events.iter().filter(|event| uses(event)).count();
        assert!(n >= 3, "{feature}: {n} of {}", events.len());
    }
    for event in &events {
        assert!((3..=14).contains(&decisions(event).len()));
    }
    let feasible = events.iter().filter(|event| best_by_enumeration(event, 4).is_some()).count();
    assert!((60..100).contains(&feasible), "{feasible} feasible");
}

type Feature = (&'static str, fn(&Event) -> bool);

fn features() -> Vec<Feature> {
    fn window(event: &Event, kind: WindowKind) -> bool {
        event.windows.iter().any(|w| w.kind == kind)
    }
    fn pin(event: &Event, action: PinAction) -> bool {
        event.pins.iter().any(|p| p.action == action)
    }
    fn across(event: &Event, wish: &koppex::event::Wish) -> bool {
        event.party(wish.from).side != event.party(wish.to).side
    }
    vec![
        ("busy", |e| window(e, WindowKind::Busy)),
        ("available", |e| window(e, WindowKind::Available)),
        ("avoid", |e| window(e, WindowKind::Avoid)),
        ("delegates", |e| e.parties.iter().any(|p| p.side == Side::Sme && p.capacity > 1)),
        ("desks", |e| e.parties.iter().any(|p| p.side == Side::Buyer && p.capacity > 1)),
        ("fixed place", |e| e.parties.iter().any(|p| p.place.is_some())),
        ("buyer's hall", |e| e.parties.iter().any(|p| p.side == Side::Buyer && p.hall.is_some())),
        ("reserved place", |e| e.places.iter().any(|p| p.reserved_for.is_some())),
        ("online", |e| e.parties.iter().any(|p| p.mode == Mode::Online)),
        ("online = no", |e| e.parties.iter().any(|p| !p.may_meet_online)),
        ("interpreters", |e| !e.interpreters.is_empty()),
        ("once per org", |e| e.rules.once_per_org),
        ("peers", |e| e.wishes.iter().any(|w| !across(e, w))),
        ("even gaps", |e| e.rules.max_gap_difference.is_some()),
        ("fix", |e| pin(e, PinAction::Fix)),
        ("forbid", |e| pin(e, PinAction::Forbid)),
        ("order", |e| !e.orders.is_empty()),
        ("rest", |e| e.parties.iter().any(|p| p.max_in_a_row.is_some())),
        ("walk", |e| e.walk_min.iter().flatten().any(|min| *min > 0)),
        ("max_meetings", |e| e.parties.iter().any(|p| p.max_meetings.is_some())),
        ("max_per_day", |e| e.parties.iter().any(|p| p.max_per_day.is_some())),
        ("min_meetings", |e| e.parties.iter().any(|p| p.min_meetings > 0)),
        ("fill", |e| e.value.fill_points > 0),
        ("must", |e| e.wishes.iter().any(|w| w.kind == WishKind::Must)),
        ("block", |e| e.wishes.iter().any(|w| w.kind == WishKind::Block)),
        ("wish times", |e| e.wishes.iter().any(|w| w.not_before.is_some() || w.not_after.is_some())),
        ("two days", |e| e.grid.days.len() > 1),
        ("two sessions", |e| e.grid.sessions.len() > e.grid.days.len()),
    ]
}

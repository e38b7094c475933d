//! `koppex anonymize`: nothing personal is left, and everything that decides the timetable is.

use crate::support::data_event;
use koppex::anonymize::anonymize;
use koppex::candidates::Candidates;
use koppex::event::Event;
use koppex::validate::event_from;

fn check_same_problem(event: &Event) {
    let files = anonymize(event);
    let (copy, diagnostics) = event_from(&files).unwrap_or_else(|faults| panic!("the copy is sound: {faults:#?}"));
    assert!(diagnostics.iter().all(|d| !d.is_error()));
    let (a, b) = (Candidates::new(event), Candidates::new(&copy));
    assert_eq!(a.pairs.len(), b.pairs.len());
    for (x, y) in a.pairs.iter().zip(&b.pairs) {
        assert_eq!((x.sme, x.buyer, x.value, x.n_must, x.exclusion), (y.sme, y.buyer, y.value, y.n_must, y.exclusion));
        assert_eq!((&x.slots, &x.places, &x.interpreters, x.fixed), (&y.slots, &y.places, &y.interpreters, y.fixed));
    }
    assert_eq!((&a.free, &a.avoid, &a.place_free, &a.interpreter_free), (&b.free, &b.avoid, &b.place_free, &b.interpreter_free));
    assert_eq!(
        format!("{:?} {:?} {:?}", event.grid, event.quality, event.rules),
        format!("{:?} {:?} {:?}", copy.grid, copy.quality, copy.rules)
    );
    assert_eq!((event.orders.len(), event.pins.len(), &event.walk_min), (copy.orders.len(), copy.pins.len(), &copy.walk_min));
    for (p, q) in event.parties.iter().zip(&copy.parties) {
        let limits = |p: &koppex::event::Party| {
            (p.capacity, p.min_meetings, p.max_meetings, p.max_per_day, p.max_in_a_row, p.hall, p.place)
        };
        assert_eq!(limits(p), limits(q), "{}", p.id);
    }
    let same_org = |e: &Event| -> Vec<usize> {
        e.parties.iter().map(|p| e.parties.iter().position(|q| q.org == p.org).expect("itself")).collect()
    };
    assert_eq!(same_org(event), same_org(&copy), "organisations are the same where they were");
}

#[test]
fn the_copy_is_the_same_problem() {
    check_same_problem(&data_event("demo"));
    check_same_problem(&data_event("koppex-2022"));
}

#[test]
fn nothing_personal_is_left() {
    let event = data_event("koppex-2022");
    let all: String = anonymize(&event).into_iter().map(|(_, text)| text).collect();
    for party in &event.parties {
        for secret in [&party.name, &party.name_en, &party.org, &party.dept, &party.contact, &party.phone, &party.email] {
            assert!(secret.chars().count() < 3 || !all.contains(secret.as_str()), "{secret} of {}", party.id);
        }
    }
    assert!(event.windows.iter().all(|w| w.reason.is_empty() || !all.contains(&w.reason)));
    assert!(!all.contains(&event.name));
}

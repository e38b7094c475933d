//! A plan is the event that the edited input makes.

use crate::support::{event, facts};
use koppex::event::{Event, PinAction, Subject, WindowKind};
use koppex::whatif::capacity::{Hours, Plan, planned};

/// Two days of a morning and an afternoon in two halls; B1 is there on the first morning only, B2 never on the second day, V1 has a table of its own.
fn files(meeting: (i32, i32), first: &str, second: Option<&str>, tables: (u32, u32)) -> Vec<(&'static str, String)> {
    let second = second.map_or(String::new(), |sessions| format!("[[day]]\ndate = \"2022-04-14\"\nsessions = [{sessions}]\n"));
    let toml = format!(
        "[event]\nname = \"Expo\"\ntimezone = \"Asia/Seoul\"\n\
         [meeting]\npresent_minutes = {}\nanswer_minutes = {}\nchangeover_minutes = 1\n\
         [[day]]\ndate = \"2022-04-13\"\nsessions = [{first}]\n{second}\
         [[hall]]\nid = \"A\"\ntables = {}\nvideo_rooms = 1\n[[hall]]\nid = \"B\"\ntables = {}\n[walk]\n\"A-B\" = 4\n",
        meeting.0, meeting.1, tables.0, tables.1
    );
    vec![
        ("event.toml", toml),
        ("smes.csv", "sme_id,name,days\nS1,One,\nS2,Two,2022-04-13\n".into()),
        (
            "buyers.csv",
            "buyer_id,name,mode,timezone,hall,place\nB1,Kim,,,A,\nB2,Lee,,,,B-T01\nB3,Poe,online,Europe/Berlin,,\n".into(),
        ),
        (
            "preferences.csv",
            "from_id,to_id,rank,kind,not_before\nS1,B1,1,,\nS1,B2,2,must,\nS2,B1,1,,2022-04-13 10:30\nB3,S1,1,,\nS2,B2,,block,\n"
                .into(),
        ),
        (
            "windows.csv",
            "party_id,date,start,end,kind,timezone\nB1,2022-04-13,10:00,12:00,available,\nB2,2022-04-13,,,available,\n\
             S1,,11:30,12:00,busy,\nA-T01,2022-04-13,10:00,10:30,busy,\nB3,2022-04-13,02:00,09:00,available,Europe/Berlin\n"
                .into(),
        ),
        ("pins.csv", "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:45,,fix\nS2,B1,2022-04-13,,,forbid\n".into()),
        ("sessions.csv", "session_id,title,date,start,end,hall\nX,Seminar,2022-04-13,11:00,11:30,B\n".into()),
        ("registrations.csv", "session_id,party_id\nX,S2\n".into()),
    ]
}

const DAY: &str = "\"10:00-12:00\", \"13:00-16:00\"";

fn own() -> Event {
    event(&files((7, 7), DAY, Some(DAY), (3, 2)))
}

fn check_plan(plan: Plan, expected: &[(&str, String)]) {
    let made = planned(&own(), &plan).expect("the plan makes an event");
    assert_eq!(made.n_given_up, 0);
    assert_eq!(facts(&made.event), facts(&event(expected)), "{plan:?}");
}

#[test]
fn the_event_as_it_is_is_laid_as_it_was() {
    check_plan(Plan::as_is(&own()), &files((7, 7), DAY, Some(DAY), (3, 2)));
}

#[test]
fn days_end_earlier_as_if_the_input_said_so() {
    let plan = Plan { hours: Hours::DayEnd(-60), ..Plan::as_is(&own()) };
    let sessions = "\"10:00-12:00\", \"13:00-15:00\"";
    check_plan(plan, &files((7, 7), sessions, Some(sessions), (3, 2)));
    let hours_away = Plan { hours: Hours::DayEnd(-200), ..Plan::as_is(&own()) };
    let morning = "\"10:00-11:40\"";
    check_plan(hours_away, &files((7, 7), morning, Some(morning), (3, 2)));
    assert!(planned(&own(), &Plan { hours: Hours::DayEnd(-300), ..Plan::as_is(&own()) }).is_none(), "no slot is left");
}

#[test]
fn meetings_of_another_length_have_slots_of_their_own_and_a_fixed_one_takes_the_nearest() {
    let own = own();
    let plan = Plan { minutes: (10, 10), ..Plan::as_is(&own) };
    let made = planned(&own, &plan).unwrap();
    let other = event(&{
        let mut files = files((10, 10), DAY, Some(DAY), (3, 2));
        files.retain(|(name, _)| *name != "pins.csv");
        files.push((
            "pins.csv",
            "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:42,,fix\nS2,B1,2022-04-13,,,forbid\n".into(),
        ));
        files
    });
    assert_eq!((facts(&made.event), made.n_given_up), (facts(&other), 0));
    // 10:42 is a slot of its own; where the pair cannot meet then, the fixed meeting is given up.
    let mut busy = own.clone();
    let window = busy.windows.iter().find(|w| w.kind == WindowKind::Busy).unwrap().clone();
    let date = own.grid.days[0].date;
    let at = |hour, minute| date.and_hms_opt(hour, minute, 0).unwrap();
    busy.windows.push(koppex::event::Window { start: at(10, 59), end: at(11, 2), ..window });
    assert!(busy.windows.iter().any(|w| w.subject == Subject::Party(koppex::event::PartyId(0)) && w.start == at(10, 59)));
    let made = planned(&busy, &plan).unwrap();
    assert_eq!(made.n_given_up, 1);
    assert!(made.event.pins.iter().all(|pin| pin.action == PinAction::Forbid));
}

#[test]
fn half_days_go_from_the_end_and_take_what_is_fixed_in_them_along() {
    let own = own();
    let of = |n| Plan { hours: Hours::HalfDays(n), ..Plan::as_is(&own) };
    for (n, days) in [(-1, vec![6 * 3 + 2, 8]), (-2, vec![20]), (-3, vec![8])] {
        let made = planned(&own, &of(n)).unwrap().event;
        let of_day = |day: &koppex::event::Day| (day.slots.1.0 - day.slots.0.0) as usize;
        assert_eq!(made.grid.days.iter().map(of_day).collect::<Vec<_>>(), days, "{n}");
    }
    assert!(planned(&own, &of(-4)).is_none());
    let mut late = own.clone();
    late.pins[0].slots = vec![own.grid.slot_at(own.grid.days[0].date, 13 * 60).unwrap()];
    let made = planned(&late, &of(-3)).unwrap();
    assert_eq!((made.n_given_up, made.event.pins.len()), (1, 1));
}

#[test]
fn added_time_repeats_who_is_there() {
    let own = own();
    let candidates = koppex::candidates::Candidates::new(&own);
    let longer = planned(&own, &Plan { hours: Hours::HalfDays(3), ..Plan::as_is(&own) }).unwrap().event;
    let then = koppex::candidates::Candidates::new(&longer);
    let dates: Vec<String> = longer.grid.days.iter().map(|day| day.date.to_string()).collect();
    assert_eq!(dates, ["2022-04-13", "2022-04-14", "2022-04-15", "2022-04-16"]);
    // The third day repeats the first, the fourth the morning of the second; seminars are not repeated.
    let free = |all: &koppex::candidates::Candidates, party: usize, slots: std::ops::Range<u32>| {
        slots.map(|slot| all.free[party].contains(koppex::event::SlotId(slot))).collect::<Vec<_>>()
    };
    for party in [0, 2, 3, 4] {
        assert_eq!(free(&then, party, 0..40), free(&candidates, party, 0..40), "{party}: the event's own time is as it was");
        assert_eq!(free(&then, party, 40..60), free(&candidates, party, 0..20), "{party}");
        assert_eq!(free(&then, party, 60..68), free(&candidates, party, 20..28), "{party}");
    }
    assert_eq!(free(&candidates, 1, 0..8), [true, true, true, true, false, false, true, true], "S2 attends the seminar");
    assert_eq!(free(&then, 1, 40..48), [true; 8]);
    // The table that is closed for half an hour is closed again.
    let closed = |all: &koppex::candidates::Candidates, slot| !all.place_free[0].contains(koppex::event::SlotId(slot));
    assert!(closed(&then, 0) && closed(&then, 40) && !closed(&then, 42));
    let later = planned(&own, &Plan { hours: Hours::DayEnd(120), ..Plan::as_is(&own) }).unwrap().event;
    let then = koppex::candidates::Candidates::new(&later);
    assert_eq!(later.n_slots(), 2 * 28);
    assert_eq!(free(&then, 2, 20..28), [false; 8], "B1 had gone before");
    assert_eq!(free(&then, 3, 20..28), [true; 8], "B2 stays");
    assert_eq!(free(&then, 3, 28..56), [false; 28], "and is not there the day after");
}

#[test]
fn places_that_somebody_counts_on_stay() {
    let own = own();
    let of = |places_percent| planned(&own, &Plan { places_percent, ..Plan::as_is(&own) }).unwrap().event;
    let ids = |event: &Event| event.places.iter().map(|place| place.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&of(50)), ["A-T01", "A-T02", "A-V01", "B-T01"]);
    assert_eq!(ids(&of(150)), ["A-T01", "A-T02", "A-T03", "A-V01", "B-T01", "B-T02", "A-T04", "A-T05", "A-V02", "B-T03"]);
    for percent in [10, 50, 150] {
        let event = of(percent);
        assert_eq!(event.place(event.parties[3].place.unwrap()).id, "B-T01", "{percent}");
        let windows = event.windows.iter().filter_map(|w| if let Subject::Place(id) = w.subject { Some(id) } else { None });
        assert_eq!(windows.map(|id| event.place(id).id.as_str()).collect::<Vec<_>>(), ["A-T01"], "{percent}");
    }
}

#[test]
fn a_place_more_in_one_hall_leaves_the_places_of_others_where_they_are() {
    use koppex::event::{HallId, PlaceKind};
    let more = koppex::whatif::Change::Places { hall: HallId(0), kind: PlaceKind::Table, n: 2 };
    let made = koppex::whatif::with(&own(), &[more]).unwrap();
    assert_eq!(facts(&made), facts(&event(&files((7, 7), DAY, Some(DAY), (5, 2)))));
}

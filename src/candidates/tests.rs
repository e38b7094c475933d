//! What the facts of small events say about their pairs.

use super::table::OrgGroup;
use super::*;
use crate::event::{Event, HallId, Mode, OrgWish, PairId, PartyId, Pin, PinAction, Registration, SlotId, Zone};
use crate::testing::sample::{Sample, timetable};
use chrono::NaiveDate;

fn candidates(event: &Event) -> Candidates {
    Candidates::new(event)
}

fn fix(buyer: u32, slot: u32) -> Pin {
    let (sme, buyer) = (PartyId(0), PartyId(buyer));
    Pin { sme, buyer, action: PinAction::Fix, slots: vec![SlotId(slot)], place: None, line: 2 }
}

/// S1 and B1 want to meet three times, two of them a must of S1.
fn thrice() -> Sample {
    Sample::new().smes(1).buyers(1).sessions(1, 5).must(0, 1).wish(1, 0, 50).with(|event| {
        event.wishes[0].times = 3;
        event.wishes[1].times = 2;
    })
}

#[test]
fn a_pair_that_wants_to_meet_several_times_is_as_many_candidates() {
    let all = candidates(&thrice().event());
    let said: Vec<_> = all.pairs.iter().map(|p| (p.copy, p.n_copies, p.n_must, p.value)).collect();
    assert_eq!(said, [(0, 3, 1, 150), (1, 3, 1, 150), (2, 3, 1, 150)]);
    assert_eq!(all.copies_between(PartyId(1), PartyId(0)).collect::<Vec<_>>(), [PairId(0), PairId(1), PairId(2)]);
    assert_eq!(all.copies(PairId(2)).count(), 3);
    assert_eq!(all.n_musts(), 3);
}

#[test]
fn no_pair_is_more_candidates_than_it_has_slots_and_the_musts_beyond_are_out_of_reach() {
    let all = candidates(&thrice().busy(0, &[0, 1, 2]).event());
    assert_eq!((all.pairs.len(), all.n_musts(), all.musts_within_reach()), (2, 3, 2));
    let never = candidates(&thrice().busy(0, &[0, 1, 2, 3, 4]).event());
    assert_eq!((never.pairs.len(), never.n_musts(), never.musts_within_reach()), (1, 3, 0));
}

#[test]
fn meetings_are_the_fixed_copies_first_and_the_others_in_order_of_time() {
    let event = thrice().with(|event| event.pins = vec![fix(1, 3)]).event();
    let all = candidates(&event);
    assert_eq!(all.pairs.iter().map(|p| p.fixed.is_some()).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(all.pair(PairId(0)).slots.iter().collect::<Vec<_>>(), [SlotId(3)]);
    let of = |slots: &[u32]| {
        let meetings: Vec<_> = slots.iter().map(|s| (0, 1, *s, 0)).collect();
        all.of_meetings(&timetable(&event, &meetings)).into_iter().map(|id| id.map(|id| id.0)).collect::<Vec<_>>()
    };
    assert_eq!(of(&[0, 3, 4]), [Some(1), Some(0), Some(2)]);
    assert_eq!(of(&[0, 1, 2]), [Some(1), Some(2), None], "the third copy is fixed elsewhere");
    assert_eq!(all.musts_held(&timetable(&event, &[(0, 1, 0, 0), (0, 1, 3, 0)])), 2);
}

#[test]
fn two_fixed_meetings_of_a_pair_are_two_candidates_only_if_it_may_meet_twice() {
    let pins = |event: &mut Event| event.pins = vec![fix(1, 3), fix(1, 0)];
    let twice = candidates(&thrice().with(pins).event());
    assert_eq!(twice.pairs.iter().map(|p| p.fixed.map(|f| f.0.0)).collect::<Vec<_>>(), [Some(3), Some(0), None]);
    let once = candidates(&Sample::new().smes(1).buyers(1).wish(0, 1, 50).with(pins).event());
    assert_eq!(once.pairs.iter().map(|p| p.fixed.map(|f| f.0.0)).collect::<Vec<_>>(), [Some(3)]);
}

#[test]
fn canonical_copies_are_the_first_ones() {
    let event = thrice().event();
    let all = candidates(&event);
    let mut some = [PairId(2)];
    all.canonical(&mut some);
    assert_eq!(some, [PairId(0)]);
    let fixed = candidates(&thrice().with(|event| event.pins = vec![fix(1, 3)]).event());
    let mut some = [PairId(0), PairId(2)];
    fixed.canonical(&mut some);
    assert_eq!(some, [PairId(0), PairId(1)]);
}

/// S1 wishes City (B1, B2), B3 is of Port.
fn city() -> Sample {
    Sample::new().smes(1).buyers(3).must(0, 1).must(0, 2).wish(0, 3, 50).with(|event| {
        (1..3).for_each(|b| event.parties[b].org = "City".into());
        event.parties[3].org = "Port".into();
        event.org_wishes = vec![OrgWish { from: PartyId(0), org: "City".into(), must_times: 0, named: Vec::new() }];
        (0..2).for_each(|w| event.wishes[w].org_wish = Some(0));
    })
}

#[test]
fn a_wish_for_an_organization_excludes_its_other_buyers_and_counts_once() {
    let event = city().event();
    let all = candidates(&event);
    assert_eq!(all.org_groups, [OrgGroup { sme: PartyId(0), org: "City".into(), pairs: vec![PairId(0), PairId(1)] }]);
    assert_eq!((0..3).map(|id| all.org_group(PairId(id))).collect::<Vec<_>>(), [Some(0), Some(0), None]);
    assert_eq!((all.n_musts(), all.musts_within_reach()), (1, 1));
    assert_eq!(all.musts_held(&timetable(&event, &[(0, 2, 0, 0)])), 1);
    assert_eq!(all.musts_held(&timetable(&event, &[(0, 3, 0, 0)])), 0);
}

#[test]
fn with_once_per_org_every_organization_is_a_group() {
    let all = candidates(&city().with(|event| event.rules.once_per_org = true).event());
    assert_eq!(all.org_groups.iter().map(|g| g.org.as_str()).collect::<Vec<_>>(), ["City", "Port"]);
}

/// A seminar in hall 2 from 08:30 to 08:45; slots begin at 08:00, 08:15, ... and last 14 minutes; the halls are 10 minutes apart.
fn seminar(event: &mut Event) {
    let at = |min| NaiveDate::from_ymd_opt(2022, 4, 13).unwrap().and_hms_opt(8, min, 0).unwrap();
    event.walk_min = vec![vec![0, 10], vec![10, 0]];
    event.registrations = vec![Registration {
        party: PartyId(0),
        session: "X".into(),
        hall: Some(HallId(1)),
        start: at(30),
        end: at(45),
        title: "Seminar".into(),
        line: 2,
    }];
}

#[test]
fn a_session_in_another_hall_leaves_time_to_walk_there_and_back() {
    let sample = Sample::new().smes(1).buyers(1).sessions(1, 6).tables(&[1]).wish(0, 1, 50).busy(0, &[2]);
    let slots = |sample: Sample| candidates(&sample.event()).pair(PairId(0)).slots.iter().map(|s| s.0).collect::<Vec<_>>();
    let two_halls = || sample.clone().tables(&[1, 0]).with(seminar);
    assert_eq!(slots(two_halls()), [0, 4, 5], "neither 08:15 nor 08:45");
    assert_eq!(slots(sample.clone().tables(&[0, 1]).with(seminar)), [0, 1, 3, 4, 5], "the same hall");
    assert_eq!(slots(two_halls().with(|e| e.parties[0].capacity = 2)), [0, 1, 3, 4, 5], "another delegate goes");
    let event = sample.clone().tables(&[1, 1]).with(seminar).event();
    let all = candidates(&event);
    let at = |slot| all.places_at(&event, all.pair(PairId(0)), SlotId(slot)).map(|p| p.0).collect::<Vec<_>>();
    assert_eq!([at(0), at(1), at(3), at(4)], [vec![0, 1], vec![1], vec![1], vec![0, 1]]);
}

#[test]
fn walks_bind_between_slots_as_they_follow_each_other() {
    let walks = |sample: Sample| candidates(&sample.event()).walks;
    let far = |event: &mut Event| event.walk_min = vec![vec![0, 10], vec![10, 0]];
    let two_halls = || Sample::new().smes(1).buyers(1).tables(&[1, 1]).wish(0, 1, 50);
    assert!(!walks(two_halls()).bind());
    let near = walks(two_halls().with(far));
    assert!(near.bind());
    assert!(!near.walkable((SlotId(0), HallId(0)), (SlotId(1), HallId(1))));
    assert!(near.walkable((SlotId(0), HallId(0)), (SlotId(1), HallId(0))));
    assert!(near.walkable((SlotId(0), HallId(0)), (SlotId(2), HallId(1))));
    assert!(!walks(two_halls().tables(&[1, 0]).with(far)).bind(), "nobody can be in the other hall");
    // 23:46 and 00:00 of the next day.
    let over_midnight = walks(two_halls().days(2).sessions(1, 1).with(far).with(|event| {
        event.grid.slots[0].start_min = 23 * 60 + 46;
        event.grid.slots[1].start_min = 0;
    }));
    assert!(over_midnight.bind());
    assert_eq!(over_midnight.between_min(SlotId(0), SlotId(1)), 0);
    // Slots an hour apart, sessions that touch do not matter then.
    assert!(!walks(two_halls().sessions(2, 1).with(far)).bind());
}

#[test]
fn local_hours_are_those_between_two_instants() {
    // Berlin has no 02:00 to 03:00 on 2022-03-27; the slots 09:00, 09:15, ... in Seoul begin at 01:00, 01:15, 01:30, 01:45 there and then at 03:00.
    let in_berlin = |hours: (i32, i32)| {
        let mut event = Sample::new().smes(1).buyers(1).sessions(1, 8).video(1).wish(0, 1, 50).event();
        event.grid.days[0].date = NaiveDate::from_ymd_opt(2022, 3, 27).unwrap();
        event.grid.slots.iter_mut().enumerate().for_each(|(i, slot)| slot.start_min = 9 * 60 + 15 * i as i32);
        event.parties[1].mode = Mode::Online;
        event.parties[1].timezone = Zone::named("Europe/Berlin");
        event.local_hours = hours;
        candidates(&event).free[1].iter().map(|s| s.0).collect::<Vec<_>>()
    };
    assert_eq!(in_berlin((60, 120)), [0, 1, 2, 3]);
    assert_eq!(in_berlin((150, 195)), [4], "02:30 is the instant at which it is 03:00");
    assert_eq!(in_berlin((180, 90)), [0, 1, 4, 5, 6, 7], "from 03:00 to 01:30 of the next day");
    assert_eq!(in_berlin((105, 105)).len(), 8, "once round the clock");
}

#[test]
fn a_fixed_pair_may_meet_again_though_that_is_worth_nothing() {
    let worthless = || thrice().with(|event| event.parties[0].bonus = -150);
    assert!(!candidates(&worthless().event()).pair(PairId(0)).schedulable());
    let all = candidates(&worthless().with(|event| event.pins = vec![fix(1, 3)]).event());
    assert!(all.pairs.iter().all(Pair::schedulable) && !all.every_meeting_counts());
    assert!(candidates(&thrice().event()).every_meeting_counts());
}

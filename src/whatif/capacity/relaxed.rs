//! Events that allow at least as much as another and count something else. What no timetable of theirs exceeds, none of the other exceeds.

use crate::candidates::{Candidates, Exclusion};
use crate::event::{Event, Grid, HallId, PartyId, PinAction, Place, PlaceKind, ValueRules, WishKind, Zone};
use chrono::{Duration, NaiveDate};
use std::collections::BTreeSet;

/// The event without must wishes and minimums: only points count.
pub fn for_points(event: &Event) -> Event {
    let mut relaxed = event.clone();
    relaxed.parties.iter_mut().for_each(|party| party.min_meetings = 0);
    relaxed.wishes.iter_mut().filter(|wish| wish.kind == WishKind::Must).for_each(|wish| wish.kind = WishKind::Want);
    relaxed.org_wishes.iter_mut().for_each(|wish| wish.must_times = 0);
    relaxed
}

/// The event in which the total value is the number of wishes that come true: each counts once, as soon as its parties meet. Nothing is fixed, and those
/// whose meeting would be worth no points, and is therefore never held, do not wish it.
pub fn for_wishes(event: &Event, worthless: &BTreeSet<(PartyId, PartyId)>) -> Event {
    let mut relaxed = for_points(event);
    relaxed.value = ValueRules { sme_weight: 1, buyer_weight: 1, mutual_bonus: 0, fill_points: 0, tags: Default::default() };
    relaxed.parties.iter_mut().for_each(|party| party.bonus = 0);
    relaxed
        .wishes
        .retain(|wish| wish.kind == WishKind::Block || !worthless.contains(&(wish.from.min(wish.to), wish.from.max(wish.to))));
    for wish in &mut relaxed.wishes {
        (wish.rank, wish.score, wish.times) = (None, Some(1), 1);
    }
    relaxed.pins.retain(|pin| pin.action == PinAction::Forbid);
    relaxed.orders.clear();
    relaxed.rules.max_gap_difference = None;
    relaxed
}

/// The pairs that are never held because they are worth no points, the smaller id first.
pub fn worthless(candidates: &Candidates) -> BTreeSet<(PartyId, PartyId)> {
    let all = candidates.pairs.iter().filter(|pair| pair.exclusion == Some(Exclusion::Worthless));
    all.map(|pair| (pair.sme.min(pair.buyer), pair.sme.max(pair.buyer))).collect()
}

/// The pairs that can be held at all in an event [`for_wishes`], the smaller id first: they may meet, and are free at the same time in some slot in which
/// there is a place for them and, if need be, an interpreter.
pub fn together(event: &Event) -> BTreeSet<(PartyId, PartyId)> {
    let candidates = Candidates::new(event);
    let all = candidates.pairs.iter().filter(|pair| pair.schedulable());
    all.map(|pair| (pair.sme.min(pair.buyer), pair.sme.max(pair.buyer))).collect()
}

/// Of an event [`for_wishes`], the one in which only these pairs, the smaller id first, wish each other, and in which places, hours and interpreters never
/// run short for them; `max_meetings` and the rule of one buyer an organization (R11) hold.
pub fn unlimited(event: &Event, pairs: &BTreeSet<(PartyId, PartyId)>) -> Event {
    let candidates = Candidates::new(event);
    let mut free = event.clone();
    free.wishes.retain(|wish| wish.kind == WishKind::Block || pairs.contains(&(wish.from.min(wish.to), wish.from.max(wish.to))));
    for wish in &mut free.wishes {
        (wish.not_before, wish.not_after) = (None, None);
    }
    for (party, pairs) in free.parties.iter_mut().zip(&candidates.of_party) {
        party.capacity = pairs.len().max(1) as u32;
        (party.hall, party.place, party.max_per_day, party.max_in_a_row) = (None, None, None, None);
        (party.languages, party.timezone) = (Vec::new(), Zone::named("UTC"));
    }
    free.interpreters.clear();
    free.windows.clear();
    free.registrations.clear();
    free.pins.retain(|pin| pin.slots.is_empty());
    (free.timezone, free.local_hours) = (Zone::named("UTC"), (0, 0));
    // Room for all pairs at once: as many slots as places.
    let side = (1..).find(|n| n * n >= candidates.pairs.len()).expect("a square is as large");
    free.grid = slots(side);
    let places = |kind: PlaceKind, letter: char| {
        (0..side).map(move |n| Place { id: format!("{letter}{n}"), hall: HallId(0), kind, reserved_for: None })
    };
    free.places = places(PlaceKind::Table, 'T').chain(places(PlaceKind::Video, 'V')).collect();
    free
}

/// So many slots, a thousand a day.
fn slots(n: usize) -> Grid {
    const OF_DAY: usize = 1_000;
    let mut grid = Grid::new(1, 0, 0);
    let mut date = NaiveDate::default();
    for first in (0..n).step_by(OF_DAY) {
        grid.begin_day(date);
        grid.add_session((0, (n - first).min(OF_DAY) as i32), Zone::named("UTC"));
        date += Duration::days(1);
    }
    grid
}

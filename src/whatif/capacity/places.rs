//! The places of a plan: more or fewer tables and video rooms in each hall.

use crate::event::{Event, HallId, Place, PlaceId, PlaceKind, Subject};
use crate::whatif::change::place_ids;
use std::collections::BTreeMap;

/// So many percent of the tables of each hall, and of its video rooms, to the nearest whole number and at least one of those there are. New ones stand
/// open to everybody all event long. Places that are reserved, fixed for a buyer or named by a pin stay; of the others the last ones go.
pub fn scale(event: &mut Event, percent: u32) {
    let mut groups: BTreeMap<(HallId, PlaceKind), Vec<PlaceId>> = BTreeMap::new();
    for (ix, place) in event.places.iter().enumerate() {
        groups.entry((place.hall, place.kind)).or_default().push(PlaceId::at(ix));
    }
    let is_kept = kept(event);
    let mut gone = vec![false; event.places.len()];
    let mut new: Vec<Place> = Vec::new();
    for ((hall, kind), places) in groups {
        let wanted = (places.len() * percent as usize + 50) / 100;
        let wanted = wanted.max(1);
        let free = places.iter().rev().filter(|id| !is_kept[id.ix()]);
        free.take(places.len().saturating_sub(wanted)).for_each(|id| gone[id.ix()] = true);
        let n_more = wanted.saturating_sub(places.len()) as u32;
        new.extend(place_ids(event, hall, kind, n_more).into_iter().map(|id| Place { id, hall, kind, reserved_for: None }));
    }
    remove(event, &gone);
    event.places.extend(new);
}

/// By place: the input names it.
fn kept(event: &Event) -> Vec<bool> {
    let mut kept: Vec<bool> = event.places.iter().map(|place| place.reserved_for.is_some()).collect();
    let named = event.parties.iter().filter_map(|party| party.place).chain(event.pins.iter().filter_map(|pin| pin.place));
    named.for_each(|id| kept[id.ix()] = true);
    kept
}

/// Takes places away and numbers the others anew.
fn remove(event: &mut Event, gone: &[bool]) {
    let mut next = 0;
    let mut number = |is_gone: &bool| {
        next += u32::from(!is_gone);
        (!is_gone).then(|| PlaceId(next - 1))
    };
    let numbers: Vec<Option<PlaceId>> = gone.iter().map(&mut number).collect();
    let anew = |id: &mut Option<PlaceId>| *id = id.and_then(|id| numbers[id.ix()]);
    event.parties.iter_mut().for_each(|party| anew(&mut party.place));
    event.pins.iter_mut().for_each(|pin| anew(&mut pin.place));
    event.windows.retain_mut(|window| {
        let Subject::Place(id) = &mut window.subject else { return true };
        let Some(new) = numbers[id.ix()] else { return false };
        *id = new;
        true
    });
    let mut gone = gone.iter();
    event.places.retain(|_| !gone.next().expect("one for each place"));
}

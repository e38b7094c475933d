//! Pins on the slots of a plan.

use crate::candidates::Candidates;
use crate::event::{Event, Grid, PairId, PartyId, Pin, PinAction, PlaceId, SlotId};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the pins of `event`, made for the slots of `old`, on its own slots. A fixed meeting stays at its start; where other lengths leave no slot there, at
/// the nearest start of its day. It is given up, and the pair is wished as any other, if there is none, or if it cannot be held there. What is
/// forbidden stays forbidden at all of its minutes. The number of those given up.
pub fn lay(event: &mut Event, old: &Grid) -> usize {
    let pins = std::mem::take(&mut event.pins);
    let at: Vec<Option<(SlotId, bool)>> = pins.iter().map(|pin| fixed(&event.grid, old, pin)).collect();
    let mut laid = Laid::default();
    let in_place = pins.iter().zip(&at).filter_map(|(pin, at)| at.filter(|(_, is_moved)| !is_moved).map(|(slot, _)| (pin, slot)));
    in_place.for_each(|(pin, slot)| laid.add(pin, slot));
    let (mut kept, mut moved, mut n_given_up) = (Vec::new(), Vec::new(), 0);
    for (pin, at) in pins.into_iter().zip(at) {
        match (pin.action, at) {
            (PinAction::Forbid, _) => kept.extend(forbidden(&event.grid, old, pin)),
            (PinAction::Fix, Some((slot, false))) => kept.push(Pin { slots: vec![slot], ..pin }),
            (PinAction::Fix, Some((slot, true))) if laid.takes(event, &pin, slot) => {
                laid.add(&pin, slot);
                moved.push(kept.len());
                kept.push(Pin { slots: vec![slot], ..pin });
            }
            (PinAction::Fix, _) => n_given_up += 1,
        }
    }
    event.pins = kept;
    n_given_up + give_up_impossible(event, &moved)
}

/// The slot of a fixed meeting, and whether it starts at another time than before.
fn fixed(new: &Grid, old: &Grid, pin: &Pin) -> Option<(SlotId, bool)> {
    let slot = *pin.slots.first().filter(|_| pin.action == PinAction::Fix)?;
    let (date, start_min) = (old.date_of(slot), old.slots[slot.ix()].start_min);
    if let Some(same) = new.slot_at(date, start_min) {
        return Some((same, false));
    }
    let of_date = new.slot_ids().filter(|slot| new.date_of(*slot) == date);
    let distance = |slot: &SlotId| (new.slots[slot.ix()].start_min - start_min).abs();
    let nearest = of_date.min_by_key(distance)?;
    (distance(&nearest) < old.pitch_min().max(new.pitch_min())).then_some((nearest, true))
}

/// What a pin forbids, on other slots; nothing if none of its time is left.
fn forbidden(new: &Grid, old: &Grid, pin: Pin) -> Option<Pin> {
    let Some(first) = pin.slots.first() else { return Some(pin) };
    let day = &old.days[old.day_of(*first).ix()];
    let is_whole_day = pin.slots.len() == (day.slots.1.0 - day.slots.0.0) as usize;
    let span = |grid: &Grid, slot: SlotId| {
        let start = grid.slots[slot.ix()].start_min;
        (grid.date_of(slot), start, start + grid.meeting_min())
    };
    let is_met = |slot: &SlotId| {
        let (date, start, end) = span(new, *slot);
        let meets = |(of, from, to): (_, i32, i32)| of == date && from < end && start < to;
        (is_whole_day && date == day.date) || pin.slots.iter().any(|slot| meets(span(old, *slot)))
    };
    let slots: Vec<SlotId> = new.slot_ids().filter(is_met).collect();
    (!slots.is_empty()).then_some(Pin { slots, ..pin })
}

/// What fixed meetings take.
#[derive(Default)]
struct Laid {
    desks: BTreeMap<(PartyId, SlotId), u32>,
    pairs: BTreeSet<(PartyId, PartyId, SlotId)>,
    places: BTreeSet<(PlaceId, SlotId)>,
}

impl Laid {
    fn takes(&self, event: &Event, pin: &Pin, slot: SlotId) -> bool {
        let has_desk = |party: &PartyId| self.desks.get(&(*party, slot)).is_none_or(|n| *n < event.party(*party).capacity);
        let is_free = pin.place.is_none_or(|place| !self.places.contains(&(place, slot)));
        is_free && [pin.sme, pin.buyer].iter().all(has_desk) && !self.pairs.contains(&(pin.sme, pin.buyer, slot))
    }

    fn add(&mut self, pin: &Pin, slot: SlotId) {
        [pin.sme, pin.buyer].into_iter().for_each(|party| *self.desks.entry((party, slot)).or_default() += 1);
        self.pairs.insert((pin.sme, pin.buyer, slot));
        self.places.extend(pin.place.map(|place| (place, slot)));
    }
}

/// Gives up the fixed meetings among `moved`, positions of pins, that cannot be held where they stand now, whatever else is held.
fn give_up_impossible(event: &mut Event, moved: &[usize]) -> usize {
    if moved.is_empty() {
        return 0;
    }
    let candidates = Candidates::new(event);
    let stands = |pin: &Pin| {
        let is_it = |id: &PairId| candidates.pair(*id).fixed.is_some_and(|(slot, _)| slot == pin.slots[0]);
        let found = candidates.copies_between(pin.sme, pin.buyer).find(is_it);
        found.is_some_and(|id| candidates.pair(id).schedulable())
    };
    let gone: Vec<usize> = moved.iter().copied().filter(|at| !stands(&event.pins[*at])).collect();
    let mut at = 0;
    event.pins.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    gone.len()
}

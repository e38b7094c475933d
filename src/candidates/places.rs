//! Where pairs may be held and who interprets: places by kind, hall, reservation and pin, in the slots that walks from and to registered
//! sessions leave.

use super::times::{slot_interval, utc_min};
use super::{Candidates, Pair};
use crate::event::{Event, HallId, InterpreterId, PartyId, PlaceId, Registration, SlotId, SlotSet};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The places of a pair, and for each of their halls the slots in which one of them there is free.
pub(super) struct Open {
    pub places: Arc<[PlaceId]>,
    halls: BTreeMap<HallId, SlotSet>,
}

impl Candidates {
    /// Whether a party can be in a hall in a slot: it has time to walk from and to every session with a hall that it is registered for.
    #[inline]
    pub fn can_reach(&self, party: PartyId, slot: SlotId, hall: HallId) -> bool {
        self.reach[party.ix()].as_ref().is_none_or(|halls| halls[hall.ix()].contains(slot))
    }

    /// Whether sessions with a hall keep a party from some halls in some of its free slots.
    pub fn reach_binds(&self, party: PartyId) -> bool {
        self.reach[party.ix()].is_some()
    }

    /// Whether one of the pair's places is open to it in a slot: free, and in a hall that both parties can reach.
    pub fn place_open(&self, event: &Event, pair: &Pair, slot: SlotId, place: PlaceId) -> bool {
        let hall = event.place(place).hall;
        self.place_free[place.ix()].contains(slot) && pair.parties().iter().all(|p| self.can_reach(*p, slot, hall))
    }

    /// The pair's places that are open to it in a slot, in file order.
    pub fn places_at<'a>(&'a self, event: &'a Event, pair: &'a Pair, slot: SlotId) -> impl Iterator<Item = PlaceId> + 'a {
        pair.places.iter().copied().filter(move |place| self.place_open(event, pair, slot, *place))
    }

    /// Places at which the pair may be held, its pinned place alone if it has one. Equal lists are one, kept in `lists`, so that they can be told
    /// apart by their address.
    pub(super) fn places_of(&self, event: &Event, pair: &Pair, lists: &mut HashSet<Arc<[PlaceId]>>) -> Open {
        let pinned = pair.fixed.and_then(|(_, place)| place);
        let fits = |id: &PlaceId| event.suits(*id, pair.buyer, pair.mode) && pinned.is_none_or(|p| p == *id);
        let found: Arc<[PlaceId]> = (0..event.places.len()).map(PlaceId::at).filter(fits).collect();
        let places = lists.get(&found).cloned().unwrap_or_else(|| found.clone());
        lists.insert(places.clone());
        let mut halls: BTreeMap<HallId, SlotSet> = BTreeMap::new();
        for place in places.iter() {
            let open = halls.entry(event.place(*place).hall).or_insert_with(|| SlotSet::empty(event.n_slots()));
            open.unite(&self.place_free[place.ix()]);
        }
        Open { places, halls }
    }

    /// The slots in which a pair may be held.
    pub(super) fn slots_of(&self, pair: &Pair, open: &Open) -> SlotSet {
        let mut with_place = pair.common.none();
        for (hall, free) in &open.halls {
            let mut there = free.clone();
            let reaches = pair.parties().into_iter().filter_map(|p| self.reach[p.ix()].as_ref());
            reaches.for_each(|halls| there.intersect(&halls[hall.ix()]));
            with_place.unite(&there);
        }
        let mut slots = pair.common.clone();
        slots.intersect(&with_place);
        if let Some(interpreters) = &pair.interpreters {
            let mut served = slots.none();
            interpreters.iter().for_each(|i| served.unite(&self.interpreter_free[i.ix()]));
            slots.intersect(&served);
        }
        if let Some((slot, _)) = pair.fixed {
            let mut only = slots.none();
            only.insert(slot);
            slots.intersect(&only);
        }
        if pair.exclusion.is_some() { slots.none() } else { slots }
    }
}

/// By party: for each hall the slots in which it can be there, as far as its registered sessions with a hall tell; `None` where they forbid
/// nothing. Parties with several delegates or desks can send one of them (R08).
pub(super) fn hall_reach(event: &Event) -> Vec<Option<Vec<SlotSet>>> {
    let mut reach: Vec<Option<Vec<SlotSet>>> = vec![None; event.parties.len()];
    for registration in event.registrations.iter().filter(|r| event.party(r.party).capacity == 1) {
        let Some(there) = registration.hall else { continue };
        for (hall, slot) in out_of_reach(event, registration, there) {
            let halls =
                reach[registration.party.ix()].get_or_insert_with(|| vec![SlotSet::full(event.n_slots()); event.halls.len()]);
            halls[hall.ix()].remove(slot);
        }
    }
    reach
}

/// Halls and slots between which and a session there is too little time to walk. A meeting during the session is for R02 to forbid.
fn out_of_reach(event: &Event, session: &Registration, there: HallId) -> Vec<(HallId, SlotId)> {
    let (start, end) = (utc_min(event.timezone, session.start), utc_min(event.timezone, session.end));
    let halls = || (0..event.halls.len()).map(HallId::at);
    let of_slot = |slot: SlotId| {
        let (from, to) = slot_interval(event, slot);
        let between_min = if to <= start { start - to } else { from - end };
        let far = move |hall: &HallId| i64::from(event.walk_min[there.ix()][hall.ix()]) > between_min;
        halls().filter(far).map(move |hall| (hall, slot)).filter(move |_| between_min >= 0)
    };
    event.grid.slot_ids().flat_map(of_slot).collect()
}

/// `None` if no interpreter is needed.
pub(super) fn interpreters_between(event: &Event, [a, b]: [&[String]; 2]) -> Option<Arc<[InterpreterId]>> {
    let share = |x: &[String], y: &[String]| x.iter().any(|l| y.contains(l));
    if a.is_empty() || b.is_empty() || share(a, b) {
        return None;
    }
    let serves = |i: &InterpreterId| {
        let spoken = &event.interpreters[i.ix()].languages;
        share(spoken, a) && share(spoken, b)
    };
    Some((0..event.interpreters.len()).map(InterpreterId::at).filter(serves).collect())
}

//! The cheapest place and the cheapest interpreter of a pair, slot by slot.

use super::Triple;
use super::list::{Priced, Prices};
use super::ways::{Fixed, Holdable, Ways};
use super::written::{Certificate, Group};
use crate::event::{HallId, InterpreterId, PartyId, PlaceId, PlaceKind, SlotId};
use std::borrow::Cow;
use std::collections::HashMap;

/// By slot; `None` where there is none to have.
pub(super) type BySlot = Vec<Option<Triple>>;

/// Prices of places and interpreters, ready to be looked up.
pub(super) struct SpotPrices<'a> {
    ways: &'a Ways<'a>,
    /// What is not here costs nothing.
    places: HashMap<(PlaceId, SlotId), Triple>,
    interpreters: HashMap<(InterpreterId, SlotId), Triple>,
    /// The cheapest open place that is reserved for nobody: `by_hall[kind][hall.ix()]`.
    by_hall: [Vec<BySlot>; 2],
    /// The same in any hall.
    anywhere: [BySlot; 2],
    reserved: HashMap<PartyId, Vec<PlaceId>>,
    /// The cheapest interpreter between two lists of languages; `None` if nobody is needed.
    between: HashMap<[&'a [String]; 2], Option<BySlot>>,
}

fn ix(kind: PlaceKind) -> usize {
    usize::from(kind == PlaceKind::Video)
}

impl<'a> SpotPrices<'a> {
    /// `None` if the numbers are too large.
    pub fn of(ways: &'a Ways<'a>, certificate: &Certificate, prices: &Prices) -> Option<Self> {
        let event = ways.derived.event;
        let none = || vec![None; event.n_slots()];
        let mut spots = Self {
            ways,
            places: HashMap::new(),
            interpreters: HashMap::new(),
            by_hall: [(); 2].map(|()| vec![none(); event.halls.len()]),
            anywhere: [(); 2].map(|()| none()),
            reserved: HashMap::new(),
            between: HashMap::new(),
        };
        for (priced, price) in prices {
            let (name, slot) = match priced {
                Priced::Places(name, slot) | Priced::Interpreters(name, slot) => (name, *slot),
                _ => continue,
            };
            match certificate.groups.get(name) {
                None => {}
                Some(Group::Places(places)) => places.iter().try_for_each(|p| pay(&mut spots.places, (*p, slot), *price))?,
                Some(Group::Interpreters(who)) => {
                    who.iter().try_for_each(|i| pay(&mut spots.interpreters, (*i, slot), *price))?
                }
            }
        }
        spots.gather_places();
        Some(spots)
    }

    fn gather_places(&mut self) {
        let event = self.ways.derived.event;
        for (i, place) in event.places.iter().enumerate() {
            let id = PlaceId::at(i);
            if let Some(owner) = place.reserved_for {
                self.reserved.entry(owner).or_default().push(id);
                continue;
            }
            for slot in event.grid.slot_ids().filter(|slot| self.ways.is_open(id, *slot)) {
                let price = Some(self.of_place(id, slot));
                for best in [&mut self.by_hall[ix(place.kind)][place.hall.ix()], &mut self.anywhere[ix(place.kind)]] {
                    best[slot.ix()] = cheaper(best[slot.ix()], price);
                }
            }
        }
    }

    fn of_place(&self, place: PlaceId, slot: SlotId) -> Triple {
        self.places.get(&(place, slot)).copied().unwrap_or_default()
    }

    /// The cheapest place of a pair in every slot.
    pub fn places_of(&self, pair: &Holdable) -> Cow<'_, [Option<Triple>]> {
        let buyer = self.ways.derived.event.party(pair.buyer);
        let kind = ix(self.ways.mode(pair).place_kind());
        let plain = buyer.place.is_none() && !self.reserved.contains_key(&pair.buyer) && !self.ways.walks_bind(pair);
        match buyer.hall {
            Some(hall) if plain => Cow::Borrowed(&self.by_hall[kind][hall.ix()]),
            None if plain => Cow::Borrowed(&self.anywhere[kind]),
            _ => self.ways.derived.event.grid.slot_ids().map(|slot| self.place_in(pair, slot, None)).collect(),
        }
    }

    /// The cheapest place of one meeting.
    pub fn place_in(&self, pair: &Holdable, slot: SlotId, fixed: Option<Fixed>) -> Option<Triple> {
        let (event, buyer) = (self.ways.derived.event, self.ways.derived.event.party(pair.buyer));
        let at = |place: PlaceId| self.ways.may_stand(pair, slot, place, fixed).then(|| self.of_place(place, slot));
        if let Some(only) = fixed.and_then(|fixed| fixed.place).or(buyer.place) {
            return at(only);
        }
        let own = self.reserved.get(&pair.buyer).into_iter().flatten().filter_map(|place| at(*place)).min();
        let by_hall = &self.by_hall[ix(self.ways.mode(pair).place_kind())];
        let halls = (0..event.halls.len()).map(HallId::at).filter(|hall| buyer.hall.is_none_or(|only| only == *hall));
        let halls = halls.filter(|hall| self.ways.can_be_in(pair, *hall, slot));
        cheaper(own, halls.filter_map(|hall| by_hall[hall.ix()][slot.ix()]).min())
    }

    /// The cheapest interpreter of a pair in every slot; `None` if it needs nobody.
    pub fn interpreters_of(&mut self, pair: &Holdable) -> Option<&BySlot> {
        let languages = self.ways.languages(pair);
        if languages.iter().any(|named| named.is_empty()) {
            return None;
        }
        if !self.between.contains_key(&languages) {
            let by_slot = self.ways.interpreters(languages).map(|able| self.cheapest_of(&able));
            self.between.insert(languages, by_slot);
        }
        self.between[&languages].as_ref()
    }

    fn cheapest_of(&self, able: &[InterpreterId]) -> BySlot {
        let derived = self.ways.derived;
        let in_slot = |slot: SlotId| {
            let free = able.iter().filter(|who| derived.interpreter_free(**who).contains(slot));
            free.map(|who| self.interpreters.get(&(*who, slot)).copied().unwrap_or_default()).min()
        };
        derived.event.grid.slot_ids().map(in_slot).collect()
    }
}

fn pay<K: std::hash::Hash + Eq>(prices: &mut HashMap<K, Triple>, key: K, price: Triple) -> Option<()> {
    let paid = prices.entry(key).or_default();
    *paid = paid.plus(price)?;
    Some(())
}

fn cheaper(a: Option<Triple>, b: Option<Triple>) -> Option<Triple> {
    a.into_iter().chain(b).min()
}

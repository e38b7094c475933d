//! The price list: with prices on what is scarce, anybody can verify by additions alone that no timetable is better than a bound
//! (weak duality of linear programs, in lexicographically compared triples).
//!
//! Every meeting takes a unit of its parties, their slot and day, a place, perhaps an interpreter, an organization's one buyer. A timetable
//! pays for what it takes, and nothing can be taken more often than its capacity. So it is worth at most the sum of price x capacity, plus what
//! is left of each pair's worth after the cheapest way to hold it is paid, where that is more than nothing. That holds whatever the prices
//! are: good prices prove a good bound, bad ones a weak bound, and none a false one. See spec 6.1.
//!
//! Knows nothing of how prices are found. `check` recomputes the same sum from the written file with its own code.

mod capacity;
mod fixed;
mod valuation;

pub(crate) use capacity::{day_capacity, party_capacity};
pub(crate) use fixed::{Filled, Remainder};
pub(crate) use valuation::{PairFixing, Valuation};

use crate::event::{DayId, InterpreterId, PairId, PartyId, PlaceId, SlotId};
use crate::triple::Triple;
use std::collections::BTreeMap;

/// Prices in units of `1 / scale`; what is missing in a map costs nothing. No price is below 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceList {
    /// Whole numbers are kept by multiplying every price with this, at least 1.
    pub scale: i64,
    /// For each meeting of a party, by party.
    pub party: Vec<Triple>,
    /// Reward for each meeting of a party that has a minimum, by party: at most one missing meeting.
    pub minimum: Vec<Triple>,
    /// For each meeting of a party on a day.
    pub party_day: BTreeMap<(PartyId, DayId), Triple>,
    /// For each meeting of a party in a slot.
    pub party_slot: BTreeMap<(PartyId, SlotId), Triple>,
    /// Places, and interpreters, that are priced alike. No place or interpreter is in two groups.
    pub groups: Vec<Group>,
    /// By position in `groups` and slot.
    pub group_slot: BTreeMap<(usize, SlotId), Triple>,
    /// By the party that plays the SME, and the organization of which it meets one buyer at most.
    pub org: BTreeMap<(PartyId, String), Triple>,
    /// Sets of pairs that cannot all be held.
    pub rows: Vec<PricedRow>,
}

/// What a group of `PriceList::groups` is made of, ascending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Tables or video rooms.
    Places(Vec<PlaceId>),
    /// Interpreters.
    Interpreters(Vec<InterpreterId>),
}

/// A price on a set of pairs that cannot all be held, whatever else is held: trying all their slots shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedRow {
    /// How many of the pairs can be held together.
    pub at_most: i64,
    /// All different; of a pair that may meet several times all its meetings.
    pub pairs: Vec<PairId>,
    /// For each of the pairs that is held.
    pub price: Triple,
}

impl PriceList {
    /// A list in which every price is 0.
    pub fn free(n_parties: usize) -> Self {
        Self {
            scale: 1,
            party: vec![Triple::ZERO; n_parties],
            minimum: vec![Triple::ZERO; n_parties],
            party_day: BTreeMap::new(),
            party_slot: BTreeMap::new(),
            groups: Vec::new(),
            group_slot: BTreeMap::new(),
            org: BTreeMap::new(),
            rows: Vec::new(),
        }
    }

    /// The points of the prices alone, none below 0 and no reward: a price list for the total value, whatever happens on the levels before.
    pub fn points_alone(&self) -> Self {
        let points = |price: &mut Triple| *price = Triple::points(price.value.max(0));
        let mut list = self.clone();
        list.minimum.fill(Triple::ZERO);
        list.party.iter_mut().for_each(points);
        list.party_day.values_mut().for_each(points);
        list.party_slot.values_mut().for_each(points);
        list.group_slot.values_mut().for_each(points);
        list.org.values_mut().for_each(points);
        list.rows.iter_mut().for_each(|row| points(&mut row.price));
        list
    }

    /// Adds to the price of a party in a slot.
    pub fn add_party_slot(&mut self, party: PartyId, slot: SlotId, price: Triple) {
        if !price.is_zero() {
            *self.party_slot.entry((party, slot)).or_default() += price;
        }
    }
}

//! What is scarce: the hours, the places and interpreters, and the buyers of which one more would be worth most, by the prices of prices.csv.
//!
//! The bound is a sum of price x capacity and of what is left of every pair (spec 6.1). So long as prices and the ways to hold a pair stay, a
//! capacity that is higher by one raises the bound by its price: nobody can gain more from it. That is all the prices say: what is gained may
//! be less, and an hour or a place that is like none there is has no price.

mod words;

pub use words::{Section, sections, title};

use super::decimal::Decimal;
use super::ids::Ids;
use super::names::full_name;
use crate::event::{DayId, PartyId, PlaceKind, SlotId, clock};
use crate::outcome::{Level, Outcome};
use crate::prices::{Group, PriceList, day_capacity, party_capacity};
use crate::problem::Problem;
use crate::triple::Triple;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows of each list at most.
const MAX_ROWS: usize = 5;

/// The dearest hours, places and interpreters, and buyers, dearest first; at most five of each, none that is worth nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Dearest {
    /// True where the total value meets its bound: what one more raises the bound by is then what it is worth at most.
    pub exact: bool,
    /// By what the bound rises at most if in this hour every party that is there can hold one more meeting, and each group of places and of
    /// interpreters has one more.
    pub hours: Vec<DearHour>,
    /// By what the bound rises at most if the group has one more place, or interpreter, like those it has, at every hour of the event.
    pub supplies: Vec<DearSupply>,
    /// By what the bound rises at most if the buyer can hold one more meeting in one of its hours, its limits being one higher.
    pub buyers: Vec<DearBuyer>,
}

/// What something is worth at most, compared in the order must, shortfall, value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Worth {
    /// Must wishes.
    pub must: Decimal,
    /// Meetings missing to minimums.
    pub shortfall: Decimal,
    /// Points.
    pub value: Decimal,
}

/// An hour and its worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct DearHour {
    /// `2022-04-13`
    pub date: String,
    /// Start of the meetings, `HH:MM` in the event's zone.
    pub start: String,
    /// In must wishes, missing meetings and points.
    pub worth: Worth,
}

/// A group of places or interpreters and its worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct DearSupply {
    /// What the group is made of.
    pub kind: SupplyKind,
    /// Hall of the places; null if they lie in several halls, and for interpreters.
    pub hall: Option<String>,
    /// Ids of places or interpreters.
    pub ids: Vec<String>,
    /// In must wishes, missing meetings and points.
    pub worth: Worth,
}

/// What meetings need besides their parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupplyKind {
    /// Tables, for meetings on site.
    Table,
    /// Video rooms, for meetings online.
    VideoRoom,
    /// Interpreters.
    Interpreter,
}

/// A buyer and its worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct DearBuyer {
    /// Id of the buyer, with `buyer:` in front where an SME has it too.
    pub party_id: String,
    /// Organization, department and person.
    pub name: String,
    /// In must wishes, missing meetings and points.
    pub worth: Worth,
}

impl Dearest {
    /// By the prices of a solved timetable; `None` unless the second opinion certified the bound of the total value, or where rows have prices
    /// (rest, sets of pairs that cannot all be held): how far one more would raise what a row allows, no price says.
    pub fn of(problem: Problem, outcome: &Outcome) -> Option<Self> {
        let value = outcome.levels.iter().find(|l| l.level == Level::Value && l.certified)?;
        let prices = &outcome.certificate.as_ref().filter(|certificate| certificate.prices.rows.is_empty())?.prices;
        let exact = outcome.levels.iter().take_while(|l| l.level <= Level::Value).all(|l| l.certified && l.value == l.bound);
        debug_assert!(value.level == Level::Value);
        Some(Self { exact, hours: hours(problem, prices), supplies: supplies(problem, prices), buyers: buyers(problem, prices) })
    }

    /// Whether one more of anything would be worth nothing.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty() && self.supplies.is_empty() && self.buyers.is_empty()
    }
}

impl Worth {
    fn of(price: Triple, prices: &PriceList) -> Self {
        let [must, shortfall, value] =
            [price.must, price.shortfall, price.value].map(|part| Decimal::ratio_up(part, prices.scale));
        Self { must, shortfall, value }
    }
}

/// The dearest, in the order given where two are worth the same.
fn ranked<T>(mut rows: Vec<(T, Triple)>) -> impl Iterator<Item = (T, Triple)> {
    rows.retain(|(_, price)| *price > Triple::ZERO);
    rows.sort_by_key(|(_, price)| Reverse(*price));
    rows.into_iter().take(MAX_ROWS)
}

fn hours(problem: Problem, prices: &PriceList) -> Vec<DearHour> {
    let event = problem.event;
    let mut by_slot: BTreeMap<SlotId, Triple> = event.grid.slot_ids().map(|slot| (slot, Triple::ZERO)).collect();
    for ((_, slot), price) in &prices.group_slot {
        *by_slot.entry(*slot).or_default() += *price;
    }
    for party in event.party_ids() {
        let rises = Rises::of(problem, prices, party);
        for slot in problem.candidates.free[party.ix()].iter() {
            *by_slot.entry(slot).or_default() += rises.at(event.grid.day_of(slot));
            *by_slot.entry(slot).or_default() += prices.party_slot.get(&(party, slot)).copied().unwrap_or_default();
        }
    }
    let hour = |(slot, price): (SlotId, Triple)| DearHour {
        date: event.grid.date_of(slot).to_string(),
        start: clock(event.slot(slot).start_min),
        worth: Worth::of(price, prices),
    };
    ranked(by_slot.into_iter().collect()).map(hour).collect()
}

/// Prices of the capacities of a party for a day and in all that rise when it can hold one more meeting in a slot: those that its free slots
/// set, and not a limit.
struct Rises {
    by_day: Vec<Triple>,
}

impl Rises {
    fn of(problem: Problem, prices: &PriceList, party: PartyId) -> Self {
        let facts = problem.event.party(party);
        let below = |capacity: i64, limit: Option<u32>| limit.is_none_or(|limit| capacity < i64::from(limit));
        let in_all =
            if below(party_capacity(problem, party), facts.max_meetings) { prices.party[party.ix()] } else { Triple::ZERO };
        let day = |day: DayId| match below(day_capacity(problem, party, day), facts.max_per_day) {
            true => in_all + prices.party_day.get(&(party, day)).copied().unwrap_or_default(),
            false => Triple::ZERO,
        };
        Self { by_day: (0..problem.event.grid.days.len()).map(|d| day(DayId::at(d))).collect() }
    }

    fn at(&self, day: DayId) -> Triple {
        self.by_day[day.ix()]
    }
}

fn supplies(problem: Problem, prices: &PriceList) -> Vec<DearSupply> {
    let mut by_group = vec![Triple::ZERO; prices.groups.len()];
    prices.group_slot.iter().for_each(|((group, _), price)| by_group[*group] += *price);
    let rows = prices.groups.iter().zip(by_group).collect();
    ranked(rows).map(|(group, price)| supply(problem, group, Worth::of(price, prices))).collect()
}

fn supply(problem: Problem, group: &Group, worth: Worth) -> DearSupply {
    let event = problem.event;
    match group {
        Group::Places(places) => {
            let first = event.place(places[0]);
            let one_hall = places.iter().all(|p| event.place(*p).hall == first.hall);
            DearSupply {
                kind: if first.kind == PlaceKind::Table { SupplyKind::Table } else { SupplyKind::VideoRoom },
                hall: one_hall.then(|| event.halls[first.hall.ix()].clone()),
                ids: places.iter().map(|p| event.place(*p).id.clone()).collect(),
                worth,
            }
        }
        Group::Interpreters(who) => DearSupply {
            kind: SupplyKind::Interpreter,
            hall: None,
            ids: who.iter().map(|i| event.interpreters[i.ix()].id.clone()).collect(),
            worth,
        },
    }
}

fn buyers(problem: Problem, prices: &PriceList) -> Vec<DearBuyer> {
    let event = problem.event;
    let ids = Ids::of(event);
    let price = |party: PartyId| {
        let get = |slot: SlotId| {
            let day = prices.party_day.get(&(party, event.grid.day_of(slot))).copied().unwrap_or_default();
            day + prices.party_slot.get(&(party, slot)).copied().unwrap_or_default()
        };
        let dearest = problem.candidates.free[party.ix()].iter().map(get).max();
        dearest.map_or(Triple::ZERO, |dearest| dearest + prices.party[party.ix()])
    };
    let buyer = |(party, worth): (PartyId, Triple)| DearBuyer {
        party_id: ids.alone(party),
        name: full_name(event.party(party), event.language),
        worth: Worth::of(worth, prices),
    };
    ranked(event.buyer_ids().map(|p| (p, price(p))).collect()).map(buyer).collect()
}

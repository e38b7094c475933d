//! The bound that a price list proves: the sum of price x capacity, and what is left of every pair. All in units of 1 / scale.
//!
//! Every meeting of a timetable uses what it needs, and a timetable uses nothing more often than its capacity. So adding (capacity - use) x
//! price for everything that has a price makes the timetable's (musts held, -shortfall, value) no smaller, whatever the prices. What then
//! stands there is the sum of price x capacity, and for each meeting its worth less the prices of what it uses: at most what is left of its
//! pair in the cheapest slot, at the cheapest place. A pair that is not held adds nothing, so that is counted where it is above nothing. A
//! fixed meeting is held in every timetable: counted also where it is below, it makes a bound that is true as well, and lower.

use super::Triple;
use super::capacity::Capacity;
use super::list::{Priced, Prices};
use super::search::Stood;
use super::spots::{BySlot, SpotPrices};
use super::ways::{Holdable, Ways};
use super::written::Certificate;
use crate::check::derived::Derived;
use crate::check::unordered::unordered;
use crate::event::{PartyId, SlotId};
use std::collections::{BTreeMap, HashMap};

/// What the prices add up to.
pub(super) struct Sums {
    /// No timetable is better: what is left of a pair is counted where it is above nothing, as spec 6.1 says.
    pub bound: Triple,
    /// The same with the fixed meetings, which every timetable holds, counted also where they are below.
    pub with_fixed: Triple,
    /// By position of the pair.
    pub left: Vec<PairLeft>,
}

/// What is left of the meetings of one pair.
#[derive(Clone, Debug)]
pub(super) struct PairLeft {
    /// Meetings that pins fix.
    pub n_fixed: u32,
    /// Of each of the others; empty if there is no way to hold one.
    pub open: Vec<Triple>,
}

/// What a pair adds to the sums.
struct PairSum {
    sum: Triple,
    /// The part of it that fixed meetings take off.
    below: Triple,
    left: PairLeft,
}

/// `None` if the numbers are too large.
pub(super) fn sums(derived: &Derived, pairs: &[Holdable], certificate: &Certificate, prices: &Prices) -> Option<Sums> {
    let mut sum = of_capacity(derived, pairs, certificate, prices)?;
    let ways = Ways::of(derived);
    let mut left = Left::of(&ways, certificate, prices)?;
    let mut below = Triple::ZERO;
    let mut of_pairs = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let of_pair = left.of_pair(pair)?;
        sum = sum.plus(of_pair.sum)?;
        below = below.plus(of_pair.below)?;
        of_pairs.push(of_pair.left);
    }
    Some(Sums { bound: sum.minus(below)?, with_fixed: sum, left: of_pairs })
}

/// What the prices add up to where only these published meetings count: 1 each that is held, and 1 on the last level each that is held in its slot. No
/// timetable has more of (held, 0, in their slots). `None` if the numbers are too large.
pub(super) fn published_sum(
    derived: &Derived,
    (pairs, stood): (&[Holdable], &[Stood]),
    certificate: &Certificate,
    prices: &Prices,
) -> Option<Triple> {
    let mut sum = of_capacity(derived, pairs, certificate, prices)?;
    let ways = Ways::of(derived);
    let mut left = Left::of(&ways, certificate, prices)?;
    for meeting in stood {
        sum = sum.plus(left.of_published(meeting)?)?;
    }
    Some(sum)
}

/// The sum of price x capacity.
fn of_capacity(derived: &Derived, pairs: &[Holdable], certificate: &Certificate, prices: &Prices) -> Option<Triple> {
    let capacity = Capacity::new(derived, pairs, certificate);
    prices.iter().try_fold(Triple::ZERO, |sum, (priced, price)| sum.plus(price.times(capacity.of(priced))?))
}

/// What meetings pay, ready to be looked up.
struct Left<'a> {
    ways: &'a Ways<'a>,
    scale: i128,
    /// For each meeting of a party, less its reward: `by_party[party.ix()]`.
    by_party: Vec<Triple>,
    /// By party, if it has any: prices of its slots, those of their days included.
    by_slot: Vec<Option<Vec<Triple>>>,
    orgs: BTreeMap<(PartyId, &'a str), Triple>,
    rows: HashMap<(PartyId, PartyId), Triple>,
    spots: SpotPrices<'a>,
}

impl<'a> Left<'a> {
    fn of(ways: &'a Ways<'a>, certificate: &'a Certificate, prices: &'a Prices) -> Option<Self> {
        let event = ways.derived.event;
        let mut left = Self {
            ways,
            scale: certificate.scale,
            by_party: vec![Triple::ZERO; event.parties.len()],
            by_slot: vec![None; event.parties.len()],
            orgs: BTreeMap::new(),
            rows: HashMap::new(),
            spots: SpotPrices::of(ways, certificate, prices)?,
        };
        for (priced, price) in prices {
            match priced {
                Priced::Party(party) => left.by_party[party.ix()] = left.by_party[party.ix()].plus(*price)?,
                Priced::Minimum(party) => left.by_party[party.ix()] = left.by_party[party.ix()].minus(*price)?,
                Priced::PartyDay(party, day) => {
                    let (first, end) = event.grid.days[day.ix()].slots;
                    for slot in first.0..end.0 {
                        left.add_in_slot(*party, SlotId(slot), *price)?;
                    }
                }
                Priced::PartySlot(party, slot) => left.add_in_slot(*party, *slot, *price)?,
                Priced::Org(sme, org) => _ = left.orgs.insert((*sme, org.as_str()), *price),
                Priced::Row(name) => {
                    for pair in certificate.rows.get(name).into_iter().flat_map(|row| &row.pairs) {
                        let paid = left.rows.entry(*pair).or_default();
                        *paid = paid.plus(*price)?;
                    }
                }
                // In the prices of spots.
                Priced::Places(..) | Priced::Interpreters(..) => {}
            }
        }
        Some(left)
    }

    fn add_in_slot(&mut self, party: PartyId, slot: SlotId, price: Triple) -> Option<()> {
        let n_slots = self.ways.derived.event.n_slots();
        let slots = self.by_slot[party.ix()].get_or_insert_with(|| vec![Triple::ZERO; n_slots]);
        slots[slot.ix()] = slots[slot.ix()].plus(price)?;
        Some(())
    }

    /// What is left of all meetings of a pair.
    fn of_pair(&mut self, pair: &Holdable) -> Option<PairSum> {
        let paid = self.wherever_held(pair)?;
        let interpreters = self.spots.interpreters_of(pair).cloned();
        let left = PairLeft { n_fixed: pair.fixed.len() as u32, open: Vec::new() };
        let mut of_pair = PairSum { sum: Triple::ZERO, below: Triple::ZERO, left };
        for (n, fixed) in (1..).zip(&pair.fixed) {
            let spot = (self.spots.place_in(pair, fixed.slot, Some(*fixed)), interpreter_in(&interpreters, fixed.slot));
            // Without a way to hold a fixed meeting there is no timetable, and any bound is true.
            if let Some(cheapest) = self.in_slot(pair, fixed.slot, spot)? {
                let of_meeting = self.worth(pair, n)?.minus(paid)?.minus(cheapest)?;
                of_pair.sum = of_pair.sum.plus(of_meeting)?;
                of_pair.below = of_pair.below.plus(of_meeting.min(Triple::ZERO))?;
            }
        }
        if pair.n_open == 0 {
            return Some(of_pair);
        }
        let places = self.spots.places_of(pair);
        let mut cheapest: Option<Triple> = None;
        for slot in pair.slots.iter() {
            let spot = (places[slot.ix()], interpreter_in(&interpreters, slot));
            if let Some(price) = self.in_slot(pair, slot, spot)? {
                cheapest = Some(cheapest.map_or(price, |best| best.min(price)));
            }
        }
        let Some(cheapest) = cheapest else { return Some(of_pair) };
        for n in 1..=pair.n_open {
            let of_meeting = self.worth(pair, pair.fixed.len() as u32 + n)?.minus(paid)?.minus(cheapest)?;
            of_pair.left.open.push(of_meeting);
            of_pair.sum = of_pair.sum.plus(of_meeting.max(Triple::ZERO))?;
        }
        Some(of_pair)
    }

    /// What is left of a published meeting in its best slot; not below nothing, because it may be dropped.
    fn of_published(&mut self, meeting: &Stood) -> Option<Triple> {
        let pair = &meeting.pair;
        let paid = self.wherever_held(pair)?;
        let interpreters = self.spots.interpreters_of(pair).cloned();
        let mut best = Triple::ZERO;
        let fixed = pair.fixed.iter().map(|fixed| (fixed.slot, Some(*fixed)));
        let open = pair.slots.iter().filter(|_| pair.fixed.is_empty()).map(|slot| (slot, None));
        for (slot, fixed) in fixed.chain(open) {
            let spot = (self.spots.place_in(pair, slot, fixed), interpreter_in(&interpreters, slot));
            if let Some(price) = self.in_slot(pair, slot, spot)? {
                let worth = Triple::new(1, 0, i128::from(meeting.slot == Some(slot))).times(self.scale)?;
                best = best.max(worth.minus(paid)?.minus(price)?);
            }
        }
        Some(best)
    }

    /// What the `n`-th meeting of a pair is worth.
    fn worth(&self, pair: &Holdable, n: u32) -> Option<Triple> {
        Triple::new(pair.n_musts(n), 0, pair.value.into()).times(self.scale)
    }

    /// What each meeting of the pair pays, less the rewards of its parties.
    fn wherever_held(&self, pair: &Holdable) -> Option<Triple> {
        let parties = self.by_party[pair.sme.ix()].plus(self.by_party[pair.buyer.ix()])?;
        let org = match self.orgs.is_empty() {
            true => None,
            false => self.orgs.get(&(pair.sme, self.ways.derived.event.party(pair.buyer).org.as_str())),
        };
        let row = self.rows.get(&unordered(pair.sme, pair.buyer));
        parties.plus(org.copied().unwrap_or_default())?.plus(row.copied().unwrap_or_default())
    }

    /// The least that slot, day, place and interpreter cost, the last two as given. The inner `None`: it cannot be held in the slot.
    fn in_slot(&self, pair: &Holdable, slot: SlotId, spot: (Option<Triple>, Option<Triple>)) -> Option<Option<Triple>> {
        let (Some(place), Some(interpreter)) = spot else { return Some(None) };
        let mut price = place.plus(interpreter)?;
        for party in pair.parties() {
            if let Some(slots) = &self.by_slot[party.ix()] {
                price = price.plus(slots[slot.ix()])?;
            }
        }
        Some(Some(price))
    }
}

/// Nothing where nobody is needed.
fn interpreter_in(interpreters: &Option<BySlot>, slot: SlotId) -> Option<Triple> {
    interpreters.as_ref().map_or(Some(Triple::ZERO), |by_slot| by_slot[slot.ix()])
}

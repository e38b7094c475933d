//! How much there is of what has a price: what the input says, worked out from it.

use super::list::Priced;
use super::ways::Holdable;
use super::written::{Certificate, Group};
use crate::check::derived::Derived;
use crate::event::{DayId, PartyId};
use std::collections::HashMap;

/// An event with the groups and rows of a certificate.
pub(super) struct Capacity<'a> {
    derived: &'a Derived<'a>,
    certificate: &'a Certificate,
    /// Most meetings of a pair, of those that one party may have with the buyers of an organization.
    of_orgs: HashMap<(PartyId, &'a str), u32>,
}

impl<'a> Capacity<'a> {
    pub fn new(derived: &'a Derived<'a>, pairs: &[Holdable], certificate: &'a Certificate) -> Self {
        let mut of_orgs: HashMap<(PartyId, &str), u32> = HashMap::new();
        for pair in pairs {
            let most = of_orgs.entry((pair.sme, derived.event.party(pair.buyer).org.as_str())).or_default();
            *most = pair.times.max(*most);
        }
        Self { derived, certificate, of_orgs }
    }

    /// No timetable uses it more often. Of a minimum: the meetings asked for, negated.
    pub fn of(&self, priced: &Priced) -> i128 {
        let event = self.derived.event;
        match priced {
            Priced::Party(party) => most_meetings(self.derived, *party),
            Priced::PartyDay(party, day) => on_day(self.derived, *party, *day),
            Priced::PartySlot(party, slot) => {
                let is_free = self.derived.free_slots(*party).contains(*slot);
                if is_free { event.party(*party).capacity.into() } else { 0 }
            }
            Priced::Places(name, slot) => match self.certificate.groups.get(name) {
                Some(Group::Places(places)) => {
                    places.iter().filter(|p| self.derived.place_free(**p).contains(*slot)).count() as i128
                }
                _ => 0,
            },
            Priced::Interpreters(name, slot) => match self.certificate.groups.get(name) {
                Some(Group::Interpreters(who)) => {
                    who.iter().filter(|i| self.derived.interpreter_free(**i).contains(*slot)).count() as i128
                }
                _ => 0,
            },
            // One buyer of the organization: one meeting, or as many as the two may have.
            Priced::Org(sme, org) => self.of_orgs.get(&(*sme, org.as_str())).map_or(0, |most| i128::from(*most)),
            Priced::Minimum(party) => -i128::from(event.party(*party).min_meetings),
            Priced::Row(name) => self.certificate.rows.get(name).map_or(0, |row| row.at_most),
        }
    }
}

/// The most meetings that a party can hold, with whomever: its limits, desks and free slots.
pub(in crate::check) fn most_meetings(derived: &Derived, party: PartyId) -> i128 {
    let days = (0..derived.event.grid.days.len()).map(|day| on_day(derived, party, DayId::at(day))).sum();
    derived.event.party(party).max_meetings.map_or(days, |most| days.min(most.into()))
}

/// The most meetings that a party can hold on a day.
pub(super) fn on_day(derived: &Derived, party: PartyId, day: DayId) -> i128 {
    let (first, end) = derived.event.grid.days[day.ix()].slots;
    let p = derived.event.party(party);
    let n_free = derived.free_slots(party).iter().filter(|slot| (first..end).contains(slot)).count();
    let at_once = i128::from(p.capacity) * n_free as i128;
    p.max_per_day.map_or(at_once, |most| at_once.min(most.into()))
}

//! What the fixed meetings leave: they stand in every timetable, so a pair for which they leave no room is held in none.

use super::capacity::{most_meetings, on_day};
use super::ways::Holdable;
use crate::check::derived::Derived;
use crate::event::{DayId, PartyId};
use std::collections::HashMap;

pub(super) struct Room<'a> {
    derived: &'a Derived<'a>,
    /// By party: the most meetings in all, and on each day.
    most: Vec<(i128, Vec<i128>)>,
    /// Of each party with fixed meetings: their days, and the other party if it plays the SME.
    fixed: HashMap<PartyId, Vec<(DayId, Option<PartyId>)>>,
}

impl<'a> Room<'a> {
    pub fn of(derived: &'a Derived<'a>, pairs: &[Holdable]) -> Self {
        let mut fixed: HashMap<PartyId, Vec<_>> = HashMap::new();
        for pair in pairs {
            for meeting in &pair.fixed {
                let day = derived.event.grid.slots[meeting.slot.ix()].day;
                fixed.entry(pair.sme).or_default().push((day, Some(pair.buyer)));
                fixed.entry(pair.buyer).or_default().push((day, None));
            }
        }
        let days = || (0..derived.event.grid.days.len()).map(DayId::at);
        let of_party = |party: PartyId| (most_meetings(derived, party), days().map(|day| on_day(derived, party, day)).collect());
        Self { derived, most: derived.event.party_ids().map(of_party).collect(), fixed }
    }

    /// Whether there is room for one more meeting of a pair: with both of its parties, on a day and in all (R05), and with the organization (R11).
    pub fn has_for(&self, pair: &Holdable) -> bool {
        let may_meet_on = |day| pair.parties().into_iter().all(|party| self.has_on(party, day));
        pair.parties().into_iter().all(|party| (self.fixed_of(party).len() as i128) < self.most[party.ix()].0)
            && pair.slots.iter().any(|slot| may_meet_on(self.derived.event.grid.slots[slot.ix()].day))
            && !self.meets_another_of_the_org(pair)
    }

    fn fixed_of(&self, party: PartyId) -> &[(DayId, Option<PartyId>)] {
        self.fixed.get(&party).map_or(&[], Vec::as_slice)
    }

    fn has_on(&self, party: PartyId, day: DayId) -> bool {
        let n_fixed = self.fixed_of(party).iter().filter(|(other, _)| *other == day).count();
        (n_fixed as i128) < self.most[party.ix()].1[day.ix()]
    }

    fn meets_another_of_the_org(&self, pair: &Holdable) -> bool {
        let org = |buyer: PartyId| self.derived.event.party(buyer).org.as_str();
        let mut buyers = self.fixed_of(pair.sme).iter().filter_map(|(_, buyer)| *buyer);
        self.derived.meets_one_buyer_of(pair.sme, org(pair.buyer))
            && buyers.any(|buyer| buyer != pair.buyer && org(buyer) == org(pair.buyer))
    }
}

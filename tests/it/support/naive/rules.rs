//! The hard rules, one function each.

use super::Naive;
use koppex::check::WrittenMeeting;
use koppex::event::{InterpreterId, Mode, PartyId, PinAction, PlaceKind};
use koppex::rule::{RULES, RuleId};

impl Naive<'_> {
    /// The rules that meetings break, each once, in order.
    pub fn broken(&self, held: &[WrittenMeeting]) -> Vec<RuleId> {
        RULES.iter().map(|card| card.id).filter(|rule| !self.holds(*rule, held)).collect()
    }

    /// Whether a rule holds.
    pub fn holds(&self, rule: RuleId, held: &[WrittenMeeting]) -> bool {
        match rule {
            RuleId::OneAtATime => self.one_at_a_time(held),
            RuleId::Availability => held.iter().all(|h| self.available(h)),
            RuleId::Once => self.once(held),
            RuleId::Places => held.iter().all(|h| self.place_fits(h)) && different(held, |h| h.place.map(|p| p.0)),
            RuleId::Limits => self.limits(held),
            RuleId::Blocked => held.iter().all(|h| self.may_meet(h)),
            RuleId::Pins => self.pins(held),
            RuleId::Walk => self.walks(held),
            RuleId::Rest => self.rests(held),
            RuleId::Interpreter => {
                held.iter().all(|h| self.understood(h)) && different(held, |h| h.interpreter.map(|i: InterpreterId| i.0))
            }
            RuleId::Org => self.orgs(held),
            RuleId::Order => self.orders(held),
            RuleId::EvenGaps => self.even_gaps(held),
        }
    }

    fn everybody(&self, holds: impl Fn(PartyId) -> bool) -> bool {
        self.event.party_ids().all(holds)
    }

    fn one_at_a_time(&self, held: &[WrittenMeeting]) -> bool {
        self.everybody(|p| self.busy_slots_of(held, p).iter().all(|slot| slot.len() <= self.event.party(p).capacity as usize))
    }

    fn available(&self, h: &WrittenMeeting) -> bool {
        let (start, end) = self.slots[h.slot.ix()];
        let wishes = &self.pair(h.sme, h.buyer).wishes;
        h.parties().iter().all(|p| self.parties[p.ix()].free[h.slot.ix()])
            && wishes.iter().map(|w| self.wish_times[*w]).all(|(earliest, latest)| earliest <= start && end <= latest)
    }

    fn once(&self, held: &[WrittenMeeting]) -> bool {
        self.pairs.values().all(|pair| {
            let mut slots: Vec<_> = meetings_between(held, pair.sme, pair.buyer).map(|h| h.slot).collect();
            let n = slots.len();
            slots.sort();
            slots.dedup();
            n <= pair.times as usize && slots.len() == n
        })
    }

    fn place_fits(&self, h: &WrittenMeeting) -> bool {
        let Some(id) = h.place else { return false };
        let (place, buyer) = (self.event.place(id), self.pair(h.sme, h.buyer).buyer);
        let online = h.parties().iter().any(|p| self.event.party(*p).mode == Mode::Online);
        (place.kind == PlaceKind::Video) == online
            && self.event.party(buyer).hall.is_none_or(|hall| hall == place.hall)
            && self.event.party(buyer).place.is_none_or(|fixed| fixed == id)
            && place.reserved_for.is_none_or(|owner| owner == buyer)
            && self.places[id.ix()].free[h.slot.ix()]
    }

    fn limits(&self, held: &[WrittenMeeting]) -> bool {
        self.everybody(|p| {
            let (party, meetings) = (self.event.party(p), self.meetings_of(held, p));
            let at_most = |limit: Option<u32>, n: usize| limit.is_none_or(|limit| n <= limit as usize);
            let on_day = |day: usize| meetings.iter().filter(|h| self.event.grid.day_of(h.slot).ix() == day).count();
            at_most(party.max_meetings, meetings.len())
                && (0..self.event.grid.days.len()).all(|day| at_most(party.max_per_day, on_day(day)))
        })
    }

    fn may_meet(&self, h: &WrittenMeeting) -> bool {
        let pair = self.pair(h.sme, h.buyer);
        let [a, b] = h.parties().map(|p| self.event.party(p));
        let refused = |x: &koppex::event::Party, y: &koppex::event::Party| !x.may_meet_online && y.mode == Mode::Online;
        (h.sme, h.buyer) == (pair.sme, pair.buyer)
            && !pair.is_blocked
            && (!pair.wishes.is_empty() || pair.is_fill)
            && (pair.value > 0 || pair.is_fixed)
            && (a.side != b.side || self.event.rules.peers)
            && !refused(a, b)
            && !refused(b, a)
    }

    fn pins(&self, held: &[WrittenMeeting]) -> bool {
        self.event.pins.iter().all(|pin| {
            let mut meetings = meetings_between(held, pin.sme, pin.buyer);
            match pin.action {
                PinAction::Fix => meetings.any(|h| pin.slots.contains(&h.slot) && (pin.place.is_none() || pin.place == h.place)),
                PinAction::Forbid => !meetings.any(|h| pin.slots.is_empty() || pin.slots.contains(&h.slot)),
            }
        })
    }

    /// Whole minutes between two halls, in seconds.
    fn walk_s(&self, a: koppex::event::HallId, b: koppex::event::HallId) -> i64 {
        i64::from(self.event.walk_min[a.ix()][b.ix()]) * 60
    }

    fn walks(&self, held: &[WrittenMeeting]) -> bool {
        let hall = |h: &WrittenMeeting| h.place.map(|p| self.event.place(p).hall);
        self.everybody(|p| {
            let meetings = self.meetings_of(held, p);
            let between = |pair: &[WrittenMeeting]| {
                let left_s = self.slots[pair[1].slot.ix()].0 - self.slots[pair[0].slot.ix()].1;
                let walk_s = hall(&pair[0]).zip(hall(&pair[1])).map_or(0, |(a, b)| self.walk_s(a, b));
                // Two meetings at once are another rule's.
                pair[0].slot == pair[1].slot || left_s >= walk_s
            };
            let seminars = self.event.registrations.iter().zip(&self.registrations).filter(|(r, _)| r.party == p);
            let apart = |(registration, (from, to)): (&koppex::event::Registration, &(i64, i64)), h: &WrittenMeeting| {
                let (start, end) = self.slots[h.slot.ix()];
                let walk_s = hall(h).zip(registration.hall).map_or(0, |(here, there)| self.walk_s(here, there));
                let overlaps = *from < end && start < *to;
                overlaps || start - to >= walk_s || from - end >= walk_s
            };
            self.event.party(p).capacity > 1
                || meetings.windows(2).all(between) && seminars.clone().all(|s| meetings.iter().all(|h| apart(s, h)))
        })
    }

    fn rests(&self, held: &[WrittenMeeting]) -> bool {
        self.everybody(|p| {
            let Some(most) = self.event.party(p).max_in_a_row else { return true };
            let (mut in_a_row, mut last) = (0, None);
            self.busy_slots_of(held, p).iter().map(|slot| slot[0].slot).all(|slot| {
                let follows = last.is_some_and(|last: koppex::event::SlotId| {
                    last.0 + 1 == slot.0 && self.event.grid.session_of(last) == self.event.grid.session_of(slot)
                });
                in_a_row = if follows { in_a_row + 1 } else { 1 };
                last = Some(slot);
                in_a_row <= most
            })
        })
    }

    fn understood(&self, h: &WrittenMeeting) -> bool {
        let [a, b] = h.parties().map(|p| &self.event.party(p).languages);
        let share = |a: &[String], b: &[String]| a.iter().any(|language| b.contains(language));
        let needed = !a.is_empty() && !b.is_empty() && !share(a, b);
        match h.interpreter {
            None => !needed,
            Some(i) => {
                let spoken = &self.event.interpreters[i.ix()].languages;
                self.interpreters[i.ix()].free[h.slot.ix()] && (!needed || share(spoken, a) && share(spoken, b))
            }
        }
    }

    fn orgs(&self, held: &[WrittenMeeting]) -> bool {
        let by_rule =
            |sme: PartyId, org: &str| !org.is_empty() && self.event.rules.once_per_org && self.n_met(held, sme, org) > 1;
        let everybody_everywhere = || self.event.party_ids().flat_map(|s| self.event.parties.iter().map(move |p| (s, &p.org)));
        let by_wish = |wish: &koppex::event::OrgWish| self.n_met(held, wish.from, &wish.org) > 1;
        !everybody_everywhere().any(|(sme, org)| by_rule(sme, org)) && !self.event.org_wishes.iter().any(by_wish)
    }

    /// How many buyers of an organization a party meets as the SME.
    fn n_met(&self, held: &[WrittenMeeting], sme: PartyId, org: &str) -> usize {
        let pairs = held.iter().map(|h| self.pair(h.sme, h.buyer)).filter(|pair| pair.sme == sme);
        let mut buyers: Vec<PartyId> = pairs.map(|pair| pair.buyer).filter(|b| self.event.party(*b).org == org).collect();
        buyers.sort();
        buyers.dedup();
        buyers.len()
    }

    fn orders(&self, held: &[WrittenMeeting]) -> bool {
        self.event.orders.iter().all(|order| {
            meetings_between(held, order.first.0, order.first.1)
                .all(|first| meetings_between(held, order.then.0, order.then.1).all(|then| first.slot < then.slot))
        })
    }

    fn even_gaps(&self, held: &[WrittenMeeting]) -> bool {
        let Some(most) = self.event.rules.max_gap_difference else { return true };
        let gaps = || self.event.party_ids().map(|p| self.parts(held, p).gaps);
        gaps().max().unwrap_or(0) - gaps().min().unwrap_or(0) <= i64::from(most)
    }
}

fn meetings_between(held: &[WrittenMeeting], a: PartyId, b: PartyId) -> impl Iterator<Item = &WrittenMeeting> {
    held.iter().filter(move |h| h.parties() == [a, b] || h.parties() == [b, a])
}

/// No two meetings of a slot use the same.
fn different(held: &[WrittenMeeting], used: impl Fn(&WrittenMeeting) -> Option<u32>) -> bool {
    held.iter().enumerate().all(|(i, a)| held[..i].iter().all(|b| a.slot != b.slot || used(a).is_none() || used(a) != used(b)))
}

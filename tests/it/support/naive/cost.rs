//! The four values of a timetable.

use super::Naive;
use koppex::check::WrittenMeeting;
use koppex::event::{GapScope, PartyId, QualityPart, Side, SlotId, WishKind};

/// Units of the quality cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub gaps: i64,
    pub waits: i64,
    pub hall_changes: i64,
    pub avoided: i64,
    pub table_changes: i64,
}

impl Naive<'_> {
    /// Must wishes not held, shortfall, value, quality cost.
    pub fn values(&self, held: &[WrittenMeeting]) -> [i64; 4] {
        let value = held.iter().map(|h| self.pair(h.sme, h.buyer).value).sum();
        let costs = &self.event.quality;
        let cost = |p: PartyId| {
            let parts = self.parts(held, p);
            let units = |part| match part {
                QualityPart::Gap => parts.gaps,
                QualityPart::Wait => parts.waits,
                QualityPart::HallChange => parts.hall_changes,
                QualityPart::Avoid => parts.avoided,
                QualityPart::TableChange => parts.table_changes,
            };
            QualityPart::ALL.into_iter().map(|part| units(part) * costs.points[part]).sum::<i64>()
        };
        let shortfall =
            |p: PartyId| (i64::from(self.event.party(p).min_meetings) - self.meetings_of(held, p).len() as i64).max(0);
        let everybody = || self.event.party_ids();
        [self.musts_unheld(held), everybody().map(shortfall).sum(), value, everybody().map(cost).sum()]
    }

    fn musts_unheld(&self, held: &[WrittenMeeting]) -> i64 {
        let musts = |w: &&koppex::event::Wish| w.kind == WishKind::Must;
        let meetings =
            |a: PartyId, b: PartyId| held.iter().filter(|h| h.parties() == [a, b] || h.parties() == [b, a]).count() as i64;
        let missing = |times: u32, held: i64| (i64::from(times) - held).max(0);
        let own = self.event.wishes.iter().filter(musts).filter(|w| w.org_wish.is_none());
        let mut unheld: i64 = own.map(|w| missing(w.times, meetings(w.from, w.to))).sum();
        for org in 0..self.event.org_wishes.len() {
            let readings: Vec<_> = self.event.wishes.iter().filter(musts).filter(|w| w.org_wish == Some(org)).collect();
            let wish = &self.event.org_wishes[org];
            let named: i64 = wish.named.iter().map(|buyer| meetings(wish.from, *buyer)).sum();
            unheld += missing(wish.must_times, readings.iter().map(|w| meetings(w.from, w.to)).sum::<i64>() + named);
        }
        unheld
    }

    pub fn parts(&self, held: &[WrittenMeeting], party: PartyId) -> Parts {
        let busy = self.busy_slots_of(held, party);
        let mut parts = Parts::default();
        for pair in busy.windows(2) {
            let (before, after) = (pair[0][0].slot, pair[1][0].slot);
            let idle =
                (before.0 + 1..after.0).filter(|s| self.event.quality.busy_is_idle || self.parties[party.ix()].free[*s as usize]);
            let idle = idle.count() as i64;
            if self.same_unit(before, after) && idle > 0 {
                parts.gaps += 1;
                parts.waits += idle;
            }
            if self.event.grid.day_of(before) == self.event.grid.day_of(after) {
                parts.hall_changes += changes(&pair[0], &pair[1], |h| h.place.map(|p| self.event.place(p).hall.0));
                if self.event.party(party).side == Side::Buyer {
                    parts.table_changes += changes(&pair[0], &pair[1], |h| h.place.map(|p| p.0));
                }
            }
        }
        let unwanted = busy.iter().flatten().filter(|h| self.parties[party.ix()].avoid[h.slot.ix()]);
        parts.avoided = unwanted.count() as i64;
        parts
    }

    fn same_unit(&self, a: SlotId, b: SlotId) -> bool {
        let grid = &self.event.grid;
        match self.event.quality.gap_scope {
            GapScope::Day => grid.day_of(a) == grid.day_of(b),
            GapScope::Session => grid.session_of(a) == grid.session_of(b),
            GapScope::Event => true,
        }
    }
}

/// "the smaller of the two numbers of meetings, less the halls or places that both slots have in common"
fn changes(before: &[WrittenMeeting], after: &[WrittenMeeting], what: impl Fn(&WrittenMeeting) -> Option<u32>) -> i64 {
    let mut left: Vec<_> = after.iter().map(&what).collect();
    let mut common = 0;
    for mine in before.iter().map(&what) {
        if let Some(i) = left.iter().position(|other| *other == mine) {
            left.remove(i);
            common += 1;
        }
    }
    (before.len().min(after.len()) - common) as i64
}

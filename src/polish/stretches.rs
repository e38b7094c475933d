//! Where a party's meetings can grow without opening a gap, as sets of slots in bits. A *stretch* is a run of meetings of a party without
//! idle slots between them. Knows nothing of search.

use super::cost::Costs;
use crate::event::{PartyId, SlotId};

/// A set of slots.
pub(crate) type Slots = u128;

/// Where stretches may grow.
#[derive(Debug)]
pub(crate) struct Stretches {
    /// By party: slots that are no gap between its meetings though it has none there.
    bridges: Vec<Slots>,
    /// Slots that begin and that end a unit in which gaps are counted.
    begins: Slots,
    ends: Slots,
    /// By unit.
    units: Vec<Slots>,
}

impl Stretches {
    /// `None` if the event has more slots than a set can hold.
    pub fn new(costs: &Costs, n_parties: usize, n_slots: usize) -> Option<Self> {
        if n_slots > Slots::BITS as usize {
            return None;
        }
        let set = |has: &dyn Fn(usize) -> bool| (0..n_slots).filter(|s| has(*s)).fold(0, |set, s| set | 1 << s);
        let unit = |s: usize| costs.unit_of(SlotId::at(s));
        let mut units: Vec<u32> = (0..n_slots).map(unit).collect();
        units.dedup();
        Some(Self {
            bridges: (0..n_parties).map(|p| set(&|s| !costs.is_idle(PartyId::at(p), SlotId::at(s)))).collect(),
            begins: set(&|s| s == 0 || unit(s - 1) != unit(s)),
            ends: set(&|s| s + 1 == n_slots || unit(s + 1) != unit(s)),
            units: units.into_iter().map(|u| set(&|s| unit(s) == u)).collect(),
        })
    }

    /// Slots in which one more meeting of a party opens no gap: beside its stretches, or anywhere in a unit without a meeting.
    #[inline]
    pub fn beside(&self, party: PartyId, busy: Slots) -> Slots {
        let later = |set: Slots| (set & !self.ends) << 1;
        let earlier = |set: Slots| (set & !self.begins) >> 1;
        let bridges = self.bridges[party.ix()];
        let (mut after, mut before) = (later(busy), earlier(busy));
        while (later(after & bridges) & !after) | (earlier(before & bridges) & !before) != 0 {
            after |= later(after & bridges);
            before |= earlier(before & bridges);
        }
        let unused = self.units.iter().filter(|unit| busy & **unit == 0).fold(0, |all, unit| all | unit);
        (after | before | unused) & !busy
    }

    /// Whether a party has meetings just before and just after a slot, between which one that leaves would open a gap.
    #[inline]
    pub fn is_inside(&self, busy: Slots, slot: SlotId) -> bool {
        (busy & !self.ends) << 1 & (busy & !self.begins) >> 1 & bit(slot) != 0
    }
}

#[inline]
pub(crate) fn bit(slot: SlotId) -> Slots {
    1 << slot.ix()
}

/// A row of bits as a set.
#[inline]
pub(crate) fn set_of(words: &[u64]) -> Slots {
    words.iter().rev().fold(0, |set, word| set << 64 | Slots::from(*word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Dice, SearchTables};
    use crate::candidates::Candidates;
    use crate::event::GapScope;
    use crate::problem::Problem;
    use crate::testing::sample::Sample;

    const SCOPES: [GapScope; 3] = [GapScope::Day, GapScope::Session, GapScope::Event];

    /// Pairs of meetings of one unit that follow each other with an idle slot between them.
    fn n_gaps(costs: &Costs, party: PartyId, busy: Slots, n_slots: usize) -> usize {
        let held: Vec<usize> = (0..n_slots).filter(|s| busy >> s & 1 == 1).collect();
        let gap = |w: &&[usize]| {
            let idle = |s: usize| costs.is_idle(party, SlotId::at(s));
            costs.unit_of(SlotId::at(w[0])) == costs.unit_of(SlotId::at(w[1])) && (w[0] + 1..w[1]).any(idle)
        };
        held.windows(2).filter(gap).count()
    }

    #[test]
    fn a_meeting_beside_a_stretch_opens_no_gap_and_any_other_does() {
        let mut dice = Dice::new(5);
        let busy_hours = [&[][..], &[2, 3, 9], &[0, 5, 6, 7, 13, 17], &[1, 4, 8, 10, 11, 12]];
        let mut n_beside = 0;
        for (hours, scope) in busy_hours.iter().flat_map(|h| SCOPES.map(|scope| (h, scope))) {
            let sample = Sample::new().smes(1).buyers(1).days(2).sessions(2, 5).all_want().busy(0, hours);
            let event = sample.gap_scope(scope).event();
            let candidates = Candidates::new(&event);
            let costs = Costs::new(&SearchTables::new(Problem::new(&event, &candidates)));
            let stretches = Stretches::new(&costs, 2, 20).expect("20 slots are few");
            let party = PartyId(0);
            let idle: Vec<usize> = (0..20).filter(|s| costs.is_idle(party, SlotId::at(*s))).collect();
            for _ in 0..200 {
                let held = idle.iter().filter(|_| dice.one_in(3)).fold(0, |set: Slots, s| set | 1 << s);
                let (before, beside) = (n_gaps(&costs, party, held, 20), stretches.beside(party, held));
                for slot in idle.iter().copied().filter(|s| held >> s & 1 == 0) {
                    let opens = n_gaps(&costs, party, held | 1 << slot, 20) > before;
                    assert_eq!(beside >> slot & 1 == 0, opens, "{slot} with {held:b}, busy {hours:?}, {scope:?}");
                    n_beside += usize::from(!opens);
                }
                for slot in idle.iter().copied().filter(|s| held >> s & 1 == 1 && stretches.is_inside(held, SlotId::at(*s))) {
                    assert!(n_gaps(&costs, party, held & !(1 << slot), 20) > before, "{slot} leaves a gap in {held:b}");
                }
            }
        }
        assert!(n_beside > 1_000);
    }
}

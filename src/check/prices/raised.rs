//! Prices can be raised for one pair's sake. Where equally good prices leave a pair something, the others of its parties may leave it less: with the
//! price of each meeting of a party raised by some points, the bound rises by that much for every meeting that the party can hold, and falls by it for every
//! pair of the party that still pays; the pair itself, held whatever it pays, pays too. That is a price list like any other.

use super::Triple;
use super::bound::Sums;
use super::capacity::Capacity;
use super::list::Priced;
use super::ways::Holdable;
use super::written::Certificate;
use crate::check::derived::Derived;
use crate::check::unordered::unordered;
use crate::event::PartyId;
use std::collections::HashMap;

/// For each pair, besides what pins fix of it, what no timetable exceeds that holds it; the smaller party id first. Not here: pairs without a way to be
/// held. `None` if the numbers are too large.
pub(super) fn with_each(
    derived: &Derived,
    pairs: &[Holdable],
    certificate: &Certificate,
    sums: &Sums,
) -> Option<HashMap<(PartyId, PartyId), Triple>> {
    let capacity = Capacity::new(derived, pairs, certificate);
    let mut of_party: HashMap<PartyId, Vec<usize>> = HashMap::new();
    for (ix, pair) in pairs.iter().enumerate() {
        pair.parties().iter().for_each(|party| of_party.entry(*party).or_default().push(ix));
    }
    let mut with = HashMap::new();
    for (ix, pair) in pairs.iter().enumerate() {
        let Some(first) = sums.left[ix].open.first() else { continue };
        let mut bound = sums.bound.plus((*first).min(Triple::ZERO))?;
        for party in pair.parties() {
            let mut others = Others::default();
            for other in of_party[&party].iter().filter(|other| **other != ix).map(|other| &sums.left[*other]) {
                others.n_certain += i128::from(other.n_fixed);
                other.open.iter().for_each(|left| others.add(*left));
            }
            // The pair's own fixed meetings pay too.
            others.n_certain += i128::from(sums.left[ix].n_fixed);
            let saved = others.most_saved(capacity.of(&Priced::Party(party)))?;
            bound = bound.minus(Triple::new(0, 0, saved))?;
        }
        with.insert(unordered(pair.sme, pair.buyer), bound);
    }
    Some(with)
}

/// Meetings of a party besides one that is to be held: what is left of each, in the units of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Others {
    /// Meetings that are held whatever they pay in points: fixed, or of greater worth on an earlier level.
    pub n_certain: i128,
    /// Points left of the others, where something is.
    pub points: Vec<i128>,
}

impl Others {
    /// Adds a meeting of an open pair.
    pub fn add(&mut self, left: Triple) {
        match (left.must, left.shortfall).cmp(&(0, 0)) {
            std::cmp::Ordering::Greater => self.n_certain += 1,
            std::cmp::Ordering::Equal if left.value > 0 => self.points.push(left.value),
            _ => {}
        }
    }

    /// By how many points the bound falls at most, if the price of each meeting of the party is raised and one more meeting pays it besides these.
    /// `None` if the numbers are too large.
    pub fn most_saved(&self, capacity: i128) -> Option<i128> {
        // With the price up by a breakpoint: what is paid for capacity less what the meetings pay.
        let slope = capacity.checked_sub(1)?.checked_sub(self.n_certain)?;
        let rise = |up: i128| {
            let paid = self.points.iter().try_fold(0_i128, |sum, left| sum.checked_add(up.min(*left)))?;
            slope.checked_mul(up)?.checked_sub(paid)
        };
        let mut least = 0;
        for up in &self.points {
            least = rise(*up)?.min(least);
        }
        Some(-least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(points: &[i128]) -> Others {
        let mut others = Others::default();
        points.iter().for_each(|points| others.add(Triple::new(0, 0, *points)));
        others
    }

    #[test]
    fn one_more_meeting_in_a_full_party_costs_what_the_least_of_the_others_has_left() {
        assert_eq!(others(&[30, 20, 0, -5]).most_saved(2), Some(20));
        assert_eq!(others(&[30, 20]).most_saved(3), Some(0), "there is room");
        assert_eq!(others(&[30, 20, 7]).most_saved(2), Some(27), "two of these must go");
    }

    #[test]
    fn what_stays_whatever_it_pays_takes_its_room() {
        let mut all = others(&[30]);
        all.add(Triple::new(1, 0, -9));
        all.n_certain += 1;
        all.add(Triple::new(-1, 0, 900));
        assert_eq!((all.n_certain, all.most_saved(3)), (2, Some(30)));
    }
}

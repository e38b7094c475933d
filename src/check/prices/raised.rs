//! Prices can be raised for one pair's sake. Where equally good prices leave a pair something, the others of its parties may leave it less: with the
//! price of each meeting of a party raised by some points, the bound rises by that much for every meeting that the party can hold, and falls by it for every
//! pair of the party that still pays; the pair itself, held whatever it pays, pays too. That is a price list like any other.

use super::Triple;
use super::bound::{PairLeft, Sums};
use super::capacity::Capacity;
use super::list::Priced;
use super::room::Room;
use super::ways::Holdable;
use super::written::Certificate;
use crate::check::derived::Derived;
use crate::check::unordered::unordered;
use crate::event::PartyId;
use std::cmp::Ordering;
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
    let mut lefts: HashMap<PartyId, Vec<&PairLeft>> = HashMap::new();
    for (pair, left) in pairs.iter().zip(&sums.left) {
        pair.parties().iter().for_each(|party| lefts.entry(*party).or_default().push(left));
    }
    let mut meetings: HashMap<PartyId, (Meetings, i128)> = HashMap::new();
    for (party, lefts) in lefts {
        meetings.insert(party, (Meetings::of(&lefts)?, capacity.of(&Priced::Party(party))));
    }
    let room = Room::of(derived, pairs);
    let mut with = HashMap::new();
    for (pair, left) in pairs.iter().zip(&sums.left) {
        let Some(first) = left.open.first().filter(|_| room.has_for(pair)) else { continue };
        let mut bound = sums.with_fixed.plus((*first).min(Triple::ZERO))?;
        for party in pair.parties() {
            let (of_party, capacity) = &meetings[&party];
            bound = bound.minus(Triple::new(0, 0, of_party.most_saved(&left.open, *capacity)?))?;
        }
        with.insert(unordered(pair.sme, pair.buyer), bound);
    }
    Some(with)
}

/// The meetings of a party by what is left of each, in the units of the list.
#[derive(Clone, Debug)]
struct Meetings {
    /// Meetings that are held whatever they pay in points: fixed, or of greater worth on an earlier level.
    n_certain: i128,
    /// Points left of the others, where something is, the most first.
    points: Vec<i128>,
    /// Sums of the first of them: of none, of one, ...
    sums: Vec<i128>,
}

/// What an open meeting is to a rise of prices.
enum Kind {
    Certain,
    /// Pays as long as these points are left.
    Points(i128),
    Nothing,
}

fn kind(left: &Triple) -> Kind {
    match (left.must, left.shortfall).cmp(&(0, 0)) {
        Ordering::Greater => Kind::Certain,
        Ordering::Equal if left.value > 0 => Kind::Points(left.value),
        _ => Kind::Nothing,
    }
}

/// The points left of open meetings, the most first, and how many meetings are certain.
fn sorted<'a>(open: impl Iterator<Item = &'a Triple>) -> (Vec<i128>, i128) {
    let (mut points, mut n_certain) = (Vec::new(), 0);
    for left in open {
        match kind(left) {
            Kind::Certain => n_certain += 1,
            Kind::Points(left) => points.push(left),
            Kind::Nothing => {}
        }
    }
    points.sort_unstable_by(|a, b| b.cmp(a));
    (points, n_certain)
}

impl Meetings {
    /// `None` if the numbers are too large.
    fn of(lefts: &[&PairLeft]) -> Option<Self> {
        let (points, n_open) = sorted(lefts.iter().flat_map(|left| &left.open));
        let n_certain = n_open + lefts.iter().map(|left| i128::from(left.n_fixed)).sum::<i128>();
        let mut sums = vec![0_i128];
        for left in &points {
            sums.push(sums.last()?.checked_add(*left)?);
        }
        Some(Self { n_certain, points, sums })
    }

    /// By how many points the bound falls at most, if the price of each meeting of the party is raised and one meeting of a pair is held whatever
    /// it pays. `own`: what is left of the open meetings of that pair, which pay no more often than that once.
    ///
    /// A rise by u costs u for each meeting of the capacity and saves min(u, left) for each other meeting that pays: best is the rise at which
    /// as many of them still pay as there is room for, and then all beyond those are saved. `None` if the numbers are too large.
    fn most_saved(&self, own: &[Triple], capacity: i128) -> Option<i128> {
        let (own, n_own_certain) = sorted(own.iter());
        let room = capacity.checked_sub(1)?.checked_sub(self.n_certain - n_own_certain)?;
        // The greatest ones that have room, the pair's own left out.
        let n_all = self.points.len();
        let mut n_first = usize::try_from(room.max(0)).unwrap_or(n_all).min(n_all);
        let (mut kept, mut all) = (0_i128, self.sums[n_all]);
        for left in &own {
            all = all.checked_sub(*left)?;
            if n_first > 0 && *left >= self.points[n_first - 1] {
                n_first = (n_first + 1).min(n_all);
                kept = kept.checked_sub(*left)?;
            }
        }
        kept = kept.checked_add(self.sums[n_first])?;
        // Where more is held for certain than there is room for, every rise saves that much more: as far as the dearest of the others.
        let missing = (-room).max(0).checked_mul(self.dearest_without(&own))?;
        all.checked_sub(kept)?.checked_add(missing)
    }
}

impl Meetings {
    /// The most points left of a meeting that is none of `own`, which are sorted; 0 if there is no other.
    fn dearest_without(&self, own: &[i128]) -> i128 {
        let n_own = self.points.iter().zip(own).take_while(|(all, own)| all == own).count();
        self.points.get(n_own).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(points: &[i128]) -> Vec<Triple> {
        points.iter().map(|points| Triple::new(0, 0, *points)).collect()
    }

    fn left(n_fixed: u32, open: Vec<Triple>) -> PairLeft {
        PairLeft { n_fixed, open }
    }

    /// The most that any of many rises saves, as the module says it: with the rise, each meeting of the capacity costs it, and what pays pays.
    fn most_saved_by_trial(others: &[Triple], n_fixed: i128, capacity: i128) -> i128 {
        let pays = |left: &Triple, up: i128| match (left.must, left.shortfall) {
            (0, 0) => left.value.clamp(0, up),
            level => {
                if level > (0, 0) {
                    up
                } else {
                    0
                }
            }
        };
        let saved = |up: i128| others.iter().map(|left| pays(left, up)).sum::<i128>() + (1 + n_fixed - capacity) * up;
        others
            .iter()
            .filter(|left| (left.must, left.shortfall) == (0, 0))
            .map(|left| saved(left.value.max(0)))
            .max()
            .unwrap_or(0)
            .max(0)
    }

    #[test]
    fn one_more_meeting_in_a_full_party_costs_what_the_least_of_the_others_has_left() {
        let own = open(&[5]);
        let saved = |others: &[i128], capacity| {
            let others = [left(0, open(others)), left(0, own.clone())];
            Meetings::of(&others.iter().collect::<Vec<_>>()).unwrap().most_saved(&own, capacity)
        };
        assert_eq!(saved(&[30, 20, 0, -5], 2), Some(20));
        assert_eq!(saved(&[30, 20], 3), Some(0), "there is room");
        assert_eq!(saved(&[30, 20, 7], 2), Some(27), "two of these must go");
    }

    #[test]
    fn what_stays_whatever_it_pays_takes_its_room() {
        let others = left(1, [open(&[30]), vec![Triple::new(1, 0, -9), Triple::new(-1, 0, 900)]].concat());
        let own = open(&[5]);
        let meetings = Meetings::of(&[&others, &left(0, own.clone())]).unwrap();
        assert_eq!((meetings.n_certain, meetings.most_saved(&own, 3)), (2, Some(30)));
    }

    #[test]
    fn the_most_saved_is_that_of_the_best_of_all_rises() {
        for seed in 0_i128..3_000 {
            let lot = |i: i128, n: i128| (seed * 7_919 + i * i * 104_729 + i * 31).rem_euclid(1_009) % n;
            let some = |from: i128, n: i128| -> Vec<Triple> {
                let level = |i| if lot(i + 50, 9) == 0 { lot(i + 70, 3) - 1 } else { 0 };
                (from..from + n).map(|i| Triple::new(level(i), 0, lot(i, 12) - 2)).collect()
            };
            let (others, own) = (some(0, lot(90, 8)), some(20, 1 + lot(91, 3)));
            let (n_fixed, capacity) = (lot(92, 3), lot(93, 7));
            let lefts = [left(n_fixed as u32, others.clone()), left(0, own.clone())];
            let meetings = Meetings::of(&lefts.iter().collect::<Vec<_>>()).unwrap();
            let expected = most_saved_by_trial(&others, n_fixed, capacity);
            assert_eq!(meetings.most_saved(&own, capacity), Some(expected), "{others:?} {own:?} {n_fixed} {capacity}");
        }
    }
}

//! How many meetings the must wishes ask for, and how many of them are held.
//!
//! A must wish with `times` k asks for k meetings of its pair. A must wish for an organization asks once, for k meetings with any of the
//! buyers that it may mean, those whom the party names itself among them.

use super::judged::JudgedTimetable;
use super::unordered::unordered;
use crate::event::{Event, PartyId, WishKind};
use std::collections::BTreeMap;

/// One must wish: any of these pairs, this often.
pub(super) struct Must {
    pub pairs: Vec<(PartyId, PartyId)>,
    pub times: u32,
}

/// Every must wish of an event, those for an organization once each.
pub(super) fn of(event: &Event) -> Vec<Must> {
    let mut musts: Vec<Must> = Vec::new();
    let mut for_org: BTreeMap<usize, usize> = BTreeMap::new();
    for wish in event.wishes.iter().filter(|wish| wish.kind == WishKind::Must) {
        let pair = unordered(wish.from, wish.to);
        let same = wish.org_wish.and_then(|org_wish| for_org.get(&org_wish)).copied();
        match same {
            Some(ix) => {
                musts[ix].pairs.push(pair);
                musts[ix].times = musts[ix].times.max(wish.times);
            }
            None => {
                for_org.extend(wish.org_wish.map(|org_wish| (org_wish, musts.len())));
                musts.push(Must { pairs: vec![pair], times: wish.times });
            }
        }
    }
    for (ix, wish) in event.org_wishes.iter().enumerate().filter(|(_, wish)| wish.must_times > 0) {
        let named = wish.named.iter().map(|buyer| unordered(wish.from, *buyer));
        match for_org.get(&ix) {
            Some(must) => musts[*must].pairs.extend(named),
            None => musts.push(Must { pairs: named.collect(), times: wish.must_times }),
        }
    }
    musts
}

/// How many meetings all must wishes ask for.
pub(super) fn n_asked(event: &Event) -> i64 {
    of(event).iter().map(|must| i64::from(must.times)).sum()
}

impl Must {
    /// How many of its meetings are held, at most as many as it asks for.
    pub fn n_held(&self, judged: &JudgedTimetable) -> i64 {
        let n: usize = self.pairs.iter().map(|(a, b)| judged.meetings_of_pair(*a, *b).len()).sum();
        i64::from(self.times).min(n as i64)
    }
}

//! The `must` wishes of an event and how many of them a timetable holds.

use super::table::{Candidates, Must};
use crate::event::{Event, PairId, WishKind};
use crate::timetable::Timetable;
use std::collections::BTreeMap;

/// The must wishes in file order, those for organizations last.
pub(super) fn musts(event: &Event, candidates: &Candidates) -> Vec<Must> {
    let mut alone = Vec::new();
    let mut of_orgs: BTreeMap<usize, Must> = BTreeMap::new();
    for wish in event.wishes.iter().filter(|w| w.kind == WishKind::Must) {
        let pair = candidates.first_between(wish.from, wish.to).expect("a must makes a pair");
        match wish.org_wish {
            None => alone.push(Must { times: wish.times, pairs: vec![pair] }),
            Some(org) => {
                let must = of_orgs.entry(org).or_insert(Must { times: wish.times, pairs: Vec::new() });
                must.times = must.times.max(wish.times);
                must.pairs.push(pair);
            }
        }
    }
    for (org, wish) in event.org_wishes.iter().enumerate().filter(|(_, wish)| wish.must_times > 0) {
        let must = of_orgs.entry(org).or_insert(Must { times: wish.must_times, pairs: Vec::new() });
        must.pairs.extend(wish.named.iter().filter_map(|buyer| candidates.first_between(wish.from, *buyer)));
    }
    of_orgs.values_mut().for_each(|must| must.pairs.sort_unstable());
    alone.extend(of_orgs.into_values());
    alone
}

impl Candidates {
    /// Must wishes in all.
    pub fn n_musts(&self) -> i64 {
        self.musts.iter().map(|must| i64::from(must.times)).sum()
    }

    /// Whether meetings of one pair alone can hold a must wish: it is for a party, or R11 lets one of its buyers be met. Then it is held as often as
    /// the copies of its pairs are that count it ([`Pair::n_must`](super::Pair::n_must)).
    pub fn is_held_by_one(&self, must: &Must) -> bool {
        let group = |id: &PairId| self.org_group(*id);
        must.pairs.len() == 1 || must.pairs.iter().all(|id| group(id).is_some() && group(id) == group(&must.pairs[0]))
    }

    /// Whether the sum of `n_must` over the pairs held is the number of must wishes held, whatever the timetable.
    pub fn musts_add_up(&self) -> bool {
        self.musts.iter().all(|must| self.is_held_by_one(must))
    }

    /// Must wishes that a timetable holds.
    pub fn musts_held(&self, timetable: &Timetable) -> i64 {
        let mut n_meetings = vec![0; self.pairs.len()];
        self.held(timetable).for_each(|(id, _)| n_meetings[self.first_copy(id).ix()] += 1);
        self.musts_met(|first| n_meetings[first.ix()])
    }

    /// Must wishes that meetings of the same pairs hold, whenever they are: also of a timetable for other slots.
    pub fn musts_held_by_pairs(&self, timetable: &Timetable) -> i64 {
        let mut n_meetings = vec![0; self.pairs.len()];
        let pairs = timetable.meetings().iter().filter_map(|meeting| self.first_between(meeting.sme, meeting.buyer));
        pairs.for_each(|first| n_meetings[first.ix()] += 1);
        self.musts_met(|first| n_meetings[first.ix()])
    }

    /// The most must wishes that could be held if pairs did not stand in each other's way.
    pub fn musts_within_reach(&self) -> i64 {
        self.musts_met(|first| self.copies(first).filter(|id| self.pair(*id).schedulable()).count() as i64)
    }

    /// Must wishes held where the pair with this first copy holds `n_meetings`.
    fn musts_met(&self, n_meetings: impl Fn(PairId) -> i64) -> i64 {
        let held = |must: &Must| must.pairs.iter().map(|p| n_meetings(*p)).sum::<i64>().min(must.times.into());
        self.musts.iter().map(held).sum()
    }
}

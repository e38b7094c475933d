//! What keeps a pair from being held whatever the timetable, and which pairs keep each other out (R11).

use super::copies::ordered;
use super::pair::{Exclusion, Pair, WishedBy};
use super::table::{Candidates, OrgGroup};
use crate::event::{Event, Mode, PairId, PartyId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Pairs of which a party blocks the other, the smaller id first, and that party.
pub(super) type Blocks = HashMap<(PartyId, PartyId), PartyId>;

/// `fixed`: a pin fixes a meeting of the two, so that they may meet whatever it is worth; `forbidden`: pins leave them no slot.
pub(super) fn exclusion_of(event: &Event, pair: &Pair, blocks: &Blocks, (fixed, forbidden): (bool, bool)) -> Option<Exclusion> {
    let online = pair.parties().iter().any(|p| event.party(*p).mode == Mode::Online);
    let refuses = pair.parties().iter().any(|p| !event.party(*p).may_meet_online);
    if let Some(by) = blocks.get(&ordered(pair.sme, pair.buyer)) {
        Some(Exclusion::Blocked(*by))
    } else if online && refuses {
        Some(Exclusion::Mode)
    } else if forbidden {
        Some(Exclusion::Forbidden)
    } else if pair.interpreters.as_ref().is_some_and(|serving| serving.is_empty()) {
        Some(Exclusion::Language)
    } else if pair.wished_by() == WishedBy::None && pair.value <= 0 {
        Some(Exclusion::Unwished)
    } else if pair.value <= 0 && !fixed {
        Some(Exclusion::Worthless)
    } else {
        None
    }
}

/// Every group that R11 makes, by SME and organization, and for each pair its group: with `once_per_org` one for every SME and organization,
/// else one for every wish for an organization.
pub(super) fn org_groups(event: &Event, pairs: &[Pair]) -> (Vec<OrgGroup>, Vec<Option<usize>>) {
    let wished: HashSet<(PartyId, &str)> = event.org_wishes.iter().map(|w| (w.from, w.org.as_str())).collect();
    let mut groups: BTreeMap<(PartyId, &str), Vec<PairId>> = BTreeMap::new();
    for (i, pair) in pairs.iter().enumerate() {
        let org = event.party(pair.buyer).org.as_str();
        if !org.is_empty() && (event.rules.once_per_org || wished.contains(&(pair.sme, org))) {
            groups.entry((pair.sme, org)).or_default().push(PairId::at(i));
        }
    }
    let mut of_pair = vec![None; pairs.len()];
    for (group, pairs) in groups.values().enumerate() {
        pairs.iter().for_each(|id| of_pair[id.ix()] = Some(group));
    }
    let groups = groups.into_iter().map(|((sme, org), pairs)| OrgGroup { sme, org: org.to_string(), pairs });
    (groups.collect(), of_pair)
}

impl Candidates {
    /// The group of R11 that a pair is in, as a position in `org_groups`.
    pub fn org_group(&self, id: PairId) -> Option<usize> {
        self.org_group_of[id.ix()]
    }

    /// The pairs of a group by buyer: of one buyer all may be held, of several none.
    pub fn by_buyer(&self, group: &OrgGroup) -> BTreeMap<PartyId, Vec<PairId>> {
        let mut by_buyer: BTreeMap<PartyId, Vec<PairId>> = BTreeMap::new();
        group.pairs.iter().for_each(|id| by_buyer.entry(self.pair(*id).buyer).or_default().push(*id));
        by_buyer
    }
}

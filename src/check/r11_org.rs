//! R11: with once_per_org, or by a wish for the organization, the party that plays the SME meets at most one buyer of an org.

use super::{Held, Violation, case::Case};
use crate::event::PartyId;
use crate::rule::RuleId;
use std::collections::BTreeMap;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let mut by_org: BTreeMap<(PartyId, &str), Vec<Held>> = BTreeMap::new();
    for held in &case.held {
        let (sme, buyer) = case.facts.roles(held);
        let org = case.event.party(buyer).org.as_str();
        if case.facts.meets_one_buyer_of(sme, org) {
            by_org.entry((sme, org)).or_default().push(*held);
        }
    }
    by_org.into_iter().filter_map(|((sme, org), meetings)| several(case, sme, org, &meetings)).collect()
}

fn several(case: &Case, sme: PartyId, org: &str, meetings: &[Held]) -> Option<Violation> {
    let mut buyers: Vec<PartyId> = meetings.iter().map(|h| case.facts.roles(h).1).collect();
    buyers.sort();
    buyers.dedup();
    (buyers.len() > 1).then(|| {
        let who = case.name(sme);
        let whom = buyers.iter().map(|b| case.name(*b)).collect::<Vec<_>>().join(", ");
        let en = format!("{who} meets {} buyers of {org}: {whom}", buyers.len());
        let ko = format!("{who}: {org} 바이어 {}명과 상담 ({whom})", buyers.len());
        let parties: Vec<PartyId> = std::iter::once(sme).chain(buyers).collect();
        case.violation(RuleId::Org, &parties, meetings, en, ko)
    })
}

//! R11: with once_per_org, or by a wish for the organization, the party that plays the SME meets at most one buyer of an org.

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::PartyId;
use crate::rule::RuleId;
use std::collections::BTreeMap;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let mut by_org: BTreeMap<(PartyId, &str), Vec<WrittenMeeting>> = BTreeMap::new();
    for held in &judged.held {
        let (sme, buyer) = judged.derived.roles(held);
        let org = judged.event.party(buyer).org.as_str();
        if judged.derived.meets_one_buyer_of(sme, org) {
            by_org.entry((sme, org)).or_default().push(*held);
        }
    }
    by_org.into_iter().filter_map(|((sme, org), meetings)| several(judged, sme, org, &meetings)).collect()
}

fn several(judged: &JudgedTimetable, sme: PartyId, org: &str, meetings: &[WrittenMeeting]) -> Option<Violation> {
    let mut buyers: Vec<PartyId> = meetings.iter().map(|h| judged.derived.roles(h).1).collect();
    buyers.sort();
    buyers.dedup();
    (buyers.len() > 1).then(|| {
        let who = judged.name(sme);
        let whom = buyers.iter().map(|b| judged.name(*b)).collect::<Vec<_>>().join(", ");
        let en = format!("{who} meets {} buyers of {org}: {whom}", buyers.len());
        let ko = format!("{who}: {org} 바이어 {}명과 상담 ({whom})", buyers.len());
        let parties: Vec<PartyId> = std::iter::once(sme).chain(buyers).collect();
        judged.violation(RuleId::Org, &parties, meetings, en, ko)
    })
}

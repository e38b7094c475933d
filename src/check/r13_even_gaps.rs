//! R13: with max_gap_difference >= 0, the numbers of gaps of any two parties differ by at most that. Every party counts, also one
//! without meetings.

use super::{Violation, case::Case};
use crate::event::PartyId;
use crate::rule::RuleId;

/// Blames each party that has too many gaps, against the first party with the fewest.
pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let Some(limit) = case.event.rules.max_gap_difference else { return Vec::new() };
    let gaps = |p: PartyId| case.units.by_party[p.ix()].gaps;
    let Some(least) = case.event.party_ids().min_by_key(|p| (gaps(*p), *p)) else { return Vec::new() };
    let over = case.event.party_ids().filter(|p| gaps(*p) - gaps(least) > i64::from(limit));
    over.map(|party| {
        let (who, whom, n, fewest) = (case.name(party), case.name(least), gaps(party), gaps(least));
        let en = format!("{who} has {n} gaps, {whom} {fewest}: more than {limit} apart");
        let ko = format!("{who} 빈 시간 {n}번, {whom} {fewest}번: 차이가 {limit}번을 넘음");
        case.violation(RuleId::EvenGaps, &[party, least], &[], en, ko)
    })
    .collect()
}

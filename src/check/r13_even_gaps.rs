//! R13: with max_gap_difference >= 0, the numbers of gaps of any two parties differ by at most that. Every party counts, also one
//! without meetings.

use super::{Violation, judged::JudgedTimetable, units};
use crate::event::PartyId;
use crate::rule::RuleId;

/// Blames each party that has too many gaps, against the first party with the fewest.
pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let Some(limit) = judged.event.rules.max_gap_difference else { return Vec::new() };
    let counted: Vec<i64> = judged.event.party_ids().map(|p| units::gaps(judged, p)).collect();
    let gaps = |p: PartyId| counted[p.ix()];
    let Some(least) = judged.event.party_ids().min_by_key(|p| (gaps(*p), *p)) else { return Vec::new() };
    let over = judged.event.party_ids().filter(|p| gaps(*p) - gaps(least) > i64::from(limit));
    over.map(|party| {
        let (who, whom, n, fewest) = (judged.name(party), judged.name(least), gaps(party), gaps(least));
        let gaps = if n == 1 { "gap" } else { "gaps" };
        let en = format!("{who} has {n} {gaps}, {whom} {fewest}: more than {limit} apart");
        let ko = format!("{who} 빈 시간 {n}번, {whom} {fewest}번: 차이가 {limit}번을 넘음");
        judged.violation(RuleId::EvenGaps, &[party, least], &[], en, ko)
    })
    .collect()
}

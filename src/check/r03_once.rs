//! R03: a pair meets at most once.

use super::{Violation, case::Case};
use crate::rule::RuleId;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let mut found = Vec::new();
    for (a, b) in case.pairs_held() {
        let meetings = case.meetings_of_pair(a, b);
        if meetings.len() < 2 {
            continue;
        }
        let times = meetings.iter().map(|h| case.time(h.slot)).collect::<Vec<_>>().join(", ");
        let (who, whom) = (case.name(meetings[0].sme), case.name(meetings[0].buyer));
        found.push(case.violation(
            RuleId::Once,
            &meetings[0].parties(),
            meetings,
            format!("{who} and {whom} meet {} times: {times}", meetings.len()),
            format!("{who}, {whom}: 상담이 {}번 있음 ({times})", meetings.len()),
        ));
    }
    found
}

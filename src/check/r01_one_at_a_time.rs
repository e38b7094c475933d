//! R01: a party holds at most `delegates`/`desks` meetings in a slot.

use super::{Violation, case::Case};
use crate::rule::RuleId;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let mut found = Vec::new();
    for party in case.event.party_ids() {
        let capacity = case.event.party(party).capacity as usize;
        for at_once in case.of_party(party).chunk_by(|a, b| a.slot == b.slot).filter(|m| m.len() > capacity) {
            let (who, time, n) = (case.name(party), case.time(at_once[0].slot), at_once.len());
            found.push(case.violation(
                RuleId::OneAtATime,
                &[party],
                at_once,
                format!("{who} has {n} meetings at {time} and can hold {capacity}"),
                format!("{who}: {time}에 상담 {n}건 (동시에 {capacity}건까지 가능)"),
            ));
        }
    }
    found
}

//! R01: a party holds at most `delegates`/`desks` meetings in a slot.

use super::{Violation, judged::JudgedTimetable};
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let mut found = Vec::new();
    for party in judged.event.party_ids() {
        let capacity = judged.event.party(party).capacity as usize;
        for at_once in judged.of_party(party).chunk_by(|a, b| a.slot == b.slot).filter(|m| m.len() > capacity) {
            let (who, time, n) = (judged.name(party), judged.time(at_once[0].slot), at_once.len());
            found.push(judged.violation(
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

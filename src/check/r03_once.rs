//! R03: a pair meets at most `times` times (once by default), in different slots.

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let pairs = judged.pairs_held().map(|(a, b)| (judged.meetings_of_pair(a, b), judged.derived.pair(a, b).times));
    pairs.flat_map(|(meetings, times)| too_often(judged, meetings, times).into_iter().chain(at_once(judged, meetings))).collect()
}

fn too_often(judged: &JudgedTimetable, meetings: &[WrittenMeeting], times: u32) -> Option<Violation> {
    if meetings.len() <= times as usize {
        return None;
    }
    let n = meetings.len();
    let starts = meetings.iter().map(|h| judged.time(h.slot)).collect::<Vec<_>>().join(", ");
    let (who, whom) = (judged.name(meetings[0].sme), judged.name(meetings[0].buyer));
    let (once_en, once_ko) = match times {
        1 => (String::new(), String::new()),
        _ => (format!(" where {times} are wished"), format!(", 희망은 {times}번")),
    };
    let en = format!("{who} and {whom} meet {n} times{once_en}: {starts}");
    let ko = format!("{who}, {whom}: 상담이 {n}번 있음{once_ko} ({starts})");
    Some(judged.violation(RuleId::Once, &meetings[0].parties(), meetings, en, ko))
}

/// Each slot in which the pair meets more than once.
fn at_once(judged: &JudgedTimetable, meetings: &[WrittenMeeting]) -> Vec<Violation> {
    let same_slot = meetings.chunk_by(|a, b| a.slot == b.slot).filter(|at_once| at_once.len() > 1);
    same_slot
        .map(|at_once| {
            let (who, whom, time) = (judged.name(at_once[0].sme), judged.name(at_once[0].buyer), judged.time(at_once[0].slot));
            let en = format!("{who} and {whom} meet {} times at once, at {time}", at_once.len());
            let ko = format!("{who}, {whom}: {time}에 상담이 {}번 겹침", at_once.len());
            judged.violation(RuleId::Once, &at_once[0].parties(), at_once, en, ko)
        })
        .collect()
}

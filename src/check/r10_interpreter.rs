//! R10: if both sides name languages and share none, an interpreter who speaks one of each, free and not used by another meeting of the
//! slot, is assigned.

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::InterpreterId;
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let mut found: Vec<Violation> = judged.held.iter().flat_map(|held| one_meeting(judged, held)).collect();
    found.extend(judged.slots().flat_map(|slot| shared(judged, slot)));
    found
}

fn one_meeting(judged: &JudgedTimetable, held: &WrittenMeeting) -> Vec<Violation> {
    let [a, b] = held.parties().map(|p| &judged.event.party(p).languages);
    let needs = !a.is_empty() && !b.is_empty() && !a.iter().any(|language| b.contains(language));
    let Some(interpreter) = held.interpreter else {
        let languages = format!("{} / {}", a.join(";"), b.join(";"));
        let en = format!("needs an interpreter ({languages}) and has none");
        let ko = format!("통역({languages})이 필요한데 배정되지 않음");
        return if needs { vec![blame(judged, held, &en, &ko)] } else { Vec::new() };
    };
    let mut found = Vec::new();
    let speaker = &judged.event.interpreters[interpreter.ix()];
    let speaks = |side: &[String]| side.iter().any(|language| speaker.languages.contains(language));
    if needs && !(speaks(a) && speaks(b)) {
        let languages = format!("{} / {}", a.join(";"), b.join(";"));
        let en = format!("has interpreter {}, who does not speak {languages}", speaker.id);
        found.push(blame(judged, held, &en, &format!("통역 {}: {languages} 통역 불가", speaker.id)));
    }
    if !judged.derived.interpreter_free(interpreter).contains(held.slot) {
        let en = format!("has interpreter {}, who is not free then", speaker.id);
        found.push(blame(judged, held, &en, &format!("통역 {}: 그 시간에 불가", speaker.id)));
    }
    found
}

/// Each interpreter whom more than one meeting of the slot uses.
fn shared(judged: &JudgedTimetable, slot: &[WrittenMeeting]) -> Vec<Violation> {
    let mut used: Vec<(InterpreterId, WrittenMeeting)> = slot.iter().filter_map(|h| Some((h.interpreter?, *h))).collect();
    used.sort_by_key(|(interpreter, h)| (*interpreter, h.sme, h.buyer));
    used.chunk_by(|a, b| a.0 == b.0)
        .filter(|meetings| meetings.len() > 1)
        .map(|meetings| {
            let id = &judged.event.interpreters[meetings[0].0.ix()].id;
            let held: Vec<WrittenMeeting> = meetings.iter().map(|(_, h)| *h).collect();
            let parties: Vec<_> = held.iter().flat_map(WrittenMeeting::parties).collect();
            let (time, n) = (judged.time(held[0].slot), held.len());
            let en = format!("interpreter {id} has {n} meetings at {time}");
            let ko = format!("통역 {id}: {time}에 상담 {n}건이 겹침");
            judged.violation(RuleId::Interpreter, &parties, &held, en, ko)
        })
        .collect()
}

fn blame(judged: &JudgedTimetable, held: &WrittenMeeting, en: &str, ko: &str) -> Violation {
    let (who, whom, time) = (judged.name(held.sme), judged.name(held.buyer), judged.time(held.slot));
    let en = format!("the meeting of {who} and {whom} at {time} {en}");
    let ko = format!("{who}, {whom}, {time}: {ko}");
    judged.violation(RuleId::Interpreter, &held.parties(), &[*held], en, ko)
}

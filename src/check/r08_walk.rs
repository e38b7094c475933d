//! R08: consecutive meetings of a party with one delegate/desk leave at least the walking minutes between their halls, also over
//! midnight, and so do a meeting and a registered session that has a hall.
//!
//! Minutes are those that pass, whatever the clocks show. A session and a meeting that overlap are R02's business.

use super::{Violation, WrittenMeeting, judged::JudgedTimetable};
use crate::event::{HallId, PartyId};
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    let alone = |party: &PartyId| judged.event.party(*party).capacity == 1;
    let between_meetings = judged.event.party_ids().filter(alone).flat_map(|party| {
        judged.of_party(party).windows(2).filter_map(move |meetings| hurried(judged, party, &meetings[0], &meetings[1]))
    });
    let sessions = (0..judged.event.registrations.len()).filter(|ix| alone(&judged.event.registrations[*ix].party));
    between_meetings.chain(sessions.flat_map(|ix| around_session(judged, ix))).collect()
}

/// From the end of one meeting to the start of the next; two meetings at once are R01's.
fn hurried(judged: &JudgedTimetable, party: PartyId, before: &WrittenMeeting, after: &WrittenMeeting) -> Option<Violation> {
    let (from, to) = (hall(judged, before)?, hall(judged, after)?);
    let needed_min = judged.derived.walk_min(from, to);
    let left_min = judged.derived.minutes_between(before.slot, after.slot);
    if before.slot == after.slot || left_min >= needed_min {
        return None;
    }
    let (who, time) = (judged.name(party), judged.time(after.slot));
    let (from, to) = (&judged.event.halls[from.ix()], &judged.event.halls[to.ix()]);
    let en = format!("{who} has {left_min} min to walk from hall {from} to hall {to} before {time}, and needs {needed_min}");
    let ko = format!("{who}: {time} 상담 전 {from}관에서 {to}관까지 이동 시간 {left_min}분 ({needed_min}분 필요)");
    let mut violation = judged.violation(RuleId::Walk, &[party], &[*after], en, ko);
    violation.lines = [before, after].iter().map(|h| h.line).filter(|line| *line > 0).collect();
    Some(violation)
}

/// Each meeting of the registered party that is too near to the session, in time and on foot.
fn around_session(judged: &JudgedTimetable, ix: usize) -> Vec<Violation> {
    let session = &judged.event.registrations[ix];
    let Some(session_hall) = session.hall else { return Vec::new() };
    let too_near = |meeting: &&WrittenMeeting| {
        let left_min = judged.derived.minutes_to_session(ix, meeting.slot);
        let needed_min = hall(judged, meeting).map_or(0, |hall| judged.derived.walk_min(session_hall, hall));
        left_min.is_some_and(|left_min| left_min < needed_min)
    };
    let meetings = judged.of_party(session.party).iter().filter(too_near);
    meetings
        .map(|meeting| {
            let (who, time) = (judged.name(session.party), judged.time(meeting.slot));
            let (title, there) = (&session.title, &judged.event.halls[session_hall.ix()]);
            let here = hall(judged, meeting).map_or("", |hall| judged.event.halls[hall.ix()].as_str());
            let left_min = judged.derived.minutes_to_session(ix, meeting.slot).unwrap_or(0);
            let needed_min = hall(judged, meeting).map_or(0, |hall| judged.derived.walk_min(session_hall, hall));
            let en = format!(
                "{who} has {left_min} min to walk between {title} in hall {there} and the meeting at {time} in hall {here}, and needs {needed_min}"
            );
            let ko = format!("{who}: {title}({there}관)과 {time} 상담({here}관) 사이 이동 시간 {left_min}분 ({needed_min}분 필요)");
            judged.violation(RuleId::Walk, &[session.party], &[*meeting], en, ko)
        })
        .collect()
}

fn hall(judged: &JudgedTimetable, meeting: &WrittenMeeting) -> Option<HallId> {
    meeting.place.map(|place| judged.event.place(place).hall)
}

//! R08: consecutive meetings of a party with one delegate/desk leave at least the walking minutes between their halls, also over
//! midnight, and so do a meeting and a registered session that has a hall.
//!
//! Minutes are those that pass, whatever the clocks show. A session and a meeting that overlap are R02's business.

use super::{Held, Violation, case::Case};
use crate::event::{HallId, PartyId};
use crate::rule::RuleId;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let alone = |party: &PartyId| case.event.party(*party).capacity == 1;
    let between_meetings = case.event.party_ids().filter(alone).flat_map(|party| {
        case.of_party(party).windows(2).filter_map(move |meetings| hurried(case, party, &meetings[0], &meetings[1]))
    });
    let sessions = (0..case.event.registrations.len()).filter(|ix| alone(&case.event.registrations[*ix].party));
    between_meetings.chain(sessions.flat_map(|ix| around_session(case, ix))).collect()
}

/// From the end of one meeting to the start of the next; two meetings at once are R01's.
fn hurried(case: &Case, party: PartyId, before: &Held, after: &Held) -> Option<Violation> {
    let (from, to) = (hall(case, before)?, hall(case, after)?);
    let needed_min = case.facts.walk_min(from, to);
    let left_min = case.facts.minutes_between(before.slot, after.slot);
    if before.slot == after.slot || left_min >= needed_min {
        return None;
    }
    let (who, time) = (case.name(party), case.time(after.slot));
    let (from, to) = (&case.event.halls[from.ix()], &case.event.halls[to.ix()]);
    let en = format!("{who} has {left_min} min to walk from hall {from} to hall {to} before {time}, and needs {needed_min}");
    let ko = format!("{who}: {time} 상담 전 {from}관에서 {to}관까지 이동 시간 {left_min}분 ({needed_min}분 필요)");
    let mut violation = case.violation(RuleId::Walk, &[party], &[*after], en, ko);
    violation.lines = [before, after].iter().map(|h| h.line).filter(|line| *line > 0).collect();
    Some(violation)
}

/// Each meeting of the registered party that is too near to the session, in time and on foot.
fn around_session(case: &Case, ix: usize) -> Vec<Violation> {
    let session = &case.event.registrations[ix];
    let too_near = |meeting: &&Held| {
        let left_min = case.facts.minutes_to_session(ix, meeting.slot);
        let needed_min = hall(case, meeting).map_or(0, |hall| case.facts.walk_min(session.hall, hall));
        left_min.is_some_and(|left_min| left_min < needed_min)
    };
    let meetings = case.of_party(session.party).iter().filter(too_near);
    meetings
        .map(|meeting| {
            let (who, time) = (case.name(session.party), case.time(meeting.slot));
            let (title, there) = (&session.title, &case.event.halls[session.hall.ix()]);
            let here = hall(case, meeting).map_or("", |hall| case.event.halls[hall.ix()].as_str());
            let left_min = case.facts.minutes_to_session(ix, meeting.slot).unwrap_or(0);
            let needed_min = hall(case, meeting).map_or(0, |hall| case.facts.walk_min(session.hall, hall));
            let en = format!(
                "{who} has {left_min} min to walk between {title} in hall {there} and the meeting at {time} in hall {here}, and needs {needed_min}"
            );
            let ko = format!("{who}: {title}({there}관)과 {time} 상담({here}관) 사이 이동 시간 {left_min}분 ({needed_min}분 필요)");
            case.violation(RuleId::Walk, &[session.party], &[*meeting], en, ko)
        })
        .collect()
}

fn hall(case: &Case, meeting: &Held) -> Option<HallId> {
    meeting.place.map(|place| case.event.place(place).hall)
}

//! R08: consecutive meetings of a party with one delegate/desk leave at least the walking minutes between their halls.

use super::{Held, Violation, case::Case};
use crate::event::PartyId;
use crate::rule::RuleId;
use chrono::Duration;

pub(super) fn judge(case: &Case) -> Vec<Violation> {
    let alone = case.event.party_ids().filter(|p| case.event.party(*p).capacity == 1);
    alone.flat_map(|party| of_party(case, party)).collect()
}

fn of_party(case: &Case, party: PartyId) -> Vec<Violation> {
    case.days_of(party).flat_map(|day| day.windows(2).filter_map(|pair| hurried(case, party, &pair[0], &pair[1]))).collect()
}

/// From the end of one meeting to the start of the next; two meetings at once are R01's.
fn hurried(case: &Case, party: PartyId, before: &Held, after: &Held) -> Option<Violation> {
    let hall = |h: &Held| h.place.map(|p| case.event.place(p).hall);
    let (from, to) = (hall(before)?, hall(after)?);
    let walk_min = i64::from(case.event.walk_min[from.ix()][to.ix()]);
    let between = case.facts.starts_at(after.slot) - case.facts.starts_at(before.slot);
    let left_min = (between - Duration::minutes(i64::from(case.event.grid.meeting_min()))).num_minutes();
    if before.slot == after.slot || left_min >= walk_min {
        return None;
    }
    let (who, time) = (case.name(party), case.time(after.slot));
    let (from, to) = (&case.event.halls[from.ix()], &case.event.halls[to.ix()]);
    let en = format!("{who} has {left_min} min to walk from hall {from} to hall {to} before {time}, and needs {walk_min}");
    let ko = format!("{who}: {time} 상담 전 {from}관에서 {to}관까지 이동 시간 {left_min}분 ({walk_min}분 필요)");
    let mut violation = case.violation(RuleId::Walk, &[party], &[*after], en, ko);
    violation.lines = [before, after].iter().map(|h| h.line).filter(|line| *line > 0).collect();
    Some(violation)
}

//! Why a party has gaps: what its windows and its rest leave no way around.

use crate::bounds::{ForcedGaps, forced_gaps};
use crate::event::{PartyId, Text};
use crate::problem::Problem;
use crate::timetable::Timetable;

/// What the windows and the rest of a party force with as many meetings as it has; `None` if nothing.
pub fn why_gaps(problem: Problem, timetable: &Timetable, party: PartyId) -> Option<(ForcedGaps, Text)> {
    let n_meetings = timetable.meetings().iter().filter(|m| m.parties().contains(&party)).count();
    let forced = forced_gaps(problem, party, n_meetings);
    let rest = problem.event.party(party).max_in_a_row.unwrap_or(0);
    let gaps = |n: i64| if n == 1 { "1 gap".to_string() } else { format!("{n} gaps") };
    let ForcedGaps { by_windows, by_rest } = forced;
    let (ko, en) = match (by_windows, by_rest) {
        (0, 0) => return None,
        (n, 0) => (
            format!("상담 {n_meetings}건이면 참석 시간 때문에 빈 시간이 적어도 {n}번 생김"),
            format!("with {n_meetings} meetings its own hours force at least {}", gaps(n)),
        ),
        (0, n) => (
            format!("상담 {n_meetings}건이면 연속 상담 제한({rest}건) 때문에 빈 시간이 적어도 {n}번 생김"),
            format!("with {n_meetings} meetings its rest after {rest} in a row forces at least {}", gaps(n)),
        ),
        (windows, n) => (
            format!(
                "상담 {n_meetings}건이면 참석 시간 때문에 빈 시간이 적어도 {windows}번, 연속 상담 제한({rest}건) 때문에 {n}번 더 생김"
            ),
            format!(
                "with {n_meetings} meetings its own hours force at least {}, and its rest after {rest} in a row {n} more",
                gaps(windows)
            ),
        ),
    };
    Some((forced, Text::new(en, ko)))
}

//! Rule R13 on whole timetables: the numbers of gaps of any two parties differ by at most so many.

use super::{Conflict, SolveOptions};
use crate::candidates::Candidates;
use crate::event::Event;
use crate::polish::{PolishOptions, polish};
use crate::quality::Quality;
use crate::rule::RuleId;
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Seconds that the search may spend on a timetable that breaks the rule before it is given up.
const SEARCH_S: f64 = 5.0;

/// Whether R13 holds.
pub fn is_even(event: &Event, candidates: &Candidates, timetable: &Timetable) -> bool {
    let Some(most) = event.rules.max_gap_difference else { return true };
    let quality = Quality::of(event, candidates, timetable);
    let gaps = || quality.by_party.iter().map(|units| units.gaps);
    gaps().max().unwrap_or(0) - gaps().min().unwrap_or(0) <= i64::from(most)
}

/// The timetable, or one of the same pairs that obeys R13 if it does not and the search finds one.
pub fn evened(
    event: &Event,
    candidates: &Candidates,
    timetable: Timetable,
    options: &SolveOptions,
    stop: &Stop,
) -> Option<Timetable> {
    if is_even(event, candidates, &timetable) {
        return Some(timetable);
    }
    // Any cost will do once the rule holds.
    let search = PolishOptions { seed: options.seed, threads: options.threads, bound: i64::MAX };
    let better = polish(event, candidates, &timetable, &search, &stop.within(SEARCH_S), &mut |_| {});
    is_even(event, candidates, &better).then_some(better)
}

/// The fixed meetings stand, but every timetable found with them breaks R13.
pub fn conflict(event: &Event) -> Conflict {
    let most = event.rules.max_gap_difference.unwrap_or(0);
    Conflict {
        rule: RuleId::EvenGaps,
        en: format!(
            "no timetable was found that holds the fixed meetings and keeps the parties' gaps within {most} of each other"
        ),
        ko: format!("고정 상담을 지키면서 참가자 사이의 빈 시간 수 차이를 {most} 이내로 하는 시간표를 찾지 못함"),
    }
}

//! `--freeze-until` in words: what could not be frozen, and that what is frozen may be why there is no timetable.

use super::terminal::counted;
use crate::event::Lang;
use crate::published::PublishedMeeting;
use crate::replan::{Change, Differences};
use crate::report::words::change_word;
use chrono::NaiveDateTime;

/// Frozen meetings named one by one, before the others are only counted.
const NAMED_NOT_FROZEN: usize = 10;

/// Names the meetings that were to stay as they are and could not, because the input forbids them there.
pub fn not_frozen(
    published: &[PublishedMeeting],
    differences: &Differences,
    until: Option<NaiveDateTime>,
    lang: Lang,
) -> Option<String> {
    let until = until?;
    let is_gone = |change: Change| matches!(change, Change::Dropped | Change::Moved | Change::PlacedAnew);
    let gone: Vec<String> = differences
        .list
        .iter()
        .filter(|difference| is_gone(difference.change))
        .filter_map(|difference| Some((&published[difference.old?], difference.change)))
        .filter(|(old, _)| old.starts_at() < until)
        .map(|(old, change)| {
            let at = old.starts_at().format("%Y-%m-%d %H:%M");
            format!("{}, {} ({at}): {}", old.sme_id, old.buyer_id, change_word(change.name(), lang))
        })
        .collect();
    let named = gone.iter().take(NAMED_NOT_FROZEN).map(|line| format!("  {line}\n")).collect::<String>();
    let n_more = gone.len().saturating_sub(NAMED_NOT_FROZEN);
    let more = match (n_more, lang) {
        (0, _) => String::new(),
        (n, Lang::Ko) => format!("  그 밖에 {n}건\n"),
        (n, Lang::En) => format!("  and {n} more\n"),
    };
    let said = match lang {
        Lang::Ko => format!(
            "경고: --freeze-until보다 먼저 시작하는 상담 {}건은 바뀐 입력에서 그대로 둘 수 없습니다\n{named}{more}  이유: moves.csv",
            gone.len()
        ),
        Lang::En => format!(
            "warning: {} before --freeze-until cannot stay as published, because the input as it is now forbids it\n{named}{more}  why: moves.csv",
            counted(gone.len(), "meeting")
        ),
    };
    (!gone.is_empty()).then_some(said)
}

/// That more than the pins of the input was fixed.
pub fn frozen_too(until: NaiveDateTime, lang: Lang) -> String {
    let until = until.format("%Y-%m-%d %H:%M");
    match lang {
        Lang::Ko => format!(
            "{until} 전에 시작하는 발표된 상담도 고정되어 있습니다 (--freeze-until). 더 이른 시각으로 다시 실행해 보세요."
        ),
        Lang::En => format!(
            "The published meetings that start before {until} are fixed too (--freeze-until); an earlier time may leave a way."
        ),
    }
}

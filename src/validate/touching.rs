//! Warns of sessions that follow each other without a break where somebody may have only so many meetings in a row: the rule counts within a
//! session (R09), the person who stands there does not.

use super::words;
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{Event, Session};

/// `rule_at` = where the rule stands if it holds for everybody; `parties_at` = where each party stands.
pub fn warn(event: &Event, rule_at: Option<&Location>, parties_at: &[Location], findings: &mut Findings) {
    let limited = event.parties.iter().position(|party| party.max_in_a_row.is_some());
    let (Some(party), touching) = (limited, touching(event)) else { return };
    let Some(first) = touching.first() else { return };
    let more = if touching.len() > 1 { ", ..." } else { "" };
    let limit = event.parties[party].max_in_a_row.unwrap_or_default();
    findings.add(
        &codes::SESSIONS_TOUCH,
        rule_at.unwrap_or(&parties_at[party]).clone(),
        &format!("max_in_a_row = {limit}"),
        Text::new(
            format!("max_in_a_row counts within a session, and one session follows another without a break at {first}{more}; more meetings in a row are possible there"),
            format!("max_in_a_row는 한 세션 안에서만 셉니다. {first}{more}에 세션이 쉼 없이 이어져 그보다 많은 상담이 연달아 잡힐 수 있습니다"),
        ),
        Text::new("leave a break between the two sessions, or join them into one", "두 세션 사이를 띄우거나, 한 세션으로 합치세요"),
    );
}

/// The times at which a session begins where another ends, also at midnight: `2022-04-14 00:00`.
fn touching(event: &Event) -> Vec<String> {
    let date = |session: &Session| event.grid.days[session.day.ix()].date;
    let pairs = event.grid.sessions.windows(2);
    let touch =
        pairs.filter(|pair| words::moment(date(&pair[0]), pair[0].end_min) == words::moment(date(&pair[1]), pair[1].start_min));
    touch.map(|pair| format!("{} {}", date(&pair[1]), words::clock(pair[1].start_min))).collect()
}

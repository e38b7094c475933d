//! event.toml of the copy.

use super::names::Names;
use crate::event::{Event, GapScope, HallId, QualityCosts, QualityPart, clock};
use std::fmt::Write;

pub fn event_toml(event: &Event, names: &Names) -> String {
    let mut text = String::new();
    let grid = &event.grid;
    section(
        &mut text,
        "[event]",
        &[
            ("name", "\"An event\"".into()),
            ("timezone", format!("\"{}\"", event.timezone.name())),
            ("language", format!("\"{}\"", event.language.code())),
        ],
    );
    section(
        &mut text,
        "[meeting]",
        &[
            ("present_minutes", grid.present_min.to_string()),
            ("answer_minutes", grid.answer_min.to_string()),
            ("changeover_minutes", grid.changeover_min.to_string()),
        ],
    );
    days(&mut text, event);
    halls(&mut text, event, names);
    rules(&mut text, event);
    value(&mut text, event, names);
    let (open, close) = event.local_hours;
    section(&mut text, "[online]", &[("local_hours", format!("\"{}-{}\"", clock(open), clock(close)))]);
    section(
        &mut text,
        "[solve]",
        &[("time_limit_s", event.solve.time_limit_s.to_string()), ("seed", event.solve.seed.to_string())],
    );
    text
}

fn section(text: &mut String, head: &str, rows: &[(&str, String)]) {
    let _ = writeln!(text, "{head}");
    for (key, value) in rows {
        let _ = writeln!(text, "{key} = {value}");
    }
    text.push('\n');
}

fn days(text: &mut String, event: &Event) {
    for (d, day) in event.grid.days.iter().enumerate() {
        let sessions = event.grid.sessions.iter().filter(|s| s.day.ix() == d);
        let hours: Vec<String> = sessions.map(|s| format!("\"{}-{}\"", clock(s.start_min), clock(s.end_min))).collect();
        section(text, "[[day]]", &[("date", format!("\"{}\"", day.date)), ("sessions", format!("[{}]", hours.join(", ")))]);
    }
}

/// The places themselves stand in places.csv.
fn halls(text: &mut String, event: &Event, names: &Names) {
    let halls = || (0..event.halls.len()).map(HallId::at);
    for hall in halls() {
        section(text, "[[hall]]", &[("id", format!("\"{}\"", names.hall(hall)))]);
    }
    let pairs = halls().flat_map(|a| halls().filter(move |b| a < *b).map(move |b| (a, b)));
    let walks = pairs.filter(|(a, b)| event.walk_min[a.ix()][b.ix()] > 0);
    let rows: Vec<String> =
        walks.map(|(a, b)| format!("\"{}-{}\" = {}\n", names.hall(a), names.hall(b), event.walk_min[a.ix()][b.ix()])).collect();
    if !rows.is_empty() {
        let _ = writeln!(text, "[walk]\n{}", rows.concat());
    }
}

/// Limits of single parties stand with the parties.
fn rules(text: &mut String, event: &Event) {
    let difference = event.rules.max_gap_difference.map_or(-1, i64::from);
    section(
        text,
        "[rules]",
        &[
            ("once_per_org", event.rules.once_per_org.to_string()),
            ("peers", event.rules.peers.to_string()),
            ("max_gap_difference", difference.to_string()),
        ],
    );
    let QualityCosts { points, gap_scope, busy_is_idle } = &event.quality;
    let scope = match gap_scope {
        GapScope::Day => "day",
        GapScope::Session => "session",
        GapScope::Event => "event",
    };
    let costs = points.iter().map(|(part, points)| (part.card().key(), points.to_string()));
    // What is waited stands with the other settings of gaps.
    let (of_gaps, mut rows): (Vec<_>, Vec<_>) = costs.partition(|(key, _)| *key == QualityPart::Wait.card().key());
    rows.push(("gap_scope", format!("\"{scope}\"")));
    rows.extend(of_gaps);
    rows.push(("busy_is_idle", busy_is_idle.to_string()));
    section(text, "[quality]", &rows);
}

fn value(text: &mut String, event: &Event, names: &Names) {
    let value = &event.value;
    section(
        text,
        "[value]",
        &[
            ("sme_weight", value.sme_weight.to_string()),
            ("buyer_weight", value.buyer_weight.to_string()),
            ("mutual_bonus", value.mutual_bonus.to_string()),
            ("fill_points", value.fill_points.to_string()),
        ],
    );
    let tags: Vec<_> = value.tags.iter().map(|(tag, points)| (names.tag(tag), points.to_string())).collect();
    section(text, "[value.tags]", &tags);
}

//! Days and sessions of event.toml to the grid of slots.

use super::toml_reader::Section;
use super::{sizes, words};
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::limits;
use crate::event::{Grid, Zone};
use chrono::NaiveDate;

/// A `[[day]]`.
#[derive(Clone, Debug)]
pub struct DaySpec {
    pub date: NaiveDate,
    pub at: Location,
    pub sessions: Vec<SessionSpec>,
}

/// One `HH:MM-HH:MM` of a day, in minutes after midnight.
#[derive(Clone, Debug)]
pub struct SessionSpec {
    pub start_min: i32,
    pub end_min: i32,
    pub text: String,
    pub at: Location,
}

/// Reads the key `sessions` of a `[[day]]`.
pub fn read_sessions(day: &mut Section, findings: &mut Findings) -> Vec<SessionSpec> {
    const EXAMPLE: &str = "sessions = [\"10:00-12:00\", \"13:00-17:00\"]";
    let Some(value) = day.raw("sessions") else {
        day.missing("sessions", EXAMPLE, findings);
        return Vec::new();
    };
    let Some(array) = value.get_ref().as_array() else {
        day.wrong_type("sessions", value, "a list of texts", "글의 목록", findings);
        return Vec::new();
    };
    if array.is_empty() {
        day.missing("sessions", EXAMPLE, findings);
    }
    let mut sessions = Vec::new();
    for item in array.iter() {
        let at = day.place("sessions", item);
        let Some(text) = item.get_ref().as_str() else {
            day.wrong_type("sessions", item, "a list of texts", "글의 목록", findings);
            continue;
        };
        match words::hours(text) {
            Some((start_min, end_min)) if start_min < end_min => {
                sessions.push(SessionSpec { start_min, end_min, text: text.to_string(), at });
            }
            _ => findings.add(
                &codes::BAD_SESSION,
                at,
                text,
                Text::new(
                    "a session must begin before it ends, both written as HH:MM",
                    "세션은 HH:MM-HH:MM이고 시작이 끝보다 앞입니다",
                ),
                Text::new("write \"HH:MM-HH:MM\", e.g. \"10:00-12:00\"", "\"HH:MM-HH:MM\"으로 적으세요 (예: \"10:00-12:00\")"),
            ),
        }
    }
    sessions
}

/// Lays the slots into an empty grid: from each session's start, every pitch, as long as a meeting ends within the session. Slots whose time
/// the clocks skip, or during which they change, are left out.
pub fn build(mut specs: Vec<DaySpec>, mut grid: Grid, timezone: Zone, findings: &mut Findings) -> Grid {
    report_second_days(&specs, findings);
    specs.sort_by_key(|d| d.date);
    specs.dedup_by_key(|d| d.date);
    let n_days = specs.len();
    if !sizes::within(&limits::DAYS, n_days, || specs[n_days - 1].at.clone(), findings) {
        return grid;
    }
    let mut last = Location::default();
    for mut spec in specs {
        if !sizes::within(&limits::SLOTS, grid.slots.len(), || spec.at.clone(), findings) {
            break;
        }
        spec.sessions.sort_by_key(|s| (s.start_min, s.end_min));
        report_overlaps(&spec.sessions, findings);
        grid.begin_day(spec.date);
        for session in &spec.sessions {
            add_session(&mut grid, session, timezone, findings);
        }
        last = spec.at;
    }
    sizes::within(&limits::SLOTS, grid.slots.len(), || last, findings);
    grid
}

fn add_session(grid: &mut Grid, spec: &SessionSpec, timezone: Zone, findings: &mut Findings) {
    let laid = grid.add_session((spec.start_min, spec.end_min), timezone);
    if !laid.skipped.is_empty() {
        report_skipped(spec, &laid.skipped, timezone, findings);
    } else if laid.n_slots == 0 {
        report_short(spec, grid.meeting_min(), findings);
    }
}

fn report_short(spec: &SessionSpec, needs: i32, findings: &mut Findings) {
    let has = spec.end_min - spec.start_min;
    findings.add(
        &codes::SESSION_SHORT,
        spec.at.clone(),
        &spec.text,
        Text::new(
            format!("the session lasts {has} minutes, but one meeting takes {needs}"),
            format!("세션은 {has}분인데 상담 한 번이 {needs}분입니다"),
        ),
        Text::new("lengthen or delete the session", "세션을 늘리거나 지우세요"),
    );
}

/// Names the slots that are left out because the clocks change.
fn report_skipped(spec: &SessionSpec, starts: &[i32], timezone: Zone, findings: &mut Findings) {
    let starts: Vec<String> = starts.iter().map(|m| words::clock(*m)).collect();
    let (n, starts, zone) = (starts.len(), starts.join(", "), timezone.name());
    findings.add(
        &codes::SLOTS_SKIPPED,
        spec.at.clone(),
        &spec.text,
        Text::new(
            format!("the clocks of {zone} change in this session; {n} slots are left out: {starts}"),
            format!("{zone}의 시계가 이 세션 중에 바뀌어 상담 시간 {n}개를 뺍니다: {starts}"),
        ),
        Text::new("check the time zone and the hours of the session", "시간대와 세션 시각을 확인하세요"),
    );
}

fn report_second_days(specs: &[DaySpec], findings: &mut Findings) {
    for (i, spec) in specs.iter().enumerate() {
        if let Some(first) = specs[..i].iter().find(|d| d.date == spec.date) {
            findings.add(
                &codes::SESSION_OVERLAP,
                spec.at.clone(),
                &spec.date.to_string(),
                Text::new(
                    format!("this day is already given on line {}", first.at.line),
                    format!("이 날짜는 이미 {}번째 줄에 있습니다", first.at.line),
                ),
                Text::new("put all sessions of a day into one [[day]]", "하루의 세션은 [[day]] 하나에 모두 적으세요"),
            );
        }
    }
}

fn report_overlaps(sessions: &[SessionSpec], findings: &mut Findings) {
    for pair in sessions.windows(2).filter(|p| p[1].start_min < p[0].end_min) {
        findings.add(
            &codes::SESSION_OVERLAP,
            pair[1].at.clone(),
            &pair[1].text,
            Text::new(
                format!("this session overlaps the session {}", pair[0].text),
                format!("세션 {}과(와) 겹칩니다", pair[0].text),
            ),
            Text::new("sessions of one day must not overlap", "하루의 세션은 서로 겹치지 않게 적으세요"),
        );
    }
}

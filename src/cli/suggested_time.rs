//! One time for a meeting, as `koppex suggest` and `koppex explain` tell it.

use crate::check::{Checker, WrittenMeeting};
use crate::event::{Event, Lang, clock};
use crate::report::ids::MeetingIds;
use crate::timetable::{Meeting, Timetable};
use crate::whatif::Suggestion;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// Whether a timetable keeps every rule, as the second opinion judges it.
pub fn is_clean(checker: &Checker, timetable: &Timetable) -> bool {
    let held: Vec<WrittenMeeting> = timetable.meetings().iter().map(WrittenMeeting::from).collect();
    checker.check(&held).is_clean()
}

/// One time for the meeting.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct SuggestedTime {
    /// What `--take` calls it, from 1.
    n: u32,
    /// Its day.
    date: String,
    /// Local time, `HH:MM`.
    start: String,
    /// Table or video room.
    place: String,
    /// Who interprets; empty if nobody needs to.
    interpreter: String,
    /// Published meetings that go to another time or place.
    moves: Vec<SuggestedMove>,
    /// Published meetings that are not held.
    lost: Vec<String>,
    /// Must wishes held more (less where below 0).
    must: i64,
    /// By how much fewer meetings are missing to minimums (more where below 0).
    shortfall: i64,
    /// Points more (less where below 0).
    value: i64,
    /// Quality cost more: below 0 is better.
    quality: i64,
}

/// A published meeting that goes elsewhere.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct SuggestedMove {
    /// As in meetings.csv.
    meeting_id: String,
    /// Its day as published.
    old_date: String,
    /// Local time as published, `HH:MM`.
    old_start: String,
    /// Table or video room as published.
    old_place: String,
    /// Its new day.
    new_date: String,
    /// Its new local time, `HH:MM`.
    new_start: String,
    /// Its new table or video room.
    new_place: String,
}

impl SuggestedTime {
    /// The `n`-th suggestion about a published timetable.
    pub fn of((n, suggestion): (u32, &Suggestion), event: &Event, published: &Timetable) -> Self {
        let ids = MeetingIds::of(event, published);
        let date = |m: &Meeting| event.grid.date_of(m.slot).to_string();
        let start = |m: &Meeting| clock(event.slot(m.slot).start_min);
        let place = |m: &Meeting| event.place(m.place).id.clone();
        let meeting = &suggestion.meeting;
        let moves = suggestion.moved.iter().map(|(old, new)| SuggestedMove {
            meeting_id: ids.id(old),
            old_date: date(old),
            old_start: start(old),
            old_place: place(old),
            new_date: date(new),
            new_start: start(new),
            new_place: place(new),
        });
        Self {
            n,
            date: date(meeting),
            start: start(meeting),
            place: place(meeting),
            interpreter: meeting.interpreter.map_or_else(String::new, |i| event.interpreters[i.ix()].id.clone()),
            moves: moves.collect(),
            lost: suggestion.lost.iter().map(|m| ids.id(m)).collect(),
            must: suggestion.change.must,
            shortfall: suggestion.change.shortfall,
            value: suggestion.change.value,
            quality: suggestion.quality,
        }
    }

    /// The time in words, what moves and what is lost below it.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = vec![format!("  {}. {} {} {}: {}", self.n, self.date, self.start, self.place, effect(self, lang))];
        lines.extend(self.moves.iter().map(|m| format!("     {}", of_move(m, lang))));
        if !self.lost.is_empty() {
            let lost = self.lost.join(", ");
            lines.push(match lang {
                Lang::Ko => format!("     빠지는 상담: {lost}"),
                Lang::En => format!("     no longer held: {lost}"),
            });
        }
        lines
    }
}

fn of_move(m: &SuggestedMove, lang: Lang) -> String {
    let (from, to) =
        (format!("{} {} {}", m.old_date, m.old_start, m.old_place), format!("{} {} {}", m.new_date, m.new_start, m.new_place));
    match lang {
        Lang::Ko => format!("옮기는 상담: {} ({from} -> {to})", m.meeting_id),
        Lang::En => format!("moves: {} ({from} -> {to})", m.meeting_id),
    }
}

/// What a time changes, in words.
fn effect(time: &SuggestedTime, lang: Lang) -> String {
    let parts = [
        (time.must, "필수 희망", "must wishes"),
        (time.shortfall, "채워지는 최소 상담", "minimum meetings"),
        (time.value, "총점", "points"),
        (time.quality, "불편 비용", "quality cost"),
    ];
    let told: Vec<String> =
        parts.iter().filter(|(n, ..)| *n != 0).map(|(n, ko, en)| format!("{} {n:+}", lang.pick(ko, en))).collect();
    if told.is_empty() { lang.pick("달라지는 점수 없음", "no change of points").into() } else { told.join(", ") }
}

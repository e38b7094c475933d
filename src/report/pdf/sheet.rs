//! A page with a head, rows that fill it in one to three columns, and a foot; and the door sheets made of it.

use super::fonts::Weight;
use super::pack::Pack;
use super::pen::{A4, Ink, Look, Pen};
use crate::event::{DayId, PlaceId};
use crate::report::clock::{Times, date_in_words, hhmm, zone_in_words};
use crate::report::names::{place_in_words, title};
use crate::report::words::{Words, words};
use crate::timetable::Meeting;
use chrono::NaiveDateTime;

pub const LEFT: f32 = 42.0;
pub const RIGHT: f32 = A4.0 - LEFT;
pub const WIDTH: f32 = RIGHT - LEFT;
/// Where rows begin and end.
pub const TOP: f32 = 128.0;
pub const BOTTOM: f32 = 792.0;
const COLUMN_GAP: f32 = 16.0;
/// Height of a heading in rows.
const HEADING_ROWS: f32 = 1.6;

/// Texts above and below the rows.
pub struct Frame {
    pub event: String,
    pub kind: String,
    pub title: String,
    pub about: String,
    /// What the columns of the rows are: time, who, booth, place. Empty ones are not drawn.
    pub heads: [&'static str; 4],
    pub foot: (String, String),
}

/// A line of a sheet.
#[derive(Clone)]
pub enum Line {
    Heading(String),
    Row(Row),
}

/// A meeting or a session as a line.
#[derive(Clone, Default)]
pub struct Row {
    pub time: (String, String),
    pub who: String,
    pub below: String,
    pub booth: String,
    pub place: String,
    pub place_short: String,
}

impl Line {
    fn rows(&self) -> f32 {
        if matches!(self, Line::Heading(_)) { HEADING_ROWS } else { 1.0 }
    }
}

/// How many columns a page has and how high a row is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fit {
    columns: usize,
    row: f32,
}

/// How wide the booths and the places of a sheet are written; `booth` is 0 where nobody has one.
#[derive(Clone, Copy)]
struct Widths {
    booth: f32,
    place: f32,
}

impl Fit {
    /// The fewest columns in which everything fits a page in a size that is good to read; the most if nothing does.
    fn of(lines: &[Line]) -> Self {
        let rows: f32 = lines.iter().map(Line::rows).sum();
        for (columns, highest, lowest) in [(1, 26.0, 13.0), (2, 14.0, 10.5), (3, 11.5, 8.5)] {
            // A column may end early so that no heading stands last in it.
            let spare = if columns == 1 { 0.0 } else { (HEADING_ROWS + 1.0) * columns as f32 };
            let row = (columns as f32 * (BOTTOM - TOP) / (rows + spare).max(1.0)).min(highest);
            if row >= lowest {
                return Self { columns, row };
            }
        }
        Self { columns: 3, row: 8.5 }
    }

    /// Size of the letters.
    fn size(self) -> f32 {
        (self.row * 0.62).min(if self.columns == 1 { 11.0 } else { 8.5 })
    }

    fn column_width(self) -> f32 {
        (WIDTH - COLUMN_GAP * (self.columns - 1) as f32) / self.columns as f32
    }

    /// Room for every booth and place, within what names leave.
    fn widths(self, pack: &mut Pack, lines: &[Line]) -> Widths {
        let (mut booth, mut place) = (0.0, 0.0);
        for line in lines {
            let Line::Row(row) = line else { continue };
            let mut width = |text: &str| pack.fonts.shape(text, Weight::Regular).width * self.size();
            booth = f32::max(booth, width(&row.booth));
            place = f32::max(place, width(if self.columns == 1 { &row.place } else { &row.place_short }));
        }
        Widths { booth: booth.min(self.column_width() * 0.2), place: place.min(self.column_width() * 0.45) }
    }
}

/// Draws the lines under their frame, on one page unless there are more than some 200; what is left stands on further pages.
pub fn pages(pack: &mut Pack, frame: &Frame, lines: &[Line], w: &Words) {
    let fit = Fit::of(lines);
    let widths = fit.widths(pack, lines);
    let mut rest = lines;
    let mut first = true;
    while first || !rest.is_empty() {
        let kind = if first { frame.kind.clone() } else { format!("{} ({})", frame.kind, w.continued) };
        let mut left = rest;
        pack.page(|pen| {
            head(pen, frame, &kind);
            if lines.is_empty() {
                pen.text(w.no_meetings, (LEFT, TOP + 20.0), WIDTH, Look::grey(11.0));
            }
            left = columns(pen, (frame, fit, widths), rest);
            foot(pen, &frame.foot)
        });
        rest = left;
        first = false;
    }
}

/// The head of every paper.
pub fn head(pen: &mut Pen, frame: &Frame, kind: &str) {
    pen.text(&frame.event, (LEFT, 48.0), WIDTH * 0.65, Look::grey(8.5));
    pen.text_right(kind, (RIGHT, 48.0), WIDTH * 0.34, Look::grey(8.5));
    let width = pen.width(&frame.title, Look::bold(1.0));
    let size = (WIDTH / width.max(1.0)).clamp(9.0, 20.0);
    pen.text(&frame.title, (LEFT, 74.0), WIDTH, Look::bold(size));
    pen.text(&frame.about, (LEFT, 92.0), WIDTH, Look::grey(9.5));
    pen.rule((LEFT, 103.0), WIDTH, 1.2, Ink::Black);
}

/// The foot of every paper.
pub fn foot(pen: &mut Pen, (left, right): &(String, String)) {
    pen.text(left, (LEFT, 812.0), WIDTH * 0.6, Look::grey(7.5));
    pen.text_right(right, (RIGHT, 812.0), WIDTH * 0.39, Look::grey(7.5));
}

/// Fills the columns of one page and returns the lines that are left.
fn columns<'l>(pen: &mut Pen, (frame, fit, widths): (&Frame, Fit, Widths), mut lines: &'l [Line]) -> &'l [Line] {
    let width = fit.column_width();
    for column in 0..fit.columns {
        let x = LEFT + column as f32 * (width + COLUMN_GAP);
        let mut y = TOP;
        if !lines.is_empty() {
            heads(pen, frame, x, (fit, widths));
        }
        while let Some((line, rest)) = lines.split_first() {
            let with_next = if matches!(line, Line::Heading(_)) { HEADING_ROWS + 1.0 } else { 1.0 };
            if y + with_next * fit.row > BOTTOM + 0.01 {
                break;
            }
            y += line.rows() * fit.row;
            draw(pen, line, (x, y), (fit, widths));
            lines = rest;
        }
    }
    lines
}

/// What the columns are, above the first row.
fn heads(pen: &mut Pen, frame: &Frame, x: f32, (fit, widths): (Fit, Widths)) {
    let [time, who, booth, place] = frame.heads;
    let (look, y, right) = (Look::grey(7.5), TOP - 11.0, x + fit.column_width());
    pen.text(time, (x, y), fit.size() * 6.0, look);
    pen.text(who, (x + fit.size() * 6.6, y), fit.column_width() * 0.4, look);
    if widths.booth > 0.0 {
        let room = widths.booth + fit.size() * 0.8;
        pen.text(booth, (right - widths.place - room, y), room, look);
    }
    pen.text_right(place, (right, y), fit.column_width() * 0.4, look);
}

/// Draws a line whose lower edge is at y.
fn draw(pen: &mut Pen, line: &Line, (x, y): (f32, f32), (fit, widths): (Fit, Widths)) {
    let (size, width) = (fit.size(), fit.column_width());
    let base = y - (fit.row - size * 0.72) / 2.0;
    match line {
        Line::Heading(text) => {
            pen.text(text, (x, base), width, Look { ink: Ink::Accent, ..Look::bold(size) });
        }
        Line::Row(row) => {
            let mut at = x + pen.text(&row.time.0, (x, base), width, Look::bold(size));
            at += pen.text(&row.time.1, (at, base), width, Look::grey(size)) + size * 0.9;
            let place = if fit.columns == 1 { &row.place } else { &row.place_short };
            let taken = pen.text_right(place, (x + width, base), width * 0.45, Look::plain(size));
            let mut end = x + width - taken - size * 0.8;
            if widths.booth > 0.0 {
                end = x + width - widths.place - size * 0.8 - widths.booth;
                pen.text(&row.booth, (end, base), widths.booth, Look::plain(size));
                end -= size * 0.8;
            }
            at += pen.text(&row.who, (at, base), (end - at).max(0.0), Look::bold(size)) + size * 0.7;
            if end - at > size * 3.0 && !row.below.is_empty() {
                pen.text(&row.below, (at, base), end - at, Look::grey(size * 0.82));
            }
            pen.rule((x, y - 0.5), width, 0.5, Ink::Line);
        }
    }
}

/// `발표 7분 + 질의응답 7분`
pub fn split_text(pack: &Pack, w: &Words) -> String {
    let grid = &pack.report.event.grid;
    format!("{} {}{} + {} {}{}", w.present, grid.present_min, w.minutes_after, w.answer, grid.answer_min, w.minutes_after)
}

/// The two parts of a meeting's time: `10:00` and `–10:14`.
pub fn time_parts(times: &Times) -> (String, String) {
    span_parts(times.start, times.end)
}

/// The two parts of any time.
pub fn span_parts(start: NaiveDateTime, end: NaiveDateTime) -> (String, String) {
    (hhmm(start), format!("\u{2013}{}", hhmm(end)))
}

/// A page for each place and day on which it is used.
pub fn doors(pack: &mut Pack) {
    let (event, lang) = (pack.report.event, pack.report.lang);
    let w = words(lang);
    let mut held: Vec<Vec<(usize, Meeting)>> = vec![Vec::new(); event.places.len() * event.grid.days.len()];
    let at = |place: PlaceId, day: DayId| place.ix() * event.grid.days.len() + day.ix();
    for (i, meeting) in pack.report.timetable.meetings().iter().enumerate() {
        held[at(meeting.place, event.grid.day_of(meeting.slot))].push((i, *meeting));
    }
    for place in (0..event.places.len()).map(PlaceId::at) {
        for (d, day) in event.grid.days.iter().enumerate() {
            let meetings = &held[at(place, DayId::at(d))];
            if meetings.is_empty() {
                continue;
            }
            let frame = Frame {
                event: event.name.clone(),
                kind: w.door_sheet.into(),
                title: place_in_words(event, place, lang),
                about: date_in_words(day.date, lang),
                heads: [w.time, w.sme, w.standby, w.buyer],
                foot: (format!("{}: {}", w.times_in, zone_in_words(event, event.timezone)), split_text(pack, w)),
            };
            let lines: Vec<Line> = meetings.iter().map(|(i, m)| door_line(pack, *i, m)).collect();
            pages(pack, &frame, &lines, w);
        }
    }
}

/// `i`: the position of the meeting in the timetable.
fn door_line(pack: &Pack, i: usize, meeting: &Meeting) -> Line {
    let (event, lang) = (pack.report.event, pack.report.lang);
    let buyer = title(event.party(meeting.buyer), lang);
    let standby = pack.report.standby.get(i).into_iter().flatten().map(|party| event.party(*party).id.clone());
    Line::Row(Row {
        time: time_parts(&Times::of(event, meeting.slot, event.timezone)),
        who: title(event.party(meeting.sme), lang).into(),
        booth: standby.collect::<Vec<_>>().join(" "),
        place: buyer.into(),
        place_short: buyer.into(),
        ..Row::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(n: usize, headings: usize) -> Vec<Line> {
        [vec![Line::Heading(String::new()); headings], vec![Line::Row(Row::default()); n]].concat()
    }

    #[test]
    fn rows_shrink_and_columns_come_before_a_second_page() {
        assert_eq!(Fit::of(&lines(8, 3)), Fit { columns: 1, row: 26.0 });
        assert_eq!(Fit::of(&lines(40, 3)).columns, 1);
        assert_eq!(Fit::of(&lines(72, 3)).columns, 2);
        assert_eq!(Fit::of(&lines(180, 3)).columns, 3);
        for n in [0, 1, 40, 72, 120, 180, 210] {
            let fit = Fit::of(&lines(n, 3));
            assert!(fit.row >= 8.5 && fit.row <= 26.0, "{n}: {fit:?}");
        }
    }
}

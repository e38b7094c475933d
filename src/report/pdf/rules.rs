//! The first page of the pack in each language that somebody reads: the rules of the day.

use super::pack::Pack;
use super::pen::{Ink, Look, Pen};
use super::sheet::{Frame, LEFT, WIDTH, foot, head, split_text};
use crate::event::{Lang, Side};
use crate::report::clock::{date_in_words, zone_in_words};
use crate::report::guide::{Guide, guide, languages};
use crate::report::words::words;

const TEXT: Look = Look { size: 11.0, weight: super::fonts::Weight::Regular, ink: Ink::Black };
const LEADING: f32 = 17.0;
/// Where the meaning of a column begins.
const INDENT: f32 = 64.0;

/// A page in each language that parties of the side read.
pub fn pages(pack: &mut Pack, side: Option<Side>) {
    let event = pack.report.event;
    let readers = event.party_ids().filter(|p| side.is_none_or(|s| event.party(*p).side == s));
    for lang in languages(pack.report, readers) {
        let guide = guide(pack.report, lang);
        let frame = frame(pack, lang);
        pack.page(|pen| {
            head(pen, &frame, &frame.kind);
            draw(pen, &guide);
            foot(pen, &frame.foot);
        });
    }
}

fn frame(pack: &Pack, lang: Lang) -> Frame {
    let (event, w) = (pack.report.event, words(lang));
    let mut days: Vec<String> = event.grid.days.iter().map(|d| date_in_words(d.date, lang)).collect();
    if days.len() > 2 {
        days.drain(1..days.len() - 1);
    }
    Frame {
        event: event.name.clone(),
        kind: w.guide.into(),
        title: w.guide.into(),
        about: days.join(" \u{2013} "),
        heads: [""; 4],
        foot: (format!("{}: {}", w.times_in, zone_in_words(event, event.timezone)), split_text(pack, w)),
    }
}

fn draw(pen: &mut Pen, guide: &Guide) {
    let mut y = 118.0;
    for section in &guide.sections {
        y = heading(pen, &section.heading, y);
        for line in &section.lines {
            y = paragraph(pen, line, (LEFT, y), WIDTH);
        }
    }
    y = heading(pen, guide.reading, y);
    for (name, meaning) in &guide.columns {
        pen.text(name, (LEFT, y + LEADING), INDENT - 4.0, Look::bold(TEXT.size));
        y = paragraph(pen, meaning, (LEFT + INDENT, y), WIDTH - INDENT);
    }
}

fn heading(pen: &mut Pen, text: &str, y: f32) -> f32 {
    pen.text(text, (LEFT, y + 28.0), WIDTH, Look { ink: Ink::Accent, ..Look::bold(13.0) });
    y + 32.0
}

/// Draws a text below y, broken between words; returns where it ends.
fn paragraph(pen: &mut Pen, text: &str, (x, mut y): (f32, f32), width: f32) -> f32 {
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if !line.is_empty() && pen.width(&longer, TEXT) > width {
            y += LEADING;
            pen.text(&line, (x, y), width, TEXT);
            line = word.to_string();
        } else {
            line = longer;
        }
    }
    y += LEADING;
    pen.text(&line, (x, y), width, TEXT);
    y + 2.0
}

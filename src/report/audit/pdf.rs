//! The document as a PDF: texts that flow from page to page.

use super::document::{Block, Document, TableBlock};
use crate::report::Report;
use crate::report::pdf::fonts::Fonts;
use crate::report::pdf::pack::Pack;
use crate::report::pdf::pen::{Ink, Look, Pen};
use crate::report::pdf::sheet::{BOTTOM, LEFT, RIGHT, WIDTH};
use anyhow::anyhow;
use krilla::metadata::Metadata;

const TOP: f32 = 60.0;
const COLUMN_GAP: f32 = 8.0;

/// A line of text at its place, or a rule below a row.
enum Mark {
    Line { text: String, x: f32, look: Look },
    Rule,
}

/// Marks that stay on one page, and how much room they take.
#[derive(Default)]
struct Piece {
    height: f32,
    /// Each with its distance from the upper end.
    marks: Vec<(f32, Mark)>,
    /// It goes to the next page with the piece that follows.
    stays_with_next: bool,
}

/// # Errors
/// There is no font.
pub fn render(report: &Report, documents: &[Document]) -> anyhow::Result<Vec<u8>> {
    let mut pack = Pack { report, fonts: Fonts::new(&report.options.fonts)?, document: krilla::Document::new() };
    let (title, language) = (documents[0].title.clone(), documents[0].lang.code().to_string());
    pack.document.set_metadata(Metadata::new().title(title).language(language));
    for document in documents {
        let pieces = pieces(&mut pack, document);
        for (n, page) in (1..).zip(on_pages(&pieces)) {
            pack.page(|pen| draw(pen, page, &format!("{} \u{2013} {n}", document.title)));
        }
    }
    pack.document.finish().map_err(|error| anyhow!("cannot make the PDF: {error}"))
}

/// As many pieces on each page as fit.
fn on_pages(pieces: &[Piece]) -> Vec<&[Piece]> {
    let (mut pages, mut from, mut y) = (Vec::new(), 0, TOP);
    for (i, piece) in pieces.iter().enumerate() {
        let with_next = if piece.stays_with_next { pieces.get(i + 1).map_or(0.0, |next| next.height) } else { 0.0 };
        if i > from && y + piece.height + with_next > BOTTOM {
            pages.push(&pieces[from..i]);
            (from, y) = (i, TOP);
        }
        y += piece.height;
    }
    pages.push(&pieces[from..]);
    pages
}

fn draw(pen: &mut Pen, pieces: &[Piece], foot: &str) {
    let mut y = TOP;
    for piece in pieces {
        for (below, mark) in &piece.marks {
            match mark {
                Mark::Line { text, x, look } => _ = pen.text(text, (*x, y + below), RIGHT - x, *look),
                Mark::Rule => pen.rule((LEFT, y + below), WIDTH, 0.5, Ink::Line),
            }
        }
        y += piece.height;
    }
    pen.text(foot, (LEFT, 812.0), WIDTH, Look::grey(7.5));
}

fn pieces(pack: &mut Pack, document: &Document) -> Vec<Piece> {
    let mut pieces = vec![Piece { stays_with_next: true, ..text(pack, &document.title, Look::bold(17.0)) }];
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => {
                pieces.push(Piece { height: 10.0, stays_with_next: true, ..Piece::default() });
                let look = Look { ink: Ink::Accent, ..Look::bold(12.5) };
                pieces.push(Piece { stays_with_next: true, ..text(pack, heading, look) });
            }
            Block::Text(paragraph) => pieces.push(text(pack, paragraph, Look::plain(10.0))),
            Block::Code(code) => {
                pieces.extend(code.lines().map(|line| text(pack, line, Look { ink: Ink::Accent, ..Look::plain(8.5) })))
            }
            Block::Table(table) => pieces.extend(rows(pack, table)),
        }
    }
    pieces
}

fn text(pack: &mut Pack, text: &str, look: Look) -> Piece {
    let leading = look.size * 1.5;
    let lines = broken(pack, text, WIDTH, look);
    let height = leading * lines.len() as f32 + look.size * 0.5;
    let marks = (1..).zip(lines).map(|(n, text)| (leading * n as f32, Mark::Line { text, x: LEFT, look }));
    Piece { height, marks: marks.collect(), stays_with_next: false }
}

fn rows(pack: &mut Pack, table: &TableBlock) -> Vec<Piece> {
    let head = row(pack, table, (&table.head, Look::bold(8.5)));
    let rows = table.rows.iter().map(|cells| row(pack, table, (cells, Look::plain(8.5))));
    let rows: Vec<Piece> = rows.collect();
    std::iter::once(Piece { stays_with_next: true, ..head })
        .chain(rows)
        .chain([Piece { height: 6.0, ..Piece::default() }])
        .collect()
}

fn row(pack: &mut Pack, table: &TableBlock, (cells, look): (&[String], Look)) -> Piece {
    let (leading, mut x, mut height) = (look.size * 1.35, LEFT, 0.0_f32);
    let mut marks = Vec::new();
    for (cell, width) in cells.iter().zip(&table.widths) {
        let width = WIDTH * *width as f32 / 100.0;
        let lines = broken(pack, cell, width - COLUMN_GAP, look);
        height = height.max(leading * lines.len() as f32);
        marks.extend((1..).zip(lines).map(|(n, text)| (leading * n as f32, Mark::Line { text, x, look })));
        x += width;
    }
    marks.push((height + 3.0, Mark::Rule));
    Piece { height: height + 4.5, marks, stays_with_next: false }
}

/// The lines of a text, broken between words, or within one that is wider than a line.
fn broken(pack: &mut Pack, text: &str, width: f32, look: Look) -> Vec<String> {
    let fits = |pack: &mut Pack, text: &str| pack.fonts.shape(text, look.weight).width * look.size <= width;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last().cloned().unwrap_or_default();
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if fits(pack, &longer) {
            lines.pop();
            lines.push(longer);
            continue;
        }
        let mut rest = String::new();
        for letter in word.chars() {
            rest.push(letter);
            if !fits(pack, &rest) && rest.chars().count() > 1 {
                rest.pop();
                push(&mut lines, std::mem::take(&mut rest));
                rest.push(letter);
            }
        }
        push(&mut lines, rest);
    }
    lines
}

/// A new line, in the place of an empty one.
fn push(lines: &mut Vec<String>, line: String) {
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.push(line);
}

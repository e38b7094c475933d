//! Texts to glyphs: which font draws which character and how wide a text is. A box stands for a character that no font has.

use crate::report::{FontFile, NO_FONT};
use anyhow::{Context, ensure};
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use rustybuzz::ttf_parser;
use rustybuzz::{Face, UnicodeBuffer};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// The weight a text is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    Regular,
    Bold,
}

/// A text in glyphs.
pub struct Shaped {
    pub runs: Vec<Run>,
    /// Width at size 1.
    pub width: f32,
}

/// A part of a text that one font draws.
pub struct Run {
    pub font: Font,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// Width at size 1.
    pub width: f32,
    /// No bold font has it: draw it with a thin outline.
    pub thicken: bool,
}

/// A font both as the shaper and as the PDF writer see it.
struct Loaded<'a> {
    face: Face<'a>,
    font: Font,
    bold: bool,
}

/// The fonts of the paper pack, and every text shaped so far.
pub struct Fonts<'a> {
    fonts: Vec<Loaded<'a>>,
    shaped: HashMap<(String, Weight), Rc<Shaped>>,
}

/// Stands for a character that no font has.
const BOX: char = '□';

/// Characters that show nothing and that fonts often lack.
fn shows_nothing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl<'a> Fonts<'a> {
    /// # Errors
    /// If there is no font, or one cannot be read.
    pub fn new(files: &'a [FontFile]) -> anyhow::Result<Self> {
        ensure!(files.iter().any(|f| !f.bold), NO_FONT);
        let fonts = files.iter().map(Loaded::new).collect::<anyhow::Result<_>>()?;
        Ok(Self { fonts, shaped: HashMap::new() })
    }

    /// The text in glyphs.
    pub fn shape(&mut self, text: &str, weight: Weight) -> Rc<Shaped> {
        if let Some(known) = self.shaped.get(&(text.to_string(), weight)) {
            return known.clone();
        }
        let shaped = Rc::new(self.shape_anew(text, weight));
        self.shaped.insert((text.to_string(), weight), shaped.clone());
        shaped
    }

    /// The characters of a text that no font has, each once.
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        let shown = text.chars().filter(|c| !shows_nothing(*c) && !c.is_whitespace());
        shown.filter(|c| self.font_of(*c, Weight::Regular).is_none()).collect()
    }

    fn shape_anew(&self, text: &str, weight: Weight) -> Shaped {
        let mut parts: Vec<(usize, String)> = Vec::new();
        for c in text.chars().filter(|c| !shows_nothing(*c)) {
            let c = if c.is_whitespace() { ' ' } else { c };
            let c = if self.font_of(c, weight).is_some() { c } else { BOX };
            let same =
                parts.last().filter(|(font, _)| self.fonts[*font].has(c) && (c == ' ' || self.font_of(c, weight) == Some(*font)));
            // A font draws what it does not have as its own sign for that, a box as a rule.
            let font = same.map(|(font, _)| *font).or_else(|| self.font_of(c, weight)).unwrap_or(0);
            match parts.last_mut() {
                Some((last, part)) if *last == font => part.push(c),
                _ => parts.push((font, c.into())),
            }
        }
        let runs: Vec<Run> = parts.into_iter().map(|(font, part)| self.fonts[font].run(part, weight)).collect();
        Shaped { width: runs.iter().map(|r| r.width).sum(), runs }
    }

    /// The first font of the weight that has the character, else the first that has it at all.
    fn font_of(&self, c: char, weight: Weight) -> Option<usize> {
        let of = |bold: bool| self.fonts.iter().position(|f| f.bold == bold && f.has(c));
        match weight {
            Weight::Bold => of(true).or_else(|| of(false)),
            Weight::Regular => of(false),
        }
    }
}

impl<'a> Loaded<'a> {
    fn new(file: &'a FontFile) -> anyhow::Result<Self> {
        let unreadable = || format!("{} is not a font that can be read (face {})", file.name, file.index);
        let mut face = Face::from_slice(&file.bytes, file.index).with_context(unreadable)?;
        let weight = if file.bold { 700.0 } else { 400.0 };
        let axis = ttf_parser::Tag::from_bytes(b"wght");
        let variable = face.variation_axes().into_iter().any(|a| a.tag == axis);
        if variable {
            face.set_variation(axis, weight);
        }
        let coordinates: &[(Tag, f32)] = if variable { &[(Tag::new(b"wght"), weight)] } else { &[] };
        let font = Font::new_variable(file.bytes.clone().into(), file.index, coordinates).with_context(unreadable)?;
        Ok(Self { face, font, bold: file.bold })
    }

    fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some_and(|g| g.0 != 0)
    }

    fn run(&self, text: String, weight: Weight) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|g| g.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end_of = |start: usize| starts.iter().find(|s| **s > start).copied().unwrap_or(text.len());
        let em = self.face.units_per_em() as f32;
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, at)| {
                let start = info.cluster as usize;
                let [advance, dx, dy] = [at.x_advance, at.x_offset, at.y_offset].map(|v| v as f32 / em);
                KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, dx, dy, 0.0, start..end_of(start), None)
            })
            .collect();
        let width = glyphs.iter().map(|g| g.x_advance).sum();
        Run { font: self.font.clone(), text, glyphs, width, thicken: weight == Weight::Bold && !self.bold }
    }
}

//! Drawing on a page: texts at a place and within a width, rules, boxes. Lengths in points, y downwards.

use super::fonts::{Fonts, Shaped, Weight};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use std::rc::Rc;

/// Width and height of A4.
pub const A4: (f32, f32) = (595.28, 841.89);

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub size: f32,
    pub weight: Weight,
    pub ink: Ink,
}

/// The colours of the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Black,
    Grey,
    Accent,
    /// Thin rules.
    Line,
}

impl Look {
    pub fn plain(size: f32) -> Self {
        Self { size, weight: Weight::Regular, ink: Ink::Black }
    }

    pub fn bold(size: f32) -> Self {
        Self { weight: Weight::Bold, ..Self::plain(size) }
    }

    pub fn grey(size: f32) -> Self {
        Self { ink: Ink::Grey, ..Self::plain(size) }
    }
}

fn fill(ink: Ink) -> Fill {
    let color = match ink {
        Ink::Black => rgb::Color::new(28, 39, 51),
        Ink::Grey => rgb::Color::new(92, 107, 122),
        Ink::Accent => rgb::Color::new(31, 95, 139),
        Ink::Line => rgb::Color::new(208, 215, 222),
    };
    Fill { paint: color.into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

/// One page in the making.
pub struct Pen<'p, 'f, 'a> {
    pub surface: Surface<'p>,
    pub fonts: &'f mut Fonts<'a>,
}

impl Pen<'_, '_, '_> {
    /// Draws a text whose left end of the baseline is at (x, y), cut with an ellipsis where it is wider than `room`. Returns its width.
    pub fn text(&mut self, text: &str, (x, y): (f32, f32), room: f32, look: Look) -> f32 {
        let shaped = self.cut(text, room, look);
        self.draw(&shaped, (x, y), look);
        shaped.width * look.size
    }

    /// Draws a text that ends at x. Returns its width.
    pub fn text_right(&mut self, text: &str, (x, y): (f32, f32), room: f32, look: Look) -> f32 {
        let shaped = self.cut(text, room, look);
        let width = shaped.width * look.size;
        self.draw(&shaped, (x - width, y), look);
        width
    }

    pub fn width(&mut self, text: &str, look: Look) -> f32 {
        self.fonts.shape(text, look.weight).width * look.size
    }

    fn cut(&mut self, text: &str, room: f32, look: Look) -> Rc<Shaped> {
        let whole = self.fonts.shape(text, look.weight);
        if whole.width * look.size <= room {
            return whole;
        }
        let letters: Vec<char> = text.chars().collect();
        let with_dots = |n: usize| letters[..n].iter().collect::<String>() + "...";
        let (mut fits, mut too_long) = (0, letters.len());
        while too_long - fits > 1 {
            let middle = (fits + too_long) / 2;
            let width = self.fonts.shape(&with_dots(middle), look.weight).width * look.size;
            if width <= room { fits = middle } else { too_long = middle }
        }
        self.fonts.shape(&with_dots(fits), look.weight)
    }

    fn draw(&mut self, shaped: &Shaped, (mut x, y): (f32, f32), look: Look) {
        for run in &shaped.runs {
            let fill = fill(look.ink);
            let outline = Stroke { paint: fill.paint.clone(), width: look.size / 40.0, ..Default::default() };
            self.surface.set_stroke(run.thicken.then_some(outline));
            self.surface.set_fill(Some(fill));
            self.surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, run.font.clone(), &run.text, look.size, false);
            x += run.width * look.size;
        }
    }

    /// A horizontal rule.
    pub fn rule(&mut self, (x, y): (f32, f32), width: f32, thickness: f32, ink: Ink) {
        let rect = Rect::from_xywh(x, y, width, thickness).expect("a rule has a length");
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(ink)));
        self.surface.draw_path(&path.finish().expect("a rectangle"));
    }

    /// An empty box to be ticked, its lower left corner at (x, y).
    pub fn tick_box(&mut self, (x, y): (f32, f32), side: f32) {
        let mut path = PathBuilder::new();
        path.push_rect(Rect::from_xywh(x, y - side, side, side).expect("a box has a size"));
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke { paint: fill(Ink::Grey).paint, width: 0.7, ..Default::default() }));
        self.surface.draw_path(&path.finish().expect("a rectangle"));
    }
}

//! The pack in the making: a document and what its pages are drawn with.

use super::fonts::Fonts;
use super::pen::{A4, Pen};
use crate::report::Report;
use krilla::Document;
use krilla::page::PageSettings;

/// The pack in the making.
pub(super) struct Pack<'r, 'a> {
    pub(super) report: &'r Report<'r>,
    pub(super) fonts: Fonts<'a>,
    pub(super) document: Document,
}

impl Pack<'_, '_> {
    /// Adds an A4 page that `draw` fills.
    pub(super) fn page(&mut self, draw: impl FnOnce(&mut Pen)) {
        let settings = PageSettings::from_wh(A4.0, A4.1).expect("A4 is a size");
        let mut page = self.document.start_page_with(settings);
        draw(&mut Pen { surface: page.surface(), fonts: &mut self.fonts });
        page.finish();
    }
}

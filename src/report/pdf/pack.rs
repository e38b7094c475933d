//! The pack in the making: a document and what its pages are drawn with.

use super::fonts::Fonts;
use super::pen::{A4, Pen};
use crate::report::Report;
use krilla::Document;
use krilla::page::PageSettings;

/// The pack in the making.
pub(in crate::report) struct Pack<'r, 'a> {
    pub(in crate::report) report: &'r Report<'r>,
    pub(in crate::report) fonts: Fonts<'a>,
    pub(in crate::report) document: Document,
}

impl Pack<'_, '_> {
    /// Adds an A4 page that `draw` fills.
    pub(in crate::report) fn page(&mut self, draw: impl FnOnce(&mut Pen)) {
        let settings = PageSettings::from_wh(A4.0, A4.1).expect("A4 is a size");
        let mut page = self.document.start_page_with(settings);
        draw(&mut Pen { surface: page.surface(), fonts: &mut self.fonts });
        page.finish();
    }
}

//! The paper pack in one PDF: a page for each company in its own language, door sheets, attendance by slot, pick-up lists. Only the glyphs that
//! are used stand in the file. The font comes in as bytes; a character that no font has is an error.

mod companies;
mod fonts;
mod lists;
mod pack;
mod pen;
mod sheet;

use crate::event::{Lang, Side};
use crate::report::{File, PaperKind, Report};
use anyhow::anyhow;
use fonts::Fonts;
use krilla::Document;
use krilla::metadata::Metadata;
use pack::Pack;

/// `papers.pdf`; with `--per`, only the papers of that kind.
///
/// # Errors
/// If no font was found, or a text has a character that no font has.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let mut pack = Pack { report, fonts: Fonts::new(&report.options.fonts)?, document: Document::new() };
    let language = if report.lang == Lang::Ko { "ko" } else { "en" };
    pack.document.set_metadata(Metadata::new().title(report.event.name.clone()).language(language.into()));
    match report.options.per {
        None => {
            companies::pages(&mut pack, None)?;
            sheet::doors(&mut pack)?;
            lists::attendance(&mut pack)?;
            lists::pick_up(&mut pack)?;
        }
        Some(PaperKind::Sme) => companies::pages(&mut pack, Some(Side::Sme))?,
        Some(PaperKind::Buyer) => companies::pages(&mut pack, Some(Side::Buyer))?,
        Some(PaperKind::Place) => sheet::doors(&mut pack)?,
        Some(PaperKind::Slot) => lists::attendance(&mut pack)?,
    }
    let bytes = pack.document.finish().map_err(|e| anyhow!("cannot make the PDF: {e}"))?;
    Ok(vec![File { path: "papers.pdf".into(), bytes }])
}

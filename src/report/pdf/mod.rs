//! The paper pack in one PDF: the rules of the day, a page for each company in its own language, door sheets, attendance by slot, pick-up lists, whom to call. Only the glyphs that
//! are used stand in the file. The fonts come in as bytes; a box stands for a character that none of them has.

mod companies;
pub(super) mod fonts;
mod lists;
pub(super) mod pack;
pub(super) mod pen;
mod rules;
pub(super) mod sheet;

use crate::event::{Party, Side};
use crate::report::{File, PaperKind, Report};
use anyhow::anyhow;
use fonts::Fonts;
use krilla::Document;
use krilla::metadata::Metadata;
use pack::Pack;
use std::collections::BTreeSet;

/// `papers.pdf`; with `--per`, only the papers of that kind.
///
/// # Errors
/// If no font was found, or one cannot be read.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let mut pack = Pack { report, fonts: Fonts::new(&report.options.fonts)?, document: Document::new() };
    let language = report.lang.code();
    pack.document.set_metadata(Metadata::new().title(report.event.name.clone()).language(language.into()));
    match report.options.per {
        None => {
            rules::pages(&mut pack, None);
            companies::pages(&mut pack, None);
            sheet::doors(&mut pack);
            lists::attendance(&mut pack);
            lists::pick_up(&mut pack);
            lists::calls(&mut pack);
        }
        Some(PaperKind::Sme) => of_side(&mut pack, Side::Sme),
        Some(PaperKind::Buyer) => of_side(&mut pack, Side::Buyer),
        Some(PaperKind::Place) => sheet::doors(&mut pack),
        Some(PaperKind::Slot) => lists::attendance(&mut pack),
    }
    let bytes = pack.document.finish().map_err(|e| anyhow!("cannot make the PDF: {e}"))?;
    Ok(vec![File { path: "papers.pdf".into(), bytes }])
}

fn of_side(pack: &mut Pack, side: Side) {
    rules::pages(pack, Some(side));
    companies::pages(pack, Some(side));
}

/// A text of the event in which boxes stand for characters that no font of the PDF has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undrawn {
    /// The text as the input has it.
    pub text: String,
    /// What no font of the PDF has, each once.
    pub characters: BTreeSet<char>,
}

/// Every text of the papers that is not drawn whole, in order of the event.
///
/// # Errors
/// As rendering the PDF: no font, or one that cannot be read.
pub fn undrawn(report: &Report) -> anyhow::Result<Vec<Undrawn>> {
    let (event, fonts) = (report.event, Fonts::new(&report.options.fonts)?);
    let of_party = |p: &Party| [&p.id, &p.name, &p.name_en, &p.org, &p.dept, &p.booth].map(String::clone);
    let halls = event.halls.iter().cloned();
    let places = event.places.iter().map(|place| place.id.clone());
    let interpreters = event.interpreters.iter().map(|who| who.id.clone());
    let sessions = event.registrations.iter().map(|r| r.title.clone());
    let texts = std::iter::once(event.name.clone()).chain(event.parties.iter().flat_map(of_party));
    let mut undrawn: Vec<Undrawn> = Vec::new();
    for text in texts.chain(halls).chain(places).chain(interpreters).chain(sessions) {
        let characters = fonts.lacking(&text);
        if !characters.is_empty() && undrawn.iter().all(|other| other.text != text) {
            undrawn.push(Undrawn { text, characters });
        }
    }
    Ok(undrawn)
}

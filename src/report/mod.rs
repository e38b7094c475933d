//! Answers to bytes: one renderer for each format, each a pure function, one row in [`FORMATS`].

use crate::candidates::Candidates;
use crate::event::{Event, Lang};
use crate::outcome::Outcome;
use crate::quality::Quality;
use crate::timetable::Timetable;

/// All that a renderer may see.
pub struct Report<'a> {
    pub event: &'a Event,
    pub candidates: &'a Candidates,
    pub timetable: &'a Timetable,
    pub quality: &'a Quality,
    pub outcome: &'a Outcome,
    /// Language of the organizer's files; a party's own papers are in the party's language unless `forced_lang` is set.
    pub lang: Lang,
    /// `--lang`: every paper in this language.
    pub forced_lang: Option<Lang>,
    /// `--with-contacts`: contact, phone and e-mail may be written.
    pub with_contacts: bool,
}

/// A file to be written, its path relative to the output folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// An output format.
pub struct Format {
    /// As in `--format`.
    pub name: &'static str,
    pub what: &'static str,
    pub render: fn(&Report) -> anyhow::Result<Vec<File>>,
}

/// Every output format.
pub const FORMATS: &[Format] = &[];

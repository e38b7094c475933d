//! Answers to bytes: one renderer for each format, each a pure function, one row in [`FORMATS`].

pub(crate) mod agenda;
pub mod audit;
pub mod capacity;
pub mod clock;
pub(crate) mod csv;
pub mod dearest;
pub(crate) mod decimal;
pub(crate) mod draw;
pub(crate) mod file_name;
mod formats;
#[cfg(test)]
mod golden;
mod guide;
mod html;
mod ics;
pub(crate) mod ids;
pub(crate) mod json;
pub(crate) mod kpis;
mod mail;
pub(crate) mod names;
mod now_words;
mod pdf;
pub(crate) mod plan;
pub(crate) mod prices;
#[cfg(test)]
pub(crate) mod schema;
pub(crate) mod standby;
pub(crate) mod summary;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod words;
mod xlsx;

pub use file_name::file_name;
pub use formats::{FORMATS, Format};
pub use ics::PUBLISHED_FILE;
pub use mail::unaddressed;
pub use pdf::{Undrawn, undrawn};
pub use plan::PlanFacts;
pub use prices::files as certificate_files;

use crate::candidates::Candidates;
use crate::event::{Event, Lang, PartyId};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::quality::Quality;
use crate::timetable::Timetable;
use dearest::Dearest;

/// All that a renderer may see.
#[derive(Clone)]
pub struct Report<'a> {
    /// The facts of the event.
    pub event: &'a Event,
    /// The pairs of the event and what is open to them.
    pub candidates: &'a Candidates,
    /// The meetings that are published.
    pub timetable: &'a Timetable,
    /// Units of the quality cost of `timetable`.
    pub quality: &'a Quality,
    /// Levels, unmet wishes and certificate of `timetable`.
    pub outcome: &'a Outcome,
    /// How the timetable came about.
    pub run: &'a RunFacts,
    /// What is scarce, where the prices that say so are certified.
    pub dearest: Option<Dearest>,
    /// By meeting of `timetable`: who could step in for its SME. Empty where no paper asks for it.
    pub standby: Vec<Vec<PartyId>>,
    /// What is told about a published timetable that this one has changed.
    pub since: Option<PlanFacts>,
    /// Language of the organizer's files; a party's own papers are in the party's language unless `forced_lang` is set.
    pub lang: Lang,
    /// `--lang`: every paper in this language.
    pub forced_lang: Option<Lang>,
    /// `--with-contacts`: contact, phone and e-mail may be written.
    pub with_contacts: bool,
    /// What the user chose for single formats.
    pub options: RenderOptions,
}

impl<'a> Report<'a> {
    /// Of a timetable, in the language of its event, with no more than it needs.
    pub fn new(
        problem: Problem<'a>,
        timetable: &'a Timetable,
        quality: &'a Quality,
        outcome: &'a Outcome,
        run: &'a RunFacts,
    ) -> Self {
        let Problem { event, candidates } = problem;
        Self {
            event,
            candidates,
            timetable,
            quality,
            outcome,
            run,
            dearest: None,
            standby: Vec::new(),
            since: None,
            lang: event.language,
            forced_lang: None,
            with_contacts: false,
            options: RenderOptions::default(),
        }
    }
}

/// What a user may choose for single formats; the default suits `schedule`.
#[derive(Clone, Debug, Default)]
pub struct RenderOptions {
    /// `--per`: only the papers of one kind; `None` = all.
    pub per: Option<PaperKind>,
    /// `--with-reasons`: the page says of each party why its wishes were not met.
    pub with_reasons: bool,
    /// What `koppex capacity` found; shown where the page gives reasons.
    pub capacity: Option<capacity::CapacityFacts>,
    /// `--encoding` of the CSV files.
    pub encoding: table::CsvEncoding,
    /// The fonts of the PDF, the first one that has a character draws it. Empty = none found.
    pub fonts: Vec<FontFile>,
    /// `published.json` of the output folder that parties already have; `None` = nothing published yet.
    pub published: Option<String>,
}

/// What a paper is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    /// The timetable of one SME.
    Sme,
    /// The timetable of one buyer.
    Buyer,
    /// The timetable of one table or video room.
    Place,
    /// Everything that is held, slot by slot.
    Slot,
}

/// Said where the PDF is asked for and there is no font for it.
pub const NO_FONT: &str = "no font with Korean letters was found on this machine\nhelp: install one (Debian: fonts-noto-cjk, fonts-nanum) or name a font file with --font";

/// A font as found by `cli`.
#[derive(Clone)]
pub struct FontFile {
    /// For messages: the path or family.
    pub name: String,
    /// The whole font file or collection (TrueType or OpenType).
    pub bytes: std::sync::Arc<Vec<u8>>,
    /// Face of a collection, 0 otherwise.
    pub index: u32,
    /// For headings; `false` for the text.
    pub bold: bool,
}

impl std::fmt::Debug for FontFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} #{}", self.name, self.index)
    }
}

/// How the timetable came about, for summary.json.
#[derive(Clone, Debug, Default)]
pub struct RunFacts {
    /// Seed of the run.
    pub seed: u64,
    /// As on the command line: `auto` is already resolved to a solver.
    pub solver: String,
    /// File name and SHA-256 in hexadecimal of every input file, sorted by name.
    pub inputs: Vec<(String, String)>,
    /// The time limit, or Ctrl-C, shaped the result.
    pub cut_by_clock: bool,
    /// What it changes of a published timetable; `None` for a timetable that was made afresh.
    pub plan: Option<PlanFacts>,
    /// Seconds of each stage, in order. The only thing that may differ between two runs of the same input and seed.
    pub seconds: Vec<(&'static str, f64)>,
}

/// A file to be written, its path relative to the output folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Never absolute and without `..`: ids in it went through [`file_name()`].
    pub path: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

/// Each file once: the drafts of e-mails bring the calendars with them that a format of their own writes too.
pub(crate) fn each_once(files: &mut Vec<File>) {
    let mut paths = std::collections::HashSet::new();
    files.retain(|file| paths.insert(file.path.clone()));
}

impl Report<'_> {
    /// The language of a party's own papers.
    pub fn lang_of(&self, party: PartyId) -> Lang {
        self.forced_lang.unwrap_or(self.event.party(party).language)
    }
}

//! What the commands that only tell print with `--json`, and what every command prints of a fault: as structs, from which the schema is made.

use super::exit::Exit;
use crate::check::Violation;
use crate::check::read::CellFault;
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::{Lang, date_and_clock};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use std::path::Path;

/// What ends a run with exit code 3: the input, or a meetings.csv, cannot be used.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Refused {
    /// The exit code.
    pub exit: u8,
    /// The meetings.csv that cannot be used; left out where it is the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
    /// Every fault that keeps a file from being read; left out where its rows can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnostics: Option<Vec<DiagnosticFacts>>,
    /// The rows that can be read and are no meetings of the event; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub violations: Option<Vec<ViolationFacts>>,
}

/// What ends a run with exit code 4 or 5: there is no timetable, or none was found in time.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Unsolvable {
    /// The exit code.
    pub exit: u8,
    /// What contradicts each other; empty where the time was up.
    pub conflicts: Vec<ConflictFacts>,
}

/// One of the rules that contradict each other.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ConflictFacts {
    /// `R01` to `R13`.
    pub rule: String,
    /// What it asks for here, in words.
    pub detail: String,
}

/// A fault of the input.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct DiagnosticFacts {
    /// `E101`, `W201`, `N301` ...: a row of the error index.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The file, or the sheet of a workbook.
    pub file: String,
    /// From 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// The name of the column; empty where the row as a whole is meant.
    pub column: String,
    /// The value as it stands in the input; empty if none.
    pub value: String,
    /// What is wrong and why.
    pub cause: String,
    /// What to do about it.
    pub help: String,
}

/// A broken rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ViolationFacts {
    /// `R01` to `R13`.
    pub rule: String,
    /// The name of the rule.
    pub name: String,
    /// Ids of the parties concerned; `sme:` or `buyer:` in front where both sides use the id.
    pub parties: Vec<String>,
    /// Start of the meeting concerned, the first of several: `2022-04-13 10:00`.
    pub when: Option<String>,
    /// Id of the place concerned.
    pub place: Option<String>,
    /// Lines of meetings.csv.
    pub lines: Vec<u32>,
    /// What is wrong, in words.
    pub sentence: String,
}

/// A cell of a written file that differs from what it should say.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CellFacts {
    /// The file.
    pub file: String,
    /// From 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// The column, or the key.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong, in words.
    pub sentence: String,
}

/// `koppex check`: the faults, and where there is no error the size of the event.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Checked {
    /// The event in figures; left out where the input has errors.
    #[serde(flatten)]
    pub overview: Option<OverviewFacts>,
    /// Errors, warnings and notes.
    pub diagnostics: Vec<DiagnosticFacts>,
}

/// An event in figures.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct OverviewFacts {
    /// Its name.
    pub event: String,
    /// How many there are of what: `smes`, `buyers`, `places`, `slots` ...
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, usize>"))]
    pub size: Map<String, Value>,
    /// Wishes made and received by the parties of either side.
    pub wishes_per_party: Vec<PartyWishes>,
    /// Room and wishes by hall, day and kind of place.
    pub supply_and_demand: Vec<SupplyFacts>,
    /// Parties with more wished pairs than meetings they can hold, the greatest excess first.
    pub cannot_all_fit: Vec<OverfullFacts>,
}

/// Wishes (want or must) per party of a side.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct PartyWishes {
    /// `sme` or `buyer`.
    pub side: String,
    /// `made` or `received`.
    pub direction: String,
    /// Of the party with the fewest.
    pub min: usize,
    /// Of the party in the middle.
    pub median: usize,
    /// Of the party with the most.
    pub max: usize,
    /// Parties with none.
    pub without: usize,
}

/// Room and wishes for one kind of place in one hall on one day.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct SupplyFacts {
    /// The hall.
    pub hall: String,
    /// The day.
    pub date: String,
    /// `table` or `video`.
    pub kind: String,
    /// Places of the kind.
    pub places: usize,
    /// Meetings that fit: slots in which each place is free, summed.
    pub room: usize,
    /// Wished pairs that may be held there on that day.
    pub possible: usize,
    /// Wished pairs that may be held nowhere else and on no other day.
    pub only_here: usize,
}

/// A party with more wished pairs than meetings it can hold.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct OverfullFacts {
    /// `sme` or `buyer`.
    pub side: String,
    /// Its id.
    pub party_id: String,
    /// Its name.
    pub name: String,
    /// Its wished pairs that could be held, each taken alone.
    pub usable: usize,
    /// Meetings that its free slots and limits can hold.
    pub can_hold: usize,
}

/// `koppex verify`: what the second opinion says of an output folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Verified {
    /// No rule is broken, no cell is wrong and no price is.
    pub clean: bool,
    /// Rows of meetings.csv.
    pub meetings: usize,
    /// The four levels, recomputed.
    pub values: VerifiedValues,
    /// Units of each part of the quality cost, recomputed.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, i64>"))]
    pub units: Map<String, Value>,
    /// Broken rules.
    pub violations: Vec<ViolationFacts>,
    /// What the price list proves; null without one.
    pub certificate: Option<VerifiedCertificate>,
    /// Cells of the written files that differ from the input or from one another.
    pub wrong_cells: Vec<CellFacts>,
}

/// The values of the four levels.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct VerifiedValues {
    /// Must wishes not held.
    pub must_unheld: i64,
    /// Meetings missing to minimums.
    pub shortfall: i64,
    /// Points.
    pub value: i64,
    /// Quality cost, in points.
    pub quality: i64,
}

/// What prices.csv proves of the bounds in summary.json.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct VerifiedCertificate {
    /// Levels 1 to 3.
    pub levels: Vec<VerifiedLevel>,
    /// Rows of prices.csv that are no prices of the event.
    pub faults: Vec<CellFacts>,
}

/// What the price list proves of one bound.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct VerifiedLevel {
    /// 1 to 3.
    pub level: usize,
    /// As in summary.json.
    pub name: String,
    /// The printed bound.
    pub bound: i64,
    /// The prices prove it.
    pub certified: bool,
}

/// `koppex show` prints a list of these.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ShownMeeting {
    /// The day.
    pub date: String,
    /// `10:00-10:14`.
    pub time: String,
    /// The hall.
    pub hall: String,
    /// The table or video room.
    pub place_id: String,
    /// Plays the SME.
    pub sme_id: String,
    /// Its name.
    pub sme_name: String,
    /// Plays the buyer.
    pub buyer_id: String,
    /// The name.
    pub buyer_name: String,
    /// The buyer's organization.
    pub org: String,
    /// Null without an interpreter.
    pub interpreter_id: Option<String>,
}

/// `koppex export`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Exported {
    /// The folder.
    pub out: String,
    /// What was written, below it.
    pub files: Vec<String>,
    /// meetings.csv is not as koppex wrote it.
    pub edited: bool,
}

/// `koppex standby`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Standbys {
    /// The list that was written.
    pub file: String,
    /// Meetings of the timetable.
    pub meetings: usize,
    /// Meetings for which somebody could step in.
    pub with_standby: usize,
    /// The simulation; null if none was asked for.
    pub no_show: Option<NoShowFacts>,
}

/// Means over many draws in which some SMEs do not come.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct NoShowFacts {
    /// Share of the SMEs that do not come.
    pub share: f64,
    /// Seed of the draws.
    pub seed: u64,
    /// How many draws.
    pub draws: usize,
    /// Meetings of the timetable.
    pub planned: usize,
    /// Meetings held.
    pub kept: f64,
    /// Meetings that a standby saves.
    pub saved: f64,
    /// SMEs that come and have no meeting left.
    pub smes_with_none: f64,
    /// The same with standbys.
    pub smes_with_none_with_standby: f64,
}

/// `koppex diff`: what one timetable changes of another.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Compared {
    /// Meetings that the input cancels.
    pub cancelled: usize,
    /// Meetings that are no longer held.
    pub dropped: usize,
    /// Meetings at another time.
    pub moved: usize,
    /// Meetings at the same time in another place.
    pub placed_anew: usize,
    /// Meetings that were not held before.
    pub new: usize,
    /// Meetings that are as they were.
    pub kept: usize,
    /// Each that changed, in that order, then by time.
    pub changes: Vec<ComparedMeeting>,
}

/// A meeting that changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ComparedMeeting {
    /// As in meetings.csv.
    pub meeting_id: String,
    /// Plays the SME.
    pub sme_id: String,
    /// Plays the buyer.
    pub buyer_id: String,
    /// `cancelled`, `dropped`, `moved`, `placed_anew` or `new`.
    pub change: String,
    /// Null for a new one.
    pub old: Option<ComparedTime>,
    /// Null if it is not held.
    pub new: Option<ComparedTime>,
}

/// When and where a meeting is held.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ComparedTime {
    /// The day.
    pub date: String,
    /// `10:00`.
    pub start: String,
    /// The table or video room.
    pub place_id: String,
}

/// `koppex runs`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Runs {
    /// The numbered ones in order, then the current one.
    pub runs: Vec<KeptRunFacts>,
}

/// A timetable that is kept.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct KeptRunFacts {
    /// Null for the current one.
    pub number: Option<u32>,
    /// Where it stands.
    pub folder: String,
    /// When its timetable was written.
    pub when: Option<String>,
    /// How many meetings it has; null if its summary.json does not say.
    pub meetings: Value,
    /// `levels` of its summary.json.
    pub levels: Value,
    /// `replan` of its summary.json; null for a timetable that was made afresh.
    pub replan: Option<Value>,
}

/// `koppex runs --restore`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Restored {
    /// The number of the run.
    pub restored: u32,
    /// The folder in which it is current again.
    pub out: String,
    /// Where what was current is kept; null if nothing was.
    pub kept: Option<String>,
    /// Meetings that this changes; null where that cannot be told.
    pub changed: Option<usize>,
}

impl Refused {
    /// The input cannot be used.
    pub fn input(diagnostics: &[Diagnostic], lang: Lang) -> Self {
        let diagnostics = Some(DiagnosticFacts::all(diagnostics, lang));
        Self { exit: Exit::InputErrors.code(), unread: None, diagnostics, violations: None }
    }

    /// A meetings.csv cannot be read.
    pub fn unread(file: &Path, diagnostics: &[Diagnostic], lang: Lang) -> Self {
        Self { unread: Some(file.display().to_string()), ..Self::input(diagnostics, lang) }
    }

    /// Rows of a meetings.csv are no meetings.
    pub fn impossible(file: &Path, violations: &[Violation], lang: Lang) -> Self {
        let violations = Some(ViolationFacts::all(violations, lang));
        Self { diagnostics: None, violations, ..Self::unread(file, &[], lang) }
    }
}

impl DiagnosticFacts {
    /// In a language.
    pub fn of(diagnostic: &Diagnostic, lang: Lang) -> Self {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        Self {
            code: diagnostic.code.into(),
            severity: severity.into(),
            file: diagnostic.at.file.clone(),
            line: diagnostic.at.line,
            column: diagnostic.at.column.clone(),
            value: diagnostic.value.clone(),
            cause: diagnostic.cause.of(lang).into(),
            help: diagnostic.help.of(lang).into(),
        }
    }

    /// All of them.
    pub fn all(diagnostics: &[Diagnostic], lang: Lang) -> Vec<Self> {
        diagnostics.iter().map(|d| Self::of(d, lang)).collect()
    }
}

impl ViolationFacts {
    /// All of them, in a language.
    pub fn all(violations: &[Violation], lang: Lang) -> Vec<Self> {
        let facts = |violation: &Violation| Self {
            rule: violation.rule.code().into(),
            name: violation.rule.card().name.into(),
            parties: violation.parties.clone(),
            when: violation.when.map(date_and_clock),
            place: violation.place.clone(),
            lines: violation.lines.clone(),
            sentence: violation.sentence(lang).into(),
        };
        violations.iter().map(facts).collect()
    }
}

impl CellFacts {
    /// All of them, in a language.
    pub fn all(faults: &[CellFault], lang: Lang) -> Vec<Self> {
        let facts = |fault: &CellFault| Self {
            file: fault.file.into(),
            line: fault.line,
            column: fault.column.clone(),
            value: fault.value.clone(),
            sentence: fault.sentence(lang).into(),
        };
        faults.iter().map(facts).collect()
    }
}

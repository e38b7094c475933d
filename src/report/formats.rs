//! The output formats: one row for each, the only place that names them all.

use super::{File, Report, csv, html, ics, json, mail, pdf, xlsx};

/// An output format.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As in `--format`.
    pub name: &'static str,
    /// What it writes, in the words of `--help`.
    pub what: &'static str,
    /// Makes its files.
    pub render: fn(&Report) -> anyhow::Result<Vec<File>>,
}

/// Every output format. Where two write the same file, the first is kept: the calendars of drafts, which hold no contacts of others, before those of
/// `ics`.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        what: "meetings, unmet wishes, parties, and a timetable for each party, place and slot",
        render: csv::render,
    },
    Format { name: "json", what: "summary.json: levels with bounds, key figures, seed, digests", render: json::render },
    Format { name: "xlsx", what: "one workbook for the organizer", render: xlsx::render },
    Format {
        name: "html",
        what: "one web page for everybody, with a screen for the hall and papers to print",
        render: html::render,
    },
    Format {
        name: "pdf",
        what: "the paper pack: the rules of the day, a page for each company, door sheets, lists for the desk",
        render: pdf::render,
    },
    Format {
        name: "eml",
        what: "a draft e-mail for every party with its calendar, and mailmerge.csv for other mailing tools",
        render: mail::render,
    },
    Format { name: "ics", what: "a calendar for every party", render: ics::render },
];

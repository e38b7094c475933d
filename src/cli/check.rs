//! `koppex check`: every fault of an event folder, and the size of the event if it has no error.

use super::args::CheckArgs;
use super::exit::Exit;
use super::overview::Overview;
use super::{folder, terminal};
use crate::candidates::Candidates;
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::{Event, Lang};
use crate::{load, validate};
use serde_json::{Value, json};

/// Checks a folder. Exit codes 0 and 3.
pub fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    let files = folder::read(&args.folder.dir)?;
    let (rows, mut diagnostics) = load::load(&files);
    let checked = validate::validate(&rows);
    diagnostics.extend(checked.diagnostics);
    let event = checked.event.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    let lang = args.talk.lang.unwrap_or(checked.language);
    let overview = event.as_ref().map(|event| (event, Overview::new(event, &Candidates::new(event))));
    if args.talk.json {
        print_json(&diagnostics, overview, lang)?;
    } else {
        let shown = diagnostics.iter().filter(|d| d.is_error() || !args.talk.quiet);
        shown.for_each(|d| terminal::say(&d.render(lang)));
        if let Some((event, overview)) = &overview {
            terminal::print(&overview.text(event, lang))?;
        }
        terminal::say(&verdict(&diagnostics, lang));
    }
    Ok(if event.is_some() { Exit::Done } else { Exit::InputErrors })
}

fn print_json(diagnostics: &[Diagnostic], overview: Option<(&Event, Overview)>, lang: Lang) -> anyhow::Result<()> {
    let mut out = overview.map_or_else(|| json!({}), |(event, overview)| overview.json(event));
    out["diagnostics"] = diagnostics.iter().map(|d| diagnostic_json(d, lang)).collect();
    terminal::print(&format!("{out:#}"))
}

/// How many of each severity, in one line.
fn verdict(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match lang {
        Lang::Ko => format!("오류 {errors}건, 경고 {warnings}건, 알림 {notes}건"),
        Lang::En => format!("{errors} errors, {warnings} warnings, {notes} notes"),
    }
}

/// A diagnostic as an object.
pub fn diagnostic_json(diagnostic: &Diagnostic, lang: Lang) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    json!({
        "code": diagnostic.code,
        "severity": severity,
        "file": diagnostic.at.file,
        "line": diagnostic.at.line,
        "column": diagnostic.at.column,
        "value": diagnostic.value,
        "cause": diagnostic.cause.of(lang),
        "help": diagnostic.help.of(lang),
    })
}

//! `koppex check`: every fault of an event folder, and the size of the event if it has no error.

use super::answers::{Checked, DiagnosticFacts};
use super::args::CheckArgs;
use super::exit::Exit;
use super::overview::Overview;
use super::{folder, in_place, mark, terminal};
use crate::candidates::Candidates;
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::{Event, Lang};
use crate::problem::Problem;
use crate::report::File;
use crate::{load, validate};
use anyhow::bail;
use std::path::Path;

/// Checks a folder. Exit codes 0 and 3.
pub fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    let files = folder::read(&args.folder.dir)?;
    let (rows, mut diagnostics) = load::load(&files);
    let checked = validate::validate(&rows);
    diagnostics.extend(checked.diagnostics);
    let event = checked.event;
    let lang = args.talk.lang.unwrap_or(checked.language);
    if let Some(out) = &args.fix {
        write_fixed(&files, &args.folder.dir, out, lang)?;
    }
    if let Some(out) = &args.mark {
        mark::write(out, &rows, &diagnostics, lang)?;
        let shown = out.display();
        terminal::say(&match lang {
            Lang::Ko => format!("표시한 사본을 {shown}에 썼습니다. 잘못된 칸마다 색을 칠하고 메모를 달았습니다."),
            Lang::En => format!("A marked copy is in {shown}: every faulty cell is coloured and carries a comment."),
        });
    }
    let overview = event.as_ref().map(|event| (event, Overview::new(Problem::new(event, &Candidates::new(event)))));
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

/// Writes the corrected copy and its log into a new or empty folder.
fn write_fixed(files: &[(String, Vec<u8>)], dir: &Path, out: &Path, lang: Lang) -> anyhow::Result<()> {
    let shown = out.display();
    if !in_place::is_vacant(out) {
        bail!("{shown} is not an empty folder\nhelp: name a new folder for the corrected copy of {}", dir.display());
    }
    let fixed = validate::fix(files);
    let mut written: Vec<File> =
        fixed.files.iter().map(|(name, bytes)| File { path: name.clone(), bytes: bytes.clone() }).collect();
    written.push(File { path: "changes.log".into(), bytes: fixed.log(lang).into_bytes() });
    in_place::write(out, &written)?;
    terminal::say(&match lang {
        Lang::Ko => {
            format!("고친 사본을 {shown}에 썼습니다. 바꾼 곳 {}건은 {shown}/changes.log에 있습니다.", fixed.changes.len())
        }
        Lang::En => format!("A corrected copy is in {shown}; its {} changes stand in {shown}/changes.log.", fixed.changes.len()),
    });
    Ok(())
}

fn print_json(diagnostics: &[Diagnostic], overview: Option<(&Event, Overview)>, lang: Lang) -> anyhow::Result<()> {
    let overview = overview.map(|(event, overview)| overview.facts(event));
    terminal::print_json(&Checked { overview, diagnostics: DiagnosticFacts::all(diagnostics, lang) })
}

/// How many of each severity, in one line.
fn verdict(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let count = |severity| Diagnostic::count(diagnostics, severity);
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match lang {
        Lang::Ko => format!("오류 {errors}건, 경고 {warnings}건, 알림 {notes}건"),
        Lang::En => {
            [(errors, "error"), (warnings, "warning"), (notes, "note")].map(|(n, noun)| terminal::counted(n, noun)).join(", ")
        }
    }
}

//! From an event folder to the validated event, with every fault shown if there is none. The way in for all commands that need an event.

use super::answers::Refused;
use super::args::TalkArgs;
use super::{folder, terminal};
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::{ChangeRow, Event, Lang};
use crate::validate::Since;
use crate::whatif::Edit;
use crate::{load, validate};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// An event that can be scheduled.
pub struct Loaded {
    pub event: Event,
    /// Warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
    /// File name and SHA-256 of every file that was read.
    pub digests: Vec<(String, String)>,
    /// `--lang`, or else the event's language.
    pub lang: Lang,
    /// Changes that were applied to the event, in order.
    pub changes: Vec<ChangeRow>,
    /// How the files of the folder name tables and columns.
    pub headers: Headers,
}

/// How an input names its tables and columns: as its own headers do, which may be Korean.
#[derive(Default)]
pub struct Headers {
    /// The file of a table, without its ending.
    files: BTreeMap<&'static str, String>,
    /// By table and column of the documentation.
    columns: BTreeMap<(&'static str, &'static str), String>,
}

impl Headers {
    fn of(folder: &load::Folder) -> Self {
        let mut headers = Self::default();
        for table in &folder.tables {
            let spec = table.kind.spec();
            if matches!(table.source, load::Source::Delimited { .. }) {
                let stem = table.file.rsplit_once('.').map_or(table.file.as_str(), |(stem, _)| stem);
                headers.files.insert(spec.name, stem.to_string());
            }
            for column in spec.columns {
                let header = table.column(column.field).and_then(|at| table.headers.get(at));
                headers.columns.extend(header.map(|header| ((spec.name, column.name), header.trim().to_string())));
            }
        }
        headers
    }

    /// The file and the column of an edit as this folder has them; a column that it does not have keeps its name.
    pub fn translate(&self, edit: &mut Edit) {
        let Some((table, _)) = load::TABLES.iter().map(|spec| (spec.name, ())).find(|(name, ())| *name == edit.file) else {
            return;
        };
        let column = |name: &str| {
            let found = self.columns.iter().find(|((of, column), _)| *of == table && *column == name);
            found.map_or_else(|| name.to_string(), |(_, header)| header.clone())
        };
        edit.column = edit.column.as_deref().map(column);
        edit.add = edit.add.take().map(|cells| cells.into_iter().map(|(name, text)| (column(&name), text)).collect());
        if let Some(file) = self.files.get(table) {
            edit.file = file.clone();
        }
    }
}

/// A file of changes: its name as in faults, its bytes, and since when it is known.
pub type ChangeFile = (String, Vec<u8>, Since);

/// The meetings.csv of the timetable that a new plan has changed, byte for byte.
pub const BEFORE: &str = "before.csv";
/// The name of the file of changes in an output folder.
pub const CHANGES: &str = "changes.csv";

impl Loaded {
    /// Says in one line how many warnings and notes there are and who shows them.
    pub fn mention_warnings(&self, dir: &Path, talk: &TalkArgs) {
        let count = |severity| Diagnostic::count(&self.diagnostics, severity);
        let kinds = [(count(Severity::Warning), "warning", "경고"), (count(Severity::Note), "note", "알림")];
        let told: Vec<_> = kinds.into_iter().filter(|(n, ..)| *n > 0).collect();
        if !told.is_empty() && !talk.quiet {
            let en: Vec<String> = told.iter().map(|(n, en, _)| terminal::counted(*n, en)).collect();
            let ko: Vec<String> = told.iter().map(|(n, _, ko)| format!("{ko} {n}건")).collect();
            terminal::say(&match self.lang {
                Lang::Ko => format!("입력에 {}이 있습니다. koppex check {} 로 볼 수 있습니다.", ko.join(", "), dir.display()),
                Lang::En => format!("{} about the input; `koppex check {}` shows them", en.join(" and "), dir.display()),
            });
        }
    }
}

/// Reads and validates the folder. `None`: the input has errors, and all of them have been shown (exit with `Exit::InputErrors`).
pub fn load(dir: &Path, talk: &TalkArgs) -> anyhow::Result<Option<Loaded>> {
    load_changed(dir, &[], talk)
}

/// As [`load()`], with the changes that the timetable of an output folder takes into account.
pub fn load_for(dir: &Path, out: &Path, talk: &TalkArgs) -> anyhow::Result<Option<Loaded>> {
    load_changed(dir, &changes_of(out)?, talk)
}

/// The changes that the timetable of an output folder takes into account.
pub fn changes_of(out: &Path) -> anyhow::Result<Vec<ChangeFile>> {
    let file = out.join(CHANGES);
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(vec![(CHANGES.into(), bytes, Since::Before)])
}

/// As [`load()`], with files of changes applied in order. A fault in one of them stops the run as one of the input does.
pub fn load_changed(dir: &Path, files: &[ChangeFile], talk: &TalkArgs) -> anyhow::Result<Option<Loaded>> {
    match read_changed(dir, files)? {
        Ok(loaded) => Ok(Some(Loaded { lang: talk.lang.unwrap_or(loaded.lang), ..loaded })),
        Err(Faulty { diagnostics, language }) => {
            show_errors(&diagnostics, talk, talk.lang.unwrap_or(language))?;
            Ok(None)
        }
    }
}

/// The language of the event in a folder, as far as it can be read.
pub fn language(dir: &Path) -> Lang {
    match read_changed(dir, &[]) {
        Ok(Ok(loaded)) => loaded.lang,
        Ok(Err(faulty)) => faulty.language,
        Err(_) => Lang::Ko,
    }
}

/// An input with errors.
pub struct Faulty {
    diagnostics: Vec<Diagnostic>,
    language: Lang,
}

/// As [`load_changed`], and nothing is shown. The language is that of the event.
pub fn read_changed(dir: &Path, change_files: &[ChangeFile]) -> anyhow::Result<Result<Loaded, Faulty>> {
    let files = folder::read(dir)?;
    let (rows, mut diagnostics) = load::load(&files);
    let headers = Headers::of(&rows);
    let checked = validate::validate(&rows);
    diagnostics.extend(checked.diagnostics);
    let mut event = checked.event.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    let mut changes = Vec::new();
    let mut digests: Vec<(String, String)> = rows.digests.into_iter().map(|d| (d.file, d.sha256)).collect();
    for (name, bytes, since) in change_files {
        let Some(event) = &mut event else { break };
        let changed = validate::change(event, (name, bytes), *since);
        diagnostics.extend(changed.diagnostics);
        changes.extend(changed.rows);
        digests.push((name.clone(), load::sha256(bytes)));
    }
    digests.sort();
    let Some(event) = event.filter(|_| !diagnostics.iter().any(Diagnostic::is_error)) else {
        return Ok(Err(Faulty { diagnostics, language: checked.language }));
    };
    let lang = event.language;
    Ok(Ok(Loaded { event, diagnostics, digests, lang, changes, headers }))
}

fn show_errors(diagnostics: &[Diagnostic], talk: &TalkArgs, lang: Lang) -> anyhow::Result<()> {
    if talk.json {
        return terminal::print_json(&Refused::input(diagnostics, lang));
    }
    diagnostics.iter().filter(|d| d.is_error()).for_each(|d| terminal::say(&d.render(lang)));
    let n_errors = Diagnostic::count(diagnostics, Severity::Error);
    terminal::say(&match lang {
        Lang::Ko => format!("입력에 오류가 있어 멈췄습니다 ({n_errors}건). 위의 해결 방법대로 고친 뒤 다시 실행하세요."),
        Lang::En => {
            format!("Stopped: {} in the input. Follow the help lines and run again.", terminal::counted(n_errors, "error"))
        }
    });
    Ok(())
}

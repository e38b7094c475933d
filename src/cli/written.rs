//! A written timetable for the commands that go on from it: read whole, or told why not. What is unread is never taken for empty.

use super::answers::Refused;
use super::args::TalkArgs;
use super::event::Loaded;
use super::terminal::{counted, print_json, say};
use super::violation::violation_text;
use crate::check::Checker;
use crate::check::read::{ReadBack, Unread};
use crate::diagnostic::{Diagnostic, codes};
use crate::event::Lang;
use crate::timetable::Timetable;
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// A timetable, and the rows it was read from.
pub struct Written {
    /// Of the file.
    pub bytes: Vec<u8>,
    pub back: ReadBack,
    pub timetable: Timetable,
}

/// Reads a meetings.csv. `None`, and what is wrong is said: a cell of it cannot be read, or a row that can be read is no meeting (exit with
/// `Exit::InputErrors`).
pub fn read(loaded: &Loaded, file: &Path, dir: &Path, talk: &TalkArgs) -> anyhow::Result<Option<Written>> {
    if !file.is_file() {
        bail!("there is no {}\nhelp: `koppex schedule {}` writes it", file.display(), dir.display());
    }
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let back = match Checker::new(&loaded.event).read_meetings(&bytes) {
        Ok(back) => back,
        Err(unread) => {
            tell_unread(&unread, file, talk, loaded.lang)?;
            return Ok(None);
        }
    };
    let timetable = back.timetable(&loaded.event);
    if back.violations.is_empty() && timetable.len() == back.held.len() {
        if !talk.quiet {
            let surprises = back.notes.iter().filter(|note| note.code == codes::NO_DATA_ROW.id);
            surprises.for_each(|note| say(&note.render(loaded.lang)));
        }
        return Ok(Some(Written { bytes, back, timetable }));
    }
    tell_impossible(loaded, &back, file, talk)?;
    Ok(None)
}

/// Says every fault for which a meetings.csv cannot be read.
pub fn tell_unread(unread: &Unread, file: &Path, talk: &TalkArgs, lang: Lang) -> anyhow::Result<()> {
    let Unread(faults) = unread;
    if talk.json {
        return print_json(&Refused::unread(file, faults, lang));
    }
    let errors: Vec<&Diagnostic> = faults.iter().filter(|fault| fault.is_error()).collect();
    errors.iter().for_each(|fault| say(&fault.render(lang)));
    let (n, shown) = (errors.len(), file.display());
    say(&match lang {
        Lang::Ko => format!("{shown}을(를) 읽을 수 없어 멈췄습니다 (오류 {n}건). 아무것도 쓰지 않았습니다."),
        Lang::En => format!("{shown} cannot be read ({}), so nothing was written", counted(n, "error")),
    });
    Ok(())
}

/// Says the rows that can be read and are no meetings: at a time that is no slot, of parties that cannot meet, without a place.
fn tell_impossible(loaded: &Loaded, back: &ReadBack, file: &Path, talk: &TalkArgs) -> anyhow::Result<()> {
    let lang = loaded.lang;
    let mut faults = back.violations.clone();
    let verdict = Checker::new(&loaded.event).check(&back.held);
    let placeless: Vec<u32> = back.held.iter().filter(|held| held.place.is_none()).map(|held| held.line).collect();
    faults.extend(verdict.violations.into_iter().filter(|v| v.lines.iter().any(|line| placeless.contains(line))));
    if talk.json {
        return print_json(&Refused::impossible(file, &faults, lang));
    }
    faults.iter().for_each(|fault| say(&violation_text(fault, lang)));
    let shown = file.display();
    say(&match lang {
        Lang::Ko => format!("{shown}에 상담이 될 수 없는 행이 있어 아무것도 쓰지 않았습니다.\n해결: 위의 행을 고치세요"),
        Lang::En => {
            format!("some rows of {shown} are not meetings of this event, so nothing was written\nhelp: correct the rows above")
        }
    });
    Ok(())
}

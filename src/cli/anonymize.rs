//! `koppex anonymize DIR OUT`: a copy of the event folder that can be shared.

use super::args::AnonymizeArgs;
use super::event;
use super::exit::Exit;
use super::in_place;
use super::terminal::print;
use crate::anonymize::anonymize;
use crate::event::Lang;
use crate::report::File;
use anyhow::bail;
use std::fs;

pub fn run(args: &AnonymizeArgs) -> anyhow::Result<Exit> {
    let Some(loaded) = event::load(&args.folder.dir, &args.talk)? else { return Ok(Exit::InputErrors) };
    let shown = args.out.display();
    if !in_place::is_vacant(&args.out) && !args.force {
        bail!("{shown} already exists\nhelp: name a new folder, or add --force to write into it");
    }
    let same = |a: &std::path::Path, b: &std::path::Path| fs::canonicalize(a).ok() == fs::canonicalize(b).ok();
    if same(&args.out, &args.folder.dir) {
        bail!("the copy would replace the event folder {shown}\nhelp: name another folder");
    }
    let files = anonymize(&loaded.event).into_iter().map(|(name, text)| File { path: name.to_string(), bytes: text.into() });
    in_place::write(&args.out, &files.collect::<Vec<_>>())?;
    if !args.talk.quiet {
        print(&match loaded.lang {
            Lang::Ko => format!("이름과 연락처가 없는 사본을 {shown}에 썼습니다. 가장 좋은 시간표의 값은 원본과 같습니다."),
            Lang::En => format!("A copy without names and contacts is in {shown}; its best timetable is worth the same."),
        })?;
    }
    Ok(Exit::Done)
}

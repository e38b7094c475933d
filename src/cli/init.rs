//! `koppex init`: a commented event.toml and CSV templates to start from, or all of it as one workbook. Never writes over a file.

use super::args::InitArgs;
use super::exit::Exit;
use super::in_place;
use super::templates::files;
use super::{terminal, workbook};
use crate::event::Lang;
use crate::report::File;
use anyhow::bail;
use std::path::Path;

/// The one workbook that holds all of it.
const WORKBOOK: &str = "expo.xlsx";

/// Writes the templates into a folder, which is made if it is missing.
///
/// # Errors
/// One of the files is there already (then nothing is written); the world fails.
pub fn run(args: &InitArgs) -> anyhow::Result<Exit> {
    let (dir, lang) = (&args.folder.dir, args.talk.lang.unwrap_or(Lang::Ko));
    let is_workbook = args.format == "xlsx";
    let files = if is_workbook { vec![(WORKBOOK, workbook::bytes(&workbook::plan(lang), lang)?)] } else { files() };
    refuse_overwriting(dir, &files)?;
    let files: Vec<File> = files.into_iter().map(|(name, bytes)| File { path: name.to_string(), bytes }).collect();
    in_place::write(dir, &files)?;
    if !args.talk.quiet {
        let shown = dir.display();
        terminal::say(&match (lang, is_workbook) {
            (Lang::Ko, true) => format!(
                "{shown}/{WORKBOOK}를 만들었습니다. 설정, 일정, 관, 기업, 수요기관, 희망 시트를 채운 뒤 `koppex check {shown}/{WORKBOOK}` 명령을 실행하세요."
            ),
            (Lang::En, true) => format!(
                "The workbook is {shown}/{WORKBOOK}. Fill in settings, days, halls, smes, buyers and preferences, then run `koppex check {shown}/{WORKBOOK}`."
            ),
            (Lang::Ko, false) => {
                format!("{shown}에 견본을 만들었습니다. 예시 행을 지우고 채운 뒤 `koppex check {shown}` 명령을 실행하세요.")
            }
            (Lang::En, false) => format!("Templates are in {shown}. Replace the example rows, then run `koppex check {shown}`."),
        });
    }
    Ok(Exit::Done)
}

fn refuse_overwriting(dir: &Path, files: &[(&str, Vec<u8>)]) -> anyhow::Result<()> {
    if dir.exists() && !dir.is_dir() {
        bail!("{} is a file, not a folder\nhelp: name a new folder", dir.display());
    }
    let there: Vec<&str> = files.iter().map(|(name, _)| *name).filter(|name| dir.join(name).exists()).collect();
    if !there.is_empty() {
        bail!("{} holds {} already; nothing was written\nhelp: name a new folder", dir.display(), there.join(", "));
    }
    Ok(())
}

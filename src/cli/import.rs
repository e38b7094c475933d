//! `koppex import`: a foreign file becomes an event folder. Never writes over a file unless `--force`.

use super::args::{ImportArgs, ImportFormat};
use super::exit::Exit;
use super::in_place;
use super::terminal;
use crate::import::b2bsp;
use anyhow::{Context, bail};
use std::fs;

/// Writes the event folder of a benchmark file.
///
/// # Errors
/// The file cannot be read or is not of the format; a file of the folder already exists (then nothing is written); the world fails.
pub fn run(args: &ImportArgs) -> anyhow::Result<Exit> {
    let shown = args.file.display();
    let text = fs::read_to_string(&args.file).with_context(|| format!("cannot read {shown}"))?;
    let name = args.file.file_stem().map_or_else(|| "Benchmark".into(), |stem| stem.to_string_lossy().into_owned());
    let imported = b2bsp::import(&text, &name).with_context(|| match args.format {
        ImportFormat::B2bsp => format!("{shown} is not a b2bsp file"),
    })?;
    let there = imported.files.iter().find(|f| args.dir.join(&f.path).exists());
    if let (Some(file), false) = (there, args.force) {
        bail!("{} already exists\nhelp: name a new folder, or add --force", args.dir.join(&file.path).display());
    }
    in_place::write(&args.dir, &imported.files)?;
    imported.notes.iter().for_each(|note| terminal::say(&format!("note: {note}")));
    let dir = args.dir.display();
    terminal::say(&format!("{shown} is in {dir} now; `koppex schedule {dir}` solves it."));
    Ok(Exit::Done)
}

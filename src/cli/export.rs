//! `koppex export DIR`: the timetable of DIR/out, as it stands in meetings.csv, in other formats.

use super::args::ExportArgs;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::folder;
use super::terminal::{counted, print, say};
use super::{fonts, verify};
use crate::candidates::Candidates;
use crate::check::Checker;
use crate::event::Lang;
use crate::explain;
use crate::outcome::{LevelResult, Outcome};
use crate::problem::Problem;
use crate::quality::Quality;
use crate::report::dearest::Dearest;
use crate::report::summary::{InputFile, LevelFacts};
use crate::report::{FORMATS, File, Format, PUBLISHED_FILE, RenderOptions, Report, RunFacts};
use crate::timetable::Timetable;
use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The summary of the run that made the timetable. An export does not change it.
const SUMMARY: &str = "summary.json";

pub fn run(args: &ExportArgs) -> anyhow::Result<Exit> {
    let Some(loaded) = event::load(&args.folder.dir, &args.talk)? else { return Ok(Exit::InputErrors) };
    let from = args.from.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let out = args.out.clone().unwrap_or_else(|| from.clone());
    let Some(timetable) = read_timetable(args, &loaded, &from)? else { return Ok(Exit::Violations) };
    let files = render(args, &loaded, &timetable, &from, &out)?;
    write(&out, &files)?;
    tell(args, &loaded, &out, &files)?;
    Ok(Exit::Done)
}

/// The timetable as it stands; `None` (and what is wrong on stderr) if a row of it cannot be put on paper.
fn read_timetable(args: &ExportArgs, loaded: &Loaded, from: &Path) -> anyhow::Result<Option<Timetable>> {
    let file = from.join("meetings.csv");
    let dir = args.folder.dir.display();
    if !file.is_file() {
        bail!("there is no {}\nhelp: `koppex schedule {dir}` writes it", file.display());
    }
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let checker = Checker::new(&loaded.event);
    let back = checker.read_meetings(&bytes);
    let timetable = back.timetable(&loaded.event);
    let unread = !back.violations.is_empty() || timetable.len() < back.held.len();
    let clean = back.faults.is_empty() && checker.check_read(&back).is_clean();
    if unread {
        let opinion = verify::judge(&loaded.event, &file)?.text(loaded.lang);
        say(&match loaded.lang {
            Lang::Ko => {
                format!("{opinion}\nmeetings.csv에 읽을 수 없는 행이 있어 아무것도 쓰지 않았습니다.\n해결: 위의 행을 고치세요")
            }
            Lang::En => {
                format!("{opinion}\nrows of meetings.csv cannot be read, so nothing was written\nhelp: mend the rows above")
            }
        });
    } else if !clean && !args.talk.quiet {
        say(&match loaded.lang {
            Lang::Ko => format!("이 시간표는 규칙이나 자료와 다른 곳이 있습니다. koppex verify {dir} 로 확인하세요."),
            Lang::En => format!("this timetable breaks rules or differs from the input; `koppex verify {dir}` says where"),
        });
    }
    Ok((!unread).then_some(timetable))
}

/// The files of all formats asked for; nothing is written before all of them are made.
fn render(args: &ExportArgs, loaded: &Loaded, timetable: &Timetable, from: &Path, out: &Path) -> anyhow::Result<Vec<File>> {
    let event = &loaded.event;
    let candidates = Candidates::new(event);
    let quality = Quality::of(Problem::new(event, &candidates), timetable);
    let summary = read_if_there(&from.join(SUMMARY))?;
    let made = summary.as_deref().map(Made::read).unwrap_or_default();
    let dearest = made.dearest_for(&loaded.digests);
    let unmet = explain::unmet(Problem::new(event, &candidates), timetable, &made.levels);
    let outcome = Outcome { levels: made.levels, unmet, quality_bounds: None, certificate: None };
    let facts = RunFacts { seed: event.solve.seed, inputs: loaded.digests.clone(), ..RunFacts::default() };
    let report = Report {
        event,
        candidates: &candidates,
        timetable,
        quality: &quality,
        outcome: &outcome,
        run: &facts,
        dearest,
        lang: loaded.lang,
        forced_lang: args.talk.lang,
        with_contacts: args.with_contacts,
        options: options(args, from, out)?,
    };
    let mut files = Vec::new();
    for format in FORMATS.iter().filter(|f| asks_for(args, f.name)) {
        match (&summary, format.name) {
            (Some(bytes), "json") if args.per.is_none() => {
                files.push(File { path: SUMMARY.into(), bytes: bytes.clone().into_bytes() });
            }
            _ => files.extend((format.render)(&report).with_context(|| format!("cannot make the {} files", format.name))?),
        }
    }
    Ok(files)
}

fn asks_for(args: &ExportArgs, format: &str) -> bool {
    args.format.iter().any(|f| f.name == format)
}

fn options(args: &ExportArgs, from: &Path, out: &Path) -> anyhow::Result<RenderOptions> {
    let fonts = match (asks_for(args, "pdf"), args.font.is_empty()) {
        (false, _) => Vec::new(),
        (true, true) => fonts::system(),
        (true, false) => fonts::named(&args.font)?,
    };
    let published = match read_if_there(&out.join(PUBLISHED_FILE))? {
        Some(text) => Some(text),
        None => read_if_there(&from.join(PUBLISHED_FILE))?,
    };
    Ok(RenderOptions { per: args.per, encoding: args.encoding, fonts, published })
}

fn read_if_there(file: &Path) -> anyhow::Result<Option<String>> {
    let text = file.is_file().then(|| fs::read_to_string(file)).transpose();
    text.with_context(|| format!("cannot read {}", file.display()))
}

/// What a summary.json says of the run that made the timetable; what cannot be read is left out.
#[derive(Default)]
struct Made {
    levels: Vec<LevelResult>,
    dearest: Option<Dearest>,
    inputs: Vec<InputFile>,
}

impl Made {
    fn read(summary: &str) -> Self {
        let mut summary: Value = serde_json::from_str(summary).unwrap_or_default();
        let levels = summary["levels"].take();
        let facts = levels.as_array().into_iter().flatten().filter_map(|level| LevelFacts::deserialize(level).ok());
        Self {
            levels: facts.map(|facts| LevelResult::from(&facts)).collect(),
            dearest: serde_json::from_value(summary["dearest"].take()).unwrap_or_default(),
            inputs: serde_json::from_value(summary["inputs"].take()).unwrap_or_default(),
        }
    }

    /// What the run's prices say is scarce: of the timetable's event and not of the timetable, so as long as the input is the same.
    fn dearest_for(&self, digests: &[(String, String)]) -> Option<Dearest> {
        let inputs = self.inputs.iter().map(|input| (&input.file, &input.sha256));
        self.dearest.clone().filter(|_| inputs.eq(digests.iter().map(|(file, sha256)| (file, sha256))))
    }
}

/// Writes every file beside its place first and then moves it there, so that none is ever half written.
fn write(out: &Path, files: &[File]) -> anyhow::Result<()> {
    for file in files {
        let path = out.join(&file.path);
        let shown = || format!("cannot write {}", path.display());
        let folder = path.parent().context("a file of the output folder has a folder")?;
        fs::create_dir_all(folder).with_context(shown)?;
        let mut half = path.clone().into_os_string();
        half.push(".part");
        let half = PathBuf::from(half);
        fs::write(&half, &file.bytes).with_context(shown)?;
        fs::rename(&half, &path).with_context(shown)?;
    }
    Ok(())
}

fn tell(args: &ExportArgs, loaded: &Loaded, out: &Path, files: &[File]) -> anyhow::Result<()> {
    let (n, shown) = (files.len(), out.display());
    if args.talk.json {
        let paths: Vec<&str> = files.iter().map(|f| f.path.as_str()).collect();
        return print(&format!("{:#}", json!({ "out": shown.to_string(), "files": paths })));
    }
    if args.talk.quiet {
        return Ok(());
    }
    let single: Vec<&str> = files.iter().map(|f| f.path.as_str()).filter(|p| !p.contains('/') && *p != PUBLISHED_FILE).collect();
    let names = if single.is_empty() { String::new() } else { format!(": {}", single.join(", ")) };
    print(&match loaded.lang {
        Lang::Ko => format!("파일 {n}개를 {shown}에 썼습니다{names}"),
        Lang::En => format!("{} written to {shown}{names}", counted(n, "file")),
    })
}

/// Fonts for a run that writes the PDF too.
pub fn fonts_for(formats: &[Format]) -> Vec<crate::report::FontFile> {
    if formats.iter().any(|f| f.name == "pdf") { fonts::system() } else { Vec::new() }
}

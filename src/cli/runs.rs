//! `koppex runs DIR`: the runs that are kept beside the output folder, and `--restore N`, which makes one of them current again.

use super::args::RunsArgs;
use super::exit::Exit;
use super::folder;
use super::output::Output;
use super::terminal::print;
use crate::event::Lang;
use crate::report::draw::{grouped, table};
use crate::report::words::change_word;
use crate::report::{File, PUBLISHED_FILE};
use anyhow::{Context, bail};
use chrono::{DateTime, Local};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that a run wrote.
struct KeptRun {
    /// `None`: the current one.
    number: Option<u32>,
    folder: PathBuf,
    /// Of its timetable.
    when: Option<DateTime<Local>>,
    summary: Value,
}

pub fn run(args: &RunsArgs) -> anyhow::Result<Exit> {
    let out = args.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let lang = args.talk.lang.unwrap_or(Lang::Ko);
    if let Some(number) = args.restore {
        return restore(args, &out, number, lang);
    }
    let runs = kept(&out)?;
    if runs.is_empty() {
        bail!("there is no run in {}\nhelp: `koppex schedule {}` makes one", out.display(), args.folder.dir.display());
    }
    print(&if args.talk.json { format!("{:#}", as_json(&runs)) } else { as_text(&runs, lang) })?;
    Ok(Exit::Done)
}

/// The numbered runs in order, then the current one.
fn kept(out: &Path) -> anyhow::Result<Vec<KeptRun>> {
    let name = out.file_name().context("the output folder needs a name")?.to_string_lossy().into_owned();
    let parent = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut numbers: Vec<u32> = Vec::new();
    if parent.is_dir() {
        for entry in fs::read_dir(parent).with_context(|| format!("cannot list the folder {}", parent.display()))? {
            let entry = entry?.file_name().to_string_lossy().into_owned();
            numbers.extend(entry.strip_prefix(&format!("{name}.")).and_then(|number| number.parse::<u32>().ok()));
        }
    }
    numbers.sort_unstable();
    let numbered = numbers.into_iter().map(|n| (Some(n), parent.join(format!("{name}.{n}"))));
    let all = numbered.chain([(None, out.to_path_buf())]).filter(|(_, folder)| folder.join("meetings.csv").is_file());
    Ok(all.map(|(number, folder)| kept_run(number, folder)).collect())
}

fn kept_run(number: Option<u32>, folder: PathBuf) -> KeptRun {
    let when = fs::metadata(folder.join("meetings.csv")).and_then(|m| m.modified()).ok().map(DateTime::<Local>::from);
    let summary = fs::read(folder.join("summary.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    KeptRun { number, folder, when, summary: summary.unwrap_or_default() }
}

impl KeptRun {
    fn level(&self, name: &str) -> Option<i64> {
        let levels = self.summary["levels"].as_array()?;
        levels.iter().find(|level| level["name"] == name)?["value"].as_i64()
    }

    /// What it changes of the run before it; empty for a timetable that was made afresh.
    fn changed(&self, lang: Lang) -> String {
        let plan = &self.summary["replan"];
        let count =
            |change: &&str| plan[*change].as_u64().filter(|n| *n > 0).map(|n| format!("{} {n}", change_word(change, lang)));
        let counts: Vec<String> = ["cancelled", "dropped", "moved", "placed_anew", "new"].iter().filter_map(count).collect();
        match plan["from"].as_str() {
            Some(from) => format!("{from}: {}", if counts.is_empty() { "-".into() } else { counts.join(", ") }),
            None => String::new(),
        }
    }
}

fn as_json(runs: &[KeptRun]) -> Value {
    let run = |run: &KeptRun| {
        json!({
            "number": run.number,
            "folder": run.folder.display().to_string(),
            "when": run.when.map(|at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
            "meetings": run.summary["meetings"]["total"],
            "levels": run.summary["levels"],
            "replan": run.summary.get("replan"),
        })
    };
    json!({ "runs": runs.iter().map(run).collect::<Vec<_>>() })
}

fn as_text(runs: &[KeptRun], lang: Lang) -> String {
    let header = match lang {
        Lang::Ko => ["회차", "시각", "상담", "총 가치", "불편 비용", "달라진 것"],
        Lang::En => ["run", "when", "meetings", "total value", "quality cost", "what changed"],
    };
    let current = if lang == Lang::Ko { "지금" } else { "current" };
    let number = |n: Option<i64>| n.map_or("-".to_string(), grouped);
    let rows = runs.iter().map(|run| {
        vec![
            run.number.map_or(current.to_string(), |n| n.to_string()),
            run.when.map_or("-".to_string(), |at| at.format("%Y-%m-%d %H:%M").to_string()),
            number(run.summary["meetings"]["total"].as_i64()),
            number(run.level("value")),
            number(run.level("quality")),
            run.changed(lang),
        ]
    });
    table(&header, 6, rows.collect())
}

/// Copies a kept run to the output folder. What calendars were published stays what it is now, and calendar files are left out: `export` writes them
/// anew, with higher sequence numbers where something differs from what was published last.
fn restore(args: &RunsArgs, out: &Path, number: u32, lang: Lang) -> anyhow::Result<Exit> {
    let runs = kept(out)?;
    let Some(run) = runs.iter().find(|run| run.number == Some(number)) else {
        let known: Vec<String> = runs.iter().filter_map(|run| run.number).map(|n| n.to_string()).collect();
        let known = if known.is_empty() { "none".into() } else { known.join(", ") };
        bail!("there is no run {number} of {}\nhelp: kept are {known}; `koppex runs` lists them", out.display());
    };
    let output = Output::open(out, &args.folder.dir, false)?;
    let mut files = Vec::new();
    gather(&run.folder, Path::new(""), &mut files)?;
    files.retain(|file| !file.path.ends_with(".ics") && file.path != PUBLISHED_FILE);
    let published = match output.published_before(PUBLISHED_FILE)? {
        Some(bytes) => Some(bytes),
        None => latest_published(&runs)?,
    };
    files.extend(published.map(|bytes| File { path: PUBLISHED_FILE.into(), bytes }));
    output.write(&files)?;
    let kept = output.publish()?;
    let kept = kept.and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()));
    let (shown, dir) = (out.display(), args.folder.dir.display());
    if args.talk.json {
        print(&format!("{:#}", json!({ "restored": number, "out": shown.to_string(), "kept": kept })))?;
    } else if !args.talk.quiet {
        let kept = kept.unwrap_or_else(|| "-".into());
        print(&match lang {
            Lang::Ko => format!(
                "{number}번 시간표를 {shown}로 되돌렸습니다. 이전 것은 {kept}로 남겼습니다. 달력은 koppex export {dir} 로 다시 만드세요."
            ),
            Lang::En => format!(
                "run {number} is current again in {shown}; the one before is kept as {kept}; `koppex export {dir}` writes its calendars anew"
            ),
        })?;
    }
    Ok(Exit::Done)
}

/// What calendars were published by the latest run that published any.
fn latest_published(runs: &[KeptRun]) -> anyhow::Result<Option<Vec<u8>>> {
    let file = runs.iter().rev().map(|run| run.folder.join(PUBLISHED_FILE)).find(|file| file.is_file());
    file.map(|file| fs::read(&file).with_context(|| format!("cannot read {}", file.display()))).transpose()
}

/// Every file of a folder, with its path below `root`.
fn gather(root: &Path, below: &Path, files: &mut Vec<File>) -> anyhow::Result<()> {
    let folder = root.join(below);
    let mut entries: Vec<_> = fs::read_dir(&folder)
        .with_context(|| format!("cannot list the folder {}", folder.display()))?
        .collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let path = below.join(entry.file_name());
        if entry.path().is_dir() {
            gather(root, &path, files)?;
        } else if entry.path().is_file() {
            let bytes = fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
            files.push(File { path: path.to_string_lossy().replace('\\', "/"), bytes });
        }
    }
    Ok(())
}

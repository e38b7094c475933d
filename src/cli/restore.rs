//! A run that is kept becomes the current one again, as a new run of its own: what it changes of the timetable that was current until now is what
//! everybody must be told, whatever it changed when it was made.

use super::answers::Restored;
use super::args::RunsArgs;
use super::event::{self, BEFORE, Loaded};
use super::exit::Exit;
use super::kept_runs::{KeptRun, kept};
use super::output::Output;
use super::replan::gone;
use super::schedule::{Answer, MEETINGS};
use super::terminal::{print, print_json, say};
use crate::candidates::Candidates;
use crate::check::Checker;
use crate::event::{Lang, Text};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::quality::Quality;
use crate::replan::{Change, Differences};
use crate::report::{File, PUBLISHED_FILE, PlanFacts, RunFacts, plan};
use anyhow::{Context, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;

const SUMMARY: &str = "summary.json";
/// Files that say what has changed since the timetable before, or what was published to calendars.
const OF_ITS_TIME: [&str; 9] = [
    BEFORE,
    "moves.csv",
    "change_prices.csv",
    "calls.csv",
    "mailmerge.csv",
    "timetable.html",
    "papers.pdf",
    PUBLISHED_FILE,
    SUMMARY,
];
const OF_ITS_TIME_ENDINGS: [&str; 2] = [".ics", ".eml"];
/// Levels that compare a new plan with the one before it.
const OF_CHANGES: [&str; 3] = ["dropped", "moved", "placed_anew"];

/// What the restored timetable changes of the one that was current.
struct Since {
    files: Vec<File>,
    /// The part `replan` of summary.json.
    replan: Value,
    n_changed: usize,
}

/// Copies a kept run to the output folder. What calendars were published stays what it is now; calendars, messages, page and papers are left out:
/// `export` writes them anew, with what has changed and with higher sequence numbers where something differs from what was published last.
pub fn restore(args: &RunsArgs, out: &Path, number: u32, lang: Lang) -> anyhow::Result<Exit> {
    let output = Output::open(out, &args.folder.dir, false)?;
    let runs = kept(out)?;
    let Some(run) = runs.iter().find(|run| run.number == Some(number)) else {
        let known: Vec<String> = runs.iter().filter_map(|run| run.number).map(|n| n.to_string()).collect();
        let known = match &known[..] {
            [] => "no earlier run is kept".into(),
            [one] => format!("run {one} is kept"),
            several => format!("runs {} are kept", several.join(", ")),
        };
        bail!("there is no run {number} of {}\nhelp: {known}; `koppex runs` lists what there is", out.display());
    };
    let mut files = Vec::new();
    gather(&run.folder, Path::new(""), &mut files)?;
    let is_of_its_time = |path: &str| OF_ITS_TIME.contains(&path) || OF_ITS_TIME_ENDINGS.iter().any(|end| path.ends_with(end));
    files.retain(|file| !is_of_its_time(&file.path));
    let published = match output.published_before(PUBLISHED_FILE)? {
        Some(bytes) => Some(bytes),
        None => latest_published(&runs)?,
    };
    files.extend(published.map(|bytes| File { path: PUBLISHED_FILE.into(), bytes }));
    let since = since(args, run, out, &output)?;
    files.extend(summary(run, since.as_ref())?);
    let n_changed = since.as_ref().map(|since| since.n_changed);
    files.extend(since.into_iter().flat_map(|since| since.files));
    output.write(&files)?;
    let kept = output.publish()?;
    let kept = kept.and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()));
    tell(args, out, lang, (number, kept, n_changed))?;
    Ok(Exit::Done)
}

/// `None`, and it is said, if one of the two timetables cannot be read with the input as it is now; `None` if no timetable was current.
fn since(args: &RunsArgs, run: &KeptRun, out: &Path, output: &Output) -> anyhow::Result<Option<Since>> {
    let current = out.join(MEETINGS);
    if !current.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(&current).with_context(|| format!("cannot read {}", current.display()))?;
    let files = event::changes_of(&run.folder)?;
    let found = match event::read_changed(&args.folder.dir, &files)? {
        Ok(loaded) => {
            let loaded = Loaded { lang: args.talk.lang.unwrap_or(loaded.lang), ..loaded };
            compared(&loaded, run, (&bytes, out), output)?
        }
        Err(_) => None,
    };
    if found.is_none() && !args.talk.quiet {
        let lang = args.talk.lang.unwrap_or(Lang::Ko);
        say(lang.pick(
            "지금의 자료로는 두 시간표를 비교할 수 없어, 되돌리면서 달라진 상담은 적지 않습니다. koppex check 와 koppex diff 로 확인하세요.",
            "the two timetables cannot be compared with the input as it is now, so nothing is said about what this changes; see `koppex check` and `koppex diff`",
        ));
    }
    Ok(found)
}

/// The current timetable, byte for byte, and what the restored one changes of it.
fn compared(loaded: &Loaded, run: &KeptRun, (bytes, out): (&[u8], &Path), output: &Output) -> anyhow::Result<Option<Since>> {
    let event = &loaded.event;
    let checker = Checker::new(event);
    let Ok(published) = checker.read_published(bytes, &gone(out)?) else { return Ok(None) };
    let file = run.folder.join(MEETINGS);
    let restored = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let Ok(back) = checker.read_meetings(&restored) else { return Ok(None) };
    let timetable = back.timetable(event);
    if !back.violations.is_empty() || timetable.len() != back.held.len() {
        return Ok(None);
    }
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let differences = Differences::between(&published, problem, &timetable);
    let n_changed = differences.list.len() - differences.count(Change::Kept);
    let from = output.aside()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let facts = PlanFacts { published, differences, from, because: run.number.map(because), ..PlanFacts::default() };
    let run_facts = RunFacts { plan: Some(facts.clone()), ..RunFacts::default() };
    let (quality, outcome) = (Quality::of(problem, &timetable), Outcome::default());
    let answer = Answer { problem, timetable: &timetable, quality: &quality, lang: loaded.lang, forced_lang: None };
    let report = answer.report(&outcome, &run_facts);
    let replan = serde_json::to_value(plan::in_summary(&report, &facts))?;
    let mut files = plan::files(&report)?;
    files.push(File { path: BEFORE.into(), bytes: bytes.to_vec() });
    Ok(Some(Since { files, replan, n_changed }))
}

/// Why every change is one.
fn because(number: u32) -> Text {
    Text::new(format!("run {number} is current again"), format!("{number}번 시간표로 되돌림"))
}

/// The summary of the run, with what it changes now in the place of what it changed when it was made.
fn summary(run: &KeptRun, since: Option<&Since>) -> anyhow::Result<Option<File>> {
    let Some(fields) = run.summary.as_object() else { return Ok(None) };
    let mut fields = fields.clone();
    fields.remove("replan");
    fields.extend(since.map(|since| ("replan".to_string(), since.replan.clone())));
    if let Some(levels) = fields.get_mut("levels").and_then(Value::as_array_mut) {
        levels.retain(|level| !OF_CHANGES.iter().any(|name| level["name"] == *name));
        levels.iter_mut().zip(1..).for_each(|(level, number)| level["level"] = Value::from(number));
    }
    let mut bytes = serde_json::to_vec_pretty(&fields)?;
    bytes.push(b'\n');
    Ok(Some(File { path: SUMMARY.into(), bytes }))
}

fn tell(args: &RunsArgs, out: &Path, lang: Lang, done: (u32, Option<String>, Option<usize>)) -> anyhow::Result<()> {
    let (number, kept, n_changed) = done;
    let (shown, dir) = (out.display(), args.folder.dir.display());
    if args.talk.json {
        return print_json(&Restored { restored: number, out: shown.to_string(), kept, changed: n_changed });
    }
    if args.talk.quiet {
        return Ok(());
    }
    let kept = kept.unwrap_or_else(|| "-".into());
    let changed = match (lang, n_changed) {
        (_, None) => String::new(),
        (Lang::Ko, Some(n)) => format!(" 달라진 상담 {n}건은 moves.csv에 있습니다."),
        (Lang::En, Some(n)) => format!("; moves.csv names what this changes ({n})"),
    };
    print(&match lang {
        Lang::Ko => format!(
            "{number}번 시간표를 {shown}로 되돌렸습니다. 이전 것은 {kept}로 남겼습니다.{changed} 달력, 안내 메일, 웹 페이지, 인쇄물은 koppex export {dir} 로 다시 만드세요."
        ),
        Lang::En => format!(
            "run {number} is current again in {shown}; the one before is kept as {kept}{changed}; `koppex export {dir}` writes calendars, messages, page and papers anew"
        ),
    })
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

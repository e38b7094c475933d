//! `koppex replan`: published timetable and changes -> event -> a timetable near it -> files -> second opinion on rules and changes -> the next run.

use super::args::ReplanArgs;
use super::confirmed;
use super::event::{self, BEFORE, ChangeFile, Loaded};
use super::exit::Exit;
use super::folder;
use super::freeze::{frozen_too, not_frozen};
use super::interrupt::Interrupt;
use super::output::Output;
use super::rendered::{Asked, Formats, refuse_missing};
use super::schedule::{Answer, Clock, Delivered, MEETINGS, Scheduled, notice, rejected, tell_unsolved, written_text};
use super::terminal::{print, say};
use super::verify::{self, Findings};
use super::written::tell_unread;
use crate::candidates::Candidates;
use crate::check::Checker;
use crate::check::changes::ChangeJudge;
use crate::check::read::{Gone, Unread};
use crate::diagnostic::{Diagnostic, Location, Text, codes};
use crate::explain;
use crate::outcome::{Level, LevelResult, Outcome};
use crate::problem::Problem;
use crate::published::PublishedMeeting;
use crate::quality::Quality;
use crate::report::{File, PUBLISHED_FILE, PlanFacts, Report, RunFacts, json, plan, text};
use crate::select::SolverChoice;
use crate::select::lp;
use crate::solve::{ReplanOptions, Replanned, Unsolved, replan};
use crate::stop::Stop;
use crate::validate::Since;
use crate::whatif;
use anyhow::{Context, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub fn run(args: &ReplanArgs) -> anyhow::Result<Exit> {
    let mut clock = Clock::start();
    let solver = lp::available(args.search.solver.solver).map_err(anyhow::Error::msg)?;
    let dir = &args.folder.dir;
    let target = args.out.clone().unwrap_or_else(|| folder::output_of(dir));
    let from = args.from.clone().unwrap_or_else(|| target.clone());
    let files = change_files(args, &from)?;
    let Some(loaded) = event::load_changed(dir, &files, &args.talk)? else { return Ok(Exit::InputErrors) };
    tell_changes(&loaded, args);
    let formats = Formats::new(&args.papers, args.talk.quiet)?;
    let output = Output::open(&target, dir, false)?;
    let Some(before) = Before::read(&loaded, &from, args)? else { return Ok(Exit::InputErrors) };
    clock.stage("read");
    let interrupt = Interrupt::install(notice(loaded.lang).into())?;
    interrupt.watch(&output);
    Plan { args, loaded, before, solver, target, from, formats, output, interrupt, clock }.run()
}

/// The changes that the published timetable takes into account, and those that are handed in now.
fn change_files(args: &ReplanArgs, from: &Path) -> anyhow::Result<Vec<ChangeFile>> {
    let mut files = event::changes_of(from)?;
    if let Some(file) = &args.changes {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
        files.push((name, bytes, Since::Now));
    }
    Ok(files)
}

/// Shows what there is to say about the changes, and how many warnings there are about the rest.
fn tell_changes(loaded: &Loaded, args: &ReplanArgs) {
    if args.talk.quiet {
        return;
    }
    let new = args.changes.as_ref().and_then(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned());
    let of_changes = |file: &str| file == event::CHANGES || new.as_ref().is_some_and(|new| file.starts_with(new.as_str()));
    loaded.diagnostics.iter().filter(|d| of_changes(&d.at.file)).for_each(|d| say(&d.render(loaded.lang)));
    loaded.mention_warnings(&args.folder.dir, &args.talk);
}

/// The published timetable.
struct Before {
    bytes: Vec<u8>,
    meetings: Vec<PublishedMeeting>,
}

impl Before {
    /// `None`, and it is said, if it cannot be read.
    fn read(loaded: &Loaded, from: &Path, args: &ReplanArgs) -> anyhow::Result<Option<Self>> {
        let file = from.join(MEETINGS);
        if !file.is_file() {
            bail!("there is no {}\nhelp: `koppex schedule {}` writes it", file.display(), args.folder.dir.display());
        }
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let gone = gone(from)?;
        let read = Checker::new(&loaded.event).read_published(&bytes, &gone);
        let read =
            read.and_then(|meetings| if meetings.is_empty() { emptied(from).map_or(Ok(meetings), Err) } else { Ok(meetings) });
        match read {
            Ok(meetings) => Ok(Some(Self { bytes, meetings })),
            Err(unread) => {
                tell_unread(&unread, &file, &args.talk, loaded.lang)?;
                Ok(None)
            }
        }
    }
}

/// Says that a timetable without a meeting stands where the summary beside it counts some: nobody cancels everything by deleting rows.
fn emptied(from: &Path) -> Option<Unread> {
    let summary: Value = serde_json::from_slice(&fs::read(from.join("summary.json")).ok()?).ok()?;
    let n = summary["meetings"]["total"].as_u64().filter(|n| *n > 0)?;
    let cause = Text::new(
        format!("the timetable holds no meeting, but summary.json beside it counts {n}"),
        format!("시간표에 상담이 하나도 없는데 옆의 summary.json에는 {n}건입니다"),
    );
    let help = Text::new(
        "put back the file that koppex wrote; `koppex schedule` makes a new timetable, and the change cancel takes meetings out of this one",
        "koppex가 쓴 파일로 되돌리세요. 새 시간표는 `koppex schedule`이 만들고, 상담을 빼려면 변경 cancel(취소)을 쓰세요",
    );
    let at = Location { file: MEETINGS.to_string(), ..Location::default() };
    Some(Unread(vec![Diagnostic::new(&codes::CELL_EMPTY, at, "", cause, help)]))
}

/// What the run of a folder knew.
pub(super) fn gone(folder: &Path) -> anyhow::Result<Gone> {
    let beside = |name: &str| {
        let file = folder.join(name);
        let bytes = file.is_file().then(|| fs::read(&file)).transpose();
        bytes.with_context(|| format!("cannot read {}", file.display()))
    };
    Ok(Gone::of(beside("parties.csv")?.as_deref(), beside("by-slot.csv")?.as_deref()))
}

/// Everybody waits for a new plan: where there is a limit, the most seconds of it for what would help the wishes that are left.
const MOST_FIXES_S: f64 = 3.0;

/// One run, after its input is read.
struct Plan<'a> {
    args: &'a ReplanArgs,
    loaded: Loaded,
    before: Before,
    solver: SolverChoice,
    target: PathBuf,
    from: PathBuf,
    formats: Formats,
    output: Output,
    interrupt: Interrupt,
    clock: Clock,
}

impl Plan<'_> {
    fn run(mut self) -> anyhow::Result<Exit> {
        let candidates = Candidates::new(&self.loaded.event);
        self.clock.stage("candidates");
        let stop = self.stop();
        let solved = replan(Problem::new(&self.loaded.event, &candidates), &self.before.meetings, &self.options(), &stop);
        self.clock.stage("solve");
        match solved {
            Ok(replanned) => {
                let dir = &self.args.folder.dir;
                let Delivered { exit, text, missing } = self.deliver(&candidates, replanned)?;
                print(&text)?;
                refuse_missing(missing, dir)?;
                Ok(exit)
            }
            Err(unsolved) => {
                let exit = tell_unsolved(&unsolved, &self.args.folder.dir, &self.args.talk, self.loaded.lang)?;
                if let (Unsolved::Contradiction(_), Some(until)) = (&unsolved, self.args.freeze_until) {
                    say(&frozen_too(until, self.loaded.lang));
                }
                Ok(exit)
            }
        }
    }

    fn options(&self) -> ReplanOptions {
        let solve = self.args.search.options(&self.loaded.event.solve, self.solver, 4);
        ReplanOptions { solve, freeze_until: self.args.freeze_until, max_moves: self.args.max_moves }
    }

    fn stop(&self) -> Stop {
        self.args.search.stop(&self.loaded.event.solve, self.clock.seconds(), &self.interrupt)
    }

    /// Explains, writes, has the written timetable and its changes judged, and publishes it.
    fn deliver(mut self, candidates: &Candidates, replanned: Replanned) -> anyhow::Result<Delivered> {
        let event = &self.loaded.event;
        let problem = Problem::new(event, candidates);
        let checker = Checker::new(event);
        let judge = ChangeJudge::new(&checker, &self.before.meetings, self.args.freeze_until);
        let Replanned { timetable, differences, mut levels, groups, change_prices, certificate, cut_by_clock } = replanned;
        let groups = confirmed::groups(&judge, groups);
        let (change_prices, least) = confirmed::prices(problem, &judge, change_prices)?.unzip();
        confirmed::bound(&judge, (&groups, least), &mut levels, self.args.max_moves);
        if self.args.max_moves.is_some() {
            let moved = levels.remove(1);
            levels.insert(4, moved);
        }
        if !self.args.talk.quiet {
            not_frozen(&self.before.meetings, &differences, self.args.freeze_until, self.loaded.lang)
                .iter()
                .for_each(|text| say(text));
        }
        self.clock.stage("confirm");
        let mut unmet = explain::unmet(problem, &timetable, &priced(&levels));
        explain::losses(problem, &timetable, &certificate, &mut unmet);
        let stop = self.stop();
        let stop = stop.left_s().map_or_else(|| stop.clone(), |_| stop.within(MOST_FIXES_S));
        let effort = whatif::Effort { n_threads: self.options().solve.threads, stop: &stop };
        whatif::quick_fixes(problem, &timetable, &certificate, &mut unmet, effort);
        let cut_by_clock = cut_by_clock || stop.has_cut();
        let quality = Quality::of(problem, &timetable);
        self.clock.stage("explain");
        let mut outcome = Outcome { levels, unmet, quality_bounds: None, certificate: Some(certificate) };
        let facts = RunFacts {
            seed: self.options().solve.seed,
            solver: if self.solver == SolverChoice::Highs { "highs" } else { "microlp" }.into(),
            inputs: self.inputs()?,
            cut_by_clock,
            plan: Some(PlanFacts {
                published: self.before.meetings.clone(),
                differences,
                prices: change_prices,
                groups: groups.into_iter().map(|g| (g.meetings, g.dropped, g.moved)).collect(),
                freeze_until: self.args.freeze_until,
                max_moves: self.args.max_moves,
                from: self.kept_as()?,
                changes: self.loaded.changes.clone(),
                because: None,
            }),
            ..RunFacts::default()
        };
        let (lang, forced_lang) = (self.loaded.lang, self.args.talk.lang);
        let answer = Answer { problem, timetable: &timetable, quality: &quality, lang, forced_lang };
        self.output.write(&Formats::always(self.with_contacts(answer.report(&outcome, &facts)), self.published()?)?)?;
        self.output.write(&[File { path: BEFORE.into(), bytes: self.before.bytes.clone() }])?;
        self.clock.stage("write");
        let opinion = verify::judge(event, &self.output.temporary().join(MEETINGS))?;
        self.clock.stage("check");
        if !opinion.is_clean() {
            let text = rejected(&opinion.text(lang), facts.seed, lang);
            return Ok(Delivered { exit: Exit::Violations, text, missing: Vec::new() });
        }
        certify(&mut outcome.levels, &opinion);
        let facts = RunFacts { seconds: self.clock.stages.clone(), ..facts };
        let report = answer.report(&outcome, &facts);
        self.output.write(&json::render(&report)?)?;
        let Asked { files, failed } = self.formats.asked(self.with_contacts(report.clone()), self.published()?);
        self.output.write(&files)?;
        let (talk, target, interrupted) = (&self.args.talk, self.target.clone(), self.interrupt.pressed());
        let kept = self.output.publish()?;
        let text = match (talk.json, talk.quiet) {
            (true, _) => serde_json::to_string_pretty(&Scheduled::of(&report, &target, kept.as_deref(), interrupted))?,
            (false, true) => String::new(),
            (false, false) => format!("{}\n\n{}", text::summary(&report), written_text(&target, kept.as_deref(), lang)),
        };
        Ok(Delivered { exit: Exit::Done, text, missing: failed })
    }

    /// Name and digest of every input file, the changes as they are kept beside the timetable among them.
    fn inputs(&self) -> anyhow::Result<Vec<(String, String)>> {
        let is_change =
            |name: &str| name == event::CHANGES || self.args.changes.as_ref().is_some_and(|file| file.ends_with(name));
        let mut inputs: Vec<_> = self.loaded.digests.iter().filter(|(name, _)| !is_change(name)).cloned().collect();
        if !self.loaded.changes.is_empty() {
            let bytes = plan::changes(&self.loaded.changes).to_bytes(event::CHANGES, Default::default())?;
            inputs.push((event::CHANGES.into(), crate::load::sha256(&bytes)));
        }
        inputs.sort();
        Ok(inputs)
    }

    /// The folder in which the published timetable can be found when this run is done.
    fn kept_as(&self) -> anyhow::Result<String> {
        let plain = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = if plain(&self.from) == plain(&self.target) { self.output.aside()? } else { self.from.clone() };
        Ok(folder.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    fn with_contacts<'r>(&self, report: Report<'r>) -> Report<'r> {
        Report { with_contacts: self.args.with_contacts, ..report }
    }

    /// What calendars were published: of the output folder, or else of the timetable that is changed.
    fn published(&self) -> anyhow::Result<Option<Vec<u8>>> {
        let there = self.output.published_before(PUBLISHED_FILE)?;
        let file = self.from.join(PUBLISHED_FILE);
        match there {
            None if file.is_file() => fs::read(&file).map(Some).with_context(|| format!("cannot read {}", file.display())),
            there => Ok(there),
        }
    }
}

/// The levels that prices bound.
fn priced(levels: &[LevelResult]) -> Vec<LevelResult> {
    let wanted = [Level::MustUnheld, Level::Shortfall, Level::Value];
    levels.iter().filter(|l| wanted.contains(&l.level)).copied().collect()
}

/// Only what the second opinion added up itself is called certified.
fn certify(levels: &mut [LevelResult], opinion: &Findings) {
    let wanted = [Level::MustUnheld, Level::Shortfall, Level::Value];
    for (level, certified) in wanted.into_iter().zip(opinion.certified()) {
        levels.iter_mut().filter(|l| l.level == level).for_each(|l| l.certified = certified);
    }
}

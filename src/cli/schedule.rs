//! `koppex schedule`: folder -> event -> candidates -> solve -> explain -> files -> second opinion -> output folder.

use super::answers::{ConflictFacts, Unsolvable};
use super::args::{ScheduleArgs, SolveArgs, TalkArgs};
use super::audit::AuditFile;
use super::compared;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::folder;
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Reporter;
use super::rendered::{Asked, Formats, refuse_missing};
use super::terminal::{print, print_json, say};
use super::verify;
use crate::candidates::Candidates;
use crate::event::Lang;
use crate::explain;
use crate::outcome::Outcome;
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::quality::Quality;
use crate::report::capacity::{CAPACITY_CSV, CAPACITY_JSON, CAPACITY_SVG};
use crate::report::dearest::Dearest;
use crate::report::summary::Summary;
use crate::report::{File, PUBLISHED_FILE, Report, RunFacts, json, text};
use crate::select::SolverChoice;
use crate::select::lp;
use crate::solve::{Conflict, Run, SolveOptions, Solved, Unsolved, solve};
use crate::stop::Stop;
use crate::timetable::Timetable;
use crate::whatif;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is kept back, of the time left before the search, for explaining, and for writing and checking: seconds for each pair, and the largest share.
const EXPLAINING_S_PER_PAIR: f64 = 0.000_015;
const EXPLAINING_SHARE: f64 = 0.12;
const WRITING_S_PER_PAIR: f64 = 0.000_045;
const WRITING_SHARE: f64 = 0.5;
/// The same for the changes of the input that would help, of what those leave; and the most seconds.
const FIXES_S_PER_PAIR: f64 = 0.000_18;
const FIXES_SHARE: f64 = 0.15;
const MOST_FIXES_S: f64 = 5.0;

/// Seconds kept back for what follows the search.
#[derive(Clone, Copy, Default)]
struct Reserve {
    explaining_s: f64,
    fixes_s: f64,
    writing_s: f64,
}

impl Reserve {
    /// Of the seconds left.
    fn of(left_s: f64, n_pairs: usize) -> Self {
        let kept = |s_per_pair: f64, share: f64, left_s: f64| (n_pairs as f64 * s_per_pair).min(left_s * share);
        let explaining_s = kept(EXPLAINING_S_PER_PAIR, EXPLAINING_SHARE, left_s);
        let writing_s = kept(WRITING_S_PER_PAIR, WRITING_SHARE, left_s);
        let fixes_s = kept(FIXES_S_PER_PAIR, FIXES_SHARE, left_s - explaining_s - writing_s).min(MOST_FIXES_S);
        Self { explaining_s, fixes_s, writing_s }
    }
}

pub(super) const MEETINGS: &str = "meetings.csv";

pub fn run(args: &ScheduleArgs) -> anyhow::Result<Exit> {
    let mut clock = Clock::start();
    let solver = lp::available(args.solve.search.solver.solver).map_err(anyhow::Error::msg)?;
    let Some(loaded) = event::load(&args.folder.dir, &args.talk)? else { return Ok(Exit::InputErrors) };
    loaded.mention_warnings(&args.folder.dir, &args.talk);
    clock.stage("read");
    let target = args.out.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    if target.join(event::CHANGES).is_file() && !args.talk.quiet {
        say(&changes_left_out(&target, loaded.lang));
    }
    let formats = Formats::new(&args.papers, args.talk.quiet)?;
    let audit = args.audit.as_ref().map(|file| AuditFile::new(file, (&target, args.out.force), &args.papers.font)).transpose()?;
    let output = Output::open(&target, &args.folder.dir, args.out.force)?;
    let interrupt = Interrupt::install(notice(loaded.lang).into())?;
    interrupt.watch(&output);
    Schedule { args, loaded, solver, target, formats, audit, output, interrupt, clock, reserve: Reserve::default() }.run()
}

/// What `schedule --json` prints where there is a timetable.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct Scheduled {
    #[serde(flatten)]
    summary: Summary,
    /// The output folder.
    out: String,
    /// Where the output folder that was there before is kept; null if there was none.
    kept: Option<String>,
    /// Ctrl-C was pressed.
    interrupted: bool,
    /// Where not all must wishes can be held, in words: what contradicts.
    against_musts: Option<Vec<String>>,
}

impl Scheduled {
    /// What there is to say without knowing what contradicts must wishes.
    pub fn of(report: &Report, target: &Path, kept: Option<&Path>, interrupted: bool) -> Self {
        Self {
            summary: json::summary(report),
            out: target.display().to_string(),
            kept: kept.map(|folder| folder.display().to_string()),
            interrupted,
            against_musts: None,
        }
    }
}

/// How a run with a timetable ends.
pub(super) struct Delivered {
    pub exit: Exit,
    /// What to print.
    pub text: String,
    /// The formats that could not be made, and why.
    pub missing: Vec<(&'static str, anyhow::Error)>,
}

/// One run, after its input is read and before anything is solved.
struct Schedule<'a> {
    args: &'a ScheduleArgs,
    loaded: Loaded,
    solver: SolverChoice,
    target: PathBuf,
    formats: Formats,
    audit: Option<AuditFile>,
    output: Output,
    interrupt: Interrupt,
    clock: Clock,
    reserve: Reserve,
}

impl Schedule<'_> {
    fn run(mut self) -> anyhow::Result<Exit> {
        let candidates = Candidates::new(&self.loaded.event);
        self.clock.stage("candidates");
        let mut reporter = Reporter::new(self.args.talk.quiet, self.loaded.lang);
        let stop = self.stop();
        self.reserve = stop.left_s().map(|left| Reserve::of(left, candidates.pairs.len())).unwrap_or_default();
        let Reserve { explaining_s, fixes_s, writing_s } = self.reserve;
        let stop = ending_before(&stop, explaining_s + fixes_s + writing_s);
        if stop.now() {
            return self.give_up(&Unsolved::Stopped);
        }
        let run = Run { options: self.options(), stop: &stop, progress: Some(&mut |p| reporter.update(p)) };
        let solved = solve(Problem::new(&self.loaded.event, &candidates), run);
        self.clock.stage("solve");
        match solved {
            Ok(solved) => {
                let dir = &self.args.folder.dir;
                let Delivered { exit, text, missing } = self.deliver(&candidates, solved, &reporter)?;
                reporter.clear();
                print(&text)?;
                refuse_missing(missing, dir)?;
                Ok(exit)
            }
            Err(unsolved) => {
                reporter.clear();
                self.give_up(&unsolved)
            }
        }
    }

    fn options(&self) -> SolveOptions {
        let SolveArgs { levels, search } = &self.args.solve;
        search.options(&self.loaded.event.solve, self.solver, *levels)
    }

    fn stop(&self) -> Stop {
        self.args.solve.search.stop(&self.loaded.event.solve, self.clock.seconds(), &self.interrupt)
    }

    /// Explains, writes, has the written timetable judged and publishes it.
    fn deliver(mut self, candidates: &Candidates, solved: Solved, reporter: &Reporter) -> anyhow::Result<Delivered> {
        let Solved { timetable, levels, quality_bounds, certificate, against_musts, cut_by_clock } = solved;
        let event = &self.loaded.event;
        let problem = Problem::new(event, candidates);
        reporter.stage("까닭을 찾는 중", "finding reasons");
        let mut unmet = explain::unmet(problem, &timetable, &levels);
        explain::losses(problem, &timetable, &certificate, &mut unmet);
        self.clock.stage("explain");
        reporter.stage("바꿀 수 있는 것을 찾는 중", "finding what would help");
        let stop = ending_before(&self.stop(), self.reserve.writing_s);
        let effort = whatif::Effort { n_threads: self.options().threads, stop: &stop };
        whatif::quick_fixes(problem, &timetable, &certificate, &mut unmet, effort);
        let cut_by_clock = cut_by_clock || stop.has_cut();
        let against = against_musts.map(|found| explain::against_musts(problem, &found, self.loaded.lang));
        let quality = Quality::of(problem, &timetable);
        self.clock.stage("fixes");
        let mut outcome = Outcome { levels, unmet, quality_bounds, certificate: Some(certificate) };
        let facts = RunFacts { cut_by_clock, ..self.facts() };
        let (lang, forced_lang) = (self.loaded.lang, self.args.talk.lang);
        let answer = Answer { problem, timetable: &timetable, quality: &quality, lang, forced_lang };
        reporter.stage("쓰는 중", "writing");
        self.output.write(&Formats::always(answer.report(&outcome, &facts), self.published()?)?)?;
        self.clock.stage("write");
        reporter.stage("다시 읽어 확인하는 중", "reading back and checking");
        let mut opinion = verify::judge(event, &self.output.temporary().join(MEETINGS))?;
        if opinion.is_clean() && !opinion.prices_hold() && without_rows(problem, &timetable, &mut outcome) {
            self.output.write(&Formats::always(answer.report(&outcome, &facts), self.published()?)?)?;
            opinion = verify::judge(event, &self.output.temporary().join(MEETINGS))?;
        }
        self.clock.stage("check");
        if !opinion.is_clean() {
            let text = rejected(&opinion.text(self.loaded.lang), self.options().seed, self.loaded.lang);
            return Ok(Delivered { exit: Exit::Violations, text, missing: Vec::new() });
        }
        // Only what the second opinion added up itself is called certified.
        outcome.levels.iter_mut().zip(opinion.certified()).for_each(|(level, certified)| level.certified = certified);
        let facts = RunFacts { seconds: self.clock.stages.clone(), ..facts.clone() };
        let report = answer.report(&outcome, &facts);
        self.output.write(&json::render(&report)?)?;
        let Asked { files, failed } = self.rendered(report.clone())?;
        self.output.write(&files)?;
        self.carry_capacity()?;
        let audit = self.audit.as_ref().map(|audit| audit.make(&report, &self.output)).transpose()?;
        let kept = self.output.publish()?;
        self.audit.as_ref().zip(audit).map_or(Ok(()), |(audit, files)| audit.put(&files))?;
        let stopped = self.interrupt.pressed();
        let text = match (self.args.talk.json, self.args.talk.quiet) {
            (true, _) => {
                let answer =
                    Scheduled { against_musts: against, ..Scheduled::of(&report, &self.target, kept.as_deref(), stopped) };
                serde_json::to_string_pretty(&answer)?
            }
            (false, true) => String::new(),
            (false, false) => {
                let why = against.map(|lines| against_text(&lines, self.loaded.lang) + "\n\n").unwrap_or_default();
                format!("{}\n\n{why}{}", text::summary(&report), written_text(&self.target, kept.as_deref(), self.loaded.lang))
            }
        };
        Ok(Delivered { exit: Exit::Done, text, missing: failed })
    }

    fn facts(&self) -> RunFacts {
        RunFacts {
            seed: self.options().seed,
            solver: if self.solver == SolverChoice::Highs { "highs" } else { "microlp" }.into(),
            inputs: self.loaded.digests.clone(),
            ..RunFacts::default()
        }
    }

    /// A comparison of plans of this very input stays beside the new timetable.
    fn carry_capacity(&self) -> anyhow::Result<()> {
        let before = self.output.published_before(CAPACITY_JSON)?;
        if before.is_none_or(|json| compared::of_input(&json, &self.loaded.digests).is_none()) {
            return Ok(());
        }
        for name in [CAPACITY_CSV, CAPACITY_SVG, CAPACITY_JSON] {
            let file = self.output.published_before(name)?.map(|bytes| File { path: name.into(), bytes });
            self.output.write(file.as_slice())?;
        }
        Ok(())
    }

    fn published(&self) -> anyhow::Result<Option<Vec<u8>>> {
        self.output.published_before(PUBLISHED_FILE)
    }

    /// The files of [`Formats::asked`].
    fn rendered(&self, mut report: Report) -> anyhow::Result<Asked> {
        report.options.with_reasons = self.args.with_reasons;
        let capacity = if self.args.with_reasons { self.output.published_before(CAPACITY_JSON)? } else { None };
        report.options.capacity = capacity.and_then(|json| compared::of_input(&json, &self.loaded.digests));
        Ok(self.formats.asked(report, self.published()?))
    }

    /// There is no timetable.
    fn give_up(&self, unsolved: &Unsolved) -> anyhow::Result<Exit> {
        tell_unsolved(unsolved, &self.args.folder.dir, &self.args.talk, self.loaded.lang)
    }
}

/// The same, but for the last seconds before the time limit.
fn ending_before(stop: &Stop, last_s: f64) -> Stop {
    stop.left_s().map_or_else(|| stop.clone(), |left_s| stop.within((left_s - last_s).max(0.0)))
}

/// Says why there is no timetable.
pub(super) fn tell_unsolved(unsolved: &Unsolved, dir: &Path, talk: &TalkArgs, lang: Lang) -> anyhow::Result<Exit> {
    let exit = unsolved_exit(unsolved);
    if talk.json {
        let conflicts = match unsolved {
            Unsolved::Contradiction(conflicts) => conflicts.as_slice(),
            Unsolved::Stopped => &[],
        };
        let facts = |c: &Conflict| ConflictFacts { rule: c.rule.code().into(), detail: lang.pick(&c.ko, &c.en).into() };
        print_json(&Unsolvable { exit: exit.code(), conflicts: conflicts.iter().map(facts).collect() })?;
    }
    say(&unsolved_text(unsolved, dir, lang));
    Ok(exit)
}

/// Koppex is wrong: its own checker says so.
pub(super) fn rejected(opinion: &str, seed: u64, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!(
            "koppex의 오류: 만든 시간표를 다시 읽어 확인하니 규칙에 어긋납니다. 아무것도 쓰지 않았습니다.\n{opinion}\n\
             해결: 이 내용과 입력 폴더(koppex anonymize로 익명화)를 개발자에게 보내 주세요. seed {seed}."
        ),
        Lang::En => format!(
            "a bug in koppex: read back and checked, its timetable breaks a rule. Nothing was written.\n{opinion}\n\
             help: report it with this text and the input folder (made anonymous by `koppex anonymize`). seed {seed}."
        ),
    }
}

/// What is reported, apart from how good it is and how it came about.
pub(super) struct Answer<'a> {
    pub problem: Problem<'a>,
    pub timetable: &'a Timetable,
    pub quality: &'a Quality,
    pub lang: Lang,
    pub forced_lang: Option<Lang>,
}

impl<'a> Answer<'a> {
    pub fn report<'r>(&self, outcome: &'r Outcome, run: &'r RunFacts) -> Report<'r>
    where
        'a: 'r,
    {
        Report {
            dearest: Dearest::of(self.problem, outcome),
            since: run.plan.clone(),
            lang: self.lang,
            forced_lang: self.forced_lang,
            ..Report::new(self.problem, self.timetable, self.quality, outcome, run)
        }
    }
}

/// Takes the rows out of the certificate, which the second opinion could not confirm within its steps; what is left proves less. False if
/// there are none.
fn without_rows(problem: Problem, timetable: &Timetable, outcome: &mut Outcome) -> bool {
    let Some(certificate) = outcome.certificate.as_mut().filter(|certificate| !certificate.prices.rows.is_empty()) else {
        return false;
    };
    certificate.prices.rows.clear();
    certificate.bound = Valuation::of(problem, &certificate.prices).bound();
    explain::losses(problem, timetable, certificate, &mut outcome.unmet);
    true
}

fn unsolved_exit(unsolved: &Unsolved) -> Exit {
    match unsolved {
        Unsolved::Contradiction(_) => Exit::Contradiction,
        Unsolved::Stopped => Exit::Stopped,
    }
}

fn unsolved_text(unsolved: &Unsolved, dir: &Path, lang: Lang) -> String {
    let dir = dir.display();
    match (unsolved, lang) {
        (Unsolved::Stopped, Lang::Ko) => {
            "시간 제한이나 Ctrl-C 때문에 첫 시간표가 나오기 전에 멈췄습니다. 아무것도 쓰지 않았습니다.\n\
             해결: --time-limit을 늘려 다시 실행하세요."
                .into()
        }
        (Unsolved::Stopped, Lang::En) => "stopped by the time limit or Ctrl-C before the first timetable. Nothing was written.\n\
             help: run again with a longer --time-limit"
            .into(),
        (Unsolved::Contradiction(conflicts), Lang::Ko) => format!(
            "지켜야 하는 규칙이 서로 모순되어 시간표가 없습니다. 아무것도 쓰지 않았습니다.\n{}\n\
             해결: 위의 줄 가운데 하나를 {dir}에서 바꾸고 다시 실행하세요.",
            conflict_list(conflicts, lang)
        ),
        (Unsolved::Contradiction(conflicts), Lang::En) => format!(
            "the hard rules contradict each other, so there is no timetable. Nothing was written.\n{}\n\
             help: change one of these in {dir} and run again",
            conflict_list(conflicts, lang)
        ),
    }
}

fn conflict_list(conflicts: &[Conflict], lang: Lang) -> String {
    conflicts.iter().map(|c| format!("  {}: {}", c.rule, lang.pick(&c.ko, &c.en))).collect::<Vec<_>>().join("\n")
}

/// What keeps the must wishes from being held together.
fn against_text(lines: &[String], lang: Lang) -> String {
    let head = lang.pick(
        "필수 희망을 모두 이룰 수는 없습니다(증명됨). 서로 모순되는 것:",
        "Not all must wishes can be held (proved). These contradict each other:",
    );
    format!("{head}\n  {}", lines.join("\n  "))
}

/// Said where a new timetable is made afresh although changes of the published one are known.
fn changes_left_out(target: &Path, lang: Lang) -> String {
    let file = target.join(event::CHANGES);
    let file = file.display();
    match lang {
        Lang::Ko => format!("{file}의 변경은 schedule이 쓰지 않습니다. 변경을 살리려면 koppex replan을 쓰세요."),
        Lang::En => format!("schedule leaves the changes of {file} out; `koppex replan` keeps them"),
    }
}

/// Said at the first Ctrl-C.
pub(super) fn notice(lang: Lang) -> &'static str {
    lang.pick(
        "지금까지의 가장 좋은 시간표로 마무리합니다. 한 번 더 누르면 바로 끝냅니다.",
        "Finishing with the best timetable so far. Press again to end at once.",
    )
}

pub(super) fn written_text(target: &Path, kept: Option<&Path>, lang: Lang) -> String {
    let shown = target.display();
    let kept = kept.map(|folder| folder.file_name().unwrap_or_default().to_string_lossy());
    match (lang, kept) {
        (Lang::Ko, None) => format!("시간표를 {shown}에 썼습니다."),
        (Lang::Ko, Some(kept)) => format!("시간표를 {shown}에 썼습니다. 이전 것은 {kept}로 남겼습니다."),
        (Lang::En, None) => format!("The timetable is in {shown}."),
        (Lang::En, Some(kept)) => format!("The timetable is in {shown}; the one before is kept as {kept}."),
    }
}

/// Seconds of each stage since the program began.
pub(super) struct Clock {
    began: Instant,
    last: Instant,
    pub stages: Vec<(&'static str, f64)>,
}

impl Clock {
    pub fn start() -> Self {
        let now = Instant::now();
        Self { began: now, last: now, stages: Vec::new() }
    }

    /// The stage that ends now.
    pub fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, (now - self.last).as_secs_f64()));
        self.last = now;
    }

    pub fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }
}

//! `koppex baseline DIR`: what the greedy practice makes of the event, judged by the checker, beside the optimum.

mod answer;
mod text;

pub(super) use answer::BaselineAnswer;

use super::args::BaselineArgs;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Reporter;
use super::rendered::Formats;
use super::schedule::{Answer, Clock, MEETINGS, notice, rejected, tell_unsolved};
use super::terminal::{print, print_json};
use super::violation::violation_text;
use crate::baseline::{Greedy, greedy};
use crate::candidates::Candidates;
use crate::check::{Checker, Verdict, WrittenMeeting};
use crate::cli::folder;
use crate::explain;
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::quality::Quality;
use crate::report::ids::Ids;
use crate::report::summary::LevelFacts;
use crate::report::{PUBLISHED_FILE, RunFacts, certificate_files};
use crate::rule::RuleId;
use crate::select::lp;
use crate::solve::{Run, Solved, solve};
use crate::stop::Stop;
use crate::tally::Tally;
use crate::timetable::Timetable;
use answer::{BrokenRule, Figures};
use std::path::{Path, PathBuf};

/// What the practice may break: fixed meetings that did not find their place, and even gaps, of which it knows nothing.
const MAY_BREAK: [RuleId; 2] = [RuleId::Pins, RuleId::EvenGaps];

pub fn run(args: &BaselineArgs) -> anyhow::Result<Exit> {
    let clock = Clock::start();
    let solver = lp::available(args.solve.search.solver.solver).map_err(anyhow::Error::msg)?;
    let published = folder::output_of(&args.folder.dir);
    let Some(loaded) = event::load_for(&args.folder.dir, &published, &args.talk)? else { return Ok(Exit::InputErrors) };
    let output = args.out.as_ref().map(|out| Output::open(out, &args.folder.dir, false)).transpose()?;
    let interrupt = Interrupt::install(notice(loaded.lang).into())?;
    if let Some(output) = &output {
        interrupt.watch(output);
    }
    let stop = args.solve.search.stop(&loaded.event.solve, clock.seconds(), &interrupt);
    let options = args.solve.search.options(&loaded.event.solve, solver, args.solve.levels);
    let candidates = Candidates::new(&loaded.event);
    let problem = Problem::new(&loaded.event, &candidates);
    let by_hand = greedy(problem);
    let mut reporter = Reporter::new(args.talk.quiet, loaded.lang);
    let solved = solve(problem, Run { options, stop: &stop, progress: Some(&mut |p| reporter.update(p)) });
    reporter.clear();
    match solved {
        Ok(solved) => Comparison { args, loaded: &loaded, problem, by_hand, solved, stop: &stop }.tell(output),
        Err(unsolved) => tell_unsolved(&unsolved, &args.folder.dir, &args.talk, loaded.lang),
    }
}

/// Both timetables, before they are judged.
struct Comparison<'a> {
    args: &'a BaselineArgs,
    loaded: &'a Loaded,
    problem: Problem<'a>,
    by_hand: Greedy,
    solved: Solved,
    stop: &'a Stop,
}

impl Comparison<'_> {
    fn tell(self, output: Option<Output>) -> anyhow::Result<Exit> {
        let checker = Checker::new(self.problem.event);
        let [greedy, optimum] = [&self.by_hand.timetable, &self.solved.timetable].map(|timetable| verdict(&checker, timetable));
        let is_bug = |verdict: &Verdict, may: &[RuleId]| verdict.violations.iter().any(|v| !may.contains(&v.rule));
        if is_bug(&greedy, &MAY_BREAK) || is_bug(&optimum, &[]) {
            return self.reject(&[&greedy, &optimum]);
        }
        let levels = self.levels(&checker)?;
        let kept = output.map(|output| self.keep(output)).transpose()?;
        let answer = self.answer((&greedy, &optimum), levels, kept.flatten());
        if self.args.talk.json {
            print_json(&answer)?;
        } else if !self.args.talk.quiet {
            print(&text::of(&answer, self.loaded.lang))?;
        }
        Ok(Exit::Done)
    }

    /// Koppex is wrong: one of the two breaks a rule that it was made to keep.
    fn reject(&self, verdicts: &[&Verdict]) -> anyhow::Result<Exit> {
        let lang = self.loaded.lang;
        let violations = verdicts.iter().flat_map(|verdict| &verdict.violations);
        let lines: Vec<String> = violations.map(|violation| violation_text(violation, lang)).collect();
        print(&rejected(&lines.join("\n"), self.seed(), lang))?;
        Ok(Exit::Violations)
    }

    fn seed(&self) -> u64 {
        self.args.solve.search.solver.seed.unwrap_or(self.loaded.event.solve.seed)
    }

    /// The levels of the best timetable; certified where the second opinion adds the prices up to the bound.
    fn levels(&self, checker: &Checker) -> anyhow::Result<Vec<LevelFacts>> {
        let (csv, json) = certificate_files(self.problem, &self.solved.certificate)?;
        let printed: Vec<(i64, i64)> = self.solved.levels.iter().take(3).map(|l| (l.value, l.bound)).collect();
        let mut levels = self.solved.levels.clone();
        let certified = checker.certify(&csv, &json, &printed).certified;
        levels.iter_mut().zip(certified).for_each(|(level, certified)| level.certified = certified);
        Ok(levels.iter().map(LevelFacts::from).collect())
    }

    fn answer(&self, (greedy, optimum): (&Verdict, &Verdict), levels: Vec<LevelFacts>, kept: Option<PathBuf>) -> BaselineAnswer {
        let event = self.problem.event;
        let side = |verdict: &Verdict, timetable: &Timetable| {
            Figures::of(verdict, &Tally::of(self.problem, timetable), &Quality::of(self.problem, timetable))
        };
        let by_hand = side(greedy, &self.by_hand.timetable);
        let best = side(optimum, &self.solved.timetable);
        let differs = |level: &&LevelFacts| {
            let ix = level.name as usize;
            by_hand.levels()[ix] != best.levels()[ix]
        };
        let value = levels.iter().position(|level| level.name == crate::outcome::Level::Value);
        let is_certain = |ix: &usize| BaselineAnswer::is_proved_before(&levels, *ix);
        let ids = Ids::of(event);
        let pair = |id| self.problem.candidates.pair(id).parties().map(|party| ids.in_column(party));
        BaselineAnswer {
            value_gained: best.value - by_hand.value,
            value_gained_at_most: value.filter(is_certain).map(|ix| levels[ix].bound - by_hand.value),
            better_at: levels.iter().find(differs).map(|level| level.name.name().to_string()),
            fixed_not_held: self.by_hand.unplaced.iter().map(|id| pair(*id)).collect(),
            broken_rules: broken(greedy),
            wishes: (&Tally::of_all(self.problem)).into(),
            greedy: by_hand,
            optimum: best,
            levels,
            out: self.args.out.as_deref().map(shown),
            kept: kept.as_deref().map(shown),
            cut_by_clock: self.stop.has_cut(),
        }
    }

    /// Writes the greedy timetable as a run of its own. Gives where the folder that was there before is kept.
    fn keep(&self, output: Output) -> anyhow::Result<Option<PathBuf>> {
        let timetable = &self.by_hand.timetable;
        let unmet = explain::unmet(self.problem, timetable, &[]);
        let outcome = Outcome { unmet, ..Outcome::default() };
        let facts = RunFacts { seed: self.seed(), inputs: self.loaded.digests.clone(), ..RunFacts::default() };
        let quality = Quality::of(self.problem, timetable);
        let (lang, forced_lang) = (self.loaded.lang, self.args.talk.lang);
        let answer = Answer { problem: self.problem, timetable, quality: &quality, lang, forced_lang };
        output.write(&Formats::always(answer.report(&outcome, &facts), output.published_before(PUBLISHED_FILE)?)?)?;
        super::verify::judge(self.problem.event, &output.temporary().join(MEETINGS))?;
        output.publish()
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn verdict(checker: &Checker, timetable: &Timetable) -> Verdict {
    let held: Vec<WrittenMeeting> = timetable.meetings().iter().map(WrittenMeeting::from).collect();
    checker.check(&held)
}

fn broken(verdict: &Verdict) -> Vec<BrokenRule> {
    let times = |rule: RuleId| verdict.violations.iter().filter(|v| v.rule == rule).count();
    let broken = verdict.broken_rules().into_iter();
    broken.map(|rule| BrokenRule { rule: rule.code(), name: rule.card().name, times: times(rule) }).collect()
}

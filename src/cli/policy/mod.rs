//! `koppex policy DIR`: what each bonus, minimum, limit and rule costs and brings, and what each seminar costs and at which hour it would cost least.

mod answer;
mod table;
mod text;

pub(super) use answer::PolicyAnswer;

use super::args::{PolicyArgs, SearchArgs};
use super::capacity::notice;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::explain::proof::Proofs;
use super::interrupt::Interrupt;
use super::progress::Reporter;
use super::schedule::{Clock, rejected, tell_unsolved};
use super::terminal::{print, print_json};
use super::{folder, in_place};
use crate::candidates::Candidates;
use crate::check::Checker;
use crate::outcome::Status;
use crate::problem::Problem;
use crate::report::File;
use crate::select::lp;
use crate::stop::Stop;
use crate::whatif::policy::{Asker, Opinion, Policy};
use crate::whatif::{Best, How};
use answer::{Figures, ItemAnswer, SessionAnswer};
use std::path::Path;

/// The file that is written.
const POLICY: &str = "policy.csv";

pub fn run(args: &PolicyArgs) -> anyhow::Result<Exit> {
    let clock = Clock::start();
    let solver = lp::available(args.solver.solver).map_err(anyhow::Error::msg)?;
    let out = args.csv.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let Some(loaded) = event::load_for(&args.folder.dir, &out, &args.talk)? else { return Ok(Exit::InputErrors) };
    let _lock = in_place::lock(&out)?;
    let interrupt = Interrupt::install(notice(loaded.lang).into())?;
    let search = SearchArgs { time_limit: Some(args.time_limit.unwrap_or(0.0)), solver: args.solver.clone() };
    let stop = search.stop(&loaded.event.solve, clock.seconds(), &interrupt);
    let options = search.options(&loaded.event.solve, solver, 3);
    let candidates = Candidates::new(&loaded.event);
    let problem = Problem::new(&loaded.event, &candidates);
    let each_s = Some(f64::from(loaded.event.solve.time_limit_s)).filter(|seconds| *seconds > 0.0);
    let asker = Asker { problem, how: How { options, stop: &stop }, each_s, judge: &judge };
    let reporter = Reporter::new(args.talk.quiet, loaded.lang);
    let tell = |n: usize, of: usize| reporter.stage(&format!("{of}개 가운데 {n}개를 풀었음"), &format!("{n} of {of} solved"));
    let priced = asker.policy(&tell);
    reporter.clear();
    let policy = match priced {
        Ok(policy) => policy,
        Err(unsolved) => return tell_unsolved(&unsolved, &args.folder.dir, &args.talk, loaded.lang),
    };
    if !policy.is_clean() {
        print(&rejected("koppex policy", options.seed, loaded.lang))?;
        return Ok(Exit::Violations);
    }
    let answer = answer(&loaded, (problem, &policy), &out.join(POLICY), &stop);
    let bytes = table::of(&answer).to_bytes(POLICY, args.csv.encoding)?;
    in_place::write_locked(&out, &[File { path: POLICY.into(), bytes }])?;
    if args.talk.json {
        print_json(&answer)?;
    } else if !args.talk.quiet {
        print(&text::of(&answer, loaded.lang))?;
    }
    Ok(Exit::Done)
}

/// The second opinion: every rule, the values, and the prices as they would be written and read back.
fn judge(problem: Problem, best: &Best) -> Opinion {
    let checker = Checker::new(problem.event);
    let proofs = Proofs { checker: &checker };
    let is_clean = proofs.judge(problem, best, None).is_ok();
    let is_certified = best.is_proved() && proofs.certifies(problem, best, None).unwrap_or(false);
    Opinion { is_clean, is_certified }
}

fn answer(loaded: &Loaded, (problem, policy): (Problem, &Policy), file: &Path, stop: &Stop) -> PolicyAnswer {
    let (event, base, lang) = (problem.event, &policy.base, loaded.lang);
    PolicyAnswer {
        best: Figures::of(&policy.measured(problem), false),
        status: if base.best.is_proved() { Status::ProvedOptimal } else { Status::WithinGap },
        certified: base.opinion.is_certified,
        items: policy.items.iter().map(|row| ItemAnswer::of(row, event, base, lang)).collect(),
        sessions: policy.seminars.iter().map(|row| SessionAnswer::of(row, event, base)).collect(),
        file: file.display().to_string(),
        cut_by_clock: stop.has_cut(),
    }
}

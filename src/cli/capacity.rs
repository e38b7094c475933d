//! `koppex capacity DIR`: what more or fewer places, hours and minutes would bring, as capacity.csv, capacity.json and a chart.

use super::capacity_args::CapacityArgs;
use super::compared;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::folder;
use super::in_place;
use super::interrupt::Interrupt;
use super::progress::Reporter;
use super::schedule::Clock;
use super::terminal::{print, print_json, say};
use crate::check::{Checker, WrittenMeeting};
use crate::event::Lang;
use crate::load;
use crate::outcome::Certificate;
use crate::problem::Problem;
use crate::report::capacity::{
    CAPACITY_CSV, CAPACITY_JSON, CAPACITY_SVG, CapacityFacts, CapacityFile, CapacityRun, svg, table, text,
};
use crate::report::{File, certificate_files};
use crate::select::lp;
use crate::whatif::Best;
use crate::whatif::capacity::{Failed, Work, compare};
use std::path::{Path, PathBuf};

pub fn run(args: &CapacityArgs) -> anyhow::Result<Exit> {
    let clock = Clock::start();
    let solver = lp::available(args.search.solver.solver).map_err(anyhow::Error::msg)?;
    let out = args.csv.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let _lock = in_place::lock(&out)?;
    let Some(loaded) = event::load_for(&args.folder.dir, &out, &args.talk)? else { return Ok(Exit::InputErrors) };
    loaded.mention_warnings(&args.folder.dir, &args.talk);
    let interrupt = Interrupt::install(notice(loaded.lang).into())?;
    let stop = args.search.stop(&loaded.event.solve, clock.seconds(), &interrupt);
    let options = args.search.options(&loaded.event.solve, solver, 3);
    let reporter = Reporter::new(args.talk.quiet, loaded.lang);
    let work = Work {
        event: &loaded.event,
        options,
        stop: &stop,
        add_up: &added_up,
        is_clean: &is_clean,
        progress: &|n, of| reporter.stage(&format!("안 {of}개 가운데 {n}개째 비교"), &format!("{n} of {of} plans compared")),
    };
    let compared = compare(&work);
    reporter.clear();
    let capacity = match compared {
        Ok(capacity) => capacity,
        Err(Failed::Stopped) => return Ok(stopped(loaded.lang)),
        Err(Failed::Refused) => return Ok(refused(loaded.lang)),
    };
    let run = CapacityRun { seed: options.seed, inputs: &loaded.digests, lang: loaded.lang };
    let mut facts = CapacityFacts::of(&loaded.event, &capacity, &run);
    let files = files(&mut facts, args, &loaded)?;
    let kept = compared::keep_edited(&out)?;
    in_place::write_locked(&out, &files)?;
    if args.talk.json {
        print_json(&facts)?;
    } else if !args.talk.quiet {
        print(&format!("{}\n\n{}", text(&facts, loaded.lang), written(&out, &kept, loaded.lang)))?;
    }
    Ok(Exit::Done)
}

/// Table, chart, and all of it for programs.
fn files(facts: &mut CapacityFacts, args: &CapacityArgs, loaded: &Loaded) -> anyhow::Result<Vec<File>> {
    let csv = table(facts).to_bytes(CAPACITY_CSV, args.csv.encoding)?;
    let svg = svg(facts, loaded.lang).into_bytes();
    let mut files = [(CAPACITY_CSV, csv), (CAPACITY_SVG, svg)].map(|(path, bytes)| File { path: path.into(), bytes }).to_vec();
    facts.files = files.iter().map(|f| CapacityFile { file: f.path.clone(), sha256: load::sha256(&f.bytes) }).collect();
    let mut json = serde_json::to_vec_pretty(facts)?;
    json.push(b'\n');
    files.push(File { path: CAPACITY_JSON.into(), bytes: json });
    Ok(files)
}

/// The greatest value that a price list proves, by the second opinion, of an event in which only the value counts.
fn added_up(problem: Problem, certificate: &Certificate) -> Option<i64> {
    let (csv, json) = certificate_files(problem, certificate).ok()?;
    let (bound, scale) = Checker::new(problem.event).price_bound_of(&csv, &json)?;
    i64::try_from(bound.value.div_euclid(scale)).ok().filter(|_| (bound.must, bound.shortfall) == (0, 0))
}

/// Whether a timetable keeps every rule and is worth what is said, by the second opinion.
fn is_clean(problem: Problem, best: &Best) -> bool {
    let held: Vec<WrittenMeeting> = best.timetable.meetings().iter().map(WrittenMeeting::from).collect();
    let verdict = Checker::new(problem.event).check(&held);
    let worth = best.worth;
    let values = [problem.candidates.n_musts() - worth.must, -worth.shortfall, worth.value];
    verdict.is_clean() && verdict.score.levels()[..3] == values
}

/// Said at the first Ctrl-C by what compares events.
pub(super) fn notice(lang: Lang) -> &'static str {
    lang.pick(
        "지금까지 비교한 것으로 마무리합니다. 한 번 더 누르면 바로 끝냅니다.",
        "Finishing with what was compared so far. Press again to end at once.",
    )
}

fn stopped(lang: Lang) -> Exit {
    say(lang.pick(
        "시간 제한이나 Ctrl-C 때문에 지금 그대로의 행사도 계산하지 못하고 멈췄습니다. 아무것도 쓰지 않았습니다.\n해결: --time-limit을 늘려 다시 실행하세요.",
        "stopped by the time limit or Ctrl-C before the event as it is was looked at. Nothing was written.\nhelp: run again with a longer --time-limit",
    ));
    Exit::Stopped
}

fn refused(lang: Lang) -> Exit {
    say(lang.pick(
        "koppex의 오류: 만든 시간표를 따로 확인하니 규칙에 어긋납니다. 아무것도 쓰지 않았습니다.\n해결: 입력 폴더(koppex anonymize로 익명화)를 개발자에게 보내 주세요.",
        "a bug in koppex: a timetable that it made does not stand up to its own checker. Nothing was written.\nhelp: report it with the input folder (made anonymous by `koppex anonymize`)",
    ));
    Exit::Violations
}

fn written(out: &Path, kept: &[PathBuf], lang: Lang) -> String {
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kept: Vec<String> = kept.iter().map(name).collect();
    let aside = match (kept.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Ko) => format!(" 고쳐져 있던 것은 {}(으)로 남겼습니다.", kept.join(", ")),
        (false, Lang::En) => format!(" What had been edited is kept as {}.", kept.join(", ")),
    };
    let shown = out.display();
    match lang {
        Lang::Ko => format!("{shown}에 capacity.csv, capacity.svg, capacity.json을 썼습니다.{aside}"),
        Lang::En => format!("capacity.csv, capacity.svg and capacity.json are in {shown}.{aside}"),
    }
}

//! `koppex runs DIR`: the runs that are kept beside the output folder, and `--restore N`, which makes one of them current again.

use super::answers::{KeptRunFacts, Runs};
use super::args::RunsArgs;
use super::event;
use super::exit::Exit;
use super::folder;
use super::kept_runs::{KeptRun, kept};
use super::restore::restore;
use super::terminal::{print, print_json};
use crate::event::Lang;
use crate::report::draw::{grouped, table};
use crate::report::words::change_word;
use anyhow::bail;

pub fn run(args: &RunsArgs) -> anyhow::Result<Exit> {
    let out = args.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let lang = args.talk.lang.unwrap_or_else(|| event::language(&args.folder.dir));
    if let Some(number) = args.restore {
        return restore(args, &out, number, lang);
    }
    let runs = kept(&out)?;
    if runs.is_empty() {
        bail!("there is no run in {}\nhelp: `koppex schedule {}` makes one", out.display(), args.folder.dir.display());
    }
    if args.talk.json {
        print_json(&answer(&runs))?;
    } else {
        print(&as_text(&runs, lang))?;
    }
    Ok(Exit::Done)
}

fn level(run: &KeptRun, name: &str) -> Option<i64> {
    let levels = run.summary["levels"].as_array()?;
    levels.iter().find(|level| level["name"] == name)?["value"].as_i64()
}

/// What a run changes of the one before it; empty for a timetable that was made afresh.
fn changed(run: &KeptRun, lang: Lang) -> String {
    let plan = &run.summary["replan"];
    let count = |change: &&str| plan[*change].as_u64().filter(|n| *n > 0).map(|n| format!("{} {n}", change_word(change, lang)));
    let counts: Vec<String> = ["cancelled", "dropped", "moved", "placed_anew", "new"].iter().filter_map(count).collect();
    match plan["from"].as_str() {
        Some(from) => format!("{from}: {}", if counts.is_empty() { "-".into() } else { counts.join(", ") }),
        None => String::new(),
    }
}

fn answer(runs: &[KeptRun]) -> Runs {
    let run = |run: &KeptRun| KeptRunFacts {
        number: run.number,
        folder: run.folder.display().to_string(),
        when: run.when.map(|at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        meetings: run.summary["meetings"]["total"].clone(),
        levels: run.summary["levels"].clone(),
        replan: run.summary.get("replan").cloned(),
    };
    Runs { runs: runs.iter().map(run).collect() }
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
            number(level(run, "value")),
            number(level(run, "quality")),
            changed(run, lang),
        ]
    });
    table(&header, 6, rows.collect())
}

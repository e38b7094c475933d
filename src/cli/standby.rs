//! `koppex standby DIR`: who could step in for an SME that does not come, as standby.csv; with `--no-show`, what that saves.

use super::answers::{NoShowFacts, Standbys};
use super::args::StandbyArgs;
use super::event;
use super::exit::Exit;
use super::folder;
use super::in_place;
use super::schedule::MEETINGS;
use super::terminal::{print, print_json};
use super::written::{self, Written};
use crate::event::Lang;
use crate::report::File;
use crate::report::draw::grouped;
use crate::report::standby::table;
use crate::standby::{NoShow, Standby};

/// The file that is written.
const STANDBY: &str = "standby.csv";

pub fn run(args: &StandbyArgs) -> anyhow::Result<Exit> {
    let out = args.csv.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let _lock = in_place::lock(&out)?;
    let Some(loaded) = event::load_for(&args.folder.dir, &out, &args.talk)? else { return Ok(Exit::InputErrors) };
    let file = out.join(MEETINGS);
    let Some(Written { timetable, .. }) = written::read(&loaded, &file, &args.folder.dir, &args.talk)? else {
        return Ok(Exit::InputErrors);
    };
    let standby = Standby::new(&loaded.event, &timetable);
    let lists = standby.lists();
    let bytes = table(&loaded.event, &timetable, &lists).to_bytes(STANDBY, args.csv.encoding)?;
    in_place::write_locked(&out, &[File { path: STANDBY.into(), bytes }])?;
    let seed = args.seed.unwrap_or(loaded.event.solve.seed);
    let no_show = args.no_show.map(|share| standby.no_show(&lists, share, seed));
    let covered = Covered { n: lists.iter().filter(|list| !list.is_empty()).count(), of: timetable.len() };
    let shown = out.join(STANDBY).display().to_string();
    if args.talk.json {
        let no_show = no_show.map(|found| facts(&found, args.no_show.unwrap_or(0), seed));
        print_json(&Standbys { file: shown, meetings: covered.of, with_standby: covered.n, no_show })?;
    } else if !args.talk.quiet {
        let lang = loaded.lang;
        let told = no_show.map(|found| format!("\n{}", as_text(&found, lang))).unwrap_or_default();
        print(&format!("{}{told}", covered.text(&shown, lang)))?;
    }
    Ok(Exit::Done)
}

/// How many meetings somebody could step in for.
struct Covered {
    n: usize,
    of: usize,
}

impl Covered {
    fn text(&self, file: &str, lang: Lang) -> String {
        let [n, of] = [self.n, self.of].map(|n| grouped(n as i64));
        match lang {
            Lang::Ko => format!("상담 {of}건 가운데 {n}건에 대기 기업이 있습니다. {file}에 썼습니다."),
            Lang::En => format!("for {n} of {of} meetings an SME could step in; written to {file}"),
        }
    }
}

/// Hundredths with one decimal, rounded.
fn mean(hundredths: usize) -> String {
    let tenths = (hundredths + 5) / 10;
    format!("{}.{}", grouped((tenths / 10) as i64), tenths % 10)
}

fn as_text(found: &NoShow, lang: Lang) -> String {
    let NoShow { draws, planned, .. } = *found;
    let [kept, saved, none, left] = [found.kept, found.saved, found.with_none, found.with_none_left].map(mean);
    let planned = grouped(planned as i64);
    match lang {
        Lang::Ko => format!(
            "불참을 {draws}번 뽑은 평균: 상담 {planned}건 가운데 {kept}건이 열리고, 대기 기업으로 {saved}건을 더 살립니다. 상담이 하나도 없는 기업은 {none}곳에서 {left}곳이 됩니다."
        ),
        Lang::En => format!(
            "mean of {draws} draws: {kept} of {planned} meetings are held, and a standby saves {saved} more; SMEs left with none: {none}, with standbys {left}"
        ),
    }
}

fn facts(found: &NoShow, share: u32, seed: u64) -> NoShowFacts {
    let mean = |hundredths: usize| hundredths as f64 / 100.0;
    NoShowFacts {
        share: f64::from(share) / 10_000.0,
        seed,
        draws: found.draws,
        planned: found.planned,
        kept: mean(found.kept),
        saved: mean(found.saved),
        smes_with_none: mean(found.with_none),
        smes_with_none_with_standby: mean(found.with_none_left),
    }
}

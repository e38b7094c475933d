//! `koppex diff DIR A B`: what the timetable of one output folder changes of that of another, meeting by meeting.

use super::answers::{Compared, ComparedMeeting, ComparedTime};
use super::args::DiffArgs;
use super::event;
use super::exit::Exit;
use super::replan::gone;
use super::schedule::MEETINGS;
use super::terminal::{print, print_json};
use super::written::tell_unread;
use crate::check::Checker;
use crate::check::changes::{ChangeJudge, JudgedChange};
use crate::event::{Lang, clock};
use crate::published::PublishedMeeting;
use crate::report::draw::table;
use crate::report::words::change_word;
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// Changes in the order in which they are shown; what is kept is only counted.
const SHOWN: [&str; 5] = ["cancelled", "dropped", "moved", "placed_anew", "new"];

pub fn run(args: &DiffArgs) -> anyhow::Result<Exit> {
    let after = folder_of(&args.after);
    let Some(loaded) = event::load_for(&args.folder.dir, after, &args.talk)? else { return Ok(Exit::InputErrors) };
    let checker = Checker::new(&loaded.event);
    let mut sides = Vec::new();
    for folder in [&args.before, &args.after] {
        let file = if folder.is_dir() { folder.join(MEETINGS) } else { folder.clone() };
        if !file.is_file() {
            bail!("there is no {}\nhelp: name two output folders, such as those that `koppex runs` lists", file.display());
        }
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        match checker.read_published(&bytes, &gone(folder_of(folder))?) {
            Ok(meetings) => sides.push(meetings),
            Err(unread) => {
                tell_unread(&unread, &file, &args.talk, loaded.lang)?;
                return Ok(Exit::InputErrors);
            }
        }
    }
    let changes = ChangeJudge::new(&checker, &sides[0], None).compare(&sides[1]);
    if args.talk.json {
        print_json(&answer(&changes))?;
    } else {
        print(&as_text(&changes, loaded.lang))?;
    }
    Ok(Exit::Done)
}

/// The folder itself, or that of a file in it.
fn folder_of(path: &Path) -> &Path {
    if path.is_file() { path.parent().unwrap_or(path) } else { path }
}

/// In the order in which they are shown, each kind in order of time.
fn in_order(changes: &[JudgedChange]) -> Vec<&JudgedChange> {
    let rank = |change: &JudgedChange| SHOWN.iter().position(|shown| *shown == change.change);
    let mut shown: Vec<&JudgedChange> = changes.iter().filter(|c| rank(c).is_some()).collect();
    let time = |m: &Option<PublishedMeeting>| m.as_ref().map(PublishedMeeting::starts_at);
    shown.sort_by_key(|c| (rank(c), time(&c.old), time(&c.new)));
    shown
}

fn count(changes: &[JudgedChange], change: &str) -> usize {
    changes.iter().filter(|c| c.change == change).count()
}

fn answer(changes: &[JudgedChange]) -> Compared {
    let at = |meeting: &Option<PublishedMeeting>| {
        let time = |m: &PublishedMeeting| ComparedTime {
            date: m.date.to_string(),
            start: clock(m.start_min),
            place_id: m.place_id.clone(),
        };
        meeting.as_ref().map(time)
    };
    let compared = |c: &JudgedChange| {
        let who = c.old.as_ref().or(c.new.as_ref()).expect("a meeting was held before or after");
        ComparedMeeting {
            meeting_id: who.id.clone(),
            sme_id: who.sme_id.clone(),
            buyer_id: who.buyer_id.clone(),
            change: c.change.into(),
            old: at(&c.old),
            new: at(&c.new),
        }
    };
    let [cancelled, dropped, moved, placed_anew, new] = SHOWN.map(|change| count(changes, change));
    let kept = count(changes, "kept");
    let changes = in_order(changes).into_iter().map(compared).collect();
    Compared { cancelled, dropped, moved, placed_anew, new, kept, changes }
}

fn as_text(changes: &[JudgedChange], lang: Lang) -> String {
    let counts = SHOWN.iter().chain(&["kept"]).map(|change| (*change, count(changes, change)));
    let counts: Vec<String> = counts.map(|(change, n)| format!("{} {n}", change_word(change, lang))).collect();
    let counts = counts.join(", ");
    let shown = in_order(changes);
    if shown.is_empty() {
        return match lang {
            Lang::Ko => format!("달라진 상담이 없습니다. {counts}"),
            Lang::En => format!("No meeting differs. {counts}"),
        };
    }
    let at = |meeting: &Option<PublishedMeeting>| match meeting {
        Some(m) => format!("{} {} {}", m.date, clock(m.start_min), m.place_id),
        None => "-".to_string(),
    };
    let rows = shown.into_iter().map(|c| {
        let who = c.old.as_ref().or(c.new.as_ref()).expect("a meeting was held before or after");
        vec![change_word(c.change, lang).to_string(), who.sme_id.clone(), who.buyer_id.clone(), at(&c.old), at(&c.new)]
    });
    let header = match lang {
        Lang::Ko => ["변경", "기업", "수요기관/바이어", "전", "후"],
        Lang::En => ["change", "SME", "buyer", "before", "after"],
    };
    format!("{}\n\n{counts}", table(&header, header.len(), rows.collect()))
}

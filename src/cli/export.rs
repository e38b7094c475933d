//! `koppex export DIR`: the timetable of DIR/out, as it stands in meetings.csv, in other formats. The meetings.csv that was read is left as
//! it is; where a person has changed it, everything beside it that speaks of the timetable is written anew.

use super::answers::Exported;
use super::args::ExportArgs;
use super::claims::{Claims, Prices};
use super::compared;
use super::drafts;
use super::event::{self, BEFORE, Loaded};
use super::exit::Exit;
use super::folder;
use super::fonts;
use super::in_place;
use super::published::{Cancelled, remove_stale_notices};
use super::terminal::{counted, print, print_json, say};
use super::written::{self, Written};
use crate::candidates::Candidates;
use crate::check::read::Gone;
use crate::check::{Checker, Published, Verdict};
use crate::event::{Event, Lang, PartyId};
use crate::explain;
use crate::load;
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::quality::Quality;
use crate::replan::Differences;
use crate::report::capacity::{CAPACITY_JSON, CapacityFacts};
use crate::report::{self, FORMATS, File, Format, PUBLISHED_FILE, PlanFacts, RenderOptions, Report};
use crate::standby::Standby;
use crate::timetable::Timetable;
use anyhow::Context;
use serde_json::Value;
use std::fs;
use std::path::Path;

const MEETINGS: &str = "meetings.csv";
/// The summary of the run that made the timetable. An export of the same timetable does not change it.
const SUMMARY: &str = "summary.json";
const PRICES: &str = "prices.csv";

pub fn run(args: &ExportArgs) -> anyhow::Result<Exit> {
    let from = args.from.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let out = args.out.clone().unwrap_or_else(|| from.clone());
    let _lock = in_place::lock(&out)?;
    let Some(loaded) = event::load_for(&args.folder.dir, &from, &args.talk)? else { return Ok(Exit::InputErrors) };
    let Some(written) = written::read(&loaded, &from.join(MEETINGS), &args.folder.dir, &args.talk)? else {
        return Ok(Exit::InputErrors);
    };
    let Some(beside) = Beside::read(&from, loaded.lang)? else { return Ok(Exit::InputErrors) };
    let export = Export { args, loaded: &loaded, written: &written, beside: &beside, from: &from, out: &out };
    export.run()
}

/// The files beside a meetings.csv from which an export goes on.
struct Beside {
    summary: Option<(Vec<u8>, Value)>,
    prices: Option<Vec<u8>>,
    unmet: Option<Vec<u8>>,
    parties: Option<Vec<u8>>,
}

impl Beside {
    /// `None`, and it is said, if the summary cannot be read.
    fn read(from: &Path, lang: Lang) -> anyhow::Result<Option<Self>> {
        let summary = match read_if_there(&from.join(SUMMARY))? {
            None => None,
            Some(bytes) => match serde_json::from_slice(&bytes) {
                Ok(summary) => Some((bytes, summary)),
                Err(error) => {
                    say(&unread_summary(&from.join(SUMMARY), &error, lang));
                    return Ok(None);
                }
            },
        };
        let csv = |name: &str| read_if_there(&from.join(name));
        Ok(Some(Self { summary, prices: csv(PRICES)?, unmet: csv("unmet.csv")?, parties: csv("parties.csv")? }))
    }
}

fn unread_summary(file: &Path, error: &serde_json::Error, lang: Lang) -> String {
    let (file, line) = (file.display(), error.line());
    match lang {
        Lang::Ko => format!(
            "{file}:{line}: JSON 형식이 아니라 읽을 수 없습니다({error}). 아무것도 쓰지 않았습니다.\n해결: 처음 것으로 되돌리거나 지우세요"
        ),
        Lang::En => format!(
            "{file}:{line}: this is not JSON ({error}), so nothing was written\nhelp: put back the one that koppex wrote, or delete it"
        ),
    }
}

fn unread_before(file: &Path, lang: Lang) -> String {
    let file = file.display();
    match lang {
        Lang::Ko => format!("{file}을(를) 읽을 수 없어, 지난 시간표에서 바뀐 상담은 적지 않습니다."),
        Lang::En => format!("{file} cannot be read, so nothing is said about what has changed since the last timetable"),
    }
}

struct Export<'a> {
    args: &'a ExportArgs,
    loaded: &'a Loaded,
    written: &'a Written,
    beside: &'a Beside,
    from: &'a Path,
    out: &'a Path,
}

impl Export<'_> {
    fn run(&self) -> anyhow::Result<Exit> {
        let mut options = options(self.args, self.from, self.out)?;
        options.capacity = self.capacity()?;
        let published = options.published.clone();
        let (files, is_edited) = self.render(options)?;
        let cancelled = Cancelled::by(&files, published.as_deref());
        if cancelled.is_most() && !self.args.force {
            say(&too_many(&cancelled, self.loaded.lang));
            return Ok(Exit::Usage);
        }
        in_place::write_locked(self.out, &files)?;
        remove_stale_notices(self.out, &files)?;
        self.tell(&files, is_edited)?;
        Ok(Exit::Done)
    }

    /// The comparison of plans beside the timetable, if the page gives reasons and the input is still the one that was compared.
    fn capacity(&self) -> anyhow::Result<Option<CapacityFacts>> {
        let json = if self.args.with_reasons { read_if_there(&self.from.join(CAPACITY_JSON))? } else { None };
        Ok(json.and_then(|json| compared::of_input(&json, &self.loaded.digests)))
    }

    /// The files of all formats asked for, and whether the timetable is another than the one of the files beside it; nothing is written
    /// before all of them are made.
    fn render(&self, options: RenderOptions) -> anyhow::Result<(Vec<File>, bool)> {
        let (event, timetable) = (&self.loaded.event, &self.written.timetable);
        let candidates = Candidates::new(event);
        let problem = Problem::new(event, &candidates);
        let quality = Quality::of(problem, timetable);
        let checker = Checker::new(event);
        let verdict = checker.check_read(&self.written.back);
        let claims = self.beside.summary.as_ref().map(|(_, summary)| Claims::of(summary.clone(), self.loaded));
        let prices = Prices { checker: &checker, csv: self.beside.prices.as_deref() };
        let values = verdict.score.levels();
        let levels = claims.as_ref().map(|claims| claims.levels(values, &candidates, &prices)).unwrap_or_default();
        let mut unmet = explain::unmet(problem, timetable, &levels);
        if let Some(claims) = &claims {
            claims.losses(&verdict.score, &prices, &mut unmet);
            claims.fixes(&checker, self.beside.unmet.as_deref(), &mut unmet);
        }
        let outcome = Outcome { levels, unmet, quality_bounds: None, certificate: None };
        let facts = claims.as_ref().map(|claims| claims.facts(self.loaded)).unwrap_or_default();
        let report = Report {
            dearest: claims.as_ref().and_then(Claims::dearest),
            standby: standby_for(&self.args.format, event, timetable),
            since: self.since(&checker, problem)?,
            lang: self.loaded.lang,
            forced_lang: self.args.talk.lang,
            with_contacts: self.args.with_contacts,
            options,
            ..Report::new(problem, timetable, &quality, &outcome, &facts)
        };
        let is_edited = self.is_edited(&checker, &report)?;
        self.warn(&verdict);
        let mut files = Vec::new();
        for format in FORMATS.iter().filter(|format| self.wants(format.name, is_edited)) {
            files.extend(self.of_format(format, &report, (claims.as_ref(), is_edited))?);
        }
        report::each_once(&mut files);
        if asks_for(self.args, "eml") && self.args.with_contacts && !self.args.talk.quiet {
            drafts::tell_unaddressed(&report);
        }
        Ok((files, is_edited))
    }

    /// What the timetable changes of the one before it, which a new plan keeps beside it.
    fn since(&self, checker: &Checker, problem: Problem) -> anyhow::Result<Option<PlanFacts>> {
        let Some(before) = read_if_there(&self.from.join(BEFORE))? else { return Ok(None) };
        let Ok(published) = checker.read_published(&before, &Gone::anything()) else {
            let file = self.from.join(BEFORE);
            say(&unread_before(&file, self.loaded.lang));
            return Ok(None);
        };
        let differences = Differences::between(&published, problem, &self.written.timetable);
        Ok(Some(PlanFacts { published, differences, ..PlanFacts::default() }))
    }

    fn of_format(
        &self,
        format: &Format,
        report: &Report,
        (claims, is_edited): (Option<&Claims>, bool),
    ) -> anyhow::Result<Vec<File>> {
        let asked = asks_for(self.args, format.name);
        // What is written only because the timetable is another one is written whole and as usual.
        let as_usual = Report { options: RenderOptions { per: None, ..report.options.clone() }, ..report.clone() };
        let report = if asked { report } else { &as_usual };
        if format.name == "pdf" && !self.args.talk.quiet {
            fonts::tell_undrawn(report)?;
        }
        let mut files = (format.render)(report).with_context(|| format!("cannot make the {} files", format.name))?;
        if let (Some(claims), Some((bytes, _))) = (claims, &self.beside.summary) {
            for file in files.iter_mut().filter(|file| file.path == SUMMARY) {
                file.bytes = if is_edited { with_kept(&file.bytes, claims)? } else { bytes.clone() };
            }
        }
        if format.name == "csv" && report.options.per.is_none() && !self.in_place() {
            files.extend(self.beside.prices.as_ref().map(|bytes| File { path: PRICES.into(), bytes: bytes.clone() }));
        }
        files.retain(|file| file.path != MEETINGS || !self.in_place());
        Ok(files)
    }

    /// A format that is asked for, or, beside a timetable that is another one, that speaks of it.
    fn wants(&self, format: &str, is_edited: bool) -> bool {
        asks_for(self.args, format) || is_edited && self.in_place() && ["csv", "json"].contains(&format)
    }

    /// What is written goes beside the meetings.csv that was read.
    fn in_place(&self) -> bool {
        let plain = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        plain(self.from) == plain(self.out)
    }

    /// Whether the files beside the meetings.csv speak of another timetable.
    fn is_edited(&self, checker: &Checker, report: &Report) -> anyhow::Result<bool> {
        let published = Published {
            summary_json: self.beside.summary.as_ref().map(|(bytes, _)| bytes.as_slice()),
            unmet_csv: self.beside.unmet.as_deref(),
            parties_csv: self.beside.parties.as_deref(),
        };
        if !checker.compare_published(&self.written.back, &published).is_empty() {
            return Ok(true);
        }
        let usual = Report { options: RenderOptions::default(), ..report.clone() };
        let csv = FORMATS.iter().find(|format| format.name == "csv").context("csv is a format")?;
        let timetables = (csv.render)(&usual)?.into_iter().filter(|file| file.path.starts_with("by-"));
        for file in timetables {
            let there = read_if_there(&self.from.join(&file.path))?;
            if there.is_some_and(|bytes| load::rows(&bytes) != load::rows(&file.bytes)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn warn(&self, verdict: &Verdict) {
        let dir = self.args.folder.dir.display();
        if verdict.is_clean() && self.written.back.faults.is_empty() || self.args.talk.quiet {
            return;
        }
        say(&match self.loaded.lang {
            Lang::Ko => format!("이 시간표는 규칙이나 자료와 다른 곳이 있습니다. koppex verify {dir} 로 확인하세요."),
            Lang::En => format!("this timetable breaks rules or differs from the input; `koppex verify {dir}` says where"),
        });
    }

    fn tell(&self, files: &[File], is_edited: bool) -> anyhow::Result<()> {
        let (n, shown, lang) = (files.len(), self.out.display(), self.loaded.lang);
        if self.args.talk.json {
            let files = files.iter().map(|f| f.path.clone()).collect();
            return print_json(&Exported { out: shown.to_string(), files, edited: is_edited });
        }
        if self.args.talk.quiet {
            return Ok(());
        }
        let is_single = |path: &&str| !path.contains('/') && *path != PUBLISHED_FILE;
        let single: Vec<&str> = files.iter().map(|f| f.path.as_str()).filter(is_single).collect();
        let names = if single.is_empty() { String::new() } else { format!(": {}", single.join(", ")) };
        print(&match lang {
            Lang::Ko => format!("파일 {n}개를 {shown}에 썼습니다{names}"),
            Lang::En => format!("{} written to {shown}{names}", counted(n, "file")),
        })?;
        if is_edited && self.in_place() {
            say(match lang {
                Lang::Ko => {
                    "meetings.csv가 바뀌어 있어, 까닭과 증명을 이 시간표로 다시 계산했습니다. meetings.csv는 그대로 두었습니다."
                }
                Lang::En => {
                    "meetings.csv has changed: reasons and proofs were worked out anew for this timetable. meetings.csv itself is left as it is."
                }
            });
        } else if self.in_place() && asks_for(self.args, "csv") && self.args.per.is_none() {
            say(lang.pick(
                "읽은 meetings.csv는 다시 쓰지 않습니다. 새로 쓰려면 --out으로 다른 폴더를 정하세요.",
                "the meetings.csv that was read is not written again; --out names another folder for a new one",
            ));
        }
        Ok(())
    }
}

fn too_many(cancelled: &Cancelled, lang: Lang) -> String {
    let Cancelled { n, of } = cancelled;
    match lang {
        Lang::Ko => format!(
            "이미 알린 상담 {of}건 가운데 {n}건이 취소되므로 멈췄습니다. 아무것도 쓰지 않았습니다.\n해결: meetings.csv를 확인하세요. 정말 취소하려면 --force를 쓰세요"
        ),
        Lang::En => format!(
            "this would cancel {n} of the {of} published meetings, so nothing was written\nhelp: check meetings.csv; --force cancels them"
        ),
    }
}

/// A new summary with what the old one says of every timetable.
pub(super) fn with_kept(bytes: &[u8], claims: &Claims) -> anyhow::Result<Vec<u8>> {
    let mut summary: Value = serde_json::from_slice(bytes)?;
    claims.kept().for_each(|(key, value)| summary[key] = value.clone());
    let mut bytes = serde_json::to_vec_pretty(&summary)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn asks_for(args: &ExportArgs, format: &str) -> bool {
    args.format.iter().any(|f| f.name == format)
}

fn options(args: &ExportArgs, from: &Path, out: &Path) -> anyhow::Result<RenderOptions> {
    let fonts = fonts::for_formats(&args.format, &args.font)?;
    let published = match read_if_there(&out.join(PUBLISHED_FILE))? {
        Some(bytes) => Some(bytes),
        None => read_if_there(&from.join(PUBLISHED_FILE))?,
    };
    let published = published.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let with_reasons = args.with_reasons;
    Ok(RenderOptions { per: args.per, with_reasons, capacity: None, encoding: args.encoding, fonts, published })
}

fn read_if_there(file: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    let bytes = file.is_file().then(|| fs::read(file)).transpose();
    bytes.with_context(|| format!("cannot read {}", file.display()))
}

/// Who could step in, for formats that name them.
pub fn standby_for(formats: &[Format], event: &Event, timetable: &Timetable) -> Vec<Vec<PartyId>> {
    let names_them = formats.iter().any(|format| ["html", "pdf"].contains(&format.name));
    if names_them { Standby::new(event, timetable).lists() } else { Vec::new() }
}

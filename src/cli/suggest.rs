//! `koppex suggest DIR PARTY PARTY`: the best times for one meeting in the published timetable, what each changes for others, and one of them taken.

use super::args::SuggestArgs;
use super::claims::{Claims, Prices};
use super::event::{self, BEFORE, Loaded};
use super::exit::Exit;
use super::explain::parties;
use super::export::with_kept;
use super::folder;
use super::output::Output;
use super::rendered::Formats;
use super::schedule::{Answer, MEETINGS, rejected, written_text};
use super::suggested_time::{SuggestedTime, is_clean};
use super::terminal::print;
use super::verify;
use super::written::{self, Written};
use crate::candidates::Candidates;
use crate::check::{Checker, WrittenMeeting};
use crate::event::{PairId, PartyId, Text};
use crate::explain;
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::quality::Quality;
use crate::replan::Differences;
use crate::report::ids::Ids;
use crate::report::{File, PUBLISHED_FILE, PlanFacts, Report, RunFacts};
use crate::stop::Stop;
use crate::timetable::Timetable;
use crate::whatif::{name, suggestions};
use anyhow::{Context, bail};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Suggestions that are named.
const MOST: usize = 5;
const SUMMARY: &str = "summary.json";
/// Files that speak of the input, or of every timetable, and stay as they are.
const CARRIED: [&str; 2] = ["prices.csv", event::CHANGES];

/// What `suggest --json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct Suggested {
    /// Plays the SME.
    sme_id: String,
    /// Plays the buyer.
    buyer_id: String,
    /// The published timetable holds a meeting of the two, which each suggestion moves.
    held: bool,
    /// The best first, at most five.
    suggestions: Vec<SuggestedTime>,
    /// The one that was taken; null if none was.
    taken: Option<u32>,
    /// The folder with its timetable; null if none was taken.
    out: Option<String>,
    /// Where the timetable that was there before is kept; null if none was taken.
    kept: Option<String>,
}

pub fn run(args: &SuggestArgs) -> anyhow::Result<Exit> {
    let out = args.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let Some(loaded) = event::load_for(&args.folder.dir, &out, &args.talk)? else { return Ok(Exit::InputErrors) };
    let (a, b) = parties(&loaded.event, &args.party, Some(&args.other))?;
    let b = b.context("two parties were named")?;
    // A timetable that is to be replaced is read by a run that alone may replace it.
    let takes = args.take.filter(|_| out.join(MEETINGS).is_file());
    let output = takes.map(|_| Output::open(&out, &args.folder.dir, false)).transpose()?;
    let Some(written) = written::read(&loaded, &out.join(MEETINGS), &args.folder.dir, &args.talk)? else {
        return Ok(Exit::InputErrors);
    };
    let candidates = Candidates::new(&loaded.event);
    let problem = Problem::new(&loaded.event, &candidates);
    Suggest { args, loaded: &loaded, written: &written, problem, out }.run((a, b), output)
}

struct Suggest<'a> {
    args: &'a SuggestArgs,
    loaded: &'a Loaded,
    written: &'a Written,
    problem: Problem<'a>,
    out: PathBuf,
}

impl Suggest<'_> {
    fn run(&self, (a, b): (PartyId, PartyId), output: Option<Output>) -> anyhow::Result<Exit> {
        let id = self.pair(a, b)?;
        let pair = self.problem.candidates.pair(id);
        let checker = Checker::new(&self.loaded.event);
        let mut found =
            suggestions(self.problem, &self.written.timetable, id, &|timetable| is_clean(&checker, timetable), &Stop::never());
        found.truncate(MOST);
        let taken = match self.args.take.zip(output) {
            None => None,
            Some((n, output)) => {
                let Some(chosen) = found.get(n as usize - 1) else {
                    bail!("there is no suggestion {n}\nhelp: there are {}; leave --take out to see them", found.len())
                };
                match self.take(&checker, &chosen.timetable, output)? {
                    Ok(kept) => Some(kept),
                    Err(said) => {
                        print(&said)?;
                        return Ok(Exit::Violations);
                    }
                }
            }
        };
        let event = self.problem.event;
        let ids = Ids::of(event);
        let times: Vec<SuggestedTime> =
            (1..).zip(&found).map(|(n, suggestion)| SuggestedTime::of((n, suggestion), event, &self.written.timetable)).collect();
        let held = self.written.timetable.meetings().iter().any(|m| (m.sme, m.buyer) == (pair.sme, pair.buyer));
        let [sme_id, buyer_id] = pair.parties().map(|p| ids.in_column(p));
        let answer = Suggested {
            sme_id,
            buyer_id,
            held,
            suggestions: times,
            taken: self.args.take,
            out: taken.as_ref().map(|_| self.out.display().to_string()),
            kept: taken.as_ref().and_then(|kept| kept.as_ref()).map(|kept| kept.display().to_string()),
        };
        let said = match (self.args.talk.json, taken) {
            (true, _) => serde_json::to_string_pretty(&answer)?,
            (false, Some(kept)) => written_text(&self.out, kept.as_deref(), self.loaded.lang),
            (false, None) => self.text((a, b), &answer),
        };
        print(&said)?;
        Ok(Exit::Done)
    }

    /// The pair of the two, if it may meet: of several meetings the first that is held, else the first.
    fn pair(&self, a: PartyId, b: PartyId) -> anyhow::Result<PairId> {
        let Problem { event, candidates } = self.problem;
        let names = || (name(event, a, self.loaded.lang), name(event, b, self.loaded.lang));
        let dir = self.args.folder.dir.display();
        let copies: Vec<PairId> = candidates.copies_between(a, b).filter(|id| candidates.pair(*id).schedulable()).collect();
        let is_held = |id: &PairId| candidates.held(&self.written.timetable).any(|(held, _)| held == *id);
        let is_fixed = |id: &PairId| candidates.pair(*id).fixed.is_some();
        let movable = copies.iter().find(|id| is_held(id) && !is_fixed(id)).or_else(|| copies.iter().find(|id| !is_fixed(id)));
        let (first, second) = names();
        match (copies.is_empty(), movable) {
            (_, Some(id)) => Ok(*id),
            (true, None) => bail!("{first} and {second} cannot meet\nhelp: `koppex explain {dir} ...` says why"),
            (false, None) => bail!("the meeting of {first} and {second} is fixed\nhelp: take its row out of pins.csv"),
        }
    }

    /// Writes a timetable as the next run. Gives where the one before is kept, or what is wrong with it.
    fn take(&self, checker: &Checker, timetable: &Timetable, output: Output) -> anyhow::Result<Result<Option<PathBuf>, String>> {
        let event = &self.loaded.event;
        let beside = |name: &str| -> anyhow::Result<Option<Vec<u8>>> {
            let file = self.out.join(name);
            file.is_file().then(|| fs::read(&file)).transpose().with_context(|| format!("cannot read {}", file.display()))
        };
        let claims = self.claims(beside(SUMMARY)?)?;
        let csv = beside(CARRIED[0])?;
        let prices = Prices { checker, csv: csv.as_deref() };
        let held: Vec<WrittenMeeting> = timetable.meetings().iter().map(WrittenMeeting::from).collect();
        let score = checker.check(&held).score;
        let levels =
            claims.as_ref().map(|claims| claims.levels(score.levels(), self.problem.candidates, &prices)).unwrap_or_default();
        let mut unmet = explain::unmet(self.problem, timetable, &levels);
        if let Some(claims) = &claims {
            claims.losses(&score, &prices, &mut unmet);
            claims.fixes(checker, beside("unmet.csv")?.as_deref(), &mut unmet);
        }
        let outcome = Outcome { levels, unmet, quality_bounds: None, certificate: None };
        let facts = RunFacts {
            plan: Some(self.plan(timetable, &output)?),
            ..claims.as_ref().map_or_else(RunFacts::default, |claims| claims.facts(self.loaded))
        };
        let quality = Quality::of(self.problem, timetable);
        let (lang, forced_lang) = (self.loaded.lang, self.args.talk.lang);
        let answer = Answer { problem: self.problem, timetable, quality: &quality, lang, forced_lang };
        let report = Report { dearest: claims.as_ref().and_then(Claims::dearest), ..answer.report(&outcome, &facts) };
        output.write(&self.files(report, &output, claims.as_ref())?)?;
        output.write(&[File { path: BEFORE.into(), bytes: self.written.bytes.clone() }])?;
        for name in CARRIED {
            let carried = beside(name)?.map(|bytes| File { path: name.into(), bytes });
            output.write(&carried.into_iter().collect::<Vec<_>>())?;
        }
        let opinion = verify::judge(event, &output.temporary().join(MEETINGS))?;
        if !opinion.is_clean() {
            return Ok(Err(rejected(&opinion.text(lang), facts.seed, lang)));
        }
        Ok(Ok(output.publish()?))
    }

    /// What the timetable changes of the one that was published.
    fn plan(&self, timetable: &Timetable, output: &Output) -> anyhow::Result<PlanFacts> {
        let published = self.written.back.published.clone();
        let differences = Differences::between(&published, self.problem, timetable);
        let from = output.aside()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let because = Some(Text::new("a suggested time was taken", "제안된 시간으로 바꿈"));
        Ok(PlanFacts { published, differences, from, because, ..PlanFacts::default() })
    }

    fn claims(&self, summary: Option<Vec<u8>>) -> anyhow::Result<Option<Claims>> {
        let Some(bytes) = summary else { return Ok(None) };
        let summary: Value =
            serde_json::from_slice(&bytes).with_context(|| format!("cannot read {}", self.out.join(SUMMARY).display()))?;
        Ok(Some(Claims::of(summary, self.loaded)))
    }

    fn files(&self, report: Report, output: &Output, claims: Option<&Claims>) -> anyhow::Result<Vec<File>> {
        let mut files = Formats::always(report, output.published_before(PUBLISHED_FILE)?)?;
        if let Some(claims) = claims {
            let summaries = files.iter_mut().filter(|file| Path::new(&file.path) == Path::new(SUMMARY));
            for file in summaries {
                file.bytes = with_kept(&file.bytes, claims)?;
            }
        }
        Ok(files)
    }

    fn text(&self, (a, b): (PartyId, PartyId), answer: &Suggested) -> String {
        let (event, lang) = (self.problem.event, self.loaded.lang);
        let mut lines = vec![format!("{} - {}", name(event, a, lang), name(event, b, lang))];
        if answer.suggestions.is_empty() {
            lines.push(lang.pick("  이 상담을 넣을 수 있는 시간이 없습니다.", "  There is no time for this meeting.").into());
        }
        lines.extend(answer.suggestions.iter().flat_map(|time| time.lines(lang)));
        lines.join("\n")
    }
}

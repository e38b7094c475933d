//! `koppex verify DIR [OUT]`: the second opinion on a written timetable, also on one that was edited by hand.

use super::answers::{CellFacts, Verified, VerifiedCertificate, VerifiedLevel, VerifiedValues, ViolationFacts};
use super::args::VerifyArgs;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::folder;
use super::terminal;
use super::violation::violation_text;
use super::written::tell_unread;
use crate::check::changes::KeptPlan;
use crate::check::read::{CellFault, ReadBack, Unread};
use crate::check::{CertificateOpinion, Checker, LevelOpinion, Published, Score, Verdict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::{Event, Lang, QualityPart, Units};
use anyhow::{Context, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What there is to say about a written timetable.
pub struct Findings<'a> {
    event: &'a Event,
    n_meetings: usize,
    verdict: Verdict,
    /// Cells that say something else than the facts or the meetings.
    faults: Vec<CellFault>,
    /// What of meetings.csv was read in a way that may surprise.
    notes: Vec<Diagnostic>,
    /// What the price list proves, if there is one.
    certificate: Option<CertificateOpinion>,
}

pub fn run(args: &VerifyArgs) -> anyhow::Result<Exit> {
    let file = meetings_path(args);
    let out = file.parent().unwrap_or(&file);
    let Some(Loaded { event, lang, .. }) = event::load_for(&args.folder.dir, out, &args.talk)? else {
        return Ok(Exit::InputErrors);
    };
    if !file.is_file() {
        bail!("there is no {}\nhelp: `koppex schedule {}` writes one", file.display(), args.folder.dir.display());
    }
    let findings = match judge_written(&event, &Written::read(&file)?) {
        Ok(findings) => findings,
        Err(unread) => {
            tell_unread(&unread, &file, &args.talk, lang)?;
            return Ok(Exit::InputErrors);
        }
    };
    if !args.talk.quiet {
        findings.notes.iter().filter(|note| note.severity != Severity::Note).for_each(|note| terminal::say(&note.render(lang)));
    }
    if args.talk.json {
        terminal::print_json(&findings.answer(lang))?;
    } else {
        terminal::print(&findings.text(lang))?;
    }
    Ok(if findings.is_clean() { Exit::Done } else { Exit::Violations })
}

/// OUT is the folder or the file itself.
fn meetings_path(args: &VerifyArgs) -> PathBuf {
    let out = args.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    if out.is_dir() { out.join("meetings.csv") } else { out }
}

/// The bytes of a meetings.csv and of the files beside it.
struct Written {
    meetings: Vec<u8>,
    summary: Option<Vec<u8>>,
    unmet: Option<Vec<u8>>,
    parties: Option<Vec<u8>>,
    prices: Option<Vec<u8>>,
    /// Of a new plan.
    before: Option<Vec<u8>>,
    moves: Option<Vec<u8>>,
    change_prices: Option<Vec<u8>>,
}

impl Written {
    fn read(meetings: &Path) -> anyhow::Result<Self> {
        let beside = |name: &str| {
            let file = meetings.with_file_name(name);
            file.is_file().then(|| bytes_of(&file)).transpose()
        };
        Ok(Self {
            meetings: bytes_of(meetings)?,
            summary: beside("summary.json")?,
            unmet: beside("unmet.csv")?,
            parties: beside("parties.csv")?,
            prices: beside("prices.csv")?,
            before: beside("before.csv")?,
            moves: beside("moves.csv")?,
            change_prices: beside("change_prices.csv")?,
        })
    }
}

fn bytes_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Judges a meetings.csv that koppex has written just now, and the files beside it.
///
/// # Errors
/// If the world fails, or koppex cannot read what it wrote.
pub fn judge<'a>(event: &'a Event, meetings: &Path) -> anyhow::Result<Findings<'a>> {
    let written = Written::read(meetings)?;
    judge_written(event, &written).map_err(|Unread(faults)| {
        let said: Vec<String> = faults.iter().filter(|f| f.is_error()).map(|f| f.render(Lang::En)).collect();
        anyhow::anyhow!("a bug in koppex: it cannot read the timetable that it wrote\n{}", said.join(""))
    })
}

const PANICKED: &str = "a panic ends the program";

fn judge_written<'a>(event: &'a Event, written: &Written) -> Result<Findings<'a>, Unread> {
    let checker = Checker::new(event);
    let published = Published {
        summary_json: written.summary.as_deref(),
        unmet_csv: written.unmet.as_deref(),
        parties_csv: written.parties.as_deref(),
    };
    let of_plan = |back: &ReadBack| {
        let (Some(before_csv), Some(moves_csv), Some(summary_json)) = (&written.before, &written.moves, &written.summary) else {
            return Vec::new();
        };
        let change_prices_csv = written.change_prices.as_deref();
        checker.plan_faults(back, &KeptPlan { before_csv, moves_csv, summary_json, change_prices_csv })
    };
    let certified = || checker.certify_published(written.prices.as_deref(), written.summary.as_deref()?);
    // The certificate needs nothing of the meetings; what is said of them needs nothing of each other.
    let judged = std::thread::scope(|scope| {
        let certificate = scope.spawn(certified);
        let back = checker.read_meetings(&written.meetings)?;
        let (of_plan, verdict, faults) = std::thread::scope(|scope| {
            let of_plan = scope.spawn(|| of_plan(&back));
            let (verdict, mut faults) = (checker.check_read(&back), back.faults.clone());
            faults.extend(checker.compare_published(&back, &published));
            (of_plan.join().expect(PANICKED), verdict, faults)
        });
        Ok((back, verdict, faults, of_plan, certificate.join().expect(PANICKED)))
    });
    let (back, verdict, mut faults, of_plan, certificate) = judged?;
    faults.extend(of_plan);
    faults.extend(certificate.iter().flat_map(|opinion| opinion.wrong.iter().cloned()));
    let bounds = certificate.as_ref().and_then(|opinion| opinion.verdict.by_pair.as_ref());
    if let (Some(bounds), Some(unmet_csv)) = (bounds, &written.unmet) {
        faults.extend(checker.unproved_losses(&back, unmet_csv, bounds));
    }
    Ok(Findings { event, n_meetings: back.held.len(), verdict, faults, notes: back.notes, certificate })
}

impl Findings<'_> {
    pub fn is_clean(&self) -> bool {
        self.verdict.is_clean() && self.faults.is_empty()
    }

    /// By level 1 to 3: the price list proves its printed bound.
    pub fn certified(&self) -> [bool; 3] {
        self.certificate.as_ref().map_or([false; 3], |opinion| opinion.verdict.certified)
    }

    /// Whether the price list is one that proves something.
    pub fn prices_hold(&self) -> bool {
        self.certificate.as_ref().is_some_and(|opinion| opinion.verdict.bound.is_some())
    }

    pub fn text(&self, lang: Lang) -> String {
        let mut lines: Vec<String> = self.verdict.violations.iter().map(|v| violation_text(v, lang)).collect();
        lines.extend(self.faults.iter().map(|fault| format!("{fault}: {}", fault.sentence(lang))));
        let (n, wrong, cells) = (self.n_meetings, self.verdict.violations.len(), self.faults.len());
        lines.push(match (lang, self.is_clean()) {
            (Lang::En, true) if n == 1 => "clean: the meeting keeps all rules".into(),
            (Lang::En, true) => format!("clean: {n} meetings keep all rules"),
            (Lang::Ko, true) => format!("이상 없음: 상담 {n}건이 모든 규칙을 지킴"),
            (Lang::En, false) => {
                format!(
                    "{} and {} in {}",
                    terminal::counted(wrong, "violation"),
                    terminal::counted(cells, "wrong cell"),
                    terminal::counted(n, "meeting")
                )
            }
            (Lang::Ko, false) => format!("상담 {n}건에서 규칙 위반 {wrong}건, 틀린 칸 {cells}개"),
        });
        lines.push(values_text(&self.verdict.score, &self.verdict.units.total, lang));
        if let Some(opinion) = &self.certificate {
            lines.extend(opinion.verdict.faults.iter().map(|fault| format!("{fault}: {}", fault.sentence(lang))));
            lines.extend(opinion.levels.iter().map(|level| certified_text(level, lang)));
        }
        if let Some(worst) = self.verdict.units.worst {
            let (party, gaps) = (self.event.party(worst), self.verdict.units.by_party[worst.ix()][QualityPart::Gap]);
            lines.push(match lang {
                Lang::En => format!("most gaps: {gaps}, {} {}", party.id, party.name),
                Lang::Ko => format!("빈 시간이 가장 많은 참가자: {gaps}번, {} {}", party.id, party.name),
            });
        }
        lines.join("\n")
    }

    fn answer(&self, lang: Lang) -> Verified {
        let Score { must_unheld, shortfall, value, quality } = self.verdict.score;
        let units = self.verdict.units.total.iter().map(|(part, n)| (part.card().units.to_string(), Value::from(*n)));
        Verified {
            clean: self.is_clean(),
            meetings: self.n_meetings,
            values: VerifiedValues { must_unheld, shortfall, value, quality },
            units: units.collect(),
            violations: ViolationFacts::all(&self.verdict.violations, lang),
            certificate: self.certificate.as_ref().map(|opinion| certificate(opinion, lang)),
            wrong_cells: CellFacts::all(&self.faults, lang),
        }
    }
}

/// `level 3 value: no more than 150, certified by prices.csv`
fn certified_text(level: &LevelOpinion, lang: Lang) -> String {
    let LevelOpinion { level, name, bound, is_certified, .. } = level;
    match (lang, is_certified) {
        (Lang::En, true) => format!("level {level} {name}: the bound {bound} is certified by prices.csv"),
        (Lang::En, false) => format!("level {level} {name}: the bound {bound} is not certified by prices.csv"),
        (Lang::Ko, true) => format!("{level}단계 {name}: 한계 {bound}은(는) prices.csv로 증명됨"),
        (Lang::Ko, false) => format!("{level}단계 {name}: 한계 {bound}은(는) prices.csv로 증명되지 않음"),
    }
}

fn certificate(opinion: &CertificateOpinion, lang: Lang) -> VerifiedCertificate {
    let level =
        |l: &LevelOpinion| VerifiedLevel { level: l.level, name: l.name.clone(), bound: l.bound, certified: l.is_certified };
    VerifiedCertificate {
        levels: opinion.levels.iter().map(level).collect(),
        faults: CellFacts::all(&opinion.verdict.faults, lang),
    }
}

fn values_text(score: &Score, units: &Units, lang: Lang) -> String {
    let Score { must_unheld, shortfall, value, quality } = score;
    let word = |part: QualityPart| lang.pick(part.card().ko, part.card().en);
    let units: Vec<String> = units.iter().map(|(part, n)| format!("{} {n}", word(part))).collect();
    let units = units.join(", ");
    match lang {
        Lang::En => {
            format!("must wishes not held {must_unheld}, shortfall {shortfall}, value {value}, quality cost {quality} ({units})")
        }
        Lang::Ko => format!(
            "이루지 못한 필수 희망 {must_unheld}, 최소 상담 부족 {shortfall}, 점수 {value}, 품질 비용 {quality} ({units})"
        ),
    }
}

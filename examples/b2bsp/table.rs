//! One benchmark file solved, as a row of the table.

use anyhow::{Context, Result, anyhow};
use koppex::candidates::Candidates;
use koppex::event::{Lang, QualityPart};
use koppex::import::b2bsp;
use koppex::outcome::{Level, LevelResult, Status};
use koppex::problem::Problem;
use koppex::quality::Quality;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, Solved, search_quality, solve};
use koppex::stop::Stop;
use std::fmt;
use std::sync::Arc;

/// What came out for a file.
#[derive(Debug)]
pub struct Row {
    pub name: String,
    /// Gaps found, or `infeasible` if it is proved that not all meetings can be held, or `none`.
    pub verdict: String,
    pub bound: i64,
    pub status: &'static str,
    pub seconds: f64,
    /// Verdict and seconds of the paper.
    pub published: Option<(String, String)>,
}

impl Row {
    /// The verdict is the published one, and proved unless the proofs were left out.
    pub fn agrees(&self) -> bool {
        self.published.as_ref().is_some_and(|(verdict, _)| *verdict == self.verdict)
            && (self.verdict == "infeasible" || ["", Status::ProvedOptimal.name()].contains(&self.status))
    }
}

/// Names of the columns.
pub fn headline() -> String {
    format!("{:<42} {:>10} {:>6} {:<15} {:>8} {:>10} {:>8}", "file", "gaps", "bound", "status", "seconds", "published", "seconds")
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verdict, seconds) = self.published.as_ref().map_or(("", ""), |(v, s)| (v, s));
        write!(
            f,
            "{:<42} {:>10} {:>6} {:<15} {:>8.1} {:>10} {:>8}",
            self.name, self.verdict, self.bound, self.status, self.seconds, verdict, seconds
        )
    }
}

/// Solves a benchmark file as any other event folder.
pub fn run(text: &str, limit_s: f64, search_only: bool) -> Result<Row> {
    let files = b2bsp::import(text, "benchmark")?.files;
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())).collect();
    let faults =
        |all: Vec<koppex::diagnostic::Diagnostic>| anyhow!("{}", all.first().map_or(String::new(), |d| d.render(Lang::En)));
    let (event, _) = koppex::validate::event_from(&bytes).map_err(faults).context("the imported folder has faults")?;
    let stop = Stop::new(Some(limit_s), Arc::default());
    let candidates = Candidates::new(&event);
    let levels = if search_only { 3 } else { 4 };
    let options = SolveOptions { levels, seed: 1, threads: 2, solver: SolverChoice::Auto };
    let mut row = Row { name: String::new(), verdict: "none".into(), bound: 0, status: "", seconds: 0.0, published: None };
    if let Ok(mut solved) = solve(Problem::new(&event, &candidates), Run::quiet(options, &stop)) {
        if search_only {
            solved.timetable = search_quality(Problem::new(&event, &candidates), Run::quiet(options, &stop), solved.timetable);
        }
        let gaps = Quality::of(Problem::new(&event, &candidates), &solved.timetable).total[QualityPart::Gap];
        row.fill(&solved, gaps);
    }
    row.seconds = stop.seconds();
    Ok(row)
}

impl Row {
    fn fill(&mut self, solved: &Solved, gaps: i64) {
        let at = |level| solved.levels.iter().find(|l: &&LevelResult| l.level == level);
        let unheld = at(Level::MustUnheld).map_or((0, 0), |l| (l.value, l.bound));
        self.verdict = match unheld {
            (0, _) => gaps.to_string(),
            (_, 0) => "none".into(),
            _ => "infeasible".into(),
        };
        if let Some(quality) = at(Level::Quality) {
            self.bound = quality.bound;
            self.status = quality.status.name();
        }
    }
}

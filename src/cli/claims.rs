//! What a run proved, as far as it holds of the timetable that is there now, which a person may have changed since, or whose input has changed.
//! What was proved of another timetable is not claimed of this one.

use super::event::Loaded;
use crate::candidates::Candidates;
use crate::check::{Checker, Score};
use crate::outcome::{Fix, Level, LevelResult, Status, Unmet};
use crate::report::RunFacts;
use crate::report::dearest::Dearest;
use serde_json::Value;

/// A price list, if there is one, and who adds it up.
pub struct Prices<'a> {
    pub checker: &'a Checker<'a>,
    pub csv: Option<&'a [u8]>,
}

/// A summary.json, and what its run may still claim.
pub struct Claims {
    summary: Value,
    /// The levels of the run.
    run: Vec<LevelResult>,
    /// The input is the one that the run read, byte for byte.
    same_input: bool,
}

impl Claims {
    pub fn of(summary: Value, loaded: &Loaded) -> Self {
        let digest = |input: &Value| Some((input["file"].as_str()?.to_string(), input["sha256"].as_str()?.to_string()));
        let inputs: Vec<_> = summary["inputs"].as_array().into_iter().flatten().filter_map(digest).collect();
        Self { run: levels(&summary), same_input: inputs == loaded.digests, summary }
    }

    /// The levels with the values of a timetable. A bound of the run holds among all timetables that are at least as good at every earlier
    /// level, so it holds here if this one is; the price list may prove it of others too; else only what holds of every timetable is claimed.
    pub fn levels(&self, values: [i64; 4], candidates: &Candidates, prices: &Prices) -> Vec<LevelResult> {
        let old_bounds = self.run.iter().map(|old| old.bound);
        let still_certified = self.certified(prices, &values.into_iter().zip(old_bounds).collect::<Vec<_>>());
        let mut is_as_good = self.same_input;
        let mut levels = Vec::new();
        for (i, (old, value)) in self.run.iter().zip(values).enumerate() {
            let holds = is_as_good || still_certified.get(i) == Some(&true);
            let bound = if holds { old.bound } else { trivial_bound(old.level, candidates) };
            let status = match value == bound {
                true => Status::ProvedOptimal,
                false if holds && old.status != Status::BestFound => Status::WithinGap,
                false => Status::BestFound,
            };
            levels.push(LevelResult { level: old.level, value, bound, status, certified: false });
            is_as_good &= if old.level == Level::Value { value >= old.value } else { value <= old.value };
        }
        let printed: Vec<(i64, i64)> = levels.iter().map(|level| (level.value, level.bound)).collect();
        let certified = self.certified(prices, &printed);
        levels.iter_mut().zip(certified).for_each(|(level, certified)| level.certified = certified);
        levels
    }

    /// By level 1 to 3: the price list proves the bound of a (value, bound).
    fn certified(&self, prices: &Prices, printed: &[(i64, i64)]) -> [bool; 3] {
        match (prices.csv, self.summary.get("certificate").filter(|c| !c.is_null())) {
            (Some(csv), Some(certificate)) => {
                prices.checker.certify(csv, certificate, &printed[..printed.len().min(3)]).certified
            }
            _ => [false; 3],
        }
    }

    /// By how many points the total value of a timetable with this score falls at least if a pair of `unmet` is held, by the run's prices.
    pub fn losses(&self, score: &Score, prices: &Prices, unmet: &mut [Unmet]) {
        let certificate = self.summary.get("certificate").filter(|certificate| !certificate.is_null());
        let bounds = prices.csv.zip(certificate).and_then(|(csv, certificate)| prices.checker.price_bounds_of(csv, certificate));
        let Some(bounds) = bounds else { return };
        for row in unmet {
            row.loss = bounds.points_lost(score, row.sme, row.buyer).and_then(|points| i64::try_from(points).ok());
        }
    }

    /// What would bring each pair of `unmet` about, as the run found it: of the event and not of the timetable, so as long as the input is the same.
    pub fn fixes(&self, checker: &Checker, unmet_csv: Option<&[u8]>, unmet: &mut [Unmet]) {
        let Some(csv) = unmet_csv.filter(|_| self.same_input) else { return };
        let fixes = checker.published_fixes(csv);
        for row in unmet {
            let fix = fixes.get(&(row.sme.min(row.buyer), row.sme.max(row.buyer)));
            row.fix = fix.map(|(sentence, gain)| Fix { sentence: sentence.clone(), gain: *gain });
        }
    }

    /// What the run's prices say is scarce: of the event and not of the timetable, so as long as the input is the same.
    pub fn dearest(&self) -> Option<Dearest> {
        let written = self.summary.get("dearest").filter(|_| self.same_input)?;
        serde_json::from_value(written.clone()).ok()
    }

    /// How the run came about.
    pub fn facts(&self, loaded: &Loaded) -> RunFacts {
        RunFacts {
            seed: self.summary["seed"].as_u64().unwrap_or(loaded.event.solve.seed),
            solver: self.summary["versions"]["solver"].as_str().unwrap_or("").to_string(),
            inputs: loaded.digests.clone(),
            cut_by_clock: self.summary["cut_by_clock"].as_bool().unwrap_or(false),
            ..RunFacts::default()
        }
    }

    /// What the summary of the run says and that of another timetable keeps: the price list, which binds every timetable, and the time it took.
    pub fn kept(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        ["certificate", "seconds"].into_iter().filter_map(|key| Some((key, self.summary.get(key)?)))
    }
}

/// What no timetable exceeds, whatever the event: nothing missing, every pair held as often as it may be.
fn trivial_bound(level: Level, candidates: &Candidates) -> i64 {
    match level {
        Level::Value => candidates.pair_ids().map(|id| candidates.pair(id).value.max(0)).sum(),
        _ => 0,
    }
}

/// The levels of a summary.json, up to one that says less than it should. Those that compare a new plan with the timetable before it are none of them.
fn levels(summary: &Value) -> Vec<LevelResult> {
    let statuses = [Status::ProvedOptimal, Status::WithinGap, Status::BestFound];
    let level = |level: Level| {
        let v = summary["levels"].as_array()?.iter().find(|v| v["name"] == level.name())?;
        Some(LevelResult {
            level,
            value: v["value"].as_i64()?,
            bound: v["bound"].as_i64()?,
            status: statuses.into_iter().find(|s| v["status"] == s.name())?,
            certified: v["certified"].as_bool().unwrap_or(false),
        })
    };
    Level::ALL.into_iter().map_while(level).collect()
}

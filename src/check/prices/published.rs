//! What summary.json says of its price list, against what the list proves.

use super::CertificateVerdict;
use super::words::{self, Fault};
use crate::check::Checker;
use crate::check::read::CellFault;
use serde_json::Value;

/// One of levels 1 to 3 as it is published, and whether its bound follows from the price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelOpinion {
    /// 1 to 3.
    pub level: usize,
    /// `levels[].name` of summary.json, empty if it is missing.
    pub name: String,
    /// `levels[].bound` of summary.json, in the level's own unit (not scaled).
    pub bound: i64,
    /// summary.json calls it certified.
    pub is_claimed: bool,
    /// The price list proves the published bound.
    pub is_certified: bool,
}

/// The second opinion on the price list of an output folder.
#[derive(Clone, Debug)]
pub struct CertificateOpinion {
    /// Levels 1 to 3, as far as summary.json gives a value and a bound for each.
    pub levels: Vec<LevelOpinion>,
    /// What the price list proves by itself.
    pub verdict: CertificateVerdict,
    /// Levels that are called certified and are not.
    pub wrong: Vec<CellFault>,
}

impl Checker<'_> {
    /// Compares the levels of a summary.json with the prices.csv beside it, empty where there is none. `None` if the summary has no
    /// certificate, calls no level certified, and there are no prices.
    pub fn certify_published(&self, prices_csv: Option<&[u8]>, summary_json: &[u8]) -> Option<CertificateOpinion> {
        let summary: Value = serde_json::from_slice(summary_json).ok()?;
        let levels = summary.get("levels").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let number = |level: &Value, key: &str| level.get(key).and_then(Value::as_i64);
        // A level without its numbers ends the list: nothing follows from it.
        let in_plan = summary.get("replan").is_some();
        let priced = |level: &Value| ["must_unheld", "shortfall", "value"].iter().any(|name| level["name"] == *name);
        let (levels, positions): (Vec<&Value>, Vec<usize>) =
            levels.iter().zip(0..).filter(|(level, _)| !in_plan || priced(level)).unzip();
        let printed: Vec<(i64, i64)> =
            levels.iter().take(3).map_while(|level| number(level, "value").zip(number(level, "bound"))).collect();
        let is_claimed = |level: &Value| level.get("certified").and_then(Value::as_bool) == Some(true);
        let certificate = summary.get("certificate").filter(|certificate| !certificate.is_null());
        if prices_csv.is_none() && certificate.is_none() && !levels.iter().any(|level| is_claimed(level)) {
            return None;
        }
        let verdict = self.certify(prices_csv.unwrap_or_default(), certificate.unwrap_or(&Value::Null), &printed);
        let certified = |ix: usize| ix < printed.len() && verdict.certified.get(ix) == Some(&true);
        let wrong = levels.iter().enumerate().filter(|(ix, level)| is_claimed(level) && !certified(*ix));
        let wrong = wrong
            .map(|(ix, _)| words::in_summary(&format!("/levels/{}/certified", positions[ix]), "true", &Fault::Certified))
            .collect();
        let opinion = |(ix, level): (usize, &&Value)| LevelOpinion {
            level: positions[ix] + 1,
            name: level.get("name").and_then(Value::as_str).unwrap_or("").to_string(),
            bound: printed[ix].1,
            is_claimed: is_claimed(level),
            is_certified: certified(ix),
        };
        let levels = levels.iter().take(printed.len()).enumerate().map(opinion).collect();
        Some(CertificateOpinion { levels, verdict, wrong })
    }
}

//! summary.json: the values of the levels and the figures of the whole timetable.

use super::differs::differs;
use crate::check::judged::JudgedTimetable;
use crate::check::read::CellFault;
use crate::check::{PartyUnits, Score, musts};
use crate::event::{Mode, QualityPart, WishKind};
use serde_json::Value;

const FILE: &str = "summary.json";
const LEVELS: [&str; 4] = ["must_unheld", "shortfall", "value", "quality"];
/// Of a new plan, and of one with a budget of moves.
const PLAN: [[&str; 7]; 2] = [
    ["dropped", "moved", "must_unheld", "shortfall", "value", "placed_anew", "quality"],
    ["dropped", "must_unheld", "shortfall", "value", "moved", "placed_anew", "quality"],
];

pub(super) fn faults(judged: &JudgedTimetable, bytes: &[u8]) -> Vec<CellFault> {
    let summary: Value = match serde_json::from_slice(bytes) {
        Ok(summary) => summary,
        Err(error) => {
            let mut fault = differs(FILE, u32::try_from(error.line()).unwrap_or(0), "", String::new(), "JSON");
            fault.en = format!("this is not JSON: {error}");
            fault.ko = format!("JSON 형식이 아님: {error}");
            return vec![fault];
        }
    };
    let units = PartyUnits::of(judged);
    let score = Score::of(judged, &units);
    let mut faults = levels(&score, &summary);
    for (pointer, wanted) in figures(judged, &score, &units) {
        let written = summary.pointer(&pointer).filter(|value| !value.is_null());
        faults.extend(
            written
                .filter(|v| v.as_i64() != Some(wanted))
                .map(|v| differs(FILE, 0, &pointer, v.to_string(), &wanted.to_string())),
        );
    }
    faults
}

/// Value, side of the bound and status of each level that is written.
fn levels(score: &Score, summary: &Value) -> Vec<CellFault> {
    let mut faults = Vec::new();
    let written = summary.get("levels").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let names = names(summary);
    for (i, level) in written.iter().enumerate() {
        let at = |key: &str| format!("/levels/{i}/{key}");
        let text = |key: &str| level.get(key).map_or(String::new(), Value::to_string);
        let mut demand = |key: &str, holds: bool, wanted: &str| {
            if !holds {
                faults.push(differs(FILE, 0, &at(key), text(key), wanted));
            }
        };
        let Some(name) = names.get(i) else {
            demand("level", false, &format!("1 - {}", names.len()));
            continue;
        };
        let number = |key: &str| level.get(key).and_then(Value::as_i64);
        demand("level", number("level") == Some(i as i64 + 1), &(i + 1).to_string());
        demand("name", level.get("name").and_then(Value::as_str) == Some(*name), name);
        // What a new plan changes is judged with the timetable that it changes.
        let own = LEVELS.iter().position(|own| own == name).map(|own| score.levels()[own]);
        let Some(value) = own.or_else(|| number("value")) else { continue };
        demand("value", number("value") == Some(value), &value.to_string());
        if let Some(bound) = number("bound") {
            let (possible, sign) = if *name == "value" { (bound >= value, ">=") } else { (bound <= value, "<=") };
            demand("bound", possible, &format!("{sign} {value}"));
            let proved = level.get("status").and_then(Value::as_str) == Some("proved optimal");
            demand(
                "status",
                proved == (bound == value),
                if bound == value { "proved optimal" } else { "within gap / best found" },
            );
        }
    }
    faults
}

/// The levels that a summary should have, in their order. A run that is current again, or a suggestion that was taken, changes a timetable and was not
/// made to change little of it.
fn names(summary: &Value) -> &'static [&'static str] {
    let is_near = summary.pointer("/levels/0/name").is_some_and(|name| name == PLAN[0][0]);
    match summary.get("replan").filter(|_| is_near) {
        None => &LEVELS,
        Some(plan) => &PLAN[usize::from(!plan["max_moves"].is_null())],
    }
}

/// Where each figure stands, if it does, and what it should be.
fn figures(judged: &JudgedTimetable, score: &Score, units: &PartyUnits) -> Vec<(String, i64)> {
    let event = judged.event;
    let online = judged.held.iter().filter(|h| event.mode_of(h.sme, h.buyer) == Mode::Online).count() as i64;
    let n_held = judged.held.len() as i64;
    let is_held = |a, b| !judged.meetings_of_pair(a, b).is_empty();
    let count = |kinds: &[WishKind], only_held: bool| {
        let of_kind = event.wishes.iter().filter(|w| kinds.contains(&w.kind));
        of_kind.filter(|w| !only_held || is_held(w.from, w.to)).count() as i64
    };
    let wanted = [WishKind::Want, WishKind::Must];
    let n_musts = musts::n_asked(event);
    let pairs = judged.derived.wished_pairs();
    let count_pairs = |test: &dyn Fn(&crate::check::derived::PairFacts) -> bool| pairs.iter().filter(|p| test(p)).count() as i64;
    let figures = [
        ("/meetings/total", n_held),
        ("/meetings/onsite", n_held - online),
        ("/meetings/online", online),
        ("/meetings/value", score.value),
        ("/wishes/pairs", pairs.len() as i64),
        ("/wishes/wishes", count(&wanted, false)),
        ("/wishes/wishes_held", count(&wanted, true)),
        ("/wishes/must", n_musts),
        ("/wishes/must_held", n_musts - score.must_unheld),
        ("/wishes/mutual_pairs", count_pairs(&|p| p.is_mutual())),
        ("/wishes/mutual_pairs_held", count_pairs(&|p| p.is_mutual() && is_held(p.sme, p.buyer))),
        ("/unmet/pairs", count_pairs(&|p| !is_held(p.sme, p.buyer))),
        ("/quality/cost", score.quality),
    ];
    let parts = units.total.iter().map(|(part, n)| (format!("/quality/{}/units", part.card().units), *n));
    let most_gaps = units.worst.map_or(0, |p| units.by_party[p.ix()][QualityPart::Gap]);
    let worst = ("/quality/worst_party/gaps".to_string(), most_gaps);
    figures.map(|(pointer, n)| (pointer.to_string(), n)).into_iter().chain(parts).chain([worst]).collect()
}

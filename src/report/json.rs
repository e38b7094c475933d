//! summary.json: levels with their bounds, the figures of [`Kpis`], and where the timetable came from.

use super::kpis::{Kpis, Load, SideKpis, Without};
use super::names::side_name;
use super::prices;
use super::{File, Report};
use crate::event::{Event, PartyId, PlaceKind};
use crate::outcome::{LevelResult, ReasonCode};
use crate::problem::Problem;
use crate::quality::Units;
use serde_json::{Map, Value, json};

/// The one file of this format. With `--per` there is nothing to write.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    if report.choices.per.is_some() {
        return Ok(Vec::new());
    }
    let mut bytes = serde_json::to_vec_pretty(&summary(report))?;
    bytes.push(b'\n');
    Ok(vec![File { path: "summary.json".into(), bytes }])
}

/// The content of summary.json. `seconds` is the only part that may differ between two runs of the same input and seed.
pub fn summary(report: &Report) -> Value {
    let kpis = Kpis::of(report);
    let run = report.run;
    json!({
        "event": event(report.event),
        "levels": report.outcome.levels.iter().map(level).collect::<Vec<_>>(),
        "certificate": certificate(report),
        "meetings": { "total": kpis.n_meetings, "onsite": kpis.n_meetings - kpis.n_online, "online": kpis.n_online, "value": kpis.value },
        "wishes": {
            "pairs": kpis.n_pairs,
            "wishes": kpis.n_wishes, "wishes_held": kpis.n_wishes_held,
            "must": kpis.n_musts, "must_held": kpis.n_musts_held,
            "mutual_pairs": kpis.n_mutual, "mutual_pairs_held": kpis.n_mutual_held,
        },
        "meetings_per_party": sides(report.event, &kpis),
        "unmet": { "pairs": report.outcome.unmet.len(), "by_reason": by_reason(&kpis.unmet) },
        "quality": quality(report, &kpis),
        "load": kpis.loads.iter().map(|l| load(report.event, l)).collect::<Vec<_>>(),
        "seed": run.seed,
        "versions": { "koppex": env!("CARGO_PKG_VERSION"), "solver": run.solver },
        "inputs": run.inputs.iter().map(|(file, sha256)| json!({ "file": file, "sha256": sha256 })).collect::<Vec<_>>(),
        "cut_by_clock": run.cut_by_clock,
        "seconds": run.seconds.iter().map(|(stage, s)| (stage.to_string(), json!(milliseconds(*s)))).collect::<Map<_, _>>(),
    })
}

/// What proves the bounds of a timetable that was solved here.
fn certificate(report: &Report) -> Value {
    let problem = Problem::new(report.event, report.candidates);
    report.outcome.certificate.as_ref().map_or(Value::Null, |certificate| json!(prices::facts(problem, certificate)))
}

/// A level as an object.
pub fn level(level: &LevelResult) -> Value {
    json!({
        "level": level.level.number(),
        "name": level.level.name(),
        "value": level.value,
        "bound": level.bound,
        "status": level.status.name(),
        "certified": level.certified,
    })
}

/// Seconds, to the millisecond.
fn milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

fn event(event: &Event) -> Value {
    json!({
        "name": event.name,
        "timezone": event.timezone.name(),
        "smes": event.n_smes,
        "buyers": event.parties.len() - event.n_smes,
        "days": event.grid.days.iter().map(|d| d.date.to_string()).collect::<Vec<_>>(),
        "slots": event.n_slots(),
        "tables": event.places.iter().filter(|p| p.kind == PlaceKind::Table).count(),
        "video_rooms": event.places.iter().filter(|p| p.kind == PlaceKind::Video).count(),
    })
}

fn sides(event: &Event, kpis: &Kpis) -> Value {
    let side = |s: &SideKpis| {
        let median =
            if s.median_twice.is_multiple_of(2) { json!(s.median_twice / 2) } else { json!(s.median_twice as f64 / 2.0) };
        json!({
            "parties": s.n_parties,
            "min": s.min,
            "median": median,
            "max": s.max,
            "without": s.without.iter().map(|w| without(event, w)).collect::<Vec<_>>(),
        })
    };
    kpis.sides.iter().map(|s| (side_name(s.side).to_string(), side(s))).collect::<Map<_, _>>().into()
}

fn without(event: &Event, without: &Without) -> Value {
    json!({ "party_id": event.party(without.party).id, "unmet_by_reason": by_reason(&without.reasons) })
}

fn by_reason(counts: &[(ReasonCode, usize)]) -> Value {
    counts.iter().map(|(reason, n)| (reason.name().to_string(), json!(n))).collect::<Map<_, _>>().into()
}

fn quality(report: &Report, kpis: &Kpis) -> Value {
    let (units, costs) = (report.quality.total, &report.event.quality);
    let Units { gaps, waits, hall_changes, avoided, table_changes } = units;
    let bounds = report.outcome.quality_bounds;
    let part = |units: i64, bound: Option<i64>, cost: i64| json!({ "units": units, "bound": bound, "cost_per_unit": cost });
    let worst = |(party, gaps): (PartyId, i64)| {
        let party = report.event.party(party);
        json!({ "party_id": party.id, "side": side_name(party.side), "gaps": gaps })
    };
    json!({
        "cost": units.cost(costs),
        "gaps": part(gaps, bounds.map(|b| b.gaps), costs.gap),
        "waits": part(waits, bounds.map(|b| b.waits), costs.wait),
        "hall_changes": part(hall_changes, bounds.map(|b| b.hall_changes), costs.hall_change),
        "unwanted_hours": part(avoided, bounds.map(|b| b.avoided), costs.avoid),
        "table_changes": part(table_changes, bounds.map(|b| b.table_changes), costs.table_change),
        "worst_party": kpis.worst_gaps.map(worst),
        "longest_wait_minutes": kpis.longest_wait_min,
    })
}

fn load(event: &Event, load: &Load) -> Value {
    let kind = match load.kind {
        PlaceKind::Table => "table",
        PlaceKind::Video => "video",
    };
    json!({
        "date": event.grid.days[load.day.ix()].date.to_string(),
        "hall": event.halls[load.hall.ix()],
        "kind": kind,
        "meetings": load.n_meetings,
        "seats": load.n_seats,
        "most_in_a_slot": load.peak.map_or(0, |(_, n)| n),
    })
}

//! summary.json: levels with their bounds, the figures of [`Kpis`], and where the timetable came from.

use super::decimal::Decimal;
use super::kpis::{Kpis, Load, SideKpis, Without};
use super::prices;
use super::summary::{
    BothSides, ByReason, EventFacts, InputFile, LevelFacts, LoadFacts, MeetingFacts, PartFacts, QualityFacts, QualityParts,
    Seconds, SideFacts, Summary, UnmetFacts, Versions, WishFacts, WithoutMeeting, WorstParty,
};
use super::{File, Report};
use crate::event::{Event, PerPart, PlaceKind};
use crate::problem::Problem;
use crate::quality;

/// The one file of this format. With `--per` there is nothing to write.
///
/// # Errors
/// None today; the signature is that of every format.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    if report.options.per.is_some() {
        return Ok(Vec::new());
    }
    let mut bytes = serde_json::to_vec_pretty(&summary(report))?;
    bytes.push(b'\n');
    Ok(vec![File { path: "summary.json".into(), bytes }])
}

/// The content of summary.json.
pub fn summary(report: &Report) -> Summary {
    let kpis = Kpis::of(report);
    let run = report.run;
    let problem = Problem::new(report.event, report.candidates);
    let [smes, buyers] = &kpis.sides;
    let inputs = run.inputs.iter().map(|(file, sha256)| InputFile { file: file.clone(), sha256: sha256.clone() });
    Summary {
        event: event(report.event),
        levels: (1..).zip(&report.outcome.levels).map(|(level, result)| LevelFacts { level, ..result.into() }).collect(),
        certificate: report.outcome.certificate.as_ref().map(|certificate| prices::facts(problem, certificate)),
        dearest: report.dearest.clone(),
        meetings: MeetingFacts {
            total: kpis.n_meetings,
            onsite: kpis.n_meetings - kpis.n_online,
            online: kpis.n_online,
            value: kpis.value,
        },
        wishes: WishFacts {
            pairs: kpis.n_pairs,
            wishes: kpis.n_wishes,
            wishes_held: kpis.n_wishes_held,
            must: kpis.n_musts,
            must_held: kpis.n_musts_held,
            mutual_pairs: kpis.n_mutual,
            mutual_pairs_held: kpis.n_mutual_held,
        },
        meetings_per_party: BothSides { sme: side(report.event, smes), buyer: side(report.event, buyers) },
        unmet: UnmetFacts { pairs: report.outcome.unmet.len(), by_reason: ByReason(kpis.unmet.clone()) },
        quality: quality_facts(report, &kpis),
        load: kpis.loads.iter().map(|l| load(report.event, l)).collect(),
        replan: run.plan.as_ref().map(|plan| super::plan::in_summary(report, plan)),
        seed: run.seed,
        versions: Versions { koppex: env!("CARGO_PKG_VERSION"), solver: run.solver.clone() },
        inputs: inputs.collect(),
        cut_by_clock: run.cut_by_clock,
        seconds: Seconds(run.seconds.iter().map(|(stage, s)| (*stage, milliseconds(*s))).collect()),
    }
}

/// Seconds, to the millisecond.
fn milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

fn event(event: &Event) -> EventFacts {
    let places = |kind| event.places.iter().filter(|p| p.kind == kind).count();
    EventFacts {
        name: event.name.clone(),
        timezone: event.timezone.name().into(),
        smes: event.n_smes,
        buyers: event.parties.len() - event.n_smes,
        days: event.grid.days.iter().map(|d| d.date.to_string()).collect(),
        slots: event.n_slots(),
        tables: places(PlaceKind::Table),
        video_rooms: places(PlaceKind::Video),
    }
}

fn side(event: &Event, side: &SideKpis) -> SideFacts {
    let without = |without: &Without| WithoutMeeting {
        party_id: event.party(without.party).id.clone(),
        unmet_by_reason: ByReason(without.reasons.clone()),
    };
    SideFacts {
        parties: side.n_parties,
        min: side.min,
        median: Decimal::ratio_up(side.median_twice as i64, 2),
        max: side.max,
        without: side.without.iter().map(without).collect(),
    }
}

fn quality_facts(report: &Report, kpis: &Kpis) -> QualityFacts {
    let (units, costs) = (report.quality.total, &report.event.quality);
    let bounds = report.outcome.quality_bounds;
    let parts = PerPart::of(|part| PartFacts {
        units: units[part],
        bound: bounds.map(|bounds| bounds[part]),
        cost_per_unit: costs.points[part],
    });
    let worst = kpis.worst_gaps.map(|(party, gaps)| {
        let party = report.event.party(party);
        WorstParty { party_id: party.id.clone(), side: party.side, gaps }
    });
    QualityFacts {
        cost: quality::cost(&units, costs),
        parts: QualityParts(parts),
        worst_party: worst,
        longest_wait_minutes: kpis.longest_wait_min,
    }
}

fn load(event: &Event, load: &Load) -> LoadFacts {
    LoadFacts {
        date: event.grid.days[load.day.ix()].date.to_string(),
        hall: event.halls[load.hall.ix()].clone(),
        kind: load.kind,
        meetings: load.n_meetings,
        seats: load.n_seats,
        most_in_a_slot: load.peak.map_or(0, |(_, n)| n),
    }
}

//! What only the organizer's copy of the page shows: how large the event must be, and what is scarce.

use super::both::Both;
use crate::event::Lang;
use crate::report::Report;
use crate::report::capacity::{CapacityFacts, head, notes, sections, svg};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What only the organizer's copy of the page shows.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageOrganizer"))]
pub(super) struct Organizer {
    /// What `koppex capacity` found; null if it was not asked, or of another input.
    capacity: Option<CapacityView>,
}

/// The comparison of plans.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageCapacity"))]
struct CapacityView {
    /// The event as it is.
    head: Both,
    /// SVG.
    chart: Both,
    /// By language.
    tables: BTreeMap<&'static str, Vec<PlanTable>>,
    /// What has to be known to read the rest; by language.
    notes: BTreeMap<&'static str, Vec<String>>,
}

/// A table of plans.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PagePlanTable"))]
struct PlanTable {
    /// What it shows.
    title: &'static str,
    /// A heading for each column.
    header: Vec<String>,
    /// The first column that holds numbers.
    first_number: usize,
    /// Cells.
    rows: Vec<Vec<String>>,
}

impl Organizer {
    /// `None` for a page that is made to be published, and where there is nothing to show.
    pub fn of(report: &Report) -> Option<Self> {
        let options = &report.options;
        let has_some = options.capacity.is_some() || report.dearest.is_some();
        (options.with_reasons && has_some).then(|| Self { capacity: options.capacity.as_ref().map(view) })
    }
}

fn view(facts: &CapacityFacts) -> CapacityView {
    let by_lang = [Lang::Ko, Lang::En];
    CapacityView {
        head: Both::of(|lang| head(facts, lang)),
        chart: Both::of(|lang| svg(facts, lang)),
        tables: by_lang.map(|lang| (lang.code(), tables(facts, lang))).into(),
        notes: by_lang.map(|lang| (lang.code(), notes(facts, lang))).into(),
    }
}

fn tables(facts: &CapacityFacts, lang: Lang) -> Vec<PlanTable> {
    let table = |section: crate::report::capacity::Section| PlanTable {
        title: section.title,
        header: section.header,
        first_number: section.first_number,
        rows: section.rows,
    };
    sections(facts, lang).into_iter().map(table).collect()
}

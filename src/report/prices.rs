//! prices.csv and the `certificate` of summary.json: why nothing better exists, for anybody to add up (spec 6.1).

use super::ids::Ids;
use super::table::{Cell, Table};
use crate::event::{Event, PairId, SlotId, clock};
use crate::outcome::Certificate;
use crate::prices::Group;
use crate::problem::Problem;
use crate::triple::Triple;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// `certificate` of summary.json.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CertificateFacts {
    /// Prices, and the bound, are in units of one by this.
    pub scale: i64,
    /// Must wishes of the event, each as often as it wants to be met.
    pub n_musts: i64,
    /// What the prices add up to: (must wishes held, shortfall negated, value).
    pub bound: BoundFacts,
    /// By name: place or interpreter ids.
    pub groups: BTreeMap<String, Vec<String>>,
    /// By name.
    pub rows: BTreeMap<String, RowFacts>,
}

/// The bound in units of `1 / scale`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct BoundFacts {
    /// Must wishes held.
    pub must: i64,
    /// Meetings missing to minimums, negated.
    pub shortfall: i64,
    /// Points.
    pub value: i64,
}

/// A set of pairs that cannot all be held.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct RowFacts {
    /// Meetings of these pairs that can be held at most.
    pub at_most: i64,
    /// `[sme_id, buyer_id]` of each pair.
    pub pairs: Vec<[String; 2]>,
    /// How that is shown; `search`: by trying all slots of just these pairs.
    pub because: &'static str,
}

/// A certificate as prices.csv and as the `certificate` of summary.json.
///
/// # Errors
/// None for a certificate of this problem.
pub fn files(problem: Problem, certificate: &Certificate) -> anyhow::Result<(Vec<u8>, serde_json::Value)> {
    let csv = table(problem.event, certificate).to_bytes("prices.csv", Default::default())?;
    Ok((csv, serde_json::to_value(facts(problem, certificate))?))
}

/// The certificate as an object.
pub fn facts(problem: Problem, certificate: &Certificate) -> CertificateFacts {
    let ids = Ids::of(problem.event);
    let prices = &certificate.prices;
    let priced: BTreeSet<usize> = prices.group_slot.keys().map(|(group, _)| *group).collect();
    let members = |group: &Group| match group {
        Group::Places(places) => places.iter().map(|p| problem.event.place(*p).id.clone()).collect(),
        Group::Interpreters(who) => who.iter().map(|i| problem.event.interpreters[i.ix()].id.clone()).collect(),
    };
    let groups = priced.into_iter().map(|g| (group_name(g, &prices.groups[g]), members(&prices.groups[g])));
    // A pair that may meet several times is named once.
    let row = |pairs: &[PairId], at_most| RowFacts {
        at_most,
        pairs: pairs
            .iter()
            .map(|id| problem.candidates.pair(*id))
            .filter(|pair| pair.copy == 0)
            .map(|pair| pair.parties().map(|p| ids.alone(p)))
            .collect(),
        because: "search",
    };
    let rows = prices.rows.iter().enumerate().map(|(i, r)| (row_name(i), row(&r.pairs, r.at_most)));
    let Triple { must, shortfall, value } = certificate.bound;
    CertificateFacts {
        scale: prices.scale,
        n_musts: certificate.n_musts,
        bound: BoundFacts { must, shortfall, value },
        groups: groups.collect(),
        rows: rows.collect(),
    }
}

/// prices.csv.
pub fn table(event: &Event, certificate: &Certificate) -> Table {
    let (ids, prices) = (Ids::of(event), &certificate.prices);
    let mut table = Table::new(&["kind", "id", "date", "start", "must", "shortfall", "value"]);
    let date = |slot: SlotId| event.grid.date_of(slot).to_string();
    let start = |slot: SlotId| clock(event.slot(slot).start_min);
    let mut add = |kind: &str, id: String, when: [String; 2], price: Triple| {
        if !price.is_zero() {
            let [date, start] = when;
            let cells = [kind.to_string(), id, date, start].map(Cell::Text);
            table.push(cells.into_iter().chain([price.must, price.shortfall, price.value].map(Cell::Number)).collect());
        }
    };
    let always = || [String::new(), String::new()];
    for party in event.party_ids() {
        add("party", ids.alone(party), always(), prices.party[party.ix()]);
        add("minimum", ids.alone(party), always(), prices.minimum[party.ix()]);
    }
    for ((party, day), price) in &prices.party_day {
        add("party_day", ids.alone(*party), [event.grid.days[day.ix()].date.to_string(), String::new()], *price);
    }
    for ((party, slot), price) in &prices.party_slot {
        add("party_slot", ids.alone(*party), [date(*slot), start(*slot)], *price);
    }
    for ((group, slot), price) in &prices.group_slot {
        let kind = match prices.groups[*group] {
            Group::Places(_) => "places",
            Group::Interpreters(_) => "interpreters",
        };
        add(kind, group_name(*group, &prices.groups[*group]), [date(*slot), start(*slot)], *price);
    }
    for ((sme, org), price) in &prices.org {
        add("org", format!("{}/{org}", ids.alone(*sme)), always(), *price);
    }
    for (i, row) in prices.rows.iter().enumerate() {
        add("row", row_name(i), always(), row.price);
    }
    table
}

fn group_name(position: usize, group: &Group) -> String {
    match group {
        Group::Places(_) => format!("places-{}", position + 1),
        Group::Interpreters(_) => format!("interpreters-{}", position + 1),
    }
}

fn row_name(position: usize) -> String {
    format!("row-{}", position + 1)
}

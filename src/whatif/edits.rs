//! A change of the input as edits of its files, for a program to apply.

use super::change::{
    Change, Freeing, block_lines, forbid_lines, freeing, interpreter_id, n_places, order_lines, place_ids, with,
};
use crate::event::{Event, PartyId, PlaceKind, PlaceSource, Side};
use chrono::NaiveDateTime;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// One edit of an input file: a cell that is set, a row that is added, or a row that is taken away. The lines of several edits are those of the
/// files before any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Edit {
    /// Name without its ending; `event` for event.toml.
    pub file: String,
    /// Of the row whose cell is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The cell that is set; added if the file does not have the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Of event.toml: the dotted key that is set; a number in it counts the tables of a list from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What the cell or the key says then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The cells of a row that is added, by column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<BTreeMap<String, String>>,
    /// Line of the row that is taken away, as faults of the input name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove: Option<u32>,
}

/// What a cell or a key says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
pub enum Value {
    /// As written.
    Text(String),
    /// A whole number.
    Number(i64),
    /// true or false.
    Truth(bool),
}

impl Edit {
    fn cell(file: &str, id: &str, column: &str, value: Value) -> Self {
        let (id, column) = (Some(id.to_string()), Some(column.to_string()));
        Self { file: file.into(), id, column, value: Some(value), ..Self::default() }
    }

    fn key(key: &str, value: Value) -> Self {
        Self { file: "event".into(), key: Some(key.to_string()), value: Some(value), ..Self::default() }
    }

    fn add(file: &str, cells: &[(&str, &str)]) -> Self {
        let cells = cells.iter().map(|(column, text)| (column.to_string(), text.to_string()));
        Self { file: file.into(), add: Some(cells.collect()), ..Self::default() }
    }

    fn remove(file: &str, line: u32) -> Self {
        Self { file: file.into(), remove: Some(line), ..Self::default() }
    }

    /// The other sets the same cell or key.
    fn is_set_again(&self, other: &Self) -> bool {
        let what = |edit: &Self| (edit.file.clone(), edit.id.clone(), edit.column.clone(), edit.key.clone());
        self.value.is_some() && other.value.is_some() && what(self) == what(other)
    }
}

/// The edits that make the changes, one change after the other, of an event without any of them. What two changes set says what both come to.
pub fn edits(event: &Event, changes: &[Change]) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for (n, change) in changes.iter().enumerate() {
        // Rows keep their lines when others go, and so do those of the event.
        let Some(before) = with(event, &changes[..n]) else { return all };
        for edit in change.edits(&before) {
            all.retain(|other| *other != edit && !edit.is_set_again(other));
            all.push(edit);
        }
    }
    all
}

/// The file of a party, and its id there.
fn row(event: &Event, party: PartyId) -> (&'static str, &str) {
    let facts = event.party(party);
    (if facts.side == Side::Sme { "smes" } else { "buyers" }, &facts.id)
}

/// How a table names a party that may be of either side.
fn named(event: &Event, party: PartyId) -> String {
    let facts = event.party(party);
    let is_shared = event.parties.iter().any(|other| other.side != facts.side && other.id == facts.id);
    if is_shared { event.id_with_side(party) } else { facts.id.clone() }
}

impl Change {
    fn edits(&self, event: &Event) -> Vec<Edit> {
        let removed = |file: &str, lines: Vec<u32>| lines.into_iter().map(|line| Edit::remove(file, line)).collect();
        let cell = |party: PartyId, column: &str, value: Value| {
            let (file, id) = row(event, party);
            vec![Edit::cell(file, id, column, value)]
        };
        match self {
            Change::Unblock { by, of } => removed("preferences", block_lines(event, *by, *of).unwrap_or_default()),
            Change::MeetOnline { sme } => cell(*sme, "online", Value::Text("yes".into())),
            Change::Unpin { sme, buyer } => removed("pins", forbid_lines(event, *sme, *buyer).unwrap_or_default()),
            Change::Unorder { sme, buyer } => removed("order", order_lines(event, *sme, *buyer)),
            Change::ManyOfOrg => vec![Edit::key("rules.once_per_org", Value::Truth(false))],
            Change::Limit { party, limit, to } => cell(*party, limit.column(), Value::Number((*to).into())),
            Change::AtOnce { party, to } => {
                let column = if event.party(*party).side == Side::Sme { "delegates" } else { "desks" };
                cell(*party, column, Value::Number((*to).into()))
            }
            Change::Free { party, slots } => {
                freeing(event, *party, *slots).into_iter().flatten().map(|step| of_step(event, *party, step)).collect()
            }
            Change::Places { hall, kind, n } => {
                let (name, column) = (&event.halls[hall.ix()], if *kind == PlaceKind::Table { "tables" } else { "video_rooms" });
                let count = Value::Number(n_places(event, *hall, *kind) as i64 + i64::from(*n));
                let word = if *kind == PlaceKind::Table { "table" } else { "video" };
                match event.place_source {
                    PlaceSource::Rows => {
                        let ids = place_ids(event, *hall, *kind, *n);
                        ids.iter().map(|id| Edit::add("places", &[("place_id", id), ("hall", name), ("kind", word)])).collect()
                    }
                    PlaceSource::Counts => vec![Edit::key(&format!("hall.{}.{column}", hall.ix()), count)],
                    PlaceSource::HallRows => vec![Edit::cell("halls", name, column, count)],
                }
            }
            Change::Speak { interpreter, language } => {
                let interpreter = &event.interpreters[interpreter.ix()];
                let spoken = interpreter.languages.iter().chain([language]).cloned().collect::<Vec<_>>().join(";");
                vec![Edit::cell("interpreters", &interpreter.id, "languages", Value::Text(spoken))]
            }
            Change::Interpret { languages } => {
                let (id, spoken) = (interpreter_id(event), languages.join(";"));
                vec![Edit::add("interpreters", &[("interpreter_id", &id), ("languages", &spoken)])]
            }
        }
    }
}

fn of_step(event: &Event, party: PartyId, step: Freeing) -> Edit {
    match step {
        Freeing::Remove(file, line) => Edit::remove(file, line),
        Freeing::Days(dates) => {
            let (file, id) = row(event, party);
            let dates = dates.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Edit::cell(file, id, "days", Value::Text(dates))
        }
        Freeing::Available(start, end) => {
            // The end of the day is not the beginning of the next.
            let is_midnight = |at: NaiveDateTime| at.date() > start.date();
            let time = |at: NaiveDateTime| if is_midnight(at) { "24:00".into() } else { at.format("%H:%M").to_string() };
            let (party, date) = (named(event, party), start.date().to_string());
            let zone = event.timezone.name();
            Edit::add(
                "windows",
                &[
                    ("party_id", &party),
                    ("date", &date),
                    ("start", &time(start)),
                    ("end", &time(end)),
                    ("kind", "available"),
                    ("timezone", zone),
                ],
            )
        }
    }
}

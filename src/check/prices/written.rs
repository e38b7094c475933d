//! The `certificate` of summary.json as it is read back: scale, groups of places and interpreters, rows. Knows no price.

use super::Triple;
use super::words::{self, Fault};
use crate::check::derived::Derived;
use crate::check::musts;
use crate::check::read::{CellFault, Names};
use crate::check::unordered::unordered;
use crate::event::{InterpreterId, PartyId, PlaceId};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The JSON object.
#[derive(Deserialize)]
struct Written {
    #[serde(default = "one")]
    scale: i64,
    n_musts: i64,
    bound: Option<WrittenTriple>,
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rows: BTreeMap<String, WrittenRow>,
}

#[derive(Deserialize)]
struct WrittenTriple {
    must: i64,
    shortfall: i64,
    value: i64,
}

#[derive(Deserialize)]
struct WrittenRow {
    at_most: i64,
    pairs: Vec<(String, String)>,
    because: String,
}

fn one() -> i64 {
    1
}

/// What a certificate says besides its prices, as far as it makes sense.
#[derive(Clone, Debug)]
pub(super) struct Certificate {
    /// Prices are in units of 1 / `scale`.
    pub scale: i128,
    /// The bound that it states, in the same units.
    pub stated: Option<Triple>,
    /// By name.
    pub groups: BTreeMap<String, Group>,
    pub rows: BTreeMap<String, ClaimedRow>,
}

/// The members of a group.
#[derive(Clone, Debug)]
pub(super) enum Group {
    Places(Vec<PlaceId>),
    Interpreters(Vec<InterpreterId>),
}

/// The claim that no timetable holds more than `at_most` meetings of these pairs.
#[derive(Clone, Debug)]
pub(super) struct ClaimedRow {
    pub at_most: i128,
    /// The smaller party id first.
    pub pairs: Vec<(PartyId, PartyId)>,
}

impl Certificate {
    /// `None` if the object is not one; its other faults are added to the list.
    pub fn read(derived: &Derived, json: &Value, faults: &mut Vec<CellFault>) -> Option<Self> {
        let written = match Written::deserialize(json) {
            Ok(written) => written,
            Err(error) => {
                faults.push(words::in_summary("/certificate", "", &Fault::Unreadable(error.to_string())));
                return None;
            }
        };
        if written.scale < 1 {
            faults.push(words::in_summary("/certificate/scale", &written.scale.to_string(), &Fault::Scale));
        }
        let n_musts = musts::n_asked(derived.event);
        if written.n_musts != n_musts {
            faults.push(words::in_summary("/certificate/n_musts", &written.n_musts.to_string(), &Fault::Musts(n_musts)));
        }
        let names = Names::of(derived.event);
        let mut read = Self {
            scale: i128::from(written.scale.max(1)),
            stated: written.bound.map(|b| Triple::new(b.must.into(), b.shortfall.into(), b.value.into())),
            groups: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        for (name, ids) in &written.groups {
            match read_group(&names, ids) {
                Ok(group) => insert(&mut read.groups, "groups", name, group, faults),
                Err((id, fault)) => faults.push(words::in_summary(&format!("/certificate/groups/{name}"), &id, &fault)),
            }
        }
        for (name, row) in &written.rows {
            match read_row(derived, &names, row) {
                Ok(row) => insert(&mut read.rows, "rows", name, row, faults),
                Err((id, fault)) => faults.push(words::in_summary(&format!("/certificate/rows/{name}"), &id, &fault)),
            }
        }
        Some(read)
    }
}

/// Names are compared as cells of prices.csv are: trimmed, NFC.
fn insert<T>(map: &mut BTreeMap<String, T>, list: &str, name: &str, entry: T, faults: &mut Vec<CellFault>) {
    let plain: String = name.trim().nfc().collect();
    if map.insert(plain, entry).is_some() {
        faults.push(words::in_summary(&format!("/certificate/{list}/{name}"), name, &Fault::Twice));
    }
}

/// All places or all interpreters, each once.
fn read_group(names: &Names, ids: &[String]) -> Result<Group, (String, Fault)> {
    let places: Option<Vec<PlaceId>> = ids.iter().map(|id| names.place(id)).collect();
    let interpreters: Option<Vec<InterpreterId>> = ids.iter().map(|id| names.interpreter(id)).collect();
    if let Some(twice) = ids.iter().enumerate().find(|(i, id)| ids[..*i].contains(id)) {
        return Err((twice.1.clone(), Fault::Twice));
    }
    match (places, interpreters) {
        (Some(places), _) => Ok(Group::Places(places)),
        (None, Some(interpreters)) => Ok(Group::Interpreters(interpreters)),
        (None, None) => {
            let is_known = |id: &&String| names.place(id).is_some() || names.interpreter(id).is_some();
            let unknown = ids.iter().find(|id| !is_known(id));
            Err(unknown.map_or((ids.join(", "), Fault::Mixed), |id| (id.clone(), Fault::NoMember)))
        }
    }
}

fn read_row(derived: &Derived, names: &Names, row: &WrittenRow) -> Result<ClaimedRow, (String, Fault)> {
    if row.because != "search" {
        return Err((row.because.clone(), Fault::Reason));
    }
    let mut pairs = Vec::new();
    for (sme, buyer) in &row.pairs {
        let shown = || format!("{sme}, {buyer}");
        let (a, b) = names.parties(sme, buyer).map_err(|_| (shown(), Fault::NoPair))?;
        let pair = unordered(a, b);
        if !derived.pair(a, b).exists() {
            return Err((shown(), Fault::NoPair));
        }
        // A pair stands for all its meetings, however often it is listed.
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    Ok(ClaimedRow { at_most: row.at_most.into(), pairs })
}

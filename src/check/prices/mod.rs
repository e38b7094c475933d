//! The certificate of levels 1 to 3: from prices.csv and the `certificate` of summary.json, as read back, to the bound that they prove.
//! Written from the specification's table of prices; sees the facts of an event and nothing of how prices are found. A price list proves
//! what it proves, whatever the prices are (weak duality); one that does not fit the event, or claims what cannot be confirmed, proves nothing.
//!
//! ```text
//!  summary.json --written--> groups, rows          prices.csv --list--> price by what is priced
//!  derived --ways--> pairs that may meet, where     derived + groups + rows --capacity--> how much there is of it
//!  rows --search--> confirmed or not                all of it --spots, bound--> (musts held, -shortfall, value)
//! ```

mod bound;
mod capacity;
mod list;
mod loss;
mod matching;
mod published;
mod raised;
mod room;
mod search;
mod spots;
mod triple;
mod ways;
mod words;
mod written;

pub(super) use capacity::most_meetings;
pub use loss::PriceBounds;
pub use published::{CertificateOpinion, LevelOpinion};
pub(super) use search::{Budget, Found, Stood, with_changes};
pub use triple::Triple;
pub(super) use ways::{Holdable, Ways, holdable};

use super::Checker;
use super::musts;
use super::read::CellFault;
use crate::event::PartyId;
use serde_json::Value;
use std::collections::HashMap;

use bound::Sums;
use list::Priced;
use words::Fault;
use written::Certificate;

/// Steps that confirming one row, and all rows together, may take.
const STEPS_OF_ROW: u64 = 200_000;
const STEPS_IN_ALL: u64 = 10_000_000;

/// What a price list proves of an event.
#[derive(Clone, Debug)]
pub struct CertificateVerdict {
    /// No timetable has a greater (musts held, -shortfall, value), in units of 1 / `scale`. `None` if the list has faults.
    pub bound: Option<Triple>,
    /// Units in which one point, one must wish and one missing meeting are counted: `certificate.scale` of summary.json, 1 if it cannot be read.
    pub scale: i128,
    /// By level 1 to 3: its printed bound follows from the price list.
    pub certified: [bool; 3],
    /// What it proves of timetables that hold one pair or another; `None` if the list has faults.
    pub by_pair: Option<PriceBounds>,
    /// Why the list proves nothing, or claims more than it proves.
    pub faults: Vec<CellFault>,
}

impl Checker<'_> {
    /// Recomputes the bound of a price list in whole numbers and compares it with the printed value and bound of each of levels 1 to 3, as
    /// many as were asked for: (value, bound) of the must wishes not held, the shortfall, the total value.
    pub fn certify(&self, prices_csv: &[u8], certificate_json: &Value, levels: &[(i64, i64)]) -> CertificateVerdict {
        let mut faults = Vec::new();
        let certificate = Certificate::read(&self.derived, certificate_json, &mut faults);
        let scale = certificate.as_ref().map_or(1, |certificate| certificate.scale);
        let by_pair = certificate.and_then(|certificate| self.price_bounds(&certificate, prices_csv, &mut faults));
        let bound = by_pair.as_ref().map(|bounds| bounds.bound);
        let n_musts = musts::n_asked(self.event());
        let certified = bound.map_or([false; 3], |bound| certified(bound, scale, n_musts, levels));
        if let Some(beaten) = bound.filter(|bound| is_beaten(*bound, scale, n_musts, levels)) {
            faults.push(words::in_summary("/levels", "", &Fault::Beaten(beaten)));
            return CertificateVerdict { bound: None, scale, certified: [false; 3], by_pair: None, faults };
        }
        CertificateVerdict { bound, scale, certified, by_pair, faults }
    }

    /// What a price list proves of timetables that hold one pair or another. `None` if the list has faults.
    pub fn price_bounds_of(&self, prices_csv: &[u8], certificate_json: &Value) -> Option<PriceBounds> {
        let mut faults = Vec::new();
        let certificate = Certificate::read(&self.derived, certificate_json, &mut faults)?;
        self.price_bounds(&certificate, prices_csv, &mut faults)
    }

    /// What a price list proves of all timetables: no (musts held, -shortfall, value) is greater, in units of 1 / the scale that follows. `None` if the list
    /// has faults.
    pub fn price_bound_of(&self, prices_csv: &[u8], certificate_json: &Value) -> Option<(Triple, i128)> {
        let mut faults = Vec::new();
        let certificate = Certificate::read(&self.derived, certificate_json, &mut faults)?;
        let pairs = ways::holdable(&self.derived);
        let sums = self.sums(&certificate, &pairs, prices_csv, &mut faults)?;
        Some((sums.bound, certificate.scale))
    }

    /// What a price list proves of some published meetings, each of a pair that meets once: no timetable has more of (held, 0, held in their slot), in units of
    /// 1 / the scale that follows. `None` if the list has faults, says less than it states, or rests on rows or rewards, which prove nothing here.
    pub(super) fn published_bound(&self, stood: &[Stood], prices_csv: &[u8], certificate_json: &Value) -> Option<(Triple, i128)> {
        let mut faults = Vec::new();
        let certificate = Certificate::read(&self.derived, certificate_json, &mut faults)?;
        let prices = list::read(&self.derived, &certificate, prices_csv, &mut faults);
        let is_reward = |priced: &Priced| matches!(priced, Priced::Minimum(_) | Priced::Row(_));
        if !faults.is_empty() || prices.keys().any(is_reward) {
            return None;
        }
        let pairs = ways::holdable(&self.derived);
        let bound = bound::published_sum(&self.derived, (&pairs, stood), &certificate, &prices)?;
        certificate.stated.is_none_or(|stated| stated >= bound).then_some((bound, certificate.scale))
    }

    /// `None` if the list or the certificate has a fault, which is added.
    fn price_bounds(&self, certificate: &Certificate, prices_csv: &[u8], faults: &mut Vec<CellFault>) -> Option<PriceBounds> {
        let pairs = ways::holdable(&self.derived);
        let sums = self.sums(certificate, &pairs, prices_csv, faults)?;
        let with = raised::with_each(&self.derived, &pairs, certificate, &sums);
        let bound = sums.bound;
        // Of a large event they take more memory than all else.
        drop(sums);
        let Some((with, points_with)) = with.zip(self.points_with(pairs, certificate, prices_csv)) else {
            faults.push(words::in_summary("/certificate", "", &Fault::TooLarge));
            return None;
        };
        let n_musts = musts::n_asked(self.event());
        Some(PriceBounds { bound, scale: certificate.scale, n_musts, with, points_with })
    }

    /// Points that no timetable exceeds that holds a pair: by the points of the prices alone, none below nothing, with points for all that a meeting is
    /// worth. `None` if the numbers are too large.
    fn points_with(
        &self,
        mut pairs: Vec<Holdable>,
        certificate: &Certificate,
        prices_csv: &[u8],
    ) -> Option<HashMap<(PartyId, PartyId), i128>> {
        let mut prices = list::read(&self.derived, certificate, prices_csv, &mut Vec::new());
        prices.retain(|priced, _| !matches!(priced, Priced::Minimum(_)));
        prices.values_mut().for_each(|price| *price = Triple::new(0, 0, price.value.max(0)));
        pairs.iter_mut().for_each(|pair| pair.musts.clear());
        let sums = bound::sums(&self.derived, &pairs, certificate, &prices)?;
        let with = raised::with_each(&self.derived, &pairs, certificate, &sums)?;
        Some(with.into_iter().map(|(pair, most)| (pair, most.value)).collect())
    }

    /// What the list adds up to. `None` if the list or the certificate has a fault, which is added.
    fn sums(
        &self,
        certificate: &Certificate,
        pairs: &[Holdable],
        prices_csv: &[u8],
        faults: &mut Vec<CellFault>,
    ) -> Option<Sums> {
        let prices = list::read(&self.derived, certificate, prices_csv, faults);
        self.confirm_rows(certificate, pairs, faults);
        if !faults.is_empty() {
            return None;
        }
        let Some(sums) = bound::sums(&self.derived, pairs, certificate, &prices) else {
            faults.push(words::in_summary("/certificate", "", &Fault::TooLarge));
            return None;
        };
        if certificate.stated.is_some_and(|stated| stated < sums.bound) {
            faults.push(words::in_summary("/certificate/bound", "", &Fault::Bound(sums.bound)));
            return None;
        }
        Some(sums)
    }

    /// Tries all ways to hold the pairs of each row.
    fn confirm_rows(&self, certificate: &Certificate, pairs: &[Holdable], faults: &mut Vec<CellFault>) {
        if certificate.rows.is_empty() {
            return;
        }
        let ways = Ways::of(&self.derived);
        let by_parties: HashMap<_, &Holdable> =
            pairs.iter().map(|pair| (super::unordered::unordered(pair.sme, pair.buyer), pair)).collect();
        let mut left = STEPS_IN_ALL;
        for (name, row) in &certificate.rows {
            let listed: Vec<&Holdable> = row.pairs.iter().filter_map(|pair| by_parties.get(pair).copied()).collect();
            let mut steps = STEPS_OF_ROW.min(left);
            left -= steps;
            let found = search::more_than(row.at_most, &listed, &ways, &mut steps);
            left += steps;
            let fault = match found {
                Found::NoMore => continue,
                Found::More => Fault::RowIsFalse,
                Found::Unknown => Fault::RowIsTooLarge,
            };
            faults.push(words::in_summary(&format!("/certificate/rows/{name}"), &row.at_most.to_string(), &fault));
        }
    }
}

/// Level by level: the printed bound is not beyond the recomputed one, and every earlier level's value reaches its part of it exactly.
fn certified(bound: Triple, scale: i128, n_musts: i64, levels: &[(i64, i64)]) -> [bool; 3] {
    let parts = [bound.must, bound.shortfall, bound.value];
    let (mut certified, mut reached) = ([false; 3], true);
    for (ix, (value, printed)) in levels.iter().take(3).enumerate() {
        let (value, printed) = (gain(ix, *value, n_musts), gain(ix, *printed, n_musts));
        // Whole numbers: what is not above the part is not above it rounded down.
        certified[ix] = reached && parts[ix].div_euclid(scale).min(most(ix, n_musts)) <= printed;
        reached &= value * scale == parts[ix];
    }
    certified
}

/// A printed number of a level as it stands in a bound, where more is better.
fn gain(level: usize, printed: i64, n_musts: i64) -> i128 {
    match level {
        0 => i128::from(n_musts) - i128::from(printed),
        1 => -i128::from(printed),
        _ => i128::from(printed),
    }
}

/// What no timetable exceeds anyhow: all must wishes held, nothing missing.
fn most(level: usize, n_musts: i64) -> i128 {
    match level {
        0 => n_musts.into(),
        1 => 0,
        _ => i128::MAX,
    }
}

/// The published values lie above the bound: one of the two is wrong.
fn is_beaten(bound: Triple, scale: i128, n_musts: i64, levels: &[(i64, i64)]) -> bool {
    let values = levels.iter().take(3).enumerate().map(|(ix, (value, _))| gain(ix, *value, n_musts) * scale);
    values.cmp([bound.must, bound.shortfall, bound.value].into_iter().take(levels.len())).is_gt()
}

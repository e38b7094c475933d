//! The figures that a run published beside meetings.csv, against the recomputed ones: summary.json, unmet.csv, parties.csv.

mod differs;
mod parties;
mod summary;
mod unmet;

use super::judged::JudgedTimetable;
use super::read::{CellFault, ReadBack};
use super::{Checker, PartyUnits, PriceBounds, Score};
use crate::event::PartyId;
use std::collections::HashMap;

/// Bytes of the files beside meetings.csv, as far as they are there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Published<'a> {
    /// summary.json; `None` if the folder has none, as below.
    pub summary_json: Option<&'a [u8]>,
    /// unmet.csv.
    pub unmet_csv: Option<&'a [u8]>,
    /// parties.csv.
    pub parties_csv: Option<&'a [u8]>,
}

impl Checker<'_> {
    /// Every figure that differs from what the meetings read back give.
    pub fn compare_published(&self, back: &ReadBack, published: &Published) -> Vec<CellFault> {
        let judged = JudgedTimetable::new(&self.derived, &back.held);
        let mut faults = Vec::new();
        if let Some(bytes) = published.summary_json {
            faults.extend(summary::faults(&judged, bytes));
        }
        if let Some(bytes) = published.unmet_csv {
            faults.extend(unmet::faults(&judged, bytes));
        }
        if let Some(bytes) = published.parties_csv {
            faults.extend(parties::faults(&judged, bytes));
        }
        faults
    }

    /// What unmet.csv says would bring each pair about, and the points that come with it; the smaller party id first.
    pub fn published_fixes(&self, unmet_csv: &[u8]) -> HashMap<(PartyId, PartyId), (String, i64)> {
        unmet::fixes(self.event(), unmet_csv)
    }

    /// Every `loss` of unmet.csv that the price list does not prove of the meetings read back.
    pub fn unproved_losses(&self, back: &ReadBack, unmet_csv: &[u8], bounds: &PriceBounds) -> Vec<CellFault> {
        let judged = JudgedTimetable::new(&self.derived, &back.held);
        let score = Score::of(&judged, &PartyUnits::of(&judged));
        unmet::loss_faults(&judged, &score, unmet_csv, bounds)
    }
}

//! The quality of a whole timetable (spec 5): gaps, hall changes, unwanted hours and table changes, by party and in all.

use crate::candidates::Candidates;
use crate::event::{Event, QualityCosts};
use crate::timetable::Timetable;

/// Units of each part of the quality cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    pub gaps: i64,
    pub hall_changes: i64,
    pub avoided: i64,
    pub table_changes: i64,
}

/// Units of every party and of the whole timetable.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// `by_party[party.ix()]`; a hall change or an avoided hour counts for each party concerned.
    pub by_party: Vec<Units>,
    pub total: Units,
}

impl Units {
    /// Cost in points.
    pub fn cost(&self, costs: &QualityCosts) -> i64 {
        self.gaps * costs.gap
            + self.hall_changes * costs.hall_change
            + self.avoided * costs.avoid
            + self.table_changes * costs.table_change
    }
}

impl Quality {
    pub fn of(event: &Event, candidates: &Candidates, timetable: &Timetable) -> Self {
        let _ = (candidates, timetable);
        Self { by_party: vec![Units::default(); event.parties.len()], total: Units::default() }
    }
}

//! Units of the quality cost, recomputed: gaps, hall changes, unwanted hours, table changes, by party and in all.

use super::case::Case;
use crate::event::{GapScope, PartyId, QualityCosts, Side, SlotId};

/// Units of each part of the quality cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    pub gaps: i64,
    pub hall_changes: i64,
    pub avoided: i64,
    pub table_changes: i64,
}

/// Units of every party and of the whole timetable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyUnits {
    /// `by_party[party.ix()]`
    pub by_party: Vec<Units>,
    pub total: Units,
    /// The party with the most gaps (the first of several); `None` if there is no gap.
    pub worst: Option<PartyId>,
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

pub(super) fn count(case: &Case) -> PartyUnits {
    let mut total = Units::default();
    let mut worst: Option<(i64, PartyId)> = None;
    let by_party = case
        .event
        .party_ids()
        .map(|party| {
            let units = Units {
                gaps: gaps(case, party),
                hall_changes: hall_changes(case, party),
                avoided: avoided(case, party),
                table_changes: table_changes(case, party),
            };
            total.gaps += units.gaps;
            total.hall_changes += units.hall_changes;
            total.avoided += units.avoided;
            total.table_changes += units.table_changes;
            if units.gaps > worst.map_or(0, |(most, _)| most) {
                worst = Some((units.gaps, party));
            }
            units
        })
        .collect();
    PartyUnits { by_party, total, worst: worst.map(|(_, party)| party) }
}

/// "two meetings neighbouring in time with at least one slot strictly between them, counted once however long, if the party is free in
/// at least one of those slots (or busy_is_idle)", within a scope unit.
fn gaps(case: &Case, party: PartyId) -> i64 {
    let free = case.facts.free_slots(party);
    let is_gap = |before: SlotId, after: SlotId| {
        let mut between = (before.0 + 1..after.0).map(SlotId).peekable();
        between.peek().is_some()
            && same_scope_unit(case, before, after)
            && (case.event.quality.busy_is_idle || between.any(|slot| free.contains(slot)))
    };
    case.busy_slots(party).windows(2).filter(|pair| is_gap(pair[0], pair[1])).count() as i64
}

fn same_scope_unit(case: &Case, a: SlotId, b: SlotId) -> bool {
    let grid = &case.event.grid;
    match case.event.quality.gap_scope {
        GapScope::Day => grid.day_of(a) == grid.day_of(b),
        GapScope::Session => grid.session_of(a) == grid.session_of(b),
        GapScope::Event => true,
    }
}

/// "consecutive meetings of one party on one day in different halls"; meetings without a place have no hall.
fn hall_changes(case: &Case, party: PartyId) -> i64 {
    let halls = |h: &super::Held| h.place.map(|p| case.event.place(p).hall);
    changes(case, party, |a, b| halls(a) != halls(b))
}

/// "consecutive meetings of one buyer on one day at different places"
fn table_changes(case: &Case, party: PartyId) -> i64 {
    if case.event.party(party).side != Side::Buyer {
        return 0;
    }
    changes(case, party, |a, b| a.place != b.place)
}

fn changes(case: &Case, party: PartyId, differ: impl Fn(&super::Held, &super::Held) -> bool) -> i64 {
    let on_day = |day: &[super::Held]| {
        day.windows(2).filter(|pair| pair.iter().all(|h| h.place.is_some()) && differ(&pair[0], &pair[1])).count() as i64
    };
    case.days_of(party).map(on_day).sum()
}

/// "a meeting in a window of kind `avoid`, once per party concerned"
fn avoided(case: &Case, party: PartyId) -> i64 {
    case.of_party(party).iter().filter(|h| case.facts.avoids(party, h.slot)).count() as i64
}

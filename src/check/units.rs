//! Units of the quality cost, recomputed: gaps, slots waited, hall changes, unwanted hours, table changes, by party and in all.

use super::WrittenMeeting;
use super::judged::JudgedTimetable;
use crate::event::{GapScope, PartyId, PlaceId, QualityCosts, Side, SlotId};

/// Units of each part of the quality cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Idle times between two meetings, each counted once however long it is.
    pub gaps: i64,
    /// Slots of gaps in which the party is free (every slot of them if busy is idle).
    pub waits: i64,
    /// Consecutive meetings on one day that are in different halls.
    pub hall_changes: i64,
    /// Meetings that touch an `avoid` window of the party.
    pub avoided: i64,
    /// Consecutive meetings of a buyer on one day that are at different places; 0 for an SME.
    pub table_changes: i64,
}

/// Units of every party and of the whole timetable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyUnits {
    /// `by_party[party.ix()]`
    pub by_party: Vec<Units>,
    /// Sum over all parties.
    pub total: Units,
    /// The party with the most gaps (the first of several); `None` if there is no gap.
    pub worst: Option<PartyId>,
}

impl Units {
    /// Cost in points.
    pub fn cost(&self, costs: &QualityCosts) -> i64 {
        // Without `..`: a part that is forgotten does not compile.
        let QualityCosts { gap, wait, hall_change, avoid, table_change, gap_scope: _, busy_is_idle: _ } = costs;
        let Self { gaps, waits, hall_changes, avoided, table_changes } = self;
        gaps * gap + waits * wait + hall_changes * hall_change + avoided * avoid + table_changes * table_change
    }

    fn add(&mut self, other: &Self) {
        let Self { gaps, waits, hall_changes, avoided, table_changes } = other;
        self.gaps += gaps;
        self.waits += waits;
        self.hall_changes += hall_changes;
        self.avoided += avoided;
        self.table_changes += table_changes;
    }
}

impl PartyUnits {
    pub(super) fn of(judged: &JudgedTimetable) -> Self {
        let by_party: Vec<Units> = judged.event.party_ids().map(|party| of_party(judged, party)).collect();
        let mut total = Units::default();
        by_party.iter().for_each(|units| total.add(units));
        let most = by_party.iter().map(|units| units.gaps).max().filter(|gaps| *gaps > 0);
        let worst = most.and_then(|most| judged.event.party_ids().find(|party| by_party[party.ix()].gaps == most));
        Self { by_party, total, worst }
    }
}

/// The gaps of a party, counted once each however long.
pub(super) fn gaps(judged: &JudgedTimetable, party: PartyId) -> i64 {
    idle_slots(judged, party).len() as i64
}

fn of_party(judged: &JudgedTimetable, party: PartyId) -> Units {
    let idle: Vec<usize> = idle_slots(judged, party);
    Units {
        gaps: idle.len() as i64,
        waits: idle.iter().sum::<usize>() as i64,
        hall_changes: changes(judged, party, |place| judged.event.place(place).hall.ix()),
        avoided: avoided(judged, party),
        table_changes: match judged.event.party(party).side {
            Side::Buyer => changes(judged, party, PlaceId::ix),
            Side::Sme => 0,
        },
    }
}

/// The gaps of a party: "two meetings neighbouring in time with at least one slot strictly between them, counted once however long, if
/// the party is free in at least one of those slots (or busy_is_idle)", within a scope unit. For each the slots that the party waits:
/// those "of a gap in which the party is free (busy_is_idle: every slot of it)".
fn idle_slots(judged: &JudgedTimetable, party: PartyId) -> Vec<usize> {
    let free = judged.derived.free_slots(party);
    let waited = |before: SlotId, after: SlotId| {
        let between = (before.0 + 1..after.0).map(SlotId);
        between.filter(|slot| judged.event.quality.busy_is_idle || free.contains(*slot)).count()
    };
    let slots = judged.busy_slots(party);
    let neighbours = slots.windows(2).filter(|pair| same_scope_unit(judged, pair[0], pair[1]));
    neighbours.map(|pair| waited(pair[0], pair[1])).filter(|n| *n > 0).collect()
}

fn same_scope_unit(judged: &JudgedTimetable, a: SlotId, b: SlotId) -> bool {
    let grid = &judged.event.grid;
    match judged.event.quality.gap_scope {
        GapScope::Day => grid.day_of(a) == grid.day_of(b),
        GapScope::Session => grid.session_of(a) == grid.session_of(b),
        GapScope::Event => true,
    }
}

/// Changes of a party "between two of its busy slots that follow each other on a day: the smaller of the two numbers of meetings, less
/// the halls (counted as often as they occur) or places that both slots have in common". A meeting without a place has neither.
fn changes(judged: &JudgedTimetable, party: PartyId, spot: impl Fn(PlaceId) -> usize) -> i64 {
    let spots = |slot: &[WrittenMeeting]| -> Vec<usize> { slot.iter().filter_map(|h| h.place).map(&spot).collect() };
    let on_day = |day: &[WrittenMeeting]| {
        let slots: Vec<Vec<usize>> = day.chunk_by(|a, b| a.slot == b.slot).map(spots).collect();
        slots.windows(2).map(|pair| pair[0].len().min(pair[1].len()) - n_in_common(&pair[0], &pair[1])).sum::<usize>()
    };
    judged.days_of(party).map(on_day).sum::<usize>() as i64
}

/// How many things two lists have in common, each as often as in both.
fn n_in_common(a: &[usize], b: &[usize]) -> usize {
    let mut rest = b.to_vec();
    let is_there = |spot: &&usize| rest.iter().position(|other| other == *spot).map(|ix| rest.swap_remove(ix)).is_some();
    a.iter().filter(is_there).count()
}

/// "a meeting in a window of kind `avoid`, once per party concerned"
fn avoided(judged: &JudgedTimetable, party: PartyId) -> i64 {
    judged.of_party(party).iter().filter(|h| judged.derived.avoids(party, h.slot)).count() as i64
}

//! Units of the quality cost, recomputed: gaps, slots waited, hall changes, unwanted hours, table changes, by party and in all.

use super::WrittenMeeting;
use super::judged::JudgedTimetable;
use crate::event::{GapScope, PartyId, PerPart, PlaceId, QualityCosts, QualityPart, Side, SlotId, Units};

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

impl PartyUnits {
    pub(super) fn of(judged: &JudgedTimetable) -> Self {
        let by_party: Vec<Units> = judged.event.party_ids().map(|party| of_party(judged, party)).collect();
        let total = PerPart::of(|part| by_party.iter().map(|units| units[part]).sum());
        let gaps = |units: &Units| units[QualityPart::Gap];
        let most = by_party.iter().map(gaps).max().filter(|most| *most > 0);
        let worst = most.and_then(|most| judged.event.party_ids().find(|party| gaps(&by_party[party.ix()]) == most));
        Self { by_party, total, worst }
    }

    /// The quality cost of the whole timetable, in points.
    pub(super) fn cost(&self, costs: &QualityCosts) -> i64 {
        QualityPart::ALL.into_iter().map(|part| costs.points[part] * self.total[part]).sum()
    }
}

/// The gaps of a party, counted once each however long.
pub(super) fn gaps(judged: &JudgedTimetable, party: PartyId) -> i64 {
    idle_slots(judged, party).len() as i64
}

fn of_party(judged: &JudgedTimetable, party: PartyId) -> Units {
    let idle: Vec<usize> = idle_slots(judged, party);
    PerPart::of(|part| match part {
        QualityPart::Gap => idle.len() as i64,
        QualityPart::Wait => idle.iter().sum::<usize>() as i64,
        QualityPart::HallChange => changes(judged, party, |place| judged.event.place(place).hall.ix()),
        QualityPart::Avoid => avoided(judged, party),
        QualityPart::TableChange => match judged.event.party(party).side {
            Side::Buyer => changes(judged, party, PlaceId::ix),
            Side::Sme => 0,
        },
    })
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

//! The figures an organizer asks for first, counted once for every format. Formats nothing.

use super::Report;
use crate::candidates::WishedBy;
use crate::event::{DayId, Event, HallId, PartyId, PlaceId, PlaceKind, QualityPart, Side, SlotId, WishKind};
use crate::outcome::ReasonCode;
use crate::problem::Problem;
use crate::tally::Tally;
use crate::timetable::{Meeting, Timetable};
use std::collections::BTreeMap;

/// Counts over a whole timetable.
#[derive(Clone, Debug)]
pub struct Kpis {
    pub n_meetings: usize,
    /// Held in a video room.
    pub n_online: usize,
    /// Total value of the meetings, in points.
    pub value: i64,
    /// Pairs that at least one wish connects.
    pub n_pairs: usize,
    /// Wishes of kind want or must, and how many of them are held.
    pub n_wishes: usize,
    pub n_wishes_held: usize,
    /// Those of kind must; each counts as often as it wants to meet, one for an organization once.
    pub n_musts: i64,
    pub n_musts_held: i64,
    /// Pairs that both sides wish.
    pub n_mutual: usize,
    pub n_mutual_held: usize,
    /// SMEs, then buyers.
    pub sides: [SideKpis; 2],
    /// By day, hall and kind of place; only where there are places.
    pub loads: Vec<Load>,
    /// How many pairs are not held for each reason, the most frequent first.
    pub unmet: Vec<(ReasonCode, usize)>,
    /// The party with the most gaps (the first in file order) and how many; `None` if nobody has one.
    pub worst_gaps: Option<(PartyId, i64)>,
    pub longest_wait_min: i32,
}

/// Meetings per party of one side.
#[derive(Clone, Debug)]
pub struct SideKpis {
    pub side: Side,
    pub n_parties: usize,
    pub min: usize,
    /// Twice the median, so that it is whole.
    pub median_twice: usize,
    pub max: usize,
    /// Parties without a meeting, in file order.
    pub without: Vec<Without>,
}

/// A party without a meeting, and why.
#[derive(Clone, Debug)]
pub struct Without {
    pub party: PartyId,
    /// Reasons of its unmet pairs, the most frequent first; empty if no pair connects it.
    pub reasons: Vec<(ReasonCode, usize)>,
}

/// Use of the tables or video rooms of a hall on a day.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub day: DayId,
    pub hall: HallId,
    pub kind: PlaceKind,
    pub n_meetings: usize,
    /// Slots in which a place is free, summed over the places.
    pub n_seats: usize,
    /// Most meetings in one slot, and the first such slot.
    pub peak: Option<(SlotId, usize)>,
}

impl Kpis {
    pub fn of(report: &Report) -> Self {
        let (event, candidates, timetable) = (report.event, report.candidates, report.timetable);
        let held: Vec<_> = timetable
            .meetings()
            .iter()
            .filter_map(|m| candidates.first_between(m.sme, m.buyer))
            .map(|id| candidates.pair(id))
            .collect();
        let problem = Problem::new(event, candidates);
        let (came_true, all) = (Tally::of(problem, timetable), Tally::of_all(problem));
        let wished = candidates.pairs.iter().filter(|p| p.copy == 0 && p.wished_by() != WishedBy::None);
        let online = |m: &&Meeting| event.place(m.place).kind == PlaceKind::Video;
        Self {
            n_meetings: timetable.len(),
            n_online: timetable.meetings().iter().filter(online).count(),
            value: held.iter().map(|p| p.value).sum(),
            n_pairs: wished.count(),
            n_wishes: event.wishes.iter().filter(|w| w.kind != WishKind::Block).count(),
            n_wishes_held: came_true.wishes as usize,
            n_musts: candidates.n_musts(),
            n_musts_held: candidates.musts_held(timetable),
            n_mutual: all.mutual as usize,
            n_mutual_held: came_true.mutual as usize,
            sides: sides(report),
            loads: loads(report),
            unmet: by_frequency(report.outcome.unmet.iter().map(|u| u.reason)),
            worst_gaps: worst_gaps(report),
            longest_wait_min: report.quality.longest_wait_min,
        }
    }
}

fn sides(report: &Report) -> [SideKpis; 2] {
    let counts: Vec<usize> = report.timetable.by_party(report.event).iter().map(Vec::len).collect();
    let mut reasons: BTreeMap<PartyId, Vec<ReasonCode>> = BTreeMap::new();
    for unmet in &report.outcome.unmet {
        for party in [unmet.sme, unmet.buyer] {
            reasons.entry(party).or_default().push(unmet.reason);
        }
    }
    [Side::Sme, Side::Buyer].map(|side| {
        let ids: Vec<_> = report.event.party_ids().filter(|p| report.event.party(*p).side == side).collect();
        let mut sorted: Vec<usize> = ids.iter().map(|p| counts[p.ix()]).collect();
        sorted.sort_unstable();
        let at = |i: usize| sorted.get(i).copied().unwrap_or(0);
        let last = sorted.len().saturating_sub(1);
        let without = ids
            .iter()
            .filter(|p| counts[p.ix()] == 0)
            .map(|p| Without { party: *p, reasons: by_frequency(reasons.get(p).into_iter().flatten().copied()) });
        SideKpis {
            side,
            n_parties: ids.len(),
            min: at(0),
            median_twice: at(last / 2) + at(last.div_ceil(2)),
            max: at(last),
            without: without.collect(),
        }
    })
}

/// The most frequent first, equals in order of the code.
fn by_frequency(reasons: impl Iterator<Item = ReasonCode>) -> Vec<(ReasonCode, usize)> {
    let mut counts: BTreeMap<ReasonCode, usize> = BTreeMap::new();
    reasons.for_each(|r| *counts.entry(r).or_default() += 1);
    let mut list: Vec<_> = counts.into_iter().collect();
    list.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    list
}

fn worst_gaps(report: &Report) -> Option<(PartyId, i64)> {
    let gaps = report.event.party_ids().zip(report.quality.by_party.iter().map(|u| u[QualityPart::Gap]));
    gaps.filter(|(_, n)| *n > 0).max_by_key(|(party, n)| (*n, std::cmp::Reverse(*party)))
}

fn loads(report: &Report) -> Vec<Load> {
    let event = report.event;
    let mut list = Vec::new();
    for day in (0..event.grid.days.len()).map(DayId::at) {
        for hall in (0..event.halls.len()).map(HallId::at) {
            for kind in [PlaceKind::Table, PlaceKind::Video] {
                list.extend(load(report, day, hall, kind));
            }
        }
    }
    list
}

fn load(report: &Report, day: DayId, hall: HallId, kind: PlaceKind) -> Option<Load> {
    let event = report.event;
    let here = |p: PlaceId| event.place(p).hall == hall && event.place(p).kind == kind;
    let places: Vec<_> = (0..event.places.len()).map(PlaceId::at).filter(|p| here(*p)).collect();
    if places.is_empty() {
        return None;
    }
    let on_day = |s: &SlotId| event.grid.day_of(*s) == day;
    let n_seats = places.iter().map(|p| report.candidates.place_free[p.ix()].iter().filter(on_day).count()).sum();
    let by_slot = meetings_by_slot(event, report.timetable, here);
    let of_day = || event.grid.slot_ids().filter(on_day).map(|s| (s, by_slot[s.ix()]));
    Some(Load {
        day,
        hall,
        kind,
        n_meetings: of_day().map(|(_, n)| n).sum(),
        n_seats,
        peak: of_day().filter(|(_, n)| *n > 0).max_by_key(|(slot, n)| (*n, std::cmp::Reverse(*slot))),
    })
}

/// Meetings in every slot at the places that count: `[slot.ix()]`.
pub fn meetings_by_slot(event: &Event, timetable: &Timetable, counts: impl Fn(PlaceId) -> bool) -> Vec<usize> {
    let mut by_slot = vec![0; event.n_slots()];
    timetable.meetings().iter().filter(|m| counts(m.place)).for_each(|m| by_slot[m.slot.ix()] += 1);
    by_slot
}

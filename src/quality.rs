//! The quality of a whole timetable (spec 5): gaps, waiting, hall changes, unwanted hours and table changes, by party and in all.

use crate::event::{Event, GapScope, PartyId, QualityCosts, Side, SlotId};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use std::collections::BTreeMap;

/// Units of each part of the quality cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    pub gaps: i64,
    /// Slots of gaps in which the party could have met someone.
    pub waits: i64,
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
    /// The longest gap of anyone within a day, in minutes from the end of a meeting to the start of the next.
    pub longest_wait_min: i32,
}

impl Units {
    /// Cost in points.
    pub fn cost(&self, costs: &QualityCosts) -> i64 {
        self.gaps * costs.gap
            + self.waits * costs.wait
            + self.hall_changes * costs.hall_change
            + self.avoided * costs.avoid
            + self.table_changes * costs.table_change
    }

    fn add(&mut self, other: &Self) {
        self.gaps += other.gaps;
        self.waits += other.waits;
        self.hall_changes += other.hall_changes;
        self.avoided += other.avoided;
        self.table_changes += other.table_changes;
    }
}

impl Quality {
    pub fn of(problem: Problem, timetable: &Timetable) -> Self {
        let event = problem.event;
        let mut quality = Self::default();
        for (party, meetings) in event.party_ids().zip(timetable.by_party(event)) {
            let units = units_of(problem, party, &meetings);
            let waits = gaps_of(problem, party, &meetings);
            let longest = waits.filter_map(|(a, b)| wait_min(event, a, b)).max().unwrap_or(0);
            quality.longest_wait_min = quality.longest_wait_min.max(longest);
            quality.total.add(&units);
            quality.by_party.push(units);
        }
        quality
    }
}

/// Units of one party, from its meetings sorted by slot, then place id.
fn units_of(problem: Problem, party: PartyId, meetings: &[Meeting]) -> Units {
    let Problem { event, candidates } = problem;
    let free = &candidates.free[party.ix()];
    let waits = |(a, b): (SlotId, SlotId)| {
        let all = (a.0 + 1..b.0).map(SlotId);
        if event.quality.busy_is_idle { all.count() } else { all.filter(|slot| free.contains(*slot)).count() }
    };
    let changes = changes_of(event, meetings, |m| event.place(m.place).hall);
    let moves = changes_of(event, meetings, |m| m.place);
    Units {
        gaps: gaps_of(problem, party, meetings).count() as i64,
        waits: gaps_of(problem, party, meetings).map(waits).sum::<usize>() as i64,
        hall_changes: changes as i64,
        avoided: meetings.iter().filter(|m| candidates.avoid[party.ix()].contains(m.slot)).count() as i64,
        table_changes: if event.party(party).side == Side::Buyer { moves as i64 } else { 0 },
    }
}

/// How often a party changes what `of` tells of a meeting, between busy slots that follow each other on a day: the meetings of the slot
/// that has fewer, less what both slots have in common.
fn changes_of<K: Ord>(event: &Event, meetings: &[Meeting], of: impl Fn(&Meeting) -> K) -> usize {
    let slots: Vec<&[Meeting]> = meetings.chunk_by(|a, b| a.slot == b.slot).collect();
    let counts = |slot: &[Meeting]| {
        let mut counts: BTreeMap<K, usize> = BTreeMap::new();
        slot.iter().for_each(|m| *counts.entry(of(m)).or_default() += 1);
        counts
    };
    let neighbours = slots.windows(2).filter(|w| event.grid.day_of(w[0][0].slot) == event.grid.day_of(w[1][0].slot));
    neighbours
        .map(|w| {
            let later = counts(w[1]);
            let common: usize = counts(w[0]).iter().map(|(k, n)| *n.min(later.get(k).unwrap_or(&0))).sum();
            w[0].len().min(w[1].len()) - common
        })
        .sum()
}

/// The gaps of one party, each as the slots of the two meetings around it.
fn gaps_of<'a>(problem: Problem<'a>, party: PartyId, meetings: &'a [Meeting]) -> impl Iterator<Item = (SlotId, SlotId)> + 'a {
    let event = problem.event;
    let free = &problem.candidates.free[party.ix()];
    meetings.windows(2).map(|w| (w[0].slot, w[1].slot)).filter(move |(a, b)| {
        let mut between = (a.0 + 1..b.0).map(SlotId);
        same_unit(event, *a, *b) && between.any(|slot| event.quality.busy_is_idle || free.contains(slot))
    })
}

/// Whether slots follow each other for the counting of gaps.
fn same_unit(event: &Event, a: SlotId, b: SlotId) -> bool {
    match event.quality.gap_scope {
        GapScope::Day => event.grid.day_of(a) == event.grid.day_of(b),
        GapScope::Session => event.grid.session_of(a) == event.grid.session_of(b),
        GapScope::Event => true,
    }
}

/// Minutes from the end of a meeting to the start of a later one of the same day.
fn wait_min(event: &Event, a: SlotId, b: SlotId) -> Option<i32> {
    let end_min = event.slot(a).start_min + event.grid.meeting_min();
    (event.grid.day_of(a) == event.grid.day_of(b)).then_some(event.slot(b).start_min - end_min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::testing::sample::{Sample, timetable};

    /// One SME with meetings at the given (slot, place) of two days of two sessions with three slots each.
    fn check_sme(sample: Sample, spots: &[(u32, u32)], expected: Units) {
        let event = sample.smes(1).buyers(spots.len()).days(2).sessions(2, 3).tables(&[2, 1]).all_want().event();
        let meetings: Vec<_> = spots.iter().enumerate().map(|(i, (slot, place))| (0, 1 + i as u32, *slot, *place)).collect();
        let candidates = Candidates::new(&event);
        let quality = Quality::of(Problem::new(&event, &candidates), &timetable(&event, &meetings));
        assert_eq!(Units { waits: 0, ..quality.by_party[0] }, expected);
    }

    fn gaps(gaps: i64) -> Units {
        Units { gaps, ..Units::default() }
    }

    #[test]
    fn a_gap_counts_once_however_long_and_not_over_night() {
        check_sme(Sample::new(), &[(0, 0), (1, 0), (2, 0)], gaps(0));
        check_sme(Sample::new(), &[(0, 0), (2, 0)], gaps(1));
        check_sme(Sample::new(), &[(0, 0), (5, 0)], gaps(1));
        check_sme(Sample::new(), &[(0, 0), (2, 0), (4, 0)], gaps(2));
        check_sme(Sample::new(), &[(0, 0), (9, 0)], gaps(0));
        check_sme(Sample::new(), &[(2, 0), (3, 0)], gaps(0));
    }

    #[test]
    fn the_scope_says_what_follows_what() {
        check_sme(Sample::new().gap_scope(GapScope::Event), &[(0, 0), (9, 0)], gaps(1));
        check_sme(Sample::new().gap_scope(GapScope::Session), &[(0, 0), (5, 0)], gaps(0));
        check_sme(Sample::new().gap_scope(GapScope::Session), &[(0, 0), (2, 0)], gaps(1));
    }

    #[test]
    fn time_in_which_a_party_is_never_free_is_no_gap_unless_busy_is_idle() {
        check_sme(Sample::new().busy(0, &[1]), &[(0, 0), (2, 0)], gaps(0));
        check_sme(Sample::new().busy(0, &[1]), &[(0, 0), (3, 0)], gaps(1));
        check_sme(Sample::new().busy(0, &[1]).busy_is_idle(), &[(0, 0), (2, 0)], gaps(1));
    }

    #[test]
    fn halls_count_by_day_for_both_sides_and_tables_for_buyers_only() {
        check_sme(Sample::new(), &[(0, 0), (1, 2), (2, 1)], Units { hall_changes: 2, ..Units::default() });
        check_sme(Sample::new(), &[(5, 0), (6, 2)], gaps(0));
        let event = Sample::new().smes(3).buyers(1).sessions(1, 3).tables(&[2, 1]).all_want().event();
        let meetings = [(0, 3, 0, 0), (1, 3, 1, 1), (2, 3, 2, 2)];
        let quality = Quality::of(Problem::new(&event, &Candidates::new(&event)), &timetable(&event, &meetings));
        assert_eq!(quality.by_party[3], Units { hall_changes: 1, table_changes: 2, ..Units::default() });
        assert_eq!(quality.total.cost(&event.quality), 3 + 2);
    }

    #[test]
    fn an_unwanted_hour_counts_for_each_party_concerned() {
        check_sme(Sample::new().avoid(0, &[1, 4]), &[(0, 0), (1, 0), (2, 0)], Units { avoided: 1, ..Units::default() });
    }

    #[test]
    fn every_free_slot_of_a_gap_is_waited() {
        for (sample, waits) in
            [(Sample::new(), 2), (Sample::new().busy(0, &[1]), 1), (Sample::new().busy(0, &[1]).busy_is_idle(), 2)]
        {
            let event = sample.smes(1).buyers(3).sessions(1, 4).tables(&[1]).all_want().event();
            let meetings = timetable(&event, &[(0, 1, 0, 0), (0, 2, 3, 0)]);
            assert_eq!(Quality::of(Problem::new(&event, &Candidates::new(&event)), &meetings).by_party[0].waits, waits);
        }
    }

    #[test]
    fn the_longest_wait_is_the_longest_gap() {
        let event = Sample::new().smes(1).buyers(3).sessions(1, 6).tables(&[1]).all_want().event();
        let candidates = Candidates::new(&event);
        let wait = |meetings| Quality::of(Problem::new(&event, &candidates), &timetable(&event, meetings)).longest_wait_min;
        assert_eq!(wait(&[(0, 1, 0, 0), (0, 2, 2, 0), (0, 3, 5, 0)]), 31);
        assert_eq!(wait(&[(0, 1, 0, 0), (0, 2, 1, 0)]), 0);
    }
}

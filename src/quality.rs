//! The quality of a whole timetable (spec 5): gaps, waits, hall changes, unwanted hours and table changes, by party and in all.

use crate::event::{Event, GapScope, PartyId, PerPart, QualityCosts, QualityPart, Side, SlotId, Units};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};

/// Units of every party and of the whole timetable.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// `by_party[party.ix()]`; a hall change or an avoided hour counts for each party concerned.
    pub by_party: Vec<Units>,
    /// Sum over all parties.
    pub total: Units,
    /// The longest gap of anyone within a day, in minutes from the end of a meeting to the start of the next.
    pub longest_wait_min: i32,
}

/// The quality cost in points.
pub fn cost(units: &Units, costs: &QualityCosts) -> i64 {
    units.iter().map(|(part, n)| n * costs.points[part]).sum()
}

/// The quality cost of a timetable, in points.
pub fn cost_of(problem: Problem, timetable: &Timetable) -> i64 {
    cost(&Quality::of(problem, timetable).total, &problem.event.quality)
}

impl Quality {
    /// Counts the units of every party. Takes any timetable; keeps to no rule.
    pub fn of(problem: Problem, timetable: &Timetable) -> Self {
        let event = problem.event;
        let mut quality = Self::default();
        for (party, meetings) in event.party_ids().zip(timetable.by_party(event)) {
            let units = units_of(problem, party, &meetings);
            let gaps = gaps_of(problem, party, &meetings);
            let longest = gaps.filter_map(|gap| wait_min(event, gap.before, gap.after)).max().unwrap_or(0);
            quality.longest_wait_min = quality.longest_wait_min.max(longest);
            units.iter().for_each(|(part, n)| quality.total[part] += n);
            quality.by_party.push(units);
        }
        quality
    }
}

/// Units of one party, from its meetings sorted by slot, then place id.
fn units_of(problem: Problem, party: PartyId, meetings: &[Meeting]) -> Units {
    let Problem { event, candidates } = problem;
    let slots: Vec<&[Meeting]> = meetings.chunk_by(|a, b| a.slot == b.slot).collect();
    let neighbours =
        || slots.windows(2).map(|w| (w[0], w[1])).filter(|(a, b)| event.grid.day_of(a[0].slot) == event.grid.day_of(b[0].slot));
    PerPart::of(|part| match part {
        QualityPart::Gap => n_gaps(problem, party, meetings),
        QualityPart::Wait => gaps_of(problem, party, meetings).map(|gap| gap.n_idle).sum(),
        QualityPart::HallChange => neighbours().map(|(a, b)| n_changes(a, b, |m| event.place(m.place).hall.ix())).sum(),
        QualityPart::Avoid => meetings.iter().filter(|m| candidates.avoid[party.ix()].contains(m.slot)).count() as i64,
        QualityPart::TableChange if event.party(party).side == Side::Sme => 0,
        QualityPart::TableChange => neighbours().map(|(a, b)| n_changes(a, b, |m| m.place.ix())).sum(),
    })
}

/// Meetings of one slot that go on elsewhere in the next: the smaller number, less what both slots have in common, counted as often as it occurs.
fn n_changes(before: &[Meeting], after: &[Meeting], at: impl Fn(&Meeting) -> usize) -> i64 {
    let mut left: Vec<usize> = after.iter().map(&at).collect();
    let mut stays = 0;
    for here in before.iter().map(at) {
        if let Some(same) = left.iter().position(|there| *there == here) {
            left.swap_remove(same);
            stays += 1;
        }
    }
    before.len().min(after.len()) as i64 - stays
}

/// Two meetings, neighbours in time, between which a party idles.
struct Gap {
    before: SlotId,
    after: SlotId,
    /// Slots strictly between in which idling counts, at least one.
    n_idle: i64,
}

/// How many gaps a party has whose meetings, sorted by slot, are these.
pub fn n_gaps(problem: Problem, party: PartyId, meetings: &[Meeting]) -> i64 {
    gaps_of(problem, party, meetings).count() as i64
}

/// The gaps of one party, in order of time.
fn gaps_of<'a>(problem: Problem<'a>, party: PartyId, meetings: &'a [Meeting]) -> impl Iterator<Item = Gap> + 'a {
    let event = problem.event;
    let free = &problem.candidates.free[party.ix()];
    let neighbours = meetings.windows(2).map(|w| (w[0].slot, w[1].slot)).filter(move |(a, b)| same_unit(event, *a, *b));
    neighbours.filter_map(move |(before, after)| {
        let between = (before.0 + 1..after.0).map(SlotId);
        let n_idle = between.filter(|slot| event.quality.busy_is_idle || free.contains(*slot)).count() as i64;
        (n_idle > 0).then_some(Gap { before, after, n_idle })
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
        assert_eq!(quality.by_party[0], expected);
    }

    fn gaps(gaps: i64) -> Units {
        idle(gaps, gaps)
    }

    fn idle(gaps: i64, waits: i64) -> Units {
        units(&[(QualityPart::Gap, gaps), (QualityPart::Wait, waits)])
    }

    /// Only these.
    fn units(parts: &[(QualityPart, i64)]) -> Units {
        PerPart::of(|part| parts.iter().find(|p| p.0 == part).map_or(0, |p| p.1))
    }

    #[test]
    fn a_gap_counts_once_however_long_and_not_over_night() {
        check_sme(Sample::new(), &[(0, 0), (1, 0), (2, 0)], gaps(0));
        check_sme(Sample::new(), &[(0, 0), (2, 0)], gaps(1));
        check_sme(Sample::new(), &[(0, 0), (5, 0)], idle(1, 4));
        check_sme(Sample::new(), &[(0, 0), (2, 0), (4, 0)], gaps(2));
        check_sme(Sample::new(), &[(0, 0), (9, 0)], gaps(0));
        check_sme(Sample::new(), &[(2, 0), (3, 0)], gaps(0));
    }

    #[test]
    fn the_scope_says_what_follows_what() {
        check_sme(Sample::new().gap_scope(GapScope::Event), &[(0, 0), (9, 0)], idle(1, 8));
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
        check_sme(Sample::new(), &[(0, 0), (1, 2), (2, 1)], units(&[(QualityPart::HallChange, 2)]));
        check_sme(Sample::new(), &[(5, 0), (6, 2)], gaps(0));
        let event = Sample::new().smes(3).buyers(1).sessions(1, 3).tables(&[2, 1]).all_want().event();
        let meetings = [(0, 3, 0, 0), (1, 3, 1, 1), (2, 3, 2, 2)];
        let quality = Quality::of(Problem::new(&event, &Candidates::new(&event)), &timetable(&event, &meetings));
        assert_eq!(quality.by_party[3], units(&[(QualityPart::HallChange, 1), (QualityPart::TableChange, 2)]));
        assert_eq!(cost(&quality.total, &event.quality), 3 + 2);
    }

    #[test]
    fn a_wait_costs_for_each_slot_of_a_gap_in_which_the_party_is_free() {
        check_sme(Sample::new().busy(0, &[2, 3]), &[(0, 0), (5, 0)], idle(1, 2));
        check_sme(Sample::new().busy(0, &[2, 3]).busy_is_idle(), &[(0, 0), (5, 0)], idle(1, 4));
        check_sme(Sample::new().busy(0, &[1, 2, 3, 4]), &[(0, 0), (5, 0)], idle(0, 0));
        let costs = Sample::new().with(|event| event.quality.points[QualityPart::Wait] = 2).event().quality;
        assert_eq!(cost(&idle(1, 4), &costs), 10 + 2 * 4);
    }

    /// A buyer with three desks and meetings at these places in slots 0 and 1; places 0 and 1 are in hall 1, 2 and 3 in hall 2.
    fn check_desks(before: &[u32], after: &[u32], hall_changes: i64, table_changes: i64) {
        let event = Sample::new().smes(8).buyers(1).tables(&[2, 2]).all_want().with(|e| e.parties[8].capacity = 3).event();
        let at = |slot: u32, places: &[u32]| places.iter().map(|place| (4 * slot + place, 8, slot, *place)).collect::<Vec<_>>();
        let candidates = Candidates::new(&event);
        let quality = Quality::of(Problem::new(&event, &candidates), &timetable(&event, &[at(0, before), at(1, after)].concat()));
        let changes = [QualityPart::HallChange, QualityPart::TableChange].map(|part| quality.by_party[8][part]);
        assert_eq!(changes, [hall_changes, table_changes], "{before:?} then {after:?}");
    }

    #[test]
    fn of_several_desks_those_change_that_cannot_stay() {
        check_desks(&[0, 2], &[0, 2], 0, 0);
        check_desks(&[0, 1], &[0, 2], 1, 1);
        check_desks(&[0, 1], &[2, 3], 2, 2);
        check_desks(&[0, 2], &[1, 2], 0, 1);
        check_desks(&[0, 1, 2], &[2], 0, 0);
        check_desks(&[0], &[1, 2], 0, 1);
        check_desks(&[0], &[2, 3], 1, 1);
    }

    #[test]
    fn an_unwanted_hour_counts_for_each_party_concerned() {
        check_sme(Sample::new().avoid(0, &[1, 4]), &[(0, 0), (1, 0), (2, 0)], units(&[(QualityPart::Avoid, 1)]));
    }

    #[test]
    fn every_free_slot_of_a_gap_is_waited() {
        for (sample, waits) in
            [(Sample::new(), 2), (Sample::new().busy(0, &[1]), 1), (Sample::new().busy(0, &[1]).busy_is_idle(), 2)]
        {
            let event = sample.smes(1).buyers(3).sessions(1, 4).tables(&[1]).all_want().event();
            let meetings = timetable(&event, &[(0, 1, 0, 0), (0, 2, 3, 0)]);
            assert_eq!(
                Quality::of(Problem::new(&event, &Candidates::new(&event)), &meetings).by_party[0][QualityPart::Wait],
                waits
            );
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

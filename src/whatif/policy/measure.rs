//! What a timetable brings, by the same yardstick with and without a setting.

use super::item::{Item, ItemKind};
use crate::candidates::Candidates;
use crate::event::PartyId;
use crate::problem::Problem;
use crate::tally::Tally;
use crate::timetable::{Meeting, Timetable};

/// Figures of a timetable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Must wishes not held, of those that the event as it is has.
    pub must_unheld: i64,
    /// Meetings missing to the minimums of the event as it is.
    pub shortfall: i64,
    /// Points, of a bonus by everything but the bonus itself.
    pub value: i64,
    /// Counts.
    pub tally: Tally,
    /// Meetings of the parties concerned; nothing where it is said of no single ones.
    pub own: Group,
    /// All other meetings.
    pub others: Group,
}

/// A part of the meetings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub meetings: i64,
    /// Wishes that come true with them.
    pub wishes: i64,
    /// What they are worth, in the unit of [`Measure::value`].
    pub value: i64,
    /// Parties of the group without a meeting.
    pub with_nothing: i64,
}

/// By what timetables of the event as it is and of the event without an item are measured.
pub struct Yardstick<'a> {
    /// As it is.
    problem: Problem<'a>,
    /// What meetings are worth: the first of these that knows the pair.
    worth: [Option<&'a Candidates>; 2],
    concerned: Vec<bool>,
}

impl<'a> Yardstick<'a> {
    /// For an item, with the candidates of the event without it.
    pub fn of(item: &Item, problem: Problem<'a>, without: &'a Candidates) -> Self {
        let worth = match item.kind() {
            ItemKind::Bonus => [Some(without), None],
            ItemKind::Minimum | ItemKind::Limit | ItemKind::Rule => [Some(problem.candidates), Some(without)],
        };
        Self { concerned: concerned(problem, &item.parties(problem.event)), worth, problem }
    }

    /// For parties, where nothing is worth more or less than it is now.
    pub fn of_parties(problem: Problem<'a>, parties: &[PartyId]) -> Self {
        Self { concerned: concerned(problem, parties), worth: [Some(problem.candidates), None], problem }
    }

    /// The figures of a timetable.
    pub fn measure(&self, timetable: &Timetable) -> Measure {
        let Problem { event, candidates } = self.problem;
        let n_of: Vec<i64> = timetable.by_party(event).iter().map(|meetings| meetings.len() as i64).collect();
        let missing = event.parties.iter().zip(&n_of).map(|(party, n)| (i64::from(party.min_meetings) - n).max(0));
        let (mut own, mut others) = (Group::default(), Group::default());
        let mut met = std::collections::BTreeSet::new();
        for meeting in timetable.meetings() {
            let is_own = meeting.parties().iter().any(|party| self.concerned[party.ix()]);
            let group = if is_own { &mut own } else { &mut others };
            group.meetings += 1;
            group.value += self.value(meeting);
            let pair = candidates.first_between(meeting.sme, meeting.buyer).filter(|id| met.insert(*id));
            let wishes =
                pair.map(|id| candidates.pair(id)).map_or(0, |pair| [pair.sme_wish, pair.buyer_wish].iter().flatten().count());
            group.wishes += wishes as i64;
        }
        for party in event.party_ids().filter(|party| n_of[party.ix()] == 0) {
            let group = if self.concerned[party.ix()] { &mut own } else { &mut others };
            group.with_nothing += 1;
        }
        Measure {
            must_unheld: candidates.n_musts() - candidates.musts_held_by_pairs(timetable),
            shortfall: missing.sum(),
            value: own.value + others.value,
            tally: Tally::of(self.problem, timetable),
            own,
            others,
        }
    }

    fn value(&self, meeting: &Meeting) -> i64 {
        let known = self.worth.iter().flatten().find_map(|candidates| {
            let id = candidates.first_between(meeting.sme, meeting.buyer)?;
            Some(candidates.pair(id).value)
        });
        known.unwrap_or(0)
    }
}

fn concerned(problem: Problem, parties: &[PartyId]) -> Vec<bool> {
    let mut concerned = vec![false; problem.event.parties.len()];
    parties.iter().for_each(|party| concerned[party.ix()] = true);
    concerned
}

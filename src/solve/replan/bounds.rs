//! Why no timetable changes less: groups of published meetings, no two with a meeting in common, and how many of each must be dropped or moved
//! whatever becomes of all others. What they claim is counted only once the second opinion has confirmed it.

use super::Plan;
use crate::event::{PairId, PartyId};
use crate::place::Stand;
use crate::prove::{ChangeQuestion, Changes, fewest_changes};
use crate::published::PublishedMeeting;
use crate::replan::{Change, Differences};
use std::collections::{BTreeMap, BTreeSet};

/// Published meetings of which so many must be dropped, and, where no more are, so many must move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeGroup {
    /// Positions in the published timetable, ascending.
    pub meetings: Vec<usize>,
    /// At least as many are dropped.
    pub dropped: usize,
    /// At least as many move if no more than `dropped` are dropped.
    pub moved: usize,
}

/// Decisions that the question about a group may take.
const DECISIONS: u64 = 60_000;
/// Meetings of a group at most.
const MOST_MEETINGS: usize = 150;

/// A published meeting that counts: of a pair that meets once, and not frozen.
struct Counted<'a> {
    old: usize,
    stand: &'a Stand,
    change: Change,
    parties: [PartyId; 2],
}

/// Groups that explain the changes as far as neighbourhoods do; every meeting that cannot stand is in one.
pub fn groups(plan: Plan, published: &[PublishedMeeting], differences: &Differences) -> Vec<ChangeGroup> {
    let counted = counted(plan, published, differences);
    let mut left: BTreeSet<usize> = (0..counted.len()).filter(|i| cannot_stand(&counted[*i])).collect();
    let mut groups = Vec::new();
    for part in parts(&counted) {
        if let Some(group) = claim(plan, &counted, &part) {
            part.iter().for_each(|i| _ = left.remove(i));
            groups.push(group);
        }
    }
    let single = |i: usize| {
        let is_gone = plan.problem.candidates.pair(counted[i].stand.pair).slots.is_empty();
        ChangeGroup { meetings: vec![counted[i].old], dropped: usize::from(is_gone), moved: usize::from(!is_gone) }
    };
    groups.extend(left.into_iter().map(single));
    groups
}

fn cannot_stand(counted: &Counted) -> bool {
    counted.stand.slot.is_none()
}

fn counted<'a>(plan: Plan<'a>, published: &[PublishedMeeting], differences: &Differences) -> Vec<Counted<'a>> {
    let candidates = plan.problem.candidates;
    let mut n_of_pair: BTreeMap<PairId, usize> = BTreeMap::new();
    let first = |old: &PublishedMeeting| old.parties.and_then(|(a, b)| candidates.first_between(a, b));
    published.iter().filter_map(first).for_each(|id| *n_of_pair.entry(id).or_default() += 1);
    let stands: BTreeMap<PairId, &Stand> = plan.stands.iter().map(|s| (s.pair, s)).collect();
    let of = |d: &crate::replan::Difference| {
        let old = d.old?;
        let pair = first(&published[old])?;
        let once = candidates.pair(pair).n_copies == 1 && n_of_pair[&pair] == 1;
        let stand = stands.get(&pair).filter(|_| once)?;
        Some(Counted { old, stand, change: d.change, parties: candidates.pair(pair).parties() })
    };
    differences.list.iter().filter_map(of).collect()
}

/// Neighbourhoods of the meetings that were dropped, or moved although they could stand, as positions in `counted`: all meetings of their parties and
/// of the parties of those who cannot stand among them. Those that overlap are one.
fn parts(counted: &[Counted]) -> Vec<Vec<usize>> {
    let of_parties = |parties: &BTreeSet<PartyId>| -> Vec<usize> {
        (0..counted.len()).filter(|i| counted[*i].parties.iter().any(|p| parties.contains(p))).collect()
    };
    let hard = |c: &&Counted| c.change == Change::Dropped || c.change == Change::Moved && !cannot_stand(c);
    let mut parts: Vec<BTreeSet<usize>> = Vec::new();
    for seed in counted.iter().filter(hard) {
        let mut parties: BTreeSet<PartyId> = seed.parties.into();
        let homeless: Vec<PartyId> =
            of_parties(&parties).into_iter().filter(|i| cannot_stand(&counted[*i])).flat_map(|i| counted[i].parties).collect();
        parties.extend(homeless);
        let mut part: BTreeSet<usize> = of_parties(&parties).into_iter().collect();
        let (overlapping, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(|other| !other.is_disjoint(&part));
        overlapping.into_iter().for_each(|other| part.extend(other));
        parts = apart;
        parts.push(part);
    }
    parts.into_iter().map(|part| part.into_iter().collect()).collect()
}

/// What a part by itself must lose. `None` if it takes too long to tell.
fn claim(plan: Plan, counted: &[Counted], part: &[usize]) -> Option<ChangeGroup> {
    if part.len() > MOST_MEETINGS || plan.stop.now() {
        return None;
    }
    let n = |test: &dyn Fn(&Counted) -> bool| part.iter().filter(|i| test(&counted[**i])).count();
    let known = Changes { dropped: n(&|c| c.change == Change::Dropped), moved: n(&|c| c.change == Change::Moved) };
    let published = part.iter().map(|i| (counted[*i].stand.pair, counted[*i].stand.slot)).collect();
    let question = ChangeQuestion { published, ..ChangeQuestion::default() };
    let found = fewest_changes(plan.problem, &question, known, (None, DECISIONS), plan.stop);
    let Changes { dropped, moved } = found.changes;
    let meetings = part.iter().map(|i| counted[*i].old).collect();
    found.is_least.then_some(ChangeGroup { meetings, dropped, moved })
}

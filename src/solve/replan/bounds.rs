//! Why no timetable changes less: groups of published meetings, no two with a meeting in common, and how many of each must be dropped or moved
//! whatever becomes of all others. What they claim is counted only once the second opinion has confirmed it.

use super::plan::Plan;
use super::prices::n_of_pairs;
use crate::event::{PairId, PartyId, PlaceId, SlotId};
use crate::matching::{HallViolator, match_all};
use crate::place::Stand;
use crate::prices::party_capacity;
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
const DECISIONS: u64 = 10_000;
/// Meetings of a group at most.
const MOST_MEETINGS: usize = 200;

/// A published meeting that counts: of a pair that meets once.
struct Counted<'a> {
    old: usize,
    stand: &'a Stand,
    change: Change,
    parties: [PartyId; 2],
}

/// Groups that explain the changes as far as neighbourhoods do; every meeting that cannot stand is in one.
pub fn groups(plan: Plan, published: &[PublishedMeeting], differences: &Differences) -> Vec<ChangeGroup> {
    let counted = counted(plan, published, differences);
    let single = |i: usize| {
        let is_gone = plan.problem.candidates.pair(counted[i].stand.pair).slots.is_empty();
        Claim { members: BTreeSet::from([i]), dropped: usize::from(is_gone), moved: usize::from(!is_gone) }
    };
    let mut claims: Vec<Claim> = (0..counted.len()).filter(|i| cannot_stand(&counted[*i])).map(single).collect();
    claims.extend(crowds(plan, &counted));
    claims = full_parties(plan, &counted).into_iter().fold(claims, better);
    let n = |change| counted.iter().filter(|c| c.change == change).count();
    let actual = (n(Change::Dropped), n(Change::Moved));
    for reach in [Reach::Own, Reach::Homeless, Reach::Places] {
        for part in parts(plan, &counted, reach) {
            if total(&claims) >= actual {
                break;
            }
            claims = match claim(plan, &counted, part) {
                Some(claim) => better(claims, claim),
                None => claims,
            };
        }
    }
    let group = |claim: Claim| ChangeGroup {
        meetings: claim.members.iter().map(|i| counted[*i].old).collect(),
        dropped: claim.dropped,
        moved: claim.moved,
    };
    claims.into_iter().map(group).collect()
}

/// A group in the making: positions among the meetings that count.
#[derive(Clone, Debug)]
struct Claim {
    members: BTreeSet<usize>,
    dropped: usize,
    moved: usize,
}

/// What the claims say together; they have no member in common.
fn total(claims: &[Claim]) -> (usize, usize) {
    (claims.iter().map(|c| c.dropped).sum(), claims.iter().map(|c| c.moved).sum())
}

/// The claims with another one in the place of those that it overlaps, if that says more.
fn better(claims: Vec<Claim>, new: Claim) -> Vec<Claim> {
    let mut with: Vec<Claim> = Vec::new();
    for claim in &claims {
        let left: BTreeSet<usize> = claim.members.difference(&new.members).copied().collect();
        let n_gone = claim.members.len() - left.len();
        let (dropped, moved) = (claim.dropped.saturating_sub(n_gone), claim.moved.saturating_sub(n_gone));
        if n_gone == 0 {
            with.push(claim.clone());
        } else if dropped + moved > 0 {
            with.push(Claim { members: left, dropped, moved });
        }
    }
    with.push(new);
    if total(&with) > total(&claims) { with } else { claims }
}

/// Meetings that stand in one slot and depend on fewer places than they are (Hall 1935).
fn crowds(plan: Plan, counted: &[Counted]) -> Vec<Claim> {
    let mut by_slot: BTreeMap<SlotId, Vec<usize>> = BTreeMap::new();
    for (i, one) in counted.iter().enumerate() {
        if let Some(slot) = one.stand.slot {
            by_slot.entry(slot).or_default().push(i);
        }
    }
    let (event, candidates) = (plan.problem.event, plan.problem.candidates);
    let mut claims = Vec::new();
    for (slot, mut standing) in by_slot {
        loop {
            let open = |i: &usize| -> Vec<usize> {
                candidates.places_at(event, candidates.pair(counted[*i].stand.pair), slot).map(|p| p.ix()).collect()
            };
            let places: Vec<Vec<usize>> = standing.iter().map(open).collect();
            let found = match_all(standing.len(), event.places.len(), 1, |i| places[i].iter().copied());
            let Err(HallViolator { right, .. }) = found else { break };
            let within = |at: &usize| places[*at].iter().all(|place| right.binary_search(place).is_ok());
            let members: BTreeSet<usize> = (0..standing.len()).filter(within).map(|at| standing[at]).collect();
            standing.retain(|i| !members.contains(i));
            let moved = members.len() - right.len();
            claims.push(Claim { members, dropped: 0, moved });
        }
    }
    claims
}

fn cannot_stand(counted: &Counted) -> bool {
    counted.stand.slot.is_none()
}

fn counted<'a>(plan: Plan<'a>, published: &[PublishedMeeting], differences: &Differences) -> Vec<Counted<'a>> {
    let candidates = plan.problem.candidates;
    let n_of_pair = n_of_pairs(plan, published);
    let first = |old: &PublishedMeeting| old.parties.and_then(|(a, b)| candidates.first_between(a, b));
    let stands: BTreeMap<PairId, &Stand> = plan.all_stands.iter().map(|s| (s.pair, s)).collect();
    let of = |d: &crate::replan::Difference| {
        let old = d.old.filter(|_| d.change != Change::Cancelled)?;
        let pair = first(&published[old])?;
        let once = candidates.pair(pair).n_copies == 1 && n_of_pair[&pair] == 1;
        let stand = stands.get(&pair).filter(|_| once)?;
        Some(Counted { old, stand, change: d.change, parties: candidates.pair(pair).parties() })
    };
    differences.list.iter().filter_map(of).collect()
}

/// Whose meetings belong to a neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Those of the parties of its seeds.
    Own,
    /// And those of the parties of everybody among them who cannot stand.
    Homeless,
    /// And those whose places they would need where both are free.
    Places,
}

/// Neighbourhoods of the meetings that were dropped, or moved although they could stand, as positions in `counted`. Those that overlap are one.
fn parts(plan: Plan, counted: &[Counted], reach: Reach) -> Vec<Vec<usize>> {
    let of_parties = |parties: &BTreeSet<PartyId>| -> Vec<usize> {
        (0..counted.len()).filter(|i| counted[*i].parties.iter().any(|p| parties.contains(p))).collect()
    };
    let hard = |c: &&Counted| c.change == Change::Dropped || c.change == Change::Moved && !cannot_stand(c);
    let mut parts: Vec<BTreeSet<usize>> = Vec::new();
    for seed in counted.iter().filter(hard) {
        let mut parties: BTreeSet<PartyId> = seed.parties.into();
        let homeless: Vec<PartyId> =
            of_parties(&parties).into_iter().filter(|i| cannot_stand(&counted[*i])).flat_map(|i| counted[i].parties).collect();
        if reach != Reach::Own {
            parties.extend(homeless);
        }
        let mut part: BTreeSet<usize> = of_parties(&parties).into_iter().collect();
        if reach == Reach::Places {
            let homeless: Vec<usize> = part.iter().copied().filter(|i| cannot_stand(&counted[*i])).collect();
            homeless.into_iter().for_each(|i| part.extend(rivals(plan, counted, i)));
        }
        let (overlapping, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(|other| !other.is_disjoint(&part));
        overlapping.into_iter().for_each(|other| part.extend(other));
        parts = apart;
        parts.push(part);
    }
    parts.into_iter().map(|part| part.into_iter().collect()).collect()
}

/// Meetings that use up the places of a meeting that cannot stand, in the slots in which both its parties have no other published meeting.
fn rivals(plan: Plan, counted: &[Counted], homeless: usize) -> Vec<usize> {
    let (event, candidates) = (plan.problem.event, plan.problem.candidates);
    let pair = candidates.pair(counted[homeless].stand.pair);
    let concerned = |c: &&Counted| c.parties.iter().any(|p| counted[homeless].parties.contains(p));
    let busy: BTreeSet<SlotId> = counted.iter().filter(concerned).filter_map(|c| c.stand.slot).collect();
    let mut rivals = Vec::new();
    for slot in pair.slots.iter().filter(|slot| !busy.contains(slot)) {
        let places: BTreeSet<PlaceId> = candidates.places_at(event, pair, slot).collect();
        let uses = |c: &Counted| c.stand.slot == Some(slot) && c.stand.exact.is_some_and(|exact| places.contains(&exact.place));
        let users: Vec<usize> = (0..counted.len()).filter(|i| uses(&counted[*i])).collect();
        if users.len() >= places.len() {
            rivals.extend(users);
        }
    }
    rivals
}

/// Parties with more meetings than slots, or than their limits allow: what one cannot hold at all.
fn full_parties(plan: Plan, counted: &[Counted]) -> Vec<Claim> {
    let (event, candidates) = (plan.problem.event, plan.problem.candidates);
    let mut claims = Vec::new();
    for party in event.party_ids() {
        let own: Vec<usize> = (0..counted.len()).filter(|i| counted[*i].parties.contains(&party)).collect();
        let slots = |i: &usize| candidates.pair(counted[*i].stand.pair).slots.iter().map(SlotId::ix).collect::<Vec<_>>();
        let desks = event.party(party).capacity as usize;
        let mut left: Vec<Vec<usize>> = own.iter().map(slots).collect();
        while let Err(HallViolator { left: crowd, .. }) =
            match_all(left.len(), event.n_slots(), desks, |i| left[i].iter().copied())
        {
            left.swap_remove(crowd[0]);
        }
        let room = usize::try_from(party_capacity(plan.problem, party)).unwrap_or(usize::MAX);
        let dropped = (own.len() - left.len()).max(own.len().saturating_sub(room));
        if dropped > 0 {
            let n_homeless = own.iter().filter(|i| cannot_stand(&counted[**i])).count();
            claims.push(Claim { members: own.into_iter().collect(), dropped, moved: n_homeless.saturating_sub(dropped) });
        }
    }
    claims
}

/// What a part by itself must lose. `None` if it takes too long to tell.
fn claim(plan: Plan, counted: &[Counted], part: Vec<usize>) -> Option<Claim> {
    if part.len() > MOST_MEETINGS || plan.stop.now() {
        return None;
    }
    let n = |test: &dyn Fn(&Counted) -> bool| part.iter().filter(|i| test(&counted[**i])).count();
    let known = Changes { dropped: n(&|c| c.change == Change::Dropped), moved: n(&|c| c.change == Change::Moved) };
    let published = part.iter().map(|i| (counted[*i].stand.pair, counted[*i].stand.slot)).collect();
    let question = ChangeQuestion { published, ..ChangeQuestion::default() };
    let found = fewest_changes(plan.problem, &question, known, (None, DECISIONS), plan.stop);
    let Changes { dropped, moved } = found.changes;
    found.is_least.then(|| Claim { members: part.into_iter().collect(), dropped, moved })
}

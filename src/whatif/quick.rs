//! For every wish that is not met, the cheapest change of the input with which the network holds it: one solve for each kind of room of each party,
//! a few pivots from the last. What the network says is an estimate, because it does not know all rules. [`Search`](super::Search) proves.

use super::change::Change;
use super::fixes::cost;
use super::parallel::in_parallel_with;
use super::propose::{Fullness, admitting, limits_of};
use super::words::sentence;
use crate::candidates::{Exclusion, Pair};
use crate::event::{PairId, PartyId, SlotId};
use crate::outcome::{Certificate, Fix, Unmet};
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::select::network::Network;
use crate::select::trial::{Room, Trial};
use crate::stop::Stop;
use crate::timetable::Timetable;
use crate::triple::Triple;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// How much to do at once, and how long.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Wishes and parties looked at at a time.
    pub n_threads: usize,
    /// When to stop.
    pub stop: &'a Stop,
}

/// By how much a limit may be raised.
const RAISED: [u32; 10] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 40];

/// The cheapest change found for a wish: what it costs its people, who gets it, the changes, the gain.
struct Found {
    cost: u32,
    party: PartyId,
    changes: Vec<Change>,
    gain: i64,
}

/// By wish. What is kept of several is the cheapest, of the party that comes first, in whatever order they are found.
type AllFound = Mutex<Vec<Option<Found>>>;

/// Fills in the fixes, as far as the time reaches. They do not depend on the number of threads.
pub fn fixes(problem: Problem, timetable: &Timetable, certificate: &Certificate, unmet: &mut [Unmet], effort: Effort) {
    let Effort { n_threads, stop } = effort;
    let network = Network::with_spare(problem, stop);
    let quick = Quick { problem, certificate, network, fullness: Fullness::of(problem.event, timetable), stop };
    let mut by_party: BTreeMap<PartyId, Vec<(usize, PairId)>> = BTreeMap::new();
    let mut excluded = Vec::new();
    for (ix, row) in unmet.iter().enumerate() {
        let Some(id) = problem.candidates.first_between(row.sme, row.buyer) else { continue };
        if problem.candidates.pair(id).schedulable() {
            [row.sme, row.buyer].iter().for_each(|p| by_party.entry(*p).or_default().push((ix, id)));
        } else {
            excluded.push(ix);
        }
    }
    let rows: &[Unmet] = unmet;
    let trial = || quick.network.as_ref().map(Trial::of);
    let admitted =
        in_parallel_with(n_threads, &excluded, stop, trial, |trial, ix: &usize| quick.admitted(&rows[*ix], trial.as_mut()));
    let mut found: Vec<Option<Found>> = rows.iter().map(|_| None).collect();
    for (ix, admitted) in excluded.into_iter().zip(admitted) {
        found[ix] = admitted.flatten();
    }
    let found = Mutex::new(found);
    if let Some(network) = &quick.network {
        let parties: Vec<(PartyId, Vec<(usize, PairId)>)> = by_party.into_iter().collect();
        let room = |trial: &mut Trial, of_party: &_| quick.room(of_party, trial, &found);
        in_parallel_with(n_threads, &parties, stop, || Trial::of(network), room);
    }
    for (row, found) in unmet.iter_mut().zip(found.into_inner().expect("nobody panics with the lock")) {
        row.fix = found.map(|found| Fix {
            sentence: sentence(problem.event, &found.changes).of(problem.event.language).to_string(),
            gain: found.gain,
        });
    }
}

struct Quick<'a> {
    problem: Problem<'a>,
    certificate: &'a Certificate,
    /// None if there was no time to solve it.
    network: Option<Network>,
    fullness: Fullness,
    stop: &'a Stop,
}

impl Quick<'_> {
    /// What room for the party makes of its wishes, from the cheapest kind on.
    fn room(&self, (party, rows): &(PartyId, Vec<(usize, PairId)>), trial: &mut Trial, found: &AllFound) {
        let party = *party;
        if !self.network.as_ref().is_some_and(|network| network.is_full(party)) {
            return;
        }
        let mut changes: Vec<Change> = Vec::new();
        for n in RAISED {
            let of_n = limits_of(self.problem, &self.fullness, party, n).into_iter();
            changes.extend(of_n.filter(|change| matches!(change, Change::Limit { .. } | Change::AtOnce { .. })));
        }
        changes.extend(super::levers::sessions(self.problem, party));
        changes.sort_by_key(|change| cost(self.problem.event, change));
        let mut raising_helps = true;
        for change in changes {
            let is_raised = matches!(change, Change::Limit { .. });
            if is_raised && !raising_helps {
                continue;
            }
            let cost = cost(self.problem.event, &change);
            let is_open = |found: &Option<Found>| found.as_ref().is_none_or(|f| (f.cost, f.party) > (cost, party));
            let any_open = || {
                let found = found.lock().expect("nobody panics with the lock");
                rows.iter().any(|(ix, _)| is_open(&found[*ix]))
            };
            if self.stop.now() || !any_open() {
                return;
            }
            let Some(room) = self.of_change(party, &change) else { continue };
            let gain = points(trial.give(&room).min(self.most_of(party, &change)));
            // The higher limits come later, because they cost more.
            raising_helps &= !is_raised || trial.is_used_up();
            if gain == 0 {
                continue;
            }
            let carried = rows.iter().filter(|(_, id)| trial.carries(*id));
            let mut found = found.lock().expect("nobody panics with the lock");
            for (ix, _) in carried {
                if is_open(&found[*ix]) {
                    found[*ix] = Some(Found { cost, party, changes: vec![change.clone()], gain });
                }
            }
        }
    }

    /// The room that a change gives; `None` if the network does not know it.
    fn of_change(&self, party: PartyId, change: &Change) -> Option<Room> {
        let (facts, free) = (self.problem.event.party(party), &self.problem.candidates.free);
        let n_free = free[party.ix()].len() as i64;
        let no_more = Room { party, meetings: 0, draws: 0, pairs: Vec::new() };
        // More seats than its limit of meetings are of no use.
        let seats = |n: i64| {
            let most = self.network.as_ref().map_or(0, |network| network.most_meetings(party));
            let limit = facts.max_meetings.map_or(i64::MAX, |limit| (i64::from(limit) - most).max(0));
            Room { meetings: n.min(limit), draws: n, ..no_more.clone() }
        };
        match change {
            Change::Limit { limit: super::Limit::Meetings, to, .. } => {
                let meetings = i64::from(*to) - i64::from(facts.max_meetings?);
                Some(Room { meetings, ..no_more })
            }
            Change::AtOnce { .. } => Some(seats(n_free)),
            Change::Free { slots: (first, end), .. } => {
                let comes_then = |other: PartyId| (first.0..end.0).any(|slot| free[other.ix()].contains(SlotId(slot)));
                let pairs = self.coming_in(party, |pair, other| pair.exclusion.is_none() && comes_then(other));
                Some(Room { pairs, ..seats(i64::from(end.0 - first.0) * i64::from(facts.capacity)) })
            }
            Change::MeetOnline { .. } => {
                let pairs = self.coming_in(party, |pair, _| pair.exclusion == Some(Exclusion::Mode) && !pair.common.is_empty());
                Some(Room { pairs, ..no_more })
            }
            _ => None,
        }
    }

    /// The room for one pair that is blocked or forbidden no longer; `None` if that is not all, or the network has no way to the buyer.
    fn of_pair(&self, changes: &[Change], id: PairId) -> Option<Room> {
        let candidates = self.problem.candidates;
        let pair = candidates.pair(id);
        let has_way = |party: PartyId| candidates.of_party[party.ix()].iter().any(|id| candidates.pair(*id).schedulable());
        let is_all = changes.iter().all(|change| matches!(change, Change::Unblock { .. } | Change::Unpin { .. }));
        let pairs = candidates.copies(id).filter(|copy| Network::may_come_in(candidates.pair(*copy))).collect();
        let room = Room { party: pair.sme, meetings: i64::from(!has_way(pair.sme)), draws: 0, pairs };
        (is_all && has_way(pair.buyer)).then_some(room)
    }

    /// The pairs of a party, seen with the other one, that room lets in.
    fn coming_in(&self, party: PartyId, comes_in: impl Fn(&Pair, PartyId) -> bool) -> Vec<PairId> {
        let candidates = self.problem.candidates;
        let other = |pair: &Pair| if pair.sme == party { pair.buyer } else { pair.sme };
        let of_party = candidates.of_party[party.ix()].iter().copied().map(|id| (id, candidates.pair(id)));
        of_party.filter(|(_, pair)| Network::may_come_in(pair) && comes_in(pair, other(pair))).map(|(id, _)| id).collect()
    }

    /// What the prices of all rules leave a change to gain at most.
    fn most_of(&self, party: PartyId, change: &Change) -> Triple {
        let (prices, unlimited) = (&self.certificate.prices, Triple { must: i64::MAX, shortfall: 0, value: 0 });
        let Change::Limit { limit: super::Limit::Meetings, to, .. } = change else { return unlimited };
        // A row may have been learned from the limit.
        let is_in_row =
            prices.rows.iter().flat_map(|row| &row.pairs).any(|id| self.problem.candidates.pair(*id).parties().contains(&party));
        match self.problem.event.party(party).max_meetings {
            Some(most) if !is_in_row => {
                let worth = prices.party[party.ix()] * i64::from(to - most);
                Triple { value: worth.value.div_euclid(prices.scale), ..worth }
            }
            _ => unlimited,
        }
    }

    /// The first change that lets a pair be held by itself and with which the network holds it. Of changes that the network does not know, the first
    /// with which the prices leave something of the pair's worth.
    fn admitted(&self, row: &Unmet, mut trial: Option<&mut Trial>) -> Option<Found> {
        let mut found = None;
        let known_as = self.problem.candidates.first_between(row.sme, row.buyer);
        admitting(self.problem, (row.sme, row.buyer), &mut |changes, problem, id| {
            let of_network =
                trial.as_deref_mut().zip(known_as).and_then(|(trial, known)| self.of_admission(changes, known, trial));
            let gain = of_network.unwrap_or_else(|| self.left(problem, id));
            found = (gain > Triple::ZERO).then(|| Found {
                cost: changes.iter().map(|change| cost(self.problem.event, change)).sum(),
                party: row.sme,
                changes: changes.to_vec(),
                gain: points(gain),
            });
            found.is_some() || self.stop.now()
        });
        found
    }

    /// What the network gains by changes that let a pair in, nothing if a best circulation does without the pair; `None` if the network does not
    /// know the changes.
    fn of_admission(&self, changes: &[Change], id: PairId, trial: &mut Trial) -> Option<Triple> {
        let room = match changes {
            [change @ (Change::Free { party, .. } | Change::MeetOnline { sme: party })] => self.of_change(*party, change),
            [Change::Unblock { .. }, ..] | [Change::Unpin { .. }] => self.of_pair(changes, id),
            _ => None,
        };
        let room = room.filter(|room| room.pairs.contains(&id))?;
        let gain = trial.give(&room);
        if trial.carries(id) {
            return Some(gain);
        }
        // Another pair may be worth as much.
        let alone = trial.give(&Room { pairs: vec![id], ..room });
        Some(if trial.carries(id) && alone == gain { gain } else { Triple::ZERO })
    }

    /// What the prices leave of the worth of a pair that a change lets in.
    fn left(&self, problem: Problem, id: PairId) -> Triple {
        let prices = &self.certificate.prices;
        let left = Valuation::of_one(problem, prices, id).unwrap_or(Triple::ZERO);
        Triple { value: left.value / prices.scale, ..left }
    }
}

/// Points, where the levels before gain nothing; never below 0.
fn points(gain: Triple) -> i64 {
    gain.value.max(0)
}

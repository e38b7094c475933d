//! For every wish that is not met, the cheapest change of the input with which the network holds it: one solve for each kind of room of each party,
//! a few pivots from the last. What the network says is an estimate: it does not know all rules, and a slot more for a pair that had none may help others too. [`Search`](super::Search) proves.

use super::change::Change;
use super::fixes::cost;
use super::parallel::{in_parallel, in_parallel_with};
use super::propose::{Fullness, admitting, room_of};
use super::words::sentence;
use crate::event::{PairId, PartyId};
use crate::outcome::{Certificate, Fix, Unmet};
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::select::network::{Network, Room, Trial};
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
    let admitted = in_parallel(n_threads, &excluded, stop, |ix| quick.admitted(&rows[*ix]));
    let mut found: Vec<Option<Found>> = rows.iter().map(|_| None).collect();
    for (ix, admitted) in excluded.into_iter().zip(admitted) {
        found[ix] = admitted.flatten();
    }
    let found = Mutex::new(found);
    if let Some(network) = &quick.network {
        let parties: Vec<(PartyId, Vec<(usize, PairId)>)> = by_party.into_iter().collect();
        let room = |trial: &mut Trial, of_party: &_| quick.room(of_party, trial, &found);
        in_parallel_with(n_threads, &parties, stop, || network.trial(), room);
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
            let of_n = room_of(self.problem, &self.fullness, party, n).into_iter();
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
            let gain = points(trial.give(room));
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
        let event = self.problem.event;
        let n_free = self.problem.candidates.free[party.ix()].len() as i64;
        match change {
            Change::Limit { limit: super::Limit::Meetings, to, .. } => {
                let more = i64::from(*to) - i64::from(event.party(party).max_meetings?);
                Some(Room { party, meetings: more, draws: 0 })
            }
            Change::AtOnce { .. } => Some(Room { party, meetings: n_free, draws: n_free }),
            Change::Free { slots, .. } => {
                let more = i64::from(slots.1.0 - slots.0.0) * i64::from(event.party(party).capacity);
                Some(Room { party, meetings: more, draws: more })
            }
            _ => None,
        }
    }

    /// The first change that lets a pair be held by itself, if the prices leave something of its worth then.
    fn admitted(&self, row: &Unmet) -> Option<Found> {
        let mut found = None;
        let prices = &self.certificate.prices;
        admitting(self.problem, (row.sme, row.buyer), &mut |changes, problem, id| {
            let gain = Valuation::of_one(problem, prices, id).filter(|gain| *gain > Triple::ZERO);
            found = gain.map(|gain| {
                let cost = changes.iter().map(|change| cost(self.problem.event, change)).sum();
                let gain = points(Triple { value: gain.value / prices.scale, ..gain });
                Found { cost, party: row.sme, changes: changes.to_vec(), gain }
            });
            found.is_some() || self.stop.now()
        });
        found
    }
}

/// Points, where the levels before gain nothing; never below 0.
fn points(gain: Triple) -> i64 {
    gain.value.max(0)
}

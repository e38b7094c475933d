//! A row that a set of meetings violates because they do not fit their parties' slots, even if meetings could be split over slots.
//!
//! Prices on party-slots (dual values of the fractional placement; Benders 1962): if every meeting of a pair, wherever it is put, pays at least
//! its weight, then the weights of the pairs held sum to no more than all priced party-slots can pay. A single party with price 1 on some slots
//! is Hall's condition; several parties together see what no single one does.

use super::compact::{LearnedRow, RowReason};
use super::lp::{self, Answer, SolverChoice};
use super::program::{Column, Program, Sense};
use crate::event::{PairId, PartyId, SlotId};
use crate::problem::Problem;
use crate::stop::Stop;
use std::collections::{BTreeMap, BTreeSet};

/// A row that every timetable holds and the selection of all `crowd` does not, or `None` if prices of 0 and 1 on their
/// parties' slots show none.
pub fn separating_row(problem: Problem, crowd: &[PairId], solver: SolverChoice, stop: &Stop) -> Option<LearnedRow> {
    let (program, prices) = pricing(problem, crowd);
    let Answer::Optimal { point, objective } = lp::solve(&program, false, solver, stop) else { return None };
    let priced: BTreeSet<(PartyId, SlotId)> =
        prices.into_iter().filter(|(_, c)| lp::whole(&point, *c) > 0).map(|(key, _)| key).collect();
    (objective > 0).then(|| row_of(problem, &priced))
}

/// Chooses prices that make the crowd's weights exceed what the priced party-slots can pay, by as much as possible.
fn pricing(problem: Problem, crowd: &[PairId]) -> (Program, BTreeMap<(PartyId, SlotId), Column>) {
    let Problem { event, candidates } = problem;
    let mut program = Program::default();
    let mut prices = BTreeMap::new();
    for id in crowd {
        let pair = candidates.pair(*id);
        let weight = program.add_choice();
        program.objective.push((weight, 1));
        for slot in pair.slots.iter() {
            let mut terms = vec![(weight, 1)];
            for party in pair.parties() {
                let price = *prices.entry((party, slot)).or_insert_with(|| {
                    let price = program.add_choice();
                    program.objective.push((price, -i64::from(event.party(party).capacity)));
                    price
                });
                terms.push((price, -1));
            }
            program.add_row(None, terms, Sense::AtMost, 0);
        }
    }
    (program, prices)
}

/// The row of a set of priced party-slots, with every pair that pays in each of its slots.
fn row_of(problem: Problem, priced: &BTreeSet<(PartyId, SlotId)>) -> LearnedRow {
    let Problem { event, candidates } = problem;
    let parties: BTreeSet<PartyId> = priced.iter().map(|(p, _)| *p).collect();
    let pairs: BTreeSet<PairId> = parties.iter().flat_map(|p| &candidates.of_party[p.ix()]).copied().collect();
    let paid =
        |id: PairId, slot: SlotId| candidates.pair(id).parties().iter().filter(|p| priced.contains(&(**p, slot))).count() as i64;
    let weight = |id: &PairId| candidates.pair(*id).slots.iter().map(|slot| paid(*id, slot)).min().unwrap_or(0);
    let terms = pairs.into_iter().map(|id| (id, weight(&id))).filter(|(_, k)| *k > 0).collect();
    let reason = RowReason::PartySlots(priced.iter().copied().collect());
    LearnedRow { terms, rhs: priced.iter().map(|(p, _)| i64::from(event.party(*p).capacity)).sum(), reason }
}

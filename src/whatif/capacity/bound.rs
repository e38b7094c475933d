//! What the prices of the network prove of all timetables of an event, and what its circulation is made of.

use crate::candidates::Candidates;
use crate::event::{Event, PairId};
use crate::outcome::Certificate;
use crate::prices::{PriceList, Valuation};
use crate::problem::Problem;
use crate::select::network::{Aim, Network};
use crate::timetable::Timetable;
use std::collections::BTreeSet;

/// What is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Meetings.
    pub meetings: i64,
    /// Wishes that come true: those whose parties meet at all.
    pub wishes: i64,
    /// Points.
    pub value: i64,
}

/// What no timetable exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtMost {
    /// Of the number or value.
    pub at_most: i64,
    /// The second opinion added it up.
    pub is_certified: bool,
}

/// Who adds prices up independently: the greatest total value of the problem's timetables that the certificate proves; `None` if it proves nothing.
pub type AddUp<'a> = &'a (dyn Fn(Problem, &Certificate) -> Option<i64> + Sync);

/// What no timetable exceeds of an event in which only the total value counts.
pub fn at_most(event: &Event, add_up: AddUp) -> AtMost {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let mut prices = Network::new(problem, Aim::Lexicographic).prices(problem);
    let own = certificate(problem, &prices);
    let proved = add_up(problem, &own).or_else(|| {
        // A row that cannot be confirmed proves nothing; without rows the list proves less.
        let had_some = !std::mem::take(&mut prices.rows).is_empty();
        had_some.then(|| add_up(problem, &certificate(problem, &prices))).flatten()
    });
    let own = own.bound.value.div_euclid(own.prices.scale);
    AtMost { at_most: proved.unwrap_or(own).max(0), is_certified: proved.is_some() }
}

fn certificate(problem: Problem, prices: &PriceList) -> Certificate {
    Certificate { prices: prices.clone(), n_musts: 0, bound: Valuation::of(problem, prices).bound() }
}

/// What the network selects: it knows neither the exact slots of meetings nor interpreters, walks and order, so a timetable may hold less.
pub fn expected(event: &Event) -> Counts {
    let candidates = Candidates::new(event);
    let problem = Problem::new(event, &candidates);
    let carried = Network::new(problem, Aim::Lexicographic).carried();
    let some = candidates.pair_ids().zip(carried).filter(|(_, n)| *n > 0);
    let mut counts = Counts::default();
    let mut met: BTreeSet<PairId> = BTreeSet::new();
    for (id, n) in some {
        counts.meetings += n;
        counts.value += n * candidates.pair(id).value;
        met.insert(candidates.first_copy(id));
    }
    counts.wishes = n_wishes(&candidates, &met);
    counts
}

/// What a timetable holds.
pub fn held(candidates: &Candidates, timetable: &Timetable) -> Counts {
    let held: Vec<PairId> = candidates.held(timetable).map(|(id, _)| id).collect();
    let met: BTreeSet<PairId> = held.iter().map(|id| candidates.first_copy(*id)).collect();
    Counts {
        meetings: timetable.len() as i64,
        wishes: n_wishes(candidates, &met),
        value: held.iter().map(|id| candidates.pair(*id).value).sum(),
    }
}

/// Wishes between those who meet; `met`: first copies.
fn n_wishes(candidates: &Candidates, met: &BTreeSet<PairId>) -> i64 {
    let of_pair = |id: &PairId| {
        let pair = candidates.pair(*id);
        i64::from(pair.sme_wish.is_some()) + i64::from(pair.buyer_wish.is_some())
    };
    met.iter().map(of_pair).sum()
}

//! Why a wish was not met, in codes ([`ReasonCode`] says what each means) and in words. Reads the timetable as it is; knows nothing of how it was
//! found. Says "proved" only of what the levels' status says of this timetable.
#![doc = include_str!("README.md")]

mod contradiction;
mod even_gaps;
mod gaps;
mod hindrance;
mod loss;
mod occupancy;
mod proof;
mod words;

use crate::candidates::{Exclusion, Pair, WishedBy};
use crate::event::{Event, Lang, PairId, SlotSet, Text, WishKind};
use crate::outcome::{LevelResult, ReasonCode, Unmet};
use crate::problem::Problem;
use crate::timetable::Timetable;
pub use contradiction::against_musts;
pub use gaps::why_gaps;
use hindrance::Hindrance;
pub use loss::losses;
use occupancy::Occupancy;
use words::Tally;

/// One row for each wished pair that the timetable does not hold, by SME, then buyer, in file order. `levels`: what a run reported, of this timetable
/// or of another; of another it is used only as far as it holds for this one too.
pub fn unmet(problem: Problem, timetable: &Timetable, levels: &[LevelResult]) -> Vec<Unmet> {
    let candidates = problem.candidates;
    let occupancy = Occupancy::new(problem, timetable);
    let proved = proof::value_is_proved(problem, timetable, levels);
    let wished = |id: &PairId| candidates.pair(*id).copy == 0 && candidates.pair(*id).wished_by() != WishedBy::None;
    let mut rows: Vec<Unmet> = candidates
        .pair_ids()
        .filter(|id| wished(id) && !occupancy.holds(*id))
        .map(|id| {
            let pair = candidates.pair(id);
            let (reason, words) =
                without_a_way(problem, pair).unwrap_or_else(|| in_this_timetable(problem, &occupancy, pair, proved));
            Unmet {
                sme: pair.sme,
                buyer: pair.buyer,
                wished_by: pair.wished_by(),
                kind: if pair.n_must > 0 { WishKind::Must } else { WishKind::Want },
                value: pair.value,
                reason,
                detail: words.of(problem.event.language).to_string(),
                loss: None,
                fix: None,
            }
        })
        .collect();
    rows.sort_by_key(|row| (row.sme, row.buyer));
    rows
}

/// Why one pair is not held, in a language; levels as in [`unmet`].
pub fn why_not(problem: Problem, timetable: &Timetable, levels: &[LevelResult], id: PairId, lang: Lang) -> (ReasonCode, String) {
    let pair = problem.candidates.pair(id);
    let occupancy = Occupancy::new(problem, timetable);
    let proved = proof::value_is_proved(problem, timetable, levels);
    let (reason, words) = without_a_way(problem, pair).unwrap_or_else(|| in_this_timetable(problem, &occupancy, pair, proved));
    (reason, words.of(lang).to_string())
}

/// Why a pair has no way to be held whatever the timetable, if it has none.
fn without_a_way(problem: Problem, pair: &Pair) -> Option<(ReasonCode, Text)> {
    pair.exclusion.map(|why| excluded(problem.event, pair, why)).or_else(|| no_slot(problem, pair))
}

/// Why a pair that has ways is not held: what all of them break, else what stands in each slot and what is proved.
fn in_this_timetable(problem: Problem, occupancy: &Occupancy, pair: &Pair, proved: bool) -> (ReasonCode, Text) {
    let mut tally = Tally::default();
    let of_slots = occupancy.one_more(pair).map(|one_more| {
        tally.count(&one_more);
        one_more.always
    });
    let always = of_slots.reduce(|all, of_slot| all & of_slot).unwrap_or_default();
    match always.first() {
        Some(hindrance) => (hindrance.code(), everywhere(problem, occupancy, pair, hindrance)),
        None if proved => (ReasonCode::Outranked, tally.words(true)),
        None => (ReasonCode::NotProved, tally.words(false)),
    }
}

/// The sentence for what every way breaks.
fn everywhere(problem: Problem, occupancy: &Occupancy, pair: &Pair, hindrance: Hindrance) -> Text {
    let event = problem.event;
    let limited = match hindrance {
        Hindrance::SmeLimit => Some(pair.sme),
        Hindrance::BuyerLimit => Some(pair.buyer),
        _ => None,
    };
    let limit = limited.and_then(|party| Some((event.party(party), occupancy.limit_reached(party)?)));
    match (limit, occupancy.met_of_org(pair)) {
        (Some((party, most)), _) => words::limit(&party.name, most),
        (None, Some(met)) if hindrance == Hindrance::OrgMet => words::org_met(&event.party(met).org, &event.party(met).name),
        _ => words::everywhere(hindrance, pair.slots.len()),
    }
}

/// What keeps the pair apart whatever the timetable.
fn excluded(event: &Event, pair: &Pair, why: Exclusion) -> (ReasonCode, Text) {
    match why {
        Exclusion::Blocked(by) => (ReasonCode::Blocked, words::blocked(&event.party(by).name)),
        Exclusion::Mode => (ReasonCode::Mode, words::mode()),
        Exclusion::Forbidden => {
            let is_called_off = event
                .pins
                .iter()
                .any(|pin| pin.is_of_a_change() && [[pin.sme, pin.buyer], [pin.buyer, pin.sme]].contains(&pair.parties()));
            (ReasonCode::PinnedAway, if is_called_off { words::called_off() } else { words::forbidden() })
        }
        Exclusion::Language => {
            let spoken = pair.parties().map(|p| event.party(p).languages.join(";"));
            (ReasonCode::Language, words::language(&spoken[0], &spoken[1]))
        }
        Exclusion::Unwished => (ReasonCode::Blocked, words::unwished()),
        Exclusion::Worthless => (ReasonCode::Outranked, words::worthless(pair.value)),
    }
}

/// What leaves the pair without a single slot, if it has none.
fn no_slot(problem: Problem, pair: &Pair) -> Option<(ReasonCode, Text)> {
    let Problem { event, candidates } = problem;
    if pair.schedulable() {
        return None;
    }
    let common: Vec<_> = pair.common.iter().filter(|slot| pair.fixed.is_none_or(|(fixed, _)| fixed == *slot)).collect();
    let is_free = |free: &SlotSet| common.iter().any(|slot| free.contains(*slot));
    Some(if common.is_empty() {
        let both_free = candidates.free[pair.sme.ix()].intersects(&candidates.free[pair.buyer.ix()]);
        let words = match (pair.fixed, both_free) {
            (Some(_), _) => words::not_free_when_fixed(),
            (None, true) => words::not_free_when_wished(),
            (None, false) => words::no_common_time(),
        };
        (ReasonCode::NoCommonTime, words)
    } else if common.iter().any(|slot| candidates.places_at(event, pair, *slot).next().is_some()) {
        (ReasonCode::NoInterpreter, words::no_interpreter_then())
    } else if pair.places.iter().any(|p| is_free(&candidates.place_free[p.ix()])) {
        (ReasonCode::Walk, words::no_time_to_walk())
    } else {
        (ReasonCode::NoPlace, words::no_place_then())
    })
}

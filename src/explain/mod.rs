//! Why a wish was not met, in codes and in words. Reads the timetable as it is; knows nothing of how it was found.

mod contradiction;
mod occupancy;
mod words;

use crate::candidates::{Exclusion, Pair, WishedBy};
use crate::event::{Event, PairId, WishKind};
use crate::outcome::{Level, LevelResult, ReasonCode, Status, Unmet};
use crate::problem::Problem;
use crate::timetable::Timetable;
pub use contradiction::against_musts;
use occupancy::{Hindrance, Occupancy};

/// One row for each wished pair that the timetable does not hold, by SME, then buyer, in file order.
pub fn unmet(problem: Problem, timetable: &Timetable, levels: &[LevelResult]) -> Vec<Unmet> {
    let candidates = problem.candidates;
    let occupancy = Occupancy::new(problem, timetable);
    let proved = levels.iter().any(|l| l.level == Level::Value && l.status == Status::ProvedOptimal);
    let wished = |id: &PairId| candidates.pair(*id).copy == 0 && candidates.pair(*id).wished_by() != WishedBy::None;
    let mut rows: Vec<Unmet> = candidates
        .pair_ids()
        .filter(|id| wished(id) && !occupancy.holds(*id))
        .map(|id| {
            let pair = candidates.pair(id);
            let (reason, detail) = reason(problem, &occupancy, pair, proved);
            Unmet {
                sme: pair.sme,
                buyer: pair.buyer,
                wished_by: pair.wished_by(),
                kind: if pair.n_must > 0 { WishKind::Must } else { WishKind::Want },
                value: pair.value,
                reason,
                detail,
            }
        })
        .collect();
    rows.sort_by_key(|row| (row.sme, row.buyer));
    rows
}

/// Why a pair is not held: what bars it by itself, then what the parties have no room for, then what stands in each common slot.
fn reason(problem: Problem, occupancy: &Occupancy, pair: &Pair, proved: bool) -> (ReasonCode, String) {
    let event = problem.event;
    let lang = event.language;
    if let Some((code, words)) = pair.exclusion.map(|why| excluded(event, pair, why)).or_else(|| no_slot(problem, pair)) {
        return (code, words.in_language(lang));
    }
    if let Some((code, words)) = occupancy.limit(problem, pair) {
        return (code, words.in_language(lang));
    }
    let hindrances: Vec<Hindrance> = pair.slots.iter().map(|slot| occupancy.hindrance(problem, pair, slot)).collect();
    let count = |wanted: Hindrance| hindrances.iter().filter(|h| **h == wanted).count();
    let n = hindrances.len();
    let (sme, buyer) = (count(Hindrance::SmeBusy), count(Hindrance::BuyerBusy));
    let code = if count(Hindrance::None) > 0 {
        if proved { ReasonCode::Outranked } else { ReasonCode::NotProved }
    } else if sme == n {
        ReasonCode::SmeFull
    } else if buyer == n {
        ReasonCode::BuyerFull
    } else {
        let single = [
            (Hindrance::NoPlace, ReasonCode::NoPlace),
            (Hindrance::NoInterpreter, ReasonCode::NoInterpreter),
            (Hindrance::Walk, ReasonCode::Walk),
            (Hindrance::Rest, ReasonCode::Rest),
            (Hindrance::SmeDay, ReasonCode::SmeLimit),
            (Hindrance::BuyerDay, ReasonCode::BuyerLimit),
            (Hindrance::Order, ReasonCode::PinnedAway),
        ];
        let both_free = n - sme - buyer;
        let all_alike = single.into_iter().find(|(hindrance, _)| both_free > 0 && count(*hindrance) == both_free);
        match all_alike {
            Some((_, code)) => code,
            None if proved => ReasonCode::Outranked,
            None => ReasonCode::NotProved,
        }
    };
    (code, words::slots(n, sme, buyer, n - sme - buyer, code).in_language(lang))
}

/// What keeps the pair apart whatever the timetable.
fn excluded(event: &Event, pair: &Pair, why: Exclusion) -> (ReasonCode, words::Words) {
    match why {
        Exclusion::Blocked(by) => (ReasonCode::Blocked, words::blocked(&event.party(by).name)),
        Exclusion::Mode => (ReasonCode::Mode, words::mode()),
        Exclusion::Forbidden => (ReasonCode::PinnedAway, words::forbidden()),
        Exclusion::Language => {
            let spoken = pair.parties().map(|p| event.party(p).languages.join(";"));
            (ReasonCode::Language, words::language(&spoken[0], &spoken[1]))
        }
        Exclusion::Unwished => (ReasonCode::Blocked, words::unwished()),
        Exclusion::Worthless => (ReasonCode::Outranked, words::worthless(pair.value)),
    }
}

/// What leaves the pair without a single slot, if it has none.
fn no_slot(problem: Problem, pair: &Pair) -> Option<(ReasonCode, words::Words)> {
    let Problem { event, candidates } = problem;
    if pair.schedulable() {
        return None;
    }
    if pair.common.is_empty() {
        return Some((ReasonCode::NoCommonTime, words::no_common_time()));
    }
    Some(if pair.common.iter().any(|slot| candidates.places_at(event, pair, slot).next().is_some()) {
        (ReasonCode::NoInterpreter, words::no_interpreter_then())
    } else if pair.places.iter().any(|p| candidates.place_free[p.ix()].intersects(&pair.common)) {
        (ReasonCode::Walk, words::no_time_to_walk())
    } else {
        (ReasonCode::NoPlace, words::no_place_then())
    })
}

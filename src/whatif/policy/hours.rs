//! The hour at which a seminar would cost least: prices of the event without it bound what each hour leaves, the promising ones are solved.

use super::asker::{Asker, Judged};
use super::measure::{Measure, Yardstick};
use super::seminar::Seminar;
use crate::candidates::Candidates;
use crate::event::Event;
use crate::prices::Valuation;
use crate::problem::Problem;
use crate::solve::Unsolved;
use crate::triple::Triple;
use chrono::NaiveDateTime;
use std::collections::BTreeSet;

/// More points than any timetable is worth: nothing is known.
const OPEN: i64 = i64::MAX;

/// A seminar at another hour.
#[derive(Clone, Debug)]
pub struct Hour {
    /// When it would begin, in the event's zone.
    pub start: NaiveDateTime,
    /// Of those who are registered, how many are away then.
    pub absent: usize,
    /// No timetable is better then.
    bound: Triple,
    /// The best timetable then, if it was solved.
    pub solved: Option<Judged>,
    /// Its figures.
    pub figures: Option<Measure>,
}

/// All hours at which it could be, and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Hours {
    /// In order of time.
    pub all: Vec<Hour>,
    /// The position of the hour at which it costs least, of those that were solved.
    pub best: Option<usize>,
    /// It is proved that it costs no less at any other.
    pub is_least: bool,
}

impl Hour {
    /// No timetable is worth more points then that loses no more at the levels before than is known to be lost; `None` if nothing is known.
    pub fn most_points(&self) -> Option<i64> {
        let bound = self.solved.as_ref().map_or(self.bound.value, |solved| solved.best.bound.value);
        (bound < OPEN).then_some(bound)
    }
}

/// Solves the hours that may be best, the most promising first, until no other can be better.
pub fn hours(asker: &Asker, seminar: &Seminar, without: &Judged, yardstick: &Yardstick) -> Hours {
    let starts = seminar.hours(asker.problem.event);
    let n_starts = starts.len();
    let mut all = bounded(asker, seminar, starts, without);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|ix| (std::cmp::Reverse(all[*ix].bound), all[*ix].absent, *ix));
    let mut best: Option<(Triple, usize)> = None;
    let mut is_least = all.len() == n_starts;
    let mut impossible = BTreeSet::new();
    for ix in order {
        let hour = &mut all[ix];
        if best.is_some_and(|(worth, _)| worth >= hour.bound) {
            break;
        }
        match asker.solved(&seminar.moved(asker.problem.event, hour.start)) {
            Ok(solved) => {
                let worth = solved.best.worth;
                best = Some(best.map_or((worth, ix), |(most, at)| if worth > most { (worth, ix) } else { (most, at) }));
                hour.figures = Some(yardstick.measure(&solved.best.timetable));
                hour.solved = Some(solved);
            }
            Err(Unsolved::Contradiction(_)) => _ = impossible.insert(hour.start),
            Err(Unsolved::Stopped) => is_least = false,
        }
    }
    let exceeds = |hour: &Hour, worth: Triple| hour.solved.as_ref().is_some_and(|solved| solved.best.bound > worth);
    is_least &= best.is_some_and(|(worth, ix)| all.iter().enumerate().all(|(at, hour)| at == ix || !exceeds(hour, worth)));
    let best = best.map(|(_, ix)| all[ix].start);
    all.retain(|hour| !impossible.contains(&hour.start));
    Hours { best: best.and_then(|start| all.iter().position(|hour| hour.start == start)), is_least, all }
}

/// Every hour with what the prices of the event without the seminar say of it.
fn bounded(asker: &Asker, seminar: &Seminar, starts: Vec<(NaiveDateTime, usize)>, without: &Judged) -> Vec<Hour> {
    let prices = &without.best.certificate.prices;
    let starts = starts.into_iter().take_while(|_| !asker.how.stop.now());
    let hour = |(start, absent)| {
        let event: Event = seminar.moved(asker.problem.event, start);
        let candidates = Candidates::new(&event);
        let bound = whole(&Valuation::of(Problem::new(&event, &candidates), prices));
        Hour { start, absent, bound, solved: None, figures: None }
    };
    starts.map(hour).collect()
}

/// The bound in whole units; where rounding leaves a level open, nothing is known of it.
fn whole(valuation: &Valuation) -> Triple {
    let (must, shortfall, value) = valuation.whole_bound();
    let value = value.filter(|_| shortfall.is_some()).unwrap_or(OPEN);
    Triple { must, shortfall: shortfall.unwrap_or(0), value }
}

//! What each bonus, minimum, limit and rule costs and brings, and each seminar: the best timetable with it beside the best one without it, every one
//! solved as an event of its own and judged.

mod asker;
mod card;
mod hours;
mod item;
mod known;
mod measure;
mod regrid;
mod seminar;

pub use asker::{Asker, Judge, Judged, Opinion};
pub use hours::{Hour, Hours};
pub use item::{Item, ItemKind};
pub use known::Between;
pub use measure::{Group, Measure};
pub use seminar::Seminar;

use crate::candidates::Candidates;
use crate::problem::Problem;
use crate::solve::Unsolved;
use crate::stop::Stop;
use crate::whatif::parallel::in_parallel;
use measure::Yardstick;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An item with the figures of the best timetable as it is and of the best one without it.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// What is set.
    pub item: Item,
    /// Figures as it is, by the item's own yardstick; `None` if there was no time for it.
    pub figures: Option<Compared>,
}

/// A seminar with the figures as it is and without it, and its other hours.
#[derive(Clone, Debug)]
pub struct SeminarRow {
    /// Which.
    pub seminar: Seminar,
    /// `None` if there was no time for it.
    pub figures: Option<Compared>,
    /// Other hours.
    pub hours: Hours,
}

/// Two best timetables.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Of the event as it is.
    pub with: Measure,
    /// Of the event without the item.
    pub without: Measure,
    /// Points that come without it, of a bonus by everything but the bonus itself.
    pub gain: Option<Between>,
    /// Points of the best timetable without it; `None` where a level before is not proved.
    pub points_without: Option<Between>,
    /// The difference of the numbers of meetings is exact: both are the most that a best timetable can have.
    pub meetings_exact: bool,
    /// What the second opinion says of the best timetable without it.
    pub opinion: Opinion,
}

/// What everything costs.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The best timetable of the event as it is.
    pub base: Judged,
    /// By item.
    pub items: Vec<ItemRow>,
    /// By seminar, in order of time.
    pub seminars: Vec<SeminarRow>,
}

/// What an item or a seminar comes out as.
enum Row {
    Item(ItemRow),
    Seminar(SeminarRow),
}

impl Asker<'_> {
    /// Prices everything there is. `tell` hears how many of how many questions are answered.
    ///
    /// # Errors
    /// If the event as it is has no timetable, or none was found in time.
    pub fn policy(&self, tell: &(dyn Fn(usize, usize) + Sync)) -> Result<Policy, Unsolved> {
        let base = self.judged(self.problem)?;
        let items = Item::all(self.problem.event);
        let seminars = Seminar::all(self.problem.event);
        let n = items.len() + seminars.len();
        let answered = AtomicUsize::new(0);
        let all: Vec<usize> = (0..n).collect();
        let rows = in_parallel(self.how.options.threads, &all, &Stop::never(), |ix| {
            // Seminars take longest and go first.
            let row = match ix.checked_sub(seminars.len()) {
                None => Row::Seminar(self.of_seminar(&base, seminars[*ix].clone())),
                Some(ix) => Row::Item(self.of_item(&base, items[ix].clone())),
            };
            tell(answered.fetch_add(1, Ordering::Relaxed) + 1, n);
            row
        });
        let mut policy = Policy { base, items: Vec::new(), seminars: Vec::new() };
        for row in rows.into_iter().flatten() {
            match row {
                Row::Item(row) => policy.items.push(row),
                Row::Seminar(row) => policy.seminars.push(row),
            }
        }
        Ok(policy)
    }

    fn of_item(&self, base: &Judged, item: Item) -> ItemRow {
        let event = item.without(self.problem.event);
        let candidates = Candidates::new(&event);
        let without = self.judged(Problem::new(&event, &candidates)).ok();
        let yardstick = Yardstick::of(&item, self.problem, &candidates);
        let figures = without.map(|without| compared(&yardstick, base, &without, item.kind()));
        ItemRow { item, figures }
    }

    fn of_seminar(&self, base: &Judged, seminar: Seminar) -> SeminarRow {
        let Ok(without) = self.solved(&seminar.left_out(self.problem.event)) else {
            return SeminarRow { seminar, figures: None, hours: Hours::default() };
        };
        let yardstick = Yardstick::of_parties(self.problem, &seminar.registered);
        let figures = Some(compared(&yardstick, base, &without, ItemKind::Rule));
        let hours = hours::hours(self, &seminar, &without, &yardstick);
        SeminarRow { seminar, figures, hours }
    }
}

impl Policy {
    /// Figures of the best timetable of the event as it is.
    pub fn measured(&self, problem: Problem) -> Measure {
        Yardstick::of_parties(problem, &[]).measure(&self.base.best.timetable)
    }

    /// The second opinion found nothing wrong anywhere.
    pub fn is_clean(&self) -> bool {
        let compared = self.items.iter().map(|row| &row.figures).chain(self.seminars.iter().map(|row| &row.figures));
        let hours = self.seminars.iter().flat_map(|row| &row.hours.all).filter_map(|hour| hour.solved.as_ref());
        self.base.opinion.is_clean
            && compared.flatten().all(|c| c.opinion.is_clean)
            && hours.into_iter().all(|h| h.opinion.is_clean)
    }
}

fn compared(yardstick: &Yardstick, base: &Judged, without: &Judged, kind: ItemKind) -> Compared {
    let measures = [base, without].map(|judged| yardstick.measure(&judged.best.timetable));
    // What a bonus costs is said of the timetable that was found: others just as good may share out the points in another way.
    let now = match kind {
        ItemKind::Bonus => Some(Between::exactly(measures[0].value)),
        ItemKind::Minimum | ItemKind::Limit | ItemKind::Rule => Between::points(&base.best),
    };
    let gain = Between::points(&without.best).zip(now).map(|(without, now)| without.less(now));
    Compared {
        with: measures[0],
        without: measures[1],
        gain,
        points_without: Between::points(&without.best),
        meetings_exact: base.best.is_settled && without.best.is_settled,
        opinion: without.opinion,
    }
}

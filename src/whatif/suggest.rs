//! Other times for one meeting of a published timetable, added or moved: what else moves or is lost, and what it changes.

use crate::event::{PairId, SlotId};
use crate::place::Seating;
use crate::problem::Problem;
use crate::quality::cost_of;
use crate::solve::worth;
use crate::stop::Stop;
use crate::timetable::{Meeting, Timetable};
use crate::triple::Triple;

/// A meeting at one time, and the timetable that it makes.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The meeting that was asked for.
    pub meeting: Meeting,
    /// The whole timetable with it.
    pub timetable: Timetable,
    /// Published meetings that stand elsewhere or at another time: before and after.
    pub moved: Vec<(Meeting, Meeting)>,
    /// Published meetings of pairs that meet less often.
    pub lost: Vec<Meeting>,
    /// (must wishes held, shortfall negated, points) with it, less those of the published timetable.
    pub change: Triple,
    /// Quality cost with it, less that of the published timetable: above 0 is worse.
    pub quality: i64,
}

impl Suggestion {
    /// Better ones first: levels 1 to 3, then fewer others touched, then quality, then time.
    fn key(&self) -> (Triple, usize, i64, SlotId, u32) {
        (-self.change, self.moved.len() + self.lost.len(), self.quality, self.meeting.slot, self.meeting.place.0)
    }
}

/// The best suggestion for each slot in which the pair may meet, best first. `is_clean` judges every timetable that is suggested.
pub fn suggestions(
    problem: Problem,
    timetable: &Timetable,
    pair: PairId,
    is_clean: &dyn Fn(&Timetable) -> bool,
    stop: &Stop,
) -> Vec<Suggestion> {
    let candidates = problem.candidates;
    let held: Vec<SlotId> = candidates.held(timetable).filter(|(id, _)| *id == pair).map(|(_, meeting)| meeting.slot).collect();
    let seating = Seating::new(problem, timetable);
    let before = (worth(problem, timetable), cost_of(problem, timetable));
    let mut best: Vec<Suggestion> = Vec::new();
    for slot in candidates.pair(pair).slots.iter().filter(|slot| !held.contains(slot)) {
        if stop.now() {
            break;
        }
        let made = seating.at(pair, slot).into_iter();
        let mut of_slot: Vec<Suggestion> =
            made.filter_map(|after| suggestion(problem, (timetable, before), (pair, slot), after)).collect();
        of_slot.sort_by_key(Suggestion::key);
        best.extend(of_slot.into_iter().find(|suggestion| is_clean(&suggestion.timetable)));
    }
    best.sort_by_key(Suggestion::key);
    best
}

fn suggestion(
    problem: Problem,
    (published, before): (&Timetable, (Triple, i64)),
    (pair, slot): (PairId, SlotId),
    after: Timetable,
) -> Option<Suggestion> {
    let candidates = problem.candidates;
    let facts = candidates.pair(pair);
    let is_it = |m: &&Meeting| (m.sme, m.buyer, m.slot) == (facts.sme, facts.buyer, slot);
    let meeting = *after.meetings().iter().find(is_it)?;
    let then: Vec<(PairId, &Meeting)> = candidates.held(&after).collect();
    let (mut moved, mut lost) = (Vec::new(), Vec::new());
    for (id, old) in candidates.held(published) {
        match then.iter().find(|(other, _)| *other == id) {
            None => lost.push(*old),
            Some((_, new)) if id != pair && (new.slot, new.place, new.interpreter) != (old.slot, old.place, old.interpreter) => {
                moved.push((*old, **new));
            }
            Some(_) => {}
        }
    }
    let (change, quality) = (worth(problem, &after) - before.0, cost_of(problem, &after) - before.1);
    Some(Suggestion { meeting, timetable: after, moved, lost, change, quality })
}

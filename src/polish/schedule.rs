//! The temperature of a walk, and when it ends: geometric cooling, by moves made or, in a last round that the limit cuts, by time spent.

use super::cost::Costs;
use crate::event::QualityPart;
use crate::stop::Stop;

/// Temperature, in points, over a round whose progress goes from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    start: f32,
    end: f32,
    frozen: f32,
    /// Points that a hall change costs above its own when a round begins.
    hall_weight: f32,
    /// Points that a meeting outside the hall of most of its day costs when a round begins.
    stray_weight: f32,
    /// Points that a slot within a gap costs when a round begins.
    gap_length_weight: f32,
}

/// A stretch of the schedule, and how it is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    /// How much of the schedule is done when it begins and when it ends.
    pub begin: f32,
    pub end: f32,
    pub pace: Pace,
}

/// How a stretch measures how much of it is done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// A number of moves.
    Moves(u64),
    /// By the clock: seconds left at the beginning and at the end.
    SecondsLeft(f64, f64),
}

/// Progress past which a round settles only what costs little.
const FREEZE_AT: f32 = 0.92;
/// From where to where the weight of a hall change fades to its own points.
const HALL_WEIGHT_FADES: (f32, f32) = (0.85, 0.95);
/// How many times its own points a hall change costs until then. Which hall a party visits on which day is the coarse structure
/// of a timetable, yet a hall change costs so much less than a gap that it would freeze last, when gaps no longer let anything move.
const HALL_WEIGHT: f32 = 2.0;
/// Hall changes that a meeting outside the hall of most of its day weighs when a round begins. A day in two halls costs one change however
/// many meetings lie in either, so without this weight nothing draws the few to the many.
const STRAY_WEIGHT: f32 = 1.3;
/// Progress past which strays weigh nothing.
const STRAY_WEIGHT_ENDS_AT: f32 = 0.9;

/// Gaps that a slot within a gap weighs at least when a round begins: the shorter a gap, the fewer meetings must move to close it.
const GAP_LENGTH_WEIGHT: f32 = 0.03;

/// Temperature of a round in gaps at its beginning (hotter where days and halls must find their structure too) and where it freezes, and at
/// its end in units of the cheapest cost.
const START: f32 = 0.35;
const START_WITH_HALLS: f32 = 0.5;
const END: f32 = 0.1;
const FROZEN: f32 = 0.15;
/// How many of 256 moves are moves in space before a round freezes, and then.
const PLACE_SHARES: (usize, usize) = (8, 30);

impl Schedule {
    /// Cools in units of a gap (of the most expensive change where gaps cost nothing), then to a fraction of the cheapest unit.
    pub fn new(costs: &Costs) -> Self {
        let points = |part| costs.points[part];
        let dearest_change =
            points(QualityPart::HallChange).max(points(QualityPart::Avoid)).max(points(QualityPart::TableChange));
        let unit = if costs.least_gap() > 0 { costs.least_gap() } else { dearest_change } as f32;
        let start = if costs.halls_matter { START_WITH_HALLS } else { START };
        let end = END * unit;
        let hall_weight = (HALL_WEIGHT - 1.0) * points(QualityPart::HallChange) as f32;
        let stray_weight = STRAY_WEIGHT * points(QualityPart::HallChange) as f32;
        let gap_length_weight = (GAP_LENGTH_WEIGHT * points(QualityPart::Gap) as f32 - points(QualityPart::Wait) as f32).max(0.0);
        Self {
            start: start * unit,
            end,
            frozen: end.min(FROZEN * costs.least_points() as f32),
            hall_weight,
            stray_weight,
            gap_length_weight,
        }
    }

    /// Temperature at a given progress of the round.
    pub fn temperature(&self, done: f32) -> f32 {
        let between = |a: f32, b: f32, part: f32| a * (b / a).powf(part);
        if self.start <= 0.0 {
            0.0
        } else if done < FREEZE_AT {
            between(self.start, self.end, done / FREEZE_AT)
        } else {
            between(self.end, self.frozen, (done - FREEZE_AT) / (1.0 - FREEZE_AT))
        }
    }

    /// Points that a hall change costs above its own for now.
    pub fn hall_weight(&self, done: f32) -> f32 {
        let (begin, end) = HALL_WEIGHT_FADES;
        self.hall_weight * ((end - done) / (end - begin)).clamp(0.0, 1.0)
    }

    /// Points that a meeting outside the hall of most of its day costs for now.
    pub fn stray_weight(&self, done: f32) -> f32 {
        (self.stray_weight * (1.0 - done / STRAY_WEIGHT_ENDS_AT)).max(0.0)
    }

    /// Points that a slot within a gap costs for now.
    pub fn gap_length_weight(&self, done: f32) -> f32 {
        (self.gap_length_weight * (1.0 - done / FREEZE_AT)).max(0.0)
    }

    /// How many of 256 moves are moves in space.
    pub fn place_share(&self, done: f32) -> usize {
        if done < FREEZE_AT { PLACE_SHARES.0 } else { PLACE_SHARES.1 }
    }
}

impl Stretch {
    /// How much of the schedule is done, `None` when the stretch is over.
    pub fn done(&self, n_moves: u64, stop: &Stop) -> Option<f32> {
        if stop.now() {
            return None;
        }
        let part = match self.pace {
            Pace::Moves(all) => n_moves as f32 / all.max(1) as f32,
            Pace::SecondsLeft(from_s, to_s) => ((from_s - stop.left_s()?) / (from_s - to_s).max(1e-3)) as f32,
        };
        (part < 1.0).then(|| self.begin + (self.end - self.begin) * part.max(0.0))
    }
}

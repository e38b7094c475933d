//! How hot a walk is when, and when it ends: geometric cooling, by moves made or, in a last round that the limit cuts, by time spent.

use super::cost::Costs;
use crate::stop::Stop;

/// Heat in points over a round that goes from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    start: f32,
    end: f32,
    frozen: f32,
}

/// How a round measures how much of it is done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// So many moves.
    Moves(u64),
    /// All the time that is left, which was so much in seconds.
    TimeLeft(f64),
}

/// From here on a round only settles what costs little.
const FREEZE_AT: f32 = 0.88;

impl Schedule {
    /// Cools from 0.35 to 0.06 gaps, then to a fraction of the cheapest unit.
    pub fn new(costs: &Costs) -> Self {
        let unit = if costs.gap > 0 { costs.gap } else { costs.hall_change.max(costs.avoid).max(costs.table_change) } as f32;
        let end = 0.06 * unit;
        Self { start: 0.35 * unit, end, frozen: end.min(0.15 * costs.least_points() as f32) }
    }

    /// Heat when so much of the round is done.
    pub fn heat(&self, done: f32) -> f32 {
        let between = |a: f32, b: f32, part: f32| a * (b / a).powf(part);
        if self.start <= 0.0 {
            0.0
        } else if done < FREEZE_AT {
            between(self.start, self.end, done / FREEZE_AT)
        } else {
            between(self.end, self.frozen, (done - FREEZE_AT) / (1.0 - FREEZE_AT))
        }
    }

    /// How many of 256 moves are moves in space.
    pub fn place_share(&self, done: f32) -> usize {
        if done < FREEZE_AT { 24 } else { 160 }
    }
}

impl Pace {
    /// How much of the round is done, `None` when it is over.
    pub fn done(self, n_moves: u64, stop: &Stop) -> Option<f32> {
        if stop.now() {
            return None;
        }
        match self {
            Pace::Moves(all) => (n_moves < all).then(|| n_moves as f32 / all as f32),
            Pace::TimeLeft(all_s) => stop.left_s().map(|left_s| (1.0 - left_s / (0.98 * all_s)).clamp(0.0, 1.0) as f32),
        }
    }
}

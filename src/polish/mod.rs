//! Better timetables of the same value: neighbourhoods, search, incremental cost.
#![doc = include_str!("README.md")]

mod anneal;
mod cost;
mod gapless;
mod places;
mod proposals;
mod replicas;
mod roster;
mod schedule;
mod slots;
mod spread;
mod stretches;
mod swaps;
mod walk;

use crate::board::{Board, SearchTables};
use crate::problem::Problem;
use crate::stop::Stop;
use crate::timetable::Timetable;
use cost::Costs;
use replicas::Replica;
use schedule::{Pace, Schedule, Stretch};
use std::sync::mpsc;
use stretches::Stretches;
use walk::{Best, Score, Walk};

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct PolishOptions {
    /// Seed of every random choice.
    pub seed: u64,
    /// Independent walks, one a thread.
    pub threads: usize,
    /// The search ends when the quality cost reaches this lower bound, in points.
    pub bound: i64,
    /// Moves that each walk may take, `None` = as many as there is time for. With a number the result does not depend on the clock
    /// unless the search is stopped.
    pub moves: Option<u64>,
}

/// Moves of the first round, for each meeting.
const MOVES_PER_MEETING: u64 = 200;
/// Each round is this many times longer than the last.
const GROWTH: u64 = 3;
/// Rounds without a better timetable before the search ends by itself.
const PATIENCE: u32 = 4;
/// The next round takes all the time or moves left if this many rounds of growing length would not fit.
const LOOK_AHEAD: u32 = 3;
/// A last round that is too short for all of the schedule leaves out this much of it at most.
const LATEST_BEGIN: f64 = 0.6;
/// Of the time left when it begins, what a last round leaves at its end.
const LAST_SHARE: f64 = 0.01;

/// A timetable as good as `start` in must wishes, shortfall and value, and of no higher quality cost; R01 to R12 hold if they hold in `start`.
/// R13 comes before cost: if `start` breaks it, a timetable that keeps it (or breaks it less) is better.
/// `progress` hears every improvement, in points, once R13 holds.
///
/// Simulated annealing in rounds of growing length, each from the best timetable met. The rounds are counted in moves, so that the
/// result depends on the seed and the number of threads alone; only a last round that the time limit will cut cools by the clock.
pub fn polish(
    problem: Problem,
    start: &Timetable,
    options: &PolishOptions,
    stop: &Stop,
    progress: &mut dyn FnMut(i64),
) -> Timetable {
    let facts = SearchTables::new(problem);
    let (board, left_out) = Board::from_timetable(&facts, start);
    if !left_out.is_empty() || start.is_empty() {
        return start.clone();
    }
    let costs = Costs::new(&facts);
    let stretches = Stretches::new(&costs, facts.limits.len(), facts.n_slots);
    let mut search = Search::new(&board, &costs, stretches.as_ref(), options);
    let start_score = search.walks[0].best.score;
    let best = search.run(stop, progress);
    if best.score < start_score { state(&facts, &best) } else { start.clone() }
}

fn state(facts: &SearchTables, best: &Best) -> Timetable {
    let mut board = Board::new(facts);
    board.restore(&best.assignments);
    board.timetable()
}

struct Search<'a> {
    walks: Vec<Walk<'a>>,
    schedule: Schedule,
    bound: i64,
    moves: Option<u64>,
    n_meetings: u64,
}

impl<'a> Search<'a> {
    fn new(board: &Board<'a>, costs: &'a Costs, stretches: Option<&'a Stretches>, options: &PolishOptions) -> Self {
        let seeds = (0..options.threads.max(1) as u64).map(|i| options.seed.wrapping_mul(1_000_003).wrapping_add(i));
        Self {
            walks: seeds.map(|seed| Walk::new(board.clone(), costs, stretches, seed)).collect(),
            schedule: Schedule::new(costs),
            bound: options.bound,
            moves: options.moves,
            n_meetings: board.assignments().iter().filter(|a| a.is_held()).count() as u64,
        }
    }

    /// Round after round until the bound is met, nothing improves, or it must stop.
    fn run(&mut self, stop: &Stop, progress: &mut dyn FnMut(i64)) -> Best {
        let mut best = self.walks[0].best.clone();
        let (mut idle, mut n_moves, mut last_s) = (0, MOVES_PER_MEETING * self.n_meetings, 0.0);
        let mut moves_left = self.moves;
        while best.score > (0, self.bound) && idle < PATIENCE && moves_left != Some(0) && !stop.now() {
            let began_s = stop.seconds();
            let stretch = match &mut moves_left {
                Some(left) => counted_stretch(n_moves, left),
                None => next_stretch(n_moves, last_s * GROWTH as f64, stop),
            };
            self.round(stretch, best.score, stop, progress);
            let found = &self.walks.iter().min_by_key(|w| w.best.score).expect("there is a walk").best;
            idle = if found.score < best.score { 0 } else { idle + 1 };
            best = found.clone();
            self.walks.iter_mut().for_each(|w| w.restart(&best.assignments));
            last_s = stop.seconds() - began_s;
            n_moves *= GROWTH;
        }
        best
    }

    /// One round of every walk, each in its own thread, on one timetable if the clock ends it; improvements are reported here.
    fn round(&mut self, stretch: Stretch, mut told: Score, stop: &Stop, progress: &mut dyn FnMut(i64)) {
        let (schedule, bound) = (self.schedule, self.bound);
        // Who is faster decides in which order moves are kept: only where the clock decides anyway do all walk on one timetable.
        let (n_walks, by_clock) = (self.walks.len(), matches!(stretch.pace, Pace::SecondsLeft(..)));
        let together = by_clock && n_walks > 1;
        for (walk, replica) in self.walks.iter_mut().zip(Replica::several(n_walks)) {
            walk.replica = together.then_some(replica);
        }
        let (sender, heard) = mpsc::channel();
        std::thread::scope(|scope| {
            for walk in &mut self.walks {
                let sender = sender.clone();
                scope.spawn(move || {
                    walk.anneal(&schedule, stretch, bound, stop, &mut |score| {
                        // A receiver that is gone only means that nobody is listening.
                        let _ = sender.send(score);
                    });
                });
            }
            drop(sender);
            for score in heard {
                if score < told {
                    told = score;
                    if score.0 == 0 {
                        progress(score.1);
                    }
                }
            }
        });
    }
}

/// The length of the rounds looked ahead to, as a multiple of the next one's.
fn ahead() -> u64 {
    (0..LOOK_AHEAD).map(|i| GROWTH.pow(i)).sum()
}

/// The next round: `n_moves`, or all that are left if the rounds after it would no longer fit. Subtracts them from `left`.
fn counted_stretch(n_moves: u64, left: &mut u64) -> Stretch {
    let n_moves = if n_moves.saturating_mul(ahead()) > *left { *left } else { n_moves };
    *left -= n_moves;
    Stretch { begin: 0.0, end: 1.0, pace: Pace::Moves(n_moves) }
}

/// The next round: `n_moves`, or all the time left if the rounds after it would no longer fit.
fn next_stretch(n_moves: u64, expected_s: f64, stop: &Stop) -> Stretch {
    let round = Stretch { begin: 0.0, end: 1.0, pace: Pace::Moves(n_moves) };
    match stop.left_s() {
        Some(left_s) if expected_s * ahead() as f64 > left_s => {
            stop.note_cut();
            // Too short for a whole round: cool as fast as one would, from where there is time for.
            let begin = (1.0 - left_s / expected_s).clamp(0.0, LATEST_BEGIN) as f32;
            Stretch { begin, end: 1.0, pace: Pace::SecondsLeft(left_s, LAST_SHARE * left_s) }
        }
        _ => round,
    }
}

#[cfg(test)]
mod tests;

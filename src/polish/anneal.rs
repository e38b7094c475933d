//! The steps of a walk: a move is tried, weighed, and kept or taken back (Kirkpatrick, Gelatt and Vecchi 1983), alone or with other walks
//! on the same timetable. Knows no clock but `Stop`.

use super::replicas::moves;
use super::schedule::{Schedule, Stretch};
use super::walk::{Score, Walk};
use crate::stop::Stop;

/// Moves between two looks at the clock.
const MOVES_PER_LOOK: u64 = 512;

/// Of so many moves in time, one of two kinds that open no gap.
const GAPLESS_ONE_IN: usize = 8;

impl Walk<'_> {
    /// Anneals along a stretch of the schedule. `hear` is told of better states. Ends early when the bound is met.
    pub fn anneal(&mut self, schedule: &Schedule, stretch: Stretch, bound: i64, stop: &Stop, hear: &mut dyn FnMut(Score)) {
        if self.movable.is_empty() {
            return;
        }
        let mut heard = self.best.score;
        let mut n_moves = 0;
        while let Some(done) = stretch.done(n_moves, stop) {
            (self.hall_weight, self.stray_weight) = (schedule.hall_weight(done), schedule.stray_weight(done));
            self.gap_length_weight = schedule.gap_length_weight(done);
            let (temperature, place_share) = (schedule.temperature(done), schedule.place_share(done));
            for _ in 0..MOVES_PER_LOOK {
                self.allowance = -temperature * self.dice.unit().ln();
                self.step(place_share);
            }
            n_moves += MOVES_PER_LOOK;
            if self.best.score < heard {
                heard = self.best.score;
                hear(heard);
            }
            if heard.min(self.score()) <= (0, bound) {
                break;
            }
        }
    }

    /// Tries one move on the timetable as all walks have left it; once more, with the same dice, if another was faster.
    fn step(&mut self, place_share: usize) {
        self.catch_up();
        let dice = self.dice.clone();
        self.attempt(place_share);
        while std::mem::take(&mut self.was_late) {
            self.catch_up();
            self.dice = dice.clone();
            self.attempt(place_share);
        }
    }

    /// Tries one move on the timetable as it stands here.
    fn attempt(&mut self, place_share: usize) {
        let kind = self.dice.below(256);
        if self.costs.places_matter && kind < place_share {
            self.try_places();
        } else if kind == 255 && !self.unheld.is_empty() {
            self.try_swap();
        } else {
            match (self.stretches, self.dice.below(GAPLESS_ONE_IN * 2)) {
                (Some(stretches), 0) => self.try_beside_both(stretches),
                (Some(stretches), 1) => self.try_ejection(stretches),
                _ => self.try_slots(),
            }
        }
    }

    /// Keeps what was changed on the board if it costs no more than allowed, else takes it back.
    pub fn settle(&mut self) -> bool {
        if self.weigh_up_to(self.allowance) <= self.allowance {
            return self.accept();
        }
        self.take_back();
        false
    }

    /// Keeps the changes just weighed. False, and all is taken back, if another walk on the same timetable was faster.
    pub fn accept(&mut self) -> bool {
        let changes = self.board.changed_since(0).map(|(pair, _)| (pair, self.board.assignments()[pair.ix()]));
        if self.replica.as_ref().is_some_and(|replica| !replica.publish(changes)) {
            self.was_late = true;
            self.take_back();
            return false;
        }
        self.adopt();
        if self.score() < self.best.score {
            self.best.score = self.score();
            self.best.assignments.copy_from_slice(self.board.assignments());
        }
        true
    }

    /// Takes back the changes just weighed.
    fn take_back(&mut self) {
        self.forget();
        self.board.undo_to(0);
    }

    /// Carries out what other walks on the same timetable have kept.
    pub fn catch_up(&mut self) {
        let Some(replica) = self.replica.as_ref().filter(|replica| replica.is_behind()) else { return };
        let mut news = std::mem::take(&mut self.news);
        replica.read(&mut news);
        moves(&news).for_each(|changes| self.board.follow(changes));
        self.weigh();
        self.adopt();
        if moves(&news).flatten().any(|(_, assignment)| !assignment.is_held()) {
            self.list_pairs();
        }
        self.news = news;
    }
}

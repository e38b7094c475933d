//! When and where selected pairs meet: slots by edge colouring, places and interpreters by matching.

use crate::candidates::Candidates;
use crate::event::{Event, PairId};
use crate::stop::Stop;
use crate::timetable::Timetable;

/// Selected pairs put on the grid as far as they fit.
#[derive(Clone, Debug)]
pub struct Placement {
    /// Every meeting in it obeys R01 to R12.
    pub timetable: Timetable,
    /// Selected pairs that found no place.
    pub stuck: Vec<PairId>,
}

/// Puts the `wanted` pairs (fixed ones first) on the grid.
pub fn place(event: &Event, candidates: &Candidates, wanted: &[PairId], seed: u64, stop: &Stop) -> Placement {
    let _ = (candidates, seed, stop);
    Placement { timetable: Timetable::new(event, Vec::new()), stuck: wanted.to_vec() }
}

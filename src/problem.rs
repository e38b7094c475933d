//! The one value that every stage of solving and explaining takes: an event and its candidate pairs.

use crate::candidates::Candidates;
use crate::event::Event;

/// What is to be solved: the facts, and which pairs they allow to meet when and where. Two references, so it is handed on by value.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The facts.
    pub event: &'a Event,
    /// What follows from them; made from this very event.
    pub candidates: &'a Candidates,
}

impl<'a> Problem<'a> {
    /// `candidates` must have been made from `event`: ids of one are positions in the other.
    pub fn new(event: &'a Event, candidates: &'a Candidates) -> Self {
        Self { event, candidates }
    }
}

//! The one value that every stage of solving and explaining takes: an event and its candidate pairs.

use crate::candidates::Candidates;
use crate::event::Event;

/// What is to be solved: the facts, and which pairs they allow to meet when and where. Two references, so it is handed on by value.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    pub event: &'a Event,
    pub candidates: &'a Candidates,
}

impl<'a> Problem<'a> {
    pub fn new(event: &'a Event, candidates: &'a Candidates) -> Self {
        Self { event, candidates }
    }
}

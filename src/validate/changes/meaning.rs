//! What a row of a file of changes means, every reference resolved. Does nothing.

use crate::event::{PartyId, PlaceId};
use chrono::NaiveDateTime;

/// A change, every reference resolved.
#[derive(Clone, Debug)]
pub enum Change {
    CancelParty(PartyId),
    CancelPair(PartyId, PartyId),
    Away(PartyId, Vec<Span>, String),
    Close(PlaceId, Vec<Span>, String),
    Add(PartyId, PartyId, Option<u32>),
    Block(PartyId, PartyId),
}

/// `[start, end)` in the event's zone.
pub type Span = (NaiveDateTime, NaiveDateTime);

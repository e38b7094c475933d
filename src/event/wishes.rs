//! What parties and the organizer ask for: wishes, windows, pins, orders.

use super::ids::{InterpreterId, PartyId, PlaceId, SlotId};
use chrono::NaiveDateTime;
use chrono_tz::Tz;

/// How strongly a party wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WishKind {
    Want,
    Must,
    Block,
}

/// One party names another.
#[derive(Clone, Debug)]
pub struct Wish {
    pub from: PartyId,
    pub to: PartyId,
    pub kind: WishKind,
    /// 1 = best.
    pub rank: Option<u32>,
    /// 0..=100.
    pub score: Option<u32>,
    /// The meeting starts no earlier, in the event's zone.
    pub not_before: Option<NaiveDateTime>,
    /// The meeting ends no later, in the event's zone.
    pub not_after: Option<NaiveDateTime>,
    pub note: String,
}

/// Whom a window concerns. Selectors such as `tag:youth` are already resolved: one window for each subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    Party(PartyId),
    Place(PlaceId),
    Interpreter(InterpreterId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WindowKind {
    Busy,
    Available,
    Avoid,
}

/// A time in which a subject is busy, available or would rather not meet: `[start, end)` in its own zone.
#[derive(Clone, Debug)]
pub struct Window {
    pub subject: Subject,
    pub kind: WindowKind,
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub timezone: Tz,
    /// In words; the title of a seminar for a registration.
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PinAction {
    Fix,
    Forbid,
}

/// A meeting fixed or forbidden by the organizer.
#[derive(Clone, Debug)]
pub struct Pin {
    /// Plays the SME.
    pub sme: PartyId,
    /// Plays the buyer.
    pub buyer: PartyId,
    pub action: PinAction,
    /// The slots meant: one for a fix; for a forbid every slot of the date, one slot, or empty = never.
    pub slots: Vec<SlotId>,
    pub place: Option<PlaceId>,
    /// Line of pins.csv, for messages.
    pub line: u32,
}

/// If both meetings are held, `first` is strictly earlier than `then`. Pairs as (plays the SME, plays the buyer).
#[derive(Clone, Debug)]
pub struct Order {
    pub first: (PartyId, PartyId),
    pub then: (PartyId, PartyId),
    /// Line of order.csv, for messages.
    pub line: u32,
}

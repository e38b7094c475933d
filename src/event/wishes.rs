//! What parties and the organizer ask for: wishes, windows, pins, orders.

use super::ids::{HallId, InterpreterId, PartyId, PlaceId, SlotId};
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
    /// How often the two want to meet, at least 1. A pair meets at most as often as the greater number of its wishes (R03).
    pub times: u32,
    /// Position in `event.org_wishes` of the wish for an organization that this wish is one reading of.
    pub org_wish: Option<usize>,
    pub note: String,
}

/// A wish for an organization, any one of its buyers: `from` meets at most one buyer of `org` (R11). Each buyer of the organization that
/// `from` does not name itself has a [`Wish`] that points here; as a must it is held if one of those is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgWish {
    pub from: PartyId,
    pub org: String,
}

/// A registration for a session that has a hall: the party walks there and back (R08). The busy window stands in `event.windows` besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    pub party: PartyId,
    pub hall: HallId,
    /// `[start, end)` in the event's zone.
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub title: String,
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

//! What parties and the organizer ask for: wishes, windows, pins, orders.

use super::ids::{HallId, InterpreterId, PartyId, PlaceId, SlotId};
use super::zone::Zone;
use chrono::NaiveDateTime;

/// How strongly a party wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WishKind {
    /// An ordinary wish, worth its points.
    Want,
    /// Worth its points, and missing it counts on level 1.
    Must,
    /// The two never meet (R06), whoever of them says so.
    Block,
}

/// One party names another.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Who wishes. Between two parties of one side: plays the SME.
    pub from: PartyId,
    /// Whom it names.
    pub to: PartyId,
    /// A block has no rank, score or times that matter.
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
    /// The organizer's own words; decides nothing.
    pub note: String,
    /// Line of preferences.csv; 0 if it stands elsewhere.
    pub line: u32,
}

impl Wish {
    /// A wish for one meeting without rank, score, times of day and note.
    pub fn new(from: PartyId, to: PartyId, kind: WishKind) -> Self {
        Self {
            from,
            to,
            kind,
            rank: None,
            score: None,
            not_before: None,
            not_after: None,
            times: 1,
            org_wish: None,
            note: String::new(),
            line: 0,
        }
    }
}

/// A wish for an organization, any one of its buyers: `from` meets at most one buyer of `org` (R11). Each buyer of the organization that
/// `from` does not name itself has a [`Wish`] that points here; as a must it is held if one of those is, or if `from` meets one whom it names itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgWish {
    /// The party that meets one of its buyers only.
    pub from: PartyId,
    /// The organization, as its buyers write it in `org`.
    pub org: String,
    /// How many meetings it must have; 0 if it is no must.
    pub must_times: u32,
    /// Its buyers whom `from` names itself too, and so with a wish of their own: a meeting with one of them holds a must as well.
    pub named: Vec<PartyId>,
}

impl OrgWish {
    /// Whether a meeting of the two would be one with a buyer whom the party names itself.
    pub fn is_named(&self, a: PartyId, b: PartyId) -> bool {
        a == self.from && self.named.contains(&b) || b == self.from && self.named.contains(&a)
    }
}

/// A registration for a session, a seminar or a tour: the party walks to its hall and back (R08). The busy window stands in `event.windows`
/// besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Who is registered.
    pub party: PartyId,
    /// Id of the session.
    pub session: String,
    /// Where the session is held; `None` if not given.
    pub hall: Option<HallId>,
    /// `[start, end)` in the event's zone.
    pub start: NaiveDateTime,
    /// See `start`.
    pub end: NaiveDateTime,
    /// Of the session; its id if it has none.
    pub title: String,
    /// Line of registrations.csv.
    pub line: u32,
}

/// Whom a window concerns. Selectors such as `tag:youth` are already resolved: one window for each subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An SME or a buyer.
    Party(PartyId),
    /// A table or a video room.
    Place(PlaceId),
    /// An interpreter.
    Interpreter(InterpreterId),
}

/// What a window says about its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WindowKind {
    /// No meeting may overlap it. Beats `Available`.
    Busy,
    /// A subject with such windows is free only inside them: a meeting lies wholly in touching ones.
    Available,
    /// A meeting that overlaps it costs `quality.avoid` points.
    Avoid,
}

/// A time in which a subject is busy, available or would rather not meet: `[start, end)` in its own zone.
#[derive(Clone, Debug)]
pub struct Window {
    /// Whom it concerns.
    pub subject: Subject,
    /// What it says.
    pub kind: WindowKind,
    /// In `timezone`.
    pub start: NaiveDateTime,
    /// In `timezone`.
    pub end: NaiveDateTime,
    /// The row's own zone; the event's if the row names none.
    pub timezone: Zone,
    /// In words; the title of a seminar for a registration.
    pub reason: String,
    /// What of the input says so.
    pub source: WindowSource,
}

/// What of the input a window comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WindowSource {
    /// The row of windows.csv with this line.
    Windows(u32),
    /// The row of registrations.csv with this line.
    Registrations(u32),
    /// The cell `days` of the party.
    Days,
    /// A change of the published timetable.
    Changes,
}

/// What a pin asks for (R07).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PinAction {
    /// The meeting is held in that slot, and at `place` if one is given.
    Fix,
    /// The meeting is not held in those slots, or never.
    Forbid,
}

/// A meeting fixed or forbidden by the organizer.
#[derive(Clone, Debug)]
pub struct Pin {
    /// Plays the SME.
    pub sme: PartyId,
    /// Plays the buyer.
    pub buyer: PartyId,
    /// Decides how `slots` is read.
    pub action: PinAction,
    /// The slots meant: one for a fix; for a forbid every slot of the date, one slot, or empty = never.
    pub slots: Vec<SlotId>,
    /// Fixes only: the place at which the meeting is held; `None` = any that fits.
    pub place: Option<PlaceId>,
    /// Line of pins.csv, for messages; 0 for a meeting that a change of the published timetable calls off.
    pub line: u32,
}

impl Pin {
    /// Whether a change of the published timetable calls the meeting off.
    pub fn is_of_a_change(&self) -> bool {
        self.line == 0
    }
}

/// If both meetings are held, `first` is strictly earlier than `then`. Pairs as (plays the SME, plays the buyer).
#[derive(Clone, Debug)]
pub struct Order {
    /// The pair that meets earlier.
    pub first: (PartyId, PartyId),
    /// The pair that meets later.
    pub then: (PartyId, PartyId),
    /// Line of order.csv, for messages.
    pub line: u32,
}

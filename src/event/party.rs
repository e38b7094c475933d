//! Those who meet, and what a meeting needs: parties, places, interpreters.

use super::ids::{HallId, PartyId, PlaceId};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which list a party stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// A small or medium-sized enterprise.
    Sme,
    /// A public institution, a large firm or a foreign buyer.
    Buyer,
}

/// What a buyer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BuyerType {
    Public,
    Large,
    Foreign,
}

/// How a meeting is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    Onsite,
    Online,
}

/// What a participant reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    Ko,
    En,
}

/// An SME or a buyer, defaults of `[rules]` filled in.
#[derive(Clone, Debug)]
pub struct Party {
    pub id: String,
    pub side: Side,
    pub name: String,
    /// SMEs only; empty if not given.
    pub name_en: String,
    /// Buyers only; empty if not given.
    pub org: String,
    pub dept: String,
    pub buyer_type: Option<BuyerType>,
    pub country: String,
    /// Buyers: their own zone, the event's if not given. SMEs: the event's.
    pub timezone: Tz,
    /// Buyers: as given. SMEs: always on-site.
    pub mode: Mode,
    /// SMEs: may meet online buyers. Buyers: true.
    pub may_meet_online: bool,
    pub category: String,
    pub tags: Vec<String>,
    /// Points added to each of its pairs.
    pub bonus: i64,
    /// Meetings it can hold at the same time: `delegates` or `desks`, at least 1.
    pub capacity: u32,
    pub min_meetings: u32,
    /// `None` = no limit, as below.
    pub max_meetings: Option<u32>,
    pub max_per_day: Option<u32>,
    pub max_in_a_row: Option<u32>,
    /// Lower-case language codes; empty = not named.
    pub languages: Vec<String>,
    /// What it reads; the event's language if not given.
    pub language: Lang,
    pub hall: Option<HallId>,
    /// Buyers: the place fixed for it.
    pub place: Option<PlaceId>,
    pub booth: String,
    pub contact: String,
    pub phone: String,
    pub email: String,
}

/// What a place is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A table, for meetings on site.
    Table,
    /// A video room, for meetings online.
    Video,
}

/// A table or a video room.
#[derive(Clone, Debug)]
pub struct Place {
    pub id: String,
    pub hall: HallId,
    pub kind: PlaceKind,
    /// The buyer for whom it is kept.
    pub reserved_for: Option<PartyId>,
}

/// Someone who can be assigned to one meeting of a slot.
#[derive(Clone, Debug)]
pub struct Interpreter {
    pub id: String,
    /// Lower-case language codes.
    pub languages: Vec<String>,
}

impl Mode {
    /// The kind of place such a meeting needs.
    pub fn place_kind(self) -> PlaceKind {
        match self {
            Mode::Onsite => PlaceKind::Table,
            Mode::Online => PlaceKind::Video,
        }
    }
}

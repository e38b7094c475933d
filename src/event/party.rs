//! Those who meet, and what a meeting needs: parties, places, interpreters.

use super::ids::{HallId, PartyId, PlaceId};
use super::zone::Zone;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which list a party stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
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
    /// `public`: a public institution.
    Public,
    /// `large`: a large firm.
    Large,
    /// `foreign`: a buyer from abroad.
    Foreign,
}

/// How a meeting is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// At a table in a hall.
    Onsite,
    /// By video; the SME sits in a video room.
    Online,
}

/// What a participant reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Korean.
    Ko,
    /// English.
    En,
}

impl Lang {
    /// What this language's reader gets of the same in both, Korean first.
    pub fn pick<T>(self, ko: T, en: T) -> T {
        match self {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }

    /// As the settings name it.
    pub fn code(self) -> &'static str {
        self.pick("ko", "en")
    }
}

/// An SME or a buyer, defaults of `[rules]` filled in.
#[derive(Clone, Debug)]
pub struct Party {
    /// As written in `sme_id` or `buyer_id`, trimmed and NFC. Unique within its side only.
    pub id: String,
    /// Decides which columns below apply; with `peers` an SME may still play the buyer in a pair.
    pub side: Side,
    /// SMEs: the company. Buyers: the person, empty if not given.
    pub name: String,
    /// SMEs only; empty if not given.
    pub name_en: String,
    /// Buyers only; empty if not given.
    pub org: String,
    /// Buyers only; empty if not given.
    pub dept: String,
    /// `None` for SMEs, and if not given.
    pub buyer_type: Option<BuyerType>,
    /// Buyers only, as written; empty if not given.
    pub country: String,
    /// Buyers: their own zone, the event's if not given. SMEs: the event's.
    pub timezone: Zone,
    /// Buyers: as given. SMEs: always on-site.
    pub mode: Mode,
    /// SMEs: may meet online buyers. Buyers: true.
    pub may_meet_online: bool,
    /// As written; two parties are of the same category only if the texts are equal. Empty = of none.
    pub category: String,
    /// SMEs only, each once, as written.
    pub tags: Vec<String>,
    /// Points added to each of its pairs.
    pub bonus: i64,
    /// Meetings it can hold at the same time: `delegates` or `desks`, at least 1.
    pub capacity: u32,
    /// Meetings it should have; what is missing is the shortfall of level 2. 0 = none asked for.
    pub min_meetings: u32,
    /// `None` = no limit, as below.
    pub max_meetings: Option<u32>,
    /// On each day (R05).
    pub max_per_day: Option<u32>,
    /// In consecutive slots of a session (R09).
    pub max_in_a_row: Option<u32>,
    /// Lower-case language codes; empty = not named.
    pub languages: Vec<String>,
    /// What it reads; the event's language if not given.
    pub language: Lang,
    /// The hall in which it takes meetings when it plays the buyer (R04); `None` = any.
    pub hall: Option<HallId>,
    /// Buyers: the place fixed for it.
    pub place: Option<PlaceId>,
    /// SMEs only: its own stand, for papers; no meeting is held there.
    pub booth: String,
    /// A person's name, written only with `--with-contacts`, as `phone` and `email`.
    pub contact: String,
    /// As written; empty if not given.
    pub phone: String,
    /// As written; empty if not given.
    pub email: String,
}

/// What a place is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A table, for meetings on site.
    Table,
    /// A video room, for meetings online.
    Video,
}

/// What of the input the places come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceSource {
    /// Rows of places.csv.
    #[default]
    Rows,
    /// The counts of `[[hall]]` in event.toml.
    Counts,
    /// The counts of a table of halls.
    HallRows,
}

/// A table or a video room.
#[derive(Clone, Debug)]
pub struct Place {
    /// From places.csv, or made from hall, kind and number, such as `3-T01` and `3-V01`.
    pub id: String,
    /// The hall it stands in.
    pub hall: HallId,
    /// Decides whether meetings are held there on site or online.
    pub kind: PlaceKind,
    /// The buyer for whom it is kept.
    pub reserved_for: Option<PartyId>,
}

/// Someone who can be assigned to one meeting of a slot.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// As written in `interpreter_id`.
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

//! The validated problem: the facts of an event as its organizer gave them, immutable, every reference resolved.
//! Holds no consequence of the facts: which pairs may meet when is worked out in `candidates` and, independently, in `check`.

mod grid;
mod ids;
pub mod limits;
mod party;
mod slot_set;
mod wishes;

pub use grid::{Day, Grid, Session, Slot};
pub use ids::{DayId, HallId, InterpreterId, PairId, PartyId, PlaceId, SessionId, SlotId};
pub use party::{BuyerType, Interpreter, Lang, Mode, Party, Place, PlaceKind, Side};
pub use slot_set::SlotSet;
pub use wishes::{Order, OrgWish, Pin, PinAction, Registration, Subject, Window, WindowKind, Wish, WishKind};

use chrono_tz::Tz;
use std::collections::BTreeMap;

/// An expo with everything that decides its timetable. Times of day are minutes after midnight, points and costs whole numbers.
#[derive(Clone, Debug)]
pub struct Event {
    pub name: String,
    /// E-mail address of the organizer; empty if not given.
    pub organizer: String,
    pub timezone: Tz,
    /// What participants read unless their own `language` says otherwise.
    pub language: Lang,
    pub grid: Grid,
    pub halls: Vec<String>,
    /// Walking minutes between two halls, symmetric: `walk_min[a][b]`.
    pub walk_min: Vec<Vec<u32>>,
    pub places: Vec<Place>,
    /// SMEs first, then buyers, each in file order.
    pub parties: Vec<Party>,
    /// How many of `parties` are SMEs.
    pub n_smes: usize,
    pub interpreters: Vec<Interpreter>,
    /// One entry for each (from, to), in file order, wide form included.
    pub wishes: Vec<Wish>,
    /// Wishes for an organization; each stands in `wishes` once for every buyer it may mean.
    pub org_wishes: Vec<OrgWish>,
    /// Registrations for sessions that have a hall.
    pub registrations: Vec<Registration>,
    /// Times that parties, places and interpreters are busy, available or would rather avoid; registrations included.
    pub windows: Vec<Window>,
    pub pins: Vec<Pin>,
    pub orders: Vec<Order>,
    pub rules: Rules,
    pub value: ValueRules,
    pub quality: QualityCosts,
    /// Online buyers without `available` rows meet only in these hours of their own zone: minutes after midnight, `[start, end)`.
    /// `end` < `start` means past midnight.
    pub local_hours: (i32, i32),
    pub solve: SolveDefaults,
}

/// `[rules]` that do not belong to one party. The per-party defaults are already filled into the parties.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub once_per_org: bool,
    pub peers: bool,
    /// Largest difference in number of gaps between any two parties; `None` = no rule.
    pub max_gap_difference: Option<u32>,
}

/// `[value]`, in points.
#[derive(Clone, Debug)]
pub struct ValueRules {
    pub sme_weight: i64,
    pub buyer_weight: i64,
    pub mutual_bonus: i64,
    pub fill_points: i64,
    /// Tag -> points, added to every pair of an SME that carries the tag.
    pub tags: BTreeMap<String, i64>,
}

/// `[quality]`, cost points per unit.
#[derive(Clone, Debug)]
pub struct QualityCosts {
    pub gap: i64,
    /// Per slot of a gap in which the party is free, or every slot of it with `busy_is_idle`.
    pub wait: i64,
    pub hall_change: i64,
    pub avoid: i64,
    pub table_change: i64,
    pub gap_scope: GapScope,
    pub busy_is_idle: bool,
}

/// Where slots count as consecutive for gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapScope {
    Day,
    Session,
    Event,
}

/// `[solve]`: defaults that a flag beats.
#[derive(Clone, Debug)]
pub struct SolveDefaults {
    pub time_limit_s: u32,
    pub seed: u64,
}

impl Event {
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.ix()]
    }

    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.ix()]
    }

    pub fn slot(&self, id: SlotId) -> &Slot {
        &self.grid.slots[id.ix()]
    }

    pub fn party_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (0..self.parties.len()).map(PartyId::at)
    }

    pub fn sme_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (0..self.n_smes).map(PartyId::at)
    }

    pub fn buyer_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (self.n_smes..self.parties.len()).map(PartyId::at)
    }

    pub fn n_slots(&self) -> usize {
        self.grid.slots.len()
    }

    /// Online if either party of the meeting is an online buyer.
    pub fn mode_of(&self, a: PartyId, b: PartyId) -> Mode {
        if self.party(a).mode == Mode::Online || self.party(b).mode == Mode::Online { Mode::Online } else { Mode::Onsite }
    }
}

//! The validated problem: the facts of an event as its organizer gave them, immutable, every reference resolved.
//! Holds no consequence of the facts: which pairs may meet when is worked out in `candidates` and, independently, in `check`.

mod changes;
mod clock;
mod formula;
mod grid;
mod ids;
mod instants;
pub mod limits;
mod party;
mod quality_part;
mod slot_set;
mod text;
mod wishes;
mod zone;

pub use changes::{CHANGE_COLUMNS, ChangeRow};
pub use clock::{clock, date_and_clock};
pub use formula::is_like_formula;
pub use grid::{Day, Grid, Laid, Session, Slot};
pub use ids::{DayId, HallId, InterpreterId, PairId, PartyId, PlaceId, SessionId, SlotId};
pub use instants::{after_jump, instant, is_skipped};
pub use party::{BuyerType, Interpreter, Lang, Mode, Party, Place, PlaceKind, PlaceSource, Side};
pub use quality_part::{PartCard, PerPart, QualityPart, Units};
pub use slot_set::SlotSet;
pub use text::Text;
pub use wishes::{Order, OrgWish, Pin, PinAction, Registration, Subject, Window, WindowKind, WindowSource, Wish, WishKind};
pub use zone::{Clocks, NoZone, Zone, ZoneOffset};

use std::collections::BTreeMap;

/// An expo with everything that decides its timetable. Times of day are minutes after midnight, points and costs whole numbers.
#[derive(Clone, Debug)]
pub struct Event {
    /// `event.name`, as printed on every paper.
    pub name: String,
    /// E-mail address of the organizer; empty if not given.
    pub organizer: String,
    /// The zone of every date and time of day, unless a field says otherwise.
    pub timezone: Zone,
    /// What participants read unless their own `language` says otherwise.
    pub language: Lang,
    /// When meetings can start.
    pub grid: Grid,
    /// Ids of the halls, by [`HallId`]; one hall `1` if the input names none.
    pub halls: Vec<String>,
    /// Walking minutes between two halls, symmetric: `walk_min[a][b]`.
    pub walk_min: Vec<Vec<u32>>,
    /// Tables and video rooms, by [`PlaceId`]: from places.csv, or numbered from the counts of `[[hall]]`.
    pub places: Vec<Place>,
    /// What of the input they come from.
    pub place_source: PlaceSource,
    /// SMEs first, then buyers, each in file order.
    pub parties: Vec<Party>,
    /// How many of `parties` are SMEs.
    pub n_smes: usize,
    /// Rows of interpreters.csv, by [`InterpreterId`].
    pub interpreters: Vec<Interpreter>,
    /// One entry for each (from, to), in file order, wide form included.
    pub wishes: Vec<Wish>,
    /// Wishes for an organization; each stands in `wishes` once for every buyer it may mean.
    pub org_wishes: Vec<OrgWish>,
    /// Who attends which session, in file order.
    pub registrations: Vec<Registration>,
    /// Times that parties, places and interpreters are busy, available or would rather avoid; registrations included.
    pub windows: Vec<Window>,
    /// Rows of pins.csv, in file order (R07).
    pub pins: Vec<Pin>,
    /// Rows of order.csv, in file order (R12).
    pub orders: Vec<Order>,
    /// Rules that concern several parties.
    pub rules: Rules,
    /// From wishes to points (section 5).
    pub value: ValueRules,
    /// What the parts of the quality cost weigh, and what counts as a gap (section 5).
    pub quality: QualityCosts,
    /// Online buyers without `available` rows meet only in these hours of their own zone: minutes after midnight, `[start, end)`.
    /// `end` < `start` means past midnight.
    pub local_hours: (i32, i32),
    /// What a run does unless a flag says otherwise.
    pub solve: SolveDefaults,
}

/// `[rules]` that do not belong to one party. The per-party defaults are already filled into the parties.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The party that plays the SME meets at most one buyer of each organization (R11).
    pub once_per_org: bool,
    /// Wishes within one side are allowed: `from` plays the SME, `to` the buyer.
    pub peers: bool,
    /// Largest difference in number of gaps between any two parties; `None` = no rule.
    pub max_gap_difference: Option<u32>,
}

/// `[value]`, in points.
#[derive(Clone, Debug)]
pub struct ValueRules {
    /// Factor of the points of the SME's wish.
    pub sme_weight: i64,
    /// Factor of the points of the buyer's wish.
    pub buyer_weight: i64,
    /// Added where both wish each other.
    pub mutual_bonus: i64,
    /// Value of a pair that nobody wished, of the same category; 0 = such pairs are not used.
    pub fill_points: i64,
    /// Tag -> points, added to every pair of an SME that carries the tag.
    pub tags: BTreeMap<String, i64>,
}

/// `[quality]`.
#[derive(Clone, Debug)]
pub struct QualityCosts {
    /// Cost points of a unit of each part.
    pub points: PerPart<i64>,
    /// Within what two meetings can have a gap between them.
    pub gap_scope: GapScope,
    /// Slots in which a party is not free count as idle too, so any slots between two meetings are a gap.
    pub busy_is_idle: bool,
}

/// Where slots count as consecutive for gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapScope {
    /// Within a day; its sessions follow each other without a break.
    Day,
    /// Within a session.
    Session,
    /// Over the whole event; its days follow each other without a break.
    Event,
}

/// `[solve]`: defaults that a flag beats.
#[derive(Clone, Debug)]
pub struct SolveDefaults {
    /// Seconds for the whole run, reading and writing included; 0 = no limit.
    pub time_limit_s: u32,
    /// Seed of every random choice.
    pub seed: u64,
}

impl Event {
    /// The party at a position.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.ix()]
    }

    /// The id of a party with its side in front, `sme:001`: for where both sides use the id.
    pub fn id_with_side(&self, id: PartyId) -> String {
        let party = self.party(id);
        match party.side {
            Side::Sme => format!("sme:{}", party.id),
            Side::Buyer => format!("buyer:{}", party.id),
        }
    }

    /// Whether a place is one where a buyer's meetings held so may be: by kind, hall, the buyer's fixed place and reservation.
    pub fn suits(&self, place: PlaceId, buyer: PartyId, mode: Mode) -> bool {
        let (facts, buyer_facts) = (self.place(place), self.party(buyer));
        facts.kind == mode.place_kind()
            && buyer_facts.hall.is_none_or(|hall| hall == facts.hall)
            && buyer_facts.place.is_none_or(|its| its == place)
            && facts.reserved_for.is_none_or(|party| party == buyer)
    }

    /// The place at a position.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.ix()]
    }

    /// The slot at a position.
    pub fn slot(&self, id: SlotId) -> &Slot {
        &self.grid.slots[id.ix()]
    }

    /// All parties, SMEs first.
    pub fn party_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (0..self.parties.len()).map(PartyId::at)
    }

    /// The SMEs, in file order.
    pub fn sme_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (0..self.n_smes).map(PartyId::at)
    }

    /// The buyers, in file order.
    pub fn buyer_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (self.n_smes..self.parties.len()).map(PartyId::at)
    }

    /// Slots of all days together: the length of every [`SlotSet`] of the event.
    pub fn n_slots(&self) -> usize {
        self.grid.slots.len()
    }

    /// Online if either party of the meeting is an online buyer.
    pub fn mode_of(&self, a: PartyId, b: PartyId) -> Mode {
        if self.party(a).mode == Mode::Online || self.party(b).mode == Mode::Online { Mode::Online } else { Mode::Onsite }
    }
}

//! Everything a run reports besides the timetable: values, bounds and status by level, and the wishes that did not come true.

use crate::candidates::WishedBy;
use crate::event::{PartyId, WishKind};
use crate::prices::PriceList;
use crate::triple::Triple;

/// A level of the objective, in lexicographic order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Must wishes not held, least.
    MustUnheld,
    /// Sum over parties of meetings missing to `min_meetings`, least.
    Shortfall,
    /// Total value of the pairs held, greatest.
    Value,
    /// Total quality cost, least.
    Quality,
}

/// How good a level's value is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The value meets its bound.
    ProvedOptimal,
    /// A bound was computed and is not met.
    WithinGap,
    /// No bound better than the trivial one was computed.
    BestFound,
}

/// What a run reports for one level. The bound holds among all timetables that are at least as good at every earlier level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelResult {
    pub level: Level,
    pub value: i64,
    pub bound: i64,
    pub status: Status,
    /// `check` recomputed the bound from the written prices. Never so for level 4, which has no prices.
    pub certified: bool,
}

/// Why a pair is not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonCode {
    Blocked,
    Mode,
    NoCommonTime,
    Language,
    SmeFull,
    BuyerFull,
    SmeLimit,
    BuyerLimit,
    NoPlace,
    NoInterpreter,
    OrgAlreadyMet,
    Walk,
    Rest,
    PinnedAway,
    Outranked,
    NotProved,
}

/// A wished pair that is not held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    pub sme: PartyId,
    pub buyer: PartyId,
    pub wished_by: WishedBy,
    /// The strongest kind among the wishes that want the meeting.
    pub kind: WishKind,
    pub value: i64,
    pub reason: ReasonCode,
    /// In words, in the event's language.
    pub detail: String,
}

/// All that is reported about a solved timetable.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Levels 1 to N, in order; N = what was asked for.
    pub levels: Vec<LevelResult>,
    pub unmet: Vec<Unmet>,
    /// Lower bound of each part of the quality cost, in units (not points); empty when level 4 was not asked for.
    pub quality_bounds: Option<QualityBounds>,
    /// What proves the bounds of levels 1 to 3; `None` for a timetable that was not solved here.
    pub certificate: Option<Certificate>,
}

/// Prices that bound levels 1 to 3 of every timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub prices: PriceList,
    /// Must wishes of the event, each as often as it wants to be met.
    pub n_musts: i64,
    /// What the prices add up to: (must wishes held, shortfall negated, value), in the prices' units.
    pub bound: Triple,
}

/// Lower bounds in units, each on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QualityBounds {
    pub gaps: i64,
    pub waits: i64,
    pub hall_changes: i64,
    pub avoided: i64,
    pub table_changes: i64,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::MustUnheld, Level::Shortfall, Level::Value, Level::Quality];

    /// Name in summary.json.
    pub fn name(self) -> &'static str {
        ["must_unheld", "shortfall", "value", "quality"][self as usize]
    }

    /// 1 to 4.
    pub fn number(self) -> u32 {
        self as u32 + 1
    }
}

impl Status {
    /// As printed and as in summary.json.
    pub fn name(self) -> &'static str {
        match self {
            Status::ProvedOptimal => "proved optimal",
            Status::WithinGap => "within gap",
            Status::BestFound => "best found",
        }
    }
}

impl ReasonCode {
    /// As in unmet.csv.
    pub fn name(self) -> &'static str {
        match self {
            ReasonCode::Blocked => "BLOCKED",
            ReasonCode::Mode => "MODE",
            ReasonCode::NoCommonTime => "NO_COMMON_TIME",
            ReasonCode::Language => "LANGUAGE",
            ReasonCode::SmeFull => "SME_FULL",
            ReasonCode::BuyerFull => "BUYER_FULL",
            ReasonCode::SmeLimit => "SME_LIMIT",
            ReasonCode::BuyerLimit => "BUYER_LIMIT",
            ReasonCode::NoPlace => "NO_PLACE",
            ReasonCode::NoInterpreter => "NO_INTERPRETER",
            ReasonCode::OrgAlreadyMet => "ORG_ALREADY_MET",
            ReasonCode::Walk => "WALK",
            ReasonCode::Rest => "REST",
            ReasonCode::PinnedAway => "PINNED_AWAY",
            ReasonCode::Outranked => "OUTRANKED",
            ReasonCode::NotProved => "NOT_PROVED",
        }
    }
}

//! Everything a run reports besides the timetable: values, bounds and status by level, and the wishes that did not come true.

use crate::candidates::WishedBy;
use crate::event::{PartyId, Units, WishKind};
use crate::prices::PriceList;
use crate::triple::Triple;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A level of the objective, in lexicographic order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Must wishes not held, least.
    MustUnheld,
    /// Sum over parties of meetings missing to `min_meetings`, least.
    Shortfall,
    /// Total value of the pairs held, greatest.
    Value,
    /// Total quality cost, least.
    Quality,
    /// Of a new plan: published meetings that are not held although their pairs could meet, least.
    Dropped,
    /// Of a new plan: published meetings in another slot, least.
    Moved,
    /// Of a new plan: published meetings in their slot at another place or with another interpreter, least.
    PlacedAnew,
}

/// How good a level's value is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub enum Status {
    /// The value meets its bound.
    #[serde(rename = "proved optimal")]
    ProvedOptimal,
    /// A bound was computed and is not met.
    #[serde(rename = "within gap")]
    WithinGap,
    /// No bound better than the trivial one was computed.
    #[serde(rename = "best found")]
    BestFound,
}

/// What a run reports for one level. The bound holds among all timetables that are at least as good at every earlier level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelResult {
    /// Which level of the objective.
    pub level: Level,
    /// What the timetable reaches: a count of must wishes, of missing meetings, points, or cost points.
    pub value: i64,
    /// What no such timetable beats, in the same unit: a lower bound, for the value (level 3) an upper one.
    pub bound: i64,
    /// How `value` and `bound` compare.
    pub status: Status,
    /// `check` recomputed the bound from the written prices. Never so for level 4, which has no prices.
    pub certified: bool,
}

/// Why a wished pair is not held.
///
/// A *way* to hold it is a slot, a place and, if it needs one, an interpreter that the facts of the event leave it when nothing else is held:
/// both parties are free, the wish's times hold, no pin forbids it, the place fits and is open, there is time to walk from and to registered
/// sessions, an interpreter is free. The first six codes and [`Outranked`](Self::Outranked) with a value of 0 or less are about a pair without any
/// way, whatever the timetable.
///
/// A pair that has ways is judged against the timetable as it stands: the meeting is added to it in every way, and nothing is moved. A code from
/// [`SmeFull`](Self::SmeFull) to [`PinnedAway`](Self::PinnedAway) then says that *every* way breaks its rule; of several the first in this order is
/// given. Where some ways break one rule and some another, the code is `Outranked` or `NotProved`, and the words count the slots. None of these
/// codes says that no other timetable could hold the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReasonCode {
    /// One of the two blocks the other (R06).
    Blocked,
    /// The SME does not meet online and the buyer is online (R06).
    Mode,
    /// In no slot are both free within the times that the wish allows (R02).
    NoCommonTime,
    /// The two share no language, and no interpreter of the event speaks one of each (R10).
    Language,
    /// The party that plays the SME holds as many meetings as it can at once in every slot of a way (R01).
    SmeFull,
    /// The same of the party that plays the buyer.
    BuyerFull,
    /// The party that plays the SME would exceed `max_meetings`, or `max_per_day` on every day of a way (R05).
    SmeLimit,
    /// The same of the party that plays the buyer.
    BuyerLimit,
    /// Without a way: no fitting place is open in any slot in which the two could meet. With ways: each of their places is in use by another
    /// meeting then (R04).
    NoPlace,
    /// Without a way: no fitting interpreter is free in any slot in which the two could meet at an open place. With ways: each of their
    /// interpreters serves another meeting then (R10).
    NoInterpreter,
    /// The party that plays the SME meets another buyer of the organization and may meet one only (R11).
    OrgAlreadyMet,
    /// Without a way: registered sessions leave too little time to walk to any open place. With ways: the meetings before or after do, in each
    /// of them (R08). A party that is in another meeting at that very time is not asked.
    Walk,
    /// One of the two would have too many meetings in a row in every way (R09).
    Rest,
    /// Without a way: both would be free, but pins forbid all those slots (R07). With ways: each is earlier or later than order.csv allows (R12).
    PinnedAway,
    /// Something else stands in the way, and level 3 is proved optimal for this timetable: none that holds as many must wishes and misses no more
    /// minimum meetings is worth more, so none that holds the pair is. Not that holding it costs anything: one of equal value may. Also given to a
    /// pair worth 0 points or less, which is never used.
    Outranked,
    /// Something else stands in the way, or nothing does, and level 3 is not proved optimal for this timetable: one worth more may hold the pair.
    /// Or the numbers of gaps of two parties would differ by more than `max_gap_difference` in every way (R13): others may mend that.
    NotProved,
}

/// A wished pair that is not held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Plays the SME.
    pub sme: PartyId,
    /// Plays the buyer.
    pub buyer: PartyId,
    /// Which of the two wish it.
    pub wished_by: WishedBy,
    /// The strongest kind among the wishes that want the meeting.
    pub kind: WishKind,
    /// What holding it would add to level 3, in points.
    pub value: i64,
    /// The first reason that applies, as in unmet.csv.
    pub reason: ReasonCode,
    /// In words, in the event's language.
    pub detail: String,
    /// By how many points level 3 falls at least if the pair is held, as far as the prices prove it; 0 where must wishes or minimum meetings are what
    /// is lost. `None`: no timetable can hold it, or nothing is known.
    pub loss: Option<i64>,
    /// The cheapest change of the input that was found with which a best timetable holds the pair.
    pub fix: Option<Fix>,
}

/// A change of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// In words, in the event's language.
    pub sentence: String,
    /// By how many points level 3 of a best timetable rises with it.
    pub gain: i64,
}

/// All that is reported about a solved timetable.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Levels 1 to N, in order; N = what was asked for.
    pub levels: Vec<LevelResult>,
    /// One for each wished pair that is not held at all, by SME, then buyer, in file order.
    pub unmet: Vec<Unmet>,
    /// Lower bound of each part of the quality cost on its own, in units (not points); empty when level 4 was not asked for.
    pub quality_bounds: Option<Units>,
    /// What proves the bounds of levels 1 to 3; `None` for a timetable that was not solved here.
    pub certificate: Option<Certificate>,
}

/// Prices that bound levels 1 to 3 of every timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What prices.csv is written from.
    pub prices: PriceList,
    /// Must wishes of the event, each as often as it wants to be met.
    pub n_musts: i64,
    /// What the prices add up to: (must wishes held, shortfall negated, value), in the prices' units.
    pub bound: Triple,
}

impl Level {
    /// Levels 1 to 4 of `schedule`, in order.
    pub const ALL: [Level; 4] = [Level::MustUnheld, Level::Shortfall, Level::Value, Level::Quality];

    /// Name in summary.json.
    pub fn name(self) -> &'static str {
        ["must_unheld", "shortfall", "value", "quality", "dropped", "moved", "placed_anew"][self as usize]
    }

    /// 1 to 4, as `schedule` counts its levels; those of a new plan are numbered by their place in its list.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_names_that_are_printed() {
        let json = |value: serde_json::Value| value.as_str().map(str::to_string);
        for level in Level::ALL {
            assert_eq!(json(serde_json::to_value(level).unwrap()).as_deref(), Some(level.name()));
        }
        for status in [Status::ProvedOptimal, Status::WithinGap, Status::BestFound] {
            assert_eq!(json(serde_json::to_value(status).unwrap()).as_deref(), Some(status.name()));
        }
        for reason in
            [ReasonCode::NoCommonTime, ReasonCode::SmeFull, ReasonCode::OrgAlreadyMet, ReasonCode::NotProved, ReasonCode::Walk]
        {
            assert_eq!(json(serde_json::to_value(reason).unwrap()).as_deref(), Some(reason.name()));
        }
    }
}

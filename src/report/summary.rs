//! What summary.json says, as it is written: the one schema of its figures, which `koppex schema` prints.

use super::dearest::Dearest;
use super::decimal::Decimal;
use super::prices::CertificateFacts;
use crate::event::{PerPart, PlaceKind, Side};
use crate::outcome::{Level, LevelResult, ReasonCode, Status};
use crate::replan::Change;
#[cfg(test)]
use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// summary.json: how good the timetable is and why nothing better exists, its figures, and where it came from.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Summary {
    /// The event and its size.
    pub event: EventFacts,
    /// The levels of the objective in their order, as many as were asked for.
    pub levels: Vec<LevelFacts>,
    /// What proves the bounds of levels 1 to 3, together with prices.csv; null for a timetable that was not solved here.
    pub certificate: Option<CertificateFacts>,
    /// What is scarce by the prices of prices.csv; null where they do not certify the bound of the total value, or a row has a price.
    pub dearest: Option<Dearest>,
    /// The meetings held.
    pub meetings: MeetingFacts,
    /// The wishes, and how many come true.
    pub wishes: WishFacts,
    /// How meetings spread over the parties.
    pub meetings_per_party: BothSides,
    /// The wished pairs that are not held.
    pub unmet: UnmetFacts,
    /// What is inconvenient about the timetable.
    pub quality: QualityFacts,
    /// Use of the tables and video rooms, by day, hall and kind.
    pub load: Vec<LoadFacts>,
    /// What a new plan changes of the timetable that was published; missing for a timetable that was made afresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replan: Option<ReplanFacts>,
    /// Seed of the search.
    pub seed: u64,
    /// The programs that made the timetable.
    pub versions: Versions,
    /// Every input file, by name.
    pub inputs: Vec<InputFile>,
    /// True where the time limit or Ctrl-C shaped the result: without it, it might be better.
    pub cut_by_clock: bool,
    /// Seconds of each stage of the run. The only part that may differ between two runs of the same input and seed.
    pub seconds: Seconds,
}

/// The event and its size.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct EventFacts {
    /// As in the settings.
    pub name: String,
    /// IANA name of the zone in which dates and times are written.
    pub timezone: String,
    /// Number of SMEs.
    pub smes: usize,
    /// Number of buyers.
    pub buyers: usize,
    /// Dates, `2022-04-13`.
    pub days: Vec<String>,
    /// Number of slots on all days.
    pub slots: usize,
    /// Number of tables.
    pub tables: usize,
    /// Number of video rooms.
    pub video_rooms: usize,
}

/// A level of the objective. Its bound holds among all timetables that are as good at every earlier level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct LevelFacts {
    /// Its number in the list, from 1.
    pub level: u32,
    /// What the level counts.
    pub name: Level,
    /// What the timetable reaches: must wishes not held, meetings missing to minimums, points of value, or points of quality cost.
    pub value: i64,
    /// In the unit of `value`: no timetable has less (more, for value).
    pub bound: i64,
    /// How good the value is known to be.
    pub status: Status,
    /// True where the checker recomputed the bound from prices.csv as it was written. Never true for level 4.
    #[serde(default)]
    pub certified: bool,
}

/// What a new plan changes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ReplanFacts {
    /// The folder in which the published timetable is kept.
    pub from: String,
    /// Meetings that start before stay, `2022-04-13 10:00`; null without a freeze.
    pub freeze_until: Option<String>,
    /// At most as many may move; null where as few as possible do.
    pub max_moves: Option<usize>,
    /// Published meetings held where and as they were.
    pub kept: usize,
    /// Published meetings whose pairs the input does not let meet any more.
    pub cancelled: usize,
    /// Published meetings that are not held although their pairs could meet.
    pub dropped: usize,
    /// Published meetings in another slot.
    pub moved: usize,
    /// Published meetings in their slot at another place or with another interpreter.
    pub placed_anew: usize,
    /// Meetings that were not published.
    pub new: usize,
    /// Every meeting that is not kept.
    pub meetings: Vec<ChangedMeeting>,
    /// Why no timetable changes less, each confirmed by the checker: the bounds of `dropped` and `moved` are their sums.
    pub proof: Vec<GroupFacts>,
    /// What goes with change_prices.csv, prices at which each published meeting counts 1 that is held, and 1 on the last level that is held in its slot:
    /// nothing more than the bound is possible. `null` without such prices.
    pub prices: Option<CertificateFacts>,
}

/// What became of a meeting.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ChangedMeeting {
    /// As published, or for a new one as in meetings.csv.
    pub meeting_id: String,
    /// What became of it.
    pub change: Change,
}

/// Published meetings of which so many must be dropped, and, where no more are, so many must move. No two groups have a meeting in common.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct GroupFacts {
    /// Ids as published.
    pub meetings: Vec<String>,
    /// At least as many are dropped.
    pub dropped: usize,
    /// At least as many move if no more than `dropped` are dropped.
    pub moved: usize,
}

/// The meetings held.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct MeetingFacts {
    /// Number of meetings.
    pub total: usize,
    /// Number of meetings at tables.
    pub onsite: usize,
    /// Number of meetings in video rooms.
    pub online: usize,
    /// Value of all meetings, in points.
    pub value: i64,
}

/// The wishes, and how many come true.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct WishFacts {
    /// Pairs that at least one wish connects.
    pub pairs: usize,
    /// Wishes of kind want or must.
    pub wishes: usize,
    /// How many of them are held.
    pub wishes_held: usize,
    /// Must wishes, each as often as it wants to meet; one for an organization counts once.
    pub must: i64,
    /// How many of them are held.
    pub must_held: i64,
    /// Pairs that both sides wish.
    pub mutual_pairs: usize,
    /// How many of them are held.
    pub mutual_pairs_held: usize,
}

/// The same figures for either side.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct BothSides {
    /// SMEs.
    pub sme: SideFacts,
    /// Buyers.
    pub buyer: SideFacts,
}

/// Meetings per party of a side.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct SideFacts {
    /// Number of parties.
    pub parties: usize,
    /// Fewest meetings of a party.
    pub min: usize,
    /// Median of the meetings of a party; it may end in .5.
    pub median: Decimal,
    /// Most meetings of a party.
    pub max: usize,
    /// The parties without a meeting.
    pub without: Vec<WithoutMeeting>,
}

/// A party without a meeting, and why.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct WithoutMeeting {
    /// As in the input.
    pub party_id: String,
    /// Number of its unmet pairs for each reason, the most frequent first; empty where no wish names it or comes from it.
    pub unmet_by_reason: ByReason,
}

/// The wished pairs that are not held.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct UnmetFacts {
    /// Number of pairs.
    pub pairs: usize,
    /// Number of pairs for each reason, the most frequent first.
    pub by_reason: ByReason,
}

/// Number of pairs by reason code, in the order given.
#[derive(Debug)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(transparent))]
pub struct ByReason(
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<ReasonCode, usize>"))] pub Vec<(ReasonCode, usize)>,
);

/// Seconds by stage, in the order of the stages.
#[derive(Debug)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(transparent))]
pub struct Seconds(#[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, f64>"))] pub Vec<(&'static str, f64)>);

/// What is inconvenient about the timetable.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct QualityFacts {
    /// All parts, in points.
    pub cost: i64,
    /// A key for each part.
    #[serde(flatten)]
    pub parts: QualityParts,
    /// The party with the most gaps; null if nobody has one.
    pub worst_party: Option<WorstParty>,
    /// The longest wait of a party between two meetings, in minutes.
    pub longest_wait_minutes: i32,
}

/// The parts of the quality cost, each under the name of its units.
#[derive(Debug)]
pub struct QualityParts(pub PerPart<PartFacts>);

/// A part of the quality cost.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "QualityPart"))]
pub struct PartFacts {
    /// How often it happens.
    pub units: i64,
    /// No timetable as good at levels 1 to 3 has fewer units; null where level 4 was not asked for.
    pub bound: Option<i64>,
    /// Points for each unit.
    pub cost_per_unit: i64,
}

/// The party with the most gaps.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct WorstParty {
    /// As in the input.
    pub party_id: String,
    /// Side of the party.
    pub side: Side,
    /// Number of its gaps.
    pub gaps: i64,
}

/// Use of the places of a kind in a hall on a day.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct LoadFacts {
    /// `2022-04-13`
    pub date: String,
    /// Id of the hall.
    pub hall: String,
    /// Kind of the places.
    pub kind: PlaceKind,
    /// Number of meetings.
    pub meetings: usize,
    /// Number of meetings that the open places could hold.
    pub seats: usize,
    /// Most meetings in one slot.
    pub most_in_a_slot: usize,
}

/// The programs that made the timetable.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Versions {
    /// Version of koppex.
    pub koppex: &'static str,
    /// Solver of the integer programs.
    pub solver: String,
}

/// An input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct InputFile {
    /// Name in the event folder.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl From<&LevelResult> for LevelFacts {
    fn from(result: &LevelResult) -> Self {
        let LevelResult { level, value, bound, status, certified } = *result;
        Self { level: level.number(), name: level, value, bound, status, certified }
    }
}

impl From<&LevelFacts> for LevelResult {
    fn from(facts: &LevelFacts) -> Self {
        let LevelFacts { name: level, value, bound, status, certified, .. } = *facts;
        Self { level, value, bound, status, certified }
    }
}

impl Serialize for QualityParts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries: Vec<_> = self.0.iter().map(|(part, facts)| (part.card().units, facts)).collect();
        in_order(&entries, serializer)
    }
}

impl Serialize for ByReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        in_order(&self.0, serializer)
    }
}

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        in_order(&self.0, serializer)
    }
}

fn in_order<S: Serializer>(entries: &[(impl Serialize, impl Serialize)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

//! What `koppex explain` says, as an object for programs.

use crate::cli::suggested_time::SuggestedTime;
use crate::outcome::{ReasonCode, Status};
use crate::triple::Triple;
use crate::whatif::Edit;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// What levels 1 to 3 lose or gain: compared must wishes first, then shortfall, then value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Change {
    /// Must wishes.
    pub must: i64,
    /// Meetings missing to minimums.
    pub shortfall: i64,
    /// Points.
    pub value: i64,
}

impl From<Triple> for Change {
    fn from(t: Triple) -> Self {
        Self { must: t.must, shortfall: t.shortfall, value: t.value }
    }
}

/// Why two parties meet or not.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct PairAnswer {
    /// Plays the SME.
    pub sme_id: String,
    /// Plays the buyer.
    pub buyer_id: String,
    /// The published timetable holds a meeting of the two.
    pub held: bool,
    /// sme, buyer, both or none.
    pub wished_by: &'static str,
    /// Points of a meeting.
    pub value: i64,
    /// As in unmet.csv; null if the two meet.
    pub reason_code: Option<ReasonCode>,
    /// The reason in words.
    pub sentence: String,
    /// Where and when the meeting is held: null if it is not.
    pub meeting: Option<MeetingAnswer>,
    /// What the best timetable with the meeting loses.
    pub forced: Forced,
    /// Changes of the input with which a best timetable holds the meeting, the cheapest first.
    pub fixes: Vec<FixAnswer>,
    /// Of a meeting that is held: what its other times would change, the best first.
    pub other_times: Vec<SuggestedTime>,
}

/// A meeting as it is published.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct MeetingAnswer {
    /// As in meetings.csv.
    pub meeting_id: String,
    /// Its day.
    pub date: String,
    /// Local time, `HH:MM`.
    pub start: String,
    /// Table or video room.
    pub place_id: String,
}

/// The best timetable that holds the pair, against the best of all.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Forced {
    /// Some timetable holds the pair; null if that is not known.
    pub possible: Option<bool>,
    /// What the best timetable found with the pair loses against the best; null if there is none.
    pub loss: Option<Change>,
    /// What every timetable with the pair loses at least; null if none holds it.
    pub bound: Option<Change>,
    /// proved optimal: the loss is exactly this.
    pub status: Status,
    /// The loss was confirmed by adding up prices with code that shares nothing with the solver, or that code too finds no way to hold the pair.
    pub certified: bool,
    /// Meetings of the published timetable that this one does not hold.
    pub displaces: Vec<String>,
}

/// A change of the input with which a best timetable holds the pair.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct FixAnswer {
    /// The change in words.
    pub sentence: String,
    /// The change for a program.
    pub edits: Vec<Edit>,
    /// By how much the best timetable of the changed input is better: more must wishes held, less shortfall (above 0), more points.
    pub gain: Change,
    /// proved optimal: the gain is exactly this.
    pub status: Status,
    /// Both optima were confirmed by adding up prices with code that shares nothing with the solver.
    pub certified: bool,
}

/// All wishes of one party, made and received.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct PartyAnswer {
    /// The party.
    pub party_id: String,
    /// Its name.
    pub name: String,
    /// Meetings it holds.
    pub meetings: usize,
    /// Gaps between them.
    pub gaps: i64,
    /// Gaps that its windows and its rest force with that many meetings, whoever its partners are.
    pub forced_gaps: i64,
    /// What forces them: null if nothing.
    pub why_gaps: Option<String>,
    /// Each other party that a wish connects with it.
    pub wishes: Vec<WishAnswer>,
    /// What would help it most: null if nothing was found that does.
    pub best_lever: Option<Lever>,
}

/// One wish of a party or for it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct WishAnswer {
    /// Plays the SME.
    pub sme_id: String,
    /// Plays the buyer.
    pub buyer_id: String,
    /// The two meet.
    pub held: bool,
    /// sme, buyer or both.
    pub wished_by: &'static str,
    /// Points of a meeting.
    pub value: i64,
    /// As in unmet.csv; null if the two meet.
    pub reason_code: Option<ReasonCode>,
    /// The reason in words.
    pub sentence: String,
    /// Points that the whole timetable loses at least if the two meet; null if they meet or cannot.
    pub loss: Option<i64>,
}

/// A change of the input that helps one party.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Lever {
    /// The change in words.
    pub sentence: String,
    /// The change for a program.
    pub edits: Vec<Edit>,
    /// Points of the party's own meetings that come with it.
    pub own_value: i64,
    /// Meetings of the party that come with it.
    pub own_meetings: i64,
    /// By how much the best timetable of the changed input is better.
    pub gain: Change,
    /// proved optimal: the gain is exactly this.
    pub status: Status,
}

//! What `koppex policy` says, as an object for programs.

use crate::event::{Event, Lang};
use crate::outcome::Status;
use crate::whatif::policy::{Between, Compared, Group, Hour, ItemKind, ItemRow, Judged, Measure, SeminarRow};
use chrono::NaiveDateTime;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// What each bonus, minimum, limit, rule and seminar costs and brings.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct PolicyAnswer {
    /// The best timetable of the event as it is.
    pub best: Figures,
    /// How good it is known to be at levels 1 to 3.
    pub status: Status,
    /// The checker added up prices that prove it.
    pub certified: bool,
    /// Bonuses, minimums, limits and rules that the event has.
    pub items: Vec<ItemAnswer>,
    /// Seminars and tours that somebody is registered for, in order of time.
    pub sessions: Vec<SessionAnswer>,
    /// The table that was written.
    pub file: String,
    /// The time limit or Ctrl-C shaped the figures: some may be missing or less sure than they could be.
    pub cut_by_clock: bool,
}

/// One thing that is set, with it and without it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ItemAnswer {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Where it is set: a key of event.toml, or a table and its column.
    pub item: String,
    /// In words.
    pub title: String,
    /// What it says now; numbers of rows for tables.
    pub now: String,
    /// What it says in the event without it.
    pub then: String,
    /// Parties of which it is said; 0 for what is said of all.
    pub parties: usize,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// One seminar, with it and without it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct SessionAnswer {
    /// Its id.
    pub session_id: String,
    /// Its title.
    pub title: String,
    /// Its day.
    pub date: String,
    /// Local time, `HH:MM`.
    pub start: String,
    /// Local time, `HH:MM`.
    pub end: String,
    /// How many are registered.
    pub registered: usize,
    /// Of those, how many are away at that time by their own rows.
    pub absent: usize,
    /// What came of it; its own parties are those who are registered.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The other hour at which it costs least, of those that were solved; null if there is none.
    pub best_hour: Option<HourAnswer>,
    /// It is proved that it costs no less at any other hour of `hours`.
    pub best_hour_proved: bool,
    /// Every other hour at which it could be.
    pub hours: Vec<HourAnswer>,
}

/// Two best timetables by the same yardstick.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Outcome {
    /// Of the event as it is; null if no timetable was found without it.
    pub with: Option<Figures>,
    /// Of the event without it.
    pub without: Option<Figures>,
    /// Points that the event is worth more without it, of a bonus by everything but the bonus itself; null if nothing is known.
    pub value_gained_without: Option<Range>,
    /// proved optimal: exactly so many points.
    pub status: Status,
    /// The checker added up the prices that prove both timetables.
    pub certified: bool,
    /// Both have as many meetings as a best timetable can have, so the difference of meetings is exact too.
    pub meetings_exact: bool,
}

/// A seminar at another hour.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct HourAnswer {
    /// Its day.
    pub date: String,
    /// Local time, `HH:MM`.
    pub start: String,
    /// Of those who are registered, how many are away then by their own rows.
    pub absent: usize,
    /// No timetable is worth more points then; null if nothing is known.
    pub value_at_most: Option<i64>,
    /// The best timetable then; null if it was not solved because it cannot be the best hour.
    pub solved: Option<Figures>,
    /// Points that it costs then, against the event without it; null if it was not solved.
    pub costs: Option<Range>,
}

/// At least and at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Range {
    /// At least this.
    pub at_least: i64,
    /// At most this.
    pub at_most: i64,
}

/// Figures of a timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Figures {
    /// Must wishes not held, of those that the event as it is has.
    pub must_unheld: i64,
    /// Meetings missing to the minimums of the event as it is.
    pub shortfall: i64,
    /// Points; of a bonus by everything but the bonus itself.
    pub value: i64,
    /// Meetings.
    pub meetings: i64,
    /// Wishes that come true.
    pub wishes: i64,
    /// SMEs without a meeting.
    pub smes_with_nothing: i64,
    /// Buyers without a meeting.
    pub buyers_with_nothing: i64,
    /// Of the parties concerned, where it is said of single ones.
    pub own: Option<GroupFigures>,
    /// Of all others.
    pub others: Option<GroupFigures>,
}

/// A part of the meetings: `own` and `others` add up to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct GroupFigures {
    /// Meetings.
    pub meetings: i64,
    /// Wishes that come true with them.
    pub wishes: i64,
    /// Points.
    pub value: i64,
    /// Parties of the group without a meeting.
    pub with_nothing: i64,
}

/// What kind of thing is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Points that are added.
    Bonus,
    /// Meetings that parties should have.
    Minimum,
    /// Meetings that parties may have.
    Limit,
    /// Any other rule.
    Rule,
}

impl Kind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bonus => "bonus",
            Self::Minimum => "minimum",
            Self::Limit => "limit",
            Self::Rule => "rule",
        }
    }
}

impl From<ItemKind> for Kind {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Bonus => Self::Bonus,
            ItemKind::Minimum => Self::Minimum,
            ItemKind::Limit => Self::Limit,
            ItemKind::Rule => Self::Rule,
        }
    }
}

impl From<Between> for Range {
    fn from(between: Between) -> Self {
        Self { at_least: between.at_least, at_most: between.at_most }
    }
}

impl From<&Group> for GroupFigures {
    fn from(group: &Group) -> Self {
        let Group { meetings, wishes, value, with_nothing } = *group;
        Self { meetings, wishes, value, with_nothing }
    }
}

impl Figures {
    /// With the groups, where there are any.
    pub fn of(measure: &Measure, has_groups: bool) -> Self {
        let group = |group: &Group| has_groups.then(|| group.into());
        Self {
            must_unheld: measure.must_unheld,
            shortfall: measure.shortfall,
            value: measure.value,
            meetings: measure.tally.meetings,
            wishes: measure.tally.wishes,
            smes_with_nothing: measure.tally.smes_without,
            buyers_with_nothing: measure.tally.buyers_without,
            own: group(&measure.own),
            others: group(&measure.others),
        }
    }

    /// Parties of both sides without a meeting.
    pub fn with_nothing(&self) -> i64 {
        self.smes_with_nothing + self.buyers_with_nothing
    }
}

impl Outcome {
    fn of(compared: Option<&Compared>, base: &Judged, has_groups: bool) -> Self {
        let Some(compared) = compared else {
            let nothing = (None, None, None);
            let (with, without, value_gained_without) = nothing;
            return Self {
                with,
                without,
                value_gained_without,
                status: Status::BestFound,
                certified: false,
                meetings_exact: false,
            };
        };
        let is_exact = compared.gain.is_some_and(Between::is_exact) && base.best.is_proved();
        let status = match (is_exact, compared.gain) {
            (true, _) => Status::ProvedOptimal,
            (false, Some(_)) => Status::WithinGap,
            (false, None) => Status::BestFound,
        };
        Self {
            with: Some(Figures::of(&compared.with, has_groups)),
            without: Some(Figures::of(&compared.without, has_groups)),
            value_gained_without: compared.gain.map(Range::from),
            status,
            certified: is_exact && base.opinion.is_certified && compared.opinion.is_certified,
            meetings_exact: is_exact && compared.meetings_exact,
        }
    }
}

impl ItemAnswer {
    /// A row in words.
    pub fn of(row: &ItemRow, event: &Event, base: &Judged, lang: Lang) -> Self {
        let parties = row.item.parties(event).len();
        Self {
            kind: row.item.kind().into(),
            item: row.item.key(),
            title: row.item.title().of(lang).to_string(),
            now: row.item.now(event),
            then: row.item.then().to_string(),
            parties,
            outcome: Outcome::of(row.figures.as_ref(), base, parties > 0),
        }
    }
}

/// Date and time of day as they are written.
fn written(time: NaiveDateTime) -> (String, String) {
    (time.date().to_string(), time.format("%H:%M").to_string())
}

impl SessionAnswer {
    /// A row in words.
    pub fn of(row: &SeminarRow, event: &Event, base: &Judged) -> Self {
        let seminar = &row.seminar;
        let ((date, start), (_, end)) = (written(seminar.start), written(seminar.end));
        let without = row.figures.as_ref().and_then(|compared| compared.points_without);
        let hours: Vec<HourAnswer> = row.hours.all.iter().map(|hour| HourAnswer::of(hour, without)).collect();
        Self {
            session_id: seminar.id.clone(),
            title: seminar.title.clone(),
            date,
            start,
            end,
            registered: seminar.registered.len(),
            absent: seminar.n_away(event),
            outcome: Outcome::of(row.figures.as_ref(), base, true),
            best_hour: row.hours.best.map(|ix| hours[ix].clone()),
            best_hour_proved: row.hours.is_least,
            hours,
        }
    }
}

impl HourAnswer {
    fn of(hour: &Hour, without: Option<Between>) -> Self {
        let (date, start) = written(hour.start);
        let then = hour.solved.as_ref().and_then(|solved| Between::points(&solved.best));
        Self {
            date,
            start,
            absent: hour.absent,
            value_at_most: hour.most_points(),
            solved: hour.figures.as_ref().map(|measure| Figures::of(measure, true)),
            costs: without.zip(then).map(|(without, then)| without.less(then).into()),
        }
    }
}

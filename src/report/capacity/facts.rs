//! The plans that were compared, as they are written and printed.

use crate::event::{Event, Lang, date_and_clock};
use crate::report::ids::Ids;
use crate::report::names::full_name;
use crate::report::summary::InputFile;
use crate::whatif::capacity::{Capacity, Certainty, Counts, Family, HalfDay, Hours, Made, Scenario, Smallest};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `koppex capacity` found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CapacityFacts {
    /// Wishes of the event.
    pub wishes: i64,
    /// At most so many of them could come true if places, interpreters and hours never ran short: of two who may meet (no block, no `online = no`, no pin that
    /// forbids it at all times, languages that somebody joins, a value above 0) and are free at the same time, with a place, in at least one of the plans;
    /// `max_meetings` and the rule of one buyer an organization hold.
    pub possible: i64,
    /// The independent checker added up prices that prove `possible`.
    pub possible_certified: bool,
    /// The event as it is first.
    pub plans: Vec<PlanFacts>,
    /// Plans that there was no time for.
    pub plans_left_out: usize,
    /// The smallest plan for each share of `possible`.
    pub smallest: Vec<SmallestFacts>,
    /// The buyers of whose coming half a day more the timetable gains most.
    pub half_days: Vec<HalfDayFacts>,
    /// Seed of the timetables that were made.
    pub seed: u64,
    /// The time limit, or Ctrl-C, shaped the result.
    pub cut_by_clock: bool,
    /// Name and SHA-256 of every input file.
    pub inputs: Vec<InputFile>,
    /// Name and SHA-256 of the files written beside this one.
    pub files: Vec<CapacityFile>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CapacityFile {
    /// In the output folder.
    pub file: String,
    /// In hexadecimal.
    pub sha256: String,
}

/// One plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct PlanFacts {
    /// Tables and video rooms of each hall, in percent of those of the event.
    pub places_percent: u32,
    /// Tables.
    pub tables: usize,
    /// Video rooms.
    pub video_rooms: usize,
    /// Half days more (or, below 0, fewer) than the event has.
    pub half_days: i32,
    /// Minutes by which every day ends later (or, below 0, earlier).
    pub day_end_minutes: i32,
    /// Minutes of presentation.
    pub present_minutes: i32,
    /// Minutes of answers.
    pub answer_minutes: i32,
    /// Slots of all days.
    pub slots: usize,
    /// Places times slots.
    pub seats: usize,
    /// Fixed meetings that the plan leaves no time for; they count as plain wishes.
    pub fixed_given_up: usize,
    /// What the network selects. It knows neither exact times nor interpreters, so a timetable may hold less.
    pub expected: CountFacts,
    /// No timetable of the plan has more wishes than this.
    pub wishes_at_most: i64,
    /// No timetable of the plan is worth more points than this.
    pub value_at_most: i64,
    /// The independent checker added up prices that prove both.
    pub certified: bool,
    /// The best timetable that was made, judged clean by the checker; null if none was made, or there is none.
    pub made: Option<MadeFacts>,
    /// The hard rules contradict each other in this plan.
    pub contradiction: bool,
}

/// What is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CountFacts {
    /// Meetings.
    pub meetings: i64,
    /// Wishes that come true.
    pub wishes: i64,
    /// Points.
    pub value: i64,
}

/// A timetable that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct MadeFacts {
    /// What it holds.
    #[serde(flatten)]
    pub counts: CountFacts,
    /// No timetable of the plan is better at must wishes, minimums and value (by the solver).
    pub proved: bool,
}

/// What may be changed to find a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FamilyName {
    /// Places and hours; smaller: fewer seats.
    PlacesAndHours,
    /// Places alone; smaller: fewer.
    Places,
    /// Hours alone; smaller: fewer slots.
    Hours,
    /// The length of meetings alone; longer meetings count as smaller.
    Length,
}

/// How sure it is that no smaller plan of those compared reaches the share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertaintyName {
    /// The independent checker confirmed of each that no timetable of it does.
    Proved,
    /// Of each a bound says so, or its best timetable was made and holds fewer wishes.
    Made,
    /// Some were not made.
    Open,
}

/// The smallest plan for a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct SmallestFacts {
    /// What may be changed.
    pub varies: FamilyName,
    /// Share of `possible`, in percent.
    pub target_percent: u32,
    /// Wishes that it takes.
    pub wishes_needed: i64,
    /// Position in `plans`; null if no plan that was compared is known to reach it. Its timetable was made and judged clean.
    pub plan: Option<usize>,
    /// Of all smaller plans; of all plans if `plan` is null.
    pub certainty: CertaintyName,
}

/// A buyer that comes half a day more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct HalfDayFacts {
    /// Id of the buyer.
    pub party_id: String,
    /// Organization, department and person.
    pub name: String,
    /// First start, `YYYY-MM-DD HH:MM`, in the event's zone.
    pub start: String,
    /// Last end.
    pub end: String,
    /// The half day comes after those of the event, on all of which the buyer is there already.
    pub after_event: bool,
    /// What the best timetable gains, everybody together; it was made and judged clean.
    pub gain: CountFacts,
    /// Both timetables are proved the best (by the solver).
    pub proved: bool,
}

/// How the comparison came about.
pub struct CapacityRun<'a> {
    /// Of the timetables that were made.
    pub seed: u64,
    /// File name and SHA-256 of every input file, sorted by name.
    pub inputs: &'a [(String, String)],
    /// The organizer's.
    pub lang: Lang,
}

impl CapacityFacts {
    /// Names in the organizer's language.
    pub fn of(event: &Event, capacity: &Capacity, run: &CapacityRun) -> Self {
        let ids = Ids::of(event);
        let half_day = |half_day: &HalfDay| HalfDayFacts {
            party_id: ids.alone(half_day.buyer),
            name: full_name(event.party(half_day.buyer), run.lang),
            start: date_and_clock(half_day.at.0),
            end: date_and_clock(half_day.at.1),
            after_event: half_day.is_after_event,
            gain: half_day.gain.into(),
            proved: half_day.is_proved,
        };
        let inputs = run.inputs.iter().map(|(file, sha256)| InputFile { file: file.clone(), sha256: sha256.clone() });
        Self {
            wishes: capacity.n_wishes,
            possible: capacity.possible.at_most,
            possible_certified: capacity.possible.is_certified,
            plans: capacity.scenarios.iter().map(plan).collect(),
            plans_left_out: capacity.n_left_out,
            smallest: capacity.smallest.iter().map(smallest).collect(),
            half_days: capacity.half_days.iter().map(half_day).collect(),
            seed: run.seed,
            cut_by_clock: capacity.is_cut,
            inputs: inputs.collect(),
            files: Vec::new(),
        }
    }
}

impl PlanFacts {
    /// What the timetable holds, or is expected to hold.
    pub fn counts(&self) -> CountFacts {
        self.made.map_or(self.expected, |made| made.counts)
    }
}

impl From<Counts> for CountFacts {
    fn from(counts: Counts) -> Self {
        Self { meetings: counts.meetings, wishes: counts.wishes, value: counts.value }
    }
}

fn plan(scenario: &Scenario) -> PlanFacts {
    let (half_days, day_end_minutes) = match scenario.plan.hours {
        Hours::HalfDays(n) => (n, 0),
        Hours::DayEnd(min) => (0, min),
    };
    PlanFacts {
        places_percent: scenario.plan.places_percent,
        tables: scenario.n_places[0],
        video_rooms: scenario.n_places[1],
        half_days,
        day_end_minutes,
        present_minutes: scenario.plan.minutes.0,
        answer_minutes: scenario.plan.minutes.1,
        slots: scenario.n_slots,
        seats: scenario.n_seats(),
        fixed_given_up: scenario.n_given_up,
        expected: scenario.expected.into(),
        wishes_at_most: scenario.wishes.at_most,
        value_at_most: scenario.value.at_most,
        certified: scenario.wishes.is_certified && scenario.value.is_certified,
        made: match scenario.made {
            Some(Made::Timetable { counts, is_proved }) => Some(MadeFacts { counts: counts.into(), proved: is_proved }),
            Some(Made::Contradiction) | None => None,
        },
        contradiction: scenario.made == Some(Made::Contradiction),
    }
}

fn smallest(smallest: &Smallest) -> SmallestFacts {
    SmallestFacts {
        varies: match smallest.family {
            Family::PlacesAndHours => FamilyName::PlacesAndHours,
            Family::Places => FamilyName::Places,
            Family::Hours => FamilyName::Hours,
            Family::Length => FamilyName::Length,
        },
        target_percent: smallest.target,
        wishes_needed: smallest.n_needed,
        plan: smallest.plan,
        certainty: match smallest.certainty {
            Certainty::Proved => CertaintyName::Proved,
            Certainty::Made => CertaintyName::Made,
            Certainty::Open => CertaintyName::Open,
        },
    }
}

//! The second opinion: event and timetable to violations and recomputed values. Written from the sentences of the specification;
//! sees the facts of an [`Event`] and nothing of how a timetable is found.
//!
//! ```text
//!  Event --derived--> free times, pairs, values      (derived/, worked out here a second time)
//!  meetings.csv --read--> rows                        (read/, as written or as edited by hand)
//!  derived + rows --one file for each rule--> violations
//!               --units, score-----------> recomputed values
//!  prices.csv, certificate --prices------> recomputed bound  (prices/)
//! ```

pub mod changes;
mod derived;
mod judged;
mod musts;
mod prices;
mod published;
mod written_meeting;

mod r01_one_at_a_time;
mod r02_availability;
mod r03_once;
mod r04_places;
mod r05_limits;
mod r06_blocked;
mod r07_pins;
mod r08_walk;
mod r09_rest;
mod r10_interpreter;
mod r11_org;
mod r12_order;
mod r13_even_gaps;

pub(crate) mod read;
mod score;
mod units;
mod unordered;
mod verdict;
mod violation;

pub use prices::{CertificateOpinion, CertificateVerdict, LevelOpinion, PriceBounds, Triple};
pub use published::Published;
pub use read::Unread;
pub use written_meeting::WrittenMeeting;

pub use score::Score;
pub use units::PartyUnits;
pub use verdict::Verdict;
pub use violation::Violation;

use crate::event::Event;
use crate::rule::{RULES, RuleId};
use crate::timetable::Timetable;
use derived::Derived;
use judged::JudgedTimetable;

/// Judges a timetable by every hard rule and recomputes what it is worth.
pub fn check(event: &Event, timetable: &Timetable) -> Verdict {
    let held: Vec<WrittenMeeting> = timetable.meetings().iter().map(WrittenMeeting::from).collect();
    Checker::new(event).check(&held)
}

/// The consequences of an event's facts, worked out once for many timetables.
pub struct Checker<'a> {
    derived: Derived<'a>,
}

impl<'a> Checker<'a> {
    /// Works out free times, pairs and values from the event alone.
    pub fn new(event: &'a Event) -> Self {
        Self { derived: Derived::of(event) }
    }

    /// The event by which timetables are judged.
    pub fn event(&self) -> &'a Event {
        self.derived.event
    }

    /// Judges meetings given in any order; a meeting without a place breaks R04.
    pub fn check(&self, held: &[WrittenMeeting]) -> Verdict {
        let judged = JudgedTimetable::new(&self.derived, held);
        let violations = RULES.iter().flat_map(|card| judge(card.id)(&judged)).collect();
        let units = PartyUnits::of(&judged);
        Verdict { violations, score: Score::of(&judged, &units), units }
    }
}

/// The judge of each rule.
fn judge(rule: RuleId) -> fn(&JudgedTimetable) -> Vec<Violation> {
    match rule {
        RuleId::OneAtATime => r01_one_at_a_time::judge,
        RuleId::Availability => r02_availability::judge,
        RuleId::Once => r03_once::judge,
        RuleId::Places => r04_places::judge,
        RuleId::Limits => r05_limits::judge,
        RuleId::Blocked => r06_blocked::judge,
        RuleId::Pins => r07_pins::judge,
        RuleId::Walk => r08_walk::judge,
        RuleId::Rest => r09_rest::judge,
        RuleId::Interpreter => r10_interpreter::judge,
        RuleId::Org => r11_org::judge,
        RuleId::Order => r12_order::judge,
        RuleId::EvenGaps => r13_even_gaps::judge,
    }
}

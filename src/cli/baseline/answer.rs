//! What `koppex baseline` says, as an object for programs.

use crate::check::Verdict;
use crate::outcome::Status;
use crate::quality::Quality;
use crate::report::summary::LevelFacts;
use crate::tally::Tally;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The greedy practice beside the optimum.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct BaselineAnswer {
    /// Fixed meetings first, then the pools mutual, buyer, SME and fill, each meeting in the first free slot and place that keeps the rules.
    pub greedy: Figures,
    /// The best timetable found.
    pub optimum: Figures,
    /// The levels of the best timetable: what it reaches, what no timetable passes, and how good it is known to be.
    pub levels: Vec<LevelFacts>,
    /// All wishes and wished pairs there are.
    pub wishes: Wishes,
    /// Points that the best timetable is worth more than the greedy one. To be read together with must wishes and shortfall, which come first.
    pub value_gained: i64,
    /// No timetable as good at the levels before is worth more points than the greedy one by more than this; null where those levels are not proved.
    pub value_gained_at_most: Option<i64>,
    /// The order of the levels in which the two compare: the first level at which they differ; null if they are equal at every level asked for.
    pub better_at: Option<String>,
    /// Fixed meetings that the greedy practice could not hold.
    pub fixed_not_held: Vec<[String; 2]>,
    /// Rules that the greedy timetable breaks because of that, or because the practice does not know them (R13); empty if it keeps all.
    pub broken_rules: Vec<BrokenRule>,
    /// The folder with the greedy timetable; null if it was not kept.
    pub out: Option<String>,
    /// Where the folder that was there before is kept; null if there was none.
    pub kept: Option<String>,
    /// The time limit or Ctrl-C shaped the best timetable: without them it might be better.
    pub cut_by_clock: bool,
}

/// Figures of one timetable, recomputed by the checker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Figures {
    /// Must wishes not held.
    pub must_unheld: i64,
    /// Meetings missing to minimums.
    pub shortfall: i64,
    /// Points.
    pub value: i64,
    /// Quality cost in points.
    pub quality: i64,
    /// Meetings held.
    pub meetings: i64,
    /// Wishes that come true, and pairs that meet by who wished it.
    pub met: Wishes,
    /// SMEs without a meeting.
    pub smes_with_nothing: i64,
    /// Buyers without a meeting.
    pub buyers_with_nothing: i64,
    /// Units of each part of the quality cost, by the names of summary.json.
    pub units: BTreeMap<&'static str, i64>,
    /// The longest gap of anyone within a day.
    pub longest_wait_minutes: i32,
}

/// Wishes, and the pairs that they make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Wishes {
    /// Wishes; a pair that wishes each other counts twice.
    pub wishes: i64,
    /// Pairs that wish each other.
    pub mutual: i64,
    /// Pairs that only the buyer wishes.
    pub buyer_only: i64,
    /// Pairs that only the SME wishes.
    pub sme_only: i64,
    /// Pairs that neither wishes: fill.
    pub unwished: i64,
}

/// A rule that the greedy timetable breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct BrokenRule {
    /// R07, R13.
    pub rule: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How often.
    pub times: usize,
}

impl Figures {
    /// What the second opinion recomputes, and what is counted.
    pub fn of(verdict: &Verdict, tally: &Tally, quality: &Quality) -> Self {
        let [must_unheld, shortfall, value, cost] = verdict.score.levels();
        Self {
            must_unheld,
            shortfall,
            value,
            quality: cost,
            meetings: tally.meetings,
            met: tally.into(),
            smes_with_nothing: tally.smes_without,
            buyers_with_nothing: tally.buyers_without,
            units: verdict.units.total.iter().map(|(part, n)| (part.card().units, *n)).collect(),
            longest_wait_minutes: quality.longest_wait_min,
        }
    }

    /// What a level counts, in order of the levels.
    pub fn levels(&self) -> [i64; 4] {
        [self.must_unheld, self.shortfall, self.value, self.quality]
    }
}

impl From<&Tally> for Wishes {
    fn from(tally: &Tally) -> Self {
        let Tally { wishes, mutual, buyer_only, sme_only, unwished, .. } = *tally;
        Self { wishes, mutual, buyer_only, sme_only, unwished }
    }
}

impl BaselineAnswer {
    /// Every level before this one is proved, so that its bound holds for all timetables that matter.
    pub fn is_proved_before(levels: &[LevelFacts], ix: usize) -> bool {
        levels[..ix].iter().all(|level| level.status == Status::ProvedOptimal)
    }
}

//! What a new plan adds to the facts of any run, and how its changes are ordered and named.

use crate::event::{ChangeRow, Text};
use crate::outcome::Certificate;
use crate::published::PublishedMeeting;
use crate::replan::{Change, Difference, Differences};
use crate::report::ids::MeetingIds;
use crate::timetable::Meeting;
use chrono::NaiveDateTime;

/// What a run that changes a published timetable adds to the facts of any run.
#[derive(Clone, Debug, Default)]
pub struct PlanFacts {
    /// The timetable that was changed.
    pub published: Vec<PublishedMeeting>,
    /// What became of every meeting.
    pub differences: Differences,
    /// The confirmed reasons why no timetable changes less: positions in `published`, at least so many dropped, at least so many moved.
    pub groups: Vec<(Vec<usize>, usize, usize)>,
    /// The confirmed prices of the published meetings that say so, if there are any.
    pub prices: Option<Certificate>,
    /// `--freeze-until`.
    pub freeze_until: Option<NaiveDateTime>,
    /// `--max-moves`.
    pub max_moves: Option<usize>,
    /// The folder in which the published timetable is kept.
    pub from: String,
    /// All changes taken into account so far.
    pub changes: Vec<ChangeRow>,
    /// The one reason for every change, where it is not the input.
    pub because: Option<Text>,
}

/// The changes in the order in which they are explained: what is lost first, each kind in order of time.
pub fn changed(plan: &PlanFacts) -> Vec<&Difference> {
    let mut changed: Vec<&Difference> = plan.differences.list.iter().filter(|d| d.change != Change::Kept).collect();
    changed.sort_by_key(|d| d.change);
    changed
}

/// As published, or as it is written now.
pub fn meeting_id(old: Option<&PublishedMeeting>, new: Option<Meeting>, ids: &MeetingIds) -> String {
    match (old, new) {
        (Some(old), _) if !old.id.is_empty() => old.id.clone(),
        (_, Some(new)) => ids.id(&new),
        (Some(old), None) => format!("M-{}-{}", old.sme_id, old.buyer_id),
        (None, None) => String::new(),
    }
}

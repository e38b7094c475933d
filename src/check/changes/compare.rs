//! What became of every meeting, from two written timetables: the sentences of the specification, read once more.

use super::judge::ChangeJudge;
use super::judged_change::JudgedChange;
use crate::check::unordered::unordered;
use crate::event::PartyId;
use crate::published::PublishedMeeting;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// Two parties, or the ids of two of whom one has left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Pair {
    Parties((PartyId, PartyId)),
    Ids(String, String),
}

fn pair_of(meeting: &PublishedMeeting) -> Pair {
    match meeting.parties {
        Some((a, b)) => Pair::Parties(unordered(a, b)),
        None => Pair::Ids(meeting.sme_id.clone(), meeting.buyer_id.clone()),
    }
}

impl ChangeJudge<'_> {
    /// Every meeting of either timetable.
    pub fn compare(&self, now: &[PublishedMeeting]) -> Vec<JudgedChange> {
        let mut by_pair: BTreeMap<Pair, [BTreeMap<NaiveDateTime, &PublishedMeeting>; 2]> = BTreeMap::new();
        for (side, meetings) in [self.published, now].into_iter().enumerate() {
            for meeting in meetings {
                by_pair.entry(pair_of(meeting)).or_default()[side].insert(meeting.starts_at(), meeting);
            }
        }
        let mut changes = Vec::new();
        for [mut old, mut new] in by_pair.into_values() {
            let same: Vec<NaiveDateTime> = old.keys().filter(|time| new.contains_key(time)).copied().collect();
            for time in same {
                let (before, after) = (old.remove(&time).expect("it is there"), new.remove(&time).expect("it is there"));
                changes.push(judged(
                    if has_same_spot(before, after) { "kept" } else { "placed_anew" },
                    Some(before),
                    Some(after),
                ));
            }
            let (mut old, mut new) = (old.into_values(), new.into_values());
            loop {
                match (old.next(), new.next()) {
                    (None, None) => break,
                    (Some(before), Some(after)) => changes.push(judged("moved", Some(before), Some(after))),
                    (None, Some(after)) => changes.push(judged("new", None, Some(after))),
                    (Some(before), None) => {
                        let can_meet = before.parties.is_some_and(|parties| self.can_meet(parties));
                        changes.push(judged(if can_meet { "dropped" } else { "cancelled" }, Some(before), None));
                    }
                }
            }
        }
        changes
    }
}

/// The same place, and the same interpreter or none.
pub(super) fn has_same_spot(before: &PublishedMeeting, after: &PublishedMeeting) -> bool {
    before.place_id == after.place_id && before.interpreter_id == after.interpreter_id
}

fn judged(change: &'static str, old: Option<&PublishedMeeting>, new: Option<&PublishedMeeting>) -> JudgedChange {
    JudgedChange { change, old: old.cloned(), new: new.cloned() }
}

//! What parties already have in their calendars: `published.json`, and how it goes on with a new timetable. Knows no calendar syntax.

use super::sessions::{self, Attendance};
use crate::event::{Event, PartyId, Side};
use crate::report::clock::start_utc;
use crate::report::ids::Ids;
use crate::report::names::title;
use crate::timetable::{Meeting, Timetable};
use anyhow::{Context, ensure};
use chrono::{DateTime, Datelike, Utc};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The file's name in the output folder.
pub const FILE: &str = "published.json";

/// More than anybody publishes. Calendars are stamped by this count, a minute each.
const MOST_CHANGES: u32 = 1_000_000;

/// Whether a calendar can hold what was published of an entry.
fn is_sound(start: &str, minutes: i64, sequence: u32) -> bool {
    const WEEK: i64 = 7 * 24 * 60;
    let is_dated = start.parse::<DateTime<Utc>>().is_ok_and(|at| (1000..9999).contains(&at.year()));
    is_dated && (0..=WEEK).contains(&minutes) && sequence <= MOST_CHANGES
}

/// Every meeting ever published for this event, and how often it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Published {
    /// Rises by one whenever a timetable with a change is published; 0 = nothing yet.
    pub version: u32,
    /// By SME, buyer and number.
    pub meetings: Vec<Entry>,
    /// Seminars and tours in the calendars.
    #[serde(default)]
    pub sessions: Vec<Attendance>,
}

/// One meeting as last published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PublishedMeeting"))]
pub struct Entry {
    /// Id of the party that plays the SME.
    pub sme_id: String,
    /// Id of the party that plays the buyer.
    pub buyer_id: String,
    /// Counts the meetings of two parties that meet several times, from 1, in the order in which they were first published.
    #[serde(default = "first")]
    pub number: u32,
    /// Name of the SME in the event's language, for its partner's calendar once it has left the event.
    #[serde(default)]
    pub sme_name: String,
    /// The same of the buyer.
    #[serde(default)]
    pub buyer_name: String,
    /// The same for ever, whatever becomes of names and times.
    pub uid: String,
    /// In UTC, `2022-04-13T01:00:00Z`.
    pub start: String,
    /// Length in minutes.
    pub minutes: i32,
    /// Id of the place.
    pub place: String,
    /// Id of the interpreter; empty = none.
    pub interpreter: String,
    /// Rises whenever one of the facts above changes or the meeting is dropped or held again.
    pub sequence: u32,
    /// The version in which it last changed.
    pub changed_in: u32,
    /// No longer held.
    pub cancelled: bool,
}

fn first() -> u32 {
    1
}

/// The meetings of one pair by the ids of its parties.
type ByPair = BTreeMap<(String, String), Vec<Entry>>;

impl Published {
    /// Reads `published.json`; `None` = nothing published yet.
    ///
    /// # Errors
    /// If the text is not what [`Published::to_json`] writes.
    pub fn from_json(text: Option<&str>) -> anyhow::Result<Self> {
        let Some(text) = text else { return Ok(Self::default()) };
        let read: Self = serde_json::from_str(text).with_context(|| {
            format!(
                "{FILE} is damaged\nhelp: put back the one that was published, or delete it to start again with new calendars"
            )
        })?;
        ensure!(
            read.meetings.iter().all(|e| e.changed_in <= read.version)
                && read.sessions.iter().all(|s| s.changed_in <= read.version),
            "{FILE} is damaged: an entry is newer than the file"
        );
        let meetings = read.meetings.iter().all(|e| is_sound(&e.start, e.minutes.into(), e.sequence));
        let sessions = read.sessions.iter().all(|s| is_sound(&s.start, s.minutes, s.sequence));
        ensure!(
            meetings && sessions && read.version <= MOST_CHANGES,
            "{FILE} is damaged: it holds a time, a length or a number of changes that no event has"
        );
        Ok(read)
    }

    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("plain data is JSON");
        text.push('\n');
        text
    }

    /// The state after `timetable` is published: the same version if nothing changed.
    pub fn next(&self, event: &Event, timetable: &Timetable) -> Self {
        let version = self.version + 1;
        let (people, ids) = (People::of(event), Ids::of(event));
        let (mut before, mut now) = (ByPair::new(), ByPair::new());
        for old in &self.meetings {
            let id = |id: &str, side| people.find(id, side).map_or_else(|| id.to_string(), |party| ids.in_column(party));
            let (sme_id, buyer_id) = (id(&old.sme_id, Side::Sme), id(&old.buyer_id, Side::Buyer));
            before.entry((sme_id.clone(), buyer_id.clone())).or_default().push(Entry { sme_id, buyer_id, ..old.clone() });
        }
        for meeting in timetable.meetings() {
            let entry = Entry::new(event, &ids, meeting);
            now.entry((entry.sme_id.clone(), entry.buyer_id.clone())).or_default().push(entry);
        }
        let gone: Vec<_> = before.keys().filter(|pair| !now.contains_key(pair)).cloned().collect();
        gone.into_iter().for_each(|pair| _ = now.insert(pair, Vec::new()));
        let pairs = now.into_iter().map(|(pair, held)| (before.remove(&pair).unwrap_or_default(), held));
        let meetings: Vec<_> = pairs.flat_map(|(old, held)| pair_after(event, old, held, version)).collect();
        let sessions = sessions::next(&self.sessions, event, version);
        let changed = meetings.iter().any(|e| e.changed_in == version) || sessions.iter().any(|s| s.changed_in == version);
        Self { version: if changed { version } else { self.version }, meetings, sessions }
    }

    /// The entries of the meetings of `timetable`, the one that this state was made for, in its order.
    pub fn entries_of(&self, event: &Event, timetable: &Timetable) -> Vec<&Entry> {
        let key = |e: &Entry| (e.sme_id.clone(), e.buyer_id.clone(), e.start.clone(), e.place.clone());
        let held: BTreeMap<_, _> = self.meetings.iter().filter(|e| !e.cancelled).map(|e| (key(e), e)).collect();
        let ids = Ids::of(event);
        let entry = |meeting: &Meeting| held.get(&key(&Entry::new(event, &ids, meeting))).copied();
        let entries = timetable.meetings().iter().map(entry);
        entries.map(|e| e.expect("the state after publishing holds every meeting of the timetable")).collect()
    }
}

/// All entries of a pair, by number, when its meetings `held` are published after `old`.
fn pair_after(event: &Event, mut old: Vec<Entry>, held: Vec<Entry>, version: u32) -> Vec<Entry> {
    old.sort_by(|a, b| (&a.start, a.number).cmp(&(&b.start, b.number)));
    let mut entries: BTreeMap<u32, Entry> = old.iter().map(|e| (e.number, Entry { cancelled: true, ..e.clone() })).collect();
    let continued = continued(&old, &held);
    for (fresh, before) in held.into_iter().zip(continued) {
        let (number, uid) = match before {
            Some(before) => (before.number, before.uid.clone()),
            None => {
                let number = (1..).find(|n| !entries.contains_key(n)).expect("there is always a next number");
                (number, uid(event, &fresh.sme_id, &fresh.buyer_id, number))
            }
        };
        entries.insert(number, Entry { number, uid, ..fresh });
    }
    for entry in entries.values_mut() {
        match old.iter().find(|o| o.number == entry.number) {
            Some(old) if entry.same_facts(old) => (entry.sequence, entry.changed_in) = (old.sequence, old.changed_in),
            Some(old) => (entry.sequence, entry.changed_in) = (old.sequence + 1, version),
            None => entry.changed_in = version,
        }
    }
    entries.into_values().collect()
}

/// Which published meeting each held one of the same pair continues: the one at its time, so that it stays untouched in every calendar when
/// another is dropped; else one that is in the calendars, the earlier for the earlier; else one that was cancelled. `None` = a new one.
fn continued<'a>(old: &'a [Entry], held: &[Entry]) -> Vec<Option<&'a Entry>> {
    const CHOICES: [fn(&Entry, &Entry) -> bool; 4] = [
        |old, new| !old.cancelled && old.start == new.start,
        |old, _| !old.cancelled,
        |old, new| old.start == new.start,
        |_, _| true,
    ];
    let mut free: Vec<&Entry> = old.iter().collect();
    let mut continued = vec![None; held.len()];
    for fits in CHOICES {
        for (new, found) in held.iter().zip(&mut continued).filter(|(_, found)| found.is_none()) {
            *found = free.iter().position(|old| fits(old, new)).map(|at| free.remove(at));
        }
    }
    continued
}

impl Entry {
    /// A meeting that was never published.
    fn new(event: &Event, ids: &Ids, meeting: &Meeting) -> Self {
        let name = |party| title(event.party(party), event.language).to_string();
        Self {
            sme_id: ids.in_column(meeting.sme),
            buyer_id: ids.in_column(meeting.buyer),
            number: first(),
            sme_name: name(meeting.sme),
            buyer_name: name(meeting.buyer),
            uid: String::new(),
            start: start_utc(event, meeting.slot).format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            minutes: event.grid.meeting_min(),
            place: event.place(meeting.place).id.clone(),
            interpreter: meeting.interpreter.map_or(String::new(), |i| event.interpreters[i.ix()].id.clone()),
            sequence: 0,
            changed_in: 0,
            cancelled: false,
        }
    }

    fn same_facts(&self, other: &Self) -> bool {
        let facts = |e: &Self| (e.start.clone(), e.minutes, e.place.clone(), e.interpreter.clone(), e.cancelled);
        facts(self) == facts(other)
    }
}

/// The parties of an event by the ids of a published state, which may be older than the event.
pub struct People<'a> {
    event: &'a Event,
    by_column: BTreeMap<(Side, String), PartyId>,
}

impl<'a> People<'a> {
    pub fn of(event: &'a Event) -> Self {
        Self { event, by_column: Ids::of(event).by_column() }
    }

    /// The party that plays this side under this id; `None` if it has left the event.
    pub fn find(&self, id: &str, plays: Side) -> Option<PartyId> {
        let (side, bare) = match id.split_once(':') {
            Some(("sme", bare)) => (Side::Sme, bare),
            Some(("buyer", bare)) => (Side::Buyer, bare),
            _ => (plays, id),
        };
        let named = |p: &PartyId| self.event.party(*p).side == side && self.event.party(*p).id == bare;
        self.by_column.get(&(plays, id.to_string())).copied().or_else(|| self.event.party_ids().find(named))
    }
}

/// Made of the event's name, the two ids and the number of the meeting, so that two exports of one event agree and two events do not.
fn uid(event: &Event, sme: &str, buyer: &str, number: u32) -> String {
    let mut digest = Sha256::new();
    let number = if number > 1 { number.to_string() } else { String::new() };
    let parts = [event.name.as_str(), event.timezone.name(), sme, buyer, &number];
    for part in parts.into_iter().take(if number.is_empty() { 4 } else { 5 }) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
}

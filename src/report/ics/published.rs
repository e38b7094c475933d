//! What parties already have in their calendars: `published.json`, and how it goes on with a new timetable. Knows no calendar syntax.

use crate::event::Event;
use crate::report::clock::start_utc;
use crate::timetable::{Meeting, Timetable};
use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The file's name in the output folder.
pub const FILE: &str = "published.json";

/// Every meeting ever published for this event, and how often it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Rises by one whenever a timetable with a change is published; 0 = nothing yet.
    pub version: u32,
    pub meetings: Vec<Entry>,
}

/// One meeting as last published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub sme_id: String,
    pub buyer_id: String,
    /// The same for ever, whatever becomes of names and times.
    pub uid: String,
    /// `2022-04-13T01:00:00Z`
    pub start: String,
    pub minutes: i32,
    pub place: String,
    pub interpreter: String,
    /// Rises whenever one of the facts above changes or the meeting is dropped or held again.
    pub sequence: u32,
    /// The version in which it last changed.
    pub changed_in: u32,
    pub cancelled: bool,
}

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
            read.meetings.iter().all(|e| e.changed_in <= read.version),
            "{FILE} is damaged: a meeting is newer than the file"
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
        let mut entries: BTreeMap<(&str, &str), Entry> = self
            .meetings
            .iter()
            .map(|e| ((e.sme_id.as_str(), e.buyer_id.as_str()), Entry { cancelled: true, ..e.clone() }))
            .collect();
        let before: BTreeMap<_, _> = self.meetings.iter().map(|e| ((e.sme_id.as_str(), e.buyer_id.as_str()), e)).collect();
        for meeting in timetable.meetings() {
            let fresh = Entry::new(event, meeting);
            let key = (event.party(meeting.sme).id.as_str(), event.party(meeting.buyer).id.as_str());
            let uid = before.get(&key).map_or(fresh.uid.clone(), |old| old.uid.clone());
            entries.insert(key, Entry { uid, ..fresh });
        }
        for (key, entry) in &mut entries {
            match before.get(key) {
                Some(old) if entry.same_facts(old) => (entry.sequence, entry.changed_in) = (old.sequence, old.changed_in),
                Some(old) => (entry.sequence, entry.changed_in) = (old.sequence + 1, version),
                None => entry.changed_in = version,
            }
        }
        let meetings: Vec<_> = entries.into_values().collect();
        let changed = meetings.iter().any(|e| e.changed_in == version);
        Self { version: if changed { version } else { self.version }, meetings }
    }

    /// Entries by (sme_id, buyer_id).
    pub fn by_pair(&self) -> BTreeMap<(&str, &str), &Entry> {
        self.meetings.iter().map(|e| ((e.sme_id.as_str(), e.buyer_id.as_str()), e)).collect()
    }
}

impl Entry {
    fn new(event: &Event, meeting: &Meeting) -> Self {
        let (sme, buyer) = (&event.party(meeting.sme).id, &event.party(meeting.buyer).id);
        Self {
            sme_id: sme.clone(),
            buyer_id: buyer.clone(),
            uid: uid(event, sme, buyer),
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

/// Made of the event's name and the two ids, so that two exports of one event agree and two events do not.
fn uid(event: &Event, sme: &str, buyer: &str) -> String {
    let mut digest = Sha256::new();
    for part in [event.name.as_str(), event.timezone.name(), sme, buyer] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
}

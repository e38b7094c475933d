//! One timetable laid out for the judges: its meetings by party, by slot and by pair. Judges nothing.

use super::derived::Derived;
use super::unordered::unordered;
use super::{Violation, WrittenMeeting};
use crate::event::{Event, PartyId, SlotId};
use crate::rule::RuleId;
use std::collections::BTreeMap;
use std::ops::Range;

/// A timetable under judgement.
pub(super) struct JudgedTimetable<'a> {
    pub event: &'a Event,
    pub derived: &'a Derived<'a>,
    /// Sorted by slot, then place id; without a place last.
    pub held: Vec<WrittenMeeting>,
    by_party: Vec<Vec<WrittenMeeting>>,
    by_pair: BTreeMap<(PartyId, PartyId), Vec<WrittenMeeting>>,
}

impl<'a> JudgedTimetable<'a> {
    pub fn new(derived: &'a Derived<'a>, held: &[WrittenMeeting]) -> Self {
        let event = derived.event;
        let mut held = held.to_vec();
        held.sort_by_key(|h| (h.slot, derived.place_rank(h.place), h.sme, h.buyer));
        let mut by_party = vec![Vec::new(); event.parties.len()];
        let mut by_pair: BTreeMap<_, Vec<WrittenMeeting>> = BTreeMap::new();
        for h in &held {
            for party in h.parties() {
                by_party[party.ix()].push(*h);
            }
            by_pair.entry(unordered(h.sme, h.buyer)).or_default().push(*h);
        }
        Self { event, derived, held, by_party, by_pair }
    }

    /// The meetings of a party, by slot, then place id.
    pub fn of_party(&self, party: PartyId) -> &[WrittenMeeting] {
        &self.by_party[party.ix()]
    }

    pub fn meetings_of_pair(&self, a: PartyId, b: PartyId) -> &[WrittenMeeting] {
        self.by_pair.get(&unordered(a, b)).map_or(&[], Vec::as_slice)
    }

    /// Every two parties that meet, once each.
    pub fn pairs_held(&self) -> impl Iterator<Item = (PartyId, PartyId)> + '_ {
        self.by_pair.keys().copied()
    }

    /// The meetings of each slot that has any.
    pub fn slots(&self) -> impl Iterator<Item = &[WrittenMeeting]> {
        self.held.chunk_by(|a, b| a.slot == b.slot)
    }

    /// The meetings of a party, day by day.
    pub fn days_of(&self, party: PartyId) -> impl Iterator<Item = &[WrittenMeeting]> {
        self.of_party(party).chunk_by(|a, b| self.event.grid.day_of(a.slot) == self.event.grid.day_of(b.slot))
    }

    /// The slots in which a party has at least one meeting, in order of time.
    pub fn busy_slots(&self, party: PartyId) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> = self.of_party(party).iter().map(|h| h.slot).collect();
        slots.dedup();
        slots
    }

    /// A violation that concerns these meetings; time, place and lines are theirs.
    pub fn violation(&self, rule: RuleId, parties: &[PartyId], meetings: &[WrittenMeeting], en: String, ko: String) -> Violation {
        let first = meetings.first();
        Violation {
            rule,
            parties: parties.iter().map(|p| self.derived.id_of(*p)).collect(),
            when: first.map(|h| self.derived.starts_at(h.slot)),
            place: first.and_then(|h| h.place).map(|p| self.event.place(p).id.clone()),
            lines: meetings.iter().map(|h| h.line).filter(|line| *line > 0).collect(),
            en,
            ko,
        }
    }

    /// Id and name of a party, for sentences.
    pub fn name(&self, party: PartyId) -> String {
        let p = self.event.party(party);
        if p.name.is_empty() || p.name == p.id {
            self.derived.id_of(party)
        } else {
            format!("{} {}", self.derived.id_of(party), p.name)
        }
    }

    /// `2022-04-13 10:00`
    pub fn time(&self, slot: SlotId) -> String {
        self.derived.starts_at(slot).format("%Y-%m-%d %H:%M").to_string()
    }

    /// Id of a meeting's place; `-` if it has none.
    pub fn place_name(&self, held: &WrittenMeeting) -> &str {
        held.place.map_or("-", |p| self.event.place(p).id.as_str())
    }
}

/// Splits sorted slots into the ranges of positions that follow each other without a hole.
pub(super) fn runs(slots: &[SlotId], same_unit: impl Fn(SlotId, SlotId) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, slot) in slots.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if slots[i - 1].0 + 1 == slot.0 && same_unit(slots[i - 1], *slot) => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

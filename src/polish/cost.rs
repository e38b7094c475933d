//! What a party's meetings cost, worked out for one party at a time, and what a change of slot would cost before it is made.
//! Knows nothing of search.

use crate::board::{BitRows, Board, SearchTables};
use crate::event::{Event, GapScope, Party, PartyId, PerPart, QualityPart, Side, SlotId};
use crate::problem::Problem;

/// The quality costs of an event as flat tables, in points.
#[derive(Debug)]
pub(crate) struct Costs {
    /// Of a unit of each part.
    pub points: PerPart<i64>,
    /// Largest difference in number of gaps (R13).
    pub max_difference: Option<u32>,
    /// Halls or tables cost something and there is a choice.
    pub places_matter: bool,
    /// Hall changes cost something and there is a choice.
    pub halls_matter: bool,
    /// `party * (n_slots + 1) + slot`: slots before it in which idling counts.
    idle_before: Vec<u16>,
    n_slots: usize,
    /// By slot: slots of one unit follow each other.
    unit: Vec<u32>,
    /// By part: its first slot and one past the last. The cost of a party in one part hangs on no other part: a day, or
    /// the whole event where gaps reach over nights or are compared between parties (R13).
    parts: Vec<(usize, usize)>,
    /// By slot.
    part: Vec<u16>,
    /// By party: slots in which a meeting costs [`QualityPart::Avoid`].
    unwanted: BitRows,
    /// By slot.
    day: Vec<u16>,
    /// By place.
    hall: Vec<u16>,
    /// By party: points for a table change.
    table_points: Vec<i64>,
}

/// What one party adds to the cost in one part of the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartyCost {
    pub points: i64,
    pub gaps: u16,
    pub hall_changes: u16,
    /// Meetings that lie, on their day, in another hall than most of the party's: no cost, but the way to fewer hall changes.
    pub strays: u16,
    /// Slots within gaps in which the party idles.
    pub wait: u16,
}

impl Costs {
    pub fn new(facts: &SearchTables) -> Self {
        let Problem { event, candidates } = facts.problem;
        let n_slots = facts.n_slots;
        let (points, busy_is_idle) = (event.quality.points, event.quality.busy_is_idle);
        let [hall_change, table_change] = [QualityPart::HallChange, QualityPart::TableChange].map(|part| points[part]);
        let mut idle_before = Vec::with_capacity(event.parties.len() * (n_slots + 1));
        let mut unwanted = BitRows::new(event.parties.len(), n_slots);
        for party in event.party_ids() {
            let mut n_idle = 0;
            for slot in (0..n_slots).map(SlotId::at) {
                idle_before.push(n_idle);
                n_idle += u16::from(busy_is_idle || candidates.free[party.ix()].contains(slot));
            }
            idle_before.push(n_idle);
            unwanted.set_row(party.ix(), candidates.avoid[party.ix()].words());
        }
        let parts = parts(event);
        let part_of = |slot: SlotId| parts.iter().position(|(_, end)| slot.ix() < *end).expect("parts cover the event") as u16;
        let halls_matter = hall_change != 0 && event.halls.len() > 1;
        let table_points = |p: &Party| if p.side == Side::Buyer { table_change } else { 0 };
        Self {
            points,
            max_difference: event.rules.max_gap_difference,
            places_matter: event.places.len() > 1 && (table_change != 0 || halls_matter),
            halls_matter,
            idle_before,
            n_slots,
            unit: event.grid.slot_ids().map(|s| unit_of(event, s)).collect(),
            part: event.grid.slot_ids().map(part_of).collect(),
            parts,
            unwanted,
            day: facts.day.iter().map(|d| d.0 as u16).collect(),
            hall: facts.hall.iter().map(|h| h.0 as u16).collect(),
            table_points: event.parties.iter().map(table_points).collect(),
        }
    }

    /// Points that a gap costs at least: its own and one slot of waiting.
    pub fn least_gap(&self) -> i64 {
        self.points[QualityPart::Gap] + self.points[QualityPart::Wait]
    }

    /// The least number of points that any unit costs; 0 if quality costs nothing.
    pub fn least_points(&self) -> i64 {
        // Whatever is paid here is counted in `party_cost`, in both of its ways.
        let least = |part| match part {
            QualityPart::Gap | QualityPart::Wait => self.least_gap(),
            QualityPart::HallChange | QualityPart::Avoid | QualityPart::TableChange => self.points[part],
        };
        QualityPart::ALL.into_iter().map(least).filter(|p| *p > 0).min().unwrap_or(0)
    }

    pub fn n_parts(&self) -> usize {
        self.parts.len()
    }

    #[inline]
    pub fn part_of(&self, slot: SlotId) -> usize {
        self.part[slot.ix()].into()
    }

    /// The slots of a part: the first, and one past the last.
    pub fn slots_of(&self, part: usize) -> (usize, usize) {
        self.parts[part]
    }

    /// Cost of a party in one part as the board stands.
    pub fn party_cost(&self, board: &Board, party: PartyId, part: usize) -> PartyCost {
        let mut cost = PartyCost::default();
        if board.facts.limits[party.ix()].capacity > 1 {
            return self.party_cost_at_once(board, party, part);
        }
        let places = board.places_of(party);
        let (mut last, mut halls): (Option<usize>, _) = (None, HallCounts::default());
        board.busy.each_within(party.ix(), self.parts[part], |slot| {
            if let Some(before) = last {
                self.add_gap(party, before, slot, &mut cost);
                let (old, place) = (places[before], places[slot]);
                if self.day[before] != self.day[slot] {
                    cost.strays += std::mem::take(&mut halls).strays();
                } else if old != place {
                    cost.hall_changes += u16::from(self.hall[usize::from(old)] != self.hall[usize::from(place)]);
                    cost.points += self.table_points[party.ix()];
                }
            }
            halls.add(self.hall[usize::from(places[slot])]);
            last = Some(slot);
        });
        cost.strays += halls.strays();
        let n_unwanted = board.busy.n_common(party.ix(), self.parts[part], &self.unwanted);
        cost.points += self.points[QualityPart::Avoid] * i64::from(n_unwanted);
        self.with_points(cost)
    }

    /// The same for a party with several delegates or desks: between two busy slots that follow each other on a day, as many change as cannot stay.
    fn party_cost_at_once(&self, board: &Board, party: PartyId, part: usize) -> PartyCost {
        let mut cost = PartyCost::default();
        let (mut last, mut halls): (Option<(usize, Vec<u16>)>, _) = (None, HallCounts::default());
        board.busy.each_within(party.ix(), self.parts[part], |slot| {
            let held = board.meetings_at(party, SlotId::at(slot)).filter_map(|m| board.assignment(m));
            let places: Vec<u16> = held.map(|a| a.place().0 as u16).collect();
            cost.points += self.avoided(party, slot) * places.len() as i64;
            if let Some((before, old)) = &last {
                self.add_gap(party, *before, slot, &mut cost);
                if self.day[*before] == self.day[slot] {
                    cost.hall_changes += n_changes(old, &places, |p| self.hall[usize::from(p)]);
                    cost.points += self.table_points[party.ix()] * i64::from(n_changes(old, &places, |p| p));
                } else {
                    cost.strays += std::mem::take(&mut halls).strays();
                }
            }
            places.iter().for_each(|p| halls.add(self.hall[usize::from(*p)]));
            last = Some((slot, places));
        });
        cost.strays += halls.strays();
        self.with_points(cost)
    }

    /// Adds the points of gaps, waits and hall changes.
    #[inline]
    fn with_points(&self, mut cost: PartyCost) -> PartyCost {
        cost.points += self.points[QualityPart::Gap] * i64::from(cost.gaps);
        cost.points += self.points[QualityPart::Wait] * i64::from(cost.wait);
        cost.points += self.points[QualityPart::HallChange] * i64::from(cost.hall_changes);
        cost
    }

    /// Points that a meeting of the party in a slot costs because the hour is unwanted.
    #[inline]
    fn avoided(&self, party: PartyId, slot: usize) -> i64 {
        if self.unwanted.has(party.ix(), slot) { self.points[QualityPart::Avoid] } else { 0 }
    }

    #[inline]
    fn add_gap(&self, party: PartyId, before: usize, after: usize, cost: &mut PartyCost) {
        let n_idle = self.n_idle(party, before, after);
        cost.gaps += u16::from(n_idle > 0);
        cost.wait += n_idle;
    }

    /// The unit of time, a session, a day or the event, within which gaps are counted.
    pub fn unit_of(&self, slot: SlotId) -> u32 {
        self.unit[slot.ix()]
    }

    /// Whether a party without a meeting in a slot idles there.
    pub fn is_idle(&self, party: PartyId, slot: SlotId) -> bool {
        let at = party.ix() * (self.n_slots + 1) + slot.ix();
        self.idle_before[at + 1] > self.idle_before[at]
    }

    /// Slots strictly between two busy ones that follow each other in which the party idles; 0 if no gap can lie between them.
    #[inline]
    fn n_idle(&self, party: PartyId, before: usize, after: usize) -> u16 {
        let row = party.ix() * (self.n_slots + 1);
        if self.unit[before] == self.unit[after] { self.idle_before[row + after] - self.idle_before[row + before + 1] } else { 0 }
    }

    /// Points by which gaps, waits and unwanted hours of a party change when its meeting leaves one slot for another.
    /// Exact for parties with one delegate or desk.
    #[inline]
    pub fn slot_delta(&self, board: &mut Board, party: PartyId, from: SlotId, to: SlotId) -> i64 {
        let (p, from, to) = (party.ix(), from.ix(), to.ix());
        let idle = |a: Option<usize>, b: Option<usize>| match a.zip(b).map_or(0, |(a, b)| self.n_idle(party, a, b)) {
            0 => 0,
            n => self.points[QualityPart::Gap] + self.points[QualityPart::Wait] * i64::from(n),
        };
        let around = |at: usize, before: Option<usize>, after: Option<usize>| {
            idle(before, Some(at)) + idle(Some(at), after) - idle(before, after)
        };
        board.busy.remove(p, from);
        let left = around(from, board.busy.before(p, from), board.busy.after(p, from));
        let entered = around(to, board.busy.before(p, to), board.busy.after(p, to));
        board.busy.insert(p, from);
        entered - left + self.avoided(party, to) - self.avoided(party, from)
    }
}

/// How many meetings lie in which hall; halls from the last counter on count as one.
#[derive(Default)]
struct HallCounts([u16; 8]);

impl HallCounts {
    #[inline]
    fn add(&mut self, hall: u16) {
        let last = self.0.len() - 1;
        self.0[usize::from(hall).min(last)] += 1;
    }

    /// Meetings outside the hall that has most of them.
    #[inline]
    fn strays(&self) -> u16 {
        let (sum, most) = self.0.iter().fold((0, 0), |(sum, most): (u16, u16), n| (sum + n, most.max(*n)));
        sum - most
    }
}

/// Of the places of two slots, how many change: the smaller number, less what both have in common, counted as often as it occurs.
fn n_changes(before: &[u16], after: &[u16], what: impl Fn(u16) -> u16) -> u16 {
    let mut left: Vec<u16> = after.iter().map(|p| what(*p)).collect();
    let mut n_stay = 0;
    for here in before.iter().map(|p| what(*p)) {
        if let Some(same) = left.iter().position(|there| *there == here) {
            left.swap_remove(same);
            n_stay += 1;
        }
    }
    (before.len().min(after.len()) - n_stay) as u16
}

fn parts(event: &Event) -> Vec<(usize, usize)> {
    if event.quality.gap_scope == GapScope::Event || event.rules.max_gap_difference.is_some() {
        return vec![(0, event.n_slots())];
    }
    event.grid.days.iter().map(|day| (day.slots.0.ix(), day.slots.1.ix())).collect()
}

fn unit_of(event: &Event, slot: SlotId) -> u32 {
    match event.quality.gap_scope {
        GapScope::Day => event.grid.day_of(slot).0,
        GapScope::Session => event.grid.session_of(slot).0,
        GapScope::Event => 0,
    }
}

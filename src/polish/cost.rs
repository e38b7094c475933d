//! What a party's meetings cost, worked out for one party at a time, and what a change of slot would cost before it is made.
//! Knows nothing of search.

use crate::board::{Board, SearchTables};
use crate::event::{Event, GapScope, Party, PartyId, Side, SlotId};
use crate::problem::Problem;

/// The quality costs of an event as flat tables.
#[derive(Debug)]
pub(crate) struct Costs {
    pub gap: i32,
    pub hall_change: i32,
    pub avoid: i32,
    pub table_change: i32,
    /// Largest difference in number of gaps (R13).
    pub max_difference: Option<u32>,
    /// Halls or tables cost something and there is a choice.
    pub places_matter: bool,
    /// `party * n_slots + slot`: the first slot after it in which idling counts.
    next_idle: Vec<u16>,
    n_slots: usize,
    /// By slot: slots of one unit follow each other.
    unit: Vec<u32>,
    /// By part: its first slot and one past the last. The cost of a party in one part hangs on no other part: a day, or
    /// the whole event where gaps reach over nights or are compared between parties (R13).
    parts: Vec<(usize, usize)>,
    /// By slot.
    part: Vec<u16>,
    /// `party * n_slots + slot`: points for a meeting there.
    avoided: Vec<i32>,
    /// By slot.
    day: Vec<u16>,
    /// By place.
    hall: Vec<u16>,
    /// By party: points for a table change.
    table_points: Vec<i32>,
}

/// What one party adds to the cost in one part of the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartyCost {
    pub points: i32,
    pub gaps: u16,
    pub hall_changes: u16,
    /// Slots between the meetings on either side of a gap. Costs nothing; only counted for parties with one delegate or desk.
    pub wait: u16,
}

impl Costs {
    pub fn new(facts: &SearchTables) -> Self {
        let Problem { event, candidates } = facts.problem;
        let (n_slots, quality) = (facts.n_slots, &event.quality);
        let points = |cost: i64| i32::try_from(cost).expect("quality costs are small numbers");
        let mut next_idle = vec![u16::MAX; event.parties.len() * n_slots];
        let mut avoided = vec![0; event.parties.len() * n_slots];
        for party in event.party_ids() {
            let mut next = u16::MAX;
            for slot in (0..n_slots).rev() {
                next_idle[party.ix() * n_slots + slot] = next;
                if quality.busy_is_idle || candidates.free[party.ix()].contains(SlotId::at(slot)) {
                    next = slot as u16;
                }
            }
            candidates.avoid[party.ix()].iter().for_each(|s| avoided[party.ix() * n_slots + s.ix()] = points(quality.avoid));
        }
        let parts = parts(event);
        let part_of = |slot: SlotId| parts.iter().position(|(_, end)| slot.ix() < *end).expect("parts cover the event") as u16;
        let table_points = |p: &Party| if p.side == Side::Buyer { points(quality.table_change) } else { 0 };
        Self {
            gap: points(quality.gap),
            hall_change: points(quality.hall_change),
            avoid: points(quality.avoid),
            table_change: points(quality.table_change),
            max_difference: event.rules.max_gap_difference,
            places_matter: event.places.len() > 1
                && (quality.table_change != 0 || quality.hall_change != 0 && event.halls.len() > 1),
            next_idle,
            n_slots,
            unit: event.grid.slot_ids().map(|s| unit_of(event, s)).collect(),
            part: event.grid.slot_ids().map(part_of).collect(),
            parts,
            avoided,
            day: facts.day.iter().map(|d| d.0 as u16).collect(),
            hall: facts.hall.iter().map(|h| h.0 as u16).collect(),
            table_points: event.parties.iter().map(table_points).collect(),
        }
    }

    /// The least number of points that any unit costs; 0 if quality costs nothing.
    pub fn least_points(&self) -> i32 {
        let all = [self.gap, self.hall_change, self.avoid, self.table_change];
        all.into_iter().filter(|p| *p > 0).min().unwrap_or(0)
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
        let mut party_cost = PartyCost::default();
        let (first, end) = self.parts[part];
        let row = party.ix() * self.n_slots;
        if board.facts.limits[party.ix()].capacity > 1 {
            return self.party_cost_at_once(board, party, part);
        }
        let places = board.places_of(party);
        let mut last: Option<(usize, u16)> = None;
        board.busy.each_within(party.ix(), (first, end), |slot| {
            if let Some((before, _)) = last.filter(|(before, _)| self.is_gap(party, *before, slot)) {
                party_cost.gaps += 1;
                party_cost.wait += (slot - before - 1) as u16;
            }
            party_cost.points += self.avoided[row + slot];
            self.step(party, last, (slot, places[slot]), &mut party_cost);
            last = Some((slot, places[slot]));
        });
        party_cost.points += self.gap * i32::from(party_cost.gaps) + self.hall_change * i32::from(party_cost.hall_changes);
        party_cost
    }

    /// The same for a party with several delegates or desks: between two slots as many changes as the one with fewer meetings has
    /// places, or halls, that the other does not have.
    fn party_cost_at_once(&self, board: &Board, party: PartyId, part: usize) -> PartyCost {
        let mut party_cost = PartyCost::default();
        let mut last: Option<(usize, Vec<u16>)> = None;
        let in_halls = |places: &[u16]| places.iter().map(|p| self.hall[usize::from(*p)]).collect::<Vec<_>>();
        board.busy.each_within(party.ix(), self.parts[part], |slot| {
            let meetings = board.meetings_at(party, SlotId::at(slot)).filter_map(|m| board.assignment(m));
            let places: Vec<u16> = meetings.map(|s| s.place().0 as u16).collect();
            party_cost.points += self.avoided[party.ix() * self.n_slots + slot] * places.len() as i32;
            if let Some((before, old)) = &last {
                party_cost.gaps += u16::from(self.is_gap(party, *before, slot));
                if self.day[*before] == self.day[slot] {
                    party_cost.points += self.table_points[party.ix()] * i32::from(n_changed(old, &places));
                    party_cost.hall_changes += n_changed(&in_halls(old), &in_halls(&places));
                }
            }
            last = Some((slot, places));
        });
        party_cost.points += self.gap * i32::from(party_cost.gaps) + self.hall_change * i32::from(party_cost.hall_changes);
        party_cost
    }

    /// Hall and table change between neighbouring meetings.
    #[inline]
    fn step(&self, party: PartyId, last: Option<(usize, u16)>, (slot, place): (usize, u16), party_cost: &mut PartyCost) {
        let Some((before, old)) = last else { return };
        if old == place || self.day[before] != self.day[slot] {
            return;
        }
        party_cost.hall_changes += u16::from(self.hall[usize::from(old)] != self.hall[usize::from(place)]);
        party_cost.points += self.table_points[party.ix()];
    }

    #[inline]
    fn is_gap(&self, party: PartyId, before: usize, after: usize) -> bool {
        self.unit[before] == self.unit[after] && usize::from(self.next_idle[party.ix() * self.n_slots + before]) < after
    }

    /// Points by which gaps and unwanted hours of a party change when its meeting leaves one slot for another.
    /// Exact for parties with one delegate or desk.
    #[inline]
    pub fn slot_delta(&self, board: &mut Board, party: PartyId, from: SlotId, to: SlotId) -> i32 {
        let (p, from, to) = (party.ix(), from.ix(), to.ix());
        let gap = |a: Option<usize>, b: Option<usize>| a.zip(b).is_some_and(|(a, b)| self.is_gap(party, a, b));
        let around = |at: usize, before: Option<usize>, after: Option<usize>| {
            i32::from(gap(before, Some(at))) + i32::from(gap(Some(at), after)) - i32::from(gap(before, after))
        };
        board.busy.remove(p, from);
        let left = around(from, board.busy.before(p, from), board.busy.after(p, from));
        let entered = around(to, board.busy.before(p, to), board.busy.after(p, to));
        board.busy.insert(p, from);
        let row = p * self.n_slots;
        self.gap * (entered - left) + self.avoided[row + to] - self.avoided[row + from]
    }
}

/// The length of the shorter list, less what both have in common, each as often as in both.
fn n_changed(old: &[u16], new: &[u16]) -> u16 {
    let mut left = new.to_vec();
    let common = old.iter().filter(|x| left.iter().position(|y| y == *x).map(|at| left.swap_remove(at)).is_some()).count();
    (old.len().min(new.len()) - common) as u16
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

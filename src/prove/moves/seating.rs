//! Who meets in which slot, with what is too much in it counted: parties with too many meetings, meetings without a place or an interpreter. How many
//! meetings must leave a slot at least follows from that. Only R01, R04 and R10 are asked: what breaks them breaks the rules.

use super::room::{Items, Room};
use crate::event::{HallId, PairId, PlaceId, Side, SlotId};
use crate::problem::Problem;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// A meeting that may stand in several slots.
#[derive(Debug)]
pub(super) struct Movable {
    pub parties: [usize; 2],
    /// The slot in which it was published; `None` if it cannot stand there.
    pub home: Option<usize>,
    pub ways: Vec<Way>,
}

/// A slot in which a meeting may stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub slot: usize,
    /// Its classes in the slot; `None` if it needs nothing of the kind.
    pub classes: [Option<usize>; 2],
}

/// What has to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// A meeting stands nowhere.
    Homeless(usize),
    /// There is too much in a slot.
    Slot(usize),
    /// A party has too many meetings on a day.
    Day(usize, usize),
}

/// Rooms of a slot that are remembered.
const MOST_KNOWN: usize = 2_000;
/// Places and interpreters, by [`Way::classes`].
pub(super) const KINDS: [usize; 2] = [0, 1];

/// What is too much in a slot.
#[derive(Clone, Debug, Default)]
struct SlotState {
    meetings: Vec<usize>,
    rooms: [Rc<Room>; 2],
    /// By side: meetings that its parties have beyond their delegates or desks.
    n_over: [usize; 2],
}

/// The state of all slots.
pub(super) struct Seating {
    pub meetings: Vec<Movable>,
    /// By meeting: where it stands; `None` if nowhere yet.
    pub at: Vec<Option<Way>>,
    slots: Vec<SlotState>,
    /// By slot and kind.
    classes: Vec<[Vec<Items>; 2]>,
    /// By slot and kind: rooms by their meetings of each class. The search comes back to the same ones again and again.
    known: Vec<[HashMap<Vec<usize>, Rc<Room>>; 2]>,
    /// `party * n_slots + slot`.
    n_of: Vec<u32>,
    capacity: Vec<u32>,
    side: Vec<usize>,
    /// Both parties of a meeting may be of one side.
    peers: bool,
    /// `party * n_days + day`: how many meetings more the party may have.
    left_on_day: Vec<i64>,
    /// Of each slot.
    day: Vec<usize>,
    n_days: usize,
    /// Parties and days with too many.
    over_days: BTreeSet<(usize, usize)>,
    /// Meetings that stand nowhere.
    homeless: BTreeSet<usize>,
    /// Meetings that must move at least, from where they stand.
    pub lower: usize,
}

impl Seating {
    /// Every meeting at home.
    pub fn new(problem: Problem, published: &[(PairId, Option<SlotId>)]) -> Self {
        let event = problem.event;
        let (n_slots, n_days) = (event.n_slots(), event.grid.days.len());
        let per_day = event.parties.iter().flat_map(|p| vec![p.max_per_day.map_or(i64::MAX, i64::from); n_days]);
        let mut seating = Self {
            meetings: Vec::with_capacity(published.len()),
            at: vec![None; published.len()],
            slots: Vec::new(),
            classes: (0..n_slots).map(|_| Default::default()).collect(),
            known: (0..n_slots).map(|_| Default::default()).collect(),
            n_of: vec![0; event.parties.len() * n_slots],
            capacity: event.parties.iter().map(|p| p.capacity).collect(),
            side: event.parties.iter().map(|p| usize::from(p.side == Side::Buyer)).collect(),
            peers: event.rules.peers,
            left_on_day: per_day.collect(),
            day: event.grid.slot_ids().map(|slot| event.grid.day_of(slot).ix()).collect(),
            n_days,
            over_days: BTreeSet::new(),
            homeless: (0..published.len()).collect(),
            lower: published.len(),
        };
        let mut known = HashMap::new();
        for (pair, home) in published {
            let meeting = seating.movable(problem, (*pair, *home), &mut known);
            seating.meetings.push(meeting);
        }
        seating.slots = vec![SlotState::default(); n_slots];
        (0..n_slots).for_each(|slot| seating.count_room(slot));
        for m in 0..published.len() {
            let home = seating.meetings[m].home;
            let way = seating.meetings[m].ways.iter().find(|way| Some(way.slot) == home).copied();
            if let Some(way) = way {
                seating.sit(m, way);
            }
        }
        (0..n_slots).for_each(|slot| seating.count_room(slot));
        seating.lower = seating.homeless.len();
        seating.lower += (0..n_slots).map(|slot| seating.n_leaving(slot)).sum::<usize>();
        seating
    }

    /// `known`: the class of places by list of places, slot, and halls that the parties can reach, which are the same for most.
    fn movable(
        &mut self,
        problem: Problem,
        (pair, home): (PairId, Option<SlotId>),
        known: &mut HashMap<(usize, SlotId, Vec<bool>), usize>,
    ) -> Movable {
        let Problem { event, candidates } = problem;
        let pair = candidates.pair(pair);
        let mut ways = Vec::new();
        for slot in pair.slots.iter() {
            let reaches = |hall: usize| pair.parties().iter().all(|p| candidates.can_reach(*p, slot, HallId::at(hall)));
            let halls: Vec<bool> = (0..event.halls.len()).map(reaches).collect();
            let of_places = *known.entry((pair.places.as_ptr() as usize, slot, halls)).or_insert_with(|| {
                let places = candidates.places_at(event, pair, slot).map(PlaceId::ix);
                class(&mut self.classes[slot.ix()][0], places, event.places.len())
            });
            let of_interpreters = pair.interpreters.as_ref().map(|able| {
                let free = able.iter().filter(|who| candidates.interpreter_free[who.ix()].contains(slot)).map(|who| who.ix());
                class(&mut self.classes[slot.ix()][1], free, event.interpreters.len())
            });
            ways.push(Way { slot: slot.ix(), classes: [Some(of_places), of_interpreters] });
        }
        Movable { parties: pair.parties().map(|p| p.ix()), home: home.map(SlotId::ix), ways }
    }

    pub fn n_slots(&self) -> usize {
        self.slots.len()
    }

    /// At least as many of the meetings in a slot must leave it.
    pub fn n_leaving(&self, slot: usize) -> usize {
        let SlotState { rooms, n_over, .. } = &self.slots[slot];
        rooms[0].short.max(rooms[1].short).max(self.leaving_parties(*n_over))
    }

    /// One meeting that leaves is one less of each side, or two of one.
    fn leaving_parties(&self, [smes, buyers]: [usize; 2]) -> usize {
        if self.peers { (smes + buyers).div_ceil(2) } else { smes.max(buyers) }
    }

    /// By how much `n_leaving` of its slot grows when one more meeting comes that way.
    pub fn n_more_leaving(&self, meeting: usize, way: &Way) -> usize {
        let SlotState { rooms, n_over, .. } = &self.slots[way.slot];
        let mut over = *n_over;
        self.parties_full(meeting, way.slot).for_each(|party| over[self.side[party]] += 1);
        let short = KINDS.map(|kind| rooms[kind].short + usize::from(way.classes[kind].is_some_and(|c| !rooms[kind].is_open[c])));
        short[0].max(short[1]).max(self.leaving_parties(over)) - self.n_leaving(way.slot)
    }

    /// Parties of a meeting with no room for one more in a slot.
    pub fn parties_full(&self, meeting: usize, slot: usize) -> impl Iterator<Item = usize> + '_ {
        let parties = self.meetings[meeting].parties.into_iter();
        parties.filter(move |p| self.n_of[p * self.n_slots() + slot] >= self.capacity[*p])
    }

    /// Meetings of a party in a slot.
    pub fn of_party(&self, party: usize, slot: usize) -> impl Iterator<Item = usize> + '_ {
        self.slots[slot].meetings.iter().copied().filter(move |m| self.meetings[*m].parties.contains(&party))
    }

    /// A class finds nothing more of a kind in a slot.
    pub fn is_full(&self, kind: usize, class: usize, slot: usize) -> bool {
        !self.slots[slot].rooms[kind].is_open[class]
    }

    /// Meetings of a slot that use up the items of all classes that find nothing more.
    pub fn full_room(&self, kind: usize, slot: usize) -> impl Iterator<Item = usize> + '_ {
        // Whoever is not open depends on used items alone.
        let is_open = &self.slots[slot].rooms[kind].is_open;
        let closed = move |m: &usize| self.at[*m].and_then(|way| way.classes[kind]).is_some_and(|class| !is_open[class]);
        self.slots[slot].meetings.iter().copied().filter(closed)
    }

    /// All that has to be mended, each with how many it concerns.
    pub fn troubles(&self) -> Vec<(Trouble, usize)> {
        let homeless = self.homeless.iter().map(|m| (Trouble::Homeless(*m), 1));
        let slots = (0..self.n_slots()).filter(|slot| self.n_leaving(*slot) > 0).map(Trouble::Slot);
        let days = self.over_days.iter().map(|(party, day)| Trouble::Day(*party, *day));
        homeless.chain(slots.chain(days).map(|trouble| (trouble, self.crowd(trouble).len()))).collect()
    }

    /// Of these meetings one must leave where it is.
    pub fn crowd(&self, trouble: Trouble) -> Vec<usize> {
        match trouble {
            Trouble::Homeless(meeting) => vec![meeting],
            Trouble::Slot(slot) => self.crowd_of_slot(slot),
            Trouble::Day(party, day) => {
                let slots = (0..self.n_slots()).filter(|slot| self.day[*slot] == day);
                slots.flat_map(|slot| self.of_party(party, slot)).collect()
            }
        }
    }

    /// Whether a meeting that goes there leaves what is the trouble.
    pub fn leaves(&self, trouble: Trouble, way: &Way) -> bool {
        !matches!(trouble, Trouble::Day(_, day) if day == self.day[way.slot])
    }

    /// Of these meetings in a slot in which something is too much, one must leave; the fewest that tell so.
    fn crowd_of_slot(&self, slot: usize) -> Vec<usize> {
        let SlotState { meetings, rooms, n_over } = &self.slots[slot];
        let mut crowds: Vec<Vec<usize>> = Vec::new();
        for kind in KINDS.into_iter().filter(|kind| rooms[*kind].short > 0) {
            let of_class = |m: &usize| self.at[*m].and_then(|way| way.classes[kind]);
            let crowded = |m: &usize| of_class(m).is_some_and(|class| rooms[kind].is_crowded[class]);
            crowds.push(meetings.iter().copied().filter(crowded).collect());
        }
        if n_over.iter().sum::<usize>() > 0 {
            let parties = meetings.iter().flat_map(|m| self.meetings[*m].parties);
            let over = parties.filter(|p| self.n_of[p * self.n_slots() + slot] > self.capacity[*p]);
            crowds.extend(over.map(|party| self.of_party(party, slot).collect()));
        }
        crowds.into_iter().min_by_key(Vec::len).unwrap_or_default()
    }

    /// Everybody on whom [`Seating::n_leaving`] of a slot depends.
    pub fn all_crowds(&self, slot: usize) -> Vec<usize> {
        let SlotState { meetings, rooms, .. } = &self.slots[slot];
        let is_crowded = |m: &usize| {
            let crowded = |kind: usize| self.at[*m].and_then(|way| way.classes[kind]).is_some_and(|c| rooms[kind].is_crowded[c]);
            let over = |p: &usize| self.n_of[p * self.n_slots() + slot] > self.capacity[*p];
            crowded(0) || crowded(1) || self.meetings[*m].parties.iter().any(over)
        };
        meetings.iter().copied().filter(is_crowded).collect()
    }

    /// Moves a meeting; what restores the state.
    pub fn go(&mut self, meeting: usize, to: Option<Way>) -> Undo {
        let from = self.at[meeting];
        let slots: Vec<usize> = from.iter().chain(&to).map(|way| way.slot).collect();
        let rooms = slots.iter().map(|slot| (*slot, self.slots[*slot].rooms.clone())).collect();
        let undo = Undo { meeting, from, rooms, lower: self.lower };
        self.lower -= slots.iter().map(|slot| self.n_leaving(*slot)).sum::<usize>() + usize::from(from.is_none());
        if let Some(way) = from {
            self.rise(meeting, way);
        }
        if let Some(way) = to {
            self.sit(meeting, way);
        }
        slots.iter().for_each(|slot| self.count_room(*slot));
        self.lower += slots.iter().map(|slot| self.n_leaving(*slot)).sum::<usize>() + usize::from(to.is_none());
        undo
    }

    pub fn undo(&mut self, undo: Undo) {
        if let Some(way) = self.at[undo.meeting] {
            self.rise(undo.meeting, way);
        }
        if let Some(way) = undo.from {
            self.sit(undo.meeting, way);
        }
        undo.rooms.into_iter().for_each(|(slot, rooms)| self.slots[slot].rooms = rooms);
        self.lower = undo.lower;
    }

    /// Counts a meeting in; the rooms are not counted anew.
    fn sit(&mut self, meeting: usize, way: Way) {
        self.at[meeting] = Some(way);
        self.homeless.remove(&meeting);
        self.slots[way.slot].meetings.push(meeting);
        for party in self.meetings[meeting].parties {
            let n = &mut self.n_of[party * self.slots.len() + way.slot];
            *n += 1;
            self.slots[way.slot].n_over[self.side[party]] += usize::from(*n > self.capacity[party]);
            self.count_on_day(party, self.day[way.slot], -1);
        }
    }

    fn rise(&mut self, meeting: usize, way: Way) {
        self.at[meeting] = None;
        self.homeless.insert(meeting);
        self.slots[way.slot].meetings.retain(|m| *m != meeting);
        for party in self.meetings[meeting].parties {
            let n = &mut self.n_of[party * self.slots.len() + way.slot];
            self.slots[way.slot].n_over[self.side[party]] -= usize::from(*n > self.capacity[party]);
            *n -= 1;
            self.count_on_day(party, self.day[way.slot], 1);
        }
    }

    fn count_on_day(&mut self, party: usize, day: usize, more: i64) {
        let left = &mut self.left_on_day[party * self.n_days + day];
        *left += more;
        if *left < 0 {
            self.over_days.insert((party, day))
        } else {
            self.over_days.remove(&(party, day))
        };
    }

    fn count_room(&mut self, slot: usize) {
        for kind in KINDS {
            let mut n_of = vec![0; self.classes[slot][kind].len()];
            let ways = self.slots[slot].meetings.iter().filter_map(|m| self.at[*m]);
            ways.filter_map(|way| way.classes[kind]).for_each(|class| n_of[class] += 1);
            let known = &mut self.known[slot][kind];
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            let classes = &self.classes[slot][kind];
            let room = known.entry(n_of).or_insert_with_key(|n_of| Rc::new(Room::of(classes, n_of)));
            self.slots[slot].rooms[kind] = room.clone();
        }
    }
}

/// The state before a meeting moved.
pub(super) struct Undo {
    meeting: usize,
    from: Option<Way>,
    rooms: Vec<(usize, [Rc<Room>; 2])>,
    lower: usize,
}

/// The class of those who may use just these items, new if nobody may yet.
fn class(classes: &mut Vec<Items>, items: impl Iterator<Item = usize>, n_items: usize) -> usize {
    let mut set: Items = vec![0; n_items.div_ceil(64).max(1)].into();
    items.for_each(|item| set[item / 64] |= 1 << (item % 64));
    classes.iter().position(|other| *other == set).unwrap_or_else(|| {
        classes.push(set);
        classes.len() - 1
    })
}

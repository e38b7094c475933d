//! Whether all of a large group of published meetings can be held with at most so many moved. Whatever is too much somewhere makes one of those
//! concerned move, and whoever comes too many by that makes another one move. Only places, interpreters, the numbers of delegates and desks and R05's days are asked:
//! what does not work without the other rules does not work with them.

use crate::check::prices::{Found, Stood, Ways, n_matched};
use crate::event::{DayId, InterpreterId, PartyId, PlaceId, Side, SlotId};
use std::collections::{BTreeMap, BTreeSet};

/// Ways to move a meeting that are tried.
const STEPS: u64 = 60_000;
/// Times that the search begins anew, with what failed first.
const RESTARTS: u32 = 40;

/// What a meeting may use in a slot.
struct Spots {
    places: Vec<PlaceId>,
    /// `None`: nobody is needed.
    interpreters: Option<Vec<InterpreterId>>,
}

/// What has to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// A meeting cannot stand where it stood.
    Homeless(usize),
    /// There is too much in a slot.
    Slot(SlotId),
    /// A party has too many meetings on a day.
    Day(PartyId, DayId),
}

/// All meetings of the group, where they stand in the search.
struct Moving<'a> {
    group: &'a [Stood],
    ways: &'a Ways<'a>,
    /// By meeting.
    spots: Vec<BTreeMap<SlotId, Spots>>,
    in_slot: BTreeMap<SlotId, Vec<usize>>,
    homeless: Vec<usize>,
    /// How many must leave each slot in which there is too much.
    leaving: BTreeMap<SlotId, usize>,
    /// By meeting: it has moved, or it stays.
    settled: Vec<bool>,
    /// What failed last comes first.
    failed: Vec<Trouble>,
    steps: u64,
    restarts: u32,
}

/// Whether all of the group can be held with at most `moves` of them moved.
pub(super) fn with_moves(group: &[Stood], moves: usize, ways: &Ways) -> Found {
    let mut moving = Moving::new(group, ways);
    loop {
        match moving.mend(moves) {
            Mended::Not => return Found::NoMore,
            Mended::Yes => return Found::More,
            Mended::Unknown => return Found::Unknown,
            Mended::Again => {}
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mended {
    Yes,
    Not,
    Unknown,
    /// Something else is to be mended first.
    Again,
}

impl<'a> Moving<'a> {
    fn new(group: &'a [Stood], ways: &'a Ways<'a>) -> Self {
        let mut moving = Self {
            group,
            ways,
            spots: group.iter().map(|stood| spots(stood, ways)).collect(),
            in_slot: BTreeMap::new(),
            homeless: Vec::new(),
            leaving: BTreeMap::new(),
            settled: vec![false; group.len()],
            failed: Vec::new(),
            steps: STEPS,
            restarts: RESTARTS,
        };
        for (m, stood) in group.iter().enumerate() {
            match stood.slot.filter(|slot| moving.spots[m].contains_key(slot)) {
                Some(slot) => moving.in_slot.entry(slot).or_default().push(m),
                None => moving.homeless.push(m),
            }
        }
        let slots: Vec<SlotId> = moving.in_slot.keys().copied().collect();
        slots.into_iter().for_each(|slot| moving.count(slot));
        moving
    }

    /// At least as many must still move.
    fn n_needed(&self) -> usize {
        self.homeless.len() + self.leaving.values().sum::<usize>()
    }

    fn count(&mut self, slot: SlotId) {
        let n = self.n_leaving(slot, None);
        self.leaving.insert(slot, n);
    }

    /// How many of the meetings in a slot, and one more, must leave it at least.
    fn n_leaving(&self, slot: SlotId, more: Option<usize>) -> usize {
        let there: Vec<usize> = self.in_slot.get(&slot).into_iter().flatten().copied().chain(more).collect();
        let [places, interpreters] = self.n_without_spot(&there, slot);
        self.n_over(&there).max(places).max(interpreters)
    }

    /// Meetings that parties have beyond their delegates or desks; one that leaves is one of each side, or two of one.
    fn n_over(&self, there: &[usize]) -> usize {
        let event = self.ways.derived.event;
        let mut n_of: BTreeMap<PartyId, u32> = BTreeMap::new();
        there.iter().flat_map(|m| self.group[*m].pair.parties()).for_each(|party| *n_of.entry(party).or_default() += 1);
        let of_side = |side: Side| -> usize {
            let own = n_of.iter().filter(|(party, _)| event.party(**party).side == side);
            own.map(|(party, n)| n.saturating_sub(event.party(*party).capacity) as usize).sum()
        };
        let (smes, buyers) = (of_side(Side::Sme), of_side(Side::Buyer));
        if event.rules.peers { (smes + buyers).div_ceil(2) } else { smes.max(buyers) }
    }

    /// Meetings without a place, and without an interpreter.
    fn n_without_spot(&self, there: &[usize], slot: SlotId) -> [usize; 2] {
        let spots: Vec<&Spots> = there.iter().map(|m| &self.spots[*m][&slot]).collect();
        let places: Vec<Vec<PlaceId>> = spots.iter().map(|spots| spots.places.clone()).collect();
        let needing: Vec<Vec<InterpreterId>> = spots.iter().filter_map(|spots| spots.interpreters.clone()).collect();
        [places.len() - n_matched(&places, |_| 1), needing.len() - n_matched(&needing, |_| 1)]
    }

    fn mend(&mut self, moves: usize) -> Mended {
        if self.n_needed() > moves {
            return Mended::Not;
        }
        let Some(trouble) = self.first_trouble() else { return Mended::Yes };
        let concerned: Vec<usize> =
            self.concerned(trouble).into_iter().filter(|m| !self.settled[*m] && self.helps(*m, trouble)).collect();
        let mut mended = Mended::Not;
        for m in &concerned {
            self.settled[*m] = true;
            mended = self.mend_by(*m, trouble, moves);
            if mended != Mended::Not {
                break;
            }
        }
        concerned.iter().for_each(|m| self.settled[*m] = false);
        if mended == Mended::Not { self.fail(trouble) } else { mended }
    }

    fn concerned(&self, trouble: Trouble) -> Vec<usize> {
        match trouble {
            Trouble::Homeless(m) => vec![m],
            Trouble::Slot(slot) => self.in_slot[&slot].clone(),
            Trouble::Day(party, day) => self.on_day(party, day).collect(),
        }
    }

    fn on_day(&self, party: PartyId, day: DayId) -> impl Iterator<Item = usize> + '_ {
        let grid = &self.ways.derived.event.grid;
        let of_day = self.in_slot.iter().filter(move |(slot, _)| grid.day_of(**slot) == day);
        of_day.flat_map(|(_, there)| there).copied().filter(move |m| self.group[*m].pair.parties().contains(&party))
    }

    /// Whether there is less too much of something without it.
    fn helps(&self, m: usize, trouble: Trouble) -> bool {
        let Trouble::Slot(slot) = trouble else { return true };
        let all = &self.in_slot[&slot];
        let others: Vec<usize> = all.iter().copied().filter(|other| *other != m).collect();
        let is_over = |party: &PartyId| {
            let n = all.iter().filter(|other| self.group[**other].pair.parties().contains(party)).count();
            n > self.ways.derived.event.party(*party).capacity as usize
        };
        let (with, without) = (self.n_without_spot(all, slot), self.n_without_spot(&others, slot));
        self.group[m].pair.parties().iter().any(is_over) || without[0] < with[0] || without[1] < with[1]
    }

    /// Moves a meeting to each of its other slots.
    fn mend_by(&mut self, m: usize, trouble: Trouble, moves: usize) -> Mended {
        let from = self.in_slot.iter().find(|(_, there)| there.contains(&m)).map(|(slot, _)| *slot);
        self.leave(m, from);
        let needed = self.n_needed();
        let grid = &self.ways.derived.event.grid;
        let is_away = |slot: &SlotId| {
            Some(*slot) != self.group[m].slot && !matches!(trouble, Trouble::Day(_, day) if grid.day_of(*slot) == day)
        };
        let slots: Vec<SlotId> = self.spots[m].keys().copied().filter(is_away).collect();
        let mut mended = Mended::Not;
        for slot in slots {
            self.steps = self.steps.saturating_sub(1);
            if self.steps == 0 {
                mended = Mended::Unknown;
                break;
            }
            let before = self.leaving.get(&slot).copied().unwrap_or(0);
            let there: Vec<usize> = self.in_slot.get(&slot).into_iter().flatten().copied().chain([m]).collect();
            let is_too_much = |n: usize| needed + n.saturating_sub(before) + 1 > moves;
            // Looking for places takes longest.
            if is_too_much(self.n_over(&there)) || is_too_much(self.n_leaving(slot, Some(m))) {
                continue;
            }
            self.in_slot.entry(slot).or_default().push(m);
            self.count(slot);
            mended = self.mend(moves - 1);
            self.in_slot.entry(slot).or_default().retain(|other| *other != m);
            self.count(slot);
            if mended != Mended::Not {
                break;
            }
        }
        self.come_back(m, from);
        mended
    }

    fn leave(&mut self, m: usize, from: Option<SlotId>) {
        match from {
            Some(slot) => {
                self.in_slot.entry(slot).or_default().retain(|other| *other != m);
                self.count(slot);
            }
            None => self.homeless.retain(|other| *other != m),
        }
    }

    fn come_back(&mut self, m: usize, to: Option<SlotId>) {
        match to {
            Some(slot) => {
                self.in_slot.entry(slot).or_default().push(m);
                self.count(slot);
            }
            None => self.homeless.push(m),
        }
    }

    /// Parties and days with more meetings than R05 allows.
    fn days_over(&self) -> BTreeSet<(PartyId, DayId)> {
        let event = self.ways.derived.event;
        let mut n_of: BTreeMap<(PartyId, DayId), u32> = BTreeMap::new();
        for (slot, there) in &self.in_slot {
            let day = event.grid.day_of(*slot);
            let parties = there.iter().flat_map(|m| self.group[*m].pair.parties());
            parties.for_each(|party| *n_of.entry((party, day)).or_default() += 1);
        }
        let is_over = |((party, _), n): &((PartyId, DayId), u32)| event.party(*party).max_per_day.is_some_and(|most| *n > most);
        n_of.into_iter().filter(is_over).map(|(at, _)| at).collect()
    }

    fn is_there(&self, trouble: &Trouble) -> bool {
        match trouble {
            Trouble::Homeless(m) => self.homeless.contains(m),
            Trouble::Slot(slot) => self.leaving.get(slot).is_some_and(|n| *n > 0),
            Trouble::Day(party, day) => self.days_over().contains(&(*party, *day)),
        }
    }

    /// What failed before, else a meeting that stands nowhere, else a full day, else the slot with the fewest meetings.
    fn first_trouble(&self) -> Option<Trouble> {
        let failed = self.failed.iter().rev().copied().find(|trouble| self.is_there(trouble));
        let homeless = || self.homeless.iter().min().map(|m| Trouble::Homeless(*m));
        let crowded = self.leaving.iter().filter(|(_, n)| **n > 0).map(|(slot, _)| *slot);
        let day = || self.days_over().first().map(|(party, day)| Trouble::Day(*party, *day));
        failed.or_else(homeless).or_else(day).or_else(|| crowded.min_by_key(|slot| self.in_slot[slot].len()).map(Trouble::Slot))
    }

    /// To try first what failed: it may fail whatever is decided about the rest.
    fn fail(&mut self, trouble: Trouble) -> Mended {
        if self.restarts == 0 || !self.settled.contains(&true) || self.failed.contains(&trouble) {
            return Mended::Not;
        }
        self.restarts -= 1;
        self.failed.push(trouble);
        Mended::Again
    }
}

/// The slots of a meeting with what it may use there.
fn spots(stood: &Stood, ways: &Ways) -> BTreeMap<SlotId, Spots> {
    let pair = &stood.pair;
    let able = ways.interpreters(ways.languages(pair));
    let places = || (0..ways.derived.event.places.len()).map(PlaceId::at).filter(|place| ways.suits(pair, *place));
    let suiting: Vec<PlaceId> = places().collect();
    let fixed = |slot: SlotId| pair.fixed.iter().find(|fixed| fixed.slot == slot).copied();
    let mut spots = BTreeMap::new();
    let open_slots = pair.slots.iter().filter(|_| pair.n_open > 0);
    for slot in open_slots.chain(pair.fixed.iter().map(|fixed| fixed.slot)) {
        let open = suiting.iter().copied().filter(|place| ways.may_stand(pair, slot, *place, fixed(slot)));
        let free = |able: &Vec<InterpreterId>| -> Vec<InterpreterId> {
            able.iter().copied().filter(|who| ways.derived.interpreter_free(*who).contains(slot)).collect()
        };
        let here = Spots { places: open.collect(), interpreters: able.as_ref().map(free) };
        if !here.places.is_empty() && here.interpreters.as_ref().is_none_or(|free| !free.is_empty()) {
            spots.insert(slot, here);
        }
    }
    spots
}

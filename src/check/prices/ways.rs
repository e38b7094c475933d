//! The pairs that may meet, and how each may be held if nothing is but the fixed meetings: in which slots, at which places, with which
//! interpreters. Knows no price.

use crate::check::derived::{Derived, PairFacts};
use crate::check::musts;
use crate::check::unordered::unordered;
use crate::event::{HallId, InterpreterId, Mode, PartyId, PinAction, PlaceId, SlotId, SlotSet};
use std::collections::{HashMap, HashSet};

/// A pair that some timetable may hold.
#[derive(Clone)]
pub(in crate::check) struct Holdable {
    /// Plays the SME.
    pub sme: PartyId,
    pub buyer: PartyId,
    /// Points of each meeting.
    pub value: i64,
    /// Most meetings.
    pub times: u32,
    /// How many meetings each of its must wishes asks for.
    pub musts: Vec<u32>,
    /// The meetings that pins fix; they stand in every timetable.
    pub fixed: Vec<Fixed>,
    /// How many meetings it may hold that no pin fixes; there may be fewer slots.
    pub n_open: u32,
    /// Slots of its other meetings, as far as both are free then and no pin forbids it. A place and an interpreter are another question.
    pub slots: SlotSet,
}

/// Where a pin puts a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) struct Fixed {
    pub slot: SlotId,
    pub place: Option<PlaceId>,
}

/// What all pairs share.
pub(in crate::check) struct Ways<'a> {
    pub derived: &'a Derived<'a>,
    /// Places that fixed meetings take.
    taken: HashSet<(PlaceId, SlotId)>,
    /// Of a party with one delegate or desk and registered sessions, by hall: the slots in which it can be there. `None`: in every slot.
    reach: Vec<Option<Vec<SlotSet>>>,
    /// Between some two halls the way by a third is shorter, the time of a meeting there added.
    detours_help: bool,
}

impl Holdable {
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }

    /// How many of its meetings that no pin fixes find a slot each: no more than one stands in a slot.
    pub fn n_open_in_slots(&self) -> usize {
        self.slots.len().min(self.n_open as usize)
    }

    /// How many of its meetings find a slot each, those that a pin fixes among them.
    pub fn n_meetings(&self) -> usize {
        self.fixed.len() + self.n_open_in_slots()
    }

    /// How many must wishes a meeting serves that is the `n`-th of the pair.
    pub fn n_musts(&self, n: u32) -> i128 {
        self.musts.iter().filter(|times| **times >= n).count() as i128
    }
}

impl<'a> Ways<'a> {
    pub fn of(derived: &'a Derived<'a>) -> Self {
        let event = derived.event;
        let fixes = event.pins.iter().filter(|pin| pin.action == PinAction::Fix);
        let taken =
            fixes.flat_map(|pin| pin.place.into_iter().flat_map(|place| pin.slots.iter().map(move |slot| (place, *slot))));
        let mut reach: Vec<Option<Vec<SlotSet>>> = vec![None; event.parties.len()];
        for (ix, session) in event.registrations.iter().enumerate() {
            let Some(there) = session.hall.filter(|_| event.party(session.party).capacity == 1) else { continue };
            let everywhere = || vec![SlotSet::full(event.n_slots()); event.halls.len()];
            let halls = reach[session.party.ix()].get_or_insert_with(everywhere);
            for (hall, slots) in halls.iter_mut().enumerate() {
                let needed_min = derived.walk_min(there, HallId::at(hall));
                let too_near =
                    |slot: &SlotId| derived.minutes_to_session(ix, *slot).is_some_and(|left_min| left_min < needed_min);
                event.grid.slot_ids().filter(too_near).for_each(|slot| slots.remove(slot));
            }
        }
        Self { derived, taken: taken.collect(), reach, detours_help: detours_help(derived) }
    }

    /// One party can meet in both slots and halls, whatever it does between: there is time to walk, or it is free in a slot between in which it may meet
    /// on the way, where that helps at all.
    pub fn can_walk(&self, party: PartyId, [(early, from), (late, to)]: [(SlotId, HallId); 2]) -> bool {
        let on_the_way = || (early.0 + 1..late.0).map(SlotId).any(|slot| self.derived.free_slots(party).contains(slot));
        self.derived.minutes_between(early, late) >= self.derived.walk_min(from, to) || self.detours_help && on_the_way()
    }

    /// Either party is bound to some halls in some slots.
    pub fn walks_bind(&self, pair: &Holdable) -> bool {
        pair.parties().iter().any(|party| self.reach[party.ix()].is_some())
    }

    /// Both can be in a hall in a slot, coming from and going on to their sessions.
    pub fn can_be_in(&self, pair: &Holdable, hall: HallId, slot: SlotId) -> bool {
        pair.parties().iter().all(|party| self.reach[party.ix()].as_ref().is_none_or(|halls| halls[hall.ix()].contains(slot)))
    }

    /// The place is open in the slot, and no fixed meeting of others takes it.
    pub fn is_open(&self, place: PlaceId, slot: SlotId) -> bool {
        self.derived.place_free(place).contains(slot) && !self.taken.contains(&(place, slot))
    }

    /// A meeting of the pair may stand at the place, whatever the slot.
    pub fn suits(&self, pair: &Holdable, place: PlaceId) -> bool {
        let (event, buyer) = (self.derived.event, self.derived.event.party(pair.buyer));
        let p = event.place(place);
        p.kind == self.mode(pair).place_kind()
            && buyer.hall.is_none_or(|hall| hall == p.hall)
            && buyer.place.is_none_or(|only| only == place)
            && p.reserved_for.is_none_or(|owner| owner == pair.buyer)
    }

    pub fn mode(&self, pair: &Holdable) -> Mode {
        self.derived.event.mode_of(pair.sme, pair.buyer)
    }

    /// The meeting may stand at the place in the slot; `fixed` if a pin puts it there.
    pub fn may_stand(&self, pair: &Holdable, slot: SlotId, place: PlaceId, fixed: Option<Fixed>) -> bool {
        let own = fixed.is_some_and(|fixed| fixed.place == Some(place));
        let open = if own { self.derived.place_free(place).contains(slot) } else { self.is_open(place, slot) };
        let elsewhere = fixed.is_some_and(|fixed| fixed.place.is_some_and(|other| other != place));
        open && !elsewhere && self.suits(pair, place) && self.can_be_in(pair, self.derived.event.place(place).hall, slot)
    }

    /// Who can interpret for two parties; `None` if nobody is needed.
    pub fn interpreters(&self, [a, b]: [&[String]; 2]) -> Option<Vec<InterpreterId>> {
        let share = |x: &[String], y: &[String]| x.iter().any(|language| y.contains(language));
        if a.is_empty() || b.is_empty() || share(a, b) {
            return None;
        }
        let all = self.derived.event.interpreters.iter().enumerate();
        let able = all.filter(|(_, who)| share(&who.languages, a) && share(&who.languages, b));
        Some(able.map(|(ix, _)| InterpreterId::at(ix)).collect())
    }

    pub fn languages(&self, pair: &Holdable) -> [&'a [String]; 2] {
        pair.parties().map(|party| self.derived.event.party(party).languages.as_slice())
    }
}

/// Every pair that may meet, in order of its parties.
pub(in crate::check) fn holdable(derived: &Derived) -> Vec<Holdable> {
    let event = derived.event;
    let pins = Pins::of(derived);
    let mut musts: HashMap<(PartyId, PartyId), Vec<u32>> = HashMap::new();
    for must in musts::of(event) {
        must.pairs.iter().for_each(|pair| musts.entry(*pair).or_default().push(must.times));
    }
    let mut pairs = Vec::new();
    derived.each_pair(|pair| {
        let may_meet = pair.exists()
            && pair.blocked_by.is_empty()
            && (pair.value > 0 || pair.is_fixed)
            && !derived.are_of_one_side(pair.sme, pair.buyer)
            && !derived.refuse_each_other(pair.sme, pair.buyer);
        if !may_meet {
            return;
        }
        let key = unordered(pair.sme, pair.buyer);
        let possible = possible_slots(derived, &pins, pair);
        let mut slots = possible.clone();
        pair_slots_taken(&pins, pair).for_each(|taken| slots.subtract(taken));
        let mut fixed = pins.fixed.get(&key).cloned().unwrap_or_default();
        fixed.iter().for_each(|fixed| slots.remove(fixed.slot));
        let n_open = pair.times.saturating_sub(fixed.len() as u32);
        fixed.retain(|fixed| possible.contains(fixed.slot));
        let musts = musts.get(&key).cloned().unwrap_or_default();
        pairs.push(Holdable {
            sme: pair.sme,
            buyer: pair.buyer,
            value: pair.value,
            times: pair.times,
            musts,
            fixed,
            n_open,
            slots,
        });
    });
    pairs.sort_by_key(|pair| (pair.sme, pair.buyer));
    pairs
}

/// Slots that fixed meetings of its parties fill.
fn pair_slots_taken<'a>(pins: &'a Pins, pair: &PairFacts) -> impl Iterator<Item = &'a SlotSet> {
    [pair.sme, pair.buyer].into_iter().filter_map(|party| pins.filled.get(&party))
}

/// "A meeting lies wholly in times when both parties are free", and its wishes and pins allow it.
fn possible_slots(derived: &Derived, pins: &Pins, pair: &PairFacts) -> SlotSet {
    let mut slots = derived.free_slots(pair.sme).clone();
    slots.intersect(derived.free_slots(pair.buyer));
    for wish in pair.wishes().map(|ix| &derived.event.wishes[ix]) {
        let (earliest, latest) = (wish.not_before.map(|t| derived.instant(t)), wish.not_after.map(|t| derived.instant(t)));
        if earliest.is_none() && latest.is_none() {
            continue;
        }
        let outside = |slot: &SlotId| {
            let (start, end) = derived.meeting(*slot);
            earliest.is_some_and(|earliest| start < earliest) || latest.is_some_and(|latest| end > latest)
        };
        derived.event.grid.slot_ids().filter(outside).for_each(|slot| slots.remove(slot));
    }
    if let Some(forbidden) = pins.forbidden.get(&unordered(pair.sme, pair.buyer)) {
        slots.subtract(forbidden);
    }
    slots
}

/// What the pins say, by pair and by party.
struct Pins {
    fixed: HashMap<(PartyId, PartyId), Vec<Fixed>>,
    forbidden: HashMap<(PartyId, PartyId), SlotSet>,
    /// Slots in which fixed meetings use all delegates or desks of a party.
    filled: HashMap<PartyId, SlotSet>,
}

impl Pins {
    fn of(derived: &Derived) -> Self {
        let event = derived.event;
        let mut pins = Self { fixed: HashMap::new(), forbidden: HashMap::new(), filled: HashMap::new() };
        for pin in &event.pins {
            let key = unordered(pin.sme, pin.buyer);
            match pin.action {
                PinAction::Fix => pin.slots.iter().for_each(|slot| pins.fix(key, Fixed { slot: *slot, place: pin.place })),
                PinAction::Forbid => {
                    let forbidden = pins.forbidden.entry(key).or_insert_with(|| SlotSet::empty(event.n_slots()));
                    pin.slots.iter().for_each(|slot| forbidden.insert(*slot));
                    if pin.slots.is_empty() {
                        *forbidden = SlotSet::full(event.n_slots());
                    }
                }
            }
        }
        let mut at_once: HashMap<(PartyId, SlotId), u32> = HashMap::new();
        for ((a, b), fixed) in &pins.fixed {
            fixed.iter().flat_map(|f| [(*a, f.slot), (*b, f.slot)]).for_each(|at| *at_once.entry(at).or_default() += 1);
        }
        for ((party, slot), _) in at_once.into_iter().filter(|((party, _), n)| *n >= event.party(*party).capacity) {
            pins.filled.entry(party).or_insert_with(|| SlotSet::empty(event.n_slots())).insert(slot);
        }
        pins
    }

    /// Two pins of a pair in one slot mean one meeting.
    fn fix(&mut self, key: (PartyId, PartyId), fixed: Fixed) {
        let all = self.fixed.entry(key).or_default();
        match all.iter_mut().find(|other| other.slot == fixed.slot) {
            Some(same) => same.place = same.place.or(fixed.place),
            None => all.push(fixed),
        }
    }
}

/// Some two halls are farther apart than a walk from one to a third, a meeting there, and a walk on. If none are, meetings that are too near in time stay so
/// whatever lies between them, however many: the walks and meetings of a longer way add up to no less either.
fn detours_help(derived: &Derived) -> bool {
    let event = derived.event;
    let halls = || (0..event.halls.len()).map(HallId::at);
    let Some(meeting_min) = event.grid.slot_ids().map(|slot| derived.meeting_min(slot)).min() else { return false };
    let by = |a, b, c| derived.walk_min(a, b) + meeting_min + derived.walk_min(b, c);
    halls().any(|a| halls().any(|b| halls().any(|c| by(a, b, c) < derived.walk_min(a, c))))
}

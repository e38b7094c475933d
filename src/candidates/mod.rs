//! The candidate pairs: which pairs the wishes (and fill) make, what each is worth, in which slots, at which places and with which interpreters
//! it may be held, and why it may not be held at all. Derived from the facts once; select, place, polish, prove and explain read it. `check` does not.

mod times;

pub use times::{slot_interval, utc_min};

use crate::event::{
    Event, InterpreterId, Mode, PairId, PartyId, PinAction, PlaceId, Side, SlotId, SlotSet, Subject, Wish, WishKind,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use times::Times;

/// Which sides of a pair want the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WishedBy {
    Sme,
    Buyer,
    Both,
    None,
}

/// Why a pair may not be held whatever the rest of the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bar {
    /// The party that blocks; the first in file order if both do.
    Blocked(PartyId),
    /// An SME with online = no and an online buyer.
    Mode,
    /// Forbid pins leave it no slot.
    Forbidden,
    /// No language in common and no interpreter who speaks one of each.
    Language,
    /// A value of 0 points or less.
    Worthless,
}

/// Two parties that a wish connects, or that fill may bring together.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Plays the SME. Within one side: the `from` of the first wish between the two.
    pub sme: PartyId,
    /// Plays the buyer.
    pub buyer: PartyId,
    /// Positions in `event.wishes` of the wishes that want the meeting.
    pub sme_wish: Option<usize>,
    pub buyer_wish: Option<usize>,
    /// Points.
    pub value: i64,
    /// How many of its wishes are `must`: 0, 1 or 2.
    pub n_must: u32,
    pub mode: Mode,
    pub bar: Option<Bar>,
    /// Slots in which both are free, `not_before`/`not_after` hold and no pin forbids the meeting.
    pub common: SlotSet,
    /// Slots in which it may be held: `common` with a place and, if needed, an interpreter free; the fixed slot alone if it is fixed; none if barred.
    pub slots: SlotSet,
    /// Places at which it may be held (each when free), in file order.
    pub places: Arc<[PlaceId]>,
    /// `None` if it needs no interpreter; else those who can serve it (each when free).
    pub interpreters: Option<Arc<[InterpreterId]>>,
    /// The slot, and the place if one is named, in which it must be held.
    pub fixed: Option<Fixed>,
}

/// Where a fix pin puts a meeting: the slot, and the place if it names one.
pub type Fixed = (SlotId, Option<PlaceId>);

/// All candidate pairs of an event and the slot sets behind them.
#[derive(Clone, Debug)]
pub struct Candidates {
    pub pairs: Vec<Pair>,
    /// Pairs of every party: `of_party[party.ix()]`.
    pub of_party: Vec<Vec<PairId>>,
    /// Slots in which a meeting lies in the party's free time.
    pub free: Vec<SlotSet>,
    /// Slots in which a meeting touches an `avoid` window of the party.
    pub avoid: Vec<SlotSet>,
    pub place_free: Vec<SlotSet>,
    pub interpreter_free: Vec<SlotSet>,
    by_parties: HashMap<(PartyId, PartyId), PairId>,
}

impl Pair {
    pub fn parties(&self) -> [PartyId; 2] {
        [self.sme, self.buyer]
    }

    /// The other party of the pair.
    pub fn other(&self, party: PartyId) -> PartyId {
        if self.sme == party { self.buyer } else { self.sme }
    }

    pub fn wished_by(&self) -> WishedBy {
        match (self.sme_wish, self.buyer_wish) {
            (Some(_), Some(_)) => WishedBy::Both,
            (Some(_), None) => WishedBy::Sme,
            (None, Some(_)) => WishedBy::Buyer,
            (None, None) => WishedBy::None,
        }
    }

    /// May stand in some timetable.
    pub fn usable(&self) -> bool {
        !self.slots.is_empty()
    }
}

impl WishedBy {
    /// As in the output files.
    pub fn name(self) -> &'static str {
        ["sme", "buyer", "both", "none"][self as usize]
    }
}

impl Candidates {
    pub fn new(event: &Event) -> Self {
        let times = Times::new(event);
        let free: Vec<_> = event.party_ids().map(|p| times.free(event, Subject::Party(p))).collect();
        let avoid = event.party_ids().map(|p| times.avoid(Subject::Party(p))).collect();
        let place_free = (0..event.places.len()).map(|p| times.free(event, Subject::Place(PlaceId::at(p)))).collect();
        let interpreter_free =
            (0..event.interpreters.len()).map(|i| times.free(event, Subject::Interpreter(InterpreterId::at(i)))).collect();
        let mut all = Self {
            pairs: Vec::new(),
            of_party: vec![Vec::new(); event.parties.len()],
            free,
            avoid,
            place_free,
            interpreter_free,
            by_parties: HashMap::new(),
        };
        let blocks = all.add_wished(event);
        all.add_fill(event, &blocks);
        all.add_fixed(event);
        all.fill_in(event, &blocks);
        all
    }

    pub fn pair(&self, id: PairId) -> &Pair {
        &self.pairs[id.ix()]
    }

    /// The pair of two parties, in either order.
    pub fn between(&self, a: PartyId, b: PartyId) -> Option<PairId> {
        self.by_parties.get(&(a.min(b), a.max(b))).copied()
    }

    pub fn pair_ids(&self) -> impl Iterator<Item = PairId> + use<> {
        (0..self.pairs.len()).map(PairId::at)
    }

    /// Adds the pairs that a want or must connects; returns who blocks whom.
    fn add_wished(&mut self, event: &Event) -> HashMap<(PartyId, PartyId), PartyId> {
        let mut blocks = HashMap::new();
        for (i, wish) in event.wishes.iter().enumerate() {
            if wish.kind == WishKind::Block {
                blocks.entry((wish.from.min(wish.to), wish.from.max(wish.to))).or_insert(wish.from);
                continue;
            }
            let id = self.between(wish.from, wish.to).unwrap_or_else(|| {
                let (sme, buyer) = roles(event, wish);
                self.push(event, sme, buyer)
            });
            let pair = &mut self.pairs[id.ix()];
            if pair.sme == wish.from {
                pair.sme_wish = Some(i);
            } else {
                pair.buyer_wish = Some(i);
            }
        }
        blocks
    }

    /// Adds the pairs nobody wished that fill may use: same category, not blocked.
    fn add_fill(&mut self, event: &Event, blocks: &HashMap<(PartyId, PartyId), PartyId>) {
        if event.value.fill_points <= 0 {
            return;
        }
        let mut buyers_by_category: HashMap<&str, Vec<PartyId>> = HashMap::new();
        for buyer in event.buyer_ids().filter(|b| !event.party(*b).category.is_empty()) {
            buyers_by_category.entry(&event.party(buyer).category).or_default().push(buyer);
        }
        for sme in event.sme_ids() {
            for &buyer in buyers_by_category.get(event.party(sme).category.as_str()).into_iter().flatten() {
                if self.between(sme, buyer).is_none() && !blocks.contains_key(&(sme, buyer)) {
                    self.push(event, sme, buyer);
                }
            }
        }
    }

    /// Adds the pairs nobody wished that the organizer fixed.
    fn add_fixed(&mut self, event: &Event) {
        for pin in event.pins.iter().filter(|pin| pin.action == PinAction::Fix) {
            if self.between(pin.sme, pin.buyer).is_none() {
                self.push(event, pin.sme, pin.buyer);
            }
        }
    }

    fn push(&mut self, event: &Event, sme: PartyId, buyer: PartyId) -> PairId {
        let id = PairId::at(self.pairs.len());
        self.by_parties.insert((sme.min(buyer), sme.max(buyer)), id);
        self.of_party[sme.ix()].push(id);
        self.of_party[buyer.ix()].push(id);
        self.pairs.push(Pair {
            sme,
            buyer,
            sme_wish: None,
            buyer_wish: None,
            value: 0,
            n_must: 0,
            mode: event.mode_of(sme, buyer),
            bar: None,
            common: SlotSet::empty(event.n_slots()),
            slots: SlotSet::empty(event.n_slots()),
            places: Arc::new([]),
            interpreters: None,
            fixed: None,
        });
        id
    }

    /// Works out value, bar, slots, places and interpreters of every pair.
    fn fill_in(&mut self, event: &Event, blocks: &HashMap<(PartyId, PartyId), PartyId>) {
        let bounds = wish_slots(event);
        let (fixed, forbidden) = self.pins(event);
        let (mut places, mut serving) = (HashMap::new(), HashMap::new());
        for i in 0..self.pairs.len() {
            let id = PairId::at(i);
            let mut pair = self.pairs[i].clone();
            let wishes: Vec<usize> = pair.sme_wish.into_iter().chain(pair.buyer_wish).collect();
            pair.value = value_of(event, &pair);
            pair.n_must = wishes.iter().filter(|w| event.wishes[**w].kind == WishKind::Must).count() as u32;
            pair.common = self.free[pair.sme.ix()].clone();
            pair.common.intersect(&self.free[pair.buyer.ix()]);
            for wish in wishes {
                if let Some(slots) = bounds.get(&wish) {
                    pair.common.intersect(slots);
                }
            }
            pair.fixed = fixed.get(&id).copied();
            let forbidden = forbidden.get(&id).is_some_and(|slots| forbid(&mut pair, slots));
            let key = (pair.buyer, pair.mode, pair.fixed.and_then(|(_, place)| place));
            let (places, open) = places.entry(key).or_insert_with(|| self.places_of(event, &pair));
            pair.places = places.clone();
            let languages = pair.parties().map(|p| event.party(p).languages.as_slice());
            pair.interpreters = serving.entry(languages).or_insert_with(|| interpreters_between(event, languages)).clone();
            pair.bar = bar_of(event, &pair, blocks, forbidden);
            pair.slots = self.slots_of(&pair, open);
            self.pairs[i] = pair;
        }
    }

    /// Slots fixed and slots forbidden by pins. A second fix of a pair is left to the checker to name.
    fn pins(&self, event: &Event) -> (HashMap<PairId, Fixed>, HashMap<PairId, SlotSet>) {
        let (mut fixed, mut forbidden) = (HashMap::new(), HashMap::new());
        for pin in &event.pins {
            let Some(id) = self.between(pin.sme, pin.buyer) else { continue };
            match pin.action {
                PinAction::Fix => {
                    let (slot, place): &mut Fixed = fixed.entry(id).or_insert((pin.slots[0], pin.place));
                    if *slot == pin.slots[0] {
                        *place = place.or(pin.place);
                    }
                }
                PinAction::Forbid => {
                    let set = forbidden.entry(id).or_insert_with(|| SlotSet::empty(event.n_slots()));
                    if pin.slots.is_empty() {
                        set.unite(&SlotSet::full(event.n_slots()));
                    }
                    pin.slots.iter().for_each(|s| set.insert(*s));
                }
            }
        }
        (fixed, forbidden)
    }

    /// Places at which the pair may be held, its pinned place alone if it has one, and the slots in which one of them is open.
    fn places_of(&self, event: &Event, pair: &Pair) -> (Arc<[PlaceId]>, SlotSet) {
        let buyer = event.party(pair.buyer);
        let pinned = pair.fixed.and_then(|(_, place)| place);
        let fits = |id: &PlaceId| {
            let place = event.place(*id);
            place.kind == pair.mode.place_kind()
                && buyer.hall.is_none_or(|h| h == place.hall)
                && buyer.place.is_none_or(|p| p == *id)
                && place.reserved_for.is_none_or(|b| b == pair.buyer)
                && pinned.is_none_or(|p| p == *id)
        };
        let places: Arc<[PlaceId]> = (0..event.places.len()).map(PlaceId::at).filter(fits).collect();
        let mut open = SlotSet::empty(event.n_slots());
        places.iter().for_each(|p| open.unite(&self.place_free[p.ix()]));
        (places, open)
    }

    /// The slots in which a pair may be held; `open` = those with one of its places.
    fn slots_of(&self, pair: &Pair, open: &SlotSet) -> SlotSet {
        let mut slots = pair.common.clone();
        slots.intersect(open);
        if let Some(interpreters) = &pair.interpreters {
            let mut served = slots.none();
            interpreters.iter().for_each(|i| served.unite(&self.interpreter_free[i.ix()]));
            slots.intersect(&served);
        }
        if let Some((slot, _)) = pair.fixed {
            let mut only = slots.none();
            only.insert(slot);
            slots.intersect(&only);
        }
        if pair.bar.is_some() { slots.none() } else { slots }
    }
}

/// Who plays the SME and who the buyer in the pair that a wish makes.
fn roles(event: &Event, wish: &Wish) -> (PartyId, PartyId) {
    match (event.party(wish.from).side, event.party(wish.to).side) {
        (Side::Buyer, Side::Sme) => (wish.to, wish.from),
        _ => (wish.from, wish.to),
    }
}

/// Slots that `not_before`/`not_after` leave, for the wishes that have one.
fn wish_slots(event: &Event) -> HashMap<usize, SlotSet> {
    let bounded = event.wishes.iter().enumerate().filter(|(_, w)| w.not_before.is_some() || w.not_after.is_some());
    bounded
        .map(|(i, wish)| {
            let earliest = wish.not_before.map_or(i64::MIN, |t| utc_min(event.timezone, t));
            let latest = wish.not_after.map_or(i64::MAX, |t| utc_min(event.timezone, t));
            let mut slots = SlotSet::empty(event.n_slots());
            for slot in event.grid.slot_ids() {
                let (start, end) = slot_interval(event, slot);
                if earliest <= start && end <= latest {
                    slots.insert(slot);
                }
            }
            (i, slots)
        })
        .collect()
}

/// Points of a wish (spec 5).
pub fn points(wish: &Wish) -> i64 {
    match (wish.score, wish.rank) {
        (Some(score), _) => i64::from(score),
        (None, Some(rank)) => (100 - 10 * (i64::from(rank) - 1)).max(10),
        (None, None) => 50,
    }
}

fn value_of(event: &Event, pair: &Pair) -> i64 {
    let rules = &event.value;
    let wish_points = |wish: Option<usize>| wish.map_or(0, |i| points(&event.wishes[i]));
    let (sme, buyer) = (event.party(pair.sme), event.party(pair.buyer));
    if pair.wished_by() == WishedBy::None {
        let fill = sme.side != buyer.side && sme.category == buyer.category && !sme.category.is_empty();
        return if fill { rules.fill_points.max(0) } else { 0 };
    }
    let tags: HashSet<&String> = sme.tags.iter().collect();
    rules.sme_weight * wish_points(pair.sme_wish)
        + rules.buyer_weight * wish_points(pair.buyer_wish)
        + if pair.wished_by() == WishedBy::Both { rules.mutual_bonus } else { 0 }
        + tags.into_iter().filter_map(|t| rules.tags.get(t)).sum::<i64>()
        + sme.bonus
        + buyer.bonus
}

/// Takes the forbidden slots from the pair's; true if they were all it had.
fn forbid(pair: &mut Pair, slots: &SlotSet) -> bool {
    let had = pair.common.clone();
    pair.common.subtract(slots);
    pair.common.is_empty() && !had.is_empty()
}

fn bar_of(event: &Event, pair: &Pair, blocks: &HashMap<(PartyId, PartyId), PartyId>, forbidden: bool) -> Option<Bar> {
    let online = [pair.sme, pair.buyer].iter().any(|p| event.party(*p).mode == Mode::Online);
    let refuses = [pair.sme, pair.buyer].iter().any(|p| !event.party(*p).may_meet_online);
    if let Some(by) = blocks.get(&(pair.sme.min(pair.buyer), pair.sme.max(pair.buyer))) {
        Some(Bar::Blocked(*by))
    } else if online && refuses {
        Some(Bar::Mode)
    } else if forbidden {
        Some(Bar::Forbidden)
    } else if pair.interpreters.as_ref().is_some_and(|serving| serving.is_empty()) {
        Some(Bar::Language)
    } else if pair.value <= 0 && pair.fixed.is_none() {
        Some(Bar::Worthless)
    } else {
        None
    }
}

/// `None` if no interpreter is needed.
fn interpreters_between(event: &Event, [a, b]: [&[String]; 2]) -> Option<Arc<[InterpreterId]>> {
    let share = |x: &[String], y: &[String]| x.iter().any(|l| y.contains(l));
    if a.is_empty() || b.is_empty() || share(a, b) {
        return None;
    }
    let serves = |i: &InterpreterId| {
        let spoken = &event.interpreters[i.ix()].languages;
        share(spoken, a) && share(spoken, b)
    };
    Some((0..event.interpreters.len()).map(InterpreterId::at).filter(serves).collect())
}

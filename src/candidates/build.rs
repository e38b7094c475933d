//! Which pairs there are, and what the facts say about each: the one way to make [`Candidates`].

use super::copies::ordered;
use super::exclusions::{Blocks, exclusion_of, org_groups};
use super::musts::musts;
use super::places::{hall_reach, interpreters_between};
use super::times::{Times, wish_slots};
use super::worth::value_of;
use super::{Candidates, Fixed, Pair, Walks};
use crate::event::{Event, InterpreterId, OrgWish, PairId, PartyId, PinAction, PlaceId, Side, SlotSet, Subject, Wish, WishKind};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Two parties that may meet, before it is clear how often.
struct Bare {
    sme: PartyId,
    buyer: PartyId,
    sme_wish: Option<usize>,
    buyer_wish: Option<usize>,
    /// What pins fix, one for each slot.
    fixed: Vec<Fixed>,
    /// Slots that pins forbid.
    forbidden: Option<SlotSet>,
}

/// Pairs in the order in which wishes, fill and pins name them.
#[derive(Default)]
struct Named {
    pairs: Vec<Bare>,
    by_parties: HashMap<(PartyId, PartyId), usize>,
    /// Who blocks whom: the parties, the smaller id first, and the one that blocks, the first in file order.
    blocks: Blocks,
}

impl Candidates {
    /// Works out every pair that wishes, fill (`fill_points`) or pins name, and the slots, places, interpreters and value of each (sections 4 and 5).
    pub fn new(event: &Event) -> Self {
        let mut named = Named::default();
        named.add_wished(event);
        named.add_fill(event);
        named.add_pins(event);
        let times = Times::new(event);
        let free = |subject| times.free(event, subject);
        let mut all = Self {
            pairs: Vec::new(),
            of_party: vec![Vec::new(); event.parties.len()],
            free: event.party_ids().map(|p| free(Subject::Party(p))).collect(),
            avoid: event.party_ids().map(|p| times.avoid(Subject::Party(p))).collect(),
            place_free: (0..event.places.len()).map(|p| free(Subject::Place(PlaceId::at(p)))).collect(),
            interpreter_free: (0..event.interpreters.len()).map(|i| free(Subject::Interpreter(InterpreterId::at(i)))).collect(),
            org_groups: Vec::new(),
            org_group_of: Vec::new(),
            musts: Vec::new(),
            walks: Walks::new(event),
            reach: hall_reach(event),
            by_parties: HashMap::new(),
        };
        all.add_copies(event, &named);
        all.musts = musts(event, &all);
        (all.org_groups, all.org_group_of) = org_groups(event, &all.pairs);
        all
    }

    /// Works out value, exclusion, slots, places and interpreters of every pair, and makes a candidate for each of its meetings.
    fn add_copies(&mut self, event: &Event, named: &Named) {
        let bounds = wish_slots(event);
        let (mut places, mut serving, mut lists) = (HashMap::new(), HashMap::new(), HashSet::new());
        let org_musts: Vec<&OrgWish> =
            event.org_wishes.iter().filter(|wish| wish.must_times > 0 && !wish.named.is_empty()).collect();
        for bare in &named.pairs {
            let wishes: Vec<usize> = bare.sme_wish.into_iter().chain(bare.buyer_wish).collect();
            let (common, forbidden) = self.common(bare, wishes.iter().filter_map(|w| bounds.get(w)));
            let languages = [bare.sme, bare.buyer].map(|p| event.party(p).languages.as_slice());
            let interpreters = serving.entry(languages).or_insert_with(|| interpreters_between(event, languages)).clone();
            self.by_parties.insert(ordered(bare.sme, bare.buyer), PairId::at(self.pairs.len()));
            let times = wishes.iter().map(|w| event.wishes[*w].times).max().unwrap_or(1).max(1);
            let n_copies = bare.n_copies(times, common.len());
            for copy in 0..n_copies {
                let must = |w: &&usize| event.wishes[**w].kind == WishKind::Must && event.wishes[**w].times > copy;
                let of_org = |wish: &&&OrgWish| wish.must_times > copy && wish.is_named(bare.sme, bare.buyer);
                let n_of_orgs = org_musts.iter().filter(of_org).count();
                let mut pair = Pair {
                    sme: bare.sme,
                    buyer: bare.buyer,
                    copy,
                    n_copies,
                    n_beyond: if copy + 1 == n_copies { times - n_copies } else { 0 },
                    sme_wish: bare.sme_wish,
                    buyer_wish: bare.buyer_wish,
                    value: 0,
                    n_must: (wishes.iter().filter(must).count() + n_of_orgs) as u32,
                    mode: event.mode_of(bare.sme, bare.buyer),
                    exclusion: None,
                    common: common.clone(),
                    slots: common.none(),
                    places: Arc::new([]),
                    interpreters: interpreters.clone(),
                    fixed: bare.fixed.get(copy as usize).copied(),
                };
                pair.value = value_of(event, &pair);
                let key = (pair.buyer, pair.mode, pair.fixed.and_then(|(_, place)| place));
                let open = places.entry(key).or_insert_with(|| self.places_of(event, &pair, &mut lists));
                pair.places = open.places.clone();
                pair.exclusion = exclusion_of(event, &pair, &named.blocks, (!bare.fixed.is_empty(), forbidden));
                pair.slots = self.slots_of(&pair, open);
                let id = PairId::at(self.pairs.len());
                pair.parties().iter().for_each(|p| self.of_party[p.ix()].push(id));
                self.pairs.push(pair);
            }
        }
    }

    /// Slots in which both parties are free, the `bounds` of their wishes hold and no pin forbids the meeting; and whether pins forbid all
    /// that there would be.
    fn common<'a>(&self, bare: &Bare, bounds: impl Iterator<Item = &'a SlotSet>) -> (SlotSet, bool) {
        let mut common = self.free[bare.sme.ix()].clone();
        common.intersect(&self.free[bare.buyer.ix()]);
        bounds.for_each(|slots| common.intersect(slots));
        let Some(forbidden) = &bare.forbidden else { return (common, false) };
        let had_some = !common.is_empty();
        common.subtract(forbidden);
        let all = had_some && common.is_empty();
        (common, all)
    }
}

impl Bare {
    /// How often two parties that wish to meet `times` times may meet. Each meeting needs a slot of its own, so never more often than there are slots.
    fn n_copies(&self, times: u32, n_slots: usize) -> u32 {
        let most = n_slots.max(self.fixed.len()).max(1);
        times.min(u32::try_from(most).unwrap_or(u32::MAX))
    }
}

impl Named {
    /// The pairs that a want or must connects, and who blocks whom.
    fn add_wished(&mut self, event: &Event) {
        for (i, wish) in event.wishes.iter().enumerate() {
            if wish.kind == WishKind::Block {
                self.blocks.entry(ordered(wish.from, wish.to)).or_insert(wish.from);
                continue;
            }
            let (sme, buyer) = roles(event, wish);
            let pair = self.pair(sme, buyer);
            if pair.sme == wish.from {
                pair.sme_wish = Some(i);
            } else {
                pair.buyer_wish = Some(i);
            }
        }
    }

    /// The pairs nobody wished that fill may use: same category, not blocked.
    fn add_fill(&mut self, event: &Event) {
        if event.value.fill_points <= 0 {
            return;
        }
        let mut buyers_by_category: HashMap<&str, Vec<PartyId>> = HashMap::new();
        for buyer in event.buyer_ids().filter(|b| !event.party(*b).category.is_empty()) {
            buyers_by_category.entry(&event.party(buyer).category).or_default().push(buyer);
        }
        for sme in event.sme_ids() {
            for &buyer in buyers_by_category.get(event.party(sme).category.as_str()).into_iter().flatten() {
                if !self.blocks.contains_key(&(sme, buyer)) {
                    self.pair(sme, buyer);
                }
            }
        }
    }

    /// What the organizer fixes, also of pairs nobody wished, and forbids.
    fn add_pins(&mut self, event: &Event) {
        for pin in &event.pins {
            match pin.action {
                PinAction::Fix => {
                    let (slot, pair) = (pin.slots[0], self.pair(pin.sme, pin.buyer));
                    match pair.fixed.iter_mut().find(|(fixed, _)| *fixed == slot) {
                        Some((_, place)) => *place = place.or(pin.place),
                        None => pair.fixed.push((slot, pin.place)),
                    }
                }
                PinAction::Forbid => {
                    let Some(&pair) = self.by_parties.get(&ordered(pin.sme, pin.buyer)) else { continue };
                    let forbidden = self.pairs[pair].forbidden.get_or_insert_with(|| SlotSet::empty(event.n_slots()));
                    if pin.slots.is_empty() {
                        forbidden.unite(&SlotSet::full(event.n_slots()));
                    }
                    pin.slots.iter().for_each(|s| forbidden.insert(*s));
                }
            }
        }
    }

    /// The pair of two parties, made if there is none.
    fn pair(&mut self, sme: PartyId, buyer: PartyId) -> &mut Bare {
        let at = *self.by_parties.entry(ordered(sme, buyer)).or_insert_with(|| {
            let bare = Bare { sme, buyer, sme_wish: None, buyer_wish: None, fixed: Vec::new(), forbidden: None };
            self.pairs.push(bare);
            self.pairs.len() - 1
        });
        &mut self.pairs[at]
    }
}

/// Who plays the SME and who the buyer in the pair that a wish makes.
fn roles(event: &Event, wish: &Wish) -> (PartyId, PartyId) {
    match (event.party(wish.from).side, event.party(wish.to).side) {
        (Side::Buyer, Side::Sme) => (wish.to, wish.from),
        _ => (wish.from, wish.to),
    }
}

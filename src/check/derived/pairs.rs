//! What the wishes and pins say about two parties: who plays which side, whether they may meet, and what it is worth.

use crate::check::unordered::unordered;
use crate::event::{Event, PartyId, PinAction, Side, Wish, WishKind};
use std::collections::HashMap;

/// All that the facts say about two parties.
#[derive(Clone, Debug)]
pub struct PairFacts {
    /// Plays the SME.
    pub sme: PartyId,
    /// Plays the buyer.
    pub buyer: PartyId,
    /// Position of the want or must wish of the party that plays the SME.
    pub by_sme: Option<usize>,
    pub by_buyer: Option<usize>,
    pub blocked_by: Vec<PartyId>,
    /// A pin fixes a meeting of the two.
    pub is_fixed: bool,
    /// Nobody wished it and it is used at `fill_points`.
    pub is_fill: bool,
    /// How often the two may meet.
    pub times: u32,
    /// Of each meeting, in points; 0 if nobody wished it and fill does not admit it.
    pub value: i64,
}

impl PairFacts {
    /// Two parties that no wish and no pin names.
    pub fn unnamed(event: &Event, a: PartyId, b: PartyId) -> Self {
        let mut pair = Self::bare(event, a, b);
        pair.appraise(event);
        pair
    }

    /// `from` plays the SME within one side; across sides each plays its own.
    fn bare(event: &Event, from: PartyId, to: PartyId) -> Self {
        let exchanged = event.party(from).side == Side::Buyer && event.party(to).side == Side::Sme;
        let (sme, buyer) = if exchanged { (to, from) } else { (from, to) };
        Self {
            sme,
            buyer,
            by_sme: None,
            by_buyer: None,
            blocked_by: Vec::new(),
            is_fixed: false,
            is_fill: false,
            times: 1,
            value: 0,
        }
    }

    /// Someone wished it, or it is a fill.
    pub fn exists(&self) -> bool {
        self.is_wished() || self.is_fill
    }

    pub fn is_wished(&self) -> bool {
        self.by_sme.is_some() || self.by_buyer.is_some()
    }

    pub fn is_mutual(&self) -> bool {
        self.by_sme.is_some() && self.by_buyer.is_some()
    }

    /// Positions of the wishes that want the meeting.
    pub fn wishes(&self) -> impl Iterator<Item = usize> + use<> {
        self.by_sme.into_iter().chain(self.by_buyer)
    }

    fn appraise(&mut self, event: &Event) {
        let (sme, buyer) = (event.party(self.sme), event.party(self.buyer));
        if !self.is_wished() {
            let same_category = !sme.category.is_empty() && sme.category == buyer.category;
            self.is_fill = event.value.fill_points > 0 && sme.side != buyer.side && same_category && self.blocked_by.is_empty();
            self.value = if self.is_fill { event.value.fill_points } else { 0 };
            return;
        }
        let points_of = |wish: Option<usize>| wish.map_or(0, |ix| points(&event.wishes[ix]));
        let mutual = if self.is_mutual() { event.value.mutual_bonus } else { 0 };
        let tags: i64 = event.value.tags.iter().filter(|(tag, _)| sme.tags.contains(tag)).map(|(_, points)| points).sum();
        self.value = event.value.sme_weight * points_of(self.by_sme)
            + event.value.buyer_weight * points_of(self.by_buyer)
            + mutual
            + tags
            + sme.bonus
            + buyer.bonus;
    }
}

/// "`score` if given, else max(10, 100 - 10 (rank - 1)), else 50 when neither is given"
fn points(wish: &Wish) -> i64 {
    match (wish.score, wish.rank) {
        (Some(score), _) => i64::from(score),
        (None, Some(rank)) => (100 - 10 * (i64::from(rank) - 1)).max(10),
        (None, None) => 50,
    }
}

/// Every SME and buyer of the same category, if pairs that nobody wished are used at all.
pub(super) fn same_category(event: &Event) -> Vec<(PartyId, PartyId)> {
    let mut buyers: HashMap<&str, Vec<PartyId>> = HashMap::new();
    if event.value.fill_points > 0 {
        event.buyer_ids().for_each(|buyer| buyers.entry(event.party(buyer).category.as_str()).or_default().push(buyer));
        buyers.remove("");
    }
    let with =
        |sme: PartyId| buyers.get(event.party(sme).category.as_str()).into_iter().flatten().map(move |buyer| (sme, *buyer));
    event.sme_ids().flat_map(with).collect()
}

/// Every two parties that a wish or a pin names. The first wish that wants a meeting decides who plays the SME within one side.
pub(super) fn named(event: &Event) -> HashMap<(PartyId, PartyId), PairFacts> {
    let mut pairs: HashMap<(PartyId, PartyId), PairFacts> = HashMap::new();
    for (ix, wish) in event.wishes.iter().enumerate().filter(|(_, wish)| wish.kind != WishKind::Block) {
        let pair = pairs.entry(unordered(wish.from, wish.to)).or_insert_with(|| PairFacts::bare(event, wish.from, wish.to));
        *if wish.from == pair.sme { &mut pair.by_sme } else { &mut pair.by_buyer } = Some(ix);
        pair.times = pair.times.max(wish.times);
    }
    for wish in event.wishes.iter().filter(|wish| wish.kind == WishKind::Block) {
        let pair = pairs.entry(unordered(wish.from, wish.to)).or_insert_with(|| PairFacts::bare(event, wish.from, wish.to));
        pair.blocked_by.push(wish.from);
    }
    for pin in event.pins.iter().filter(|pin| pin.action == PinAction::Fix) {
        let pair = pairs.entry(unordered(pin.sme, pin.buyer)).or_insert_with(|| PairFacts::bare(event, pin.sme, pin.buyer));
        pair.is_fixed = true;
    }
    pairs.values_mut().for_each(|pair| pair.appraise(event));
    pairs
}

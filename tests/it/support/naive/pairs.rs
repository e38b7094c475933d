//! What wishes and pins say of two parties.

use koppex::event::{Event, PartyId, PinAction, Side, Wish, WishKind};
use std::collections::BTreeMap;

/// Two parties.
pub struct Pair {
    pub sme: PartyId,
    pub buyer: PartyId,
    /// Positions of the wishes that want it.
    pub wishes: Vec<usize>,
    pub is_blocked: bool,
    pub is_fixed: bool,
    pub is_fill: bool,
    /// How often the two may meet.
    pub times: u32,
    /// Points of each meeting.
    pub value: i64,
}

pub fn all(event: &Event) -> BTreeMap<(PartyId, PartyId), Pair> {
    let everybody = || event.party_ids();
    everybody().flat_map(|a| everybody().filter(move |b| a < *b).map(move |b| ((a, b), pair(event, a, b)))).collect()
}

fn pair(event: &Event, a: PartyId, b: PartyId) -> Pair {
    let names = |wish: &&Wish| [(a, b), (b, a)].contains(&(wish.from, wish.to));
    let wishes: Vec<usize> = (0..event.wishes.len()).filter(|w| names(&&event.wishes[*w]) && wants(&event.wishes[*w])).collect();
    let fix = event.pins.iter().find(|p| p.action == PinAction::Fix && [(a, b), (b, a)].contains(&(p.sme, p.buyer)));
    let sme = if event.party(a).side != event.party(b).side {
        if event.party(a).side == Side::Sme { a } else { b }
    } else {
        // "within one side `from` plays the SME"
        wishes.first().map(|w| event.wishes[*w].from).or(fix.map(|p| p.sme)).unwrap_or(a)
    };
    let buyer = if sme == a { b } else { a };
    let times = wishes.iter().map(|w| event.wishes[*w].times).max().unwrap_or(1);
    let is_blocked = event.wishes.iter().filter(names).any(|w| !wants(w));
    let mut pair = Pair { sme, buyer, wishes, is_blocked, is_fixed: fix.is_some(), is_fill: false, times, value: 0 };
    let (sme, buyer) = (event.party(pair.sme), event.party(pair.buyer));
    if pair.wishes.is_empty() {
        let alike = sme.side != buyer.side && sme.category == buyer.category && !sme.category.is_empty();
        pair.is_fill = alike && event.value.fill_points > 0;
        pair.value = if pair.is_fill { event.value.fill_points } else { 0 };
    } else {
        pair.value = value(event, &pair);
    }
    pair
}

fn wants(wish: &Wish) -> bool {
    wish.kind != WishKind::Block
}

/// "sme_weight x points(SME's wish, if any) + buyer_weight x points(buyer's wish, if any) + mutual_bonus if both + tag points of the SME +
/// bonus of the SME + bonus of the buyer"
fn value(event: &Event, pair: &Pair) -> i64 {
    let mut value = event.party(pair.sme).bonus + event.party(pair.buyer).bonus;
    for wish in pair.wishes.iter().map(|w| &event.wishes[*w]) {
        let points = match (wish.score, wish.rank) {
            (Some(score), _) => i64::from(score),
            (None, Some(rank)) if rank < 10 => 100 - 10 * (i64::from(rank) - 1),
            (None, Some(_)) => 10,
            (None, None) => 50,
        };
        value += points * if wish.from == pair.sme { event.value.sme_weight } else { event.value.buyer_weight };
    }
    if pair.wishes.len() == 2 {
        value += event.value.mutual_bonus;
    }
    for (tag, points) in &event.value.tags {
        if event.party(pair.sme).tags.contains(tag) {
            value += points;
        }
    }
    value
}

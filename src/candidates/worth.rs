//! What a meeting of a pair is worth, in points (spec 5).

use super::{Pair, WishedBy};
use crate::event::{Event, Wish};
use std::collections::HashSet;

/// Points of a wish.
pub fn points(wish: &Wish) -> i64 {
    match (wish.score, wish.rank) {
        (Some(score), _) => i64::from(score),
        (None, Some(rank)) => (100 - 10 * (i64::from(rank) - 1)).max(10),
        (None, None) => 50,
    }
}

/// Points of each meeting of a pair.
pub(super) fn value_of(event: &Event, pair: &Pair) -> i64 {
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

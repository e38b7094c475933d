//! Things that one meeting of a slot uses alone (places, interpreters): who uses what, and rearranging within a slot
//! (augmenting paths of bipartite matching, Kuhn 1955). Knows nothing of parties.

use super::bit_rows::{BitRows, bits};
use crate::event::{PairId, SlotId};
use std::cell::RefCell;

/// No class, place, interpreter or slot.
pub(crate) const NONE: u16 = u16::MAX;

/// Items of one kind over all slots.
#[derive(Clone, Debug)]
pub(crate) struct ResourcePool {
    n_items: usize,
    /// By slot: items free by their windows and used by no meeting.
    open: BitRows,
    /// By slot: items free by their windows.
    free: BitRows,
    /// `slot * n_items + item` -> pair, or `u32::MAX`.
    user: Vec<u32>,
    /// By slot: a fingerprint of who uses what.
    fingerprint: Vec<u64>,
    /// `slot * n_classes + class`: the fingerprint with which the slot was found to have no item for the class.
    in_vain: RefCell<Vec<u64>>,
}

/// Which items each pair may use.
#[derive(Clone, Debug)]
pub(crate) struct ResourceDemand {
    /// By pair: its class, or [`NONE`] if it needs no item.
    pub class: Vec<u16>,
    /// By class: its items.
    pub items: BitRows,
}

impl ResourcePool {
    /// `free(item)` are the words of the item's slots.
    pub fn new<'a>(n_items: usize, n_slots: usize, free: impl Fn(usize) -> &'a [u64]) -> Self {
        let mut by_slot = BitRows::new(n_slots, n_items);
        for item in 0..n_items {
            bits(free(item).iter().copied()).filter(|s| *s < n_slots).for_each(|slot| by_slot.insert(slot, item));
        }
        Self {
            n_items,
            open: by_slot.clone(),
            free: by_slot,
            user: vec![u32::MAX; n_slots * n_items],
            fingerprint: vec![0; n_slots],
            in_vain: RefCell::default(),
        }
    }

    #[inline]
    pub fn is_open(&self, slot: SlotId, item: u16) -> bool {
        self.open.has(slot.ix(), item.into())
    }

    /// Whether any item is open in a slot.
    #[inline]
    pub fn any_open(&self, slot: SlotId) -> bool {
        self.open.row(slot.ix()).iter().any(|word| *word != 0)
    }

    /// The pair that uses an item in a slot.
    #[inline]
    pub fn user(&self, slot: SlotId, item: u16) -> Option<PairId> {
        let user = self.user[slot.ix() * self.n_items + usize::from(item)];
        (user != u32::MAX).then_some(PairId(user))
    }

    #[inline]
    pub fn take(&mut self, slot: SlotId, item: u16, pair: PairId) {
        debug_assert!(self.is_open(slot, item), "an item is used by one meeting of a slot");
        self.open.remove(slot.ix(), item.into());
        self.user[slot.ix() * self.n_items + usize::from(item)] = pair.0;
        self.fingerprint[slot.ix()] ^= fingerprint(item, pair.0);
    }

    #[inline]
    pub fn release(&mut self, slot: SlotId, item: u16) {
        self.open.insert(slot.ix(), item.into());
        let pair = std::mem::replace(&mut self.user[slot.ix() * self.n_items + usize::from(item)], u32::MAX);
        self.fingerprint[slot.ix()] ^= fingerprint(item, pair);
    }

    /// Open items of the pair's class in a slot.
    #[inline]
    pub fn choices<'a>(&'a self, needs: &'a ResourceDemand, pair: PairId, slot: SlotId) -> impl Iterator<Item = u16> + 'a {
        let class = needs.class[pair.ix()];
        let words = needs.items.row(class.into()).iter().zip(self.open.row(slot.ix()));
        bits(words.map(|(a, b)| a & b)).map(|item| item as u16)
    }

    /// How many items of the pair's class are open in a slot.
    #[inline]
    pub fn n_open(&self, needs: &ResourceDemand, pair: PairId, slot: SlotId) -> u32 {
        let class = needs.class[pair.ix()];
        let words = needs.items.row(class.into()).iter().zip(self.open.row(slot.ix()));
        words.map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Users of the items of the pair's class in a slot.
    pub fn rivals<'a>(&'a self, needs: &'a ResourceDemand, pair: PairId, slot: SlotId) -> impl Iterator<Item = PairId> + 'a {
        needs.items.iter(needs.class[pair.ix()].into()).filter_map(move |item| self.user(slot, item as u16))
    }

    /// Gives the pair an item although none of its own is open, by moving other meetings of the slot to other items: who
    /// takes what, the pair last. All pairs of a class are alike, and one of each is asked, but for those that `fit` limits.
    pub fn rearrange(&self, needs: &ResourceDemand, pair: PairId, slot: SlotId, fit: Option<Fit>) -> Option<Vec<(PairId, u16)>> {
        // Whoever of the class asks again while nothing has changed in the slot gets the same answer.
        let is_alike = fit.is_none_or(|fit| !fit.limited[pair.ix()]);
        let asked = slot.ix() * needs.items.n_rows() + usize::from(needs.class[pair.ix()]);
        let known = self.in_vain.borrow().get(asked).copied();
        if !self.any_open(slot) || is_alike && known == Some(self.fingerprint[slot.ix()]) {
            return None;
        }
        let (seen_items, seen_classes) = (vec![false; self.n_items], vec![false; needs.items.n_rows()]);
        let mut search = Rearrangement { pool: self, needs, slot, fit, seen_items, seen_classes, moves: Vec::new() };
        let found = search.augment(pair);
        if !found && is_alike && fit.is_none_or(|fit| !fit.may_change) {
            let mut in_vain = self.in_vain.borrow_mut();
            in_vain.resize(self.fingerprint.len() * needs.items.n_rows(), u64::MAX);
            in_vain[asked] = self.fingerprint[slot.ix()];
        }
        found.then_some(search.moves)
    }
}

/// Of one use of an item; that of a slot combines them in any order (Zobrist 1970).
#[inline]
fn fingerprint(item: u16, pair: u32) -> u64 {
    let mixed = (u64::from(pair) << 16 | u64::from(item)).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ mixed >> 32
}

/// What else than its class decides which items a pair may have.
#[derive(Clone, Copy)]
pub(crate) struct Fit<'a> {
    /// By pair: whether anything does.
    pub limited: &'a [bool],
    /// What a pair may have changes with its parties' meetings in other slots.
    pub may_change: bool,
    /// Whether a pair may have an item of its class.
    pub allows: &'a dyn Fn(PairId, u16) -> bool,
}

/// A search for a rearrangement of the meetings of a slot.
struct Rearrangement<'a> {
    pool: &'a ResourcePool,
    needs: &'a ResourceDemand,
    slot: SlotId,
    fit: Option<Fit<'a>>,
    seen_items: Vec<bool>,
    seen_classes: Vec<bool>,
    /// Who takes what, the last first.
    moves: Vec<(PairId, u16)>,
}

impl Rearrangement<'_> {
    /// Finds an item for the pair along an augmenting path.
    fn augment(&mut self, pair: PairId) -> bool {
        let (pool, needs, slot) = (self.pool, self.needs, self.slot);
        let fit = self.fit.filter(|fit| fit.limited[pair.ix()]);
        let class = usize::from(needs.class[pair.ix()]);
        if fit.is_none() && std::mem::replace(&mut self.seen_classes[class], true) {
            return false;
        }
        let may = |item: u16| fit.is_none_or(|fit| (fit.allows)(pair, item));
        if let Some(item) = pool.choices(needs, pair, slot).find(|i| !self.seen_items[usize::from(*i)] && may(*i)) {
            self.moves.push((pair, item));
            return true;
        }
        for item in needs.items.iter(class) {
            if self.seen_items[item] || !pool.free.has(slot.ix(), item) || !may(item as u16) {
                continue;
            }
            self.seen_items[item] = true;
            let Some(user) = pool.user(slot, item as u16) else { continue };
            if self.augment(user) {
                self.moves.push((pair, item as u16));
                return true;
            }
        }
        false
    }
}

impl ResourceDemand {
    /// Whether the pair needs an item at all.
    #[inline]
    pub fn any(&self, pair: PairId) -> bool {
        self.class[pair.ix()] != NONE
    }

    /// Whether the item is of the pair's class.
    #[inline]
    pub fn fits(&self, pair: PairId, item: u16) -> bool {
        self.items.has(self.class[pair.ix()].into(), item.into())
    }
}

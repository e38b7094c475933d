//! A set of slots as bits.

use super::ids::SlotId;

/// A set of slots of one grid. All sets of one event have the same length.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SlotSet {
    words: Box<[u64]>,
}

impl SlotSet {
    /// No slot of a grid of `n_slots`.
    pub fn empty(n_slots: usize) -> Self {
        Self { words: vec![0; n_slots.div_ceil(64)].into() }
    }

    /// No slot of the same grid.
    pub fn none(&self) -> Self {
        Self { words: vec![0; self.words.len()].into() }
    }

    /// Every slot of a grid of `n_slots`.
    pub fn full(n_slots: usize) -> Self {
        let mut words = vec![u64::MAX; n_slots.div_ceil(64)];
        if let (Some(last), n @ 1..) = (words.last_mut(), n_slots % 64) {
            *last = (1 << n) - 1;
        }
        Self { words: words.into() }
    }

    /// Whether the slot is in the set.
    pub fn contains(&self, slot: SlotId) -> bool {
        self.words[slot.ix() / 64] >> (slot.ix() % 64) & 1 == 1
    }

    /// Adds a slot of the grid.
    pub fn insert(&mut self, slot: SlotId) {
        self.words[slot.ix() / 64] |= 1 << (slot.ix() % 64);
    }

    /// Takes a slot of the grid away.
    pub fn remove(&mut self, slot: SlotId) {
        self.words[slot.ix() / 64] &= !(1 << (slot.ix() % 64));
    }

    /// How many slots there are in the set (not in the grid).
    pub fn len(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// No slot of the grid is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|w| *w == 0)
    }

    /// Keeps the slots that `other` has too.
    pub fn intersect(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Adds the slots of `other`.
    pub fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Takes the slots of `other` away.
    pub fn subtract(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    /// Every slot is in `other` too.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(a, b)| a & !b == 0)
    }

    /// Some slot is in both.
    pub fn intersects(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    /// The slots in order of time.
    pub fn iter(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    SlotId::at(i * 64 + bit)
                })
            })
        })
    }

    /// The bits, 64 slots a word, slot 0 in the lowest bit of the first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_over_two_words_keeps_order_and_count() {
        let mut set = SlotSet::empty(100);
        for slot in [70, 3, 64, 99] {
            set.insert(SlotId(slot));
        }
        assert_eq!(set.iter().map(|s| s.0).collect::<Vec<_>>(), [3, 64, 70, 99]);
        set.remove(SlotId(64));
        assert_eq!(set.len(), 3);
        assert!(set.is_subset(&SlotSet::full(100)));
        assert!(!SlotSet::full(100).is_subset(&set));
        for n in [0, 1, 63, 64, 65, 128] {
            assert_eq!(SlotSet::full(n).iter().map(SlotId::ix).collect::<Vec<_>>(), (0..n).collect::<Vec<_>>());
        }
    }
}

//! Rows of bits of one length in one allocation: sets of slots, places or interpreters, one for each of many owners.

/// `rows[r]` is a set of numbers below `n_bits`.
#[derive(Clone, Debug)]
pub(crate) struct BitRows {
    n_words: usize,
    words: Vec<u64>,
}

impl BitRows {
    pub fn new(n_rows: usize, n_bits: usize) -> Self {
        let n_words = n_bits.div_ceil(64).max(1);
        Self { n_words, words: vec![0; n_rows * n_words] }
    }

    pub fn n_rows(&self) -> usize {
        self.words.len() / self.n_words
    }

    #[inline]
    pub fn row(&self, row: usize) -> &[u64] {
        &self.words[row * self.n_words..(row + 1) * self.n_words]
    }

    #[inline]
    pub fn has(&self, row: usize, bit: usize) -> bool {
        self.words[row * self.n_words + bit / 64] >> (bit % 64) & 1 == 1
    }

    #[inline]
    pub fn insert(&mut self, row: usize, bit: usize) {
        self.words[row * self.n_words + bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    pub fn remove(&mut self, row: usize, bit: usize) {
        self.words[row * self.n_words + bit / 64] &= !(1 << (bit % 64));
    }

    /// Copies a set given as words.
    pub fn set_row(&mut self, row: usize, words: &[u64]) {
        self.words[row * self.n_words..][..words.len()].copy_from_slice(words);
    }

    /// Adds a row and returns its number.
    pub fn push(&mut self, bits: impl Iterator<Item = usize>) -> usize {
        let row = self.n_rows();
        self.words.resize(self.words.len() + self.n_words, 0);
        bits.for_each(|bit| self.insert(row, bit));
        row
    }

    /// The greatest member below `bit`.
    #[inline]
    pub fn before(&self, row: usize, bit: usize) -> Option<usize> {
        let words = self.row(row);
        let (mut i, below) = (bit / 64, bit % 64);
        let mut word = if i < words.len() { words[i] & ((1u64 << below) - 1) } else { 0 };
        loop {
            if word != 0 {
                return Some(i * 64 + 63 - word.leading_zeros() as usize);
            }
            if i == 0 {
                return None;
            }
            i -= 1;
            word = words[i];
        }
    }

    /// The least member above `bit`.
    #[inline]
    pub fn after(&self, row: usize, bit: usize) -> Option<usize> {
        let words = self.row(row);
        let (mut i, from) = ((bit + 1) / 64, (bit + 1) % 64);
        if i >= words.len() {
            return None;
        }
        let mut word = words[i] & (u64::MAX << from);
        loop {
            if word != 0 {
                return Some(i * 64 + word.trailing_zeros() as usize);
            }
            i += 1;
            if i == words.len() {
                return None;
            }
            word = words[i];
        }
    }

    pub fn count(&self, row: usize) -> usize {
        self.row(row).iter().map(|w| w.count_ones() as usize).sum()
    }

    /// The words of a row with its members from `first` to before `end` alone.
    pub fn words_within(&self, row: usize, range: (usize, usize)) -> impl Iterator<Item = u64> + '_ {
        self.row(row).iter().enumerate().map(move |(i, word)| word & mask(i, range))
    }

    /// Calls `f` with the members of a row from `first` to before `end`, in ascending order: for innermost loops.
    #[inline(always)]
    pub fn each_within(&self, row: usize, (first, end): (usize, usize), mut f: impl FnMut(usize)) {
        for (i, word) in self.row(row).iter().enumerate().take(end.div_ceil(64)).skip(first / 64) {
            let mut word = word & mask(i, (first, end));
            while word != 0 {
                f(i * 64 + word.trailing_zeros() as usize);
                word &= word - 1;
            }
        }
    }

    /// How many members of a row from `first` to before `end` the row of the same number in `other` has too.
    #[inline]
    pub fn n_common(&self, row: usize, range: (usize, usize), other: &Self) -> u32 {
        let (mine, others) = (self.row(row), other.row(row));
        (range.0 / 64..range.1.div_ceil(64)).map(|i| (mine[i] & others[i] & mask(i, range)).count_ones()).sum()
    }

    /// The members of a row in ascending order.
    pub fn iter(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        bits(self.row(row).iter().copied())
    }
}

/// The bits of word `i` that stand for numbers from `first` to before `end`.
#[inline]
fn mask(i: usize, (first, end): (usize, usize)) -> u64 {
    let below = |n: usize| if n >= 64 * (i + 1) { u64::MAX } else { (1u64 << n.saturating_sub(64 * i)) - 1 };
    below(end) & !below(first)
}

/// The numbers whose bits are set in a sequence of words.
pub(crate) fn bits(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(i, mut word)| {
        std::iter::from_fn(move || {
            (word != 0).then(|| {
                let bit = word.trailing_zeros() as usize;
                word &= word - 1;
                i * 64 + bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_found_across_words() {
        let mut rows = BitRows::new(2, 130);
        [3, 63, 64, 129].into_iter().for_each(|b| rows.insert(1, b));
        assert_eq!(rows.iter(1).collect::<Vec<_>>(), [3, 63, 64, 129]);
        assert_eq!((rows.before(1, 3), rows.after(1, 129)), (None, None));
        assert_eq!((rows.before(1, 64), rows.after(1, 64)), (Some(63), Some(129)));
        assert_eq!((rows.before(1, 129), rows.after(1, 3)), (Some(64), Some(63)));
        assert_eq!((rows.before(0, 129), rows.after(0, 0)), (None, None));
        assert_eq!(bits(rows.words_within(1, (4, 129))).collect::<Vec<_>>(), [63, 64]);
        let mut met = Vec::new();
        rows.each_within(1, (63, 130), |bit| met.push(bit));
        assert_eq!(met, [63, 64, 129]);
        let mut few = BitRows::new(2, 130);
        [3, 64, 65].into_iter().for_each(|b| few.insert(1, b));
        assert_eq!(
            (rows.n_common(1, (0, 130), &few), rows.n_common(1, (4, 64), &few), rows.n_common(1, (4, 65), &few)),
            (2, 0, 1)
        );
        assert_eq!((rows.before(1, 192), rows.after(1, 191)), (Some(129), None));
    }
}

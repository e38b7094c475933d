//! Seeded random choices: the same seed gives the same choices on every machine and in every version.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// A stream of random choices.
#[derive(Clone, Debug)]
pub(crate) struct Dice(Pcg32);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    /// One of `0..n`; `n` is at least 1 and below 2^32.
    #[inline]
    pub fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// True once in `n` times.
    #[inline]
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of the numbers whose bits are set in a sequence of words; `None` if there is none.
    #[inline]
    pub fn pick<I: Iterator<Item = u64>>(&mut self, words: impl Fn() -> I) -> Option<usize> {
        let n: u32 = words().map(u64::count_ones).sum();
        let mut nth = self.below(n as usize) as u32;
        for (i, mut word) in words().enumerate() {
            if nth < word.count_ones() {
                (0..nth).for_each(|_| word &= word - 1);
                return Some(i * 64 + word.trailing_zeros() as usize);
            }
            nth -= word.count_ones();
        }
        None
    }

    /// A number in `(0, 1]`.
    #[inline]
    pub fn unit(&mut self) -> f32 {
        ((self.0.next_u32() >> 8) + 1) as f32 / 16_777_216.0
    }
}

//! R13 on the way: how far the numbers of gaps lie apart, kept up to date as parties change.

/// How many parties have how many gaps.
#[derive(Clone, Debug)]
pub(crate) struct Spread {
    max_difference: usize,
    n_with: Vec<u32>,
}

impl Spread {
    pub fn new(max_difference: u32) -> Self {
        Self { max_difference: max_difference as usize, n_with: Vec::new() }
    }

    /// Counts a party with this number of gaps.
    pub fn add(&mut self, gaps: u16) {
        let gaps = usize::from(gaps);
        if self.n_with.len() <= gaps {
            self.n_with.resize(gaps + 1, 0);
        }
        self.n_with[gaps] += 1;
    }

    pub fn remove(&mut self, gaps: u16) {
        self.n_with[usize::from(gaps)] -= 1;
    }

    /// Gaps that lie beyond the allowed difference from the least; 0 when R13 holds.
    pub fn excess(&self) -> i64 {
        let least = self.n_with.iter().position(|n| *n > 0).unwrap_or(0);
        let limit = least + self.max_difference;
        self.n_with.iter().enumerate().skip(limit + 1).map(|(gaps, n)| i64::from(*n) * (gaps - limit) as i64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excess_is_counted_from_the_party_with_the_fewest_gaps() {
        let mut spread = Spread::new(2);
        [0, 2, 3, 5].into_iter().for_each(|g| spread.add(g));
        assert_eq!(spread.excess(), 1 + 3);
        spread.remove(0);
        assert_eq!(spread.excess(), 1);
        spread.add(1);
        spread.remove(5);
        assert_eq!(spread.excess(), 0);
    }
}

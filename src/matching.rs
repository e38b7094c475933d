//! Bipartite matching by augmenting paths (Kuhn 1955), and what proves that there is none: a Hall violator (Hall 1935). Knows nothing of expos.

use std::collections::VecDeque;

/// Left vertices that together reach too few seats on the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HallViolator {
    /// One more than the seats they reach, ascending.
    pub left: Vec<usize>,
    /// All that they reach, ascending.
    pub right: Vec<usize>,
}

/// A right vertex for each of `n_left` left vertices, none of the `n_right` taken by more than `capacity` of them.
///
/// # Errors
/// The left vertices that cannot all be matched, if not all can.
pub fn match_all<N: Iterator<Item = usize>>(
    n_left: usize,
    n_right: usize,
    capacity: usize,
    neighbours: impl Fn(usize) -> N,
) -> Result<Vec<usize>, HallViolator> {
    let mut matching = Matching { right_of: vec![None; n_left], holders: vec![Vec::new(); n_right], capacity };
    for start in 0..n_left {
        matching.augment(start, &neighbours)?;
    }
    Ok(matching.right_of.into_iter().map(|r| r.expect("every left vertex was matched")).collect())
}

/// A matching in the making.
struct Matching {
    right_of: Vec<Option<usize>>,
    holders: Vec<Vec<usize>>,
    capacity: usize,
}

impl Matching {
    /// Matches one more left vertex along a shortest alternating path.
    fn augment<N: Iterator<Item = usize>>(&mut self, start: usize, neighbours: &impl Fn(usize) -> N) -> Result<(), HallViolator> {
        let mut reached_from: Vec<Option<usize>> = vec![None; self.holders.len()];
        let mut queue = VecDeque::from([start]);
        while let Some(left) = queue.pop_front() {
            for right in neighbours(left) {
                if reached_from[right].is_some() {
                    continue;
                }
                reached_from[right] = Some(left);
                if self.holders[right].len() < self.capacity {
                    self.flip(right, &reached_from);
                    return Ok(());
                }
                queue.extend(&self.holders[right]);
            }
        }
        let right: Vec<usize> = (0..reached_from.len()).filter(|r| reached_from[*r].is_some()).collect();
        let mut left: Vec<usize> = right.iter().flat_map(|r| &self.holders[*r]).copied().chain([start]).collect();
        left.sort_unstable();
        Err(HallViolator { left, right })
    }

    /// Exchanges matched and unmatched edges along the path that ends at a right vertex with a free seat.
    fn flip(&mut self, mut right: usize, reached_from: &[Option<usize>]) {
        loop {
            let left = reached_from[right].expect("the path was walked");
            self.holders[right].push(left);
            let Some(given_up) = self.right_of[left].replace(right) else { return };
            self.holders[given_up].retain(|other| *other != left);
            right = given_up;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(n_right: usize, capacity: usize, edges: &[&[usize]]) -> Result<Vec<usize>, HallViolator> {
        match_all(edges.len(), n_right, capacity, |left| edges[left].iter().copied())
    }

    #[test]
    fn everyone_is_matched_along_alternating_paths() {
        assert_eq!(matched(3, 1, &[&[0, 1], &[0], &[1, 2]]), Ok(vec![1, 0, 2]));
        assert_eq!(matched(2, 2, &[&[0], &[0, 1], &[0], &[0, 1]]), Ok(vec![0, 1, 0, 1]));
    }

    #[test]
    fn a_violator_is_one_larger_than_the_seats_it_reaches() {
        let violator = |left: &[usize], right: &[usize]| Err(HallViolator { left: left.to_vec(), right: right.to_vec() });
        assert_eq!(matched(8, 1, &[&[4, 7], &[4, 7], &[1, 2], &[7]]), violator(&[0, 1, 3], &[4, 7]));
        assert_eq!(matched(2, 1, &[&[1], &[]]), violator(&[1], &[]));
        assert_eq!(matched(1, 2, &[&[0], &[0], &[0]]), violator(&[0, 1, 2], &[0]));
    }

    /// Against all subsets of the left side (Hall's theorem).
    #[test]
    fn a_matching_exists_exactly_when_no_subset_reaches_too_few() {
        for bits in 0..1_usize << 12 {
            let edges: Vec<Vec<usize>> = (0..4).map(|l| (0..3).filter(|r| bits >> (3 * l + r) & 1 == 1).collect()).collect();
            let reach = |set: usize| (0..3).filter(|r| (0..4).any(|l| set >> l & 1 == 1 && edges[l].contains(r))).count();
            let possible = (0..16_usize).all(|set| set.count_ones() as usize <= 2 * reach(set));
            let found = match_all(4, 3, 2, |l| edges[l].iter().copied());
            assert_eq!(found.is_ok(), possible, "{edges:?}");
            match found {
                Ok(right_of) => {
                    assert!((0..4).all(|l| edges[l].contains(&right_of[l])));
                    assert!((0..3).all(|r| right_of.iter().filter(|x| **x == r).count() <= 2));
                }
                Err(violator) => assert_eq!(violator.left.len(), 2 * violator.right.len() + 1),
            }
        }
    }
}

//! How many of some things can each have one of the spots that suit it (Kuhn's augmenting paths). Knows no event.

use std::collections::{BTreeMap, BTreeSet};

/// The most things that can have one of their spots each, where a spot serves as many as `capacity` says.
pub(in crate::check) fn n_matched<S: Copy + Ord>(suiting: &[Vec<S>], capacity: impl Fn(&S) -> usize) -> usize {
    let mut owners: BTreeMap<S, Vec<usize>> = BTreeMap::new();
    let all = 0..suiting.len();
    all.filter(|thing| finds_spot(*thing, suiting, &capacity, &mut owners, &mut BTreeSet::new())).count()
}

/// Gives the thing a spot, moving others on if need be.
fn finds_spot<S: Copy + Ord>(
    thing: usize,
    suiting: &[Vec<S>],
    capacity: &impl Fn(&S) -> usize,
    owners: &mut BTreeMap<S, Vec<usize>>,
    seen: &mut BTreeSet<S>,
) -> bool {
    let free = suiting[thing].iter().find(|spot| owners.get(spot).map_or(0, Vec::len) < capacity(spot));
    if let Some(spot) = free {
        owners.entry(*spot).or_default().push(thing);
        return true;
    }
    for spot in &suiting[thing] {
        if !seen.insert(*spot) {
            continue;
        }
        for owner in owners.get(spot).cloned().unwrap_or_default() {
            if finds_spot(owner, suiting, capacity, owners, seen) {
                let own = owners.entry(*spot).or_default();
                own.retain(|other| *other != owner);
                own.push(thing);
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(suiting: &[&[u32]], capacity: usize) -> usize {
        n_matched(&suiting.iter().map(|spots| spots.to_vec()).collect::<Vec<_>>(), |_| capacity)
    }

    #[test]
    fn as_many_as_possible_have_a_spot() {
        assert_eq!(matched(&[], 1), 0);
        assert_eq!(matched(&[&[]], 1), 0);
        assert_eq!(matched(&[&[1], &[1]], 1), 1);
        assert_eq!(matched(&[&[1], &[1]], 2), 2);
        assert_eq!(matched(&[&[1], &[1]], 0), 0);
        assert_eq!(matched(&[&[1, 2], &[1]], 1), 2, "the first moves on");
        assert_eq!(matched(&[&[1, 2], &[2, 3], &[1, 2], &[1, 2]], 1), 3);
        assert_eq!(matched(&[&[1], &[1, 2], &[2, 3], &[3, 4], &[3], &[1]], 1), 4);
        assert_eq!(matched(&[&[1], &[1, 2], &[1], &[2], &[2]], 2), 4);
    }

    /// The most that have a spot, by trying for each all spots and none.
    fn most_by_trial(suiting: &[Vec<u32>], left: &mut [usize; 4]) -> usize {
        let Some((first, others)) = suiting.split_first() else { return 0 };
        let mut most = most_by_trial(others, left);
        for spot in first {
            if left[*spot as usize] > 0 {
                left[*spot as usize] -= 1;
                most = most.max(1 + most_by_trial(others, left));
                left[*spot as usize] += 1;
            }
        }
        most
    }

    #[test]
    fn as_many_have_a_spot_as_in_the_best_of_all_ways() {
        for seed in 0_u32..4_000 {
            let lot =
                |i: u32, n: u32| ((seed.wrapping_mul(7_919) ^ (i * i * 10_729 + i * 31)).wrapping_mul(2_654_435_761) >> 16) % n;
            let suiting: Vec<Vec<u32>> =
                (0..2 + lot(1, 6)).map(|thing| (0..4).filter(|spot| lot(10 + thing * 4 + spot, 3) == 0).collect()).collect();
            let mut capacity = [0, 1, 2, 3].map(|spot| lot(90 + spot, 4) as usize);
            let found = n_matched(&suiting, |spot| capacity[*spot as usize]);
            assert_eq!(found, most_by_trial(&suiting, &mut capacity), "{suiting:?} {capacity:?}");
        }
    }
}

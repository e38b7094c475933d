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
}

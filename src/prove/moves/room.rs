//! Whether the places, or interpreters, of a slot are enough for the meetings in it (Hall 1935), with meetings that may use the same ones counted
//! together. Knows no parties.

use std::collections::VecDeque;

/// A set of items as bits.
pub(super) type Items = Box<[u64]>;

/// Meetings of one slot on the items that are free in it, by class: those who may use the same items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Room {
    /// Meetings that find no item.
    pub short: usize,
    /// By class: one more meeting finds an item.
    pub is_open: Vec<bool>,
    /// By class: it depends, with those who find no item, on too few items.
    pub is_crowded: Vec<bool>,
}

impl Room {
    /// `n_of[class]` meetings for each class.
    pub fn of(classes: &[Items], n_of: &[usize]) -> Self {
        let n_words = classes.first().map_or(0, |items| items.len());
        let mut free: Items = vec![0; n_words].into();
        classes.iter().for_each(|items| free.iter_mut().zip(items).for_each(|(all, word)| *all |= word));
        let mut matching = Matching { classes, free, owned: vec![vec![0; n_words].into(); classes.len()] };
        let mut room = Self { short: 0, is_open: vec![false; classes.len()], is_crowded: vec![false; classes.len()] };
        let mut short_classes = Vec::new();
        for (class, n) in n_of.iter().enumerate() {
            // Where one of a class finds nothing, its others do not either.
            let n_served = (0..*n).take_while(|_| matching.serve(class)).count();
            if n_served < *n {
                room.short += n - n_served;
                short_classes.push(class);
            }
        }
        for class in short_classes {
            matching.reached(class).into_iter().for_each(|class| room.is_crowded[class] = true);
        }
        for (class, is_open) in room.is_open.iter_mut().enumerate() {
            *is_open = matching.reached(class).into_iter().any(|class| matching.open_item(class).is_some());
        }
        room
    }
}

/// Items given to classes.
struct Matching<'a> {
    classes: &'a [Items],
    free: Items,
    owned: Vec<Items>,
}

impl Matching<'_> {
    /// Gives a class one more item, along an augmenting path over classes if need be (Kuhn 1955).
    fn serve(&mut self, class: usize) -> bool {
        let mut from: Vec<Option<(usize, usize)>> = vec![None; self.classes.len()];
        let mut seen = vec![false; self.classes.len()];
        seen[class] = true;
        let mut queue = VecDeque::from([class]);
        while let Some(at) = queue.pop_front() {
            if let Some(item) = self.open_item(at) {
                remove(&mut self.free, item);
                self.hand_on(at, item, &from);
                return true;
            }
            for other in 0..self.classes.len() {
                if !seen[other]
                    && let Some(item) = common(&self.classes[at], &self.owned[other])
                {
                    seen[other] = true;
                    from[other] = Some((at, item));
                    queue.push_back(other);
                }
            }
        }
        false
    }

    /// The class takes the item and leaves the one that it is asked for, and so on back to the class that asks.
    fn hand_on(&mut self, mut class: usize, mut item: usize, from: &[Option<(usize, usize)>]) {
        loop {
            insert(&mut self.owned[class], item);
            let Some((asking, given)) = from[class] else { return };
            remove(&mut self.owned[class], given);
            (class, item) = (asking, given);
        }
    }

    /// The class and all that would have to give it an item.
    fn reached(&self, class: usize) -> Vec<usize> {
        let mut reached = vec![class];
        let mut next = 0;
        while let Some(at) = reached.get(next).copied() {
            next += 1;
            for other in 0..self.classes.len() {
                if !reached.contains(&other) && common(&self.classes[at], &self.owned[other]).is_some() {
                    reached.push(other);
                }
            }
        }
        reached
    }

    fn open_item(&self, class: usize) -> Option<usize> {
        common(&self.classes[class], &self.free)
    }
}

fn common(a: &Items, b: &Items) -> Option<usize> {
    let both = a.iter().zip(b).map(|(a, b)| a & b).enumerate().find(|(_, word)| *word != 0);
    both.map(|(i, word)| 64 * i + word.trailing_zeros() as usize)
}

fn insert(items: &mut Items, item: usize) {
    items[item / 64] |= 1 << (item % 64);
}

fn remove(items: &mut Items, item: usize) {
    items[item / 64] &= !(1 << (item % 64));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(list: &[usize]) -> Items {
        let mut items: Items = vec![0; 2].into();
        list.iter().for_each(|item| insert(&mut items, *item));
        items
    }

    #[test]
    fn who_finds_nothing_and_who_could_is_told_by_class() {
        let classes = [items(&[0, 1]), items(&[0, 1, 70]), items(&[2]), items(&[0])];
        let room = |n_of: &[usize]| Room::of(&classes, n_of);
        let all_open = room(&[0, 0, 0, 0]);
        assert_eq!((all_open.short, all_open.is_open), (0, vec![true; 4]));
        // The second class goes to 70 when the first comes, whatever it was given before.
        let full = room(&[2, 1, 0, 0]);
        assert_eq!((full.short, full.is_open), (0, vec![false, false, true, false]));
        let crowded = room(&[1, 0, 1, 2]);
        assert_eq!((crowded.short, crowded.is_crowded), (1, vec![false, false, false, true]), "only 0 is too few for two");
        let crowded = room(&[2, 0, 0, 1]);
        assert_eq!((crowded.short, crowded.is_crowded), (1, vec![true, false, false, true]));
        let crowded = room(&[2, 3, 2, 0]);
        assert_eq!((crowded.short, crowded.is_crowded), (3, vec![true, true, true, false]));
    }
}

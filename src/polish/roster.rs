//! A set of small numbers from which one can be drawn at random, kept up to date in constant time.

use crate::board::Dice;

/// Some of the numbers `0..n`.
#[derive(Clone, Debug)]
pub(crate) struct Roster {
    members: Vec<u32>,
    /// By number: its position among the members, [`ABSENT`] if it is none.
    seat: Vec<u32>,
}

const ABSENT: u32 = u32::MAX;

impl Roster {
    /// None of the numbers below `n`.
    pub fn new(n: usize) -> Self {
        Self { members: Vec::new(), seat: vec![ABSENT; n] }
    }

    /// Makes a number a member or not.
    pub fn set(&mut self, number: usize, is_member: bool) {
        let seat = self.seat[number];
        if is_member && seat == ABSENT {
            self.seat[number] = self.members.len() as u32;
            self.members.push(number as u32);
        } else if !is_member && seat != ABSENT {
            self.members.swap_remove(seat as usize);
            if let Some(moved) = self.members.get(seat as usize) {
                self.seat[*moved as usize] = seat;
            }
            self.seat[number] = ABSENT;
        }
    }

    /// Any of the members; `None` if there are none.
    pub fn draw(&self, dice: &mut Dice) -> Option<usize> {
        (!self.members.is_empty()).then(|| self.members[dice.below(self.members.len())] as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn exactly_the_members_are_drawn() {
        let (mut roster, mut dice, mut wanted) = (Roster::new(8), Dice::new(1), BTreeSet::new());
        assert_eq!(roster.draw(&mut dice), None);
        for _ in 0..200 {
            let (number, is_member) = (dice.below(8), dice.one_in(2));
            roster.set(number, is_member);
            if is_member {
                wanted.insert(number)
            } else {
                wanted.remove(&number)
            };
            let drawn: BTreeSet<usize> = (0..100).filter_map(|_| roster.draw(&mut dice)).collect();
            assert_eq!(drawn, wanted);
        }
    }
}

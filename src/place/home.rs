//! Published meetings that are in their slot but at another place, or with another interpreter, go back to their own, where only meetings
//! that are not at home themselves must make room.

use super::stand::Stand;
use crate::board::{Assignment, Board, SearchTables};
use crate::event::PairId;
use crate::problem::Problem;
use crate::timetable::Timetable;
use std::collections::{HashMap, HashSet};

/// The timetable with more of the meetings just as they were published; every meeting stays in its slot.
pub fn back_home(problem: Problem, start: &Timetable, stands: &[Stand]) -> Timetable {
    let facts = SearchTables::new(problem);
    let (mut board, left_out) = Board::from_timetable(&facts, start);
    if !left_out.is_empty() {
        return start.clone();
    }
    let homes = stands.iter().filter_map(|stand| Some((stand.pair, Assignment::of(&stand.exact?)))).collect();
    let homes = AsPublished { of: homes };
    let mut has_changed = false;
    for stand in stands {
        let away = homes.of.get(&stand.pair).filter(|home| homes.is_away(&board, stand.pair, **home));
        let Some(home) = away else { continue };
        let mark = board.mark();
        board.take(stand.pair);
        if homes.enter(&mut board, stand.pair, *home, &mut HashSet::new()) && board.walks_hold(mark) {
            board.keep();
            has_changed = true;
        } else {
            board.undo_to(mark);
        }
    }
    if has_changed { board.timetable() } else { start.clone() }
}

/// Place and interpreter of every published meeting, by pair.
struct AsPublished {
    of: HashMap<PairId, Assignment>,
}

impl AsPublished {
    /// Whether a pair is in the slot of its home, but not as it was published there.
    fn is_away(&self, board: &Board, pair: PairId, home: Assignment) -> bool {
        board.assignment(pair).is_some_and(|now| now.slot() == home.slot() && now != home)
    }

    /// Holds a pair that was taken off just so; who is in its way there finds other room in the slot. If false, the board is half changed.
    fn enter(&self, board: &mut Board, pair: PairId, to: Assignment, seen: &mut HashSet<u16>) -> bool {
        let slot = to.slot();
        if !seen.insert(to.place().0 as u16) {
            return false;
        }
        let users =
            [board.places.user(slot, to.place().0 as u16), to.interpreter().and_then(|i| board.interpreters.user(slot, i))];
        let mut ousted: Vec<(PairId, Assignment)> = Vec::new();
        for user in users.into_iter().flatten() {
            if ousted.iter().all(|(pair, _)| *pair != user) {
                let now = board.assignment(user).expect("who uses a place is held");
                if self.of.get(&user) == Some(&now) {
                    return false;
                }
                ousted.push((user, now));
                board.take(user);
            }
        }
        board.put_at(pair, to) && ousted.into_iter().all(|(user, was)| self.find_room(board, user, was, seen))
    }

    /// Holds a pair in its slot again: as it was, at home, at an open place, or where another that is not at home gives way.
    fn find_room(&self, board: &mut Board, pair: PairId, was: Assignment, seen: &mut HashSet<u16>) -> bool {
        let slot = was.slot();
        let home = self.of.get(&pair).copied().filter(|home| home.slot() == slot);
        let is_put = board.put_at(pair, was) || home.is_some_and(|home| board.put_at(pair, home));
        if is_put {
            return true;
        }
        let facts = board.facts;
        let interpreters: Vec<Option<u16>> = match was.interpreter() {
            None => vec![None],
            Some(own) => {
                let open = board.interpreters.choices(&facts.interpreters, pair, slot).map(Some);
                std::iter::once(Some(own)).chain(open).collect()
            }
        };
        let places: Vec<u16> = facts.places.items.iter(facts.places.class[pair.ix()].into()).map(|place| place as u16).collect();
        for interpreter in &interpreters {
            if places.iter().any(|place| board.put_at(pair, Assignment::new(slot, *place, *interpreter))) {
                return true;
            }
        }
        let interpreter = interpreters.into_iter().next().flatten();
        places.into_iter().any(|place| {
            let mark = board.mark();
            self.enter(board, pair, Assignment::new(slot, place, interpreter), seen) || {
                board.undo_to(mark);
                false
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::event::{PartyId, PlaceId, SlotId};
    use crate::testing::sample::{Sample, check_clean};
    use crate::timetable::Meeting;

    /// Three meetings of three buyers in one slot with four tables, at home at tables 0, 1 and 2.
    #[test]
    fn meetings_go_back_to_their_own_places_in_a_ring_and_a_guest_makes_room() {
        let event = Sample::new().smes(4).buyers(4).sessions(1, 1).tables(&[4]).all_want().event();
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let at = |n: u32, place: u32| Meeting {
            sme: PartyId(n),
            buyer: PartyId(4 + n),
            slot: SlotId(0),
            place: PlaceId(place),
            interpreter: None,
        };
        let stand = |n: u32| {
            let pair = candidates.first_between(PartyId(n), PartyId(4 + n)).expect("they want to meet");
            Stand { pair, slot: Some(SlotId(0)), exact: Some(at(n, n)) }
        };
        let stands: Vec<Stand> = (0..3).map(stand).collect();
        let places = |now: [u32; 4]| {
            let start = Timetable::new(&event, (0..4).zip(now).map(|(n, place)| at(n, place)).collect());
            let back = back_home(problem, &start, &stands);
            check_clean(&event, &back);
            let of = |n: u32| back.meetings().iter().find(|m| m.sme == PartyId(n)).expect("all are held").place.0;
            [0, 1, 2, 3].map(of)
        };
        assert_eq!(places([1, 2, 0, 3]), [0, 1, 2, 3]);
        assert_eq!(places([3, 1, 2, 0]), [0, 1, 2, 3], "the fourth has no home and gives way");
        assert_eq!(places([0, 1, 2, 3]), [0, 1, 2, 3]);
    }
}

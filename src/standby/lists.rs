//! For every meeting the SMEs that could take the place of its SME: each of the rules R01 to R12 would allow it, as if the two had wished each other.

use crate::board::{Assignment, Board, SearchTables};
use crate::candidates::Candidates;
use crate::event::{Event, PairId, PartyId, Side, Wish, WishKind};
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use std::collections::BTreeSet;

/// SMEs named for a meeting at most.
pub const MOST: usize = 3;

/// An event in which every SME may meet every buyer that does not block it, and its candidates.
pub struct Standby<'a> {
    pub(super) timetable: &'a Timetable,
    pub(super) event: Event,
    pub(super) candidates: Candidates,
    /// Pairs that a wish connects, the smaller id first.
    wished: BTreeSet<(PartyId, PartyId)>,
}

impl<'a> Standby<'a> {
    /// Who may step in in a timetable of an event.
    pub fn new(event: &Event, timetable: &'a Timetable) -> Self {
        let wishes = event.wishes.iter().filter(|wish| wish.kind != WishKind::Block);
        let wished = wishes.map(|wish| unordered(wish.from, wish.to)).collect();
        let event = open_to_all(event);
        let candidates = Candidates::new(&event);
        Self { timetable, event, candidates, wished }
    }

    /// By meeting of the timetable, in its order: who could step in, those between whom and the buyer there is a wish first, then those with the fewest
    /// meetings.
    pub fn lists(&self) -> Vec<Vec<PartyId>> {
        let facts = SearchTables::new(Problem::new(&self.event, &self.candidates));
        let mut board = Board::from_timetable(&facts, self.timetable).0;
        let mut by_meetings: Vec<PartyId> = self.event.party_ids().collect();
        by_meetings.sort_by_key(|party| (board.n_of(*party), *party));
        let pairs = self.candidates.of_meetings(self.timetable);
        let meetings = self.timetable.meetings().iter().zip(pairs);
        meetings.map(|(meeting, pair)| self.list(&mut board, &by_meetings, meeting, pair)).collect()
    }

    fn list(&self, board: &mut Board, by_meetings: &[PartyId], meeting: &Meeting, pair: Option<PairId>) -> Vec<PartyId> {
        let Some(pair) = pair.filter(|pair| board.slot(*pair) == Some(meeting.slot)) else { return Vec::new() };
        let mark = board.mark();
        board.take(pair);
        let side = self.event.party(meeting.sme).side;
        let others = by_meetings.iter().copied().filter(|party| self.event.party(*party).side == side);
        let others: Vec<PartyId> = others.filter(|party| !meeting.parties().contains(party)).collect();
        let wished = |party: &&PartyId| self.wished.contains(&unordered(**party, meeting.buyer));
        let (first, then): (Vec<&PartyId>, Vec<&PartyId>) = others.iter().partition(wished);
        let mut list = Vec::new();
        for party in first.into_iter().chain(then) {
            let before = board.mark();
            if self.step_in(board, *party, meeting) {
                board.undo_to(before);
                list.push(*party);
            }
            if list.len() == MOST {
                break;
            }
        }
        board.undo_to(mark);
        list
    }

    /// Holds the meeting, which is off the board, with another SME, if the rules allow it.
    pub(super) fn step_in(&self, board: &mut Board, party: PartyId, meeting: &Meeting) -> bool {
        let Some(first) = self.candidates.first_between(party, meeting.buyer) else { return false };
        let id = board.first_unheld(first);
        let pair = self.candidates.pair(id);
        if pair.fixed.is_some() || !board.open(id, meeting.slot) {
            return false;
        }
        let interpreter = meeting.interpreter.filter(|_| pair.interpreters.is_some());
        board.put_at(id, Assignment::of(&Meeting { sme: pair.sme, buyer: pair.buyer, interpreter, ..*meeting }))
    }
}

/// The event as if every SME and buyer between whom there is no wish and no block wished to meet, each meeting worth as much as any other.
fn open_to_all(event: &Event) -> Event {
    let mut all = event.clone();
    let named: BTreeSet<(PartyId, PartyId)> = event.wishes.iter().map(|wish| unordered(wish.from, wish.to)).collect();
    let of_side = |side: Side| event.party_ids().filter(move |party| event.party(*party).side == side);
    for from in of_side(Side::Sme) {
        for to in of_side(Side::Buyer).filter(|to| !named.contains(&unordered(from, *to))) {
            all.wishes.push(wish(from, to));
        }
    }
    (all.value.sme_weight, all.value.buyer_weight, all.value.mutual_bonus) = (1, 1, 0);
    all.value.tags.clear();
    all.parties.iter_mut().for_each(|party| party.bonus = 0);
    all.wishes.iter_mut().for_each(|wish| wish.score = Some(50));
    all
}

fn wish(from: PartyId, to: PartyId) -> Wish {
    Wish { score: Some(50), ..Wish::new(from, to, WishKind::Want) }
}

fn unordered(a: PartyId, b: PartyId) -> (PartyId, PartyId) {
    (a.min(b), a.max(b))
}

//! What happens when SMEs do not come, with and without a standby list: days on which each stays away are drawn at random, many times over.

use super::lists::Standby;
use crate::board::{Board, Dice, SearchTables};
use crate::event::{PartyId, Side};
use crate::problem::Problem;
use crate::timetable::Meeting;

/// Times that it is drawn.
const DRAWS: usize = 100;
/// The share of no-shows is given in units of one in so many.
const SHARES: u32 = 10_000;

/// Means over all draws, in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoShow {
    /// Times that it was drawn.
    pub draws: usize,
    /// Meetings of the timetable; no mean.
    pub planned: usize,
    /// Meetings whose SME comes.
    pub kept: usize,
    /// Further meetings that an SME of the list holds.
    pub saved: usize,
    /// SMEs that come on some day and have no meeting, without a list.
    pub with_none: usize,
    /// The same with a list.
    pub with_none_left: usize,
}

impl Standby<'_> {
    /// Each SME stays away on each day with a probability of `share` in 10,000. For each of its meetings the first of the list steps in who is there and
    /// free; of other meetings that it holds already nothing is taken.
    pub fn no_show(&self, lists: &[Vec<PartyId>], share: u32, seed: u64) -> NoShow {
        let facts = SearchTables::new(Problem::new(&self.event, &self.candidates));
        let mut board = Board::from_timetable(&facts, self.timetable).0;
        let mut dice = Dice::new(seed);
        let mut sum = NoShow { draws: DRAWS, planned: self.timetable.len(), ..NoShow::default() };
        for _ in 0..DRAWS {
            board.keep();
            self.draw(&mut board, lists, &self.absent(share, &mut dice), &mut sum);
            board.undo_to(0);
        }
        for total in [&mut sum.kept, &mut sum.saved, &mut sum.with_none, &mut sum.with_none_left] {
            *total = (*total * 100 + DRAWS / 2) / DRAWS;
        }
        sum
    }

    /// By party and day: it stays away.
    fn absent(&self, share: u32, dice: &mut Dice) -> Vec<Vec<bool>> {
        let n_days = self.event.grid.days.len();
        let draw = |party: PartyId, dice: &mut Dice| {
            let is_sme = self.event.party(party).side == Side::Sme;
            (0..n_days).map(|_| is_sme && (dice.below(SHARES as usize) as u32) < share).collect()
        };
        self.event.party_ids().map(|party| draw(party, dice)).collect()
    }

    fn draw(&self, board: &mut Board, lists: &[Vec<PartyId>], absent: &[Vec<bool>], sum: &mut NoShow) {
        let is_away = |party: PartyId, m: &Meeting| absent[party.ix()][self.event.grid.day_of(m.slot).ix()];
        let pairs = self.candidates.of_meetings(self.timetable);
        let mut missed: Vec<(usize, &Meeting)> = Vec::new();
        for (i, meeting) in self.timetable.meetings().iter().enumerate() {
            let pair = pairs[i].filter(|pair| board.slot(*pair) == Some(meeting.slot));
            if let Some(pair) = pair.filter(|_| is_away(meeting.sme, meeting)) {
                board.take(pair);
                missed.push((i, meeting));
            }
        }
        let comes = |party: &PartyId| self.event.party(*party).side == Side::Sme && absent[party.ix()].contains(&false);
        let n_with_none = |board: &Board| self.event.party_ids().filter(comes).filter(|party| board.n_of(*party) == 0).count();
        sum.kept += self.timetable.len() - missed.len();
        sum.with_none += n_with_none(board);
        for (i, meeting) in missed {
            let steps_in = |party: &&PartyId| !is_away(**party, meeting) && self.step_in(board, **party, meeting);
            sum.saved += usize::from(lists[i].iter().find(steps_in).is_some());
        }
        sum.with_none_left += n_with_none(board);
    }
}

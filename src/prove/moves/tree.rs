//! The search tree: something is too much somewhere, so one of those concerned moves; whoever comes too many by that moves on, within a number of moves.
//! Exact for the rules that `seating` asks: a meeting moves once at most, and whoever was tried and did not help stays.

use super::seating::{KINDS, Seating, Trouble, Way};
use crate::stop::Stop;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// With all in their places.
    Found,
    /// There is no way.
    Nothing,
    /// Before an answer.
    Cut,
    /// To begin anew with what failed first.
    Restart,
}

/// Steps that a look at one trouble counts for.
const STEPS_FOR_TROUBLE: u64 = 4;
/// Times that the search begins anew.
const RESTARTS: u32 = 60;
/// Times that the other rules are asked.
pub(super) const REFUSALS: u32 = 12;

/// One search.
pub(super) struct Tree<'a> {
    pub seating: &'a mut Seating,
    /// Moves that it may take.
    pub most: usize,
    pub n_moved: usize,
    /// By meeting: it has moved, or stays for good.
    pub decided: Vec<bool>,
    /// By meeting: what the search found depends on it.
    pub looked_at: &'a mut [bool],
    pub steps_left: &'a mut u64,
    pub stop: &'a Stop,
    /// Whether the other rules agree with where the meetings are.
    pub accept: &'a mut dyn FnMut(&Seating) -> bool,
    /// Troubles that are there from the beginning: how early each is mended, because it could not be before.
    pub weight: &'a mut BTreeMap<Trouble, u32>,
    pub restarts_left: u32,
    pub refusals_left: u32,
}

/// A meeting with the ways that it may go, each with the moves that are then needed at least.
type Options = (usize, Vec<(usize, Way)>);

impl<'a> Tree<'a> {
    pub fn search(&mut self) -> Ended {
        self.restarts_left = RESTARTS;
        loop {
            let ended = self.mend();
            if ended != Ended::Restart {
                return ended;
            }
        }
    }

    fn mend(&mut self) -> Ended {
        let troubles = self.seating.troubles();
        // To look at all of them costs as much as some looks at a way.
        *self.steps_left = self.steps_left.saturating_sub(STEPS_FOR_TROUBLE * troubles.len() as u64);
        let Some(trouble) = self.first(&troubles) else {
            return self.ask_others();
        };
        if self.stop.now() {
            return Ended::Cut;
        }
        let Some(options) = self.options(trouble) else { return Ended::Cut };
        let mut ended = Ended::Nothing;
        for (meeting, ways) in &options {
            self.decided[*meeting] = true;
            for (_, way) in ways {
                let undo = self.seating.go(*meeting, Some(*way));
                self.n_moved += 1;
                ended = self.mend();
                if ended == Ended::Found {
                    return ended;
                }
                self.n_moved -= 1;
                self.seating.undo(undo);
                if ended != Ended::Nothing {
                    break;
                }
            }
            if ended != Ended::Nothing {
                break;
            }
        }
        options.iter().for_each(|(meeting, _)| self.decided[*meeting] = false);
        if ended == Ended::Nothing { self.fail(trouble) } else { ended }
    }

    /// Nothing is too much anywhere: what the other rules say.
    fn ask_others(&mut self) -> Ended {
        if (self.accept)(self.seating) {
            return Ended::Found;
        }
        self.refusals_left = self.refusals_left.saturating_sub(1);
        if self.refusals_left == 0 { Ended::Cut } else { Ended::Nothing }
    }

    /// What could not be mended is tried first from now on, if other decisions came before it.
    fn fail(&mut self, trouble: Trouble) -> Ended {
        let highest = self.weight.values().max().copied().unwrap_or(0);
        let Some(weight) = self.weight.get_mut(&trouble) else { return Ended::Nothing };
        let is_first = self.n_moved == 0 || *weight > 0 && *weight == highest;
        *weight = highest + u32::from(!is_first);
        if is_first || self.restarts_left == 0 {
            return Ended::Nothing;
        }
        self.restarts_left -= 1;
        Ended::Restart
    }

    /// What failed before comes first, then what concerns the fewest.
    fn first(&self, troubles: &[(Trouble, usize)]) -> Option<Trouble> {
        let weight = |trouble: &Trouble| self.weight.get(trouble).copied().unwrap_or(0);
        let urgency = |(trouble, n): &&(Trouble, usize)| (Reverse(weight(trouble)), *n, *trouble);
        troubles.iter().min_by_key(urgency).map(|(trouble, _)| *trouble)
    }

    /// Who may move where to mend it, those who need the fewest moves first. `None` if there are no steps left.
    fn options(&mut self, trouble: Trouble) -> Option<Vec<Options>> {
        let mut options: Vec<Options> = Vec::new();
        for meeting in self.seating.crowd(trouble) {
            self.looked_at[meeting] = true;
            if self.decided[meeting] {
                continue;
            }
            *self.steps_left = self.steps_left.checked_sub(self.seating.meetings[meeting].ways.len() as u64)?;
            let mut ways = self.ways(meeting);
            ways.retain(|(_, way)| self.seating.leaves(trouble, way));
            if !ways.is_empty() {
                ways.sort_by_key(|(needed, _)| *needed);
                options.push((meeting, ways));
            }
        }
        options.sort_by_key(|(_, ways)| ways[0].0);
        Some(options)
    }

    /// Where a meeting may go so that the moves may still be enough.
    fn ways(&mut self, meeting: usize) -> Vec<(usize, Way)> {
        let undo = self.seating.go(meeting, None);
        // It stands nowhere for a moment.
        let without = self.n_moved + self.seating.lower;
        let home = self.seating.meetings[meeting].home;
        let mut ways = Vec::new();
        for i in 0..self.seating.meetings[meeting].ways.len() {
            let way = self.seating.meetings[meeting].ways[i];
            if Some(way.slot) == home {
                continue;
            }
            let more = self.seating.n_more_leaving(meeting, &way);
            if more > 0 {
                self.look_at_rivals(meeting, &way);
            }
            if without + more <= self.most {
                ways.push((without + more, way));
            }
        }
        self.seating.undo(undo);
        ways
    }

    /// Those who stand in the way.
    fn look_at_rivals(&mut self, meeting: usize, way: &Way) {
        let seating = &*self.seating;
        let full: Vec<usize> = seating.parties_full(meeting, way.slot).collect();
        let mut rivals: Vec<usize> = full.into_iter().flat_map(|party| seating.of_party(party, way.slot)).collect();
        if rivals.is_empty() {
            for kind in KINDS {
                if way.classes[kind].is_some_and(|class| seating.is_full(kind, class, way.slot)) {
                    rivals.extend(seating.full_room(kind, way.slot));
                }
            }
        }
        rivals.into_iter().for_each(|m| self.looked_at[m] = true);
    }
}

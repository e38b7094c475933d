//! Tries all ways to hold a few pairs, to see whether more than a given number of their meetings can be held in one timetable, or whether they can
//! with fewer changes of where they stand.
//!
//! Only rules that further meetings cannot mend are asked: what no way of holding just these pairs allows, no timetable has. Both are
//! counted as held: fixed meetings and others.

use super::matching::n_matched;
use super::ways::{Fixed, Holdable, Ways};
use crate::check::unordered::unordered;
use crate::event::{DayId, HallId, InterpreterId, PartyId, PlaceId, SlotId};
use std::collections::{BTreeMap, BTreeSet};

/// What trying all ways found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Found {
    /// No more meetings can be held.
    NoMore,
    More,
    /// There were more ways than steps.
    Unknown,
}

/// Whether more than `at_most` meetings of these pairs can be held; every look at a choice takes a step.
pub(super) fn more_than(at_most: i128, pairs: &[&Holdable], ways: &Ways, steps: &mut u64) -> Found {
    let n: usize = pairs.iter().map(|pair| pair.n_meetings()).sum();
    if at_most >= n as i128 {
        return Found::NoMore;
    }
    if n > MOST_MEETINGS {
        return Found::Unknown;
    }
    // One more than allowed: as many may be left out.
    let may_skip = (n as i128 - at_most.max(-1) - 1) as usize;
    let mut search = Search::new(pairs, n, ways);
    search.steps = *steps;
    let found = search.can_hold(Budget { skips: may_skip, moves: usize::MAX });
    *steps = search.steps;
    found
}

/// A published meeting of a pair that meets once.
pub(in crate::check) struct Stood {
    pub pair: Holdable,
    /// The slot in which it was published; `None` if there is no such slot any more.
    pub slot: Option<SlotId>,
}

/// Whether all of these can be held but for so many that are dropped, and so many that move; every look at a choice takes a step.
pub(in crate::check) fn with_changes(stood: &[Stood], budget: Budget, ways: &Ways, steps: &mut u64) -> Found {
    if stood.len() > MOST_MEETINGS {
        return Found::Unknown;
    }
    // One that has no slot left is dropped, and asks no question.
    let open: Vec<&Stood> = stood.iter().filter(|stood| stood.pair.n_meetings() > 0).collect();
    let Some(skips) = budget.skips.checked_sub(stood.len() - open.len()) else { return Found::NoMore };
    let pairs: Vec<&Holdable> = open.iter().map(|stood| &stood.pair).collect();
    let mut search = Search::new(&pairs, open.len(), ways);
    if search.meetings.len() != open.len() {
        return Found::Unknown;
    }
    for (question, stood) in search.meetings.iter_mut().zip(open) {
        question.stays = Stays::In(stood.slot);
        question.choices.sort_by_key(|choice| Some(choice.slot) != stood.slot);
    }
    search.steps = *steps;
    let found = search.can_hold(Budget { skips, ..budget });
    *steps = search.steps;
    found
}

/// How many meetings may be left out, and how many may stand elsewhere than they did.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Budget {
    pub skips: usize,
    pub moves: usize,
}

/// Where a meeting stands if it does not move.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stays {
    /// It stood nowhere, so it does not move.
    Anywhere,
    In(Option<SlotId>),
}

/// More than this many meetings are not tried.
const MOST_MEETINGS: usize = 200;
/// With more than this many places in slots nobody asks whether they are enough.
const MOST_SPOTS: usize = 2_000;
/// The same for meetings that stay: each has the places of one slot.
const MOST_SPOTS_STAYING: usize = 20_000;

/// A meeting to be held or left out.
struct Question<'a> {
    pair: &'a Holdable,
    /// Which of the pair's meetings that no pin fixes: these stand in order of time.
    open_ix: Option<u32>,
    stays: Stays,
    choices: Vec<Choice>,
}

/// Where a meeting may stand.
struct Choice {
    slot: SlotId,
    /// `None`: in any hall, because none is far from another.
    hall: Option<HallId>,
    /// As many as there are meetings are enough: one of them is always left.
    places: Vec<PlaceId>,
    /// `None`: nobody is needed.
    interpreters: Option<Vec<InterpreterId>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// At this choice.
    Held(usize),
    LeftOut,
}

struct Search<'a> {
    ways: &'a Ways<'a>,
    meetings: Vec<Question<'a>>,
    states: Vec<State>,
    /// Pairs of order.csv, the first before the second.
    orders: Vec<[(PartyId, PartyId); 2]>,
    steps: u64,
}

impl<'a> Search<'a> {
    /// `n`: how many meetings the pairs can have.
    fn new(pairs: &[&'a Holdable], n: usize, ways: &'a Ways<'a>) -> Self {
        let mut meetings = Vec::new();
        for pair in pairs {
            for fixed in &pair.fixed {
                let choices = choices(ways, pair, [fixed.slot].into_iter(), Some(*fixed), n);
                meetings.push(Question { pair, open_ix: None, stays: Stays::Anywhere, choices });
            }
            for ix in 0..pair.n_open_in_slots() as u32 {
                let choices = choices(ways, pair, pair.slots.iter(), None, n);
                meetings.push(Question { pair, open_ix: Some(ix), stays: Stays::Anywhere, choices });
            }
        }
        let orders = ways.derived.event.orders.iter();
        let orders = orders.map(|order| [order.first, order.then].map(|(a, b)| unordered(a, b))).collect();
        Self { ways, states: vec![State::Open; meetings.len()], meetings, orders, steps: 0 }
    }

    /// Whether all meetings that are still open can be held within the budget.
    fn can_hold(&mut self, budget: Budget) -> Found {
        let Some(mut possible) = self.possible() else { return Found::Unknown };
        if budget.moves != usize::MAX {
            if self.n_changing_at_least(&possible) > budget.skips.saturating_add(budget.moves) {
                return Found::NoMore;
            }
            let forced = self.forced(&mut possible, budget);
            if !forced.is_empty() {
                return self.with_held(&forced, budget);
            }
        }
        if self.n_left_out_at_least(&possible, MOST_SPOTS) > budget.skips {
            return Found::NoMore;
        }
        let Some(at) = self.most_decisive(&possible, budget) else { return Found::More };
        let (meeting, choices) = possible.swap_remove(at);
        let held = choices.into_iter().map(|choice| {
            let moves = budget.moves.checked_sub(usize::from(self.moves(meeting, choice)));
            moves.map(|moves| (State::Held(choice), Budget { moves, ..budget }))
        });
        let left_out = budget.skips.checked_sub(1).map(|skips| (State::LeftOut, Budget { skips, ..budget }));
        for (state, budget) in held.flatten().chain(left_out).collect::<Vec<_>>() {
            self.states[meeting] = state;
            let found = self.can_hold(budget);
            if found != Found::NoMore {
                return found;
            }
        }
        self.states[meeting] = State::Open;
        Found::NoMore
    }

    /// The open meetings, each with its choices that go with what is held. `None` if there are no steps left.
    fn possible(&mut self) -> Option<Vec<(usize, Vec<usize>)>> {
        let open: Vec<usize> = (0..self.meetings.len()).filter(|m| self.states[*m] == State::Open).collect();
        let mut possible = Vec::new();
        for meeting in open {
            let n_choices = self.meetings[meeting].choices.len();
            self.steps = self.steps.checked_sub(n_choices as u64)?;
            possible.push((meeting, (0..n_choices).filter(|choice| self.fits(meeting, *choice)).collect()));
        }
        Some(possible)
    }

    /// One of the choices leaves the meeting where it stood.
    fn can_stay(&self, (meeting, choices): &(usize, Vec<usize>)) -> bool {
        choices.iter().any(|choice| !self.moves(*meeting, *choice))
    }

    /// Where those who cannot stay use up the budget, whoever can stay does: takes the other choices from them, and gives those who have one choice left.
    fn forced(&self, possible: &mut [(usize, Vec<usize>)], budget: Budget) -> Vec<(usize, usize)> {
        let n_gone = possible.iter().filter(|open| !self.can_stay(open)).count();
        if n_gone != budget.skips.saturating_add(budget.moves) {
            return Vec::new();
        }
        let mut forced = Vec::new();
        for (meeting, choices) in possible.iter_mut() {
            if self.can_stay(&(*meeting, choices.clone())) {
                choices.retain(|choice| !self.moves(*meeting, *choice));
                forced.extend((choices.len() == 1).then(|| (*meeting, choices[0])));
            }
        }
        forced
    }

    /// The meeting to decide next: one that cannot stay, if there is one, and of those the one with the fewest choices beside all that stay.
    fn most_decisive(&mut self, possible: &[(usize, Vec<usize>)], budget: Budget) -> Option<usize> {
        let beside = if budget.moves == usize::MAX { vec![0; possible.len()] } else { self.n_beside_staying(possible) };
        let rank = |at: &usize| {
            let open = &possible[*at];
            (self.can_stay(open), beside[*at], open.1.len(), open.0)
        };
        (0..possible.len()).min_by_key(rank)
    }

    /// As [`Search::can_hold`] with these held too.
    fn with_held(&mut self, forced: &[(usize, usize)], budget: Budget) -> Found {
        let mut found = Found::NoMore;
        let mut all_fit = true;
        for (meeting, choice) in forced {
            all_fit &= self.fits(*meeting, *choice);
            self.states[*meeting] = State::Held(*choice);
            if !all_fit {
                break;
            }
        }
        if all_fit {
            found = self.can_hold(budget);
        }
        forced.iter().for_each(|(meeting, _)| self.states[*meeting] = State::Open);
        found
    }

    /// For each of the open meetings how many of its choices go with all others that stay where they stood, as far as they fit.
    fn n_beside_staying(&mut self, possible: &[(usize, Vec<usize>)]) -> Vec<usize> {
        let before = self.states.clone();
        for (meeting, choices) in possible {
            let staying = choices.iter().find(|choice| !self.moves(*meeting, **choice));
            if let Some(choice) = staying.filter(|choice| self.fits(*meeting, **choice)) {
                self.states[*meeting] = State::Held(*choice);
            }
        }
        let count = |(meeting, choices): &(usize, Vec<usize>)| match self.states[*meeting] {
            State::Held(_) => 0,
            _ => choices.iter().filter(|choice| self.fits(*meeting, **choice)).count(),
        };
        let counts = possible.iter().map(count).collect();
        self.states = before;
        counts
    }

    /// The choice is another slot than the one in which the meeting stands.
    fn moves(&self, meeting: usize, choice: usize) -> bool {
        let question = &self.meetings[meeting];
        matches!(question.stays, Stays::In(slot) if slot != Some(question.choices[choice].slot))
    }

    /// How many of the open meetings cannot all stay where they stood.
    fn n_changing_at_least(&self, possible: &[(usize, Vec<usize>)]) -> usize {
        let staying = |(meeting, choices): &(usize, Vec<usize>)| {
            (*meeting, choices.iter().copied().filter(|choice| !self.moves(*meeting, *choice)).collect::<Vec<_>>())
        };
        let staying: Vec<(usize, Vec<usize>)> = possible.iter().map(staying).collect();
        let n_gone = staying.iter().filter(|(_, choices)| choices.is_empty()).count();
        n_gone.max(self.n_left_out_at_least(&staying, MOST_SPOTS_STAYING))
    }

    /// How many of the open meetings no way can hold, seen from the party, or the places, that can hold the fewest (Hall).
    fn n_left_out_at_least(&self, possible: &[(usize, Vec<usize>)], most_spots: usize) -> usize {
        let mut parties: Vec<PartyId> = possible.iter().flat_map(|(meeting, _)| self.meetings[*meeting].pair.parties()).collect();
        parties.sort();
        parties.dedup();
        let of_parties = parties.into_iter().map(|party| {
            let own = possible.iter().filter(|(meeting, _)| self.meetings[*meeting].pair.parties().contains(&party));
            let slots: Vec<Vec<SlotId>> = own.map(|(meeting, choices)| self.slots(*meeting, choices)).collect();
            let capacity = self.ways.derived.event.party(party).capacity as usize;
            let busy: Vec<SlotId> = self.held_by(party).map(|(_, choice)| choice.slot).collect();
            let matched = n_matched(&slots, |slot| capacity.saturating_sub(busy.iter().filter(|b| *b == slot).count()));
            let most = self.most_meetings(party, slots.iter().flatten().chain(&busy).copied().collect());
            slots.len() - matched.min(most.saturating_sub(busy.len()))
        });
        of_parties.chain([self.n_without_place(possible, most_spots)]).max().unwrap_or(0)
    }

    /// R05 and R09: the most meetings of the party in these slots. Of a run of slots, each after the longest run of meetings stays free.
    fn most_meetings(&self, party: PartyId, slots: BTreeSet<SlotId>) -> usize {
        let (grid, p) = (&self.ways.derived.event.grid, self.ways.derived.event.party(party));
        let limit = |most: Option<u32>| most.map_or(usize::MAX, |most| most as usize);
        let mut runs: Vec<(DayId, usize)> = Vec::new();
        for slot in &slots {
            let before = slot.0.checked_sub(1).map(SlotId).filter(|before| grid.session_of(*before) == grid.session_of(*slot));
            match runs.last_mut().filter(|_| before.is_some_and(|before| slots.contains(&before))) {
                Some((_, run)) => *run += 1,
                None => runs.push((grid.day_of(*slot), 1)),
            }
        }
        let mut by_day: BTreeMap<DayId, usize> = BTreeMap::new();
        for (day, run) in runs {
            *by_day.entry(day).or_default() += run - run / limit(p.max_in_a_row).saturating_add(1);
        }
        let on_day = |used: usize| used.saturating_mul(p.capacity as usize).min(limit(p.max_per_day));
        by_day.into_values().map(on_day).sum::<usize>().min(limit(p.max_meetings))
    }

    /// How many of the open meetings find no place in any of their slots, where everyone's places count.
    fn n_without_place(&self, possible: &[(usize, Vec<usize>)], most_spots: usize) -> usize {
        let spots_of = |meeting: &usize, choices: &[usize]| -> Vec<(SlotId, PlaceId)> {
            let choices = choices.iter().map(|choice| &self.meetings[*meeting].choices[*choice]);
            choices.flat_map(|choice| choice.places.iter().map(|place| (choice.slot, *place))).collect()
        };
        let mut spots: Vec<Vec<(SlotId, PlaceId)>> = possible.iter().map(|(m, choices)| spots_of(m, choices)).collect();
        let n_open = spots.len();
        if spots.iter().map(Vec::len).sum::<usize>() > most_spots {
            return 0;
        }
        let n_held = self.states.iter().filter(|state| matches!(state, State::Held(_))).count();
        spots.extend((0..self.states.len()).filter_map(|m| match self.states[m] {
            State::Held(choice) => Some(spots_of(&m, &[choice])),
            State::Open | State::LeftOut => None,
        }));
        n_open + n_held - n_matched(&spots, |_| 1)
    }

    fn slots(&self, meeting: usize, choices: &[usize]) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> = choices.iter().map(|choice| self.meetings[meeting].choices[*choice].slot).collect();
        slots.dedup();
        slots
    }

    fn held(&self) -> impl Iterator<Item = (&Question<'a>, &Choice)> {
        self.meetings.iter().zip(&self.states).filter_map(|(meeting, state)| match state {
            State::Held(choice) => Some((meeting, &meeting.choices[*choice])),
            State::Open | State::LeftOut => None,
        })
    }

    fn held_by(&self, party: PartyId) -> impl Iterator<Item = (&Question<'a>, &Choice)> {
        self.held().filter(move |(meeting, _)| meeting.pair.parties().contains(&party))
    }

    /// The choice goes with what is held.
    fn fits(&self, meeting: usize, choice: usize) -> bool {
        let (question, choice) = (&self.meetings[meeting], &self.meetings[meeting].choices[choice]);
        question.pair.parties().into_iter().all(|party| self.party_can(party, choice))
            && self.goes_with_pair(question, choice)
            && self.goes_with_org(question)
            && self.goes_with_orders(question, choice)
            && self.has_spots(choice)
    }

    /// R01, R05, R08, R09 of one party.
    fn party_can(&self, party: PartyId, choice: &Choice) -> bool {
        let (grid, p) = (&self.ways.derived.event.grid, self.ways.derived.event.party(party));
        let day = grid.day_of(choice.slot);
        let n = |test: &dyn Fn(&Choice) -> bool| self.held_by(party).filter(|(_, held)| test(held)).count() as u32;
        n(&|held| held.slot == choice.slot) < p.capacity
            && p.max_meetings.is_none_or(|most| n(&|_| true) < most)
            && p.max_per_day.is_none_or(|most| n(&|held| grid.day_of(held.slot) == day) < most)
            && p.max_in_a_row.is_none_or(|most| self.run_with(party, choice.slot) <= most)
            && (p.capacity > 1 || self.held_by(party).all(|(_, held)| self.can_walk(party, held, choice)))
    }

    /// Length of the run of slots of a session in which the party meets, with one slot more.
    fn run_with(&self, party: PartyId, slot: SlotId) -> u32 {
        let grid = &self.ways.derived.event.grid;
        let (first, end) = grid.sessions[grid.session_of(slot).ix()].slots;
        let busy = |slot: &u32| self.held_by(party).any(|(_, held)| held.slot.0 == *slot);
        let before = (first.0..slot.0).rev().take_while(busy).count();
        let after = (slot.0 + 1..end.0).take_while(busy).count();
        (before + 1 + after) as u32
    }

    /// R08 between two meetings of a party, whatever lies between them.
    fn can_walk(&self, party: PartyId, a: &Choice, b: &Choice) -> bool {
        let (Some(here), Some(there)) = (a.hall, b.hall) else { return true };
        let mut both = [(a.slot, here), (b.slot, there)];
        both.sort();
        a.slot == b.slot || self.ways.can_walk(party, both)
    }

    /// R03: meetings of a pair stand in different slots; those that no pin fixes in the order in which they are counted.
    fn goes_with_pair(&self, question: &Question, choice: &Choice) -> bool {
        let others = self.held().filter(|(other, _)| std::ptr::eq(other.pair, question.pair));
        others.into_iter().all(|(other, held)| match (other.open_ix, question.open_ix) {
            (Some(earlier), Some(later)) if earlier < later => held.slot < choice.slot,
            (Some(_), Some(_)) => choice.slot < held.slot,
            _ => held.slot != choice.slot,
        })
    }

    /// R11
    fn goes_with_org(&self, question: &Question) -> bool {
        let event = self.ways.derived.event;
        let (sme, buyer) = (question.pair.sme, question.pair.buyer);
        let org = event.party(buyer).org.as_str();
        let same =
            |other: &Question| other.pair.sme == sme && other.pair.buyer != buyer && event.party(other.pair.buyer).org == org;
        !self.ways.derived.meets_one_buyer_of(sme, org) || !self.held().any(|(other, _)| same(other))
    }

    /// R12
    fn goes_with_orders(&self, question: &Question, choice: &Choice) -> bool {
        let key = |question: &Question| unordered(question.pair.sme, question.pair.buyer);
        let own = key(question);
        self.orders.iter().filter(|order| order.contains(&own)).all(|[first, then]| {
            self.held().all(|(other, held)| {
                let too_late = *first == own && key(other) == *then && choice.slot >= held.slot;
                let too_early = *then == own && key(other) == *first && held.slot >= choice.slot;
                !too_late && !too_early
            })
        })
    }

    /// R04 and R10: all meetings of the slot find a place each, and an interpreter each who needs one.
    fn has_spots(&self, choice: &Choice) -> bool {
        let at_once: Vec<&Choice> =
            self.held().map(|(_, held)| held).filter(|held| held.slot == choice.slot).chain([choice]).collect();
        let places: Vec<Vec<PlaceId>> = at_once.iter().map(|choice| choice.places.clone()).collect();
        let interpreters: Vec<Vec<InterpreterId>> = at_once.iter().filter_map(|choice| choice.interpreters.clone()).collect();
        n_matched(&places, |_| 1) == places.len() && n_matched(&interpreters, |_| 1) == interpreters.len()
    }
}

/// Where a meeting of a pair may stand, hall by hall where halls are apart. `n`: places that are enough.
fn choices(ways: &Ways, pair: &Holdable, slots: impl Iterator<Item = SlotId>, fixed: Option<Fixed>, n: usize) -> Vec<Choice> {
    let event = ways.derived.event;
    let apart = event.walk_min.iter().flatten().any(|min| *min > 0);
    let able = ways.interpreters(ways.languages(pair));
    let suiting: Vec<PlaceId> = (0..event.places.len()).map(PlaceId::at).filter(|place| ways.suits(pair, *place)).collect();
    let mut choices = Vec::new();
    for slot in slots {
        let interpreters = able.as_ref().map(|able| {
            able.iter().copied().filter(|who| ways.derived.interpreter_free(*who).contains(slot)).collect::<Vec<_>>()
        });
        if interpreters.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let open: Vec<PlaceId> = suiting.iter().copied().filter(|place| ways.may_stand(pair, slot, *place, fixed)).collect();
        let halls: Vec<Option<HallId>> =
            if apart { (0..event.halls.len()).map(|h| Some(HallId::at(h))).collect() } else { vec![None] };
        for hall in halls {
            let here = open.iter().copied().filter(|place| hall.is_none_or(|hall| event.place(*place).hall == hall));
            let places: Vec<PlaceId> = here.take(n).collect();
            if !places.is_empty() {
                choices.push(Choice { slot, hall, places, interpreters: interpreters.clone() });
            }
        }
    }
    choices
}

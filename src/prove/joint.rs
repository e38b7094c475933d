//! Can these pairs be held together? Asked of the SAT solver under every hard rule; if not, a small set of pairs that cannot is returned.

use super::model::{Concern, Model, ModelOptions};
use crate::bounds::too_many_for_a_party;
use crate::event::{PairId, PartyId, SlotId};
use crate::problem::Problem;
use crate::rule::RuleId;
use crate::sat::{Answer, Lit, NO_LIMIT, Ties, at_most, count};
use crate::stop::Stop;
use crate::timetable::Timetable;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a set of pairs can be held at once.
#[derive(Clone, Debug)]
pub enum JointPlacement {
    /// All of them are in it, nothing else is, and every rule holds.
    Placed(Timetable),
    /// These of them cannot all be held, whichever others of the set are; if `cores_are_final`, whatever other pairs are held.
    Impossible(Vec<PairId>),
    /// Stopped before an answer.
    Unknown,
}

/// How long to look for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Until there is one, or the stop.
    Endless,
    /// A fixed number of steps, the same on every machine and few enough to leave most of the time for what comes after.
    Short,
}

/// Decisions that one step of making a core smaller may take.
const SHRINK_DECISIONS: u64 = 30_000;
/// Decisions that a question about a part of the pairs may take.
const PART_DECISIONS: u64 = 200_000;
/// Decisions, times the pairs, that the question about everything may take if work remains for later: a decision costs more where there is more
/// to decide.
const WHOLE_EFFORT: u64 = 300_000_000;
/// Pairs that [`place_nearby`] tries.
const NEARBY_PAIRS: usize = 50;
/// Cores above this size are only shrunk by asking again, not pair by pair.
const SHRINK_PAIRS: usize = 60;
/// Parties with fewer wanted meetings get no counter of their busy slots.
const COUNTED_MEETINGS: usize = 4;
/// How far from the pairs that are missing in the hint parts of the event are looked at by themselves.
const REACHES: [usize; 2] = [1, 2];

/// What is asked.
#[derive(Clone, Copy)]
struct Question<'a> {
    problem: Problem<'a>,
    stop: &'a Stop,
}

/// Whether pairs that cannot be held together by themselves cannot be held with others either: others may fill gaps (R13) or stand between two
/// halls that are too far apart.
pub fn cores_are_final(problem: Problem) -> bool {
    problem.event.rules.max_gap_difference.is_none() && !problem.candidates.walks.detours_help()
}

/// Can all `wanted` pairs be held together under every hard rule? `hint` is a timetable of `wanted` pairs to start from, as full as can be.
///
/// Ever larger neighbourhoods of the pairs that the hint lacks are tried first. If one of them alone is infeasible, so is the whole, with few
/// pairs to blame; if it is feasible with everything else left where the hint has it, so is the whole. Only then is the whole asked about. A pair is
/// held under an assumption, so that an infeasible answer names the pairs it needs.
pub fn place_exactly(
    problem: Problem,
    wanted: &[PairId],
    hint: Option<&Timetable>,
    patience: Patience,
    stop: &Stop,
) -> JointPlacement {
    if let Some(too_many) = too_many_for_a_party(problem, wanted) {
        return JointPlacement::Impossible(too_many);
    }
    let question = Question { problem, stop };
    if let Some(hint) = hint {
        let known = question.slots_of(hint, wanted);
        for reach in REACHES {
            let part = question.around(wanted, &known, reach);
            if part.is_empty() || part.len() == wanted.len() {
                break;
            }
            if let Some(core) = question.core_of_part(&part).filter(|_| cores_are_final(problem)) {
                return JointPlacement::Impossible(core);
            }
            if let Some(timetable) = question.repaired(wanted, &part, &known, PART_DECISIONS) {
                return JointPlacement::Placed(timetable);
            }
        }
    }
    let decisions = if patience == Patience::Short { WHOLE_EFFORT / wanted.len().max(1) as u64 } else { NO_LIMIT };
    question.whole(wanted, hint, decisions)
}

/// A timetable of the pairs of `start` and of as many other `wanted` ones as find room, one after the other and the most valuable first, when
/// only meetings of each one's own parties move (a large neighbourhood: Shaw 1998).
pub fn place_nearby(problem: Problem, wanted: &[PairId], start: &Timetable, stop: &Stop) -> Timetable {
    let candidates = problem.candidates;
    let question = Question { problem, stop };
    let mut timetable = start.clone();
    let mut known = question.slots_of(&timetable, wanted);
    let mut unplaced: Vec<PairId> = wanted.iter().copied().filter(|p| !known.contains_key(p)).collect();
    unplaced.sort_by_key(|p| std::cmp::Reverse((candidates.pair(*p).n_must, candidates.pair(*p).value)));
    for pair in unplaced.into_iter().take(NEARBY_PAIRS) {
        if stop.now() {
            break;
        }
        let held: Vec<PairId> = known.keys().copied().chain([pair]).collect();
        let part = question.around(&held, &known, 1);
        if let Some(more) = question.repaired(&held, &part, &known, SHRINK_DECISIONS) {
            known = question.slots_of(&more, wanted);
            timetable = more;
        }
    }
    timetable
}

impl Question<'_> {
    /// Where a timetable has each wanted pair.
    fn slots_of(&self, timetable: &Timetable, wanted: &[PairId]) -> BTreeMap<PairId, SlotId> {
        let wanted: BTreeSet<PairId> = wanted.iter().copied().collect();
        self.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).filter(|(id, _)| wanted.contains(id)).collect()
    }

    /// Wanted pairs that are `reach` parties or fewer away from one that has no slot.
    fn around(&self, wanted: &[PairId], known: &BTreeMap<PairId, SlotId>, reach: usize) -> Vec<PairId> {
        let unplaced = wanted.iter().filter(|p| !known.contains_key(p));
        let mut parties: BTreeSet<PartyId> = unplaced.flat_map(|p| self.problem.candidates.pair(*p).parties()).collect();
        let touched = |parties: &BTreeSet<PartyId>, p: &PairId| {
            self.problem.candidates.pair(*p).parties().iter().any(|q| parties.contains(q))
        };
        for _ in 1..reach {
            let near: Vec<&PairId> = wanted.iter().filter(|p| touched(&parties, p)).collect();
            parties.extend(near.into_iter().flat_map(|p| self.problem.candidates.pair(*p).parties()));
        }
        wanted.iter().copied().filter(|p| touched(&parties, p)).collect()
    }

    fn model(&self, pairs: &[PairId], options: ModelOptions) -> Option<Model<'_>> {
        let mut model = Model::new(self.problem, pairs, options, self.stop)?;
        for party in self.problem.event.party_ids() {
            model.count_busy(party);
        }
        if self.problem.event.rules.max_gap_difference.is_some() {
            model.add_gaps();
        }
        Some(model)
    }

    /// Pairs of a part that cannot be held together, as far as a little work tells.
    fn core_of_part(&self, part: &[PairId]) -> Option<Vec<PairId>> {
        let mut model = self.model(part, ModelOptions::default())?;
        let held = model.held.clone();
        match model.ask(&held, PART_DECISIONS) {
            Err(Answer::Unsatisfiable) => Some(model.small_core()),
            _ => None,
        }
    }

    /// A timetable of all wanted pairs in which those outside `part` are where they were.
    fn repaired(
        &self,
        wanted: &[PairId],
        part: &[PairId],
        known: &BTreeMap<PairId, SlotId>,
        decisions: u64,
    ) -> Option<Timetable> {
        let mut kept = known.clone();
        kept.retain(|p, _| !part.contains(p));
        let mut model = self.model(wanted, ModelOptions { hold_all: true, kept, ..ModelOptions::default() })?;
        model.ask(&[], decisions).ok()
    }

    /// Everything at once; the assumptions are few, one for each party that plays the buyer, because each restart of the solver makes them anew.
    fn whole(&self, wanted: &[PairId], hint: Option<&Timetable>, decisions: u64) -> JointPlacement {
        let Some(mut model) = self.model(wanted, ModelOptions::default()) else { return JointPlacement::Unknown };
        if let Some(hint) = hint {
            model.start_near(hint);
        }
        let mut groups: BTreeMap<PartyId, Lit> = BTreeMap::new();
        for m in 0..wanted.len() {
            let buyer = model.pair(m).buyer;
            let group = *groups.entry(buyer).or_insert_with(|| model.sat.new_lit());
            let held = model.held[m];
            model.sat.imply(&[group], &[held]);
        }
        let assumed: Vec<Lit> = groups.values().copied().collect();
        match model.ask(&assumed, decisions) {
            Ok(timetable) => JointPlacement::Placed(timetable),
            Err(Answer::Unsatisfiable) => {
                let core: BTreeSet<Lit> = model.sat.core().into_iter().collect();
                let blamed = |m: &usize| core.contains(&groups[&model.pair(*m).buyer]);
                let part: Vec<PairId> = (0..wanted.len()).filter(blamed).map(|m| wanted[m]).collect();
                let smaller = if cores_are_final(self.problem) { self.core_of_part(&part) } else { None };
                JointPlacement::Impossible(smaller.unwrap_or(part))
            }
            Err(_) => JointPlacement::Unknown,
        }
    }
}

impl Model<'_> {
    /// Solves under assumptions, each time within a number of decisions, until places and interpreters work out too.
    pub(super) fn ask(&mut self, assumed: &[Lit], decisions: u64) -> Result<Timetable, Answer> {
        loop {
            match self.sat.solve(assumed, decisions) {
                Answer::Satisfiable => {
                    if let Some(timetable) = self.assign_resources() {
                        return Ok(timetable);
                    }
                }
                other => return Err(other),
            }
        }
    }

    /// Makes the solver try first what a timetable has, by solving once with it assumed as far as it goes.
    pub(super) fn start_near(&mut self, hint: &Timetable) {
        let position: BTreeMap<PairId, usize> = self.pairs.iter().enumerate().map(|(m, p)| (*p, m)).collect();
        let mut assumed = Vec::new();
        for (pair, meeting) in self.problem.candidates.held(hint) {
            let Some(&m) = position.get(&pair) else { continue };
            let hall = self.problem.event.place(meeting.place).hall;
            let fits = self.choices[m].iter().find(|c| c.slot == meeting.slot && c.hall.is_none_or(|h| h == hall));
            assumed.extend(fits.map(|c| c.lit));
        }
        self.sat.solve(&assumed, SHRINK_DECISIONS);
    }

    /// Of a party with one delegate or desk: it is busy in as many slots as it holds meetings.
    pub(super) fn count_busy(&mut self, party: PartyId) {
        let busy: Vec<Lit> = self.busy[party.ix()].iter().flatten().copied().collect();
        let held: Vec<Lit> = self.of_party[party.ix()].iter().map(|m| self.held[*m]).collect();
        if self.problem.event.party(party).capacity > 1 || held.len() < COUNTED_MEETINGS {
            return;
        }
        self.guard_by(Some((RuleId::OneAtATime, Concern::Party(party))));
        let n_busy = count(&mut self.sat, &busy, held.len(), Ties::Exact);
        let n_held = count(&mut self.sat, &held, held.len(), Ties::IfReached);
        for (i, reached) in n_held.iter().enumerate() {
            self.sat.imply(&[*reached], n_busy.get(i).map_or(&[], std::slice::from_ref));
        }
        self.guard_by(None);
    }

    /// After an unsatisfiable answer under `held` assumptions: pairs that cannot be held together, as few as a little work finds.
    fn small_core(&mut self) -> Vec<PairId> {
        let core = self.small_core_positions();
        core.into_iter().map(|m| self.pairs[m]).collect()
    }

    fn small_core_positions(&mut self) -> Vec<usize> {
        let mut core = self.core_pairs();
        loop {
            let assumed = self.held_of(&core);
            if self.sat.solve(&assumed, SHRINK_DECISIONS) != Answer::Unsatisfiable {
                break;
            }
            let again = self.core_pairs();
            if again.len() >= core.len() {
                break;
            }
            core = again;
        }
        if core.len() > SHRINK_PAIRS {
            return core;
        }
        let mut kept = 0;
        while kept < core.len() {
            let without: Vec<usize> = core.iter().enumerate().filter(|(i, _)| *i != kept).map(|(_, m)| *m).collect();
            let assumed = self.held_of(&without);
            if self.sat.solve(&assumed, SHRINK_DECISIONS) == Answer::Unsatisfiable {
                let smaller: BTreeSet<usize> = self.core_pairs().into_iter().collect();
                // The pairs known to be needed stay in front.
                core.retain(|m| smaller.contains(m));
            } else {
                kept += 1;
            }
        }
        core
    }

    pub(super) fn held_of(&self, positions: &[usize]) -> Vec<Lit> {
        positions.iter().map(|m| self.held[*m]).collect()
    }

    /// Positions of the pairs in the solver's core, ascending.
    pub(super) fn core_pairs(&mut self) -> Vec<usize> {
        let core: BTreeSet<Lit> = self.sat.core().into_iter().collect();
        (0..self.held.len()).filter(|m| core.contains(&self.held[*m])).collect()
    }
}

/// More pairs that the same shortage concerns: of the answer (which begins with `core`) still at most `core.len() - 1` can be held.
/// `more` are pairs to try, in order; those of which nothing is known after a little work are left out. Only where `cores_are_final`.
pub fn lift_core(problem: Problem, core: &[PairId], more: &[PairId], stop: &Stop) -> Vec<PairId> {
    let known: BTreeSet<PairId> = core.iter().copied().collect();
    let slots = |p: &PairId| problem.candidates.pair(*p).slots.len();
    let mut lifted = core.to_vec();
    // Only pairs with no more room than the core's own can stand in for one of them.
    let widest = core.iter().map(slots).max().unwrap_or(0);
    let tried = more.iter().filter(|p| !known.contains(p) && slots(p) > 0 && slots(p) <= widest);
    for pair in tried.copied() {
        if stop.now() {
            break;
        }
        lifted.push(pair);
        if !at_most_can_be_held(problem, &lifted, core.len() - 1, stop) {
            lifted.pop();
        }
    }
    lifted
}

/// No timetable holds more than `most` of `pairs`, as far as a little work tells.
fn at_most_can_be_held(problem: Problem, pairs: &[PairId], most: usize, stop: &Stop) -> bool {
    let Some(mut model) = Model::new(problem, pairs, ModelOptions::default(), stop) else { return false };
    let unheld: Vec<Lit> = model.held.iter().map(|h| !*h).collect();
    at_most(&mut model.sat, &unheld, pairs.len() - most - 1);
    model.sat.solve(&[], SHRINK_DECISIONS) == Answer::Unsatisfiable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::check::check;
    use crate::event::{Event, HallId, Order, Pin, PinAction, PlaceId, Subject, WindowKind};
    use crate::testing::sample::Sample;
    use crate::timetable::Meeting;
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64Mcg;

    /// Does the checker allow some timetable of just these pairs?
    fn possible(problem: Problem, pairs: &[PairId], so_far: &mut Vec<Meeting>) -> bool {
        let Problem { event, candidates } = problem;
        let Some((&next, rest)) = pairs.split_first() else {
            return check(event, &Timetable::new(event, so_far.clone())).violations.is_empty();
        };
        let pair = candidates.pair(next);
        for slot in pair.slots.iter() {
            for &place in pair.places.iter() {
                let at_once = so_far.iter().filter(|m| m.slot == slot);
                let n_of = |party| at_once.clone().filter(|m| m.parties().contains(&party)).count();
                let full = |party: &PartyId| n_of(*party) >= event.party(*party).capacity as usize;
                if at_once.clone().any(|m| m.place == place) || pair.parties().iter().any(full) {
                    continue;
                }
                so_far.push(Meeting { sme: pair.sme, buyer: pair.buyer, slot, place, interpreter: None });
                let found = possible(problem, rest, so_far);
                so_far.pop();
                if found {
                    return true;
                }
            }
        }
        false
    }

    /// Three SMEs, three buyers, two halls apart, rest, limits, order and even gaps, random windows; two delegates, several meetings of a pair,
    /// buyers of one organization.
    fn random_event(seed: u64) -> Event {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let mut sample = Sample::new().smes(3).buyers(3).sessions(1, 4).tables(&[1, 1]);
        for sme in 0..3 {
            for buyer in 3..6 {
                if random.random_bool(0.6) {
                    sample = sample.wish(sme, buyer, 50);
                }
            }
        }
        for party in 0..6 {
            let away: Vec<u32> = (0..4).filter(|_| random.random_bool(0.25)).collect();
            sample = sample.busy(party, &away);
        }
        let place_away: Vec<u32> = (0..4).filter(|_| random.random_bool(0.2)).collect();
        let mut event = sample.window(Subject::Place(PlaceId(0)), WindowKind::Busy, &place_away).event();
        if random.random_bool(0.5) {
            event.walk_min = vec![vec![0, 5], vec![5, 0]];
            event.parties[3].hall = Some(HallId(1));
            event.parties[4].hall = Some(HallId(0));
        }
        if random.random_bool(0.3) {
            event.parties[0].max_in_a_row = Some(1);
            event.parties[5].max_per_day = Some(1);
        }
        if random.random_bool(0.3) {
            event.rules.max_gap_difference = Some(0);
        }
        if random.random_bool(0.3) {
            let pair = |a, b| (PartyId(a), PartyId(b));
            event.orders.push(Order { first: pair(0, 3), then: pair(1, 4), line: 2 });
        }
        if random.random_bool(0.3) {
            event.wishes.iter_mut().for_each(|wish| wish.times = 2);
        }
        if random.random_bool(0.3) {
            event.rules.once_per_org = true;
            (3..5).for_each(|buyer| event.parties[buyer].org = "Port".into());
        }
        if random.random_bool(0.3) {
            (event.parties[0].capacity, event.parties[3].capacity) = (2, 2);
        }
        if random.random_bool(0.3) {
            event.parties[1].max_meetings = Some(1);
        }
        if random.random_bool(0.3) {
            event.walk_min.iter_mut().flatten().for_each(|min| *min *= 4);
        }
        event
    }

    #[test]
    fn a_yes_is_clean_and_a_no_is_true_of_its_core() {
        let (mut n_yes, mut n_no) = (0, 0);
        for seed in 0..400 {
            let event = random_event(seed);
            let candidates = Candidates::new(&event);
            let wanted: Vec<PairId> = candidates.pair_ids().take(5).collect();
            match place_exactly(Problem::new(&event, &candidates), &wanted, None, Patience::Endless, &Stop::never()) {
                JointPlacement::Placed(timetable) => {
                    assert_eq!(check(&event, &timetable).violations, [], "seed {seed}");
                    assert_eq!(timetable.len(), wanted.len(), "seed {seed}");
                    n_yes += 1;
                }
                JointPlacement::Impossible(core) => {
                    assert!(!core.is_empty() && core.iter().all(|p| wanted.contains(p)), "seed {seed}");
                    assert!(!possible(Problem::new(&event, &candidates), &wanted, &mut Vec::new()), "seed {seed}");
                    let even = event.rules.max_gap_difference.is_some();
                    assert!(
                        even || !possible(Problem::new(&event, &candidates), &core, &mut Vec::new()),
                        "seed {seed}: {core:?}"
                    );
                    n_no += 1;
                }
                JointPlacement::Unknown => panic!("seed {seed}: nothing stopped it"),
            }
        }
        assert!(n_yes > 20 && n_no > 20, "{n_yes} yes, {n_no} no");
    }

    /// Two meetings of a pair with two delegates on each side, in the first two slots, one of them fixed at the first. The one table of the second slot is
    /// that of another fixed meeting if `is_taken`.
    fn one_of_two_is_fixed(is_taken: bool) -> JointPlacement {
        let sample = Sample::new().smes(2).buyers(2).tables(&[2]).wish(0, 2, 50).wish(1, 3, 50).busy(0, &[2, 3]);
        let mut event = sample.window(Subject::Place(PlaceId(1)), WindowKind::Busy, &[1]).event();
        event.wishes[0].times = 2;
        event.parties.iter_mut().for_each(|party| party.capacity = 2);
        let fix = |sme, buyer, slot| {
            let (sme, buyer, slots) = (PartyId(sme), PartyId(buyer), vec![SlotId(slot)]);
            Pin { sme, buyer, action: PinAction::Fix, slots, place: None, line: 2 }
        };
        event.pins = vec![fix(0, 2, 0), fix(1, 3, if is_taken { 1 } else { 2 })];
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        assert_eq!(all.len(), 3);
        place_exactly(Problem::new(&event, &candidates), &all, None, Patience::Endless, &Stop::never())
    }

    #[test]
    fn a_meeting_beside_a_fixed_one_of_its_pair_needs_another_slot() {
        assert!(matches!(one_of_two_is_fixed(true), JointPlacement::Impossible(_)));
        let JointPlacement::Placed(all) = one_of_two_is_fixed(false) else { panic!("the second slot has a table") };
        assert_eq!(all.meetings().iter().map(|m| m.slot).collect::<Vec<_>>(), [SlotId(0), SlotId(1), SlotId(2)]);
    }

    /// The fixed meeting is the second of the two; the other one stands before it.
    #[test]
    fn a_meeting_may_stand_before_a_fixed_one_of_its_pair() {
        let mut event = Sample::new().smes(1).buyers(1).tables(&[1]).wish(0, 1, 50).busy(0, &[2, 3]).event();
        event.wishes[0].times = 2;
        let (sme, buyer, slots) = (PartyId(0), PartyId(1), vec![SlotId(1)]);
        event.pins = vec![Pin { sme, buyer, action: PinAction::Fix, slots, place: None, line: 2 }];
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let placed = place_exactly(Problem::new(&event, &candidates), &all, None, Patience::Endless, &Stop::never());
        let JointPlacement::Placed(both) = placed else { panic!("the first slot is free") };
        assert_eq!(both.meetings().iter().map(|m| m.slot).collect::<Vec<_>>(), [SlotId(0), SlotId(1)]);
    }

    #[test]
    fn a_core_is_lifted_to_all_pairs_that_share_its_shortage() {
        // Four SMEs want the one buyer, who is free in two slots.
        let mut sample = Sample::new().smes(4).buyers(2).tables(&[4]).busy(4, &[0, 1]);
        for sme in 0..4 {
            sample = sample.wish(sme, 4, 50);
        }
        let event = sample.wish(0, 5, 50).event();
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let JointPlacement::Impossible(core) =
            place_exactly(Problem::new(&event, &candidates), &all, None, Patience::Endless, &Stop::never())
        else {
            panic!("four meetings do not fit in two slots")
        };
        assert_eq!(core.len(), 3);
        let lifted = lift_core(Problem::new(&event, &candidates), &core, &all, &Stop::never());
        assert_eq!(
            lifted.len(),
            4,
            "of the four still two are held, and the pair of the other buyer has no part in it: {lifted:?}"
        );
    }

    #[test]
    fn it_stops_when_told() {
        let event = random_event(0);
        let candidates = Candidates::new(&event);
        let wanted: Vec<PairId> = candidates.pair_ids().take(1).collect();
        let stopped = Stop::never().within(0.0);
        assert!(matches!(
            place_exactly(Problem::new(&event, &candidates), &wanted, None, Patience::Endless, &stopped),
            JointPlacement::Unknown
        ));
    }

    #[test]
    fn a_pair_left_out_finds_room_when_its_partys_meeting_moves() {
        // S1 sits in the only slot of S2, and the buyer has another.
        let event = Sample::new().smes(2).buyers(1).tables(&[1]).wish(0, 2, 50).wish(1, 2, 50).busy(1, &[1, 2, 3]).event();
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let first = Meeting { sme: PartyId(0), buyer: PartyId(2), slot: SlotId(0), place: PlaceId(0), interpreter: None };
        let start = Timetable::new(&event, vec![first]);
        let fuller = place_nearby(Problem::new(&event, &candidates), &all, &start, &Stop::never());
        assert_eq!(fuller.len(), 2);
        assert_eq!(check(&event, &fuller).violations, []);
        // Where the buyer can hold only one, the one held stays.
        let narrow = Sample::new().smes(2).buyers(1).tables(&[1]).wish(0, 2, 50).wish(1, 2, 50).busy(2, &[1, 2, 3]).event();
        let candidates = Candidates::new(&narrow);
        let start = Timetable::new(&narrow, vec![first]);
        assert_eq!(place_nearby(Problem::new(&narrow, &candidates), &all, &start, &Stop::never()), start);
    }

    #[test]
    fn others_stay_where_they_are_while_a_pair_finds_room() {
        let beside = Sample::new().smes(3).buyers(2).tables(&[2]).wish(0, 3, 50).wish(1, 3, 50).wish(2, 4, 50);
        let event = beside.busy(1, &[1, 2, 3]).busy(2, &[0, 1, 3]).event();
        let candidates = Candidates::new(&event);
        let all: Vec<PairId> = candidates.pair_ids().collect();
        let at = |sme, buyer, slot| Meeting {
            sme: PartyId(sme),
            buyer: PartyId(buyer),
            slot: SlotId(slot),
            place: PlaceId(0),
            interpreter: None,
        };
        let start = Timetable::new(&event, vec![at(0, 3, 0), at(2, 4, 2)]);
        let fuller = place_nearby(Problem::new(&event, &candidates), &all, &start, &Stop::never());
        assert_eq!(fuller.len(), 3);
        assert_eq!(check(&event, &fuller).violations, []);
    }
}

//! The buyers whom one more half day would help most.

use super::bound::{Counts, expected};
use super::hours::{Part, half_days as halves};
use super::plan::{Hours, Plan};
use super::planned::planned;
use super::relaxed::for_points;
use super::scenario::{Failed, Made};
use super::work::{Work, part_of, timetable_of};
use crate::candidates::Candidates;
use crate::event::{Event, PartyId, SlotId, Subject, Window, WindowKind, WindowSource};
use crate::problem::Problem;
use crate::select::network::Network;
use crate::select::trial::{Room, Trial};
use crate::stop::Stop;
use crate::whatif::change::{Change, span, with};
use crate::whatif::parallel::in_parallel;
use chrono::NaiveDateTime;
use std::collections::BTreeSet;

/// Buyers that are looked at closely, and that are named.
const LOOKED_AT: usize = 10;
const NAMED: usize = 5;
/// Of the time left, what looking closely may take.
const LOOK_SHARE: f64 = 0.2;

/// A buyer, and what it brings if it is there half a day more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfDay {
    /// Who.
    pub buyer: PartyId,
    /// From the first start to the last end of the half day, in the event's zone.
    pub at: (NaiveDateTime, NaiveDateTime),
    /// The half day is one more than the event has: the buyer is there on all others.
    pub is_after_event: bool,
    /// What the best timetable gains: meetings, wishes and points of everybody together.
    pub gain: Counts,
    /// Both timetables are proved the best.
    pub is_proved: bool,
}

/// A half day that a buyer could come.
struct Coming {
    buyer: PartyId,
    at: (NaiveDateTime, NaiveDateTime),
    is_after_event: bool,
    event: Event,
}

/// The buyers of whose half day the timetable gains the most points, with what it gains over the best of the event as it is. Those are looked at of whom
/// the network expects most if they had so much more room.
pub fn half_days(work: &Work, (own, own_is_proved): (Counts, bool)) -> Result<Vec<HalfDay>, Failed> {
    let share = part_of(work.stop, LOOK_SHARE);
    let options: Vec<Coming> =
        shortlist(work.event, &share).into_iter().flat_map(|buyer| options_of(work.event, buyer)).collect();
    let values = in_parallel(work.options.threads, &options, &share, |option| expected(&for_points(&option.event)).value);
    let mut ranked: Vec<(i64, &Coming)> =
        values.into_iter().zip(&options).filter_map(|(value, option)| Some((value?, option))).collect();
    ranked.sort_by_key(|(value, option)| (-value, option.buyer, option.at.0));
    let mut named = BTreeSet::new();
    ranked.retain(|(_, option)| named.insert(option.buyer));
    ranked.truncate(NAMED);
    let made = in_parallel(work.options.threads, &ranked, work.stop, |(_, option)| timetable_of(work, &option.event, work.stop));
    let mut found = Vec::new();
    for ((_, option), made) in ranked.into_iter().zip(made) {
        let Some(Some(Made::Timetable { counts, is_proved })) = made.transpose()? else { continue };
        let gain = Counts {
            meetings: counts.meetings - own.meetings,
            wishes: counts.wishes - own.wishes,
            value: counts.value - own.value,
        };
        let &Coming { buyer, at, is_after_event, .. } = option;
        found.push(HalfDay { buyer, at, is_after_event, gain, is_proved: is_proved && own_is_proved });
    }
    found.retain(|half_day| half_day.gain.value > 0);
    found.sort_by_key(|half_day| (-half_day.gain.value, half_day.buyer));
    Ok(found)
}

/// Those for whom the network makes most of the room of one more half day.
fn shortlist(event: &Event, stop: &Stop) -> Vec<PartyId> {
    let event = for_points(event);
    let candidates = Candidates::new(&event);
    let Some(network) = Network::with_spare(Problem::new(&event, &candidates), stop) else { return Vec::new() };
    let n_slots = longest_half(&event);
    let mut trial = Trial::of(&network);
    let mut gain = |buyer: PartyId| {
        if stop.now() {
            return 0;
        }
        let meetings = i64::from(n_slots) * i64::from(event.party(buyer).capacity);
        let new = candidates.of_party[buyer.ix()].iter().map(|id| (*id, candidates.pair(*id)));
        let pairs = new.filter(|(_, pair)| pair.exclusion.is_none() && pair.buyer == buyer && Network::may_come_in(pair));
        let pairs = pairs.map(|(id, _)| id).collect();
        trial.give(&Room { party: buyer, meetings, draws: meetings, pairs }).value
    };
    let plays_buyer = |party: &PartyId| candidates.of_party[party.ix()].iter().any(|id| candidates.pair(*id).buyer == *party);
    let mut buyers: Vec<(i64, PartyId)> = event.party_ids().filter(plays_buyer).map(|buyer| (gain(buyer), buyer)).collect();
    buyers.retain(|(gain, _)| *gain > 0);
    buyers.sort_by_key(|(gain, buyer)| (-gain, *buyer));
    buyers.into_iter().take(LOOKED_AT).map(|(_, buyer)| buyer).collect()
}

fn longest_half(event: &Event) -> u32 {
    halves(event).iter().filter_map(|half| slots_of(event, half)).map(|(first, end)| end.0 - first.0).max().unwrap_or(0)
}

/// First slot of a half day, and one past the last.
fn slots_of(event: &Event, half: &Part) -> Option<(SlotId, SlotId)> {
    let (start, end) = (half.sessions.first()?.0, half.sessions.last()?.1);
    let lies_in = |slot: &SlotId| {
        let start_min = event.slot(*slot).start_min;
        event.grid.date_of(*slot) == half.date && start <= start_min && start_min < end
    };
    let first = event.grid.slot_ids().find(lies_in)?;
    let last = event.grid.slot_ids().filter(lies_in).last()?;
    Some((first, SlotId(last.0 + 1)))
}

/// The half days of the event on which a buyer is not there at all and could be; if there are none, one after the event to which it comes alone.
fn options_of(event: &Event, buyer: PartyId) -> Vec<Coming> {
    let candidates = Candidates::new(event);
    let free = &candidates.free[buyer.ix()];
    let all: Vec<(SlotId, SlotId)> = halves(event).iter().filter_map(|half| slots_of(event, half)).collect();
    let away = all.into_iter().filter(|(first, end)| (first.0..end.0).all(|slot| !free.contains(SlotId(slot))));
    let come = |slots: (SlotId, SlotId)| {
        let event_then = with(event, &[Change::Free { party: buyer, slots }])?;
        Some(Coming { buyer, at: span(event, slots), is_after_event: false, event: event_then })
    };
    let options: Vec<Coming> = away.filter_map(come).collect();
    if options.is_empty() { after_event(event, buyer).into_iter().collect() } else { options }
}

/// One more half day, on which of the buyers only this one is there.
fn after_event(event: &Event, buyer: PartyId) -> Option<Coming> {
    let plan = Plan { hours: Hours::HalfDays(1), ..Plan::as_is(event) };
    let mut longer = planned(event, &plan)?.event;
    let slots = (SlotId::at(event.n_slots()), SlotId::at(longer.n_slots()));
    let at = span(&longer, slots);
    let candidates = Candidates::new(&longer);
    let others: BTreeSet<PartyId> = candidates.pairs.iter().map(|pair| pair.buyer).filter(|party| *party != buyer).collect();
    let timezone = longer.timezone;
    longer.windows.extend(others.into_iter().map(|party| Window {
        subject: Subject::Party(party),
        kind: WindowKind::Busy,
        start: at.0,
        end: at.1,
        timezone,
        reason: String::new(),
        source: WindowSource::Changes,
    }));
    Some(Coming { buyer, at, is_after_event: true, event: longer })
}

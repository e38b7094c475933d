//! Every timetable of a tiny event.

use super::Naive;
use koppex::check::WrittenMeeting;
use koppex::event::{InterpreterId, PartyId, PinAction, PlaceId, SlotId};
use koppex::rule::RuleId;

/// The rules that a further meeting cannot mend, and that two meetings can break which keep every rule by themselves.
const LASTING: [RuleId; 7] =
    [RuleId::OneAtATime, RuleId::Places, RuleId::Limits, RuleId::Rest, RuleId::Interpreter, RuleId::Org, RuleId::Order];

/// More than this is not tried.
#[derive(Debug)]
pub struct TooMany;

impl Naive<'_> {
    /// Shows every set of meetings of which no part is past mending, and whether all rules hold, or gives up after `most`. A meeting that needs no
    /// interpreter has none.
    pub fn every_timetable(&self, most: usize, visit: &mut dyn FnMut(&[WrittenMeeting], bool)) -> Result<(), TooMany> {
        let choices = self.choices();
        let mut search = Search { naive: self, choices: &choices, held: Vec::new(), left: most, visit };
        search.from(0)
    }

    /// The meetings that may be held by themselves, by pair, then slot.
    pub fn choices(&self) -> Vec<WrittenMeeting> {
        let pairs = self.roles().filter(|(a, b)| !self.pair(*a, *b).is_blocked);
        pairs
            .flat_map(|(sme, buyer)| (0..self.slots.len()).flat_map(move |slot| self.alone(sme, buyer, SlotId::at(slot))))
            .collect()
    }

    fn alone(&self, sme: PartyId, buyer: PartyId, slot: SlotId) -> Vec<WrittenMeeting> {
        let places = (0..self.event.places.len()).map(PlaceId::at);
        let interpreters = || std::iter::once(None).chain((0..self.event.interpreters.len()).map(|i| Some(InterpreterId::at(i))));
        let all = places.flat_map(|place| {
            interpreters().map(move |i| WrittenMeeting { sme, buyer, slot, place: Some(place), interpreter: i, line: 0 })
        });
        let rules = [RuleId::Availability, RuleId::Blocked, RuleId::Walk];
        let stands = |h: &WrittenMeeting| !self.forbidden(h) && rules.iter().chain(&LASTING).all(|rule| self.holds(*rule, &[*h]));
        let (without, with): (Vec<WrittenMeeting>, Vec<WrittenMeeting>) =
            all.filter(stands).partition(|h| h.interpreter.is_none());
        if without.is_empty() { with } else { without }
    }

    /// A pin forbids the two to meet then.
    pub fn forbidden(&self, h: &WrittenMeeting) -> bool {
        let pair = [h.sme, h.buyer];
        let mine = self.event.pins.iter().filter(|p| pair == [p.sme, p.buyer] || pair == [p.buyer, p.sme]);
        mine.filter(|p| p.action == PinAction::Forbid).any(|p| p.slots.is_empty() || p.slots.contains(&h.slot))
    }
}

struct Search<'a, 'v> {
    naive: &'a Naive<'a>,
    choices: &'a [WrittenMeeting],
    held: Vec<WrittenMeeting>,
    left: usize,
    visit: &'v mut dyn FnMut(&[WrittenMeeting], bool),
}

impl Search<'_, '_> {
    /// Every way to go on with the choices from `first` on.
    fn from(&mut self, first: usize) -> Result<(), TooMany> {
        self.left = self.left.checked_sub(1).ok_or(TooMany)?;
        let clean = self.naive.broken(&self.held).is_empty();
        (self.visit)(&self.held, clean);
        for ix in first..self.choices.len() {
            let next = self.choices[ix];
            let of_pair = || self.held.iter().filter(|h| h.parties() == next.parties());
            let times = self.naive.pair(next.sme, next.buyer).times as usize;
            if of_pair().count() == times || of_pair().any(|h| h.slot == next.slot) {
                continue;
            }
            self.held.push(next);
            if LASTING.iter().all(|rule| self.naive.holds(*rule, &self.held)) {
                self.from(ix + 1)?;
            }
            self.held.pop();
        }
        Ok(())
    }
}

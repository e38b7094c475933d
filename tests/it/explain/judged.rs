//! The reason of a pair worked out from the checker's violations alone: the meeting is added in every slot, at every place and with every
//! interpreter, and whatever every way breaks is the reason.

use koppex::check::{Checker, Verdict, WrittenMeeting};
use koppex::event::{InterpreterId, PartyId, PlaceId, SlotId, WishKind};
use koppex::outcome::ReasonCode;
use koppex::rule::RuleId;
use std::collections::BTreeSet;

/// A pair that is not held, before the checker.
pub struct Judged<'a> {
    checker: &'a Checker<'a>,
    sme: PartyId,
    buyer: PartyId,
    /// Every way to add it, with the rules it breaks where nothing else is held.
    alone: Vec<(WrittenMeeting, BTreeSet<RuleId>)>,
}

impl<'a> Judged<'a> {
    pub fn new(checker: &'a Checker<'a>, (sme, buyer): (PartyId, PartyId)) -> Self {
        let event = checker.event();
        let interpreters = || std::iter::once(None).chain((0..event.interpreters.len()).map(|i| Some(InterpreterId::at(i))));
        let at = |slot: SlotId, place: Option<PlaceId>| {
            interpreters().map(move |interpreter| WrittenMeeting { sme, buyer, slot, place, interpreter, line: 0 })
        };
        // Without a place only to see when there is none.
        let places = || std::iter::once(None).chain((0..event.places.len()).map(|i| Some(PlaceId::at(i))));
        let ways = event.grid.slot_ids().flat_map(|slot| places().flat_map(move |place| at(slot, place)));
        let unpinned = n_pins_broken(&checker.check(&[]));
        let broken = |way: &WrittenMeeting| {
            let verdict = checker.check(&[*way]);
            let forbidden = n_pins_broken(&verdict) > unpinned;
            verdict.broken_rules().into_iter().filter(|rule| *rule != RuleId::Pins || forbidden).collect()
        };
        Self { checker, sme, buyer, alone: ways.map(|way| (way, broken(&way))).collect() }
    }

    /// The reason, given the meetings held and whether level 3 is proved optimal.
    pub fn reason(&self, held: &[WrittenMeeting], proved: bool) -> ReasonCode {
        let possible: Vec<WrittenMeeting> = self.alone.iter().filter(|(_, b)| b.is_empty()).map(|(way, _)| *way).collect();
        if possible.is_empty() {
            return self.without_a_way();
        }
        // An interpreter who is not needed only takes one away from others.
        let (plain, served): (Vec<_>, Vec<_>) = possible.into_iter().partition(|way| way.interpreter.is_none());
        let ways = if plain.is_empty() { served } else { plain };
        let broken = ways.iter().map(|way| self.broken_besides(held, way));
        let always = broken.reduce(|all, more| all.intersection(&more).copied().collect()).expect("there is a way");
        let unclear = if proved { ReasonCode::Outranked } else { ReasonCode::NotProved };
        always.first().copied().unwrap_or(unclear)
    }

    /// What one way breaks where the others are held, as codes.
    fn broken_besides(&self, held: &[WrittenMeeting], way: &WrittenMeeting) -> BTreeSet<ReasonCode> {
        let verdict = self.checker.check(&[held, &[*way]].concat());
        let (sme, buyer) = (self.id(self.sme), self.id(self.buyer));
        let twice: BTreeSet<&String> =
            verdict.violations.iter().filter(|v| v.rule == RuleId::OneAtATime).flat_map(|v| &v.parties).collect();
        let code = |v: &koppex::check::Violation| {
            let of_side = |codes: [ReasonCode; 2]| {
                assert!(v.parties == [sme.clone()] || v.parties == [buyer.clone()], "{v:?}");
                codes[usize::from(v.parties[0] == buyer)]
            };
            Some(match v.rule {
                RuleId::OneAtATime => of_side([ReasonCode::SmeFull, ReasonCode::BuyerFull]),
                RuleId::Limits => of_side([ReasonCode::SmeLimit, ReasonCode::BuyerLimit]),
                RuleId::Places => ReasonCode::NoPlace,
                RuleId::Interpreter => ReasonCode::NoInterpreter,
                RuleId::Org => ReasonCode::OrgAlreadyMet,
                // Which meetings follow each other is open where a party is in two at once.
                RuleId::Walk if v.parties.iter().any(|p| twice.contains(p)) => return None,
                RuleId::Walk => ReasonCode::Walk,
                RuleId::Rest => ReasonCode::Rest,
                RuleId::Order => ReasonCode::PinnedAway,
                RuleId::EvenGaps => ReasonCode::NotProved,
                RuleId::Availability | RuleId::Once | RuleId::Blocked | RuleId::Pins => panic!("breaks that alone too: {v:?}"),
            })
        };
        verdict.violations.iter().filter_map(code).collect()
    }

    fn without_a_way(&self) -> ReasonCode {
        let event = self.checker.event();
        let all = |ways: &[&BTreeSet<RuleId>], rule: RuleId| ways.iter().all(|broken| broken.contains(&rule));
        let every: Vec<&BTreeSet<RuleId>> = self.alone.iter().map(|(_, broken)| broken).collect();
        let none_of = |ways: &[&'_ BTreeSet<RuleId>], rules: &[RuleId]| -> Vec<BTreeSet<RuleId>> {
            ways.iter().filter(|broken| rules.iter().all(|rule| !broken.contains(rule))).map(|b| (*b).clone()).collect()
        };
        let (a, b) = (event.party(self.sme), event.party(self.buyer));
        let between = |w: &koppex::event::Wish| [(self.sme, self.buyer), (self.buyer, self.sme)].contains(&(w.from, w.to));
        let share = |x: &[String], y: &[String]| x.iter().any(|language| y.contains(language));
        let both_free = none_of(&every, &[RuleId::Availability]);
        let common = none_of(&every, &[RuleId::Availability, RuleId::Pins]);
        let common: Vec<&BTreeSet<RuleId>> = common.iter().collect();
        let with_place = none_of(&common, &[RuleId::Places]);
        let reached = none_of(&common, &[RuleId::Places, RuleId::Walk]);
        if event.wishes.iter().any(|w| w.kind == WishKind::Block && between(w)) {
            assert!(all(&every, RuleId::Blocked));
            ReasonCode::Blocked
        } else if [(a, b), (b, a)].iter().any(|(x, y)| !x.may_meet_online && y.mode == koppex::event::Mode::Online) {
            assert!(all(&every, RuleId::Blocked));
            ReasonCode::Mode
        } else if !both_free.is_empty() && common.is_empty() {
            ReasonCode::PinnedAway
        } else if all(&every, RuleId::Interpreter)
            && !event.interpreters.iter().any(|i| share(&i.languages, &a.languages) && share(&i.languages, &b.languages))
        {
            ReasonCode::Language
        } else if all(&every, RuleId::Blocked) {
            ReasonCode::Outranked
        } else if both_free.is_empty() {
            ReasonCode::NoCommonTime
        } else if with_place.is_empty() {
            ReasonCode::NoPlace
        } else if reached.is_empty() {
            ReasonCode::Walk
        } else {
            assert!(reached.iter().all(|broken| broken.contains(&RuleId::Interpreter)));
            ReasonCode::NoInterpreter
        }
    }

    /// The id as the checker writes it.
    fn id(&self, party: PartyId) -> String {
        let event = self.checker.event();
        let id = &event.party(party).id;
        if event.parties.iter().filter(|p| p.id == *id).count() == 1 {
            return id.clone();
        }
        format!("{}:{id}", format!("{:?}", event.party(party).side).to_lowercase())
    }
}

/// Fixed meetings that are missing, and forbidden ones that are held.
fn n_pins_broken(verdict: &Verdict) -> usize {
    verdict.violations.iter().filter(|v| v.rule == RuleId::Pins).count()
}

//! What keeps the must wishes from being held together, in words: rules with the parties, pairs and slots they concern, and the meetings.

use super::without_a_way;
use crate::event::{Lang, PairId, PartyId, SlotId, date_and_clock};
use crate::problem::Problem;
use crate::prove::{Concern, Contradiction};
use crate::rule::RuleId;
use std::collections::BTreeSet;

/// At most this many rules, and this many meetings, are named; the others are only counted.
const MOST_NAMED: usize = 6;

/// One line for each rule, with whom it concerns, and one for the meetings; for a single pair without a slot only why it has none.
pub fn against_musts(problem: Problem, found: &Contradiction, lang: Lang) -> Vec<String> {
    let candidates = problem.candidates;
    let words = Words { problem, found, lang };
    if let [only] = found.pairs[..] {
        let pair = candidates.pair(only);
        if let Some((_, why)) = without_a_way(problem, pair) {
            return vec![format!("{}: {}", words.pair(only), why.of(lang))];
        }
    }
    let mut lines: Vec<String> = found.rules.iter().take(MOST_NAMED).map(|(rule, of)| words.rule(*rule, *of)).collect();
    let more = found.rules.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        lines.push(match lang {
            Lang::Ko => format!("그 밖에 {more}개"),
            Lang::En => format!("and {more} more like these"),
        });
    }
    lines.push(words.meetings());
    lines
}

/// What the sentences speak of.
struct Words<'a> {
    problem: Problem<'a>,
    found: &'a Contradiction,
    lang: Lang,
}

impl Words<'_> {
    fn rule(&self, rule: RuleId, of: Concern) -> String {
        let whom = match of {
            Concern::Party(party) if rule == RuleId::OneAtATime => format!("{} ({})", self.party(party), self.room(party)),
            Concern::Party(party) => self.party(party),
            Concern::Pair(pair) => self.pair(pair),
            Concern::Slot(slot) => self.slot(slot),
        };
        format!("{rule}: {whom}")
    }

    fn party(&self, party: PartyId) -> String {
        let party = self.problem.event.party(party);
        if party.id == party.name { party.id.clone() } else { format!("{} {}", party.id, party.name) }
    }

    fn pair(&self, pair: PairId) -> String {
        self.problem.candidates.pair(pair).parties().map(|p| self.problem.event.party(p).id.as_str()).join(" - ")
    }

    fn slot(&self, slot: SlotId) -> String {
        date_and_clock(self.problem.event.grid.start_of(slot))
    }

    /// The meetings that the party is to hold and the slots they can be in.
    fn room(&self, party: PartyId) -> String {
        let of_party =
            self.found.pairs.iter().map(|id| self.problem.candidates.pair(*id)).filter(|p| p.parties().contains(&party));
        let slots: BTreeSet<SlotId> = of_party.clone().flat_map(|p| p.slots.iter()).collect();
        let (n, n_slots, at_once) = (of_party.count(), slots.len(), self.problem.event.party(party).capacity);
        let s = if n_slots == 1 { "" } else { "s" };
        match (self.lang, at_once) {
            (Lang::Ko, 1) => format!("시간 {n_slots}개에 상담 {n}건"),
            (Lang::En, 1) => format!("{n} meetings in {n_slots} slot{s}"),
            (Lang::Ko, _) => format!("시간 {n_slots}개에 상담 {n}건, 한 번에 {at_once}건"),
            (Lang::En, _) => format!("{n} meetings in {n_slots} slot{s}, {at_once} at a time"),
        }
    }

    fn meetings(&self) -> String {
        let n = self.found.pairs.len();
        let mut named = self.found.pairs.iter().take(MOST_NAMED).map(|p| self.pair(*p)).collect::<Vec<_>>().join(", ");
        if n > MOST_NAMED {
            named.push_str(", ...");
        }
        match self.lang {
            Lang::Ko => format!("상담 {n}건: {named}"),
            Lang::En => format!("{n} meetings: {named}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::testing::sample::Sample;

    #[test]
    fn the_party_with_too_few_slots_is_named_with_both_numbers() {
        let event = Sample::new().smes(2).buyers(1).tables(&[2]).must(0, 2).must(1, 2).busy(2, &[0, 1, 2]).event();
        let candidates = Candidates::new(&event);
        let rules = vec![(RuleId::OneAtATime, Concern::Party(PartyId(2)))];
        let found = Contradiction { rules, pairs: candidates.pair_ids().collect() };
        let said = |lang| against_musts(Problem::new(&event, &candidates), &found, lang);
        assert_eq!(said(Lang::En), ["R01 one-at-a-time: B1 (2 meetings in 1 slot)", "2 meetings: S1 - B1, S2 - B1"]);
        assert_eq!(said(Lang::Ko), ["R01 one-at-a-time: B1 (시간 1개에 상담 2건)", "상담 2건: S1 - B1, S2 - B1"]);
    }

    #[test]
    fn a_pair_without_a_slot_says_why() {
        let event = Sample::new().smes(1).buyers(1).must(0, 1).busy(0, &[0, 1]).busy(1, &[2, 3]).event();
        let candidates = Candidates::new(&event);
        let found = Contradiction { rules: Vec::new(), pairs: vec![PairId(0)] };
        assert_eq!(
            against_musts(Problem::new(&event, &candidates), &found, Lang::En),
            ["S1 - B1: there is no slot in which both are free"]
        );
    }
}

//! Fixed meetings that contradict the hard rules, each alone or all together, in words. A contradiction is named only with a proof.

use crate::candidates::{Exclusion, Pair};
use crate::event::{Event, PairId, PartyId, Pin, PinAction, SlotId, date_and_clock};
use crate::problem::Problem;
use crate::prove::{Concern, Contradiction};
use crate::rule::RuleId;

/// One of the hard rules that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The rule that cannot be kept.
    pub rule: RuleId,
    /// Who, when and why, in words of both languages.
    pub en: String,
    /// The same in Korean.
    pub ko: String,
}

/// Why there is no timetable.
#[derive(Clone, Debug)]
pub enum Unsolved {
    /// The hard rules contradict each other (exit code 4).
    Contradiction(Vec<Conflict>),
    /// The limit or Ctrl-C came before the first timetable (exit code 5).
    Stopped,
}

/// At most this many meetings are named; the others are only counted.
const MOST_NAMED: usize = 6;

impl Conflict {
    fn new(rule: RuleId, en: String, ko: String) -> Self {
        Self { rule, en, ko }
    }
}

/// What keeps single fix pins from being kept, whatever else is held; empty if nothing does.
pub fn impossible_pins(problem: Problem) -> Vec<Conflict> {
    let fixes = problem.event.pins.iter().filter(|pin| pin.action == PinAction::Fix);
    let mut conflicts: Vec<Conflict> = Vec::new();
    for found in fixes.filter_map(|pin| impossible(problem, pin)) {
        if !conflicts.contains(&found) {
            conflicts.push(found);
        }
    }
    conflicts
}

fn impossible(problem: Problem, pin: &Pin) -> Option<Conflict> {
    let Problem { event, candidates } = problem;
    let slot = pin.slots[0];
    let copies = || candidates.copies_between(pin.sme, pin.buyer);
    let fixed_here = |id: &PairId| candidates.pair(*id).fixed.is_some_and(|(fixed, _)| fixed == slot);
    let meeting = meeting(event, [pin.sme, pin.buyer], slot);
    let Some(id) = copies().find(fixed_here) else {
        let (n, most) = (n_fixed(event, pin), copies().count());
        return Some(Conflict::new(
            RuleId::Once,
            format!("{meeting} is one of {n} fixed meetings of the two, who may meet at most {most} times"),
            format!("{meeting}: 두 참가자의 고정 상담이 {n}건인데 최대 {most}번 상담할 수 있음"),
        ));
    };
    let pair = candidates.pair(id);
    if let (Some(a), Some((_, Some(b)))) = (pin.place, pair.fixed)
        && a != b
    {
        let [a, b] = [b, a].map(|place| &event.place(place).id);
        return Some(Conflict::new(
            RuleId::Pins,
            format!("{meeting} is fixed at two places: {a}, {b}"),
            format!("{meeting}: 고정한 자리가 둘임 ({a}, {b})"),
        ));
    }
    if pair.schedulable() {
        return None;
    }
    let (rule, en, ko) = obstacle(problem, pair, slot);
    Some(Conflict::new(rule, format!("{meeting} is fixed, but {en}"), format!("{meeting}: 고정했으나 {ko}")))
}

/// Different slots in which pins fix the pair of one of them.
fn n_fixed(event: &Event, pin: &Pin) -> usize {
    let same = |other: &&Pin| {
        other.action == PinAction::Fix && [(pin.sme, pin.buyer), (pin.buyer, pin.sme)].contains(&(other.sme, other.buyer))
    };
    let mut slots: Vec<SlotId> = event.pins.iter().filter(same).map(|pin| pin.slots[0]).collect();
    slots.sort_unstable();
    slots.dedup();
    slots.len()
}

/// Why a pair cannot be held in the slot in which it is fixed.
fn obstacle(problem: Problem, pair: &Pair, slot: SlotId) -> (RuleId, String, String) {
    let Problem { event, candidates } = problem;
    let said = |rule, en: &str, ko: &str| (rule, en.to_string(), ko.to_string());
    match pair.exclusion {
        Some(Exclusion::Blocked(by)) => {
            let who = name(event, by);
            return (RuleId::Blocked, format!("{who} blocks it"), format!("{who}: 거절함"));
        }
        Some(Exclusion::Unwished) => return said(RuleId::Blocked, "nobody wished for it", "아무도 희망하지 않은 상담임"),
        Some(Exclusion::Mode) => return said(RuleId::Blocked, "the SME does not meet online", "기업이 온라인 상담을 하지 않음"),
        Some(Exclusion::Forbidden) => return said(RuleId::Pins, "it is also forbidden", "금지되어 있음"),
        Some(Exclusion::Language) => {
            return said(RuleId::Interpreter, "no interpreter speaks a language of each", "두 언어를 하나씩 하는 통역이 없음");
        }
        Some(Exclusion::Worthless) | None => {}
    }
    if let Some(away) = pair.parties().into_iter().find(|p| !candidates.free[p.ix()].contains(slot)) {
        let who = name(event, away);
        return (RuleId::Availability, format!("{who} is not free then"), format!("{who}: 그 시간에 참석할 수 없음"));
    }
    if !pair.common.contains(slot) {
        return if is_forbidden(event, pair, slot) {
            said(RuleId::Pins, "it is also forbidden", "금지되어 있음")
        } else {
            said(
                RuleId::Availability,
                "a wish allows only other times (not_before, not_after)",
                "희망한 시간 범위(not_before, not_after) 밖임",
            )
        };
    }
    if candidates.places_at(event, pair, slot).next().is_some() {
        return said(RuleId::Interpreter, "no interpreter for it is free then", "그 시간에 맞는 통역이 없음");
    }
    if pair.places.iter().any(|place| candidates.place_free[place.ix()].contains(slot)) {
        said(
            RuleId::Walk,
            "there is no time to walk between its places and a session for which one of the two is registered",
            "등록한 세션과 상담 자리 사이를 걸을 시간이 없음",
        )
    } else {
        said(RuleId::Places, "none of the places it may use is free then", "그 시간에 쓸 수 있는 자리가 없음")
    }
}

fn is_forbidden(event: &Event, pair: &Pair, slot: SlotId) -> bool {
    let of_pair = |pin: &&Pin| [(pair.sme, pair.buyer), (pair.buyer, pair.sme)].contains(&(pin.sme, pin.buyer));
    let mut forbidding = event.pins.iter().filter(|pin| pin.action == PinAction::Forbid).filter(of_pair);
    forbidding.any(|pin| pin.slots.is_empty() || pin.slots.contains(&slot))
}

/// What keeps fixed meetings, each of which could be held, from being held together.
pub fn together(problem: Problem, found: &Contradiction) -> Vec<Conflict> {
    let Problem { event, candidates } = problem;
    let of_pair = |id: &PairId| {
        let pair = candidates.pair(*id);
        pair.fixed.map(|(slot, _)| meeting(event, pair.parties(), slot))
    };
    let mut meetings: Vec<String> = found.pairs.iter().filter_map(of_pair).collect();
    let n = meetings.len();
    if n > MOST_NAMED {
        meetings.truncate(MOST_NAMED);
        meetings.push("...".into());
    }
    let list = meetings.join(", ");
    let conflict = |rule, whom: Option<String>| {
        let whom = whom.map(|whom| format!("{whom}: ")).unwrap_or_default();
        Conflict::new(
            rule,
            format!("{whom}these {n} fixed meetings cannot all be held (proved): {list}"),
            format!("{whom}고정 상담 {n}건을 모두 지킬 수는 없음(증명됨): {list}"),
        )
    };
    if found.rules.is_empty() {
        return vec![conflict(RuleId::Pins, None)];
    }
    let whom = |of: Concern| match of {
        Concern::Party(party) => name(event, party),
        Concern::Pair(pair) => candidates.pair(pair).parties().map(|p| event.party(p).id.as_str()).join(" - "),
        Concern::Slot(slot) => date_and_clock(event.grid.start_of(slot)),
    };
    found.rules.iter().map(|(rule, of)| conflict(*rule, Some(whom(*of)))).collect()
}

/// The fixed meetings stand, but every timetable with them breaks R13.
pub fn uneven(event: &Event) -> Conflict {
    let most = event.rules.max_gap_difference.unwrap_or(0);
    Conflict::new(
        RuleId::EvenGaps,
        format!("no timetable that holds the fixed meetings keeps the parties' gaps within {most} of each other (proved)"),
        format!("고정 상담을 지키면서 참가자 사이의 빈 시간 수 차이를 {most} 이내로 하는 시간표는 없음(증명됨)"),
    )
}

fn meeting(event: &Event, parties: [PartyId; 2], slot: SlotId) -> String {
    format!("{} ({})", parties.map(|p| event.party(p).id.as_str()).join(" - "), date_and_clock(event.grid.start_of(slot)))
}

fn name(event: &Event, party: PartyId) -> String {
    let party = event.party(party);
    if party.id == party.name { party.id.clone() } else { format!("{} {}", party.id, party.name) }
}

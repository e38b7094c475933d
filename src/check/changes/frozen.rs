//! "Meetings that start before the freeze stay exactly, unless cancelled": but for those that the rules no longer let stand where they were; and nobody
//! comes into frozen time who was not there, unless a pin says so.

use super::compare::has_same_spot;
use super::judge::ChangeJudge;
use crate::check::WrittenMeeting;
use crate::check::read::CellFault;
use crate::event::PinAction;
use crate::published::PublishedMeeting;

impl ChangeJudge<'_> {
    pub(super) fn frozen_faults(&self, now: &[PublishedMeeting]) -> Vec<CellFault> {
        let Some(until) = self.freeze_until else { return Vec::new() };
        let mut faults = Vec::new();
        let lost = self.published.iter().filter(|old| old.starts_at() < until && !now.iter().any(|new| exactly(old, new)));
        for old in lost.filter(|old| self.could_stand(old, now)) {
            faults.push(fault(old, "is frozen and does not stand as it was", "고정 시간 안의 상담이 그대로 있지 않음"));
        }
        let added = now.iter().filter(|new| new.starts_at() < until && !self.published.iter().any(|old| same(old, new)));
        for new in added.filter(|new| !self.is_pinned(new)) {
            faults.push(fault(new, "was put into frozen time", "고정 시간 안에 새로 들어감"));
        }
        faults
    }

    /// Whether every rule lets the meeting stand as it was among what stands in frozen time by right: as published, or by a pin.
    fn could_stand(&self, old: &PublishedMeeting, now: &[PublishedMeeting]) -> bool {
        let (Some(parties), Some(_), Some(_)) = (old.parties, old.slot, old.place) else { return false };
        if !self.can_meet(parties) || old.interpreter_id.is_empty() != old.interpreter.is_none() {
            return false;
        }
        let frozen = now.iter().filter(|new| new.slot.is_some_and(|slot| self.is_frozen(slot)));
        let stays = |new: &&PublishedMeeting| self.published.iter().any(|old| exactly(old, new)) || self.is_pinned(new);
        let mut held: Vec<WrittenMeeting> = frozen.filter(stays).filter_map(written).collect();
        let before = self.violations(&held);
        held.extend(written(old));
        self.violations(&held) <= before
    }

    /// Violations but those of fixed meetings that are not among `held`, and of even gaps, which further meetings may mend.
    fn violations(&self, held: &[WrittenMeeting]) -> usize {
        use crate::rule::RuleId;
        let verdict = self.checker.check(held);
        verdict.violations.iter().filter(|v| ![RuleId::Pins, RuleId::EvenGaps].contains(&v.rule)).count()
    }

    fn is_pinned(&self, meeting: &PublishedMeeting) -> bool {
        let fixes = self.checker.event().pins.iter().filter(|pin| pin.action == PinAction::Fix);
        fixes.into_iter().any(|pin| {
            let parties = [(pin.sme, pin.buyer), (pin.buyer, pin.sme)];
            meeting.parties.is_some_and(|pair| parties.contains(&pair)) && pin.slots.first() == meeting.slot.as_ref()
        })
    }
}

fn same(a: &PublishedMeeting, b: &PublishedMeeting) -> bool {
    a.parties == b.parties && a.starts_at() == b.starts_at()
}

fn exactly(a: &PublishedMeeting, b: &PublishedMeeting) -> bool {
    same(a, b) && has_same_spot(a, b)
}

fn written(meeting: &PublishedMeeting) -> Option<WrittenMeeting> {
    let (sme, buyer) = meeting.parties?;
    Some(WrittenMeeting {
        sme,
        buyer,
        slot: meeting.slot?,
        place: meeting.place,
        interpreter: meeting.interpreter,
        line: meeting.line,
    })
}

fn fault(meeting: &PublishedMeeting, en: &str, ko: &str) -> CellFault {
    let what = format!("{} - {} {}", meeting.sme_id, meeting.buyer_id, meeting.starts_at().format("%Y-%m-%d %H:%M"));
    CellFault {
        file: "meetings.csv",
        line: meeting.line,
        column: "start".into(),
        en: format!("the meeting {what} {en}"),
        ko: format!("{what}: {ko}"),
        value: meeting.id.clone(),
    }
}

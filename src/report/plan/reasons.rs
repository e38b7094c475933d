//! Why a published meeting was changed, in words, from the facts alone: what keeps it from standing where it was.

use super::facts::PlanFacts;
use crate::candidates::{Candidates, Exclusion, Pair};
use crate::event::{Event, Lang, PartyId, PlaceId, SlotId, Subject, Window, WindowSource};
use crate::published::PublishedMeeting;
use crate::replan::{Change, Difference};
use crate::report::Report;
use crate::timetable::{Meeting, Timetable};

/// What reasons are taken from.
pub struct Reasons<'a> {
    event: &'a Event,
    candidates: &'a Candidates,
    timetable: &'a Timetable,
    lang: Lang,
}

impl<'a> Reasons<'a> {
    pub fn of(report: &Report<'a>) -> Self {
        Self { event: report.event, candidates: report.candidates, timetable: report.timetable, lang: report.lang }
    }

    pub fn of_difference(&self, plan: &PlanFacts, difference: &Difference) -> String {
        if let Some(because) = &plan.because {
            return because.of(self.lang).to_string();
        }
        let Some(old) = difference.old.map(|i| &plan.published[i]) else {
            return self.pick("이제 자리가 있음", "there is room for it now");
        };
        match difference.change {
            Change::Cancelled => self.cancelled(old),
            Change::Dropped => {
                self.displaced(old).unwrap_or_else(|| self.pick("남은 시간이나 자리가 없음", "no time or place is left for it"))
            }
            Change::Moved => self.displaced(old).unwrap_or_else(|| self.made_room(old)),
            Change::PlacedAnew => self.placed_anew(old, difference.new),
            Change::New | Change::Kept => String::new(),
        }
    }

    /// Of a meeting that could have stayed.
    fn made_room(&self, old: &PublishedMeeting) -> String {
        let is_of_both = |p: &PartyId| old.parties.is_some_and(|(a, b)| [a, b].contains(p));
        let in_its_way = |m: &Meeting| old.place == Some(m.place) || m.parties().iter().any(is_of_both);
        match old.slot.is_some_and(|slot| self.held_then(slot).any(in_its_way)) {
            true => self.pick("다른 상담에 자리를 내줌", "it makes room for another meeting"),
            false => self.pick("주변 상담과 함께 시간을 다시 맞춤", "its time was set anew together with meetings around it"),
        }
    }

    fn pick(&self, ko: &str, en: &str) -> String {
        self.lang.pick(ko, en).to_string()
    }

    fn pair(&self, old: &PublishedMeeting) -> Option<&'a Pair> {
        let (a, b) = old.parties?;
        self.candidates.first_between(a, b).map(|id| self.candidates.pair(id))
    }

    fn id(&self, party: PartyId) -> &str {
        &self.event.party(party).id
    }

    /// Why the pair cannot meet at all.
    fn cancelled(&self, old: &PublishedMeeting) -> String {
        let Some((a, b)) = old.parties else {
            return self.pick("참가자가 행사에서 빠짐", "a party has left the event");
        };
        let Some(pair) = self.pair(old) else {
            return self.pick("이제 아무도 희망하지 않음", "nobody wishes it any more");
        };
        match pair.exclusion {
            Some(Exclusion::Blocked(by)) => match self.lang {
                Lang::Ko => format!("{}이(가) 상담을 거절함", self.id(by)),
                Lang::En => format!("{} does not want to meet", self.id(by)),
            },
            Some(Exclusion::Forbidden) => self.pick("이 상담은 하지 않기로 함", "this meeting is called off"),
            Some(Exclusion::Mode) => self.pick("온라인으로 만날 수 없음", "they cannot meet online"),
            Some(Exclusion::Language) => self.pick("통역이 없음", "nobody can interpret for them"),
            Some(Exclusion::Unwished | Exclusion::Worthless) => {
                self.pick("이제 아무도 희망하지 않음", "nobody wishes it any more")
            }
            None => match [a, b].into_iter().find(|p| self.candidates.free[p.ix()].is_empty()) {
                Some(party) => self.not_there(party),
                None => self.pick("함께 비는 시간이나 자리가 없음", "there is no time and place at which both are free"),
            },
        }
    }

    /// Of a party without a single free hour.
    fn not_there(&self, party: PartyId) -> String {
        let is_off = |w: &Window| w.subject == Subject::Party(party) && w.source == WindowSource::Changes;
        match (self.lang, self.event.windows.iter().any(is_off)) {
            (Lang::Ko, true) => format!("{}이(가) 참가하지 않음", self.id(party)),
            (Lang::En, true) => format!("{} is not coming", self.id(party)),
            (Lang::Ko, false) => format!("{}에게 가능한 시간이 남지 않음", self.id(party)),
            (Lang::En, false) => format!("{} has no free hour left", self.id(party)),
        }
    }

    /// What keeps the meeting out of its slot whatever else is held; `None` if nothing does.
    fn displaced(&self, old: &PublishedMeeting) -> Option<String> {
        let (a, b) = old.parties?;
        let Some(slot) = old.slot else {
            return Some(self.pick("그 시각은 이제 상담 시간이 아님", "no meeting begins at that time any more"));
        };
        if let Some(party) = [a, b].into_iter().find(|p| !self.candidates.free[p.ix()].contains(slot)) {
            return Some(match self.lang {
                Lang::Ko => format!("{}이(가) 그때 없음", self.id(party)),
                Lang::En => format!("{} is not there then", self.id(party)),
            });
        }
        let pair = self.pair(old)?;
        if pair.slots.contains(slot) {
            return old.place.and_then(|place| self.closed(place, slot));
        }
        if !pair.common.contains(slot) {
            return Some(self.pick("희망이나 고정·금지가 그때를 막음", "a wish or a pin rules out that time"));
        }
        Some(self.pick("그때 쓸 수 있는 자리나 통역이 없음", "no fitting place or interpreter is there then"))
    }

    fn closed(&self, place: PlaceId, slot: SlotId) -> Option<String> {
        let id = &self.event.place(place).id;
        let is_closed = !self.candidates.place_free[place.ix()].contains(slot);
        is_closed.then(|| match self.lang {
            Lang::Ko => format!("{id}을(를) 그때 쓸 수 없음"),
            Lang::En => format!("{id} is closed then"),
        })
    }

    /// Why a meeting has another place or interpreter in its slot.
    fn placed_anew(&self, old: &PublishedMeeting, new: Option<Meeting>) -> String {
        let rearranged =
            || self.pick("그 시간의 자리나 통역을 다시 나눔", "places or interpreters of that time were shared out anew");
        let (Some(slot), Some(new)) = (old.slot, new) else { return rearranged() };
        if old.place != Some(new.place) {
            let Some(place) = old.place else { return self.pick("그 자리가 없어짐", "the place is gone") };
            if let Some(closed) = self.closed(place, slot) {
                return closed;
            }
            if self.pair(old).is_some_and(|pair| !pair.places.contains(&place)) {
                return self.pick("이 상담은 이제 그 자리에서 할 수 없음", "the meeting can no longer be held at that place");
            }
            let is_taken = self.held_then(slot).any(|m| m.place == place);
            return if is_taken {
                self.pick("다른 상담에 자리를 내줌", "another meeting needs its place")
            } else {
                rearranged()
            };
        }
        let Some(who) = old.interpreter else {
            return self.pick("통역이 바뀜", "its interpreter is gone or no longer needed");
        };
        if !self.candidates.interpreter_free[who.ix()].contains(slot) {
            let id = &self.event.interpreters[who.ix()].id;
            return match self.lang {
                Lang::Ko => format!("{id}이(가) 그때 없음"),
                Lang::En => format!("{id} is not there then"),
            };
        }
        let is_taken = self.held_then(slot).any(|m| m.interpreter == Some(who));
        if is_taken {
            self.pick("다른 상담에 통역을 내줌", "another meeting needs its interpreter")
        } else {
            rearranged()
        }
    }

    /// The new meetings of a slot.
    fn held_then(&self, slot: SlotId) -> impl Iterator<Item = &'a Meeting> {
        self.timetable.meetings().iter().filter(move |m| m.slot == slot)
    }
}

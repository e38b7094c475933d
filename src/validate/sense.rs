//! Warnings about a valid event: what an organizer has probably not meant.

use super::windows::report_unused_tag;
use super::words;
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{Event, Party, PartyId, PinAction, Subject, Window, WindowKind, WishKind, instant};
use std::collections::HashSet;

/// Whether there is anything to schedule: a wish, a fixed meeting, or pairs that nobody wished.
pub fn any_wish(event: &Event) -> bool {
    let wished = event.wishes.iter().any(|w| w.kind != WishKind::Block);
    wished || event.value.fill_points > 0 || event.pins.iter().any(|p| p.action == PinAction::Fix)
}

/// Warns of parties without wishes, of more wishes than can ever be met, of tags that nobody carries. `at` = where each party stands.
pub fn warn(event: &Event, at: &[Location], tags_at: &[(String, Location)], findings: &mut Findings) {
    let carried: HashSet<&str> = event.parties.iter().flat_map(|p| &p.tags).map(String::as_str).collect();
    for (tag, place) in tags_at.iter().filter(|(tag, _)| !carried.contains(tag.as_str())) {
        report_unused_tag(findings, place.clone(), tag);
    }
    let n = event.parties.len();
    let (mut made, mut received) = (vec![0_usize; n], vec![0_usize; n]);
    let mut counted = vec![false; event.org_wishes.len()];
    for wish in event.wishes.iter().filter(|w| w.kind != WishKind::Block) {
        received[wish.to.ix()] += 1;
        // A wish for an organization is one, however many buyers it has.
        if wish.org_wish.is_none_or(|i| !std::mem::replace(&mut counted[i], true)) {
            made[wish.from.ix()] += wish.times as usize;
        }
    }
    let free = Free::new(event);
    for party in event.party_ids() {
        let i = party.ix();
        if made[i] + received[i] == 0 && event.value.fill_points == 0 {
            findings.add(
                &codes::NO_WISH,
                at[i].clone(),
                &event.party(party).id,
                Text::new(
                    "this party wishes to meet nobody, and nobody wishes to meet it",
                    "희망하지도, 희망받지도 않은 참가자입니다",
                ),
                Text::new(
                    "add a wish to preferences.csv, or expect no meeting for it",
                    "preferences.csv에 희망을 적지 않으면 상담이 없습니다",
                ),
            );
        }
        warn_excess(event.party(party), made[i], free.room(event, party), &at[i], findings);
    }
}

/// Says that a party wishes more meetings than it has room for.
fn warn_excess(party: &Party, made: usize, room: usize, at: &Location, findings: &mut Findings) {
    if made <= room {
        return;
    }
    findings.add(
        &codes::WISHES_EXCEED,
        at.clone(),
        &party.id,
        Text::new(
            format!("this party wishes {made} meetings but can hold at most {room}"),
            format!("희망은 {made}건인데 상담은 최대 {room}건까지 가능합니다"),
        ),
        Text::new("the wishes of lowest value will not be met", "가치가 낮은 희망은 이루어지지 않습니다"),
    );
}

/// Windows of parties as seconds since 1970 UTC, by party.
struct Free {
    slots: Vec<(i64, i64)>,
    windows: Vec<Vec<(WindowKind, i64, i64)>>,
}

impl Free {
    fn new(event: &Event) -> Self {
        let mut windows = vec![Vec::new(); event.parties.len()];
        for window in &event.windows {
            if let Window { subject: Subject::Party(party), kind: kind @ (WindowKind::Busy | WindowKind::Available), .. } = window
            {
                let span = (*kind, instant(window.timezone, window.start), instant(window.timezone, window.end));
                windows[party.ix()].push(span);
            }
        }
        let slots = event.grid.slot_ids().map(|slot| {
            let start = event.slot(slot).start_min;
            let at = |min| instant(event.timezone, words::moment(event.grid.date_of(slot), min));
            (at(start), at(start + event.grid.meeting_min()))
        });
        Self { slots: slots.collect(), windows }
    }

    /// How many meetings a party can hold at most, as far as its windows, its capacity and its limit say.
    fn room(&self, event: &Event, id: PartyId) -> usize {
        let party = event.party(id);
        let room = self.slots(id) * party.capacity as usize;
        party.max_meetings.map_or(room, |max| room.min(max as usize))
    }

    /// Slots that no busy window touches and, if there are available ones, that touch one of them: at least the slots a party is free in.
    fn slots(&self, party: PartyId) -> usize {
        let windows = &self.windows[party.ix()];
        let touches = |kind, (start, end): (i64, i64)| windows.iter().any(|w| w.0 == kind && w.1 < end && start < w.2);
        let limited = windows.iter().any(|w| w.0 == WindowKind::Available);
        let free =
            |slot: &&(i64, i64)| !touches(WindowKind::Busy, **slot) && (!limited || touches(WindowKind::Available, **slot));
        self.slots.iter().filter(free).count()
    }
}

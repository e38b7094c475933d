//! What a change does to the facts of an event. Facts are added, not taken back, but for fixed meetings that the change makes impossible.

use super::meaning::{Change, Span};
use crate::event::{
    Event, Lang, PartyId, Pin, PinAction, PlaceId, SlotId, Subject, Window, WindowKind, WindowSource, Wish, WishKind,
};
use crate::validate::words::moment;
use chrono::NaiveDateTime;

/// What came of a change.
#[derive(Debug, Default)]
pub struct Effect {
    /// The facts say something else than before.
    pub differs: bool,
    /// Lines of pins.csv whose meetings are no longer fixed.
    pub lifted: Vec<u32>,
}

pub fn apply(event: &mut Event, change: &Change) -> Effect {
    match change {
        Change::CancelParty(party) => cancel_party(event, *party),
        Change::CancelPair(a, b) => cancel_pair(event, (*a, *b)),
        Change::Away(party, spans, note) => close(event, Subject::Party(*party), spans, note),
        Change::Close(place, spans, note) => close(event, Subject::Place(*place), spans, note),
        Change::Add(from, to, rank) => add(event, (*from, *to), *rank),
        Change::Block(from, to) => block(event, (*from, *to)),
    }
}

/// The party is away on every day and needs no meeting any more.
fn cancel_party(event: &mut Event, party: PartyId) -> Effect {
    let days = event.grid.days.iter().map(|day| (moment(day.date, 0), moment(day.date, 24 * 60))).collect::<Vec<_>>();
    let reason = match event.language {
        Lang::Ko => "참가 취소",
        Lang::En => "cancelled",
    };
    event.parties[party.ix()].min_meetings = 0;
    close(event, Subject::Party(party), &days, reason)
}

/// The subject is not there in these times.
fn close(event: &mut Event, subject: Subject, spans: &[Span], reason: &str) -> Effect {
    let mut effect = Effect::default();
    for &(start, end) in spans {
        if event.grid.slot_ids().any(|slot| overlaps(event, slot, (start, end))) && !is_busy(event, subject, (start, end)) {
            effect.differs = true;
        }
        let timezone = event.timezone;
        event.windows.push(Window {
            subject,
            kind: WindowKind::Busy,
            start,
            end,
            timezone,
            reason: reason.to_string(),
            source: WindowSource::Changes,
        });
    }
    let hit = |event: &Event, pin: &Pin| spans.iter().any(|span| overlaps(event, pin.slots[0], *span));
    effect.lifted = match subject {
        Subject::Party(party) => lift(event, |event, pin| [pin.sme, pin.buyer].contains(&party) && hit(event, pin)),
        Subject::Place(place) => lift(event, |event, pin| stands_at(event, pin, place) && hit(event, pin)),
        Subject::Interpreter(_) => Vec::new(),
    };
    effect
}

/// Whether a fixed meeting may be held at a place and, as the event stands, has no other that is open then.
fn stands_at(event: &Event, pin: &Pin, closed: PlaceId) -> bool {
    let mode = event.party(pin.buyer).mode;
    let fits = |id: PlaceId| event.suits(id, pin.buyer, mode) && pin.place.is_none_or(|its| its == id);
    let shut = |id: PlaceId| {
        let of_place =
            |w: &&Window| w.subject == Subject::Place(id) && w.kind == WindowKind::Busy && w.timezone == event.timezone;
        event.windows.iter().filter(of_place).any(|w| overlaps(event, pin.slots[0], (w.start, w.end)))
    };
    fits(closed) && (0..event.places.len()).map(PlaceId::at).all(|id| id == closed || !fits(id) || shut(id))
}

fn overlaps(event: &Event, slot: SlotId, (start, end): Span) -> bool {
    let from = moment(event.grid.date_of(slot), event.slot(slot).start_min);
    let to = from + chrono::Duration::minutes(event.grid.meeting_min().into());
    from < end && start < to
}

/// Whether the subject is busy in all of a time by one window.
fn is_busy(event: &Event, subject: Subject, (start, end): Span) -> bool {
    let covers = |w: &Window| w.timezone == event.timezone && w.start <= start && end <= w.end;
    event.windows.iter().any(|w| w.subject == subject && w.kind == WindowKind::Busy && covers(w))
}

/// Lifts the fixed meetings of which `gone` says so; their lines.
fn lift(event: &mut Event, gone: impl Fn(&Event, &Pin) -> bool) -> Vec<u32> {
    let is_gone = |pin: &Pin| pin.action == PinAction::Fix && gone(event, pin);
    let (lifted, kept) = event.pins.iter().cloned().partition::<Vec<_>, _>(is_gone);
    event.pins = kept;
    lifted.into_iter().map(|pin| pin.line).collect()
}

fn is_pair((a, b): (PartyId, PartyId), (c, d): (PartyId, PartyId)) -> bool {
    (a, b) == (c, d) || (a, b) == (d, c)
}

/// The two never meet, by a decision of the organizer.
fn cancel_pair(event: &mut Event, pair: (PartyId, PartyId)) -> Effect {
    let wished = event.wishes.iter().any(|w| w.kind != WishKind::Block && is_pair(pair, (w.from, w.to)));
    let never = |pin: &Pin| pin.action == PinAction::Forbid && pin.slots.is_empty() && is_pair(pair, (pin.sme, pin.buyer));
    let differs = (wished || event.value.fill_points > 0) && !event.pins.iter().any(never);
    let lifted = lift(event, |_, pin| is_pair(pair, (pin.sme, pin.buyer)));
    let (sme, buyer) = (pair.0.min(pair.1), pair.0.max(pair.1));
    event.pins.push(Pin { sme, buyer, action: PinAction::Forbid, slots: Vec::new(), place: None, line: 0 });
    Effect { differs, lifted }
}

fn add(event: &mut Event, (from, to): (PartyId, PartyId), rank: Option<u32>) -> Effect {
    let stands = |w: &Wish| w.from == from && w.to == to;
    let barred = |w: &Wish| w.kind == WishKind::Block && is_pair((from, to), (w.from, w.to));
    if event.wishes.iter().any(|w| stands(w) || barred(w)) {
        return Effect::default();
    }
    event.wishes.push(wish((from, to), WishKind::Want, rank));
    Effect { differs: true, lifted: Vec::new() }
}

fn block(event: &mut Event, (from, to): (PartyId, PartyId)) -> Effect {
    let pair = (from, to);
    let barred = |w: &Wish| w.kind == WishKind::Block && is_pair(pair, (w.from, w.to));
    let wished = event.wishes.iter().any(|w| w.kind != WishKind::Block && is_pair(pair, (w.from, w.to)));
    let differs = (wished || event.value.fill_points > 0) && !event.wishes.iter().any(barred);
    let lifted = lift(event, |_, pin| is_pair(pair, (pin.sme, pin.buyer)));
    if differs {
        event.wishes.push(wish(pair, WishKind::Block, None));
    }
    Effect { differs, lifted }
}

fn wish((from, to): (PartyId, PartyId), kind: WishKind, rank: Option<u32>) -> Wish {
    let (not_before, not_after): (Option<NaiveDateTime>, Option<NaiveDateTime>) = (None, None);
    Wish { from, to, kind, rank, score: None, not_before, not_after, times: 1, org_wish: None, note: String::new(), line: 0 }
}

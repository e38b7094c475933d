//! A change of the input, and the event that the input then makes.

use crate::candidates::free_slots;
use crate::event::{
    Event, HallId, Interpreter, InterpreterId, Mode, PartyId, PinAction, Place, PlaceId, PlaceKind, PlaceSource, Side, SlotId,
    Subject, Window, WindowKind, WindowSource, Wish, WishKind, Zone,
};
use chrono::{Duration, NaiveDateTime, NaiveTime};

/// One change of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A party takes back that it blocks another.
    Unblock {
        /// Who blocks.
        by: PartyId,
        /// Whom.
        of: PartyId,
    },
    /// An SME meets online too.
    MeetOnline {
        /// The SME.
        sme: PartyId,
    },
    /// The rows that forbid a pair are taken back.
    Unpin {
        /// Plays the SME.
        sme: PartyId,
        /// Plays the buyer.
        buyer: PartyId,
    },
    /// The rows of order.csv that concern a pair are taken back.
    Unorder {
        /// Plays the SME.
        sme: PartyId,
        /// Plays the buyer.
        buyer: PartyId,
    },
    /// The rule that an SME meets one buyer of an organization is lifted.
    ManyOfOrg,
    /// A limit of a party is another.
    Limit {
        /// Whose limit.
        party: PartyId,
        /// Which limit.
        limit: Limit,
        /// What it is then.
        to: u32,
    },
    /// A party can hold so many meetings at the same time.
    AtOnce {
        /// Who.
        party: PartyId,
        /// Its delegates or desks then.
        to: u32,
    },
    /// A party is free in these slots of a day too, `[first, end)`.
    Free {
        /// Who.
        party: PartyId,
        /// First slot and one past the last.
        slots: (SlotId, SlotId),
    },
    /// So many more places.
    Places {
        /// Where they stand.
        hall: HallId,
        /// Tables or video rooms.
        kind: PlaceKind,
        /// How many more.
        n: u32,
    },
    /// An interpreter speaks a language more.
    Speak {
        /// Who.
        interpreter: InterpreterId,
        /// The code of the language.
        language: String,
    },
    /// One more interpreter.
    Interpret {
        /// Codes of the languages.
        languages: Vec<String>,
    },
}

/// A limit of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `max_meetings`.
    Meetings,
    /// `max_per_day`.
    PerDay,
    /// `max_in_a_row`.
    InARow,
}

impl Limit {
    /// The column of the limit.
    pub fn column(self) -> &'static str {
        match self {
            Limit::Meetings => "max_meetings",
            Limit::PerDay => "max_per_day",
            Limit::InARow => "max_in_a_row",
        }
    }

    /// What the limit of a party is.
    pub fn of(self, event: &Event, party: PartyId) -> Option<u32> {
        let party = event.party(party);
        match self {
            Limit::Meetings => party.max_meetings,
            Limit::PerDay => party.max_per_day,
            Limit::InARow => party.max_in_a_row,
        }
    }
}

/// What keeps a party from being free, and what there is to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freeing {
    /// A row is taken away.
    Remove(&'static str, u32),
    /// The dates on which the party is there.
    Days(Vec<chrono::NaiveDate>),
    /// A row `available` is added.
    Available(NaiveDateTime, NaiveDateTime),
}

/// The event with all of the changes; `None` if one of them cannot be made.
pub fn with(event: &Event, changes: &[Change]) -> Option<Event> {
    let mut changed = event.clone();
    changes.iter().try_for_each(|change| change.make(&mut changed))?;
    Some(changed)
}

impl Change {
    fn make(&self, event: &mut Event) -> Option<()> {
        match self {
            Change::Unblock { by, of } => {
                let lines = block_lines(event, *by, *of)?;
                event.wishes.retain(|w| w.kind != WishKind::Block || !lines.contains(&w.line));
                name_no_longer(event, *by, *of)?;
            }
            Change::MeetOnline { sme } => event.parties[sme.ix()].may_meet_online = true,
            Change::Unpin { sme, buyer } => {
                let lines = forbid_lines(event, *sme, *buyer)?;
                event.pins.retain(|pin| !lines.contains(&pin.line));
            }
            Change::Unorder { sme, buyer } => {
                let lines = order_lines(event, *sme, *buyer);
                event.orders.retain(|order| !lines.contains(&order.line));
            }
            Change::ManyOfOrg => event.rules.once_per_org = false,
            Change::Limit { party, limit, to } => {
                let party = &mut event.parties[party.ix()];
                match limit {
                    Limit::Meetings => party.max_meetings = Some(*to),
                    Limit::PerDay => party.max_per_day = Some(*to),
                    Limit::InARow => party.max_in_a_row = Some(*to),
                }
            }
            Change::AtOnce { party, to } => event.parties[party.ix()].capacity = *to,
            Change::Free { party, slots } => free(event, *party, *slots)?,
            Change::Places { hall, kind, n } => add_places(event, *hall, *kind, *n),
            Change::Speak { interpreter, language } => event.interpreters[interpreter.ix()].languages.push(language.clone()),
            Change::Interpret { languages } => {
                let interpreter = Interpreter { id: interpreter_id(event), languages: languages.clone() };
                event.interpreters.push(interpreter);
            }
        }
        Some(())
    }
}

/// A wish of the party for the organization of a buyer whom it names no longer means that buyer too; `None` if the event does not know what it is worth,
/// because it names all others itself.
fn name_no_longer(event: &mut Event, by: PartyId, buyer: PartyId) -> Option<()> {
    for ix in 0..event.org_wishes.len() {
        let wish = &mut event.org_wishes[ix];
        if wish.from != by || !wish.named.contains(&buyer) {
            continue;
        }
        wish.named.retain(|named| *named != buyer);
        let like = event.wishes.iter().find(|w| w.org_wish == Some(ix))?;
        event.wishes.push(Wish { to: buyer, ..like.clone() });
    }
    Some(())
}

/// The lines of preferences.csv with which a party blocks another; `None` if it does so elsewhere.
pub fn block_lines(event: &Event, by: PartyId, of: PartyId) -> Option<Vec<u32>> {
    let blocks = event.wishes.iter().filter(|w| w.kind == WishKind::Block && (w.from, w.to) == (by, of));
    let lines: Vec<u32> = blocks.map(|w| w.line).collect();
    (!lines.is_empty() && !lines.contains(&0)).then_some(lines)
}

/// What takes back all blocks between two parties; nothing if they stand elsewhere than in preferences.csv.
pub fn unblocks(event: &Event, (a, b): (PartyId, PartyId)) -> Vec<Change> {
    let blocks = [(a, b), (b, a)].into_iter().filter(|(by, of)| block_lines(event, *by, *of).is_some());
    blocks.map(|(by, of)| Change::Unblock { by, of }).collect()
}

fn is_pair((a, b): (PartyId, PartyId), (sme, buyer): (PartyId, PartyId)) -> bool {
    (a, b) == (sme, buyer) || (b, a) == (sme, buyer)
}

/// The lines of pins.csv that forbid a pair; `None` if nothing does, or a change of the published timetable calls its meeting off.
pub fn forbid_lines(event: &Event, sme: PartyId, buyer: PartyId) -> Option<Vec<u32>> {
    let of_pair = event.pins.iter().filter(|p| p.action == PinAction::Forbid && is_pair((p.sme, p.buyer), (sme, buyer)));
    let lines: Vec<u32> = of_pair.map(|pin| pin.line).collect();
    (!lines.is_empty() && !lines.contains(&0)).then_some(lines)
}

/// The lines of order.csv that concern a pair.
pub fn order_lines(event: &Event, sme: PartyId, buyer: PartyId) -> Vec<u32> {
    let of_pair = event.orders.iter().filter(|o| is_pair(o.first, (sme, buyer)) || is_pair(o.then, (sme, buyer)));
    of_pair.map(|order| order.line).collect()
}

/// An id that no interpreter has.
pub fn interpreter_id(event: &Event) -> String {
    let is_new = |id: &String| event.interpreters.iter().all(|i| i.id != *id) && event.parties.iter().all(|p| p.id != *id);
    (event.interpreters.len() + 1..).map(|n| format!("INT{n:02}")).find(is_new).expect("numbers do not end")
}

/// Ids that no place has.
pub fn place_ids(event: &Event, hall: HallId, kind: PlaceKind, n: u32) -> Vec<String> {
    let (name, letter) = (&event.halls[hall.ix()], if kind == PlaceKind::Table { 'T' } else { 'V' });
    let there = n_places(event, hall, kind);
    let is_new = |id: &String| event.places.iter().all(|p| !p.id.eq_ignore_ascii_case(id));
    (there + 1..).map(|n| format!("{name}-{letter}{n:02}")).filter(is_new).take(n as usize).collect()
}

/// How many places of a kind a hall has.
pub fn n_places(event: &Event, hall: HallId, kind: PlaceKind) -> usize {
    event.places.iter().filter(|p| p.hall == hall && p.kind == kind).count()
}

fn add_places(event: &mut Event, hall: HallId, kind: PlaceKind, n: u32) {
    let place = |id: String| Place { id, hall, kind, reserved_for: None };
    let new: Vec<Place> = place_ids(event, hall, kind, n).into_iter().map(place).collect();
    if event.place_source == PlaceSource::Rows {
        event.places.extend(new);
        return;
    }
    // Counted places stand in order of halls, tables before video rooms.
    let before = |p: &Place| (p.hall, p.kind) <= (hall, kind);
    let at = event.places.iter().rposition(before).map_or(0, |at| at + 1);
    event.places.splice(at..at, new);
    let later = |id: &mut PlaceId| id.0 += if id.ix() < at { 0 } else { n };
    event.parties.iter_mut().filter_map(|party| party.place.as_mut()).for_each(later);
    event.pins.iter_mut().filter_map(|pin| pin.place.as_mut()).for_each(later);
    for window in &mut event.windows {
        if let Subject::Place(id) = &mut window.subject {
            later(id);
        }
    }
}

/// The slots as a time of the event's zone: from the first start to the last end.
pub fn span(event: &Event, (first, end): (SlotId, SlotId)) -> (NaiveDateTime, NaiveDateTime) {
    let grid = &event.grid;
    let at = |slot: SlotId, more_min: i32| {
        grid.date_of(slot).and_time(NaiveTime::MIN) + Duration::minutes((event.slot(slot).start_min + more_min).into())
    };
    (at(first, 0), at(SlotId(end.0 - 1), grid.meeting_min()))
}

/// What frees a party in these slots; `None` if no change of its own rows does.
pub fn freeing(event: &Event, party: PartyId, slots: (SlotId, SlotId)) -> Option<Vec<Freeing>> {
    let (start, end) = span(event, slots);
    let mut steps = Vec::new();
    let of_party = || event.windows.iter().filter(|w| w.subject == Subject::Party(party));
    let overlaps = |w: &&Window| instant(w, w.start) < utc(event, end) && utc(event, start) < instant(w, w.end);
    for window in of_party().filter(|w| w.kind == WindowKind::Busy).filter(overlaps) {
        let alone = event.windows.iter().all(|w| w.source != window.source || w.subject == window.subject);
        let step = match window.source {
            WindowSource::Windows(line) if alone => Freeing::Remove("windows", line),
            WindowSource::Registrations(line) if alone => Freeing::Remove("registrations", line),
            WindowSource::Days => Freeing::Days(dates_with(event, party, start.date())),
            _ => return None,
        };
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    let available = || of_party().filter(|w| w.kind == WindowKind::Available);
    if available().next().is_none() {
        // Hours of the own zone bind online buyers; rows of their own would take all the others away.
        let facts = event.party(party);
        return (facts.side == Side::Sme || facts.mode == Mode::Onsite).then_some(steps);
    }
    let covered = available().any(|w| instant(w, w.start) <= utc(event, start) && utc(event, end) <= instant(w, w.end));
    if !covered {
        steps.push(Freeing::Available(start, end));
    }
    Some(steps)
}

/// The dates of the event on which a party is there, one more among them.
fn dates_with(event: &Event, party: PartyId, more: chrono::NaiveDate) -> Vec<chrono::NaiveDate> {
    let is_away = |date: &chrono::NaiveDate| {
        let away = |w: &Window| w.subject == Subject::Party(party) && w.source == WindowSource::Days && w.start.date() == *date;
        event.windows.iter().any(away)
    };
    event.grid.days.iter().map(|day| day.date).filter(|date| *date == more || !is_away(date)).collect()
}

/// The party comes in these slots too, and in all others of the day beside them that the same edits free: a row of windows.csv that is taken
/// away may be longer, and a date of `days` is a whole day.
pub fn coming(event: &Event, party: PartyId, slots: (SlotId, SlotId)) -> Change {
    let Some(steps) = freeing(event, party, slots) else { return Change::Free { party, slots } };
    let subject = Subject::Party(party);
    let own: Vec<Window> = event.windows.iter().filter(|w| w.subject == subject).cloned().collect();
    let mut then = own.clone();
    steps.iter().for_each(|step| step.make(&mut then, party, event.timezone));
    let [before, after] = [own, then].map(|windows| free_slots(event, subject, &windows));
    let date = event.grid.date_of(slots.0);
    let is_new = |slot: u32| {
        let slot = SlotId(slot);
        after.contains(slot) && !before.contains(slot) && event.grid.date_of(slot) == date
    };
    let n_slots = event.n_slots() as u32;
    let first = (0..slots.0.0).rev().take_while(|slot| is_new(*slot)).last().unwrap_or(slots.0.0);
    let end = (slots.1.0..n_slots).take_while(|slot| is_new(*slot)).last().map_or(slots.1.0, |slot| slot + 1);
    Change::Free { party, slots: (SlotId(first), SlotId(end)) }
}

fn utc(event: &Event, at: NaiveDateTime) -> i64 {
    crate::candidates::utc_min(event.timezone, at)
}

fn instant(window: &Window, at: NaiveDateTime) -> i64 {
    crate::candidates::utc_min(window.timezone, at)
}

fn free(event: &mut Event, party: PartyId, slots: (SlotId, SlotId)) -> Option<()> {
    let timezone = event.timezone;
    for step in freeing(event, party, slots)? {
        step.make(&mut event.windows, party, timezone);
        if let Freeing::Remove("registrations", line) = step {
            event.registrations.retain(|r| r.line != line);
        }
    }
    Some(())
}

impl Freeing {
    /// Takes away or adds what it says.
    fn make(&self, windows: &mut Vec<Window>, party: PartyId, timezone: Zone) {
        match self {
            Freeing::Remove("windows", line) => windows.retain(|w| w.source != WindowSource::Windows(*line)),
            Freeing::Remove(_, line) => windows.retain(|w| w.source != WindowSource::Registrations(*line)),
            Freeing::Days(dates) => windows.retain(|w| {
                w.subject != Subject::Party(party) || w.source != WindowSource::Days || !dates.contains(&w.start.date())
            }),
            Freeing::Available(start, end) => windows.push(Window {
                subject: Subject::Party(party),
                kind: WindowKind::Available,
                start: *start,
                end: *end,
                timezone,
                reason: String::new(),
                source: WindowSource::Changes,
            }),
        }
    }
}

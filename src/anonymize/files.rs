//! The CSV files of the copy.

use super::names::Names;
use crate::event::{
    BuyerType, Event, Interpreter, InterpreterId, Mode, Order, Party, PartyId, Pin, PinAction, PlaceId, PlaceKind, Registration,
    Subject, Window, WindowKind, Wish, WishKind, clock, date_and_clock,
};
use chrono::{NaiveDateTime, Timelike};

/// Name and content of every table.
pub fn tables(event: &Event, names: &Names) -> Vec<(String, String)> {
    [
        ("smes.csv", smes(event, names)),
        ("buyers.csv", buyers(event, names)),
        ("preferences.csv", preferences(event, names)),
        ("places.csv", places(event, names)),
        ("interpreters.csv", interpreters(event, names)),
        ("windows.csv", windows(event, names)),
        ("sessions.csv", sessions(event, names)),
        ("registrations.csv", registrations(event, names)),
        ("pins.csv", pins(event, names)),
        ("order.csv", order(event, names)),
    ]
    .map(|(name, text)| (name.to_string(), text))
    .into()
}

/// No name holds a comma or a quote, so rows need no quoting.
fn csv(head: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: String = rows.map(|row| row.join(",") + "\n").collect();
    format!("{head}\n{rows}")
}

fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map_or(String::new(), |v| v.to_string())
}

/// bonus, min_meetings, max_meetings, max_per_day, max_in_a_row, languages, language, hall
fn shared(names: &Names, party: &Party) -> Vec<String> {
    // Without `..`: a column that is forgotten does not compile.
    let Party {
        bonus,
        min_meetings,
        max_meetings,
        max_per_day,
        max_in_a_row,
        languages,
        language,
        hall,
        // In columns of the one side or the other.
        id: _,
        side: _,
        org: _,
        buyer_type: _,
        timezone: _,
        mode: _,
        may_meet_online: _,
        category: _,
        tags: _,
        capacity: _,
        place: _,
        // Left out: they name somebody and decide nothing.
        name: _,
        name_en: _,
        dept: _,
        country: _,
        booth: _,
        contact: _,
        phone: _,
        email: _,
    } = party;
    vec![
        bonus.to_string(),
        min_meetings.to_string(),
        or_empty(*max_meetings),
        or_empty(*max_per_day),
        or_empty(*max_in_a_row),
        languages.join(";"),
        language.code().into(),
        hall.map_or(String::new(), |h| names.hall(h)),
    ]
}

const SHARED: &str = "bonus,min_meetings,max_meetings,max_per_day,max_in_a_row,languages,language,hall";

fn smes(event: &Event, names: &Names) -> String {
    let row = |id: PartyId| {
        let party = event.party(id);
        let tags: Vec<&str> = party.tags.iter().map(|t| names.tag(t)).collect();
        let online = if party.may_meet_online { "yes" } else { "no" };
        let own = [names.party(id), &format!("SME {}", id.ix() + 1), names.category(&party.category), &tags.join(";"), online];
        let mut row: Vec<String> = own.map(String::from).into();
        row.push(party.capacity.to_string());
        row.extend(shared(names, party));
        row
    };
    csv(&format!("sme_id,name,category,tags,online,delegates,{SHARED}"), event.sme_ids().map(row))
}

fn buyers(event: &Event, names: &Names) -> String {
    let row = |id: PartyId| {
        let party = event.party(id);
        let kind = match party.buyer_type {
            Some(BuyerType::Public) => "public",
            Some(BuyerType::Large) => "large",
            Some(BuyerType::Foreign) => "foreign",
            None => "",
        };
        let mode = if party.mode == Mode::Online { "online" } else { "onsite" };
        let name = format!("Buyer {}", id.ix() - event.n_smes + 1);
        let place = party.place.map_or("", |p| names.place(p));
        let own = [
            names.party(id),
            &name,
            names.org(&party.org),
            kind,
            party.timezone.name(),
            mode,
            place,
            names.category(&party.category),
        ];
        let mut row: Vec<String> = own.map(String::from).into();
        row.push(party.capacity.to_string());
        row.extend(shared(names, party));
        row
    };
    csv(&format!("buyer_id,name,org,type,timezone,mode,place,category,desks,{SHARED}"), event.buyer_ids().map(row))
}

fn preferences(event: &Event, names: &Names) -> String {
    let row = |wish: &Wish| {
        let kind = match wish.kind {
            WishKind::Want => "want",
            WishKind::Must => "must",
            WishKind::Block => "block",
        };
        let limit = |t: Option<NaiveDateTime>| or_empty(t.map(date_and_clock));
        let to = wish.org_wish.map_or(names.party(wish.to), |i| names.org(&event.org_wishes[i].org));
        vec![
            names.party(wish.from).into(),
            to.into(),
            or_empty(wish.rank),
            or_empty(wish.score),
            kind.into(),
            wish.times.to_string(),
            limit(wish.not_before),
            limit(wish.not_after),
        ]
    };
    // A wish for an organization is one row, at the place of its first reading.
    let mut done = vec![false; event.org_wishes.len()];
    let wishes = event.wishes.iter().filter(|w| w.org_wish.is_none_or(|i| !std::mem::replace(&mut done[i], true)));
    let mut rows: Vec<_> = wishes.map(row).collect();
    // One whose buyers are all named by the party itself has no reading: it binds by R11, and may be a must.
    for (org, _) in event.org_wishes.iter().zip(done).filter(|(_, done)| !done) {
        let (kind, times) = if org.must_times > 0 { ("must", org.must_times) } else { ("want", 1) };
        let [rank, score, from, until] = [(); 4].map(|()| String::new());
        rows.push(vec![
            names.party(org.from).into(),
            names.org(&org.org).to_string(),
            rank,
            score,
            kind.into(),
            times.to_string(),
            from,
            until,
        ]);
    }
    csv("from_id,to_id,rank,score,kind,times,not_before,not_after", rows.into_iter())
}

fn places(event: &Event, names: &Names) -> String {
    let row = |id: PlaceId| {
        let place = event.place(id);
        let kind = if place.kind == PlaceKind::Table { "table" } else { "video" };
        let reserved = place.reserved_for.map_or("", |b| names.party(b));
        vec![names.place(id).into(), names.hall(place.hall), kind.into(), reserved.into()]
    };
    csv("place_id,hall,kind,reserved_for", (0..event.places.len()).map(PlaceId::at).map(row))
}

fn interpreters(event: &Event, names: &Names) -> String {
    let row = |(i, who): (usize, &Interpreter)| vec![names.interpreter(InterpreterId::at(i)), who.languages.join(";")];
    csv("interpreter_id,languages", event.interpreters.iter().enumerate().map(row))
}

/// Each session once, as its first registration has it.
fn seminars(event: &Event) -> Vec<&Registration> {
    let mut seminars: Vec<&Registration> = Vec::new();
    for registration in &event.registrations {
        if seminars.iter().all(|seminar| seminar.session != registration.session) {
            seminars.push(registration);
        }
    }
    seminars
}

/// Sessions to which somebody goes, without their titles.
fn sessions(event: &Event, names: &Names) -> String {
    let row = |(i, session): (usize, &Registration)| {
        let [from, to] = hours(session.start, session.end);
        let hall = session.hall.map(|hall| names.hall(hall)).unwrap_or_default();
        vec![format!("X{:02}", i + 1), session.start.date().to_string(), from, to, hall]
    };
    csv("session_id,date,start,end,hall", seminars(event).into_iter().enumerate().map(row))
}

fn registrations(event: &Event, names: &Names) -> String {
    let seminars = seminars(event);
    let row = |r: &Registration| {
        let i = seminars.iter().position(|s| s.session == r.session).expect("the session of a registration");
        vec![format!("X{:02}", i + 1), names.party(r.party).into()]
    };
    csv("session_id,party_id", event.registrations.iter().map(row))
}

/// `10:00` and `11:00` of a time within one day, to 24:00 at most.
fn hours(start: NaiveDateTime, end: NaiveDateTime) -> [String; 2] {
    let minute = |t: NaiveDateTime| (t.hour() * 60 + t.minute()) as i32;
    let end_min = if end.date() == start.date() { minute(end) } else { 24 * 60 };
    [clock(minute(start)), clock(end_min)]
}

/// Without those that registrations make.
fn windows(event: &Event, names: &Names) -> String {
    let row = |window: &Window| {
        let subject = match window.subject {
            Subject::Party(id) => names.party(id).to_string(),
            Subject::Place(id) => names.place(id).to_string(),
            Subject::Interpreter(id) => names.interpreter(id),
        };
        let kind = match window.kind {
            WindowKind::Busy => "busy",
            WindowKind::Available => "available",
            WindowKind::Avoid => "avoid",
        };
        let [start, end] = hours(window.start, window.end);
        vec![subject, window.start.date().to_string(), start, end, kind.into(), window.timezone.name().into()]
    };
    let of_session = |w: &&Window| {
        let is = |r: &Registration| Subject::Party(r.party) == w.subject && (r.start, r.end) == (w.start, w.end);
        w.kind == WindowKind::Busy && event.registrations.iter().any(is)
    };
    csv("party_id,date,start,end,kind,timezone", event.windows.iter().filter(|w| !of_session(w)).map(row))
}

fn pins(event: &Event, names: &Names) -> String {
    let row = |pin: &Pin| {
        let date = pin.slots.first().map(|s| event.grid.date_of(*s).to_string()).unwrap_or_default();
        let start = match pin.slots[..] {
            [slot] => clock(event.slot(slot).start_min),
            _ => String::new(),
        };
        let place = pin.place.map_or("", |p| names.place(p));
        let action = if pin.action == PinAction::Fix { "fix" } else { "forbid" };
        vec![names.party(pin.sme).into(), names.party(pin.buyer).into(), date, start, place.into(), action.into()]
    };
    csv("sme_id,buyer_id,date,start,place,action", event.pins.iter().map(row))
}

fn order(event: &Event, names: &Names) -> String {
    let row = |order: &Order| {
        let [a, b, c, d] = [order.first.0, order.first.1, order.then.0, order.then.1];
        [a, b, c, d].map(|p| names.party(p).to_string()).into()
    };
    csv("first_sme,first_buyer,then_sme,then_buyer", event.orders.iter().map(row))
}

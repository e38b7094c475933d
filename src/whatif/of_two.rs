//! The part of an event that decides whether two parties can meet: quick to copy and to work out, however large the event is.

use crate::event::{Event, Mode, OrgWish, Party, PartyId, Subject, Window, WindowSource, WishKind};

/// The event with the two parties and nobody else: all others keep their places in the list, but have no name, no wish and no window. Places, interpreters,
/// the grid and all rules are those of the event.
pub fn of_two(event: &Event, (a, b): (PartyId, PartyId)) -> Event {
    let is_one = |party: PartyId| party == a || party == b;
    let wishes = event.wishes.iter().filter(|w| is_one(w.from) && is_one(w.to)).cloned();
    let mut alone = Event {
        name: String::new(),
        organizer: String::new(),
        timezone: event.timezone,
        language: event.language,
        grid: event.grid.clone(),
        halls: event.halls.clone(),
        walk_min: event.walk_min.clone(),
        places: event.places.clone(),
        place_source: event.place_source,
        parties: parties(event, (a, b)),
        n_smes: event.n_smes,
        interpreters: event.interpreters.clone(),
        wishes: wishes.collect(),
        org_wishes: org_wishes(event),
        registrations: event.registrations.iter().filter(|r| is_one(r.party)).cloned().collect(),
        windows: windows(event, (a, b)),
        pins: event.pins.iter().filter(|pin| is_one(pin.sme) || is_one(pin.buyer)).cloned().collect(),
        orders: event.orders.clone(),
        rules: event.rules.clone(),
        value: event.value.clone(),
        quality: event.quality.clone(),
        local_hours: event.local_hours,
        solve: event.solve.clone(),
    };
    if alone.wishes.iter().any(|w| w.kind != WishKind::Block) {
        alone.value.fill_points = 0;
    }
    alone
}

/// Without the buyers that their party blocks: what the wish would be worth to them stands in wishes for others, which are not here.
fn org_wishes(event: &Event) -> Vec<OrgWish> {
    let mut all = event.org_wishes.clone();
    for block in event.wishes.iter().filter(|w| w.kind == WishKind::Block) {
        all.iter_mut().filter(|wish| wish.from == block.from).for_each(|wish| wish.named.retain(|named| *named != block.to));
    }
    all
}

/// The two as they are, and nobody in the place of every other.
fn parties(event: &Event, (a, b): (PartyId, PartyId)) -> Vec<Party> {
    let nobody = Party {
        id: String::new(),
        name: String::new(),
        name_en: String::new(),
        org: String::new(),
        dept: String::new(),
        country: String::new(),
        mode: Mode::Onsite,
        category: String::new(),
        tags: Vec::new(),
        languages: Vec::new(),
        booth: String::new(),
        contact: String::new(),
        phone: String::new(),
        email: String::new(),
        ..event.party(a).clone()
    };
    let of = |party: PartyId| match party == a || party == b {
        true => event.party(party).clone(),
        false => Party { side: event.party(party).side, ..nobody.clone() },
    };
    event.party_ids().map(of).collect()
}

/// The windows of the two, of places and of interpreters, and what else the rows say from which those of the two come: a row that concerns others too
/// cannot be taken away for one.
fn windows(event: &Event, (a, b): (PartyId, PartyId)) -> Vec<Window> {
    let concerns = |window: &&Window| match window.subject {
        Subject::Party(party) => party == a || party == b,
        Subject::Place(_) | Subject::Interpreter(_) => true,
    };
    let of_two = event.windows.iter().filter(|w| matches!(w.subject, Subject::Party(_))).filter(concerns);
    let rows: Vec<WindowSource> = of_two.map(|w| w.source).filter(|s| is_row(*s)).collect();
    event.windows.iter().filter(|w| concerns(w) || rows.contains(&w.source)).cloned().collect()
}

/// A row, which may stand for several windows.
fn is_row(source: WindowSource) -> bool {
    match source {
        WindowSource::Windows(_) | WindowSource::Registrations(_) => true,
        WindowSource::Days | WindowSource::Changes => false,
    }
}

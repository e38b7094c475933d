//! The data of the web page, as compact as it can be read: names and times in both languages, meetings as rows of positions.

use super::both::Both;
use super::organizer::Organizer;
use super::sessions::{self, Session};
use crate::event::{Lang, PartyId, PlaceId, PlaceKind, Registration, Side};
use crate::report::Report;
use crate::report::clock::{Times, date_in_words, hhmm, offsets, start_utc, zone_in_words};
use crate::report::dearest::{self, Dearest};
use crate::report::draw::grouped;
use crate::report::guide::{self, Guide};
use crate::report::names::{alphabetical, hall_in_words, initial, place_in_words, subtitle, title};
use crate::report::plan::{Reader, Told, told};
use crate::report::table::Cell;
use crate::report::words::{Words, words};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the web page shows, as JSON inside it. Meetings and slots are rows, parties and places are named by position.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "Page"))]
pub struct Data {
    /// Name of the event.
    name: String,
    /// The language shown first, `ko` or `en`.
    lang: &'static str,
    /// By language: every word of the page.
    #[cfg_attr(test, schemars(with = "[(&'static str, BTreeMap<String, String>); 2]"))]
    words: [(&'static str, &'static Words); 2],
    /// The days of the event.
    days: Vec<Day>,
    /// Day, start, answer_start, end, in the event's zone; the instant of the start in minutes since 1970 UTC.
    slots: Vec<(u32, String, String, String, i64)>,
    /// Minutes of presentation, answers and changeover.
    minutes: [i32; 3],
    /// The event's zone, in words.
    zone: String,
    /// From which minute since 1970 UTC on the event's clocks are how many minutes east of UTC, for a year before and after the event.
    clock: Vec<(i64, i32)>,
    /// By name: the zones of parties that are not the event's.
    zones: BTreeMap<&'static str, Zone>,
    /// The halls.
    halls: Vec<Hall>,
    /// Tables and video rooms.
    places: Vec<Place>,
    /// SMEs, then buyers.
    parties: Vec<Party>,
    /// Ids of the interpreters.
    interpreters: Vec<String>,
    /// SME, buyer, slot, place, interpreter or -1: positions.
    meetings: Vec<(u32, u32, u32, u32, i64)>,
    /// For each of `meetings` who could step in for its SME, as positions in `parties`; empty if that is not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    standby: Vec<Vec<u32>>,
    /// Seminars and tours that somebody attends, in order of time.
    sessions: Vec<Session>,
    /// By language that a party reads: the rules of the day.
    guide: BTreeMap<&'static str, Guide>,
    /// By language: what is scarce.
    scarce: BTreeMap<&'static str, Scarce>,
    /// What only the organizer's copy shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    organizer: Option<Organizer>,
    /// Parties in the order of a pick-up list, with the heading each stands under.
    order: BTreeMap<&'static str, Vec<(u32, String)>>,
}

/// The lists of what is scarce, as they are shown.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageScarce"))]
struct Scarce {
    /// What the lists say.
    title: &'static str,
    /// Hours; places and interpreters; buyers. Empty ones are left out.
    lists: Vec<ScarceList>,
}

/// One list, to be drawn as a table.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageScarceList"))]
struct ScarceList {
    /// A heading for each column; the last is what a row is worth at most, in points.
    header: Vec<&'static str>,
    /// What "one more" means in this list.
    note: &'static str,
    /// Cells, dearest row first.
    rows: Vec<Vec<String>>,
}

/// A day of the event.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageDay"))]
struct Day {
    /// `2022-04-13`
    date: String,
    /// The date in words.
    label: Both,
    /// First slot and one past the last.
    slots: (u32, u32),
}

/// Another zone than the event's, with its clock.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageZone"))]
struct Zone {
    /// The zone in words.
    label: String,
    /// Date in both languages, start, answer_start, end of every slot.
    slots: Vec<(String, String, String, String, String)>,
    /// Date in both languages, start, end of every session.
    sessions: Vec<(String, String, String, String)>,
}

/// A hall.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageHall"))]
struct Hall {
    /// As in the input.
    id: String,
    /// The hall in words.
    label: Both,
}

/// A table or a video room.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PagePlace"))]
struct Place {
    /// As in the input.
    id: String,
    /// Position in `halls`.
    hall: u32,
    /// A video room.
    video: bool,
    /// The place in words.
    label: Both,
}

/// An SME or a buyer.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageParty"))]
struct Party {
    /// As in the input.
    id: String,
    /// `sme` or `buyer`.
    side: &'static str,
    /// The name the party is known by.
    title: Both,
    /// What stands below its name.
    sub: Both,
    /// The language of its papers.
    lang: &'static str,
    /// Its zone, a key of `zones`; null if it is the event's.
    zone: Option<&'static str>,
    /// Number of its booth; may be empty.
    booth: String,
    /// It meets online.
    online: bool,
    /// Positions in `sessions`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sessions: Vec<u32>,
    /// Where the page gives reasons: each party that a wish connects with it and that it does not meet, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unmet: Vec<(u32, String)>,
    /// Its meetings that are not as they were in the timetable before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changed: Vec<Changed>,
    /// Contact, phone, e-mail, where they may be written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact: Vec<String>,
}

/// A changed meeting of a party.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageChanged"))]
struct Changed {
    /// What happened to it.
    what: Both,
    /// The other party.
    partner: Both,
    /// When and where it was; empty for a new one.
    was: Both,
    /// When and where it is now; empty if it is not held.
    now: Both,
}

/// Everything the page shows.
pub fn data(report: &Report) -> Data {
    let event = report.event;
    let days = event.grid.days.iter().map(|d| Day {
        date: d.date.to_string(),
        label: Both::of(|lang| date_in_words(d.date, lang)),
        slots: (d.slots.0.0, d.slots.1.0),
    });
    let slots = event.grid.slot_ids().map(|s| {
        let times = Times::of(event, s, event.timezone);
        let start_min = start_utc(event, s).timestamp() / 60;
        (event.grid.day_of(s).0, hhmm(times.start), hhmm(times.answer_start), hhmm(times.end), start_min)
    });
    let sessions = sessions::all(event);
    let guides = guide::languages(report, event.party_ids()).into_iter().map(|lang| (code(lang), guide::guide(report, lang)));
    let places = (0..event.places.len()).map(PlaceId::at).map(|id| {
        let place = event.place(id);
        let label = Both::of(|lang| place_in_words(event, id, lang));
        Place { id: place.id.clone(), hall: place.hall.0, video: place.kind == PlaceKind::Video, label }
    });
    let meetings = report.timetable.meetings().iter();
    Data {
        name: event.name.clone(),
        lang: code(report.lang),
        words: [("ko", words(Lang::Ko)), ("en", words(Lang::En))],
        days: days.collect(),
        slots: slots.collect(),
        minutes: [event.grid.present_min, event.grid.answer_min, event.grid.changeover_min],
        zone: zone_in_words(event, event.timezone),
        clock: offsets(event, event.timezone),
        zones: zones(report, &sessions),
        halls: event.halls.iter().map(|h| Hall { id: h.clone(), label: Both::of(|lang| hall_in_words(h, lang)) }).collect(),
        places: places.collect(),
        parties: event.party_ids().map(|p| party(report, p, &sessions)).collect(),
        interpreters: event.interpreters.iter().map(|i| i.id.clone()).collect(),
        meetings: meetings.map(|m| (m.sme.0, m.buyer.0, m.slot.0, m.place.0, m.interpreter.map_or(-1, |i| i.0.into()))).collect(),
        standby: report.standby.iter().map(|list| list.iter().map(|party| party.0).collect()).collect(),
        sessions: sessions.iter().map(|s| Session::of(event, s)).collect(),
        guide: guides.collect(),
        scarce: report.dearest.iter().flat_map(|d| [Lang::Ko, Lang::En].map(|lang| (code(lang), scarce(d, lang)))).collect(),
        organizer: Organizer::of(report),
        order: [Lang::Ko, Lang::En].into_iter().map(|lang| (code(lang), order(report, lang))).collect(),
    }
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "ko",
        Lang::En => "en",
    }
}

fn party(report: &Report, id: PartyId, sessions: &[&Registration]) -> Party {
    let (event, p) = (report.event, report.event.party(id));
    let contact = if report.with_contacts { vec![p.contact.clone(), p.phone.clone(), p.email.clone()] } else { Vec::new() };
    Party {
        id: p.id.clone(),
        side: if p.side == Side::Sme { "sme" } else { "buyer" },
        title: Both::of(|lang| title(p, lang).into()),
        sub: Both::of(|lang| subtitle(p, lang)),
        lang: code(report.lang_of(id)),
        zone: (p.timezone != event.timezone).then(|| p.timezone.name()),
        booth: p.booth.clone(),
        online: p.mode == crate::event::Mode::Online,
        sessions: sessions::of_party(event, id, sessions),
        unmet: if report.options.with_reasons { reasons(report, id) } else { Vec::new() },
        changed: changed(report, id),
        contact: contact.into_iter().filter(|t| !t.is_empty()).collect(),
    }
}

/// Why the wishes of a party, made and received, were not met; what would bring them about is for the organizer's own files.
fn reasons(report: &Report, party: PartyId) -> Vec<(u32, String)> {
    let of_party = report.outcome.unmet.iter().filter(|row| row.sme == party || row.buyer == party);
    of_party.map(|row| (if row.sme == party { row.buyer.0 } else { row.sme.0 }, row.detail.clone())).collect()
}

/// What has changed for a party, on its own clock.
fn changed(report: &Report, party: PartyId) -> Vec<Changed> {
    let Some(plan) = &report.since else { return Vec::new() };
    let zone = report.event.party(party).timezone;
    let [ko, en] = [Lang::Ko, Lang::En].map(|lang| told(report.event, plan, Reader { party, lang, zone }));
    let both = |(ko, en): (Told, Told)| {
        let text = |of: &dyn Fn(&Told) -> String| Both::of(|lang| of(lang.pick(&ko, &en)));
        Changed {
            what: text(&|told| told.change.clone()),
            partner: text(&|told| told.partner.clone()),
            was: text(&|told| told.was.clone().unwrap_or_default()),
            now: text(&|told| told.now.clone().unwrap_or_default()),
        }
    };
    ko.into_iter().zip(en).map(both).collect()
}

fn scarce(dearest: &Dearest, lang: Lang) -> Scarce {
    let cell = |cell: Cell| match cell {
        Cell::Text(text) => text,
        Cell::Number(number) => grouped(number),
    };
    let lists = dearest::sections(dearest, lang).into_iter().map(|list| ScarceList {
        header: list.header,
        note: list.note,
        rows: list.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
    });
    Scarce { title: dearest::title(dearest, lang), lists: lists.collect() }
}

fn order(report: &Report, lang: Lang) -> Vec<(u32, String)> {
    let list = alphabetical(report.event, report.event.party_ids(), lang);
    list.into_iter().map(|p| (p.0, initial(title(report.event.party(p), lang)))).collect()
}

/// What the clocks of foreign parties show in every slot.
fn zones(report: &Report, sessions: &[&Registration]) -> BTreeMap<&'static str, Zone> {
    let event = report.event;
    let foreign = event.parties.iter().map(|p| p.timezone).filter(|z| *z != event.timezone);
    let mut zones = BTreeMap::new();
    for zone in foreign {
        zones.entry(zone.name()).or_insert_with(|| {
            let slots = event.grid.slot_ids().map(|s| {
                let t = Times::of(event, s, zone);
                let date = |lang| date_in_words(t.start.date(), lang);
                (date(Lang::Ko), date(Lang::En), hhmm(t.start), hhmm(t.answer_start), hhmm(t.end))
            });
            let sessions = sessions.iter().map(|s| sessions::on_clock(event, s, zone)).collect();
            Zone { label: zone_in_words(event, zone), slots: slots.collect(), sessions }
        });
    }
    zones
}

//! Tables and video rooms: from `[[hall]]` counts or from places.csv.

use super::cells::Cells;
use super::halls::HallIndex;
use super::names::Directory;
use super::roster::{Roster, WideCell};
use super::settings::{HallSpec, Settings};
use super::{sizes, words};
use crate::diagnostic::{Findings, Location, Text, codes, nearest};
use crate::event::{HallId, PartyId, Place, PlaceId, PlaceKind, PlaceSource, Side, limits};
use crate::load::{Field, Folder, TableKind};
use std::collections::HashMap;

/// The places of the event and where each stands.
pub fn read(
    folder: &Folder,
    settings: &Settings,
    halls: &HallIndex,
    directory: &Directory,
    findings: &mut Findings,
) -> Vec<Place> {
    let places = match folder.table(TableKind::Places) {
        Some(_) => from_table(folder, halls, directory, findings),
        None => settings.halls.iter().flat_map(|spec| from_counts(spec, halls)).take(limits::PLACES.size() + 1).collect(),
    };
    let n_places = match folder.table(TableKind::Places) {
        Some(_) => places.len(),
        None => settings.halls.iter().map(|h| h.tables as usize + h.video_rooms as usize).sum(),
    };
    let at = || halls_at(folder);
    sizes::within(&limits::PLACES, n_places, at, findings);
    if places.is_empty() {
        let at = match folder.table(TableKind::Places) {
            Some(table) => Location { file: table.file.clone(), ..Location::default() },
            None => at(),
        };
        findings.add(
            &codes::NO_PLACES,
            at,
            "",
            Text::new("the event has neither a table nor a video room", "상담석도 화상상담실도 없습니다"),
            how_to_add(folder),
        );
    }
    places
}

/// What the places come from.
pub fn source(folder: &Folder) -> PlaceSource {
    match (folder.table(TableKind::Places), folder.table(TableKind::Halls)) {
        (Some(_), _) => PlaceSource::Rows,
        (None, Some(_)) if folder.event_toml.is_none() => PlaceSource::HallRows,
        _ => PlaceSource::Counts,
    }
}

/// Where the halls stand: in event.toml, or in the sheet that takes its place.
fn halls_at(folder: &Folder) -> Location {
    let sheets = [TableKind::Halls, TableKind::Settings, TableKind::Days];
    match sheets.into_iter().find_map(|kind| folder.table(kind)).filter(|_| folder.event_toml.is_none()) {
        Some(table) => Location { file: table.file.clone(), ..Location::default() },
        None => Location { file: "event.toml".to_string(), line: 0, column: "hall".to_string() },
    }
}

fn how_to_add(folder: &Folder) -> Text {
    let is_toml = halls_at(folder).file == "event.toml";
    match is_toml {
        true => Text::new(
            "add [[hall]] id = \"1\" tables = 20 video_rooms = 2 to event.toml, or a places.csv",
            "event.toml에 [[hall]] id = \"1\" tables = 20 video_rooms = 2를 적거나 places.csv를 두세요",
        ),
        false => Text::new(
            "write a row in the sheet `halls`, such as hall 1, tables 20, video_rooms 2, or add a sheet `places`",
            "관(halls) 시트에 관 1, 상담석 20, 화상상담실 2처럼 한 행을 적거나 places 시트를 추가하세요",
        ),
    }
}

/// `3-T01` ... and `3-V01` ..., as many digits as the count needs, two at least.
fn from_counts(spec: &HallSpec, halls: &HallIndex) -> Vec<Place> {
    let Some(hall) = halls.get(&spec.id) else { return Vec::new() };
    let numbered = |letter: char, count: u32, kind| {
        let digits = count.to_string().len().max(2);
        let id = spec.id.clone();
        (1..=count).map(move |n| Place { id: format!("{id}-{letter}{n:0digits$}"), hall, kind, reserved_for: None })
    };
    numbered('T', spec.tables, PlaceKind::Table).chain(numbered('V', spec.video_rooms, PlaceKind::Video)).collect()
}

fn from_table(folder: &Folder, halls: &HallIndex, directory: &Directory, findings: &mut Findings) -> Vec<Place> {
    let table = folder.table(TableKind::Places).expect("the caller saw places.csv");
    let mut places = Vec::new();
    let mut seen: HashMap<String, Location> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let Some(id) = cells.id(Field::PlaceId) else { continue };
        if let Some(first) = seen.get(id.as_ref()) {
            cells.report_twice(Field::PlaceId, first);
            continue;
        }
        seen.insert(id.to_string(), cells.at(Field::PlaceId));
        let hall = match halls.read(&mut cells, Field::Hall) {
            Some(hall) => hall,
            None if cells.text(Field::Hall).is_empty() && halls.names.len() > 1 => {
                cells.report_empty(Field::Hall);
                HallId::at(0)
            }
            None => HallId::at(0),
        };
        let kind = cells.word(Field::Kind, words::PLACE_KINDS).unwrap_or(PlaceKind::Table);
        let reserved = cells.text(Field::ReservedFor);
        let reserved_for =
            if reserved.is_empty() { None } else { directory.find_in_cell(&mut cells, Field::ReservedFor, Some(Side::Buyer)) };
        places.push(Place { id: id.into_owned(), hall, kind, reserved_for });
    }
    places
}

/// The places by id.
pub struct PlaceIndex {
    ids: HashMap<String, PlaceId>,
}

impl PlaceIndex {
    pub fn new(places: &[Place]) -> Self {
        Self { ids: places.iter().enumerate().map(|(i, p)| (p.id.clone(), PlaceId::at(i))).collect() }
    }

    pub fn get(&self, id: &str) -> Option<PlaceId> {
        self.ids.get(id).copied()
    }

    /// The place a cell names; reports an unknown one.
    pub fn find(&self, text: &str, at: Location, places: &[Place], findings: &mut Findings) -> Option<PlaceId> {
        let place = self.get(text);
        if place.is_none() {
            let near =
                if findings.wants(&codes::UNKNOWN_PLACE) { nearest(text, places.iter().map(|p| p.id.as_str())) } else { vec![] };
            let help = match near.first() {
                Some(near) => Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?")),
                None => Text::new(
                    "tables are named by hall and number (3-T01), video rooms too (3-V01), unless places.csv names them",
                    "상담석은 3-T01, 화상상담실은 3-V01처럼 관과 번호로, 또는 places.csv대로 적습니다",
                ),
            };
            findings.add(
                &codes::UNKNOWN_PLACE,
                at,
                text,
                Text::new(format!("there is no place `{text}`"), format!("`{text}`이라는 자리가 없습니다")),
                help,
            );
        }
        place
    }
}

/// Gives buyers the places that their `place` cells fix, and reports those that cannot serve them.
pub fn fix(roster: &mut Roster, places: &[Place], index: &PlaceIndex, findings: &mut Findings) {
    for WideCell { party, text, at, .. } in std::mem::take(&mut roster.fixed_places) {
        let Some(id) = index.find(&text, at.clone(), places, findings) else { continue };
        let (buyer, place) = (&mut roster.parties[party.ix()], &places[id.ix()]);
        if let Some((en, ko)) = misfit(buyer, party, place) {
            findings.add(
                &codes::PLACE_MISFIT,
                at,
                &text,
                Text::new(format!("the place {text} {en}"), format!("{text} 자리는 {ko}")),
                Text::new("choose another place, or leave the cell empty", "다른 자리를 적거나 칸을 비우세요"),
            );
        }
        buyer.place = Some(id);
    }
}

/// Why a place cannot serve a buyer.
fn misfit(buyer: &crate::event::Party, id: PartyId, place: &Place) -> Option<(&'static str, &'static str)> {
    if place.kind != buyer.mode.place_kind() {
        Some(match place.kind {
            PlaceKind::Table => ("is a table, the buyer is online", "상담석인데 바이어는 온라인입니다"),
            PlaceKind::Video => ("is a video room, the buyer is on site", "화상상담실인데 바이어는 현장에 있습니다"),
        })
    } else if buyer.hall.is_some_and(|h| h != place.hall) {
        Some(("stands in another hall than the buyer", "바이어와 다른 관에 있습니다"))
    } else if place.reserved_for.is_some_and(|b| b != id) {
        Some(("is reserved for another buyer", "다른 바이어에게 예약되어 있습니다"))
    } else {
        None
    }
}

//! Rows to an `Event`, or every `Diagnostic` there is.
#![doc = include_str!("README.md")]

mod away;
mod cells;
mod changes;
mod days;
mod fix;
mod grid;
mod halls;
mod languages;
mod names;
mod parties;
mod pins;
mod places;
mod remarks;
mod roster;
mod sense;
mod setting_keys;
mod setting_sheets;
mod settings;
mod sizes;
mod toml_reader;
mod touching;
mod typing;
mod windows;
mod wishes;
mod words;
mod zones;

#[cfg(test)]
mod tests;

pub use changes::{Changed, Since, change};
pub use fix::{Change, Fixed, fix};
pub(crate) use settings::Settings;

/// Every setting of a workbook: its dotted key and its Korean label.
pub fn setting_names() -> Vec<(&'static str, &'static str)> {
    setting_keys::SETTING_KEYS.iter().map(|key| (key.name, key.ko)).collect()
}

use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::event::{Event, Lang};
use crate::load::{self, Folder, TABLES, TableKind};
use halls::HallIndex;
use names::Directory;
use places::PlaceIndex;

/// What came of a folder.
#[derive(Debug)]
pub struct Checked {
    /// `None` if there is any error.
    pub event: Option<Event>,
    /// Errors, warnings and notes in the order in which the files are read.
    pub diagnostics: Vec<Diagnostic>,
    /// `language` of event.toml, also if there is no event.
    pub language: Lang,
}

/// Makes the event of a folder, or says everything that keeps it from being one. There is none if loading found an error.
pub fn validate(folder: &Folder) -> Checked {
    let mut findings = Findings::default();
    let event = build(folder, &mut findings);
    let language = event.language;
    let event = if findings.any_error() || folder.broken { None } else { Some(event) };
    Checked { event, diagnostics: findings.finish(), language }
}

/// Loads and validates files given as (file name, content): the event and its warnings and notes, or all faults.
pub fn event_from<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Result<(Event, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (folder, mut diagnostics) = load::load(files);
    let checked = validate(&folder);
    diagnostics.extend(checked.diagnostics);
    match checked.event {
        Some(event) => Ok((event, diagnostics)),
        None => Err(diagnostics),
    }
}

fn build(folder: &Folder, findings: &mut Findings) -> Event {
    let text = setting_sheets::of(folder, findings);
    let settings = settings::read(text.as_ref(), findings);
    report_missing_tables(folder, findings);
    let halls = HallIndex::new(folder, &settings);
    let walk_min = halls.walks(&settings, findings);
    let mut roster = parties::read(folder, &settings, &halls, findings);
    let places = {
        let directory = Directory::new(&roster);
        places::read(folder, &settings, &halls, &directory, findings)
    };
    let place_index = PlaceIndex::new(&places);
    places::fix(&mut roster, &places, &place_index, findings);
    let directory = Directory::new(&roster);
    let (wishes, org_wishes) = wishes::read(folder, &roster, &directory, settings.rules.peers, findings);
    let interpreters = windows::interpreters(folder, findings);
    let subjects = windows::Subjects {
        roster: &roster,
        directory: &directory,
        halls: &halls,
        places: &places,
        place_index: &place_index,
        interpreters: &interpreters,
    };
    let (windows, registrations) = windows::read(folder, &settings, &subjects, findings);
    let pins = pins::read(folder, &settings, &directory, (&places, &place_index), findings);
    let orders = pins::read_orders(folder, &settings, &directory, findings);
    drop(directory);
    let event = Event {
        name: settings.name,
        organizer: settings.organizer,
        timezone: settings.timezone,
        language: settings.language,
        grid: settings.grid,
        halls: halls.names,
        walk_min,
        places,
        place_source: places::source(folder),
        n_smes: roster.n_smes,
        parties: roster.parties,
        interpreters,
        wishes,
        org_wishes,
        registrations,
        windows,
        pins,
        orders,
        rules: settings.rules,
        value: settings.value,
        quality: settings.quality,
        local_hours: settings.local_hours,
        solve: settings.solve,
    };
    sizes::check(&event, folder, findings);
    if !findings.any_error() && !folder.broken && !sense::any_wish(&event) {
        report_no_wishes(folder, findings);
    }
    if !findings.any_error() && !folder.broken {
        sense::warn(&event, &roster.at, &settings.tags_at, findings);
        touching::warn(&event, (settings.max_in_a_row > 0).then_some(&settings.in_a_row_at), &roster.at, findings);
    }
    event
}

/// An event in which nobody wishes anything has the empty timetable as its proved optimum: nobody means that.
fn report_no_wishes(folder: &Folder, findings: &mut Findings) {
    let table = folder.table(TableKind::Preferences).or_else(|| folder.table(TableKind::Smes));
    findings.add(
        &codes::NO_WISHES,
        Location { file: table.map_or_else(String::new, |t| t.file.clone()), ..Location::default() },
        "",
        Text::new("nobody wishes to meet anybody, so there is nothing to schedule", "희망이 하나도 없어 배정할 상담이 없습니다"),
        Text::new(
            "write wishes in preferences.csv or in columns `wishes` or `1지망`, `2지망`, or set fill_points above 0",
            "preferences.csv나 희망기관 열(1지망, 2지망 ...)에 희망을 적거나 fill_points를 0보다 크게 하세요",
        ),
    );
}

fn report_missing_tables(folder: &Folder, findings: &mut Findings) {
    let is_missing = |kind: TableKind| folder.table(kind).is_none() && !folder.unread.contains(&kind);
    let mut missing = |name: &str, help: Text| {
        findings.add(
            &codes::FILE_MISSING,
            Location { file: format!("{name}.csv"), ..Location::default() },
            "",
            Text::new(format!("the folder has no {name}.csv (or .xlsx)"), format!("폴더에 {name}.csv(또는 .xlsx)가 없습니다")),
            help,
        );
    };
    for spec in TABLES.iter().filter(|t| t.required && is_missing(t.kind)) {
        missing(
            spec.name,
            Text::new("`koppex init DIR` writes templates to start from", "`koppex init DIR`이 견본을 만들어 줍니다"),
        );
    }
    let wide = [TableKind::Smes, TableKind::Buyers].into_iter().filter_map(|kind| folder.table(kind));
    if is_missing(TableKind::Preferences) && wide.clone().all(|t| t.wish_columns.is_empty()) {
        missing(
            TableKind::Preferences.spec().name,
            Text::new(
                "write the wishes there (from_id,to_id), or give smes.csv or buyers.csv a column `wishes`",
                "희망을 이 파일(from_id,to_id)에 적거나, smes.csv나 buyers.csv에 희망기관(희망기업) 열을 두세요",
            ),
        );
    }
}

//! The sheets settings, days, halls, walks and tags as the text of an event.toml whose every line knows the cell it comes from, so that one
//! reader judges both.

use super::cells::{Cells, clean};
use super::setting_keys::{Holds, SETTING_KEYS, find, instead};
use super::words;
use crate::diagnostic::{Findings, Location, Text, codes, nearest};
use crate::load::{Field, Folder, TableKind, TextFile};
use std::collections::{BTreeMap, HashMap};

/// The tables that stand in place of event.toml.
const SHEETS: [TableKind; 5] = [TableKind::Settings, TableKind::Days, TableKind::Halls, TableKind::Walks, TableKind::Tags];

/// The settings of a folder as a text: its event.toml, or its sheets; `None` if it has neither.
pub fn of(folder: &Folder, findings: &mut Findings) -> Option<TextFile> {
    let sheets: Vec<_> = SHEETS.iter().filter_map(|kind| folder.table(*kind)).collect();
    if let Some(toml) = &folder.event_toml {
        for sheet in sheets {
            findings.add(
                &codes::TABLE_TWICE,
                Location { file: sheet.file.clone(), ..Location::default() },
                "",
                Text::new(
                    format!("the settings are already given in {}", toml.file),
                    format!("설정이 이미 {}에 있습니다", toml.file),
                ),
                Text::new("keep either event.toml or the sheets of settings", "event.toml과 설정 시트 중 하나만 두세요"),
            );
        }
        return Some(toml.clone());
    }
    let first = sheets.first()?;
    let mut out = Lines::default();
    let start = Location { file: first.file.clone(), ..Location::default() };
    read_settings(folder, &mut out, findings);
    read_tags(folder, &mut out, findings);
    read_walks(folder, &mut out, findings);
    read_halls(folder, &mut out, findings);
    read_days(folder, &mut out, findings);
    out.add(String::new(), start);
    Some(TextFile { file: first.file.clone(), text: out.text, places: out.places })
}

/// Lines of TOML and where each comes from.
#[derive(Default)]
struct Lines {
    text: String,
    places: Vec<Location>,
}

impl Lines {
    fn add(&mut self, line: String, at: Location) {
        self.text.push_str(&line);
        self.text.push('\n');
        self.places.push(at);
    }
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A whole number, or else the text, for the reader of settings to refuse.
fn number(text: &str) -> String {
    words::whole_number(text).map_or_else(|| quoted(text), |n| n.to_string())
}

fn read_settings(folder: &Folder, out: &mut Lines, findings: &mut Findings) {
    let Some(table) = folder.table(TableKind::Settings) else { return };
    let mut sections: BTreeMap<&str, Vec<(String, Location)>> = BTreeMap::new();
    let mut seen: HashMap<&str, Location> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let Some(text) = cells.id(Field::Key) else { continue };
        let Some(key) = find(&text) else {
            report_unknown(&mut cells, &text);
            continue;
        };
        if let Some(first) = seen.get(key.name) {
            cells.report_twice(Field::Key, first);
            continue;
        }
        seen.insert(key.name, cells.at(Field::Key));
        let value = cells.text(Field::Value);
        // An empty value is the default.
        if value.is_empty() {
            continue;
        }
        let value = match key.holds {
            Holds::Text => quoted(&value),
            Holds::Number => number(&value),
            Holds::YesNo => words::find(&value, words::YES_NO).map_or_else(|| quoted(&value), |b| b.to_string()),
        };
        let (section, name) = key.name.split_once('.').expect("every key has its section");
        sections.entry(section).or_default().push((format!("{name} = {value}"), cells.at(Field::Value)));
    }
    for (section, lines) in sections {
        out.add(format!("[{section}]"), Location { file: table.file.clone(), line: table.header_line, column: String::new() });
        lines.into_iter().for_each(|(line, at)| out.add(line, at));
    }
}

fn report_unknown(cells: &mut Cells, text: &str) {
    let names = SETTING_KEYS.iter().flat_map(|k| [k.name, k.ko]);
    let help = match nearest(text, names).first() {
        _ if let Some(instead) = instead(text) => instead,
        Some(near) => Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?")),
        None => {
            let en: Vec<&str> = SETTING_KEYS.iter().map(|k| k.name).collect();
            let ko: Vec<&str> = SETTING_KEYS.iter().map(|k| k.ko).collect();
            Text::new(format!("known settings: {}", en.join(", ")), format!("쓸 수 있는 항목: {}", ko.join(", ")))
        }
    };
    cells.report(
        &codes::UNKNOWN_KEY,
        Field::Key,
        Text::new(format!("there is no setting `{text}`"), format!("`{text}`(이)라는 설정 항목이 없습니다")),
        help,
    );
}

fn read_tags(folder: &Folder, out: &mut Lines, findings: &mut Findings) {
    let Some(table) = folder.table(TableKind::Tags) else { return };
    out.add("[value.tags]".to_string(), Location { file: table.file.clone(), line: table.header_line, column: String::new() });
    let mut seen: HashMap<String, Location> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let Some(tag) = cells.id(Field::Tag) else { continue };
        if let Some(first) = seen.get(tag.as_ref()) {
            cells.report_twice(Field::Tag, first);
            continue;
        }
        seen.insert(tag.to_string(), cells.at(Field::Tag));
        let points = cells.text(Field::Points);
        if points.is_empty() {
            cells.report_empty(Field::Points);
            continue;
        }
        out.add(format!("{} = {}", quoted(&tag), number(&points)), cells.at(Field::Points));
    }
}

fn read_walks(folder: &Folder, out: &mut Lines, findings: &mut Findings) {
    let Some(table) = folder.table(TableKind::Walks) else { return };
    out.add("[walk]".to_string(), Location { file: table.file.clone(), line: table.header_line, column: String::new() });
    let mut seen: HashMap<String, Location> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let (from, to) = (cells.id(Field::From), cells.id(Field::To));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let key = format!("{from}-{to}");
        if let Some(first) = seen.get(&key) {
            cells.report_twice(Field::From, first);
            continue;
        }
        seen.insert(key.clone(), cells.at(Field::From));
        let minutes = cells.text(Field::Minutes);
        if minutes.is_empty() {
            cells.report_empty(Field::Minutes);
            continue;
        }
        out.add(format!("{} = {}", quoted(&key), number(&minutes)), cells.at(Field::Minutes));
    }
}

fn read_halls(folder: &Folder, out: &mut Lines, findings: &mut Findings) {
    let Some(table) = folder.table(TableKind::Halls) else { return };
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let Some(hall) = cells.id(Field::Hall) else { continue };
        out.add("[[hall]]".to_string(), cells.at(Field::Hall));
        out.add(format!("id = {}", quoted(&hall)), cells.at(Field::Hall));
        for (field, key) in [(Field::Tables, "tables"), (Field::VideoRooms, "video_rooms")] {
            let count = cells.text(field);
            if !count.is_empty() {
                out.add(format!("{key} = {}", number(&count)), cells.at(field));
            }
        }
    }
}

/// A date as written, where it stands, and its sessions with where each stands.
type WrittenDay = (String, Location, Vec<(String, Location)>);

/// One row a session; the rows of one date make its day, wherever they stand.
fn read_days(folder: &Folder, out: &mut Lines, findings: &mut Findings) {
    let Some(table) = folder.table(TableKind::Days) else { return };
    let mut days: Vec<WrittenDay> = Vec::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let all = [Field::Date, Field::Start, Field::End].map(|field| {
            let text = clean(cells.raw(field)).into_owned();
            if text.is_empty() {
                cells.report_empty(field);
            }
            text
        });
        if all.iter().any(String::is_empty) {
            continue;
        }
        let [date, start, end] = all;
        // Two ways to write one date are one day.
        let date = words::date(&date).map_or(date, |d| d.to_string());
        let session = (format!("{start}-{end}"), cells.at(Field::Start));
        match days.iter_mut().find(|d| d.0 == date) {
            Some(day) => day.2.push(session),
            None => days.push((date, cells.at(Field::Date), vec![session])),
        }
    }
    for (date, at, sessions) in days {
        out.add("[[day]]".to_string(), at.clone());
        out.add(format!("date = {}", quoted(&date)), at.clone());
        out.add("sessions = [".to_string(), at.clone());
        sessions.into_iter().for_each(|(hours, at)| out.add(format!("{},", quoted(&hours)), at));
        out.add("]".to_string(), at);
    }
}

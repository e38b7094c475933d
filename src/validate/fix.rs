//! A corrected copy of an event folder: only what is safe (encoding, delimiter, stray spaces, NFC, full-width forms, unambiguous names to ids),
//! every change with its reason. What cannot be mended safely stays as it is for `check` to report.

use super::cells::{clean, trimmed};
use super::halls::HallIndex;
use super::names::{By, Directory};
use super::{parties, setting_sheets, settings, wishes};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::event::{Lang, Side, is_like_formula};
use crate::load::{self, CellKind, Charset, Field, Folder, Row, Source, Table, TableKind};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// One difference between the input and its corrected copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In the input.
    pub at: Location,
    /// The value as it stands in the input; empty where the file as a whole changed.
    pub old: String,
    /// The value in the copy.
    pub new: String,
    /// The reason, in both languages.
    pub why: Text,
}

/// A corrected copy: files as (name, bytes), and all that changed.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The tables and event.toml, sorted by name; other files are left out.
    pub files: Vec<(String, Vec<u8>)>,
    /// By table, row and column.
    pub changes: Vec<Change>,
}

impl Fixed {
    /// One line for each change.
    pub fn log(&self, lang: Lang) -> String {
        let line = |c: &Change| format!("{}: {:?} -> {:?} ({})\n", c.at, c.old, c.new, c.why.of(lang));
        self.changes.iter().map(line).collect()
    }
}

/// Makes the corrected copy of files given as (file name, content). Tables become UTF-8 CSV with byte order mark; a file that could not be
/// read safely (broken bytes, open quotes, merged cells ...) is copied byte by byte.
pub fn fix<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Fixed {
    let (folder, faults) = load::load(files);
    let unsafe_files = unsafe_files(&faults);
    let mut fixed = Fixed { files: Vec::new(), changes: Vec::new() };
    for (name, bytes) in files.iter().map(|(n, b)| (n.as_ref(), b.as_ref())) {
        if unsafe_files.contains(name) {
            fixed.files.push((name.to_string(), bytes.to_vec()));
        }
    }
    if let Some(toml) = folder.event_toml.as_ref().filter(|t| !unsafe_files.contains(&t.file)) {
        fixed.files.push(("event.toml".to_string(), toml.text.clone().into_bytes()));
    }
    let mut muted = Findings::default();
    let text = setting_sheets::of(&folder, &mut muted);
    let settings = settings::read(text.as_ref(), &mut muted);
    let halls = HallIndex::new(&folder, &settings);
    let roster = parties::read(&folder, &settings, &halls, &mut muted);
    let fixer = Fixer { folder: &folder, directory: Directory::new(&roster), peers: settings.rules.peers };
    for table in folder.tables.iter().filter(|t| !unsafe_files.contains(workbook_of(&t.file))) {
        fixer.fix_table(table, &mut fixed);
    }
    fixed.files.sort();
    fixed
}

/// Files whose copy as CSV would hide a fault.
fn unsafe_files(faults: &[Diagnostic]) -> BTreeSet<String> {
    let hidden = [
        &codes::UNDECODABLE,
        &codes::UNCLOSED_QUOTE,
        &codes::TABLE_TWICE,
        &codes::WORKBOOK_UNREADABLE,
        &codes::MERGED_CELLS,
        &codes::ERROR_CELL,
        &codes::FILE_TOO_LARGE,
        &codes::SHEET_CHOICE,
    ];
    faults.iter().filter(|d| hidden.iter().any(|c| c.id == d.code)).map(|d| workbook_of(&d.at.file).to_string()).collect()
}

/// `event.xlsx` of `event.xlsx[smes]`.
fn workbook_of(file: &str) -> &str {
    match file.strip_suffix(']').and_then(|f| f.find('[')) {
        Some(i) => &file[..i],
        None => file,
    }
}

struct Fixer<'a> {
    folder: &'a Folder,
    directory: Directory<'a>,
    peers: bool,
}

impl Fixer<'_> {
    fn fix_table(&self, table: &Table, fixed: &mut Fixed) {
        let name = format!("{}.csv", table.kind.spec().name);
        note_form(table, &name, &mut fixed.changes);
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
        let mut write = |cells: &[String]| writer.write_record(cells).expect("writing to memory does not fail");
        write(&table.headers);
        for row in &table.rows {
            let cells: Vec<String> = (0..row.cells.len()).map(|i| self.fix_cell(table, row, i, &mut fixed.changes)).collect();
            write(&cells);
        }
        let text = writer.into_inner().expect("writing to memory does not fail");
        fixed.files.push((name, ["\u{feff}".as_bytes(), &text].concat()));
    }

    /// The corrected text of a cell; a difference is logged.
    fn fix_cell(&self, table: &Table, row: &Row, i: usize, changes: &mut Vec<Change>) -> String {
        let raw = &row.cells[i].text;
        let column = table.field_at(i);
        let mut why = Vec::new();
        if trimmed(raw) != raw {
            why.push(("stray spaces", "앞뒤 빈칸"));
        }
        let mut text = clean(raw).into_owned();
        let bare = trimmed(raw);
        if text != bare && text != bare.trim_start_matches('\'') {
            why.push(("Hangul in pieces (NFD) joined", "풀어 쓴 한글(NFD)을 모음"));
        }
        if let Some(column) = column {
            let narrow: String = text.nfkc().collect();
            if is_plain(column.field, column.kind) && narrow != text {
                why.push(("full-width forms", "전각 문자"));
                text = narrow;
            }
            if let Some(ids) = self.ids(table.kind, column.field, &text).filter(|ids| *ids != text) {
                why.push(("name to id", "이름을 번호로"));
                text = ids;
            }
        }
        let text = guarded(text, raw, &mut why);
        if text != *raw {
            let header = table.headers.get(i).cloned().unwrap_or_default();
            let join = |words: Vec<&str>| words.join(", ");
            changes.push(Change {
                at: Location { file: table.file.clone(), line: row.cells[i].line, column: header },
                old: raw.clone(),
                new: text.clone(),
                why: Text::new(join(why.iter().map(|w| w.0).collect()), join(why.iter().map(|w| w.1).collect())),
            });
        }
        text
    }

    /// What a cell that names parties becomes; `None` if it names none or stays.
    fn ids(&self, kind: TableKind, field: Field, text: &str) -> Option<String> {
        let by_name = |side: Option<Side>| match self.directory.find(text, side) {
            Ok((party, by)) if by != By::Id => Some(self.directory.label(party)),
            _ => None,
        };
        let side = |side| if self.peers { None } else { Some(side) };
        match (kind, field) {
            (TableKind::Preferences, Field::FromId | Field::ToId) => by_name(None),
            (TableKind::Windows | TableKind::Registrations, Field::PartyId) if !self.is_other_subject(text) => by_name(None),
            (TableKind::Pins, Field::SmeId) | (TableKind::Order, Field::FirstSme | Field::ThenSme) => by_name(side(Side::Sme)),
            (TableKind::Pins, Field::BuyerId) | (TableKind::Order, Field::FirstBuyer | Field::ThenBuyer) => {
                by_name(side(Side::Buyer))
            }
            (TableKind::Places, Field::ReservedFor) => by_name(Some(Side::Buyer)),
            (TableKind::Smes | TableKind::Buyers, Field::Wishes) => self.wide(kind, text),
            _ => None,
        }
    }

    /// A `wishes` cell with ids in place of names, if there is a name in it.
    fn wide(&self, kind: TableKind, text: &str) -> Option<String> {
        let side = if kind == TableKind::Smes { Side::Buyer } else { Side::Sme };
        let side = if self.peers { None } else { Some(side) };
        let parts = wishes::split(text, &self.directory, side);
        if !parts.iter().any(|(_, found)| matches!(found, Ok((_, by)) if *by != By::Id)) {
            return None;
        }
        let ids = parts.into_iter().map(|(part, found)| match found {
            Ok((party, by)) if by != By::Id => self.directory.label(party),
            _ => part.to_string(),
        });
        Some(ids.collect::<Vec<_>>().join("; "))
    }

    /// Whether a `party_id` cell of windows.csv is the id of a place or interpreter, or a selector.
    fn is_other_subject(&self, text: &str) -> bool {
        let holds = |kind, field| {
            let table: Option<&Table> = self.folder.table(kind);
            table.is_some_and(|t| t.rows.iter().any(|r| clean(t.text(r, field)) == text))
        };
        text.contains(':') || holds(TableKind::Places, Field::PlaceId) || holds(TableKind::Interpreters, Field::InterpreterId)
    }
}

/// Columns in which full-width and other compatibility forms mean the plain ones.
fn is_plain(field: Field, kind: CellKind) -> bool {
    use Field::*;
    let counts = [Bonus, Delegates, Desks, MinMeetings, MaxMeetings, MaxPerDay, MaxInARow, Rank, Score, Times];
    let words = [Online, Mode, Type, Kind, Action, Language, Languages, Timezone];
    kind != CellKind::Text || counts.contains(&field) || words.contains(&field)
}

/// Keeps a text from becoming a formula in a spreadsheet, as koppex's other CSV files do; the reader takes the apostrophe off again.
fn guarded(text: String, raw: &str, why: &mut Vec<(&str, &str)>) -> String {
    let bare = text.trim_start_matches('\'');
    if !is_like_formula(bare) || text.parse::<i64>().is_ok() {
        return text;
    }
    if !raw.trim_start().starts_with('\'') {
        why.push(("kept from becoming a formula", "수식이 되지 않게 함"));
    }
    format!("'{text}")
}

/// Logs what the file was and what it becomes.
fn note_form(table: &Table, name: &str, changes: &mut Vec<Change>) {
    let old = match table.source {
        Source::Sheet => "sheet".to_string(),
        Source::Delimited { charset, delimiter } => {
            let charset = match charset {
                Charset::Utf8 => "UTF-8 without BOM",
                Charset::Utf8Bom => "UTF-8",
                Charset::Utf16 => "UTF-16",
                Charset::Cp949 => "CP949",
            };
            format!("{charset}, {delimiter:?}")
        }
    };
    let new = "UTF-8, ','".to_string();
    let at = Location { file: table.file.clone(), ..Location::default() };
    if old != new || table.file != name {
        changes.push(Change {
            at: at.clone(),
            old,
            new: format!("{name}: {new}"),
            why: Text::new("file name, encoding and delimiter", "파일 이름, 인코딩, 구분 기호"),
        });
    }
    if table.header_line > 1 {
        changes.push(Change {
            at,
            old: format!("1..{}", table.header_line - 1),
            new: String::new(),
            why: Text::new("lines above the header left out", "제목 행 위의 줄을 뺌"),
        });
    }
}

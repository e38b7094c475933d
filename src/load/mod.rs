//! Bytes to rows with file, line and column: encodings, delimiters, headers, workbooks. Judges no meaning.
#![doc = include_str!("README.md")]

mod columns;
mod decode;
mod delimited;
mod other_titles;
mod ranked;
mod sheet;
mod table;
mod text;
pub(crate) mod values;
mod workbook;
mod written;

pub(crate) use columns::{CellKind, Field, TableKind, folded};
pub use columns::{Column, TABLES, TableSpec};
pub(crate) use decode::Charset;
pub(crate) use sheet::GUIDE_TITLES;
pub(crate) use table::{Row, Source, Table, is_forbidden};
pub(crate) use written::{changes, meetings, rows};

use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::event::limits;
use sha2::{Digest, Sha256};
use text::{read_csv, undecodable};

/// The text of event.toml and its file name.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// As the user named it.
    pub file: String,
    /// Its content, decoded.
    pub text: String,
    /// Where each line comes from, if not from the file as it stands.
    pub places: Vec<Location>,
}

/// SHA-256 of an input file in lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDigest {
    /// As the user named it, without its folder.
    pub file: String,
    /// 64 lower-case digits.
    pub sha256: String,
}

/// An event folder as rows of text; no two tables of one kind.
#[derive(Debug, Default)]
pub struct Folder {
    /// `None` if the folder has none; the settings may then stand in tables.
    pub event_toml: Option<TextFile>,
    /// In order of `TableKind`.
    pub tables: Vec<Table>,
    /// Files that were read, sorted by name.
    pub digests: Vec<FileDigest>,
    /// Tables whose file is there but could not be read.
    pub unread: Vec<TableKind>,
    /// Some of it could not be read, which is told among the faults of loading.
    pub broken: bool,
}

impl Folder {
    /// The table of a kind; `None` if the folder has none that could be read.
    pub fn table(&self, kind: TableKind) -> Option<&Table> {
        self.tables.iter().find(|t| t.kind == kind)
    }
}

/// Reads the files of an event folder, given as (file name, bytes) in any order. Files of other kinds are left alone; tables of
/// unknown names earn a note.
pub fn load<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> (Folder, Vec<Diagnostic>) {
    let mut files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_ref(), b.as_ref())).collect();
    files.sort();
    let (mut folder, mut faults) = (Folder::default(), Findings::default());
    let is_alone = files.len() == 1;
    for (name, bytes) in files {
        if read_file(name, is_alone, bytes, &mut folder, &mut faults) {
            folder.digests.push(FileDigest { file: name.to_string(), sha256: sha256(bytes) });
        }
    }
    folder.tables.sort_by_key(|t| t.kind);
    drop_second_tables(&mut folder.tables, &mut faults);
    folder.broken = faults.any_error();
    (folder, faults.finish())
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What a file of the folder is, by its name alone.
enum Kind {
    Settings,
    /// A table as text.
    Text(TableKind),
    /// A workbook of one table, or of all.
    Workbook(Option<TableKind>),
    /// A table in a kind of file that is not read.
    Unread(TableKind),
    /// Named almost like a table: `windows (1).csv`.
    Nearly(TableKind),
    /// Looks like input, but of no table.
    Unknown,
    /// None of the event's.
    Other,
}

const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
const TEXTS: [&str; 3] = ["csv", "tsv", "txt"];

fn kind_of(name: &str) -> Kind {
    let Some((stem, ending)) = name.rsplit_once('.') else { return Kind::Other };
    let ending = ending.to_ascii_lowercase();
    let (is_workbook, is_text) = (WORKBOOKS.contains(&ending.as_str()), TEXTS.contains(&ending.as_str()));
    if name.starts_with(['.', '~']) {
        return Kind::Other;
    }
    if ending == "toml" {
        return if stem.eq_ignore_ascii_case("event") { Kind::Settings } else { Kind::Other };
    }
    match TableKind::named(stem) {
        Some(kind) if is_text => Kind::Text(kind),
        Some(kind) if is_workbook => Kind::Workbook(Some(kind)),
        Some(kind) => Kind::Unread(kind),
        None if is_workbook && folded(stem) == "event" => Kind::Workbook(None),
        None if !is_workbook && !is_text => Kind::Other,
        None => match nearly(stem) {
            Some(kind) => Kind::Nearly(kind),
            None if ending == "txt" => Kind::Other,
            None => Kind::Unknown,
        },
    }
}

/// The table of a name that has only a copy's mark more: `windows (1)`, `smes - 복사본`, `기업명단_최종`.
fn nearly(stem: &str) -> Option<TableKind> {
    const MARKS: [&str; 14] =
        ["복사본", "사본", "최종본", "최종", "수정본", "수정", "확정", "백업", "copy", "final", "backup", "old", "new", "의"];
    let mut rest = folded(stem);
    loop {
        let bare = rest.trim_matches(|c: char| !c.is_alphabetic());
        let cut = MARKS.iter().find_map(|m| bare.strip_suffix(m).or_else(|| bare.strip_prefix(m))).unwrap_or(bare);
        let cut = cut.strip_suffix('v').filter(|_| cut.len() < rest.len()).unwrap_or(cut);
        if let Some(kind) = TableKind::named(cut).or_else(|| TableKind::named(bare)) {
            return Some(kind);
        }
        if cut.len() == rest.len() || cut.is_empty() {
            return None;
        }
        rest = cut.to_string();
    }
}

/// Whether a file name has the ending of a workbook.
pub fn is_workbook(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|e| WORKBOOKS.contains(&e.as_str())) && !name.starts_with(['.', '~'])
}

/// Whether the content of a file of this name is read; of others the name is enough.
pub fn wants(name: &str) -> bool {
    matches!(kind_of(name), Kind::Settings | Kind::Text(_) | Kind::Workbook(_))
}

/// Reads one file; false if it is none of the event's.
fn read_file(name: &str, is_alone: bool, bytes: &[u8], folder: &mut Folder, faults: &mut Findings) -> bool {
    // A workbook alone is the event, whatever its name.
    let kind = if is_alone && is_workbook(name) { Kind::Workbook(None) } else { kind_of(name) };
    let is_read = matches!(kind, Kind::Settings | Kind::Text(_) | Kind::Workbook(_));
    if is_read && !limits::FILE_BYTES.allows(bytes.len()) {
        faults.push(table::beyond(&limits::FILE_BYTES, bytes.len(), Location { file: name.to_string(), ..Location::default() }));
        return false;
    }
    match kind {
        Kind::Settings => {
            let decoded = decode::decode(bytes);
            faults.extend(undecodable(name, &decoded.bad_lines));
            folder.event_toml = Some(TextFile { file: name.to_string(), text: decoded.text, places: Vec::new() });
        }
        Kind::Text(kind) => folder.tables.push(read_csv(name, kind, bytes, faults)),
        Kind::Workbook(kind) => {
            let tables = sheet::read(name, kind, bytes, faults);
            if tables.is_empty() {
                folder.unread.extend(TABLES.iter().map(|t| t.kind).filter(|k| kind.is_none_or(|only| only == *k)));
            }
            folder.tables.extend(tables);
        }
        Kind::Unread(kind) => {
            faults.push(unread_file(name, kind));
            folder.unread.push(kind);
        }
        Kind::Nearly(kind) => faults.push(nearly_a_table(name, kind)),
        Kind::Unknown => faults.push(table::unknown_file(name)),
        Kind::Other => {}
    }
    is_read
}

fn unread_file(file: &str, kind: TableKind) -> Diagnostic {
    let table = kind.spec().name;
    Diagnostic::new(
        &codes::UNREAD_FILE,
        Location { file: file.to_string(), ..Location::default() },
        "",
        Text::new(
            format!("this file has the name of the table {table}, but files of this kind cannot be read"),
            format!("{table} 표의 이름이지만 읽을 수 없는 형식의 파일입니다"),
        ),
        Text::new(
            format!("save it as {table}.xlsx or {table}.csv, or move it out of the folder"),
            format!("{table}.xlsx나 {table}.csv로 저장하거나 폴더에서 빼세요"),
        ),
    )
}

fn nearly_a_table(file: &str, kind: TableKind) -> Diagnostic {
    let table = kind.spec().name;
    Diagnostic::new(
        &codes::NEARLY_A_TABLE,
        Location { file: file.to_string(), ..Location::default() },
        "",
        Text::new(
            format!("this file is not read; did you mean the table {table}?"),
            format!("읽지 않은 파일입니다. {table} 표입니까?"),
        ),
        Text::new(
            format!("rename it to {table} if it is the right one, or move it out of the folder"),
            format!("맞는 파일이면 이름을 {table}(으)로 바꾸고, 아니면 폴더에서 빼세요"),
        ),
    )
}

/// Keeps the first table of each kind and reports the others.
fn drop_second_tables(tables: &mut Vec<Table>, faults: &mut Findings) {
    let mut kept: Vec<Table> = Vec::with_capacity(tables.len());
    for table in tables.drain(..) {
        match kept.last() {
            Some(first) if first.kind == table.kind => faults.push(Diagnostic::new(
                &codes::TABLE_TWICE,
                Location { file: table.file.clone(), ..Location::default() },
                "",
                Text::new(
                    format!("the table {} is already given in {}", table.kind.spec().name, first.file),
                    format!("표 {}이(가) 이미 {}에 있습니다", table.kind.spec().name, first.file),
                ),
                Text::new("remove one of the two from the folder", "둘 중 하나를 폴더에서 지우세요"),
            )),
            _ => kept.push(table),
        }
    }
    *tables = kept;
}

#[cfg(test)]
mod tests {
    use super::sha256;

    /// The digest that FIPS 180-2 gives for its first example.
    #[test]
    fn a_file_has_the_digest_of_the_standard() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}

//! Bytes to rows with file, line and column: encodings, delimiters, headers, workbooks. Judges no meaning.
#![doc = include_str!("README.md")]

mod columns;
mod decode;
mod delimited;
mod ranked;
mod sheet;
mod table;

pub use columns::{CellKind, Column, Field, TABLES, TableKind, TableSpec, folded};
pub use decode::Charset;
pub use delimited::Cell;
pub use ranked::WishColumn;
pub use table::{Row, Source, Table};

use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use sha2::{Digest, Sha256};

/// The text of event.toml and its file name.
#[derive(Clone, Debug)]
pub struct TextFile {
    pub file: String,
    pub text: String,
}

/// SHA-256 of an input file in lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDigest {
    pub file: String,
    pub sha256: String,
}

/// An event folder as rows of text; no two tables of one kind.
#[derive(Debug, Default)]
pub struct Folder {
    pub event_toml: Option<TextFile>,
    /// In order of [`TableKind`].
    pub tables: Vec<Table>,
    /// Files that were read, sorted by name.
    pub digests: Vec<FileDigest>,
    /// Some of it could not be read, which is told among the faults of loading.
    pub broken: bool,
}

impl Folder {
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
    for (name, bytes) in files {
        if read_file(name, bytes, &mut folder, &mut faults) {
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

/// Reads one file; false if it is none of the event's.
fn read_file(name: &str, bytes: &[u8], folder: &mut Folder, faults: &mut Findings) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    match extension.to_ascii_lowercase().as_str() {
        "toml" if stem.eq_ignore_ascii_case("event") => {
            let decoded = decode::decode(bytes);
            faults.extend(undecodable(name, &decoded.bad_lines));
            folder.event_toml = Some(TextFile { file: name.to_string(), text: decoded.text });
        }
        "csv" | "tsv" | "txt" => match TableKind::named(stem) {
            Some(kind) => folder.tables.push(read_csv(name, kind, bytes, faults)),
            None if extension.eq_ignore_ascii_case("csv") => {
                faults.push(table::unknown_file(name));
                return false;
            }
            None => return false,
        },
        "xlsx" | "xlsm" if !stem.starts_with("~$") => match (TableKind::named(stem), folded(stem) == "event") {
            (kind, whole) if kind.is_some() || whole => folder.tables.extend(sheet::read(name, kind, bytes, faults)),
            _ => {
                faults.push(table::unknown_file(name));
                return false;
            }
        },
        _ => return false,
    }
    true
}

fn read_csv(name: &str, kind: TableKind, bytes: &[u8], faults: &mut Findings) -> Table {
    let decoded = decode::decode(bytes);
    faults.extend(undecodable(name, &decoded.bad_lines));
    let mut parsed = delimited::parse(&decoded.text);
    if let Some(line) = parsed.unclosed {
        faults.push(Diagnostic::new(
            &codes::UNCLOSED_QUOTE,
            Location { file: name.to_string(), line, column: String::new() },
            "",
            Text::new("a quoted cell begins here and never ends", "여기서 시작한 따옴표가 끝까지 닫히지 않습니다"),
            Text::new(
                "close the quote, or write a quote inside a quoted cell twice: \"\"",
                "따옴표를 닫거나, 따옴표 안의 따옴표는 두 번(\"\") 쓰세요",
            ),
        ));
        parsed.rows.pop();
    }
    let source = Source::Delimited { charset: decoded.charset, delimiter: parsed.delimiter };
    let mut table = table::build(name.to_string(), kind, source, parsed.rows, faults);
    table.whole = parsed.unclosed.is_none();
    table
}

fn undecodable(file: &str, lines: &[u32]) -> Vec<Diagnostic> {
    let at = |line: &u32| Location { file: file.to_string(), line: *line, column: String::new() };
    lines
        .iter()
        .map(|line| {
            Diagnostic::new(
                &codes::UNDECODABLE,
                at(line),
                "",
                Text::new(
                    "this line holds bytes that are not text in UTF-8, UTF-16 or CP949",
                    "이 줄에 UTF-8, UTF-16, CP949 어느 것으로도 읽을 수 없는 바이트가 있습니다",
                ),
                Text::new("save the file again as \"CSV UTF-8\"", "파일을 \"CSV UTF-8\" 형식으로 다시 저장하세요"),
            )
        })
        .collect()
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
                    format!("the table {} stands in {} already", table.kind.spec().name, first.file),
                    format!("표 {}이(가) 이미 {}에 있습니다", table.kind.spec().name, first.file),
                ),
                Text::new("remove one of the two from the folder", "둘 중 하나를 폴더에서 지우세요"),
            )),
            _ => kept.push(table),
        }
    }
    *tables = kept;
}

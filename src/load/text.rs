//! A table as text: decoded, split into cells, built. Knows no file but the one it is given.

use super::columns::TableKind;
use super::table::{self, Source, Table};
use super::{decode, delimited};
use crate::diagnostic::{Diagnostic, Findings, Location, Text, codes};
use crate::event::limits;

/// The table of a text, and its faults.
pub fn read_csv(name: &str, kind: TableKind, bytes: &[u8], faults: &mut Findings) -> Table {
    let decoded = decode::decode(bytes);
    faults.extend(undecodable(name, &decoded.bad_lines));
    let mut parsed = delimited::parse(&decoded.text, |header| kind.spec().column(header).is_some());
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
    let at = |line| Location { file: name.to_string(), line, column: String::new() };
    if !limits::ROWS.allows(parsed.rows.len()) {
        faults.push(table::beyond(&limits::ROWS, parsed.rows.len(), at(0)));
        parsed.rows.truncate(limits::ROWS.size());
    }
    if let Some(row) = parsed.rows.iter().find(|r| !limits::COLUMNS.allows(r.len())) {
        faults.push(table::beyond(&limits::COLUMNS, row.len(), at(row[0].line)));
        parsed.rows.iter_mut().for_each(|r| r.truncate(limits::COLUMNS.size()));
    }
    let source = Source::Delimited { charset: decoded.charset, delimiter: parsed.delimiter };
    let mut table = table::build(name.to_string(), kind, source, parsed.rows, faults);
    table.whole = parsed.unclosed.is_none();
    table
}

/// The faults of lines that could not be decoded.
pub fn undecodable(file: &str, lines: &[u32]) -> Vec<Diagnostic> {
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

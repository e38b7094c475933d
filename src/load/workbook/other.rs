//! .xls, .xlsb and .ods by calamine: values as it reads them; hidden rows and number formats are not told.

use super::cells::{Area, Number, Sheet, SheetRow, Unreadable, Value};
use super::formats::{Looks, moment};
use calamine::{Data, Ods, Range, Reader, SheetVisible, Xls, Xlsb};
use chrono::Datelike;
use quick_xml::events::Event;
use std::io::{BufRead, BufReader, Cursor};

/// What a zip archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipKind {
    Xlsx,
    Xlsb,
    Ods,
}

/// By the names of its parts.
pub fn kind_of_zip(bytes: &[u8]) -> ZipKind {
    let Ok(zip) = zip::ZipArchive::new(Cursor::new(bytes)) else { return ZipKind::Xlsx };
    let has = |ending: &str| zip.file_names().any(|n| n.is_ok_and(|n| n.ends_with(ending)));
    if has("workbook.bin") {
        ZipKind::Xlsb
    } else if has("content.xml") && !has("workbook.xml") {
        ZipKind::Ods
    } else {
        ZipKind::Xlsx
    }
}

pub fn read_zip(bytes: &[u8], kind: ZipKind) -> Result<Vec<Sheet>, String> {
    const MAX_UNPACKED: u64 = 400_000_000;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let sizes = (0..zip.len()).map(|i| zip.by_index_raw(i).map_or(0, |f| f.size()));
    if sizes.fold(0_u64, u64::saturating_add) > MAX_UNPACKED {
        return Err(format!("it is larger than {MAX_UNPACKED} bytes unpacked"));
    }
    for i in 0..zip.len() {
        let part = zip.by_index(i).map_err(|e| e.to_string())?;
        let name = part.name().map_err(|e| e.to_string())?.to_string();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            whole(BufReader::new(part)).map_err(|e| format!("{name}: {e}"))?;
        }
    }
    let cursor = Cursor::new(bytes);
    if kind == ZipKind::Ods {
        return sheets(Ods::new(cursor).map_err(|e| e.to_string())?);
    }
    sheets(Xlsb::new(cursor).map_err(|e| e.to_string())?)
}

/// Refuses a part that is cut off: calamine would look for the end of its elements without ever giving up.
fn whole(part: impl BufRead) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth > 0 => return Err("it is cut off".into()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An .xls, or an .xlsx that a password encloses in the same container.
pub fn read_xls(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    // "EncryptedPackage" as the container names it, in UTF-16.
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|w| w == locked) {
        return Err(Unreadable::Locked);
    }
    let book = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
        calamine::XlsError::Password => Unreadable::Locked,
        e => Unreadable::Broken(e.to_string()),
    })?;
    sheets(book).map_err(Unreadable::Broken)
}

fn sheets<R: std::io::Read + std::io::Seek, B: Reader<R>>(mut book: B) -> Result<Vec<Sheet>, String>
where
    B::Error: std::fmt::Display,
{
    let list: Vec<(String, bool)> =
        book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible != SheetVisible::Visible)).collect();
    let mut out = Vec::new();
    for (name, hidden) in list {
        let range = book.worksheet_range(&name).map_err(|e| e.to_string())?;
        out.push(Sheet { name, hidden, rows: rows(&range), merged: Vec::<Area>::new(), hidden_columns: Vec::new() });
    }
    Ok(out)
}

fn rows(range: &Range<Data>) -> Vec<SheetRow> {
    let (row0, column0) = range.start().unwrap_or_default();
    let mut rows: Vec<SheetRow> = Vec::new();
    for (r, c, data) in range.used_cells() {
        let line = row0 + r as u32 + 1;
        if rows.last().is_none_or(|row| row.line != line) {
            rows.push(SheetRow { line, hidden: false, cells: Vec::new(), struck: Vec::new() });
        }
        let row = rows.last_mut().expect("just pushed");
        row.cells.extend(value(data).map(|v| (column0 + c as u32, v)));
    }
    rows
}

fn value(data: &Data) -> Option<Value> {
    let plain = |x: f64| Value::Number(Number { x, looks: Looks::Number, is_1904: false, shown: None });
    Some(match data {
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) => Value::Text(text.clone()),
        Data::Int(n) => plain(*n as f64),
        Data::Float(x) => plain(*x),
        Data::Bool(b) => Value::Bool(*b),
        Data::DateTime(at) => {
            let x = at.as_f64();
            let looks = match x {
                _ if (0.0..1.0).contains(&x) => Looks::Time,
                _ if x.fract() == 0.0 => Looks::Date,
                _ => Looks::DateTime,
            };
            Value::Number(Number {
                x,
                looks,
                is_1904: moment(x, false).map(|t| t.year()) != Some(i32::from(at.to_ymd_hms_milli().0)) && x >= 1.0,
                shown: None,
            })
        }
        Data::DateTimeIso(text) => Value::Text(text.replace('T', " ").trim_end_matches(" 00:00:00").to_string()),
        Data::DurationIso(text) => Value::Text(clock(text).unwrap_or_else(|| text.clone())),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::Empty => return None,
    })
}

/// `10:30:00` of `PT10H30M00S`, as .ods holds times.
fn clock(duration: &str) -> Option<String> {
    let rest = duration.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.trim_end_matches('S').split(['.', ',']).next()?;
    let number = |text: &str| text.parse::<u32>().ok();
    Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
}

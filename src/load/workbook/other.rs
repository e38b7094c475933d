//! .xlsb and .ods by calamine: values as it reads them; number formats are not told, nor hidden rows of .xlsb.

use super::cells::{Area, Budget, Number, Sheet, SheetRow, Value};
use super::formats::{Looks, moment};
use super::xlsx::attribute;
use calamine::{Data, Ods, Range, Reader, SheetVisible, Xlsb};
use chrono::Datelike;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
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
        let mut sheets = sheets(Ods::new(cursor).map_err(|e| e.to_string())?)?;
        let content = zip.by_name("content.xml").map_err(|e| e.to_string())?;
        hide(&mut sheets, hidden(BufReader::new(content))?);
        return Ok(sheets);
    }
    sheets(Xlsb::new(cursor).map_err(|e| e.to_string())?)
}

/// Refuses a part that is cut off: calamine would look for the end of its elements without ever giving up. And one whose cells, each repeated as often as it says,
/// hold more text than a file may.
fn whole(part: impl BufRead) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let (mut buffer, mut depth, mut repeated, mut budget) = (Vec::new(), 0_usize, Repeated::default(), Budget::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| e.to_string())?;
        repeated.step(&event, &mut budget)?;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth > 0 => return Err("it is cut off".into()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Bytes of text in the cell and in the row that are being read, and how often each stands there.
#[derive(Default)]
struct Repeated {
    cell: usize,
    row: usize,
    n_cells: usize,
    n_rows: usize,
}

impl Repeated {
    fn step(&mut self, event: &Event, budget: &mut Budget) -> Result<(), String> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "table-row" => (self.row, self.n_rows) = (0, number(tag, "number-rows-repeated")),
                "table-cell" => (self.cell, self.n_cells) = (0, number(tag, "number-columns-repeated")),
                _ => {}
            },
            Event::Text(text) => self.cell = self.cell.saturating_add(text.len()),
            Event::CData(text) => self.cell = self.cell.saturating_add(text.len()),
            Event::End(tag) => match tag.local_name().as_ref() {
                "table-row" => budget.spend(self.row.saturating_mul(self.n_rows))?,
                "table-cell" => self.row = self.row.saturating_add(self.cell.saturating_mul(self.n_cells)),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }
}

/// Rows and columns of a sheet that are hidden or filtered away, `[first, end)` from 0, in order.
#[derive(Default)]
struct Hidden {
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
}

/// What each sheet of a content.xml hides, by the sheet's name.
fn hidden(content: impl BufRead) -> Result<HashMap<String, Hidden>, String> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let (mut buffer, mut found) = (Vec::new(), HashMap::<String, Hidden>::new());
    // Tables within the sheet's own: they have rows of their own.
    let (mut depth, mut name, mut row, mut column) = (0_usize, String::new(), 0_u32, 0_u32);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| e.to_string())?;
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            let is_hidden = attribute(tag, "visibility").is_some_and(|v| v == "collapse" || v == "filter");
            let to = |first: u32, repeated: &str| first.saturating_add(u32::try_from(number(tag, repeated)).unwrap_or(u32::MAX));
            match tag.local_name().as_ref() {
                "table" if depth == 0 => (name, row, column) = (attribute(tag, "name").unwrap_or_default(), 0, 0),
                "table-row" if depth == 1 => {
                    let end = to(row, "number-rows-repeated");
                    if is_hidden {
                        found.entry(name.clone()).or_default().rows.push((row, end));
                    }
                    row = end;
                }
                "table-column" if depth == 1 => {
                    let end = to(column, "number-columns-repeated");
                    if is_hidden {
                        found.entry(name.clone()).or_default().columns.push((column, end));
                    }
                    column = end;
                }
                _ => {}
            }
        }
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "table" => depth += 1,
            Event::End(tag) if tag.local_name().as_ref() == "table" => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn hide(sheets: &mut [Sheet], mut hidden: HashMap<String, Hidden>) {
    for sheet in sheets {
        let Hidden { rows, columns } = hidden.remove(&sheet.name).unwrap_or_default();
        for row in &mut sheet.rows {
            let ix = rows.partition_point(|(_, end)| *end < row.line);
            row.hidden = rows.get(ix).is_some_and(|(first, _)| *first < row.line);
        }
        sheet.hidden_columns = columns;
    }
}

/// A count in an attribute; 1 if it is not there.
fn number(tag: &BytesStart, name: &str) -> usize {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name);
    found.map_or(1, |attribute| attribute.value.parse().unwrap_or(usize::MAX))
}

fn sheets<R: std::io::Read + std::io::Seek, B: Reader<R>>(mut book: B) -> Result<Vec<Sheet>, String>
where
    B::Error: std::fmt::Display,
{
    let list: Vec<(String, bool)> =
        book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible != SheetVisible::Visible)).collect();
    let (mut out, mut budget) = (Vec::new(), Budget::new());
    for (name, hidden) in list {
        let range = book.worksheet_range(&name).map_err(|e| e.to_string())?;
        let texts = range.used_cells().map(|(_, _, data)| if let Data::String(text) = data { text.len() } else { 0 });
        budget.spend(texts.fold(0, usize::saturating_add))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn dates_times_and_errors_are_told_apart() {
        let date = |x, is_1904| Data::DateTime(ExcelDateTime::new(x, ExcelDateTimeType::DateTime, is_1904));
        let number = |x, looks, is_1904| Some(Value::Number(Number { x, looks, is_1904, shown: None }));
        let text = |text: &str| Some(Value::Text(text.to_string()));
        for (data, want) in [
            (date(44_664.0, false), number(44_664.0, Looks::Date, false)),
            (date(44_664.5, false), number(44_664.5, Looks::DateTime, false)),
            (date(0.0, false), number(0.0, Looks::Time, false)),
            (date(0.5, false), number(0.5, Looks::Time, false)),
            (date(0.5, true), number(0.5, Looks::Time, false)),
            (date(1.0, false), number(1.0, Looks::Date, false)),
            (date(1.0, true), number(1.0, Looks::Date, true)),
            (date(43_202.0, true), number(43_202.0, Looks::Date, true)),
            (Data::DateTimeIso("2022-04-13T10:30:00".into()), text("2022-04-13 10:30:00")),
            (Data::DateTimeIso("2022-04-13T00:00:00".into()), text("2022-04-13")),
            (Data::DurationIso("PT10H30M00S".into()), text("10:30:00")),
            (Data::DurationIso("PT9H5M7.25S".into()), text("09:05:07")),
            (Data::DurationIso("P1D".into()), text("P1D")),
            (Data::Error(CellErrorType::NA), Some(Value::Error("#N/A".to_string()))),
            (Data::Bool(true), Some(Value::Bool(true))),
            (Data::Int(7), number(7.0, Looks::Number, false)),
            (Data::Float(7.5), number(7.5, Looks::Number, false)),
            (Data::String(String::new()), None),
            (Data::String("가람".into()), text("가람")),
            (Data::Empty, None),
        ] {
            assert_eq!(value(&data), want, "{data:?}");
        }
    }
}

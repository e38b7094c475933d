//! Reads .xls, the workbooks of Excel 5 to 2003, as Excel shows them: number formats, hidden rows and columns, cells struck through. Own code because the file
//! is nothing but lengths and places, which may be anything in a damaged one: none of them is believed.

use super::biff::{END, Record, Records, Texts};
use super::cells::{Area, Budget, Sheet, SheetRow, Unreadable, Value};
use super::formats;
use super::ole::{Container, u16_at, u32_at};
use crate::event::limits;
use std::collections::{BTreeMap, HashMap};

const BEGIN: u16 = 0x0809;

/// The sheets of a workbook, hidden ones too.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    // "EncryptedPackage" as the container names it, in UTF-16: an .xlsx that a password encloses.
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|window| window == locked) {
        return Err(Unreadable::Locked);
    }
    let container = Container::open(bytes).map_err(Unreadable::Broken)?;
    let stream = ["Workbook", "Book"].iter().find_map(|name| container.stream(name).transpose());
    let stream = stream.unwrap_or_else(|| Err("it holds no workbook".into())).map_err(Unreadable::Broken)?;
    let Some(book) = Book::read(&stream).map_err(Unreadable::Broken)? else { return Err(Unreadable::Locked) };
    let mut budget = Budget::new();
    let sheets = book.list.iter().map(|listed| book.sheet(&stream, listed, &mut budget));
    sheets.collect::<Result<_, _>>().map_err(Unreadable::Broken)
}

/// What all sheets share.
struct Book {
    texts: Texts,
    is_1904: bool,
    strings: Vec<String>,
    formats: HashMap<u16, String>,
    /// Whether each font is struck through.
    struck: Vec<bool>,
    /// Font and number format of each style.
    styles: Vec<(u16, u16)>,
    list: Vec<Listed>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    start: usize,
}

impl Book {
    /// `None` if it is locked with a password.
    fn read(stream: &[u8]) -> Result<Option<Self>, String> {
        let mut records = Records::from(stream, 0)?;
        let first = records.next()?;
        let version = u16_at(first.data, 0).filter(|_| first.kind == BEGIN);
        let texts = match version.ok_or("it does not begin as a workbook")? {
            0x0600 => Texts::Unicode,
            0x0500 => Texts::of_code_page(1252)?,
            other => return Err(format!("version {other:x} of the format is not read")),
        };
        let (strings, formats, struck) = (Vec::new(), HashMap::new(), Vec::new());
        let mut book = Self { texts, is_1904: false, strings, formats, struck, styles: Vec::new(), list: Vec::new() };
        loop {
            let record = records.next()?;
            let number = |at: usize| u16_at(record.data, at).unwrap_or(0);
            match record.kind {
                END => return Ok(Some(book)),
                // FilePass
                0x002f => return Ok(None),
                // CodePage; texts in Unicode need none.
                0x0042 if version == Some(0x0500) => book.texts = Texts::of_code_page(number(0))?,
                // Date1904
                0x0022 => book.is_1904 = number(0) == 1,
                // Font
                0x0031 => book.struck.push(number(2) & 8 != 0),
                // Format
                0x041e => book.formats.extend(book.format(&record)),
                // XF
                0x00e0 => book.styles.push((number(0), number(2))),
                // BoundSheet8
                0x0085 => book.list.extend(book.listed(&record)?),
                // SST
                0x00fc => book.strings = strings_of(&record)?,
                _ => {}
            }
        }
    }

    fn format(&self, record: &Record) -> Option<(u16, String)> {
        let mut cursor = record.cursor(2);
        let format = match self.texts {
            Texts::Unicode => cursor.text::<2>(self.texts),
            Texts::CodePage(_) => cursor.text::<1>(self.texts),
        };
        u16_at(record.data, 0).zip(format)
    }

    /// `None` of a chart and of macros, which have no cells.
    fn listed(&self, record: &Record) -> Result<Option<Listed>, String> {
        let listed = || {
            let start = u32_at(record.data, 0)? as usize;
            let (hidden, kind) = (record.data.get(4)? & 3 != 0, *record.data.get(5)?);
            let name = record.cursor(6).text::<1>(self.texts)?;
            Some((kind == 0).then_some(Listed { name, hidden, start }))
        };
        listed().ok_or_else(|| "its list of sheets is cut off".into())
    }

    fn is_struck(&self, style: u16) -> bool {
        let font = self.styles.get(usize::from(style)).map_or(0, |(font, _)| *font);
        // There is no font 4.
        let font = if font > 4 { font - 1 } else { font };
        self.struck.get(usize::from(font)).copied().unwrap_or(false)
    }

    /// A number as a style shows it.
    fn number(&self, x: f64, style: u16) -> Value {
        let format = self.styles.get(usize::from(style)).map_or(0, |(_, format)| *format);
        let own = self.formats.get(&format).map(String::as_str);
        Value::number(x, own.unwrap_or_else(|| formats::built_in(format.into())), self.is_1904)
    }

    fn sheet(&self, stream: &[u8], listed: &Listed, budget: &mut Budget) -> Result<Sheet, String> {
        let mut records = Records::from(stream, listed.start)?;
        if records.next()?.kind != BEGIN {
            return Err(format!("the sheet {} is not where it should be", listed.name));
        }
        let mut cells = Cells::default();
        // Charts on the sheet have cells of their own.
        let mut depth = 0_usize;
        loop {
            let record = records.next()?;
            match record.kind {
                BEGIN => depth += 1,
                END if depth == 0 => break,
                END => depth -= 1,
                _ if depth == 0 => self.take(&record, &mut cells, budget)?,
                _ => {}
            }
        }
        Ok(cells.into_sheet(listed))
    }

    /// Takes one record of a sheet.
    fn take(&self, record: &Record, cells: &mut Cells, budget: &mut Budget) -> Result<(), String> {
        let data = record.data;
        let short = || "one of its records is cut off".to_string();
        let number = |at: usize| u16_at(data, at).ok_or_else(short);
        match record.kind {
            // Row: hidden, or of no height.
            0x0208 => {
                let flat = number(6)? == 0;
                cells.row(number(0)?).hidden = flat || number(12)? & 0x20 != 0;
            }
            // ColInfo
            0x007d if number(8)? & 1 != 0 || number(4)? == 0 => {
                cells.hidden_columns.push((number(0)?.into(), u32::from(number(2)?) + 1));
            }
            // MergeCells
            0x00e5 => cells.merged.extend(data.get(2..).unwrap_or_default().as_chunks::<8>().0.iter().map(|area| {
                let number = |at: usize| u32::from(u16_at(area, at).unwrap_or(0));
                Area { first: (number(0), number(4)), last: (number(2), number(6)) }
            })),
            // MulRk: many short numbers, one after the other.
            0x00bd => {
                let (row, column) = (number(0)?, number(2)?);
                for (i, cell) in (0..).zip(data.get(4..).unwrap_or_default().as_chunks::<6>().0) {
                    let (style, short) = (u16_at(cell, 0).unwrap_or(0), u32_at(cell, 2).unwrap_or(0));
                    cells.put(self, (row, column.saturating_add(i), style), Some(self.number(short_number(short), style)))?;
                }
            }
            // The text that the formula before it gave.
            0x0207 => {
                if let Some(at) = cells.waiting.take() {
                    let text = self.text(record, 0, budget)?;
                    cells.take_back(at);
                    cells.put(self, at, text)?;
                }
            }
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x00d6 | 0x00fd => {
                let at = (number(0)?, number(2)?, number(4)?);
                let value = match record.kind {
                    // Formula
                    0x0006 => {
                        let result = data.get(6..14).and_then(|bytes| bytes.first_chunk()).ok_or_else(short)?;
                        cells.waiting = (result[0] == 0 && result[6..] == [0xff, 0xff]).then_some(at);
                        self.result(*result, at.2)
                    }
                    // Number
                    0x0203 => {
                        let bytes = data.get(6..14).and_then(|bytes| bytes.first_chunk()).ok_or_else(short)?;
                        Some(self.number(f64::from_le_bytes(*bytes), at.2))
                    }
                    // BoolErr
                    0x0205 => Some(bool_or_error(*data.get(6).ok_or_else(short)?, data.get(7) == Some(&1))),
                    // RK
                    0x027e => Some(self.number(short_number(u32_at(data, 6).ok_or_else(short)?), at.2)),
                    // LabelSst
                    0x00fd => {
                        let i = u32_at(data, 6).ok_or_else(short)? as usize;
                        let text = self.strings.get(i).ok_or("a cell shows a text that is not there")?;
                        budget.spend(text.len())?;
                        (!text.is_empty()).then(|| Value::Text(text.clone()))
                    }
                    // Label, RString
                    _ => self.text(record, 6, budget)?,
                };
                cells.put(self, at, value)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&self, record: &Record, at: usize, budget: &mut Budget) -> Result<Option<Value>, String> {
        let text = record.cursor(at).text::<2>(self.texts).ok_or("a text in it is cut off")?;
        budget.spend(text.len())?;
        Ok((!text.is_empty()).then_some(Value::Text(text)))
    }

    /// What a formula gave; of a text, which stands in the next record, that it was not calculated.
    fn result(&self, bytes: [u8; 8], style: u16) -> Option<Value> {
        match (&bytes[6..], bytes[0]) {
            ([0xff, 0xff], 1) => Some(bool_or_error(bytes[2], false)),
            ([0xff, 0xff], 2) => Some(bool_or_error(bytes[2], true)),
            ([0xff, 0xff], 0) => Some(Value::Uncalculated("=".into())),
            ([0xff, 0xff], _) => None,
            _ => Some(self.number(f64::from_le_bytes(bytes), style)),
        }
    }
}

/// The texts that cells share.
fn strings_of(record: &Record) -> Result<Vec<String>, String> {
    let mut cursor = record.cursor(4);
    let n = cursor.number::<4>().ok_or("its texts are cut off")?;
    (0..n).map(|_| cursor.text::<2>(Texts::Unicode).ok_or_else(|| "its texts are cut off".into())).collect()
}

/// A number in four bytes: a whole one or the upper half of a fraction, perhaps a hundred times as large.
fn short_number(bits: u32) -> f64 {
    let x = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 != 0 { x / 100.0 } else { x }
}

fn bool_or_error(byte: u8, is_error: bool) -> Value {
    let error = match byte {
        _ if !is_error => return Value::Bool(byte != 0),
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2b => "#GETTING_DATA",
        _ => "#N/A",
    };
    Value::Error(error.into())
}

/// Row, column and style of a cell.
type At = (u16, u16, u16);

/// The cells of a sheet in whatever order they come.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<u16, Row>,
    hidden_columns: Vec<(u32, u32)>,
    merged: Vec<Area>,
    /// The cell of the formula whose text comes next.
    waiting: Option<At>,
}

#[derive(Default)]
struct Row {
    hidden: bool,
    /// By column: the value, and whether it is struck through.
    cells: BTreeMap<u16, (Value, bool)>,
}

impl Cells {
    fn row(&mut self, row: u16) -> &mut Row {
        self.rows.entry(row).or_default()
    }

    fn put(&mut self, book: &Book, (row, column, style): At, value: Option<Value>) -> Result<(), String> {
        if !limits::COLUMNS.allows(usize::from(column) + 1) {
            return Err(format!("a cell stands beyond the last column, {}", limits::COLUMNS.max));
        }
        if let Some(value) = value {
            self.row(row).cells.insert(column, (value, book.is_struck(style)));
        }
        Ok(())
    }

    /// Forgets a cell.
    fn take_back(&mut self, (row, column, _): At) {
        self.row(row).cells.remove(&column);
    }

    fn into_sheet(self, listed: &Listed) -> Sheet {
        let rows = self.rows.into_iter().map(|(row, Row { hidden, cells })| SheetRow {
            line: u32::from(row) + 1,
            hidden,
            struck: cells.iter().filter(|(_, (_, struck))| *struck).map(|(column, _)| (*column).into()).collect(),
            cells: cells.into_iter().map(|(column, (value, _))| (column.into(), value)).collect(),
        });
        Sheet {
            name: listed.name.clone(),
            hidden: listed.hidden,
            rows: rows.collect(),
            merged: self.merged,
            hidden_columns: self.hidden_columns,
        }
    }
}

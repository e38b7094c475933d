//! Reads .xlsx and .xlsm as Excel shows them: own code rather than calamine's because hidden rows, number formats and sizes that a file only
//! claims are needed. Every part is read as a stream, and only so much of it as the limits allow.

use super::cells::{self, Area, Budget, Sheet, SheetRow, Value};
use super::formats;
use crate::event::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

type Zip<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// Largest part of a workbook, unpacked.
const MAX_PART_BYTES: u64 = 300_000_000;

/// The sheets of a workbook, hidden ones too. The error is in words, in both languages.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let mut zip = Zip::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let root = relations(&mut zip, "_rels/.rels", "").unwrap_or_default();
    let main = root.values().find(|t| t.ends_with("workbook.xml")).cloned().unwrap_or_else(|| "xl/workbook.xml".to_string());
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
    let name = main.rsplit('/').next().unwrap_or(&main).to_string();
    let relations = relations(&mut zip, &format!("{folder}/_rels/{name}.rels"), &folder)?;
    let (sheets, is_1904) = sheet_list(&mut zip, &main)?;
    let part = |ending: &str| relations.values().find(|t| t.to_lowercase().ends_with(ending)).cloned();
    let strings = match part("sharedstrings.xml") {
        Some(path) => shared_strings(&mut zip, &path)?,
        None => Vec::new(),
    };
    let styles = match part("styles.xml") {
        Some(path) => styles(&mut zip, &path)?,
        None => Vec::new(),
    };
    let book = Book { strings, styles, is_1904 };
    let (mut out, mut budget) = (Vec::new(), Budget::new());
    for (name, id, hidden) in sheets {
        // A chart sheet has no cells.
        let Some(path) = relations.get(&id).filter(|p| p.contains("worksheets/")) else { continue };
        out.push(book.sheet(&mut zip, path, (name, hidden), &mut budget)?);
    }
    Ok(out)
}

/// How cells of one style look.
struct Style {
    format: String,
    /// Struck through.
    struck: bool,
}

struct Book {
    strings: Vec<String>,
    styles: Vec<Style>,
    is_1904: bool,
}

/// Walks a part, event by event; `step` gets the event and the text collected since the last tag.
fn walk(zip: &mut Zip, path: &str, mut step: impl FnMut(&Event) -> Result<(), String>) -> Result<(), String> {
    let file = zip.by_name(path).map_err(|_| format!("the part {path} is missing"))?;
    let limited = BufReader::new(file.take(MAX_PART_BYTES + 1));
    let mut reader = Reader::from_reader(limited);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Eof => break,
            event => step(&event)?,
        }
        if reader.buffer_position() > MAX_PART_BYTES {
            return Err(format!("the part {path} is larger than {MAX_PART_BYTES} bytes"));
        }
    }
    Ok(())
}

/// An attribute by its local name, unescaped.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let raw = found.value.to_string();
    Some(quick_xml::escape::unescape(&raw).map_or(raw.clone(), |t| t.into_owned()))
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|v| v == "1" || v == "true")
}

/// Relation id -> path of the part.
fn relations(zip: &mut Zip, path: &str, folder: &str) -> Result<HashMap<String, String>, String> {
    let mut found = HashMap::new();
    walk(zip, path, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_string(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            found.insert(id, path);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Name, part and visibility of every sheet, and whether dates count from 1904.
type SheetList = (Vec<(String, String, bool)>, bool);

/// Name, relation id and whether it is hidden, for each sheet; and the date system.
fn sheet_list(zip: &mut Zip, path: &str) -> Result<SheetList, String> {
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    walk(zip, path, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().as_ref() {
                "workbookPr" => is_1904 = is_true(attribute(tag, "date1904")),
                "sheet" => {
                    let hidden = attribute(tag, "state").is_some_and(|s| s.to_lowercase().contains("hidden"));
                    let id = tag.attributes().flatten().find(|a| a.key.as_ref() != "id" && a.key.local_name().as_ref() == "id");
                    let id = id.map(|a| a.value.to_string());
                    sheets.extend(attribute(tag, "name").zip(id).map(|(name, id)| (name, id, hidden)));
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok((sheets, is_1904))
}

/// Collects the text of `<t>` elements, phonetic readings left out, up to one character more than a cell may hold.
#[derive(Default)]
struct Collected {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl Collected {
    fn step(&mut self, event: &Event) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = true,
                "rPh" => self.in_phonetic = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = false,
                "rPh" => self.in_phonetic = false,
                _ => {}
            },
            _ if self.in_text && !self.in_phonetic => push_text(&mut self.text, event),
            _ => {}
        }
    }

    fn take(&mut self) -> String {
        unescaped(&std::mem::take(&mut self.text))
    }
}

/// Adds the text of an event, up to the length of a cell and one more.
fn push_text(out: &mut String, event: &Event) {
    let max_bytes = 4 * (limits::CELL_CHARS.size() + 1);
    if out.len() > max_bytes {
        return;
    }
    match event {
        Event::Text(text) => out.push_str(text),
        Event::CData(text) => out.push_str(text),
        Event::GeneralRef(name) => {
            let entity = format!("&{};", &**name);
            out.push_str(&quick_xml::escape::unescape(&entity).map_or_else(|_| entity.clone(), |t| t.into_owned()));
        }
        _ => {}
    }
    if out.len() > max_bytes {
        let end = (0..=max_bytes).rev().find(|i| out.is_char_boundary(*i)).unwrap_or(0);
        out.truncate(end);
    }
}

/// `_x000A_` is a character that XML could not hold.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find("_x") {
        let code = rest.get(i + 2..i + 6).filter(|_| rest.get(i + 6..i + 7) == Some("_"));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push_str(&rest[..i]);
                out.push(c);
                rest = &rest[i + 7..];
            }
            None => {
                out.push_str(&rest[..i + 2]);
                rest = &rest[i + 2..];
            }
        }
    }
    out.push_str(rest);
    out.replace("\r\n", "\n").replace('\r', "\n")
}

fn shared_strings(zip: &mut Zip, path: &str) -> Result<Vec<String>, String> {
    let (mut strings, mut collected) = (Vec::new(), Collected::default());
    walk(zip, path, |event| {
        collected.step(event);
        match event {
            Event::End(tag) if tag.local_name().as_ref() == "si" => strings.push(collected.take()),
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.push(String::new()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// Every cell style.
fn styles(zip: &mut Zip, path: &str) -> Result<Vec<Style>, String> {
    let (mut own, mut styles, mut list) = (HashMap::new(), Vec::new(), String::new());
    let mut struck_fonts: Vec<bool> = Vec::new();
    walk(zip, path, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    own.extend(id.zip(attribute(tag, "formatCode")));
                }
                name @ ("fonts" | "cellXfs" | "cellStyleXfs" | "dxfs") if matches!(event, Event::Start(_)) => {
                    list = name.to_string()
                }
                "font" if list == "fonts" => struck_fonts.push(false),
                "strike" if list == "fonts" => {
                    let is_on = attribute(tag, "val").is_none_or(|v| v == "1" || v == "true");
                    struck_fonts.iter_mut().last().into_iter().for_each(|f| *f = is_on);
                }
                "xf" if list == "cellXfs" => {
                    let id = |name| attribute(tag, name).and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                    let format = id("numFmtId");
                    let format = own.get(&format).cloned().unwrap_or_else(|| formats::built_in(format).to_string());
                    let struck = struck_fonts.get(id("fontId") as usize).copied().unwrap_or(false);
                    styles.push(Style { format, struck });
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == list => list.clear(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// A cell being read.
#[derive(Default)]
struct Open {
    column: u32,
    kind: String,
    style: usize,
    has_formula: bool,
    formula: String,
    value: String,
    in_value: bool,
    in_formula: bool,
}

impl Book {
    fn sheet(&self, zip: &mut Zip, path: &str, (name, hidden): (String, bool), budget: &mut Budget) -> Result<Sheet, String> {
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        let (mut line, mut cell, mut inline) = (0_u32, None::<Open>, Collected::default());
        walk(zip, path, |event| {
            inline.step(event);
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    match tag.local_name().as_ref() {
                        "row" => {
                            line = attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(line + 1);
                            if line == 0 || !limits::ROWS.allows(line as usize) {
                                return Err(format!("row {line} is beyond the last row, {}", limits::ROWS.max));
                            }
                            let flat = attribute(tag, "ht").is_some_and(|ht| ht.parse() == Ok(0.0));
                            let hidden = flat || is_true(attribute(tag, "hidden"));
                            sheet.rows.push(SheetRow { line, hidden, cells: Vec::new(), struck: Vec::new() });
                        }
                        "col"
                            if is_true(attribute(tag, "hidden"))
                                || attribute(tag, "width").is_some_and(|w| w.parse() == Ok(0.0)) =>
                        {
                            let end = |name| attribute(tag, name).and_then(|n| n.parse::<u32>().ok());
                            sheet.hidden_columns.extend(end("min").zip(end("max")).map(|(a, b)| (a.saturating_sub(1), b)));
                        }
                        "c" => {
                            let open = self.open(tag, &sheet)?;
                            cell = (!is_empty).then_some(open);
                        }
                        "v" => cell.iter_mut().for_each(|c| c.in_value = !is_empty),
                        "f" => cell.iter_mut().for_each(|c| (c.has_formula, c.in_formula) = (true, !is_empty)),
                        "mergeCell" => sheet.merged.extend(attribute(tag, "ref").and_then(|area| Area::parse(&area))),
                        _ => {}
                    }
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "v" => cell.iter_mut().for_each(|c| c.in_value = false),
                    "f" => cell.iter_mut().for_each(|c| c.in_formula = false),
                    "c" => {
                        if let (Some(open), Some(row)) = (cell.take(), sheet.rows.last_mut()) {
                            let value = self.value(&open, inline.take());
                            if let Some(Value::Text(text)) = &value {
                                budget.spend(text.len())?;
                            }
                            let struck = value.is_some() && self.styles.get(open.style).is_some_and(|style| style.struck);
                            row.struck.extend(struck.then_some(open.column));
                            row.cells.extend(value.map(|v| (open.column, v)));
                        }
                    }
                    _ => {}
                },
                _ => {
                    if let Some(open) = cell.as_mut() {
                        if open.in_value {
                            push_text(&mut open.value, event);
                        } else if open.in_formula {
                            push_text(&mut open.formula, event);
                        }
                    }
                }
            }
            Ok(())
        })?;
        Ok(sheet)
    }

    fn open(&self, tag: &BytesStart, sheet: &Sheet) -> Result<Open, String> {
        let next = sheet.rows.last().and_then(|r| r.cells.last()).map_or(0, |(c, _)| c + 1);
        let column = attribute(tag, "r").and_then(|r| cells::column_of(&r)).unwrap_or(next);
        if !limits::COLUMNS.allows(column as usize + 1) {
            return Err(format!("a cell stands beyond the last column, {}", limits::COLUMNS.max));
        }
        let style = attribute(tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
        Ok(Open { column, kind: attribute(tag, "t").unwrap_or_default(), style, ..Open::default() })
    }

    /// What the sheet shows in a cell; `None` if nothing.
    fn value(&self, cell: &Open, inline: String) -> Option<Value> {
        let text = |text: String| (!text.is_empty()).then_some(Value::Text(text));
        match cell.kind.as_str() {
            "s" => text(cell.value.trim().parse::<usize>().ok().and_then(|i| self.strings.get(i)).cloned().unwrap_or_default()),
            "str" => text(unescaped(&cell.value)),
            "inlineStr" => text(inline),
            "b" => Some(Value::Bool(cell.value.trim() == "1")),
            "e" => Some(Value::Error(cell.value.clone())),
            "d" => text(cell.value.replace('T', " ")),
            _ if cell.value.trim().is_empty() => cell.has_formula.then(|| Value::Uncalculated(format!("={}", cell.formula))),
            _ => match cell.value.trim().parse::<f64>() {
                Ok(x) => {
                    let format = self.styles.get(cell.style).map_or("General", |style| style.format.as_str());
                    Some(Value::number(x, format, self.is_1904))
                }
                Err(_) => text(cell.value.clone()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A workbook with one sheet: the insides of its shared texts, styles and rows.
    fn sheet(strings: &str, styles: &str, rows: &str) -> Sheet {
        let relation = |id: u32, target: &str| format!(r#"<Relationship Id="r{id}" Target="{target}"/>"#);
        let relations =
            [(1, "worksheets/sheet1.xml"), (2, "sharedStrings.xml"), (3, "styles.xml")].map(|(id, target)| relation(id, target));
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("_rels/.rels", format!("<Relationships>{}</Relationships>", relation(1, "/xl/workbook.xml"))),
            ("xl/workbook.xml", r#"<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#.to_string()),
            ("xl/_rels/workbook.xml.rels", format!("<Relationships>{}</Relationships>", relations.concat())),
            ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
            ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
            ("xl/styles.xml", format!("<styleSheet>{styles}</styleSheet>")),
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        read(&bytes).unwrap().pop().unwrap()
    }

    fn values(sheet: &Sheet) -> Vec<Value> {
        sheet.rows.iter().flat_map(|row| row.cells.iter().map(|(_, value)| value.clone())).collect()
    }

    #[test]
    fn cells_of_every_kind_hold_what_the_sheet_shows() {
        let text = |text: &str| Value::Text(text.to_string());
        for (cell, want) in [
            (r#"t="str"><f>"a"</f><v>a_x000A_b</v>"#, text("a\nb")),
            (r#"t="str"><v>a&amp;b&#44032;&lt;</v>"#, text("a&b가<")),
            (r#"t="str"><v><![CDATA[a<b]]></v>"#, text("a<b")),
            (r#"t="b"><v>1</v>"#, Value::Bool(true)),
            (r#"t="b"><v>0</v>"#, Value::Bool(false)),
            (r#"t="e"><v>#N/A</v>"#, Value::Error("#N/A".to_string())),
            (r#"t="d"><v>2022-04-13T10:00:00</v>"#, text("2022-04-13 10:00:00")),
            (r#"t="inlineStr"><is><t>가</t><rPh sb="0" eb="1"><t>ga</t></rPh><t>람</t></is>"#, text("가람")),
            (r#"t="s"><v>1</v>"#, text("가람")),
            (r#"><f>1+1</f><v></v>"#, Value::Uncalculated("=1+1".to_string())),
            (r#"><v>7</v>"#, Value::number(7.0, "General", false)),
            (r#"><v>seven</v>"#, text("seven")),
        ] {
            let strings = "<si><t>x</t></si><si><r><t>가</t></r><rPh sb='0' eb='1'><t>ga</t></rPh><r><t>람</t></r></si>";
            let sheet = sheet(strings, "", &format!(r#"<row r="3"><c r="B3" {cell}</c></row>"#));
            assert_eq!(values(&sheet), [want], "{cell}");
            assert_eq!((sheet.rows[0].line, sheet.rows[0].cells[0].0), (3, 1), "{cell}");
        }
    }

    /// An id, a code and what stands for a character that XML cannot hold.
    #[test]
    fn characters_that_xml_cannot_hold_are_read_and_nothing_like_them() {
        for (text, want) in [
            ("_x0041_", "A"),
            ("a_x000D__x000A_b_x000D_c", "a\nb\nc"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x_x0041_", "_xA"),
            ("가_x0041_나", "가A나"),
            ("my_x004", "my_x004"),
            ("_x00zz_", "_x00zz_"),
            ("_xD800_", "_xD800_"),
            ("_x0041", "_x0041"),
            ("_x00410", "_x00410"),
            ("plain", "plain"),
        ] {
            assert_eq!(unescaped(text), want);
        }
    }

    #[test]
    fn styles_say_the_format_and_what_is_struck_through() {
        let styles = r#"<numFmts><numFmt numFmtId="170" formatCode="000"/></numFmts>
            <fonts><font/><font><strike/></font><font><strike val="0"/></font><font><strike val="1"/></font><font><strike val="true"/></font></fonts>
            <dxfs><dxf><font><strike/></font></dxf></dxfs><cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs>
            <cellXfs><xf/><xf numFmtId="170" fontId="1"/><xf numFmtId="14" fontId="2"/><xf fontId="3"/><xf fontId="4"/></cellXfs>"#;
        let cells: String = (0..5).map(|style| format!(r#"<c s="{style}"><v>7</v></c>"#)).collect();
        let sheet = sheet("", styles, &format!("<row>{cells}</row>"));
        let formats = ["General", "000", "yyyy-mm-dd", "General", "General"];
        assert_eq!(values(&sheet), formats.map(|format| Value::number(7.0, format, false)));
        assert_eq!(sheet.rows[0].struck, [1, 3, 4]);
    }
}

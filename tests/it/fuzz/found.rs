//! Files that are made to be too much: each is refused, in little time.

use super::damage::zipped;
use super::records::{Record, container, packed};
use koppex::validate::event_from;
use std::time::Instant;

/// A workbook of one sheet that holds this.
fn workbook(sheet: &str) -> Vec<u8> {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"smes\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{sheet}</sheetData></worksheet>"
            ),
        ),
    ];
    zipped(&parts.map(|(name, text)| (name.to_string(), text.into_bytes())))
}

fn refused(name: &str, bytes: &[u8]) -> Vec<String> {
    let begun = Instant::now();
    let faults = event_from(&[(name, bytes)]).map(|(event, _)| event.name).expect_err("there is no event in it");
    let seconds = begun.elapsed().as_secs_f64();
    assert!(seconds < 20.0, "{name}: {seconds:.1} s");
    faults.iter().map(|fault| fault.render(koppex::event::Lang::En)).collect()
}

#[test]
fn huge_sheets_are_refused_or_read_in_no_time() {
    let cell = |at: &str, row: u32| format!("<row r=\"{row}\"><c r=\"{at}\" t=\"inlineStr\"><is><t>x</t></is></c></row>");
    let header = cell("A1", 1);
    for (at, row) in [("XFD1048576", 1_048_576), ("ZZ50000", 50_000), ("XFE1", 1), ("A4000000000", 4_000_000_000), ("A0", 0)] {
        refused("smes.xlsx", &workbook(&format!("{header}{}", cell(at, row))));
    }
    refused("smes.xlsx", &workbook(&format!("{}{}", cell("XFD1", 1), cell("A20000", 20_000))));
}

/// 300 MB of one letter in a file of 300 KB.
#[test]
fn a_file_that_unpacks_to_more_than_any_input_is_refused() {
    let bomb =
        workbook(&format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(300_000_000)));
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    let said = refused("smes.xlsx", &bomb).join("\n");
    assert!(said.contains("the part xl/worksheets/sheet1.xml is larger than 300000000 bytes"), "{said}");
}

/// The reader of .ods files waits for the end of a table for ever.
#[test]
fn an_ods_file_that_is_cut_off_is_refused() {
    let content = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"smes\"><table:table-row>";
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ];
    let said = refused("smes.ods", &zipped(&parts.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())))).join("\n");
    assert!(said.contains("content.xml: it is cut off"), "{said}");
}

/// An .ods file with these rows of one sheet.
pub fn spreadsheet(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet><table:table table:name=\"smes\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ];
    zipped(&parts.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())))
}

/// The records of an .xls with one sheet: what all sheets share, then the sheet.
fn old_workbook(shared: &[Record], sheet: &[Record]) -> Vec<Record> {
    let begin = |part: u8| Record { kind: [0x09, 0x08], data: [[0, 6, part, 0].as_slice(), &[0; 12]].concat() };
    let end = || Record { kind: [0x0a, 0], data: Vec::new() };
    let listed = Record { kind: [0x85, 0], data: [[0, 0, 0, 0, 0, 0, 4, 0].as_slice(), b"smes"].concat() };
    [[begin(5), listed].as_slice(), shared, &[end(), begin(0x10)], sheet, &[end()]].concat()
}

/// A text of 30,000 letters that 8,000 cells show.
#[test]
fn one_text_that_many_cells_share_fills_no_memory() {
    let text = "x".repeat(30_000);
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let cells: String = (1..=8_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    let parts = [
        ("xl/workbook.xml", format!("<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"smes\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>".into(),
        ),
        ("xl/sharedStrings.xml", format!("<sst><si><t>{text}</t></si></sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{cells}</sheetData></worksheet>")),
    ];
    let new = zipped(&parts.map(|(name, text)| (name.to_string(), text.into_bytes())));

    let (first, rest) = text.as_bytes().split_at(8_000);
    let strings = [[1, 0, 0, 0, 1, 0, 0, 0, 0x30, 0x75, 0].as_slice(), first].concat();
    let mut shared = vec![Record { kind: [0xfc, 0], data: strings }];
    shared.extend(rest.chunks(8_000).map(|piece| Record { kind: [0x3c, 0], data: [&[0], piece].concat() }));
    let cell = |row: u16| [row.to_le_bytes().as_slice(), &[0; 8]].concat();
    let sheet: Vec<_> = (0..8_000).map(|row| Record { kind: [0xfd, 0], data: cell(row) }).collect();
    let old = container(old_workbook(&shared, &sheet), true);

    let cell = format!(
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16000\"><text:p>{text}</text:p></table:table-cell>"
    );
    let open = spreadsheet(&format!("<table:table-row table:number-rows-repeated=\"60\">{cell}</table:table-row>"));
    for (name, bytes) in [("smes.xlsx", new), ("smes.xls", old), ("smes.ods", open)] {
        assert!(bytes.len() < 300_000, "{name}: {}", bytes.len());
        let said = refused(name, &bytes).join("\n");
        assert!(said.contains("its cells hold more than 200000000 bytes of text"), "{name}: {said}");
    }
}

/// Lengths and places in an .xls that lie: chains of sectors that go round, sheets beyond the end, records that are cut off, a size of a sheet that nothing
/// fills. A reader that believes them never ends, or takes all memory.
#[test]
fn an_old_workbook_whose_lengths_and_places_lie_is_refused() {
    let size = Record { kind: [0, 2], data: [[0; 4], [0xff; 4], [0; 4], [0xff; 4]].concat() };
    let label = |row: u16, column: u16| Record {
        kind: [4, 2],
        data: [row.to_le_bytes(), column.to_le_bytes(), [0, 0], [1, 0], [0, b'x']].concat(),
    };
    let whole = container(old_workbook(&[], &[size, label(0, 0), label(65_535, 255)]), true);
    let said = refused("smes.xls", &whole).join("\n");
    assert!(!said.contains("E108"), "it can be read: {said}");

    let changed = |at: usize, bytes: [u8; 4]| {
        let mut file = whole.clone();
        file[at..at + 4].copy_from_slice(&bytes);
        file
    };
    let n_stream = 4096 / 512;
    let (directory, table) = (512 * (1 + n_stream), 512 * (2 + n_stream));
    let in_stream = |records: Vec<Record>| container(records, false);
    for (what, file, words) in [
        ("the directory goes round", changed(table + 4 * n_stream, (n_stream as u32).to_le_bytes()), "has no end"),
        (
            "the stream goes round",
            changed(directory + 128 + 120, [0xff; 4]).tap(|file| file[table + 28..table + 32].fill(0)),
            "has no end",
        ),
        ("the stream begins nowhere", changed(directory + 128 + 116, [0xff, 0xff, 0, 0]), "beyond its end"),
        ("the table lies nowhere", changed(76, [0xff, 0xff, 0, 0]), "beyond its end"),
        ("tables of tables go round", changed(68, [0; 4]), ""),
        ("no directory", changed(48, [0xfe, 0xff, 0xff, 0xff]), "it has no directory"),
        ("odd sectors", changed(30, [31, 0, 6, 0]), "sectors of 2^31 bytes"),
        (
            "a sheet beyond the end",
            in_stream(old_workbook(&[], &[]).tap(|records| records[1].data[..4].fill(0xf0))),
            "a sheet lies beyond its end",
        ),
        (
            "a sheet that is none",
            in_stream(old_workbook(&[], &[]).tap(|records| records[1].data[..4].copy_from_slice(&[20, 0, 0, 0]))),
            "is not where it should be",
        ),
        ("a cell beyond the last column", container(old_workbook(&[], &[label(0, 20_000)]), true), "beyond the last column"),
        (
            "a short cell",
            container(old_workbook(&[], &[Record { kind: [3, 2], data: vec![0; 13] }]), true),
            "one of its records is cut off",
        ),
        (
            "a text that is not there",
            container(old_workbook(&[], &[Record { kind: [0xfd, 0], data: vec![1; 10] }]), true),
            "a text that is not there",
        ),
        (
            "texts without end",
            container(old_workbook(&[Record { kind: [0xfc, 0], data: vec![0xff; 8] }], &[]), true),
            "its texts are cut off",
        ),
        ("a header alone", whole[..512].to_vec(), ""),
        ("a stream of nothing", packed(Vec::new()), "it does not begin as a workbook"),
    ] {
        let said = refused("smes.xls", &file).join("\n");
        assert!(said.contains("E108") && said.contains(words), "{what}: {said}");
    }
    // Cut off anywhere, it is refused, never read in part.
    let end = whole.iter().rposition(|byte| *byte == 0x0a).unwrap();
    for cut in (0..end).step_by(97) {
        let said = refused("smes.xls", &whole[..cut]).join("\n");
        assert!(said.contains("E108"), "cut at {cut}: {said}");
    }
}

trait Tap: Sized {
    /// Itself, changed.
    fn tap(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

impl<T> Tap for T {}

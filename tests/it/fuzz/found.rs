//! Files that are made to be too much: each is refused, in little time.

use super::damage::zipped;
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

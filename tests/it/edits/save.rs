//! How a table is saved: as text in any encoding and with any separator, or as a workbook.

use rand::RngExt;
use rand_pcg::Pcg64;
use rust_xlsxwriter::Workbook;

/// Bytes of rows as some program saves them, and in words.
pub fn saved(rows: &[Vec<String>], random: &mut Pcg64) -> (Vec<u8>, String) {
    if random.random_bool(0.05) {
        return (workbook(rows), "as a workbook".into());
    }
    let separator = [',', ',', ';', '\t'][random.random_range(0..4)];
    let quote_all = random.random_bool(0.2);
    let end = ["\r\n", "\n"][random.random_range(0..2)];
    let mut text = if random.random_bool(0.1) { format!("sep={separator}{end}") } else { String::new() };
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| written(cell, separator, quote_all)).collect();
        text += &cells.join(&separator.to_string());
        text += end;
    }
    let (bytes, encoding) = encoded(&text, random);
    (bytes, format!("{encoding}, separator {separator:?}"))
}

fn written(cell: &str, separator: char, quote_all: bool) -> String {
    let needs = quote_all || cell.contains([separator, '"', '\n', '\r']);
    if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_string() }
}

fn encoded(text: &str, random: &mut Pcg64) -> (Vec<u8>, &'static str) {
    let utf16 = |little: bool, mark: &str| -> Vec<u8> {
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    match random.random_range(0..6) {
        0 => (text.as_bytes().to_vec(), "UTF-8"),
        1 => (format!("\u{feff}{text}").into_bytes(), "UTF-8 with a mark"),
        2 => (cp949(text), "CP949"),
        3 => (utf16(true, "\u{feff}"), "UTF-16"),
        4 => (utf16(false, "\u{feff}"), "UTF-16, big end first"),
        _ => (utf16(true, ""), "UTF-16 without a mark"),
    }
}

/// Excel writes a question mark for what the encoding lacks, two for a character beyond the basic plane.
fn cp949(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        let c_text = c.to_string();
        let (encoded, _, lacks) = encoding_rs::EUC_KR.encode(&c_text);
        let marks = vec![b'?'; c.len_utf16()];
        bytes.extend(if lacks { marks.iter() } else { encoded.iter() });
    }
    bytes
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (i, row) in (0..).zip(rows) {
        for (j, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(i, j, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

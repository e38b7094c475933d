//! .xls files of Excel 5 to 2003, read as Excel shows them.

use super::screen::{event, read};
use crate::fuzz::records::{Record, container};

/// Made by `tests/it/fuzz/seeds/make.py`.
const XLS: &[u8] = include_bytes!("../fuzz/seeds/smes.xls");

fn record(kind: u16, data: &[&[u8]]) -> Record {
    Record { kind: kind.to_le_bytes(), data: data.concat() }
}

#[test]
fn number_formats_formulas_and_what_is_hidden_are_read_as_the_sheet_shows_them() {
    let mut days =
        String::from("[event]\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2027-04-13\"\nsessions = [\"10:00-11:00\"]\n");
    days += "[[hall]]\nid = \"1\"\ntables = 3\nvideo_rooms = 1\n";
    let files = vec![("smes.xls".to_string(), XLS.to_vec()), ("event.toml".to_string(), days.into_bytes())];
    let (event, codes) = event(files);
    let smes: Vec<_> = event.parties.iter().take(event.n_smes).collect();
    assert_eq!(smes.iter().map(|sme| sme.id.as_str()).collect::<Vec<_>>(), ["S1", "S2", "S3"]);
    assert_eq!(smes.iter().map(|sme| sme.name.as_str()).collect::<Vec<_>>(), ["가람", "Na \"Co\"", "다솜"]);
    assert_eq!(smes.iter().map(|sme| sme.booth.as_str()).collect::<Vec<_>>(), ["007", "012", ""], "as the format shows them");
    assert_eq!(smes.iter().map(|sme| sme.capacity).collect::<Vec<_>>(), [1, 2, 1], "1+1 is 2");
    let third = event.wishes.iter().filter(|wish| wish.from == event.party_ids().nth(2).unwrap()).count();
    assert_eq!(third, 2, "the text of a formula: B1, B2");
    // A hidden row, a hidden column, a row that is struck through; the hidden sheet is no data.
    assert_eq!(codes.iter().filter(|code| **code == "W514").count(), 3, "{codes:?}");
}

/// Texts in the code page of the country, as Excel 5 and 95 write them.
#[test]
fn a_workbook_of_excel_95_in_korean() {
    let korean = |text: &str| encoding_rs::EUC_KR.encode(text).0.into_owned();
    let label = |row: u8, column: u8, text: &str| {
        let text = korean(text);
        record(0x0204, &[&[row, 0, column, 0, 0, 0, text.len() as u8, 0], &text])
    };
    let name = korean("기업");
    // A whole number and a fraction, each in four bytes; the second style shows three digits.
    let short =
        |row: u8, column: u8, style: u8, bits: u32| record(0x027e, &[&[row, 0, column, 0, style, 0], &bits.to_le_bytes()]);
    let book = [
        record(0x0809, &[&[0, 5, 5, 0], &[0; 4]]),
        record(0x0042, &[&949_u16.to_le_bytes()]),
        record(0x041e, &[&[200, 0, 3], b"000"]),
        record(0x00e0, &[&[0; 16]]),
        record(0x00e0, &[&[0, 0, 200, 0], &[0; 12]]),
        record(0x0085, &[&[0, 0, 0, 0, 0, 0, name.len() as u8], &name]),
        record(0x000a, &[]),
        record(0x0809, &[&[0, 5, 0x10, 0], &[0; 4]]),
        // Rows in any order.
        label(2, 1, "두레온조명"),
        label(0, 0, "연번"),
        label(0, 1, "기업명"),
        label(0, 2, "가점"),
        short(1, 0, 1, 7 << 2 | 2),
        label(1, 1, "가람빛소프트"),
        short(1, 2, 0, 300 << 2 | 3),
        short(2, 0, 1, 12 << 2 | 2),
        short(2, 2, 0, (4.0_f64.to_bits() >> 32) as u32),
        record(0x000a, &[]),
    ];
    let wishes = ("preferences.csv".to_string(), b"from_id,to_id\n007,B1\n".to_vec());
    let (event, codes) = event(vec![("smes.xls".to_string(), container(book.to_vec(), true)), wishes]);
    let smes: Vec<_> =
        event.parties.iter().take(event.n_smes).map(|sme| (sme.id.as_str(), sme.name.as_str(), sme.bonus)).collect();
    assert_eq!((smes, codes), (vec![("007", "가람빛소프트", 3), ("012", "두레온조명", 4)], vec![]));
}

/// A text that is too long for its record goes on in the next, there in one byte a character where it had two; and so many of them that the file needs several
/// tables of its sectors.
#[test]
fn texts_go_on_in_the_next_record() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut strings =
        vec![record(0x00fc, &[&[3, 0, 0, 0, 3, 0, 0, 0], &[6, 0, 0], b"sme_id", &[4, 0, 0], b"name", &[7, 0, 1], &wide("가람")])];
    strings.push(record(0x003c, &[&[0], b" Soft"]));
    let n = 4_000_u16;
    let mut sheet = vec![record(0x00fd, &[&[0; 10]]), record(0x00fd, &[&[0, 0, 1, 0, 0, 0, 1, 0, 0, 0]])];
    for row in 1..=n {
        let [low, high] = row.to_le_bytes();
        let number = f64::from(row);
        sheet.push(record(0x0203, &[&[low, high, 0, 0, 0, 0], &number.to_le_bytes()]));
        sheet.push(record(0x00fd, &[&[low, high, 1, 0, 0, 0, 2, 0, 0, 0]]));
    }
    let begin = |part: u8| record(0x0809, &[&[0, 6, part, 0], &[0; 12]]);
    let listed = record(0x0085, &[&[0, 0, 0, 0, 0, 0, 4, 0], b"smes"]);
    let end = || record(0x000a, &[]);
    let book = [vec![begin(5), listed], strings, vec![end(), begin(0x10)], sheet, vec![end()]].concat();
    let wishes = ("preferences.csv".to_string(), b"from_id,to_id\n1,B1\n".to_vec());
    let (event, _) = event(vec![("smes.xls".to_string(), container(book, true)), wishes]);
    assert_eq!(event.n_smes, usize::from(n));
    assert!(event.parties.iter().take(event.n_smes).all(|sme| sme.name == "가람 Soft"), "{}", event.parties[0].name);
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let begin = record(0x0809, &[&[0, 6, 5, 0], &[0; 12]]);
    let locked = container(vec![begin, record(0x002f, &[&[1, 0]])], true);
    let faults = read(vec![("smes.xls".to_string(), locked)]).map(|(event, _)| event.name).unwrap_err();
    let said = super::shown(&faults, koppex::event::Lang::En);
    assert!(said.contains("password"), "{said}");
}

/// Truth values, errors and numbers in eight bytes, as cells and as what formulas gave.
#[test]
fn cells_of_every_kind_are_read() {
    let at = |row: u8, column: u8| [row, 0, column, 0, 0, 0];
    let label = |row: u8, column: u8, text: &str| record(0x0204, &[&at(row, column), &[text.len() as u8, 0, 0], text.as_bytes()]);
    let formula = |row: u8, column: u8, result: [u8; 8]| record(0x0006, &[&at(row, column), &result, &[0; 8]]);
    let book = |cells: &[Record]| {
        let mut book = vec![
            record(0x0809, &[&[0, 6, 5, 0], &[0; 12]]),
            record(0x0085, &[&[0, 0, 0, 0, 0, 0, 4, 0], b"smes"]),
            record(0x000a, &[]),
            record(0x0809, &[&[0, 6, 0x10, 0], &[0; 12]]),
        ];
        book.extend(["sme_id", "name", "bonus", "booth"].iter().enumerate().map(|(c, text)| label(0, c as u8, text)));
        book.extend([label(1, 0, "S1"), label(1, 1, "Garam")]);
        book.extend(cells.iter().cloned());
        book.push(record(0x000a, &[]));
        vec![("smes.xls".to_string(), container(book, true))]
    };
    let number = |row, column, x: f64| record(0x0203, &[&at(row, column), &x.to_le_bytes()]);
    let (read_event, codes) = event(book(&[number(1, 2, 2.0)]));
    assert_eq!((read_event.parties[0].bonus, codes), (2, vec![]));
    let (read_event, _) = event(book(&[formula(1, 2, 3.0_f64.to_le_bytes())]));
    assert_eq!(read_event.parties[0].bonus, 3);
    // What a formula gave that is a truth value: 1, in its third byte.
    let truth = |value: u8| [record(0x0205, &[&at(1, 2), &[value, 0]]), formula(1, 2, [1, 0, value, 0, 0, 0, 0xff, 0xff])];
    for cell in truth(1).into_iter().chain(truth(0)) {
        let faults = read(book(&[cell])).unwrap_err();
        assert!(faults.iter().all(|fault| fault.at.to_string() == "smes.xls[smes]:2 (bonus)"), "{faults:?}");
    }
    for (code, name) in [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0f, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1d, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2a, "#N/A"),
        (0x2b, "#GETTING_DATA"),
    ] {
        for cell in [record(0x0205, &[&at(1, 2), &[code, 1]]), formula(1, 2, [2, 0, code, 0, 0, 0, 0xff, 0xff])] {
            let faults = read(book(&[cell])).unwrap_err();
            assert!(faults.iter().any(|fault| fault.value == name || fault.cause.en.contains(name)), "{name}: {faults:?}");
        }
    }
    // A text that a formula gave stands in the next record; without it, nothing does.
    let (read_event, _) = event(book(&[formula(1, 3, [3, 0, 0, 0, 0, 0, 0xff, 0xff])]));
    assert_eq!(read_event.parties[0].bonus, 0);
}

/// What is hidden, struck through or merged is told row by row, and what only looks alike is not; a chart on the sheet has cells of its own.
#[test]
fn hidden_struck_and_merged_cells_of_an_old_workbook_are_told() {
    let label = |row: u8, column: u8, style: u8, text: &str| {
        record(0x0204, &[&[row, 0, column, 0, style, 0, text.len() as u8, 0, 0], text.as_bytes()])
    };
    let font = |flags: u8| record(0x0031, &[&[200, 0, flags, 0], &[0; 12]]);
    let style = |font: u8| record(0x00e0, &[&[font, 0, 0, 0], &[0; 16]]);
    let row = |row: u8, height: u8, flags: u8| record(0x0208, &[&[row, 0, 0, 0, 4, 0, height, 0, 0, 0, 0, 0, flags, 1, 0, 0]]);
    let columns =
        |first: u8, last: u8, width: u8, flags: u8| record(0x007d, &[&[first, 0, last, 0, width, 0, 0, 0, flags, 0, 0, 0]]);
    let mut book = vec![record(0x0809, &[&[0, 6, 5, 0], &[0; 12]])];
    // Fonts 0 to 3 and, as there is no font 4, 5 and 6; the fourth and the last are struck through, others are bold or underlined.
    book.extend([0, 2, 4, 8, 0x20, 8].map(font));
    book.extend([0, 3, 5, 6].map(style));
    book.extend([
        record(0x0085, &[&[0, 0, 0, 0, 0, 0, 4, 0], b"smes"]),
        record(0x000a, &[]),
        record(0x0809, &[&[0, 6, 0x10, 0], &[0; 12]]),
    ]);
    book.extend([columns(1, 1, 9, 0x10), columns(2, 2, 9, 1), columns(3, 3, 0, 0)]);
    book.extend([row(1, 9, 0), row(2, 0, 0), row(3, 9, 0x20), row(4, 9, 0x40), row(5, 9, 0)]);
    book.extend(["sme_id", "name", "booth", "contact"].iter().zip(0..).map(|(text, column)| label(0, column, 0, text)));
    for i in 1..6 {
        let style = [0, 0, 1, 2, 3][i as usize - 1];
        book.extend([label(i, 0, style, &format!("S{i}")), label(i, 1, 0, "Garam"), label(i, 2, 0, "A"), label(i, 3, 0, "Kim")]);
    }
    // Two charts, one within the other.
    let chart = || record(0x0809, &[&[0, 6, 0x20, 0], &[0; 12]]);
    book.extend([chart(), label(6, 0, 0, "X1"), chart(), record(0x000a, &[]), label(7, 0, 0, "X2"), record(0x000a, &[])]);
    book.extend([label(8, 0, 0, "S8"), label(8, 1, 0, "Dasom")]);
    book.push(record(0x00e5, &[&[1, 0, 8, 0, 9, 0, 1, 0, 1, 0]]));
    book.push(record(0x000a, &[]));
    let wishes = ("preferences.csv".to_string(), b"from_id,to_id\nS1,B1\n".to_vec());
    let faults = read(vec![("smes.xls".to_string(), container(book, true)), wishes]).unwrap_err();
    let said: Vec<(&str, u32, &str)> = faults.iter().map(|fault| (fault.code, fault.at.line, fault.cause.en.as_str())).collect();
    for want in [
        ("E109", 9, "the cells B9:B10 are merged; only the first holds the value"),
        ("W514", 3, "2 hidden or filtered rows are read like the others: 3, 4"),
        ("W514", 1, "hidden, but read like the others: `booth`, `contact`"),
        ("W514", 4, "struck through, but read like the others: rows 4, 6"),
    ] {
        assert!(said.contains(&want), "{want:?} is not among {said:#?}");
    }
    assert!(!said.iter().any(|(_, line, _)| [7, 8].contains(line)), "{said:#?}");
}

/// Dates that count from 1904, and a cell of ten.
#[test]
fn dates_of_an_old_workbook_count_from_its_first_day() {
    for (is_1904, serial) in [(0, 44_664.0_f64), (1, 43_202.0)] {
        let at = |row: u8, column: u8, style: u8| [row, 0, column, 0, style, 0];
        let label =
            |row: u8, column: u8, text: &str| record(0x0204, &[&at(row, column, 0), &[text.len() as u8, 0, 0], text.as_bytes()]);
        let number = |column: u8, style: u8, x: f64| record(0x0203, &[&at(1, column, style), &x.to_le_bytes()]);
        let style = |format: u8| record(0x00e0, &[&[0, 0, format, 0], &[0; 16]]);
        let mut book = vec![record(0x0809, &[&[0, 6, 5, 0], &[0; 12]]), record(0x0022, &[&[is_1904, 0]])];
        book.extend([style(0), style(14), style(20)]);
        book.extend([record(0x0085, &[&[0, 0, 0, 0, 0, 0, 7, 0], b"windows"]), record(0x000a, &[])]);
        book.push(record(0x0809, &[&[0, 6, 0x10, 0], &[0; 12]]));
        book.extend(["party_id", "date", "start", "end"].iter().zip(0..).map(|(text, column)| label(0, column, text)));
        book.extend([label(1, 0, "S1"), number(1, 1, serial), number(2, 2, 10.0 / 24.0), number(3, 2, 0.5), record(0x000a, &[])]);
        let (event, _) = event(vec![("windows.xls".to_string(), container(book, true))]);
        let window = &event.windows[0];
        let (start, end) = (window.start.to_string(), window.end.to_string());
        assert_eq!((start.as_str(), end.as_str()), ("2022-04-13 10:00:00", "2022-04-13 12:00:00"), "{is_1904}");
    }
}

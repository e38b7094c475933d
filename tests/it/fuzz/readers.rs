//! The readers, each with files that it reads.

use super::damage::zipped;
use crate::support::event;
use koppex::candidates::Candidates;
use koppex::check::{Checker, Published};
use koppex::event::Event;
use koppex::import::b2bsp;
use koppex::outcome::Outcome;
use koppex::problem::Problem;
use koppex::quality::Quality;
use koppex::report::{FORMATS, RenderOptions, Report, RunFacts};
use koppex::timetable::Timetable;
use koppex::validate::{Since, change, event_from};
use serde_json::json;

/// A reader of files.
pub struct Reader {
    pub name: &'static str,
    /// Files that it reads.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Reads one. Whether there was something to read in it.
    pub read: fn(&[u8]) -> bool,
}

pub const READERS: &[Reader] = &[
    Reader { name: "csv", seeds: csv_seeds, read: |bytes| reads("smes.csv", bytes) },
    Reader { name: "preferences", seeds: preference_seeds, read: |bytes| reads("preferences.csv", bytes) },
    Reader { name: "windows", seeds: window_seeds, read: |bytes| reads("windows.csv", bytes) },
    Reader { name: "event.toml", seeds: || vec![TOML.into()], read: |bytes| reads("event.toml", bytes) },
    Reader { name: "settings", seeds: || vec![SETTINGS.into()], read: read_settings },
    Reader { name: "xlsx", seeds: xlsx_seeds, read: |bytes| reads("smes.xlsx", bytes) },
    Reader { name: "xls", seeds: || vec![XLS.into()], read: |bytes| reads("smes.xls", bytes) },
    Reader { name: "ods", seeds: || vec![ods()], read: |bytes| reads("smes.ods", bytes) },
    Reader {
        name: "dzn",
        seeds: || vec![crate::b2bsp::SMALL.into()],
        read: |bytes| b2bsp::import(&String::from_utf8_lossy(bytes), "x").is_ok(),
    },
    Reader { name: "changes", seeds: || vec![CHANGES.into()], read: read_changes },
    Reader { name: "meetings.csv", seeds: || vec![MEETINGS.into(), LOOSE.into()], read: read_meetings },
    Reader { name: "prices.csv", seeds: || vec![PRICES.into()], read: read_prices },
    Reader { name: "published.json", seeds: || vec![published()], read: read_published },
];

const TOML: &str = "[event]\nname = \"Fuzz\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n\
    [[day]]\ndate = \"2027-04-13\"\nsessions = [\"10:00-12:00\", \"13:00-14:00\"]\n[[hall]]\nid = \"3\"\ntables = 4\nvideo_rooms = 2\n[[hall]]\nid = \"4\"\ntables = 1\n\
    [walk]\n\"3-4\" = 4\n[rules]\nmax_in_a_row = 3\nmax_gap_difference = 2\n[value.tags]\nyouth = 10\n[quality]\ngap = 10\n[online]\nlocal_hours = \"08:00-22:00\"\n[solve]\nseed = 1\n";
const SMES: &str = "sme_id,name,category,tags,delegates,max_meetings,languages,online,wishes\nS1,가람,IT,youth,1,3,ko;en,yes,B2\nS2,\"Na \"\"Co\"\"\",IT,,2,,ko,no,B1\nS3,다솜,,,,,,,\"B1, B2\"\n";
const BUYERS: &str =
    "buyer_id,name,org,timezone,mode,hall,desks,languages\nB1,Kim,City,Europe/Berlin,online,3,1,en\nB2,Lee,County,,,4,2,ko\n";
const WISHES: &str = "from_id,to_id,rank,score,kind,times,not_before,not_after\nS1,B1,1,,must,1,2027-04-13 10:00,\nS2,B2,,80,want,2,,\nB2,S3,1,,block,,,\nB1,S2,2,,,,,2027-04-13 13:30\n";
const WINDOWS: &str = "party_id,date,start,end,kind,reason,timezone\nS1,2027-04-13,10:00,10:30,busy,x,\n*,2027-04-13,13:00,13:15,avoid,,Asia/Seoul\nside:buyer,2027-04-13,09:00,18:00,available,,\n";
const SESSIONS: &str = "session_id,title,date,start,end,hall\nT1,Export seminar,2027-04-13,11:00,11:30,3\n";
const REGISTRATIONS: &str = "session_id,party_id\nT1,S1\nT1,S2\n";
const SETTINGS: &str = "key,value,note\nevent.name,Fuzz,\nevent.timezone,Asia/Seoul,\nmeeting.present_minutes,7,\nmeeting.answer_minutes,7,\nrules.max_in_a_row,3,\nvalue.mutual_bonus,50,\n";
const CHANGES: &str = "change,party_id,other_id,place_id,date,start,end,note\ncancel,S1,,,,,,\naway,B2,,,2027-04-13,10:00,11:00,\nlate,S2,,,2027-04-13,10:30,,\nclose,,,3-T01,2027-04-13,,,\nadd,S3,B1,,,,,2\nblock,B1,S2,,,,,\n";
const MEETINGS: &str = "meeting_id,sme_id,sme_name,buyer_id,buyer_name,org,date,start,answer_start,end,hall,place_id,mode,interpreter_id,value,wished_by,pinned\n\
    M-S1-B1,S1,가람,B1,Kim,City,2027-04-13,13:00,13:07,13:14,3,3-V01,online,,100,sme,no\nM-S2-B2,S2,Na,B2,Lee,County,2027-04-13,10:00,10:07,10:14,4,4-T01,onsite,,80,sme,no\n";
const LOOSE: &str =
    "our timetable;;;;\nsme_id;buyer_id;date;start;place_id\nS1;B1;2027/4/13;오후 1:00;3-V01\nS2;B2;2027.4.13;10:00;4-T01\n";
const PRICES: &str = "kind,id,date,start,must,shortfall,value\nparty,S1,,,0,0,5\nparty_day,S2,2027-04-13,,0,0,3\nparty_slot,B2,2027-04-13,10:00,0,0,7\nplaces,all,2027-04-13,10:00,0,0,4\nminimum,S3,,,0,1,0\nrow,r1,,,0,0,2\n";
/// Made by `seeds/make.py`.
const XLS: &[u8] = include_bytes!("seeds/smes.xls");

/// The event with one of its files in another version.
fn files<'a>(name: &'a str, bytes: &'a [u8]) -> Vec<(&'a str, &'a [u8])> {
    let stem = |name: &'a str| name.split('.').next();
    let usual = [
        ("event.toml", TOML),
        ("smes.csv", SMES),
        ("buyers.csv", BUYERS),
        ("preferences.csv", WISHES),
        ("windows.csv", WINDOWS),
        ("sessions.csv", SESSIONS),
        ("registrations.csv", REGISTRATIONS),
    ];
    let kept = usual.into_iter().filter(|(usual, _)| stem(usual) != stem(name));
    kept.map(|(name, text)| (name, text.as_bytes())).chain([(name, bytes)]).collect()
}

/// Reads an event and does with it what every command does.
fn reads(name: &str, bytes: &[u8]) -> bool {
    let files = files(name, bytes);
    match event_from(&files) {
        Ok((event, notes)) => {
            notes.iter().for_each(|note| _ = note.render(event.language));
            // What is larger than any expo is left to the tests of sizes.
            if event.parties.len() * event.n_slots() < 100_000 {
                Candidates::new(&event);
            }
            koppex::anonymize::anonymize(&event);
            true
        }
        Err(faults) => {
            faults.iter().for_each(|fault| _ = fault.render(koppex::event::Lang::Ko));
            koppex::validate::fix(&files.iter().map(|(name, bytes)| (name.to_string(), bytes.to_vec())).collect::<Vec<_>>());
            false
        }
    }
}

fn read_settings(bytes: &[u8]) -> bool {
    let days = "date,start,end\n2027-04-13,10:00,12:00\n";
    let files = [
        ("settings.csv", bytes),
        ("days.csv", days.as_bytes()),
        ("halls.csv", b"hall,tables,video_rooms\n3,4,2\n4,1,0\n"),
        ("smes.csv", SMES.as_bytes()),
        ("buyers.csv", BUYERS.as_bytes()),
        ("preferences.csv", b"from_id,to_id\nS1,B1\n"),
    ];
    event_from(&files).is_ok()
}

fn usual() -> Event {
    event(
        &files("windows.csv", WINDOWS.as_bytes())
            .iter()
            .map(|(name, bytes)| (*name, std::str::from_utf8(bytes).unwrap()))
            .collect::<Vec<_>>(),
    )
}

fn read_changes(bytes: &[u8]) -> bool {
    let changed = change(&mut usual(), ("changes.csv", bytes), Since::Now);
    !changed.diagnostics.iter().any(|fault| fault.is_error())
}

fn read_meetings(bytes: &[u8]) -> bool {
    let event = usual();
    let checker = Checker::new(&event);
    let Ok(back) = checker.read_meetings(bytes) else { return false };
    checker.check_read(&back);
    checker.compare_published(&back, &Published { summary_json: Some(bytes), unmet_csv: Some(bytes), parties_csv: Some(bytes) });
    !back.held.is_empty()
}

fn read_prices(bytes: &[u8]) -> bool {
    let event = usual();
    let certificate = json!({
        "scale": 1, "n_musts": 1, "bound": { "must": 1, "shortfall": 1, "value": 577 },
        "groups": { "all": ["3-T01", "3-T02", "4-T01"] }, "rows": { "r1": { "at_most": 3, "pairs": [["S1", "B1"], ["S2", "B2"]], "because": "search" } },
    });
    Checker::new(&event).certify(bytes, &certificate, &[(0, 0), (0, 0), (180, 180)]).bound.is_some()
}

fn read_published(bytes: &[u8]) -> bool {
    ics(Some(String::from_utf8_lossy(bytes).into_owned())).is_some()
}

fn published() -> Vec<u8> {
    ics(None).expect("calendars can be made")
}

/// The published.json that follows another one; `None` where that is refused.
fn ics(published: Option<String>) -> Option<Vec<u8>> {
    let event = usual();
    let candidates = Candidates::new(&event);
    let timetable = Checker::new(&event)
        .read_meetings(MEETINGS.as_bytes())
        .map_or_else(|_| Timetable::default(), |back| back.timetable(&event));
    let problem = Problem::new(&event, &candidates);
    let quality = Quality::of(problem, &timetable);
    let (outcome, run) = (Outcome::default(), RunFacts::default());
    let report = Report {
        options: RenderOptions { published, ..RenderOptions::default() },
        ..Report::new(problem, &timetable, &quality, &outcome, &run)
    };
    let format = FORMATS.iter().find(|format| format.name == "ics").unwrap();
    let files = (format.render)(&report).ok()?;
    files.into_iter().find(|file| file.path == "published.json").map(|file| file.bytes)
}

/// The same table in every encoding and with every separator.
fn csv_seeds() -> Vec<Vec<u8>> {
    let utf16 = |swap: bool| {
        let units = std::iter::once(0xfeff).chain(SMES.encode_utf16());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let semicolons = SMES.replace(';', "/").replace("\"B1, B2\"", "B1").replace(',', ";");
    vec![
        SMES.into(),
        format!("\u{feff}{}", SMES.replace('\n', "\r\n")).into(),
        encoding_rs::EUC_KR.encode(SMES).0.into_owned(),
        utf16(false),
        utf16(true),
        semicolons.into(),
        SMES.replace("\"B1, B2\"", "B1").replace(',', "\t").into(),
    ]
}

fn preference_seeds() -> Vec<Vec<u8>> {
    vec![WISHES.into()]
}

fn window_seeds() -> Vec<Vec<u8>> {
    vec![WINDOWS.into()]
}

fn xlsx_seeds() -> Vec<Vec<u8>> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(SMES.as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        (0..).zip(record.unwrap().iter()).for_each(|(column, cell)| match cell.parse::<f64>() {
            Ok(number) => _ = sheet.write(row, column, number).unwrap(),
            Err(_) => _ = sheet.write(row, column, cell).unwrap(),
        });
    }
    vec![workbook.save_to_buffer().unwrap()]
}

/// A small spreadsheet as LibreOffice writes it.
fn ods() -> Vec<u8> {
    let cell = |text: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>");
    let row =
        |cells: &[&str]| format!("<table:table-row>{}</table:table-row>", cells.iter().map(|c| cell(c)).collect::<String>());
    let rows =
        [row(&["sme_id", "name", "max_meetings"]), row(&["S1", "가람", "3"]), row(&["S2", "나래", ""]), row(&["S3", "다솜", ""])]
            .concat();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet><table:table table:name=\"smes\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest =
        "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ];
    zipped(&parts.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())))
}

//! Calendars before three parsers that know nothing of each other: libical, Python's icalendar and ical.js. Each must accept every file, and
//! all must read the same of it.

use super::sample::{self, Sample, render, text};
use super::tools;
use koppex::event::{Event, PartyId, PlaceId, SlotId, Zone};
use koppex::report::{File, RenderOptions};
use koppex::timetable::Meeting;
use std::path::Path;
use std::process::Command;

/// Prints a JSON line for each event, and fails on a file with an error or one that breaks a restriction of RFC 5546.
const LIBICAL: &str = r#"
import ctypes, json, os, sys
lib = ctypes.CDLL('libical.so.3')
def fn(name, result, *args):
    f = getattr(lib, name); f.restype = result; f.argtypes = args; return f
P, S, I = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
class Time(ctypes.Structure):
    _fields_ = [(n, I) for n in ('year', 'month', 'day', 'hour', 'minute', 'second', 'is_date', 'is_daylight')] + [('zone', P)]
parse, is_legal, n_errors = fn('icalparser_parse_string', P, S), fn('icalrestriction_check', I, P), fn('icalcomponent_count_errors', I, P)
first, following = fn('icalcomponent_get_first_component', P, P, I), fn('icalcomponent_get_next_component', P, P, I)
start, end = fn('icalcomponent_get_dtstart', Time, P), fn('icalcomponent_get_dtend', Time, P)
seconds, as_text = fn('icaltime_as_timet_with_zone', ctypes.c_long, Time, P), fn('icalcomponent_as_ical_string', S, P)
uid, summary, location, description = (fn('icalcomponent_get_' + n, S, P) for n in ('uid', 'summary', 'location', 'description'))
sequence = fn('icalcomponent_get_sequence', I, P)
VEVENT = fn('icalcomponent_string_to_kind', I, S)(b'VEVENT')
for path in sys.argv[1:]:
    calendar = parse(open(path, 'rb').read())
    assert calendar, path + ' is no calendar'
    legal = is_legal(calendar)
    assert legal and n_errors(calendar) == 0, path + '\n' + as_text(calendar).decode()
    event = first(calendar, VEVENT)
    while event:
        times = start(event), end(event)
        assert all(t.zone for t in times), path + ': a time without its zone'
        known = lambda name: name(event).decode() if name(event) else ''
        print(json.dumps([os.path.basename(path), known(uid), sequence(event)] + [seconds(t, t.zone) for t in times] + [known(summary), known(location), known(description)]))
        event = following(calendar, VEVENT)
"#;

const ICALENDAR: &str = r#"
import icalendar, json, os, sys
for path in sys.argv[1:]:
    calendar = icalendar.Calendar.from_ical(open(path, 'rb').read())
    assert not any(c.errors for c in calendar.walk()), path
    for e in calendar.walk('VEVENT'):
        t = [int(e[k].dt.timestamp()) for k in ('DTSTART', 'DTEND')]
        print(json.dumps([os.path.basename(path), str(e['UID']), int(e['SEQUENCE'])] + t + [str(e.get(k, '')) for k in ('SUMMARY', 'LOCATION', 'DESCRIPTION')]))
"#;

const ICAL_JS: &str = r#"
const fs = require('fs'), path = require('path'), loaded = require('ical.js'), ICAL = loaded.default || loaded;
for (const file of process.argv.slice(1)) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, 'utf8')));
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const e = new ICAL.Event(component, {strictExceptions: true});
    console.log(JSON.stringify([path.basename(file), e.uid, e.sequence, e.startDate.toUnixTime(), e.endDate.toUnixTime(), e.summary || '', e.location || '', e.description || '']));
  }
}
"#;

/// What all three parsers read of the calendars among the files; `None` without them.
fn read_by_all(name: &str, files: &[File]) -> Option<Vec<serde_json::Value>> {
    let calendars: Vec<&File> = files.iter().filter(|f| f.path.ends_with(".ics")).collect();
    let [libical, icalendar] = [tools::python(&["ctypes; ctypes.CDLL('libical.so.3')"]), tools::python(&["icalendar"])];
    let (libical, icalendar, (node, modules)) = (libical?, icalendar?, tools::node("ical.js")?);
    let dir = tools::folder(name);
    tools::write(&dir, files);
    let paths = || calendars.iter().map(|f| dir.join(&f.path));
    let read = |command: &mut Command| -> Vec<serde_json::Value> {
        let lines = tools::run(command.args(paths()));
        let mut events: Vec<String> = lines.lines().map(str::to_string).collect();
        events.sort();
        let mut events: Vec<serde_json::Value> = events.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        events.sort_by_key(|event| (event[0].to_string(), event[1].to_string()));
        events
    };
    let found = read(Command::new(libical).args(["-c", LIBICAL]));
    assert_eq!(found, read(Command::new(icalendar).args(["-c", ICALENDAR])), "libical and icalendar read the same");
    assert_eq!(
        found,
        read(Command::new(node).env("NODE_PATH", modules).args(["-e", ICAL_JS, "--"])),
        "libical and ical.js read the same"
    );
    Some(found)
}

/// Zones of every sort, and names with every sign of the format.
fn awkward(organizer: &str) -> Sample {
    let sample = sample::small();
    let mut event: Event = sample.event.clone();
    event.organizer = organizer.into();
    event.name = "수출; 상담회, \"서울\" \\n네트워크: \u{1f3ed}".into();
    for (party, zone) in
        [(8, Zone::named("Europe/Dublin")), (9, Zone::named("Africa/Casablanca")), (10, Zone::named("Asia/Kathmandu"))]
    {
        event.parties[party].timezone = zone;
    }
    event.parties[0].name = "㈜한빛; 테크, \\Net \"N\": ".to_string() + &"긴이름".repeat(60);
    event.parties[3].name = "탭\t줄바꿈 \\n, \\N; ^'".into();
    Sample::new(event, sample.timetable.meetings().to_vec(), Vec::new())
}

/// The same with one meeting moved, one dropped and one company gone.
fn changed(before: &Sample) -> Sample {
    let mut event = before.event.clone();
    event.parties[2].id = "S300".into();
    let mut meetings: Vec<Meeting> = before.timetable.meetings().iter().filter(|m| m.sme.0 != 2).copied().collect();
    meetings.retain(|m| (m.sme, m.buyer) != (PartyId(0), PartyId(7)));
    let moved = meetings.iter().position(|m| (m.sme, m.buyer) == (PartyId(4), PartyId(9))).expect("held");
    (meetings[moved].slot, meetings[moved].place) = (SlotId(30), PlaceId(3));
    Sample::new(event, meetings, Vec::new())
}

fn check_calendars(name: &str, organizer: &str) {
    let first = awkward(organizer);
    let published = render("ics", &first.report(RenderOptions::default()));
    let Some(before) = read_by_all(&format!("{name}-first"), &published) else { return };
    assert_eq!(before.len(), 2 * first.timetable.len());
    let state = text(&published, koppex::report::PUBLISHED_FILE);
    let second = changed(&first);
    let files = render("ics", &second.report(RenderOptions { published: Some(state), ..RenderOptions::default() }));
    let after = read_by_all(&format!("{name}-second"), &files).expect("the parsers are there");
    let notices = after.iter().filter(|e| e[0].as_str().expect("a name").ends_with(".cancelled.ics"));
    let cancelled: Vec<&str> = notices.clone().map(|e| e[5].as_str().expect("a summary")).collect();
    assert_eq!(cancelled.len(), 4, "both parties of two meetings: {cancelled:?}");
    assert!(cancelled.iter().all(|summary| summary.contains("취소됨") || summary.contains("Cancelled")), "{cancelled:?}");
    assert!(notices.clone().all(|e| e[2] == 1), "the sequence rises");
    let gone = after.iter().filter(|e| e[0] == "S003.cancelled.ics").count();
    assert_eq!(gone, 1, "the company that left gets its own");
    assert_method(&files, !organizer.is_empty());
}

/// A cancellation is CANCEL and TRANSPARENT, a calendar PUBLISH; without an organizer neither is a message.
fn assert_method(files: &[File], is_message: bool) {
    for file in files.iter().filter(|f| f.path.ends_with(".ics")) {
        let text = String::from_utf8_lossy(&file.bytes);
        let is_notice = Path::new(&file.path).to_string_lossy().ends_with(".cancelled.ics");
        let method = if is_notice { "METHOD:CANCEL\r\n" } else { "METHOD:PUBLISH\r\n" };
        assert_eq!(text.contains(method), is_message, "{}", file.path);
        let n_cancelled = text.matches("STATUS:CANCELLED").count();
        assert_eq!(text.matches("TRANSP:TRANSPARENT").count(), n_cancelled, "{}", file.path);
    }
}

#[test]
fn three_parsers_accept_messages_and_cancellations_and_read_the_same() {
    check_calendars("three-parsers", "expo@example.org");
}

#[test]
fn three_parsers_accept_files_to_import_and_read_the_same() {
    check_calendars("three-parsers-import", "");
}

//! Calendars, read back by Python's icalendar and vobject.

use super::sample::{self, Sample, render, text};
use super::tools;
use koppex::event::{Lang, PartyId, PlaceId, SlotId};
use koppex::report::{RenderOptions, Report};
use koppex::timetable::Meeting;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Prints `file|uid|sequence|status|start UTC|end UTC|wall clock of the start|summary` for each event, by each of two readers.
const READ_BACK: &str = r#"
import sys, glob, datetime, icalendar, vobject
for path in sorted(glob.glob(sys.argv[1] + '/by-*/*.ics')):
    data = open(path, 'rb').read()
    assert b'\r\n' in data and max(len(l) for l in data.split(b'\r\n')) <= 75, path
    short = path[len(sys.argv[1]) + 1:]
    zoned = lambda t: t.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%MZ')
    for reader in 'icalendar', 'vobject':
        if reader == 'icalendar':
            events = [(str(e['UID']), int(e['SEQUENCE']), str(e['STATUS']), e['DTSTART'].dt, e['DTEND'].dt, str(e['SUMMARY'])) for e in icalendar.Calendar.from_ical(data).walk('VEVENT')]
        else:
            events = [(e.uid.value, int(e.sequence.value), e.status.value, e.dtstart.value, e.dtend.value, e.summary.value) for e in vobject.readOne(data.decode()).vevent_list]
        for uid, sequence, status, start, end, summary in events:
            print(reader, short, uid, sequence, status, zoned(start), zoned(end), start.strftime('%d-%H:%M'), summary, sep='|')
"#;

/// A line of what Python printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    file: String,
    uid: String,
    sequence: u32,
    status: String,
    start: String,
    end: String,
    wall: String,
    summary: String,
}

/// What both readers find in the calendars; `None` without tools.
fn read_back(name: &str, report: &Report) -> Option<Vec<Line>> {
    let python = tools::python(&["icalendar", "vobject"])?;
    let dir = tools::folder(name);
    tools::write(&dir, &render("ics", report));
    let out = tools::run(Command::new(python).args(["-c", READ_BACK]).arg(&dir));
    let lines_of = |reader: &str| -> Vec<Line> {
        let lines = out.lines().filter_map(|l| l.strip_prefix(reader)?.strip_prefix('|'));
        let mut lines: Vec<_> = lines.map(parse).collect();
        lines.sort();
        lines
    };
    let lines = lines_of("icalendar");
    assert_eq!(lines, lines_of("vobject"), "two readers see the same");
    Some(lines)
}

fn parse(line: &str) -> Line {
    let f: Vec<&str> = line.splitn(8, '|').collect();
    let own = |i: usize| f[i].to_string();
    Line {
        file: own(0),
        uid: own(1),
        sequence: f[2].parse().expect("a number"),
        status: own(3),
        start: own(4),
        end: own(5),
        wall: own(6),
        summary: own(7),
    }
}

#[test]
fn times_are_those_of_the_timetable_in_every_zone() {
    let sample = sample::small();
    let Some(lines) = read_back("ics-times", &sample.report(RenderOptions::default())) else { return };
    assert_eq!(lines.len(), 2 * sample.timetable.len());
    // file, start in UTC, what the party's own clock shows (New York: winter time on the 7th, summer time from the 8th)
    let expected = [
        ("by-buyer/B003.ics", "2026-03-08T04:00Z", "07-23:00"),
        ("by-buyer/B003.ics", "2026-03-09T01:00Z", "08-21:00"),
        ("by-buyer/B004.ics", "2026-03-09T07:45Z", "09-07:45"),
        ("by-buyer/S001.ics", "2026-03-09T01:45Z", "09-07:15"),
        ("by-sme/S001.ics", "2026-03-09T01:45Z", "09-10:45"),
        ("by-sme/%2E.%2FS004.ics", "2026-03-09T01:00Z", "09-10:00"),
    ];
    for (file, start, wall) in expected {
        assert!(lines.iter().any(|l| l.file == file && l.start == start && l.wall == wall), "{file} {start}: {lines:#?}");
    }
    for meeting in sample.timetable.meetings() {
        let start = koppex::report::clock::start_utc(&sample.event, meeting.slot);
        let end = start + chrono::Duration::minutes(14);
        let utc = |t: chrono::DateTime<chrono::Utc>| t.format("%Y-%m-%dT%H:%MZ").to_string();
        assert_eq!(lines.iter().filter(|l| l.start == utc(start) && l.end == utc(end)).count() % 2, 0);
    }
}

#[test]
fn names_stay_whole_and_each_reads_its_own_language() {
    let sample = sample::small();
    let Some(lines) = read_back("ics-names", &sample.report(RenderOptions::default())) else { return };
    let summary = |file: &str| lines.iter().find(|l| l.file == file).expect(file).summary.clone();
    assert_eq!(summary("by-sme/S005.ics"), "상담: Thames Traders");
    assert_eq!(summary("by-buyer/B004.ics"), "Meeting: Łódź Électrique GmbH & Søn");
    assert_eq!(summary("by-buyer/S001.ics"), "Meeting: Hanbit Tech");
}

/// The small sample after the organizer changed it: first meeting moved, second at another table, third dropped.
fn changed(sample: &Sample) -> Sample {
    let mut meetings: Vec<Meeting> = sample.timetable.meetings().to_vec();
    let of = |meetings: &[Meeting], sme: u32, buyer: u32| {
        meetings.iter().position(|m| (m.sme.0, m.buyer.0) == (sme, buyer)).expect("held")
    };
    let moved = of(&meetings, 0, 6);
    meetings[moved].slot = SlotId(2);
    let elsewhere = of(&meetings, 1, 7);
    meetings[elsewhere].place = PlaceId(0);
    let dropped = of(&meetings, 0, 7);
    meetings.remove(dropped);
    Sample::new(sample.event.clone(), meetings, Vec::new())
}

fn republish(before: &Sample, published: Option<String>, after: &Sample) -> (RenderOptions, RenderOptions) {
    let first = RenderOptions { published, ..RenderOptions::default() };
    let state = text(&render("ics", &before.report(first.clone())), koppex::report::PUBLISHED_FILE);
    let second = RenderOptions { published: Some(state), ..RenderOptions::default() };
    let _ = render("ics", &after.report(second.clone()));
    (first, second)
}

#[test]
fn a_changed_meeting_raises_its_sequence_and_a_dropped_one_is_cancelled() {
    let first = sample::small();
    let second = changed(&first);
    let (_, options) = republish(&first, None, &second);
    let Some(before) = read_back("ics-first", &first.report(RenderOptions::default())) else { return };
    let after = read_back("ics-second", &second.report(options)).expect("the tools are there");
    assert!(before.iter().all(|l| l.sequence == 0 && l.status == "CONFIRMED"));
    let main: Vec<_> = after.iter().filter(|l| !l.file.contains("cancelled")).collect();
    assert_eq!(main.len(), before.len(), "every meeting is still there, held or cancelled");
    for line in &main {
        let old = before.iter().find(|o| o.uid == line.uid).expect("UIDs stay");
        let changes = old.start != line.start || line.status == "CANCELLED" || line.summary.contains("한국전력공사");
        let same_place = line.uid == old.uid && old.start == line.start && line.status == "CONFIRMED";
        assert!(line.sequence == u32::from(changes) || (same_place && line.sequence == 1), "{line:?}");
    }
    assert_eq!(main.iter().filter(|l| l.sequence == 1).count(), 6, "both parties of the three changed meetings");
    assert_eq!(main.iter().filter(|l| l.status == "CANCELLED").count(), 2);
    let notices: Vec<_> = after.iter().filter(|l| l.file.ends_with(".cancelled.ics")).collect();
    assert_eq!(notices.len(), 2);
    assert!(notices.iter().all(|l| l.status == "CANCELLED" && l.sequence == 1));
}

#[test]
fn the_same_timetable_gives_the_same_bytes_again_and_a_meeting_held_again_rises_once_more() {
    let first = sample::small();
    let (_, again) = republish(&first, None, &first);
    let once = render("ics", &first.report(RenderOptions::default()));
    assert_eq!(once, render("ics", &first.report(again)));

    let (_, second) = republish(&first, None, &changed(&first));
    let (_, third) = republish(&changed(&first), second.published.clone(), &first);
    let calendar = text(&render("ics", &first.report(third)), "by-buyer/B002.ics");
    assert!(calendar.contains("SEQUENCE:2") && !calendar.contains("CANCELLED"), "{calendar}");
}

/// The small sample in which S001 and B001 meet at each of these slots, and nobody else meets.
fn meeting_twice(slots: &[u32]) -> Sample {
    let mut event = sample::small().event;
    event.wishes.iter_mut().for_each(|w| w.times = 2);
    let at =
        |slot: &u32| Meeting { sme: PartyId(0), buyer: PartyId(6), slot: SlotId(*slot), place: PlaceId(0), interpreter: None };
    Sample::new(event, slots.iter().map(at).collect(), Vec::new())
}

/// `start sequence status` of every entry of a calendar, by UID.
fn entries(calendar: &str) -> BTreeMap<String, String> {
    let calendar = calendar.replace("\r\n ", "");
    let events = calendar.split("BEGIN:VEVENT").skip(1);
    let of =
        |event: &str, key: &str| event.lines().find_map(|l| l.strip_prefix(key)?.split(':').nth(1)).unwrap_or("").to_string();
    let line = |e: &str| format!("{} {} {}", &of(e, "DTSTART")[9..13], of(e, "SEQUENCE"), of(e, "STATUS"));
    let entries: Vec<_> = events.map(|e| (of(e, "UID"), line(e))).collect();
    let n = entries.len();
    let by_uid: BTreeMap<_, _> = entries.into_iter().collect();
    assert_eq!(by_uid.len(), n, "no two entries have a UID: {calendar}");
    by_uid
}

/// Two meetings of a pair, published in turn at these slots: each is an entry of its own, and one that nothing happens to stays untouched.
#[test]
fn each_meeting_of_a_pair_that_meets_twice_is_an_entry_of_its_own() {
    let (mut state, mut seen): (Option<String>, Vec<Vec<String>>) = (None, Vec::new());
    let mut uids = Vec::new();
    for slots in [&[0, 4][..], &[0, 4], &[1, 4], &[4], &[4, 6], &[6, 4, 2]] {
        let files = render("ics", &meeting_twice(slots).report(RenderOptions { published: state, ..RenderOptions::default() }));
        state = Some(text(&files, koppex::report::PUBLISHED_FILE));
        let [of_sme, of_buyer] = ["by-sme/S001.ics", "by-buyer/B001.ics"].map(|path| entries(&text(&files, path)));
        assert_eq!(of_sme.values().collect::<BTreeSet<_>>(), of_buyer.values().collect(), "both parties read the same");
        if uids.is_empty() {
            uids.extend(of_sme.iter().map(|(uid, at)| (at.clone(), uid.clone())));
            uids.sort();
        }
        let mut lines: Vec<_> = uids.iter().map(|(_, uid)| of_sme[uid].clone()).collect();
        lines.extend(of_sme.iter().filter(|(uid, _)| uids.iter().all(|(_, known)| known != *uid)).map(|(_, line)| line.clone()));
        seen.push(lines);
    }
    let expected: [&[&str]; 6] = [
        &["1000 0 CONFIRMED", "1100 0 CONFIRMED"],
        &["1000 0 CONFIRMED", "1100 0 CONFIRMED"],
        &["1015 1 CONFIRMED", "1100 0 CONFIRMED"],
        &["1015 2 CANCELLED", "1100 0 CONFIRMED"],
        &["1130 3 CONFIRMED", "1100 0 CONFIRMED"],
        &["1130 3 CONFIRMED", "1100 0 CONFIRMED", "1030 0 CONFIRMED"],
    ];
    assert_eq!(seen, expected);
}

/// What an earlier version of koppex published, which knew no number, goes on under its UID.
#[test]
fn calendars_of_pairs_published_without_a_number_go_on() {
    let old = r#"{"version": 3, "meetings": [{"sme_id": "S001", "buyer_id": "B001", "uid": "abc", "start": "2026-03-08T01:00:00Z",
        "minutes": 14, "place": "3-T01", "interpreter": "", "sequence": 2, "changed_in": 3, "cancelled": false}]}"#;
    let files =
        render("ics", &meeting_twice(&[0, 4]).report(RenderOptions { published: Some(old.into()), ..RenderOptions::default() }));
    let entries = entries(&text(&files, "by-sme/S001.ics"));
    assert_eq!(entries["abc-s@koppex"], "1000 2 CONFIRMED");
    assert!(entries.values().any(|e| e == "1100 0 CONFIRMED"), "{entries:?}");
}

#[test]
fn a_party_that_left_the_event_is_told_and_stays_known_by_name_to_its_partner() {
    let mut before = meeting_twice(&[0]);
    before.event.organizer = "expo@example.org".into();
    let state = text(&render("ics", &before.report(RenderOptions::default())), koppex::report::PUBLISHED_FILE);
    let mut event = before.event.clone();
    event.parties[0].id = "S100".into();
    event.parties[0].name = "새 기업".into();
    let after = Sample::new(event, Vec::new(), Vec::new());
    let files = render("ics", &after.report(RenderOptions { published: Some(state), ..RenderOptions::default() }));
    let unfolded = |path: &str| text(&files, path).replace("\r\n ", "");
    for (path, summary) in [("by-buyer/B001", "상담: ㈜한빛테크 (취소됨)"), ("by-sme/S001", "상담: 서울특별시 조달과 (취소됨)")]
    {
        let calendar = unfolded(&format!("{path}.cancelled.ics"));
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", &format!("SUMMARY:{summary}")] {
            assert!(calendar.lines().any(|l| l == line), "{path}: {line} in {calendar}");
        }
        let organizer = calendar.lines().find(|l| l.starts_with("ORGANIZER")).expect("RFC 5546 demands it");
        assert!(organizer.ends_with(":mailto:expo@example.org"), "{organizer}");
    }
    assert!(!files.iter().any(|f| f.path.contains("S100")), "nobody was ever to meet the new company");
}

/// `start sequence status summary` of the entry of a registration in a calendar.
fn sessions_in(files: &[koppex::report::File], path: &str) -> Vec<String> {
    let calendar = text(files, path).replace("\r\n ", "");
    let sessions = calendar.split("BEGIN:VEVENT").skip(1).filter(|event| event.contains("-r@koppex"));
    let of = |event: &str, key: &str| {
        event.lines().find_map(|l| l.strip_prefix(key)).and_then(|l| l.split(':').next_back()).unwrap_or("").to_string()
    };
    sessions.map(|e| ["DTSTART", "SEQUENCE", "STATUS", "TRANSP", "SUMMARY"].map(|key| of(e, key)).join(" ")).collect()
}

#[test]
fn a_registration_is_an_entry_of_its_own_that_moves_and_is_cancelled() {
    let sample = sample::attended();
    let options = |files: &[koppex::report::File]| RenderOptions {
        published: Some(text(files, koppex::report::PUBLISHED_FILE)),
        ..RenderOptions::default()
    };
    let first = render("ics", &sample.report(RenderOptions::default()));
    let seminar = "20260308T103000 0 CONFIRMED OPAQUE  공공조달 세미나";
    assert_eq!(sessions_in(&first, "by-sme/S001.ics"), [seminar]);
    assert_eq!(sessions_in(&first, "by-buyer/B003.ics"), ["20260309T200000 0 CONFIRMED OPAQUE  Hall tour"], "New York");
    assert_eq!(sessions_in(&first, "by-sme/S006.ics").len(), 1, "a party without a meeting has a calendar of its tour");
    assert_eq!(render("ics", &sample.report(options(&first))), first, "nothing changed");

    let mut event = sample.event.clone();
    event.registrations[2].start += chrono::Duration::minutes(15);
    event.registrations.remove(0);
    let moved = Sample::new(event, sample.timetable.meetings().to_vec(), Vec::new());
    let second = render("ics", &moved.report(options(&first)));
    let uids = |files: &[koppex::report::File]| {
        let calendar = text(files, "by-sme/S001.ics").replace("\r\n ", "");
        calendar.lines().filter(|l| l.starts_with("UID") && l.ends_with("-r@koppex")).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(uids(&first), uids(&second));
    assert_eq!(sessions_in(&second, "by-sme/S001.ics"), ["20260308T104500 1 CONFIRMED OPAQUE  공공조달 세미나"]);
    let cancelled = ["20260309T200000 1 CANCELLED TRANSPARENT  Hall tour (Cancelled)"];
    assert_eq!(sessions_in(&second, "by-buyer/B003.ics"), cancelled);
    assert_eq!(sessions_in(&second, "by-buyer/B003.cancelled.ics"), cancelled);
    let third = render("ics", &sample.report(options(&second)));
    assert_eq!(sessions_in(&third, "by-buyer/B003.ics"), ["20260309T200000 2 CONFIRMED OPAQUE  Hall tour"]);
}

#[test]
fn calendars_with_registrations_are_read_by_others() {
    let sample = sample::attended();
    let Some(lines) = read_back("ics-sessions", &sample.report(RenderOptions::default())) else { return };
    let session = |file: &str| lines.iter().find(|l| l.file == file && l.uid.ends_with("-r@koppex")).expect(file).clone();
    let seminar = session("by-sme/S001.ics");
    assert_eq!((seminar.start.as_str(), seminar.end.as_str()), ("2026-03-08T01:30Z", "2026-03-08T02:30Z"));
    assert_eq!(seminar.summary, "세미나·투어: 공공조달 세미나");
    assert_eq!(session("by-buyer/B003.ics").wall, "09-20:00");
}

/// RFC 5546: a METHOD demands an ORGANIZER.
#[test]
fn a_calendar_without_an_organizer_has_no_method() {
    let files = render("ics", &sample::small().report(RenderOptions::default()));
    let calendars: Vec<_> = files.iter().filter(|f| f.path.ends_with(".ics")).collect();
    assert!(calendars.len() > 5);
    for file in calendars {
        assert!(!String::from_utf8_lossy(&file.bytes).contains("METHOD"), "{}", file.path);
    }
}

/// With wishes within one side, an SME and a buyer of one id may both meet the same buyer.
#[test]
fn namesakes_of_both_sides_never_share_an_entry() {
    let mut event = sample::small().event;
    event.rules.peers = true;
    let at = |sme: u32, slot| Meeting {
        sme: PartyId(sme),
        buyer: PartyId(6),
        slot: SlotId(slot),
        place: PlaceId(0),
        interpreter: None,
    };
    let sample = Sample::new(event, vec![at(0, 0), at(10, 1)], Vec::new());
    let files = render("ics", &sample.report(RenderOptions::default()));
    let lines: Vec<String> = entries(&text(&files, "by-buyer/B001.ics")).into_values().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines.contains(&"1000 0 CONFIRMED".into()) && lines.contains(&"1015 0 CONFIRMED".into()), "{lines:?}");
}

#[test]
fn a_damaged_state_is_an_error_that_says_what_to_do() {
    let sample = sample::small();
    let row = koppex::report::FORMATS.iter().find(|f| f.name == "ics").expect("ics");
    let after = |published: &str| {
        let options = RenderOptions { published: Some(published.into()), ..RenderOptions::default() };
        (row.render)(&sample.report(options))
    };
    let whole = text(&render("ics", &sample.report(RenderOptions::default())), "published.json");
    assert!(after(&whole).is_ok());
    let mut damaged = vec!["{\"version\": 1".to_string()];
    // Numbers and times of which nothing can be added up.
    let state: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let lies = [
        ("/version", json!(u32::MAX)),
        ("/meetings/0/sequence", json!(u32::MAX)),
        ("/meetings/0/minutes", json!(i32::MAX)),
        ("/meetings/0/minutes", json!(-1)),
        ("/meetings/0/start", json!("tomorrow")),
        ("/meetings/0/start", json!("+262142-12-31T23:59:00Z")),
        ("/sessions/0/minutes", json!(i64::MAX)),
        ("/sessions/0/sequence", json!(u32::MAX)),
    ];
    for (place, lie) in lies {
        let mut state = state.clone();
        let session = json!({"uid": "x", "party_id": "S001", "side": "sme", "session_id": "T", "title": "T", "start": "2022-04-13T01:00:00Z", "minutes": 30, "hall": "", "sequence": 0, "changed_in": 0, "cancelled": false});
        state["sessions"].as_array_mut().unwrap().insert(0, session);
        assert!(after(&state.to_string()).is_ok(), "{place}: the state itself is sound");
        *state.pointer_mut(place).unwrap() = lie;
        damaged.push(state.to_string());
    }
    for state in damaged {
        let error = after(&state).expect_err(&state);
        assert!(format!("{error:#}").contains("published.json is damaged"), "{error:#}");
    }
}

#[test]
fn contacts_leave_only_when_asked() {
    let sample = sample::small();
    let all = |with_contacts| {
        let report = Report { with_contacts, forced_lang: Some(Lang::En), ..sample.report(RenderOptions::default()) };
        render("ics", &report).iter().map(|f| String::from_utf8_lossy(&f.bytes).replace("\r\n ", "")).collect::<String>()
    };
    assert!(!all(false).contains("secret.example") && !all(false).contains("010-"));
    assert!(all(true).contains("secret.example"));
}

#[test]
fn signs_of_the_format_in_a_name_are_escaped_in_every_name_of_the_calendar() {
    let mut sample = sample::small();
    sample.event.name = "수출, 상담회; 서울 \\네트워크".into();
    let calendar = text(&render("ics", &sample.report(RenderOptions::default())), "by-buyer/B002.ics").replace("\r\n ", "");
    let names: Vec<&str> = calendar.lines().filter(|line| line.starts_with("NAME") || line.starts_with("X-WR-CALNAME")).collect();
    assert_eq!(names.len(), 2, "{calendar}");
    assert!(names.iter().all(|line| line.contains(r":수출\, 상담회\; 서울 \\네트워크: ")), "{names:?}");
}

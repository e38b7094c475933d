//! Calendars, read back by Python's icalendar and vobject.

use super::sample::{self, Sample, render, text};
use super::tools;
use koppex::event::{Lang, PlaceId, SlotId};
use koppex::report::{Choices, Report};
use koppex::timetable::Meeting;
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
    let Some(lines) = read_back("ics-times", &sample.report(Choices::default())) else { return };
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
    let Some(lines) = read_back("ics-names", &sample.report(Choices::default())) else { return };
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

fn republish(before: &Sample, published: Option<String>, after: &Sample) -> (Choices, Choices) {
    let first = Choices { published, ..Choices::default() };
    let state = text(&render("ics", &before.report(first.clone())), koppex::report::PUBLISHED_FILE);
    let second = Choices { published: Some(state), ..Choices::default() };
    let _ = render("ics", &after.report(second.clone()));
    (first, second)
}

#[test]
fn a_changed_meeting_raises_its_sequence_and_a_dropped_one_is_cancelled() {
    let first = sample::small();
    let second = changed(&first);
    let (_, choices) = republish(&first, None, &second);
    let Some(before) = read_back("ics-first", &first.report(Choices::default())) else { return };
    let after = read_back("ics-second", &second.report(choices)).expect("the tools are there");
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
    let once = render("ics", &first.report(Choices::default()));
    assert_eq!(once, render("ics", &first.report(again)));

    let (_, second) = republish(&first, None, &changed(&first));
    let (_, third) = republish(&changed(&first), second.published.clone(), &first);
    let calendar = text(&render("ics", &first.report(third)), "by-buyer/B002.ics");
    assert!(calendar.contains("SEQUENCE:2") && !calendar.contains("CANCELLED"), "{calendar}");
}

#[test]
fn a_damaged_state_is_an_error_that_says_what_to_do() {
    let sample = sample::small();
    let row = koppex::report::FORMATS.iter().find(|f| f.name == "ics").expect("ics");
    let choices = Choices { published: Some("{\"version\": 1".into()), ..Choices::default() };
    let error = (row.render)(&sample.report(choices)).expect_err("damaged");
    assert!(format!("{error:#}").contains("published.json is damaged"), "{error:#}");
}

#[test]
fn contacts_leave_only_when_asked() {
    let sample = sample::small();
    let all = |with_contacts| {
        let report = Report { with_contacts, forced_lang: Some(Lang::En), ..sample.report(Choices::default()) };
        render("ics", &report).iter().map(|f| String::from_utf8_lossy(&f.bytes).replace("\r\n ", "")).collect::<String>()
    };
    assert!(!all(false).contains("secret.example") && !all(false).contains("010-"));
    assert!(all(true).contains("secret.example"));
}

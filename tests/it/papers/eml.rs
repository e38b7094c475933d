//! Drafts of e-mails, read back by Python's email package.

use super::sample::{self, Sample, render, text};
use super::tools;
use koppex::event::Lang;
use koppex::report::{File, RenderOptions, Report};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Prints what a mail program sees of every draft, as JSON: headers, both texts, the attachments with their bytes, and every fault that the
/// package found.
const READ_BACK: &str = r#"
import sys, glob, json, email, email.policy, email.utils
seen = {}
for path in sorted(glob.glob(sys.argv[1] + '/by-*/*.eml')):
    data = open(path, 'rb').read()
    assert max(len(line) for line in data.split(b'\r\n')) <= 998 and data.count(b'\n') == data.count(b'\r\n'), path
    m = email.message_from_bytes(data, policy=email.policy.default)
    faults = [str(d) for p in m.walk() for d in p.defects] + [str(d) for h in m.values() for d in h.defects]
    files = {p.get_filename(): [p.get_content_type(), p['content-type'].params.get('method', ''), p.get_payload(decode=True).decode()] for p in m.iter_attachments()}
    seen[path[len(sys.argv[1]) + 1:]] = {
        'headers': {k.lower(): str(v) for k, v in m.items()}, 'n_headers': len(m.items()), 'faults': faults,
        'to': [[a.display_name, a.addr_spec] for a in m['to'].addresses] if m['to'] else [],
        'from': [[a.display_name, a.addr_spec] for a in m['from'].addresses] if m['from'] else [],
        'text': m.get_body(('plain',)).get_content().replace('\r\n', '\n'), 'html': m.get_body(('html',)).get_content(), 'files': files}
print(json.dumps(seen))
"#;

/// What Python finds in the drafts among the files, by path; `None` without tools.
fn read_back(name: &str, files: &[File]) -> Option<BTreeMap<String, Value>> {
    let python = tools::python(&["email"])?;
    let dir = tools::folder(name);
    tools::write(&dir, files);
    let out = tools::run(Command::new(python).args(["-c", READ_BACK]).arg(&dir));
    Some(serde_json::from_str(&out).expect("JSON"))
}

fn written(sample: &Sample, with_contacts: bool) -> Vec<File> {
    render("eml", &Report { with_contacts, ..sample.report(RenderOptions::default()) })
}

/// The rows of mailmerge.csv by the path of the draft.
fn merge_rows(files: &[File]) -> BTreeMap<String, BTreeMap<String, String>> {
    let table = text(files, "mailmerge.csv");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.deserialize().map(|row: Result<BTreeMap<String, String>, _>| row.expect("a row"));
    rows.map(|row| (row["draft"].clone(), row)).collect()
}

#[test]
fn every_party_has_a_draft_in_its_language_with_the_calendar_that_is_written() {
    let mut sample = sample::small();
    sample.event.organizer = "expo@example.org".into();
    let files = written(&sample, false);
    let calendars = render("ics", &sample.report(RenderOptions::default()));
    assert!(calendars.iter().all(|file| files.contains(file)), "the calendars, and the state of what is published, come along");
    let Some(drafts) = read_back("eml", &files) else { return };
    assert_eq!(drafts.len(), sample.event.parties.len());
    for (path, draft) in &drafts {
        assert_eq!(draft["faults"], Value::Array(Vec::new()), "{path}");
        assert_eq!(draft["headers"]["x-unsent"], "1", "{path}");
        assert_eq!(draft["from"], serde_json::json!([["조달박람회 & <Expo> 2026", "expo@example.org"]]), "{path}");
        assert_eq!(draft["n_headers"], 6, "From, Subject, Message-ID, X-Unsent, MIME-Version, Content-Type: {draft}");
        assert_eq!(draft["headers"]["date"], Value::Null, "a draft has not been sent: {path}");
        let name = path.rsplit('/').next().expect("a name").replace(".eml", ".ics");
        let calendar = calendars.iter().find(|f| f.path == path.replace(".eml", ".ics"));
        let attached = draft["files"].as_object().expect("a map");
        assert_eq!(attached.len(), usize::from(calendar.is_some()), "{path}");
        if let Some(calendar) = calendar {
            let expected = String::from_utf8(calendar.bytes.clone()).expect("UTF-8");
            assert_eq!(attached[&name], serde_json::json!(["text/calendar", "PUBLISH", expected]), "{path}");
        }
    }
    let ko = &drafts["by-sme/S001.eml"];
    assert_eq!(ko["headers"]["subject"], "[조달박람회 & <Expo> 2026] 상담 시간표: ㈜한빛테크");
    let lines = ko["text"].as_str().expect("a text");
    for expected in [
        "㈜한빛테크 담당자님께",
        "상담은 모두 3건이며, 한 건은 발표 7분, 질의응답 7분입니다.",
        "3월 8일 (일)\n  10:00–10:14  서울특별시 조달과, 구매부 김공공\n      3관 상담석 3-T01\n",
    ] {
        assert!(lines.contains(expected), "{expected} in {lines}");
    }
    let buyer = drafts["by-buyer/B001.eml"]["text"].as_str().expect("a text");
    assert!(buyer.contains(" (부스 B-S001)\n"), "a buyer sees where the company stands: {buyer}");
    let en = &drafts["by-buyer/B003.eml"];
    assert_eq!(en["headers"]["subject"], "[조달박람회 & <Expo> 2026] Your meetings: Brooklyn Supplies");
    assert!(en["text"].as_str().expect("a text").contains("Sat 7 March\n  23:00–23:14"), "in the reader's zone: {en}");
    let nobody = drafts["by-sme/S006.eml"]["text"].as_str().expect("a text");
    assert!(nobody.contains("배정된 상담이 없습니다."), "{nobody}");
}

#[test]
fn a_draft_is_addressed_only_when_asked_and_to_addresses_only() {
    let mut sample = sample::small();
    for (party, email) in
        [(1, "없음"), (2, "a@example.kr; 이구매 <b@example.kr>"), (3, "c@example.kr\r\nBcc: spy@example.org"), (4, "")]
    {
        sample.event.parties[party].email = email.into();
    }
    sample.event.parties[0].contact = "홍, \"길동\"\r\nBcc: spy@example.org".into();
    for file in written(&sample, false).iter().filter(|f| f.path.ends_with(".eml")) {
        let draft = String::from_utf8_lossy(&file.bytes);
        assert!(!draft.contains("\r\nTo:") && !draft.contains("secret.example"), "{}", file.path);
    }
    assert!(!text(&written(&sample, false), "mailmerge.csv").contains('@'));
    let files = written(&sample, true);
    let rows = merge_rows(&files);
    let names: Vec<&str> = koppex::report::unaddressed(&sample.report(RenderOptions::default())).iter().map(|p| p.0).collect();
    assert_eq!(names, ["=S002", "../S004", "S005"]);
    let Some(drafts) = read_back("eml-to", &files) else { return };
    for (path, draft) in &drafts {
        let found: Vec<&str> =
            draft["to"].as_array().expect("a list").iter().map(|a| a[1].as_str().expect("an address")).collect();
        assert_eq!(found.join("; "), rows[path]["email"], "{path}");
        let injected = draft["headers"].as_object().expect("a map").keys().any(|name| name == "bcc");
        assert!(!injected && draft["faults"] == Value::Array(Vec::new()), "{path}: {draft}");
    }
    assert_eq!(
        drafts["by-sme/S001.eml"]["to"],
        serde_json::json!([["홍, \"길동\" Bcc: spy@example.org", "S001@secret.example"]])
    );
    assert_eq!(rows["by-sme/S003.eml"]["email"], "a@example.kr; b@example.kr");
}

/// What is sent to a company holds its own address and the contacts of nobody else, also where the calendars are asked for as well.
#[test]
fn no_draft_gives_away_the_contacts_of_another_party() {
    let sample = sample::small();
    let report = Report { with_contacts: true, ..sample.report(RenderOptions::default()) };
    let mut files: Vec<File> = koppex::report::FORMATS
        .iter()
        .filter(|format| ["eml", "ics"].contains(&format.name))
        .flat_map(|format| (format.render)(&report).expect("files"))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.path.clone()));
    for file in files.iter().filter(|f| f.path.ends_with(".ics")) {
        let calendar = String::from_utf8_lossy(&file.bytes).replace("\r\n ", "");
        assert!(!calendar.contains("secret.example") && !calendar.contains("010-"), "{}: {calendar}", file.path);
    }
    let Some(drafts) = read_back("eml-private", &files) else { return };
    let emails: Vec<&str> = sample.event.parties.iter().map(|p| p.email.as_str()).filter(|e| !e.is_empty()).collect();
    assert!(emails.len() > 3, "{emails:?}");
    for (path, draft) in &drafts {
        let own: Vec<&str> = draft["to"].as_array().expect("a list").iter().map(|a| a[1].as_str().expect("an address")).collect();
        let all = draft.to_string();
        let others = emails.iter().filter(|e| !own.contains(*e) && all.contains(**e)).collect::<Vec<_>>();
        assert_eq!(others, Vec::<&&str>::new(), "{path}");
    }
}

#[test]
fn names_that_no_header_can_hold_come_back_whole() {
    let names = [
        "가나 \u{1f3ed}\u{1f469}\u{200d}\u{1f52c} 공업",
        "Comma, \"Quote\" & <Tag>; Inc.",
        &"아주긴이름".repeat(40),
        &"long name ".repeat(20),
        "=?utf-8?q?Subject?=",
        "\u{202e}뒤집힌 이름",
    ];
    let mut sample = sample::small();
    sample.event.organizer = "expo@example.org".into();
    for (party, name) in sample.event.parties.iter_mut().zip(names) {
        party.name = name.trim().into();
        party.name_en = String::new();
    }
    let Some(drafts) = read_back("eml-names", &written(&sample, false)) else { return };
    for (party, name) in sample.event.parties.iter().zip(names) {
        let path =
            drafts.keys().find(|p| p.starts_with("by-sme") && p.contains(&party.id[party.id.len() - 4..])).expect("a draft");
        let draft = &drafts[path];
        let subject = format!("[조달박람회 & <Expo> 2026] 상담 시간표: {}", name.trim());
        assert_eq!(draft["headers"]["subject"], subject.as_str());
        assert_eq!(draft["n_headers"], 6);
        let escaped = name.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(draft["html"].as_str().expect("a page").contains(&escaped), "{path}");
        assert!(draft["text"].as_str().expect("a text").contains(name.trim()), "{path}");
    }
}

#[test]
fn a_line_break_in_a_name_ends_no_header_and_no_row() {
    let mut sample = sample::small();
    sample.event.name = "Expo\r\nBcc: spy@example.org\r\n\r\n<script>".into();
    sample.event.parties[0].name = "한빛\nX-Evil: 1\r\n\r\nbody".into();
    sample.event.parties[0].name_en = String::new();
    sample.event.organizer = "expo@example.org".into();
    let files = written(&sample, true);
    for file in files.iter().filter(|f| f.path.ends_with(".eml")) {
        let draft = String::from_utf8_lossy(&file.bytes);
        let (head, _) = draft.split_once("\r\n\r\n").expect("a body");
        assert!(!head.lines().any(|line| line.starts_with("Bcc") || line.starts_with("X-Evil")), "{head}");
    }
    let Some(drafts) = read_back("eml-breaks", &files) else { return };
    assert_eq!(drafts["by-sme/S001.eml"]["n_headers"], 7, "one more for To");
    assert!(drafts["by-sme/S001.eml"]["text"].as_str().expect("a text").starts_with("한빛 X-Evil: 1    body 담당자님께\n"));
}

#[test]
fn two_runs_write_the_same_bytes_and_every_message_has_an_id_of_its_own() {
    let sample = sample::small();
    let files = written(&sample, true);
    assert_eq!(files, written(&sample, true));
    let ids: std::collections::BTreeSet<String> = files
        .iter()
        .filter(|f| f.path.ends_with(".eml"))
        .map(|f| String::from_utf8_lossy(&f.bytes).lines().find(|l| l.starts_with("Message-ID: ")).expect("an id").to_string())
        .collect();
    assert_eq!(ids.len(), sample.event.parties.len());
}

#[test]
fn what_is_cancelled_is_told_also_to_a_party_that_left_the_event() {
    let mut first = sample::small();
    first.event.organizer = "expo@example.org".into();
    let state = text(&written(&first, false), koppex::report::PUBLISHED_FILE);
    let mut event = first.event.clone();
    event.parties[0].id = "S100".into();
    event.parties[0].name = "새 기업".into();
    let meetings = first.timetable.meetings().iter().filter(|m| m.sme.0 != 0).copied().collect();
    let second = Sample::new(event, meetings, Vec::new());
    let files = render("eml", &second.report(RenderOptions { published: Some(state), ..RenderOptions::default() }));
    let rows = merge_rows(&files);
    assert_eq!(rows["by-sme/S001.eml"]["subject"], "[조달박람회 & <Expo> 2026] 상담 취소 안내: ㈜한빛테크");
    assert_eq!(rows["by-sme/S001.eml"]["attachments"], "by-sme/S001.cancelled.ics;by-sme/S001.ics");
    assert_eq!((rows["by-sme/S001.eml"]["cancelled"].as_str(), rows["by-sme/S001.eml"]["meetings"].as_str()), ("3", "0"));
    let Some(drafts) = read_back("eml-cancelled", &files) else { return };
    let told = |path: &str| drafts[path]["text"].as_str().expect("a text");
    assert!(
        told("by-sme/S001.eml").contains("취소된 상담\n  3월 8일 (일) 10:00–10:14, 서울특별시 조달과\n"),
        "{}",
        told("by-sme/S001.eml")
    );
    assert!(
        told("by-buyer/B001.eml").contains("취소된 상담\n  3월 8일 (일) 10:00–10:14, ㈜한빛테크\n"),
        "{}",
        told("by-buyer/B001.eml")
    );
    let notice = &drafts["by-sme/S001.eml"]["files"]["S001.cancelled.ics"];
    assert_eq!((&notice[0], &notice[1]), (&"text/calendar".into(), &"CANCEL".into()));
}

#[test]
fn mailmerge_csv_holds_what_a_mailing_tool_needs_and_no_formula() {
    let sample = sample::small();
    let files = written(&sample, true);
    let rows = merge_rows(&files);
    let row = |path: &str, column: &str| rows[path][column].clone();
    assert_eq!(row("by-sme/%3DS002.eml", "party_id"), "'=S002");
    assert_eq!(row("by-sme/%3DS002.eml", "name"), "'=HYPERLINK(\"http://x\")");
    let shown = ["party_id", "side", "language", "email", "meetings", "first", "last", "timezone", "attachments"];
    assert_eq!(
        shown.map(|column| row("by-buyer/B003.eml", column)),
        [
            "B003",
            "buyer",
            "en",
            "B003@secret.example",
            "2",
            "2026-03-07 23:00",
            "2026-03-08 21:00",
            "America/New_York",
            "by-buyer/B003.ics"
        ]
    );
    assert_eq!(row("by-buyer/S001.eml", "party_id"), "buyer:S001");
    let header = text(&written(&sample, false), "mailmerge.csv");
    let header = header.lines().next().expect("a header");
    assert_eq!(
        header,
        "\u{feff}party_id,side,name,language,subject,draft,attachments,meetings,cancelled,changed,first,last,timezone"
    );
    for file in files.iter().filter(|f| f.path.ends_with(".eml")) {
        let row = &rows[&file.path];
        assert!(row["attachments"].split(';').filter(|p| !p.is_empty()).all(|path| files.iter().any(|f| f.path == path)));
    }
}

#[test]
fn forced_language_and_kind_of_paper_hold_for_drafts() {
    let sample = sample::small();
    let options = RenderOptions { per: Some(koppex::report::PaperKind::Buyer), ..RenderOptions::default() };
    let files = render("eml", &Report { forced_lang: Some(Lang::En), ..sample.report(options) });
    let drafts: Vec<_> = files.iter().filter(|f| f.path.ends_with(".eml")).collect();
    assert_eq!(drafts.len(), 5);
    assert!(drafts.iter().all(|f| f.path.starts_with("by-buyer/")));
    assert!(merge_rows(&files).values().all(|row| row["language"] == "en" && row["subject"].contains("Your meetings")));
}

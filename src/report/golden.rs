//! A hand-written timetable as every text format shows it, byte for byte. No solver chooses here.

use super::{File, Report, RunFacts, csv, json, text};
use crate::candidates::Candidates;
use crate::event::{Event, Lang, Units};
use crate::outcome::{Fix, Level, LevelResult, Outcome, ReasonCode, Status, Unmet};
use crate::problem::Problem;
use crate::quality::Quality;
use crate::testing::sample::{Sample, timetable};
use crate::timetable::Timetable;

/// Three SMEs (one that nobody names), two buyers, two meetings with a gap between them and one wish that stays open.
fn event() -> Event {
    let sample =
        Sample::new().smes(3).buyers(2).sessions(1, 4).tables(&[1]).video(1).wish(0, 3, 90).wish(3, 0, 80).wish(1, 3, 70);
    sample
        .wish(1, 4, 60)
        .with(|event| {
            let names = ["=한빛테크", "Acme, Inc.", "홀로", "김담당", "Lee"];
            event.parties.iter_mut().zip(names).for_each(|(party, name)| party.name = name.into());
            event.parties[0].id = "../S1".into();
            event.parties[3].org = "한국수자원공사".into();
        })
        .event()
}

fn held(event: &Event) -> Timetable {
    timetable(event, &[(0, 3, 0, 0), (1, 3, 2, 1)])
}

fn outcome(problem: Problem) -> Outcome {
    let Problem { event, candidates } = problem;
    let level =
        |level, value, bound, status| LevelResult { level, value, bound, status, certified: status == Status::ProvedOptimal };
    let pair = candidates.pair(candidates.first_between(crate::event::PartyId(1), crate::event::PartyId(4)).unwrap());
    Outcome {
        levels: vec![
            level(Level::MustUnheld, 0, 0, Status::ProvedOptimal),
            level(Level::Shortfall, 0, 0, Status::ProvedOptimal),
            level(Level::Value, 290, 1350, Status::WithinGap),
            level(Level::Quality, 11, 0, Status::BestFound),
        ],
        unmet: vec![Unmet {
            sme: pair.sme,
            buyer: pair.buyer,
            wished_by: pair.wished_by(),
            kind: event.wishes[3].kind,
            value: pair.value,
            reason: ReasonCode::Outranked,
            detail: "-".into(),
            loss: Some(30),
            fix: Some(Fix { sentence: "=S2 +1".into(), gain: 60 }),
        }],
        quality_bounds: Some(Units::default()),
        certificate: None,
    }
}

/// Renders the timetable with one renderer.
fn rendered<T>(lang: Lang, render: impl Fn(&Report) -> T) -> T {
    let event = event();
    let (candidates, timetable) = (Candidates::new(&event), held(&event));
    let problem = Problem::new(&event, &candidates);
    let quality = Quality::of(problem, &timetable);
    let outcome = outcome(problem);
    let run = RunFacts {
        plan: None,
        seed: 7,
        solver: "microlp".into(),
        inputs: vec![("smes.csv".into(), "ab".into())],
        cut_by_clock: false,
        seconds: vec![("solve", 0.5)],
    };
    render(&Report { lang, ..Report::new(problem, &timetable, &quality, &outcome, &run) })
}

fn check_csv(path: &str, expected: &[&str]) {
    let files: Vec<File> = rendered(Lang::Ko, |r| csv::render(r).unwrap());
    let file = files
        .iter()
        .find(|f| f.path == path)
        .unwrap_or_else(|| panic!("{:?}", files.iter().map(|f| &f.path).collect::<Vec<_>>()));
    let content = String::from_utf8(file.bytes.clone()).unwrap();
    let lines: Vec<&str> = content.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
    assert_eq!(lines, expected);
}

#[test]
fn meetings_csv() {
    check_csv(
        "meetings.csv",
        &[
            "meeting_id,sme_id,sme_name,buyer_id,buyer_name,org,date,start,answer_start,end,hall,place_id,mode,interpreter_id,value,wished_by,pinned",
            "M-../S1-B1,../S1,'=한빛테크,B1,김담당,한국수자원공사,2022-04-13,08:00,08:07,08:14,1,1-T01,onsite,,220,both,no",
            "M-S2-B1,S2,\"Acme, Inc.\",B1,김담당,한국수자원공사,2022-04-13,08:30,08:37,08:44,1,1-V01,online,,70,sme,no",
        ],
    );
}

#[test]
fn unmet_csv() {
    check_csv(
        "unmet.csv",
        &[
            "sme_id,buyer_id,wished_by,kind,value,reason_code,detail,loss,fix,fix_gain",
            "S2,B2,sme,want,60,OUTRANKED,'-,30,'=S2 +1,60",
        ],
    );
}

#[test]
fn parties_csv() {
    check_csv(
        "parties.csv",
        &[
            "party_id,side,name,wishes,wished_by_others,meetings,mutual,value,gaps,first,last,min_meetings,shortfall",
            "../S1,sme,'=한빛테크,1,1,1,1,220,0,2022-04-13 08:00,2022-04-13 08:00,0,0",
            "S2,sme,\"Acme, Inc.\",2,0,1,0,70,0,2022-04-13 08:30,2022-04-13 08:30,0,0",
            "S3,sme,홀로,0,0,0,0,0,0,,,0,0",
            "B1,buyer,김담당,1,2,2,1,290,1,2022-04-13 08:00,2022-04-13 08:30,0,0",
            "B2,buyer,Lee,0,1,0,0,0,0,,,0,0",
        ],
    );
}

#[test]
fn a_timetable_for_each_party_and_no_path_from_an_id() {
    check_csv(
        "by-sme/%2E.%2FS1.csv",
        &[
            "meeting_id,date,start,answer_start,end,hall,place_id,mode,with_id,with_name,with_org,interpreter_id,with_booth",
            "M-../S1-B1,2022-04-13,08:00,08:07,08:14,1,1-T01,onsite,B1,김담당,한국수자원공사,,",
        ],
    );
    check_csv(
        "by-sme/S3.csv",
        &["meeting_id,date,start,answer_start,end,hall,place_id,mode,with_id,with_name,with_org,interpreter_id,with_booth"],
    );
    check_csv(
        "by-place/1-V01.csv",
        &[
            "meeting_id,date,start,answer_start,end,sme_id,sme_name,buyer_id,buyer_name,org,interpreter_id",
            "M-S2-B1,2022-04-13,08:30,08:37,08:44,S2,\"Acme, Inc.\",B1,김담당,한국수자원공사,",
        ],
    );
}

#[test]
fn by_slot_csv_has_a_column_for_each_place() {
    check_csv(
        "by-slot.csv",
        &[
            "date,start,end,meetings,tables_used,video_rooms_used,1-T01,1-V01",
            "2022-04-13,08:00,08:14,1,1,0,../S1 / B1,",
            "2022-04-13,08:15,08:29,0,0,0,,",
            "2022-04-13,08:30,08:44,1,0,1,,S2 / B1",
            "2022-04-13,08:45,08:59,0,0,0,,",
        ],
    );
}

#[test]
fn summary_json_has_levels_figures_and_origin() {
    let summary = rendered(Lang::Ko, |report| serde_json::to_value(json::summary(report)).unwrap());
    assert_eq!(
        summary["levels"][2],
        serde_json::json!({"level": 3, "name": "value", "value": 290, "bound": 1350, "status": "within gap", "certified": false})
    );
    assert_eq!(summary["meetings_per_party"]["buyer"]["median"], 1);
    assert_eq!(summary["meetings_per_party"]["sme"]["without"][0], serde_json::json!({"party_id": "S3", "unmet_by_reason": {}}));
    assert_eq!(summary["meetings_per_party"]["buyer"]["without"][0]["unmet_by_reason"]["OUTRANKED"], 1);
    assert_eq!(
        summary["wishes"],
        serde_json::json!({
            "pairs": 3, "wishes": 4, "wishes_held": 3, "must": 0, "must_held": 0, "mutual_pairs": 1, "mutual_pairs_held": 1,
        })
    );
    assert_eq!(summary["quality"]["gaps"], serde_json::json!({"units": 1, "bound": 0, "cost_per_unit": 10}));
    assert_eq!(summary["quality"]["worst_party"]["party_id"], "B1");
    assert_eq!(summary["quality"]["longest_wait_minutes"], 16);
    assert_eq!((&summary["seed"], &summary["inputs"][0]["file"]), (&7.into(), &"smes.csv".into()));
    assert_eq!(summary["seconds"], serde_json::json!({"solve": 0.5}));
}

#[test]
fn the_summary_lines_up_in_korean() {
    let shown = rendered(Lang::Ko, text::summary);
    assert_eq!(shown, include_str!("golden/summary.ko.txt").trim_end());
}

#[test]
fn the_summary_lines_up_in_english() {
    let shown = rendered(Lang::En, text::summary);
    assert_eq!(shown, include_str!("golden/summary.en.txt").trim_end());
}

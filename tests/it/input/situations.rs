//! Situations that organizers described, from the texts of a folder to the timetable or the message: nights, rests, two companies at one table, Korean dates and times,
//! settings that are missing in a workbook.

use super::shown;
use koppex::candidates::Candidates;
use koppex::check::check;
use koppex::diagnostic::Diagnostic;
use koppex::event::{Event, Lang, PartyId, PlaceId, SlotId};
use koppex::problem::Problem;
use koppex::rule::RuleId;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, Unsolved, solve};
use koppex::stop::Stop;
use koppex::timetable::{Meeting, Timetable};
use koppex::validate::event_from;

type Files<'a> = &'a [(&'a str, &'a str)];

/// Two nights of sessions that meet at midnight, and two halls ten minutes apart.
const NIGHTS: &str = "[event]\nname = \"밤 상담회\"\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"23:30-24:00\"]\n\
    [[day]]\ndate = \"2022-04-14\"\nsessions = [\"00:00-00:30\"]\n[[hall]]\nid = \"1\"\ntables = 3\n[[hall]]\nid = \"2\"\ntables = 3\n[walk]\n\"1-2\" = 10\n";
const DAY: &str = "[event]\nname = \"상담회\"\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-12:00\"]\n\
    [[hall]]\nid = \"1\"\ntables = 3\n";
const SMES: &str = "sme_id,name\nS1,가람빛소프트\nS2,두레온조명\n";
const BUYERS: &str = "buyer_id,name,hall\nB1,윤주호,1\nB2,오태진,2\nB3,정시준,1\nB4,한이레,1\n";
const WISHES: &str = "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\nS1,B4\nS2,B1\n";

fn read(event: &str, more: Files) -> Result<(Event, Vec<Diagnostic>), Vec<Diagnostic>> {
    let buyers = if event.contains("id = \"2\"") { BUYERS.to_string() } else { BUYERS.replace(",2\n", ",\n") };
    let mut files = vec![("event.toml", event), ("smes.csv", SMES), ("buyers.csv", &buyers), ("preferences.csv", WISHES)];
    for (name, text) in more {
        files.retain(|(n, _)| n != name);
        files.push((name, text));
    }
    event_from(&files)
}

fn event(text: &str, more: Files) -> (Event, Vec<Diagnostic>) {
    read(text, more).unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::En)))
}

fn errors(text: &str, more: Files) -> Vec<Diagnostic> {
    let faults = read(text, more).map_or_else(|faults| faults, |_| panic!("no error"));
    faults.into_iter().filter(Diagnostic::is_error).collect()
}

fn solved(event: &Event) -> Result<Timetable, Unsolved> {
    let options = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };
    let candidates = Candidates::new(event);
    solve(Problem::new(event, &candidates), Run::quiet(options, &Stop::never().within(20.0))).map(|solved| solved.timetable)
}

fn rules_against(event: &Event) -> Vec<RuleId> {
    let Err(Unsolved::Contradiction(conflicts)) = solved(event) else { panic!("these cannot all be held") };
    conflicts.iter().map(|conflict| conflict.rule).collect()
}

fn meeting(buyer: u32, slot: u32, place: u32) -> Meeting {
    Meeting { sme: PartyId(0), buyer: PartyId(buyer), slot: SlotId(slot), place: PlaceId(place), interpreter: None }
}

#[test]
fn a_walk_over_midnight_takes_its_minutes_for_solver_and_checker() {
    let pins = "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,23:45,fix\nS1,B2,2022-04-14,00:00,fix\n";
    let (fixed, _) = event(NIGHTS, &[("pins.csv", pins)]);
    assert_eq!(rules_against(&fixed), [RuleId::Walk]);
    let (free, _) = event(NIGHTS, &[]);
    let broken = check(&free, &Timetable::new(&free, vec![meeting(2, 1, 0), meeting(3, 2, 3)]));
    assert_eq!(broken.violations.iter().map(|v| v.rule).collect::<Vec<_>>(), [RuleId::Walk]);
    let near = check(&free, &Timetable::new(&free, vec![meeting(2, 1, 0), meeting(4, 2, 0)]));
    assert!(near.is_clean(), "{:?}", near.violations);
    let timetable = solved(&free).expect("without the fixed times there is one");
    assert!(check(&free, &timetable).is_clean());
}

#[test]
fn the_rest_rule_ends_with_the_session_and_sessions_that_touch_are_told() {
    let nights = format!("{NIGHTS}[rules]\nmax_in_a_row = 2\n").replace("\"1-2\" = 10\n", "");
    let (event, faults) = event(&nights, &[]);
    let in_a_row = Timetable::new(&event, vec![meeting(2, 0, 0), meeting(3, 1, 3), meeting(4, 2, 0), meeting(5, 3, 0)]);
    assert!(check(&event, &in_a_row).is_clean(), "R09 counts within a session");
    assert_eq!(solved(&event).expect("there is one").by_party(&event)[0].len(), 4);
    let told: Vec<&Diagnostic> = faults.iter().filter(|fault| fault.code == "W522").collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].at.file.as_str(), told[0].at.column.as_str()), ("event.toml", "rules.max_in_a_row"));
    assert!(told[0].cause.en.contains("without a break at 2022-04-14 00:00;"), "{}", told[0].cause.en);
}

#[test]
fn only_sessions_that_touch_are_told_and_only_where_a_rest_is_asked_for() {
    let codes = |text: &str, more: Files| -> Vec<String> {
        let (_, faults) = event(text, more);
        faults.iter().filter(|f| f.code == "W522").map(|f| f.at.to_string()).collect()
    };
    let resting = "sme_id,name,max_in_a_row\nS1,가람빛소프트,\nS2,두레온조명,2\n";
    assert_eq!(codes(NIGHTS, &[]), Vec::<String>::new());
    assert_eq!(codes(NIGHTS, &[("smes.csv", resting)]), ["smes.csv:3 (sme_id)"]);
    let within = DAY.replace("\"10:00-12:00\"", "\"10:00-11:00\", \"11:00-12:00\"") + "[rules]\nmax_in_a_row = 2\n";
    assert_eq!(codes(&within, &[]).len(), 1);
    assert_eq!(codes(&within.replace("\"11:00-12:00\"", "\"11:15-12:15\""), &[]).len(), 0);
    let days_apart = NIGHTS.replace("2022-04-14", "2022-04-15") + "[rules]\nmax_in_a_row = 2\n";
    assert_eq!(codes(&days_apart, &[]).len(), 0);
}

#[test]
fn a_rule_for_minutes_between_meetings_is_refused_with_what_comes_nearest() {
    for key in ["min_break_minutes", "rest_minutes", "buffer"] {
        let faults = errors(&format!("{DAY}[rules]\n{key} = 30\n"), &[]);
        assert_eq!(faults.iter().map(|f| f.code).collect::<Vec<_>>(), ["E202"], "{key}");
        assert!(faults[0].help.en.contains("max_in_a_row = 1 keeps a slot free"), "{}", faults[0].help.en);
        assert!(faults[0].help.ko.contains("max_in_a_row = 1"), "{}", faults[0].help.ko);
    }
    let typo = errors(&format!("{DAY}[rules]\nmax_in_a_rwo = 1\n"), &[]);
    assert_eq!(typo[0].help.en, "did you mean `max_in_a_row`?");
    let (spaced, _) = event(&format!("{DAY}[rules]\nmax_in_a_row = 1\n"), &[]);
    let timetable = solved(&spaced).expect("there is one");
    let slots: Vec<u32> = timetable.by_party(&spaced)[0].iter().map(|m| m.slot.0).collect();
    assert!(slots.len() == 4 && slots.windows(2).all(|pair| pair[1] > pair[0] + 1), "a slot free after each: {slots:?}");
}

/// Two companies fixed with one officer at one table in one slot: one rule says it, and not once more for the place that was given.
#[test]
fn two_companies_at_one_table_contradict_one_rule() {
    let both = |place: &str| {
        format!(
            "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:00,{place},fix\nS2,B1,2022-04-13,10:00,{place},fix\n"
        )
    };
    for place in ["", "1-T01"] {
        assert_eq!(rules_against(&event(DAY, &[("pins.csv", &both(place))]).0), [RuleId::OneAtATime], "{place}");
    }
    // Different officers at one table: there the place is what contradicts.
    let wishes = format!("{WISHES}S2,B3\n");
    let table = "sme_id,buyer_id,date,start,place,action\nS1,B1,2022-04-13,10:00,1-T01,fix\nS2,B3,2022-04-13,10:00,1-T01,fix\n";
    assert_eq!(rules_against(&event(DAY, &[("pins.csv", table), ("preferences.csv", &wishes)]).0), [RuleId::Places]);
}

fn window(date: &str, start: &str, end: &str) -> String {
    format!("대상,날짜,시작,종료,종류\nB1,\"{date}\",{start},{end},불가\n")
}

#[test]
fn dates_and_times_as_koreans_write_them_are_read_or_refused_with_what_is_meant() {
    for (date, start, end) in [
        ("2022.04.13", "오전 10:00", "오전 10:30"),
        ("2022. 4. 13.(수)", "10시", "10시 30분"),
        ("2022년 4월 13일", "10：00", "10：30"),
    ] {
        let (event, _) = event(DAY, &[("windows.csv", &window(date, start, end))]);
        let at = |t: chrono::NaiveDateTime| t.format("%Y-%m-%d %H:%M").to_string();
        assert_eq!(
            (at(event.windows[0].start), at(event.windows[0].end)),
            ("2022-04-13 10:00".into(), "2022-04-13 10:30".into()),
            "{date}"
        );
    }
    for date in ["4/13(수)", "'22.4.13(수)", "4월 13일(수)", "1일차", "22.04.13.", "2022-04-13 수"] {
        let faults = errors(DAY, &[("windows.csv", &window(date, "10:00", "10:30"))]);
        assert_eq!(faults.iter().map(|f| f.at.to_string()).collect::<Vec<_>>(), ["windows.csv:2 (날짜)"], "{date}");
        assert_eq!(faults[0].help.en, "did you mean `2022-04-13`?", "{date}");
    }
    let both_ends = errors(DAY, &[("windows.csv", &window("2022-04-13", "10:00~10:30", ""))]);
    assert_eq!(both_ends[0].help.en, "put 10:00 into `start` and 10:30 into `end`");
    for moment in ["2022-04-13 오전 11:00", "2022.4.13 오전 11시", "2022-04-13 11:00"] {
        let (event, _) = event(DAY, &[("preferences.csv", &format!("from_id,to_id,이후\nS1,B1,{moment}\n"))]);
        let not_before = event.wishes[0].not_before.expect("a time");
        assert_eq!(not_before.format("%Y-%m-%d %H:%M").to_string(), "2022-04-13 11:00", "{moment}");
    }
}

/// Settings from sheets: what is missing is asked for in the words of the sheets, not of event.toml.
#[test]
fn what_a_sheet_of_settings_lacks_is_asked_for_as_a_row() {
    let lacking = |files: Files| {
        let all: Vec<_> = [
            ("smes.csv", SMES),
            ("buyers.csv", "buyer_id,name\nB1,윤주호\nB2,오태진\nB3,정시준\nB4,한이레\n"),
            ("preferences.csv", WISHES),
        ]
        .iter()
        .chain(files)
        .copied()
        .collect();
        let faults = event_from(&all).expect_err("something is missing");
        faults
            .iter()
            .filter(|f| f.is_error())
            .map(|f| (f.code, f.at.file.clone(), f.help.en.clone(), f.help.ko.clone()))
            .collect::<Vec<_>>()
    };
    let (settings, days, halls) =
        ("항목,값\n시간대,Asia/Seoul\n", "date,start,end\n2022-04-13,10:00,12:00\n", "hall,tables\n1,3\n");
    for (files, code, file, help) in [
        (
            [("settings.csv", "항목,값\n행사명,상담회\n"), ("days.csv", days), ("halls.csv", halls)],
            "E203",
            "settings.csv",
            "write it in the sheet `settings`: key event.timezone, value such as Asia/Seoul",
        ),
        (
            [("settings.csv", settings), ("tags.csv", "tag,points\n"), ("halls.csv", halls)],
            "E203",
            "settings.csv",
            "add the sheet `days` with the columns date, start and end, one row a session",
        ),
        (
            [("settings.csv", settings), ("days.csv", days), ("halls.csv", "hall,tables\n1,0\n")],
            "E211",
            "halls.csv",
            "write a row in the sheet `halls`, such as hall 1, tables 20, video_rooms 2, or add a sheet `places`",
        ),
    ] {
        let found = lacking(&files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].1.as_str(), found[0].2.as_str()), (code, file, help));
        assert!(!format!("{}{}", found[0].2, found[0].3).contains("event.toml"), "{found:?}");
    }
    let unknown =
        lacking(&[("settings.csv", "항목,값\n시간대,Asia/Seoul\n휴식 시간,30\n"), ("days.csv", days), ("halls.csv", halls)]);
    assert!(unknown[0].0 == "E202" && unknown[0].3.contains("max_in_a_row = 1"), "{unknown:?}");
}

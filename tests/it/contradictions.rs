//! What contradicts: must wishes that cannot all be held name who is short of time, and even gaps (R13) are given up only when proved impossible.

use crate::support::small_event;
use koppex::candidates::Candidates;
use koppex::check::check;
use koppex::event::{Event, Lang};
use koppex::explain::against_musts;
use koppex::problem::Problem;
use koppex::rule::RuleId;
use koppex::select::SolverChoice;
use koppex::solve::{Run, SolveOptions, Solved, Unsolved, solve};
use koppex::stop::Stop;

fn solved(event: &Event) -> Result<Solved, Unsolved> {
    let options = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };
    solve(Problem::new(event, &Candidates::new(event)), Run::quiet(options, &Stop::never().within(20.0)))
}

/// B1 has one slot left.
const SHORT: &str = "party_id,date,start,end,kind\nB1,2022-04-13,10:15,24:00,busy\nB1,2022-04-14,00:00,24:00,busy\n";

#[test]
fn the_buyer_without_time_for_its_must_wishes_is_named_and_nobody_else() {
    let musts = "from_id,to_id,kind\nS1,B1,must\nS2,B1,must\nS1,B2,must\nS3,B2,must\nS3,B3,must\n";
    let event = small_event(&[("preferences.csv", musts), ("windows.csv", SHORT)]);
    let answer = solved(&event).expect("must wishes are not hard");
    assert_eq!((answer.levels[0].value, answer.levels[0].bound), (1, 1));
    let found = answer.against_musts.expect("two meetings in one slot");
    let said = against_musts(Problem::new(&event, &Candidates::new(&event)), &found, Lang::En);
    assert_eq!(said, ["R01 one-at-a-time: B1 Kim (2 meetings in 1 slot)", "2 meetings: S1 - B1, S2 - B1"]);
}

#[test]
fn nothing_is_named_where_all_must_wishes_are_held() {
    let musts = "from_id,to_id,kind\nS1,B1,must\nS2,B1,want\n";
    let event = small_event(&[("preferences.csv", musts), ("windows.csv", SHORT)]);
    assert_eq!(solved(&event).expect("must wishes are not hard").against_musts, None);
}

/// S1 meets B1 at 10:00 and B2 at 10:45, both fixed, which leaves S1 one gap and nobody else any.
const APART: &str = "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\nS1,B2,2022-04-13,10:45,fix\n";

#[test]
fn fixed_meetings_that_are_uneven_alone_get_others_to_fill_the_gap() {
    let wishes = "from_id,to_id,rank\nS1,B1,1\nS1,B2,2\nS1,B3,3\nS2,B3,1\nS3,B3,1\n";
    let busy = "party_id,date,start,end,kind\nS1,2022-04-13,10:15,10:29,busy\n";
    let even = ("event.toml", "[rules]\nmax_gap_difference = 0\n");
    let event = small_event(&[even, ("preferences.csv", wishes), ("pins.csv", APART), ("windows.csv", busy)]);
    let answer = solved(&event).expect("S1 meets B3 in between");
    let verdict = check(&event, &answer.timetable);
    assert!(verdict.is_clean(), "{:?}", verdict.violations);
    assert!(answer.timetable.len() >= 3);
}

#[test]
fn fixed_meetings_that_no_other_can_even_out_contradict_r13() {
    let even = ("event.toml", "[rules]\nmax_gap_difference = 0\n");
    let event = small_event(&[even, ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS1,B2,2\n"), ("pins.csv", APART)]);
    let Err(Unsolved::Contradiction(conflicts)) = solved(&event) else { panic!("S1 has a gap, others cannot") };
    assert_eq!(conflicts.iter().map(|c| c.rule).collect::<Vec<_>>(), [RuleId::EvenGaps]);
    assert!(conflicts[0].en.contains("proved"), "{}", conflicts[0].en);
}

#[test]
fn a_limit_before_the_proof_is_no_contradiction() {
    let even = ("event.toml", "[rules]\nmax_gap_difference = 0\n");
    let event = small_event(&[even, ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS1,B2,2\n"), ("pins.csv", APART)]);
    let options = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };
    let answer = solve(Problem::new(&event, &Candidates::new(&event)), Run::quiet(options, &Stop::never().within(0.0)));
    assert!(matches!(answer, Err(Unsolved::Stopped)), "{answer:?}");
}

#[test]
fn a_fixed_meeting_that_nobody_wishes_contradicts_r06_unless_it_is_a_fill() {
    let nobody = ("preferences.csv", "from_id,to_id\nS3,B2\n");
    let pins = ("pins.csv", "sme_id,buyer_id,date,start,action\nS1,B1,2022-04-13,10:00,fix\n");
    let event = small_event(&[nobody, pins]);
    let Err(Unsolved::Contradiction(conflicts)) = solved(&event) else { panic!("S1 and B1 do not wish each other") };
    assert_eq!(conflicts.iter().map(|c| c.rule).collect::<Vec<_>>(), [RuleId::Blocked]);
    assert!(conflicts[0].en.ends_with("is fixed, but nobody wished for it"), "{}", conflicts[0].en);
    let fill = ("event.toml", "[value]\nfill_points = 1\n");
    assert!(solved(&small_event(&[nobody, pins, fill])).is_ok(), "both are of IT");
}

/// S1 meets B1, who may be in any hall, and right after B2, who is in hall 1; the halls are 5 minutes apart, whichever comes first in the file.
fn fixed_in_a_row(halls: [&str; 2], pins: &str) -> Event {
    let hall = |id: &str| format!("[[hall]]\nid = \"{id}\"\ntables = 1\n");
    let settings = format!(
        "[event]\nname = \"Fixed\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[meeting]\npresent_minutes = 7\nanswer_minutes = 7\n\
         changeover_minutes = 1\n[[day]]\ndate = \"2027-04-14\"\nsessions = [\"10:00-10:30\"]\n{}{}[walk]\n\"1-2\" = 5\n",
        hall(halls[0]),
        hall(halls[1])
    );
    crate::support::event(&[
        ("event.toml", settings.as_str()),
        ("smes.csv", "sme_id,name\nS1,a\n"),
        ("buyers.csv", "buyer_id,name,hall\nB1,x,\nB2,y,1\nB3,z,2\n"),
        ("preferences.csv", "from_id,to_id\nS1,B1\nS1,B2\nS1,B3\n"),
        ("pins.csv", pins),
    ])
}

#[test]
fn fixed_meetings_that_some_hall_allows_are_held_whichever_hall_is_tried_first() {
    let pins = "sme_id,buyer_id,date,start,action\nS1,B1,2027-04-14,10:00,fix\nS1,B2,2027-04-14,10:15,fix\n";
    for halls in [["1", "2"], ["2", "1"]] {
        let event = fixed_in_a_row(halls, pins);
        let answer = solved(&event).unwrap_or_else(|why| panic!("{halls:?}: {why:?}"));
        assert_eq!(answer.timetable.len(), 2, "{halls:?}");
        assert_eq!(check(&event, &answer.timetable).violations, [], "{halls:?}");
    }
}

#[test]
fn fixed_meetings_too_far_apart_contradict_r08_with_a_proof() {
    let pins = "sme_id,buyer_id,date,start,action\nS1,B3,2027-04-14,10:00,fix\nS1,B2,2027-04-14,10:15,fix\n";
    let Err(Unsolved::Contradiction(conflicts)) = solved(&fixed_in_a_row(["1", "2"], pins)) else { panic!("5 minutes in 1") };
    assert_eq!(conflicts.iter().map(|c| c.rule).collect::<Vec<_>>(), [RuleId::Walk], "{conflicts:?}");
    assert!(conflicts[0].en.contains("S1 a: ") && conflicts[0].en.contains("proved"), "{}", conflicts[0].en);
}

#[test]
fn a_run_cut_before_the_proof_is_no_contradiction_and_says_that_it_was_cut() {
    let pins = "sme_id,buyer_id,date,start,action\nS1,B3,2027-04-14,10:00,fix\nS1,B2,2027-04-14,10:15,fix\n";
    let event = fixed_in_a_row(["1", "2"], pins);
    let options = SolveOptions { levels: 3, seed: 1, threads: 2, solver: SolverChoice::Auto };
    let stop = Stop::never().within(0.0);
    let answer = solve(Problem::new(&event, &Candidates::new(&event)), Run::quiet(options, &stop));
    assert!(matches!(answer, Err(Unsolved::Stopped)), "{answer:?}");
    assert!(stop.has_cut());
}

#[test]
fn a_run_that_ends_by_itself_is_not_cut() {
    let event = small_event(&[("preferences.csv", "from_id,to_id\nS1,B1\n")]);
    assert!(!solved(&event).expect("nothing is fixed").cut_by_clock);
}

/// What contradicts, the pins, the other files, and the rule that is named.
type Contradicting<'a> = (&'a str, String, &'a [(&'a str, &'a str)], RuleId);

/// Every fault of a single fix pin has its rule.
#[test]
fn a_fix_pin_that_cannot_be_kept_names_its_rule() {
    let fix = |rows: &str| format!("sme_id,buyer_id,date,start,place,action\n{rows}");
    let cases: &[Contradicting] = &[
        ("not free", fix("S1,B1,2022-04-13,10:15,,fix"), &[("windows.csv", SHORT)], RuleId::Availability),
        ("twice", fix("S1,B1,2022-04-13,10:00,,fix\nS1,B1,2022-04-13,10:15,,fix"), &[], RuleId::Once),
        ("two places", fix("S1,B1,2022-04-13,10:00,T1,fix\nS1,B1,2022-04-13,10:00,T2,fix"), &[], RuleId::Pins),
        ("forbidden", fix("S1,B1,2022-04-13,10:00,,fix\nS1,B1,2022-04-13,10:00,,forbid"), &[], RuleId::Pins),
        ("unwished", fix("S4,B1,2022-04-13,10:00,,fix"), &[], RuleId::Blocked),
    ];
    for (name, pins, files, rule) in cases {
        let files: Vec<(&str, &str)> = files.iter().copied().chain([("pins.csv", pins.as_str())]).collect();
        let event = small_event(&files);
        let Err(Unsolved::Contradiction(conflicts)) = solved(&event) else { panic!("{name} is no contradiction") };
        assert!(conflicts.iter().all(|c| c.rule == *rule), "{name}: {conflicts:?}");
    }
}

//! Timetables as small texts: `S1 B1 13 10:00 T1` = that pair on the 13th at 10:00 at T1, an interpreter after the place.

use koppex::check::{Checker, Verdict};
use koppex::event::Event;
use koppex::timetable::Timetable;

/// A meetings.csv with the columns that decide, from lines such as `S1 B1 13 10:00 T1 I1`; `-` = an empty cell.
pub fn meetings_csv(rows: &str) -> String {
    let mut csv = String::from("sme_id,buyer_id,date,start,place_id,interpreter\n");
    for row in rows.split('\n').map(str::trim).filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split_whitespace().map(|cell| if cell == "-" { "" } else { cell }).collect();
        let cell = |i: usize| cells.get(i).copied().unwrap_or("");
        csv += &format!("{},{},2022-04-{},{},{},{}\n", cell(0), cell(1), cell(2), cell(3), cell(4), cell(5));
    }
    csv
}

/// The second opinion on such rows; the rows themselves must be readable.
pub fn verdict(event: &Event, rows: &str) -> Verdict {
    let checker = Checker::new(event);
    let back = checker.read_meetings(meetings_csv(rows).as_bytes()).unwrap_or_else(|unread| panic!("{rows}: {unread:#?}"));
    assert_eq!(back.faults, [], "{rows}");
    checker.check_read(&back)
}

/// The timetable of such rows.
pub fn timetable(event: &Event, rows: &str) -> Timetable {
    let back =
        Checker::new(event).read_meetings(meetings_csv(rows).as_bytes()).unwrap_or_else(|unread| panic!("{rows}: {unread:#?}"));
    assert_eq!(back.faults, [], "{rows}");
    back.timetable(event)
}

/// `R01 S1 13 10:00` for each violation: rule, parties joined by +, day and time.
pub fn blamed(verdict: &Verdict) -> Vec<String> {
    let one = |v: &koppex::check::Violation| {
        let when = v.when.map_or("-".to_string(), |when| when.format("%d %H:%M").to_string());
        format!("{} {} {when}", v.rule.code(), v.parties.join("+"))
    };
    verdict.violations.iter().map(one).collect()
}

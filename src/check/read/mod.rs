//! meetings.csv as koppex wrote it or as a person edited it, back to meetings. A row that says something impossible becomes a violation
//! of the rule that fits; a cell that says something else than the facts becomes a fault. Nothing is repaired.

mod cells;
mod fault;
mod ids;
mod names;
mod table;

pub(super) use cells::CellWords;
pub use fault::CellFault;
pub(super) use names::Names;
use names::UnreadId;
pub(super) use names::{parse_date, parse_time};
pub(super) use table::{Row, Table};

use super::derived::Derived;
use super::{Checker, Verdict, Violation, WrittenMeeting};
use crate::event::{Event, PartyId, SlotId};
use crate::rule::RuleId;
use crate::timetable::{Meeting, Timetable};
use chrono::{NaiveDate, NaiveDateTime};

/// The columns without which no meeting can be read.
const NEEDED: [&str; 5] = ["sme_id", "buyer_id", "date", "start", "place_id"];

/// What stands in a meetings.csv.
#[derive(Clone, Debug, Default)]
pub struct ReadBack {
    /// Every row that names two parties and a slot, in file order.
    pub held: Vec<WrittenMeeting>,
    /// Rows that say something impossible.
    pub violations: Vec<Violation>,
    /// Cells that say something else than the facts.
    pub faults: Vec<CellFault>,
}

impl ReadBack {
    /// The rows that have a place, as a timetable.
    pub fn timetable(&self, event: &Event) -> Timetable {
        let meeting = |h: &WrittenMeeting| {
            Some(Meeting { sme: h.sme, buyer: h.buyer, slot: h.slot, place: h.place?, interpreter: h.interpreter })
        };
        Timetable::new(event, self.held.iter().filter_map(meeting).collect())
    }
}

impl Checker<'_> {
    /// Reads a meetings.csv.
    pub fn read_meetings(&self, bytes: &[u8]) -> ReadBack {
        let table = Table::parse(bytes);
        let mut back = ReadBack::default();
        for column in NEEDED.into_iter().filter(|c| !table.has_column(c)) {
            back.faults.push(CellFault {
                file: "meetings.csv",
                line: 1,
                column: column.into(),
                value: String::new(),
                en: format!("there is no column {column}"),
                ko: format!("{column} 열이 없음"),
            });
        }
        if back.faults.is_empty() {
            let names = Names::of(self.event());
            let mut seen = ids::SeenIds::default();
            for row in table.rows() {
                back.faults.extend(seen.repeated(&row));
                read_row(&self.derived, &names, row, &mut back);
            }
        }
        back
    }

    /// Judges what was read: the rows that say something impossible, and every rule on the others.
    pub fn check_read(&self, back: &ReadBack) -> Verdict {
        let mut verdict = self.check(&back.held);
        // A meeting whose place or interpreter is unknown is judged as one without; the reader has said it better.
        verdict
            .violations
            .retain(|v| !back.violations.iter().any(|r| r.rule == v.rule && !r.lines.is_empty() && r.lines == v.lines));
        verdict.violations.extend(back.violations.iter().cloned());
        verdict.violations.sort_by_key(|v| (v.rule, v.when));
        verdict
    }
}

/// Reads a meetings.csv once; see [`Checker::read_meetings`].
pub fn read_meetings(event: &Event, bytes: &[u8]) -> ReadBack {
    Checker::new(event).read_meetings(bytes)
}

fn read_row(derived: &Derived, names: &Names, row: Row, back: &mut ReadBack) {
    let when = parse_date(&row.cell("date")).zip(parse_time(&row.cell("start")));
    let reading = Reading { row, when };
    let parties = names.parties(&row.cell("sme_id"), &row.cell("buyer_id"));
    let slot = when.and_then(|(date, start_min)| derived.event.grid.slot_at(date, start_min));
    match (parties, slot) {
        (Ok((sme, buyer)), Some(slot)) => read_held(derived, names, &reading, (sme, buyer, slot), back),
        (parties, slot) => {
            back.violations.extend(parties.err().map(|unread| reading.unread_party(&unread)));
            back.violations.extend(slot.is_none().then(|| reading.no_slot()));
        }
    }
}

fn read_held(
    derived: &Derived,
    names: &Names,
    reading: &Reading,
    (sme, buyer, slot): (PartyId, PartyId, SlotId),
    back: &mut ReadBack,
) {
    let (place_id, interpreter_id) = (reading.row.cell("place_id"), interpreter_cell(&reading.row));
    let (place, interpreter) = (names.place(&place_id), names.interpreter(&interpreter_id));
    if place.is_none() && !place_id.is_empty() {
        back.violations.push(reading.unknown(RuleId::Places, &place_id, "there is no place", "없는 상담석"));
    }
    if interpreter.is_none() && !interpreter_id.is_empty() {
        back.violations.push(reading.unknown(RuleId::Interpreter, &interpreter_id, "there is no interpreter", "없는 통역"));
    }
    let held = WrittenMeeting { sme, buyer, slot, place, interpreter, line: reading.row.line };
    back.faults.extend(ids::fault(derived, &reading.row, &held));
    back.faults.extend(cells::faults(derived, &reading.row, &held));
    back.held.push(held);
}

/// The spec's name of the column, and the name that says more.
fn interpreter_cell(row: &Row) -> String {
    row.cell(if row.has("interpreter") { "interpreter" } else { "interpreter_id" })
}

/// A row with the time it names, if it names one.
struct Reading<'a> {
    row: Row<'a>,
    when: Option<(NaiveDate, i32)>,
}

impl Reading<'_> {
    fn unread_party(&self, unread: &UnreadId) -> Violation {
        self.unknown(RuleId::Blocked, &unread.id, unread.en, unread.ko)
    }

    fn no_slot(&self) -> Violation {
        let time = format!("{} {}", self.row.cell("date"), self.row.cell("start"));
        self.unknown(RuleId::Availability, time.trim(), "no slot begins at", "시간대가 아닌 시각")
    }

    fn unknown(&self, rule: RuleId, what: &str, en: &str, ko: &str) -> Violation {
        let parties = [self.row.cell("sme_id"), self.row.cell("buyer_id")];
        let place = self.row.cell("place_id");
        Violation {
            rule,
            when: self.when.and_then(|(date, start_min)| at(date, start_min)),
            place: (!place.is_empty()).then_some(place),
            lines: vec![self.row.line],
            en: format!("the meeting of {} and {}: {en} `{what}`", parties[0], parties[1]),
            ko: format!("{}, {}: {ko} `{what}`", parties[0], parties[1]),
            parties: parties.into(),
        }
    }
}

fn at(date: NaiveDate, start_min: i32) -> Option<NaiveDateTime> {
    date.and_hms_opt(0, 0, 0)?.checked_add_signed(chrono::Duration::minutes(i64::from(start_min)))
}

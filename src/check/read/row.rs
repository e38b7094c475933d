//! One row of a meetings.csv after the other: its cells to parties, slot and place, or what keeps it from being read.

use super::back::{FILE, ReadBack};
use super::cells;
use super::gone::Gone;
use super::ids;
use super::meant;
use super::names::{Names, UnreadId};
use super::table::Row;
use super::when::{read_date, read_time, time_help};
use crate::check::derived::Derived;
use crate::check::{Violation, WrittenMeeting};
use crate::diagnostic::codes::{self, Code};
use crate::diagnostic::{Findings, Location, Text};
use crate::event::{PartyId, Side, SlotId};
use crate::load::folded;
use crate::published::PublishedMeeting;
use crate::rule::RuleId;
use chrono::{NaiveDate, NaiveDateTime};

/// The columns that say which meeting it is, when and where.
const KEYS: [&str; 7] = ["sme_id", "sme_name", "buyer_id", "buyer_name", "date", "start", "place_id"];

/// Reads rows in order.
pub(super) struct Rows<'a, 'f> {
    derived: &'a Derived<'a>,
    names: Names<'a>,
    gone: &'f Gone,
    days: Vec<NaiveDate>,
    seen: ids::SeenIds,
    pub back: ReadBack,
    findings: &'f mut Findings,
}

/// A row with the time it names.
struct Reading<'a> {
    row: Row<'a>,
    date: NaiveDate,
    start_min: i32,
}

impl<'a, 'f> Rows<'a, 'f> {
    pub fn of(derived: &'a Derived<'a>, gone: &'f Gone, findings: &'f mut Findings) -> Self {
        let days = derived.event.grid.days.iter().map(|day| day.date).collect();
        Self {
            derived,
            names: Names::of(derived.event),
            gone,
            days,
            seen: ids::SeenIds::default(),
            back: ReadBack::default(),
            findings,
        }
    }

    pub fn read(&mut self, row: Row) {
        if is_remark(&row) {
            self.report(&row, &codes::NO_DATA_ROW, "", left_out());
            return;
        }
        self.back.faults.extend(self.seen.repeated(&row));
        let date = self.date(&row);
        let start_min = self.time(&row, date);
        let parties = self.parties(&row);
        let place = self.found(&row, "place_id");
        let interpreter = self.found(&row, "interpreter_id");
        let (Some(date), Some(start_min), Some(parties), true) = (date, start_min, parties, place && interpreter) else { return };
        let reading = Reading { row, date, start_min };
        let slot = self.derived.event.grid.slot_at(date, start_min);
        let unknown = |unread: &UnreadId| unread.unknown_in.is_some();
        let was_slot = slot.is_some() || self.gone.has_start(date, start_min);
        if was_slot && parties.as_ref().err().is_none_or(unknown) {
            let published = self.published(&reading, parties.as_ref().ok().copied(), slot);
            self.back.published.push(published);
        }
        match (parties, slot) {
            (Ok((sme, buyer)), Some(slot)) => self.hold(&reading.row, (sme, buyer, slot)),
            (parties, _) if was_slot && parties.as_ref().err().is_none_or(unknown) => {}
            (parties, slot) => {
                let violations = &mut self.back.violations;
                violations.extend(parties.err().map(|unread| reading.impossible_party(&unread)));
                violations.extend(slot.is_none().then(|| reading.no_slot()));
            }
        }
    }

    /// The row in words, and what the event knows of it.
    fn published(&self, reading: &Reading, parties: Option<(PartyId, PartyId)>, slot: Option<SlotId>) -> PublishedMeeting {
        let row = &reading.row;
        PublishedMeeting {
            id: row.cell("meeting_id"),
            sme_id: row.cell("sme_id"),
            buyer_id: row.cell("buyer_id"),
            parties,
            date: reading.date,
            start_min: reading.start_min,
            slot,
            place: self.names.place(&row.cell("place_id")),
            place_id: row.cell("place_id"),
            interpreter: self.names.interpreter(&row.cell("interpreter_id")),
            interpreter_id: row.cell("interpreter_id"),
            line: row.line,
        }
    }

    fn hold(&mut self, row: &Row, (sme, buyer, slot): (PartyId, PartyId, SlotId)) {
        let place = self.names.place(&row.cell("place_id"));
        let interpreter = self.names.interpreter(&row.cell("interpreter_id"));
        let held = WrittenMeeting { sme, buyer, slot, place, interpreter, line: row.line };
        self.back.faults.extend(ids::fault(self.derived, row, &held));
        self.back.faults.extend(cells::faults(self.derived, row, &held));
        self.back.held.push(held);
    }

    fn date(&mut self, row: &Row) -> Option<NaiveDate> {
        let cell = self.filled(row, "date")?;
        let date = read_date(&cell, &self.days);
        date.map_err(|help| {
            self.fault(
                row,
                "date",
                &codes::NOT_A_DATE,
                (Text::new("this is no date that can be read", "날짜로 읽을 수 없습니다"), help),
            )
        })
        .ok()
    }

    fn time(&mut self, row: &Row, date: Option<NaiveDate>) -> Option<i32> {
        let cell = self.filled(row, "start")?;
        let time = read_time(&cell, date);
        if time.is_none() {
            let event = self.derived.event;
            let mut starts: Vec<i32> = event.grid.slots.iter().map(|slot| slot.start_min).collect();
            starts.sort_unstable();
            starts.dedup();
            let cause = Text::new("this is no time of day that can be read", "시각으로 읽을 수 없습니다");
            self.fault(row, "start", &codes::NOT_A_TIME, (cause, time_help(&starts)));
        }
        time
    }

    /// The parties; `None` if an id is empty or nobody's. An id may be somebody's and yet impossible in its column.
    fn parties(&mut self, row: &Row) -> Option<Result<(PartyId, PartyId), UnreadId>> {
        let ids = [self.filled(row, "sme_id"), self.filled(row, "buyer_id")];
        let mut known = true;
        let columns = [("sme_id", Side::Sme, Side::Buyer), ("buyer_id", Side::Buyer, Side::Sme)];
        for ((column, side, other), id) in columns.into_iter().zip(&ids) {
            let Some(id) = id else { continue };
            let unknown = [side, other].into_iter().all(|side| self.names.party(side, id).is_none());
            if unknown && !self.gone.has_party(side, id) {
                let cause = Text::new("no party has this id", "이 번호의 참가자가 없습니다");
                let help = match self.findings.wants(&codes::UNKNOWN_ID) {
                    true => meant::party(self.derived.event, &self.names, side, id),
                    false => Text::default(),
                };
                self.fault(row, column, &codes::UNKNOWN_ID, (cause, help));
                known = false;
            }
        }
        let [Some(sme), Some(buyer)] = ids else { return None };
        known.then(|| self.names.parties(&sme, &buyer))
    }

    /// Whether the place or interpreter of a row is one of the event's, or none is named.
    fn found(&mut self, row: &Row, column: &'static str) -> bool {
        let (id, event) = (row.cell(column), self.derived.event);
        let (is_known, code) = match column {
            "place_id" => (self.names.place(&id).is_some(), &codes::UNKNOWN_PLACE),
            _ => (self.names.interpreter(&id).is_some(), &codes::UNKNOWN_ID),
        };
        let was_known = column != "place_id" && self.gone.knows_all() || column == "place_id" && self.gone.has_place(&id);
        if is_known || id.is_empty() || was_known {
            return true;
        }
        let (cause, known): (Text, Vec<&str>) = match column {
            "place_id" => (
                Text::new("no table or video room has this id", "이 번호의 상담석이나 화상상담실이 없습니다"),
                event.places.iter().map(|place| place.id.as_str()).collect(),
            ),
            _ => (
                Text::new("no interpreter has this id", "이 번호의 통역이 없습니다"),
                event.interpreters.iter().map(|who| who.id.as_str()).collect(),
            ),
        };
        let help = if self.findings.wants(code) { meant::among(&id, &known) } else { Text::default() };
        self.fault(row, column, code, (cause, help));
        false
    }

    /// A cell without which no meeting can be read.
    fn filled(&mut self, row: &Row, column: &'static str) -> Option<String> {
        let cell = row.cell(column);
        if cell.is_empty() {
            let cause = Text::new("this cell may not be empty", "이 칸은 비워 둘 수 없습니다");
            let help = Text::new("fill it in, or delete the row", "값을 적거나 이 행을 지우세요");
            self.fault(row, column, &codes::CELL_EMPTY, (cause, help));
        }
        (!cell.is_empty()).then_some(cell)
    }

    fn fault(&mut self, row: &Row, column: &str, code: &Code, said: (Text, Text)) {
        self.report(row, code, column, said);
    }

    fn report(&mut self, row: &Row, code: &Code, column: &str, (cause, help): (Text, Text)) {
        let header = if column.is_empty() { String::new() } else { row.header(column) };
        let at = Location { file: FILE.to_string(), line: row.line, column: header };
        self.findings.add(code, at, &row.cell(column), cause, help);
    }
}

/// A total or a remark: a row that names no meeting in any cell and begins with a word for one.
fn is_remark(row: &Row) -> bool {
    const WORDS: [&str; 20] = [
        "합계",
        "총계",
        "소계",
        "누계",
        "총",
        "계",
        "total",
        "subtotal",
        "grandtotal",
        "sum",
        "비고",
        "참고",
        "주)",
        "주:",
        "note",
        "※",
        "*",
        "작성",
        "출력",
        "끝",
    ];
    let Some(first) = row.filled().next().map(folded) else { return false };
    let is_word = WORDS.iter().any(|word| first.starts_with(word));
    let named = KEYS.into_iter().map(|key| folded(&row.cell(key))).filter(|cell| !cell.is_empty());
    is_word && named.into_iter().all(|cell| cell == first)
}

fn left_out() -> (Text, Text) {
    (
        Text::new("this row is a total or a remark, no meeting; it is left out", "합계나 설명이 적힌 행이므로 뺍니다"),
        Text::new("delete the row", "이 행을 지우세요"),
    )
}

impl Reading<'_> {
    fn impossible_party(&self, unread: &UnreadId) -> Violation {
        self.impossible(RuleId::Blocked, &unread.id, unread.en, unread.ko)
    }

    fn no_slot(&self) -> Violation {
        let time = format!("{} {:02}:{:02}", self.date, self.start_min / 60, self.start_min % 60);
        self.impossible(RuleId::Availability, &time, "no slot begins at", "시간대가 아닌 시각")
    }

    fn impossible(&self, rule: RuleId, what: &str, en: &str, ko: &str) -> Violation {
        let parties = [self.row.cell("sme_id"), self.row.cell("buyer_id")];
        let place = self.row.cell("place_id");
        Violation {
            rule,
            when: at(self.date, self.start_min),
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

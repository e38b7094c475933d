//! The cells of a meetings.csv row that follow from its parties, time and place: each must say what the facts say. An empty cell says
//! nothing and is left alone.

use super::fault::CellFault;
use super::table::Row;
use crate::check::WrittenMeeting;
use crate::check::derived::{Derived, PairFacts};
use crate::check::unordered::unordered;
use crate::event::{Mode, PinAction};
use crate::load;
use crate::load::values::{time_min, whole_number};

/// Words of written files for what the facts say.
pub(crate) struct CellWords;

impl CellWords {
    pub fn wished_by(pair: &PairFacts) -> &'static str {
        match (pair.by_sme, pair.by_buyer) {
            (Some(_), Some(_)) => "both",
            (Some(_), None) => "sme",
            (None, Some(_)) => "buyer",
            (None, None) => "none",
        }
    }

    pub fn mode(mode: Mode) -> &'static str {
        match mode {
            Mode::Onsite => "onsite",
            Mode::Online => "online",
        }
    }

    pub fn yes_no(yes: bool) -> &'static str {
        if yes { "yes" } else { "no" }
    }
}

/// Every cell that says something else than the facts.
pub(super) fn faults(derived: &Derived, row: &Row, held: &WrittenMeeting) -> Vec<CellFault> {
    let texts = texts(derived, held).into_iter().filter(|(column, wanted)| {
        let cell = row.cell(column);
        !cell.is_empty() && !says(column, &cell, wanted.trim(), row.is_narrow())
    });
    let times = times(derived, held).into_iter().filter(|(column, wanted_min)| {
        let cell = row.cell(column);
        !cell.is_empty() && time_of(&cell).is_none_or(|min| min % (24 * 60) != *wanted_min % (24 * 60))
    });
    let start_min = derived.event.slot(held.slot).start_min;
    let times = times.map(|(column, min)| time_fault(row, column, [start_min, min].map(clock)));
    texts.map(|(column, wanted)| fault(row, column, &wanted)).chain(times).collect()
}

/// Minutes after midnight, also where a spreadsheet has put a date in front.
fn time_of(cell: &str) -> Option<i32> {
    time_min(cell).or_else(|| time_min(cell.rsplit_once(char::is_whitespace)?.1))
}

/// Whether a cell says what it should, however a spreadsheet writes it: `100.0`, `1,000`, `FALSE`.
fn says(column: &str, cell: &str, wanted: &str, is_narrow: bool) -> bool {
    if cell == wanted {
        return true;
    }
    let plain = |text: &str| load::folded(text).replace(',', "");
    let word = |text: &str| match plain(text).as_str() {
        "true" | "y" | "예" => "yes".to_string(),
        "false" | "n" | "아니오" | "아니요" => "no".to_string(),
        other => other.to_string(),
    };
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match column {
        "value" => whole_number(&plain(cell)).is_some_and(|number| number.to_string() == wanted),
        "mode" | "wished_by" | "pinned" => word(cell) == word(wanted),
        _ => spaced(cell) == spaced(wanted) || is_narrow && spaced(cell) == narrow(&spaced(wanted)),
    }
}

/// A text as CP949 keeps it: a question mark for every character that it does not have, two for one beyond the basic plane.
fn narrow(text: &str) -> String {
    let kept = |c: char| !encoding_rs::EUC_KR.encode(c.encode_utf8(&mut [0; 4])).2;
    text.chars().map(|c| if kept(c) { c.to_string() } else { "?".repeat(c.len_utf16()) }).collect()
}

fn texts(derived: &Derived, held: &WrittenMeeting) -> Vec<(&'static str, String)> {
    let event = derived.event;
    let pair = derived.pair(held.sme, held.buyer);
    let (sme, buyer) = (event.party(held.sme), event.party(held.buyer));
    let mut texts = vec![
        ("sme_name", sme.name.clone()),
        ("buyer_name", buyer.name.clone()),
        ("org", buyer.org.clone()),
        ("mode", CellWords::mode(event.mode_of(held.sme, held.buyer)).to_string()),
        ("value", pair.value.to_string()),
        ("wished_by", CellWords::wished_by(&pair).to_string()),
        ("pinned", CellWords::yes_no(is_pinned(derived, held)).to_string()),
    ];
    if let Some(place) = held.place {
        texts.push(("hall", event.halls[event.place(place).hall.ix()].clone()));
    }
    texts
}

/// A pin fixes a meeting of the two in this slot; of two that meet several times not every meeting need be fixed.
fn is_pinned(derived: &Derived, held: &WrittenMeeting) -> bool {
    let mut fixed = derived.event.pins.iter().filter(|pin| pin.action == PinAction::Fix && pin.slots.contains(&held.slot));
    fixed.any(|pin| unordered(pin.sme, pin.buyer) == unordered(held.sme, held.buyer))
}

fn times(derived: &Derived, held: &WrittenMeeting) -> [(&'static str, i32); 2] {
    let grid = &derived.event.grid;
    let start_min = derived.event.slot(held.slot).start_min;
    [("answer_start", start_min + grid.present_min), ("end", start_min + grid.meeting_min())]
}

/// As often where only the start of a meeting was moved.
fn time_fault(row: &Row, column: &str, [start, wanted]: [String; 2]) -> CellFault {
    let value = row.cell(column);
    CellFault {
        en: format!(
            "`{value}` stands where a meeting that starts at {start} has `{wanted}`; correct this cell or leave it empty"
        ),
        ko: format!("{start}에 시작하는 상담은 `{wanted}`인데 `{value}`라고 되어 있음. 이 칸을 고치거나 비우세요"),
        ..fault(row, column, &wanted)
    }
}

/// `09:05` of minutes after midnight.
fn clock(min: i32) -> String {
    format!("{:02}:{:02}", min / 60 % 24, min % 60)
}

pub(super) fn fault(row: &Row, column: &str, wanted: &str) -> CellFault {
    let value = row.cell(column);
    CellFault {
        file: "meetings.csv",
        line: row.line,
        column: column.to_string(),
        en: format!("`{value}` stands where the input says `{wanted}`"),
        ko: format!("입력에 따르면 `{wanted}`인데 `{value}`라고 되어 있음"),
        value,
    }
}

//! pins.csv and order.csv: meetings fixed, forbidden and put in order.

use super::cells::Cells;
use super::names::Directory;
use super::places::PlaceIndex;
use super::{Settings, words};
use crate::diagnostic::{Findings, Text, codes};
use crate::event::{DayId, Order, PartyId, Pin, PinAction, Place, Side, SlotId};
use crate::load::{Field, Folder, TableKind};
use chrono::NaiveDate;

/// Reads pins.csv.
pub fn read(
    folder: &Folder,
    settings: &Settings,
    directory: &Directory,
    (places, index): (&[Place], &PlaceIndex),
    findings: &mut Findings,
) -> Vec<Pin> {
    let Some(table) = folder.table(TableKind::Pins) else { return Vec::new() };
    let mut pins = Vec::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let pair = read_pair(&mut cells, settings, directory, (Field::SmeId, Field::BuyerId));
        let action = cells.word(Field::Action, words::PIN_ACTIONS);
        if cells.text(Field::Action).is_empty() {
            cells.report_empty(Field::Action);
        }
        let slots = action.and_then(|action| read_slots(&mut cells, settings, action));
        let place = cells.text(Field::Place);
        let place = if place.is_empty() { None } else { index.find(&place, cells.at(Field::Place), places, cells.findings) };
        if let (Some((sme, buyer)), Some(action), Some(slots)) = (pair, action, slots) {
            pins.push(Pin { sme, buyer, action, slots, place, line: row.line });
        }
    }
    pins
}

/// Reads order.csv.
pub fn read_orders(folder: &Folder, settings: &Settings, directory: &Directory, findings: &mut Findings) -> Vec<Order> {
    let Some(table) = folder.table(TableKind::Order) else { return Vec::new() };
    let mut orders = Vec::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let first = read_pair(&mut cells, settings, directory, (Field::FirstSme, Field::FirstBuyer));
        let then = read_pair(&mut cells, settings, directory, (Field::ThenSme, Field::ThenBuyer));
        let (Some(first), Some(then)) = (first, then) else { continue };
        if first == then || first == (then.1, then.0) {
            cells.report(
                &codes::ORDER_SELF,
                Field::ThenBuyer,
                Text::new("a meeting cannot come before itself", "한 상담이 자기 자신보다 먼저일 수 없습니다"),
                Text::new("name two different meetings, or delete the row", "서로 다른 두 상담을 적거나 이 행을 지우세요"),
            );
            continue;
        }
        orders.push(Order { first, then, line: row.line });
    }
    orders
}

/// The two parties of a meeting. With peers either may stand in either column; an id that both sides use then means the column's side.
fn read_pair(
    cells: &mut Cells,
    settings: &Settings,
    directory: &Directory,
    (sme, buyer): (Field, Field),
) -> Option<(PartyId, PartyId)> {
    let mut read = |field, side| {
        let own_side = cells.text(field);
        let any_side = settings.rules.peers && directory.find(&own_side, Some(side)).is_err();
        directory.find_in_cell(cells, field, if any_side { None } else { Some(side) })
    };
    let (sme_id, buyer_id) = (read(sme, Side::Sme), read(buyer, Side::Buyer));
    let pair = (sme_id?, buyer_id?);
    if pair.0 == pair.1 {
        cells.report(
            &codes::SELF_WISH,
            buyer,
            Text::new("a party cannot meet itself", "자기 자신과는 상담할 수 없습니다"),
            Text::new("name two different parties", "서로 다른 두 참가자를 적으세요"),
        );
        return None;
    }
    Some(pair)
}

/// The slots a pin means; `None` if it was reported.
fn read_slots(cells: &mut Cells, settings: &Settings, action: PinAction) -> Option<Vec<SlotId>> {
    let (date, start) = (cells.date(Field::Date, &settings.grid), cells.time(Field::Start));
    let (no_date, no_start) = (cells.text(Field::Date).is_empty(), cells.text(Field::Start).is_empty());
    if no_date && no_start && action == PinAction::Forbid {
        return Some(Vec::new());
    }
    if no_date || no_start && action == PinAction::Fix {
        report_incomplete(cells, if no_date { Field::Date } else { Field::Start });
        return None;
    }
    let date = date?;
    let Some(day) = settings.grid.days.iter().position(|d| d.date == date).map(DayId::at) else {
        if !settings.grid.days.is_empty() {
            report_no_slot(cells, settings, None, Field::Date);
        }
        return None;
    };
    if no_start {
        let (first, end) = settings.grid.days[day.ix()].slots;
        return Some((first.0..end.0).map(SlotId).collect());
    }
    let slot = settings.grid.slot_at(date, start?);
    if slot.is_none() {
        report_no_slot(cells, settings, Some((date, start?)), Field::Start);
    }
    slot.map(|s| vec![s])
}

fn report_incomplete(cells: &mut Cells, field: Field) {
    cells.report(
        &codes::PIN_INCOMPLETE,
        field,
        Text::new(
            "a fixed meeting needs a date and a start; a meeting forbidden at one start needs the date as well",
            "고정 상담에는 날짜와 시작이, 특정 시각의 금지에는 날짜가 필요합니다",
        ),
        Text::new("fill in date and start", "날짜와 시작을 적으세요"),
    );
}

/// Names the nearest slot starts of the day, or the days.
fn report_no_slot(cells: &mut Cells, settings: &Settings, at: Option<(NaiveDate, i32)>, field: Field) {
    let help = match at {
        None => {
            let days: Vec<String> = settings.grid.days.iter().map(|d| d.date.to_string()).collect();
            Text::new(format!("the event is held on {}", days.join(", ")), format!("행사 날짜: {}", days.join(", ")))
        }
        Some((date, start_min)) => {
            let mut starts: Vec<i32> =
                settings.grid.slots.iter().filter(|s| settings.grid.days[s.day.ix()].date == date).map(|s| s.start_min).collect();
            starts.sort_by_key(|s| ((s - start_min).abs(), *s));
            starts.truncate(3);
            starts.sort_unstable();
            let starts: Vec<String> = starts.into_iter().map(words::clock).collect();
            Text::new(
                format!("the nearest slots start at {}", starts.join(", ")),
                format!("가까운 시작 시각: {}", starts.join(", ")),
            )
        }
    };
    cells.report(
        &codes::NO_SUCH_SLOT,
        field,
        Text::new("no slot of the event starts at this time", "그때 시작하는 상담 시간이 없습니다"),
        help,
    );
}

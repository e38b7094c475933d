//! moves.csv and the counts of summary.json, against what the two timetables say.

use super::judged_change::JudgedChange;
use crate::check::read::{CellFault, Table};
use crate::published::PublishedMeeting;
use serde_json::Value;

const MOVES: &str = "moves.csv";
const SUMMARY: &str = "summary.json";

/// change, ids of the parties, old date, start and place, new date, start and place.
type Line = [String; 9];

fn line_of(change: &JudgedChange) -> Line {
    let who = change.old.as_ref().or(change.new.as_ref());
    let at = |meeting: &Option<PublishedMeeting>| match meeting {
        Some(m) => [m.date.to_string(), format!("{:02}:{:02}", m.start_min / 60, m.start_min % 60), m.place_id.clone()],
        None => Default::default(),
    };
    let ids = who.map_or_else(Default::default, |m| [m.sme_id.clone(), m.buyer_id.clone()]);
    let [sme, buyer] = ids;
    let ([a, b, c], [d, e, f]) = (at(&change.old), at(&change.new));
    [change.change.to_string(), sme, buyer, a, b, c, d, e, f]
}

/// Rows that are missing or that nothing explains.
pub(super) fn move_faults(changes: &[JudgedChange], moves_csv: &[u8]) -> Vec<CellFault> {
    const COLUMNS: [&str; 9] =
        ["change", "sme_id", "buyer_id", "old_date", "old_start", "old_place", "new_date", "new_start", "new_place"];
    let table = Table::parse(moves_csv);
    let mut wanted: Vec<Line> = changes.iter().filter(|c| c.change != "kept").map(line_of).collect();
    let mut faults = Vec::new();
    for row in table.rows() {
        let line: Line = COLUMNS.map(|column| row.cell(column));
        match wanted.iter().position(|other| *other == line) {
            Some(at) => _ = wanted.swap_remove(at),
            None => {
                faults.push(fault(MOVES, row.line, "change", line.join(", "), ["no such change was made", "없는 변경입니다"]))
            }
        }
    }
    let missing = |line: &Line| fault(MOVES, 0, "change", line.join(", "), ["this change is missing", "이 변경이 빠져 있습니다"]);
    faults.extend(wanted.iter().map(missing));
    faults
}

/// The counts under `replan`, and the values of the levels that count changes.
pub(super) fn count_faults(changes: &[JudgedChange], summary_json: &[u8]) -> Vec<CellFault> {
    let summary: Value = serde_json::from_slice(summary_json).unwrap_or_default();
    let n = |change: &str| changes.iter().filter(|c| c.change == change).count() as i64;
    let mut faults = Vec::new();
    for change in ["kept", "cancelled", "dropped", "moved", "placed_anew", "new"] {
        let counted = summary.pointer(&format!("/replan/{change}")).and_then(Value::as_i64);
        let of_level = summary["levels"].as_array().into_iter().flatten().find(|level| level["name"] == change);
        let printed = of_level.map(|level| level["value"].as_i64());
        if counted != Some(n(change)) || printed.is_some_and(|value| value != Some(n(change))) {
            let (en, ko) = (format!("the timetables have {}", n(change)), format!("두 시간표로는 {}건", n(change)));
            faults.push(fault(SUMMARY, 0, &format!("/replan/{change}"), format!("{counted:?}"), [&en, &ko]));
        }
    }
    faults
}

fn fault(file: &'static str, line: u32, column: &str, value: String, [en, ko]: [&str; 2]) -> CellFault {
    CellFault { file, line, column: column.to_string(), value, en: en.to_string(), ko: ko.to_string() }
}

//! The ids of meetings as they are written: each fits its row, and no two rows have the same.

use super::cells;
use super::fault::CellFault;
use super::table::Row;
use crate::check::WrittenMeeting;
use crate::check::derived::Derived;
use crate::event::{PartyId, Side};
use std::collections::HashMap;

/// The id of a meeting that is not one of its row. Right is `M-<sme_id>-<buyer_id>` with the two ids as they stand in the row, or each behind
/// its side as in `M-sme:<id>-buyer:<id>`; of two that may meet several times the later meetings have `#2`, `#3`, ... behind it. An
/// empty cell says nothing.
pub(super) fn fault(derived: &Derived, row: &Row, held: &WrittenMeeting) -> Option<CellFault> {
    let cell = row.cell("meeting_id");
    let as_written = format!("M-{}-{}", row.cell("sme_id"), row.cell("buyer_id"));
    let with_sides = format!("M-{}-{}", with_side(derived, held.sme), with_side(derived, held.buyer));
    let times = derived.pair(held.sme, held.buyer).times;
    let fits = |id: &str| cell.strip_prefix(id).is_some_and(|rest| rest.is_empty() || is_number(rest, times));
    (!cell.is_empty() && !fits(&as_written) && !fits(&with_sides)).then(|| cells::fault(row, "meeting_id", &as_written))
}

/// `#2` up to as often as the two may meet.
fn is_number(suffix: &str, times: u32) -> bool {
    let number = suffix.strip_prefix('#').filter(|n| !n.starts_with(['0', '+'])).and_then(|n| n.parse().ok());
    number.is_some_and(|n: u32| (2..=times).contains(&n))
}

fn with_side(derived: &Derived, party: PartyId) -> String {
    let party = derived.event.party(party);
    match party.side {
        Side::Sme => format!("sme:{}", party.id),
        Side::Buyer => format!("buyer:{}", party.id),
    }
}

/// Where ids stand so far.
#[derive(Default)]
pub(super) struct SeenIds {
    line_of: HashMap<String, u32>,
}

impl SeenIds {
    /// The fault of a row whose id stands in an earlier row.
    pub fn repeated(&mut self, row: &Row) -> Option<CellFault> {
        let id = row.cell("meeting_id");
        if id.is_empty() {
            return None;
        }
        let first = *self.line_of.entry(id.clone()).or_insert(row.line);
        (first != row.line).then(|| CellFault {
            file: "meetings.csv",
            line: row.line,
            column: "meeting_id".into(),
            en: format!("`{id}` is the id of the meeting in line {first} too"),
            ko: format!("{first}행에 같은 상담 번호 `{id}`가 있음"),
            value: id,
        })
    }
}

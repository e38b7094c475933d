//! parties.csv: one row for each party, with its figures.

use super::differs::{differing_cells, differs, start_of};
use crate::check::judged::JudgedTimetable;
use crate::check::read::{CellFault, Names, Table};
use crate::check::units::gaps;
use crate::event::{PartyId, Side, WishKind};

const FILE: &str = "parties.csv";

pub(super) fn faults(judged: &JudgedTimetable, bytes: &[u8]) -> Vec<CellFault> {
    let table = Table::parse(bytes);
    let names = Names::of(judged.event);
    let wishes = WishCounts::of(judged);
    let mut rows = vec![0u32; judged.event.parties.len()];
    let mut faults = Vec::new();
    for row in table.rows() {
        let side = match row.cell("side").as_str() {
            "buyer" => Side::Buyer,
            _ => Side::Sme,
        };
        let Some(party) = names.party(side, &row.cell("party_id")) else {
            faults.push(differs(FILE, row.line, "party_id", row.cell("party_id"), "party_id, side"));
            continue;
        };
        rows[party.ix()] += 1;
        faults.extend(differing_cells(FILE, row, &figures(judged, &wishes, party)));
    }
    for (party, n) in judged.event.party_ids().zip(rows).filter(|(_, n)| *n != 1) {
        let mut fault = differs(FILE, 0, "party_id", n.to_string(), "1");
        fault.en = format!("{} has {n} rows and should have one", judged.name(party));
        fault.ko = format!("{}: 행이 {n}개 (하나여야 함)", judged.name(party));
        faults.push(fault);
    }
    faults
}

fn figures(judged: &JudgedTimetable, wishes: &WishCounts, party: PartyId) -> Vec<(&'static str, String)> {
    let p = judged.event.party(party);
    let meetings = judged.of_party(party);
    let pairs: Vec<_> = meetings.iter().map(|h| judged.derived.pair(h.sme, h.buyer)).collect();
    vec![
        ("name", p.name.clone()),
        ("wishes", wishes.made[party.ix()].to_string()),
        ("wished_by_others", wishes.received[party.ix()].to_string()),
        ("meetings", meetings.len().to_string()),
        ("mutual", pairs.iter().filter(|pair| pair.is_mutual()).count().to_string()),
        ("value", pairs.iter().map(|pair| pair.value).sum::<i64>().to_string()),
        ("gaps", gaps(judged, party).to_string()),
        ("first", start_of(judged, meetings.first())),
        ("last", start_of(judged, meetings.last())),
        ("min_meetings", p.min_meetings.to_string()),
        ("shortfall", (p.min_meetings as usize).saturating_sub(meetings.len()).to_string()),
    ]
}

/// Want and must wishes of each party, made and received.
struct WishCounts {
    made: Vec<u32>,
    received: Vec<u32>,
}

impl WishCounts {
    fn of(judged: &JudgedTimetable) -> Self {
        let n = judged.event.parties.len();
        let mut counts = Self { made: vec![0; n], received: vec![0; n] };
        for wish in judged.event.wishes.iter().filter(|wish| wish.kind != WishKind::Block) {
            counts.made[wish.from.ix()] += 1;
            counts.received[wish.to.ix()] += 1;
        }
        counts
    }
}

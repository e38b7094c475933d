//! unmet.csv: exactly one row for each wished pair that is not held.

use super::differs::{differing_cells, differs};
use crate::check::derived::PairFacts;
use crate::check::judged::JudgedTimetable;
use crate::check::musts;
use crate::check::read::{CellFault, CellWords, Names, Row, Table};
use crate::check::unordered::unordered;
use crate::check::{PriceBounds, Score};
use crate::event::{Event, PartyId};
use std::collections::{BTreeMap, HashMap, HashSet};

const FILE: &str = "unmet.csv";

pub(super) fn faults(judged: &JudgedTimetable, bytes: &[u8]) -> Vec<CellFault> {
    let table = Table::parse(bytes);
    let names = Names::of(judged.event);
    let musts: HashSet<(PartyId, PartyId)> = musts::of(judged.event).into_iter().flat_map(|must| must.pairs).collect();
    let mut faults = Vec::new();
    let mut rows: BTreeMap<(PartyId, PartyId), u32> = BTreeMap::new();
    for row in table.rows() {
        let pair = match names.parties(&row.cell("sme_id"), &row.cell("buyer_id")) {
            Ok((sme, buyer)) => judged.derived.pair(sme, buyer),
            Err(unread) => {
                let mut fault = differs(FILE, row.line, "sme_id", unread.id.clone(), "");
                (fault.en, fault.ko) = (format!("{} `{}`", unread.en, unread.id), format!("{} `{}`", unread.ko, unread.id));
                faults.push(fault);
                continue;
            }
        };
        *rows.entry(unordered(pair.sme, pair.buyer)).or_default() += 1;
        faults.extend(differing_cells(FILE, row, &cells(&musts, &pair)));
    }
    for pair in judged.derived.wished_pairs() {
        let held = !judged.meetings_of_pair(pair.sme, pair.buyer).is_empty();
        let n = rows.remove(&unordered(pair.sme, pair.buyer)).unwrap_or(0);
        faults.extend(miscounted(judged, (pair.sme, pair.buyer), n, u32::from(!held)));
    }
    faults.extend(rows.into_iter().filter_map(|(pair, n)| miscounted(judged, pair, n, 0)));
    faults
}

/// Losses that the prices do not prove: too great, or missing though the pair can be held.
pub(super) fn loss_faults(judged: &JudgedTimetable, score: &Score, bytes: &[u8], bounds: &PriceBounds) -> Vec<CellFault> {
    let table = Table::parse(bytes);
    let names = Names::of(judged.event);
    let mut faults = Vec::new();
    for row in table.rows().filter(|row| row.has("loss")) {
        let Ok((sme, buyer)) = names.parties(&row.cell("sme_id"), &row.cell("buyer_id")) else { continue };
        let proved = bounds.points_lost(score, sme, buyer);
        let claimed = row.cell("loss");
        let holds = match (claimed.is_empty(), claimed.parse::<i128>(), proved) {
            (true, _, proved) => proved.is_none(),
            (false, Ok(loss), Some(proved)) => (0..=proved).contains(&loss),
            // Of a pair that cannot be held anything is true.
            (false, Ok(loss), None) => loss >= 0,
            (false, Err(_), _) => false,
        };
        if !holds {
            let mut fault = differs(FILE, row.line, "loss", claimed.clone(), "");
            let most = proved.map_or(String::new(), |proved| proved.to_string());
            fault.en = format!("`{claimed}` stands where the prices prove `{most}`");
            fault.ko = format!("가격이 증명하는 것은 `{most}`인데 `{claimed}`라고 되어 있음");
            faults.push(fault);
        }
    }
    faults
}

/// `fix` and `fix_gain` of the rows that have both, by the parties, the smaller id first.
pub(super) fn fixes(event: &Event, bytes: &[u8]) -> HashMap<(PartyId, PartyId), (String, i64)> {
    let table = Table::parse(bytes);
    let names = Names::of(event);
    let fix = |row: Row| {
        let (sme, buyer) = names.parties(&row.cell("sme_id"), &row.cell("buyer_id")).ok()?;
        let gain = row.cell("fix_gain").parse().ok()?;
        Some((unordered(sme, buyer), (row.cell("fix"), gain))).filter(|(_, (fix, _))| !fix.is_empty())
    };
    table.rows().filter_map(fix).collect()
}

/// `musts`: the pairs that a must wish may mean.
fn cells(musts: &HashSet<(PartyId, PartyId)>, pair: &PairFacts) -> [(&'static str, String); 3] {
    let must = musts.contains(&unordered(pair.sme, pair.buyer));
    [
        ("wished_by", CellWords::wished_by(pair).to_string()),
        ("kind", if must { "must" } else { "want" }.to_string()),
        ("value", pair.value.to_string()),
    ]
}

fn miscounted(judged: &JudgedTimetable, (a, b): (PartyId, PartyId), n: u32, wanted: u32) -> Option<CellFault> {
    if n == wanted {
        return None;
    }
    let (who, whom) = (judged.name(a), judged.name(b));
    let mut fault = differs(FILE, 0, "sme_id", n.to_string(), &wanted.to_string());
    let (why_en, why_ko) = match (wanted, judged.meetings_of_pair(a, b).is_empty()) {
        (1, _) => ("is not held", "상담이 없는 희망"),
        (_, true) => ("was not wished", "아무도 희망하지 않음"),
        (_, false) => ("is held", "상담이 있음"),
    };
    fault.en = format!("{who} - {whom} {why_en} and has {n} rows instead of {wanted}");
    fault.ko = format!("{who} - {whom}: {why_ko}, 행 {n}개 ({wanted}개여야 함)");
    Some(fault)
}

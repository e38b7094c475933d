//! The lists of what is scarce in words, the same for terminal, workbook and page.

use super::{DearSupply, Dearest, SupplyKind, Worth};
use crate::event::Lang;
use crate::report::names::hall_in_words;
use crate::report::table::Cell;

/// One list, to be drawn as a table.
pub struct Section {
    /// A heading for each column; the last one is what a row is worth at most.
    pub header: Vec<&'static str>,
    /// What "one more" means here.
    pub note: &'static str,
    /// Dearest first; a cell for each heading.
    pub rows: Vec<Vec<Cell>>,
}

/// What all the lists say.
pub fn title(dearest: &Dearest, lang: Lang) -> &'static str {
    match (dearest.exact, lang) {
        (true, Lang::Ko) => "하나가 더 있을 때 총 가치가 많아야 몇 점 오르는지 (prices.csv로 증명됨)",
        (true, Lang::En) => "What one more would be worth at most, in points (certified by prices.csv)",
        (false, Lang::Ko) => "하나가 더 있을 때 총 가치의 한계가 많아야 몇 점 오르는지 (prices.csv로 증명됨)",
        (false, Lang::En) => "By how many points one more would raise the bound at most (certified by prices.csv)",
    }
}

/// The lists that are not empty.
pub fn sections(dearest: &Dearest, lang: Lang) -> Vec<Section> {
    let hours = dearest.hours.iter().map(|h| vec![Cell::Text(format!("{} {}", h.date, h.start)), worth(&h.worth, lang)]);
    let supplies = dearest.supplies.iter().map(|s| vec![Cell::Text(supply(s, lang)), worth(&s.worth, lang)]);
    let buyers = dearest.buyers.iter().map(|b| vec![Cell::text(&b.party_id), Cell::text(&b.name), worth(&b.worth, lang)]);
    let lists = match lang {
        Lang::Ko => [
            section(
                &["가장 귀한 시간", "최대"],
                "그 시간에 참가자마다 상담을 하나씩 더 할 수 있고 상담석과 통역도 종류마다 하나씩 늘 때",
                hours.collect(),
            ),
            section(&["가장 귀한 상담석과 통역", "최대"], "행사 내내 같은 것이 하나 더 있을 때", supplies.collect()),
            section(
                &["가장 귀한 바이어", "이름", "최대"],
                "바이어가 자기 시간 가운데 한 곳에서 상담을 하나 더 할 수 있을 때",
                buyers.collect(),
            ),
        ],
        Lang::En => [
            section(
                &["dearest hours", "at most"],
                "if every party could hold one more meeting then, with one more place and interpreter of each kind",
                hours.collect(),
            ),
            section(
                &["dearest places and interpreters", "at most"],
                "if there were one more like these all event long",
                supplies.collect(),
            ),
            section(
                &["dearest buyers", "name", "at most"],
                "if the buyer could hold one more meeting in one of its hours",
                buyers.collect(),
            ),
        ],
    };
    lists.into_iter().filter(|list| !list.rows.is_empty()).collect()
}

fn section(header: &[&'static str], note: &'static str, rows: Vec<Vec<Cell>>) -> Section {
    Section { header: header.to_vec(), note, rows }
}

/// A number where it is points alone; else every part that is not 0, by name.
fn worth(worth: &Worth, lang: Lang) -> Cell {
    if let (true, true, Some(points)) = (worth.must.is_zero(), worth.shortfall.is_zero(), worth.value.whole()) {
        return Cell::Number(points);
    }
    let names = lang.pick(
        [("필수 희망 ", "건"), ("최소 상담 부족 ", "건"), ("", "점")],
        [("", " must wishes"), ("", " missing meetings"), ("", " points")],
    );
    let parts = [worth.must, worth.shortfall, worth.value].into_iter().zip(names).filter(|(part, _)| !part.is_zero());
    Cell::Text(parts.map(|(part, (before, after))| format!("{before}{part}{after}")).collect::<Vec<_>>().join(", "))
}

/// `3관 상담석 3-T01 외 39`, `Hall 3, tables: 3-T01 and 39 more`.
fn supply(supply: &DearSupply, lang: Lang) -> String {
    let kind = match (supply.kind, lang) {
        (SupplyKind::Table, Lang::Ko) => "상담석",
        (SupplyKind::Table, Lang::En) => "table",
        (SupplyKind::VideoRoom, Lang::Ko) => "화상상담실",
        (SupplyKind::VideoRoom, Lang::En) => "video room",
        (SupplyKind::Interpreter, Lang::Ko) => "통역",
        (SupplyKind::Interpreter, Lang::En) => "interpreter",
    };
    let hall = supply.hall.as_deref().map(|hall| hall_in_words(hall, lang));
    let what = match (hall, lang) {
        (None, _) => kind.to_string(),
        (Some(hall), Lang::Ko) => format!("{hall} {kind}"),
        (Some(hall), Lang::En) => format!("{hall}, {kind}"),
    };
    let first = supply.ids.first().map_or("", String::as_str);
    match (supply.ids.len(), lang) {
        (0 | 1, _) => format!("{what} {first}"),
        (n, Lang::Ko) => format!("{what} {first} 외 {}", n - 1),
        (n, Lang::En) => format!("{what} {first} and {} more", n - 1),
    }
}

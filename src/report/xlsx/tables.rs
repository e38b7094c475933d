//! The sheets that are lists: overview, meetings, parties, unmet wishes.

use super::sheet::{Looks, fact, paper, table, text};
use crate::event::{Lang, QualityPart};
use crate::report::clock::{date_in_words, zone_in_words};
use crate::report::dearest::{self, Dearest};
use crate::report::names::full_name;
use crate::report::table::Cell;
use crate::report::text::status_words;
use crate::report::words::words;
use crate::report::{Report, csv};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// What the event is, how good the answer is, how meetings spread.
pub fn overview(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let (event, w) = (report.event, words(report.lang));
    text(sheet, (0, 0), &event.name, &looks.title)?;
    sheet.set_row_height(0, 28)?;
    let days: Vec<_> = event.grid.days.iter().map(|d| date_in_words(d.date, report.lang)).collect();
    let mut counts: Vec<usize> = report.timetable.by_party(event).iter().map(Vec::len).collect();
    counts.sort_unstable();
    let at = |i: usize| counts.get(i).copied().unwrap_or(0);
    let spread = format!("{} / {} / {}", at(0), at(counts.len() / 2), at(counts.len().saturating_sub(1)));
    let facts: [(&str, Cell); 9] = [
        (w.days, Cell::Text(days.join(", "))),
        (w.times_in, Cell::Text(zone_in_words(event, event.timezone))),
        (w.smes, Cell::Number(event.n_smes as i64)),
        (w.buyers, Cell::Number((event.parties.len() - event.n_smes) as i64)),
        (w.places, Cell::Number(event.places.len() as i64)),
        (w.slots, Cell::Number(event.n_slots() as i64)),
        (w.meetings_sheet, Cell::Number(report.timetable.len() as i64)),
        (w.spread, Cell::Text(spread)),
        (w.gaps, Cell::Number(report.quality.total[QualityPart::Gap])),
    ];
    for (row, (name, value)) in (2u32..).zip(&facts) {
        text(sheet, (row, 0), name, &looks.head)?;
        fact(sheet, (row, 1), value, looks)?;
    }
    let first = 3 + facts.len() as u32;
    for (column, head) in (0u16..).zip([w.level, w.value_or_cost, w.bound, w.status]) {
        text(sheet, (first, column), head, &looks.head)?;
    }
    for (row, level) in (first + 1..).zip(&report.outcome.levels) {
        let cells: [Cell; 4] = [
            Cell::text(level.level.name()),
            Cell::Number(level.value),
            Cell::Number(level.bound),
            Cell::text(status_words(level, report.lang)),
        ];
        for (column, value) in (0u16..).zip(&cells) {
            fact(sheet, (row, column), value, looks)?;
        }
    }
    let below = first + 2 + report.outcome.levels.len() as u32;
    report.dearest.as_ref().map_or(Ok(()), |dearest| scarce((dearest, report.lang), sheet, below, looks))?;
    for (column, width) in [(0, 42.0), (1, 36.0), (2, 14.0), (3, 18.0)] {
        sheet.set_column_width(column, width)?;
    }
    paper(sheet).set_print_fit_to_pages(1, 1);
    Ok(())
}

/// What is scarce, from a row of the overview on.
fn scarce((dearest, lang): (&Dearest, Lang), sheet: &mut Worksheet, mut row: u32, looks: &Looks) -> Result<(), XlsxError> {
    if !dearest.is_empty() {
        text(sheet, (row, 0), dearest::title(dearest, lang), &looks.text)?;
    }
    for list in dearest::sections(dearest, lang) {
        row += 2;
        for (column, head) in (0u16..).zip(&list.header) {
            text(sheet, (row, column), head, &looks.head)?;
        }
        for cells in &list.rows {
            row += 1;
            for (column, value) in (0u16..).zip(cells) {
                fact(sheet, (row, column), value, looks)?;
            }
        }
        row += 1;
        text(sheet, (row, 0), list.note, &looks.text)?;
    }
    Ok(())
}

/// Every meeting, as in meetings.csv, with the booth of its SME.
pub fn meetings(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let mut rows = csv::meetings(report).rows().to_vec();
    let booths = report.timetable.meetings().iter().map(|meeting| report.event.party(meeting.sme).booth.as_str());
    with_booths(&mut rows, booths.collect());
    table(sheet, looks, &rows)
}

/// A last column with the booth of each row, if anybody has one.
fn with_booths(rows: &mut [Vec<Cell>], booths: Vec<&str>) {
    if booths.iter().all(|booth| booth.is_empty()) {
        return;
    }
    let cells = std::iter::once("booth").chain(booths).map(Cell::text);
    rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
}

/// One row for each party, as in parties.csv, with its booth, and its contact if that may be written.
pub fn parties(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let mut rows = csv::parties(report).rows().to_vec();
    with_booths(&mut rows, report.event.parties.iter().map(|party| party.booth.as_str()).collect());
    if report.with_contacts {
        rows[0].extend(["contact", "phone", "email"].map(Cell::text));
        for (row, party) in rows[1..].iter_mut().zip(&report.event.parties) {
            row.extend([&party.contact, &party.phone, &party.email].map(|t| Cell::text(t)));
        }
    }
    table(sheet, looks, &rows)
}

/// One row for each pair not held, as in unmet.csv, with names beside the ids.
pub fn unmet(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let mut rows = csv::unmet(report).rows().to_vec();
    let named = |row: &mut Vec<Cell>, sme: &str, buyer: &str| {
        row.insert(1, Cell::text(sme));
        row.insert(3, Cell::text(buyer));
    };
    named(&mut rows[0], "sme_name", "buyer_name");
    for (row, unmet) in rows[1..].iter_mut().zip(&report.outcome.unmet) {
        let name = |party| full_name(report.event.party(party), report.lang);
        named(row, &name(unmet.sme), &name(unmet.buyer));
    }
    table(sheet, looks, &rows)
}

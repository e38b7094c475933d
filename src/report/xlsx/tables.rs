//! The sheets that are lists: overview, meetings, parties, unmet wishes.

use super::sheet::{Cell, Looks, cell, paper, table, text};
use crate::candidates::WishedBy;
use crate::event::{Mode, PartyId, Side, WishKind};
use crate::outcome::Unmet;
use crate::report::Report;
use crate::report::clock::{Times, date_in_words, hhmm, zone_in_words};
use crate::report::words::words;
use crate::timetable::Meeting;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Columns of the meetings, as in meetings.csv.
pub const MEETING_HEADS: [&str; 17] = [
    "meeting_id",
    "sme_id",
    "sme_name",
    "buyer_id",
    "buyer_name",
    "org",
    "date",
    "start",
    "answer_start",
    "end",
    "hall",
    "place_id",
    "mode",
    "interpreter_id",
    "value",
    "wished_by",
    "pinned",
];

const UNMET_HEADS: [&str; 9] =
    ["sme_id", "sme_name", "buyer_id", "buyer_name", "wished_by", "kind", "value", "reason_code", "detail"];

const PARTY_HEADS: [&str; 13] = [
    "party_id",
    "side",
    "name",
    "wishes",
    "wished_by_others",
    "meetings",
    "mutual",
    "value",
    "gaps",
    "first",
    "last",
    "min_meetings",
    "shortfall",
];

const CONTACT_HEADS: [&str; 3] = ["contact", "phone", "email"];

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
        (w.days, days.join(", ").into()),
        (w.times_in, zone_in_words(event, event.timezone).into()),
        (w.smes, event.n_smes.into()),
        (w.buyers, (event.parties.len() - event.n_smes).into()),
        (w.places, event.places.len().into()),
        (w.slots, event.n_slots().into()),
        (w.meetings_sheet, report.timetable.len().into()),
        (w.spread, spread.into()),
        (w.gaps, report.quality.total.gaps.into()),
    ];
    for (row, (name, value)) in (2u32..).zip(&facts) {
        text(sheet, (row, 0), name, &looks.head)?;
        cell(sheet, (row, 1), value, looks)?;
    }
    let first = 3 + facts.len() as u32;
    for (column, head) in (0u16..).zip([w.level, w.value_or_cost, w.bound, w.status]) {
        text(sheet, (first, column), head, &looks.head)?;
    }
    for (row, level) in (first + 1..).zip(&report.outcome.levels) {
        let cells: [Cell; 4] = [level.level.name().into(), level.value.into(), level.bound.into(), level.status.name().into()];
        for (column, value) in (0u16..).zip(&cells) {
            cell(sheet, (row, column), value, looks)?;
        }
    }
    for (column, width) in [(0, 24.0), (1, 36.0), (2, 14.0), (3, 18.0)] {
        sheet.set_column_width(column, width)?;
    }
    paper(sheet).set_print_fit_to_pages(1, 1);
    Ok(())
}

/// Every meeting, with the columns of meetings.csv.
pub fn meetings(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let rows: Vec<_> = report.timetable.meetings().iter().map(|m| meeting_row(report, m)).collect();
    table(sheet, looks, &MEETING_HEADS, &rows)
}

fn meeting_row(report: &Report, m: &Meeting) -> Vec<Cell> {
    let event = report.event;
    let (sme, buyer, place) = (event.party(m.sme), event.party(m.buyer), event.place(m.place));
    let times = Times::of(event, m.slot, event.timezone);
    let pair = report.candidates.between(m.sme, m.buyer).map(|p| report.candidates.pair(p));
    vec![
        format!("M-{}-{}", sme.id, buyer.id).into(),
        sme.id.as_str().into(),
        sme.name.as_str().into(),
        buyer.id.as_str().into(),
        buyer.name.as_str().into(),
        buyer.org.as_str().into(),
        event.grid.date_of(m.slot).to_string().into(),
        hhmm(times.start).into(),
        hhmm(times.answer_start).into(),
        hhmm(times.end).into(),
        event.halls[place.hall.ix()].as_str().into(),
        place.id.as_str().into(),
        if event.mode_of(m.sme, m.buyer) == Mode::Online { "online" } else { "onsite" }.into(),
        m.interpreter.map_or("", |i| &event.interpreters[i.ix()].id).into(),
        pair.map_or(0, |p| p.value).into(),
        pair.map_or("none", |p| p.wished_by().name()).into(),
        if pair.is_some_and(|p| p.fixed.is_some()) { "yes" } else { "no" }.into(),
    ]
}

/// One row for each party, with the columns of parties.csv, and its contact if that may be written.
pub fn parties(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let meetings = report.timetable.by_party(report.event);
    let mut heads = PARTY_HEADS.to_vec();
    if report.with_contacts {
        heads.extend(CONTACT_HEADS);
    }
    let wishes = WishCounts::of(report);
    let rows: Vec<_> = report.event.party_ids().map(|p| party_row(report, &wishes, p, &meetings[p.ix()])).collect();
    table(sheet, looks, &heads, &rows)
}

/// Wishes that want a meeting, by party.
struct WishCounts {
    given: Vec<usize>,
    received: Vec<usize>,
}

impl WishCounts {
    fn of(report: &Report) -> Self {
        let n = report.event.parties.len();
        let mut counts = Self { given: vec![0; n], received: vec![0; n] };
        for wish in report.event.wishes.iter().filter(|w| w.kind != WishKind::Block) {
            counts.given[wish.from.ix()] += 1;
            counts.received[wish.to.ix()] += 1;
        }
        counts
    }
}

fn party_row(report: &Report, wishes: &WishCounts, id: PartyId, meetings: &[Meeting]) -> Vec<Cell> {
    let event = report.event;
    let party = event.party(id);
    let pair = |m: &Meeting| report.candidates.between(m.sme, m.buyer).map(|p| report.candidates.pair(p));
    let at = |m: Option<&Meeting>| {
        m.map_or(String::new(), |m| Times::of(event, m.slot, event.timezone).start.format("%Y-%m-%d %H:%M").to_string())
    };
    let mutual = meetings.iter().filter_map(pair).filter(|p| p.wished_by() == WishedBy::Both).count();
    let mut row: Vec<Cell> = vec![
        party.id.as_str().into(),
        if party.side == Side::Sme { "sme" } else { "buyer" }.into(),
        party.name.as_str().into(),
        wishes.given[id.ix()].into(),
        wishes.received[id.ix()].into(),
        meetings.len().into(),
        mutual.into(),
        meetings.iter().filter_map(pair).map(|p| p.value).sum::<i64>().into(),
        report.quality.by_party[id.ix()].gaps.into(),
        at(meetings.first()).into(),
        at(meetings.last()).into(),
        i64::from(party.min_meetings).into(),
        (party.min_meetings as usize).saturating_sub(meetings.len()).into(),
    ];
    if report.with_contacts {
        row.extend([&party.contact, &party.phone, &party.email].map(|t| Cell::from(t.as_str())));
    }
    row
}

/// One row for each wished pair that is not held, the columns of unmet.csv with names.
pub fn unmet(report: &Report, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let rows: Vec<_> = report.outcome.unmet.iter().map(|u| unmet_row(report, u)).collect();
    table(sheet, looks, &UNMET_HEADS, &rows)
}

fn unmet_row(report: &Report, unmet: &Unmet) -> Vec<Cell> {
    let (sme, buyer) = (report.event.party(unmet.sme), report.event.party(unmet.buyer));
    let kind = match unmet.kind {
        WishKind::Want => "want",
        WishKind::Must => "must",
        WishKind::Block => "block",
    };
    let buyer_name = crate::report::names::full_name(buyer, report.lang);
    vec![
        sme.id.as_str().into(),
        sme.name.as_str().into(),
        buyer.id.as_str().into(),
        buyer_name.into(),
        unmet.wished_by.name().into(),
        kind.into(),
        unmet.value.into(),
        unmet.reason.name().into(),
        unmet.detail.as_str().into(),
    ]
}

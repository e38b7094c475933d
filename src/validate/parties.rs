//! smes.csv and buyers.csv to parties.

use super::cells::Cells;
use super::halls::HallIndex;
use super::remarks::{self, Remarks};
use super::roster::{Roster, WideCell};
use super::typing::loose;
use super::{Settings, away, sizes, words};
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{Mode, Party, PartyId, Side, Zone, limits};
use crate::load::{Field, Folder, Row, Table, TableKind};
use std::collections::HashMap;

/// Reads both lists of parties. A row with a faulty cell still makes a party, so that references to it do not become further faults.
pub fn read(folder: &Folder, settings: &Settings, halls: &HallIndex, findings: &mut Findings) -> Roster {
    let mut roster = Roster { complete: true, ..Roster::default() };
    for (kind, side) in [(TableKind::Smes, Side::Sme), (TableKind::Buyers, Side::Buyer)] {
        roster.complete &= folder.table(kind).is_some_and(|t| t.whole && t.column(id_field(side)).is_some());
        let Some(table) = folder.table(kind) else { continue };
        warn_nameless_table(table, side, findings);
        let remarks = Remarks::new(table, id_field(side));
        let mut seen: HashMap<String, Location> = HashMap::new();
        let mut alike: HashMap<String, (String, Location)> = HashMap::new();
        for row in &table.rows {
            if roster.parties.len() == limits::PARTIES.size() {
                let n = roster.parties.len() + table.rows.len();
                sizes::within(&limits::PARTIES, n, || table.at_row(row), findings);
                break;
            }
            let mut cells = Cells { table, row, findings };
            let field = id_field(side);
            let Some(id) = cells.id(field) else { continue };
            if let Some(first) = seen.get(id.as_ref()) {
                cells.report_twice(field, first);
                continue;
            }
            if remarks.holds(&id, &cells) {
                remarks::report(&mut cells, field);
                continue;
            }
            if let Some((first, at)) = alike.get(&loose(&id)) {
                report_alike(&mut cells, field, first, at);
            }
            alike.entry(loose(&id)).or_insert_with(|| (id.to_string(), cells.at(field)));
            seen.insert(id.to_string(), cells.at(field));
            roster.at.push(cells.at(field));
            let party = read_party(&mut cells, id.into_owned(), side, settings, halls);
            let away = away::read(&mut cells, &settings.grid);
            roster.away.extend(away.into_iter().map(|date| (PartyId::at(roster.parties.len()), date)));
            roster.note_cells(table, row, side);
            roster.parties.push(party);
        }
        if side == Side::Sme {
            roster.n_smes = roster.parties.len();
        }
    }
    roster
}

fn id_field(side: Side) -> Field {
    match side {
        Side::Sme => Field::SmeId,
        Side::Buyer => Field::BuyerId,
    }
}

impl Roster {
    /// Keeps the cells of the party about to be added that name other things.
    fn note_cells(&mut self, table: &Table, row: &Row, side: Side) {
        let party = PartyId::at(self.parties.len());
        let cell = |column: usize, rank| {
            let text = super::cells::clean(row.text(column)).into_owned();
            (!text.is_empty()).then(|| WideCell { party, text, rank, at: table.at_column(row, column) })
        };
        self.wide.extend(table.wish_columns.iter().filter_map(|w| cell(w.column, w.rank)));
        if let Some(column) = table.column(Field::Place).filter(|_| side == Side::Buyer) {
            self.fixed_places.extend(cell(column, None));
        }
    }
}

fn read_party(cells: &mut Cells, id: String, side: Side, settings: &Settings, halls: &HallIndex) -> Party {
    let s = side as usize;
    let is_buyer = side == Side::Buyer;
    let capacity = if is_buyer { Field::Desks } else { Field::Delegates };
    let org = if is_buyer { cells.owned(Field::Org) } else { String::new() };
    let mut name = cells.owned(Field::Name);
    if name.is_empty() {
        if org.is_empty() && (cells.table.column(Field::Name).is_some() || cells.table.column(Field::Org).is_some()) {
            report_nameless(cells);
        }
        name = if org.is_empty() { id.clone() } else { org.clone() };
    }
    let min_meetings = cells.count(Field::MinMeetings, 0, limits::MIN_MEETINGS.count()).unwrap_or(settings.min_meetings[s]);
    let max_meetings = cells.limit(Field::MaxMeetings, settings.max_meetings[s]);
    if let Some(max) = max_meetings.filter(|max| *max < min_meetings) {
        cells.report(
            &codes::MIN_ABOVE_MAX,
            Field::MaxMeetings,
            Text::new(
                format!("at least {min_meetings} meetings are wanted but at most {max} allowed"),
                format!("최소 {min_meetings}건인데 최대 {max}건입니다"),
            ),
            Text::new("lower min_meetings or raise max_meetings", "min_meetings를 낮추거나 max_meetings를 높이세요"),
        );
    }
    let mode = if is_buyer { cells.word(Field::Mode, words::MODES).unwrap_or(Mode::Onsite) } else { Mode::Onsite };
    if mode == Mode::Online && cells.text(Field::Timezone).is_empty() {
        warn_zone(cells, settings);
    }
    Party {
        id,
        side,
        name,
        name_en: if is_buyer { String::new() } else { cells.owned(Field::NameEn) },
        org,
        dept: if is_buyer { cells.owned(Field::Dept) } else { String::new() },
        buyer_type: if is_buyer { cells.word(Field::Type, words::BUYER_TYPES) } else { None },
        country: if is_buyer { cells.owned(Field::Country) } else { String::new() },
        timezone: if is_buyer { cells.zone(settings.timezone) } else { settings.timezone },
        mode,
        may_meet_online: is_buyer || cells.word(Field::Online, words::YES_NO).unwrap_or(true),
        category: cells.owned(Field::Category),
        tags: if is_buyer { Vec::new() } else { tags(cells) },
        bonus: cells.number(Field::Bonus, -limits::POINTS.int(), limits::POINTS.int()).unwrap_or(0),
        capacity: cells.count(capacity, 1, limits::CAPACITY.count()).unwrap_or(1),
        min_meetings,
        max_meetings,
        max_per_day: cells.limit(Field::MaxPerDay, 0),
        max_in_a_row: cells.limit(Field::MaxInARow, settings.max_in_a_row),
        languages: cells.languages(),
        language: cells.word(Field::Language, words::LANGS).unwrap_or(settings.language),
        hall: halls.read(cells, Field::Hall),
        place: None,
        booth: if is_buyer { String::new() } else { cells.owned(Field::Booth) },
        contact: cells.owned(Field::Contact),
        phone: cells.owned(Field::Phone),
        email: cells.owned(Field::Email),
    }
}

/// The tags of a cell, each once.
fn tags(cells: &mut Cells) -> Vec<String> {
    let text = cells.text(Field::Tags);
    let mut tags: Vec<String> = Vec::new();
    for tag in words::list(&text).take(limits::TAGS.size() + 1) {
        if !tags.iter().any(|t| t == tag) {
            tags.push(tag.to_string());
        }
    }
    let at = cells.at(Field::Tags);
    sizes::within(&limits::TAGS, tags.len(), || at, cells.findings);
    tags
}

/// Says once that a table names nobody.
fn warn_nameless_table(table: &Table, side: Side, findings: &mut Findings) {
    let names: &[Field] = if side == Side::Buyer { &[Field::Name, Field::Org] } else { &[Field::Name] };
    if table.rows.is_empty() || names.iter().any(|f| table.column(*f).is_some()) {
        return;
    }
    findings.add(
        &codes::NAMELESS,
        Location { file: table.file.clone(), line: table.header_line, column: String::new() },
        "",
        Text::new(
            "the table has no column of names; every paper will show the ids",
            "이름 열이 없어 모든 출력물에 번호만 나옵니다",
        ),
        Text::new("name the column `name` (기업명, 담당자)", "이름이 든 열의 제목을 기업명(담당자)으로 적으세요"),
    );
}

fn report_nameless(cells: &mut Cells) {
    let field = if cells.table.column(Field::Name).is_some() { Field::Name } else { Field::Org };
    cells.report(
        &codes::NAMELESS,
        field,
        Text::new("this party has no name; its papers will show the id", "이름이 없어 출력물에 번호만 나옵니다"),
        Text::new("fill in the name, or delete the row if it is only a number", "이름을 적거나, 번호만 있는 빈 행이면 지우세요"),
    );
}

/// An online buyer is where its zone says; the event's is rarely meant.
fn warn_zone(cells: &mut Cells, settings: &Settings) {
    const KOREA: [&str; 8] = ["kr", "kor", "korea", "southkorea", "republicofkorea", "한국", "대한민국", "korea,republicof"];
    let country = crate::load::folded(&cells.text(Field::Country));
    if KOREA.contains(&country.as_str()) && settings.timezone == Zone::named("Asia/Seoul") {
        return;
    }
    let zone = settings.timezone.name();
    let field = if cells.table.column(Field::Timezone).is_some() { Field::Timezone } else { Field::BuyerId };
    let own = match super::zones::of_country(&country) {
        [] => "America/New_York".to_string(),
        zones => zones.join(", "),
    };
    cells.report(
        &codes::DEFAULT_ZONE,
        field,
        Text::new(
            format!("an online buyer without a time zone is taken to live in {zone}"),
            format!("시간대가 없는 온라인 바이어는 {zone}에 있는 것으로 봅니다"),
        ),
        Text::new(
            format!("write its time zone in `timezone`, e.g. {own}"),
            format!("timezone(시간대)에 {own}처럼 시간대를 적으세요"),
        ),
    );
}

/// Says that another id differs only in case, width or invisible characters.
fn report_alike(cells: &mut Cells, field: Field, first: &str, at: &Location) {
    cells.report(
        &codes::LOOK_ALIKE,
        field,
        Text::new(
            format!("this id and `{first}` in {at} differ only in case, width or invisible characters"),
            format!("{at}의 `{first}`와(과) 대소문자, 전각·반각 또는 보이지 않는 문자만 다릅니다"),
        ),
        Text::new("give the two parties ids that cannot be confused", "헷갈리지 않는 서로 다른 번호를 쓰세요"),
    );
}

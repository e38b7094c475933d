//! windows.csv, sessions.csv with registrations.csv, and interpreters.csv: who is busy, available or unwilling when.

use super::cells::Cells;
use super::halls::HallIndex;
use super::names::{By, Directory, Miss};
use super::places::PlaceIndex;
use super::roster::Roster;
use super::{Settings, sizes, words};
use crate::diagnostic::{Findings, Location, Text, codes, nearest};
use crate::event::{
    HallId, Interpreter, InterpreterId, PartyId, Place, Registration, Side, Subject, Window, WindowKind, WindowSource, Zone,
    after_jump, instant, is_skipped, limits,
};
use crate::load::{Field, Folder, TableKind};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use std::collections::HashMap;

/// Everything a selector can name.
pub struct Subjects<'a> {
    pub roster: &'a Roster,
    pub directory: &'a Directory<'a>,
    pub halls: &'a HallIndex,
    pub places: &'a [Place],
    pub place_index: &'a PlaceIndex,
    pub interpreters: &'a [Interpreter],
}

/// Those who can be assigned to meetings of two languages.
pub fn interpreters(folder: &Folder, findings: &mut Findings) -> Vec<Interpreter> {
    let Some(table) = folder.table(TableKind::Interpreters) else { return Vec::new() };
    let mut interpreters = Vec::new();
    let mut seen: HashMap<String, Location> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let Some(id) = cells.id(Field::InterpreterId) else { continue };
        if let Some(first) = seen.get(id.as_ref()) {
            cells.report_twice(Field::InterpreterId, first);
            continue;
        }
        seen.insert(id.to_string(), cells.at(Field::InterpreterId));
        if cells.text(Field::Languages).is_empty() {
            cells.report_empty(Field::Languages);
        }
        interpreters.push(Interpreter { id: id.into_owned(), languages: cells.languages() });
    }
    interpreters
}

/// All windows: those of windows.csv, one for each registration, one for each day on which a party is not there. And the registrations of
/// parties.
pub fn read(
    folder: &Folder,
    settings: &Settings,
    subjects: &Subjects,
    findings: &mut Findings,
) -> (Vec<Window>, Vec<Registration>) {
    let mut windows = Vec::new();
    if let Some(table) = folder.table(TableKind::Windows) {
        for row in &table.rows {
            read_window(&mut Cells { table, row, findings }, settings, subjects, &mut windows);
        }
    }
    let registrations = read_registrations(folder, settings, subjects, findings, &mut windows);
    windows.extend(subjects.roster.away.iter().map(|(party, date)| away(*party, *date, settings)));
    (windows, registrations)
}

/// A day on which a party is not there, by its `days` cell.
fn away(party: PartyId, date: NaiveDate, settings: &Settings) -> Window {
    let reason = settings.language.pick("참가하지 않는 날", "not there on this day");
    Window {
        subject: Subject::Party(party),
        kind: WindowKind::Busy,
        start: words::moment(date, 0),
        end: words::moment(date, 24 * 60),
        timezone: settings.timezone,
        reason: reason.to_string(),
        source: WindowSource::Days,
    }
}

fn read_window(cells: &mut Cells, settings: &Settings, subjects: &Subjects, windows: &mut Vec<Window>) {
    let selected = subjects.select(cells);
    let timezone = cells.zone(settings.timezone);
    if let [Subject::Party(party)] = selected[..]
        && cells.text(Field::Timezone).is_empty()
    {
        note_zone(cells, &subjects.roster.parties[party.ix()], settings);
    }
    let kind = cells.word(Field::Kind, words::WINDOW_KINDS).unwrap_or(WindowKind::Busy);
    let reason = cells.owned(Field::Reason);
    let line = cells.at(Field::PartyId).line;
    for (start, end) in spans(cells, settings, timezone) {
        if windows.len() + selected.len() > limits::WINDOWS.size() {
            let at = cells.at(Field::PartyId);
            sizes::within(&limits::WINDOWS, windows.len() + selected.len(), || at, cells.findings);
            return;
        }
        note_skipped(cells, timezone, start, end);
        windows.extend(selected.iter().map(|subject| Window {
            subject: *subject,
            kind,
            start,
            end,
            timezone,
            reason: reason.clone(),
            source: WindowSource::Windows(line),
        }));
    }
}

/// Says in which zone a window is read whose party lives in another.
fn note_zone(cells: &mut Cells, party: &crate::event::Party, settings: &Settings) {
    if party.timezone == settings.timezone || cells.text(Field::Start).is_empty() && cells.text(Field::End).is_empty() {
        return;
    }
    let (own, zone) = (party.timezone.name(), settings.timezone.name());
    cells.report(
        &codes::WINDOW_ZONE,
        if cells.text(Field::Start).is_empty() { Field::End } else { Field::Start },
        Text::new(
            format!("{} lives in {own}; this window is read in {zone}", party.id),
            format!("{}은(는) {own}에 있지만 이 시간은 {zone} 시각으로 읽습니다", party.id),
        ),
        Text::new(
            format!("write {own} in `timezone` if its own hours are meant"),
            format!("현지 시각이면 timezone(시간대)에 {own}을(를) 적으세요"),
        ),
    );
}

/// Says what a time means that the clocks skip.
fn note_skipped(cells: &mut Cells, timezone: Zone, start: NaiveDateTime, end: NaiveDateTime) {
    for (field, at) in [(Field::Start, start), (Field::End, end)] {
        if is_skipped(timezone, at) {
            let (zone, read) = (timezone.name(), after_jump(timezone, at));
            cells.report(
                &codes::SKIPPED_TIME,
                field,
                Text::new(
                    format!("the clocks of {zone} skip this time on {}; it is read as {read}", at.date()),
                    format!("{zone}에서는 {}에 이 시각을 건너뜁니다. {read}(으)로 읽었습니다", at.date()),
                ),
                Text::default(),
            );
        }
    }
}

/// The times of a row: its date or else every day of the event, its hours or else the whole day.
fn spans(cells: &mut Cells, settings: &Settings, timezone: Zone) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let date = cells.date(Field::Date, &settings.grid);
    let (start, end) = (cells.time(Field::Start), cells.time(Field::End));
    let unread = |field, cells: &Cells| !cells.text(field).is_empty();
    if date.is_none() && unread(Field::Date, cells)
        || start.is_none() && unread(Field::Start, cells)
        || end.is_none() && unread(Field::End, cells)
    {
        return Vec::new();
    }
    let (start, end) = (start.unwrap_or(0), end.unwrap_or(24 * 60));
    if start >= end {
        report_backwards(cells);
        return Vec::new();
    }
    let spans: Vec<_> = match date {
        Some(date) => vec![date],
        None => settings.grid.days.iter().map(|d| d.date).collect(),
    }
    .into_iter()
    .map(|date| (words::moment(date, start), words::moment(date, end)))
    .collect();
    if date.is_some() && !spans.iter().any(|span| touches_event(settings, timezone, *span)) {
        report_outside(cells, settings);
    }
    spans
}

pub fn report_backwards(cells: &mut Cells) {
    cells.report(
        &codes::START_NOT_BEFORE_END,
        Field::End,
        Text::new("the end is not after the start", "끝이 시작보다 뒤가 아닙니다"),
        Text::new(
            "swap the two; a time past midnight needs two rows, one up to 24:00 and one from 00:00",
            "둘을 바꾸세요. 자정을 넘으면 24:00까지와 00:00부터의 두 행으로 나누세요",
        ),
    );
}

pub fn report_outside(cells: &mut Cells, settings: &Settings) {
    let days: Vec<String> = settings.grid.days.iter().map(|d| d.date.to_string()).collect();
    cells.report(
        &codes::WINDOW_OUTSIDE,
        Field::Date,
        Text::new("this time lies outside every day of the event", "행사 날짜와 겹치지 않는 시간입니다"),
        Text::new(format!("the event is held on {}", days.join(", ")), format!("행사 날짜: {}", days.join(", "))),
    );
}

/// Whether a time in some zone touches a day of the event. True for an event without days, whose own fault was told.
fn touches_event(settings: &Settings, zone: Zone, (start, end): (NaiveDateTime, NaiveDateTime)) -> bool {
    let (start, end) = (instant(zone, start), instant(zone, end));
    settings.grid.days.is_empty()
        || settings.grid.days.iter().any(|day| {
            let midnight = words::moment(day.date, 0);
            let first = instant(settings.timezone, midnight);
            let last = instant(settings.timezone, midnight + Duration::days(1));
            start < last && first < end
        })
}

/// A row of sessions.csv.
struct Seminar {
    id: String,
    title: String,
    span: Option<(NaiveDateTime, NaiveDateTime)>,
    hall: Option<HallId>,
    at: Location,
    n_registered: usize,
}

impl Seminar {
    fn registration(&self, party: PartyId, (start, end): (NaiveDateTime, NaiveDateTime), line: u32) -> Registration {
        Registration { party, session: self.id.clone(), hall: self.hall, start, end, title: self.title.clone(), line }
    }
}

fn read_seminars(
    folder: &Folder,
    settings: &Settings,
    halls: &HallIndex,
    findings: &mut Findings,
) -> (Vec<Seminar>, HashMap<String, usize>) {
    let (mut seminars, mut by_id): (Vec<Seminar>, HashMap<String, usize>) = Default::default();
    let Some(table) = folder.table(TableKind::Sessions) else { return (seminars, by_id) };
    for row in &table.rows {
        let mut cells = Cells { table, row, findings };
        let Some(id) = cells.id(Field::SessionId) else { continue };
        if let Some(first) = by_id.get(id.as_ref()) {
            cells.report_twice(Field::SessionId, &seminars[*first].at.clone());
            continue;
        }
        for field in [Field::Date, Field::Start, Field::End] {
            if cells.text(field).is_empty() {
                cells.report_empty(field);
            }
        }
        let all_given = [Field::Date, Field::Start, Field::End].iter().all(|f| !cells.text(*f).is_empty());
        let span = if all_given { spans(&mut cells, settings, settings.timezone).first().copied() } else { None };
        let title = cells.owned(Field::Title);
        let hall = halls.read(&mut cells, Field::Hall);
        by_id.insert(id.to_string(), seminars.len());
        seminars.push(Seminar {
            id: id.to_string(),
            title: if title.is_empty() { id.to_string() } else { title },
            span,
            hall,
            at: cells.at(Field::SessionId),
            n_registered: 0,
        });
    }
    (seminars, by_id)
}

fn read_registrations(
    folder: &Folder,
    settings: &Settings,
    subjects: &Subjects,
    findings: &mut Findings,
    windows: &mut Vec<Window>,
) -> Vec<Registration> {
    let mut registrations = Vec::new();
    let (mut seminars, by_id) = read_seminars(folder, settings, subjects.halls, findings);
    if let Some(table) = folder.table(TableKind::Registrations) {
        for row in &table.rows {
            let mut cells = Cells { table, row, findings };
            let line = cells.at(Field::SessionId).line;
            let seminar = cells.id(Field::SessionId).and_then(|id| {
                let found = by_id.get(id.as_ref()).copied();
                if found.is_none() {
                    report_unknown_seminar(&mut cells, &by_id);
                }
                found
            });
            let parties: Vec<Subject> = subjects.select(&mut cells);
            let Some(seminar) = seminar else { continue };
            let seminar = &mut seminars[seminar];
            seminar.n_registered += parties.len();
            let Some((start, end)) = seminar.span else { continue };
            if windows.len() + parties.len() > limits::WINDOWS.size() {
                sizes::within(&limits::WINDOWS, windows.len() + parties.len(), || table.at_row(row), findings);
                break;
            }
            registrations.extend(parties.iter().filter_map(|subject| match subject {
                Subject::Party(party) => Some(seminar.registration(*party, (start, end), line)),
                _ => None,
            }));
            windows.extend(parties.into_iter().map(|subject| Window {
                subject,
                kind: WindowKind::Busy,
                start,
                end,
                timezone: settings.timezone,
                reason: seminar.title.clone(),
                source: WindowSource::Registrations(line),
            }));
        }
    }
    for seminar in seminars.iter().filter(|s| s.n_registered == 0) {
        findings.add(
            &codes::SESSION_UNUSED,
            seminar.at.clone(),
            &seminar.title,
            Text::new("nobody is registered for this session", "이 세션에 등록한 참가자가 없습니다"),
            Text::new(
                "add registrations for it to registrations.csv, or delete the session",
                "registrations.csv에 등록을 적거나 이 행을 지우세요",
            ),
        );
    }
    registrations
}

fn report_unknown_seminar(cells: &mut Cells, by_id: &HashMap<String, usize>) {
    let near = nearest(&cells.text(Field::SessionId), by_id.keys().map(String::as_str)).first().map(|s| s.to_string());
    cells.report(
        &codes::UNKNOWN_ID,
        Field::SessionId,
        Text::new("sessions.csv has no such session", "sessions.csv에 없는 세션입니다"),
        match near {
            Some(near) => Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?")),
            None => Text::new(
                "add the session to sessions.csv, or correct the id",
                "sessions.csv에 세션을 추가하거나 번호를 고치세요",
            ),
        },
    );
}

impl Subjects<'_> {
    /// Those a `party_id` cell selects: an id, `*`, `side:sme`, `type:foreign`, `tag:youth`, `place:ID`, `interpreter:ID`.
    fn select(&self, cells: &mut Cells) -> Vec<Subject> {
        let Some(text) = cells.id(Field::PartyId) else { return Vec::new() };
        let parties = |fits: &dyn Fn(&crate::event::Party) -> bool| -> Vec<Subject> {
            let all = self.roster.parties.iter().enumerate();
            all.filter(|(_, p)| fits(p)).map(|(i, _)| Subject::Party(PartyId::at(i))).collect()
        };
        if text == "*" {
            return parties(&|_| true);
        }
        if !self.is_id(&text)
            && let Some((kind, what)) = text.split_once(':')
        {
            let what = what.trim();
            match kind.trim().to_lowercase().as_str() {
                "side" => match words::find(what, SIDES) {
                    Some(side) => return parties(&|p| p.side == side),
                    None => return report_selector(cells, "side:sme, side:buyer"),
                },
                "type" => match words::find(what, words::BUYER_TYPES) {
                    Some(kind) => return parties(&|p| p.buyer_type == Some(kind)),
                    None => return report_selector(cells, "type:public, type:large, type:foreign"),
                },
                "tag" => {
                    let found = parties(&|p| p.tags.iter().any(|t| t == what));
                    if found.is_empty() {
                        report_unused_tag(cells.findings, cells.table.at(cells.row, Field::PartyId), &text);
                    }
                    return found;
                }
                _ => {}
            }
        }
        self.one(cells, &text).into_iter().collect()
    }

    fn is_id(&self, text: &str) -> bool {
        self.directory.find(text, None).is_ok_and(|(_, by)| by == By::Id)
    }

    /// The party, place or interpreter of an id.
    fn one(&self, cells: &mut Cells, text: &str) -> Option<Subject> {
        let interpreter =
            |id: &str| self.interpreters.iter().position(|i| i.id == id).map(|i| Subject::Interpreter(InterpreterId::at(i)));
        let place = |id: &str| self.place_index.get(id).map(Subject::Place);
        if let Some((kind, id)) = text.split_once(':') {
            match kind.trim().to_lowercase().as_str() {
                "place" => {
                    let at = cells.at(Field::PartyId);
                    return self.place_index.find(id.trim(), at, self.places, cells.findings).map(Subject::Place);
                }
                "interpreter" if interpreter(id.trim()).is_some() => return interpreter(id.trim()),
                _ => {}
            }
        }
        let party = self.directory.find(text, None);
        let exact = matches!(party, Ok((_, By::Id)) | Err(Miss::Ambiguous(_)));
        let found = [("place", place(text)), ("interpreter", interpreter(text))];
        let others: Vec<_> = found.into_iter().filter_map(|(kind, s)| s.map(|s| (kind, s))).collect();
        match (exact, &others[..]) {
            (false, [(_, one)]) => Some(*one),
            (_, []) => self.directory.find_in_cell(cells, Field::PartyId, None).map(Subject::Party),
            _ => {
                let mut labels: Vec<String> = others.iter().map(|(kind, _)| format!("{kind}:{text}")).collect();
                match party {
                    Ok((id, By::Id)) => {
                        labels.push(format!("{}:{text}", ["sme", "buyer"][self.roster.parties[id.ix()].side as usize]))
                    }
                    Err(Miss::Ambiguous(ids)) => labels.extend(ids),
                    _ => {}
                }
                self.directory.report(&Miss::Ambiguous(labels), text, cells.at(Field::PartyId), None, cells.findings);
                None
            }
        }
    }
}

const SIDES: &[words::Word<Side>] = &[
    words::Word { names: &["sme", "기업"], value: Side::Sme },
    words::Word { names: &["buyer", "바이어", "수요기관"], value: Side::Buyer },
];

fn report_selector(cells: &mut Cells, known: &str) -> Vec<Subject> {
    cells.report(
        &codes::UNKNOWN_WORD,
        Field::PartyId,
        Text::new("this selects nobody", "아무도 고르지 않는 표현입니다"),
        Text::new(format!("write one of {known}"), format!("{known} 중 하나를 적으세요")),
    );
    Vec::new()
}

/// Says that no party carries a tag.
pub fn report_unused_tag(findings: &mut Findings, at: Location, tag: &str) {
    findings.add(
        &codes::UNUSED_TAG,
        at,
        tag,
        Text::new("no SME carries this tag", "이 꼬리표(구분)를 가진 기업이 없습니다"),
        Text::new("compare it with the tags column of smes.csv", "smes.csv의 tags(구분) 열과 비교하세요"),
    );
}

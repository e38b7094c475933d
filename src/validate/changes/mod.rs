//! The file of changes of `replan`: its rows read with the care of any table, and each applied to the facts of the event, in order.

mod effect;
mod meaning;

use super::cells::Cells;
use super::names::Directory;
use super::places::PlaceIndex;
use super::roster::Roster;
use super::windows::report_backwards;
use super::words::{self, Word, word};
use crate::diagnostic::{Diagnostic, Findings, Text, codes};
use crate::event::{ChangeRow, Event, PartyId, Side, limits};
use crate::load::{Field, Row, Table, changes};
use effect::Effect;
use meaning::{Change, Span};

/// Since when a file of changes is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The organizer hands it in now: a row with a fault stops the run.
    Now,
    /// Earlier runs took it into account. A row that the input has overtaken is left out with a warning.
    Before,
}

/// What a file of changes says.
#[derive(Debug)]
pub struct Changed {
    /// The rows that took effect or make no difference, in file order; those with a fault are left out.
    pub rows: Vec<ChangeRow>,
    /// Errors, warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
}

/// The fields of the columns of a file of changes, in the order of `CHANGE_COLUMNS`.
const FIELDS: [Field; 8] =
    [Field::Change, Field::PartyId, Field::OtherId, Field::PlaceId, Field::Date, Field::Start, Field::End, Field::Note];

/// What a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Cancel,
    Away,
    Late,
    Close,
    Add,
    Block,
}

const KINDS: &[Word<Kind>] = &[
    word(&["cancel", "취소", "불참", "cancelled", "canceled"], Kind::Cancel),
    word(&["away", "부재", "자리비움", "외출", "absent"], Kind::Away),
    word(&["late", "지각", "늦음", "늦게도착", "지연"], Kind::Late),
    word(&["close", "폐쇄", "닫음", "사용불가", "closed"], Kind::Close),
    word(&["add", "추가", "희망추가", "added"], Kind::Add),
    word(&["block", "거절", "제외", "차단", "blocked"], Kind::Block),
];

/// The columns that a kind of change needs, and those that it may use besides. A note is always welcome.
fn columns_of(kind: Kind) -> (&'static [Field], &'static [Field]) {
    const PARTY: &[Field] = &[Field::PartyId];
    const BOTH: &[Field] = &[Field::PartyId, Field::OtherId];
    const TIMES: &[Field] = &[Field::Date, Field::Start, Field::End];
    match kind {
        Kind::Cancel => (PARTY, &[Field::OtherId]),
        Kind::Away => (PARTY, TIMES),
        Kind::Late => (&[Field::PartyId, Field::Date, Field::Start], &[]),
        Kind::Close => (&[Field::PlaceId], TIMES),
        Kind::Add | Kind::Block => (BOTH, &[]),
    }
}

/// Reads a file of changes and applies its rows to the event, one after the other.
pub fn change(event: &mut Event, (file, bytes): (&str, &[u8]), since: Since) -> Changed {
    let (table, faults) = changes(file, bytes);
    let mut findings = Findings::default();
    findings.extend(faults);
    let mut rows = Vec::new();
    if let Some(table) = &table {
        let roster = Roster { parties: event.parties.clone(), n_smes: event.n_smes, complete: true, ..Roster::default() };
        let (directory, index) = (Directory::new(&roster), PlaceIndex::new(&event.places));
        for row in &table.rows {
            if read_row(event, (&directory, &index), (table, row), since, &mut findings) {
                rows.push(ChangeRow { cells: FIELDS.map(|field| Cells { table, row, findings: &mut findings }.owned(field)) });
            }
        }
    }
    Changed { rows, diagnostics: findings.finish() }
}

/// Reads and applies one row. False, and it is told, if it has a fault.
fn read_row(
    event: &mut Event,
    names: (&Directory, &PlaceIndex),
    (table, row): (&Table, &Row),
    since: Since,
    findings: &mut Findings,
) -> bool {
    let mut found = Findings::default();
    let mut cells = Cells { table, row, findings: &mut found };
    let change = Reading { event, names }.change(&mut cells);
    let any_error = found.any_error();
    if let Some(change) = change.filter(|_| !any_error) {
        let effect = effect::apply(event, &change);
        if since == Since::Now {
            tell(&effect, &mut Cells { table, row, findings: &mut found });
        }
    }
    let said = found.finish();
    match since {
        Since::Now => findings.extend(said),
        Since::Before => findings.extend(said.into_iter().find(Diagnostic::is_error).map(outdated)),
    }
    !any_error
}

/// A fault of an earlier change, which stops nothing.
fn outdated(fault: Diagnostic) -> Diagnostic {
    let help = Text::new(
        "it is left out; nothing needs to be done if the input says the same by now",
        "이 변경은 뺍니다. 자료에 이미 반영했으면 그대로 두어도 됩니다",
    );
    Diagnostic::new(&codes::CHANGE_OUTDATED, fault.at, &fault.value, fault.cause, help)
}

/// Says what a row did that may surprise.
fn tell(effect: &Effect, cells: &mut Cells) {
    if !effect.differs {
        cells.report(
            &codes::NO_DIFFERENCE,
            Field::Change,
            Text::new("nothing is different after this change", "이 변경으로 달라지는 것이 없습니다"),
            Text::new("check ids, date and times, or delete the row", "번호, 날짜, 시각을 확인하거나 행을 지우세요"),
        );
    }
    for line in &effect.lifted {
        cells.report(
            &codes::PIN_LIFTED,
            Field::Change,
            Text::new(
                format!("the meeting that line {line} of pins.csv fixes cannot be held any more, so it is no longer fixed"),
                format!("pins.csv {line}번째 줄의 고정 상담을 지킬 수 없게 되어 고정을 풉니다"),
            ),
            Text::new(
                "delete that row of pins.csv, or fix the meeting at another time",
                "pins.csv의 그 행을 지우거나 다른 시각으로 고정하세요",
            ),
        );
    }
}

/// Reads a row against the event as the rows before have left it.
struct Reading<'a> {
    event: &'a Event,
    names: (&'a Directory<'a>, &'a PlaceIndex),
}

impl Reading<'_> {
    fn change(&self, cells: &mut Cells) -> Option<Change> {
        if cells.text(Field::Change).is_empty() {
            cells.report_empty(Field::Change);
        }
        let kind = cells.word(Field::Change, KINDS)?;
        if !self.has_its_cells(cells, kind) {
            return None;
        }
        let note = cells.owned(Field::Note);
        if kind == Kind::Close {
            let (text, at) = (cells.text(Field::PlaceId), cells.at(Field::PlaceId));
            let place = self.names.1.find(&text, at, &self.event.places, cells.findings);
            let spans = self.spans(cells, kind);
            return Some(Change::Close(place?, spans?, note));
        }
        let party = self.names.0.find_in_cell(cells, Field::PartyId, None);
        let is_pair = !cells.text(Field::OtherId).is_empty();
        let other = if is_pair { self.other(cells, party) } else { None };
        let spans = if matches!(kind, Kind::Away | Kind::Late) { self.spans(cells, kind) } else { None };
        let party = party?;
        match kind {
            Kind::Cancel if is_pair => Some(Change::CancelPair(party, other?)),
            Kind::Cancel => Some(Change::CancelParty(party)),
            Kind::Away | Kind::Late => Some(Change::Away(party, spans?, note)),
            Kind::Add => Some(Change::Add(party, other?, rank(&note))),
            Kind::Block => Some(Change::Block(party, other?)),
            Kind::Close => None,
        }
    }

    /// Whether the cells that the change needs are filled and no other is; each that is not so is told.
    fn has_its_cells(&self, cells: &mut Cells, kind: Kind) -> bool {
        let (needed, used) = columns_of(kind);
        let mut whole = true;
        for field in needed.iter().filter(|f| cells.text(**f).is_empty()).collect::<Vec<_>>() {
            whole = false;
            let at = cells.at(*field);
            let column = cells.table.kind.spec().columns.iter().find(|c| c.field == *field).map_or("", |c| c.name);
            cells.findings.add(
                &codes::CELL_EMPTY,
                at,
                "",
                Text::new(format!("this change needs `{column}`"), format!("이 변경에는 `{column}` 칸이 필요합니다")),
                Text::new("fill it in, or delete the row", "값을 적거나 이 행을 지우세요"),
            );
        }
        let known = [&FIELDS[1..7]].concat();
        for field in known.into_iter().filter(|f| !needed.contains(f) && !used.contains(f)) {
            if !cells.text(field).is_empty() {
                whole = false;
                cells.report(
                    &codes::CELL_UNUSED,
                    field,
                    Text::new("this change makes no use of this cell", "이 변경에는 쓰지 않는 칸입니다"),
                    Text::new(
                        "empty the cell, or write the change that is meant: `away` for a party that is gone for a time, `close` for a place",
                        "칸을 비우거나 뜻하는 변경을 적으세요. 한동안 자리를 비우면 `away`(부재), 자리를 닫으면 `close`(폐쇄)",
                    ),
                );
            }
        }
        whole
    }

    /// The other party of a pair.
    fn other(&self, cells: &mut Cells, party: Option<PartyId>) -> Option<PartyId> {
        let own_side = party.map(|p| self.event.party(p).side);
        let side =
            own_side.filter(|_| !self.event.rules.peers).map(|side| if side == Side::Sme { Side::Buyer } else { Side::Sme });
        let other = self.names.0.find_in_cell(cells, Field::OtherId, side)?;
        if Some(other) == party {
            cells.report(
                &codes::SELF_WISH,
                Field::OtherId,
                Text::new("a party does not meet itself", "자기 자신과는 상담하지 않습니다"),
                Text::new("name two different parties", "서로 다른 두 참가자를 적으세요"),
            );
            return None;
        }
        Some(other)
    }

    /// The times of a row: its date or else every day of the event; a party that is late is away from the beginning of the day.
    fn spans(&self, cells: &mut Cells, kind: Kind) -> Option<Vec<Span>> {
        let grid = &self.event.grid;
        let date = cells.date(Field::Date, grid);
        let (start, end) = (cells.time(Field::Start), cells.time(Field::End));
        let unread = [(Field::Date, date.is_none()), (Field::Start, start.is_none()), (Field::End, end.is_none())];
        if unread.into_iter().any(|(field, none)| none && !cells.text(field).is_empty()) {
            return None;
        }
        let (start, end) = if kind == Kind::Late { (0, start?) } else { (start.unwrap_or(0), end.unwrap_or(24 * 60)) };
        if start >= end {
            report_backwards(cells);
            return None;
        }
        let dates = date.map_or_else(|| grid.days.iter().map(|d| d.date).collect(), |date| vec![date]);
        if date.is_some_and(|date| grid.days.iter().all(|d| d.date != date)) {
            report_outside(cells, self.event);
        }
        Some(dates.into_iter().map(|date| (words::moment(date, start), words::moment(date, end))).collect())
    }
}

fn report_outside(cells: &mut Cells, event: &Event) {
    let days: Vec<String> = event.grid.days.iter().map(|d| d.date.to_string()).collect();
    cells.report(
        &codes::WINDOW_OUTSIDE,
        Field::Date,
        Text::new("this is no day of the event", "행사 날짜가 아닙니다"),
        Text::new(format!("the event is held on {}", days.join(", ")), format!("행사 날짜: {}", days.join(", "))),
    );
}

/// The rank that a note names: `2`, `rank 2`, `2순위`. Any other note, a room number in it too, names none.
fn rank(note: &str) -> Option<u32> {
    let note = note.trim().to_lowercase();
    let is_rank_word = |word: &str| ["", "rank", "순위", "희망순위", "희망 순위", "위", "번", "no", "no."].contains(&word);
    let before = note.trim_end_matches(|c: char| !c.is_ascii_digit());
    let after = &note[before.len()..];
    let digits = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    let words = &before[..before.len() - digits.len()];
    let bare = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || ":#=.".contains(c)).to_string();
    if !is_rank_word(&bare(words)) || !is_rank_word(&bare(after)) {
        return None;
    }
    digits.parse().ok().filter(|rank| (1..=limits::RANK.count()).contains(rank))
}

#[cfg(test)]
mod rank_tests {
    use super::rank;

    #[test]
    fn a_note_names_a_rank_only_if_it_says_nothing_else() {
        let named = ["2", " 2 ", "rank 2", "Rank: 2", "순위 2", "2순위", "2위", "희망 순위: 2"];
        assert_eq!(named.map(rank), [Some(2); 8]);
        assert_eq!(["", "visit booth 12", "-3", "2 of 5", "2번 홀에서 요청", "0", "99999999999"].map(rank), [None; 7]);
    }
}

//! preferences.csv and the `wishes` cells to wishes, one for each (from, to).

use super::cells::Cells;
use super::names::{By, Directory, Miss};
use super::roster::{Roster, WideCell};
use super::words;
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{OrgWish, PartyId, Side, Wish, WishKind, limits};
use crate::load::{Field, Folder, TableKind};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Wishes as they are gathered.
struct Gathered<'a> {
    roster: &'a Roster,
    directory: &'a Directory<'a>,
    wishes: Vec<Wish>,
    at: Vec<Location>,
    by_pair: HashMap<(PartyId, PartyId), usize>,
    /// Wishes for an organization, each still without a buyer (`to` is the first of them).
    orgs: Vec<OrgDraft>,
    peers: bool,
}

/// A wish for an organization that has several buyers.
struct OrgDraft {
    org: String,
    buyers: Vec<PartyId>,
    wish: Wish,
    at: Location,
}

/// Whom a wish names.
enum Named {
    Party(PartyId),
    Organization(String, Vec<PartyId>),
}

/// All wishes, one for each (from, to): the rows of preferences.csv, then the wide form in the order of the parties, then the readings of
/// wishes for an organization. And those wishes themselves.
pub fn read(
    folder: &Folder,
    roster: &Roster,
    directory: &Directory,
    peers: bool,
    findings: &mut Findings,
) -> (Vec<Wish>, Vec<OrgWish>) {
    let (wishes, at, by_pair, orgs) = Default::default();
    let mut gathered = Gathered { roster, directory, wishes, at, by_pair, orgs, peers };
    if let Some(table) = folder.table(TableKind::Preferences) {
        gathered.wishes.reserve(table.rows.len());
        for row in &table.rows {
            gathered.add_row(&mut Cells { table, row, findings });
        }
    }
    for cell in &roster.wide {
        gathered.add_wide(cell, findings);
    }
    let org_wishes = gathered.expand();
    (gathered.wishes, org_wishes)
}

/// Whom the `to_id` cell names; `None` if nobody or if it was reported.
fn read_to(cells: &mut Cells, directory: &Directory) -> Option<Named> {
    let text = cells.text(Field::ToId);
    match directory.find(&text, None) {
        Err(Miss::Organization(org, buyers)) => Some(Named::Organization(org, buyers)),
        Err(Miss::Unknown) if !text.is_empty() && words::is_nothing(&text) => {
            note_nothing(&text, cells.at(Field::ToId), cells.findings);
            None
        }
        _ => directory.find_in_cell(cells, Field::ToId, None).map(Named::Party),
    }
}

impl Gathered<'_> {
    /// Adds a row of preferences.csv.
    fn add_row(&mut self, cells: &mut Cells) {
        let from = self.directory.find_in_cell(cells, Field::FromId, None);
        let to = read_to(cells, self.directory);
        let rank = cells.count(Field::Rank, 1, limits::RANK.count());
        let score = cells.count(Field::Score, 0, limits::SCORE.count());
        if rank.is_some() && score.is_some() {
            cells.report(
                &codes::RANK_AND_SCORE,
                Field::Score,
                Text::new("the wish has a rank and a score; the score counts", "순위와 점수가 모두 있습니다. 점수를 씁니다"),
                Text::new("leave one of the two empty", "둘 중 하나를 비우세요"),
            );
        }
        let kind = cells.word(Field::Kind, words::WISH_KINDS).unwrap_or(WishKind::Want);
        let times = cells.count(Field::Times, 1, limits::TIMES.count()).unwrap_or(1);
        let not_before = cells.date_time(Field::NotBefore, false);
        let not_after = cells.date_time(Field::NotAfter, true);
        if not_before.zip(not_after).is_some_and(|(start, end)| start >= end) {
            cells.report(
                &codes::START_NOT_BEFORE_END,
                Field::NotAfter,
                Text::new("not_before is not earlier than not_after", "not_before가 not_after보다 앞이 아닙니다"),
                Text::new("swap the two, or leave one empty", "둘을 바꾸거나 하나를 비우세요"),
            );
        }
        let note = cells.owned(Field::Note);
        let (Some(from), Some(named)) = (from, to) else { return };
        // The party of an organization is put in where the wish is expanded.
        let wish = Wish { from, to: from, kind, rank, score, not_before, not_after, times, org_wish: None, note, line: 0 };
        let at = cells.at(Field::ToId);
        let wish = Wish { line: at.line, ..wish };
        self.add_named(wish, named, cells.raw(Field::ToId), at, cells.findings);
    }

    fn add_named(&mut self, wish: Wish, named: Named, text: &str, at: Location, findings: &mut Findings) {
        match named {
            Named::Party(to) => self.add(Wish { to, ..wish }, text, at, findings),
            Named::Organization(org, buyers) => self.add_org(OrgDraft { org, buyers, wish, at }, text, findings),
        }
    }

    /// Adds the wishes of one `wishes` cell: ranked 1, 2, ... as they stand, or all of the rank that its column has.
    fn add_wide(&mut self, cell: &WideCell, findings: &mut Findings) {
        let (from, directory) = (cell.party, self.directory);
        let side = if self.peers { None } else { Some(other(self.roster.parties[from.ix()].side)) };
        let mut rank = 0;
        for (text, found) in split(&cell.text, directory, side) {
            rank += 1;
            let named = match found {
                Ok((to, by)) => {
                    if by == By::Typing {
                        directory.note_name(text, cell.at.clone(), to, findings);
                    }
                    Named::Party(to)
                }
                Err(Miss::Organization(org, buyers)) => Named::Organization(org, buyers),
                Err(Miss::Unknown) if words::is_nothing(text) => {
                    note_nothing(text, cell.at.clone(), findings);
                    rank -= 1;
                    continue;
                }
                // A party of one's own side is told as such below; so it is looked up once more.
                Err(Miss::WrongSide) if directory.find(text, None).is_ok() => {
                    Named::Party(directory.find(text, None).expect("just found").0)
                }
                Err(miss) => {
                    directory.report(&miss, text, cell.at.clone(), side, findings);
                    continue;
                }
            };
            if self.stands_in(from, &named, &cell.at) {
                report_twice(text, cell.at.clone(), &cell.at, findings);
                rank -= 1;
                continue;
            }
            let wish = Wish { rank: Some(cell.rank.unwrap_or(rank)), ..Wish::new(from, from, WishKind::Want) };
            self.add_named(wish, named, text, cell.at.clone(), findings);
        }
    }

    /// Whether the same cell holds the wish already.
    fn stands_in(&self, from: PartyId, named: &Named, at: &Location) -> bool {
        match named {
            Named::Party(to) => self.by_pair.get(&(from, *to)).is_some_and(|i| self.at[*i] == *at),
            Named::Organization(org, _) => self.orgs.iter().any(|d| d.wish.from == from && d.org == *org && d.at == *at),
        }
    }

    /// Adds a wish for an organization unless it is there already.
    fn add_org(&mut self, draft: OrgDraft, text: &str, findings: &mut Findings) {
        match self.orgs.iter_mut().find(|d| d.wish.from == draft.wish.from && d.org == draft.org) {
            // Two groups of officers of one organization, of whom the party could meet one only: neither is what is meant.
            Some(first) if first.buyers != draft.buyers => {
                let miss = Miss::Ambiguous(draft.buyers.iter().map(|p| self.directory.label(*p)).collect());
                self.directory.report(&miss, text, draft.at, None, findings);
            }
            Some(first) if same(&first.wish, &draft.wish) => report_twice(text, draft.at, &first.at, findings),
            Some(first) if is_chosen_again((&first.wish, &first.at), (&draft.wish, &draft.at)) => {
                first.wish.rank = first.wish.rank.min(draft.wish.rank);
                report_chosen_again(text, draft.at, &first.at, findings);
            }
            Some(first) => report_conflict(text, draft.at, &first.at, findings),
            None => self.orgs.push(draft),
        }
    }

    /// Makes of each wish for an organization one for every buyer that the party does not name itself. A block has no more to say than that.
    fn expand(&mut self) -> Vec<OrgWish> {
        let mut org_wishes = Vec::new();
        for OrgDraft { org, buyers, wish, at } in std::mem::take(&mut self.orgs) {
            let (from, is_block) = (wish.from, wish.kind == WishKind::Block);
            let mut named = Vec::new();
            for to in buyers.into_iter().filter(|b| *b != from) {
                match self.by_pair.entry((from, to)) {
                    Entry::Vacant(free) => {
                        free.insert(self.wishes.len());
                        self.wishes.push(Wish { to, org_wish: (!is_block).then_some(org_wishes.len()), ..wish.clone() });
                        self.at.push(at.clone());
                    }
                    Entry::Occupied(_) => named.push(to),
                }
            }
            if !is_block {
                let must_times = if wish.kind == WishKind::Must { wish.times } else { 0 };
                org_wishes.push(OrgWish { from, org, must_times, named });
            }
        }
        org_wishes
    }

    /// Adds a wish unless it is impossible or there already.
    fn add(&mut self, wish: Wish, text: &str, at: Location, findings: &mut Findings) {
        let roster = self.roster;
        if wish.from == wish.to {
            findings.add(
                &codes::SELF_WISH,
                at,
                text,
                Text::new("a party cannot meet itself", "자기 자신과는 상담할 수 없습니다"),
                Text::new("write whom it wishes to meet, or delete the wish", "만나려는 상대를 적거나 이 희망을 지우세요"),
            );
            return;
        }
        if !self.peers && roster.parties[wish.from.ix()].side == roster.parties[wish.to.ix()].side {
            findings.add(
                &codes::SAME_SIDE_WISH,
                at,
                text,
                Text::new("both parties are on the same side", "두 참가자가 같은 쪽(기업끼리 또는 바이어끼리)입니다"),
                Text::new(
                    "correct the id, or turn the setting rules.peers on for a brokerage event",
                    "번호를 고치거나, 같은 쪽끼리도 만나는 행사라면 설정 rules.peers(같은 쪽끼리 상담)를 켜세요",
                ),
            );
            return;
        }
        match self.by_pair.get(&(wish.from, wish.to)) {
            Some(&first) if same(&self.wishes[first], &wish) => report_twice(text, at, &self.at[first], findings),
            Some(&first) if is_chosen_again((&self.wishes[first], &self.at[first]), (&wish, &at)) => {
                self.wishes[first].rank = self.wishes[first].rank.min(wish.rank);
                report_chosen_again(text, at, &self.at[first], findings);
            }
            Some(&first) => report_conflict(text, at, &self.at[first], findings),
            None => {
                self.by_pair.insert((wish.from, wish.to), self.wishes.len());
                self.wishes.push(wish);
                self.at.push(at);
            }
        }
    }
}

/// The same in all that counts; notes may differ.
fn same(a: &Wish, b: &Wish) -> bool {
    (a.kind, a.rank, a.score, a.times, a.not_before, a.not_after) == (b.kind, b.rank, b.score, b.times, b.not_before, b.not_after)
}

/// Whether a form names one choice in two of its columns: the two differ in rank only and stand in one row.
fn is_chosen_again((first, first_at): (&Wish, &Location), (again, at): (&Wish, &Location)) -> bool {
    let in_one_row = first_at.file == at.file && first_at.line == at.line && first_at.column != at.column;
    in_one_row && same(first, &Wish { rank: first.rank, ..again.clone() })
}

fn other(side: Side) -> Side {
    match side {
        Side::Sme => Side::Buyer,
        Side::Buyer => Side::Sme,
    }
}

/// What one part of a `wishes` cell means.
pub type Found = Result<(PartyId, By), Miss>;

/// The parts of a `wishes` cell. A name may hold a separator itself ("Acme Co., Ltd."): the longest run of parts that is known counts as one.
pub fn split<'t>(text: &'t str, directory: &Directory, side: Option<Side>) -> Vec<(&'t str, Found)> {
    const MAX_JOINED: usize = 4;
    let mut bounds = vec![];
    let mut start = 0;
    for (i, c) in text.char_indices().filter(|(_, c)| [',', ';', '、', '，', '；', '\n'].contains(c)) {
        bounds.push((start, i));
        start = i + c.len_utf8();
    }
    bounds.push((start, text.len()));
    bounds.retain(|(a, b)| !text[*a..*b].trim().is_empty());
    let is_id: Vec<bool> = bounds.iter().map(|(a, b)| directory.is_id(text[*a..*b].trim(), side)).collect();
    let mut parts = Vec::new();
    let mut i = 0;
    while i < bounds.len() {
        let joined = (1..MAX_JOINED.min(bounds.len() - i)).rev().find_map(|more| {
            // An id stands on its own, in whatever name it would be.
            if is_id[i + 1..=i + more].contains(&true) {
                return None;
            }
            let part = text[bounds[i].0..bounds[i + more].1].trim();
            let found = directory.find_known(part, side);
            if !matches!(found, Ok((_, By::Name | By::Typing)) | Err(Miss::Organization(..))) {
                return None;
            }
            // "Acme, Ltd" must not swallow a wish that stands on its own.
            let stands = |found: Found| matches!(found, Ok(_) | Err(Miss::Organization(..)));
            let alone = (i + 1..=i + more).any(|k| stands(directory.find_known(text[bounds[k].0..bounds[k].1].trim(), side)));
            (!alone).then_some((more, part, found))
        });
        match joined {
            Some((more, part, found)) => {
                parts.push((part, found));
                i += more + 1;
            }
            None => {
                let part = super::cells::trimmed(&text[bounds[i].0..bounds[i].1]);
                parts.push((part, directory.find(part, side)));
                i += 1;
            }
        }
    }
    parts
}

/// Says that a word was read as no wish.
fn note_nothing(text: &str, at: Location, findings: &mut Findings) {
    findings.add(
        &codes::NOTHING_WORD,
        at,
        text,
        Text::new("this is read as no wish", "희망이 없다는 뜻으로 읽었습니다"),
        Text::new("leave the cell empty to be sure", "확실히 하려면 칸을 비우세요"),
    );
}

fn report_twice(text: &str, at: Location, first: &Location, findings: &mut Findings) {
    findings.add(
        &codes::WISH_TWICE,
        at,
        text,
        Text::new(
            format!("this wish is already given in {first}; it counts once"),
            format!("이 희망은 이미 {first}에 있습니다. 한 번만 셉니다"),
        ),
        Text::new("delete one of the two", "둘 중 하나를 지우세요"),
    );
}

fn report_chosen_again(text: &str, at: Location, first: &Location, findings: &mut Findings) {
    findings.add(
        &codes::WISH_TWICE,
        at,
        text,
        Text::new(
            format!("this wish is already given in {first}; it counts once, with the better rank"),
            format!("이 희망은 이미 {first}에 있습니다. 더 높은 순위로 한 번만 셉니다"),
        ),
        Text::new("delete one of the two", "둘 중 하나를 지우세요"),
    );
}

fn report_conflict(text: &str, at: Location, first: &Location, findings: &mut Findings) {
    findings.add(
        &codes::WISH_CONFLICT,
        at,
        text,
        Text::new(
            format!("{first} holds the same wish with another rank, score, kind or time"),
            format!("{first}에 같은 희망이 다른 순위, 점수, 종류 또는 시간으로 적혀 있습니다"),
        ),
        Text::new("keep the one that is right", "맞는 것 하나만 남기세요"),
    );
}

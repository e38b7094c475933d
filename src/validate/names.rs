//! Which party a text means: its id, its name as written, or its name as people type it; only when nothing else could be meant.

use super::cells::Cells;
use super::roster::Roster;
use super::typing::{is_circled, loose, typed, unnumbered};
use crate::diagnostic::{Findings, Location, Text, codes, nearest};
use crate::event::{Party, PartyId, Side};
use crate::load::Field;
use std::collections::{BTreeMap, HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// How a party was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Id,
    /// A name exactly as in the tables.
    Name,
    /// A name or id but for its typing: company form, width, case, spaces.
    Typing,
}

/// Why a text means no party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Nothing of that name.
    Unknown,
    /// Several parties could be meant: their ids, with prefix where both sides use one.
    Ambiguous(Vec<String>),
    /// An organization or one of its departments with several buyers: the organization as the tables write it, and the buyers.
    Organization(String, Vec<PartyId>),
    /// Known ids or names written together, or a number with something before it: every reading that makes sense.
    Glued(Vec<String>),
    /// A party of the other side.
    WrongSide,
}

/// All parties by id and name.
pub struct Directory<'r> {
    parties: &'r [Party],
    /// Both lists of parties could be read to their ends; else an unknown id is a consequence and not told.
    complete: bool,
    by_id: HashMap<&'r str, [Option<PartyId>; 2]>,
    by_name: HashMap<&'r str, Vec<PartyId>>,
    /// Ids without case and width.
    by_loose_id: HashMap<String, Vec<PartyId>>,
    by_typing: HashMap<String, Vec<PartyId>>,
    longest_id: usize,
}

impl<'r> Directory<'r> {
    pub fn new(roster: &'r Roster) -> Self {
        let mut directory = Self {
            parties: &roster.parties,
            complete: roster.complete,
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            by_loose_id: HashMap::new(),
            by_typing: HashMap::new(),
            longest_id: roster.parties.iter().map(|p| p.id.len()).max().unwrap_or(0),
        };
        for (i, party) in roster.parties.iter().enumerate() {
            let id = PartyId::at(i);
            directory.by_id.entry(&party.id).or_default()[party.side as usize] = Some(id);
            for name in [&party.name, &party.name_en, &party.org] {
                add(directory.by_name.entry(name).or_default(), id);
                add(directory.by_typing.entry(typed(name)).or_default(), id);
            }
            for more in [&party.dept, &party.name].into_iter().filter(|m| !m.is_empty() && !party.org.is_empty()) {
                add(directory.by_typing.entry(typed(&format!("{}{more}", party.org))).or_default(), id);
            }
            add(directory.by_loose_id.entry(loose(&party.id)).or_default(), id);
        }
        directory.by_name.remove("");
        directory.by_typing.remove("");
        directory
    }

    /// The party a text means; `side` if only that side can be meant.
    pub fn find(&self, text: &str, side: Option<Side>) -> Result<(PartyId, By), Miss> {
        match self.find_known(text, side) {
            Err(Miss::Unknown) => {
                let (text, side) = prefixed(text).map_or((text, side), |(rest, asked)| (rest, Some(asked)));
                Err(self.unknown(text, side))
            }
            found => found,
        }
    }

    /// The same without a look at what else an unknown text may be.
    pub fn find_known(&self, text: &str, side: Option<Side>) -> Result<(PartyId, By), Miss> {
        if let Some(found) = self.find_id(text, side) {
            return found.map(|id| (id, By::Id));
        }
        let (text, side) = match prefixed(text) {
            Some((_, asked)) if side.is_some_and(|s| s != asked) => return Err(Miss::WrongSide),
            Some((rest, asked)) => match self.by_id.get(rest).and_then(|ids| ids[asked as usize]) {
                Some(id) => return Ok((id, By::Id)),
                None => (rest, Some(asked)),
            },
            None => (text, side),
        };
        match self.find_name(text, side) {
            Err(Miss::Unknown) => {}
            found => return found,
        }
        // `1) Acme`: a number before a name only counts the lines. Before a number it may be a second id.
        if let Some(rest) = unnumbered(text).filter(|rest| rest.contains(char::is_alphabetic)) {
            match self.find_id(rest, side).unwrap_or_else(|| self.find_name(rest, side).map(|(id, _)| id)) {
                Err(Miss::Unknown) => {}
                found => return found.map(|id| (id, By::Typing)),
            }
        }
        self.said_twice(text, side).map(|id| (id, By::Typing)).ok_or(Miss::Unknown)
    }

    /// Whether a text is the id of one party that may stand there.
    pub fn is_id(&self, text: &str, side: Option<Side>) -> bool {
        matches!(self.find_id(text, side), Some(Ok(_)))
    }

    fn find_id(&self, text: &str, side: Option<Side>) -> Option<Result<PartyId, Miss>> {
        let ids = self.by_id.get(text)?;
        Some(match (side, ids) {
            (Some(side), _) => ids[side as usize].ok_or(Miss::WrongSide),
            (None, [Some(_), Some(_)]) => Err(Miss::Ambiguous(vec![format!("sme:{text}"), format!("buyer:{text}")])),
            (None, [one, other]) => Ok(one.or(*other).expect("an id belongs to a side")),
        })
    }

    /// By an exact name, by an id but for case and width, by a name as people type it. Only what has a letter is a typed name: the
    /// punctuation of `3/7` is not nothing.
    fn find_name(&self, text: &str, side: Option<Side>) -> Result<(PartyId, By), Miss> {
        let mut elsewhere = false;
        let typing = if text.contains(char::is_alphabetic) { typed(text) } else { String::new() };
        let lists = [
            (By::Name, self.by_name.get(text)),
            (By::Typing, self.by_loose_id.get(&loose(text))),
            (By::Typing, self.by_typing.get(&typing)),
        ];
        for (by, list) in lists {
            let Some(list) = list else { continue };
            let fits: Vec<PartyId> =
                list.iter().copied().filter(|p| side.is_none_or(|s| s == self.parties[p.ix()].side)).collect();
            match fits[..] {
                [] => elsewhere = true,
                [one] => return Ok((one, by)),
                _ => return Err(self.several(fits, &typing)),
            }
        }
        Err(if elsewhere { Miss::WrongSide } else { Miss::Unknown })
    }

    /// What a text means that fits several parties: their organization if it names that, or a department of it.
    fn several(&self, fits: Vec<PartyId>, typing: &str) -> Miss {
        let org = &self.parties[fits[0].ix()].org;
        let is_named = |party: &Party| {
            let department = || !party.dept.is_empty() && typed(&format!("{org}{}", party.dept)) == typing;
            party.org == *org && (typed(org) == typing || department())
        };
        if !org.is_empty() && fits.iter().all(|p| is_named(&self.parties[p.ix()])) {
            return Miss::Organization(org.clone(), fits);
        }
        Miss::Ambiguous(fits.iter().map(|p| self.label(*p)).collect())
    }

    /// The party of `Acme (B1)`, `[B1] Acme`, `B1: Acme` or `Acme / Kim`, where both parts can only mean the same one.
    fn said_twice(&self, text: &str, side: Option<Side>) -> Option<PartyId> {
        const TITLES: [&str; 6] = ["담당자님", "담당자", "담당님", "님", "귀하", "씨"];
        let text = TITLES.iter().find_map(|title| text.strip_suffix(title)).unwrap_or(text).trim_end();
        let inside = text.strip_suffix([')', '）', ']']).and_then(|t| t.rsplit_once(['(', '（', '[']));
        let before = text.strip_prefix(['(', '（', '[']).and_then(|t| t.split_once([')', '）', ']']));
        let space = [text.split_once(char::is_whitespace), text.rsplit_once(char::is_whitespace)];
        let signs = [text.split_once(':'), text.split_once('/'), text.split_once(" - ")];
        let cuts = [inside, before].into_iter().chain(space).chain(signs);
        let meant = |part: &str| match self.find_id(part, side) {
            Some(found) => found.into_iter().collect(),
            None => match self.find_name(part, side) {
                Ok((party, _)) => vec![party],
                Err(Miss::Organization(_, buyers)) => buyers,
                Err(_) => Vec::new(),
            },
        };
        cuts.flatten().find_map(|(one, other)| {
            let (one, other) = (meant(one.trim()), meant(other.trim()));
            let mut both = one.into_iter().filter(|p| other.contains(p));
            both.next().filter(|_| both.next().is_none())
        })
    }

    /// The id, with prefix where both sides use it.
    pub fn label(&self, party: PartyId) -> String {
        let party = &self.parties[party.ix()];
        match self.by_id[party.id.as_str()] {
            [Some(_), Some(_)] => format!("{}:{}", ["sme", "buyer"][party.side as usize], party.id),
            _ => party.id.clone(),
        }
    }

    /// Tells ids and names written together (`A6769`, `A67A69`, `3/7`, `1~3`, `1) 3`) from a text that means nothing.
    fn unknown(&self, text: &str, side: Option<Side>) -> Miss {
        const MAX_LEN: usize = 200;
        if text.len() > MAX_LEN {
            return Miss::Unknown;
        }
        let mut readings: Vec<String> = self.range(text, side).or_else(|| self.counted(text, side)).into_iter().collect();
        if readings.is_empty() {
            let bare = text.strip_suffix(".0").or_else(|| unnumbered(text));
            readings.extend(bare.filter(|rest| self.knows(rest, side)).map(str::to_string));
            let listed = disjoined(text);
            let parts = self.parts(text, side).or_else(|| self.parts(&listed, side).filter(|_| listed != text));
            readings.extend(parts.filter(|parts| parts.len() > 1).map(|parts| {
                let mut seen = HashSet::new();
                parts.into_iter().filter(|part| seen.insert(part.clone())).collect::<Vec<_>>().join(", ")
            }));
        }
        if readings.is_empty() {
            let mut cut = Cut { directory: self, side, dead: HashSet::new() };
            let parts = cut.parts(text, 0, "").filter(|parts| parts.len() > 1);
            let parts = parts.filter(|parts| text.len() > self.longest_id || parts[0].contains(char::is_alphabetic));
            readings.extend(parts.map(|parts| parts.join(", ")));
        }
        if readings.is_empty() { Miss::Unknown } else { Miss::Glued(readings) }
    }

    fn knows(&self, id: &str, side: Option<Side>) -> bool {
        self.by_id.get(id).is_some_and(|ids| side.is_none_or(|s| ids[s as usize].is_some()))
    }

    /// The ids from one to another: `B1~B4`, `1-3`.
    fn range(&self, text: &str, side: Option<Side>) -> Option<String> {
        const MAX_IDS: u32 = 50;
        let bare = text.trim_end_matches(['번', '호']);
        let (first, last) = bare.split_once(['~', '～', '-', '–', '—', '∼'])?;
        let first = first.trim_end().trim_end_matches(['번', '호']);
        let split = |id: &str| -> Option<(String, String)> {
            let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = &id[letters.len()..];
            (!digits.is_empty()).then(|| (letters.to_string(), digits.to_string()))
        };
        let ((letters, from), (more, to)) = (split(first.trim())?, split(last.trim())?);
        if more != letters && !more.is_empty() {
            return None;
        }
        let (n, m): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
        if n >= m || m - n >= MAX_IDS {
            return None;
        }
        let ids = (n..=m).map(|i| format!("{letters}{i:0width$}", width = from.len()));
        let ids: Vec<String> = ids.filter(|id| self.knows(id, side)).collect();
        (ids.len() > 1 && self.knows(first.trim(), side)).then(|| ids.join(", "))
    }

    /// Ids that are counted in one line: `1.3 2.7` names the third and the seventh.
    fn counted(&self, text: &str, side: Option<Side>) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let counts = |(i, word): (usize, &&str)| {
            let rest = unnumbered(word)?;
            let number = word.trim_start_matches('(').split(|c: char| !c.is_ascii_digit()).next()?;
            (number.parse() == Ok(i + 1) && self.knows(rest, side)).then(|| rest.to_string())
        };
        let ids: Vec<String> = words.iter().enumerate().map(counts).collect::<Option<_>>()?;
        (ids.len() > 1).then(|| ids.join(", "))
    }

    /// Ids and names with something between them that divides no list: `3/7`, `3·7`, `Acme / Brown`, `①Acme ②Brown`.
    fn parts(&self, text: &str, side: Option<Side>) -> Option<Vec<String>> {
        let divides = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '&' | '_') || is_circled(c) || c.is_whitespace();
        let wide = |c: char| matches!(c, '/' | '·' | '+' | '|' | '&') || is_circled(c);
        let named = |part: &str| match self.find_id(part, side).map(|found| found.map(|id| (id, By::Id))) {
            Some(Ok((party, _))) => Some(self.label(party)),
            Some(Err(_)) => None,
            None => match self.find_name(part, side) {
                Ok((party, _)) => Some(self.label(party)),
                Err(Miss::Organization(org, _)) => Some(org),
                Err(_) => None,
            },
        };
        let all =
            |parts: Vec<&str>| parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).map(named).collect::<Option<Vec<_>>>();
        let numbered = |c: char| divides(c) || c == ')';
        let lists = [text.split(wide).collect(), text.split(divides).collect(), text.split(numbered).collect()];
        lists.into_iter().take(if text.contains('(') { 2 } else { 3 }).find_map(all)
    }

    /// Up to three ids whose id or name is near.
    fn near(&self, text: &str, side: Option<Side>) -> Vec<String> {
        let parties = || self.parties.iter().enumerate().filter(|(_, p)| side.is_none_or(|s| s == p.side));
        // `1` where the sheet shows `001`, and the other way round.
        let bare = |id: &str| id.trim_start_matches('0').to_string();
        let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if let Some((i, _)) = parties().find(|(_, p)| is_number && bare(&p.id) == bare(text)) {
            return vec![self.label(PartyId::at(i))];
        }
        // `3번`, `No.3`, `#3`: the same number, whatever stands around it.
        let numbers = numbers(text);
        let same = parties().filter(|(_, p)| numbers == self::numbers(&p.id) && around_alike(text, &p.id));
        let same: Vec<PartyId> = same.map(|(i, _)| PartyId::at(i)).collect();
        if !numbers.is_empty() && (1..=3).contains(&same.len()) {
            return same.into_iter().map(|p| self.label(p)).collect();
        }
        // Digits that are run together make another number, and a number of few digits is no slip of another.
        let is_digits = |id: &str| id.bytes().all(|b| b.is_ascii_digit());
        let alike = |id: &str| if is_number { text.len() > 2 } else { !is_digits(id) };
        let slips = |id: &&str| self::numbers(id).len() >= numbers.len() && alike(id);
        let ids = nearest(text, parties().map(|(_, p)| p.id.as_str()).filter(slips));
        if !ids.is_empty() {
            return ids.into_iter().map(str::to_string).collect();
        }
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, party) in parties() {
            for name in [&party.name, &party.org].into_iter().filter(|n| !n.is_empty()) {
                by_name.entry(name).or_default().push(i);
            }
        }
        let names = nearest(text, by_name.keys().copied());
        if names.is_empty() {
            return self.named_within(text, parties());
        }
        names.iter().map(|name| format!("{} ({name})", self.label(PartyId::at(by_name[name][0])))).collect()
    }

    /// Up to three parties of whose organization and name the text holds most: with both, nobody is offered who has one of them alone.
    fn named_within<'p>(&self, text: &str, parties: impl Iterator<Item = (usize, &'p Party)>) -> Vec<String> {
        let within = |name: &&&String| name.chars().count() > 1 && text.contains(name.as_str());
        let named = parties.map(|(i, p)| (i, [&p.org, &p.name].iter().filter(within).map(|n| n.as_str()).collect::<Vec<_>>()));
        let named: Vec<(usize, Vec<&str>)> = named.filter(|(_, parts)| !parts.is_empty()).collect();
        let most = named.iter().map(|(_, parts)| parts.len()).max().unwrap_or(0);
        let best = named.into_iter().filter(|(_, parts)| parts.len() == most).take(3);
        best.map(|(i, parts)| format!("{} ({})", self.label(PartyId::at(i)), parts.join(" "))).collect()
    }

    /// The party that a cell names; a miss is reported, a name is noted.
    pub fn find_in_cell(&self, cells: &mut Cells, field: Field, side: Option<Side>) -> Option<PartyId> {
        let text = cells.id(field)?;
        match self.find(&text, side) {
            Ok((id, By::Id)) => Some(id),
            Ok((id, _)) => {
                self.note_name(&text, cells.at(field), id, cells.findings);
                Some(id)
            }
            Err(miss) => {
                self.report(&miss, &text, cells.at(field), side, cells.findings);
                None
            }
        }
    }

    /// Says which id a name was read as.
    pub fn note_name(&self, text: &str, at: Location, party: PartyId, findings: &mut Findings) {
        let label = self.label(party);
        findings.add(
            &codes::NAME_RESOLVED,
            at,
            text,
            Text::new(format!("this is read as {label}"), format!("{label}(으)로 읽었습니다")),
            Text::new("`koppex check --fix OUT` writes the id in its place", "`koppex check --fix OUT`이 번호로 바꾸어 줍니다"),
        );
    }

    /// Reports a text that means no party.
    pub fn report(&self, miss: &Miss, text: &str, at: Location, side: Option<Side>, findings: &mut Findings) {
        match miss {
            Miss::Unknown if !self.complete => {}
            Miss::Unknown => {
                let near = if findings.wants(&codes::UNKNOWN_ID) { self.near(text, side) } else { Vec::new() };
                findings.add(&codes::UNKNOWN_ID, at, text, unknown_cause(side), unknown_help(&near));
            }
            Miss::Organization(_, buyers) => {
                let ids = buyers.iter().map(|p| self.label(*p)).collect();
                self.report(&Miss::Ambiguous(ids), text, at, side, findings);
            }
            Miss::Ambiguous(ids) => {
                const SHOWN: usize = 10;
                let more = if ids.len() > SHOWN { ", ..." } else { "" };
                let ids = format!("{}`{more}", ids[..ids.len().min(SHOWN)].join("`, `"));
                findings.add(
                    &codes::AMBIGUOUS_ID,
                    at,
                    text,
                    Text::new(
                        format!("several parties could be meant: `{ids}"),
                        format!("여러 참가자를 가리킬 수 있습니다: `{ids}"),
                    ),
                    Text::new("write the one that is meant", "그중 하나의 번호를 적으세요"),
                );
            }
            Miss::Glued(ids) => {
                findings.add(
                    &codes::GLUED_IDS,
                    at,
                    text,
                    Text::new(
                        "no party has this id; it looks like several ids written together",
                        "이런 번호는 없지만 여러 번호를 붙여 쓴 것으로 보입니다",
                    ),
                    Text::new(
                        format!("did you mean `{}`?", ids.join("`, or `")),
                        format!("혹시 `{}`입니까?", ids.join("` 또는 `")),
                    ),
                );
            }
            Miss::WrongSide => findings.add(
                &codes::WRONG_SIDE,
                at,
                text,
                match side {
                    Some(Side::Sme) => {
                        Text::new("this is a buyer, but an SME is expected here", "바이어입니다. 이 칸에는 기업을 적습니다")
                    }
                    _ => Text::new("this is an SME, but a buyer is expected here", "기업입니다. 이 칸에는 바이어를 적습니다"),
                },
                Text::new("check which side the column asks for", "이 열이 기업과 바이어 중 어느 쪽인지 확인하세요"),
            ),
        }
    }
}

fn unknown_cause(side: Option<Side>) -> Text {
    match side {
        Some(Side::Sme) => Text::new("no SME has this id or name", "이 번호나 이름의 기업이 없습니다"),
        Some(Side::Buyer) => Text::new("no buyer has this id or name", "이 번호나 이름의 바이어가 없습니다"),
        None => Text::new("no party has this id or name", "이 번호나 이름의 참가자가 없습니다"),
    }
}

fn unknown_help(near: &[String]) -> Text {
    if near.is_empty() {
        return Text::new(
            "add the party to smes.csv or buyers.csv, or correct the id",
            "smes.csv나 buyers.csv에 추가하거나 번호를 고치세요",
        );
    }
    let near = near.join("`, `");
    Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?"))
}

/// Cuts a text into known ids, the longest first; a later part may lack the letters that the first begins with.
struct Cut<'d> {
    directory: &'d Directory<'d>,
    side: Option<Side>,
    /// Places, with the letters, from which no cut reaches the end.
    dead: HashSet<(usize, String)>,
}

impl Cut<'_> {
    fn parts(&mut self, text: &str, from: usize, letters: &str) -> Option<Vec<String>> {
        const MAX_LEN: usize = 80;
        if from == text.len() {
            return Some(Vec::new());
        }
        let state = (from, letters.to_string());
        if text.len() > MAX_LEN || self.dead.contains(&state) {
            return None;
        }
        let ends: Vec<usize> = text[from..].char_indices().map(|(i, c)| from + i + c.len_utf8()).collect();
        for end in ends.into_iter().rev() {
            let part = &text[from..end];
            let ids = [part.to_string(), format!("{letters}{part}")];
            let Some(id) = ids.into_iter().find(|id| self.directory.knows(id, self.side)) else { continue };
            // A single digit at the end is rather a slip in one id.
            if !part.contains(char::is_alphabetic) && part.len() < 2 {
                continue;
            }
            let letters = id.trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
            if let Some(mut parts) = self.parts(text, end, &letters) {
                parts.insert(0, id);
                return Some(parts);
            }
        }
        self.dead.insert(state);
        None
    }
}

/// The numbers in a text, without leading zeros.
fn numbers(text: &str) -> Vec<String> {
    let plain: String = text.nfkc().collect();
    let runs = plain.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0').to_string()).collect()
}

/// Whether what stands around the number of a text says nothing, or no more than the letters of the id: `제3호`, `No. 3` and `B-3` for 3, but not `3팀`.
fn around_alike(text: &str, id: &str) -> bool {
    const ORNAMENTS: [&str; 10] = ["번호", "번째", "순위", "지망", "번", "호", "위", "제", "no", "외"];
    let around = |text: &str| -> String {
        let plain = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).collect::<String>();
        ORNAMENTS.iter().fold(plain, |plain, word| plain.replace(word, ""))
    };
    let (text, id) = (around(text), around(id));
    let is_mark = |letters: &str| letters.len() <= 2 && letters.is_ascii();
    text == id || id.is_empty() && is_mark(&text) || text.is_empty() && is_mark(&id)
}

/// A text with commas for the words that join a list: `3및7`, `3번, 7번 등`, `Acme and Brown`.
fn disjoined(text: &str) -> String {
    const JOINS: [&str; 13] =
        ["그리고", "및", "또는", "혹은", " and ", " or ", " plus ", "하고", "와 ", "과 ", "이랑", "랑 ", "번"];
    const ENDS: [&str; 6] = ["외 다수", "외", "등등", "등", "호", "번째"];
    let mut text = text.to_string();
    if let Some(bare) = ENDS.iter().find_map(|end| text.strip_suffix(end)) {
        text = bare.trim().to_string();
    }
    JOINS.iter().fold(text, |text, join| text.replace(join, ", "))
}

fn add(list: &mut Vec<PartyId>, id: PartyId) {
    // Parties come in order, so one that is there already is the last.
    if list.last() != Some(&id) {
        list.push(id);
    }
}

/// `sme:` or `buyer:` before an id.
fn prefixed(text: &str) -> Option<(&str, Side)> {
    let (prefix, rest) = text.split_once(':')?;
    match prefix.trim().to_lowercase().as_str() {
        "sme" => Some((rest.trim(), Side::Sme)),
        "buyer" => Some((rest.trim(), Side::Buyer)),
        _ => None,
    }
}

//! Which party a text means: its id, its name as written, or its name as people type it; only when nothing else could be meant.

use super::cells::Cells;
use super::parties::Roster;
use crate::diagnostic::{Findings, Location, Text, codes, nearest};
use crate::event::{Party, PartyId, Side};
use crate::load::Field;
use std::collections::{BTreeMap, HashMap};
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
    /// Known ids written together.
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
    by_typing: HashMap<String, Vec<PartyId>>,
}

impl<'r> Directory<'r> {
    pub fn new(roster: &'r Roster) -> Self {
        let mut directory = Self {
            parties: &roster.parties,
            complete: roster.complete,
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            by_typing: HashMap::new(),
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
            add(directory.by_typing.entry(party.id.nfkc().collect()).or_default(), id);
        }
        directory.by_name.remove("");
        directory.by_typing.remove("");
        directory
    }

    /// The party a text means; `side` if only that side can be meant.
    pub fn find(&self, text: &str, side: Option<Side>) -> Result<(PartyId, By), Miss> {
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
        self.find_name(text, side)
    }

    fn find_id(&self, text: &str, side: Option<Side>) -> Option<Result<PartyId, Miss>> {
        let ids = self.by_id.get(text)?;
        Some(match (side, ids) {
            (Some(side), _) => ids[side as usize].ok_or(Miss::WrongSide),
            (None, [Some(_), Some(_)]) => Err(Miss::Ambiguous(vec![format!("sme:{text}"), format!("buyer:{text}")])),
            (None, [one, other]) => Ok(one.or(*other).expect("an id belongs to a side")),
        })
    }

    fn find_name(&self, text: &str, side: Option<Side>) -> Result<(PartyId, By), Miss> {
        let mut elsewhere = false;
        let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let typing = typed(text);
        let lists = [
            (By::Name, self.by_name.get(text)),
            (By::Typing, self.by_typing.get(&folded)),
            (By::Typing, self.by_typing.get(&typing)),
        ];
        for (by, list) in lists {
            let Some(list) = list else { continue };
            let fits: Vec<PartyId> =
                list.iter().copied().filter(|p| side.is_none_or(|s| s == self.parties[p.ix()].side)).collect();
            match fits[..] {
                [] => elsewhere = true,
                [one] => return Ok((one, by)),
                _ => return Err(Miss::Ambiguous(fits.iter().map(|p| self.label(*p)).collect())),
            }
        }
        if elsewhere { Err(Miss::WrongSide) } else { Err(self.unknown(text, side)) }
    }

    /// The id, with prefix where both sides use it.
    pub fn label(&self, party: PartyId) -> String {
        let party = &self.parties[party.ix()];
        match self.by_id[party.id.as_str()] {
            [Some(_), Some(_)] => format!("{}:{}", ["sme", "buyer"][party.side as usize], party.id),
            _ => party.id.clone(),
        }
    }

    /// Tells ids written together (`A6769`, `A67A69`) from a text that means nothing.
    fn unknown(&self, text: &str, side: Option<Side>) -> Miss {
        let longest = self.by_id.keys().map(|id| id.len()).max().unwrap_or(0);
        let parts = self.cut(text, "", side).filter(|parts| parts.len() > 1);
        match parts.filter(|parts| text.len() > longest || parts[0].contains(char::is_alphabetic)) {
            Some(parts) => Miss::Glued(parts),
            None => Miss::Unknown,
        }
    }

    /// Cuts a text into known ids, the longest first; a later part may lack the letters that the first begins with.
    fn cut(&self, text: &str, letters: &str, side: Option<Side>) -> Option<Vec<String>> {
        const MAX_LEN: usize = 80;
        if text.is_empty() {
            return Some(Vec::new());
        }
        let known = |id: &str| self.by_id.get(id).is_some_and(|ids| side.is_none_or(|s| ids[s as usize].is_some()));
        let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).filter(|_| text.len() <= MAX_LEN);
        ends.rev().find_map(|end| {
            let (part, rest) = text.split_at(end);
            let id = [part.to_string(), format!("{letters}{part}")].into_iter().find(|id| known(id))?;
            // A single digit at the end is rather a slip in one id.
            if !part.contains(char::is_alphabetic) && part.len() < 2 {
                return None;
            }
            let letters = id.trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
            let mut parts = self.cut(rest, &letters, side)?;
            parts.insert(0, id);
            Some(parts)
        })
    }

    /// Up to three ids whose id or name is near.
    fn near(&self, text: &str, side: Option<Side>) -> Vec<String> {
        let parties = || self.parties.iter().enumerate().filter(|(_, p)| side.is_none_or(|s| s == p.side));
        let ids = nearest(text, parties().map(|(_, p)| p.id.as_str()));
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
        names.iter().map(|name| format!("{} ({name})", self.label(PartyId::at(by_name[name][0])))).collect()
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
            Miss::Ambiguous(ids) => {
                let ids = ids.join("`, `");
                findings.add(
                    &codes::AMBIGUOUS_ID,
                    at,
                    text,
                    Text::new(
                        format!("several parties could be meant: `{ids}`"),
                        format!("여러 참가자를 가리킬 수 있습니다: `{ids}`"),
                    ),
                    Text::new("write the one that is meant", "그중 하나의 번호를 적으세요"),
                );
            }
            Miss::Glued(ids) => {
                let ids = ids.join(", ");
                findings.add(
                    &codes::GLUED_IDS,
                    at,
                    text,
                    Text::new(
                        "no party has this id, but known ids written together make it up",
                        "이런 번호는 없지만 여러 번호를 붙여 쓴 것으로 보입니다",
                    ),
                    Text::new(format!("did you mean `{ids}`?"), format!("혹시 `{ids}`입니까?")),
                );
            }
            Miss::WrongSide => findings.add(
                &codes::WRONG_SIDE,
                at,
                text,
                match side {
                    Some(Side::Sme) => {
                        Text::new("this is a buyer, an SME is wanted here", "바이어입니다. 이 칸에는 기업을 적습니다")
                    }
                    _ => Text::new("this is an SME, a buyer is wanted here", "기업입니다. 이 칸에는 바이어를 적습니다"),
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

fn add(list: &mut Vec<PartyId>, id: PartyId) {
    if !list.contains(&id) {
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

/// A name without what people type differently: width, case, spaces, punctuation and the company form.
pub fn typed(name: &str) -> String {
    const FORMS_KO: &[&str] = &[
        "(주)",
        "주식회사",
        "(株)",
        "株式会社",
        "(유)",
        "유한회사",
        "유한책임회사",
        "농업회사법인",
        "(재)",
        "재단법인",
        "(사)",
        "사단법인",
    ];
    const FORMS_EN: &[&str] = &["co", "ltd", "limited", "inc", "corp", "corporation", "llc", "gmbh", "company"];
    let mut text: String = name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_control()).collect();
    text = text.replace("( ", "(").replace(" )", ")");
    for form in FORMS_KO {
        text = text.replace(form, " ");
    }
    let mut words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|w| FORMS_EN.contains(w)) {
        words.pop();
    }
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn names_typed_by_hand_come_out_alike() {
        for name in [
            "㈜한빛소프트",
            "(주)한빛소프트",
            "주식회사 한빛소프트",
            "한빛 소프트 (주)",
            "（주） 한빛소프트",
            "(株)한빛소프트",
            "한빛소프트",
        ] {
            assert_eq!(typed(name), "한빛소프트", "{name}");
        }
        for name in ["Acme Co., Ltd.", "ACME CO.,LTD", "Acme Co Ltd", "Ａｃｍｅ Inc.", "acme corp."] {
            assert_eq!(typed(name), "acme", "{name}");
        }
        assert_eq!(typed("한빛2"), "한빛2");
        assert_eq!(typed("Co."), "co");
        assert_ne!(typed("한빛소프트1"), typed("한빛소프트2"));
    }
}

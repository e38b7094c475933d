//! Ids of written files back to the event's own: exactly, or else but for case and width. Judges no meeting.

use crate::event::{Event, InterpreterId, PartyId, PlaceId, Side};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Everything that a cell may name.
pub(crate) struct Names<'a> {
    parties: HashMap<&'a str, Vec<PartyId>>,
    places: HashMap<&'a str, PlaceId>,
    interpreters: HashMap<&'a str, InterpreterId>,
    /// The ids by their folded forms, where only one has the form.
    by_form: HashMap<String, Option<&'a str>>,
    n_smes: usize,
    /// Wishes within one side are allowed.
    peers: bool,
}

/// An id that cannot stand where it stands, and why, in words that the id follows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnreadId {
    pub id: String,
    /// Nobody has it; the side of the column in which it stands.
    pub unknown_in: Option<Side>,
    pub en: &'static str,
    pub ko: &'static str,
}

impl UnreadId {
    fn new(id: &str, en: &'static str, ko: &'static str) -> Self {
        Self { id: id.to_string(), unknown_in: None, en, ko }
    }
}

impl<'a> Names<'a> {
    pub fn of(event: &'a Event) -> Self {
        let mut parties: HashMap<&str, Vec<PartyId>> = HashMap::new();
        for id in event.party_ids() {
            parties.entry(event.party(id).id.as_str()).or_default().push(id);
        }
        let by_form = by_form(event);
        let places = event.places.iter().enumerate().map(|(i, place)| (place.id.as_str(), PlaceId::at(i))).collect();
        let interpreters =
            event.interpreters.iter().enumerate().map(|(i, who)| (who.id.as_str(), InterpreterId::at(i))).collect();
        Self { parties, places, interpreters, by_form, n_smes: event.n_smes, peers: event.rules.peers }
    }

    pub fn place(&self, id: &str) -> Option<PlaceId> {
        self.exact_or_alike(id, |id| self.places.get(id).copied())
    }

    pub fn interpreter(&self, id: &str) -> Option<InterpreterId> {
        self.exact_or_alike(id, |id| self.interpreters.get(id).copied())
    }

    /// The party of a side.
    pub fn party(&self, side: Side, id: &str) -> Option<PartyId> {
        self.exact_or_alike(id, |id| self.named(id).into_iter().find(|p| self.side(*p) == side))
    }

    /// The two parties of a row, or the id that does not stand for one. The columns say who is who: `sme_id` names a party of the SMEs' side,
    /// `buyer_id` one of the buyers'. Only with wishes within one side may both name parties of one; an id that both sides use then
    /// means that of its column's side, unless it has the other side's name in front.
    pub fn parties(&self, sme: &str, buyer: &str) -> Result<(PartyId, PartyId), UnreadId> {
        let (sme_party, buyer_party) = (self.in_column(Side::Sme, sme)?, self.in_column(Side::Buyer, buyer)?);
        let itself = sme_party == buyer_party;
        if itself {
            Err(UnreadId::new(buyer, "a party meets itself,", "자기 자신과의 상담"))
        } else {
            Ok((sme_party, buyer_party))
        }
    }

    /// The party that an id means in the column of a side.
    fn in_column(&self, side: Side, id: &str) -> Result<PartyId, UnreadId> {
        let (other, no_en, no_ko) = match side {
            Side::Sme => (Side::Buyer, "sme_id names a buyer,", "sme_id 칸에 바이어가 있음,"),
            Side::Buyer => (Side::Sme, "buyer_id names an SME,", "buyer_id 칸에 기업이 있음,"),
        };
        if let Some(party) = self.party(side, id) {
            return Ok(party);
        }
        match self.party(other, id) {
            Some(party) if self.peers => Ok(party),
            Some(_) => Err(UnreadId::new(id, no_en, no_ko)),
            None => Err(UnreadId { unknown_in: Some(side), ..UnreadId::new(id, "there is no party", "없는 참가자") }),
        }
    }

    /// The parties that an id may mean; `sme:` and `buyer:` in front choose the side.
    fn named(&self, id: &str) -> Vec<PartyId> {
        let exact = self.parties.get(id).cloned().unwrap_or_default();
        let prefixed = |prefix, side| {
            let known = id.strip_prefix(prefix).and_then(|rest| self.parties.get(rest.trim()));
            known.into_iter().flatten().copied().filter(move |p| self.side(*p) == side)
        };
        exact.into_iter().chain(prefixed("sme:", Side::Sme)).chain(prefixed("buyer:", Side::Buyer)).collect()
    }

    /// What an id names, or else the id that differs from it in no more than case and width.
    fn exact_or_alike<T>(&self, id: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let prefixed = |prefix: &str| {
            let rest = id.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(prefix)).map(|_| &id[prefix.len()..])?;
            self.by_form.get(&form(rest)).copied().flatten().map(|known| format!("{prefix}{known}"))
        };
        let alike = || self.by_form.get(&form(id)).copied().flatten().map(str::to_string);
        find(id).or_else(|| [alike(), prefixed("sme:"), prefixed("buyer:")].into_iter().flatten().find_map(|id| find(&id)))
    }

    fn side(&self, party: PartyId) -> Side {
        if party.ix() < self.n_smes { Side::Sme } else { Side::Buyer }
    }
}

/// An id as it is compared where it is not the same: plain width, lower case.
fn form(id: &str) -> String {
    id.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// Every id by its form; a form that two different ids have names neither.
fn by_form(event: &Event) -> HashMap<String, Option<&str>> {
    let parties = event.parties.iter().map(|party| party.id.as_str());
    let places = event.places.iter().map(|place| place.id.as_str());
    let interpreters = event.interpreters.iter().map(|who| who.id.as_str());
    let mut by_form: HashMap<String, Option<&str>> = HashMap::new();
    for id in parties.chain(places).chain(interpreters) {
        let known = by_form.entry(form(id)).or_insert(Some(id));
        *known = known.filter(|other| *other == id);
    }
    by_form
}
